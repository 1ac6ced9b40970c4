//! Passages that only one of two documents has.

use std::collections::{BTreeMap, BTreeSet};

use fundscan_model::{ConceptId, FundId, Status};

use super::DiffQuote;
use crate::{Evidence, MentionRecord};

/// The share of words (Dice) that two passages have in common from which one is the other in other words.
const REWORDED: f64 = 0.6;

/// The most comparisons of passages of one concept in one pair of documents; with more, none is found reworded.
const MOST_COMPARISONS: usize = 40_000;

/// What moved of one concept and fund.
#[derive(Clone, Debug, Default)]
pub(super) struct Moved {
    pub(super) new: u64,
    pub(super) gone: u64,
    pub(super) reworded: u64,
    pub(super) new_quotes: Vec<DiffQuote>,
    pub(super) gone_quotes: Vec<DiffQuote>,
}

/// Of all pairs of documents so far, by concept and fund.
#[derive(Debug, Default)]
pub(super) struct Movements {
    pub(super) moved: BTreeMap<(ConceptId, Option<FundId>), Moved>,
    /// Quotes that may still be kept.
    left: usize,
    /// Of each concept and fund, new and gone.
    each: usize,
    /// Whether quotes were left out because there were too many in all.
    pub(super) full: bool,
    /// Documents in which there was too much to look for other words.
    pub(super) not_compared: BTreeSet<String>,
}

type Passages<'e> = BTreeMap<(&'e ConceptId, Status), Vec<&'e MentionRecord>>;

impl Movements {
    pub(super) fn new(each: usize, most: usize) -> Self {
        Self { each, left: most, ..Self::default() }
    }

    pub(super) fn add(&mut self, old: Option<&Evidence>, new: Option<&Evidence>) {
        let (before, after) = (passages(old), passages(new));
        let keys: BTreeSet<_> = before.keys().chain(after.keys()).copied().collect();
        for key in keys {
            let (was, is) = (before.get(&key).cloned(), after.get(&key).cloned());
            let (mut gone, mut came) = only(was.unwrap_or_default(), is.unwrap_or_default());
            for mention in self.reword(&mut gone, &mut came, new) {
                self.moved.entry((key.0.clone(), mention.fund.clone())).or_default().reworded += 1;
            }
            for (mentions, evidence, is_new) in [(gone, old, false), (came, new, true)] {
                for mention in mentions {
                    self.count(mention, evidence, is_new);
                }
            }
        }
    }

    fn count(&mut self, mention: &MentionRecord, evidence: Option<&Evidence>, is_new: bool) {
        let moved = self.moved.entry((mention.concept.clone(), mention.fund.clone())).or_default();
        let (count, quotes) = match is_new {
            true => (&mut moved.new, &mut moved.new_quotes),
            false => (&mut moved.gone, &mut moved.gone_quotes),
        };
        *count += 1;
        // A sentence that stands in several places is quoted once.
        let quoted = |quote: &DiffQuote| text_hash_of(&quote.passage) == text_hash(mention);
        if quotes.len() >= self.each || quotes.iter().any(quoted) {
            return;
        }
        if self.left == 0 {
            self.full = true;
            return;
        }
        self.left -= 1;
        quotes.push(DiffQuote {
            document: evidence.map_or_else(String::new, |e| e.source.path.clone()),
            page: mention.page,
            passage: mention.passage.clone(),
            status: mention.status,
            before: mention.before.clone(),
            quote: mention.quote.clone(),
            after: mention.after.clone(),
        });
    }

    /// Takes out of both what stands in the other in other words, each passage once, the most alike first come.
    fn reword<'e>(
        &mut self,
        gone: &mut Vec<&'e MentionRecord>,
        came: &mut Vec<&'e MentionRecord>,
        new: Option<&Evidence>,
    ) -> Vec<&'e MentionRecord> {
        if gone.len().saturating_mul(came.len()) > MOST_COMPARISONS {
            self.not_compared.extend(new.map(|e| e.source.path.clone()));
            return Vec::new();
        }
        let mut words: Vec<Option<BTreeSet<String>>> = gone.iter().map(|m| Some(around(m))).collect();
        let mut reworded = Vec::new();
        came.retain(|mention| {
            let mine = around(mention);
            let alike = words.iter().enumerate().filter_map(|(n, other)| Some((n, dice(&mine, other.as_ref()?))));
            match alike.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))) {
                Some((n, share)) if share >= REWORDED => {
                    words[n] = None;
                    reworded.push(*mention);
                    false
                }
                _ => true,
            }
        });
        let mut kept = words.iter().map(Option::is_some);
        gone.retain(|_| kept.next().unwrap_or(true));
        reworded
    }
}

/// The first mention of each concept and status in each passage.
fn passages(evidence: Option<&Evidence>) -> Passages<'_> {
    let mut passages = Passages::new();
    for mention in evidence.iter().flat_map(|e| &e.mentions) {
        let list = passages.entry((&mention.concept, mention.status)).or_default();
        if list.last().is_none_or(|last| last.passage != mention.passage) {
            list.push(mention);
        }
    }
    passages
}

/// What only the first and what only the second has, by text.
fn only<'e>(
    old: Vec<&'e MentionRecord>,
    new: Vec<&'e MentionRecord>,
) -> (Vec<&'e MentionRecord>, Vec<&'e MentionRecord>) {
    let texts = |list: &[&'e MentionRecord]| -> BTreeSet<&'e str> { list.iter().map(|m| text_hash(m)).collect() };
    let (before, after) = (texts(&old), texts(&new));
    let without = |list: Vec<&'e MentionRecord>, other: &BTreeSet<&str>| {
        list.into_iter().filter(|m| !other.contains(text_hash(m))).collect()
    };
    (without(old, &after), without(new, &before))
}

/// The end of a passage's id is made of its text alone.
fn text_hash(mention: &MentionRecord) -> &str {
    text_hash_of(&mention.passage)
}

fn text_hash_of(passage: &str) -> &str {
    passage.rsplit('-').next().unwrap_or(passage)
}

/// The words of a mention and around it; figures are left out: the sentences of yearly reports differ in them.
fn around(mention: &MentionRecord) -> BTreeSet<String> {
    let text = format!("{}{}{}", mention.before, mention.quote, mention.after).to_lowercase();
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty());
    words.map(str::to_owned).collect()
}

fn dice(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    2.0 * a.intersection(b).count() as f64 / (a.len() + b.len()).max(1) as f64
}
