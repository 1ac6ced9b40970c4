//! What two taxonomies have not in common, and which counts of a collection change because of it.
//!
//! Terms are compared by what they find, in the words of the taxonomy's hash of meaning: another way to write the same
//! forms, another order, a comment are no difference; a rule that the hash knows is one, whichever it is.

mod compare;
mod counts;
mod format;

pub use counts::TaxonomyDiffBuilder;
pub use format::{
    Change, ChangedQuote, ConceptChange, CountChange, CountChanges, GroupChange, SettingChange, SideCounts,
    TaxonomyDiff, TermChange,
};
