use super::Undefined;

/// Cohen's kappa of two coders: how much of the agreement that chance leaves open was reached. 1 is full agreement, 0
/// what chance would give, below 0 less than that.
///
/// `table[i][j]` is the number of passages that the first coder put into category `i` and the second into `j`.
///
/// Cohen, J. (1960). A coefficient of agreement for nominal scales. *Educational and Psychological Measurement* 20,
/// 37–46.
///
/// # Errors
///
/// [`Undefined::NothingCompared`] for a table of zeros, [`Undefined::NoVariation`] where both coders put everything
/// into one and the same category.
pub fn cohen_kappa<const N: usize>(table: &[[u64; N]; N]) -> Result<f64, Undefined> {
    let total: u64 = table.iter().flatten().sum();
    if total == 0 {
        return Err(Undefined::NothingCompared);
    }
    let first = |i: usize| table[i].iter().sum::<u64>();
    let second = |j: usize| table.iter().map(|row| row[j]).sum::<u64>();
    if (0..N).any(|i| table[i][i] == total) {
        return Err(Undefined::NoVariation);
    }
    #[expect(clippy::cast_precision_loss, reason = "numbers of passages are far below 2^52")]
    let share = |count: u64| count as f64 / total as f64;
    let observed: f64 = (0..N).map(|i| share(table[i][i])).sum();
    let expected: f64 = (0..N).map(|i| share(first(i)) * share(second(i))).sum();
    Ok((observed - expected) / (1.0 - expected))
}

#[cfg(test)]
mod tests {
    use super::super::testing::near;
    use super::*;

    /// Cohen (1960), table 1 and the computation below it: agreement .70, by chance .41.
    #[test]
    fn kappa_is_that_of_cohens_own_example() {
        near(cohen_kappa(&[[44, 7, 9], [5, 20, 5], [1, 3, 6]]).unwrap(), 0.492, 3);
    }

    /// Feinstein, A. R. & Cicchetti, D. V. (1990). High agreement but low kappa: I. The problems of two paradoxes.
    /// *Journal of Clinical Epidemiology* 43, 543–549; tables with the same agreement of 85 %.
    #[test]
    fn the_rarer_a_code_the_lower_is_kappa_at_equal_agreement() {
        near(cohen_kappa(&[[40, 9], [6, 45]]).unwrap(), 0.70, 2);
        near(cohen_kappa(&[[80, 10], [5, 5]]).unwrap(), 0.32, 2);
    }

    #[test]
    fn kappa_of_coders_who_see_one_category_only_is_undefined_and_not_1() {
        assert_eq!(cohen_kappa(&[[0, 0], [0, 50]]), Err(Undefined::NoVariation));
        assert_eq!(cohen_kappa(&[[50, 0], [0, 0]]), Err(Undefined::NoVariation));
        assert_eq!(cohen_kappa(&[[0, 0], [0, 0]]), Err(Undefined::NothingCompared));
        // One of them sees one category only: no agreement beyond chance, and that is a value.
        assert_eq!(cohen_kappa(&[[0, 0], [3, 47]]), Ok(0.0));
    }
}
