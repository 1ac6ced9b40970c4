/// `count` per 10,000 of `words`, rounded to two decimals; 0 where there are no words.
///
/// Rounded, so that the same input gives the same bytes on every machine; exact values come from the counts.
#[must_use]
pub fn per_10k(count: u64, words: u64) -> f64 {
    if words == 0 {
        return 0.0;
    }
    // Whole numbers up to the last step: no sum depends on the order of its parts.
    let hundredths = (u128::from(count) * 1_000_000 + u128::from(words) / 2) / u128::from(words);
    hundredths as f64 / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_rounded_and_never_infinite() {
        assert_eq!(per_10k(1, 3), 3333.33);
        assert_eq!(per_10k(2, 3), 6666.67);
        assert_eq!(per_10k(5, 0), 0.0);
        assert_eq!(per_10k(0, 9), 0.0);
    }
}
