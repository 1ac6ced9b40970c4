//! The first reading: which words there are, which of them are names, and which are inflections of one word.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::common::{common, common_number};
use super::form::bases;
use super::phrase::{self, Joint};
use super::prepared::SuggestDocument;

/// The most different words that are counted, so that memory has a bound; all of Dutch in use has fewer.
const MAX_TYPES: usize = 1_000_000;

/// The size of the table in which phrases are counted roughly: one byte each.
const BUCKETS: usize = 1 << 24;

/// The fewest letters of a word that is suggested by itself.
const MIN_LETTERS: usize = 4;

/// Counts words, and phrases roughly.
///
/// Most phrases occur once or twice, and there are too many of them to keep. So the first reading counts them in a table
/// of fixed size in which several phrases may share a place (J. S. Park, M.-S. Chen and P. S. Yu, *An effective
/// hash-based algorithm for mining association rules*, 1995): a place with too small a count holds no phrase that is
/// frequent enough, and the second reading passes over it.
#[derive(Debug)]
pub(crate) struct Words {
    types: HashMap<String, Seen>,
    buckets: Vec<u8>,
    seen: HashSet<u64>,
    /// Words that were left out since there are too many different ones.
    pub(crate) left_out: u64,
}

#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    count: u64,
    /// Written with a small letter.
    small: u64,
    /// Where a word needs no capital.
    inside: u64,
    inside_capital: u64,
}

impl Words {
    pub(crate) fn new() -> Self {
        Self { types: HashMap::new(), buckets: vec![0; BUCKETS], seen: HashSet::new(), left_out: 0 }
    }

    pub(crate) fn add(&mut self, document: &SuggestDocument) {
        for passage in document.unseen(&mut self.seen) {
            for token in passage.tokens.iter().filter(|t| t.is_word()) {
                if common(&token.word).is_some() {
                    continue;
                }
                if !self.types.contains_key(&token.word) {
                    if self.types.len() >= MAX_TYPES {
                        self.left_out += 1;
                        continue;
                    }
                    self.types.insert(token.word.clone(), Seen::default());
                }
                let seen = self.types.get_mut(&token.word).expect("it was just put there");
                seen.count += u64::from(!token.covered);
                seen.small += u64::from(!token.capital);
                seen.inside += u64::from(!token.opens);
                seen.inside_capital += u64::from(!token.opens && token.capital);
            }
            phrase::each(&passage.tokens, |_, phrase| {
                let bucket = &mut self.buckets[phrase::bucket(phrase, BUCKETS)];
                *bucket = bucket.saturating_add(1);
            });
        }
    }

    /// The words that occur often enough, inflections under one number.
    pub(crate) fn finish(self, minimum: u64) -> Vocabulary {
        let types: BTreeMap<&str, Seen> = self.types.iter().map(|(word, seen)| (word.as_str(), *seen)).collect();
        let mut groups: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for word in types.keys() {
            groups.entry(root(word, &types)).or_default().push(word);
        }
        let mut vocabulary = Vocabulary {
            numbers: HashMap::new(),
            words: Vec::new(),
            known: HashSet::new(),
            buckets: self.buckets,
            minimum,
        };
        vocabulary.known = types.iter().filter(|(_, seen)| seen.count >= minimum).map(|(w, _)| (*w).into()).collect();
        for (root, forms) in groups {
            let sum = |of: fn(&Seen) -> u64| forms.iter().map(|form| of(&types[form])).sum::<u64>();
            let count = sum(|s| s.count);
            if count < minimum {
                continue;
            }
            // A name is written with a capital more often than not where a word needs none, or always.
            let name = sum(|s| s.inside_capital) * 2 > sum(|s| s.inside) || sum(|s| s.small) == 0;
            let short = root.chars().count() < MIN_LETTERS;
            let number = u32::try_from(vocabulary.words.len()).expect("fewer than a million words");
            vocabulary.words.push(Word { root: root.to_owned(), count, name, alone: !(name || short) });
            vocabulary.numbers.extend(forms.iter().map(|form| ((*form).to_owned(), number)));
        }
        vocabulary
    }
}

/// The word that `word` is an inflection of, as far as it occurs itself; else the word.
fn root<'w>(word: &'w str, types: &BTreeMap<&'w str, Seen>) -> &'w str {
    let mut root = word;
    // Each step is shorter or another spelling; two suffice (leercoaches, leercoache, leercoach).
    for _ in 0..2 {
        let base = bases(root).into_iter().filter(|base| common(base).is_none() && base.len() >= MIN_LETTERS);
        match base.filter_map(|base| types.get_key_value(base.as_str()).map(|(base, _)| *base)).find(|b| *b != root) {
            Some(base) => root = base,
            None => break,
        }
    }
    root
}

/// The words that occur often enough.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    numbers: HashMap<String, u32>,
    words: Vec<Word>,
    known: HashSet<Box<str>>,
    buckets: Vec<u8>,
    minimum: u64,
}

/// A word with its inflections.
#[derive(Debug)]
pub(crate) struct Word {
    /// The shortest of them.
    pub(crate) root: String,
    /// How often it occurs where no term covers it.
    pub(crate) count: u64,
    /// Whether it is a name.
    pub(crate) name: bool,
    /// Whether it may be suggested by itself.
    pub(crate) alone: bool,
}

impl Vocabulary {
    pub(crate) fn number(&self, word: &str) -> Option<u32> {
        self.numbers.get(word).copied()
    }

    pub(crate) fn word(&self, number: u32) -> &Word {
        &self.words[number as usize]
    }

    /// Whether a word is known to this collection; what parts of compounds are told by.
    pub(crate) fn knows(&self, word: &str) -> bool {
        self.known.contains(word)
    }

    /// Whether a phrase may occur often enough.
    pub(crate) fn may_be_frequent(&self, phrase: &[Joint<'_>]) -> bool {
        u64::from(self.buckets[phrase::bucket(phrase, BUCKETS)]) >= self.minimum.min(u64::from(u8::MAX))
    }

    /// What a phrase is counted as: the numbers of its words; none where one of them is rare or a name.
    pub(crate) fn key(&self, phrase: &[Joint<'_>]) -> Option<Vec<Key>> {
        let mut key = Vec::with_capacity(phrase.len());
        for joint in phrase {
            key.push(match joint.common {
                Some(_) => Key::Common(common_number(&joint.token.word)?),
                None => Key::Word(self.number(&joint.token.word).filter(|n| !self.word(*n).name)?),
            });
        }
        Some(key)
    }
}

/// A word of a phrase: one with inflections, or a common one as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Key {
    Word(u32),
    Common(u32),
}
