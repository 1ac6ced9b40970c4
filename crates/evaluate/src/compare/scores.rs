//! Precision, recall and F1 with their intervals.

use std::collections::BTreeMap;
use std::ops::Range;

use fundscan_model::{ConceptId, Status};

use super::pairs::{Outcome, Pairs, numbered};
use super::round;
use crate::code::Code;
use crate::evaluation::Score;
use crate::stats::{Bootstrap, Hits, Interval, percentiles, wilson};

/// Codes found, missed and extra.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    found: u64,
    missed: u64,
    extra: u64,
}

impl Tally {
    fn add(&mut self, outcome: Outcome, times: u64) {
        *match outcome {
            Outcome::Found => &mut self.found,
            Outcome::Missed => &mut self.missed,
            Outcome::Extra => &mut self.extra,
        } += times;
    }

    fn sum(tallies: impl Iterator<Item = Self>) -> Self {
        tallies.fold(Self::default(), |sum, t| Self {
            found: sum.found + t.found,
            missed: sum.missed + t.missed,
            extra: sum.extra + t.extra,
        })
    }

    #[expect(clippy::cast_precision_loss, reason = "numbers of codes are far below 2^52")]
    fn hits(self) -> Hits {
        Hits { found: self.found as f64, missed: self.missed as f64, extra: self.extra as f64 }
    }
}

/// The scores of all concepts and of all together: affirmed and negated together, then each alone.
pub(super) struct Scored {
    concepts: BTreeMap<ConceptId, [Score; 3]>,
    total: [Score; 3],
}

impl Scored {
    pub(super) fn new(pairs: &Pairs) -> Self {
        let codes = numbered(pairs);
        let statuses: Vec<Status> = codes.keys().map(|code| code.status).collect();
        // The codes of a concept stand side by side.
        let concepts = concepts(codes.keys().copied());
        let outcomes: Vec<Vec<(usize, Outcome)>> =
            pairs.list.iter().map(|p| p.outcomes().map(|(code, outcome)| (codes[code], outcome)).collect()).collect();
        let count = |times: &dyn Fn(usize) -> u64| {
            let mut tallies = vec![Tally::default(); codes.len()];
            for (passage, outcomes) in outcomes.iter().enumerate() {
                let times = times(passage);
                if times > 0 {
                    outcomes.iter().for_each(|(code, outcome)| tallies[*code].add(*outcome, times));
                }
            }
            tallies
        };
        // The lines of the result: three in total, then three for each concept.
        let lines = |tallies: &[Tally]| {
            let of = |range: Range<usize>| {
                [None, Some(Status::Affirmed), Some(Status::Negated)].map(|wanted| {
                    let counts = range.clone().filter(|i| wanted.is_none_or(|w| w == statuses[*i]));
                    Tally::sum(counts.map(|i| tallies[i]))
                })
            };
            let total = of(0..tallies.len());
            total.into_iter().chain(concepts.iter().flat_map(|(_, range)| of(range.clone()))).collect::<Vec<_>>()
        };
        let counted = lines(&count(&|_| 1));
        let mut drawn: Vec<Vec<f64>> = vec![Vec::new(); counted.len()];
        Bootstrap::new(outcomes.len()).run(|times| {
            let resample = lines(&count(&|passage| u64::from(times[passage])));
            for (values, tally) in drawn.iter_mut().zip(resample) {
                values.extend(tally.hits().f1());
            }
        });
        let mut scores = counted.into_iter().zip(drawn).map(|(tally, f1)| score(tally, f1));
        let mut three = || [(); 3].map(|()| scores.next().unwrap_or_default());
        let total = three();
        Self { total, concepts: concepts.into_iter().map(|(concept, _)| (concept.clone(), three())).collect() }
    }

    pub(super) fn total(&self) -> [Score; 3] {
        self.total.clone()
    }

    /// All zero for a concept that occurs in neither.
    pub(super) fn of_concept(&self, concept: &ConceptId) -> [Score; 3] {
        self.concepts.get(concept).cloned().unwrap_or_default()
    }
}

/// Each concept with the range of its codes.
fn concepts<'a>(codes: impl Iterator<Item = &'a Code>) -> Vec<(&'a ConceptId, Range<usize>)> {
    let mut list: Vec<(&ConceptId, Range<usize>)> = Vec::new();
    for (code, index) in codes.zip(0..) {
        match list.last_mut() {
            Some((concept, range)) if **concept == code.concept => range.end = index + 1,
            _ => list.push((&code.concept, index..index + 1)),
        }
    }
    list
}

fn score(tally: Tally, drawn: Vec<f64>) -> Score {
    let hits = tally.hits();
    let Tally { found, missed, extra } = tally;
    Score {
        found,
        missed,
        extra,
        precision: hits.precision().map(round),
        precision_95: wilson(found, found + extra).map(round_interval),
        recall: hits.recall().map(round),
        recall_95: wilson(found, found + missed).map(round_interval),
        f1: hits.f1().map(round),
        // Draws from passages that all agree, or never do, say nothing of those that were not drawn.
        f1_95: hits.f1().filter(|f1| *f1 > 0.0 && *f1 < 1.0).and_then(|_| percentiles(drawn)).map(round_interval),
    }
}

pub(super) fn round_interval(interval: Interval) -> Interval {
    Interval { low: round(interval.low), high: round(interval.high) }
}

/// The mean; none of nothing.
pub(super) fn mean(values: &[f64]) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "concepts are few")]
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    (!values.is_empty()).then(|| round(mean))
}
