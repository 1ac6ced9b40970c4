//! Keyword in context: every place of a concept or a pattern, with the words around it.

use fundscan_model::{BlockKind, ByteSpan, ConceptId, FundId, Notice, Status};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::shapes::{BlockKindShape, ByteSpanShape, NoticeShape, StatusShape};
use crate::{EvidenceError, MentionDecision, OcrText, TaxonomyStamp, Years, json};

/// A concordance: the places where a concept was found, or a pattern stands, a line each.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Kwic {
    /// Always `fundscan/kwic/1`.
    #[schemars(extend("const" = "fundscan/kwic/1"))]
    pub schema: String,
    /// The program and its version.
    pub tool: String,
    /// What was asked for.
    pub query: KwicQuery,
    /// The taxonomy that concepts were found with; null for a pattern.
    pub taxonomy: Option<TaxonomyStamp>,
    /// The order of the lines.
    pub order: KwicOrder,
    /// The most characters of context on each side.
    pub context: u64,
    /// The kinds of passages that were looked at.
    #[schemars(with = "Vec<BlockKindShape>")]
    pub kinds: Vec<BlockKind>,
    /// The funds that were asked for; empty for all.
    #[schemars(with = "Vec<String>")]
    pub only_funds: Vec<FundId>,
    /// The years that were asked for; null for all.
    pub only_years: Option<Years>,
    /// The status that was asked for; null for both.
    #[schemars(with = "Option<StatusShape>")]
    pub only_status: Option<Status>,
    /// Documents that were looked at: those that were read and are of the funds and years asked for.
    pub documents_searched: u64,
    /// Lines that there are, also where fewer are given.
    pub lines_total: u64,
    /// Documents with a line.
    pub documents: u64,
    /// Those of them without a known fund.
    pub documents_without_fund: u64,
    /// Funds with a line.
    pub funds: u64,
    /// Mentions that were rejected by hand and are no lines; left out where there are none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub rejected: u64,
    /// The lines.
    pub lines: Vec<KwicLine>,
    /// What concerns the lines as a whole.
    #[schemars(with = "Vec<NoticeShape>")]
    pub notices: Vec<Notice>,
}

/// What a concordance shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KwicQuery {
    /// How to take the text.
    pub by: KwicBy,
    /// What was asked for, as it was written.
    pub text: String,
    /// The concepts whose mentions are shown, the one asked for first; empty for a pattern.
    #[schemars(with = "Vec<String>")]
    pub concepts: Vec<ConceptId>,
}

/// What the text of a query is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum KwicBy {
    /// A concept: its mentions are shown.
    Concept,
    /// A term in the language of the taxonomy: the places where it stands are shown.
    Term,
    /// A regular expression, likewise.
    Regex,
}

/// The order of lines. Capitals, accents and marks do not matter to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum KwicOrder {
    /// By document and place.
    #[default]
    Document,
    /// By the words after the keyword, the nearest first.
    Right,
    /// By the words before the keyword, the nearest first.
    Left,
}

/// One place, with its context.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KwicLine {
    /// The document's path relative to the input it was found under.
    pub document: String,
    /// The fund whose evidence it is; null where none is known.
    #[schemars(with = "Option<String>")]
    pub fund: Option<FundId>,
    /// The year or years the document is about; null where they could not be told.
    pub years: Option<Years>,
    /// The page the quote starts on, from 1; null for formats without pages.
    pub page: Option<u32>,
    /// What the block is that it stands in.
    #[schemars(with = "BlockKindShape")]
    pub kind: BlockKind,
    /// The headings it stands under, outermost first.
    pub section: Vec<String>,
    /// The words before the quote in its paragraph, list item or table cell: whole words, word for word.
    pub before: String,
    /// The words found.
    pub quote: String,
    /// The words after it, likewise.
    pub after: String,
    /// The concept; null for a pattern.
    #[schemars(with = "Option<String>")]
    pub concept: Option<ConceptId>,
    /// Affirmed or negated; null for a pattern.
    #[schemars(with = "Option<StatusShape>")]
    pub status: Option<Status>,
    /// The term of the taxonomy that found it; null for a pattern.
    pub term: Option<String>,
    /// The id of its passage.
    pub passage: String,
    /// The bytes of the quote in the passage's text.
    #[schemars(with = "ByteSpanShape")]
    pub span: ByteSpan,
    /// The bytes of the quote in the document's canonical text; null in running heads and feet.
    #[schemars(with = "Option<ByteSpanShape>")]
    pub text_span: Option<ByteSpan>,
    /// Where the quote was read by OCR; left out where it stands in the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ocr: Option<OcrText>,
    /// What a person decided about the mention; left out where nobody did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<MentionDecision>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_zero(count: &u64) -> bool {
    *count == 0
}

impl Kwic {
    pub(crate) const SCHEMA: &'static str = "fundscan/kwic/1";

    /// The concordance as JSON, a line of it a line.
    ///
    /// # Errors
    ///
    /// [`EvidenceError::Write`] when JSON cannot be made of it, which no value at hand does.
    pub fn to_json(&self) -> Result<Vec<u8>, EvidenceError> {
        json::write(self)
    }
}
