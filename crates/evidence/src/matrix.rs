//! Counts of many documents by fund, years and concept: what the collection and the coverage are both made from.

use std::collections::BTreeMap;

use fundscan_model::{BlockKind, FundId};

use crate::counts::{Counter, Counts};
use crate::hierarchy::Hierarchy;
use crate::{Evidence, EvidenceError, FundBy, Kinds, Years};

/// What one document gives of one fund, or of none.
#[derive(Clone, Debug, Default)]
pub(crate) struct FundTally {
    /// Words of the kinds of passages that count.
    pub(crate) words: u64,
    /// Number of the concept, own, rolled up.
    pub(crate) counts: Vec<(usize, Counts, Counts)>,
}

/// The counts of one document, by the fund its passages belong to; what belongs to none comes first.
///
/// The document's own fund (or none, where it has none) is always among them. Another fund is where a row, column or
/// section of the document is about it, or a sentence that names it holds evidence. A sentence that names another fund
/// and holds no evidence is no reading of that fund: its words are the document's.
#[derive(Clone, Debug)]
pub(crate) struct Tally {
    pub(crate) years: Option<Years>,
    pub(crate) funds: BTreeMap<Option<FundId>, FundTally>,
}

impl Tally {
    /// Counts the mentions of a document; those in passages of `kinds` where they are given.
    pub(crate) fn new(
        evidence: &Evidence,
        hierarchy: &Hierarchy,
        kinds: Option<&Kinds>,
    ) -> Result<Self, EvidenceError> {
        let counts_in = |kind: BlockKind| kinds.is_none_or(|k| k.contains(kind));
        let mut counters: BTreeMap<Option<&FundId>, Counter<'_>> = BTreeMap::new();
        // Mentions stand in reading order (checked where evidence is read), so a new id is a new passage.
        let mut last = "";
        let mut passage = 0;
        for mention in evidence.mentions.iter().filter(|m| counts_in(m.kind)) {
            let concept = hierarchy.number(&mention.concept).ok_or_else(|| {
                EvidenceError::Inconsistent(format!(
                    "{}: the taxonomy of the collection has no concept {}",
                    evidence.source.path, mention.concept
                ))
            })?;
            if mention.passage != last {
                last = &mention.passage;
                passage += 1;
            }
            counters.entry(mention.fund.as_ref()).or_insert_with(|| Counter::new(hierarchy)).count(
                concept,
                mention.status,
                passage,
            );
        }
        let mut funds: BTreeMap<Option<FundId>, FundTally> = counters
            .into_iter()
            .map(|(fund, c)| (fund.cloned(), FundTally { words: 0, counts: c.found().collect() }))
            .collect();
        let own = evidence.fund.id.clone();
        funds.entry(own.clone()).or_default();
        let gives_words = |kind: BlockKind| kinds.map_or(kind.is_body(), |k| k.contains(kind));
        let about = |by: FundBy| matches!(by, FundBy::TableRow | FundBy::TableColumn | FundBy::Section);
        for part in evidence.words_by_fund.iter().filter(|w| about(w.fund_by) && gives_words(w.kind)) {
            funds.entry(part.fund.clone()).or_default();
        }
        for part in evidence.words_by_fund.iter().filter(|w| gives_words(w.kind)) {
            let whose = if funds.contains_key(&part.fund) { &part.fund } else { &own };
            if let Some(tally) = funds.get_mut(whose) {
                tally.words += part.words;
            }
        }
        Ok(Self { years: evidence.period.years(), funds })
    }
}

/// The counts of one concept over several documents. Rates are not kept.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cell {
    pub(crate) own: Counts,
    pub(crate) rolled_up: Counts,
    /// Documents with an affirming mention of the concept or a narrower one.
    pub(crate) documents: u64,
}

impl Cell {
    pub(crate) fn add(&mut self, other: &Self) {
        self.own.add(&other.own);
        self.rolled_up.add(&other.rolled_up);
        self.documents += other.documents;
    }
}

/// What documents give of one fund and year, or of one fund, or of one year: whatever was asked for. A document that
/// speaks of several funds is a document of each.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slice {
    pub(crate) documents: u64,
    pub(crate) words: u64,
    /// By the number of the concept.
    pub(crate) cells: BTreeMap<usize, Cell>,
}

impl Slice {
    pub(crate) fn add(&mut self, other: &Self) {
        self.documents += other.documents;
        self.words += other.words;
        for (concept, cell) in &other.cells {
            self.cells.entry(*concept).or_default().add(cell);
        }
    }
}

/// All documents, by fund and years.
#[derive(Clone, Debug, Default)]
pub(crate) struct Matrix {
    pub(crate) slices: BTreeMap<(Option<FundId>, Option<Years>), Slice>,
}

impl Matrix {
    pub(crate) fn add(&mut self, tally: &Tally) {
        for (fund, FundTally { words, counts }) in &tally.funds {
            let slice = self.slices.entry((fund.clone(), tally.years)).or_default();
            slice.documents += 1;
            slice.words += words;
            for (concept, own, rolled_up) in counts {
                let documents = u64::from(rolled_up.affirmed > 0);
                slice.cells.entry(*concept).or_default().add(&Cell { own: *own, rolled_up: *rolled_up, documents });
            }
        }
    }

    /// The slices of one fund, by years.
    pub(crate) fn of_fund<'a>(&'a self, fund: Option<&FundId>) -> Vec<(Option<Years>, &'a Slice)> {
        let slices = self.slices.iter().filter(|((f, _), _)| f.as_ref() == fund);
        slices.map(|((_, years), slice)| (*years, slice)).collect()
    }
}
