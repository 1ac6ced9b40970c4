//! The format of a comparison of two scans.

use fundscan_model::{BlockKind, ConceptId, FundId, Notice, Status};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::json::{self, Versioned};
use crate::shapes::{BlockKindShape, NoticeShape, StatusShape};
use crate::{DecisionCounts, DocumentKind, EvidenceError, ReadStatus, Revisions, TaxonomyStamp, Years};

/// What changed from one scan to another.
///
/// All statistics are descriptive: passages of one report are not independent of each other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Diff {
    /// Always `fundscan/diff/1`.
    #[schemars(extend("const" = "fundscan/diff/1"))]
    pub schema: String,
    /// The program and its version.
    pub tool: String,
    /// The scan before.
    pub old: DiffSide,
    /// The scan after.
    pub new: DiffSide,
    /// Whether both sides were counted alike. Where they were not, no count is compared and `concepts` is empty.
    pub comparable: bool,
    /// Why they were not counted alike.
    pub not_comparable: Vec<NotComparable>,
    /// The taxonomy that both sides were brought to from their stored passages; null where they were compared as they are.
    pub retagged: Option<TaxonomyStamp>,
    /// Whether anything differs: documents, counts or passages.
    pub differs: bool,
    /// Passages that have to be expected on each side, if the rates were the same, for p to be given.
    pub minimum_expected: f64,
    /// The corrected p below which a concept has risen or fallen.
    pub level: f64,
    /// The documents of both, in pairs where they belong together.
    pub documents: Vec<DocumentDiff>,
    /// The funds of which something was read on either side, by id; documents without a fund first.
    pub funds: Vec<FundDiff>,
    /// Every concept, in the order of the taxonomy.
    pub concepts: Vec<ConceptDiff>,
    /// What a careful reader should know.
    #[schemars(with = "Vec<NoticeShape>")]
    pub notices: Vec<Notice>,
}

/// One of the two scans.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DiffSide {
    /// The taxonomy it was scanned with.
    pub taxonomy: TaxonomyStamp,
    /// The revisions of its stages.
    pub revisions: Revisions,
    /// The kinds of passages in which its mentions count.
    #[schemars(with = "Vec<BlockKindShape>")]
    pub kinds: Vec<BlockKind>,
    /// Documents that were read, a content once.
    pub documents: u64,
    /// Words of body text in them.
    pub words: u64,
    /// What was decided by hand about its documents; left out where nothing was.
    #[serde(default, skip_serializing_if = "DecisionCounts::is_empty")]
    pub by_hand: DecisionCounts,
}

/// Something that makes counts of two scans incomparable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NotComparable {
    /// `taxonomy`, `kinds`, or a stage: `extract`, `segment`, `tag`, `attribute`.
    pub what: String,
    /// What the old scan was made with.
    pub old: String,
    /// What the new scan was made with.
    pub new: String,
    /// Whether `--retag` brings both to the same; otherwise one has to be scanned again.
    pub retag_helps: bool,
}

/// What became of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentChange {
    /// The same bytes, whatever the name.
    Unchanged,
    /// Two years or versions of one document.
    Changed,
    /// Only the new scan has it.
    New,
    /// Only the old scan has it.
    Missing,
    /// One of several of a fund and kind, of which it cannot be told which belong together: all of them before are
    /// compared with all of them after.
    Together,
}

/// Why two documents are a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PairedBy {
    /// The same SHA-256.
    Content,
    /// The same path, fund and kind of document.
    Path,
    /// The same fund, kind of document and years, and no other document of either scan has them.
    FundKindYears,
    /// The same fund and kind of document: the only ones left, or in the order of their years.
    FundKind,
    /// The names differ in figures only: where no fund is known, or several documents have the same fund, kind and year.
    Name,
    /// Several documents of one fund and kind, or of one name, and nothing that tells which belong together.
    Together,
    /// Each scan holds one document, and they are of one kind.
    OnlyDocument,
}

/// A document, or two that belong together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentDiff {
    /// What became of it.
    pub change: DocumentChange,
    /// Why the two are a pair; null where there is one only.
    pub paired_by: Option<PairedBy>,
    /// Whose it is: in the new scan, if it is there.
    #[schemars(with = "Option<String>")]
    pub fund: Option<FundId>,
    /// What it is.
    pub kind: DocumentKind,
    /// The document before; null where it is new.
    pub old: Option<DocumentSide>,
    /// The document after; null where it is missing.
    pub new: Option<DocumentSide>,
}

/// A document in one of the scans.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentSide {
    /// Its path, as the collection names it.
    pub path: String,
    /// The year or years it is about; null where they could not be told.
    pub years: Option<Years>,
    /// SHA-256 of its bytes; null where it could not be opened.
    pub sha256: Option<String>,
    /// Whether it was read.
    pub status: ReadStatus,
    /// Words of body text.
    pub words: u64,
}

/// What was read of a fund on both sides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FundDiff {
    /// The fund; null for documents without one.
    #[schemars(with = "Option<String>")]
    pub fund: Option<FundId>,
    /// Its name in the register; null for documents without a fund.
    pub name: Option<String>,
    /// Before.
    pub old: FundSide,
    /// After.
    pub new: FundSide,
}

/// What was read of a fund in one of the scans.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FundSide {
    /// Its documents that were read.
    pub documents: u64,
    /// Words in them, of the kinds of passages that count.
    pub words: u64,
}

/// A concept on both sides.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConceptDiff {
    /// The concept.
    #[schemars(with = "String")]
    pub concept: ConceptId,
    /// The concept one step broader, where there is one.
    #[schemars(with = "Option<String>")]
    pub broader: Option<ConceptId>,
    /// Its name in Dutch.
    pub nl: String,
    /// Its name in English.
    pub en: String,
    /// Whether no concept is narrower. Only these are tested together; a broader one repeats their passages.
    pub leaf: bool,
    /// All documents together.
    pub all: CountDiff,
    /// Each fund of which anything was found on either side; without a fund first.
    pub funds: Vec<FundCountDiff>,
}

/// A concept in the evidence of a fund, on both sides.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FundCountDiff {
    /// The fund; null where none is known.
    #[schemars(with = "Option<String>")]
    pub fund: Option<FundId>,
    /// The counts.
    pub counts: CountDiff,
    /// Passages with the concept itself, affirmed or negated, whose text the old document of the pair has not.
    pub new_passages: u64,
    /// Passages whose text the new document of the pair has not.
    pub gone_passages: u64,
    /// Passages that stand in both in other words: most words around the concept are the same, figures left aside.
    pub reworded: u64,
    /// Passages that one side has and the other has not because of what a person decided about a mention: not among those
    /// new, gone or in other words.
    pub by_hand_passages: u64,
    /// Some of the new passages, in reading order.
    pub new_quotes: Vec<DiffQuote>,
    /// Some of those gone.
    pub gone_quotes: Vec<DiffQuote>,
    /// Some of those in other words.
    pub reworded_quotes: Vec<RewordedQuote>,
}

/// Counts before and after.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CountDiff {
    /// Before; null where nothing of the fund was read.
    pub old: Option<DiffCounts>,
    /// After; likewise.
    pub new: Option<DiffCounts>,
    /// The rate after less the rate before; null where one of them is.
    pub difference: Option<f64>,
    /// How many times the rate has doubled; half a passage stands for none. Null where a rate is, and where nothing was found
    /// on both sides.
    pub log_ratio: Option<f64>,
    /// Log-likelihood of the two numbers of passages over their words.
    pub g2: Option<f64>,
    /// Its p, where enough passages are expected.
    pub p: Option<f64>,
    /// p corrected over the leaf concepts of the fund (or of all together) by Benjamini and Hochberg; null for concepts with
    /// narrower ones.
    pub p_corrected: Option<f64>,
    /// Whether there are too few passages for a p.
    pub too_few: bool,
    /// What became of it, by the rule in the documentation of the marks; null where nothing can be said.
    pub mark: Option<DiffMark>,
    /// Whether the two sides differ, or would have a mark, only because of decisions by hand; it then has no mark. A
    /// mention that was given to another fund is taken for one of its document's fund.
    pub by_hand_only: bool,
}

/// What became of a concept. Where one side was not read there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DiffMark {
    /// No passage affirmed it before, and some do.
    Gained,
    /// Some passages affirmed it before, and none does.
    Lost,
    /// A higher rate, with a corrected p below the level.
    Risen,
    /// A lower rate, with a corrected p below the level.
    Fallen,
}

impl DiffMark {
    /// Whether there is more of it than before.
    pub(super) fn is_more(self) -> bool {
        matches!(self, Self::Gained | Self::Risen)
    }

    /// Every mark, in the order they are listed in.
    pub const ALL: [Self; 4] = [Self::Gained, Self::Lost, Self::Risen, Self::Fallen];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Gained => "gained",
            Self::Lost => "lost",
            Self::Risen => "risen",
            Self::Fallen => "fallen",
        }
    }
}

impl DocumentChange {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Unchanged => "unchanged",
            Self::Changed => "changed",
            Self::New => "new",
            Self::Missing => "missing",
            Self::Together => "together",
        }
    }
}

/// A concept, with its narrower ones, in one of the scans.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DiffCounts {
    /// Passages that affirm it: what is compared.
    pub passages: u64,
    /// Passages that say it is not there.
    pub negated_passages: u64,
    /// Mentions that affirm it.
    pub mentions: u64,
    /// Documents that affirm it; one that speaks of several funds is one of each.
    pub documents: u64,
    /// The words that the rate is taken over.
    pub words: u64,
    /// Passages that affirm it per 10,000 words; null where the fund has no document of its own.
    pub per_10k: Option<f64>,
}

/// A passage that only one side has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DiffQuote {
    /// The document.
    pub document: String,
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
}

/// A passage on both sides in other words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RewordedQuote {
    /// Before.
    pub old: DiffQuote,
    /// After.
    pub new: DiffQuote,
}

impl Diff {
    /// The comparison as JSON, a document and a concept a line.
    ///
    /// # Errors
    ///
    /// [`EvidenceError::Write`] when JSON cannot be made of it, which no value at hand does.
    pub fn to_json(&self) -> Result<Vec<u8>, EvidenceError> {
        json::write(self)
    }
}

impl Versioned for Diff {
    const SCHEMA: &'static str = "fundscan/diff/1";

    fn schema(&self) -> &str {
        &self.schema
    }
}
