//! Which literals a text must hold for a pattern to match in it.
//!
//! A taxonomy may have hundreds of patterns, and a passage matches next to none. The automaton that looks for the terms
//! looks for the words that patterns begin and end with as well, and only patterns so woken are tried.

use fundscan_taxonomy::Folded;
use regex_syntax::hir::literal::{ExtractKind, Extractor, Seq};

/// Literals shorter than this stand in nearly every text.
const SHORTEST: usize = 3;
/// More literals than this cost more than they save.
const MOST: usize = 128;

/// Sets of literals, folded as text is: of each a text must hold at least one for the pattern to match in it. There are
/// none where there are no such literals, else one for the start of a match, one for its end, or both.
pub(crate) fn needed_literals(pattern: &str) -> Vec<Vec<String>> {
    // Read with regard to case: folding makes the literals and the text alike afterwards. For the literals it does not
    // matter which letters a class holds, but there are so many letters that listing them takes most of the time.
    let plain = pattern.replace("(?i)", "").replace(r"\p{L}", "[a-z]").replace(r"\w", "[a-z]");
    let Ok(hir) = regex_syntax::parse(&plain) else { return Vec::new() };
    let sequence = |kind| folded(Extractor::new().kind(kind).limit_literal_len(40).limit_total(MOST).extract(&hir));
    let mut sets: Vec<Vec<String>> =
        [ExtractKind::Prefix, ExtractKind::Suffix].into_iter().filter_map(sequence).collect();
    sets.dedup();
    sets
}

fn folded(sequence: Seq) -> Option<Vec<String>> {
    let literals = sequence.literals()?;
    let folded = literals.iter().map(|literal| {
        let text = std::str::from_utf8(literal.as_bytes()).ok()?;
        let folded = Folded::new(text).as_str().trim().to_owned();
        (folded.len() >= SHORTEST).then_some(folded)
    });
    let mut folded: Vec<String> = folded.collect::<Option<_>>()?;
    folded.sort_unstable();
    folded.dedup();
    (!folded.is_empty()).then_some(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_needs_what_all_its_matches_begin_and_end_with() {
        assert_eq!(
            needed_literals(r"(?:banen|functies)\s+verdwijnen"),
            [vec!["banen", "functies"], vec!["verdwijnen"]]
        );
        assert_eq!(needed_literals(r"talent\p{L}*\s+te\s+\p{L}+"), [["talent"]]);
        assert_eq!(needed_literals(r"[\p{L}-]+\s+Ontwikkelen"), [["ontwikkelen"]]);
        assert_eq!(needed_literals(r"geïnformeerd|EVC"), [["evc", "geinformeerd"]]);
        assert_eq!(needed_literals(r"\w+\s+\p{L}+"), Vec::<Vec<String>>::new());
        assert_eq!(needed_literals(r"(?:op|in)\s+\p{L}+"), Vec::<Vec<String>>::new());
    }
}
