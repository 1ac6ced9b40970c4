//! Estimates for the collection a sample was drawn from.

use std::collections::BTreeMap;

use super::pairs::{Outcome, Pairs};
use super::round;
use super::scores::round_interval;
use crate::Stratum;
use crate::evaluation::Weighted;
use crate::stats::{Bootstrap, Hits, percentiles};

/// Each passage counts as many passages of its stratum as were compared of it: a passage that was drawn and not coded is
/// made up for by those that were. None unless it is known of every compared passage what it stands for.
pub(super) fn weighted(pairs: &Pairs, strata: &BTreeMap<String, Stratum>, notes: &mut Vec<String>) -> Option<Weighted> {
    if pairs.list.is_empty() {
        return None;
    }
    let mut groups: BTreeMap<&str, (u64, Vec<usize>)> = BTreeMap::new();
    for (index, pair) in pairs.list.iter().enumerate() {
        let stratum = strata.get(pair.passage)?;
        let group = groups.entry(&stratum.name).or_insert((stratum.passages, Vec::new()));
        group.1.push(index);
    }
    let mut weights = vec![0.0; pairs.list.len()];
    #[expect(clippy::cast_precision_loss, reason = "numbers of passages are far below 2^52")]
    for (passages, members) in groups.values() {
        members.iter().for_each(|index| weights[*index] = *passages as f64 / members.len() as f64);
    }
    let hits: Vec<Hits> = pairs
        .list
        .iter()
        .zip(&weights)
        .map(|(pair, weight)| {
            let mut hits = Hits::default();
            for (_, outcome) in pair.outcomes() {
                hits += match outcome {
                    Outcome::Found => Hits { found: 1.0, ..Hits::default() },
                    Outcome::Missed => Hits { missed: 1.0, ..Hits::default() },
                    Outcome::Extra => Hits { extra: 1.0, ..Hits::default() },
                };
            }
            hits.times(*weight)
        })
        .collect();
    let sum = |times: &dyn Fn(usize) -> f64| {
        let mut sum = Hits::default();
        hits.iter().enumerate().for_each(|(index, hits)| sum += hits.times(times(index)));
        sum
    };
    let [mut precision, mut recall, mut f1] = [const { Vec::new() }; 3];
    Bootstrap::stratified(collapsed(&groups, notes)).run(|times| {
        let drawn = sum(&|index| f64::from(times[index]));
        precision.extend(drawn.precision());
        recall.extend(drawn.recall());
        f1.extend(drawn.f1());
    });
    let total = sum(&|_| 1.0);
    Some(Weighted {
        passages: groups.values().map(|(passages, _)| passages).sum(),
        strata: groups.len() as u64,
        precision: total.precision().map(round),
        precision_95: percentiles(precision).map(round_interval),
        recall: total.recall().map(round),
        recall_95: percentiles(recall).map(round_interval),
        f1: total.f1().map(round),
        f1_95: percentiles(f1).map(round_interval),
    })
}

/// The groups that passages are drawn within for the intervals. A stratum that is known from one passage, but holds more,
/// shows no variation; such strata are drawn together, which errs towards wider intervals.
///
/// Cochran, W. G. (1977). *Sampling Techniques*, 3rd ed., section 5A.12 (collapsed strata).
fn collapsed(groups: &BTreeMap<&str, (u64, Vec<usize>)>, notes: &mut Vec<String>) -> Vec<Vec<usize>> {
    let single = |(passages, members): &&(u64, Vec<usize>)| members.len() == 1 && *passages > 1;
    let mut together: Vec<usize> = groups.values().filter(single).flat_map(|(_, members)| members.clone()).collect();
    let mut apart: Vec<Vec<usize>> =
        groups.values().filter(|g| !single(g)).map(|(_, members)| members.clone()).collect();
    if together.is_empty() {
        return apart;
    }
    notes.push(format!(
        "{} of {} strata are known from one passage each; for the intervals of the estimates for the collection they are \
         taken together",
        together.len(),
        groups.len()
    ));
    if together.len() == 1 && !apart.is_empty() {
        apart.sort_by_key(Vec::len);
        together.extend(apart.remove(0));
    }
    apart.push(together);
    apart
}
