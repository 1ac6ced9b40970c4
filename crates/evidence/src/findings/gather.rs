use std::collections::BTreeMap;

use fundscan_model::{FundId, Status};

use super::{FoundQuote, NearWhy};
use crate::MentionRecord;

/// A passage of this many words can be read and understood by itself.
const READABLE: std::ops::RangeInclusive<u32> = 4..=60;

/// What is kept of one concept: by fund, what belongs to none first.
pub(super) type ByFund = BTreeMap<Option<FundId>, Kept>;

/// The best passages of one fund for one concept.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept {
    pub(super) affirmed: Best,
    pub(super) negated: Best,
    pub(super) near: Best,
}

/// The best passages so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Best {
    kept: Vec<(Rank, FoundQuote)>,
    /// Passages taken from the document at hand.
    document: usize,
    of_document: usize,
}

/// What passages are chosen by, the lowest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    near: Option<NearWhy>,
    /// With reserve, or not there yet.
    unsure: bool,
    /// Too short or too long to be understood.
    unreadable: bool,
    /// A narrower concept than the one of the finding.
    narrower: bool,
    /// A first passage of each document comes before a second one of any.
    of_document: usize,
    document: usize,
}

impl Rank {
    pub(super) fn new(mention: &MentionRecord, words: u32, narrower: bool, near: Option<NearWhy>) -> Self {
        let planned = mention.status == Status::Affirmed && mention.time == Some(fundscan_model::Time::Planned);
        let unreadable = !READABLE.contains(&words);
        Self { near, unsure: mention.hedged || planned, unreadable, narrower, of_document: 0, document: 0 }
    }
}

impl Best {
    /// Offers a passage of the document with this number; `quote` makes it where it is good enough.
    pub(super) fn offer(&mut self, rank: Rank, document: usize, most: usize, quote: impl FnOnce() -> FoundQuote) {
        if self.document != document {
            (self.document, self.of_document) = (document, 0);
        }
        let rank = Rank { of_document: self.of_document, document, ..rank };
        if self.kept.len() >= most && self.kept.last().is_none_or(|(last, _)| *last <= rank) {
            return;
        }
        let quote = quote();
        // Several mentions of one passage, or the same sentence in the report of every year.
        if let Some(at) = self.kept.iter().position(|(_, other)| other.text == quote.text) {
            if self.kept[at].0 <= rank {
                return;
            }
            self.kept.remove(at);
        } else {
            self.of_document += 1;
        }
        let at = self.kept.partition_point(|(other, _)| *other <= rank);
        self.kept.insert(at, (rank, quote));
        self.kept.truncate(most);
    }

    pub(super) fn quotes(&self) -> Vec<FoundQuote> {
        self.kept.iter().map(|(_, quote)| quote.clone()).collect()
    }
}
