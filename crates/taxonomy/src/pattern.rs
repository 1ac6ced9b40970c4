use std::ops::Range;
use std::sync::OnceLock;

use regex_automata::meta::Regex;
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input};

use crate::CaseRule;

/// The memory a compiled pattern may take: enough for any list of words, too little for `\w{1000}{1000}`.
const SIZE_LIMIT: usize = 1 << 20;

/// The number of bytes from the start of a match within which it must end: some fifty words, where the longest patterns
/// mean ten. Without a bound an expression that looks far ahead at every place of a text takes quadratic time.
const LONGEST_MATCH: usize = 400;

/// A term that is a regular expression. It finds whole words, as all terms do, and at most 400 bytes at a time.
///
/// It is compiled when it is first used, since that takes a thousand times as long as reading it.
#[derive(Clone, Debug)]
pub struct Pattern {
    text: String,
    case: CaseRule,
    /// Whether it is found within words too.
    anywhere: bool,
    regex: OnceLock<Regex>,
}

impl Pattern {
    /// A pattern that has been checked before.
    pub(crate) fn trusted(text: &str, case: CaseRule) -> Self {
        Self { text: text.to_owned(), case, anywhere: false, regex: OnceLock::new() }
    }

    /// A pattern that is compiled at once, or why it cannot be used.
    pub(crate) fn checked(text: &str, case: CaseRule) -> Result<Self, String> {
        Self::trusted(text, case).check()
    }

    /// An expression that is found within words too, unlike a term: for who searches a text.
    ///
    /// # Errors
    ///
    /// What is wrong with it, in one line: it cannot be read, is too large, or finds nothing at all everywhere.
    pub fn anywhere(text: &str, case: CaseRule) -> Result<Self, String> {
        Self { anywhere: true, ..Self::trusted(text, case) }.check()
    }

    fn check(self) -> Result<Self, String> {
        let pattern = self;
        let regex = pattern.compile()?;
        if regex.is_match("") {
            return Err("it also finds nothing at all, at every place of a text".to_owned());
        }
        let _ = pattern.regex.set(regex);
        Ok(pattern)
    }

    /// The expression as it is written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The end of the match that starts at the byte `start`, the border of a character, if one does.
    #[must_use]
    pub fn match_from(&self, text: &str, start: usize) -> Option<usize> {
        let window = start..text.floor_char_boundary(start + LONGEST_MATCH);
        let found = self.regex().search(&Input::new(text).span(window).anchored(Anchored::Yes))?;
        (!found.is_empty()).then(|| found.end())
    }

    /// The bytes of all matches, from the first to the last; none overlaps another. Takes longer than
    /// [`match_from`](Self::match_from) at the few places where a match can start.
    pub fn matches<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
        let mut at = 0;
        std::iter::from_fn(move || {
            while at < text.len() {
                // A match may start in the first half of a window and has the other half to end in.
                let next = text.ceil_char_boundary(at + LONGEST_MATCH);
                let window = at..text.floor_char_boundary(next + LONGEST_MATCH);
                let found = self.regex().search(&Input::new(text).span(window)).map(|found| found.range());
                match found.filter(|found| found.start < next && !found.is_empty()) {
                    Some(found) => {
                        at = found.end;
                        return Some(found);
                    }
                    None => at = next,
                }
            }
            None
        })
    }

    fn regex(&self) -> &Regex {
        self.regex.get_or_init(|| self.compile().expect("a pattern is checked when it is read, or by a test"))
    }

    fn compile(&self) -> Result<Regex, String> {
        // Read by itself first, so that a message shows what the researcher wrote, and so that no parenthesis of the
        // pattern closes ours.
        regex_syntax::ParserBuilder::new().nest_limit(50).build().parse(&self.text).map_err(|error| reason(&error))?;
        let expression = match self.anywhere {
            true => format!("(?:{})", self.text),
            false => format!(r"\b{{start-half}}(?:{})\b{{end-half}}", self.text),
        };
        Regex::builder()
            .syntax(syntax::Config::new().case_insensitive(self.case == CaseRule::Ignore))
            .configure(Regex::config().nfa_size_limit(Some(SIZE_LIMIT)).onepass_size_limit(Some(SIZE_LIMIT)))
            .build(&expression)
            .map_err(|error| match error.syntax_error() {
                Some(error) => reason(error),
                None => format!("it takes more than {SIZE_LIMIT} bytes when compiled"),
            })
    }
}

/// What is wrong with an expression, in one line.
fn reason(error: &regex_syntax::Error) -> String {
    // The message draws the pattern with a mark below the fault; its last line says what the fault is.
    error.to_string().lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(pattern: &str, text: &'t str) -> Vec<&'t str> {
        let pattern = Pattern::checked(pattern, CaseRule::Ignore).unwrap();
        pattern.matches(text).map(|range| &text[range]).collect()
    }

    #[test]
    fn matches_are_found_far_into_a_text_and_over_the_borders_of_windows() {
        for padding in 0..=2 * LONGEST_MATCH {
            let text = format!("{}leren en werken; leren.", "é ".repeat(padding));
            assert_eq!(found(r"leren(?:\s+en\s+werken)?", &text), ["leren en werken", "leren"]);
        }
    }

    #[test]
    fn a_match_has_at_most_so_many_bytes() {
        let text = format!("van {}tot", "a ".repeat(LONGEST_MATCH));
        assert_eq!(found("van .*tot", &text), Vec::<&str>::new());
        assert_eq!(found("van .*tot", &text[text.len() - 3..]), Vec::<&str>::new());
        let near = format!("van {}tot", "a ".repeat(100));
        assert_eq!(found("van .*tot", &near), [near.as_str()]);
    }

    #[test]
    fn a_match_from_a_place_starts_there() {
        let pattern = Pattern::checked(r"leren\s+en\s+werken", CaseRule::Ignore).unwrap();
        let text = "Éérst leren en werken, dan afleren en werken";
        assert_eq!(pattern.match_from(text, 8), Some(23));
        assert_eq!(pattern.match_from(text, 0), None, "it starts later");
        let within = text.find("afleren").unwrap() + 2;
        assert_eq!(pattern.match_from(text, within), None, "not within a word");
    }
}
