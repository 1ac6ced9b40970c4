//! The second reading: every word and phrase that occurs often enough, with the company it keeps.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use fundscan_model::FundId;

use super::phrase;
use super::prepared::{PreparedPassage, SuggestDocument};
use super::vocabulary::{Key, Vocabulary};

/// The most words and phrases that are counted, so that memory has a bound.
const MAX_CANDIDATES: usize = 400_000;

/// The most forms of a word or phrase that are told apart.
const MAX_FORMS: usize = 24;

/// The most sentences that are kept of each.
pub(crate) const MAX_EXAMPLES: usize = 3;

/// The characters of a sentence that is good to read.
const READABLE: std::ops::RangeInclusive<usize> = 40..=300;

/// A word or phrase and how it was used.
#[derive(Clone, Debug, Default)]
pub(crate) struct Candidate {
    /// Occurrences in passages with concepts, and in others.
    pub(crate) with_concepts: u64,
    pub(crate) elsewhere: u64,
    /// Occurrences that look like those of a noun.
    pub(crate) nounlike: u64,
    /// Passages it occurs in.
    pub(crate) passages: u64,
    pub(crate) documents: u32,
    /// The funds of these passages, by number, sorted.
    pub(crate) funds: Vec<u32>,
    /// Passages it shares with each concept, by the concept's number, sorted.
    pub(crate) company: Vec<(u32, u32)>,
    pub(crate) forms: BTreeMap<String, u64>,
    pub(crate) examples: Vec<Place>,
    last_passage: Option<(u32, u32)>,
    last_document: Option<u32>,
}

/// A passage a candidate occurs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) document: u32,
    /// The number of the passage in its document.
    pub(crate) passage: u32,
    /// How good an example it is.
    worth: u8,
}

impl Candidate {
    pub(crate) fn count(&self) -> u64 {
        self.with_concepts + self.elsewhere
    }
}

/// Counts over all that is read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sums {
    pub(crate) documents: u32,
    pub(crate) passages: u64,
    pub(crate) passages_with_concepts: u64,
    pub(crate) words_with_concepts: u64,
    pub(crate) words_elsewhere: u64,
    /// Passages in which each concept was found.
    pub(crate) by_concept: BTreeMap<u32, u64>,
}

#[derive(Debug)]
pub(crate) struct Candidates {
    pub(crate) vocabulary: Vocabulary,
    found: HashMap<Vec<Key>, Candidate>,
    pub(crate) sums: Sums,
    /// The funds of passages, by their number.
    pub(crate) funds: Vec<FundId>,
    seen: HashSet<u64>,
    /// Phrases that were left out since there are too many.
    pub(crate) left_out: u64,
}

impl Candidates {
    pub(crate) fn new(vocabulary: Vocabulary) -> Self {
        Self {
            vocabulary,
            found: HashMap::new(),
            sums: Sums::default(),
            funds: Vec::new(),
            seen: HashSet::new(),
            left_out: 0,
        }
    }

    /// Counts the next document.
    pub(crate) fn add(&mut self, document: &SuggestDocument) {
        let number = self.sums.documents;
        self.sums.documents += 1;
        for passage in document.unseen(&mut self.seen) {
            let sums = &mut self.sums;
            sums.passages += 1;
            let words = passage.tokens.iter().filter(|t| !t.covered && t.is_word()).count() as u64;
            if passage.concepts.is_empty() {
                sums.words_elsewhere += words;
            } else {
                sums.passages_with_concepts += 1;
                sums.words_with_concepts += words;
            }
            for concept in &passage.company {
                *sums.by_concept.entry(*concept).or_default() += 1;
            }
            let fund = passage.fund.as_ref().map(|fund| self.fund(fund));
            let at = At { document: number, fund, passage };
            for (number, token) in passage.tokens.iter().enumerate().filter(|(_, t)| !t.covered && t.is_word()) {
                if let Some(word) = self.vocabulary.number(&token.word).filter(|w| self.vocabulary.word(*w).alone) {
                    self.count(vec![Key::Word(word)], &at, number..number + 1);
                }
            }
            phrase::each(&passage.tokens, |start, phrase| {
                if self.vocabulary.may_be_frequent(phrase)
                    && let Some(key) = self.vocabulary.key(phrase)
                {
                    self.count(key, &at, start..start + phrase.len());
                }
            });
        }
    }

    /// The number of a fund, in the order they are met.
    fn fund(&mut self, fund: &FundId) -> u32 {
        let known = self.funds.iter().position(|known| known == fund).unwrap_or_else(|| {
            self.funds.push(fund.clone());
            self.funds.len() - 1
        });
        u32::try_from(known).unwrap_or(u32::MAX)
    }

    fn count(&mut self, key: Vec<Key>, at: &At<'_>, words: Range<usize>) {
        if self.found.len() >= MAX_CANDIDATES && !self.found.contains_key(&key) {
            self.left_out += 1;
            return;
        }
        let candidate = self.found.entry(key).or_default();
        let (passage, place) = (at.passage, (at.document, at.passage.number));
        match passage.concepts.is_empty() {
            true => candidate.elsewhere += 1,
            false => candidate.with_concepts += 1,
        }
        candidate.nounlike += u64::from(phrase::nounlike(&passage.tokens, words.clone()));
        if candidate.last_passage != Some(place) {
            candidate.last_passage = Some(place);
            candidate.passages += 1;
            for concept in &passage.company {
                match candidate.company.binary_search_by_key(concept, |(c, _)| *c) {
                    Ok(known) => candidate.company[known].1 += 1,
                    Err(new) => candidate.company.insert(new, (*concept, 1)),
                }
            }
            if let Some(fund) = at.fund
                && let Err(new) = candidate.funds.binary_search(&fund)
            {
                candidate.funds.insert(new, fund);
            }
            candidate.exemplify(at);
        }
        if candidate.last_document != Some(at.document) {
            candidate.last_document = Some(at.document);
            candidate.documents += 1;
        }
        let (first, last) = (&passage.tokens[words.start], &passage.tokens[words.end - 1]);
        let form = &passage.text[first.span.start()..last.span.end()];
        let form = form.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        if let Some(count) = candidate.forms.get_mut(&form) {
            *count += 1;
        } else if candidate.forms.len() < MAX_FORMS {
            candidate.forms.insert(form, 1);
        }
    }

    /// What occurs at least `count` times and in `documents` documents, sorted by key.
    pub(crate) fn frequent(&mut self, count: u64, documents: u32) -> BTreeMap<Vec<Key>, Candidate> {
        let found = std::mem::take(&mut self.found);
        found.into_iter().filter(|(_, c)| c.count() >= count && c.documents >= documents).collect()
    }
}

/// Where something occurs.
struct At<'p> {
    document: u32,
    fund: Option<u32>,
    passage: &'p PreparedPassage,
}

impl Candidate {
    /// Keeps the passage as an example where it is better than those at hand; one of each document.
    fn exemplify(&mut self, at: &At<'_>) {
        let readable = READABLE.contains(&at.passage.text.chars().count());
        let worth = 2 * u8::from(readable) + u8::from(!at.passage.concepts.is_empty());
        let place = Place { document: at.document, passage: at.passage.number, worth };
        let worst = (0..self.examples.len()).rev().min_by_key(|at| self.examples[*at].worth);
        if let Some(same) = self.examples.iter_mut().find(|p| p.document == at.document) {
            if same.worth < worth {
                *same = place;
            }
        } else if self.examples.len() < MAX_EXAMPLES {
            self.examples.push(place);
        } else if let Some(worst) = worst.filter(|worst| self.examples[*worst].worth < worth) {
            self.examples[worst] = place;
        }
    }
}
