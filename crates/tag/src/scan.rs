//! Where the literals of all terms stand in a text, by way of its words.
//!
//! A text says the same words again and again. What stands in a word is found once, with an automaton, and kept; a word
//! that was met before takes one look into a table. Of a literal of several words one is looked for, a
//! long one that few literals share; the words beside it are then compared.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, BuildError, MatchKind};
use regex_automata::util::pool::Pool;

/// Stands where a word starts and ends, in the keys and in the words that are searched. No word has it.
const EDGE: char = '\u{1}';

/// Words longer than this, in bytes, are searched each time: few are, and this many fit into a number.
const LONGEST_KEPT: usize = 16;

/// The number of words kept, as a power of two: about the vocabulary of a long report, in as much memory as stays near a
/// core.
const SLOTS: u32 = 15;

/// The number of literals kept for all words together; then everything is forgotten and collected again.
const MOST_KEPT: usize = 1 << 18;

/// A literal, and whether it may stand within a word on either side.
pub(crate) struct Literal<'l> {
    pub(crate) text: &'l str,
    pub(crate) open_start: bool,
    pub(crate) open_end: bool,
}

/// A literal that has the key, by number, and how many bytes of it stand in front of the key.
#[derive(Clone, Copy, Debug)]
struct Use {
    literal: u32,
    before: u32,
}

/// Finds the literals in texts; may be used from many threads at a time.
#[derive(Debug)]
pub(crate) struct Scanner {
    literals: Box<[Box<str>]>,
    /// Finds keys: a word of a literal, with [`EDGE`] where the word must start or end.
    automaton: AhoCorasick,
    /// For each key the literals that have it.
    uses: Box<[Box<[Use]>]>,
    kept: Pool<Kept, fn() -> Kept>,
}

/// What stands in the words met last, each in the slot that its letters say.
#[derive(Debug)]
struct Kept {
    slots: Box<[Slot]>,
    found: Vec<InWord>,
    /// The word that is searched, between edges.
    marked: String,
}

/// A word, as the number that its bytes are, and its place among all that was found; 0 while there is none.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    word: u128,
    from: u32,
    to: u32,
}

/// A literal, and where it starts from the start of the word that has its key.
#[derive(Clone, Copy, Debug)]
struct InWord {
    literal: u32,
    start: isize,
}

impl Scanner {
    /// A scanner for literals, each of which has a letter or digit.
    pub(crate) fn new(literals: &[Literal]) -> Result<Self, BuildError> {
        let mut shared: HashMap<&str, usize> = HashMap::default();
        for literal in literals {
            for word in words(literal.text) {
                *shared.entry(&literal.text[word]).or_default() += 1;
            }
        }
        let mut keys: BTreeMap<String, Vec<Use>> = BTreeMap::new();
        for (number, literal) in literals.iter().enumerate() {
            let cost = |word: &Range<usize>| cost(word.len(), shared[&literal.text[word.clone()]]);
            let Some(word) = words(literal.text).min_by_key(cost) else { continue };
            let start = if literal.open_start && word.start == 0 { None } else { Some(EDGE) };
            let end = if literal.open_end && word.end == literal.text.len() { None } else { Some(EDGE) };
            let key = start.into_iter().chain(literal.text[word.clone()].chars()).chain(end).collect();
            keys.entry(key).or_default().push(Use { literal: narrow(number), before: narrow(word.start) });
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(keys.keys())?;
        Ok(Self {
            literals: literals.iter().map(|literal| literal.text.into()).collect(),
            automaton,
            uses: keys.into_values().map(Vec::into_boxed_slice).collect(),
            kept: Pool::new(Kept::new),
        })
    }

    /// Tells each literal, by number, and where it stands in a folded text.
    pub(crate) fn scan(&self, text: &str, mut tell: impl FnMut(usize, Range<usize>)) {
        let mut kept = self.kept.get();
        for word in words(text) {
            for InWord { literal, start } in self.in_word(&mut kept, text, word.clone()) {
                let literal = *literal as usize;
                let Some(start) = word.start.checked_add_signed(*start) else { continue };
                let end = start + self.literals[literal].len();
                if text.get(start..end) == Some(&self.literals[literal]) {
                    tell(literal, start..end);
                }
            }
        }
    }

    /// The literals whose key stands in a word of the text.
    #[inline]
    fn in_word<'k>(&self, kept: &'k mut Kept, text: &str, word: Range<usize>) -> &'k [InWord] {
        let packed = packed(text, &word);
        let slot = packed.map_or(0, slot);
        let Slot { word: known, from, to } = kept.slots[slot];
        if packed == Some(known) {
            return &kept.found[from as usize..to as usize];
        }
        self.search(kept, &text[word], packed, slot)
    }

    /// The literals whose key stands in a word that is not kept, or is kept from now on.
    fn search<'k>(&self, kept: &'k mut Kept, word: &str, packed: Option<u128>, slot: usize) -> &'k [InWord] {
        if kept.found.len() >= MOST_KEPT {
            kept.slots.fill(Slot::default());
            kept.found.clear();
        }
        let from = kept.found.len();
        kept.marked.clear();
        kept.marked.extend([EDGE]);
        kept.marked.push_str(word);
        kept.marked.extend([EDGE]);
        for hit in self.automaton.find_overlapping_iter(&kept.marked) {
            // The key starts at the edge, or one byte later than in the word, for the edge in front.
            let key = match kept.marked[hit.range()].starts_with(EDGE) {
                true => 0,
                false => hit.start() - EDGE.len_utf8(),
            };
            kept.found.extend(
                self.uses[hit.pattern().as_usize()]
                    .iter()
                    .map(|of| InWord { literal: of.literal, start: key.cast_signed() - of.before as isize }),
            );
        }
        if let Some(word) = packed {
            kept.slots[slot] = Slot { word, from: narrow(from), to: narrow(kept.found.len()) };
        }
        &kept.found[from..]
    }
}

impl Kept {
    fn new() -> Self {
        Self { slots: vec![Slot::default(); 1 << SLOTS].into(), found: Vec::new(), marked: String::new() }
    }
}

/// A word of a text as a number, if it is short enough. No word has a byte 0, so that no other word is the same number.
fn packed(text: &str, word: &Range<usize>) -> Option<u128> {
    let length = word.len();
    if length > LONGEST_KEPT {
        return None;
    }
    match text.as_bytes()[word.start..].first_chunk::<LONGEST_KEPT>() {
        // One load, and what is behind the word cleared: this is where the time goes.
        Some(bytes) => {
            let unused = u8::BITS as usize * (LONGEST_KEPT - length);
            Some(u128::from_le_bytes(*bytes) << unused >> unused)
        }
        None => {
            let mut bytes = [0; LONGEST_KEPT];
            bytes[..length].copy_from_slice(&text.as_bytes()[word.clone()]);
            Some(u128::from_le_bytes(bytes))
        }
    }
}

/// The slot of a word: the upper bits of a product (Fibonacci hashing: Knuth, The Art of Computer Programming 3, 6.4),
/// which depend on all letters.
fn slot(word: u128) -> usize {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    let (low, high) = (word as u64, (word >> 64) as u64);
    let mixed = (low ^ high.rotate_left(23).wrapping_mul(ODD)).wrapping_mul(ODD);
    (mixed >> (u64::BITS - SLOTS)) as usize
}

/// What it costs, more or less, to look for a word that so many literals have: how often texts say it, times what is then
/// to be compared. A word of two more letters is taken to be half as frequent.
fn cost(length: usize, literals: usize) -> usize {
    const LONG: usize = 16;
    const LOOK: usize = 50; // literals compared in the time of one look into the table
    (LOOK + literals) << ((LONG - length.min(LONG)) / 2)
}

/// The number of a literal or of a byte in it: taxonomies are far smaller than their 4 GB.
fn narrow(number: usize) -> u32 {
    u32::try_from(number).expect("a taxonomy has a limited size")
}

/// Runs of letters and digits.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let mut start = None;
        while at < bytes.len() {
            let (letter, length) = match bytes[at] {
                byte if byte.is_ascii() => (byte.is_ascii_alphanumeric(), 1),
                _ => {
                    let c = text[at..].chars().next().expect("`at` is the border of a character within the text");
                    (c.is_alphanumeric(), c.len_utf8())
                }
            };
            match (letter, start) {
                (true, None) => start = Some(at),
                (false, Some(start)) => return Some(start..at),
                _ => {}
            }
            at += length;
        }
        start.map(|start| start..at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(literals: &[(&str, bool, bool)], text: &'t str) -> Vec<(usize, &'t str)> {
        let literals: Vec<Literal> =
            literals.iter().map(|&(text, open_start, open_end)| Literal { text, open_start, open_end }).collect();
        let scanner = Scanner::new(&literals).unwrap();
        let mut found = Vec::new();
        // Twice: the second time from what was kept.
        for _ in 0..2 {
            found.clear();
            scanner.scan(text, |literal, range| found.push((literal, &text[range])));
        }
        found.sort_unstable();
        found
    }

    #[test]
    fn a_closed_side_is_the_border_of_a_word() {
        let literals =
            [("school", false, false), ("school", true, false), ("school", false, true), ("school", true, true)];
        assert_eq!(found(&literals, "school").len(), 4);
        assert_eq!(found(&literals, "vakschool"), [(1, "school"), (3, "school")]);
        assert_eq!(found(&literals, "schools"), [(2, "school"), (3, "school")]);
        assert_eq!(found(&literals, "vakschools"), [(3, "school")]);
        assert_eq!(found(&literals, "vak-school,").len(), 4);
    }

    #[test]
    fn of_several_words_all_must_stand_there() {
        let literals = [("van werk naar werk", false, false), ("werk naar", true, true), (" werk", false, false)];
        assert_eq!(
            found(&literals, "van werk naar werk"),
            [(0, "van werk naar werk"), (1, "werk naar"), (2, " werk"), (2, " werk")]
        );
        assert_eq!(found(&literals, "huiswerk naar werk"), [(1, "werk naar"), (2, " werk")]);
        assert_eq!(found(&literals, "naar"), []);
        assert_eq!(found(&literals, "werk"), []);
    }

    #[test]
    fn words_of_any_script_and_length_are_found() {
        let long = "a".repeat(3 * LONGEST_KEPT);
        let text = format!("æble {long}æble");
        assert_eq!(found(&[("æble", true, false), ("æ", false, true)], &text), [(0, "æble"), (0, "æble"), (1, "æ")]);
    }

    #[test]
    fn words_that_share_a_slot_are_told_apart() {
        let text: String = (0..4 << SLOTS).map(|n| format!("w{n} ")).collect();
        let all: Vec<(usize, &str)> = found(&[("w7", false, false), ("w7", false, true), ("w", true, true)], &text);
        let count = |literal| all.iter().filter(|found| found.0 == literal).count();
        assert_eq!(count(0), 1);
        assert_eq!(count(1), 1 + 10 + 100 + 1000 + 10_000);
        assert_eq!(count(2), 4 << SLOTS, "more than are kept at a time");
    }
}
