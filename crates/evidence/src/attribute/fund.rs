use std::collections::{BTreeMap, BTreeSet};

use fundscan_model::{BlockKind, ByteSpan, FundId, Notice};
use fundscan_taxonomy::FundRegister;

use super::clues::{Clues, Opening, is_line};
use super::names::Names;
use crate::{DocumentFund, How, StoredPassage};

/// The code of the notice that a document speaks of several funds alike.
pub(super) const AMBIGUOUS: &str = "fund-ambiguous";

/// A fund and the words it was found by.
type Named = (FundId, String);

/// Whose document it is, from its title, its first pages, its file name, and last the whole text; none, with a
/// notice, where several funds stand out alike.
///
/// A document that merely mentions a fund is not the fund's: a sentence on the first pages decides nothing.
pub(super) fn fund(clues: &Clues<'_>, title: Option<&str>, register: &FundRegister) -> (DocumentFund, Option<Notice>) {
    let in_title = Several::of(named(title.unwrap_or_default(), register));
    let on_first_pages = first_pages(clues, register);
    let in_name = clues.names().iter().map(|name| Several::of(in_file_name(name, register))).find(|s| !s.is_none());

    let sources =
        [(How::Title, in_title), (How::Text, on_first_pages), (How::FileName, in_name.unwrap_or(Several::None))];
    let one = sources.iter().find_map(|(how, s)| s.one().map(|named| (*how, named)));
    if let Some((how, (id, quote))) = one {
        let others: Vec<String> = sources
            .iter()
            .filter_map(|(how, s)| s.one().filter(|(other, _)| other != id).map(|(other, q)| (how, other, q)))
            .map(|(how, other, quote)| format!("{other} ({how}: \"{quote}\")"))
            .collect();
        let notice = (!others.is_empty()).then(|| {
            let message = format!(
                "the fund was taken to be {id} ({how}: \"{quote}\"), but there is also {}",
                others.join(" and ")
            );
            Notice::new("fund-unsure", message)
        });
        return (document_fund(id, register, how, Some(quote.clone())), notice);
    }
    match whole_text(clues, register) {
        Several::One((id, quote)) => (document_fund(&id, register, How::Text, Some(quote)), None),
        Several::None => (DocumentFund::default(), sources.iter().find_map(|(_, s)| s.notice())),
        several @ Several::Many(_) => {
            (DocumentFund::default(), sources.iter().find_map(|(_, s)| s.notice()).or_else(|| several.notice()))
        }
    }
}

/// The fund with this id, by its name in the register.
pub(super) fn document_fund(id: &FundId, register: &FundRegister, how: How, quote: Option<String>) -> DocumentFund {
    let name = register.get(id.as_str()).map_or_else(|| id.to_string(), |fund| fund.name().to_owned());
    DocumentFund { id: Some(id.clone()), name: Some(name), how, quote }
}

/// The funds that a place where one is looked for names.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Several {
    None,
    One(Named),
    Many(Vec<FundId>),
}

impl Several {
    fn of(named: Vec<Named>) -> Self {
        let mut ids: Vec<FundId> = named.iter().map(|(id, _)| id.clone()).collect();
        ids.sort_unstable();
        ids.dedup();
        match ids.len() {
            0 => Self::None,
            1 => named.into_iter().next().map_or(Self::None, Self::One),
            _ => Self::Many(ids),
        }
    }

    /// The fund with by far the most weight, where there is one.
    fn most(weights: BTreeMap<FundId, (u64, String)>, times: u64) -> Self {
        let mut ranked: Vec<_> = weights.into_iter().collect();
        // Stable: funds of the same weight stay in the order of their ids.
        ranked.sort_by_key(|(_, (weight, _))| std::cmp::Reverse(*weight));
        match ranked.as_slice() {
            [] => Self::None,
            [(id, (_, quote))] => Self::One((id.clone(), quote.clone())),
            [(id, (first, quote)), (_, (second, _)), ..] if *first >= times * second => {
                Self::One((id.clone(), quote.clone()))
            }
            _ => Self::Many(ranked.into_iter().map(|(id, _)| id).collect()),
        }
    }

    fn is_none(&self) -> bool {
        *self == Self::None
    }

    fn one(&self) -> Option<&Named> {
        match self {
            Self::One(named) => Some(named),
            Self::None | Self::Many(_) => None,
        }
    }

    fn notice(&self) -> Option<Notice> {
        let Self::Many(ids) = self else { return None };
        let ids: Vec<&str> = ids.iter().map(FundId::as_str).collect();
        let message =
            format!("it speaks of several funds ({}) and of none in particular: no fund told", ids.join(", "));
        Some(Notice::new(AMBIGUOUS, message))
    }
}

fn named(text: &str, register: &FundRegister) -> Vec<Named> {
    register.find(text).into_iter().map(|m| (m.fund, text[m.span.range()].to_owned())).collect()
}

/// The weight a name has by where it stands.
fn weight(opening: &Opening<'_>) -> u64 {
    match (opening.first, opening.is_title()) {
        (true, true) => 8,
        (true, false) if opening.is_cover() => 4,
        (false, true) => 4,
        (true, false) => 2,
        (false, false) => 1,
    }
}

/// The fund that stands out on the first pages.
///
/// Funds named in titles on the first page, in running heads or on a cover come into question; what else the first
/// pages say only decides between them. Headings and running heads that name one fund here and another there are those of
/// sections.
fn first_pages(clues: &Clues<'_>, register: &FundRegister) -> Several {
    let mut weights: BTreeMap<FundId, (u64, String)> = BTreeMap::new();
    let mut eligible: Vec<FundId> = Vec::new();
    let mut of_sections: BTreeSet<FundId> = BTreeSet::new();
    let heads = Heads::of(clues, register);
    let openings = clues.opening();
    for opening in &openings {
        let mut said = BTreeSet::new();
        let imprint = opening.is_imprint() || opening.passage.kind.is_running();
        for (id, quote) in named(&opening.passage.text, register) {
            if imprint && heads.vary(opening.passage) && !is_document_title(opening, &openings, register) {
                of_sections.insert(id.clone());
            } else if imprint && !eligible.contains(&id) {
                eligible.push(id.clone());
            }
            // "Opleidingsfonds Glas (OOG)" names one fund once.
            if said.insert(id.clone()) {
                weights.entry(id).or_insert((0, quote)).0 += weight(opening);
            }
        }
    }
    if eligible.is_empty() && !of_sections.is_empty() {
        return Several::Many(of_sections.into_iter().collect());
    }
    weights.retain(|id, _| eligible.contains(id));
    Several::most(weights, 2)
}

/// Whether a heading is the title of the document though a later heading like it names another fund: it stands before
/// the text, says more than a name, and no other on the first pages names another one.
fn is_document_title(opening: &Opening<'_>, openings: &[Opening<'_>], register: &FundRegister) -> bool {
    let is_heading = |passage: &StoredPassage| passage.kind == BlockKind::Heading;
    let names = Names::of(&opening.passage.text, register);
    let Some(fund) = names.one().filter(|_| names.alone().is_none()) else { return false };
    let other = |other: &Opening<'_>| {
        let names = Names::of(&other.passage.text, register);
        is_heading(other.passage) && names.one().is_some_and(|other| other != fund)
    };
    is_heading(opening.passage) && opening.leads && !openings.iter().any(other)
}

/// The funds that heads name, by their sort.
#[derive(Default)]
struct Heads(BTreeMap<HeadSort, Vec<FundId>>);

/// What a head of a section is told by, and what it has in common with those of the other sections.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum HeadSort {
    /// A heading so deep below others.
    Heading(usize),
    /// A running head or foot.
    Running,
    /// A line that is a name and nothing else.
    Line,
}

impl Heads {
    fn of(clues: &Clues<'_>, register: &FundRegister) -> Self {
        let mut heads = Self::default();
        for passage in clues.passages {
            let Some(sort) = Self::sort(passage) else { continue };
            let names = Names::of(&passage.text, register);
            let fund = if sort == HeadSort::Line { names.alone() } else { names.one() };
            // What names several is no head of the section of one.
            if let Some(fund) = fund {
                let funds = heads.0.entry(sort).or_default();
                if !funds.contains(fund) {
                    funds.push(fund.clone());
                }
            }
        }
        heads
    }

    fn sort(passage: &StoredPassage) -> Option<HeadSort> {
        match passage.kind {
            BlockKind::Heading => Some(HeadSort::Heading(passage.section.len())),
            BlockKind::Header | BlockKind::Footer => Some(HeadSort::Running),
            BlockKind::Paragraph if is_line(passage) => Some(HeadSort::Line),
            _ => None,
        }
    }

    /// Whether heads like this one name several funds, one here and another there.
    fn vary(&self, passage: &StoredPassage) -> bool {
        Self::sort(passage).is_some_and(|sort| self.0.get(&sort).is_some_and(|funds| funds.len() > 1))
    }
}

/// Enough mentions to make a document one about a fund rather than one that mentions it.
const OFTEN: u64 = 5;

/// A fund's own report names it at least this often; a study of several funds names each less.
const WORDS_PER_NAME: u64 = 300;

/// The fund that the whole text speaks of all the time and far more than of any other.
fn whole_text(clues: &Clues<'_>, register: &FundRegister) -> Several {
    let mut counts: BTreeMap<FundId, (u64, String)> = BTreeMap::new();
    let mut words = 0;
    for passage in clues.passages {
        words += u64::from(passage.words);
        for (id, quote) in named(&passage.text, register) {
            counts.entry(id).or_insert((0, quote)).0 += 1;
        }
    }
    match Several::most(counts.clone(), 3) {
        Several::One((id, _)) if counts[&id].0 < OFTEN || counts[&id].0 * WORDS_PER_NAME < words => Several::None,
        Several::Many(mut ids) => {
            ids.retain(|id| counts[id].0 >= 2);
            if ids.len() > 1 { Several::Many(ids) } else { Several::None }
        }
        several => several,
    }
}

/// The longest name, in words, that is looked for in a file name.
const NAME_WORDS: usize = 8;

/// File names are mostly lower case with hyphens for spaces, so that a name is looked up word by word.
fn in_file_name(name: &str, register: &FundRegister) -> Vec<Named> {
    let words = words(name);
    let mut found = Vec::new();
    let mut start = 0;
    while start < words.len() {
        let longest = (1..=NAME_WORDS.min(words.len() - start)).rev().find_map(|n| {
            let run = &words[start..start + n];
            let text = |separator| run.iter().map(|w| &name[w.range()]).collect::<Vec<_>>().join(separator);
            let fund = register.lookup(&text(" ")).or_else(|| register.lookup(&text("-").to_lowercase()))?;
            let quote = &name[run[0].start()..run[n - 1].end()];
            Some((n, (fund.id().clone(), quote.to_owned())))
        });
        match longest {
            Some((n, named)) => {
                found.push(named);
                start += n;
            }
            None => start += 1,
        }
    }
    found
}

/// Runs of letters and the signs of abbreviations (`A&O`), or of digits: `oomt2023` is two words.
fn words(name: &str) -> Vec<ByteSpan> {
    #[derive(PartialEq, Clone, Copy)]
    enum Class {
        Letter,
        Digit,
        Other,
    }
    let class = |c: char| match c {
        '&' | '+' => Class::Letter,
        c if c.is_numeric() => Class::Digit,
        c if c.is_alphabetic() => Class::Letter,
        _ => Class::Other,
    };
    let mut words: Vec<ByteSpan> = Vec::new();
    let mut last = Class::Other;
    for (at, c) in name.char_indices() {
        let now = class(c);
        let end = at + c.len_utf8();
        match words.last_mut() {
            Some(word) if now == last && now != Class::Other => *word = ByteSpan::new(word.start(), end),
            _ if now != Class::Other => words.push(ByteSpan::new(at, end)),
            _ => {}
        }
        last = now;
    }
    words
}
