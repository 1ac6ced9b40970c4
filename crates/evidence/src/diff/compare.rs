//! The numbers of two sides beside each other.

use std::collections::{BTreeMap, BTreeSet};

use fundscan_evaluate::{benjamini_hochberg, expected_counts, log_ratio, p_of_g2, rate_g2};
use fundscan_model::FundId;

use super::{CountDiff, DiffCounts, DiffMark};
use crate::matrix::{Cell, Matrix, Slice};
use crate::{ConceptEntry, per_10k};

/// Passages expected on each side below which chi² does not describe G² well (W. G. Cochran, 1954).
pub(crate) const MINIMUM_EXPECTED: f64 = 5.0;

/// The corrected p below which a rate has risen or fallen.
pub(super) const LEVEL: f64 = 0.05;

/// What was counted on both sides, by fund and concept.
pub(super) struct Compared {
    /// The funds of either side; none first.
    pub(super) funds: Vec<Option<FundId>>,
    pub(super) before: BTreeMap<Option<FundId>, Slice>,
    pub(super) after: BTreeMap<Option<FundId>, Slice>,
    /// Of each concept, by its number: all together, then each of the funds.
    pub(super) counts: Vec<(CountDiff, Vec<CountDiff>)>,
}

impl Compared {
    pub(super) fn new(before: &Matrix, after: &Matrix, concepts: &[ConceptEntry]) -> Self {
        let (before, after) = (by_fund(before), by_fund(after));
        let funds: BTreeSet<&Option<FundId>> = before.keys().chain(after.keys()).collect();
        let funds: Vec<Option<FundId>> = funds.into_iter().cloned().collect();
        let (all_before, all_after) = (together(&before), together(&after));
        let mut counts: Vec<(CountDiff, Vec<CountDiff>)> = (0..concepts.len())
            .map(|number| {
                let of = |fund| count(before.get(fund), after.get(fund), number);
                (count(Some(&all_before), Some(&all_after), number), funds.iter().map(of).collect())
            })
            .collect();
        // Leaf concepts only: a broader one repeats their passages.
        let parents: BTreeSet<_> = concepts.iter().filter_map(|c| c.broader.as_ref()).collect();
        let is_leaf: Vec<bool> = concepts.iter().map(|c| !parents.contains(&c.concept)).collect();
        let mut leaves: Vec<_> = counts.iter_mut().zip(is_leaf).filter_map(|(c, leaf)| leaf.then_some(c)).collect();
        correct(leaves.iter_mut().map(|(all, _)| all).collect());
        for fund in 0..funds.len() {
            correct(leaves.iter_mut().map(|(_, of)| &mut of[fund]).collect());
        }
        Self { funds, before, after, counts }
    }

    /// Takes the marks away, and says so, of what differs only by what was decided by hand: `as_found` is the same without
    /// decisions.
    pub(super) fn without(&mut self, as_found: &Self) {
        let place = |fund: &Option<FundId>| as_found.funds.iter().position(|f| f == fund);
        let places: Vec<Option<usize>> = self.funds.iter().map(place).collect();
        for ((all, of), (found_all, found_of)) in self.counts.iter_mut().zip(&as_found.counts) {
            all.unless(Some(found_all));
            for (count, place) in of.iter_mut().zip(&places) {
                count.unless(place.and_then(|place| found_of.get(place)));
            }
        }
    }
}

impl CountDiff {
    /// Whether the numbers of the two sides are not the same.
    pub(super) fn differs(&self) -> bool {
        let [old, new] = self.numbers();
        old != new
    }

    fn numbers(&self) -> [Option<(u64, u64, u64, u64)>; 2] {
        let found = |c: Option<DiffCounts>| c.map(|c| (c.passages, c.negated_passages, c.mentions, c.documents));
        [found(self.old), found(self.new)]
    }

    fn unless(&mut self, as_found: Option<&Self>) {
        let differs = |c: Option<&Self>| c.is_some_and(Self::differs);
        let only_so = differs(Some(self)) && !differs(as_found);
        // Decisions about other concepts bear on a corrected p; and what was risen and is gained goes the same way.
        let same_way = |found: &Self| found.mark.map(DiffMark::is_more) == self.mark.map(DiffMark::is_more);
        let mark_only_so =
            self.mark.is_some() && as_found.is_none_or(|found| found.numbers() != self.numbers() && !same_way(found));
        if only_so || mark_only_so {
            (self.mark, self.by_hand_only) = (None, true);
        }
    }
}

fn by_fund(matrix: &Matrix) -> BTreeMap<Option<FundId>, Slice> {
    let mut funds: BTreeMap<Option<FundId>, Slice> = BTreeMap::new();
    for ((fund, _), slice) in &matrix.slices {
        funds.entry(fund.clone()).or_default().add(slice);
    }
    funds
}

fn together(funds: &BTreeMap<Option<FundId>, Slice>) -> Slice {
    let mut all = Slice::default();
    funds.values().for_each(|slice| all.add(slice));
    all
}

fn counts(slice: &Slice, number: usize) -> DiffCounts {
    let Cell { rolled_up, documents, .. } = slice.cells.get(&number).copied().unwrap_or_default();
    DiffCounts {
        passages: rolled_up.passages,
        negated_passages: rolled_up.negated_passages,
        mentions: rolled_up.affirmed,
        documents,
        words: slice.words,
        per_10k: (slice.words > 0).then(|| per_10k(rolled_up.passages, slice.words)),
    }
}

fn count(old: Option<&Slice>, new: Option<&Slice>, number: usize) -> CountDiff {
    let read = |slice: Option<&Slice>| slice.filter(|s| s.words > 0 || !s.cells.is_empty()).map(|s| counts(s, number));
    let mut diff = CountDiff {
        old: read(old),
        new: read(new),
        difference: None,
        log_ratio: None,
        g2: None,
        p: None,
        p_corrected: None,
        too_few: false,
        mark: None,
        by_hand_only: false,
    };
    let (Some(before), Some(after)) = (diff.old, diff.new) else { return diff };
    diff.mark = match (before.passages, after.passages) {
        (0, 1..) => Some(DiffMark::Gained),
        (1.., 0) => Some(DiffMark::Lost),
        _ => None,
    };
    let (Some(rate_before), Some(rate_after)) = (before.per_10k, after.per_10k) else { return diff };
    diff.difference = Some(rounded(rate_after - rate_before, 100.0));
    if before.passages + after.passages == 0 {
        return diff;
    }
    let (a, of_a, b, of_b) = (after.passages, after.words, before.passages, before.words);
    let g2 = rate_g2(a, of_a, b, of_b);
    diff.log_ratio = Some(rounded(log_ratio(a, of_a, b, of_b), 100.0));
    diff.g2 = Some(rounded(g2, 100.0));
    let enough = expected_counts(a, of_a, b, of_b).is_some_and(|e| e.iter().all(|e| *e >= MINIMUM_EXPECTED));
    diff.too_few = !enough;
    diff.p = enough.then(|| rounded(p_of_g2(g2), 10_000.0));
    diff
}

/// Corrects the p of a family of tests, and marks what rose and fell by it.
fn correct(mut family: Vec<&mut CountDiff>) {
    family.retain(|count| count.p.is_some());
    let exact = |count: &CountDiff| {
        let (old, new) = (count.old?, count.new?);
        Some(p_of_g2(rate_g2(new.passages, new.words, old.passages, old.words)))
    };
    let p: Vec<f64> = family.iter().map(|count| exact(count).unwrap_or(1.0)).collect();
    for (count, corrected) in family.into_iter().zip(benjamini_hochberg(&p)) {
        count.p_corrected = Some(rounded(corrected, 10_000.0));
        if corrected < LEVEL && count.mark.is_none() {
            let risen = count.log_ratio.is_some_and(|ratio| ratio > 0.0);
            count.mark = Some(if risen { DiffMark::Risen } else { DiffMark::Fallen });
        }
    }
}

/// Rounded, so that the same input gives the same bytes.
fn rounded(value: f64, parts: f64) -> f64 {
    let rounded = (value * parts).round() / parts;
    // No minus before nothing.
    if rounded == 0.0 { 0.0 } else { rounded }
}
