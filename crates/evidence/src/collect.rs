use std::collections::{BTreeMap, HashMap};

use fundscan_model::{FundId, Notice, OcrMode};

use crate::decision::Decided;
use crate::hierarchy::Hierarchy;
use crate::json::Versioned;
use crate::listed::belongs;
use crate::matrix::{Matrix, Tally};
use crate::versions::several_versions;
use crate::{
    Collection, CollectionFund, CountEntry, Decisions, DocumentEntry, Evidence, EvidenceError, Kinds, OcrSetup,
    ReadStatus, Revisions, SliceEntry, TaxonomyRecord, Totals, Years,
};

/// Gathers the evidence of a scan, one document at a time and in any order, into a [`Collection`].
///
/// Keeps the counts of each document, not its mentions.
#[derive(Debug)]
pub struct CollectionBuilder {
    tool: String,
    revisions: Revisions,
    taxonomy: TaxonomyRecord,
    hierarchy: Hierarchy,
    kinds: Kinds,
    funds: Vec<CollectionFund>,
    documents: BTreeMap<String, (DocumentEntry, Option<Tally>)>,
    notices: Vec<Notice>,
    ocr: OcrSetup,
    decisions: Decisions,
    decided: Decided,
}

/// Where the files of a document stand, relative to the collection and slash-separated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentFiles {
    /// Its evidence file.
    pub evidence: Option<String>,
    /// The file with its passages.
    pub passages: Option<String>,
}

impl CollectionBuilder {
    /// A collection of documents read by `tool` (name and version), tagged with `taxonomy`, of the `funds` of a
    /// register, in its order.
    #[must_use]
    pub fn new(
        tool: &str,
        taxonomy: TaxonomyRecord,
        revisions: Revisions,
        kinds: Kinds,
        funds: Vec<CollectionFund>,
    ) -> Self {
        let hierarchy = Hierarchy::new(&taxonomy.concepts);
        Self {
            tool: tool.to_owned(),
            revisions,
            taxonomy,
            hierarchy,
            kinds,
            funds,
            documents: BTreeMap::new(),
            notices: Vec::new(),
            ocr: OcrSetup::default(),
            decisions: Decisions::default(),
            decided: Decided::default(),
        }
    }

    /// The same for documents on which a person has the last word: a decision that does nothing, or more than it may be
    /// meant to, is told.
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

    /// Adds a document.
    ///
    /// # Errors
    ///
    /// Refuses evidence that was found with a taxonomy of another meaning or by other revisions of the stages, and a
    /// second document with the same path.
    pub fn add(&mut self, evidence: &Evidence, files: DocumentFiles) -> Result<(), EvidenceError> {
        belongs(evidence, &self.taxonomy, self.revisions)?;
        let path = &evidence.source.path;
        if self.documents.contains_key(path) {
            return Err(EvidenceError::TwiceTheSameDocument { path: path.clone() });
        }
        let tally = match evidence.status {
            ReadStatus::Read => Some(Tally::new(evidence, &self.hierarchy, None)?),
            ReadStatus::NoText | ReadStatus::Failed => None,
        };
        self.decided.add(evidence);
        self.documents.insert(path.clone(), (DocumentEntry::new(evidence, files), tally));
        Ok(())
    }

    /// Adds a notice that concerns the collection as a whole.
    pub fn notice(&mut self, notice: Notice) {
        self.notices.push(notice);
    }

    /// The collection: the same for the same documents, whatever order they came in.
    #[must_use]
    pub fn finish(mut self) -> Collection {
        self.mark_duplicates();
        self.notices.extend(several_versions(self.documents.values().map(|(entry, _)| entry)));
        self.notices.extend(self.decided.notices(&self.decisions));
        let mut matrix = Matrix::default();
        let mut totals = Totals::default();
        for (entry, tally) in self.documents.values() {
            total(&mut totals, entry);
            if let Some(tally) = tally.as_ref().filter(|_| entry.duplicate_of.is_none()) {
                matrix.add(tally);
            }
        }
        let slices: Vec<SliceEntry> = matrix
            .slices
            .iter()
            .map(|((fund, years), s)| SliceEntry {
                fund: fund.clone(),
                years: *years,
                documents: s.documents,
                words: s.words,
            })
            .collect();
        Collection {
            schema: Collection::SCHEMA.to_owned(),
            tool: self.tool,
            revisions: self.revisions,
            kinds: self.kinds.as_slice().to_vec(),
            ocr: Some(self.ocr).filter(|ocr| ocr.mode != OcrMode::Never),
            funds: funds_read(self.funds, &slices, &self.documents),
            totals,
            counts: counts(&matrix, &self.taxonomy),
            taxonomy: self.taxonomy,
            documents: self.documents.into_values().map(|(entry, _)| entry).collect(),
            slices,
            notices: self.notices,
        }
    }

    /// The same content under several names counts once: under the name of which most is known, then the first.
    fn mark_duplicates(&mut self) {
        let mut by_content: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (path, (entry, _)) in &self.documents {
            if let Some(sha256) = &entry.sha256 {
                by_content.entry(sha256.clone()).or_default().push(path.clone());
            }
        }
        let mut copies: HashMap<String, String> = HashMap::new();
        for paths in by_content.into_values().filter(|paths| paths.len() > 1) {
            let known = |path: &String| {
                let entry = &self.documents[path].0;
                let told = |known: bool, how: crate::How| (known, known && how.is_told());
                (told(entry.fund.id.is_some(), entry.fund.how), told(entry.period.from.is_some(), entry.period.how))
            };
            // The last of equals is the maximum, and the paths are sorted: turned round, the first one is.
            let Some(first) = paths.iter().rev().max_by_key(|path| known(path)).cloned() else { continue };
            copies.extend(paths.into_iter().filter(|p| *p != first).map(|path| (path, first.clone())));
        }
        for (path, (entry, _)) in &mut self.documents {
            if let Some(first) = copies.remove(path) {
                let message = format!("{path} has the same content as {first} and is counted once, as {first}");
                self.notices.push(Notice::new("duplicate-document", message));
                entry.duplicate_of = Some(first);
            }
        }
    }
}

fn total(totals: &mut Totals, entry: &DocumentEntry) {
    totals.documents += 1;
    match entry.status {
        ReadStatus::Read if entry.duplicate_of.is_none() => totals.read += 1,
        ReadStatus::Read => {}
        ReadStatus::NoText => totals.no_text += 1,
        ReadStatus::Failed => totals.failed += 1,
    }
    if entry.duplicate_of.is_some() {
        totals.duplicates += 1;
        return;
    }
    totals.pages += u64::from(entry.pages.unwrap_or(0));
    totals.pages_ocr += u64::from(entry.pages_ocr);
    totals.pages_waiting += u64::from(entry.pages_waiting);
    totals.words += entry.words;
    totals.affirmed += entry.affirmed;
    totals.negated += entry.negated;
    totals.by_hand.add(&entry.by_hand);
}

impl Collection {
    /// What of it is about exactly these years, as if nothing else had been scanned. Its notices stay.
    #[must_use]
    pub fn of_years(mut self, years: Years) -> Self {
        self.documents.retain(|d| d.period.years() == Some(years));
        self.slices.retain(|slice| slice.years == Some(years));
        self.counts.retain(|count| count.years == Some(years));
        self.totals = Totals::default();
        self.documents.iter().for_each(|entry| total(&mut self.totals, entry));
        for fund in &mut self.funds {
            let slices = self.slices.iter().filter(|slice| slice.fund.as_ref() == Some(&fund.fund));
            (fund.documents, fund.words) = slices.fold((0, 0), |(d, w), slice| (d + slice.documents, w + slice.words));
        }
        self
    }
}

/// The funds of the register with what was read of each; after them funds that only documents name.
fn funds_read(
    mut funds: Vec<CollectionFund>,
    slices: &[SliceEntry],
    documents: &BTreeMap<String, (DocumentEntry, Option<Tally>)>,
) -> Vec<CollectionFund> {
    let mut unlisted: BTreeMap<FundId, String> = BTreeMap::new();
    for (entry, _) in documents.values() {
        if let Some(id) = entry.fund.id.as_ref().filter(|id| funds.iter().all(|f| f.fund != **id)) {
            unlisted.entry(id.clone()).or_insert_with(|| entry.fund.name.clone().unwrap_or_else(|| id.to_string()));
        }
    }
    funds.extend(unlisted.into_iter().map(|(id, name)| CollectionFund::new(id, &name, None)));
    for fund in &mut funds {
        for slice in slices.iter().filter(|s| s.fund.as_ref() == Some(&fund.fund)) {
            fund.documents += slice.documents;
            fund.words += slice.words;
        }
    }
    funds
}

fn counts(matrix: &Matrix, taxonomy: &TaxonomyRecord) -> Vec<CountEntry> {
    let mut counts = Vec::new();
    for (number, entry) in taxonomy.concepts.iter().enumerate() {
        for ((fund, years), slice) in &matrix.slices {
            if let Some(cell) = slice.cells.get(&number) {
                counts.push(CountEntry {
                    concept: entry.concept.clone(),
                    fund: fund.clone(),
                    years: *years,
                    own: cell.own.over(slice.words),
                    rolled_up: cell.rolled_up.over(slice.words),
                    documents: cell.documents,
                    words: slice.words,
                });
            }
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{builder, evidence, funds, input, ocr_setup, revisions, taxonomy};

    fn collect(documents: &[Evidence]) -> Collection {
        let mut collection = empty();
        for evidence in documents {
            let name = evidence.source.path.replace('/', "-");
            let files = DocumentFiles { evidence: Some(format!("documents/{name}.json")), passages: None };
            collection.add(evidence, files).unwrap();
        }
        collection.finish()
    }

    fn empty() -> CollectionBuilder {
        CollectionBuilder::new("fundscan 0.0.0", taxonomy(), revisions(), Kinds::default(), funds())
    }

    fn some() -> Vec<Evidence> {
        vec![
            evidence("b.txt", Some("oob"), Some(2023), &["lezen en rekenen", "robots"]),
            evidence("a.txt", Some("ooa"), Some(2022), &["geen rekenen"]),
            evidence("a2.txt", Some("ooa"), Some(2023), &["rekenen en lezen", "lezen"]),
            evidence("z.txt", None, None, &["robots zonder fonds"]),
            builder().build(input("kapot.pdf", Some("ooc"), None)).unwrap(),
        ]
    }

    #[test]
    fn the_order_documents_come_in_does_not_matter() {
        let mut turned = some();
        turned.reverse();
        let collection = collect(&some());
        assert_eq!(collect(&turned).to_json().unwrap(), collection.to_json().unwrap());
        assert_eq!(Collection::from_json(&collection.to_json().unwrap()).unwrap(), collection);
    }

    #[test]
    fn counts_are_kept_by_concept_fund_and_year() {
        let collection = collect(&some());
        let counts: Vec<_> = collection
            .counts
            .iter()
            .filter(|c| c.concept.as_str() == "basic")
            .map(|c| (c.fund.as_ref().map(|f| f.as_str()), c.years.map(|y| y.from), c.rolled_up, c.documents, c.words))
            .map(|(fund, year, c, documents, words)| (fund, year, c.affirmed, c.negated, c.passages, documents, words))
            .collect();
        assert_eq!(
            counts,
            [
                (Some("ooa"), Some(2022), 0, 1, 0, 0, 2),
                (Some("ooa"), Some(2023), 3, 0, 2, 1, 4),
                (Some("oob"), Some(2023), 2, 0, 1, 1, 4),
            ]
        );
        assert_eq!((collection.totals.documents, collection.totals.read, collection.totals.failed), (5, 4, 1));
        let read: Vec<_> = collection.funds.iter().map(|f| (f.fund.as_str(), f.documents, f.words)).collect();
        assert_eq!(read, [("ooa", 2, 6), ("oob", 1, 4), ("ooc", 0, 0)]);
        assert_eq!(collection.document("kapot.pdf").unwrap().reason.as_ref().unwrap().code, "empty-file");
    }

    #[test]
    fn the_same_content_under_two_names_counts_once() {
        let mut first = evidence("kopie.txt", None, None, &["robots"]);
        let mut second = evidence("oob/echt.txt", Some("oob"), Some(2023), &["robots"]);
        first.source.sha256 = Some("same".to_owned());
        second.source.sha256 = Some("same".to_owned());
        let collection = collect(&[first, second]);
        assert_eq!(collection.document("kopie.txt").unwrap().duplicate_of.as_deref(), Some("oob/echt.txt"));
        assert_eq!(collection.document("oob/echt.txt").unwrap().duplicate_of, None);
        let Totals { documents, read, duplicates, words, affirmed, .. } = collection.totals;
        assert_eq!((documents, read, duplicates, words, affirmed), (2, 1, 1, 1, 1));
        assert_eq!(collection.notices[0].code, "duplicate-document");
        assert!(collection.notices[0].message.contains("counted once"), "{}", collection.notices[0].message);
        assert_eq!(collection.counts.len(), 1);
    }

    #[test]
    fn of_copies_of_which_nothing_is_known_the_first_counts() {
        let copies = ["c.txt", "a.txt", "b.txt"].map(|path| {
            let mut copy = evidence(path, None, None, &["robots"]);
            copy.source.sha256 = Some("same".to_owned());
            copy
        });
        let collection = collect(&copies);
        let counted: Vec<_> = collection.documents.iter().filter(|d| d.duplicate_of.is_none()).collect();
        assert_eq!((counted.len(), counted[0].path.as_str()), (1, "a.txt"));
    }

    #[test]
    fn evidence_that_was_found_otherwise_is_refused() {
        let mut other = evidence("a.txt", None, None, &["robots"]);
        other.taxonomy.meaning = "another meaning".to_owned();
        let error = empty().add(&other, DocumentFiles::default()).unwrap_err();
        assert!(matches!(error, EvidenceError::OtherTaxonomy { .. }));
        assert!(error.to_string().starts_with("a.txt was tagged with another taxonomy (test 1.0"), "{error}");

        let mut layout = evidence("a.txt", None, None, &["robots"]);
        layout.taxonomy.sha256 = "only the comments differ".to_owned();
        assert!(empty().add(&layout, DocumentFiles::default()).is_ok());

        let mut older = evidence("a.txt", None, None, &["robots"]);
        older.revisions.segment = 1;
        let error = empty().add(&older, DocumentFiles::default()).unwrap_err();
        assert!(error.to_string().contains("segment 1, tag 3, attribute 4"), "{error}");

        let mut twice = empty();
        twice.add(&layout, DocumentFiles::default()).unwrap();
        let error = twice.add(&layout, DocumentFiles::default()).unwrap_err();
        assert!(matches!(error, EvidenceError::TwiceTheSameDocument { .. }), "{error}");
    }

    #[test]
    fn a_fund_that_the_register_does_not_know_is_listed_last() {
        let collection = collect(&[evidence("x.txt", Some("nieuw"), None, &["robots"])]);
        let last = collection.funds.last().unwrap();
        assert_eq!((last.fund.as_str(), last.name.as_str(), last.documents), ("nieuw", "NIEUW", 1));
    }

    #[test]
    fn pages_read_by_ocr_and_waiting_for_it_are_counted() {
        let mut scan = evidence("a.txt", Some("ooa"), Some(2023), &["lezen"]);
        let OcrSetup { mode, engine } = ocr_setup();
        scan.ocr = Some(crate::DocumentOcr { mode, engine, pages_read: 2, pages_waiting: 3, confidence: Some(90) });
        let mut collection = empty().with_ocr(ocr_setup());
        collection.add(&scan, DocumentFiles::default()).unwrap();
        let collection = collection.finish();
        assert_eq!((collection.totals.pages_ocr, collection.totals.pages_waiting), (2, 3));
        assert_eq!((collection.documents[0].pages_ocr, collection.documents[0].pages_waiting), (2, 3));
        assert_eq!(collection.ocr, Some(ocr_setup()));

        // As collections were written before pages could be read by OCR.
        let text = String::from_utf8(collect(&some()).to_json().unwrap()).unwrap();
        assert!(!text.contains("\"ocr\""), "{text}");
        let older = text.replace("\"pages_ocr\": 0, \"pages_waiting\": 0, ", "");
        let lines = older.lines().filter(|l| !l.contains("pages_ocr") && !l.contains("pages_waiting"));
        let older = lines.collect::<Vec<_>>().join("\n");
        assert!(!older.contains("pages_waiting"), "{older}");
        assert_eq!(Collection::from_json(older.as_bytes()).unwrap(), collect(&some()));
    }

    #[test]
    fn a_collection_that_was_edited_to_contradict_itself_is_refused() {
        let text = String::from_utf8(collect(&some()).to_json().unwrap()).unwrap();
        let gone = text.replacen("\"duplicate_of\": null", "\"duplicate_of\": \"weg.txt\"", 1);
        let error = Collection::from_json(gone.as_bytes()).unwrap_err();
        assert!(error.to_string().contains("duplicates one that is not listed"), "{error}");
        let turned = text.replacen("\"path\": \"a.txt\"", "\"path\": \"zz.txt\"", 1);
        let error = Collection::from_json(turned.as_bytes()).unwrap_err();
        assert!(error.to_string().contains("out of order"), "{error}");
    }
}
