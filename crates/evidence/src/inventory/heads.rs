//! Answers that say nothing of their question by themselves, since what stands above them asks it.

use std::collections::{BTreeMap, BTreeSet};

use fundscan_model::BlockKind;
use fundscan_taxonomy::{Folded, Questions};

use crate::{FundBy, StoredPassage};

/// The characters of a head that are looked at: a longer one is no head but a text.
const MOST_CHARS: usize = 300;

/// Words that deny: what they deny in an answer of a few words, its head alone does not tell.
const DENIALS: [&str; 13] =
    ["geen", "niet", "niets", "nee", "zonder", "nvt", "onbekend", "no", "not", "none", "nothing", "without", "unknown"];

/// What heads ask, by the `heads` of the questions.
#[derive(Debug)]
pub(super) struct Heads {
    /// The number of a question, and the words that must all stand in a head.
    asked: Vec<(usize, Vec<Word>)>,
}

#[derive(Debug)]
struct Word {
    text: String,
    /// Whether it stands for all words that begin so.
    begins: bool,
}

impl Word {
    fn is(&self, word: &str) -> bool {
        if self.begins { word.starts_with(&self.text) } else { word == self.text }
    }
}

impl Heads {
    pub(super) fn of(questions: &Questions) -> Self {
        let mut asked = Vec::new();
        for (number, question) in (0..).zip(questions.questions()) {
            for head in question.heads() {
                let words = head.split_whitespace().map(|word| {
                    let (text, begins) = word.strip_suffix('*').map_or((word, false), |text| (text, true));
                    Word { text: Folded::new(text).as_str().to_owned(), begins }
                });
                asked.push((number, words.collect()));
            }
        }
        Self { asked }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.asked.is_empty()
    }

    /// The questions that a head asks, by number: those whose words fit, and of several those with the most words, so
    /// that `translation of foresight` asks another question than `foresight`.
    fn asked_by(&self, head: &str) -> Vec<usize> {
        let head: String = head.chars().take(MOST_CHARS).collect();
        let folded = Folded::new(&head);
        let words: Vec<&str> =
            folded.as_str().split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let fits = |asked: &&(usize, Vec<Word>)| asked.1.iter().all(|a| words.iter().any(|word| a.is(word)));
        let fitting: Vec<&(usize, Vec<Word>)> = self.asked.iter().filter(fits).collect();
        let most = fitting.iter().map(|(_, words)| words.len()).max().unwrap_or_default();
        let mut questions: Vec<usize> =
            fitting.iter().filter(|(_, words)| words.len() == most).map(|(question, _)| *question).collect();
        questions.dedup();
        questions
    }
}

/// What stands above the passages of one document.
#[derive(Debug, Default)]
pub(super) struct Above {
    /// By table and column the text of its head.
    columns: BTreeMap<(u32, u32), String>,
    /// By table and row the text of its first cell.
    rows: BTreeMap<(u32, u32), String>,
    /// The numbers of the passages that are heads of columns.
    heads: BTreeSet<u32>,
    /// The questions that a head asks.
    asked: BTreeMap<String, Vec<usize>>,
}

impl Above {
    pub(super) fn of(passages: &[StoredPassage], heads: &Heads) -> Self {
        let mut above = Self::default();
        if heads.is_empty() {
            return above;
        }
        let cells = || passages.iter().filter_map(|p| p.cell.map(|cell| (p, cell)));
        let mut marked: BTreeMap<u32, bool> = BTreeMap::new();
        for (_, cell) in cells() {
            *marked.entry(cell.table).or_default() |= cell.head;
        }
        for (passage, cell) in cells() {
            // Where no cell is marked as a head, the first row is taken for it unless it is the row of a fund.
            let is_head = match marked.get(&cell.table) {
                Some(true) => cell.head,
                _ => cell.row == 1 && passage.fund_by != FundBy::TableRow,
            };
            if is_head {
                above.heads.insert(passage.number);
                join(above.columns.entry((cell.table, cell.column)).or_default(), &passage.text);
            }
            if cell.column == 1 && passage.fund_by != FundBy::TableColumn {
                join(above.rows.entry((cell.table, cell.row)).or_default(), &passage.text);
            }
        }
        let sections = passages.iter().filter(|p| p.kind == BlockKind::ListItem).filter_map(|p| p.section.last());
        for head in above.columns.values().chain(above.rows.values()).chain(sections) {
            if !above.asked.contains_key(head) {
                above.asked.insert(head.clone(), heads.asked_by(head));
            }
        }
        above
    }

    /// The head above a passage and the questions it asks: that of its column, or of its row where funds are columns;
    /// for an item of a list the heading it stands under. None for a head itself and for a sentence, which says itself
    /// what it is about.
    pub(super) fn head(&self, passage: &StoredPassage) -> Option<(&str, &[usize])> {
        let head = match passage.cell {
            Some(_) if self.heads.contains(&passage.number) => return None,
            Some(cell) if passage.fund_by == FundBy::TableColumn => self.rows.get(&(cell.table, cell.row))?,
            Some(cell) => self.columns.get(&(cell.table, cell.column))?,
            None if passage.kind == BlockKind::ListItem => passage.section.last()?,
            None => return None,
        };
        let (head, asked) = self.asked.get_key_value(head)?;
        (!asked.is_empty()).then_some((head.as_str(), asked.as_slice()))
    }
}

/// Texts of one head, as far as they are looked at.
fn join(head: &mut String, text: &str) {
    if !head.is_empty() {
        head.push(' ');
    }
    let room = MOST_CHARS.saturating_sub(head.chars().count());
    head.extend(text.chars().take(room));
}

/// Whether a text can answer what its head asks: it says something, and denies nothing.
pub(super) fn says_something(text: &str) -> bool {
    let folded = Folded::new(&text.replace('.', ""));
    let mut words = folded.as_str().split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    let denies = words.clone().any(|word| DENIALS.contains(&word));
    !denies && words.peek().is_some() && words.any(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_with_the_most_words_that_fit_asks() {
        let word = |text: &str, begins| Word { text: text.to_owned(), begins };
        let heads = Heads {
            asked: vec![
                (0, vec![word("verkenning", true)]),
                (1, vec![word("vertaling", false), word("verkenning", true)]),
                (2, vec![word("behoud", false)]),
            ],
        };
        assert_eq!(heads.asked_by("Lopende VERKENNINGEN"), [0]);
        assert_eq!(heads.asked_by("Verkenningen en hun vertaling"), [1]);
        assert_eq!(heads.asked_by("Behoud en verkenning"), [0, 2]);
        assert!(heads.asked_by("Vertalingen").is_empty());
        assert!(heads.asked_by(&format!("{} behoud", "woord ".repeat(100))).is_empty());
    }

    #[test]
    fn what_says_nothing_or_denies_is_no_answer() {
        for text in ["-", "n.v.t.", "Geen", "nog niet begonnen", "12", "€ 4.500", "x", "", "No plans"] {
            assert!(!says_something(text), "{text}");
        }
        for text in ["Lassen 2030", "EVC", "Techniek in beeld", "Een notitie over 2030."] {
            assert!(says_something(text), "{text}");
        }
    }
}
