//! The format of suggestions.

use fundscan_model::{BlockKind, ConceptId, FundId, Notice};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::json::{self, Versioned};
use crate::shapes::{BlockKindShape, NoticeShape};
use crate::{EvidenceError, TaxonomyStamp};

/// Words, compounds and phrases of a collection that no term of a taxonomy covers, the most promising first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Suggestions {
    /// Always `fundscan/suggestions/1`.
    #[schemars(extend("const" = "fundscan/suggestions/1"))]
    pub schema: String,
    /// The program and its version.
    pub tool: String,
    /// The taxonomy whose terms were looked for.
    pub taxonomy: TaxonomyStamp,
    /// The kinds of passages that were looked at.
    #[schemars(with = "Vec<BlockKindShape>")]
    pub kinds: Vec<BlockKind>,
    /// The concept that suggestions were asked for; null for all.
    #[schemars(with = "Option<String>")]
    pub concept: Option<ConceptId>,
    /// Documents that were looked at.
    pub documents: u64,
    /// Passages in them; one that stands there word for word more than once counts once.
    pub passages: u64,
    /// Those of them in which a concept was found.
    pub passages_with_concepts: u64,
    /// Words in the passages with concepts that no term covers.
    pub words_with_concepts: u64,
    /// Words in the passages without.
    pub words_elsewhere: u64,
    /// The fewest occurrences of a suggestion.
    pub minimum_count: u64,
    /// The fewest documents it occurs in.
    pub minimum_documents: u64,
    /// The number of suggestions there are; the list may hold fewer.
    pub total: u64,
    /// The suggestions, the most promising first.
    pub suggestions: Vec<Suggestion>,
    /// What was left out.
    #[schemars(with = "Vec<NoticeShape>")]
    pub notices: Vec<Notice>,
}

/// A word or phrase that may be worth a term, with its inflections.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Suggestion {
    /// Its most frequent form.
    pub text: String,
    /// The number of its words.
    pub words: u64,
    /// What it is ranked by: how sure it is that it has to do with the taxonomy at all, with the concept it is nearest
    /// to, and what it shares with its terms.
    pub score: f64,
    /// How often it occurs outside of what a term covers.
    pub count: u64,
    /// How often in passages in which a concept was found.
    pub with_concepts: u64,
    /// The documents it occurs in.
    pub documents: u64,
    /// The funds whose passages it occurs in.
    #[schemars(with = "Vec<String>")]
    pub funds: Vec<FundId>,
    /// Keyness: the log-likelihood ratio G² of its frequency in passages with concepts against its frequency in the
    /// others; negative where it is rarer there.
    pub g2: f64,
    /// The effect size that goes with it: the binary logarithm of the ratio of the two relative frequencies.
    pub log_ratio: f64,
    /// The concepts it belongs near, nearest first.
    pub near: Vec<Near>,
    /// The forms it occurs in, the most frequent first.
    pub forms: Vec<Occurring>,
    /// Compounds and longer or shorter phrases with the same words, which have no line of their own.
    pub related: Vec<Occurring>,
    /// Sentences it occurs in, from different documents.
    pub examples: Vec<Example>,
}

/// A form and how often it occurs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Occurring {
    /// The form, in small letters.
    pub text: String,
    /// How often it occurs outside of what a term covers.
    pub count: u64,
}

/// How near a suggestion is to a concept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Near {
    /// The concept.
    #[schemars(with = "String")]
    pub concept: ConceptId,
    /// Its name in Dutch.
    pub nl: String,
    /// Its name in English.
    pub en: String,
    /// Passages with both.
    pub passages: u64,
    /// How many times more often they stand in one passage than by chance, as a power of two (pointwise mutual
    /// information); null where they never do.
    pub pmi: Option<f64>,
    /// logDice of the passages of both: at most 14, one less is half as close; null where there are none.
    pub log_dice: Option<f64>,
    /// The log-likelihood ratio G² of both standing in one passage; negative where they avoid each other.
    pub g2: f64,
    /// The word, stem or part of a compound that it shares with a term of the concept; null where it shares none.
    pub shares: Option<String>,
}

/// A passage in which a suggestion occurs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The document, as the collection names it.
    pub document: String,
    /// The fund the passage is about; null where none is known.
    #[schemars(with = "Option<String>")]
    pub fund: Option<FundId>,
    /// The page, from 1; null for formats without pages.
    pub page: Option<u32>,
    /// The id of the passage.
    pub passage: String,
    /// The passage, word for word.
    pub text: String,
}

impl Suggestions {
    /// The suggestions as JSON, one a line.
    ///
    /// # Errors
    ///
    /// [`EvidenceError::Write`] when JSON cannot be made of it, which no value at hand does.
    pub fn to_json(&self) -> Result<Vec<u8>, EvidenceError> {
        json::write(self)
    }
}

impl Versioned for Suggestions {
    const SCHEMA: &'static str = "fundscan/suggestions/1";

    fn schema(&self) -> &str {
        &self.schema
    }
}
