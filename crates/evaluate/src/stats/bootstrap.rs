use super::{Interval, SplitMix64};

/// Draws passages again and again, with replacement, to see how far a figure would have moved with other passages.
///
/// Efron, B. & Tibshirani, R. J. (1993). *An Introduction to the Bootstrap*, chapters 6 and 13 (the percentile
/// interval).
#[derive(Clone, Debug)]
pub struct Bootstrap {
    groups: Vec<Vec<usize>>,
    items: usize,
    random: SplitMix64,
}

impl Bootstrap {
    /// How often passages are drawn.
    pub const RESAMPLES: usize = 1_000;
    /// The seed that the draws begin with.
    pub const SEED: u64 = 1;

    /// Draws from `items` passages as a whole.
    #[must_use]
    pub fn new(items: usize) -> Self {
        Self::stratified(vec![(0..items).collect()])
    }

    /// Draws within groups, from each as many as it holds: for a sample that was drawn from each by itself. The members
    /// of the groups are numbers of passages, from 0, none twice.
    #[must_use]
    pub fn stratified(groups: Vec<Vec<usize>>) -> Self {
        let items = groups.iter().flatten().max().map_or(0, |last| last + 1);
        Self { groups, items, random: SplitMix64::new(Self::SEED) }
    }

    /// Calls `each` with how often every passage was drawn, [`Self::RESAMPLES`] times.
    pub fn run(mut self, mut each: impl FnMut(&[u32])) {
        let mut times = vec![0; self.items];
        for _ in 0..Self::RESAMPLES {
            times.fill(0);
            for group in &self.groups {
                for _ in group {
                    let drawn = self.random.below(group.len() as u64);
                    times[group[usize::try_from(drawn).unwrap_or_default()]] += 1;
                }
            }
            each(&times);
        }
    }
}

/// The 95 % interval of what a figure came to in each resample: the middle 95 % of the values. None where there are
/// fewer values than half of the resamples: the figure is of too few passages to have an interval.
#[must_use]
pub fn percentiles(mut values: Vec<f64>) -> Option<Interval> {
    if values.len() * 2 < Bootstrap::RESAMPLES {
        return None;
    }
    values.sort_by(f64::total_cmp);
    let tail = values.len() / 40;
    Some(Interval { low: values[tail], high: values[values.len() - 1 - tail] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_resample_holds_as_many_passages_as_there_are_of_every_group() {
        let mut runs = 0;
        let mut moved = false;
        Bootstrap::stratified(vec![vec![0, 2, 4], vec![1, 3]]).run(|times| {
            runs += 1;
            assert_eq!((times[0] + times[2] + times[4], times[1] + times[3]), (3, 2));
            moved |= times[0] != 1;
        });
        assert!(runs == Bootstrap::RESAMPLES && moved);
    }

    /// The mean of 100 draws of 0 or 1 has a standard error of 0.05: the interval reaches about 0.098 to each side.
    #[test]
    fn the_interval_of_a_proportion_is_about_as_wide_as_theory_says() {
        let mut means = Vec::new();
        Bootstrap::new(100).run(|times| means.push(f64::from(times[..50].iter().sum::<u32>()) / 100.0));
        let interval = percentiles(means).unwrap();
        assert!((0.38..=0.43).contains(&interval.low) && (0.57..=0.62).contains(&interval.high), "{interval:?}");
    }

    #[test]
    fn no_passages_give_no_interval() {
        Bootstrap::new(0).run(|times| assert!(times.is_empty()));
        assert_eq!(percentiles(vec![1.0; 499]), None);
        assert!(percentiles(vec![1.0; 500]).is_some());
    }
}
