//! Which texts are the same, or so nearly that a reader takes them for the same.

use std::collections::HashMap;
use std::rc::Rc;

use fundscan_taxonomy::Folded;
use sha2::{Digest, Sha256};

/// Texts of which this share of all their words is the same say the same: one word in ten may differ.
const ALIKE: f64 = 0.85;
/// Texts of fewer words are the same only word for word: a single word changes what they say.
const LEAST_WORDS: usize = 6;
/// The most texts that one is held against: those met last with a word in common.
const MOST_COMPARED: usize = 50;

/// A text as it is compared: its words, without regard to case, accents, punctuation and their order. Hashes of them,
/// since very many texts are kept at a time.
#[derive(Debug)]
pub(super) struct Words {
    /// Of all words, in order.
    whole: [u8; 32],
    /// Of each word once: the longest first, since long words are rare.
    once: Vec<u64>,
    /// Of the words that hold a digit, sorted: another number is another fact.
    numbers: Vec<u64>,
}

impl Words {
    pub(super) fn new(text: &str) -> Self {
        let folded = Folded::new(unnumbered(text));
        let all = || folded.as_str().split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let mut whole = Sha256::new();
        for word in all() {
            whole.update(word);
            whole.update(" ");
        }
        let mut once: Vec<u64> = all().map(hash).collect();
        once.sort_unstable();
        once.dedup();
        let mut numbers: Vec<u64> = all().filter(|w| w.contains(|c: char| c.is_numeric())).map(hash).collect();
        numbers.sort_unstable();
        Self { whole: whole.finalize().into(), once, numbers }
    }

    fn is_like(&self, other: &Self) -> bool {
        if self.numbers != other.numbers {
            return false;
        }
        let (mut left, mut right, mut both) = (self.once.iter().peekable(), other.once.iter().peekable(), 0_usize);
        while let (Some(l), Some(r)) = (left.peek(), right.peek()) {
            match l.cmp(r) {
                std::cmp::Ordering::Less => _ = left.next(),
                std::cmp::Ordering::Greater => _ = right.next(),
                std::cmp::Ordering::Equal => {
                    both += 1;
                    left.next();
                    right.next();
                }
            }
        }
        let all = self.once.len() + other.once.len() - both;
        // Texts hold far fewer words than a float tells apart.
        #[expect(clippy::cast_precision_loss, reason = "numbers of words are small")]
        let share = both as f64 / all.max(1) as f64;
        share >= ALIKE
    }

    /// So many of the longest words that a text that is alike has at least one of them.
    fn telling(&self) -> &[u64] {
        let n = self.once.len();
        // At most this many words of one text may be missing in the other; one more is shared.
        let missing = n - (n * 17).div_ceil(20);
        &self.once[..(missing + 1).min(n)]
    }
}

/// A hash of a word by which longer words come first: how much its length lacks of 255, then FNV-1a of its bytes.
fn hash(word: &str) -> u64 {
    let fnv = word
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    let lacks = 255 - word.len().min(255) as u64;
    lacks << 56 | fnv >> 8
}

/// A text without the number of its item, such as `3.`: it tells which of a list it is, not what it says.
fn unnumbered(text: &str) -> &str {
    let rest = text.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = rest.len() < text.trim_start().len();
    match rest.strip_prefix(['.', ')']).filter(|rest| numbered && rest.starts_with(char::is_whitespace)) {
        Some(rest) => rest,
        None => text,
    }
}

/// The texts met so far, by number.
#[derive(Debug, Default)]
pub(super) struct Met {
    texts: Vec<Rc<Words>>,
    whole: HashMap<[u8; 32], usize>,
    telling: HashMap<u64, Vec<usize>>,
}

impl Met {
    /// The number of the text that was met before and is the same or nearly so, if there is one.
    pub(super) fn find(&self, words: &Words) -> Option<usize> {
        if let Some(number) = self.whole.get(&words.whole) {
            return Some(*number);
        }
        if words.once.len() < LEAST_WORDS {
            return None;
        }
        let mut numbers: Vec<usize> = Vec::new();
        for word in words.telling() {
            let list = self.telling.get(word).map_or(&[][..], Vec::as_slice);
            numbers.extend(list.iter().rev().take(MOST_COMPARED));
        }
        numbers.sort_unstable();
        numbers.dedup();
        numbers.into_iter().find(|n| words.is_like(&self.texts[*n]))
    }

    /// Keeps a text that was not met before; numbers are given from 0 in order.
    pub(super) fn keep(&mut self, words: &Rc<Words>) {
        let number = self.texts.len();
        self.whole.insert(words.whole, number);
        if words.once.len() >= LEAST_WORDS {
            for word in words.telling() {
                self.telling.entry(*word).or_default().push(number);
            }
        }
        self.texts.push(Rc::clone(words));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(left: &str, right: &str) -> bool {
        let mut met = Met::default();
        met.keep(&Rc::new(Words::new(left)));
        met.find(&Words::new(right)) == Some(0)
    }

    #[test]
    fn case_accents_and_punctuation_do_not_tell_texts_apart() {
        assert!(same("Subsidie voor EVC.", "subsidie voor evc"));
        assert!(same("2. Subsidie voor EVC", "3) Subsidie voor EVC") && !same("2 vouchers", "3 vouchers"));
        assert!(!same("2.5 procent", "3.5 procent"));
        assert!(same("Coaching, één uur per week", "coaching één uur  per week!"));
    }

    #[test]
    fn a_word_in_a_long_text_does_not_and_a_word_in_a_short_one_does() {
        let long = "Het fonds vergoedt voor alle werknemers in de sector de volledige kosten van een opleiding bij een \
                    erkende school";
        assert!(same(long, &long.replace("erkende", "goedgekeurde")));
        assert!(!same(long, &long.replace("werknemers in de sector", "bedrijven met personeel")));
        assert!(!same("Subsidie voor EVC", "Subsidie voor hbo"));
    }

    #[test]
    fn another_number_is_another_fact() {
        let text = "In 2022 hebben 120 werknemers van ons fonds een voucher voor een opleiding gekregen en gebruikt";
        assert!(!same(text, &text.replace("120", "340")));
        assert!(!same(text, &text.replace("2022", "2023")));
    }

    #[test]
    fn the_search_by_telling_words_finds_what_comparing_all_would() {
        let words = ["aan", "beter", "cursus", "dagelijks", "eigen", "fonds", "groei", "hulp", "inzet", "jaarlijks"];
        let text = |leave: usize, more: &str| {
            let kept: Vec<&str> = words.iter().enumerate().filter(|(n, _)| *n != leave).map(|(_, w)| *w).collect();
            format!("{} {more}", kept.join(" "))
        };
        for leave in 0..words.len() {
            assert!(same(&words.join(" "), &text(leave, "")), "without {}", words[leave]);
        }
    }

    #[test]
    fn nothing_is_compared_with_all_that_was_met() {
        let mut met = Met::default();
        for n in 0..2000 {
            let text = format!("bijeenkomsten over vakmanschap in de regio nummer n{n} van het fonds x{n}");
            met.keep(&Rc::new(Words::new(&text)));
        }
        assert_eq!(met.find(&Words::new("bijeenkomsten over techniek in de stad zonder nummer van elders")), None);
        // They share this word, and would all be held against it.
        assert!(met.telling[&hash("bijeenkomsten")].len() == 2000);
    }
}
