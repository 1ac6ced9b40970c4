//! The quotes of one fund for one question.

use std::cmp::Reverse;

use fundscan_model::BlockKind;

use super::alike::{Met, Words};
use super::{InventoryPlace, InventoryQuote};
use crate::{FundBy, Years};

/// The most other places kept of one text.
const MOST_PLACES: usize = 100;
/// A quote of fewer words says little by itself: a name, a head.
const SHORT: usize = 3;
/// A quote of more words is hard to read in a table.
const LONG: usize = 40;

/// Where a quote stands among the others, the best first.
type Rank = (bool, u8, Reverse<usize>, bool, Reverse<Option<Years>>, String, u32);

/// Quotes, each text once.
#[derive(Debug, Default)]
pub(super) struct Cell {
    quotes: Vec<(Rank, InventoryQuote)>,
    met: Met,
    /// Texts that were let go since there were too many.
    dropped: u64,
}

impl Cell {
    /// Adds a quote of the passage with this `number`, or its place to the quote that is the same. Where there are more
    /// than twice `most`, the better half is kept.
    pub(super) fn add(&mut self, quote: InventoryQuote, number: u32, most: usize) {
        let words = Words::new(&quote.text);
        if let Some(found) = self.met.find(&words) {
            let (rank, kept) = &mut self.quotes[found];
            for concept in quote.concepts {
                if !kept.concepts.contains(&concept) {
                    kept.concepts.push(concept);
                }
            }
            for concept in quote.denies {
                if !kept.denies.contains(&concept) {
                    kept.denies.push(concept);
                }
            }
            rank.2 = Reverse(kept.concepts.len());
            // What a person decided about one of its places is to be seen.
            if kept.decision.is_none() {
                kept.decision = quote.decision;
            }
            kept.also_total += 1;
            if kept.also.len() < MOST_PLACES {
                kept.also.push(quote.place);
            }
            return;
        }
        self.quotes.push((rank(&quote, number), quote));
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
        for (_, quote) in &self.quotes {
            self.met.keep(Words::new(&quote.text));
        }
    }

    /// How many there are, and the best of them; and whether some were let go, so that the number may count a text twice.
    pub(super) fn finish(mut self, max: Option<usize>) -> (u64, Vec<InventoryQuote>, bool) {
        self.quotes.sort_by(|a, b| a.0.cmp(&b.0));
        let total = self.quotes.len() as u64 + self.dropped;
        let quotes = self.quotes.into_iter().map(|(_, quote)| quote).take(max.unwrap_or(usize::MAX)).collect();
        (total, quotes, self.dropped > 0)
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
