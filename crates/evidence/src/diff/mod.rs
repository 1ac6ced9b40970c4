//! Comparing two scans: years, or versions of the same documents.
//!
//! [`DiffBuilder`] pairs the documents of two collections (`pair`), takes the evidence of a pair at a time, and keeps
//! counts, not mentions; what is quoted is bounded. Counts are compared only where both sides were counted alike.

mod build;
mod compare;
mod format;
mod moved;
mod notices;
mod pair;

pub use build::{DiffBuilder, DiffOptions, Wanted};
pub use format::{
    ConceptDiff, CountDiff, Diff, DiffCounts, DiffMark, DiffQuote, DiffSide, DocumentChange, DocumentDiff,
    DocumentSide, FundCountDiff, FundDiff, FundSide, NotComparable, PairedBy, RewordedQuote,
};

pub(crate) use compare::MINIMUM_EXPECTED;
