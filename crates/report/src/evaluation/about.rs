use fundscan_evaluate::{CodedBy, CodingUsed, ConceptEvaluation, Evaluation, Measure};
use fundscan_model::Language;

use super::{figure, name, occurs, with_interval};

/// More passages than this are named in JSON only.
const MOST_NAMED: usize = 20;

/// What was compared, what the figures are, and why some are missing.
pub(super) fn about(evaluation: &Evaluation, language: Language) -> Vec<String> {
    let Evaluation { reference, compared, bootstrap, .. } = evaluation;
    let mut lines = vec![format!(
        "{} coded by both: {} is the reference, {} is compared with it.",
        passages(evaluation.passages),
        coding(reference),
        coding(compared)
    )];
    lines.push(
        "A code is a concept with its status (affirmed or negated); kappa: the concept is there or not; alpha: nothing, \
         affirmed, negated or both."
            .to_owned(),
    );
    let masi = &evaluation.total.alpha_masi;
    lines.push(format!(
        "Alpha of all codes is over the sets of codes of the passages, with MASI distance: {}.",
        masi.undefined.as_ref().map_or_else(|| figure(masi.value), |why| format!("– ({why})"))
    ));
    lines.push(format!(
        "Intervals of 95 %: precision and recall by Wilson, F1 by {} draws of passages ({}, seed {}).",
        bootstrap.resamples, bootstrap.generator, bootstrap.seed
    ));
    if let Some(estimate) = &evaluation.weighted {
        lines.push(format!(
            "Estimate for the {} of the collection that these stand for ({} strata): precision {}, recall {}, F1 {}.",
            passages(estimate.passages),
            estimate.strata,
            with_interval(estimate.precision, estimate.precision_95),
            with_interval(estimate.recall, estimate.recall_95),
            with_interval(estimate.f1, estimate.f1_95),
        ));
    }
    lines.extend(undefined(evaluation, language));
    for (coding, ids) in [(compared, &evaluation.only_in_reference), (reference, &evaluation.only_in_compared)] {
        if !ids.is_empty() {
            lines.push(missing(coding, ids));
        }
    }
    lines.extend(evaluation.notes.iter().map(|note| format!("note: {note}")));
    lines
}

fn passages(number: u64) -> String {
    match number {
        1 => "1 passage".to_owned(),
        n => format!("{n} passages"),
    }
}

fn coding(coding: &CodingUsed) -> String {
    let by = match coding.by {
        CodedBy::Coder => "coder",
        CodedBy::Tool => "tool",
        CodedBy::Retagged => "tool, tagged now",
    };
    match coding.not_coded {
        0 => format!("{} ({by})", coding.name),
        n => format!("{} ({by}; {n} not coded yet)", coding.name),
    }
}

fn missing(coding: &CodingUsed, ids: &[String]) -> String {
    let named = ids.iter().take(MOST_NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = match ids.len().saturating_sub(MOST_NAMED) {
        0 => String::new(),
        n => format!(" and {n} more (--format json names all)"),
    };
    format!("Missing in {} ({}): {named}{more}.", coding.name, by_role(coding.by, ids.len()))
}

fn by_role(by: CodedBy, number: usize) -> String {
    let who = if by == CodedBy::Coder { "coder" } else { "tool" };
    format!("{who}, {}", passages(number as u64))
}

/// A measure of a concept.
type Of = fn(&ConceptEvaluation) -> &Measure;

/// Which figures are not defined, by the reason.
fn undefined(evaluation: &Evaluation, language: Language) -> Vec<String> {
    let mut lines = Vec::new();
    let [kappa, alpha]: [Of; 2] = [|c| &c.all.kappa, |c| &c.alpha];
    for (what, measure) in [("kappa", kappa), ("alpha", alpha)] {
        let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
        for concept in evaluation.concepts.iter().filter(|c| occurs(c)) {
            let Some(why) = measure(concept).undefined.as_deref() else { continue };
            match reasons.iter_mut().find(|(known, _)| *known == why) {
                Some((_, names)) => names.push(name(concept, language)),
                None => reasons.push((why, vec![name(concept, language)])),
            }
        }
        lines
            .extend(reasons.into_iter().map(|(why, names)| format!("– no {what}, since {why}: {}.", names.join(", "))));
    }
    let absent: Vec<&str> = evaluation.concepts.iter().filter(|c| !occurs(c)).map(|c| name(c, language)).collect();
    if !absent.is_empty() && evaluation.passages > 0 {
        lines.push(format!("– no figures, since neither coding has it in any passage: {}.", absent.join(", ")));
    }
    lines
}
