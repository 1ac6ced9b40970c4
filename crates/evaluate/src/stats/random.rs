/// The random numbers of fundscan: SplitMix64 of Steele, Lea and Flood (2014), *Fast splittable pseudorandom number
/// generators* (OOPSLA), as in Java's `SplittableRandom` and Vigna's `splitmix64.c`.
///
/// A seed gives the same numbers on every machine. They are fair enough to draw samples with; they keep no secrets.
#[derive(Clone, Debug)]
pub struct SplitMix64(u64);

impl SplitMix64 {
    /// The name, as it is given in results.
    pub const NAME: &'static str = "SplitMix64";

    /// The numbers that belong to a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub fn next_u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 up to, not including, `bound`; each as likely as another (Lemire 2019). 0 where `bound` is 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        let threshold = bound.wrapping_neg().checked_rem(bound).unwrap_or(0);
        loop {
            let wide = u128::from(self.next_u64()) * u128::from(bound);
            #[expect(clippy::cast_possible_truncation, reason = "the lower and the upper half are what is asked for")]
            let (low, high) = (wide as u64, (wide >> 64) as u64);
            if low >= threshold {
                return high;
            }
        }
    }

    /// Puts a list into random order (Fisher and Yates, in the form of Durstenfeld 1964, from the front).
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in 0..list.len().saturating_sub(1) {
            let left = list.len() - i;
            list.swap(i, i + index(self.below(left as u64)));
        }
    }
}

fn index(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers that Vigna's `splitmix64.c` gives for the seed 1234567, as on Rosetta Code, "Pseudo-random
    /// numbers/Splitmix64".
    #[test]
    fn the_numbers_are_those_that_are_published() {
        let mut random = SplitMix64::new(1_234_567);
        let numbers: Vec<u64> = (0..5).map(|_| random.next_u64()).collect();
        assert_eq!(
            numbers,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423,
                4_593_380_528_125_082_431,
                16_408_922_859_458_223_821
            ]
        );
    }

    #[test]
    fn every_number_below_the_bound_is_drawn_about_as_often() {
        let mut random = SplitMix64::new(1);
        let mut drawn = [0u32; 7];
        (0..7_000).for_each(|_| drawn[index(random.below(7))] += 1);
        // 1,000 are expected, with a standard deviation of 29.
        assert!(drawn.iter().all(|n| (880..1_120).contains(n)), "{drawn:?}");
        assert_eq!((random.below(1), random.below(0)), (0, 0));
    }

    #[test]
    fn shuffling_loses_nothing_and_reaches_every_order() {
        let mut random = SplitMix64::new(1);
        let mut orders = std::collections::BTreeSet::new();
        for _ in 0..200 {
            let mut list = [1, 2, 3];
            random.shuffle(&mut list);
            assert_eq!(list.iter().sum::<i32>(), 6);
            orders.insert(list);
        }
        assert_eq!(orders.len(), 6);
    }
}
