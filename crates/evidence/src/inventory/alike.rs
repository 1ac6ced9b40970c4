//! Which texts are the same, or so nearly that a reader takes them for the same.

use std::collections::HashMap;

use fundscan_taxonomy::Folded;

/// Texts of which this share of all their words is the same say the same: one word in ten may differ.
const ALIKE: f64 = 0.85;
/// Texts of fewer words are the same only word for word: a single word changes what they say.
const LEAST_WORDS: usize = 6;
/// The most texts that one is held against: those met last with a word in common.
const MOST_COMPARED: usize = 50;

/// A text as it is compared: its words, without regard to case, accents, punctuation and their order.
#[derive(Debug)]
pub(super) struct Words {
    /// All words, in order.
    whole: String,
    /// Each word once: the longest first, since long words are rare.
    once: Vec<String>,
    /// The words that hold a digit, sorted: another number is another fact.
    numbers: Vec<String>,
}

impl Words {
    pub(super) fn new(text: &str) -> Self {
        let folded = Folded::new(unnumbered(text));
        let all: Vec<&str> =
            folded.as_str().split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let mut once: Vec<String> = all.iter().map(|w| (*w).to_owned()).collect();
        once.sort_unstable_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        once.dedup();
        let mut numbers: Vec<String> =
            all.iter().filter(|w| w.contains(|c: char| c.is_numeric())).map(|w| (*w).to_owned()).collect();
        numbers.sort_unstable();
        Self { whole: all.join(" "), once, numbers }
    }

    fn is_like(&self, other: &Self) -> bool {
        if self.numbers != other.numbers {
            return false;
        }
        let (mut left, mut right, mut both) = (self.once.iter().peekable(), other.once.iter().peekable(), 0_usize);
        let order = |a: &String, b: &String| b.len().cmp(&a.len()).then_with(|| a.cmp(b));
        while let (Some(l), Some(r)) = (left.peek(), right.peek()) {
            match order(l, r) {
                std::cmp::Ordering::Less => _ = left.next(),
                std::cmp::Ordering::Greater => _ = right.next(),
                std::cmp::Ordering::Equal => {
                    both += 1;
                    left.next();
                    right.next();
                }
            }
        }
        let all = self.once.len() + other.once.len() - both;
        // Texts hold far fewer words than a float tells apart.
        #[expect(clippy::cast_precision_loss, reason = "numbers of words are small")]
        let share = both as f64 / all.max(1) as f64;
        share >= ALIKE
    }

    /// So many of the longest words that a text that is alike has at least one of them.
    fn telling(&self) -> &[String] {
        let n = self.once.len();
        // At most this many words of one text may be missing in the other; one more is shared.
        let missing = n - (n * 17).div_ceil(20);
        &self.once[..(missing + 1).min(n)]
    }
}

/// A text without the number of its item, such as `3.`: it tells which of a list it is, not what it says.
fn unnumbered(text: &str) -> &str {
    let rest = text.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = rest.len() < text.trim_start().len();
    match rest.strip_prefix(['.', ')']).filter(|rest| numbered && rest.starts_with(char::is_whitespace)) {
        Some(rest) => rest,
        None => text,
    }
}

/// The texts met so far, by number.
#[derive(Debug, Default)]
pub(super) struct Met {
    texts: Vec<Words>,
    whole: HashMap<String, usize>,
    telling: HashMap<String, Vec<usize>>,
}

impl Met {
    /// The number of the text that was met before and is the same or nearly so, if there is one.
    pub(super) fn find(&self, words: &Words) -> Option<usize> {
        if let Some(number) = self.whole.get(&words.whole) {
            return Some(*number);
        }
        if words.once.len() < LEAST_WORDS {
            return None;
        }
        let mut numbers: Vec<usize> = Vec::new();
        for word in words.telling() {
            let list = self.telling.get(word).map_or(&[][..], Vec::as_slice);
            numbers.extend(list.iter().rev().take(MOST_COMPARED));
        }
        numbers.sort_unstable();
        numbers.dedup();
        numbers.into_iter().find(|n| words.is_like(&self.texts[*n]))
    }

    /// Keeps a text that was not met before; numbers are given from 0 in order.
    pub(super) fn keep(&mut self, words: Words) {
        let number = self.texts.len();
        self.whole.insert(words.whole.clone(), number);
        if words.once.len() >= LEAST_WORDS {
            for word in words.telling() {
                self.telling.entry(word.clone()).or_default().push(number);
            }
        }
        self.texts.push(words);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(left: &str, right: &str) -> bool {
        let mut met = Met::default();
        met.keep(Words::new(left));
        met.find(&Words::new(right)) == Some(0)
    }

    #[test]
    fn case_accents_and_punctuation_do_not_tell_texts_apart() {
        assert!(same("Subsidie voor EVC.", "subsidie voor evc"));
        assert!(same("2. Subsidie voor EVC", "3) Subsidie voor EVC") && !same("2 vouchers", "3 vouchers"));
        assert!(!same("2.5 procent", "3.5 procent"));
        assert!(same("Coaching, één uur per week", "coaching één uur  per week!"));
    }

    #[test]
    fn a_word_in_a_long_text_does_not_and_a_word_in_a_short_one_does() {
        let long = "Het fonds vergoedt voor alle werknemers in de sector de volledige kosten van een opleiding bij een \
                    erkende school";
        assert!(same(long, &long.replace("erkende", "goedgekeurde")));
        assert!(!same(long, &long.replace("werknemers in de sector", "bedrijven met personeel")));
        assert!(!same("Subsidie voor EVC", "Subsidie voor hbo"));
    }

    #[test]
    fn another_number_is_another_fact() {
        let text = "In 2022 hebben 120 werknemers van ons fonds een voucher voor een opleiding gekregen en gebruikt";
        assert!(!same(text, &text.replace("120", "340")));
        assert!(!same(text, &text.replace("2022", "2023")));
    }

    #[test]
    fn the_search_by_telling_words_finds_what_comparing_all_would() {
        let words = ["aan", "beter", "cursus", "dagelijks", "eigen", "fonds", "groei", "hulp", "inzet", "jaarlijks"];
        let text = |leave: usize, more: &str| {
            let kept: Vec<&str> = words.iter().enumerate().filter(|(n, _)| *n != leave).map(|(_, w)| *w).collect();
            format!("{} {more}", kept.join(" "))
        };
        for leave in 0..words.len() {
            assert!(same(&words.join(" "), &text(leave, "")), "without {}", words[leave]);
        }
    }

    #[test]
    fn nothing_is_compared_with_all_that_was_met() {
        let mut met = Met::default();
        for n in 0..2000 {
            met.keep(Words::new(&format!("bijeenkomsten over vakmanschap in de regio nummer n{n} van het fonds x{n}")));
        }
        assert_eq!(met.find(&Words::new("bijeenkomsten over techniek in de stad zonder nummer van elders")), None);
        assert!(met.telling["bijeenkomsten"].len() == 2000);
    }
}
