//! The coverage of each year, in each sector, of each question.

use std::collections::BTreeSet;

use fundscan_model::{BlockKind, ConceptId, FundId};

use super::spots::{Unread, looked_at, spots};
use super::{CoverageOptions, FundSlices, concept, fund_cell, white_spots};
use crate::hierarchy::Hierarchy;
use crate::matrix::Matrix;
use crate::matrix::Tally;
use crate::{
    AnyConcept, Collection, CollectionFund, ConceptCoverage, CoverageBy, CoveragePart, CoverageQuestion, Evidence,
    EvidenceError, FundCell, Kinds, LookedAt, PartCell, PartConcept, ReadStatus, Years,
};

/// The counts for one question: in its kinds of passages, and of all its concepts as if they were one.
#[derive(Debug)]
pub(super) struct QuestionCounts {
    question: CoverageQuestion,
    kinds: Option<Kinds>,
    /// Numbers of its concepts, in the order of the taxonomy.
    concepts: Vec<usize>,
    hierarchy: Hierarchy,
    matrix: Matrix,
}

impl QuestionCounts {
    pub(super) fn new(question: CoverageQuestion, collection: &Collection, options: &CoverageOptions) -> Self {
        let entries = &collection.taxonomy.concepts;
        let those = |listed: &[ConceptId]| -> Vec<usize> {
            (0..entries.len()).filter(|n| listed.contains(&entries[*n].concept)).collect()
        };
        let (whole, alone) = (those(&question.concepts), those(&question.alone));
        let kinds = options.kinds.clone().or_else(|| question.kinds.clone());
        let hierarchy = Hierarchy::new(entries).with_any_of(&whole, &alone);
        let mut concepts = [whole, alone].concat();
        concepts.sort_unstable();
        concepts.dedup();
        Self { question, kinds, concepts, hierarchy, matrix: Matrix::default() }
    }

    pub(super) fn add(&mut self, evidence: &Evidence) -> Result<(), EvidenceError> {
        self.matrix.add(&Tally::new(evidence, &self.hierarchy, self.kinds.as_ref())?);
        Ok(())
    }

    pub(super) fn id(&self) -> &str {
        &self.question.id
    }

    /// The concepts of the question that the taxonomy does not have.
    pub(super) fn unknown(&self, collection: &Collection) -> Vec<String> {
        let known = |id: &ConceptId| collection.taxonomy.concepts.iter().any(|c| c.concept == *id);
        let asked = self.question.concepts.iter().chain(&self.question.alone);
        asked.filter(|id| !known(id)).map(ToString::to_string).collect()
    }
}

/// What the parts of one coverage are made from.
pub(super) struct Parts<'a> {
    pub(super) collection: &'a Collection,
    pub(super) options: &'a CoverageOptions,
    pub(super) matrix: &'a Matrix,
    pub(super) minimum: u64,
}

impl Parts<'_> {
    pub(super) fn all(&self, questions: &[QuestionCounts]) -> Vec<CoveragePart> {
        match self.options.by {
            None => Vec::new(),
            Some(CoverageBy::Year) => self.years(),
            Some(CoverageBy::Sector) => self.sectors(),
            Some(CoverageBy::Question) => questions.iter().map(|q| self.question(q)).collect(),
        }
    }

    /// How many documents of each fund gave nothing, of those about certain years.
    pub(super) fn unread(&self, about: impl Fn(Option<Years>) -> bool) -> Unread {
        let mut unread = Unread::new();
        for document in self.collection.documents.iter().filter(|d| self.options.looks_at_entry(d)) {
            let Some(fund) = document.fund.id.as_ref().filter(|_| about(document.period.years())) else { continue };
            if document.status != ReadStatus::Read && document.duplicate_of.is_none() {
                *unread.entry(fund.clone()).or_default() += 1;
            }
        }
        unread
    }

    /// Every year or period that a document is about. What is about no known year comes last.
    fn years(&self) -> Vec<CoveragePart> {
        let documents = self.collection.documents.iter().filter(|d| self.options.looks_at_entry(d));
        let mut years: Vec<Option<Years>> =
            documents.map(|d| d.period.years()).collect::<BTreeSet<_>>().into_iter().collect();
        years.sort_by_key(|y| (y.is_none(), *y));
        let all: Vec<usize> = (0..self.collection.taxonomy.concepts.len()).collect();
        years
            .into_iter()
            .map(|asked| {
                let key = asked.map(|y| y.to_string());
                let slices = self.slices(self.matrix, |_| true, |years| years == asked);
                self.part(key, &slices, &self.unread(|years| years == asked), &all)
            })
            .collect()
    }

    /// Every sector of the register, in its order. Funds whose sector it does not name come last.
    fn sectors(&self) -> Vec<CoveragePart> {
        let mut sectors: Vec<Option<&str>> = Vec::new();
        for fund in self.collection.funds.iter().filter(|f| self.options.wants(&f.fund)) {
            if !sectors.contains(&fund.sector.as_deref()) {
                sectors.push(fund.sector.as_deref());
            }
        }
        sectors.sort_by_key(Option::is_none);
        let all: Vec<usize> = (0..self.collection.taxonomy.concepts.len()).collect();
        let unread = self.unread(|_| true);
        sectors
            .into_iter()
            .map(|sector| {
                let slices = self.slices(self.matrix, |fund| fund.sector.as_deref() == sector, |_| true);
                self.part(sector.map(str::to_owned), &slices, &unread, &all)
            })
            .collect()
    }

    fn question(&self, counts: &QuestionCounts) -> CoveragePart {
        let slices = self.slices(&counts.matrix, |_| true, |_| true);
        let key = Some(counts.question.id.clone());
        let mut part = self.part(key, &slices, &self.unread(|_| true), &counts.concepts);
        let read = slices.iter().map(|(_, slices)| slices).filter(|s| s.is_read());
        let cells: Vec<FundCell> = read.filter_map(|s| fund_cell(counts.hierarchy.any(), s, self.minimum)).collect();
        let covered_by: Vec<FundId> = cells.iter().filter(|c| c.covered).map(|c| c.fund.clone()).collect();
        part.any = Some(AnyConcept {
            funds_covered: covered_by.len() as u64,
            covered_by,
            negated_by: cells.iter().filter(|c| c.rolled_up.negated > 0).map(|c| c.fund.clone()).collect(),
            funds: cells.into_iter().map(part_cell).collect(),
        });
        part.nl = Some(counts.question.nl.clone());
        part.en = Some(counts.question.en.clone());
        part.kinds = self.kinds(counts.kinds.as_ref());
        part
    }

    pub(super) fn kinds(&self, kinds: Option<&Kinds>) -> Vec<BlockKind> {
        kinds.map_or_else(|| self.collection.kinds.clone(), |k| k.as_slice().to_vec())
    }

    /// The funds of a part, in the order of the register, read or not.
    fn slices<'m>(
        &self,
        matrix: &'m Matrix,
        of: impl Fn(&CollectionFund) -> bool,
        about: impl Fn(Option<Years>) -> bool + Copy,
    ) -> Vec<(&CollectionFund, FundSlices<'m>)> {
        let funds = self.collection.funds.iter().filter(|f| self.options.wants(&f.fund) && of(f));
        funds.map(|f| (f, FundSlices::about(matrix, Some(&f.fund), about))).collect()
    }

    fn part(
        &self,
        key: Option<String>,
        funds: &[(&CollectionFund, FundSlices<'_>)],
        unread: &Unread,
        concepts: &[usize],
    ) -> CoveragePart {
        let read: Vec<&FundSlices<'_>> = funds.iter().map(|(_, slices)| slices).filter(|s| s.is_read()).collect();
        let entries = &self.collection.taxonomy.concepts;
        let concepts: Vec<ConceptCoverage> =
            concepts.iter().map(|n| concept(*n, &entries[*n], &read, None, self.minimum)).collect();
        let look = |(fund, slices): &(&CollectionFund, FundSlices<'_>)| -> LookedAt {
            looked_at(&fund.fund, &fund.name, slices.total.documents, slices.total.words, unread)
        };
        CoveragePart {
            nl: key.clone(),
            en: key.clone(),
            key,
            kinds: self.kinds(self.options.kinds.as_ref()),
            funds_total: read.len() as u64,
            looked_at: funds.iter().map(look).collect(),
            any: None,
            white_spots: white_spots(&concepts),
            spots: spots(&concepts),
            concepts: concepts.into_iter().map(part_concept).collect(),
        }
    }
}

fn part_concept(concept: ConceptCoverage) -> PartConcept {
    PartConcept {
        concept: concept.concept,
        funds_covered: concept.funds_covered,
        funds_total: concept.funds_total,
        covered_by: concept.covered_by,
        negated_by: concept.negated_by,
        rolled_up: concept.rolled_up,
        funds: concept.funds.into_iter().map(part_cell).collect(),
    }
}

fn part_cell(cell: FundCell) -> PartCell {
    PartCell { fund: cell.fund, covered: cell.covered, rolled_up: cell.rolled_up }
}
