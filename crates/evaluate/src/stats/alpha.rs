use std::collections::BTreeMap;

use super::Undefined;

/// As many different values [`krippendorff_alpha`] compares with each other: the work grows with their square.
pub const MOST_VALUES: usize = 5_000;

/// Krippendorff's alpha: 1 less the ratio of the disagreement within units to that between values drawn by chance. For
/// any number of coders, missing values, and any distance.
///
/// A unit is the values that its coders gave; who did not judge it gives none. A unit with fewer than two values says
/// nothing and is left out. `distance` is 0 for equal values, symmetric and not negative; Krippendorff's δ².
///
/// Krippendorff, K. (2011). *Computing Krippendorff's Alpha-Reliability*. University of Pennsylvania.
///
/// # Errors
///
/// [`Undefined::NothingCompared`] where no unit has two values, [`Undefined::NoVariation`] where all values are equal,
/// [`Undefined::TooManyValues`] for more than [`MOST_VALUES`] different ones.
pub fn krippendorff_alpha<T, U>(
    units: impl IntoIterator<Item = U>,
    distance: impl Fn(&T, &T) -> f64,
) -> Result<f64, Undefined>
where
    T: Ord,
    U: IntoIterator<Item = T>,
{
    // How often each value was given, in units that count.
    let mut values: BTreeMap<T, u64> = BTreeMap::new();
    let mut observed = 0.0;
    let mut total: u64 = 0;
    for unit in units {
        let unit: Vec<T> = unit.into_iter().collect();
        if unit.len() < 2 {
            continue;
        }
        let pairs = (0..unit.len()).flat_map(|i| (i + 1..unit.len()).map(move |j| (i, j)));
        let within: f64 = pairs.map(|(i, j)| 2.0 * distance(&unit[i], &unit[j])).sum();
        observed += within / number(unit.len() as u64 - 1);
        total += unit.len() as u64;
        for value in unit {
            *values.entry(value).or_default() += 1;
        }
    }
    if total == 0 {
        return Err(Undefined::NothingCompared);
    }
    if values.len() > MOST_VALUES {
        return Err(Undefined::TooManyValues);
    }
    let values: Vec<(T, u64)> = values.into_iter().collect();
    let mut expected = 0.0;
    for (i, (left, left_count)) in values.iter().enumerate() {
        for (right, right_count) in &values[i + 1..] {
            expected += 2.0 * number(*left_count) * number(*right_count) * distance(left, right);
        }
    }
    if expected == 0.0 {
        return Err(Undefined::NoVariation);
    }
    Ok(1.0 - number(total - 1) * observed / expected)
}

/// The distance of nominal data: values are equal or they are not.
pub fn nominal<T: PartialEq>(left: &T, right: &T) -> f64 {
    if left == right { 0.0 } else { 1.0 }
}

#[expect(clippy::cast_precision_loss, reason = "numbers of passages are far below 2^52")]
fn number(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::testing::{PAIRS_OF_SETS, near};
    use super::*;

    /// Rows of coders, a character a unit; a dot is a missing value.
    fn alpha(coders: &[&str], distance: impl Fn(&char, &char) -> f64) -> Result<f64, Undefined> {
        let length = coders[0].len();
        let units = (0..length).map(|u| coders.iter().filter_map(move |c| c.chars().nth(u)).filter(|c| *c != '.'));
        krippendorff_alpha(units, distance)
    }

    /// Krippendorff (2011), section A: binary data, two observers, no missing data (Meg and Owen).
    #[test]
    fn binary_data_of_two_coders() {
        near(alpha(&["0100000010", "1110010000"], nominal).unwrap(), 0.095, 3);
    }

    /// Krippendorff (2011), section B: nominal data, two observers, no missing data (Ben and Gerry).
    #[test]
    fn nominal_data_of_two_coders() {
        near(alpha(&["aabbdcccedda", "babbbccceddd"], nominal).unwrap(), 0.692, 3);
    }

    /// Krippendorff (2011), section C: four observers, missing data; nominal and interval.
    #[test]
    fn four_coders_with_missing_values() {
        let coders = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."];
        near(alpha(&coders, nominal).unwrap(), 0.743, 3);
        let squared = |a: &char, b: &char| (f64::from(*a as u32) - f64::from(*b as u32)).powi(2);
        near(alpha(&coders, squared).unwrap(), 0.849, 3);
    }

    /// Sets of codes with the distance of Passonneau (2004), *Computing reliability for coreference annotation*: 0, 1/3, 2/3 or
    /// 1 for equal, contained, overlapping and disjoint sets. The value .186 is the one that DKPro
    /// Statistics (Meyer et al. 2014) tests its alpha with.
    #[test]
    fn values_can_be_sets() {
        let set = |text: &str| text.chars().collect::<BTreeSet<char>>();
        let distance = |a: &BTreeSet<char>, b: &BTreeSet<char>| {
            if a == b {
                0.0
            } else if a.is_subset(b) || b.is_subset(a) {
                1.0 / 3.0
            } else if a.is_disjoint(b) {
                1.0
            } else {
                2.0 / 3.0
            }
        };
        near(krippendorff_alpha(PAIRS_OF_SETS.map(|(a, b)| [set(a), set(b)]), distance).unwrap(), 0.186, 3);
    }

    #[test]
    fn alpha_is_undefined_where_all_values_are_equal_or_none_is_given_twice() {
        assert_eq!(alpha(&["0000", "0000"], nominal), Err(Undefined::NoVariation));
        assert_eq!(alpha(&["01..", "..01"], nominal), Err(Undefined::NothingCompared));
        let many = (0..=MOST_VALUES).map(|n| [n, n]);
        assert_eq!(krippendorff_alpha(many, nominal), Err(Undefined::TooManyValues));
    }
}
