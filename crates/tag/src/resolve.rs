//! Which candidates count.
//!
//! Within a concept the longest match wins over those that share text with it, of equally long ones the first. Across
//! concepts a match that lies wholly inside a longer one of another concept does not count, unless the taxonomy lets
//! both; equal spans of two concepts both count, and so do spans that only share a part. What lies in a gap of a term is
//! not part of its match.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use fundscan_model::ByteSpan;

use crate::find::Candidate;
use crate::lexicon::Lexicon;
use crate::watch::{Lost, Watch};

/// The candidates that count, by span and id of the concept.
pub(crate) fn resolve(
    lexicon: &Lexicon,
    mut found: Vec<Candidate>,
    gaps: &[Vec<ByteSpan>],
    watch: &mut impl Watch,
) -> Vec<Candidate> {
    if found.len() > 1 {
        longest_of_each_concept(&mut found, watch);
        outermost(lexicon, &mut found, gaps, watch);
    }
    found.sort_unstable_by_key(|c| (c.span, lexicon.ranks[c.concept]));
    found
}

fn longest_of_each_concept(found: &mut Vec<Candidate>, watch: &mut impl Watch) {
    found.sort_unstable_by_key(|c| (c.concept, Reverse(c.span.len()), c.span.start(), c.restored, c.term, c.form));
    let mut concept = None;
    // The ends of what was kept by its start: none overlaps another.
    let mut kept: BTreeMap<usize, usize> = BTreeMap::new();
    found.retain(|c| {
        if concept != Some(c.concept) {
            concept = Some(c.concept);
            kept.clear();
        }
        let other = kept.range(..c.span.end()).next_back().filter(|(_, end)| **end > c.span.start());
        if let Some((start, end)) = other {
            watch.lost(c, || Lost::Longest(ByteSpan::new(*start, *end)));
            return false;
        }
        kept.insert(c.span.start(), c.span.end());
        true
    });
}

/// Whether a span lies in a gap of a mention. Of words that share a part ("in- en externe mobiliteit") the second is the
/// gap of the first, and what starts there goes on beyond it.
fn stands_in(span: ByteSpan, gap: ByteSpan, of: &Candidate) -> bool {
    gap.contains(span) || of.restored && gap.start() <= span.start() && span.start() < gap.end()
}

fn outermost(lexicon: &Lexicon, found: &mut Vec<Candidate>, gaps: &[Vec<ByteSpan>], watch: &mut impl Watch) {
    found.sort_unstable_by_key(|c| (c.span.start(), Reverse(c.span.end()), c.concept));
    // What is still open at the place we are: at most one span of each concept, since those do not overlap.
    let mut open: Vec<Candidate> = Vec::new();
    found.retain(|c| {
        open.retain(|o| o.span.end() > c.span.start());
        let outer = open.iter().find(|o| {
            let in_gap = || o.gaps.is_some_and(|number| gaps[number].iter().any(|gap| stands_in(c.span, *gap, o)));
            o.span.contains(c.span)
                && o.span.len() > c.span.len()
                && !lexicon.overlaps[c.concept].contains(&o.concept)
                && !in_gap()
        });
        if let Some(outer) = outer {
            watch.lost(c, || Lost::Inside(*outer));
        }
        let counts = outer.is_none();
        open.push(*c);
        counts
    });
}
