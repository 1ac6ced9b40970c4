use fundscan_model::{ConceptId, FundId};
use fundscan_taxonomy::Question;

use crate::{CoverageBy, DocumentEntry, DocumentKind, Evidence, Kinds, Years};

/// What counts as covered, what is looked at, and by what it is divided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverageOptions {
    /// The kinds of passages that count; none for those that counted in the scan. A scan keeps no mentions in other
    /// kinds.
    pub kinds: Option<Kinds>,
    /// The number of affirming passages from which a fund covers a concept; 0 is taken for 1.
    pub minimum_passages: u64,
    /// Only these funds; all where there are none.
    pub funds: Vec<FundId>,
    /// Only documents about at least one of these years.
    pub years: Option<Years>,
    /// Only documents of these kinds; all where there are none.
    pub document_kinds: Vec<DocumentKind>,
    /// The parts that the coverage is given by as well.
    pub by: Option<CoverageBy>,
    /// The questions it is given by, where it is given by question.
    pub questions: Vec<CoverageQuestion>,
}

impl Default for CoverageOptions {
    fn default() -> Self {
        Self {
            kinds: None,
            minimum_passages: 1,
            funds: Vec::new(),
            years: None,
            document_kinds: Vec::new(),
            by: None,
            questions: Vec::new(),
        }
    }
}

/// A question of a quick-scan: the concepts that answer it, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverageQuestion {
    /// Its id.
    pub id: String,
    /// The question in Dutch.
    pub nl: String,
    /// The question in English.
    pub en: String,
    /// The concepts that answer it, each with its narrower ones. Concepts that the taxonomy does not have are told.
    pub concepts: Vec<ConceptId>,
    /// Concepts that answer it by themselves, without their narrower ones.
    pub alone: Vec<ConceptId>,
    /// The kinds of passages that answer it; none for those of the coverage. Kinds that a person asked for go before.
    pub kinds: Option<Kinds>,
}

impl From<&Question> for CoverageQuestion {
    fn from(question: &Question) -> Self {
        Self {
            id: question.id().to_owned(),
            nl: question.label().nl().to_owned(),
            en: question.label().en().to_owned(),
            concepts: question.concepts().to_vec(),
            alone: question.alone().to_vec(),
            kinds: Some(Kinds::new(question.kinds().iter().copied())),
        }
    }
}

impl CoverageOptions {
    /// Whether a document of this kind and about these years is looked at.
    fn looks_at(&self, kind: DocumentKind, years: Option<Years>) -> bool {
        let about = |asked: Years| years.is_some_and(|y| y.from <= asked.to && asked.from <= y.to);
        self.years.is_none_or(about) && (self.document_kinds.is_empty() || self.document_kinds.contains(&kind))
    }

    pub(super) fn looks_at_evidence(&self, evidence: &Evidence) -> bool {
        self.looks_at(evidence.document.kind, evidence.period.years())
    }

    /// Whether an entry is looked at. One of no fund may speak of the funds asked for.
    pub(super) fn looks_at_entry(&self, entry: &DocumentEntry) -> bool {
        self.looks_at(entry.document.kind, entry.period.years())
            && entry.fund.id.as_ref().is_none_or(|id| self.wants(id))
    }

    pub(super) fn wants(&self, fund: &FundId) -> bool {
        self.funds.is_empty() || self.funds.contains(fund)
    }
}
