/// The p-values of a family of tests, corrected so that of all that stay below a level at most that share is expected to
/// be false (the false discovery rate); in the order they came in.
///
/// Benjamini, Y. & Hochberg, Y. (1995). Controlling the false discovery rate: a practical and powerful approach to multiple
/// testing. *Journal of the Royal Statistical Society B* 57, 289–300.
#[must_use]
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|a, b| p[*a].total_cmp(&p[*b]));
    let mut corrected = vec![1.0; p.len()];
    let mut least: f64 = 1.0;
    for (rank, index) in order.iter().enumerate().rev() {
        least = least.min(p[*index] * p.len() as f64 / (rank + 1) as f64);
        corrected[*index] = least;
    }
    corrected
}

#[cfg(test)]
mod tests {
    use super::super::testing::near;
    use super::*;

    /// Benjamini & Hochberg (1995), section 3: fifteen endpoints of a trial of two treatments after a heart attack. At 0.05
    /// the correction keeps the four smallest; Bonferroni's would keep three.
    const TRIAL: [f64; 15] = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590,
        1.0000,
    ];

    #[test]
    fn of_the_fifteen_p_values_of_the_example_the_first_four_are_kept() {
        let corrected = benjamini_hochberg(&TRIAL);
        assert_eq!(corrected.iter().filter(|p| **p <= 0.05).count(), 4);
        // The fourth is compared with 4/15 of the level.
        near(corrected[3], 0.0095 * 15.0 / 4.0, 6);
        // A smaller p is never corrected to a larger one: the sixth is held down by the seventh.
        near(corrected[5], 0.0298 * 15.0 / 7.0, 6);
        near(corrected[14], 1.0, 6);
    }

    #[test]
    fn the_order_they_come_in_does_not_matter() {
        let mut turned = TRIAL;
        turned.reverse();
        let mut corrected = benjamini_hochberg(&turned);
        corrected.reverse();
        assert_eq!(corrected, benjamini_hochberg(&TRIAL));
        assert!(benjamini_hochberg(&[]).is_empty());
        assert_eq!(benjamini_hochberg(&[0.04]), [0.04]);
    }
}
