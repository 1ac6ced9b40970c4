//! From a term as written to the forms it stands for.

use std::collections::HashSet;

use crate::{CaseRule, Folded, Form, FormWord, Segment};

/// The number of forms one term may stand for.
pub const MAX_FORMS: usize = 256;

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
    /// A backslash before something that needs none.
    #[error(
        "a backslash stands before something other than ( ) [ ] / * ~ or \\; a regular expression needs `pattern = true`"
    )]
    Escape,
    /// More forms than a term may have.
    #[error("it stands for more than {MAX_FORMS} forms; split it")]
    TooMany,
    /// More text than a term may have.
    #[error("it is longer than {MAX_LENGTH} bytes or nests parentheses deeper than {MAX_DEPTH}")]
    TooLong,
}

/// The segments of a term, which gaps divide; mostly one.
pub(crate) fn segments(term: &str) -> Result<Vec<Segment>, TermFault> {
    let mut segments = Vec::new();
    let mut gap = 0;
    let mut start = 0;
    for (at, word) in words(term) {
        let Some(words) = word.strip_prefix('~') else { continue };
        let before = &term[start..at];
        if before.trim().is_empty() || segments.len() + 1 >= MAX_SEGMENTS {
            return Err(TermFault::Gap);
        }
        segments.push(Segment { gap, forms: expand(before)? });
        gap = words.parse().ok().filter(|gap| (1..=MAX_GAP).contains(gap)).ok_or(TermFault::Gap)?;
        start = at + word.len();
    }
    if gap > 0 && term[start..].trim().is_empty() {
        return Err(TermFault::Gap);
    }
    segments.push(Segment { gap, forms: expand(&term[start..])? });
    Ok(segments)
}

/// The words of a term, with the bytes they start at.
fn words(term: &str) -> impl Iterator<Item = (usize, &str)> {
    let separates = |c: char| c.is_whitespace() || c.is_control();
    term.split(separates).filter(|w| !w.is_empty()).map(|w| (w.as_ptr() as usize - term.as_ptr() as usize, w))
}

/// The forms that words without gaps stand for, in the order in which they read; a form that comes out twice is given
/// once.
pub(crate) fn expand(term: &str) -> Result<Vec<Form>, TermFault> {
    if term.len() > MAX_LENGTH {
        return Err(TermFault::TooLong);
    }
    let symbols = symbols(term)?;
    let mut parser = Parser { symbols: &symbols, at: 0 };
    let readings = parser.sequence(0, false)?;
    match symbols.get(parser.at) {
        None => {}
        Some(Symbol::CloseChoice) => return Err(TermFault::Bracket),
        Some(_) => return Err(TermFault::Parenthesis),
    }
    let mut forms: Vec<Form> = Vec::with_capacity(readings.len());
    let mut seen = HashSet::with_capacity(readings.len());
    for reading in readings {
        let form = form(&reading)?;
        if seen.insert(form.clone()) {
            forms.push(form);
        }
    }
    Ok(forms)
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
}

fn symbols(term: &str) -> Result<Vec<Symbol>, TermFault> {
    let mut symbols = Vec::with_capacity(term.len());
    let mut chars = term.chars();
    while let Some(c) = chars.next() {
        symbols.push(match c {
            '\\' => match chars.next() {
                Some(escaped @ ('(' | ')' | '[' | ']' | '/' | '*' | '~' | '\\')) => Symbol::Letter(escaped),
                _ => return Err(TermFault::Escape),
            },
            '(' => Symbol::Open,
            ')' => Symbol::Close,
            '[' => Symbol::OpenChoice,
            ']' => Symbol::CloseChoice,
            '/' => Symbol::Slash,
            '*' => Symbol::Star,
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
                Symbol::Letter(_) | Symbol::Star => {
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

fn form(reading: &[Symbol]) -> Result<Form, TermFault> {
    let words: Vec<FormWord> =
        reading.split(|s| *s == Symbol::Space).filter(|w| !w.is_empty()).map(word).collect::<Result<_, _>>()?;
    if words.is_empty() { Err(TermFault::Empty) } else { Ok(Form::new(words)) }
}

fn word(symbols: &[Symbol]) -> Result<FormWord, TermFault> {
    let open_start = symbols.first() == Some(&Symbol::Star);
    let open_end = symbols.last() == Some(&Symbol::Star);
    let end = symbols.len() - usize::from(open_end);
    let inner = symbols.get(usize::from(open_start)..end).unwrap_or_default();
    let mut text = String::with_capacity(inner.len());
    for symbol in inner {
        match symbol {
            Symbol::Letter(c) => text.push(*c),
            _ => return Err(TermFault::StarInside),
        }
    }
    let folded = Folded::new(&text).as_str().to_owned();
    let cased = Folded::with_case(&text, CaseRule::Exact).as_str().to_owned();
    if (open_start || open_end) && folded.chars().filter(|c| c.is_alphanumeric()).count() < 2 {
        return Err(TermFault::StarAlone);
    }
    if folded.is_empty() {
        return Err(TermFault::Empty);
    }
    Ok(FormWord { folded, cased, open_start, open_end })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(term: &str) -> Vec<String> {
        expand(term).unwrap().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn every_choice_becomes_a_form() {
        for (term, expected) in [
            ("sociale innovatie", vec!["sociale innovatie"]),
            ("cursus(sen)", vec!["cursus", "cursussen"]),
            ("nieuwe/nieuwste technologie", vec!["nieuwe technologie", "nieuwste technologie"]),
            ("(bij)scholing*", vec!["scholing*", "bijscholing*"]),
            ("leven  (een) lang leren", vec!["leven lang leren", "leven een lang leren"]),
            ("werk(nemers/gevers)", vec!["werk", "werknemers", "werkgevers"]),
            ("*voucher(s)", vec!["*voucher", "*vouchers"]),
            (r"en\/of", vec!["en/of"]),
            (r"a\(b\)", vec!["a(b)"]),
            ("A&O Métalektro", vec!["A&O Metalektro"]),
            ("x(x)(x)", vec!["x", "xx", "xxx"]),
            ("[om te gaan/omgaan] met media", vec!["om te gaan met media", "omgaan met media"]),
            ("[a b/c(d)] x/y", vec!["a b x", "a b y", "c x", "c y", "cd x", "cd y"]),
            ("op[voeden/leiden]", vec!["opvoeden", "opleiden"]),
            (r"\[a\]", vec!["[a]"]),
        ] {
            assert_eq!(forms(term), expected, "{term}");
        }
    }

    #[test]
    fn what_cannot_be_meant_is_a_fault() {
        for (term, fault) in [
            ("", TermFault::Empty),
            ("  ", TermFault::Empty),
            ("(cursus)", TermFault::Empty),
            ("cursus(sen", TermFault::Parenthesis),
            ("cursus)", TermFault::Parenthesis),
            ("[a", TermFault::Bracket),
            ("a]", TermFault::Bracket),
            ("[a)", TermFault::Bracket),
            ("(a]b", TermFault::Parenthesis),
            ("[a/]", TermFault::Slash),
            ("[]a", TermFault::Slash),
            ("a/", TermFault::Slash),
            ("/a", TermFault::Slash),
            ("a//b", TermFault::Slash),
            ("op*leiding", TermFault::StarInside),
            ("**leiding", TermFault::StarInside),
            ("*", TermFault::StarAlone),
            ("*a", TermFault::StarAlone),
            (r"\bmbo", TermFault::Escape),
            (r"mbo\", TermFault::Escape),
            ("(a)(b)(c)(d)(e)(f)(g)(h)x(i)", TermFault::TooMany),
            ("((((((((((x))))))))))y", TermFault::TooLong),
        ] {
            assert_eq!(expand(term).unwrap_err(), fault, "{term}");
        }
    }

    #[test]
    fn gaps_divide_a_term() {
        let told = |term: &str| -> Vec<String> {
            let told = |s: &Segment| {
                format!("{} {}", s.gap(), s.forms().iter().map(ToString::to_string).collect::<Vec<_>>().join("|"))
            };
            segments(term).unwrap().iter().map(told).collect()
        };
        assert_eq!(told("omgaan/omgang ~2 media"), ["0 omgaan|omgang", "2 media"]);
        assert_eq!(told("a ~1 [b c/d] ~10 e"), ["0 a", "1 b c|d", "10 e"]);
        assert_eq!(told(r"a \~2 b"), ["0 a ~2 b"]);
        for term in ["~2 a", "a ~2", "a ~2 ~3 b", "a ~0 b", "a ~11 b", "a ~x b", "a ~ b"] {
            assert_eq!(segments(term).unwrap_err(), TermFault::Gap, "{term}");
        }
        assert_eq!(segments("[a ~2 b]").unwrap_err(), TermFault::Bracket, "a gap stands outside of brackets");
    }

    #[test]
    fn a_form_knows_both_its_folded_and_its_cased_words() {
        let forms = expand("*EVC-Traject Één").unwrap();
        let word = &forms[0].words()[0];
        assert_eq!((word.text(CaseRule::Ignore), word.text(CaseRule::Exact)), ("evc-traject", "EVC-Traject"));
        assert!(word.open_start() && !word.open_end());
    }
}
