//! The format of a comparison of taxonomies.

use fundscan_model::{BlockKind, ConceptId, FundId, Language, Status};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::json::{self, Versioned};
use crate::shapes::{BlockKindShape, LanguageShape, StatusShape};
use crate::{EvidenceError, TaxonomyStamp};

/// What changed from one taxonomy to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TaxonomyDiff {
    /// Always `fundscan/taxonomy-diff/1`.
    #[schemars(extend("const" = "fundscan/taxonomy-diff/1"))]
    pub schema: String,
    /// The program and its version.
    pub tool: String,
    /// The taxonomy before.
    pub old: TaxonomyStamp,
    /// The taxonomy after.
    pub new: TaxonomyStamp,
    /// Whether both find and count the same.
    pub same_meaning: bool,
    /// Whether anything differs that is written down here. The version alone is no difference.
    pub differs: bool,
    /// Settings of the taxonomy as a whole.
    pub settings: Vec<SettingChange>,
    /// Groups, in the order of their ids.
    pub groups: Vec<GroupChange>,
    /// The concepts that changed: those of the old taxonomy in its order, then those that came.
    pub concepts: Vec<ConceptChange>,
    /// Which counts of a collection change; null where none was given.
    pub counts: Option<CountChanges>,
}

/// What became of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// It came.
    Added,
    /// It went.
    Removed,
    /// It is there before and after, not the same.
    Changed,
}

/// A group that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupChange {
    /// Its id.
    pub group: String,
    /// What became of it.
    pub change: Change,
    /// Its names before, in Dutch and English; null where it came.
    pub old: Option<String>,
    /// Its names after; null where it went.
    pub new: Option<String>,
}

/// A setting that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SettingChange {
    /// `label-nl`, `label-en`, `definition`, `group`, `broader`, `overlaps`, `exact-match`, `close-match`; of the
    /// taxonomy `language` and `uncounted`; `other` for anything else that changes what is found.
    pub setting: String,
    /// Whether it changes what is found or counted.
    pub meaning: bool,
    /// Its value before; empty where there was none.
    pub old: String,
    /// Its value after; empty where there is none.
    pub new: String,
}

/// A concept that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConceptChange {
    /// Its id.
    #[schemars(with = "String")]
    pub concept: ConceptId,
    /// What became of it.
    pub change: Change,
    /// Its name in Dutch: the new one, where it is still there.
    pub nl: String,
    /// Its name in English, likewise.
    pub en: String,
    /// Its settings that differ: it was renamed where a label does, moved where `broader` or `group` does.
    pub settings: Vec<SettingChange>,
    /// Its terms that differ in what they find; all of them where it came or went.
    pub terms: Vec<TermChange>,
}

/// A term that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TermChange {
    /// What became of it.
    pub change: Change,
    /// The language of its list: of the new one, where it is still there.
    #[schemars(with = "LanguageShape")]
    pub language: Language,
    /// How it was written, with its rules; null where it came.
    pub old: Option<String>,
    /// How it is written; null where it went.
    pub new: Option<String>,
}

/// The counts of a collection that change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CountChanges {
    /// The documents that were searched with both taxonomies.
    pub documents: u64,
    /// The kinds of passages in which mentions count.
    #[schemars(with = "Vec<BlockKindShape>")]
    pub kinds: Vec<BlockKind>,
    /// The concepts for which anything found differs, in the order of the old taxonomy, then of the new one.
    pub concepts: Vec<CountChange>,
}

/// What is found of a concept before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CountChange {
    /// The concept.
    #[schemars(with = "String")]
    pub concept: ConceptId,
    /// Its name in Dutch.
    pub nl: String,
    /// Its name in English.
    pub en: String,
    /// What the old taxonomy finds.
    pub before: SideCounts,
    /// What the new taxonomy finds.
    pub after: SideCounts,
    /// The number of mentions that only the new taxonomy finds, or finds with another status.
    pub gained: u64,
    /// The number of mentions that only the old taxonomy finds, or finds with another status.
    pub lost: u64,
    /// Some of the mentions gained, in the order of the collection.
    pub gained_quotes: Vec<ChangedQuote>,
    /// Some of the mentions lost, likewise.
    pub lost_quotes: Vec<ChangedQuote>,
}

/// What one taxonomy finds of a concept. Mentions, passages and documents are those of the concept itself; funds are
/// counted as coverage counts them, with narrower concepts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SideCounts {
    /// Mentions that affirm it.
    pub mentions: u64,
    /// Mentions that say it is not there.
    pub negated: u64,
    /// Passages with at least one affirming mention.
    pub passages: u64,
    /// Documents with at least one affirming mention.
    pub documents: u64,
    /// The funds that affirm it or a narrower concept, by id.
    #[schemars(with = "Vec<String>")]
    pub funds: Vec<FundId>,
}

/// A mention that only one of the taxonomies finds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangedQuote {
    /// The document, as the collection names it.
    pub document: String,
    /// The fund whose evidence it is; null where none is known.
    #[schemars(with = "Option<String>")]
    pub fund: Option<FundId>,
    /// The page, from 1; null for formats without pages.
    pub page: Option<u32>,
    /// The id of the passage.
    pub passage: String,
    /// Affirmed or negated.
    #[schemars(with = "StatusShape")]
    pub status: Status,
    /// The text before the quote.
    pub before: String,
    /// The words that express the concept.
    pub quote: String,
    /// The text after the quote.
    pub after: String,
    /// The term that finds it.
    pub term: String,
}

impl TaxonomyDiff {
    /// The comparison as JSON, a concept a line.
    ///
    /// # Errors
    ///
    /// [`EvidenceError::Write`] when JSON cannot be made of it, which no value at hand does.
    pub fn to_json(&self) -> Result<Vec<u8>, EvidenceError> {
        json::write(self)
    }
}

impl Versioned for TaxonomyDiff {
    const SCHEMA: &'static str = "fundscan/taxonomy-diff/1";

    fn schema(&self) -> &str {
        &self.schema
    }
}
