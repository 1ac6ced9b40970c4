use fundscan_evidence::{Coverage, CoverageBy, CoverageFilter, Kinds};

use crate::parts;

/// What the numbers of the concepts are, with whatever was asked for that is not usual.
pub(crate) fn about(coverage: &Coverage) -> String {
    format!("{NUMBERS}{}", asked(coverage))
}

/// The same for a table that shows the parts in place of the whole.
pub(crate) fn about_parts(coverage: &Coverage) -> String {
    let parts = parts::about(coverage);
    let numbers = if coverage.by == Some(CoverageBy::Question) { format!(" {NUMBERS}") } else { String::new() };
    format!("{}{numbers}{}", parts.unwrap_or_default(), asked(coverage))
}

const NUMBERS: &str =
    "Numbers are mentions that affirm a concept or a narrower one; in parentheses those that negate it.";

/// What was asked for that is not usual.
fn asked(coverage: &Coverage) -> String {
    let mut about = String::new();
    let CoverageFilter { funds, years, document_kinds } = &coverage.filter;
    if !funds.is_empty() {
        let funds: Vec<&str> = funds.iter().map(|f| f.as_str()).collect();
        about += &format!(" Only these funds count: {}.", funds.join(", "));
    }
    if let Some(years) = years {
        about += &format!(" Only documents about {years} count.");
    }
    if !document_kinds.is_empty() {
        let kinds: Vec<&str> = document_kinds.iter().map(|k| k.name()).collect();
        about += &format!(" Only documents of these kinds count: {}.", kinds.join(", "));
    }
    if coverage.minimum_passages > 1 {
        about += &format!(" A fund covers a concept from {} passages on.", coverage.minimum_passages);
    }
    if coverage.kinds != Kinds::default().as_slice() {
        let kinds: Vec<&str> = coverage.kinds.iter().map(|k| k.name()).collect();
        about += &format!(" Only passages of these kinds count: {}.", kinds.join(", "));
    }
    about
}

/// How many white spots there are: what follows the words "white spots" above their names.
pub(crate) fn white_spots(coverage: &Coverage) -> String {
    match (coverage.funds_total, coverage.white_spots.len()) {
        // Not 0: nothing was looked at.
        (0, _) => " cannot be told, since no document of a known fund was read".to_owned(),
        (_, n) => format!(", covered by none of the funds: {n}"),
    }
}
