use std::collections::BTreeMap;

use super::count::{RelationsBuilder, only_same_words};
use super::document::Place;
use super::{QuotedPassage, RelationDocument, RelationQuote, Relations};
use crate::context::excerpt;
use crate::{Evidence, StoredPassages};

/// The most characters of a quoted passage.
const MOST_CHARS: usize = 600;
/// How many places of the other are looked at for each place of the one.
const NEAREST: usize = 8;

/// Relations in their order, to which quotes are still to be added.
#[derive(Debug)]
pub struct RankedRelations<'a> {
    counted: RelationsBuilder<'a>,
    relations: Relations,
    /// Where each pair stands in the list.
    places: BTreeMap<(usize, usize), usize>,
    /// The best quotes of each pair so far.
    kept: Vec<Vec<(Rank, RelationQuote)>>,
    documents: usize,
}

/// What quotes are chosen by, the lowest first: two that share no words, then a place in each document before a second
/// one in any, then the order of documents.
type Rank = (bool, usize, usize);

impl<'a> RankedRelations<'a> {
    pub(super) fn new(counted: RelationsBuilder<'a>, relations: Relations, order: &[(usize, usize)]) -> Self {
        let places = order.iter().zip(0..).map(|(pair, at)| (*pair, at)).collect();
        Self { kept: vec![Vec::new(); order.len()], counted, relations, places, documents: 0 }
    }

    /// Whether there is anything to show quotes of.
    #[must_use]
    pub fn wants_quotes(&self) -> bool {
        self.counted.options.quotes > 0 && self.relations.pairs.iter().any(|pair| pair.count > 0)
    }

    /// Takes quotes from a document; documents come in the order they were counted in.
    pub fn illustrate(&mut self, document: &RelationDocument, evidence: &Evidence, passages: &StoredPassages) {
        let most = self.counted.options.quotes;
        self.documents += 1;
        let mut seen: BTreeMap<usize, usize> = BTreeMap::new();
        for unit in &document.found {
            for (first, second) in self.counted.pairs_of(unit) {
                let Some(&at) = self.places.get(&(first.0, second.0)) else { continue };
                let same_words = only_same_words(&first.1, &second.1);
                let before = seen.entry(at).or_default();
                let rank = (same_words, *before, self.documents);
                let kept = &mut self.kept[at];
                if kept.len() >= most && kept.last().is_none_or(|(last, _)| *last <= rank) {
                    continue;
                }
                let quote = quote(&first.1, &second.1, same_words, evidence, passages);
                // The same sentence stands in the report of every year: once is enough.
                let texts = |q: &RelationQuote| q.passages.iter().map(|p| p.text.clone()).collect::<Vec<_>>();
                if kept.iter().any(|(_, other)| texts(other) == texts(&quote)) {
                    continue;
                }
                *before += 1;
                let position = kept.partition_point(|(other, _)| *other <= rank);
                kept.insert(position, (rank, quote));
                kept.truncate(most);
            }
        }
    }

    /// The relations with their quotes.
    #[must_use]
    pub fn finish(mut self) -> Relations {
        for (pair, kept) in self.relations.pairs.iter_mut().zip(self.kept) {
            pair.quotes = kept.into_iter().map(|(_, quote)| quote).collect();
        }
        self.relations
    }
}

fn quote(
    first: &[Place],
    second: &[Place],
    same_words: bool,
    evidence: &Evidence,
    passages: &StoredPassages,
) -> RelationQuote {
    let (one, other) = nearest(first, second);
    let quoted = |places: &[Place]| {
        let passage = &passages.passages()[places[0].passage];
        let start = places.iter().map(|p| p.span.start()).min().unwrap_or(0);
        let end = places.iter().map(|p| p.span.end()).max().unwrap_or(0);
        QuotedPassage {
            passage: passage.id.clone(),
            page: passage.places.first().map(|p| p.page),
            text: excerpt(&passage.text, fundscan_model::ByteSpan::new(start, end), MOST_CHARS),
        }
    };
    let shown = match one.passage == other.passage {
        true => vec![quoted(&[one, other])],
        // In reading order.
        false if one.passage < other.passage => vec![quoted(&[one]), quoted(&[other])],
        false => vec![quoted(&[other]), quoted(&[one])],
    };
    let mention = &evidence.mentions[one.mention];
    RelationQuote {
        document: evidence.source.path.clone(),
        fund: mention.fund.clone(),
        years: evidence.period.years(),
        section: mention.section.clone(),
        same_words,
        passages: shown,
    }
}

/// The two places in the nearest passages; of those in one passage, two that share no words, where there are any.
fn nearest(first: &[Place], second: &[Place]) -> (Place, Place) {
    let distance = |(one, other): &(Place, Place)| (one.passage.abs_diff(other.passage), one.overlaps(other));
    let beside = |one: &Place| {
        // Both are in reading order: the last one before, and the first ones that are not before.
        let at = second.partition_point(|other| other.passage < one.passage);
        second[at.saturating_sub(1)..].iter().take(NEAREST)
    };
    let pairs = first.iter().flat_map(|one| beside(one).map(|other| (*one, *other)));
    pairs.min_by_key(distance).unwrap_or((first[0], second[0]))
}
