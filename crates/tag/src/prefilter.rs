//! Which literals a text must hold for a pattern to match in it.
//!
//! A taxonomy may have hundreds of patterns, and a passage matches next to none. The automaton that looks for the terms
//! looks for the words that patterns begin and end with as well, and only patterns so woken are tried.

use fundscan_taxonomy::Folded;
use regex_syntax::hir::literal::{ExtractKind, Extractor, Seq};

/// Literals shorter than this stand in every text.
const SHORTEST: usize = 2;
/// Ends shorter than this stand in nearly every text.
const SHORTEST_END: usize = 5;
/// More literals than this cost more than they save.
const MOST: usize = 128;

/// Literals, folded as text is, of which a match holds one: none where there are no such literals.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Needed {
    /// Every match starts with one of these.
    pub(crate) start: Option<Vec<String>>,
    /// Every match ends with one of these.
    pub(crate) end: Option<Vec<String>>,
}

/// The literals that matches of an expression start and end with.
pub(crate) fn needed_literals(pattern: &str) -> Needed {
    // Read with regard to case: folding makes the literals and the text alike afterwards. For the literals it does not
    // matter which letters a class holds, but there are so many letters that listing them takes most of the time.
    // In folded text white space is one space.
    let plain = pattern.replace("(?i)", "").replace(r"\p{L}", "[a-z]").replace(r"\w", "[a-z]");
    let plain = plain.replace(r"\s+", " ").replace(r"\s*", " ?").replace(r"\s", " ");
    let Ok(hir) = regex_syntax::parse(&plain) else { return Needed::default() };
    let sequence = |kind, shortest| {
        folded(Extractor::new().kind(kind).limit_literal_len(40).limit_total(MOST).extract(&hir), shortest)
    };
    Needed { start: sequence(ExtractKind::Prefix, SHORTEST), end: sequence(ExtractKind::Suffix, SHORTEST_END) }
}

fn folded(sequence: Seq, shortest: usize) -> Option<Vec<String>> {
    let literals = sequence.literals()?;
    let folded = literals.iter().map(|literal| {
        let text = std::str::from_utf8(literal.as_bytes()).ok()?;
        let folded = Folded::new(text);
        let folded = folded.as_str();
        (folded.trim().len() >= shortest && folded.contains(char::is_alphanumeric)).then(|| folded.to_owned())
    });
    let mut folded: Vec<String> = folded.collect::<Option<_>>()?;
    folded.sort_unstable();
    folded.dedup();
    (!folded.is_empty()).then_some(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needed(pattern: &str) -> (Option<Vec<String>>, Option<Vec<String>>) {
        let Needed { start, end } = needed_literals(pattern);
        (start, end)
    }

    fn words(words: &[&str]) -> Option<Vec<String>> {
        Some(words.iter().map(|word| (*word).to_owned()).collect())
    }

    #[test]
    fn a_pattern_needs_what_all_its_matches_begin_and_end_with() {
        assert_eq!(
            needed(r"(?:banen|functies)(?:\s+\p{L}+){2,6}\s+verdwijnen"),
            (words(&["banen ", "functies "]), words(&[" verdwijnen"]))
        );
        assert_eq!(needed(r"talent\p{L}*\s+te\s+\p{L}+"), (words(&["talent"]), None));
        assert_eq!(needed(r"[\p{L}-]+\s+Ontwikkelen").1, words(&[" ontwikkelen"]));
        assert_eq!(needed(r"geïnformeerd|EVC").0, words(&["evc", "geinformeerd"]));
        assert_eq!(needed(r"\w+\s+\p{L}+"), (None, None));
        assert_eq!(needed(r"(?:op|in)\s+\p{L}+"), (words(&["in ", "op "]), None));
        assert_eq!(needed(r"om\s+te\s+leren|a\s\p{L}").0, None);
        assert_eq!(needed(r"(?:om\s+)?te\s*leren").0, words(&["om te leren", "om teleren", "te leren", "teleren"]));
    }
}
