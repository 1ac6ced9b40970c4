use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};

use crate::CaseRule;

/// The memory a compiled pattern may take: enough for any list of words, too little for `\w{1000}{1000}`.
const SIZE_LIMIT: usize = 1 << 20;

/// A term that is a regular expression. It finds whole words, as all terms do.
///
/// It is compiled when it is first used, since that takes a thousand times as long as reading it.
#[derive(Clone, Debug)]
pub struct Pattern {
    text: String,
    case: CaseRule,
    regex: OnceLock<Regex>,
}

impl Pattern {
    /// A pattern that has been checked before.
    pub(crate) fn trusted(text: &str, case: CaseRule) -> Self {
        Self { text: text.to_owned(), case, regex: OnceLock::new() }
    }

    /// A pattern that is compiled at once, or why it cannot be used.
    pub(crate) fn checked(text: &str, case: CaseRule) -> Result<Self, String> {
        let pattern = Self::trusted(text, case);
        let regex = pattern.compile().map_err(|error| reason(&error))?;
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

    /// The compiled expression.
    #[must_use]
    pub fn regex(&self) -> &Regex {
        self.regex.get_or_init(|| self.compile().expect("a pattern is checked when it is read, or by a test"))
    }

    fn compile(&self) -> Result<Regex, regex::Error> {
        // Read by itself first, so that a message shows what the researcher wrote, and so that no parenthesis of the
        // pattern closes ours.
        regex_syntax::ParserBuilder::new()
            .nest_limit(50)
            .build()
            .parse(&self.text)
            .map_err(|error| regex::Error::Syntax(error.to_string()))?;
        RegexBuilder::new(&format!(r"\b{{start-half}}(?:{})\b{{end-half}}", self.text))
            .case_insensitive(self.case == CaseRule::Ignore)
            .size_limit(SIZE_LIMIT)
            .dfa_size_limit(SIZE_LIMIT)
            .build()
    }
}

/// What is wrong with an expression, in one line.
fn reason(error: &regex::Error) -> String {
    match error {
        regex::Error::CompiledTooBig(_) => format!("it takes more than {SIZE_LIMIT} bytes when compiled"),
        // The message draws the pattern with a mark below the fault; its last line says what the fault is.
        error => {
            let message = error.to_string();
            message.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned()
        }
    }
}
