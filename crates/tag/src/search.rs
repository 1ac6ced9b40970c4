//! Looking for one thing, as a researcher tries it out.

use fundscan_model::ByteSpan;
use fundscan_taxonomy::{CaseRule, Pattern, Severity, Taxonomy, TaxonomyError};

use crate::{TagError, Tagger};

/// One term, or one regular expression, to be looked for in text.
///
/// A term is found where a taxonomy with it would find it. A regular expression is found anywhere, within words too;
/// its size is limited, a match has at most 400 bytes, and its time grows linearly with the text.
#[derive(Debug)]
pub struct Search(Kind);

#[derive(Debug)]
enum Kind {
    Term(Box<Tagger>),
    Regex(Box<Pattern>),
}

/// Why something cannot be looked for.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SearchError {
    /// The term is not in the language of terms.
    #[error("{0}")]
    Term(String),
    /// There is nothing in the term to look for.
    #[error(transparent)]
    Nothing(#[from] TagError),
    /// The expression cannot be read.
    #[error("the regular expression cannot be used: {0}")]
    Regex(String),
}

impl Search {
    /// A term in the language of the taxonomy.
    ///
    /// # Errors
    ///
    /// [`SearchError`] where it is not in that language or holds nothing to find.
    pub fn term(term: &str, case: CaseRule) -> Result<Self, SearchError> {
        let taxonomy = taxonomy_of(term, case).map_err(|error| {
            let fault = error.findings().iter().find(|finding| finding.severity == Severity::Error);
            SearchError::Term(fault.map_or_else(|| error.to_string(), |fault| fault.message.clone()))
        })?;
        Ok(Self(Kind::Term(Box::new(Tagger::new(&taxonomy)?))))
    }

    /// A regular expression.
    ///
    /// # Errors
    ///
    /// [`SearchError::Regex`] where it cannot be read, is too large or finds nothing at all everywhere.
    pub fn regex(expression: &str, case: CaseRule) -> Result<Self, SearchError> {
        let regex = Pattern::anywhere(expression, case).map_err(SearchError::Regex)?;
        Ok(Self(Kind::Regex(Box::new(regex))))
    }

    /// The places where it stands, in order, none overlapping another: bytes of `text` on the borders of characters.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<ByteSpan> {
        match &self.0 {
            Kind::Term(tagger) => tagger.tag(text).into_iter().map(|mention| mention.span).collect(),
            Kind::Regex(regex) => regex.matches(text).map(|range| ByteSpan::new(range.start, range.end)).collect(),
        }
    }
}

/// A taxonomy of one concept with one term.
fn taxonomy_of(term: &str, case: CaseRule) -> Result<Taxonomy, TaxonomyError> {
    let case = match case {
        CaseRule::Ignore => "ignore",
        CaseRule::Exact => "exact",
    };
    let text = format!(
        "id = \"search\"\nversion = \"1\"\n[groups]\ng = \"g\"\n[[concept]]\nid = \"c\"\ngroup = \"g\"\nlabel = \"c\"\n\
         nl = [{{ term = {}, case = \"{case}\" }}]\n",
        quoted(term)
    );
    Ok(Taxonomy::parse(&text)?.0)
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(search: &Search, text: &'t str) -> Vec<&'t str> {
        search.find(text).into_iter().map(|span| &text[span.range()]).collect()
    }

    #[test]
    fn a_term_is_found_as_a_taxonomy_finds_it() {
        let search = Search::term("*voucher(s)", CaseRule::Ignore).unwrap();
        assert_eq!(found(&search, "Twee SCHOLINGSVOUCHERS, één voucher."), ["SCHOLINGSVOUCHERS", "voucher"]);
        let search = Search::term("EVC", CaseRule::Exact).unwrap();
        assert_eq!(found(&search, "EVC of evc"), ["EVC"]);
    }

    #[test]
    fn an_expression_is_found_anywhere() {
        let search = Search::regex("schol(en|ing)", CaseRule::Ignore).unwrap();
        assert_eq!(found(&search, "Bijscholing en SCHOLEN"), ["scholing", "SCHOLEN"]);
        let search = Search::regex(r"\bEVC\b", CaseRule::Exact).unwrap();
        assert_eq!(found(&search, "EVC, evc, EVCs"), ["EVC"]);
    }

    #[test]
    fn what_cannot_be_looked_for_says_why() {
        let term = |term: &str| Search::term(term, CaseRule::Ignore).unwrap_err().to_string();
        assert!(term("*").contains("star"), "{}", term("*"));
        assert!(term("a \"b\\").contains("backslash"), "{}", term("a \"b\\"));
        assert!(!term("").is_empty() && !term("&").is_empty() && !term("\u{0}\u{7f}\n").is_empty());
        let regex = |text: &str| Search::regex(text, CaseRule::Ignore).unwrap_err().to_string();
        assert!(regex("(a").contains("unclosed group"), "{}", regex("(a"));
        assert!(regex("a*").contains("nothing at all"));
        assert!(regex(r"\w{1000}{1000}").contains("bytes when compiled"));
        assert!(regex(&format!("{}a{}", "(".repeat(60), ")".repeat(60))).contains("nest"));
    }
}
