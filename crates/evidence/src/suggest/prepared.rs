//! What suggestions need of a document: its passages as words, with the concepts in them.

use std::collections::HashSet;

use fundscan_model::{ByteSpan, FundId};
use fundscan_taxonomy::Taxonomy;

use super::tokens::{Token, tokens};
use crate::{Found, Kinds, StoredPassages};

/// The passages of one document, made ready to be counted. Documents may be made ready at the same time; they are
/// counted one after another.
#[derive(Debug)]
pub struct SuggestDocument {
    pub(crate) passages: Vec<PreparedPassage>,
}

#[derive(Debug)]
pub(crate) struct PreparedPassage {
    /// The number of the passage in its document, from 1.
    pub(crate) number: u32,
    pub(crate) text: String,
    /// The fund it is about.
    pub(crate) fund: Option<FundId>,
    /// The block it is part of.
    block: u32,
    /// The same for passages with the same words.
    pub(crate) hash: u64,
    /// The concepts found in it, by number, sorted.
    pub(crate) concepts: Vec<u32>,
    /// The same of the passage and the sentences beside it in its block: the company its words keep.
    pub(crate) company: Vec<u32>,
    pub(crate) tokens: Vec<Token>,
}

impl SuggestDocument {
    /// The passages of these `kinds`, with what was `found` in them with the taxonomy.
    #[must_use]
    pub fn new(taxonomy: &Taxonomy, kinds: &Kinds, passages: &StoredPassages, found: &[Found]) -> Self {
        let mut found: Vec<&Found> = found.iter().collect();
        found.sort_by_key(|f| (f.passage, f.mention.span));
        let mut found = found.into_iter().peekable();
        let mut prepared: Vec<PreparedPassage> = Vec::new();
        for (index, passage) in passages.passages().iter().enumerate() {
            let mut covered: Vec<ByteSpan> = Vec::new();
            let mut concepts: Vec<u32> = Vec::new();
            while let Some(found) = found.next_if(|f| f.passage <= index) {
                covered.push(found.mention.span);
                let number = taxonomy.number(found.mention.concept.as_str());
                concepts.extend(number.and_then(|n| u32::try_from(n).ok()));
            }
            if !kinds.contains(passage.kind) {
                continue;
            }
            concepts.sort_unstable();
            concepts.dedup();
            let tokens = tokens(&passage.text, &covered);
            let hash = hash(tokens.iter().map(|t| t.word.as_str()));
            prepared.push(PreparedPassage {
                number: passage.number,
                text: passage.text.clone(),
                hash,
                fund: passage.fund.clone(),
                block: passage.block,
                company: concepts.clone(),
                concepts,
                tokens,
            });
        }
        for at in 1..prepared.len() {
            let (before, after) = prepared.split_at_mut(at);
            let (Some(left), Some(right)) = (before.last_mut(), after.first_mut()) else { continue };
            if left.block == right.block {
                left.company.extend(&right.concepts);
                right.company.extend(&left.concepts);
            }
        }
        for passage in &mut prepared {
            passage.company.sort_unstable();
            passage.company.dedup();
        }
        Self { passages: prepared }
    }

    /// The passages whose words were not seen before.
    pub(crate) fn unseen<'d>(&'d self, seen: &mut HashSet<u64>) -> Vec<&'d PreparedPassage> {
        self.passages.iter().filter(|p| !p.tokens.is_empty() && seen.insert(p.hash)).collect()
    }
}

/// FNV-1a over words, the same on every machine.
pub(crate) fn hash<'w>(words: impl Iterator<Item = &'w str>) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut eat = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    for word in words {
        word.bytes().for_each(&mut eat);
        eat(b' ');
    }
    hash
}
