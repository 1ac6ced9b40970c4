use super::Interval;

/// The 97.5 % point of the standard normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// The 95 % interval of a proportion, `successes` out of `trials`: the score interval without correction for continuity.
/// None where there were no trials.
///
/// Unlike the interval of the textbooks (p ± 1.96 s) it stays within 0 and 1 and holds for small numbers and
/// for proportions near 0 and 1. It takes the trials for independent; codes of one passage are not quite.
///
/// Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. *Journal of the American
/// Statistical Association* 22, 209–212.
#[must_use]
pub fn wilson(successes: u64, trials: u64) -> Option<Interval> {
    if trials == 0 {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "numbers of passages are far below 2^52")]
    let (n, p) = (trials as f64, successes as f64 / trials as f64);
    let centre = p + Z * Z / (2.0 * n);
    let half = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    // Rounding must not lead out of what a proportion can be, or past the proportion itself.
    let low = if successes == 0 { 0.0 } else { ((centre - half) / scale).max(0.0) };
    let high = if successes == trials { 1.0 } else { ((centre + half) / scale).min(1.0) };
    Some(Interval { low, high })
}

#[cfg(test)]
mod tests {
    use super::super::testing::near;
    use super::*;

    /// Newcombe, R. G. (1998). Two-sided confidence intervals for the single proportion: comparison of seven methods.
    /// *Statistics in Medicine* 17, 857–872; table I, method 3 (Wilson score).
    #[test]
    fn the_intervals_are_those_of_newcombe_table_1() {
        for (successes, trials, low, high) in
            [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
        {
            let interval = wilson(successes, trials).unwrap();
            near(interval.low, low, 4);
            near(interval.high, high, 4);
        }
    }

    #[test]
    fn none_and_all_are_no_certainty() {
        assert_eq!(wilson(0, 0), None);
        let all = wilson(5, 5).unwrap();
        assert!(all.low < 0.6 && all.high == 1.0, "{all:?}");
    }
}
