use std::collections::BTreeMap;

use fundscan_model::{BlockKind, ByteSpan, FundId, Language, Notice, OcrMode, Page, PageStatus, SourceKind};

use crate::counts::Counter;
use crate::decision::{Bench, judge};
use crate::hierarchy::Hierarchy;
use crate::json::Versioned;
use crate::{
    ConceptCounts, Decision, Decisions, DocumentFund, DocumentInfo, DocumentOcr, Evidence, EvidenceError, Found,
    FundBy, FundWords, KindWords, Kinds, LanguageWords, MentionRecord, OcrSetup, PageRange, Period, ReadStatus, Reason,
    Revisions, Source, StoredPassage, StoredPassages, TaxonomyRecord,
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
    ocr: OcrSetup,
    decisions: Decisions,
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
        Self {
            tool: tool.to_owned(),
            taxonomy,
            hierarchy,
            revisions,
            kinds,
            ocr: OcrSetup::default(),
            decisions: Decisions::default(),
        }
    }

    /// The same for documents on which a person has the last word.
    #[must_use]
    pub fn with_decisions(mut self, decisions: Decisions) -> Self {
        self.decisions = decisions;
        self
    }

    /// The same for documents of which pages are read by OCR as `setup` says.
    #[must_use]
    pub fn with_ocr(mut self, setup: OcrSetup) -> Self {
        self.ocr = setup;
        self
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
            ocr: None,
            words: 0,
            words_by_kind: Vec::new(),
            words_by_language: Vec::new(),
            words_by_fund: Vec::new(),
            kinds: self.kinds.as_slice().to_vec(),
            counts: Vec::new(),
            mentions: Vec::new(),
            rejected: Vec::new(),
            decisions: Vec::new(),
            notices,
        };
        match reading {
            Err(reason) => {
                evidence.reason = Some(reason);
                // Of what was not read the fund, year and kind may be corrected all the same.
                let decisions = self.decided(&evidence);
                self.count(&mut evidence, &[], Vec::new(), &decisions)?;
            }
            Ok(reading) => self.fill(&mut evidence, reading)?,
        }
        Ok(evidence)
    }

    fn fill(&self, evidence: &mut Evidence, reading: Reading<'_>) -> Result<(), EvidenceError> {
        let Reading { kind, pages, passages, found } = reading;
        evidence.source.kind = Some(kind);
        evidence.source.pages = (!pages.is_empty()).then_some(pages.len() as u32);
        evidence.pages = page_ranges(pages);
        evidence.ocr = DocumentOcr::of(&self.ocr, pages, passages);
        evidence.reason = without_text(pages, passages, &self.ocr);
        evidence.status = if evidence.reason.is_some() { ReadStatus::NoText } else { ReadStatus::Read };
        count_words(evidence, passages);
        let decisions = self.decided(evidence);
        self.count(evidence, passages, found, &decisions)
    }

    /// The decisions that may concern a document.
    fn decided(&self, evidence: &Evidence) -> Vec<Decision> {
        self.decisions.about(&evidence.source.path, evidence.document.title.as_deref()).cloned().collect()
    }

    /// The same evidence with what was found anew in the document's passages, by another taxonomy or another tagger;
    /// what is not about mentions stays, and decisions by hand are followed again. Words at a place that was known before keep it exactly; others have the place
    /// of their passage.
    ///
    /// # Errors
    ///
    /// [`EvidenceError::Inconsistent`] when the passages are not those of the document, and as [`Self::build`].
    pub fn rebuild(
        &self,
        evidence: &Evidence,
        passages: &StoredPassages,
        mut found: Vec<Found>,
    ) -> Result<Evidence, EvidenceError> {
        let head = passages.head();
        if head.path != evidence.source.path || Some(&head.sha256) != evidence.source.sha256.as_ref() {
            let message = format!("the passages of {} are not those of {}", head.path, evidence.source.path);
            return Err(EvidenceError::Inconsistent(message));
        }
        let known: BTreeMap<(&str, ByteSpan), &MentionRecord> =
            evidence.mentions.iter().chain(&evidence.rejected).map(|m| ((m.passage.as_str(), m.span), m)).collect();
        for found in found.iter_mut().filter(|f| f.places.is_empty()) {
            let passage = passages.passages().get(found.passage);
            if let Some(before) = passage.and_then(|p| known.get(&(p.id.as_str(), found.mention.span))) {
                found.places.clone_from(&before.places);
                found.ocr = before.ocr.map(|ocr| ocr.confidence);
            }
        }
        let mut anew = Evidence {
            tool: self.tool.clone(),
            revisions: Revisions { tag: self.revisions.tag, ..evidence.revisions },
            taxonomy: self.taxonomy.stamp.clone(),
            kinds: self.kinds.as_slice().to_vec(),
            mentions: Vec::new(),
            rejected: Vec::new(),
            decisions: Vec::new(),
            counts: Vec::new(),
            ..evidence.clone()
        };
        let decisions: Vec<Decision> = evidence.decisions.iter().map(|r| r.decision.clone()).collect();
        self.count(&mut anew, passages.passages(), found, &decisions)?;
        Ok(anew)
    }

    /// Writes down and counts what was found.
    fn count(
        &self,
        evidence: &mut Evidence,
        passages: &[StoredPassage],
        found: Vec<Found>,
        decisions: &[Decision],
    ) -> Result<(), EvidenceError> {
        let mut counted = Vec::with_capacity(found.len());
        for found in found {
            let index = found.passage;
            let passage = passages.get(index).ok_or_else(|| {
                EvidenceError::Inconsistent(format!("a mention stands in passage {index} of {}", passages.len()))
            })?;
            if self.kinds.contains(passage.kind) {
                counted.push(found);
            }
        }
        let bench = Bench { passages, hierarchy: &self.hierarchy, kinds: &self.kinds };
        let (judged, mut records) = judge(&bench, counted, decisions.iter());
        let mut counter = Counter::new(&self.hierarchy);
        let mut number = 0;
        let mut last = None;
        for judged in judged {
            let (index, mention) = (judged.found.passage, &judged.found.mention);
            let concept = self.hierarchy.number(&mention.concept).ok_or_else(|| {
                EvidenceError::Inconsistent(format!("the taxonomy has no concept {}", mention.concept))
            })?;
            // Rejected ones are numbered too: the ids of the others stay what they are.
            number = if last == Some(index) { number + 1 } else { 1 };
            last = Some(index);
            if !judged.rejected {
                counter.count(concept, mention.status, index as u64);
            }
            let record = judged.record(&passages[index], number, &mut records)?;
            let list = if record.1 { &mut evidence.rejected } else { &mut evidence.mentions };
            list.push(record.0);
        }
        evidence.decisions = records;
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
    let mut funds: BTreeMap<(Option<&FundId>, FundBy, BlockKind), (u64, u64)> = BTreeMap::new();
    for passage in passages {
        let words = u64::from(passage.words);
        let entry = kinds.entry(passage.kind).or_default();
        *entry = (entry.0 + 1, entry.1 + words);
        let entry = funds.entry((passage.fund.as_ref(), passage.fund_by, passage.kind)).or_default();
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
    let fund_words = |((fund, fund_by, kind), (passages, words)): ((Option<&FundId>, _, _), _)| FundWords {
        fund: fund.cloned(),
        fund_by,
        kind,
        passages,
        words,
    };
    evidence.words_by_fund = funds.into_iter().map(fund_words).collect();
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
fn without_text(pages: &[Page], passages: &[StoredPassage], ocr: &OcrSetup) -> Option<Reason> {
    if passages.iter().any(|p| !p.kind.is_running() && p.words > 0) {
        return None;
    }
    let any = |status| pages.iter().any(|p| p.status == status);
    if any(PageStatus::ImageOnly) {
        let what_to_do = match (ocr.mode, &ocr.engine) {
            (OcrMode::Never, _) => "scan it with --ocr auto to have them read by tesseract",
            (_, None) => {
                "to have them read, install tesseract with Dutch: apt-get install tesseract-ocr tesseract-ocr-nld"
            }
            (_, Some(_)) => "OCR could not read them, see the notices",
        };
        let message = format!("its pages hold pictures or outlines of letters, but no text; {what_to_do}");
        return Some(Reason::new("image-only", message));
    }
    let message = if any(PageStatus::Ocr) { "OCR found no word on its pages" } else { "there is no word in it" };
    Some(Reason::new("no-words", message))
}

#[cfg(test)]
mod tests;
