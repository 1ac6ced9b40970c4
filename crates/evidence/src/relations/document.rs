use std::collections::{BTreeMap, HashMap};

use fundscan_model::{BlockKind, ByteSpan, Status};

use super::Within;
use super::items::Items;
use crate::{Collection, Evidence, EvidenceError, Kinds, StoredPassage, StoredPassages};

/// What stands in the units of one document.
#[derive(Debug)]
pub struct RelationDocument {
    /// All units, those in which nothing was found among them.
    pub(super) units: u64,
    /// The others, in reading order.
    pub(super) found: Vec<Unit>,
}

/// A unit: each item that it holds, in the order of the items, with every place of it in reading order.
pub(super) type Unit = Vec<Held>;

/// An item and its places.
pub(super) type Held = (usize, Vec<Place>);

/// Words that express something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The index of the passage in its document.
    pub(super) passage: usize,
    /// The index of the mention in the evidence.
    pub(super) mention: usize,
    pub(super) span: ByteSpan,
}

impl Place {
    /// Whether two places share words.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.passage == other.passage && self.span.start() < other.span.end() && other.span.start() < self.span.end()
    }
}

/// Makes out what stands in the units of documents, several at the same time if need be.
#[derive(Clone, Debug)]
pub struct RelationReader<'a> {
    pub(super) collection: &'a Collection,
    pub(super) items: Items,
    pub(super) kinds: Kinds,
    pub(super) within: Within,
    pub(super) negated: bool,
}

impl RelationReader<'_> {
    /// What stands in the units of a document of the collection.
    ///
    /// # Errors
    ///
    /// Refuses evidence that is not of the collection, or not what it says of the document, and passages that are not those
    /// of the evidence.
    pub fn read(&self, evidence: &Evidence, passages: &StoredPassages) -> Result<RelationDocument, EvidenceError> {
        self.collection.check(evidence)?;
        let inconsistent = |what: String| EvidenceError::Inconsistent(format!("{}: {what}", evidence.source.path));
        let passages = passages.passages();
        let (numbers, units) = number(passages, self.within, &self.kinds);
        let at: HashMap<&str, usize> = passages.iter().zip(0..).map(|(p, n)| (p.id.as_str(), n)).collect();
        let mut found: BTreeMap<u64, BTreeMap<usize, Vec<Place>>> = BTreeMap::new();
        let counts = |status| self.negated || status == Status::Affirmed;
        for (mention, index) in evidence.mentions.iter().zip(0..) {
            if !self.kinds.contains(mention.kind) || !counts(mention.status) {
                continue;
            }
            let passage = *at
                .get(mention.passage.as_str())
                .ok_or_else(|| inconsistent(format!("passage {} is not among those stored", mention.passage)))?;
            let unit = numbers[passage].ok_or_else(|| {
                inconsistent(format!("mention {} is of another kind of passage than its passage", mention.id))
            })?;
            if passages[passage].text.get(mention.span.range()) != Some(mention.quote.as_str()) {
                return Err(inconsistent(format!("mention {} is not where the evidence says", mention.id)));
            }
            let for_items = self.items.of(&mention.concept).ok_or_else(|| {
                inconsistent(format!("the taxonomy of the collection has no concept {}", mention.concept))
            })?;
            let place = Place { passage, mention: index, span: mention.span };
            for &item in for_items {
                found.entry(unit).or_default().entry(item).or_default().push(place);
            }
        }
        let found = found.into_values().map(|unit| unit.into_iter().collect()).collect();
        Ok(RelationDocument { units, found })
    }
}

/// The number of the unit that each passage belongs to, none for kinds that do not count; and how many units there are.
fn number(passages: &[StoredPassage], within: Within, kinds: &Kinds) -> (Vec<Option<u64>>, u64) {
    let mut units = 0;
    let mut section: Option<&[String]> = None;
    let numbers = passages.iter().map(|passage| {
        // The same words may head two sections, one after the other.
        if passage.kind == BlockKind::Heading {
            section = None;
        }
        if !kinds.contains(passage.kind) {
            return None;
        }
        let starts = match within {
            Within::Passage => true,
            Within::Section => section != Some(&passage.section),
            Within::Document => units == 0,
        };
        section = Some(&passage.section);
        units += u64::from(starts);
        Some(units)
    });
    let numbers = numbers.collect();
    (numbers, units)
}
