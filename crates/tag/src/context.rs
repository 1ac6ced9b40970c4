//! Whether what stands near a mention lets it count.

use std::ops::Range;

use fundscan_taxonomy::{CaseRule, ContextRule, Folded, Side};

use crate::find::{form_from, form_until};
use crate::word;

/// The number of the first rule that does not hold for what was found in these folded bytes, with these gaps; none where
/// all do.
pub(crate) fn unmet(
    rules: &[ContextRule],
    found: Range<usize>,
    gaps: &[Range<usize>],
    text: &str,
    folded: &Folded,
) -> Option<usize> {
    rules.iter().position(|rule| {
        let stands = match rule.side() {
            Side::Before => follows(rule, found.end, text, folded),
            Side::After => precedes(rule, found.start, text, folded),
            // What stands in a gap is no part of what was found, and nothing is nearer: "leiden de monteurs op".
            Side::Near => {
                follows(rule, found.end, text, folded)
                    || precedes(rule, found.start, text, folded)
                    || gaps.iter().any(|gap| within(rule, gap, text, folded))
            }
        };
        stands != rule.wanted()
    })
}

/// Whether one of the words of a rule starts within its distance behind `at`.
fn follows(rule: &ContextRule, mut at: usize, text: &str, folded: &Folded) -> bool {
    for _ in 0..rule.within() {
        let Some(start) = next_word(folded.as_str(), at, rule.side()) else { return false };
        if rule.words().iter().any(|form| form_from(form, start, CaseRule::Ignore, text, folded).is_some()) {
            return true;
        }
        match word::end_of(folded.as_str(), start) {
            Some(end) => at = end,
            None => return false,
        }
    }
    false
}

/// Whether one of the words of a rule stands within these bytes, which begin and end with whole words.
fn within(rule: &ContextRule, gap: &Range<usize>, text: &str, folded: &Folded) -> bool {
    let mut at = gap.start;
    while at < gap.end {
        if word::starts(folded.as_str(), at) {
            let ends = rule.words().iter().filter_map(|form| form_from(form, at, CaseRule::Ignore, text, folded));
            if ends.into_iter().any(|end| end <= gap.end) {
                return true;
            }
        }
        let c = folded.as_str()[at..].chars().next();
        at += c.map_or(1, char::len_utf8);
    }
    false
}

/// Whether one of the words of a rule ends within its distance in front of `at`.
fn precedes(rule: &ContextRule, mut at: usize, text: &str, folded: &Folded) -> bool {
    for _ in 0..rule.within() {
        let Some(end) = previous_word(folded.as_str(), at, rule.side()) else { return false };
        if rule.words().iter().any(|form| form_until(form, end, CaseRule::Ignore, text, folded).is_some()) {
            return true;
        }
        match word::start_of(folded.as_str(), end) {
            Some(start) => at = start,
            None => return false,
        }
    }
    false
}

/// The number of bytes of marks and spaces that may stand between two words of one sentence.
const SEPARATOR: usize = 16;

/// The start of the word behind `at`.
fn next_word(text: &str, at: usize, side: Side) -> Option<usize> {
    let mut chars = text[at..].char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        if c.is_alphanumeric() {
            // Within a word there is no next one: "rekenen" of "rekenend".
            return (offset > 0).then_some(at + offset);
        }
        if stops(c, chars.peek().map(|(_, c)| *c), side) || offset > SEPARATOR {
            return None;
        }
    }
    None
}

/// The end of the word in front of `at`.
fn previous_word(text: &str, at: usize, side: Side) -> Option<usize> {
    let mut after = text[at..].chars().next();
    for (offset, c) in text[..at].char_indices().rev() {
        if c.is_alphanumeric() {
            let end = offset + c.len_utf8();
            return (end < at).then_some(end);
        }
        if stops(c, after, side) || at - offset > SEPARATOR {
            return None;
        }
        after = Some(c);
    }
    None
}

/// Whether a mark ends the stretch in which a context is looked for: the sentence, or, for words right before or after,
/// the words that no mark parts. A full stop within a word or number ends nothing, nor do quotation marks.
fn stops(mark: char, after: Option<char>, side: Side) -> bool {
    match mark {
        '!' | '?' => true,
        '.' => after.is_none_or(|c| !c.is_alphanumeric()),
        ',' | ';' | ':' | '(' | ')' | '\u{2014}' => side != Side::Near,
        _ => false,
    }
}
