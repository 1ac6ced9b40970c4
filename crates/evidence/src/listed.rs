//! What a collection says of a document, and whether its evidence says the same.

use fundscan_model::{FundId, Status};

use crate::{
    Collection, DecisionCounts, DocumentEntry, DocumentFiles, Evidence, EvidenceError, Revisions, TaxonomyRecord,
};

impl Collection {
    /// Whether evidence is that of a document of this collection; gives what the collection says of the document.
    ///
    /// # Errors
    ///
    /// Refuses evidence of a document that the collection does not list, evidence that was found with another taxonomy or
    /// by other revisions of the stages, and evidence that is not what the collection says of the document: where one of
    /// the two was edited by hand.
    pub fn check(&self, evidence: &Evidence) -> Result<&DocumentEntry, EvidenceError> {
        let path = &evidence.source.path;
        let entry = self.document(path).ok_or_else(|| EvidenceError::NotInCollection { path: path.clone() })?;
        belongs(evidence, &self.taxonomy, self.revisions)?;
        entry.check(evidence)?;
        // Counts of a fund that nobody lists would be lost without a word.
        let of_mentions = evidence.mentions.iter().map(|m| m.fund.as_ref());
        let of_words = evidence.words_by_fund.iter().map(|w| w.fund.as_ref());
        let mut known: Option<&FundId> = None;
        for fund in of_mentions.chain(of_words).flatten() {
            if known != Some(fund) {
                if !self.funds.iter().any(|f| f.fund == *fund) {
                    return Err(EvidenceError::Inconsistent(format!(
                        "{path}: the collection lists no fund {fund}: the evidence was edited, or is of another scan"
                    )));
                }
                known = Some(fund);
            }
        }
        Ok(entry)
    }
}

/// Whether evidence was found the way the rest of a collection was.
pub(crate) fn belongs(
    evidence: &Evidence,
    taxonomy: &TaxonomyRecord,
    revisions: Revisions,
) -> Result<(), EvidenceError> {
    let path = || evidence.source.path.clone();
    if evidence.taxonomy.meaning != taxonomy.stamp.meaning {
        let (found, expected) = (evidence.taxonomy.describe(), taxonomy.stamp.describe());
        return Err(EvidenceError::OtherTaxonomy { path: path(), found, expected });
    }
    if evidence.revisions != revisions {
        let (found, expected) = (evidence.revisions.to_string(), revisions.to_string());
        return Err(EvidenceError::OtherRevisions { path: path(), found, expected });
    }
    Ok(())
}

impl DocumentEntry {
    /// What a collection says of a document with this evidence.
    pub(crate) fn new(evidence: &Evidence, files: DocumentFiles) -> Self {
        let mentions = |status| evidence.mentions.iter().filter(|m| m.status == status).count() as u64;
        Self {
            path: evidence.source.path.clone(),
            sha256: evidence.source.sha256.clone(),
            status: evidence.status,
            reason: evidence.reason.clone(),
            document: evidence.document.clone(),
            fund: evidence.fund.clone(),
            period: evidence.period.clone(),
            pages: evidence.source.pages,
            pages_ocr: evidence.ocr.as_ref().map_or(0, |ocr| ocr.pages_read),
            pages_waiting: evidence.ocr.as_ref().map_or(0, |ocr| ocr.pages_waiting),
            words: evidence.words,
            affirmed: mentions(Status::Affirmed),
            negated: mentions(Status::Negated),
            duplicate_of: None,
            evidence: files.evidence,
            passages: files.passages,
            notices: evidence.notices.len() as u64,
            by_hand: DecisionCounts::of(evidence),
        }
    }

    /// Whether a collection with this entry says of the document what its evidence says: where one of the two was edited
    /// by hand, or is of another scan, they differ. [`Collection::check`] checks more.
    ///
    /// # Errors
    ///
    /// [`EvidenceError::Inconsistent`] names what differs.
    pub fn check(&self, evidence: &Evidence) -> Result<(), EvidenceError> {
        let path = &self.path;
        let refuse = |what: String| Err(EvidenceError::Inconsistent(what));
        if self.sha256 != evidence.source.sha256 {
            return refuse(format!(
                "{path}: the evidence is of another version of the document than the collection lists"
            ));
        }
        let found = Self::new(evidence, DocumentFiles::default());
        let same = [
            ("name", found.path == self.path),
            ("status", found.status == self.status && found.reason == self.reason),
            ("kind or title", found.document == self.document),
            ("fund", found.fund == self.fund),
            ("year", found.period == self.period),
            ("number of words", found.words == self.words),
            ("number of mentions", (found.affirmed, found.negated) == (self.affirmed, self.negated)),
            ("number of decisions by hand", found.by_hand == self.by_hand),
        ];
        match same.into_iter().find(|(_, same)| !same) {
            None => Ok(()),
            Some((what, _)) => refuse(format!(
                "{path}: its {what} is not what the collection says: one of the two was edited by hand, or they are of \
                 two scans; what a person corrects belongs in a file of decisions"
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{evidence, funds, revisions, taxonomy};
    use crate::{CollectionBuilder, DocumentKind, Kinds};

    fn refused(change: impl FnOnce(&mut Evidence)) -> String {
        let mut evidence = evidence("a.txt", Some("ooa"), Some(2023), &["lezen en rekenen", "robots"]);
        let mut collection = CollectionBuilder::new("t", taxonomy(), revisions(), Kinds::default(), funds());
        collection.add(&evidence, DocumentFiles::default()).unwrap();
        let collection = collection.finish();
        assert!(collection.check(&evidence).is_ok());
        change(&mut evidence);
        collection.check(&evidence).unwrap_err().to_string()
    }

    #[test]
    fn evidence_and_collection_must_say_the_same_of_a_document() {
        let error = refused(|e| e.document.kind = DocumentKind::Plan);
        assert!(error.starts_with("a.txt: its kind or title is not what the collection says"), "{error}");
        assert!(refused(|e| e.fund.id = Some("oob".into())).contains("its fund is not"));
        assert!(refused(|e| e.period.year = Some(2022)).contains("its year is not"));
        assert!(refused(|e| e.words += 1).contains("its number of words is not"));
        assert!(refused(|e| e.mentions.truncate(1)).contains("its number of mentions is not"));
        assert!(refused(|e| e.mentions[0].status = Status::Negated).contains("its number of mentions is not"));
    }

    #[test]
    fn a_fund_that_the_collection_does_not_list_is_named() {
        let error = refused(|e| e.mentions[1].fund = Some("weg".into()));
        assert!(error.contains("the collection lists no fund weg"), "{error}");
        let error = refused(|e| e.words_by_fund[0].fund = Some("weg".into()));
        assert!(error.contains("the collection lists no fund weg"), "{error}");
    }
}
