//! Whose evidence it is, counts and coverage, and the versioned JSON formats.
//!
//! [`attribute`] finds out whose document it is and which year it is about, [`attribute_passages`] whose each passage
//! is. [`EvidenceBuilder`] turns the passages and mentions of one document into [`Evidence`]; [`CollectionBuilder`]
//! gathers the evidence of a scan into a [`Collection`]; [`CoverageBuilder`] works out which funds cover which
//! concepts ([`Coverage`]); [`InventoryBuilder`] gathers what answers the questions of a quick-scan ([`Inventory`]);
//! [`Decisions`] are a researcher's last word on all of it; [`KwicBuilder`] gathers places with the words around them ([`Kwic`]). [`StoredPassages`] keeps every passage beside the evidence. Each is a plain type that is
//! written as JSON with a `schema` key; [`schema`] gives its JSON Schema, with the documentation of the types as
//! descriptions.
//!
//! The crate reads and writes bytes, not files; it does not find concepts, and it does not render tables.
//!
//! Numbers are counts; rates are rounded to two decimals, so that the same input gives the same bytes.
//!
//! ```
//! use fundscan_evidence::*;
//! use fundscan_model::{BlockKind, ByteSpan, Language, Mention, Passage, SourceKind, Status};
//! use fundscan_taxonomy::FundRegister;
//!
//! let concept = ConceptEntry {
//!     concept: "evc".into(), group: "instruments".into(), broader: None, nl: "EVC".into(), en: "RPL".into(),
//! };
//! let stamp = TaxonomyStamp { id: "t".into(), version: "1".into(), sha256: "aa".into(), meaning: "bb".into() };
//! let taxonomy = TaxonomyRecord { stamp, groups: Vec::new(), concepts: vec![concept] };
//! let revisions = Revisions { extract: 1, segment: 1, tag: 1, attribute: 1 };
//!
//! let text = "Het fonds vergoedt EVC.";
//! let passage = Passage {
//!     number: 1, block: 0, block_span: ByteSpan::new(0, 23), kind: BlockKind::Paragraph, text: text.into(),
//!     span: Some(ByteSpan::new(0, 23)), section: Vec::new(), language: Language::Nl, places: Vec::new(), cell: None,
//!     ocr: None,
//! };
//! let mut passages = [StoredPassage::new("c0ffee", passage, 4)];
//! let oom = "oom".into();
//! attribute_passages(&mut passages, Some(&oom), &FundRegister::builtin());
//! let mention = Mention::new("evc".into(), Status::Affirmed, ByteSpan::new(19, 22), "EVC");
//! let found = vec![Found::in_passage(0, mention)];
//!
//! let builder = EvidenceBuilder::new("fundscan 0.1.0", taxonomy.clone(), revisions, Kinds::default());
//! let evidence = builder.build(DocumentInput {
//!     source: Source::new("oom/2023.txt", 23, "c0ffee"),
//!     document: DocumentInfo { kind: DocumentKind::AnnualReport, how: How::Manifest, title: None },
//!     fund: DocumentFund { id: Some("oom".into()), name: Some("OOM".into()), how: How::Flag, quote: None },
//!     period: Period::new(2023, 2023, How::Flag, None),
//!     reading: Ok(Reading { kind: SourceKind::Text, pages: &[], passages: &passages, found }),
//!     notices: Vec::new(),
//! })?;
//! assert_eq!(evidence.mentions[0].quote, "EVC");
//! assert_eq!(Evidence::from_json(&evidence.to_json()?)?, evidence);
//!
//! let funds = vec![CollectionFund::new("oom".into(), "OOM", None)];
//! let mut collection = CollectionBuilder::new("fundscan 0.1.0", taxonomy, revisions, Kinds::default(), funds);
//! collection.add(&evidence, DocumentFiles::default())?;
//! let collection = collection.finish();
//!
//! let mut coverage = CoverageBuilder::new(&collection, CoverageOptions::default());
//! coverage.add(&evidence)?;
//! let coverage = coverage.finish();
//! assert_eq!(coverage.concepts[0].covered_by, ["oom".into()]);
//! assert!(coverage.white_spots.is_empty());
//! # Ok::<(), EvidenceError>(())
//! ```

mod attribute;
mod build;
mod collect;
mod collection;
mod concord;
mod context;
mod counts;
mod cover;
mod coverage;
mod decision;
mod diff;
mod error;
mod evidence;
mod explain;
mod findings;
mod found;
mod hierarchy;
mod inventory;
mod json;
mod kinds;
mod kwic;
mod listed;
mod matrix;
mod mention;
mod ocr;
mod parts;
mod passages;
mod rate;
mod relations;
mod schema;
mod shapes;
mod suggest;
mod taxonomy;
mod taxonomy_diff;
#[cfg(test)]
mod testing;
mod trend;
mod versions;

/// The revision of attribution: raised whenever the fund, the year or the kind of some document, or the fund of some
/// passage, can differ from those of the revision before, and only then.
pub const REVISION: u32 = 3;

pub use attribute::{Attribution, Clues, Told, attribute, attribute_passages};
pub use build::{DocumentInput, EvidenceBuilder, Reading};
pub use collect::{CollectionBuilder, DocumentFiles};
pub use collection::{Collection, CollectionFund, CountEntry, DocumentEntry, SliceEntry, Totals};
pub use concord::{KwicBuilder, KwicOptions};
pub use counts::{ConceptCounts, Counts};
pub use cover::{CoverageBuilder, CoverageOptions, CoverageQuestion};
pub use coverage::{
    CellCounts, ConceptCoverage, Coverage, CoverageFund, FundCell, FundName, Gathered, YearCell, YearGathered,
};
pub use decision::{Action, Decision, DecisionCounts, DecisionRecord, Decisions, MentionDecision, Outcome, is_called};
pub use diff::{
    ConceptDiff, CountDiff, Diff, DiffBuilder, DiffCounts, DiffMark, DiffOptions, DiffQuote, DiffSide, DocumentChange,
    DocumentDiff, DocumentSide, FundCountDiff, FundDiff, FundSide, NotComparable, PairedBy, RewordedQuote, Wanted,
};
pub use error::EvidenceError;
pub use evidence::{Evidence, FundWords, KindWords, LanguageWords, PageRange, ReadStatus, Reason, Revisions, Source};
pub use explain::{
    DroppedMention, Explained, ExplainedMention, FoundCompound, FoundForm, FoundHow, FoundPart, FoundWay,
};
pub use findings::{
    CheckOptions, CheckedFinding, CheckedFindings, Finding, FindingCounts, FindingFault, Findings, FindingsChecker,
    FindingsFormat, FoundQuote, FundEvidence, NearWhy, Verdict,
};
pub use found::{DocumentFund, DocumentInfo, DocumentKind, FundBy, How, Period, Years};
pub use inventory::{
    Inventory, InventoryBuilder, InventoryFund, InventoryOptions, InventoryPlace, InventoryQuestion, InventoryQuote,
    InventoryRow, QuestionsStamp,
};
pub use json::write as write_json;
pub use kinds::Kinds;
pub use kwic::{Kwic, KwicBy, KwicLine, KwicOrder, KwicQuery};
pub use mention::{Found, MarkRecord, MentionRecord};
pub use ocr::{DocumentOcr, OcrSetup, OcrText};
pub use parts::{
    AnyConcept, CoverageBy, CoverageFilter, CoveragePart, LookedAt, PartCell, PartConcept, SpotKind, WhiteSpot,
};
pub use passages::{PassagesHead, StoredPassage, StoredPassages, passage_id};
pub use rate::per_10k;
pub use relations::{
    QuotedPassage, RankedRelations, RelatedBy, RelatedItem, Relation, RelationDocument, RelationMatrix,
    RelationOptions, RelationOrder, RelationQuote, RelationReader, Relations, RelationsBuilder, Within,
};
pub use schema::{SCHEMA_NAMES, schema};
pub use suggest::{
    Example, Near, Occurring, RankedSuggestions, SuggestDocument, SuggestOptions, Suggestion, SuggestionBuilder,
    SuggestionCounts, Suggestions,
};
pub use taxonomy::{ConceptEntry, ConceptGroup, TaxonomyRecord, TaxonomyStamp};
pub use taxonomy_diff::{
    Change, ChangedQuote, ConceptChange, CountChange, CountChanges, GroupChange, SettingChange, SideCounts,
    TaxonomyDiff, TaxonomyDiffBuilder, TermChange,
};
pub use trend::{Direction, Trend, TrendFund, TrendPoint, TrendScope, TrendSeries, TrendWords};
