//! The format of relations.

use fundscan_model::{BlockKind, ConceptId, FundId, Notice};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::json::{self, Versioned};
use crate::shapes::{BlockKindShape, NoticeShape};
use crate::{EvidenceError, TaxonomyStamp, Years};

/// Which concepts, or groups of concepts, occur together in a collection.
///
/// A unit (a passage, a section, a document) holds a concept where it mentions it or a narrower one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Relations {
    /// Always `fundscan/relations/1`.
    #[schemars(extend("const" = "fundscan/relations/1"))]
    pub schema: String,
    /// The program and its version.
    pub tool: String,
    /// The taxonomy concepts were found with.
    pub taxonomy: TaxonomyStamp,
    /// The kinds of passages that count.
    #[schemars(with = "Vec<BlockKindShape>")]
    pub kinds: Vec<BlockKind>,
    /// What two concepts have to stand in to occur together.
    pub within: Within,
    /// Whether pairs are of concepts or of groups of concepts.
    pub by: RelatedBy,
    /// The concept whose company was asked for; null for all pairs.
    #[schemars(with = "Option<String>")]
    pub concept: Option<ConceptId>,
    /// Whether mentions that say that something is not there count, too.
    pub negated: bool,
    /// Whether a concept and a broader one are a pair, too.
    pub family: bool,
    /// A pair has measures where it stands together, or by chance would, at least this many times.
    pub minimum: u64,
    /// What the expected numbers are taken from, in words.
    pub null_model: String,
    /// Documents that were looked at, a content once.
    pub documents: u64,
    /// All units in them, those in which nothing was found among them.
    pub units: u64,
    /// Units in which something was found.
    pub units_with_any: u64,
    /// The concepts or groups that were found, in the order of the taxonomy.
    pub items: Vec<RelatedItem>,
    /// Pairs that stand together at least once or would be expected to `minimum` times; the list may hold fewer.
    pub pairs_total: u64,
    /// The pairs.
    pub pairs: Vec<Relation>,
    /// The same as a table of all with all; null where the company of one concept was asked for.
    pub matrix: Option<RelationMatrix>,
    /// What was left out.
    #[schemars(with = "Vec<NoticeShape>")]
    pub notices: Vec<Notice>,
}

/// What two concepts have to stand in to occur together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Within {
    /// One passage: a sentence, a list item, a table cell.
    #[default]
    Passage,
    /// What stands under one heading, up to the next.
    Section,
    /// One document.
    Document,
}

impl Within {
    /// One and many of them, in words.
    #[must_use]
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Passage => ("passage", "passages"),
            Self::Section => ("section", "sections"),
            Self::Document => ("document", "documents"),
        }
    }
}

/// What pairs are made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RelatedBy {
    /// Concepts.
    #[default]
    Concept,
    /// Groups of concepts.
    Group,
}

/// A concept or a group that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RelatedItem {
    /// Its id.
    pub id: String,
    /// Its name in Dutch.
    pub nl: String,
    /// Its name in English.
    pub en: String,
    /// Units that hold it or a narrower concept.
    pub units: u64,
}

/// Two concepts or groups, and how they go together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Relation {
    /// The one that comes first in the taxonomy, or the concept whose company was asked for.
    pub first: String,
    /// The other.
    pub second: String,
    /// Units that hold the first.
    pub first_units: u64,
    /// Units that hold the second.
    pub second_units: u64,
    /// Units that hold both.
    pub count: u64,
    /// Those of them in which both are expressed only by the same or overlapping words: there it is the taxonomy that
    /// brings them together, or a list such as "social and digital skills".
    pub same_words: u64,
    /// Units that would hold both by chance, rounded to two decimals.
    pub expected: f64,
    /// The log-likelihood ratio G² (Dunning), below zero where they stand together less often than by chance; null below
    /// the minimum.
    pub g2: Option<f64>,
    /// Pointwise mutual information in bits: how many times more often than by chance, as a power of two; null below the
    /// minimum and for two that never stand together.
    pub pmi: Option<f64>,
    /// The same as a share of the most it could be, from −1 to 1 (Bouma); null below the minimum.
    pub normalised_pmi: Option<f64>,
    /// The correlation φ, from −1 to 1; null below the minimum.
    pub phi: Option<f64>,
    /// Places where both stand, as many as were asked for; one document after another.
    pub quotes: Vec<RelationQuote>,
}

/// A place where two concepts stand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RelationQuote {
    /// The document.
    pub document: String,
    /// The fund whose evidence it is; null where none is known.
    #[schemars(with = "Option<String>")]
    pub fund: Option<FundId>,
    /// The year or years the document is about; null where they could not be told.
    pub years: Option<Years>,
    /// The headings it stands under, outermost first.
    pub section: Vec<String>,
    /// Whether both are expressed by the same or overlapping words here.
    pub same_words: bool,
    /// One passage where both stand in it, else the two that are nearest to each other.
    pub passages: Vec<QuotedPassage>,
}

/// A passage word for word; a very long one is cut around what it is shown for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuotedPassage {
    /// Its id.
    pub passage: String,
    /// The page it starts on, from 1; null for formats without pages.
    pub page: Option<u32>,
    /// Its text.
    pub text: String,
}

/// All with all. Row and column n are of the n-th of `of`; each table is symmetric.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RelationMatrix {
    /// The ids of the concepts or groups, in the order of the taxonomy.
    pub of: Vec<String>,
    /// Units that hold both; on the diagonal those that hold the one. Null for a concept and a broader one.
    pub counts: Vec<Vec<Option<u64>>>,
    /// G² with its sign; null on the diagonal, below the minimum, and for a concept and a broader one.
    pub g2: Vec<Vec<Option<f64>>>,
    /// φ, likewise.
    pub phi: Vec<Vec<Option<f64>>>,
}

impl Relations {
    /// The relations as JSON, a pair a line.
    ///
    /// # Errors
    ///
    /// [`EvidenceError::Write`] when JSON cannot be made of it, which no value at hand does.
    pub fn to_json(&self) -> Result<Vec<u8>, EvidenceError> {
        json::write(self)
    }
}

impl Versioned for Relations {
    const SCHEMA: &'static str = "fundscan/relations/1";

    fn schema(&self) -> &str {
        &self.schema
    }
}
