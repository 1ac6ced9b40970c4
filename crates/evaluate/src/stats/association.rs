//! Measures of association between two things that may occur together, and of difference between two bodies of text, over
//! counts.
//!
//! - G²: T. Dunning, *Accurate methods for the statistics of surprise and coincidence*, Computational Linguistics 19(1),
//!   1993; for comparing two bodies of text, P. Rayson and R. Garside, *Comparing corpora using frequency profiling*, 2000.
//! - Log ratio: A. Hardie, *Log Ratio: an informal introduction*, 2014.
//! - PMI: K. W. Church and P. Hanks, *Word association norms, mutual information, and lexicography*, Computational
//!   Linguistics 16(1), 1990.
//! - Normalised PMI: G. Bouma, *Normalized (pointwise) mutual information in collocation extraction*, GSCL 2009.
//! - φ: G. U. Yule, *On the methods of measuring association between two attributes*, Journal of the Royal Statistical
//!   Society 75, 1912; its square is χ² / N.
//! - logDice: P. Rychlý, *A lexicographer-friendly association score*, RASLAN 2008.

/// How often two things occur with and without each other: in how many passages, sentences, documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contingency {
    /// Both.
    pub both: u64,
    /// The first without the second.
    pub first: u64,
    /// The second without the first.
    pub second: u64,
    /// Neither.
    pub neither: u64,
}

impl Contingency {
    /// From the number of times that both occur, that each occurs at all, and of all there is. Counts that cannot be
    /// are cut to those that can.
    #[must_use]
    pub fn of(both: u64, first: u64, second: u64, all: u64) -> Self {
        let (first, second) = (first.saturating_sub(both), second.saturating_sub(both));
        Self { both, first, second, neither: all.saturating_sub(both + first + second) }
    }

    /// All there is.
    #[must_use]
    pub fn all(self) -> f64 {
        (self.both + self.first + self.second + self.neither) as f64
    }

    /// The number of times both would occur if they had nothing to do with each other.
    #[must_use]
    pub fn expected(self) -> f64 {
        (self.both + self.first) as f64 * (self.both + self.second) as f64 / self.all().max(1.0)
    }

    /// The log-likelihood ratio G² (Dunning's −2 log λ) over the four cells; never negative. It says how sure it is that
    /// the two have to do with each other: 3.84 is p < 0.05, 10.83 is p < 0.001.
    #[must_use]
    pub fn g2(self) -> f64 {
        let all = self.all();
        let (row, column) = ((self.both + self.first) as f64, (self.both + self.second) as f64);
        let cell = |observed: u64, expected: f64| match observed {
            0 => 0.0,
            n => n as f64 * (n as f64 / expected).ln(),
        };
        let sum = cell(self.both, row * column / all)
            + cell(self.first, row * (all - column) / all)
            + cell(self.second, (all - row) * column / all)
            + cell(self.neither, (all - row) * (all - column) / all);
        (2.0 * sum).max(0.0)
    }

    /// G² where both occur together more often than by chance; below zero where they avoid each other.
    #[must_use]
    pub fn signed_g2(self) -> f64 {
        if self.both as f64 >= self.expected() { self.g2() } else { -self.g2() }
    }

    /// Pointwise mutual information in bits: how many times more often than by chance, as a power of two.
    #[must_use]
    pub fn pmi(self) -> f64 {
        (self.both as f64 / self.expected()).log2()
    }

    /// PMI as a share of what it can be at most: 1 for two that only ever occur together, 0 as chance has it, −1 for two
    /// that never do. None where one of them occurs nowhere, or both everywhere.
    #[must_use]
    pub fn normalised_pmi(self) -> Option<f64> {
        if self.both + self.first == 0 || self.both + self.second == 0 {
            return None;
        }
        match self.both as f64 / self.all() {
            // The limit: a logarithm of 0 over a logarithm of 0.
            0.0 => Some(-1.0),
            share => Some(self.pmi() / -share.log2()).filter(|n| n.is_finite()),
        }
    }

    /// φ, the correlation of occurring and not occurring: from −1 to 1, 0 as chance has it. None where one of them occurs
    /// nowhere or everywhere.
    #[must_use]
    pub fn phi(self) -> Option<f64> {
        let [both, first, second, neither] = [self.both, self.first, self.second, self.neither].map(|n| n as f64);
        let margins =
            (both + first).sqrt() * (both + second).sqrt() * (second + neither).sqrt() * (first + neither).sqrt();
        Some((both * neither - first * second) / margins).filter(|phi| phi.is_finite()).map(|phi| phi.clamp(-1.0, 1.0))
    }

    /// logDice: at most 14; one less is half as close, and the size of the collection does not matter.
    #[must_use]
    pub fn log_dice(self) -> f64 {
        let dice = 2.0 * self.both as f64 / (2 * self.both + self.first + self.second) as f64;
        14.0 + dice.log2()
    }
}

/// The log-likelihood ratio G² of a frequency in two bodies of text: `count` in `of` words against `other` in `of_other`.
///
/// It compares what was counted with what would be expected of both if their rates were the same: the statistic of
/// corpus comparison (P. Rayson and R. Garside, 2000). Unlike [`Contingency::g2`], what is counted need not be some of the
/// words; it may be passages that hold something, over the words they stand in. 0 where one side has no words.
#[must_use]
pub fn rate_g2(count: u64, of: u64, other: u64, of_other: u64) -> f64 {
    let Some([expected, expected_other]) = expected_counts(count, of, other, of_other) else { return 0.0 };
    let cell = |observed: u64, expected: f64| match observed {
        0 => 0.0,
        n => n as f64 * (n as f64 / expected).ln(),
    };
    (2.0 * (cell(count, expected) + cell(other, expected_other))).max(0.0)
}

/// What would be counted in each of two bodies of text if their rates were the same; none where one has no words.
#[must_use]
pub fn expected_counts(count: u64, of: u64, other: u64, of_other: u64) -> Option<[f64; 2]> {
    if of == 0 || of_other == 0 {
        return None;
    }
    let rate = (count as f64 + other as f64) / (of as f64 + of_other as f64);
    Some([of as f64 * rate, of_other as f64 * rate])
}

/// How likely a G² at least this large is where there is no difference: the upper tail of chi² with one degree of freedom.
#[must_use]
pub fn p_of_g2(g2: f64) -> f64 {
    libm::erfc((g2.max(0.0) / 2.0).sqrt())
}

/// The log ratio in bits of two relative frequencies: 1 is twice as frequent. Half an occurrence stands for none, so
/// that it is finite.
#[must_use]
pub fn log_ratio(count: u64, of: u64, other: u64, of_other: u64) -> f64 {
    let share = |n: u64, of: u64| (n as f64).max(0.5) / (of as f64).max(1.0);
    (share(count, of) / share(other, of_other)).log2()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the lessons on keywords by A. Hardie (CQPweb), and figures that P. Rayson worked out on the Corpora
    /// list (18 January 2002): what is counted in how many words of each, and G².
    #[test]
    fn the_g2_of_two_rates_is_that_of_published_examples() {
        for (count, of, other, of_other, published) in [
            (52, 50_000, 57, 75_000, 2.65),
            (348, 1_000_000, 99, 1_000_000, 147.0),
            (9, 1_000_000, 32, 1_000_000, 14.0),
            (392, 1_000_000, 170, 1_000_000, 90.0),
        ] {
            let decimals = if published == 2.65 { 2 } else { 0 };
            super::super::testing::near(rate_g2(count, of, other, of_other), published, decimals);
        }
        assert_eq!(rate_g2(3, 100, 3, 0), 0.0);
        assert_eq!(rate_g2(3, 100, 6, 200), 0.0);
        assert_eq!(expected_counts(1, 100, 8, 200), Some([3.0, 6.0]));
    }

    /// The critical values that P. Rayson gives with his calculator.
    #[test]
    fn p_is_that_of_the_critical_values() {
        for (g2, p) in [(3.84, 0.05), (6.63, 0.01), (10.83, 0.001), (15.13, 0.0001)] {
            assert!((p_of_g2(g2) / p - 1.0).abs() < 0.01, "{g2}: {}", p_of_g2(g2));
        }
        assert_eq!((p_of_g2(0.0), p_of_g2(1e9)), (1.0, 0.0));
    }

    #[track_caller]
    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 0.006, "{found} is not {expected}");
    }

    #[test]
    fn g2_is_that_of_dunnings_table_of_bigrams() {
        // Dunning 1993, table 1: −2 log λ, and the counts of A with B, A without B, B without A, neither.
        for (published, both, first, second, neither) in [
            (270.72, 110, 2442, 111, 29114), // the swiss
            (263.90, 29, 13, 123, 31612),    // can be
            (256.84, 31, 23, 139, 31584),    // previous year
            (167.23, 10, 0, 3, 31764),       // mineral water
        ] {
            close(Contingency { both, first, second, neither }.g2(), published);
        }
    }

    #[test]
    fn g2_says_on_which_side_of_chance() {
        let rare_together = Contingency::of(1, 100, 100, 1000);
        assert!(rare_together.signed_g2() < -10.0);
        assert!(Contingency::of(50, 100, 100, 1000).signed_g2() > 100.0);
        assert_eq!(Contingency::of(10, 100, 100, 1000).g2(), 0.0, "as chance has it");
        assert!(Contingency::of(0, 0, 0, 0).g2().abs() < f64::EPSILON);
    }

    /// C. D. Manning and H. Schütze, *Foundations of Statistical Natural Language Processing*, 1999, table 5.14: counts of
    /// both words and of each in 14,307,668 bigrams of newspaper text.
    #[test]
    fn pmi_is_that_of_manning_and_schuetze_table_5_14() {
        for (published, first, second, both) in [(18.38, 42, 20, 20), (17.98, 41, 27, 20)] {
            close(Contingency::of(both, first, second, 14_307_668).pmi(), published);
        }
    }

    /// K. W. Church and W. Gale 1991, as in Manning and Schütze, table 5.9: aligned sentences with "cow" and "vache", for
    /// which they give χ² = 456,400; φ² is χ² / N.
    #[test]
    fn phi_is_that_of_the_cow_and_the_vache() {
        let table = Contingency { both: 59, first: 8, second: 6, neither: 570_934 };
        let phi = table.phi().unwrap();
        assert!((phi * phi * table.all() - 456_400.0).abs() < 50.0, "{}", phi * phi * table.all());
    }

    /// A table of 12 pictures, 8 of cats, of which a classifier finds 6 and one dog beside: φ = 16 / √1120.
    #[test]
    fn phi_has_a_sign_and_bounds() {
        let table = Contingency { both: 6, first: 1, second: 2, neither: 3 };
        close(table.phi().unwrap(), 0.478);
        close(Contingency { both: 1, first: 6, second: 3, neither: 2 }.phi().unwrap(), -0.478);
        close(Contingency::of(5, 5, 5, 10).phi().unwrap(), 1.0);
        assert_eq!(Contingency::of(10, 10, 10, 10).phi(), None, "everywhere");
        assert_eq!(Contingency::of(0, 0, 3, 10).phi(), None, "nowhere");
    }

    /// Bouma 2009, section 3: 1, 0 and −1 at the ends and in the middle.
    #[test]
    fn normalised_pmi_has_the_values_that_bouma_names() {
        assert_eq!(Contingency::of(5, 5, 5, 1000).normalised_pmi(), Some(1.0));
        assert_eq!(Contingency::of(10, 100, 100, 1000).normalised_pmi(), Some(0.0));
        assert_eq!(Contingency::of(0, 100, 100, 1000).normalised_pmi(), Some(-1.0));
        assert_eq!(Contingency::of(0, 0, 100, 1000).normalised_pmi(), None);
        assert_eq!(Contingency::of(9, 9, 9, 9).normalised_pmi(), None);
        // 18.38 bits of at most log2(14,307,668 / 20) = 19.45.
        close(Contingency::of(20, 42, 20, 14_307_668).normalised_pmi().unwrap(), 0.945);
    }

    #[test]
    fn pmi_log_dice_and_log_ratio_are_as_defined() {
        // 16 together where 2 are expected: three bits.
        close(Contingency::of(16, 40, 50, 1000).pmi(), 3.0);
        // Always together: 14, whatever the size; half as close: 13.
        close(Contingency::of(7, 7, 7, 10_000).log_dice(), 14.0);
        close(Contingency::of(5, 10, 10, 99).log_dice(), 13.0);
        // 20 in a thousand against 5 in a thousand: four times, two bits.
        close(log_ratio(20, 1000, 10, 2000), 2.0);
        close(log_ratio(4, 1000, 0, 1000), 3.0);
    }
}
