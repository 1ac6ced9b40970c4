use fundscan_model::{ConceptId, Status};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::hierarchy::Hierarchy;
use crate::per_10k;

/// How often a concept was found in one document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// Mentions that affirm it.
    pub affirmed: u64,
    /// Mentions that say it is not there.
    pub negated: u64,
    /// Passages with at least one affirming mention.
    pub passages: u64,
    /// Passages with at least one negating mention.
    pub negated_passages: u64,
    /// Affirming mentions per 10,000 words of body text, rounded to two decimals.
    pub per_10k: f64,
}

impl Counts {
    pub(crate) fn is_empty(&self) -> bool {
        self.affirmed == 0 && self.negated == 0
    }

    /// Adds the counts of another document; the rate is stale until [`Self::over`] renews it.
    pub(crate) fn add(&mut self, other: &Self) {
        self.affirmed += other.affirmed;
        self.negated += other.negated;
        self.passages += other.passages;
        self.negated_passages += other.negated_passages;
    }

    /// The same counts with the rate over `words`.
    pub(crate) fn over(mut self, words: u64) -> Self {
        self.per_10k = per_10k(self.affirmed, words);
        self
    }
}

/// The counts of one concept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConceptCounts {
    /// The concept.
    #[schemars(with = "String")]
    pub concept: ConceptId,
    /// Of the concept itself.
    pub own: Counts,
    /// Of the concept and every narrower one. A passage that holds several of them counts once.
    pub rolled_up: Counts,
}

/// Counts mentions of one document, passage by passage.
///
/// Mentions must come passage by passage; their order within a passage does not matter.
pub(crate) struct Counter<'a> {
    hierarchy: &'a Hierarchy,
    own: Vec<Counts>,
    rolled_up: Vec<Counts>,
    /// For each concept and status the last passage that counted: what makes a passage count once.
    seen_own: Vec<[u64; 2]>,
    seen_rolled_up: Vec<[u64; 2]>,
}

impl<'a> Counter<'a> {
    pub(crate) fn new(hierarchy: &'a Hierarchy) -> Self {
        let n = hierarchy.len();
        Self {
            hierarchy,
            own: vec![Counts::default(); n],
            rolled_up: vec![Counts::default(); n],
            seen_own: vec![[u64::MAX; 2]; n],
            seen_rolled_up: vec![[u64::MAX; 2]; n],
        }
    }

    /// Counts one mention in the passage with this number (any number that differs between passages).
    pub(crate) fn count(&mut self, concept: usize, status: Status, passage: u64) {
        debug_assert_ne!(passage, u64::MAX, "no passage has this number");
        tick(&mut self.own[concept], &mut self.seen_own[concept], status, passage);
        for &broader in self.hierarchy.upwards(concept) {
            tick(&mut self.rolled_up[broader], &mut self.seen_rolled_up[broader], status, passage);
        }
    }

    /// Own and rolled-up counts of every concept that was found, by number.
    pub(crate) fn found(&self) -> impl Iterator<Item = (usize, Counts, Counts)> {
        self.own
            .iter()
            .zip(&self.rolled_up)
            .enumerate()
            .filter(|(_, (_, r))| !r.is_empty())
            .map(|(n, (o, r))| (n, *o, *r))
    }
}

fn tick(counts: &mut Counts, seen: &mut [u64; 2], status: Status, passage: u64) {
    let (mentions, passages, seen) = match status {
        Status::Affirmed => (&mut counts.affirmed, &mut counts.passages, &mut seen[0]),
        Status::Negated => (&mut counts.negated, &mut counts.negated_passages, &mut seen[1]),
    };
    *mentions += 1;
    if *seen != passage {
        *seen = passage;
        *passages += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::concept;

    #[test]
    fn a_passage_with_two_narrower_concepts_counts_once_for_the_broader() {
        let hierarchy = Hierarchy::new(&[
            concept("basic", None),
            concept("reading", Some("basic")),
            concept("maths", Some("basic")),
        ]);
        let mut counter = Counter::new(&hierarchy);
        counter.count(1, Status::Affirmed, 7);
        counter.count(2, Status::Affirmed, 7);
        counter.count(2, Status::Negated, 7);
        counter.count(2, Status::Affirmed, 8);
        let found: Vec<_> = counter.found().collect();
        let (_, own, rolled) = found[0];
        assert!(own.is_empty());
        assert_eq!((rolled.affirmed, rolled.passages), (3, 2));
        assert_eq!((rolled.negated, rolled.negated_passages), (1, 1));
        let (_, maths, _) = found[2];
        assert_eq!((maths.affirmed, maths.passages), (2, 2));
    }
}
