//! Which concepts occur together: counts of pairs, against what chance would give.
//!
//! A document gives its [`RelationDocument`]: what stands in each of its units. [`RelationsBuilder`] counts them, one
//! document after another, and keeps no text; [`RankedRelations`] is shown the documents once more for examples.

mod count;
mod document;
mod format;
mod items;
mod matrix;
mod quotes;
#[cfg(test)]
mod tests;

pub use count::{RelationOptions, RelationOrder, RelationsBuilder};
pub use document::{RelationDocument, RelationReader};
pub use format::{QuotedPassage, RelatedBy, RelatedItem, Relation, RelationMatrix, RelationQuote, Relations, Within};
pub use quotes::RankedRelations;
