//! Words that share a part: "taal- en rekenvaardigheden", "opleidingsvouchers en -budgetten", "short- and long-term".
//!
//! A hyphen that hangs says that a part of the word stands with another word of the list. Which part it is it does not
//! say, so every division of the other word is tried: *taal* + *vaardigheden* is a word that a term knows, *taal* +
//! *igheden* is none. What is found that way is where the word with the hyphen is; the words around it belong to it as
//! they would to the whole word ("digitale taal- en rekenvaardigheden").

use std::ops::Range;

use fundscan_model::ByteSpan;
use fundscan_taxonomy::Folded;

use crate::find::places;
use crate::lexicon::Lexicon;
use crate::word;

/// The length of a word, in bytes, that others may share a part of. Every division of it is tried, so that it bounds the
/// work that one hyphen makes.
const LONGEST: usize = 48;

/// The number of words and marks looked at between the hyphen and the word that has the rest.
const REACH: usize = 12;

/// The number of bytes on either side of the word in which the rest of a phrase may stand.
const AROUND: usize = 40;

/// The shortest part, in bytes, that words share.
const SHORTEST: usize = 3;

/// Words that link the items of a list in Dutch or English.
const LINKS: [&str; 18] = [
    "en",
    "of",
    "and",
    "or",
    "als",
    "alsook",
    "alsmede",
    "evenals",
    "maar",
    "ook",
    "dan",
    "wel",
    "noch",
    "nor",
    "resp",
    "respectievelijk",
    "versus",
    "tot",
];

/// A word with a hanging hyphen, and the word that has its rest; folded bytes.
pub(crate) struct Shared<'t> {
    text: &'t str,
    folded: &'t Folded,
    /// The word without its hyphen.
    own: Range<usize>,
    /// The word that has the rest.
    other: Range<usize>,
    /// Whether the rest is all of the other word: a word divided at a line end that was not put together again.
    divided: bool,
}

/// The words of a text that share a part with another.
pub(crate) fn shared<'t>(text: &'t str, folded: &'t Folded) -> impl Iterator<Item = Shared<'t>> {
    let haystack = folded.as_str();
    let bytes = haystack.as_bytes();
    // Nearly every hyphen stands within a word; a look at the bytes beside it is enough for those.
    let hangs = move |at: usize| {
        let plain = |byte: Option<&u8>| byte.is_some_and(|b| b.is_ascii_alphanumeric());
        !(plain(at.checked_sub(1).and_then(|before| bytes.get(before))) && plain(bytes.get(at + 1)))
    };
    haystack.match_indices('-').map(|(at, _)| at).filter(move |at| hangs(*at)).filter_map(move |at| {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let (before, after) = (letter(haystack[..at].chars().next_back()), letter(haystack[at + 1..].chars().next()));
        let (own, (other, divided)) = match (before, after) {
            (true, false) => (word::start_of(haystack, at)?..at, other_behind(haystack, at + 1)?),
            (false, true) => (at + 1..word::end_of(haystack, at + 1)?, (other_in_front(haystack, at)?, false)),
            _ => return None,
        };
        (other.len() <= LONGEST && own.len() <= LONGEST).then_some(Shared { text, folded, own, other, divided })
    })
}

/// The word behind a hanging hyphen that has the rest, and whether it follows at once.
fn other_behind(text: &str, from: usize) -> Option<(Range<usize>, bool)> {
    let mut at = from;
    let mut linked = false;
    for _ in 0..REACH {
        let c = text[at..].chars().next()?;
        if c.is_alphanumeric() {
            let end = word::end_of(text, at)?;
            if LINKS.contains(&&text[at..end]) {
                linked = true;
            } else if !text[end..].starts_with('-') {
                return Some((at..end, !linked && text[from..at] == *" "));
            }
            at = end;
            continue;
        }
        match c {
            ' ' | '-' | '(' | ')' | '"' | '\'' => {}
            ',' | '/' | '&' | '+' => linked = true,
            _ => return None,
        }
        at += c.len_utf8();
    }
    None
}

/// The word in front of a hanging hyphen that has the rest.
fn other_in_front(text: &str, from: usize) -> Option<Range<usize>> {
    let mut at = from;
    let mut linked = false;
    for _ in 0..REACH {
        let c = text[..at].chars().next_back()?;
        if c.is_alphanumeric() {
            let start = word::start_of(text, at)?;
            let link = LINKS.contains(&&text[start..at]);
            if !link && !linked {
                return None;
            }
            if !link && !text[..start].ends_with('-') {
                return Some(start..at);
            }
            linked |= link;
            at = start;
            continue;
        }
        match c {
            ' ' | '-' | '(' | ')' | '"' | '\'' => {}
            ',' | '/' | '&' | '+' => linked = true,
            _ => return None,
        }
        at -= c.len_utf8();
    }
    None
}

impl Shared<'_> {
    /// Tells the spans of `text` where a form stands that the whole word is part of, with the bytes within that are
    /// no part of it.
    pub(crate) fn find(&self, lexicon: &Lexicon, mut tell: impl FnMut(ByteSpan, usize, Option<ByteSpan>)) {
        let haystack = self.folded.as_str();
        let behind = self.own.start < self.other.start;
        let first = if behind { &self.own } else { &self.other };
        let last = if behind { &self.other } else { &self.own };
        let start = window_start(haystack, first.start);
        let end = window_end(haystack, last.end);
        for cut in self.cuts() {
            let (head, tail) = if behind { (start..first.end, cut..end) } else { (start..cut, last.start..end) };
            let (Some(head), Some(tail)) = (self.folded.span(head), self.folded.span(tail)) else { continue };
            let joined = Joined { text: [&self.text[head.range()], &self.text[tail.range()]].concat(), head, tail };
            self.find_joined(lexicon, &joined, behind, &mut tell);
        }
    }

    /// Where the other word may be divided.
    fn cuts(&self) -> impl Iterator<Item = usize> {
        let Range { start, end } = self.other;
        let behind = self.own.start < start;
        // What is shared is at least a syllable; in front it may be the whole word ("scholing en -advies").
        let range = match (self.divided, behind) {
            (true, _) => start..start + 1,
            (false, true) => start + 1..(end + 1).saturating_sub(SHORTEST),
            (false, false) => start + SHORTEST..end + 1,
        };
        range.filter(|at| self.folded.as_str().is_char_boundary(*at))
    }

    fn find_joined(
        &self,
        lexicon: &Lexicon,
        joined: &Joined,
        behind: bool,
        tell: &mut impl FnMut(ByteSpan, usize, Option<ByteSpan>),
    ) {
        let Some(other) = self.folded.span(self.other.clone()) else { return };
        let Some(own) = self.folded.span(self.own.clone()) else { return };
        let junction = joined.head.len();
        let folded = Folded::new(&joined.text);
        lexicon.scanner.scan(folded.as_str(), |literal, at| {
            places(lexicon, literal, at, &joined.text, &folded, |place| {
                let Some(found) = folded.span(place.range).filter(|f| f.start() < junction && junction < f.end())
                else {
                    return;
                };
                let (start, end) = (joined.original(found.start()), joined.tail.start() + found.end() - junction);
                // The hyphen belongs to the word that it hangs on.
                let (span, gap) = if self.divided {
                    (start..end, None)
                } else if behind {
                    let hyphen = other.start().min(own.end() + self.hyphen(own.end()));
                    if end <= other.end() { (start..hyphen, None) } else { (start..end, Some(hyphen..other.end())) }
                } else {
                    let hyphen = own.start() - self.hyphen_before(own.start());
                    if start >= other.start() { (hyphen..end, None) } else { (start..end, Some(other.start()..hyphen)) }
                };
                tell(ByteSpan::new(span.start, span.end), place.form, gap.map(|gap| ByteSpan::new(gap.start, gap.end)));
            });
        });
    }

    fn hyphen(&self, at: usize) -> usize {
        self.text[at..].chars().next().map_or(0, char::len_utf8)
    }

    fn hyphen_before(&self, at: usize) -> usize {
        self.text[..at].chars().next_back().map_or(0, char::len_utf8)
    }
}

/// Two pieces of a text put together, and where they come from.
struct Joined {
    text: String,
    head: ByteSpan,
    tail: ByteSpan,
}

impl Joined {
    /// Where a byte of the first piece comes from.
    fn original(&self, at: usize) -> usize {
        self.head.start() + at
    }
}

/// Where the first whole word starts that is no further than [`AROUND`] in front of `at`.
fn window_start(text: &str, at: usize) -> usize {
    let from = at.saturating_sub(AROUND);
    match from {
        0 => 0,
        _ => text.as_bytes()[from..at].iter().position(|b| *b == b' ').map_or(at, |space| from + space + 1),
    }
}

/// Where the last whole word ends that is no further than [`AROUND`] behind `at`.
fn window_end(text: &str, at: usize) -> usize {
    let to = (at + AROUND).min(text.len());
    if to == text.len() {
        return to;
    }
    text.as_bytes()[at..to].iter().rposition(|b| *b == b' ').map_or(at, |space| at + space)
}
