//! Which passages a person is to code.

use std::collections::BTreeMap;

use crate::Stratum;
use crate::stats::SplitMix64;

/// A passage that can be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The part of the collection that it belongs to, such as a concept or a fund.
    pub stratum: String,
    /// Whether the tool found a code in it.
    pub coded: bool,
}

/// How passages are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Design {
    /// How many, at most.
    pub size: usize,
    /// What is drawn depends on it, the candidates and their order, and on nothing else.
    pub seed: u64,
    /// How many of a hundred are to be passages without a code; none draws without regard to codes.
    pub uncoded_percent: Option<u8>,
}

/// A passage that was drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// Its place among the candidates, from 0.
    pub index: usize,
    /// What it stands for.
    pub stratum: Stratum,
}

/// Draws passages without replacement, as evenly from all strata as these allow; in the order of the candidates.
///
/// Passages with and without a code are drawn apart, in the share asked for, as long as there are enough of both. Within each
/// of the two the strata, in random order, give one passage each in turn until enough are drawn or they are empty;
/// within a stratum each passage is as likely as another. With the same seed a larger sample holds the smaller one
/// as long as the shares are kept.
#[must_use]
pub fn draw(candidates: &[Candidate], design: Design) -> Vec<Drawn> {
    let mut random = SplitMix64::new(design.seed);
    let mut strata: [BTreeMap<String, Vec<usize>>; 2] = Default::default();
    for (index, candidate) in candidates.iter().enumerate() {
        let apart = design.uncoded_percent.is_some() && !candidate.coded;
        strata[usize::from(apart)].entry(candidate.stratum.clone()).or_default().push(index);
    }
    let held = |strata: &BTreeMap<String, Vec<usize>>| strata.values().map(Vec::len).sum::<usize>();
    let uncoded = quota(design, held(&strata[0]), held(&strata[1]));
    let size = design.size.min(candidates.len());
    let mut drawn = Vec::with_capacity(size);
    for (strata, wanted) in strata.into_iter().zip([size - uncoded, uncoded]) {
        let mut strata: Vec<(String, Vec<usize>)> = strata.into_iter().collect();
        // Every stratum is put into order whole, so that what is drawn does not depend on how many are.
        strata.iter_mut().for_each(|(_, members)| random.shuffle(members));
        random.shuffle(&mut strata);
        for ((name, members), number) in strata.iter().zip(shares(&strata, wanted)) {
            let stratum = Stratum { name: name.clone(), passages: members.len() as u64, sampled: number as u64 };
            drawn.extend(members[..number].iter().map(|index| Drawn { index: *index, stratum: stratum.clone() }));
        }
    }
    drawn.sort_by_key(|d| d.index);
    drawn
}

/// How many passages without a code are drawn: the share asked for, more where those with one run out, fewer where
/// they do themselves.
fn quota(design: Design, coded: usize, uncoded: usize) -> usize {
    let Some(percent) = design.uncoded_percent else { return 0 };
    let size = design.size.min(coded + uncoded);
    let wanted = (size * usize::from(percent.min(100)) + 50) / 100;
    wanted.max(size.saturating_sub(coded)).min(uncoded)
}

/// How many each stratum gives: one each in turn, in their order.
fn shares(strata: &[(String, Vec<usize>)], wanted: usize) -> Vec<usize> {
    let mut shares = vec![0; strata.len()];
    let mut left = wanted;
    while left > 0 {
        let before = left;
        for (share, (_, members)) in shares.iter_mut().zip(strata) {
            if left > 0 && *share < members.len() {
                *share += 1;
                left -= 1;
            }
        }
        if left == before {
            break;
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidates(strata: &[(&str, bool, usize)]) -> Vec<Candidate> {
        let of = |(stratum, coded, number): &(&str, bool, usize)| {
            vec![Candidate { stratum: (*stratum).to_owned(), coded: *coded }; *number]
        };
        strata.iter().flat_map(of).collect()
    }

    fn design(size: usize, uncoded_percent: Option<u8>) -> Design {
        Design { size, seed: 1, uncoded_percent }
    }

    fn numbers(drawn: &[Drawn]) -> BTreeMap<&str, u64> {
        let mut numbers = BTreeMap::new();
        drawn.iter().for_each(|d| *numbers.entry(d.stratum.name.as_str()).or_default() += 1);
        numbers
    }

    #[test]
    fn rare_strata_are_drawn_whole_and_the_others_evenly() {
        let candidates = candidates(&[("a", true, 500), ("b", true, 3), ("c", true, 40), ("no code", false, 900)]);
        let drawn = draw(&candidates, design(44, Some(25)));
        assert_eq!(drawn.len(), 44);
        let numbers = numbers(&drawn);
        assert_eq!((numbers["b"], numbers["a"], numbers["c"], numbers["no code"]), (3, 15, 15, 11));
        for d in &drawn {
            assert_eq!(d.stratum.sampled, numbers[d.stratum.name.as_str()]);
            assert_eq!(candidates[d.index].stratum, d.stratum.name);
        }
        let a = drawn.iter().find(|d| d.stratum.name == "a").unwrap();
        assert_eq!((a.stratum.passages, a.stratum.sampled), (500, 15));
    }

    #[test]
    fn no_passage_is_drawn_twice_and_where_there_are_too_few_all_are() {
        let candidates = candidates(&[("a", true, 5), ("x", false, 7)]);
        for (size, percent, drawn) in
            [(0, Some(25), 0), (8, Some(0), 8), (8, Some(100), 8), (99, Some(25), 12), (6, None, 6)]
        {
            let mut indices: Vec<usize> = draw(&candidates, design(size, percent)).iter().map(|d| d.index).collect();
            indices.dedup();
            assert_eq!(indices.len(), drawn, "{size} {percent:?}");
        }
        assert!(draw(&[], design(10, Some(25))).is_empty());
    }

    #[test]
    fn the_seed_decides_and_nothing_else() {
        let candidates = candidates(&[("a", true, 50), ("b", true, 50), ("no code", false, 100)]);
        let draw = |seed, size| -> Vec<usize> {
            draw(&candidates, Design { seed, size, uncoded_percent: Some(25) }).iter().map(|d| d.index).collect()
        };
        // Written down once: these are to be the same on every machine, and in every version.
        assert_eq!(draw(1, 8), [28, 37, 48, 58, 65, 95, 130, 173]);
        assert_eq!(draw(1, 8), draw(1, 8));
        assert_ne!(draw(2, 8), draw(1, 8));
        let larger = draw(1, 16);
        assert!(draw(1, 8).iter().all(|index| larger.contains(index)), "{larger:?}");
    }

    #[test]
    fn each_passage_of_a_stratum_is_drawn_about_as_often() {
        let candidates = candidates(&[("a", true, 10)]);
        let mut times = [0; 10];
        for seed in 0..2_000 {
            for d in draw(&candidates, Design { size: 3, seed, uncoded_percent: None }) {
                times[d.index] += 1;
            }
        }
        // 600 are expected, with a standard deviation of 20.
        assert!(times.iter().all(|n| (520..680).contains(n)), "{times:?}");
    }
}
