//! The format of checked findings.

use fundscan_model::{BlockKind, ConceptId, FundId, Notice, Status};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::json::{self, Versioned};
use crate::shapes::{BlockKindShape, NoticeShape, StatusShape};
use crate::{CoverageFund, EvidenceError, FundName, TaxonomyStamp};

/// Published findings, and what a collection says of each.
///
/// A fund covers a concept as in a coverage: where it affirms the concept or a narrower one in enough passages. Only funds of
/// which something was read can cover anything.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckedFindings {
    /// Always `fundscan/check-findings/1`.
    #[schemars(extend("const" = "fundscan/check-findings/1"))]
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
    /// n: the number of funds of which something was read.
    pub funds_total: u64,
    /// Those funds, in the order of the register.
    pub funds: Vec<CoverageFund>,
    /// Funds of the register of which nothing was read, in its order.
    pub funds_not_read: Vec<FundName>,
    /// How many findings came out how.
    pub counts: FindingCounts,
    /// The findings, in the order of their file.
    pub findings: Vec<CheckedFinding>,
    /// What a careful reader of the numbers should know.
    #[schemars(with = "Vec<NoticeShape>")]
    pub notices: Vec<Notice>,
}

/// How many findings came out how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FindingCounts {
    /// As published.
    pub same: u64,
    /// More funds than published.
    pub more: u64,
    /// Fewer funds than published.
    pub fewer: u64,
    /// As many funds as published, but others.
    pub other_funds: u64,
    /// Not checked: the concept or a fund is not known.
    pub unchecked: u64,
}

/// What the evidence says of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// As many funds as published and, where they are named, those.
    Same,
    /// More funds.
    More,
    /// Fewer funds.
    Fewer,
    /// As many, but not those that are named.
    OtherFunds,
    /// The concept or a fund is not known.
    Unchecked,
}

impl Verdict {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::More => "more",
            Self::Fewer => "fewer",
            Self::OtherFunds => "other-funds",
            Self::Unchecked => "unchecked",
        }
    }
}

/// A finding and its check.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckedFinding {
    /// The line of the file it stands on, from 1.
    pub line: u64,
    /// The concept as the file has it.
    pub given: String,
    /// The concept; null where none is known by that.
    #[schemars(with = "Option<String>")]
    pub concept: Option<ConceptId>,
    /// Its name in Dutch; null likewise.
    pub nl: Option<String>,
    /// Its name in English; null likewise.
    pub en: Option<String>,
    /// The finding in words, as published; null where the file does not say.
    pub says: Option<String>,
    /// Where it was published; null likewise.
    pub section: Option<String>,
    /// What the file says about the tables it rests on; null likewise.
    pub tables: Option<String>,
    /// A remark of the file; null likewise.
    pub note: Option<String>,
    /// The number of funds, as published.
    pub funds_claimed: u64,
    /// The funds as published; null where they are not named. Fewer than `funds_claimed` where only some are.
    #[schemars(with = "Option<Vec<String>>")]
    pub which: Option<Vec<FundId>>,
    /// What the evidence says.
    pub verdict: Verdict,
    /// Why it was not checked; null where it was.
    pub reason: Option<String>,
    /// k: the number of funds that cover the concept.
    pub funds_covered: u64,
    /// n: the number of funds of which something was read.
    pub funds_total: u64,
    /// The funds that cover it, in the order of the register.
    #[schemars(with = "Vec<String>")]
    pub covered_by: Vec<FundId>,
    /// Funds that cover it and are not among those published; empty where these are not all named.
    #[schemars(with = "Vec<String>")]
    pub more: Vec<FundId>,
    /// Funds that were published and do not cover it.
    #[schemars(with = "Vec<String>")]
    pub fewer: Vec<FundId>,
    /// The evidence for each fund of which something was read or that was published.
    pub evidence: Vec<FundEvidence>,
    /// The same where no fund is known; null where nothing was found there.
    pub no_fund: Option<FundEvidence>,
}

/// What one fund says of a concept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FundEvidence {
    /// The fund; null for what belongs to no known fund.
    #[schemars(with = "Option<String>")]
    pub fund: Option<FundId>,
    /// Its name; empty likewise.
    pub name: String,
    /// Whether it covers the concept.
    pub covered: bool,
    /// Whether it was published to; null where the funds are not, or not all, named.
    pub claimed: Option<bool>,
    /// Its documents that were read, a content once.
    pub documents: u64,
    /// Words in them, of the kinds of passages that count.
    pub words: u64,
    /// Mentions that affirm the concept or a narrower one.
    pub mentions: u64,
    /// Passages with at least one of them.
    pub passages: u64,
    /// Mentions that say it is not there.
    pub negated: u64,
    /// The best passages that affirm it, the best first.
    pub quotes: Vec<FoundQuote>,
    /// Passages that say it is not there.
    pub negated_quotes: Vec<FoundQuote>,
    /// What comes near, for a fund that does not cover it: see `near` of each.
    pub near: Vec<FoundQuote>,
}

/// A passage in which a concept was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FoundQuote {
    /// The concept that was found: the one of the finding, a narrower one, or one that is near to it.
    #[schemars(with = "String")]
    pub concept: ConceptId,
    /// Whether the passage says that it is there or that it is not.
    #[schemars(with = "StatusShape")]
    pub status: Status,
    /// Whether it is said with reserve.
    pub hedged: bool,
    /// Why it is near to the concept; null where it is the concept.
    pub near: Option<NearWhy>,
    /// The words that express it.
    pub quote: String,
    /// The passage word for word; a very long one is cut around the quote.
    pub text: String,
    /// The document.
    pub document: String,
    /// The page the quote starts on, from 1; null for formats without pages.
    pub page: Option<u32>,
    /// What the block is that it stands in.
    #[schemars(with = "BlockKindShape")]
    pub kind: BlockKind,
    /// The headings it stands under, outermost first.
    pub section: Vec<String>,
    /// The id of the passage.
    pub passage: String,
}

/// Why a passage is near to a concept without covering it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NearWhy {
    /// It affirms the concept, in a kind of passage that does not count.
    OtherKind,
    /// It affirms a broader concept.
    Broader,
    /// It affirms a concept beside it, below the same broader one.
    Beside,
}

impl NearWhy {
    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::OtherKind => "in another kind of passage",
            Self::Broader => "a broader concept",
            Self::Beside => "a concept beside it",
        }
    }
}

impl CheckedFindings {
    /// The checked findings as JSON, a finding a line.
    ///
    /// # Errors
    ///
    /// [`EvidenceError::Write`] when JSON cannot be made of it, which no value at hand does.
    pub fn to_json(&self) -> Result<Vec<u8>, EvidenceError> {
        json::write(self)
    }
}

impl Versioned for CheckedFindings {
    const SCHEMA: &'static str = "fundscan/check-findings/1";

    fn schema(&self) -> &str {
        &self.schema
    }
}
