//! Which concepts are white spots, and of which kind.

use std::collections::BTreeMap;

use fundscan_model::FundId;

use crate::{ConceptCoverage, LookedAt, SpotKind, WhiteSpot};

/// The white spots among the concepts of a coverage or of a part of one, in their order.
///
/// Where no fund was read nothing was looked at, and "no fund covers it" would be an empty saying; so is "only one
/// fund" where only one was read.
pub(crate) fn spots(concepts: &[ConceptCoverage]) -> Vec<WhiteSpot> {
    concepts.iter().filter_map(spot).collect()
}

fn spot(concept: &ConceptCoverage) -> Option<WhiteSpot> {
    let affirmed = || concept.funds.iter().filter(|c| c.rolled_up.passages > 0).map(|c| c.fund.clone());
    let (kind, funds): (_, Vec<FundId>) = match (concept.funds_covered, concept.funds_total) {
        (_, 0) => return None,
        (0, _) if affirmed().next().is_some() => (SpotKind::TooFew, affirmed().collect()),
        (0, _) if !concept.negated_by.is_empty() => (SpotKind::OnlyNegated, concept.negated_by.clone()),
        (0, _) => (SpotKind::NotFound, Vec::new()),
        (1, total) if total > 1 => (SpotKind::OnlyOne, concept.covered_by.clone()),
        _ => return None,
    };
    Some(WhiteSpot { concept: concept.concept.clone(), kind, funds })
}

/// How many documents of each fund gave nothing: without text, or not to be read.
pub(crate) type Unread = BTreeMap<FundId, u64>;

/// A fund as it was looked at, read or not.
pub(crate) fn looked_at(fund: &FundId, name: &str, documents: u64, words: u64, unread: &Unread) -> LookedAt {
    LookedAt {
        fund: fund.clone(),
        name: name.to_owned(),
        documents,
        words,
        documents_unread: unread.get(fund).copied().unwrap_or(0),
    }
}
