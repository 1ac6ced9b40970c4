//! One document through all stages.

use std::any::Any;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

use fundscan_evidence::{
    Action, Attribution, Clues, Decisions, DocumentInput, Evidence, EvidenceBuilder, EvidenceError, Found, How, Kinds,
    OcrSetup, Period, Reading, Reason, Revisions, Source, StoredPassage, StoredPassages, TaxonomyRecord, Told,
    attribute, attribute_passages,
};
use fundscan_extract::{ExtractError, ExtractOptions, Extracted, Limits, extract};
use fundscan_model::{BlockKind, Document, Mention, Notice, Passage};
use fundscan_segment::{count_words, segment};
use fundscan_tag::{Leads, Part, Tagger};
use fundscan_taxonomy::{FundRegister, Taxonomy};
use sha2::{Digest, Sha256};

use crate::failure::Failure;
use crate::{PipelineError, Planned, ScanOptions};

/// Everything that reading a document needs and that all documents share.
pub(crate) struct Stages {
    tagger: Tagger,
    register: FundRegister,
    evidence: EvidenceBuilder,
    decisions: Decisions,
    options: ScanOptions,
}

/// What came of a document.
pub(crate) struct Done {
    pub(crate) evidence: Evidence,
    pub(crate) evidence_json: Vec<u8>,
    /// None where nothing was read.
    pub(crate) passages_json: Option<Vec<u8>>,
}

/// What was read of a document.
pub(crate) struct Read {
    pub(crate) evidence: Evidence,
    /// None where nothing was read.
    pub(crate) passages: Option<StoredPassages>,
}

impl Read {
    fn into_done(self) -> Result<Done, EvidenceError> {
        let passages_json = self.passages.map(|passages| passages.to_json_lines()).transpose()?;
        Ok(Done { evidence_json: self.evidence.to_json()?, evidence: self.evidence, passages_json })
    }
}

/// The revisions of the stages of this program.
pub(crate) const REVISIONS: Revisions = Revisions {
    extract: fundscan_extract::REVISION,
    segment: fundscan_segment::REVISION,
    tag: fundscan_tag::REVISION,
    attribute: fundscan_evidence::REVISION,
};

/// What evidence records of how pages are read by OCR.
pub(crate) fn ocr_setup(options: &ScanOptions) -> OcrSetup {
    let ocr = &options.pdf.ocr;
    OcrSetup { mode: ocr.mode, engine: ocr.recognizer.as_ref().map(|r| r.engine().clone()) }
}

impl Stages {
    pub(crate) fn new(
        taxonomy: &Taxonomy,
        register: FundRegister,
        decisions: Decisions,
        options: ScanOptions,
    ) -> Result<Self, PipelineError> {
        let tagger = Tagger::new(taxonomy)?;
        let evidence =
            EvidenceBuilder::new(&options.tool, TaxonomyRecord::from(taxonomy), REVISIONS, options.kinds.clone())
                .with_ocr(ocr_setup(&options))
                .with_decisions(decisions.clone());
        Ok(Self { tagger, register, evidence, decisions, options })
    }

    pub(crate) fn taxonomy(&self) -> &TaxonomyRecord {
        self.evidence.taxonomy()
    }

    /// Reads a document and finds what it says. Whatever goes wrong is in the evidence, also where it is the program
    /// that fails.
    ///
    /// # Errors
    ///
    /// Only where even the evidence of a failure cannot be made.
    pub(crate) fn run(&self, planned: &Planned) -> Result<Done, PipelineError> {
        self.keep(planned, Read::into_done)
    }

    /// The same, kept as `keep` says.
    pub(crate) fn keep<T>(
        &self,
        planned: &Planned,
        keep: impl Fn(Read) -> Result<T, EvidenceError>,
    ) -> Result<T, PipelineError> {
        let failed = |source, failure: &Failure| Ok(keep(self.failed(planned, source, failure)?)?);
        let bytes = match load(planned) {
            Ok(bytes) => bytes,
            Err(failure) => return failed(Source::unopened(&planned.id), &failure),
        };
        let source = Source::new(&planned.id, bytes.len() as u64, &crate::hex(&Sha256::digest(&bytes)));
        let kept = guarded(|| Ok(keep(self.read(planned, source.clone(), bytes)?)?));
        kept.or_else(|failure| failed(source, &failure))
    }

    fn read(&self, planned: &Planned, source: Source, bytes: Vec<u8>) -> Result<Read, Unread> {
        let options = ExtractOptions { pdf: self.options.pdf.clone(), ..ExtractOptions::named(&planned.id) };
        let extracted = extract(&bytes, &options);
        // The largest thing at hand, and not needed any more.
        drop(bytes);
        let Extracted { document, mut notices } = extracted.map_err(|e| Unread::Document(Failure::of(&e)))?;
        let sha256 = source.sha256.clone().unwrap_or_default();
        let (mut passages, found) = self.find(&document, &sha256);
        let clues =
            Clues { path: &planned.id, source: Some(document.kind()), title: document.title(), passages: &passages };
        let attribution = attribute(&clues, &self.told(planned, clues.title), &self.register);
        let rows = attribute_passages(&mut passages, attribution.fund.id.as_ref(), &self.register);
        notices.extend(rows);
        let reading = Reading { kind: document.kind(), pages: document.pages(), passages: &passages, found };
        let evidence = self.build(source, attribution, Ok(reading), notices)?;
        Ok(Read { evidence, passages: Some(StoredPassages::new(&planned.id, &sha256, REVISIONS, passages)) })
    }

    /// The passages of a document, and the mentions in those that count.
    fn find(&self, document: &Document, sha256: &str) -> (Vec<StoredPassage>, Vec<Found>) {
        let passages = segment(document);
        let found = find(&self.tagger, &self.options.kinds, &passages, |index, mention| {
            Found::in_document(document, &passages[index], index, mention)
        });
        let stored = passages.into_iter().map(|passage| {
            let words = count_words(&passage.text);
            StoredPassage::new(sha256, passage, words)
        });
        (stored.collect(), found)
    }

    fn failed(&self, planned: &Planned, source: Source, failure: &Failure) -> Result<Read, PipelineError> {
        let clues = Clues { path: &planned.id, ..Clues::default() };
        let reason = Reason::new(failure.code(), failure.reason());
        let attribution = attribute(&clues, &self.told(planned, clues.title), &self.register);
        let evidence = self.build(source, attribution, Err(reason), Vec::new())?;
        Ok(Read { evidence, passages: None })
    }

    fn build(
        &self,
        source: Source,
        attribution: Attribution,
        reading: Result<Reading<'_>, Reason>,
        mut notices: Vec<Notice>,
    ) -> Result<Evidence, EvidenceError> {
        let Attribution { document, fund, period, notices: unsure } = attribution;
        notices.extend(unsure);
        self.evidence.build(DocumentInput { source, document, fund, period, reading, notices })
    }

    /// What a person said: decided by hand, else for all documents on the command line, else in the manifest.
    fn told(&self, planned: &Planned, title: Option<&str>) -> Told {
        let said = &planned.description;
        let fund = self.options.fund.clone().map(|f| (f, How::Flag)).or(said.fund.clone().map(|f| (f, How::Manifest)));
        let years = self.options.years.map(|y| (y, How::Flag)).or(said.years.map(|y| (y, How::Manifest)));
        let period = years.map(|(years, how)| Period::new(years.from, years.to, how, None));
        let kind = said.kind.map(|kind| (kind, How::Manifest));
        let mut told = Told { fund, period, kind, title: said.title.clone() };
        let title = said.title.as_deref().or(title);
        // The first that says something counts; backwards, it is the last to say it.
        let decided = self.decisions.about(&planned.id, title).filter(|d| d.action == Action::Document);
        for decision in decided.collect::<Vec<_>>().into_iter().rev() {
            if let Some(fund) = &decision.to_fund {
                told.fund = Some((fund.clone(), How::Decision));
            }
            if let Some(years) = decision.to_years {
                told.period = Some(Period::new(years.from, years.to, How::Decision, None));
            }
            if let Some(kind) = decision.to_kind {
                told.kind = Some((kind, How::Decision));
            }
        }
        told
    }
}

/// A passage, just made or stored by an earlier scan.
pub(crate) trait Searched {
    fn kind(&self) -> BlockKind;
    fn text(&self) -> &str;
    fn section(&self) -> &[String];
    /// The number of the block it is part of.
    fn block(&self) -> usize;
}

impl Searched for Passage {
    fn kind(&self) -> BlockKind {
        self.kind
    }

    fn text(&self) -> &str {
        &self.text
    }

    fn section(&self) -> &[String] {
        &self.section
    }

    fn block(&self) -> usize {
        self.block
    }
}

impl Searched for StoredPassage {
    fn kind(&self) -> BlockKind {
        self.kind
    }

    fn text(&self) -> &str {
        &self.text
    }

    fn section(&self) -> &[String] {
        &self.section
    }

    fn block(&self) -> usize {
        self.block as usize
    }
}

/// The mentions in those passages of a document that count; `found` is given the index of the passage with each.
pub(crate) fn find<P: Searched>(
    tagger: &Tagger,
    kinds: &Kinds,
    passages: &[P],
    found: impl Fn(usize, Mention) -> Found,
) -> Vec<Found> {
    let mut all = Vec::new();
    let mut leads = Leads::default();
    let mut block = None;
    for (index, passage) in passages.iter().enumerate() {
        let starts = block.replace(passage.block()) != Some(passage.block());
        let part = match passage.kind() {
            BlockKind::Paragraph => Part::Text,
            BlockKind::ListItem if starts => Part::Item,
            BlockKind::ListItem | BlockKind::Footnote | BlockKind::Header | BlockKind::Footer => Part::Between,
            BlockKind::Heading | BlockKind::TableCell | BlockKind::Contents => Part::Apart,
        };
        let lead = leads.next(passage.text(), part, || tagger.goes_on(passage.text()));
        if kinds.contains(passage.kind()) && tagger.counts_under(passage.section()) {
            all.extend(tagger.tag_after(lead, passage.text()).into_iter().map(|mention| found(index, mention)));
        }
    }
    all
}

/// The bytes of a document, unless there are more than any document may have.
fn load(planned: &Planned) -> Result<Vec<u8>, Failure> {
    let size = planned.size.clone()?;
    let limit = Limits::default().file_bytes;
    match usize::try_from(size) {
        Ok(size) if size <= limit => fs::read(&planned.path).map_err(|e| Failure::from_io(&e)),
        size => Err(Failure::of(&ExtractError::TooLarge { bytes: size.unwrap_or(usize::MAX), limit })),
    }
}

/// Why there is no evidence but that of a failure.
enum Unread {
    /// The document cannot be read.
    Document(Failure),
    /// What the stages made of it does not hold together.
    Program(EvidenceError),
}

impl From<EvidenceError> for Unread {
    fn from(error: EvidenceError) -> Self {
        Self::Program(error)
    }
}

/// What came of a document; where the program itself fails on it, that is the document's failure and nobody else's.
fn guarded<T>(read: impl FnOnce() -> Result<T, Unread>) -> Result<T, Failure> {
    // What a panic leaves behind is dropped with the document; what documents share is only read.
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(Ok(kept)) => Ok(kept),
        Ok(Err(Unread::Document(failure))) => Err(failure),
        Ok(Err(Unread::Program(error))) => Err(internal(&error.to_string())),
        Err(panic) => Err(internal(said(panic.as_ref()))),
    }
}

fn internal(reason: &str) -> Failure {
    Failure::new("internal-error", format!("fundscan itself failed on this document: {reason}"))
}

/// The words of a panic.
fn said(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no reason given")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_that_panics_is_a_failure_of_its_document() {
        let position = 7;
        let failure = guarded::<()>(|| panic!("no glyph {position}")).err().unwrap();
        assert_eq!(failure.code(), "internal-error");
        assert!(failure.reason().ends_with("no glyph 7"), "{failure}");
        let failure = guarded::<()>(|| Err(EvidenceError::Inconsistent("x".to_owned()).into())).err().unwrap();
        assert_eq!(failure.code(), "internal-error");
    }
}
