use fundscan_model::ConceptId;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};

use crate::coding::CodedBy;
use crate::stats::{Bootstrap, Interval, SplitMix64};

/// How well a coding agrees with a reference: what `fundscan evaluate --format json` prints.
///
/// A code is a concept and its status; each passage has each code once. Figures are rounded to four decimals; what cannot be
/// given is null.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Evaluation {
    /// Always `fundscan/evaluation/1`.
    #[schemars(extend("const" = "fundscan/evaluation/1"))]
    pub schema: String,
    /// The program and its version.
    pub tool: String,
    /// The taxonomy whose concepts the codes are.
    pub taxonomy: TaxonomyUsed,
    /// The coding that is taken for right when precision and recall are counted.
    pub reference: CodingUsed,
    /// The coding that is judged by it.
    pub compared: CodingUsed,
    /// The passages that both have coded: every figure is about them.
    pub passages: u64,
    /// Ids of passages that are missing from the other coding's file, sorted.
    pub only_in_reference: Vec<String>,
    /// Ids of passages that are missing from the reference's file, sorted.
    pub only_in_compared: Vec<String>,
    /// The confidence of all intervals.
    pub confidence: f64,
    /// How the intervals of F1 were found.
    pub bootstrap: BootstrapUsed,
    /// All concepts together.
    pub total: Total,
    /// Estimates for the collection that the sample was drawn from; null where the sheet does not say what passages stand for.
    pub weighted: Option<Weighted>,
    /// Every concept, in the order of the taxonomy.
    pub concepts: Vec<ConceptEvaluation>,
    /// What a careful reader should know, in words.
    pub notes: Vec<String>,
}

impl Evaluation {
    /// The name and version of the format.
    pub const SCHEMA: &'static str = "fundscan/evaluation/1";

    /// The JSON Schema (2020-12) of the format. No key but those described is allowed.
    #[must_use]
    pub fn json_schema() -> Schema {
        let mut schema = SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<Self>();
        schema.insert("title".to_owned(), Self::SCHEMA.into());
        schema
    }
}

/// A taxonomy, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TaxonomyUsed {
    /// Its id.
    pub id: String,
    /// The version its author gave it.
    pub version: String,
    /// SHA-256 of the file's bytes, in hexadecimal.
    pub sha256: String,
}

/// One of the two codings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CodingUsed {
    /// The name of its file.
    pub name: String,
    /// Who coded.
    pub by: CodedBy,
    /// The passages it has coded.
    pub passages: u64,
    /// The passages of its file that nobody has coded yet.
    pub not_coded: u64,
}

/// How passages were drawn for the intervals of F1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BootstrapUsed {
    /// The generator of random numbers.
    pub generator: String,
    /// The seed it began with.
    pub seed: u64,
    /// How often passages were drawn.
    pub resamples: u64,
}

impl Default for BootstrapUsed {
    fn default() -> Self {
        Self { generator: SplitMix64::NAME.to_owned(), seed: Bootstrap::SEED, resamples: Bootstrap::RESAMPLES as u64 }
    }
}

/// All concepts together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Total {
    /// Every code counts the same (micro): what is frequent decides.
    pub all: Score,
    /// Affirming codes alone.
    pub affirmed: Score,
    /// Negating codes alone.
    pub negated: Score,
    /// Every concept counts the same (macro): the mean over concepts.
    #[serde(rename = "macro")]
    pub macro_average: Macro,
    /// Krippendorff's alpha over the sets of codes of the passages, with MASI distance.
    pub alpha_masi: Measure,
}

/// Precision, recall and F1.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Score {
    /// Codes that both have.
    pub found: u64,
    /// Codes that only the reference has.
    pub missed: u64,
    /// Codes that only the other has.
    pub extra: u64,
    /// Of the codes of the other, the share that the reference has too; null where the other has none.
    pub precision: Option<f64>,
    /// Its interval (Wilson).
    pub precision_95: Option<Interval>,
    /// Of the codes of the reference, the share that the other has too; null where the reference has none.
    pub recall: Option<f64>,
    /// Its interval (Wilson).
    pub recall_95: Option<Interval>,
    /// The harmonic mean of the two; null where neither has a code.
    pub f1: Option<f64>,
    /// Its interval (bootstrap over passages); null also where F1 is 0 or 1, which every draw repeats, and where more than
    /// half of the draws hold no such code.
    pub f1_95: Option<Interval>,
}

/// Means over concepts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Macro {
    /// The mean of the precisions of concepts that have one.
    pub precision: Option<f64>,
    /// The mean of the recalls of concepts that have one.
    pub recall: Option<f64>,
    /// The mean of the F1 of concepts that have one.
    pub f1: Option<f64>,
    /// The concepts with an F1: those that occur in either coding.
    pub concepts: u64,
}

/// A measure of agreement, or why it has no value.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// 1 is full agreement, 0 what chance would give; null where it is not defined.
    pub value: Option<f64>,
    /// Why it is not defined, in words; null where it is.
    pub undefined: Option<String>,
}

/// Estimates for the whole collection: each passage counts as many as it stands for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Weighted {
    /// The passages that the compared ones stand for.
    pub passages: u64,
    /// The strata they were drawn from.
    pub strata: u64,
    /// Precision over all codes.
    pub precision: Option<f64>,
    /// Its interval (bootstrap within strata).
    pub precision_95: Option<Interval>,
    /// Recall over all codes.
    pub recall: Option<f64>,
    /// Its interval (bootstrap within strata).
    pub recall_95: Option<Interval>,
    /// F1 over all codes.
    pub f1: Option<f64>,
    /// Its interval (bootstrap within strata).
    pub f1_95: Option<Interval>,
}

/// A concept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConceptEvaluation {
    /// Its id.
    #[schemars(with = "String")]
    pub concept: ConceptId,
    /// Its Dutch name.
    pub nl: String,
    /// Its English name.
    pub en: String,
    /// Both statuses together: a wrong status is one code missed and one extra, while the passages below count as agreeing.
    pub all: Agreement,
    /// The code that affirms it.
    pub affirmed: Agreement,
    /// The code that negates it.
    pub negated: Agreement,
    /// Krippendorff's alpha, nominal, over what is said of the concept in a passage: nothing, affirmed, negated, or both.
    pub alpha: Measure,
}

/// How far two codings agree about a concept or one of its codes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Agreement {
    /// Precision, recall and F1.
    pub score: Score,
    /// Passages in which both codings have it, the reference alone, the other alone, and neither. Passages in which it is
    /// open to doubt are left out.
    pub present: Present,
    /// Cohen's kappa over these passages: present or not.
    pub kappa: Measure,
}

/// Passages by which codings have a concept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Present {
    /// Both.
    pub both: u64,
    /// The reference alone.
    pub reference: u64,
    /// The other alone.
    pub compared: u64,
    /// Neither.
    pub neither: u64,
}
