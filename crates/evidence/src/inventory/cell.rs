//! The quotes of one fund for one question.

use std::cmp::Reverse;
use std::rc::Rc;

use fundscan_model::{BlockKind, ConceptId};

use super::alike::{Met, Words};
use super::{InventoryPlace, InventoryQuote};
use crate::{FundBy, MentionDecision, Years};

/// The most other places kept of one text: more are counted. Nobody follows up twenty, and in a large collection the same
/// words stand in hundreds.
const MOST_PLACES: usize = 20;
/// A quote of fewer words says little by itself: a name, a head.
const SHORT: usize = 3;
/// A quote of more words is hard to read in a table.
const LONG: usize = 40;

/// Where a quote stands among the others, the best first.
type Rank = (bool, u8, Reverse<usize>, bool, Reverse<Option<Years>>, String, u32);

/// What one passage adds to a quote that is there already.
#[derive(Debug)]
pub(super) struct Said {
    pub(super) concepts: Vec<ConceptId>,
    pub(super) denies: Vec<ConceptId>,
    pub(super) decision: Option<MentionDecision>,
    pub(super) place: InventoryPlace,
    /// The number of the passage.
    pub(super) number: u32,
}

/// Quotes, each text once.
#[derive(Debug, Default)]
pub(super) struct Cell {
    quotes: Vec<(Rank, InventoryQuote, Rc<Words>)>,
    met: Met,
    /// Texts that were let go since there were too many.
    dropped: u64,
}

impl Cell {
    /// Adds what is said in these words to the quote that is the same, or else the quote that `new` makes of it. Where
    /// there are more than twice `most`, the better half is kept.
    pub(super) fn add(&mut self, words: &Rc<Words>, said: Said, most: usize, new: impl FnOnce(Said) -> InventoryQuote) {
        if let Some(found) = self.met.find(words) {
            let (rank, kept, _) = &mut self.quotes[found];
            merge(&mut kept.concepts, said.concepts);
            merge(&mut kept.denies, said.denies);
            rank.2 = Reverse(kept.concepts.len());
            // What a person decided about one of its places is to be seen.
            if kept.decision.is_none() {
                kept.decision = said.decision;
            }
            kept.also_total += 1;
            if kept.also.len() < MOST_PLACES {
                kept.also.push(said.place);
            }
            return;
        }
        let number = said.number;
        let quote = new(said);
        self.quotes.push((rank(&quote, number), quote, Rc::clone(words)));
        self.met.keep(words);
        if self.quotes.len() >= most.saturating_mul(2).max(2) {
            self.shrink(most);
        }
    }

    fn shrink(&mut self, most: usize) {
        self.quotes.sort_by(|a, b| a.0.cmp(&b.0));
        self.dropped += (self.quotes.len() - most.min(self.quotes.len())) as u64;
        self.quotes.truncate(most);
        self.met = Met::default();
        for (_, _, words) in &self.quotes {
            self.met.keep(words);
        }
    }

    /// How many there are, and the best of them; and whether some were let go, so that the number may count a text twice.
    pub(super) fn finish(mut self, max: Option<usize>) -> (u64, Vec<InventoryQuote>, bool) {
        self.quotes.sort_by(|a, b| a.0.cmp(&b.0));
        let total = self.quotes.len() as u64 + self.dropped;
        let quotes = self.quotes.into_iter().map(|(_, quote, _)| quote).take(max.unwrap_or(usize::MAX)).collect();
        (total, quotes, self.dropped > 0)
    }
}

/// Adds concepts that are not there yet.
fn merge(concepts: &mut Vec<ConceptId>, more: Vec<ConceptId>) {
    for concept in more {
        if !concepts.contains(&concept) {
            concepts.push(concept);
        }
    }
}

fn rank(quote: &InventoryQuote, number: u32) -> Rank {
    let own = matches!(quote.fund_by, FundBy::TableRow | FundBy::TableColumn);
    let place = match quote.kind {
        BlockKind::TableCell if own => 0,
        BlockKind::TableCell | BlockKind::ListItem => 1,
        BlockKind::Paragraph => 2,
        _ => 3,
    };
    let words = quote.text.split_whitespace().count();
    let InventoryPlace { document, years, .. } = &quote.place;
    let readable = (SHORT..=LONG).contains(&words);
    let concepts = Reverse(quote.concepts.len());
    (quote.head.is_none(), place, concepts, !readable, Reverse(*years), document.clone(), number)
}
