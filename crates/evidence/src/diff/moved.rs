//! Passages that only one of two documents has.

use std::collections::{BTreeMap, BTreeSet};

use fundscan_model::{ConceptId, FundId, Status};

use super::{DiffQuote, RewordedQuote};
use crate::{Evidence, Kinds, MentionRecord};

/// The share of words (Dice) that two passages have in common from which one is the other in other words.
const REWORDED: f64 = 0.6;

/// The fewest words that they have in common: the concept alone, in a heading or a list, says nothing.
const WORDS_IN_COMMON: u32 = 3;

/// The most comparisons of passages of one concept in one pair of documents; with more, none is found reworded.
const MOST_COMPARISONS: usize = 40_000;

/// What moved of one concept and fund.
#[derive(Clone, Debug, Default)]
pub(super) struct Moved {
    pub(super) new: u64,
    pub(super) gone: u64,
    pub(super) reworded: u64,
    pub(super) by_hand: u64,
    pub(super) new_quotes: Vec<DiffQuote>,
    pub(super) gone_quotes: Vec<DiffQuote>,
    pub(super) reworded_quotes: Vec<RewordedQuote>,
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

/// The first mention of a concept in a passage, and the path of its document.
#[derive(Clone, Copy, Debug)]
struct Seen<'e> {
    mention: &'e MentionRecord,
    path: &'e str,
}

type Passages<'e> = BTreeMap<(&'e ConceptId, Status), Vec<Seen<'e>>>;

/// What was rejected by hand: the concept, and the text of its passage.
type Rejected<'e> = BTreeSet<(&'e ConceptId, &'e str)>;

impl Movements {
    pub(super) fn new(each: usize, most: usize) -> Self {
        Self { each, left: most, ..Self::default() }
    }

    /// Adds documents that belong together; passages of these `kinds` only, where they are given.
    pub(super) fn add(&mut self, old: &[Evidence], new: &[Evidence], kinds: Option<&Kinds>) {
        let (mut before, mut after) = (passages(old, kinds), passages(new, kinds));
        let (rejected_before, rejected_after) = (rejected(old), rejected(new));
        let keys: BTreeSet<_> = before.keys().chain(after.keys()).copied().collect();
        for key in keys {
            let (was, is) = (before.remove(&key).unwrap_or_default(), after.remove(&key).unwrap_or_default());
            let (mut gone, mut came) = only(was, is);
            // What a person said of a passage on one side only is no change of the fund.
            for (list, other) in [(&mut gone, &rejected_after), (&mut came, &rejected_before)] {
                list.retain(|seen| {
                    let mention = seen.mention;
                    let decided = mention.decision.is_some() || other.contains(&(&mention.concept, text_hash(mention)));
                    if decided {
                        self.of(mention).by_hand += 1;
                    }
                    !decided
                });
            }
            for (was, is) in self.reword(&mut gone, &mut came) {
                self.count_reworded(was, is);
            }
            gone.into_iter().for_each(|seen| self.count(seen, false));
            came.into_iter().for_each(|seen| self.count(seen, true));
        }
    }

    fn of(&mut self, mention: &MentionRecord) -> &mut Moved {
        self.moved.entry((mention.concept.clone(), mention.fund.clone())).or_default()
    }

    fn count(&mut self, seen: Seen<'_>, is_new: bool) {
        let each = self.each;
        let room = self.left > 0;
        let moved = self.of(seen.mention);
        let (count, quotes) = match is_new {
            true => (&mut moved.new, &mut moved.new_quotes),
            false => (&mut moved.gone, &mut moved.gone_quotes),
        };
        *count += 1;
        // A sentence that stands in several places is quoted once.
        let quoted = |quote: &DiffQuote| text_hash_of(&quote.passage) == text_hash(seen.mention);
        if quotes.len() >= each || quotes.iter().any(quoted) {
            return;
        }
        if room {
            quotes.push(seen.quote());
            self.left -= 1;
        } else {
            self.full = true;
        }
    }

    fn count_reworded(&mut self, was: Seen<'_>, is: Seen<'_>) {
        let each = self.each;
        let room = self.left > 1;
        let moved = self.of(is.mention);
        moved.reworded += 1;
        if moved.reworded_quotes.len() >= each {
            return;
        }
        if room {
            moved.reworded_quotes.push(RewordedQuote { old: was.quote(), new: is.quote() });
            self.left -= 2;
        } else {
            self.full = true;
        }
    }

    /// Takes out of both what stands in the other in other words, each passage once, the most alike first; in the order of
    /// the new ones.
    fn reword<'e>(&mut self, gone: &mut Vec<Seen<'e>>, came: &mut Vec<Seen<'e>>) -> Vec<(Seen<'e>, Seen<'e>)> {
        if gone.is_empty() || came.is_empty() {
            return Vec::new();
        }
        if gone.len().saturating_mul(came.len()) > MOST_COMPARISONS {
            self.not_compared.extend(came.first().map(|seen| seen.path.to_owned()));
            return Vec::new();
        }
        let words = |list: &[Seen<'_>]| -> Vec<Vec<u64>> { list.iter().map(|seen| around(seen.mention)).collect() };
        let (before, after) = (words(gone), words(came));
        let mut alike = Vec::new();
        for (new, mine) in after.iter().enumerate() {
            for (old, other) in before.iter().enumerate() {
                let (both, share) = dice(mine, other);
                if share >= REWORDED && both >= WORDS_IN_COMMON {
                    alike.push((share, new, old));
                }
            }
        }
        alike.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let mut partner: BTreeMap<usize, usize> = BTreeMap::new();
        let mut taken = BTreeSet::new();
        for (_, new, old) in alike {
            if !partner.contains_key(&new) && taken.insert(old) {
                partner.insert(new, old);
            }
        }
        let reworded = partner.iter().map(|(new, old)| (gone[*old], came[*new])).collect();
        let without = |list: &mut Vec<Seen<'e>>, is_out: &dyn Fn(usize) -> bool| {
            let mut number = 0..;
            list.retain(|_| !number.next().is_some_and(is_out));
        };
        without(gone, &|old| taken.contains(&old));
        without(came, &|new| partner.contains_key(&new));
        reworded
    }
}

impl Seen<'_> {
    fn quote(self) -> DiffQuote {
        let Self { mention, path } = self;
        DiffQuote {
            document: path.to_owned(),
            page: mention.page,
            passage: mention.passage.clone(),
            status: mention.status,
            before: mention.before.clone(),
            quote: mention.quote.clone(),
            after: mention.after.clone(),
        }
    }
}

/// The first mention of each concept and status in each passage.
fn passages<'e>(evidence: &'e [Evidence], kinds: Option<&Kinds>) -> Passages<'e> {
    let mut passages = Passages::new();
    for document in evidence {
        for mention in document.mentions.iter().filter(|m| kinds.is_none_or(|k| k.contains(m.kind))) {
            let list = passages.entry((&mention.concept, mention.status)).or_default();
            if list.last().is_none_or(|last| last.mention.passage != mention.passage) {
                list.push(Seen { mention, path: &document.source.path });
            }
        }
    }
    passages
}

fn rejected(evidence: &[Evidence]) -> Rejected<'_> {
    evidence.iter().flat_map(|e| &e.rejected).map(|m| (&m.concept, text_hash(m))).collect()
}

/// What only the first and what only the second has, by text.
fn only<'e>(old: Vec<Seen<'e>>, new: Vec<Seen<'e>>) -> (Vec<Seen<'e>>, Vec<Seen<'e>>) {
    let texts = |list: &[Seen<'e>]| -> BTreeSet<&'e str> { list.iter().map(|seen| text_hash(seen.mention)).collect() };
    let (before, after) = (texts(&old), texts(&new));
    let without = |mut list: Vec<Seen<'e>>, other: &BTreeSet<&str>| {
        list.retain(|seen| !other.contains(text_hash(seen.mention)));
        list
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

/// The words of a mention and around it, as sorted numbers, each once (FNV-1a of their small letters: two words that get
/// the same number by chance are no harm here); figures are left out: the sentences of yearly reports differ in them.
fn around(mention: &MentionRecord) -> Vec<u64> {
    const START: u64 = 0xcbf2_9ce4_8422_2325;
    let mut words = Vec::new();
    let mut word = START;
    for c in [&mention.before, &mention.quote, &mention.after].into_iter().flat_map(|text| text.chars()) {
        if c.is_alphabetic() {
            for c in c.to_lowercase() {
                word = (word ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3);
            }
        } else if word != START {
            words.push(std::mem::replace(&mut word, START));
        }
    }
    words.extend((word != START).then_some(word));
    words.sort_unstable();
    words.dedup();
    words
}

/// What two sorted lists both have, and as a share.
fn dice(a: &[u64], b: &[u64]) -> (u32, f64) {
    let (mut i, mut j, mut both) = (0, 0, 0_u32);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        both += u32::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    (both, 2.0 * f64::from(both) / (a.len() + b.len()).max(1) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::evidence;

    fn moved(old: &[&str], new: &[&str]) -> Moved {
        let mut movements = Movements::new(5, 100);
        movements.add(&[evidence("a", None, None, old)], &[evidence("b", None, None, new)], None);
        movements.moved.remove(&("reading".into(), None)).unwrap_or_default()
    }

    #[test]
    fn the_most_alike_are_one_passage_in_other_words_whatever_their_order() {
        let moved = moved(
            &["Wie wil lezen krijgt van ons een boek", "Wie wil lezen krijgt van ons een boek en een bril"],
            &["Wie wil lezen krijgt van ons ook een boek en een bril", "Wie wil lezen krijgt van ons snel een boek"],
        );
        assert_eq!((moved.reworded, moved.new, moved.gone), (2, 0, 0));
        let pairs: Vec<(bool, bool)> = moved
            .reworded_quotes
            .iter()
            .map(|q| (q.old.after.contains("bril"), q.new.after.contains("bril")))
            .collect();
        assert_eq!(pairs, [(true, true), (false, false)]);
    }

    #[test]
    fn a_sentence_that_shares_little_but_the_concept_is_new() {
        let moved = moved(&["Veel leden lezen ons blad"], &["Het fonds leerde honderd mensen beter lezen"]);
        assert_eq!((moved.reworded, moved.new, moved.gone), (0, 1, 1));
        let headings = super::tests::moved(&["lezen"], &["lezen thuis"]);
        assert_eq!((headings.reworded, headings.new, headings.gone), (0, 1, 1), "the concept alone");
    }

    #[test]
    fn a_sentence_that_moved_within_the_document_or_to_another_of_the_same_body_did_not_change() {
        let mut movements = Movements::new(5, 100);
        let old = [evidence("a", None, None, &["Wij lezen", "Zij lezen niet"])];
        let new = [evidence("b", None, None, &["Zij lezen niet"]), evidence("c", None, None, &["Iets", "Wij lezen"])];
        movements.add(&old, &new, None);
        assert!(movements.moved.is_empty(), "{movements:?}");
    }

    #[test]
    fn quotes_are_bounded_and_passages_counted_all_the_same() {
        let mut movements = Movements::new(5, 1);
        movements.add(&[], &[evidence("b", None, None, &["Wij lezen", "Zij lezen"])], None);
        let moved = &movements.moved[&("reading".into(), None)];
        assert_eq!((moved.new, moved.new_quotes.len(), movements.full), (2, 1, true));
    }
}
