use fundscan_model::{BlockKind, ConceptId, FundId, Notice};
use fundscan_taxonomy::{Fund, FundRegister};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::json::{self, Versioned};
use crate::shapes::{BlockKindShape, NoticeShape};
use crate::{
    Counts, DecisionCounts, DocumentFund, DocumentInfo, EvidenceError, OcrSetup, Period, ReadStatus, Reason, Revisions,
    TaxonomyRecord, Years,
};

/// All documents of one scan and their counts: the content of `collection.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Collection {
    /// Always `fundscan/collection/2`.
    #[schemars(extend("const" = "fundscan/collection/2"))]
    pub schema: String,
    /// The program and its version.
    pub tool: String,
    /// The revisions of the stages that read the documents.
    pub revisions: Revisions,
    /// The taxonomy concepts were found with.
    pub taxonomy: TaxonomyRecord,
    /// The kinds of passages in which mentions count.
    #[schemars(with = "Vec<BlockKindShape>")]
    pub kinds: Vec<BlockKind>,
    /// How pages were read by OCR; left out where they were not to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ocr: Option<OcrSetup>,
    /// The funds of the register in use, in its order, and what was read of each.
    pub funds: Vec<CollectionFund>,
    /// Everything together.
    pub totals: Totals,
    /// The documents, sorted by path.
    pub documents: Vec<DocumentEntry>,
    /// Documents and words by fund and years, sorted; documents without a fund first.
    pub slices: Vec<SliceEntry>,
    /// Counts by concept (in the order of the taxonomy), fund and years; where nothing was found there is no entry.
    pub counts: Vec<CountEntry>,
    /// What concerns the collection as a whole.
    #[schemars(with = "Vec<NoticeShape>")]
    pub notices: Vec<Notice>,
}

/// A fund of the register in use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CollectionFund {
    /// The fund's id.
    #[schemars(with = "String")]
    pub fund: FundId,
    /// Its name.
    pub name: String,
    /// The sector it serves, where the register says so.
    pub sector: Option<String>,
    /// Documents that were read, a content once: its own, and others that speak of it in a row, column or section, or
    /// hold evidence of it.
    pub documents: u64,
    /// Words of body text that are about it.
    pub words: u64,
}

impl CollectionFund {
    /// A fund of which nothing has been read yet.
    #[must_use]
    pub fn new(fund: FundId, name: &str, sector: Option<&str>) -> Self {
        Self { fund, name: name.to_owned(), sector: sector.map(str::to_owned), documents: 0, words: 0 }
    }

    /// The funds of a register, in its order.
    #[must_use]
    pub fn of_register(register: &FundRegister) -> Vec<Self> {
        let sector = |f: &Fund| Some(f.sector().to_owned()).filter(|s| !s.is_empty());
        let fund = |f: &Fund| Self::new(f.id().clone(), f.name(), sector(f).as_deref());
        register.funds().iter().map(fund).collect()
    }
}

/// Sums over a collection. A content that stands under several names counts once, in all but `documents`,
/// `no_text`, `failed` and `duplicates`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Totals {
    /// Documents that were looked at.
    pub documents: u64,
    /// Those that were read.
    pub read: u64,
    /// Those without text.
    pub no_text: u64,
    /// Those that could not be read.
    pub failed: u64,
    /// Those whose content stands under another name too and is counted there.
    pub duplicates: u64,
    /// Pages of the documents that have pages.
    pub pages: u64,
    /// Those of them that were read by OCR.
    #[serde(default)]
    pub pages_ocr: u64,
    /// Those without text that nobody has read: they wait for OCR.
    #[serde(default)]
    pub pages_waiting: u64,
    /// Words of body text.
    pub words: u64,
    /// Mentions that affirm a concept.
    pub affirmed: u64,
    /// Mentions that negate one.
    pub negated: u64,
    /// What was decided by hand; left out where nothing was.
    #[serde(default, skip_serializing_if = "DecisionCounts::is_empty")]
    pub by_hand: DecisionCounts,
}

/// A document of a collection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentEntry {
    /// Its path relative to the input it was found under, slash-separated.
    pub path: String,
    /// SHA-256 of its bytes, in hexadecimal; null where it could not be opened.
    pub sha256: Option<String>,
    /// Whether it was read.
    pub status: ReadStatus,
    /// Why it was not, or why there is no text.
    pub reason: Option<Reason>,
    /// What it is, and what it is called.
    pub document: DocumentInfo,
    /// Whose it is.
    pub fund: DocumentFund,
    /// The year or years it is about.
    pub period: Period,
    /// The number of its pages; null for formats without pages.
    pub pages: Option<u32>,
    /// Those of them that were read by OCR.
    #[serde(default)]
    pub pages_ocr: u32,
    /// Those without text that nobody has read: they wait for OCR.
    #[serde(default)]
    pub pages_waiting: u32,
    /// Words of body text.
    pub words: u64,
    /// Mentions that affirm a concept.
    pub affirmed: u64,
    /// Mentions that negate one.
    pub negated: u64,
    /// The path of the document with the same content that counts instead of this one.
    pub duplicate_of: Option<String>,
    /// The name of its evidence file, relative to the collection; null where none was written.
    pub evidence: Option<String>,
    /// The name of the file with its passages, likewise.
    pub passages: Option<String>,
    /// The number of notices in its evidence.
    pub notices: u64,
    /// What was decided by hand; left out where nothing was.
    #[serde(default, skip_serializing_if = "DecisionCounts::is_empty")]
    pub by_hand: DecisionCounts,
}

/// What was read of a fund, or of no fund, for a year or period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SliceEntry {
    /// The fund; null for what belongs to none.
    #[schemars(with = "Option<String>")]
    pub fund: Option<FundId>,
    /// The year or years; null where they could not be told.
    pub years: Option<Years>,
    /// Documents that were read, a content once. A document that speaks of several funds is one of each.
    pub documents: u64,
    /// Words of body text in them that are about the fund.
    pub words: u64,
}

/// How often a concept was found in the documents of a fund for a year or period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CountEntry {
    /// The concept.
    #[schemars(with = "String")]
    pub concept: ConceptId,
    /// The fund the mentions belong to; null where none is known.
    #[schemars(with = "Option<String>")]
    pub fund: Option<FundId>,
    /// The year or years; null where they could not be told.
    pub years: Option<Years>,
    /// Of the concept itself.
    pub own: Counts,
    /// Of the concept and every narrower one.
    pub rolled_up: Counts,
    /// Documents that affirm the concept or a narrower one.
    pub documents: u64,
    /// Words of body text the rates are taken over.
    pub words: u64,
}

impl Collection {
    /// The collection as JSON, a document and a count a line.
    ///
    /// # Errors
    ///
    /// [`EvidenceError::Write`] when JSON cannot be made of it, which no value at hand does.
    pub fn to_json(&self) -> Result<Vec<u8>, EvidenceError> {
        json::write(self)
    }

    /// Reads a `collection.json`.
    ///
    /// # Errors
    ///
    /// Says what is wrong with a file that is no JSON, was written by half, has another schema or version, or was
    /// edited so that it no longer fits its schema or contradicts itself.
    pub fn from_json(bytes: &[u8]) -> Result<Self, EvidenceError> {
        let collection: Self = json::read(bytes)?;
        if let Some(pair) = collection.documents.windows(2).find(|pair| pair[0].path >= pair[1].path) {
            let message = format!("document {} stands twice or out of order", pair[1].path);
            return Err(EvidenceError::Inconsistent(message));
        }
        for document in &collection.documents {
            let other = document.duplicate_of.as_ref();
            if other.is_some_and(|o| o == &document.path || collection.document(o).is_none()) {
                let message = format!("document {} duplicates one that is not listed", document.path);
                return Err(EvidenceError::Inconsistent(message));
            }
        }
        Ok(collection)
    }

    /// The document with this path.
    #[must_use]
    pub fn document(&self, path: &str) -> Option<&DocumentEntry> {
        let index = self.documents.binary_search_by(|d| d.path.as_str().cmp(path)).ok()?;
        Some(&self.documents[index])
    }
}

impl Versioned for Collection {
    const SCHEMA: &'static str = "fundscan/collection/2";

    fn schema(&self) -> &str {
        &self.schema
    }
}
