use std::collections::BTreeMap;
use std::ops::Range;

use fundscan_model::ByteSpan;
use fundscan_taxonomy::Folded;

use crate::StoredPassage;

/// More places of one decision in a document than this are not looked at: who means a thousand places does not decide on
/// each.
pub(super) const MOST_PLACES: usize = 1000;

/// The words of a text as they are compared, a space before and after each.
pub(super) fn key(text: &str) -> String {
    let mut key = String::from(" ");
    for (word, _) in words(text) {
        key.push_str(&word);
        key.push(' ');
    }
    key
}

/// Runs of letters and digits, folded, with their bytes in the text.
fn words(text: &str) -> Vec<(String, ByteSpan)> {
    let folded = Folded::new(text);
    let all = folded.as_str();
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in all.char_indices().chain([(all.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                start = None;
                let span = folded.span(from..at).unwrap_or_else(|| ByteSpan::new(0, text.len()));
                found.push((all[from..at].to_owned(), span));
            }
            _ => {}
        }
    }
    found
}

/// The words of a document, to find passages by: those of a block stand together, however it is cut into passages.
pub(super) struct Index {
    text: String,
    words: Vec<Word>,
}

struct Word {
    /// Where it starts in the text of the index.
    at: usize,
    passage: usize,
    span: ByteSpan,
}

impl Index {
    pub(super) fn new(passages: &[StoredPassage]) -> Self {
        let mut index = Self { text: String::new(), words: Vec::new() };
        let mut block = None;
        for (passage, stored) in passages.iter().enumerate() {
            if block.replace(stored.block) != Some(stored.block) {
                // No words are looked for beyond the end of a block.
                index.text.push_str("\n ");
            }
            for (word, span) in words(&stored.text) {
                index.words.push(Word { at: index.text.len(), passage, span });
                index.text.push_str(&word);
                index.text.push(' ');
            }
        }
        index
    }

    /// The numbers of the words at each place where a [`key`] stands; within `range` where it is given.
    pub(super) fn places(&self, key: &str, range: Option<&Range<usize>>) -> Vec<Range<usize>> {
        let count = key.split_whitespace().count();
        let (first, last) = range.map_or((0, self.words.len()), |r| (r.start, r.end));
        let mut found = Vec::new();
        let Some(word) = self.words.get(first).filter(|_| count > 0) else { return found };
        // The space before the first word is part of the key.
        let mut from = word.at - 1;
        while let Some(at) = self.text[from..].find(key) {
            let start = self.words.partition_point(|w| w.at <= from + at);
            if start + count > last || found.len() >= MOST_PLACES {
                break;
            }
            found.push(start..start + count);
            // The space behind a place may be the one before the next.
            from += at + 1;
        }
        found
    }

    /// The bytes of each passage from the first to the last of these words.
    pub(super) fn spans(&self, words: &Range<usize>) -> BTreeMap<usize, ByteSpan> {
        let mut spans: BTreeMap<usize, ByteSpan> = BTreeMap::new();
        for word in &self.words[words.clone()] {
            let span = spans.entry(word.passage).or_insert(word.span);
            *span = ByteSpan::new(span.start(), word.span.end().max(span.end()));
        }
        spans
    }
}
