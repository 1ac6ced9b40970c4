//! The statistics, as pure functions: each names where it comes from, and its tests hold the figures published there.

mod alpha;
mod association;
mod bootstrap;
mod discovery;
mod hits;
mod kappa;
mod masi;
mod random;
mod wilson;

pub use alpha::{MOST_VALUES, krippendorff_alpha, nominal};
pub use association::{Contingency, expected_counts, log_ratio, p_of_g2, rate_g2};
pub use bootstrap::{Bootstrap, percentiles};
pub use discovery::benjamini_hochberg;
pub use hits::Hits;
pub use kappa::cohen_kappa;
pub use masi::masi_distance;
pub use random::SplitMix64;
pub use wilson::wilson;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The confidence that every interval is given with.
pub const CONFIDENCE: f64 = 0.95;

/// A confidence interval: from `low` to `high`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Interval {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// Why a measure of agreement has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Undefined {
    /// No passage was judged by both.
    NothingCompared,
    /// Both say the same of every passage: chance alone would agree as well, so that agreement beyond chance has no
    /// meaning.
    NoVariation,
    /// More different values than can be compared with each other.
    TooManyValues,
}

#[cfg(test)]
pub(crate) mod testing {
    /// Nine passages with the sets of codes of two coders, a letter a code: those that DKPro Statistics (Meyer et al. 2014)
    /// tests its alpha with.
    pub(crate) const PAIRS_OF_SETS: [(&str, &str); 9] = [
        ("", ""),
        ("A", ""),
        ("A", "A"),
        ("A", "B"),
        ("AB", "A"),
        ("AB", "AC"),
        ("ABC", "ABC"),
        ("C", "AC"),
        ("C", "AC"),
    ];

    /// Equal to so many decimals as a published table gives.
    #[track_caller]
    pub(crate) fn near(found: f64, published: f64, decimals: i32) {
        let half = 0.5 * 10f64.powi(-decimals) + 1e-9;
        assert!((found - published).abs() <= half, "{found} is not {published}");
    }
}
