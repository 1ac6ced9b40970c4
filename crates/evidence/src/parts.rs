use fundscan_model::{BlockKind, ConceptId, FundId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::shapes::BlockKindShape;
use crate::{CellCounts, DocumentKind, Years};

/// What was asked for, where not everything was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CoverageFilter {
    /// Only these funds; empty for all.
    #[schemars(with = "Vec<String>")]
    pub funds: Vec<FundId>,
    /// Only documents about at least one of these years; null for all.
    pub years: Option<Years>,
    /// Only documents of these kinds; empty for all.
    pub document_kinds: Vec<DocumentKind>,
}

/// By what a coverage is divided into parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CoverageBy {
    /// The year or years that documents are about.
    Year,
    /// The sector that funds serve.
    Sector,
    /// The questions of a quick-scan.
    Question,
}

impl CoverageBy {
    /// The name used in files and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Sector => "sector",
            Self::Question => "question",
        }
    }
}

impl std::fmt::Display for CoverageBy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}

/// The coverage of a year, in a sector, or of a question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CoveragePart {
    /// The year or period such as `2024–2027`, the sector, or the id of the question; null for documents whose year
    /// could not be told and funds whose sector the register does not name.
    pub key: Option<String>,
    /// The question in Dutch; the same as the key for other parts.
    pub nl: Option<String>,
    /// The question in English; the same as the key for other parts.
    pub en: Option<String>,
    /// The kinds of passages that count.
    #[schemars(with = "Vec<BlockKindShape>")]
    pub kinds: Vec<BlockKind>,
    /// n: the number of funds of which something was read for this part.
    pub funds_total: u64,
    /// The funds that were looked at, in the order of the register; those that gave nothing are there with 0 documents.
    pub looked_at: Vec<LookedAt>,
    /// For a question: who says something of at least one of its concepts. Null for other parts.
    pub any: Option<AnyConcept>,
    /// The concepts, in the order of the taxonomy; for a question those that answer it.
    pub concepts: Vec<PartConcept>,
    /// Those of them that no fund covers.
    #[schemars(with = "Vec<String>")]
    pub white_spots: Vec<ConceptId>,
    /// Those that no fund or only one covers, and how that is.
    pub spots: Vec<WhiteSpot>,
}

/// A fund that was looked at: tells nothing found from nothing read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LookedAt {
    /// The fund's id.
    #[schemars(with = "String")]
    pub fund: FundId,
    /// Its name.
    pub name: String,
    /// Its documents that were read, a content once; 0 where nothing was read of it.
    pub documents: u64,
    /// Words in them, of the kinds of passages that count.
    pub words: u64,
    /// Its documents that gave nothing: without text, or not to be read.
    pub documents_unread: u64,
}

/// Who covers a concept in a part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PartConcept {
    /// The concept.
    #[schemars(with = "String")]
    pub concept: ConceptId,
    /// k: the number of funds that cover it.
    pub funds_covered: u64,
    /// n: the number of funds of which something was read for this part.
    pub funds_total: u64,
    /// The funds that cover it, in the order of the register.
    #[schemars(with = "Vec<String>")]
    pub covered_by: Vec<FundId>,
    /// The funds that negate it at least once, whether they cover it or not.
    #[schemars(with = "Vec<String>")]
    pub negated_by: Vec<FundId>,
    /// Over all of these funds: the concept and every narrower one.
    pub rolled_up: CellCounts,
    /// By fund; funds in which nothing was found are left out.
    pub funds: Vec<PartCell>,
}

/// What one fund says about one concept in a part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PartCell {
    /// The fund.
    #[schemars(with = "String")]
    pub fund: FundId,
    /// Whether it covers the concept.
    pub covered: bool,
    /// The concept and every narrower one.
    pub rolled_up: CellCounts,
}

/// Who says something of at least one of the concepts of a question. A passage that affirms several counts once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnyConcept {
    /// The number of funds that do.
    pub funds_covered: u64,
    /// The funds, in the order of the register.
    #[schemars(with = "Vec<String>")]
    pub covered_by: Vec<FundId>,
    /// The funds that negate one of the concepts at least once.
    #[schemars(with = "Vec<String>")]
    pub negated_by: Vec<FundId>,
    /// By fund; funds in which nothing was found are left out.
    pub funds: Vec<PartCell>,
}

/// Why a concept is a white spot, or nearly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SpotKind {
    /// No fund speaks of it.
    NotFound,
    /// No fund covers it; some say that it is not there.
    OnlyNegated,
    /// Some funds affirm it, none of them in as many passages as were asked for.
    TooFew,
    /// One fund covers it: no white spot, but nearly one.
    OnlyOne,
}

impl SpotKind {
    /// Every kind, in the order they are listed in.
    pub const ALL: [Self; 4] = [Self::NotFound, Self::OnlyNegated, Self::TooFew, Self::OnlyOne];

    /// The name used in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::OnlyNegated => "only-negated",
            Self::TooFew => "too-few",
            Self::OnlyOne => "only-one",
        }
    }
}

/// A concept that no fund or only one covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WhiteSpot {
    /// The concept.
    #[schemars(with = "String")]
    pub concept: ConceptId,
    /// How it is one.
    pub kind: SpotKind,
    /// The funds that negate it, affirm it too seldom, or cover it, as the kind says; empty where none speaks of it.
    #[schemars(with = "Vec<String>")]
    pub funds: Vec<FundId>,
}
