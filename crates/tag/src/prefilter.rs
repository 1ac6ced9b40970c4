//! Which literals a text must hold for a pattern to match in it.
//!
//! A taxonomy may have hundreds of patterns, and a passage matches next to none. The automaton that looks for the terms
//! looks for the words that patterns begin or end with as well, and only patterns so woken are tried.

use fundscan_taxonomy::Folded;
use regex_syntax::hir::literal::{ExtractKind, Extractor, Seq};

/// Literals shorter than this stand in nearly every text.
const SHORTEST: usize = 3;
/// More literals than this cost more than they save.
const MOST: usize = 128;

/// Literals, folded as text is, of which a text must hold at least one for the pattern to match in it; none where there
/// are no such literals.
pub(crate) fn needed_literals(pattern: &str) -> Option<Vec<String>> {
    // Read with regard to case: folding makes the literals and the text alike afterwards.
    let hir = regex_syntax::parse(&pattern.replace("(?i)", "")).ok()?;
    let sequence = |kind| folded(Extractor::new().kind(kind).limit_literal_len(40).limit_total(MOST).extract(&hir));
    let shortest = |literals: &Vec<String>| literals.iter().map(String::len).min();
    let both = [sequence(ExtractKind::Prefix), sequence(ExtractKind::Suffix)];
    both.into_iter().flatten().max_by_key(shortest)
}

fn folded(sequence: Seq) -> Option<Vec<String>> {
    let literals = sequence.literals()?;
    let folded = literals.iter().map(|literal| {
        let text = std::str::from_utf8(literal.as_bytes()).ok()?;
        let folded = Folded::new(text).as_str().trim().to_owned();
        (folded.len() >= SHORTEST).then_some(folded)
    });
    let folded: Vec<String> = folded.collect::<Option<_>>()?;
    (!folded.is_empty()).then_some(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_needs_what_all_its_matches_begin_or_end_with() {
        let needed = |pattern| {
            needed_literals(pattern).map(|mut literals| {
                literals.sort();
                literals
            })
        };
        assert_eq!(needed(r"(?:banen|functies)\s+verdwijnen").unwrap(), ["verdwijnen"]);
        assert_eq!(needed(r"talent\p{L}*\s+te\s+\p{L}+").unwrap(), ["talent"]);
        assert_eq!(needed(r"\p{L}+\s+Ontwikkelen").unwrap(), ["ontwikkelen"]);
        assert_eq!(needed(r"\p{L}+\s+\p{L}+"), None);
        assert_eq!(needed(r"(?:op|in)\s+\p{L}+"), None);
    }
}
