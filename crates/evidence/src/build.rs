use std::collections::BTreeMap;

use fundscan_model::{BlockKind, Language, Notice, Page, PageStatus, SourceKind};

use crate::counts::Counter;
use crate::hierarchy::Hierarchy;
use crate::json::Versioned;
use crate::{
    ConceptCounts, DocumentFund, DocumentInfo, Evidence, EvidenceError, Found, KindWords, Kinds, LanguageWords,
    MentionRecord, PageRange, Period, ReadStatus, Reason, Revisions, Source, StoredPassage, TaxonomyRecord,
};

/// Makes the evidence of documents that are scanned together: with one taxonomy, by the same stages.
///
/// One builder serves all threads.
#[derive(Debug)]
pub struct EvidenceBuilder {
    tool: String,
    taxonomy: TaxonomyRecord,
    hierarchy: Hierarchy,
    revisions: Revisions,
    kinds: Kinds,
}

/// One document, as far as it could be read.
#[derive(Debug)]
pub struct DocumentInput<'a> {
    /// The file. Kind and pages are filled in from `reading`.
    pub source: Source,
    /// What the document is, and what it is called.
    pub document: DocumentInfo,
    /// Whose document it is.
    pub fund: DocumentFund,
    /// The year or years it is about.
    pub period: Period,
    /// What was read, or why nothing was.
    pub reading: Result<Reading<'a>, Reason>,
    /// What the stages before had to say, in their order.
    pub notices: Vec<Notice>,
}

/// What was read of a document.
#[derive(Debug)]
pub struct Reading<'a> {
    /// What kind of file it is.
    pub kind: SourceKind,
    /// Its pages; empty for formats without pages.
    pub pages: &'a [Page],
    /// All its passages, in reading order, running heads among them.
    pub passages: &'a [StoredPassage],
    /// What the tagger found in them, in any order. Mentions in kinds of passages that do not count are left out.
    pub found: Vec<Found>,
}

impl EvidenceBuilder {
    /// A builder for documents read by `tool` (name and version), counting mentions in passages of these `kinds`.
    #[must_use]
    pub fn new(tool: &str, taxonomy: TaxonomyRecord, revisions: Revisions, kinds: Kinds) -> Self {
        let hierarchy = Hierarchy::new(&taxonomy.concepts);
        Self { tool: tool.to_owned(), taxonomy, hierarchy, revisions, kinds }
    }

    /// The taxonomy the evidence is counted by.
    #[must_use]
    pub fn taxonomy(&self) -> &TaxonomyRecord {
        &self.taxonomy
    }

    /// The evidence of one document.
    ///
    /// # Errors
    ///
    /// [`EvidenceError::Inconsistent`] when a mention's concept is not in the taxonomy or its bytes are not in its
    /// passage: when what is handed over does not belong together.
    pub fn build(&self, input: DocumentInput<'_>) -> Result<Evidence, EvidenceError> {
        let DocumentInput { source, document, fund, period, reading, notices } = input;
        let mut evidence = Evidence {
            schema: Evidence::SCHEMA.to_owned(),
            tool: self.tool.clone(),
            revisions: self.revisions,
            taxonomy: self.taxonomy.stamp.clone(),
            source,
            status: ReadStatus::Failed,
            reason: None,
            document,
            fund,
            period,
            pages: Vec::new(),
            words: 0,
            words_by_kind: Vec::new(),
            words_by_language: Vec::new(),
            kinds: self.kinds.as_slice().to_vec(),
            counts: Vec::new(),
            mentions: Vec::new(),
            notices,
        };
        match reading {
            Err(reason) => evidence.reason = Some(reason),
            Ok(reading) => self.fill(&mut evidence, reading)?,
        }
        Ok(evidence)
    }

    fn fill(&self, evidence: &mut Evidence, reading: Reading<'_>) -> Result<(), EvidenceError> {
        let Reading { kind, pages, passages, mut found } = reading;
        evidence.source.kind = Some(kind);
        evidence.source.pages = (!pages.is_empty()).then_some(pages.len() as u32);
        evidence.pages = page_ranges(pages);
        evidence.reason = without_text(pages, passages);
        evidence.status = if evidence.reason.is_some() { ReadStatus::NoText } else { ReadStatus::Read };
        count_words(evidence, passages);

        found.sort_by(|a, b| {
            let key = |f: &Found| (f.passage, f.mention.span, f.mention.status);
            key(a).cmp(&key(b)).then_with(|| a.mention.concept.cmp(&b.mention.concept))
        });
        let mut counter = Counter::new(&self.hierarchy);
        let mut number = 0;
        let mut last = None;
        for found in found {
            let index = found.passage;
            let passage = passages.get(index).ok_or_else(|| {
                EvidenceError::Inconsistent(format!("a mention stands in passage {index} of {}", passages.len()))
            })?;
            if !self.kinds.contains(passage.kind) {
                continue;
            }
            let concept = self.hierarchy.number(&found.mention.concept).ok_or_else(|| {
                EvidenceError::Inconsistent(format!("the taxonomy has no concept {}", found.mention.concept))
            })?;
            number = if last == Some(index) { number + 1 } else { 1 };
            last = Some(index);
            counter.count(concept, found.mention.status, index as u64);
            evidence.mentions.push(MentionRecord::new(passage, found, number, evidence.fund.id.as_ref())?);
        }
        evidence.counts = counter
            .found()
            .map(|(n, own, rolled_up)| ConceptCounts {
                concept: self.taxonomy.concepts[n].concept.clone(),
                own: own.over(evidence.words),
                rolled_up: rolled_up.over(evidence.words),
            })
            .collect();
        Ok(())
    }
}

fn count_words(evidence: &mut Evidence, passages: &[StoredPassage]) {
    let mut kinds: BTreeMap<BlockKind, (u64, u64)> = BTreeMap::new();
    let mut languages: BTreeMap<Language, u64> = BTreeMap::new();
    for passage in passages {
        let words = u64::from(passage.words);
        let entry = kinds.entry(passage.kind).or_default();
        *entry = (entry.0 + 1, entry.1 + words);
        if passage.kind.is_body() {
            evidence.words += words;
            *languages.entry(passage.language).or_default() += words;
        }
    }
    evidence.words_by_kind =
        kinds.into_iter().map(|(kind, (passages, words))| KindWords { kind, passages, words }).collect();
    evidence.words_by_language =
        languages.into_iter().map(|(language, words)| LanguageWords { language, words }).collect();
}

fn page_ranges(pages: &[Page]) -> Vec<PageRange> {
    let mut ranges: Vec<PageRange> = Vec::new();
    for page in pages {
        match ranges.last_mut() {
            Some(last) if last.status == page.status && last.to + 1 == page.number => last.to = page.number,
            _ => ranges.push(PageRange { from: page.number, to: page.number, status: page.status }),
        }
    }
    ranges
}

/// Why a document that could be read has no text, where it has none.
///
/// Running heads alone are no text: a scan often carries a stamped page number.
fn without_text(pages: &[Page], passages: &[StoredPassage]) -> Option<Reason> {
    if passages.iter().any(|p| !p.kind.is_running() && p.words > 0) {
        return None;
    }
    if pages.iter().any(|p| p.status == PageStatus::ImageOnly) {
        let message = "its pages hold pictures or outlines of letters, but no text; a text layer can be added by OCR";
        return Some(Reason::new("image-only", message));
    }
    Some(Reason::new("no-words", "there is no word in it"))
}
