//! Why a sentence has the mentions it has: what `fundscan tag --explain` tells.

use fundscan_model::{ByteSpan, ConceptId, Language, Status, Time};
use schemars::JsonSchema;
use serde::Serialize;

use crate::shapes::{ByteSpanShape, LanguageShape, StatusShape, TimeShape};
use crate::{EvidenceError, MarkRecord};

/// One sentence, explained: every mention with what made it, and every place of a term that does not count.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Explained {
    /// Always `fundscan/explain/1`.
    #[schemars(extend("const" = "fundscan/explain/1"))]
    pub schema: String,
    /// The id that was given with the sentence; null for a line of plain text.
    pub id: serde_json::Value,
    /// The sentence.
    pub text: String,
    /// Its mentions, as `fundscan tag` gives them.
    pub mentions: Vec<ExplainedMention>,
    /// What does not count, in the order of the text.
    pub dropped: Vec<DroppedMention>,
}

/// A mention, and what made it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExplainedMention {
    /// The concept.
    #[schemars(with = "String")]
    pub concept: ConceptId,
    /// The words.
    pub quote: String,
    /// Their bytes in the sentence.
    #[schemars(with = "ByteSpanShape")]
    pub span: ByteSpan,
    /// Affirmed or negated.
    #[schemars(with = "StatusShape")]
    pub status: Status,
    /// When it takes place; null where the words do not tell.
    #[schemars(with = "Option<TimeShape>")]
    pub time: Option<Time>,
    /// Whether it is said with reserve.
    pub hedged: bool,
    /// The words that decided status, time and reserve, with their rules; without any, a mention is affirmed.
    pub marks: Vec<MarkRecord>,
    /// How it was found.
    pub found: FoundHow,
}

/// A place where a term stands, but which does not count.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DroppedMention {
    /// The concept of the term.
    #[schemars(with = "String")]
    pub concept: ConceptId,
    /// The words.
    pub quote: String,
    /// Their bytes in the sentence.
    #[schemars(with = "ByteSpanShape")]
    pub span: ByteSpan,
    /// How it was found.
    pub found: FoundHow,
    /// Why it does not count: `excluded`, `context-missing`, `context-excluded`, `name`, `reference`, `same-words`,
    /// `longer-match` or `inside-other-concept`.
    pub reason: String,
    /// The same in words, which go on with a sentence that starts with the quote.
    pub message: String,
    /// The bytes of the words that won over it or ruled it out; null where no such words stand in the sentence, or where
    /// they are not told.
    #[schemars(with = "Option<ByteSpanShape>")]
    pub by: Option<ByteSpan>,
}

/// How a term was found at a place.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FoundHow {
    /// The term, as the taxonomy has it.
    pub term: String,
    /// The line of the taxonomy it stands on, from 1.
    pub line: u64,
    /// The language of the list it stands in.
    #[schemars(with = "LanguageShape")]
    pub language: Language,
    /// How the term finds what it finds.
    pub way: FoundWay,
    /// The form of the term that stands there; of a term with gaps one for each part. Empty for a regular expression.
    pub forms: Vec<FoundForm>,
    /// The words that stand apart, where other words stand between them; empty where they do not.
    pub parts: Vec<FoundPart>,
}

/// How a term finds what it finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FoundWay {
    /// By words in a row.
    Words,
    /// By words with others between them.
    Gaps,
    /// By a regular expression.
    Pattern,
    /// By a word that shares a part with another one: the first of "taal- en rekenvaardigheden".
    SharedPart,
}

/// A form of a term, and how it fits the words.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FoundForm {
    /// The form, with a star where more letters may stand.
    pub form: String,
    /// What made the form of the words in the taxonomy: inflections and spellings; empty where it stands there as it is.
    pub made_by: Vec<String>,
    /// The words that are compounds, of which the form knows a part.
    pub compounds: Vec<FoundCompound>,
}

/// A compound, divided around the part that a form knows.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FoundCompound {
    /// What stands before the part; often empty.
    pub before: String,
    /// The part.
    pub part: String,
    /// What stands after it; often empty.
    pub after: String,
}

/// Words that stand apart from the rest.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FoundPart {
    /// The words.
    pub quote: String,
    /// Their bytes in the sentence.
    #[schemars(with = "ByteSpanShape")]
    pub span: ByteSpan,
}

impl Explained {
    /// What its `schema` says.
    pub const SCHEMA: &'static str = "fundscan/explain/1";

    /// The explanation as one line of JSON, with its line end.
    ///
    /// # Errors
    ///
    /// [`EvidenceError::Write`] when JSON cannot be made of it, which no value at hand does.
    pub fn to_json_line(&self) -> Result<Vec<u8>, EvidenceError> {
        let mut bytes = serde_json::to_vec(self).map_err(EvidenceError::Write)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}
