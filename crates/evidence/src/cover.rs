use std::collections::BTreeSet;

use fundscan_model::{ConceptId, FundId, Notice};

use crate::collect::belongs;
use crate::hierarchy::Hierarchy;
use crate::json::Versioned;
use crate::matrix::{Cell, Matrix, Slice, Tally};
use crate::{
    CellCounts, Collection, ConceptCoverage, ConceptEntry, Coverage, CoverageFund, Evidence, EvidenceError, FundCell,
    FundName, Gathered, Kinds, ReadStatus, YearCell, YearGathered, Years, per_10k,
};

/// What counts as covered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverageOptions {
    /// The kinds of passages that count; none for those that counted in the scan. A scan keeps no mentions in other
    /// kinds.
    pub kinds: Option<Kinds>,
    /// The number of affirming passages from which a fund covers a concept; 0 is taken for 1.
    pub minimum_passages: u64,
}

impl Default for CoverageOptions {
    fn default() -> Self {
        Self { kinds: None, minimum_passages: 1 }
    }
}

/// Works out the coverage of a collection from its evidence, one document at a time and in any order.
#[derive(Debug)]
pub struct CoverageBuilder<'a> {
    collection: &'a Collection,
    options: CoverageOptions,
    hierarchy: Hierarchy,
    matrix: Matrix,
    added: BTreeSet<String>,
}

impl<'a> CoverageBuilder<'a> {
    /// A coverage of this collection.
    #[must_use]
    pub fn new(collection: &'a Collection, options: CoverageOptions) -> Self {
        let hierarchy = Hierarchy::new(&collection.taxonomy.concepts);
        Self { collection, options, hierarchy, matrix: Matrix::default(), added: BTreeSet::new() }
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
        let entry =
            self.collection.document(path).ok_or_else(|| EvidenceError::NotInCollection { path: path.clone() })?;
        belongs(evidence, &self.collection.taxonomy, self.collection.revisions)?;
        if entry.sha256 != evidence.source.sha256 {
            return Err(EvidenceError::Inconsistent(format!(
                "{path}: the evidence is of another version of the document than the collection lists"
            )));
        }
        if !self.added.insert(path.clone()) {
            return Err(EvidenceError::TwiceTheSameDocument { path: path.clone() });
        }
        if evidence.status == ReadStatus::Read && entry.duplicate_of.is_none() {
            self.matrix.add(&Tally::new(evidence, &self.hierarchy, self.options.kinds.as_ref())?);
        }
        Ok(())
    }

    /// The coverage: the same for the same documents, whatever order they came in.
    #[must_use]
    pub fn finish(self) -> Coverage {
        let minimum = self.options.minimum_passages.max(1);
        let mut notices = Vec::new();
        let missing = self
            .collection
            .documents
            .iter()
            .filter(|d| d.status == ReadStatus::Read && d.duplicate_of.is_none() && !self.added.contains(&d.path));
        for document in missing {
            let message = format!("{}: its evidence is missing; the coverage does not count it", document.path);
            notices.push(Notice::new("missing-evidence", message));
        }
        let (funds, funds_not_read) = self.funds();
        let no_fund = FundSlices::new(&self.matrix, None);
        if funds.is_empty() {
            let message = "no document of a known fund was read: there is nothing to say about coverage";
            notices.push(Notice::new("no-fund-read", message));
        }
        if no_fund.total.documents > 0 {
            let message = format!(
                "{} document(s) without a known fund are shown apart and count towards no fund",
                no_fund.total.documents
            );
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
        let slices: Vec<_> = funds.iter().map(|f| FundSlices::new(&self.matrix, Some(&f.fund))).collect();
        let concepts: Vec<ConceptCoverage> = self
            .collection
            .taxonomy
            .concepts
            .iter()
            .enumerate()
            .map(|(number, entry)| concept(number, entry, &slices, &no_fund, minimum))
            .collect();
        Coverage {
            schema: Coverage::SCHEMA.to_owned(),
            tool: self.collection.tool.clone(),
            taxonomy: self.collection.taxonomy.stamp.clone(),
            kinds: self.options.kinds.map_or_else(|| self.collection.kinds.clone(), |k| k.as_slice().to_vec()),
            minimum_passages: minimum,
            funds_total: funds.len() as u64,
            white_spots: white_spots(&concepts),
            funds,
            funds_not_read,
            no_fund: Gathered { documents: no_fund.total.documents, words: no_fund.total.words },
            groups: self.collection.taxonomy.groups.clone(),
            concepts,
            notices,
        }
    }

    /// The funds of which something was read, and the others of the register.
    ///
    /// A fund was read where a document is its own, or where a document of many funds speaks of it.
    fn funds(&self) -> (Vec<CoverageFund>, Vec<FundName>) {
        let mut read = Vec::new();
        let mut not_read = Vec::new();
        for fund in &self.collection.funds {
            let slices = FundSlices::new(&self.matrix, Some(&fund.fund));
            if slices.years.is_empty() {
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
        let years = matrix.of_fund(fund);
        let mut total = Slice::default();
        years.iter().for_each(|(_, slice)| total.add(slice));
        Self { fund: fund.cloned(), total, years }
    }
}

fn concept(
    number: usize,
    entry: &ConceptEntry,
    funds: &[FundSlices<'_>],
    no_fund: &FundSlices<'_>,
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
        no_fund: no_fund.total.cells.get(&number).map(|cell| counts(cell, no_fund.total.words)),
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
