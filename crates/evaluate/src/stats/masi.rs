use std::collections::BTreeSet;

/// How far two sets of codes are apart, from 0 (equal) to 1 (nothing in common): 1 less the MASI of Passonneau, which is
/// the Jaccard coefficient times 1 for equal sets, 2/3 where one holds the other, 1/3 where they overlap, and 0 where they
/// have nothing in common. Two empty sets are equal; an empty one has nothing in common with any other.
///
/// Passonneau, R. J. (2006). Measuring Agreement on Set-valued Items (MASI) for Semantic and Pragmatic Annotation.
/// *Proceedings of LREC 2006*, 831–836.
#[must_use]
pub fn masi_distance<T: Ord>(left: &BTreeSet<T>, right: &BTreeSet<T>) -> f64 {
    if left == right {
        return 0.0;
    }
    let common = left.intersection(right).count();
    let all = left.len() + right.len() - common;
    let monotonicity = match common {
        0 => 0.0,
        n if n == left.len() || n == right.len() => 2.0 / 3.0,
        _ => 1.0 / 3.0,
    };
    #[expect(clippy::cast_precision_loss, reason = "codes of one passage are few")]
    let jaccard = common as f64 / all as f64;
    1.0 - jaccard * monotonicity
}

#[cfg(test)]
mod tests {
    use super::super::testing::{PAIRS_OF_SETS, near};
    use super::*;
    use crate::stats::krippendorff_alpha;

    fn set(text: &str) -> BTreeSet<char> {
        text.chars().collect()
    }

    /// The four cases of Passonneau (2006), section 3: M is 1, 2/3, 1/3 and 0. The second pair is the example of NLTK's
    /// `masi_distance`, which gives 0.665 with M rounded to 0.67.
    #[test]
    fn equal_contained_overlapping_and_disjoint_sets() {
        for (left, right, distance) in [
            ("ab", "ab", 0.0),
            ("ab", "abcd", 1.0 - 2.0 / 4.0 * 2.0 / 3.0),
            ("abc", "bcd", 1.0 - 2.0 / 4.0 / 3.0),
            ("ab", "cd", 1.0),
            ("", "", 0.0),
            ("", "a", 1.0),
        ] {
            near(masi_distance(&set(left), &set(right)), distance, 12);
            near(masi_distance(&set(right), &set(left)), distance, 12);
        }
        near(masi_distance(&set("ab"), &set("abcd")), 0.665, 2);
    }

    /// The pairs of sets for which NLTK 3.10 (`AnnotationTask.alpha`, with M of
    /// exactly 2/3 and 1/3) gives 0.27308.
    #[test]
    fn alpha_over_sets_with_this_distance() {
        let alpha = krippendorff_alpha(PAIRS_OF_SETS.map(|(a, b)| [set(a), set(b)]), masi_distance).unwrap();
        near(alpha, 0.27308, 5);
    }
}
