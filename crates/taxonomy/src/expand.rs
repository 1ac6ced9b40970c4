//! From a term as written to the forms it stands for.

use crate::{CaseRule, Folded, Form, FormWord};

/// The number of forms one term may stand for.
pub const MAX_FORMS: usize = 256;

/// The length of a term in bytes.
const MAX_LENGTH: usize = 1000;

/// The depth of parentheses.
const MAX_DEPTH: usize = 8;

/// What is wrong with a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TermFault {
    /// Nothing is left to find.
    #[error("it is empty, or empty where what stands in parentheses is left out")]
    Empty,
    /// A parenthesis without its other half.
    #[error("a parenthesis is not closed or not opened; write \\( for a parenthesis as such")]
    Parenthesis,
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
        "a backslash stands before something other than ( ) / * or \\; a regular expression needs `pattern = true`"
    )]
    Escape,
    /// More forms than a term may have.
    #[error("it stands for more than {MAX_FORMS} forms; split it")]
    TooMany,
    /// More text than a term may have.
    #[error("it is longer than {MAX_LENGTH} bytes or nests parentheses deeper than {MAX_DEPTH}")]
    TooLong,
}

/// The forms a term stands for, in the order in which they read; a form that comes out twice is given once.
pub(crate) fn expand(term: &str) -> Result<Vec<Form>, TermFault> {
    if term.len() > MAX_LENGTH {
        return Err(TermFault::TooLong);
    }
    let symbols = symbols(term)?;
    let mut parser = Parser { symbols: &symbols, at: 0 };
    let readings = parser.sequence(0)?;
    if parser.at < symbols.len() {
        return Err(TermFault::Parenthesis);
    }
    let mut forms: Vec<Form> = Vec::with_capacity(readings.len());
    for reading in readings {
        let form = form(&reading)?;
        if !forms.contains(&form) {
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
}

fn symbols(term: &str) -> Result<Vec<Symbol>, TermFault> {
    let mut symbols = Vec::with_capacity(term.len());
    let mut chars = term.chars();
    while let Some(c) = chars.next() {
        symbols.push(match c {
            '\\' => match chars.next() {
                Some(escaped @ ('(' | ')' | '/' | '*' | '\\')) => Symbol::Letter(escaped),
                _ => return Err(TermFault::Escape),
            },
            '(' => Symbol::Open,
            ')' => Symbol::Close,
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
    /// Words and spaces, up to the end or a closing parenthesis.
    fn sequence(&mut self, depth: usize) -> Result<Vec<Reading>, TermFault> {
        if depth > MAX_DEPTH {
            return Err(TermFault::TooLong);
        }
        let mut readings = vec![Reading::new()];
        loop {
            match self.symbols.get(self.at) {
                None | Some(Symbol::Close) => return Ok(readings),
                Some(Symbol::Space) => {
                    self.at += 1;
                    readings = product(readings, &[vec![Symbol::Space]])?;
                }
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
            alternatives.extend(readings);
            if alternatives.len() > MAX_FORMS {
                return Err(TermFault::TooMany);
            }
            if !slash {
                return Ok(alternatives);
            }
            self.at += 1;
        }
    }

    fn alternative(&mut self, depth: usize) -> Result<Vec<Reading>, TermFault> {
        let mut readings = vec![Reading::new()];
        while let Some(&symbol) = self.symbols.get(self.at) {
            match symbol {
                Symbol::Space | Symbol::Slash | Symbol::Close => break,
                Symbol::Letter(_) | Symbol::Star => {
                    self.at += 1;
                    readings.iter_mut().for_each(|r| r.push(symbol));
                }
                Symbol::Open => {
                    self.at += 1;
                    let mut optional = vec![Reading::new()];
                    optional.extend(self.sequence(depth + 1)?);
                    if self.symbols.get(self.at) != Some(&Symbol::Close) {
                        return Err(TermFault::Parenthesis);
                    }
                    self.at += 1;
                    readings = product(readings, &optional)?;
                }
            }
        }
        Ok(readings)
    }
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
    fn a_form_knows_both_its_folded_and_its_cased_words() {
        let forms = expand("*EVC-Traject Één").unwrap();
        let word = &forms[0].words()[0];
        assert_eq!((word.text(CaseRule::Ignore), word.text(CaseRule::Exact)), ("evc-traject", "EVC-Traject"));
        assert!(word.open_start() && !word.open_end());
    }
}
