//! The inventory of a quick-scan: for each question what each fund says, in quotes.

mod alike;
mod build;
mod cell;
mod heads;
#[cfg(test)]
mod tests;

use fundscan_model::{BlockKind, ConceptId, FundId, Notice, Status};
use fundscan_taxonomy::Questions;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::json::{self, Versioned};
use crate::shapes::{BlockKindShape, NoticeShape, StatusShape};
use crate::{ConceptGroup, DecisionCounts, EvidenceError, FundBy, MentionDecision, TaxonomyStamp, Years};

pub use build::{InventoryBuilder, InventoryOptions};

/// For each question a row per fund, with the passages that answer it.
///
/// A passage answers a question where it affirms one of the question's concepts or a narrower one, and is of a kind the
/// question asks for. A cell of a table under a head that asks the question answers it too, and so does an item of a list
/// under such a heading, unless it denies something; the head itself asks and does not answer. The same text of a fund
/// stands once, with all its places; so do texts that are nearly the same and name the same numbers. Answers come best
/// first: those under a head that asks the question, then cells of a table in the fund's own row or column, then other
/// cells and items of lists, then sentences; among these the ones with more of the question's concepts, then those
/// neither too short nor too long to read, then the latest year, then the order of the documents. A passage that only
/// negates concepts is no answer and stands apart; one that affirms some and negates others stands once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Inventory {
    /// Always `fundscan/inventory/1`.
    #[schemars(extend("const" = "fundscan/inventory/1"))]
    pub schema: String,
    /// The program and its version.
    pub tool: String,
    /// The taxonomy concepts were found with.
    pub taxonomy: TaxonomyStamp,
    /// The questions that were asked.
    pub asked: QuestionsStamp,
    /// The most quotes that are given for a fund, of those that answer and of those that negate; null for all.
    pub max: Option<u64>,
    /// The years that were asked for; null for all.
    pub only_years: Option<Years>,
    /// The kinds of passages that were asked for; null for those of each question.
    #[schemars(with = "Option<Vec<BlockKindShape>>")]
    pub only_kinds: Option<Vec<BlockKind>>,
    /// n: the funds something was read of, in the documents that were asked for.
    pub funds_total: u64,
    /// The funds of the register and others that were met, and how much was read of each.
    pub funds: Vec<InventoryFund>,
    /// The groups of questions, in the order of their file.
    pub groups: Vec<ConceptGroup>,
    /// The questions, in the order of their file.
    pub questions: Vec<InventoryQuestion>,
    /// What was decided by hand in the documents that were asked for; left out where nothing was.
    #[serde(default, skip_serializing_if = "DecisionCounts::is_empty")]
    pub by_hand: DecisionCounts,
    /// What a careful reader should know.
    #[schemars(with = "Vec<NoticeShape>")]
    pub notices: Vec<Notice>,
}

/// Which questions were asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuestionsStamp {
    /// The id of their file.
    pub id: String,
    /// The version its author gave it.
    pub version: String,
    /// SHA-256 of the file's bytes, in hexadecimal.
    pub sha256: String,
}

impl QuestionsStamp {
    /// Which questions these are.
    #[must_use]
    pub fn of(questions: &Questions) -> Self {
        Self {
            id: questions.id().to_owned(),
            version: questions.version().to_owned(),
            sha256: questions.sha256().to_owned(),
        }
    }
}

/// What was read of a fund: tells nothing found from nothing read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InventoryFund {
    /// The fund's id.
    #[schemars(with = "String")]
    pub fund: FundId,
    /// Its name.
    pub name: String,
    /// Documents that speak of it, its own among them, a content once.
    pub documents: u64,
    /// Words of body text about it in them.
    pub words: u64,
}

/// A question with the answers of every fund.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InventoryQuestion {
    /// The question's id.
    pub question: String,
    /// The id of its group.
    pub group: String,
    /// What it asks, in Dutch.
    pub nl: String,
    /// What it asks, in English.
    pub en: String,
    /// The section of the report it comes from; empty where the file does not say.
    pub source: String,
    /// The concepts that answer it, each with every narrower one.
    #[schemars(with = "Vec<String>")]
    pub concepts: Vec<ConceptId>,
    /// Concepts that answer it by themselves, without their narrower ones.
    #[schemars(with = "Vec<String>")]
    pub alone: Vec<ConceptId>,
    /// Words of the heads that ask it: what stands under them answers.
    pub heads: Vec<String>,
    /// The kinds of passages that can answer it.
    #[schemars(with = "Vec<BlockKindShape>")]
    pub kinds: Vec<BlockKind>,
    /// k: the funds with an answer.
    pub funds_answered: u64,
    /// A row for each fund, in the order of the funds; one for evidence of no known fund at the end, where there is any.
    pub rows: Vec<InventoryRow>,
}

/// What one fund says to one question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InventoryRow {
    /// The fund; null for evidence of no known fund.
    #[schemars(with = "Option<String>")]
    pub fund: Option<FundId>,
    /// Its name; null likewise.
    pub name: Option<String>,
    /// Answers there are, also where fewer are given.
    pub answers_total: u64,
    /// The answers, best first.
    pub answers: Vec<InventoryQuote>,
    /// Passages that only negate concepts, also where fewer are given.
    pub negated_total: u64,
    /// They, best first. They are no answers.
    pub negated: Vec<InventoryQuote>,
}

/// A passage that answers a question, or negates what would.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InventoryQuote {
    /// The passage, word for word. Of one that is longer than 600 characters the words around the first mention, with
    /// an ellipsis where something is left out.
    pub text: String,
    /// The concepts of the question that it speaks of, in the order of the taxonomy; then those of its other places.
    /// None where it answers by what stands above it.
    #[schemars(with = "Vec<String>")]
    pub concepts: Vec<ConceptId>,
    /// Of an answer: concepts of the question that the passage negates, in the order of the taxonomy, also one that it
    /// affirms in other words.
    #[schemars(with = "Vec<String>")]
    pub denies: Vec<ConceptId>,
    /// Affirmed for an answer; negated otherwise.
    #[schemars(with = "StatusShape")]
    pub status: Status,
    /// The fund whose evidence it is; null where none is known.
    #[schemars(with = "Option<String>")]
    pub fund: Option<FundId>,
    /// The rule that says so.
    pub fund_by: FundBy,
    /// What the block is that it stands in.
    #[schemars(with = "BlockKindShape")]
    pub kind: BlockKind,
    /// The headings it stands under, outermost first.
    pub section: Vec<String>,
    /// The head of the column or row, or the heading, that asks the question; null where it stands under none.
    pub head: Option<String>,
    /// What a person decided about a mention that makes it an answer; left out where nobody did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<MentionDecision>,
    /// Where it stands.
    pub place: InventoryPlace,
    /// Other places of the same fund where the same stands, or nearly so: at most 20.
    pub also: Vec<InventoryPlace>,
    /// How many other places there are.
    pub also_total: u64,
}

/// A passage of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InventoryPlace {
    /// The document's path relative to the input it was found under.
    pub document: String,
    /// The year or years the document is about; null where they could not be told.
    pub years: Option<Years>,
    /// The page the first mention starts on, from 1; null for formats without pages.
    pub page: Option<u32>,
    /// The id of the passage.
    pub passage: String,
    /// The ids of the mentions in it that make it an answer; none where what stands above it does.
    pub mentions: Vec<String>,
}

impl Inventory {
    /// The inventory as JSON, a question a line.
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

impl Versioned for Inventory {
    const SCHEMA: &'static str = "fundscan/inventory/1";

    fn schema(&self) -> &str {
        &self.schema
    }
}
