//! Every place where a term stands in a text, before it is decided which of them count.

use std::ops::Range;

use fundscan_model::ByteSpan;
use fundscan_taxonomy::{CaseRule, Folded, FormWord};

use crate::lexicon::{FormEntry, Lexicon};
use crate::word;

/// A place where a term stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Candidate {
    pub(crate) span: ByteSpan,
    pub(crate) concept: usize,
    pub(crate) term: usize,
}

/// What one pass over a text tells.
pub(crate) struct Found {
    /// All candidates, in no particular order.
    pub(crate) candidates: Vec<Candidate>,
    /// Whether the text holds a trigger.
    pub(crate) triggered: bool,
}

/// Looks for every term in a text.
pub(crate) fn find(lexicon: &Lexicon, text: &str, folded: &Folded) -> Found {
    let mut found = Vec::new();
    let mut triggered = false;
    let mut awake = lexicon.restless.clone();
    let mut excluded: Vec<Candidate> = Vec::new();
    let mut keep = |term: usize, span: ByteSpan, excludes: bool| {
        let candidate = Candidate { span, concept: lexicon.terms[term].concept, term };
        if excludes { excluded.push(candidate) } else { found.push(candidate) }
    };
    for hit in lexicon.automaton.find_overlapping_iter(folded.as_str()) {
        let literal = hit.pattern().as_usize();
        triggered |= lexicon.is_trigger(literal);
        awake.extend_from_slice(lexicon.woken(literal));
        for form in lexicon.forms(literal) {
            if let Some(span) = verify(form, hit.range(), text, folded) {
                keep(form.term, span, form.excludes);
            }
        }
    }
    awake.sort_unstable();
    awake.dedup();
    for pattern in awake.into_iter().map(|number| &lexicon.patterns[number]) {
        for hit in pattern.regex.find_iter(text).filter(|hit| !hit.is_empty()) {
            keep(pattern.term, ByteSpan::new(hit.start(), hit.end()), false);
        }
    }
    drop_excluded(&mut found, excluded);
    Found { candidates: found, triggered }
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

/// The bytes of the original text where a form stands whose core was found in the folded text, if it does.
fn verify(form: &FormEntry, core: Range<usize>, text: &str, folded: &Folded) -> Option<ByteSpan> {
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
    folded.span(start..end)
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

/// The start of the word of a form that stands before `at`, one space between.
fn word_before(word: &FormWord, at: usize, case: CaseRule, text: &str, folded: &Folded) -> Option<usize> {
    let haystack = folded.as_str();
    let end = haystack[..at].strip_suffix(' ')?.len();
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

/// The end of the word of a form that stands after `at`, one space between.
fn word_after(word: &FormWord, at: usize, case: CaseRule, text: &str, folded: &Folded) -> Option<usize> {
    let haystack = folded.as_str();
    let rest = haystack[at..].strip_prefix(' ')?;
    let start = haystack.len() - rest.len();
    let wanted = word.text(CaseRule::Ignore);
    let literal = if word.open_start() {
        // The last place, since the word may have to end there.
        let whole = word::end_of(haystack, start)?;
        let from = start + haystack[start..whole].rfind(wanted)?;
        from..from + wanted.len()
    } else {
        rest.strip_prefix(wanted)?;
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
