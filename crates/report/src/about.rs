use fundscan_evidence::{Coverage, Kinds};

/// What the numbers of a coverage are, with whatever was asked for that is not usual.
pub(crate) fn about(coverage: &Coverage) -> String {
    let mut about =
        "Numbers are mentions that affirm a concept or a narrower one; in parentheses those that negate it.".to_owned();
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
