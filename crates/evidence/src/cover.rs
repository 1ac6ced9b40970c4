mod options;
mod parts;
mod spots;

use std::collections::BTreeSet;

use fundscan_model::{ConceptId, FundId, Notice};

use parts::{Parts, QuestionCounts};
use spots::{looked_at, spots};

use crate::hierarchy::Hierarchy;
use crate::json::Versioned;
use crate::matrix::{Cell, Matrix, Slice, Tally};
use crate::versions::several_versions;
use crate::{
    CellCounts, Collection, ConceptCoverage, ConceptEntry, Coverage, CoverageBy, CoverageFilter, CoverageFund,
    DecisionCounts, Evidence, EvidenceError, FundCell, FundName, Gathered, ReadStatus, YearCell, YearGathered, Years,
    per_10k,
};

pub use options::{CoverageOptions, CoverageQuestion};

/// Works out the coverage of a collection from its evidence, one document at a time and in any order.
#[derive(Debug)]
pub struct CoverageBuilder<'a> {
    collection: &'a Collection,
    options: CoverageOptions,
    hierarchy: Hierarchy,
    matrix: Matrix,
    questions: Vec<QuestionCounts>,
    added: BTreeSet<String>,
    by_hand: DecisionCounts,
}

impl<'a> CoverageBuilder<'a> {
    /// A coverage of this collection.
    #[must_use]
    pub fn new(collection: &'a Collection, options: CoverageOptions) -> Self {
        let hierarchy = Hierarchy::new(&collection.taxonomy.concepts);
        let asked = options.questions.iter().filter(|_| options.by == Some(CoverageBy::Question));
        let questions = asked.map(|q| QuestionCounts::new(q.clone(), collection, &options)).collect();
        Self {
            collection,
            options,
            hierarchy,
            matrix: Matrix::default(),
            questions,
            added: BTreeSet::new(),
            by_hand: DecisionCounts::default(),
        }
    }

    /// Adds the evidence of a document of the collection. A document that is counted under another name, or was not
    /// read, adds nothing.
    ///
    /// # Errors
    ///
    /// Refuses evidence of a document that is not in the collection, of a document that was added before, with
    /// another content than the collection says, and evidence that was found with a taxonomy of another meaning or
    /// by other revisions of the stages.
    pub fn add(&mut self, evidence: &Evidence) -> Result<(), EvidenceError> {
        let path = &evidence.source.path;
        let entry = self.collection.check(evidence)?;
        if !self.added.insert(path.clone()) {
            return Err(EvidenceError::TwiceTheSameDocument { path: path.clone() });
        }
        let looked_at = self.options.looks_at_evidence(evidence);
        if looked_at && evidence.status == ReadStatus::Read && entry.duplicate_of.is_none() {
            self.by_hand.add(&DecisionCounts::of(evidence));
            for question in &mut self.questions {
                question.add(evidence)?;
            }
            self.matrix.add(&Tally::new(evidence, &self.hierarchy, self.options.kinds.as_ref())?);
        }
        Ok(())
    }

    /// The coverage: the same for the same documents, whatever order they came in.
    #[must_use]
    pub fn finish(self) -> Coverage {
        let minimum = self.options.minimum_passages.max(1);
        let mut notices: Vec<Notice> = self.by_hand.notice().into_iter().collect();
        let missing = self
            .collection
            .documents
            .iter()
            .filter(|d| self.options.looks_at_entry(d))
            .filter(|d| d.status == ReadStatus::Read && d.duplicate_of.is_none() && !self.added.contains(&d.path));
        for document in missing {
            let message = format!("{}: its evidence is missing; the coverage does not count it", document.path);
            notices.push(Notice::new("missing-evidence", message));
        }
        notices.extend(self.not_counted());
        let (funds, funds_not_read) = self.funds();
        // Who asks for certain funds asks for nothing that is of none.
        let no_fund = FundSlices::about(&self.matrix, None, |_| self.options.funds.is_empty());
        if funds.is_empty() {
            let message = "no document of a known fund was read: there is nothing to say about coverage";
            notices.push(Notice::new("no-fund-read", message));
        }
        if no_fund.total.documents > 0 {
            let message = match no_fund.total.documents {
                1 => "what 1 document without a known fund says of none is shown apart and counts towards no fund"
                    .to_owned(),
                n => format!(
                    "what {n} documents without a known fund say of none is shown apart and counts towards no fund"
                ),
            };
            notices.push(Notice::new("documents-without-fund", message));
        }
        if let Some(kinds) = &self.options.kinds {
            let absent = kinds.as_slice().iter().filter(|k| !self.collection.kinds.contains(k));
            for kind in absent {
                let message =
                    format!("the scan kept no mentions in passages of kind {kind}: scan again with that kind");
                notices.push(Notice::new("kind-not-scanned", message));
            }
        }
        for question in &self.questions {
            let unknown = question.unknown(self.collection);
            if !unknown.is_empty() {
                let message = format!("question {}: the taxonomy has no concept {}", question.id(), unknown.join(", "));
                notices.push(Notice::new("question-concept-unknown", message));
            }
        }
        let slices: Vec<_> = funds.iter().map(|f| FundSlices::new(&self.matrix, Some(&f.fund))).collect();
        let read: Vec<_> = slices.iter().collect();
        let concepts: Vec<ConceptCoverage> = self
            .collection
            .taxonomy
            .concepts
            .iter()
            .enumerate()
            .map(|(number, entry)| concept(number, entry, &read, Some(&no_fund), minimum))
            .collect();
        let parts = Parts { collection: self.collection, options: &self.options, matrix: &self.matrix, minimum };
        let unread = parts.unread(|_| true);
        let looked_at = self.collection.funds.iter().filter(|f| self.options.wants(&f.fund)).map(|f| {
            let (documents, words) =
                funds.iter().find(|read| read.fund == f.fund).map_or((0, 0), |read| (read.documents, read.words));
            looked_at(&f.fund, &f.name, documents, words, &unread)
        });
        Coverage {
            schema: Coverage::SCHEMA.to_owned(),
            tool: self.collection.tool.clone(),
            taxonomy: self.collection.taxonomy.stamp.clone(),
            kinds: parts.kinds(self.options.kinds.as_ref()),
            filter: CoverageFilter {
                funds: self.options.funds.clone(),
                years: self.options.years,
                document_kinds: self.options.document_kinds.clone(),
            },
            minimum_passages: minimum,
            funds_total: funds.len() as u64,
            white_spots: white_spots(&concepts),
            looked_at: looked_at.collect(),
            spots: spots(&concepts),
            by: self.options.by,
            parts: parts.all(&self.questions),
            funds,
            funds_not_read,
            no_fund: Gathered { documents: no_fund.total.documents, words: no_fund.total.words },
            groups: self.collection.taxonomy.groups.clone(),
            concepts,
            by_hand: self.by_hand,
            notices,
        }
    }

    /// What the collection lists and the coverage does not count, so that nothing found and nothing read can be told
    /// apart.
    fn not_counted(&self) -> Vec<Notice> {
        let entries = || self.collection.documents.iter().filter(|d| self.options.looks_at_entry(d));
        let with = |status| entries().filter(|d| d.status == status).count() as u64;
        let (no_text, failed) = (with(ReadStatus::NoText), with(ReadStatus::Failed));
        let duplicates = entries().filter(|d| d.duplicate_of.is_some()).count() as u64;
        let count = |n: u64, one: &str, many: &str| {
            if n == 1 { format!("1 document {one}") } else { format!("{n} documents {many}") }
        };
        let mut notices = Vec::new();
        if failed > 0 {
            let message = count(failed, "could not be read and counts", "could not be read and count");
            notices.push(Notice::new("documents-failed", format!("{message} towards nothing")));
        }
        if no_text > 0 {
            let message = count(no_text, "has no text and counts", "have no text and count");
            notices.push(Notice::new("documents-without-text", format!("{message} towards nothing")));
        }
        if duplicates > 0 {
            let message =
                count(duplicates, "has the same content as another and is", "have the same content as others and are");
            notices.push(Notice::new("duplicate-documents", format!("{message} not counted again")));
        }
        notices.extend(several_versions(entries()));
        notices
    }

    /// The funds of which something was read, and the others of the register.
    ///
    /// A fund was read where a document is its own, where a table row, table column or section of another is about it, or
    /// where a sentence that names it holds evidence.
    fn funds(&self) -> (Vec<CoverageFund>, Vec<FundName>) {
        let mut read = Vec::new();
        let mut not_read = Vec::new();
        for fund in self.collection.funds.iter().filter(|f| self.options.wants(&f.fund)) {
            let slices = FundSlices::new(&self.matrix, Some(&fund.fund));
            if !slices.is_read() {
                not_read.push(FundName { fund: fund.fund.clone(), name: fund.name.clone() });
                continue;
            }
            read.push(CoverageFund {
                fund: fund.fund.clone(),
                name: fund.name.clone(),
                sector: fund.sector.clone(),
                documents: slices.total.documents,
                words: slices.total.words,
                years: slices
                    .years
                    .iter()
                    .map(|(years, s)| YearGathered { years: *years, documents: s.documents, words: s.words })
                    .collect(),
            });
        }
        (read, not_read)
    }
}

/// The documents of one fund, or of none: together and by years.
struct FundSlices<'a> {
    fund: Option<FundId>,
    total: Slice,
    years: Vec<(Option<Years>, &'a Slice)>,
}

impl<'a> FundSlices<'a> {
    fn new(matrix: &'a Matrix, fund: Option<&FundId>) -> Self {
        Self::about(matrix, fund, |_| true)
    }

    /// Those of the years that are asked for.
    fn about(matrix: &'a Matrix, fund: Option<&FundId>, asked: impl Fn(Option<Years>) -> bool) -> Self {
        let mut years = matrix.of_fund(fund);
        years.retain(|(years, _)| asked(*years));
        let mut total = Slice::default();
        years.iter().for_each(|(_, slice)| total.add(slice));
        Self { fund: fund.cloned(), total, years }
    }

    fn is_read(&self) -> bool {
        !self.years.is_empty()
    }
}

fn concept(
    number: usize,
    entry: &ConceptEntry,
    funds: &[&FundSlices<'_>],
    no_fund: Option<&FundSlices<'_>>,
    minimum: u64,
) -> ConceptCoverage {
    let cells: Vec<FundCell> = funds.iter().filter_map(|f| fund_cell(number, f, minimum)).collect();
    let words = funds.iter().map(|f| f.total.words).sum();
    let mut total = Cell::default();
    funds.iter().filter_map(|f| f.total.cells.get(&number)).for_each(|cell| total.add(cell));
    let covered_by: Vec<FundId> = cells.iter().filter(|c| c.covered).map(|c| c.fund.clone()).collect();
    ConceptCoverage {
        concept: entry.concept.clone(),
        group: entry.group.clone(),
        broader: entry.broader.clone(),
        nl: entry.nl.clone(),
        en: entry.en.clone(),
        funds_covered: covered_by.len() as u64,
        funds_total: funds.len() as u64,
        covered_by,
        negated_by: cells.iter().filter(|c| c.rolled_up.negated > 0).map(|c| c.fund.clone()).collect(),
        rolled_up: counts(&total, words),
        own: total.own.over(words),
        funds: cells,
        no_fund: no_fund.and_then(|s| Some(counts(s.total.cells.get(&number)?, s.total.words))),
    }
}

fn fund_cell(number: usize, fund: &FundSlices<'_>, minimum: u64) -> Option<FundCell> {
    let cell = fund.total.cells.get(&number)?;
    Some(FundCell {
        fund: fund.fund.clone()?,
        covered: cell.rolled_up.passages >= minimum,
        rolled_up: counts(cell, fund.total.words),
        own: cell.own.over(fund.total.words),
        years: fund
            .years
            .iter()
            .filter_map(|(years, slice)| {
                Some(YearCell { years: *years, rolled_up: counts(slice.cells.get(&number)?, slice.words) })
            })
            .collect(),
    })
}

fn counts(cell: &Cell, words: u64) -> CellCounts {
    CellCounts {
        mentions: cell.rolled_up.affirmed,
        negated: cell.rolled_up.negated,
        passages: cell.rolled_up.passages,
        documents: cell.documents,
        per_10k: per_10k(cell.rolled_up.affirmed, words),
    }
}

/// Where no fund was read nothing was looked at, and "no fund covers it" would be an empty saying.
fn white_spots(concepts: &[ConceptCoverage]) -> Vec<ConceptId> {
    concepts.iter().filter(|c| c.funds_total > 0 && c.funds_covered == 0).map(|c| c.concept.clone()).collect()
}

#[cfg(test)]
mod tests;
