use std::collections::BTreeMap;

use super::*;
use crate::code::testing::{coded, concepts};
use crate::coding::CodedBy;
use crate::stats::testing::near;

fn coding(name: &str, passages: &[(&str, &str)]) -> Coding {
    let passages = passages.iter().map(|(id, codes)| ((*id).to_owned(), coded(codes))).collect();
    Coding { name: name.to_owned(), by: CodedBy::Coder, passages, not_coded: Vec::new(), notes: Vec::new() }
}

fn weighted(reference: &Coding, compared: &Coding, strata: &BTreeMap<String, Stratum>) -> Evaluation {
    let taxonomy = TaxonomyUsed { id: "t".to_owned(), version: "1".to_owned(), sha256: "aa".to_owned() };
    Comparison { reference, compared, concepts: &concepts(), strata, tool: "fundscan", taxonomy }.evaluate()
}

fn evaluate(reference: &[(&str, &str)], compared: &[(&str, &str)]) -> Evaluation {
    weighted(&coding("a", reference), &coding("b", compared), &BTreeMap::new())
}

fn concept<'a>(evaluation: &'a Evaluation, id: &str) -> &'a ConceptEvaluation {
    evaluation.concepts.iter().find(|c| c.concept.as_str() == id).unwrap()
}

/// Ten passages; by hand: found 4, missed 2, extra 2.
const REFERENCE: [(&str, &str); 10] = [
    ("01", "training; digital-skills"),
    ("02", "training"),
    ("03", "not training"),
    ("04", "digital-skills"),
    ("05", "none"),
    ("06", "none"),
    ("07", "none"),
    ("08", "training"),
    ("09", "none"),
    ("10", "none"),
];
const COMPARED: [(&str, &str); 10] = [
    ("01", "training; digital-skills"),
    ("02", "training"),
    ("03", "training"),
    ("04", "digital-skills"),
    ("05", "robotisation"),
    ("06", "none"),
    ("07", "none"),
    ("08", "none"),
    ("09", "none"),
    ("10", "none"),
];

#[test]
fn a_code_is_a_concept_and_its_status() {
    let evaluation = evaluate(&REFERENCE, &COMPARED);
    let Total { all, affirmed, negated, macro_average, .. } = &evaluation.total;
    assert_eq!((all.found, all.missed, all.extra), (4, 2, 2));
    assert_eq!((all.precision, all.recall, all.f1), (Some(0.6667), Some(0.6667), Some(0.6667)));
    assert_eq!((affirmed.found, affirmed.missed, affirmed.extra), (4, 1, 2));
    assert_eq!((negated.found, negated.missed, negated.extra, negated.recall), (0, 1, 0, Some(0.0)));
    // Newcombe (1998), method 3, for 4 of 6.
    let interval = all.precision_95.unwrap();
    near(interval.low, 0.3000, 4);
    near(interval.high, 0.9032, 4);
    let interval = all.f1_95.unwrap();
    assert!(interval.low < 0.6 && interval.high > 0.8, "{interval:?}");
    // Training has F1 4/7 (2 of 4 found, 1 extra), digital skills 1, robotisation 0.
    assert_eq!((macro_average.f1, macro_average.concepts), (Some(0.5238), 3));
}

#[test]
fn kappa_asks_whether_a_concept_is_there_and_alpha_also_how() {
    let evaluation = evaluate(&REFERENCE, &COMPARED);
    let training = concept(&evaluation, "training");
    // Present: both 3, reference alone 1, neither 6. By hand: po .9, pe .4 x .3 + .6 x .7 = .54, kappa .36/.46.
    assert_eq!(training.all.present, crate::Present { both: 3, reference: 1, compared: 0, neither: 6 });
    assert_eq!(training.all.kappa.value, Some(0.7826));
    assert_eq!(training.affirmed.present, crate::Present { both: 2, reference: 1, compared: 1, neither: 6 });
    // Alpha over nothing, affirmed and negated. By hand: Do 2/10; values 13, 6, 1 of 20, De (13x6 + 13x1 + 6x1)/190;
    // alpha 1 - .2/(194/380).
    near(training.alpha.value.unwrap(), 1.0 - 0.2 * 380.0 / 194.0, 4);
}

#[test]
fn what_is_undefined_has_a_reason_and_no_value() {
    let evaluation = evaluate(&[("1", "training"), ("2", "training")], &[("1", "training"), ("2", "training")]);
    let absent = concept(&evaluation, "robotisation");
    assert_eq!(absent.all.kappa.value, None);
    assert_eq!(absent.all.kappa.undefined.as_deref(), Some("neither coding has it in any passage"));
    assert_eq!(absent.alpha, absent.all.kappa);
    assert_eq!((absent.all.score.precision, absent.all.score.f1_95), (None, None));
    let everywhere = concept(&evaluation, "training");
    assert_eq!(everywhere.all.kappa.value, None);
    assert_eq!(everywhere.all.kappa.undefined.as_deref(), Some("both codings have it in every passage"));
    assert_eq!(
        evaluation.total.alpha_masi.undefined.as_deref(),
        Some("both codings give every passage the same codes")
    );
    assert_eq!(everywhere.all.score.f1, Some(1.0));
    // Every draw of passages would say 1, and two passages are no proof of that.
    assert_eq!(everywhere.all.score.f1_95, None);
    // No passage that both have coded.
    let evaluation = evaluate(&[("1", "training")], &[("2", "training")]);
    assert_eq!((evaluation.passages, evaluation.total.all.f1), (0, None));
    assert_eq!(concept(&evaluation, "training").all.kappa.undefined.as_deref(), Some("no passage to compare"));
}

#[test]
fn passages_that_one_of_them_has_not_coded_are_listed_and_left_out() {
    let evaluation = evaluate(&[("1", "training"), ("2", "training"), ("4", "none")], &[("3", "none"), ("1", "none")]);
    assert_eq!(evaluation.passages, 1);
    assert_eq!(
        (evaluation.only_in_reference, evaluation.only_in_compared),
        (vec!["2".to_owned(), "4".to_owned()], vec!["3".to_owned()])
    );
    assert_eq!(evaluation.total.all.missed, 1);
}

#[test]
fn a_code_in_doubt_counts_neither_for_nor_against() {
    for (reference, compared) in [("training?", "training"), ("training", "training?"), ("training?", "none")] {
        let evaluation = evaluate(&[("1", reference), ("2", "none")], &[("1", compared), ("2", "none")]);
        let all = &evaluation.total.all;
        assert_eq!((all.found, all.missed, all.extra), (0, 0, 0), "{reference} {compared}");
        assert_eq!(concept(&evaluation, "training").all.present.neither, 1);
    }
}

#[test]
fn a_sample_is_weighted_back_to_its_collection() {
    // One of 100 frequent passages and both of 2 rare ones: found 1 (for 100), missed 1 (for 1).
    let stratum = |name: &str, passages, sampled| Stratum { name: name.to_owned(), passages, sampled };
    let strata = BTreeMap::from([
        ("1".to_owned(), stratum("training", 100, 1)),
        ("2".to_owned(), stratum("robots", 2, 2)),
        ("3".to_owned(), stratum("robots", 2, 2)),
    ]);
    let reference = coding("a", &[("1", "training"), ("2", "robots"), ("3", "robots")]);
    let compared = coding("b", &[("1", "training"), ("2", "robots"), ("3", "none")]);
    let evaluation = weighted(&reference, &compared, &strata);
    assert_eq!(evaluation.total.all.recall, Some(0.6667));
    let estimate = evaluation.weighted.unwrap();
    assert_eq!((estimate.passages, estimate.strata), (102, 2));
    assert_eq!((estimate.recall, estimate.precision), (Some(0.9902), Some(1.0)));
    // The one passage of the larger stratum is drawn with the others: recall is not certain because it was found.
    assert!(evaluation.notes[0].starts_with("1 of 2 strata"), "{:?}", evaluation.notes);
    assert!(estimate.recall_95.unwrap().low < 0.6, "{estimate:?}");
    // Where one passage's stratum is not known there is no estimate.
    let unknown = weighted(&reference, &compared, &BTreeMap::new());
    assert_eq!(unknown.weighted, None);
}

#[test]
fn an_evaluation_is_what_its_schema_says_and_a_new_key_is_not() {
    let strata = BTreeMap::from([("1".to_owned(), Stratum { name: "x".to_owned(), passages: 9, sampled: 1 })]);
    for evaluation in [
        evaluate(&REFERENCE, &COMPARED),
        evaluate(&[], &[]),
        weighted(&coding("a", &[("1", "training")]), &coding("b", &[("1", "none")]), &strata),
    ] {
        let schema = Evaluation::json_schema().to_value();
        let validator = jsonschema::draft202012::new(&schema).unwrap();
        let mut value = serde_json::to_value(&evaluation).unwrap();
        let faults: Vec<String> = validator.iter_errors(&value).map(|e| e.to_string()).collect();
        assert_eq!(faults, Vec::<String>::new());
        assert_eq!(serde_json::from_value::<Evaluation>(value.clone()).unwrap(), evaluation);
        value["concepts"][0]["all"]["score"]["new"] = 1.into();
        assert!(!validator.is_valid(&value));
    }
}
