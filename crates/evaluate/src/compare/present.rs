//! Agreement on whether a concept is there.

use super::measure;
use crate::evaluation::{Measure, Present};
use crate::stats::{Undefined, cohen_kappa, krippendorff_alpha, nominal};

/// Which codes of a concept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// That it is affirmed.
    Affirmed,
    /// That it is negated.
    Negated,
    /// Either or both.
    Either,
}

impl Which {
    fn bits(self) -> usize {
        match self {
            Self::Affirmed => 1,
            Self::Negated => 2,
            Self::Either => 3,
        }
    }
}

/// Passages by what the reference says of a concept, what the other says, and what is in doubt; bit 0 of each is
/// affirmed, bit 1 negated.
#[derive(Debug, Default)]
pub(super) struct Table([[[u64; 4]; 4]; 4]);

impl Table {
    pub(super) fn add(&mut self, [reference, compared, doubt]: [usize; 3]) {
        self.0[reference][compared][doubt] += 1;
    }

    fn cells(&self) -> impl Iterator<Item = ([usize; 3], u64)> {
        let numbers = (0..4).flat_map(|r| (0..4).flat_map(move |c| (0..4).map(move |d| [r, c, d])));
        numbers.map(|at @ [r, c, d]| (at, self.0[r][c][d]))
    }

    /// Passages that have one of these codes, without those in which one of them is in doubt.
    pub(super) fn passages(&self, which: Which) -> Present {
        let bits = which.bits();
        let mut present = Present::default();
        for ([reference, compared, doubt], passages) in self.cells() {
            if doubt & bits != 0 {
                continue;
            }
            *match (reference & bits != 0, compared & bits != 0) {
                (true, true) => &mut present.both,
                (true, false) => &mut present.reference,
                (false, true) => &mut present.compared,
                (false, false) => &mut present.neither,
            } += passages;
        }
        present
    }

    /// Krippendorff's alpha over nothing, affirmed, negated, both.
    pub(super) fn alpha(&self) -> Measure {
        let certain = self.cells().filter(|([_, _, doubt], _)| *doubt == 0);
        let units =
            certain.flat_map(|([reference, compared, _], passages)| (0..passages).map(move |_| [reference, compared]));
        let present = self.passages(Which::Either);
        measure(krippendorff_alpha(units, nominal), |why| match why {
            Undefined::NoVariation if present.both > 0 => "both codings say the same of it in every passage",
            why => words(why, present),
        })
    }
}

/// Cohen's kappa: present or not.
pub(super) fn kappa(present: Present) -> Measure {
    let Present { both, reference, compared, neither } = present;
    measure(cohen_kappa(&[[both, reference], [compared, neither]]), |why| words(why, present))
}

fn words(why: Undefined, present: Present) -> &'static str {
    match why {
        Undefined::NothingCompared => "no passage to compare",
        Undefined::NoVariation if present.both == 0 => "neither coding has it in any passage",
        Undefined::NoVariation => "both codings have it in every passage",
        Undefined::TooManyValues => "too many different values",
    }
}
