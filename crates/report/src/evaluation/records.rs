use fundscan_evaluate::{Agreement, ConceptEvaluation, Evaluation, Interval, Measure, Score};

use crate::{Records, Value};

/// The agreement of two codings as one long table.
///
/// | `row` | one for | status |
/// |---|---|---|
/// | `concept` | each concept and status | `all`, `affirmed`, `negated` |
/// | `total` | every code counted the same; alpha is over sets of codes (MASI) | `all`, `affirmed`, `negated` |
/// | `mean` | every concept counted the same | `all` |
/// | `collection` | estimates for the collection, where the sheet says what passages stand for | `all` |
///
/// `both`, `reference_only`, `compared_only` and `neither` are passages; what is not defined is empty, with the reason
/// in a column of its own.
#[must_use]
pub fn records(evaluation: &Evaluation) -> Records {
    let mut rows = Records::new("evaluation", &HEAD);
    for concept in &evaluation.concepts {
        let alpha = Some(&concept.alpha);
        rows.push(of_concept(concept, "all", &concept.all, alpha));
        rows.push(of_concept(concept, "affirmed", &concept.affirmed, None));
        rows.push(of_concept(concept, "negated", &concept.negated, None));
    }
    let total = &evaluation.total;
    for (status, score) in [("all", &total.all), ("affirmed", &total.affirmed), ("negated", &total.negated)] {
        let alpha = (status == "all").then_some(&total.alpha_masi);
        rows.push(
            [start("total", None, status), counts(score), figures(score), none::<4>(), measures(None, alpha)].concat(),
        );
    }
    let mean = total.macro_average;
    let values = [mean.precision, mean.recall, mean.f1].map(|value| (value, None));
    rows.push([start("mean", None, "all"), none::<5>(), triples(values), none::<4>(), measures(None, None)].concat());
    if let Some(w) = &evaluation.weighted {
        let values = [(w.precision, w.precision_95), (w.recall, w.recall_95), (w.f1, w.f1_95)];
        rows.push(
            [start("collection", None, "all"), none::<5>(), triples(values), none::<4>(), measures(None, None)]
                .concat(),
        );
    }
    rows
}

const HEAD: [&str; 27] = [
    "row",
    "concept",
    "label_nl",
    "label_en",
    "status",
    "reference_codes",
    "compared_codes",
    "found",
    "missed",
    "extra",
    "precision",
    "precision_low",
    "precision_high",
    "recall",
    "recall_low",
    "recall_high",
    "f1",
    "f1_low",
    "f1_high",
    "both",
    "reference_only",
    "compared_only",
    "neither",
    "kappa",
    "kappa_undefined",
    "alpha",
    "alpha_undefined",
];

fn of_concept(concept: &ConceptEvaluation, status: &str, agreement: &Agreement, alpha: Option<&Measure>) -> Vec<Value> {
    let present = agreement.present;
    let present = [present.both, present.reference, present.compared, present.neither].map(Value::Count);
    [
        start("concept", Some(concept), status),
        counts(&agreement.score),
        figures(&agreement.score),
        present.to_vec(),
        measures(Some(&agreement.kappa), alpha),
    ]
    .concat()
}

fn start(row: &str, concept: Option<&ConceptEvaluation>, status: &str) -> Vec<Value> {
    let names = concept.map_or([""; 3], |c| [c.concept.as_str(), &c.nl, &c.en]);
    [&[row], &names[..], &[status]].concat().into_iter().map(Value::from).collect()
}

fn counts(score: &Score) -> Vec<Value> {
    let Score { found, missed, extra, .. } = score;
    [found + missed, found + extra, *found, *missed, *extra].map(Value::Count).to_vec()
}

fn figures(score: &Score) -> Vec<Value> {
    triples([(score.precision, score.precision_95), (score.recall, score.recall_95), (score.f1, score.f1_95)])
}

fn triples(values: [(Option<f64>, Option<Interval>); 3]) -> Vec<Value> {
    values
        .into_iter()
        .flat_map(|(value, interval)| [value, interval.map(|i| i.low), interval.map(|i| i.high)].map(number))
        .collect()
}

fn measures(kappa: Option<&Measure>, alpha: Option<&Measure>) -> Vec<Value> {
    let cells = |measure: Option<&Measure>| {
        let value = number(measure.and_then(|m| m.value));
        [value, measure.and_then(|m| m.undefined.clone()).into()]
    };
    [cells(kappa), cells(alpha)].concat()
}

fn number(value: Option<f64>) -> Value {
    Value::number(value, 4)
}

fn none<const N: usize>() -> Vec<Value> {
    vec![Value::Empty; N]
}
