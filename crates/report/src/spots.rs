//! White spots in words, for tables and Markdown.

use fundscan_evidence::{Coverage, LookedAt, SpotKind, WhiteSpot};
use fundscan_model::{ConceptId, Language};

use crate::document::plural;
use crate::outline::{label, outline};

/// The white spots of one kind: by group of concepts, each concept with the funds that bear on it.
pub(crate) struct Spots<'a> {
    /// What the kind is, with how many there are.
    pub(crate) head: String,
    /// Name of the group, then the names of its concepts with funds in parentheses.
    pub(crate) groups: Vec<(&'a str, Vec<String>)>,
}

/// The white spots by kind, in the order of the kinds; kinds without any are left out.
pub(crate) fn by_kind<'a>(coverage: &'a Coverage, spots: &[WhiteSpot], language: Language) -> Vec<Spots<'a>> {
    let outline = outline(coverage, language);
    let of_kind = |kind: SpotKind| {
        let count = spots.iter().filter(|s| s.kind == kind).count();
        let groups = outline.iter().map(|group| {
            let found = group.entries.iter().filter_map(|entry| {
                let spot = spots.iter().find(|s| s.kind == kind && s.concept == entry.concept.concept)?;
                let funds: Vec<&str> = spot.funds.iter().map(|f| f.as_str()).collect();
                let name = label(entry.concept, language);
                Some(if funds.is_empty() { name.to_owned() } else { format!("{name} ({})", funds.join(", ")) })
            });
            (group.label, found.collect::<Vec<_>>())
        });
        (count > 0).then(|| Spots {
            head: format!("{}: {count}", what(kind, coverage.minimum_passages)),
            groups: groups.filter(|(_, concepts)| !concepts.is_empty()).collect(),
        })
    };
    SpotKind::ALL.into_iter().filter_map(of_kind).collect()
}

fn what(kind: SpotKind, minimum: u64) -> String {
    match kind {
        SpotKind::NotFound => "found in none of the funds".to_owned(),
        SpotKind::OnlyNegated => "only negated, by the funds in parentheses".to_owned(),
        SpotKind::TooFew => format!("in fewer than {minimum} passages of each fund in parentheses"),
        SpotKind::OnlyOne => "covered by one fund only, no white spots".to_owned(),
    }
}

/// Funds that gave nothing, with the documents that could have; empty where every fund was read.
pub(crate) fn nothing_read<'a>(looked_at: &'a [LookedAt], name: impl Fn(&'a LookedAt) -> String) -> String {
    let unread = looked_at.iter().filter(|l| l.documents == 0 && l.words == 0).map(|fund| {
        let name = name(fund);
        match fund.documents_unread {
            0 => name,
            n => format!("{name} ({} without readable text)", plural(n, "document", "documents")),
        }
    });
    unread.collect::<Vec<_>>().join(", ")
}

/// The name of a concept of the coverage.
pub(crate) fn name<'a>(coverage: &'a Coverage, concept: &ConceptId, language: Language) -> &'a str {
    coverage.concepts.iter().find(|c| c.concept == *concept).map_or("", |c| label(c, language))
}
