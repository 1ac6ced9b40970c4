//! Terms with gaps: from the segment that was found to the segments around it.

use std::ops::Range;

use fundscan_taxonomy::Folded;

use crate::find::{form_from, form_until};
use crate::lexicon::SpreadEntry;
use crate::word;

/// The number of ways kept to reach a segment.
const WAYS: usize = 16;

/// The number of bytes of marks and spaces that may stand between two words of one clause.
const SEPARATOR: usize = 8;

/// A place where all segments of a term stand: folded bytes, the words between the segments apart.
pub(crate) struct Spread {
    pub(crate) range: Range<usize>,
    pub(crate) gaps: Vec<Range<usize>>,
}

/// A way through the segments on one side of the anchor.
#[derive(Clone)]
struct Way {
    /// Where the last segment reached starts, or ends.
    edge: usize,
    gaps: Vec<Range<usize>>,
}

/// A word beside an edge: the far edge of the segment that starts with it, if it does, the near edge of the word and
/// its far one.
struct Step {
    segment: Option<usize>,
    near: usize,
    far: usize,
}

/// The segments of a term around its anchor. Of several ways the one with the fewest words between counts.
pub(crate) fn around(entry: &SpreadEntry, anchor: Range<usize>, text: &str, folded: &Folded) -> Option<Spread> {
    let haystack = folded.as_str();
    let mut left = vec![Way { edge: anchor.start, gaps: Vec::new() }];
    for number in (0..entry.anchor).rev() {
        let forms = entry.segments[number].forms();
        left = ways(&left, entry.segments[number + 1].gap(), |edge| {
            let near = previous_word(haystack, edge)?;
            let segment = forms.iter().filter_map(|form| form_until(form, near, entry.case, text, folded)).min();
            Some(Step { segment, near, far: word::start_of(haystack, near)? })
        });
    }
    let mut right = vec![Way { edge: anchor.end, gaps: Vec::new() }];
    for (number, segment) in entry.segments.iter().enumerate().skip(entry.anchor + 1) {
        let forms = segment.forms();
        let is_particle = entry.ends_in_particle && number + 1 == entry.segments.len();
        right = ways(&right, segment.gap(), |edge| {
            let near = next_word(haystack, edge)?;
            let segment = forms.iter().filter_map(|form| form_from(form, near, entry.case, text, folded)).max();
            let segment = segment.filter(|end| !is_particle || ends_verb(haystack, near, *end));
            Some(Step { segment, near, far: word::end_of(haystack, near)? })
        });
    }
    let (left, right) = (left.into_iter().next()?, right.into_iter().next()?);
    let mut gaps = left.gaps;
    gaps.extend(right.gaps);
    Some(Spread { range: left.edge..right.edge, gaps })
}

/// From each way the ways to the next segment, with up to `gap` words between, those with fewer words first.
fn ways(from: &[Way], gap: usize, step: impl Fn(usize) -> Option<Step>) -> Vec<Way> {
    let mut reached: Vec<Way> = Vec::new();
    for way in from {
        let mut edge = way.edge;
        for _ in 0..=gap {
            let Some(Step { segment, near, far }) = step(edge) else { break };
            if let Some(next) = segment.filter(|next| reached.iter().all(|w| w.edge != *next))
                && reached.len() < WAYS
            {
                let mut gaps = way.gaps.clone();
                gaps.push(near.min(way.edge)..near.max(way.edge));
                reached.push(Way { edge: next, gaps });
            }
            edge = far;
        }
    }
    reached
}

/// Particles that are prepositions as well.
const PREPOSITIONS: [&str; 15] = [
    "aan", "bij", "binnen", "buiten", "door", "in", "na", "om", "onder", "op", "over", "tegen", "uit", "voor", "achter",
];

/// Words that can follow a particle, but not a preposition, which has its noun behind it.
const FOLLOWERS: [&str; 54] = [
    "aan", "als", "bij", "binnen", "dan", "dat", "die", "door", "doordat", "en", "hoe", "in", "indien", "maar", "met",
    "na", "naar", "of", "om", "omdat", "onder", "op", "over", "per", "rond", "sinds", "te", "tegen", "ten", "ter",
    "terwijl", "tijdens", "tot", "totdat", "tussen", "uit", "van", "vanaf", "vanuit", "via", "volgens", "voor",
    "voordat", "waar", "waarbij", "waardoor", "waarmee", "wanneer", "want", "wat", "zoals", "zodat", "zodra", "zonder",
];

/// Whether the particle at these bytes ends its verb: "leiden monteurs op", "leiden monteurs op voor het vak", but not
/// "leiden tot druk op de markt", where a noun follows.
fn ends_verb(text: &str, start: usize, end: usize) -> bool {
    if !PREPOSITIONS.contains(&&text[start..end]) {
        return true;
    }
    let Some(rest) = text[end..].strip_prefix(' ') else { return true };
    let word = &rest[..rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len())];
    word.is_empty() || FOLLOWERS.contains(&word)
}

/// The start of the word after `at`, in the same clause.
fn next_word(text: &str, at: usize) -> Option<usize> {
    let mut chars = text[at..].char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        if c.is_alphanumeric() {
            return (offset > 0).then_some(at + offset);
        }
        if ends_clause(c, chars.peek().map(|(_, c)| *c)) || offset > SEPARATOR {
            return None;
        }
    }
    None
}

/// The end of the word before `at`, in the same clause.
fn previous_word(text: &str, at: usize) -> Option<usize> {
    let mut after = text[at..].chars().next();
    for (offset, c) in text[..at].char_indices().rev() {
        if c.is_alphanumeric() {
            let end = offset + c.len_utf8();
            return (end < at).then_some(end);
        }
        if ends_clause(c, after) || at - offset > SEPARATOR {
            return None;
        }
        after = Some(c);
    }
    None
}

/// A full stop within a word or number ends nothing.
fn ends_clause(mark: char, after: Option<char>) -> bool {
    matches!(mark, ';' | ':' | '!' | '?') || mark == '.' && after.is_none_or(|c| !c.is_alphanumeric())
}
