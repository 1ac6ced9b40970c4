//! Every place where a term stands in a text, before it is decided which of them count.

use std::ops::Range;

use fundscan_model::ByteSpan;
use fundscan_taxonomy::{CaseRule, Folded, Form, FormWord};

use crate::lexicon::{FormEntry, FormRole, Lexicon, Need};
use crate::spread::around;
use crate::word;

/// A place where a term stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Candidate {
    pub(crate) span: ByteSpan,
    pub(crate) concept: usize,
    pub(crate) term: usize,
    /// The number of its gaps in [`Found::gaps`], where it has any.
    pub(crate) gaps: Option<usize>,
}

/// What one pass over a text tells.
#[derive(Default)]
pub(crate) struct Found {
    /// All candidates, in no particular order.
    pub(crate) candidates: Vec<Candidate>,
    /// For the candidates of terms with gaps the bytes that lie between what was found.
    pub(crate) gaps: Vec<Vec<ByteSpan>>,
    /// Whether the text holds a trigger.
    pub(crate) triggered: bool,
}

/// Looks for every term in a text.
pub(crate) fn find(lexicon: &Lexicon, text: &str, folded: &Folded) -> Found {
    let mut found = Found::default();
    let mut excluded: Vec<Candidate> = Vec::new();
    let mut met: Vec<Need> = Vec::new();
    let candidate = |term: usize, span, gaps| Candidate { span, concept: lexicon.terms[term].concept, term, gaps };
    for hit in lexicon.automaton.find_overlapping_iter(folded.as_str()) {
        let literal = hit.pattern().as_usize();
        found.triggered |= lexicon.is_trigger(literal);
        met.extend_from_slice(lexicon.woken(literal));
        for form in lexicon.forms(literal) {
            let Some(range) = verify(form, hit.range(), text, folded) else { continue };
            match form.role {
                FormRole::Finds => {
                    found.candidates.extend(folded.span(range).map(|span| candidate(form.term, span, None)));
                }
                FormRole::Excludes => excluded.extend(folded.span(range).map(|span| candidate(form.term, span, None))),
                FormRole::Anchors(number) => {
                    let Some(spread) = around(&lexicon.spreads[number], range, text, folded) else { continue };
                    let Some(span) = folded.span(spread.range) else { continue };
                    found.candidates.push(candidate(form.term, span, Some(found.gaps.len())));
                    found.gaps.push(spread.gaps.into_iter().filter_map(|gap| folded.span(gap)).collect());
                }
            }
        }
    }
    met.sort_unstable();
    met.dedup();
    let mut met = met.into_iter().peekable();
    for (number, pattern) in lexicon.patterns.iter().enumerate() {
        let mut needs = 0;
        while met.next_if(|need| need.0 == number).is_some() {
            needs += 1;
        }
        if needs < pattern.needs {
            continue;
        }
        for hit in pattern.pattern.regex().find_iter(text).filter(|hit| !hit.is_empty()) {
            found.candidates.push(candidate(pattern.term, ByteSpan::new(hit.start(), hit.end()), None));
        }
    }
    drop_excluded(&mut found.candidates, excluded);
    found
}

/// Drops every candidate that shares a word with an excluded form of its own term.
fn drop_excluded(found: &mut Vec<Candidate>, mut excluded: Vec<Candidate>) {
    if excluded.is_empty() {
        return;
    }
    // By term and start, with the furthest end so far: what starts before a candidate ends may reach into it.
    excluded.sort_by_key(|e| (e.term, e.span));
    let mut reach: Vec<(usize, usize, usize)> = Vec::with_capacity(excluded.len());
    for e in &excluded {
        let before = reach.last().filter(|r| r.0 == e.term).map_or(0, |r| r.2);
        reach.push((e.term, e.span.start(), before.max(e.span.end())));
    }
    found.retain(|c| {
        let next = reach.partition_point(|r| (r.0, r.1) < (c.term, c.span.end()));
        !next.checked_sub(1).is_some_and(|last| reach[last].0 == c.term && reach[last].2 > c.span.start())
    });
}

/// The folded bytes where a form stands whose core was found, if it does.
fn verify(form: &FormEntry, core: Range<usize>, text: &str, folded: &Folded) -> Option<Range<usize>> {
    let haystack = folded.as_str();
    let Range { mut start, mut end } = outer(haystack, core.clone(), form.open_start, form.open_end)?;
    if let Some(cased) = &form.cased {
        is_cased(cased, core, text, folded).then_some(())?;
    }
    for word in &form.before {
        start = word_before(word, start, form.case, text, folded)?;
    }
    for word in &form.after {
        end = word_after(word, end, form.case, text, folded)?;
    }
    Some(start..end)
}

/// The whole word or words around what was found, where the sides that are not open are the borders of a word.
fn outer(haystack: &str, core: Range<usize>, open_start: bool, open_end: bool) -> Option<Range<usize>> {
    let alphanumeric = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let start = if open_start {
        word::start_of(haystack, core.start)?
    } else {
        let border = word::starts(haystack, core.start) || !alphanumeric(haystack[core.clone()].chars().next());
        border.then_some(core.start)?
    };
    let end = if open_end {
        word::end_of(haystack, core.end)?
    } else {
        let border = word::ends(haystack, core.end) || !alphanumeric(haystack[core.clone()].chars().next_back());
        border.then_some(core.end)?
    };
    Some(start..end)
}

/// The end of a form that starts at `start`, the start of a word.
pub(crate) fn form_from(form: &Form, start: usize, case: CaseRule, text: &str, folded: &Folded) -> Option<usize> {
    let (first, rest) = form.words().split_first()?;
    let end = word_from(first, start, case, text, folded)?;
    rest.iter().try_fold(end, |end, word| word_after(word, end, case, text, folded))
}

/// The start of a form that ends at `end`, the end of a word.
pub(crate) fn form_until(form: &Form, end: usize, case: CaseRule, text: &str, folded: &Folded) -> Option<usize> {
    let (last, rest) = form.words().split_last()?;
    let start = word_until(last, end, case, text, folded)?;
    rest.iter().rev().try_fold(start, |start, word| word_before(word, start, case, text, folded))
}

/// The start of the word of a form that stands before `at`, one space between.
fn word_before(word: &FormWord, at: usize, case: CaseRule, text: &str, folded: &Folded) -> Option<usize> {
    let end = folded.as_str()[..at].strip_suffix(' ')?.len();
    word_until(word, end, case, text, folded)
}

/// The end of the word of a form that stands after `at`, one space between.
fn word_after(word: &FormWord, at: usize, case: CaseRule, text: &str, folded: &Folded) -> Option<usize> {
    folded.as_str()[at..].strip_prefix(' ')?;
    word_from(word, at + 1, case, text, folded)
}

fn word_until(word: &FormWord, end: usize, case: CaseRule, text: &str, folded: &Folded) -> Option<usize> {
    let haystack = folded.as_str();
    let wanted = word.text(CaseRule::Ignore);
    let literal = if word.open_end() {
        // Of several places the first fits as well as any: both sides are open, or it must start the word.
        let whole = word::start_of(haystack, end)?;
        let from = whole + haystack[whole..end].find(wanted)?;
        from..from + wanted.len()
    } else {
        haystack[..end].strip_suffix(wanted)?.len()..end
    };
    fits(word, literal, case, text, folded).filter(|outer| outer.end == end).map(|outer| outer.start)
}

fn word_from(word: &FormWord, start: usize, case: CaseRule, text: &str, folded: &Folded) -> Option<usize> {
    let haystack = folded.as_str();
    let wanted = word.text(CaseRule::Ignore);
    let literal = if word.open_start() {
        // The last place, since the word may have to end there.
        let whole = word::end_of(haystack, start)?;
        let from = start + haystack[start..whole].rfind(wanted)?;
        from..from + wanted.len()
    } else {
        haystack[start..].strip_prefix(wanted)?;
        start..start + wanted.len()
    };
    fits(word, literal, case, text, folded).filter(|outer| outer.start == start).map(|outer| outer.end)
}

fn fits(word: &FormWord, literal: Range<usize>, case: CaseRule, text: &str, folded: &Folded) -> Option<Range<usize>> {
    if case == CaseRule::Exact && !is_cased(word.text(case), literal.clone(), text, folded) {
        return None;
    }
    outer(folded.as_str(), literal, word.open_start(), word.open_end())
}

fn is_cased(wanted: &str, range: Range<usize>, text: &str, folded: &Folded) -> bool {
    let span = folded.span(range);
    span.is_some_and(|span| Folded::with_case(&text[span.range()], CaseRule::Exact).as_str() == wanted)
}
