//! Every place where a term stands in a text, before it is decided which of them count.

use std::ops::Range;

use fundscan_model::ByteSpan;
use fundscan_taxonomy::{CaseRule, Folded, Form, FormWord};

use crate::context::unmet;
use crate::ellipsis::shared;
use crate::lexicon::{FormEntry, FormRole, Lexicon, Wakes};
use crate::reference::references;
use crate::spread::around;
use crate::watch::{Lost, Watch};
use crate::word;

/// A place where a term stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Candidate {
    pub(crate) span: ByteSpan,
    pub(crate) concept: usize,
    pub(crate) term: usize,
    /// The number of the form that was found, in the [`Lexicon`]; a pattern has none.
    pub(crate) form: Option<usize>,
    /// Whether part of its word stands with another word: the first of "taal- en rekenvaardigheden".
    pub(crate) restored: bool,
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
}

/// A form where it stands: folded bytes, and those between its parts.
pub(crate) struct Place {
    pub(crate) form: usize,
    pub(crate) range: Range<usize>,
    pub(crate) gaps: Vec<Range<usize>>,
}

/// Looks for every term in a text.
pub(crate) fn find(lexicon: &Lexicon, text: &str, folded: &Folded, watch: &mut impl Watch) -> Found {
    let mut found = Found::default();
    let mut excluded: Vec<Candidate> = Vec::new();
    let mut woken: Vec<(Wakes, usize)> = Vec::new();
    lexicon.scanner.scan(folded.as_str(), |literal, at| {
        woken.extend(lexicon.woken(literal).iter().filter_map(|wakes| match wakes {
            Wakes::Start(_) => Some((*wakes, folded.span(at.clone())?.start())),
            Wakes::End(_) => Some((*wakes, 0)),
        }));
        places(lexicon, literal, at, text, folded, |place| {
            let Some(span) = folded.span(place.range) else { return };
            let gaps = place.gaps.into_iter().filter_map(|gap| folded.span(gap)).collect();
            found.add(lexicon, &mut excluded, span, place.form, gaps, false);
        });
    });
    for whole in shared(text, folded) {
        whole.find(lexicon, |span, form, gap| {
            found.add(lexicon, &mut excluded, span, form, gap.into_iter().collect(), true);
        });
    }
    woken.sort_unstable();
    woken.dedup();
    patterns(lexicon, text, &woken, &mut found);
    drop_excluded(&mut found.candidates, excluded, watch);
    let gaps = &found.gaps;
    found.candidates.retain(|c| {
        let rules = &lexicon.terms[c.term].context;
        if rules.is_empty() {
            return true;
        }
        let gaps = c.gaps.map_or(&[][..], |number| &gaps[number]);
        let gaps: Vec<Range<usize>> = gaps.iter().filter_map(|gap| folded.range(*gap)).collect();
        let unmet = folded.range(c.span).map_or(Some(0), |range| unmet(rules, range, &gaps, text, folded));
        if let Some(rule) = unmet {
            watch.lost(c, || Lost::Context(rule));
        }
        unmet.is_none()
    });
    drop_uncounted(lexicon, text, &mut found.candidates, watch);
    found
}

impl Found {
    /// Adds a place where a form stands, to what is excluded if that is what it means.
    fn add(
        &mut self,
        lexicon: &Lexicon,
        excluded: &mut Vec<Candidate>,
        span: ByteSpan,
        form: usize,
        gaps: Vec<ByteSpan>,
        restored: bool,
    ) {
        let FormEntry { term, role, .. } = *lexicon.form(form);
        let concept = lexicon.terms[term].concept;
        let candidate = Candidate { span, concept, term, form: Some(form), restored, gaps: None };
        if role == FormRole::Excludes {
            excluded.push(candidate);
        } else if gaps.is_empty() {
            self.candidates.push(candidate);
        } else {
            self.candidates.push(Candidate { gaps: Some(self.gaps.len()), ..candidate });
            self.gaps.push(gaps);
        }
    }
}

/// Tells every form that stands around a literal of the automaton.
pub(crate) fn places(
    lexicon: &Lexicon,
    literal: usize,
    at: Range<usize>,
    text: &str,
    folded: &Folded,
    mut tell: impl FnMut(Place),
) {
    for number in lexicon.forms(literal) {
        let form = lexicon.form(number);
        let Some(range) = verify(form, at.clone(), text, folded) else { continue };
        let (range, gaps) = match form.role {
            FormRole::Finds | FormRole::Excludes => (range, Vec::new()),
            FormRole::Anchors(spread) => match around(&lexicon.spreads[spread], range, text, folded) {
                Some(spread) => (spread.range, spread.gaps),
                None => continue,
            },
        };
        tell(Place { form: number, range, gaps });
    }
}

/// Tries the patterns where they can match; `woken` tells where that is, in order.
fn patterns(lexicon: &Lexicon, text: &str, woken: &[(Wakes, usize)], found: &mut Found) {
    let mut add = |term: usize, range: Range<usize>| {
        found.candidates.push(Candidate {
            span: ByteSpan::new(range.start, range.end),
            concept: lexicon.terms[term].concept,
            term,
            form: None,
            restored: false,
            gaps: None,
        });
    };
    let can_end = |number| woken.binary_search(&(Wakes::End(number), 0)).is_ok();
    for (wakes, start) in woken {
        let Wakes::Start(number) = *wakes else { break };
        let entry = &lexicon.patterns[number];
        if !entry.needs_end || can_end(number) {
            entry.pattern.match_from(text, *start).into_iter().for_each(|end| add(entry.term, *start..end));
        }
    }
    for &number in &lexicon.tried_everywhere {
        let entry = &lexicon.patterns[number];
        if !entry.needs_end || can_end(number) {
            entry.pattern.matches(text).for_each(|range| add(entry.term, range));
        }
    }
}

/// Drops every candidate that shares a word with an excluded form of its own term.
fn drop_excluded(found: &mut Vec<Candidate>, mut excluded: Vec<Candidate>, watch: &mut impl Watch) {
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
        let last = next.checked_sub(1).filter(|last| reach[*last].0 == c.term && reach[*last].2 > c.span.start());
        if let Some(last) = last {
            // The nearest of those that reach into it, and there is one.
            let by = || excluded[..=last].iter().rev().find(|e| e.span.end() > c.span.start());
            watch.lost(c, || Lost::Excluded(by().copied().unwrap_or(excluded[last])));
        }
        last.is_none()
    });
}

/// Drops every candidate that lies in a name or a reference, and the names themselves.
fn drop_uncounted(lexicon: &Lexicon, text: &str, found: &mut Vec<Candidate>, watch: &mut impl Watch) {
    let is_name = |c: &Candidate| lexicon.terms[c.term].is_name;
    let mut uncounted: Vec<ByteSpan> = found.iter().filter(|c| is_name(c)).map(|c| c.span).collect();
    found.retain(|c| {
        if is_name(c) {
            watch.lost(c, || Lost::IsName);
        }
        !is_name(c)
    });
    if lexicon.skips_references && !found.is_empty() {
        uncounted.extend(references(text).into_iter().map(|range| ByteSpan::new(range.start, range.end)));
    }
    if uncounted.is_empty() {
        return;
    }
    uncounted.sort_unstable();
    // By start, with the furthest end so far: what starts before a candidate may reach beyond it.
    let mut reach = 0;
    let reach: Vec<(usize, usize)> = uncounted
        .iter()
        .map(|span| {
            reach = reach.max(span.end());
            (span.start(), reach)
        })
        .collect();
    found.retain(|c| {
        let next = reach.partition_point(|(start, _)| *start <= c.span.start());
        let last = next.checked_sub(1).filter(|last| reach[*last].1 >= c.span.end());
        if let Some(last) = last {
            let by = || uncounted[..=last].iter().rev().find(|span| span.end() >= c.span.end());
            watch.lost(c, || Lost::Uncounted(by().copied().unwrap_or(uncounted[last])));
        }
        last.is_none()
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
