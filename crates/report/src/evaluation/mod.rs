//! How well two codings agree, line by line.

mod about;
mod records;
#[cfg(test)]
mod tests;

use fundscan_evaluate::{ConceptEvaluation, Evaluation, Interval, Measure, Score};
use fundscan_model::Language;

pub use records::records;

/// What stands where there is no figure.
const UNDEFINED: &str = "–";

/// The lines of a table, for a terminal and for Markdown. Names of concepts are as they came: not yet safe to show.
pub(crate) struct Lines {
    /// Concepts that occur in either coding, in the order of the taxonomy.
    pub(crate) concepts: Vec<Line>,
    /// All together.
    pub(crate) totals: Vec<Line>,
    /// What was compared and what the figures are, a sentence or two each.
    pub(crate) about: Vec<String>,
}

/// One line.
pub(crate) struct Line {
    pub(crate) name: String,
    /// Whether it belongs to the line above.
    pub(crate) under: bool,
    /// Codes in the reference, found, missed, extra; empty for means.
    numbers: [String; 4],
    precision: (Option<f64>, Option<Interval>),
    recall: (Option<f64>, Option<Interval>),
    f1: (Option<f64>, Option<Interval>),
    kappa: String,
    alpha: String,
}

/// The heads of the columns; without intervals for a narrow terminal, and there also without what was missed, which is the
/// rest of what is not found.
pub(crate) fn head(intervals: bool) -> Vec<String> {
    let heads: &[&str] = match intervals {
        true => &[
            "concept",
            "codes",
            "found",
            "missed",
            "extra",
            "precision [95 %]",
            "recall [95 %]",
            "F1 [95 %]",
            "kappa",
            "alpha",
        ],
        false => &["concept", "codes", "found", "extra", "precision", "recall", "F1", "kappa", "alpha"],
    };
    heads.iter().map(|h| (*h).to_owned()).collect()
}

impl Lines {
    pub(crate) fn new(evaluation: &Evaluation, language: Language) -> Self {
        let occurring = evaluation.concepts.iter().filter(|c| occurs(c));
        let total = &evaluation.total;
        let mut totals = vec![Line::of("all codes", &total.all, None, Some(&total.alpha_masi))];
        if codes(&total.negated) > 0 {
            totals.push(Line::of("affirmed", &total.affirmed, None, None));
            totals.push(Line::of("negated", &total.negated, None, None));
        }
        let mean = total.macro_average;
        totals.push(Line {
            name: "mean of concepts".to_owned(),
            under: false,
            numbers: Default::default(),
            precision: (mean.precision, None),
            recall: (mean.recall, None),
            f1: (mean.f1, None),
            kappa: String::new(),
            alpha: String::new(),
        });
        Self {
            concepts: occurring.flat_map(|c| Line::of_concept(c, language)).collect(),
            totals,
            about: about::about(evaluation, language),
        }
    }
}

impl Line {
    /// The concept, and below it its negation where a coding has that.
    fn of_concept(concept: &ConceptEvaluation, language: Language) -> Vec<Self> {
        let all = &concept.all;
        let mut lines = vec![Self::of(name(concept, language), &all.score, Some(&all.kappa), Some(&concept.alpha))];
        let negated = &concept.negated;
        if codes(&negated.score) > 0 {
            let line = Self::of("negated", &negated.score, Some(&negated.kappa), None);
            lines.push(Self { under: true, ..line });
        }
        lines
    }

    fn of(name: &str, score: &Score, kappa: Option<&Measure>, alpha: Option<&Measure>) -> Self {
        let measure = |measure: Option<&Measure>| measure.map_or_else(String::new, |m| figure(m.value));
        Self {
            name: name.to_owned(),
            under: false,
            numbers: [score.found + score.missed, score.found, score.missed, score.extra].map(|n| n.to_string()),
            precision: (score.precision, score.precision_95),
            recall: (score.recall, score.recall_95),
            f1: (score.f1, score.f1_95),
            kappa: measure(kappa),
            alpha: measure(alpha),
        }
    }

    /// All cells but the name.
    pub(crate) fn cells(&self, intervals: bool) -> Vec<String> {
        let mut cells = self.numbers.to_vec();
        if !intervals {
            cells.remove(2);
        }
        for (value, interval) in [self.precision, self.recall, self.f1] {
            cells.push(with_interval(value, interval.filter(|_| intervals)));
        }
        cells.extend([self.kappa.clone(), self.alpha.clone()]);
        cells
    }
}

/// Codes in either.
fn codes(score: &Score) -> u64 {
    score.found + score.missed + score.extra
}

fn occurs(concept: &ConceptEvaluation) -> bool {
    codes(&concept.all.score) > 0
}

fn name(concept: &ConceptEvaluation, language: Language) -> &str {
    match language {
        Language::Nl => &concept.nl,
        Language::En | Language::Other => &concept.en,
    }
}

/// Two decimals are what a sample of some hundred passages bears.
fn figure(value: Option<f64>) -> String {
    let shown = value.map(|v| format!("{v:.2}"));
    match shown.as_deref() {
        None => UNDEFINED.to_owned(),
        // Nothing is below nothing.
        Some("-0.00") => "0.00".to_owned(),
        Some(shown) => shown.to_owned(),
    }
}

fn with_interval(value: Option<f64>, interval: Option<Interval>) -> String {
    match interval {
        Some(Interval { low, high }) if value.is_some() => format!("{} [{low:.2}–{high:.2}]", figure(value)),
        _ => figure(value),
    }
}
