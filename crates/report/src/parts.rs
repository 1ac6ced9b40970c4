//! The parts of a coverage: years, sectors, questions.

use fundscan_evidence::{AnyConcept, Coverage, CoverageBy, CoveragePart, PartCell, PartConcept, SpotKind};
use fundscan_model::{FundId, Language};

use crate::document::plural;

/// What a part is called; `?` where it could not be told.
pub(crate) fn title(part: &CoveragePart, language: Language) -> &str {
    let label = if language == Language::En { &part.en } else { &part.nl };
    label.as_deref().unwrap_or("?")
}

/// "k of n", with the number of funds that negate it in parentheses where there are any.
pub(crate) fn k_of_n(concept: &PartConcept) -> String {
    let n = concept.funds_total;
    if n == 0 { "-".to_owned() } else { of(concept.funds_covered, n, concept.negated_by.len()) }
}

/// The same for any of the concepts of a question.
pub(crate) fn any_of_n(any: &AnyConcept, part: &CoveragePart) -> String {
    of(any.funds_covered, part.funds_total, any.negated_by.len())
}

fn of(k: u64, n: u64, negated: usize) -> String {
    match negated {
        0 => format!("{k} of {n}"),
        negated => format!("{k} of {n} ({negated})"),
    }
}

pub(crate) fn concept<'a>(part: &'a CoveragePart, id: &fundscan_model::ConceptId) -> Option<&'a PartConcept> {
    part.concepts.iter().find(|c| c.concept == *id)
}

pub(crate) fn cell<'a>(cells: &'a [PartCell], fund: &FundId) -> Option<&'a PartCell> {
    cells.iter().find(|c| c.fund == *fund)
}

/// What a part was looked at in: years and sectors, a line each.
pub(crate) const READ: [&str; 5] = ["funds read", "documents", "words", "white spots", "one fund only"];

pub(crate) fn read(part: &CoveragePart) -> [String; 5] {
    let sum = |number: fn(&fundscan_evidence::LookedAt) -> u64| part.looked_at.iter().map(number).sum::<u64>();
    let only_one = part.spots.iter().filter(|s| s.kind == SpotKind::OnlyOne).count();
    // Not 0: nothing was looked at.
    let spots = if part.funds_total == 0 { "-".to_owned() } else { part.white_spots.len().to_string() };
    let funds = format!("{} of {}", part.funds_total, part.looked_at.len());
    [funds, sum(|l| l.documents).to_string(), sum(|l| l.words).to_string(), spots, only_one.to_string()]
}

/// What the numbers of the parts are.
pub(crate) fn about(coverage: &Coverage) -> Option<String> {
    let negated = "in parentheses how many of them negate it";
    let about = match coverage.by? {
        CoverageBy::Year => format!(
            "By year: how many of the funds that were read for it cover a concept; {negated}. A document about a period \
             stands under the period."
        ),
        CoverageBy::Sector => format!("By sector: how many of its funds that were read cover a concept; {negated}."),
        CoverageBy::Question => format!(
            "By question ({}): the concepts that answer it, in the kinds of passages it names.",
            plural(coverage.parts.len() as u64, "question", "questions")
        ),
    };
    Some(about)
}
