use std::collections::BTreeMap;

use fundscan_model::{ByteSpan, Notice};

use super::clues::Clues;
use super::words::{Sort, sort_words};
use super::years::{YearsFound, years};
use crate::{DocumentKind, How, Period, Years};

/// How sure a year is about to be the one a document is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    /// A year that stands alone, in a place where titles stand.
    Alone,
    /// Beside a word that fits another kind of document: the plan a report announces.
    OtherSort,
    /// Beside a phrase such as "over het jaar".
    Phrase,
    /// Beside the word for the kind of document it is.
    Sort,
}

/// A year or period with the words that make it a candidate.
#[derive(Clone, Debug)]
struct Candidate {
    years: Years,
    strength: Strength,
    quote: String,
}

/// The year or years a document is about, from its title, its first pages and its file name; with a notice where
/// they contradict each other.
///
/// Titles in metadata are often left over from last year's file: where the first page says another year beside a
/// word such as "jaarverslag", what a reader sees goes before.
pub(super) fn period(clues: &Clues<'_>, title: Option<&str>, kind: DocumentKind) -> (Period, Option<Notice>) {
    let sort = sort_of(kind);
    let title = title.and_then(|title| best(candidates(title, sort, true)));
    let text = in_text(clues, kind);
    let name = clues.names().iter().find_map(|name| best(candidates(name, sort, true)));

    let found = [(How::Title, title), (How::Text, text), (How::FileName, name)];
    let mut found: Vec<(How, Candidate)> = found.into_iter().filter_map(|(how, c)| Some((how, c?))).collect();
    // Surest first; equally sure ones in the order of trust. A year alone in a file name was put there by somebody
    // who sorts files by year; alone on a first page it may be anything.
    let trust = |how: How, c: &Candidate| match how {
        How::Text if c.strength > Strength::OtherSort => 0,
        How::Title => 1,
        How::FileName => 2,
        _ => 3,
    };
    found.sort_by_key(|(how, c)| (std::cmp::Reverse(c.strength), trust(*how, c)));
    let Some((mut how, first)) = found.first().cloned() else { return (Period::default(), None) };
    // Of sources that say the same, the first one named is the title.
    if found.iter().any(|(h, c)| *h == How::Title && c.years == first.years && c.strength == first.strength) {
        how = How::Title;
    }
    let others: Vec<String> = found
        .iter()
        .filter(|(_, c)| c.years != first.years && c.strength >= Strength::Phrase)
        .map(|(how, c)| format!("{} ({how}: \"{}\")", c.years, c.quote))
        .collect();
    let notice = (!others.is_empty()).then(|| {
        let message = format!(
            "the year was taken to be {} ({how}: \"{}\"), but it also says {}",
            first.years,
            first.quote,
            others.join(" and ")
        );
        Notice::new("year-unsure", message)
    });
    (Period::new(first.years.from, first.years.to, how, Some(first.quote)), notice)
}

fn sort_of(kind: DocumentKind) -> Sort {
    if kind == DocumentKind::Plan { Sort::Plan } else { Sort::Report }
}

/// The candidate of the first pages that is surest, and of those the one that stands there most.
///
/// A report or plan speaks of itself in its foreword, too, and has its year on the cover. Sentences of any other
/// document are about other documents: of those, and of words for another kind of document, only titles and what
/// stands on the cover count, and a year alone on a cover is when it was printed.
fn in_text(clues: &Clues<'_>, kind: DocumentKind) -> Option<Candidate> {
    let sort = sort_of(kind);
    let by_itself = matches!(kind, DocumentKind::AnnualReport | DocumentKind::Plan);
    let mut weights: BTreeMap<(Strength, Years), (u32, usize, String)> = BTreeMap::new();
    let mut order = 0;
    for opening in clues.opening() {
        for candidate in candidates(&opening.passage.text, sort, by_itself && opening.first && opening.is_title()) {
            let of_itself = by_itself && candidate.strength > Strength::OtherSort;
            if !(of_itself || opening.is_title() || opening.is_cover()) {
                continue;
            }
            order += 1;
            let entry = weights.entry((candidate.strength, candidate.years));
            let (weight, ..) = entry.or_insert_with(|| (0, order, candidate.quote));
            *weight += if opening.first { 3 } else { 1 } * if opening.is_title() { 2 } else { 1 };
        }
    }
    let strongest = weights.keys().map(|(strength, _)| *strength).max()?;
    let alone = weights.keys().filter(|(strength, _)| *strength == strongest).count() == 1;
    if strongest == Strength::Alone && !alone {
        return None;
    }
    let best = weights
        .into_iter()
        .filter(|((strength, _), _)| *strength == strongest)
        .max_by_key(|(_, (weight, order, _))| (*weight, std::cmp::Reverse(*order)));
    best.map(|((strength, years), (_, _, quote))| Candidate { years, strength, quote })
}

/// The surest candidate of a title or name. Years of which none is surer than another decide nothing.
fn best(candidates: Vec<Candidate>) -> Option<Candidate> {
    let strongest = candidates.iter().map(|c| c.strength).max()?;
    let mut strong = candidates.into_iter().filter(|c| c.strength == strongest);
    let first = strong.next()?;
    let agree = strong.all(|c| c.years == first.years);
    (agree || strongest > Strength::Alone).then_some(first)
}

/// The most bytes between a word such as "jaarverslag" and its year: room for the name of a fund.
const REACH: usize = 60;

fn candidates(text: &str, sort: Sort, alone: bool) -> Vec<Candidate> {
    let words = sort_words(text);
    let years = years(text);
    let mut found = Vec::new();
    for (n, year) in years.iter().enumerate() {
        let previous = n.checked_sub(1).map_or(0, |n| years[n].span.end());
        let next = years.get(n + 1).map_or(text.len(), |y| y.span.start());
        // The word before a year says more than the word after it: "Jaarverslag 2023 en jaarplan 2024".
        let before = words.iter().rev().find(|w| {
            w.span.end() <= year.span.start()
                && w.span.end() >= previous
                && reaches(text, w.span.end(), year.span.start())
        });
        let after = words.iter().find(|w| {
            let gap = text.get(year.span.end()..w.span.start());
            w.span.start() < next
                && gap.is_some_and(|g| g.len() <= 3 && g.trim_matches([' ', '-', '–', ':']).is_empty())
        });
        let strength_of = |word_sort| if word_sort == sort { Strength::Sort } else { Strength::OtherSort };
        let candidate = match (before.or(after), phrase(text, year)) {
            // A date beside the word is when it was adopted: "Jaarverslag, 15 maart 2024".
            (Some(word), _) if !year.dated => Some((strength_of(word.sort), join(word.span, year.span))),
            (_, Some(start)) => Some((Strength::Phrase, ByteSpan::new(start, year.span.end()))),
            _ if alone && !year.dated => Some((Strength::Alone, year.span)),
            _ => None,
        };
        if let Some((strength, span)) = candidate {
            let years = Years { from: year.from, to: year.to };
            found.push(Candidate { years, strength, quote: text[span.range()].to_owned() });
        }
    }
    found
}

/// Whether nothing between a word and a year parts them: no end of a sentence, no verb-like length.
fn reaches(text: &str, from: usize, to: usize) -> bool {
    let gap = &text[from..to];
    gap.len() <= REACH && !gap.contains(['.', ';', '?', '!']) && gap.split_whitespace().count() <= 7
}

/// Where a phrase starts that makes the year after it the one that is reported on.
fn phrase(text: &str, year: &YearsFound) -> Option<usize> {
    const PHRASES: [&str; 10] = [
        "over het jaar ",
        "over het kalenderjaar ",
        "verslag over ",
        "in het verslagjaar ",
        "for the year ",
        "for the financial year ",
        "year ended 31 december ",
        "t/m 31 december ",
        "tot en met 31 december ",
        "report on ",
    ];
    let before = text[..year.span.start()].to_lowercase();
    // Lower case may change the length; then the phrase is not looked for.
    (before.len() == year.span.start()).then_some(())?;
    PHRASES.iter().filter(|p| before.ends_with(**p)).map(|p| before.len() - p.len()).min()
}

fn join(a: ByteSpan, b: ByteSpan) -> ByteSpan {
    ByteSpan::new(a.start().min(b.start()), a.end().max(b.end()))
}
