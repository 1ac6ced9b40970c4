use std::collections::BTreeMap;

use fundscan_evaluate::Contingency;
use fundscan_model::{ConceptId, Notice};

use super::document::{Held, Place, Unit};
use super::items::Items;
use super::quotes::RankedRelations;
use super::{RelatedBy, RelatedItem, Relation, RelationDocument, RelationReader, Relations, Within, matrix};
use crate::json::Versioned;
use crate::{Collection, EvidenceError, Kinds};

/// The most pairs that are counted: a taxonomy of 80 concepts has 3,160, one of 1,400 as many.
pub(super) const MOST_PAIRS: usize = 1_000_000;
/// The most concepts of one unit that are paired: pairs grow with their square.
const MOST_ITEMS: usize = 1_000;
/// The most places of each of two concepts that are compared to tell whether they share words.
const MOST_PLACES: usize = 8;

/// Which pairs are looked at, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationOptions {
    /// What two have to stand in to occur together.
    pub within: Within,
    /// Concepts or groups.
    pub by: RelatedBy,
    /// Only pairs with this concept.
    pub concept: Option<ConceptId>,
    /// Count mentions that say that something is not there, too.
    pub negated: bool,
    /// Pair a concept with broader ones, too.
    pub family: bool,
    /// The fewest times, counted or expected, from which a pair has measures; 0 is taken for 1.
    pub minimum: u64,
    /// The kinds of passages that count; none for those of the scan.
    pub kinds: Option<Kinds>,
    /// The order of the pairs.
    pub order: RelationOrder,
    /// The most pairs; none for all.
    pub max: Option<usize>,
    /// The most quotes of a pair.
    pub quotes: usize,
}

impl Default for RelationOptions {
    fn default() -> Self {
        Self {
            within: Within::Passage,
            by: RelatedBy::Concept,
            concept: None,
            negated: false,
            family: false,
            minimum: 5,
            kinds: None,
            order: RelationOrder::G2,
            max: None,
            quotes: 0,
        }
    }
}

/// What pairs are sorted by, the highest first; pairs without measures come last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RelationOrder {
    /// How sure it is that they have to do with each other.
    #[default]
    G2,
    /// How often they stand together.
    Count,
    /// How many times more often than by chance.
    Pmi,
    /// How strongly they go together.
    Phi,
}

/// How often two stand together.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Together {
    pub(super) count: u64,
    pub(super) same_words: u64,
}

/// Counts pairs, one document after another.
#[derive(Debug)]
pub struct RelationsBuilder<'a> {
    reader: RelationReader<'a>,
    pub(super) options: RelationOptions,
    /// The number of the concept whose company is asked for.
    only: Option<usize>,
    documents: u64,
    pub(super) units: u64,
    units_with_any: u64,
    /// The units that hold each item.
    pub(super) holding: Vec<u64>,
    pub(super) pairs: BTreeMap<(usize, usize), Together>,
    /// Units of which only the first concepts were paired.
    crowded: u64,
    /// Whether pairs were left out.
    full: bool,
}

impl<'a> RelationsBuilder<'a> {
    /// Relations in this collection.
    ///
    /// # Errors
    ///
    /// [`EvidenceError::Inconsistent`] where the taxonomy of the collection lacks the concept that is asked for, or pairs
    /// are of groups.
    pub fn new(collection: &'a Collection, options: RelationOptions) -> Result<Self, EvidenceError> {
        let items = Items::new(&collection.taxonomy, options.by);
        let number = |id: &ConceptId| {
            items
                .concept(id)
                .ok_or_else(|| EvidenceError::Inconsistent(format!("there is no pair with a concept {id}")))
        };
        let kinds = options.kinds.clone().unwrap_or_else(|| Kinds::new(collection.kinds.iter().copied()));
        Ok(Self {
            only: options.concept.as_ref().map(number).transpose()?,
            holding: vec![0; items.len()],
            reader: RelationReader { collection, items, kinds, within: options.within, negated: options.negated },
            options: RelationOptions { minimum: options.minimum.max(1), ..options },
            documents: 0,
            units: 0,
            units_with_any: 0,
            pairs: BTreeMap::new(),
            crowded: 0,
            full: false,
        })
    }

    /// What reads documents for it.
    #[must_use]
    pub fn reader(&self) -> RelationReader<'a> {
        self.reader.clone()
    }

    /// Adds a document. Where more pairs are found than can be counted, those that are found first are.
    pub fn add(&mut self, document: &RelationDocument) {
        self.documents += 1;
        self.units += document.units;
        self.units_with_any += document.found.len() as u64;
        for unit in &document.found {
            unit.iter().for_each(|(item, _)| self.holding[*item] += 1);
            self.crowded += u64::from(unit.len() > MOST_ITEMS);
            for (first, second) in self.pairs_of(unit) {
                let key = (first.0, second.0);
                if self.pairs.len() >= MOST_PAIRS && !self.pairs.contains_key(&key) {
                    self.full = true;
                    continue;
                }
                let together = self.pairs.entry(key).or_default();
                together.count += 1;
                together.same_words += u64::from(only_same_words(&first.1, &second.1));
            }
        }
    }

    /// The pairs of a unit: by two items in their order.
    pub(super) fn pairs_of<'u>(&self, unit: &'u Unit) -> Vec<(&'u Held, &'u Held)> {
        let unit = &unit[..unit.len().min(MOST_ITEMS)];
        let mut pairs = Vec::new();
        for (at, first) in unit.iter().enumerate() {
            for second in &unit[at + 1..] {
                if self.is_pair(first.0, second.0) {
                    pairs.push((first, second));
                }
            }
        }
        pairs
    }

    pub(super) fn is_pair(&self, first: usize, second: usize) -> bool {
        self.only.is_none_or(|only| first == only || second == only)
            && (self.options.family || !self.reader.items.is_family(first, second))
    }

    /// Ends the counting.
    #[must_use]
    pub fn rank(mut self) -> RankedRelations<'a> {
        self.add_absent();
        let mut ranked: Vec<((usize, usize), Relation)> =
            self.pairs.iter().map(|(pair, together)| (*pair, self.relation(*pair, *together))).collect();
        let key = |r: &Relation| match self.options.order {
            RelationOrder::G2 => r.g2,
            RelationOrder::Count => Some(r.count as f64),
            RelationOrder::Pmi => r.pmi,
            RelationOrder::Phi => r.phi,
        };
        ranked.sort_by(|(left_pair, left), (right_pair, right)| {
            let value = |r: &Relation| key(r).unwrap_or(f64::NEG_INFINITY);
            value(right)
                .total_cmp(&value(left))
                .then(right.g2.is_some().cmp(&left.g2.is_some()))
                .then(right.count.cmp(&left.count))
                .then(left_pair.cmp(right_pair))
        });
        let pairs_total = ranked.len() as u64;
        let matrix = self.only.is_none().then(|| matrix::matrix(&self));
        ranked.truncate(self.options.max.unwrap_or(usize::MAX));
        let (order, pairs): (Vec<_>, Vec<_>) = ranked.into_iter().unzip();
        let relations = Relations {
            schema: Relations::SCHEMA.to_owned(),
            tool: self.reader.collection.tool.clone(),
            taxonomy: self.reader.collection.taxonomy.stamp.clone(),
            kinds: self.reader.kinds.as_slice().to_vec(),
            within: self.options.within,
            by: self.options.by,
            concept: self.options.concept.clone(),
            negated: self.options.negated,
            family: self.options.family,
            minimum: self.options.minimum,
            null_model: null_model(self.options.within),
            documents: self.documents,
            units: self.units,
            units_with_any: self.units_with_any,
            items: self.found_items(),
            pairs_total,
            pairs,
            matrix,
            notices: self.notices(),
        };
        RankedRelations::new(self, relations, &order)
    }

    /// Pairs that never stand together although chance alone would bring them together: what keeps apart tells as much.
    fn add_absent(&mut self) {
        let mut often: Vec<usize> = (0..self.reader.items.len()).filter(|item| self.holding[*item] > 0).collect();
        often.sort_by_key(|item| (std::cmp::Reverse(self.holding[*item]), *item));
        for (at, one) in often.iter().enumerate() {
            for other in &often[at + 1..] {
                let (first, second) = (*one.min(other), *one.max(other));
                if self.contingency((first, second), 0).expected() < self.options.minimum as f64 {
                    // Those that follow are rarer still.
                    break;
                }
                if self.pairs.len() >= MOST_PAIRS {
                    self.full = true;
                    return;
                }
                if self.is_pair(first, second) {
                    self.pairs.entry((first, second)).or_default();
                }
            }
        }
    }

    pub(super) fn items(&self) -> &Items {
        &self.reader.items
    }

    pub(super) fn contingency(&self, (first, second): (usize, usize), both: u64) -> Contingency {
        Contingency::of(both, self.holding[first], self.holding[second], self.units)
    }

    /// The four cells of a pair, where it is frequent enough for measures.
    pub(super) fn measurable(&self, pair: (usize, usize), both: u64) -> Option<Contingency> {
        let cells = self.contingency(pair, both);
        let minimum = self.options.minimum;
        (both >= minimum || cells.expected() >= minimum as f64).then_some(cells)
    }

    fn relation(&self, pair: (usize, usize), together: Together) -> Relation {
        // Who asks for one concept's company reads from that concept.
        let (first, second) = if self.only == Some(pair.1) { (pair.1, pair.0) } else { pair };
        let cells = self.measurable(pair, together.count);
        Relation {
            first: self.reader.items.name(first)[0].clone(),
            second: self.reader.items.name(second)[0].clone(),
            first_units: self.holding[first],
            second_units: self.holding[second],
            count: together.count,
            same_words: together.same_words,
            expected: rounded(self.contingency(pair, together.count).expected(), 2),
            g2: cells.map(|c| rounded(c.signed_g2(), 2)),
            pmi: cells.filter(|_| together.count > 0).map(|c| rounded(c.pmi(), 3)),
            normalised_pmi: cells.and_then(Contingency::normalised_pmi).map(|n| rounded(n, 3)),
            phi: cells.and_then(Contingency::phi).map(|phi| rounded(phi, 4)),
            quotes: Vec::new(),
        }
    }

    fn found_items(&self) -> Vec<RelatedItem> {
        let found = (0..self.reader.items.len()).filter(|item| self.holding[*item] > 0);
        let item = |item: usize| {
            let [id, nl, en] = self.reader.items.name(item).clone();
            RelatedItem { id, nl, en, units: self.holding[item] }
        };
        found.map(item).collect()
    }

    fn notices(&self) -> Vec<Notice> {
        let mut notices = Vec::from_iter(self.reader.collection.totals.by_hand.notice());
        for kind in self.reader.kinds.as_slice().iter().filter(|k| !self.reader.collection.kinds.contains(k)) {
            let message = format!("the scan kept no mentions in passages of kind {kind}: scan again with that kind");
            notices.push(Notice::new("kind-not-scanned", message));
        }
        if self.crowded > 0 {
            let (one, many) = self.options.within.words();
            let message = format!(
                "{} {} with more than {MOST_ITEMS} concepts: only the first {MOST_ITEMS} in the order of the taxonomy are \
                 paired there",
                self.crowded,
                if self.crowded == 1 { one } else { many }
            );
            notices.push(Notice::new("crowded-units", message));
        }
        if self.full {
            let message = format!(
                "more than {MOST_PAIRS} different pairs: those beyond are not counted; ask for one concept or for groups"
            );
            notices.push(Notice::new("too-many-pairs", message));
        }
        notices
    }
}

/// Whether two are expressed by nothing but words that they share.
pub(super) fn only_same_words(first: &[Place], second: &[Place]) -> bool {
    // More places than can be looked at do not all share words.
    first.len() <= MOST_PLACES
        && second.len() <= MOST_PLACES
        && first.iter().all(|one| second.iter().all(|other| one.overlaps(other)))
}

fn null_model(within: Within) -> String {
    let (one, many) = within.words();
    let longer = if within == Within::Document { "documents" } else { many };
    format!(
        "chance: each {one} holds the one whether or not it holds the other, so that {many} with both = {many} with the \
         one x {many} with the other / all {many} of the kinds that count, those in which nothing was found among them. \
         Long {longer} hold more of everything, so that most pairs exceed chance a little"
    )
}

pub(super) fn rounded(value: f64, decimals: i32) -> f64 {
    let scale = 10f64.powi(decimals);
    // No −0, which reads as a finding.
    (value * scale).round() / scale + 0.0
}
