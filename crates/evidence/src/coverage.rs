use fundscan_model::{BlockKind, ConceptId, FundId, Notice};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::json::{self, Versioned};
use crate::shapes::{BlockKindShape, NoticeShape};
use crate::{
    ConceptGroup, Counts, CoverageBy, CoverageFilter, CoveragePart, DecisionCounts, EvidenceError, LookedAt,
    TaxonomyStamp, WhiteSpot, Years,
};

/// Which funds cover which concepts, and which concepts no fund covers.
///
/// A fund covers a concept where at least one of its documents affirms the concept or a narrower one. Only funds of
/// which a document was read count: "k of n funds" says nothing of funds that were not looked at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Coverage {
    /// Always `fundscan/coverage/1`.
    #[schemars(extend("const" = "fundscan/coverage/1"))]
    pub schema: String,
    /// The program and its version.
    pub tool: String,
    /// The taxonomy concepts were found with.
    pub taxonomy: TaxonomyStamp,
    /// The kinds of passages that count.
    #[schemars(with = "Vec<BlockKindShape>")]
    pub kinds: Vec<BlockKind>,
    /// The number of affirming passages from which a fund covers a concept.
    #[schemars(range(min = 1))]
    pub minimum_passages: u64,
    /// What was asked for, where not everything was.
    pub filter: CoverageFilter,
    /// n: the number of funds of which at least one document was read.
    pub funds_total: u64,
    /// Those funds, in the order of the register.
    pub funds: Vec<CoverageFund>,
    /// Funds of the register of which nothing was read, in its order.
    pub funds_not_read: Vec<FundName>,
    /// Documents that were read but whose fund is not known: they count towards no fund.
    pub no_fund: Gathered,
    /// The groups of concepts, in the order of the taxonomy.
    pub groups: Vec<ConceptGroup>,
    /// Every concept of the taxonomy, in its order.
    pub concepts: Vec<ConceptCoverage>,
    /// The concepts that no fund covers, in the order of the taxonomy; empty where no fund was read.
    #[schemars(with = "Vec<String>")]
    pub white_spots: Vec<ConceptId>,
    /// The concepts that no fund or only one covers, and how that is, in the order of the taxonomy.
    pub spots: Vec<WhiteSpot>,
    /// The funds that were looked at for each of them, in the order of the register, and how many words each gave.
    pub looked_at: Vec<LookedAt>,
    /// By what the parts divide it; null where there are none.
    pub by: Option<CoverageBy>,
    /// The coverage of each year, in each sector or of each question, where that was asked for.
    pub parts: Vec<CoveragePart>,
    /// What was decided by hand in the documents that count; left out where nothing was.
    #[serde(default, skip_serializing_if = "DecisionCounts::is_empty")]
    pub by_hand: DecisionCounts,
    /// What a careful reader of the numbers should know.
    #[schemars(with = "Vec<NoticeShape>")]
    pub notices: Vec<Notice>,
}

/// Documents and words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Gathered {
    /// Documents that were read, a content once.
    pub documents: u64,
    /// Words in them, of the kinds of passages that count.
    pub words: u64,
}

/// A fund by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FundName {
    /// The fund's id.
    #[schemars(with = "String")]
    pub fund: FundId,
    /// Its name.
    pub name: String,
}

/// A fund of which at least one document was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CoverageFund {
    /// The fund's id.
    #[schemars(with = "String")]
    pub fund: FundId,
    /// Its name.
    pub name: String,
    /// The sector it serves, where the register says so.
    pub sector: Option<String>,
    /// Its documents that were read, a content once.
    pub documents: u64,
    /// Words in them, of the kinds of passages that count.
    pub words: u64,
    /// What was read for each year or period; the year is null where it could not be told.
    pub years: Vec<YearGathered>,
}

/// What was read of a fund for a year or period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct YearGathered {
    /// The year or years; null where they could not be told.
    pub years: Option<Years>,
    /// Documents that were read, a content once.
    pub documents: u64,
    /// Words in them, of the kinds of passages that count.
    pub words: u64,
}

/// Who covers one concept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConceptCoverage {
    /// The concept.
    #[schemars(with = "String")]
    pub concept: ConceptId,
    /// The id of its group.
    pub group: String,
    /// The concept one step broader, where there is one.
    #[schemars(with = "Option<String>")]
    pub broader: Option<ConceptId>,
    /// Its name in Dutch.
    pub nl: String,
    /// Its name in English.
    pub en: String,
    /// k: the number of funds that cover it.
    pub funds_covered: u64,
    /// n: the number of funds of which at least one document was read.
    pub funds_total: u64,
    /// The funds that cover it, in the order of the register.
    #[schemars(with = "Vec<String>")]
    pub covered_by: Vec<FundId>,
    /// The funds that negate it at least once, in the order of the register, whether they cover it or not.
    #[schemars(with = "Vec<String>")]
    pub negated_by: Vec<FundId>,
    /// Over all documents whose fund is known: the concept and every narrower one.
    pub rolled_up: CellCounts,
    /// The concept itself, over the same documents.
    pub own: Counts,
    /// By fund, in the order of the register; funds in which nothing was found are left out.
    pub funds: Vec<FundCell>,
    /// In documents whose fund is not known; null where nothing was found there.
    pub no_fund: Option<CellCounts>,
}

/// Counts of a concept and every narrower one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CellCounts {
    /// Mentions that affirm it.
    pub mentions: u64,
    /// Mentions that say it is not there.
    pub negated: u64,
    /// Passages with at least one affirming mention.
    pub passages: u64,
    /// Documents with at least one affirming mention.
    pub documents: u64,
    /// Affirming mentions per 10,000 words, rounded to two decimals.
    pub per_10k: f64,
}

/// What one fund's documents say about one concept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FundCell {
    /// The fund.
    #[schemars(with = "String")]
    pub fund: FundId,
    /// Whether the fund covers the concept.
    pub covered: bool,
    /// Over all its documents: the concept and every narrower one.
    pub rolled_up: CellCounts,
    /// The concept itself, over the same documents.
    pub own: Counts,
    /// The same by year or period; years in which nothing was found are left out.
    pub years: Vec<YearCell>,
}

/// What one fund's documents for a year or period say about one concept.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct YearCell {
    /// The year or years; null where they could not be told.
    pub years: Option<Years>,
    /// The concept and every narrower one.
    pub rolled_up: CellCounts,
}

impl Coverage {
    /// The coverage as JSON, a concept a line.
    ///
    /// # Errors
    ///
    /// [`EvidenceError::Write`] when JSON cannot be made of it, which no value at hand does.
    pub fn to_json(&self) -> Result<Vec<u8>, EvidenceError> {
        json::write(self)
    }

    /// Reads what [`Self::to_json`] wrote.
    ///
    /// # Errors
    ///
    /// Says what is wrong with a file that is no JSON, was written by half, has another schema or version, or was
    /// edited so that it no longer fits its schema.
    pub fn from_json(bytes: &[u8]) -> Result<Self, EvidenceError> {
        json::read(bytes)
    }
}

impl Versioned for Coverage {
    const SCHEMA: &'static str = "fundscan/coverage/1";

    fn schema(&self) -> &str {
        &self.schema
    }
}
