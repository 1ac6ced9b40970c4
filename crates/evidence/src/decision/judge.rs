use std::ops::Range;

use fundscan_model::{ByteSpan, FundId, Mention, Status};

use super::outcome::{DecisionRecord, MentionDecision, Outcome};
use super::words::{Index, key};
use super::{Action, Decision};
use crate::hierarchy::Hierarchy;
use crate::{EvidenceError, Found, FundBy, Kinds, MentionRecord, StoredPassage};

/// A mention with what a person decided about it.
pub(crate) struct Judged {
    pub(crate) found: Found,
    pub(crate) decision: Option<MentionDecision>,
    /// The fund it was attributed to by hand.
    pub(crate) fund: Option<FundId>,
    pub(crate) rejected: bool,
    /// The index of the record of its decision.
    record: Option<usize>,
}

/// What a document's mentions are judged by.
pub(crate) struct Bench<'a> {
    pub(crate) passages: &'a [StoredPassage],
    pub(crate) hierarchy: &'a Hierarchy,
    pub(crate) kinds: &'a Kinds,
}

/// Follows decisions on what was found in a document, in their order; the mentions that `ids` will be given to are
/// sorted by place, rejected ones among them.
pub(crate) fn judge<'d>(
    bench: &Bench<'_>,
    found: Vec<Found>,
    decisions: impl Iterator<Item = &'d Decision>,
) -> (Vec<Judged>, Vec<DecisionRecord>) {
    let untouched = |found| Judged { found, decision: None, fund: None, rejected: false, record: None };
    let mut court = Court { bench, judged: found.into_iter().map(untouched).collect(), records: Vec::new() };
    let mut index = None;
    for decision in decisions {
        if decision.action == Action::Document {
            court.document(decision);
            continue;
        }
        let index = index.get_or_insert_with(|| Index::new(bench.passages));
        court.mention(decision, index);
    }
    let Court { mut judged, records, .. } = court;
    judged.sort_by(|a, b| {
        let key = |j: &Judged| (j.found.passage, j.found.mention.span, j.found.mention.status);
        key(a).cmp(&key(b)).then_with(|| a.found.mention.concept.cmp(&b.found.mention.concept))
    });
    (judged, records)
}

impl Judged {
    /// The record of the mention with this `number` in its passage, and whether it is rejected. Its id goes into the
    /// record of its decision.
    pub(crate) fn record(
        self,
        passage: &StoredPassage,
        number: usize,
        records: &mut [DecisionRecord],
    ) -> Result<(MentionRecord, bool), EvidenceError> {
        let Self { found, decision, fund: by_hand, rejected, record } = self;
        let mut mention = MentionRecord::new(passage, found, number)?;
        if by_hand.is_some() {
            (mention.fund, mention.fund_by) = (by_hand, FundBy::Decision);
        }
        mention.decision = decision;
        if let Some(record) = record.and_then(|record| records.get_mut(record)) {
            record.mentions.push(mention.id.clone());
        }
        Ok((mention, rejected))
    }
}

struct Court<'a> {
    bench: &'a Bench<'a>,
    judged: Vec<Judged>,
    records: Vec<DecisionRecord>,
}

impl Court<'_> {
    /// The correction itself was made when the document was attributed; the first that says something counts.
    fn document(&mut self, decision: &Decision) {
        let says = |d: &Decision| [d.to_fund.is_some(), d.to_years.is_some(), d.to_kind.is_some()];
        let mut said = [false; 3];
        for before in self.records.iter().filter(|r| r.decision.action == Action::Document) {
            says(&before.decision).into_iter().zip(&mut said).for_each(|(new, said)| *said |= new);
        }
        let new = says(decision).into_iter().zip(said).any(|(new, said)| new && !said);
        self.record(decision, if new { Outcome::Applied } else { Outcome::DecidedBefore }, Vec::new());
    }

    fn mention(&mut self, decision: &Decision, index: &Index) {
        let places = index.places(&key(&decision.context()), None);
        if places.is_empty() {
            // Of a decision that names no document nobody expects anything in this one.
            if decision.document.is_some() {
                self.record(decision, Outcome::NotFound, Vec::new());
            }
            return;
        }
        if decision.concept.as_ref().is_some_and(|c| self.bench.hierarchy.number(c).is_none()) {
            return self.record(decision, Outcome::UnknownConcept, Vec::new());
        }
        let quotes: Vec<Range<usize>> = places.iter().flat_map(|place| quotes(decision, index, place)).collect();
        let several = if decision.action == Action::Attribute && decision.concept.is_none() {
            places.len() > 1
        } else {
            quotes.len() > 1
        };
        match decision.action {
            Action::Add if several && !decision.all => self.ambiguous(decision, index, &quotes),
            Action::Add => self.add(decision, index, &quotes),
            Action::Document => {}
            Action::Attribute | Action::Reject if places.len() > 1 && !decision.all => {
                self.ambiguous(decision, index, &quotes);
            }
            Action::Attribute | Action::Reject => self.touch(decision, index, &quotes),
        }
    }

    /// Rejects or attributes the mentions in these words.
    fn touch(&mut self, decision: &Decision, index: &Index, quotes: &[Range<usize>]) {
        let mut meant: Vec<usize> = quotes.iter().flat_map(|quote| self.mentions(decision, index, quote)).collect();
        meant.sort_unstable();
        meant.dedup();
        // Any concept means all of them; one concept means one mention of it.
        let one = decision.concept.is_some() && !decision.all;
        match meant.len() {
            0 => self.record(decision, Outcome::NoMention, Vec::new()),
            n if n > 1 && one => self.ambiguous(decision, index, quotes),
            _ if meant.iter().any(|m| self.judged[*m].decision.is_some()) => {
                self.record(decision, Outcome::DecidedBefore, Vec::new());
            }
            _ => {
                self.record(decision, Outcome::Applied, Vec::new());
                meant.into_iter().for_each(|mention| self.mark(mention, decision));
            }
        }
    }

    fn add(&mut self, decision: &Decision, index: &Index, quotes: &[Range<usize>]) {
        let Some(concept) = &decision.concept else { return };
        let status = decision.to_status.unwrap_or(Status::Affirmed);
        let mut added = Vec::new();
        let mut outcome = Outcome::NotFound;
        for quote in quotes {
            // Words over the end of a sentence: the mention stands where they begin.
            let Some((passage, span)) = index.spans(quote).into_iter().next() else { continue };
            if !self.bench.kinds.contains(self.bench.passages[passage].kind) {
                outcome = Outcome::KindNotCounted;
                continue;
            }
            let there = self.mentions(decision, index, quote);
            if there.iter().any(|m| self.judged[*m].decision.is_some()) {
                outcome = Outcome::DecidedBefore;
            } else if there.iter().any(|m| self.judged[*m].found.mention.status == status) {
                outcome = Outcome::AlreadyThere;
            } else {
                added.push((passage, span, there));
            }
        }
        if added.is_empty() {
            return self.record(decision, outcome, Vec::new());
        }
        self.record(decision, Outcome::Applied, Vec::new());
        for (passage, span, contrary) in added {
            // What was found to say the contrary is not lost: it stands among the rejected.
            for mention in contrary {
                self.mark(mention, decision);
                self.judged[mention].rejected = true;
            }
            let found = Found::in_passage(passage, Mention::new(concept.clone(), status, span, ""));
            self.judged.push(Judged { found, decision: None, fund: None, rejected: false, record: None });
            self.mark(self.judged.len() - 1, decision);
        }
    }

    /// The mentions of the decision's concept in these words, as far as they are not rejected.
    fn mentions(&self, decision: &Decision, index: &Index, quote: &Range<usize>) -> Vec<usize> {
        let spans = index.spans(quote);
        let meet = |a: ByteSpan, b: ByteSpan| a.start() < b.end() && b.start() < a.end();
        let is_meant = |j: &Judged| {
            decision.concept.as_ref().is_none_or(|c| *c == j.found.mention.concept)
                && spans.get(&j.found.passage).is_some_and(|span| meet(*span, j.found.mention.span))
        };
        self.judged.iter().enumerate().filter(|(_, j)| is_meant(j)).map(|(n, _)| n).collect()
    }

    fn mark(&mut self, mention: usize, decision: &Decision) {
        let record = self.records.len() - 1;
        let judged = &mut self.judged[mention];
        judged.decision = Some(MentionDecision::from(decision));
        judged.fund.clone_from(&decision.to_fund);
        judged.rejected = decision.action == Action::Reject;
        judged.record = Some(record);
    }

    fn ambiguous(&mut self, decision: &Decision, index: &Index, quotes: &[Range<usize>]) {
        let passages = quotes.iter().filter_map(|quote| index.spans(quote).into_keys().next());
        let mut pages: Vec<u32> =
            passages.filter_map(|p| self.bench.passages[p].places.first().map(|place| place.page)).collect();
        pages.dedup();
        pages.truncate(MOST_PAGES);
        self.record(decision, Outcome::Ambiguous, pages);
    }

    fn record(&mut self, decision: &Decision, outcome: Outcome, pages: Vec<u32>) {
        self.records.push(DecisionRecord { decision: decision.clone(), outcome, mentions: Vec::new(), pages });
    }
}

/// The pages that are named where a decision may mean several.
const MOST_PAGES: usize = 20;

/// The words of the quote within a place; all of the place where there is no quote.
fn quotes(decision: &Decision, index: &Index, place: &Range<usize>) -> Vec<Range<usize>> {
    let Some(quote) = &decision.quote else { return vec![place.clone()] };
    if decision.text.is_none() {
        // What stands before it says exactly where it is.
        let count = |text: &str| key(text).split_whitespace().count();
        let start = place.start + decision.before.as_deref().map_or(0, count);
        let words = start..(start + count(quote)).min(place.end);
        return Vec::from([words]);
    }
    index.places(&key(quote), Some(place))
}
