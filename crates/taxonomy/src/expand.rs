//! From a term as written to the forms it stands for.

use std::collections::HashSet;

use fundscan_model::Language;

use crate::inflect::{self, Inflected, Kind};
use crate::{Apart, CaseRule, Folded, Form, FormWord, Segment};

/// The number of forms one term may stand for.
pub const MAX_FORMS: usize = 256;

/// The number of forms one term may stand for when its words are inflected.
const MAX_INFLECTED: usize = 1024;

/// The length of a term in bytes.
const MAX_LENGTH: usize = 1000;

/// The depth of parentheses.
const MAX_DEPTH: usize = 8;

/// The number of words a gap may span.
const MAX_GAP: usize = 10;

/// The number of segments that gaps may divide a term into.
const MAX_SEGMENTS: usize = 6;

/// What is wrong with a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TermFault {
    /// Nothing is left to find.
    #[error("it is empty, or empty where what stands in parentheses is left out")]
    Empty,
    /// A parenthesis without its other half.
    #[error("a parenthesis is not closed or not opened; write \\( for a parenthesis as such")]
    Parenthesis,
    /// A bracket without its other half.
    #[error("a bracket [ or ] is not closed or not opened; write \\[ for a bracket as such")]
    Bracket,
    /// A gap with nothing before or after it.
    #[error("a gap such as ~3 needs words before and after it, and is between 1 and {MAX_GAP}")]
    Gap,
    /// A slash with nothing before or after it.
    #[error("a slash has no word beside it; write \\/ for a slash as such")]
    Slash,
    /// A star within a word.
    #[error("a star stands within a word; it can only stand at the start or end of one (write \\* for a star as such)")]
    StarInside,
    /// A star at a single letter or at none.
    #[error("a star stands at less than two letters, which would find nearly every word")]
    StarAlone,
    /// Two tildes in a term of more than two parts.
    #[error("`~~` (in either order) can divide a term into two parts only")]
    Order,
    /// A brace that is none of the marks, or a mark where it cannot stand.
    #[error(
        "{{n}}, {{v}} or {{a}} (noun, verb, adjective) stands right behind a word, and | only within a verb with {{v}}; write \\{{ or \\| for these as such"
    )]
    Mark,
    /// A backslash before something that needs none.
    #[error(
        "a backslash stands before something other than ( ) [ ] {{ }} | / * ~ or \\; a regular expression needs `pattern = true`"
    )]
    Escape,
    /// More forms than a term may have.
    #[error("it stands for more than {MAX_FORMS} choices, or {MAX_INFLECTED} forms; split it")]
    TooMany,
    /// More text than a term may have.
    #[error("it is longer than {MAX_LENGTH} bytes or nests parentheses deeper than {MAX_DEPTH}")]
    TooLong,
}

/// What a term stands for: its segments, mostly one, and the other orders in which it is found.
pub(crate) struct Expanded {
    pub(crate) segments: Vec<Segment>,
    pub(crate) apart: Vec<Apart>,
}

/// The number of words between a verb and what goes with it: about what a main clause puts there.
const VERB_GAP: usize = 8;

/// The number of words between an object and what comes before or after it.
const OBJECT_GAP: usize = 4;

/// The number of choices of a term for which the verb is looked for apart.
const MAX_APART: usize = 16;

/// What a term stands for.
pub(crate) fn expand_term(term: &str, language: Language) -> Result<Expanded, TermFault> {
    let mut segments = Vec::new();
    let mut gap = 0;
    let mut any_order = false;
    let mut start = 0;
    for (at, word) in words(term) {
        let Some(count) = word.strip_prefix('~') else { continue };
        let before = &term[start..at];
        if before.trim().is_empty() || segments.len() + 1 >= MAX_SEGMENTS {
            return Err(TermFault::Gap);
        }
        segments.push(Segment { gap, forms: expand(before, language)? });
        any_order |= count.starts_with('~');
        let count = count.strip_prefix('~').unwrap_or(count);
        gap = count.parse().ok().filter(|gap| (1..=MAX_GAP).contains(gap)).ok_or(TermFault::Gap)?;
        start = at + word.len();
    }
    if gap > 0 && term[start..].trim().is_empty() {
        return Err(TermFault::Gap);
    }
    segments.push(Segment { gap, forms: expand(&term[start..], language)? });
    let apart = match segments.as_slice() {
        [left, right] if any_order => {
            let swapped = vec![Segment { gap: 0, ..right.clone() }, Segment { gap: right.gap, ..left.clone() }];
            vec![Apart { segments: swapped, particle: false }]
        }
        _ if any_order => return Err(TermFault::Order),
        [_] => apart(term, language)?,
        _ => Vec::new(),
    };
    Ok(Expanded { segments, apart })
}

/// A term that ends in a verb, in the order of a main clause: *leidt … op*, *deelt … kennis*, *doet … kennis … op*.
fn apart(term: &str, language: Language) -> Result<Vec<Apart>, TermFault> {
    let symbols = symbols(term)?;
    let mut found: Vec<Apart> = Vec::new();
    if !symbols.contains(&Symbol::Mark(Kind::Verb)) {
        return Ok(found);
    }
    for reading in readings(&symbols)? {
        let mut words: Vec<&[Symbol]> = reading.split(|s| *s == Symbol::Space).filter(|w| !w.is_empty()).collect();
        let Some(last) = words.pop() else { continue };
        let Written { text, kind, divided, open_start: false, open_end: false } = written(last)? else { continue };
        if kind != Some(Kind::Verb) {
            continue;
        }
        let Some((finite, particle)) = inflect::finite(&text, divided, language) else { continue };
        let finite = finite.into_iter().map(|form| Ok(Form::with_why(vec![form_word(&form.text)?], form.why)));
        let mut segments = vec![Segment { gap: 0, forms: finite.collect::<Result<_, TermFault>>()? }];
        if !words.is_empty() {
            let forms = forms(&words.join(&Symbol::Space), language)?;
            segments.push(Segment { gap: OBJECT_GAP, forms });
        }
        if let Some(particle) = &particle {
            let gap = if words.is_empty() { VERB_GAP } else { OBJECT_GAP };
            segments.push(Segment { gap, forms: vec![Form::new(vec![form_word(particle)?])] });
        }
        let apart = Apart { segments, particle: particle.is_some() };
        if apart.segments.len() > 1 && found.len() < MAX_APART && !found.contains(&apart) {
            found.push(apart);
        }
    }
    Ok(found)
}

/// The words of a term, with the bytes they start at.
fn words(term: &str) -> impl Iterator<Item = (usize, &str)> {
    let separates = |c: char| c.is_whitespace() || c.is_control();
    term.split(separates).filter(|w| !w.is_empty()).map(|w| (w.as_ptr() as usize - term.as_ptr() as usize, w))
}

/// The forms that words without gaps stand for, in the order in which they read; a form that comes out twice is given
/// once. Other spellings are added for a language, not for [`Language::Other`].
pub(crate) fn expand(term: &str, language: Language) -> Result<Vec<Form>, TermFault> {
    let symbols = symbols(term)?;
    let mut found: Vec<Form> = Vec::new();
    let mut seen = HashSet::new();
    for reading in readings(&symbols)? {
        for form in forms(&reading, language)? {
            if seen.insert(form.words().to_vec()) {
                found.push(form);
            }
        }
        if found.len() > MAX_INFLECTED {
            return Err(TermFault::TooMany);
        }
    }
    Ok(found)
}

/// Every choice that a term leaves.
fn readings(symbols: &[Symbol]) -> Result<Vec<Reading>, TermFault> {
    let mut parser = Parser { symbols, at: 0 };
    let readings = parser.sequence(0, false)?;
    match symbols.get(parser.at) {
        None => Ok(readings),
        Some(Symbol::CloseChoice) => Err(TermFault::Bracket),
        Some(_) => Err(TermFault::Parenthesis),
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Symbol {
    Letter(char),
    Space,
    Star,
    Slash,
    Open,
    Close,
    OpenChoice,
    CloseChoice,
    /// How the word before it is inflected.
    Mark(Kind),
    /// Where a separable verb is divided.
    Divide,
}

fn symbols(term: &str) -> Result<Vec<Symbol>, TermFault> {
    if term.len() > MAX_LENGTH {
        return Err(TermFault::TooLong);
    }
    let mut symbols = Vec::with_capacity(term.len());
    let mut chars = term.chars();
    while let Some(c) = chars.next() {
        symbols.push(match c {
            '\\' => match chars.next() {
                Some(escaped @ ('(' | ')' | '[' | ']' | '{' | '}' | '|' | '/' | '*' | '~' | '\\')) => {
                    Symbol::Letter(escaped)
                }
                _ => return Err(TermFault::Escape),
            },
            '(' => Symbol::Open,
            ')' => Symbol::Close,
            '[' => Symbol::OpenChoice,
            ']' => Symbol::CloseChoice,
            '/' => Symbol::Slash,
            '*' => Symbol::Star,
            '|' => Symbol::Divide,
            '{' => match (chars.next(), chars.next()) {
                (Some('n'), Some('}')) => Symbol::Mark(Kind::Noun),
                (Some('v'), Some('}')) => Symbol::Mark(Kind::Verb),
                (Some('a'), Some('}')) => Symbol::Mark(Kind::Adjective),
                _ => return Err(TermFault::Mark),
            },
            '}' => return Err(TermFault::Mark),
            c if c.is_whitespace() || c.is_control() => Symbol::Space,
            c => Symbol::Letter(c),
        });
    }
    Ok(symbols)
}

/// One way to read a term: letters, spaces and stars.
type Reading = Vec<Symbol>;

struct Parser<'s> {
    symbols: &'s [Symbol],
    at: usize,
}

impl Parser<'_> {
    /// Words and spaces, up to the end, a closing parenthesis or bracket, or the end of a phrase to choose.
    fn sequence(&mut self, depth: usize, in_choice: bool) -> Result<Vec<Reading>, TermFault> {
        if depth > MAX_DEPTH {
            return Err(TermFault::TooLong);
        }
        let mut readings = vec![Reading::new()];
        loop {
            match self.symbols.get(self.at) {
                None | Some(Symbol::Close | Symbol::CloseChoice) => return Ok(readings),
                Some(Symbol::Slash) if in_choice => return Ok(readings),
                Some(Symbol::Space) => {
                    self.at += 1;
                    readings = product(readings, &[vec![Symbol::Space]])?;
                }
                Some(_) if in_choice => readings = product(readings, &self.alternative(depth)?)?,
                Some(_) => readings = product(readings, &self.word(depth)?)?,
            }
        }
    }

    /// What stands between two spaces: one alternative, or several with slashes between them.
    fn word(&mut self, depth: usize) -> Result<Vec<Reading>, TermFault> {
        let mut alternatives = Vec::new();
        loop {
            let start = self.at;
            let readings = self.alternative(depth)?;
            let slash = self.symbols.get(self.at) == Some(&Symbol::Slash);
            if self.at == start && (slash || !alternatives.is_empty()) {
                return Err(TermFault::Slash);
            }
            extend(&mut alternatives, readings)?;
            if !slash {
                return Ok(alternatives);
            }
            self.at += 1;
        }
    }

    /// What stands in brackets: one of the phrases between the slashes.
    fn choice(&mut self, depth: usize) -> Result<Vec<Reading>, TermFault> {
        let mut phrases = Vec::new();
        loop {
            let start = self.at;
            let readings = self.sequence(depth + 1, true)?;
            if self.symbols[start..self.at].iter().all(|s| *s == Symbol::Space) {
                return Err(TermFault::Slash);
            }
            extend(&mut phrases, readings)?;
            match self.symbols.get(self.at) {
                Some(Symbol::Slash) => self.at += 1,
                Some(Symbol::CloseChoice) => {
                    self.at += 1;
                    return Ok(phrases);
                }
                _ => return Err(TermFault::Bracket),
            }
        }
    }

    fn alternative(&mut self, depth: usize) -> Result<Vec<Reading>, TermFault> {
        let mut readings = vec![Reading::new()];
        while let Some(&symbol) = self.symbols.get(self.at) {
            match symbol {
                Symbol::Space | Symbol::Slash | Symbol::Close | Symbol::CloseChoice => break,
                Symbol::Letter(_) | Symbol::Star | Symbol::Mark(_) | Symbol::Divide => {
                    self.at += 1;
                    readings.iter_mut().for_each(|r| r.push(symbol));
                }
                Symbol::Open => {
                    self.at += 1;
                    let mut optional = vec![Reading::new()];
                    optional.extend(self.sequence(depth + 1, false)?);
                    if self.symbols.get(self.at) != Some(&Symbol::Close) {
                        return Err(TermFault::Parenthesis);
                    }
                    self.at += 1;
                    readings = product(readings, &optional)?;
                }
                Symbol::OpenChoice => {
                    self.at += 1;
                    readings = product(readings, &self.choice(depth)?)?;
                }
            }
        }
        Ok(readings)
    }
}

fn extend(readings: &mut Vec<Reading>, more: Vec<Reading>) -> Result<(), TermFault> {
    readings.extend(more);
    if readings.len() > MAX_FORMS { Err(TermFault::TooMany) } else { Ok(()) }
}

fn product(left: Vec<Reading>, right: &[Reading]) -> Result<Vec<Reading>, TermFault> {
    if let [only] = right {
        return Ok(left.into_iter().map(|l| [l.as_slice(), only].concat()).collect());
    }
    if left.len().saturating_mul(right.len()) > MAX_FORMS {
        return Err(TermFault::TooMany);
    }
    Ok(left.iter().flat_map(|l| right.iter().map(|r| [l.as_slice(), r].concat())).collect())
}

/// One way to write a word: a word or, for some spellings and verbs, several, and why it is there.
struct Spelled {
    words: Vec<FormWord>,
    why: Option<&'static str>,
}

/// The forms of a choice: every inflection of its words with every other, then other spellings of single words.
fn forms(reading: &[Symbol], language: Language) -> Result<Vec<Form>, TermFault> {
    let mut found = vec![Form::new_empty()];
    let mut spellings: Vec<(usize, Vec<Spelled>)> = Vec::new();
    for symbols in reading.split(|s| *s == Symbol::Space).filter(|w| !w.is_empty()) {
        let inflected = inflections(symbols, language)?;
        if found.len().saturating_mul(inflected.len()) > MAX_INFLECTED {
            return Err(TermFault::TooMany);
        }
        let written = found.first().map_or(0, |form| form.words().len());
        spellings.extend(inflected.first().map(|word| (written, other_spellings(word, language))));
        found = found
            .iter()
            .flat_map(|form| inflected.iter().map(|word| form.followed_by(&word.words, word.why)))
            .collect();
    }
    if found.iter().any(|form| form.words().is_empty()) {
        return Err(TermFault::Empty);
    }
    // The first form is the one that is written; of it alone each word is spelled otherwise.
    if let Some(first) = found.first().cloned() {
        for (at, spelled) in spellings {
            for Spelled { words, why } in spelled {
                let mut all = first.words().to_vec();
                all.splice(at..=at, words);
                found.push(Form::with_why(all, why));
            }
        }
    }
    found.truncate(MAX_INFLECTED);
    Ok(found)
}

fn inflections(symbols: &[Symbol], language: Language) -> Result<Vec<Spelled>, TermFault> {
    let Written { text, kind, divided, open_start, open_end } = written(symbols)?;
    let inflected = match kind {
        Some(_) if language == Language::Other => return Err(TermFault::Mark),
        Some(kind) => inflect::inflect(&text, divided, kind, language),
        None => return Ok(vec![Spelled { words: vec![opened(&text, open_start, open_end)?], why: None }]),
    };
    let spelled = |form: &Inflected| Ok(Spelled { words: several(&form.text, open_start, open_end)?, why: form.why });
    inflected.iter().map(spelled).collect()
}

/// Other ways to write a word, none for a language without rules.
fn other_spellings(word: &Spelled, language: Language) -> Vec<Spelled> {
    let [word] = word.words.as_slice() else { return Vec::new() };
    if language == Language::Other {
        return Vec::new();
    }
    let variants = inflect::variants(&word.cased, language).into_iter();
    let spelled = |(text, why): (String, _)| {
        Some(Spelled { words: several(&text, word.open_start, word.open_end).ok()?, why: Some(why) })
    };
    variants.filter_map(spelled).collect()
}

/// Words of one form from their text, the outer ones open where the word was.
fn several(text: &str, open_start: bool, open_end: bool) -> Result<Vec<FormWord>, TermFault> {
    let words: Vec<&str> = text.split(' ').collect();
    let last = words.len() - 1;
    let word = |(at, word): (usize, &&str)| opened(word, open_start && at == 0, open_end && at == last);
    words.iter().enumerate().map(word).collect()
}

/// A word of a term as it is written: its letters, what it is inflected as, and where it is open.
struct Written {
    text: String,
    kind: Option<Kind>,
    divided: Option<usize>,
    open_start: bool,
    open_end: bool,
}

fn written(symbols: &[Symbol]) -> Result<Written, TermFault> {
    let open_start = symbols.first() == Some(&Symbol::Star);
    let mut inner = symbols.get(usize::from(open_start)..).unwrap_or_default();
    let (mut kind, mut open_end) = (None, false);
    // A star and a mark behind the word may stand in either order.
    loop {
        match inner {
            [rest @ .., Symbol::Star] if !open_end => (inner, open_end) = (rest, true),
            [rest @ .., Symbol::Mark(mark)] if kind.is_none() => (inner, kind) = (rest, Some(*mark)),
            _ => break,
        }
    }
    let mut text = String::with_capacity(inner.len());
    let mut divided = None;
    for symbol in inner {
        match symbol {
            Symbol::Letter(c) => text.push(*c),
            // A bar by itself divides nothing.
            Symbol::Divide if inner.len() == 1 => text.push('|'),
            Symbol::Divide if kind == Some(Kind::Verb) && divided.is_none() && !text.is_empty() => {
                divided = Some(text.len());
            }
            Symbol::Divide | Symbol::Mark(_) => return Err(TermFault::Mark),
            _ => return Err(TermFault::StarInside),
        }
    }
    Ok(Written { text, kind, divided, open_start, open_end })
}

fn form_word(text: &str) -> Result<FormWord, TermFault> {
    opened(text, false, false)
}

fn opened(text: &str, open_start: bool, open_end: bool) -> Result<FormWord, TermFault> {
    let folded = Folded::new(text).as_str().to_owned();
    let cased = Folded::with_case(text, CaseRule::Exact).as_str().to_owned();
    if (open_start || open_end) && folded.chars().filter(|c| c.is_alphanumeric()).count() < 2 {
        return Err(TermFault::StarAlone);
    }
    if folded.is_empty() {
        return Err(TermFault::Empty);
    }
    Ok(FormWord { folded, cased, open_start, open_end })
}

#[cfg(test)]
mod tests;
