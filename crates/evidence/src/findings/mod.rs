//! Published findings held against a collection: "five of the seven funds", and what the evidence says.
//!
//! [`Findings`] are read from JSON, TOML or CSV; [`FindingsChecker`] is shown the documents of a collection and gives
//! [`CheckedFindings`]. What covers is decided by the coverage alone, so that the numbers are its numbers.

mod check;
mod claim;
mod fields;
mod format;
mod gather;
mod read;
#[cfg(test)]
mod tests;

pub use check::{CheckOptions, FindingsChecker};
pub use format::{CheckedFinding, CheckedFindings, FindingCounts, FoundQuote, FundEvidence, NearWhy, Verdict};
pub use read::{Finding, FindingFault, Findings, FindingsFormat};
