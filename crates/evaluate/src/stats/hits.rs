use std::ops::AddAssign;

/// What a coding found of the codes that a reference has. Whole passages count 1; weighted, as many as they stand for.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Hits {
    /// Codes of the reference that were found.
    pub found: f64,
    /// Codes of the reference that were not.
    pub missed: f64,
    /// Codes that were found and that the reference does not have.
    pub extra: f64,
}

impl Hits {
    /// Of what was found, how much the reference has too; none where nothing was found.
    #[must_use]
    pub fn precision(&self) -> Option<f64> {
        ratio(self.found, self.found + self.extra)
    }

    /// Of what the reference has, how much was found; none where it has nothing.
    #[must_use]
    pub fn recall(&self) -> Option<f64> {
        ratio(self.found, self.found + self.missed)
    }

    /// The harmonic mean of precision and recall; none where there is nothing to find and nothing was found.
    ///
    /// Van Rijsbergen, C. J. (1979). *Information Retrieval*, 2nd ed., chapter 7, with equal weights.
    #[must_use]
    pub fn f1(&self) -> Option<f64> {
        ratio(2.0 * self.found, 2.0 * self.found + self.missed + self.extra)
    }

    /// The same, counted `times` as often.
    #[must_use]
    pub fn times(self, times: f64) -> Self {
        Self { found: self.found * times, missed: self.missed * times, extra: self.extra * times }
    }
}

impl AddAssign for Hits {
    fn add_assign(&mut self, other: Self) {
        self.found += other.found;
        self.missed += other.missed;
        self.extra += other.extra;
    }
}

fn ratio(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| part / whole)
}

#[cfg(test)]
mod tests {
    use super::super::testing::near;
    use super::*;

    /// Manning, C. D., Raghavan, P. & Schütze, H. (2008). *Introduction to Information Retrieval*, exercise 8.1: 8
    /// relevant and 10 nonrelevant documents are returned, 20 are relevant; precision 8/18, recall 8/20.
    #[test]
    fn precision_recall_and_f1_of_a_textbook() {
        let hits = Hits { found: 8.0, missed: 12.0, extra: 10.0 };
        near(hits.precision().unwrap(), 8.0 / 18.0, 12);
        near(hits.recall().unwrap(), 0.4, 12);
        near(hits.f1().unwrap(), 0.42, 2);
    }

    #[test]
    fn what_there_is_nothing_of_has_no_figure() {
        assert_eq!((Hits::default().precision(), Hits::default().recall(), Hits::default().f1()), (None, None, None));
        let missed = Hits { missed: 2.0, ..Hits::default() };
        assert_eq!((missed.precision(), missed.recall(), missed.f1()), (None, Some(0.0), Some(0.0)));
    }
}
