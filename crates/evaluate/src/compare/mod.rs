//! Two codings of the same passages, compared.

mod pairs;
mod present;
mod scores;
#[cfg(test)]
mod tests;
mod weighted;

use std::collections::{BTreeMap, BTreeSet};

use crate::Stratum;
use crate::code::Concepts;
use crate::coding::Coding;
use crate::evaluation::{
    Agreement, BootstrapUsed, CodingUsed, ConceptEvaluation, Evaluation, Macro, Measure, TaxonomyUsed, Total,
};
use crate::stats::{CONFIDENCE, Undefined, krippendorff_alpha, masi_distance};
use pairs::{Pairs, numbered};
use scores::{Scored, mean};

/// What is needed to compare two codings.
#[derive(Clone, Debug)]
pub struct Comparison<'a> {
    /// The coding that is taken for right when precision and recall are counted.
    pub reference: &'a Coding,
    /// The coding that is judged by it.
    pub compared: &'a Coding,
    /// The concepts, in the order in which they are to be listed.
    pub concepts: &'a Concepts,
    /// What passages stand for, by their ids; empty where it is not known.
    pub strata: &'a BTreeMap<String, Stratum>,
    /// The program and its version.
    pub tool: &'a str,
    /// The taxonomy.
    pub taxonomy: TaxonomyUsed,
}

impl Comparison<'_> {
    /// Compares the passages that both have coded.
    #[must_use]
    pub fn evaluate(&self) -> Evaluation {
        let (reference, compared) = (self.reference, self.compared);
        // What the other file has too, only not coded yet, is not missing.
        let only = |left: &Coding, right: &Coding| {
            let waiting: BTreeSet<&String> = right.not_coded.iter().collect();
            let missing = left.passages.keys().filter(|id| !right.passages.contains_key(*id) && !waiting.contains(id));
            missing.cloned().collect::<Vec<_>>()
        };
        let pairs = Pairs::new(reference, compared);
        let scored = Scored::new(&pairs);
        let concepts: Vec<ConceptEvaluation> = self
            .concepts
            .list()
            .iter()
            .map(|name| {
                let score = scored.of_concept(&name.concept);
                let present = pairs.present(&name.concept);
                let [all, affirmed, negated] = score;
                let agreement = |score, which| {
                    let present = present.passages(which);
                    Agreement { score, present, kappa: present::kappa(present) }
                };
                ConceptEvaluation {
                    concept: name.concept.clone(),
                    nl: name.nl.clone(),
                    en: name.en.clone(),
                    all: agreement(all, present::Which::Either),
                    affirmed: agreement(affirmed, present::Which::Affirmed),
                    negated: agreement(negated, present::Which::Negated),
                    alpha: present.alpha(),
                }
            })
            .collect();
        let [all, affirmed, negated] = scored.total();
        let total = Total { all, affirmed, negated, macro_average: macro_average(&concepts), alpha_masi: masi(&pairs) };
        let mut notes: Vec<String> = Vec::new();
        for coding in [reference, compared] {
            notes.extend(coding.notes.iter().map(|note| format!("{}: {note}", coding.name)));
        }
        let weighted = weighted::weighted(&pairs, self.strata, &mut notes);
        Evaluation {
            schema: Evaluation::SCHEMA.to_owned(),
            tool: self.tool.to_owned(),
            taxonomy: self.taxonomy.clone(),
            reference: used(reference),
            compared: used(compared),
            passages: pairs.list.len() as u64,
            only_in_reference: only(reference, compared),
            only_in_compared: only(compared, reference),
            confidence: CONFIDENCE,
            bootstrap: BootstrapUsed::default(),
            total,
            weighted,
            concepts,
            notes,
        }
    }
}

fn used(coding: &Coding) -> CodingUsed {
    CodingUsed {
        name: coding.name.clone(),
        by: coding.by,
        passages: coding.passages.len() as u64,
        not_coded: coding.not_coded.len() as u64,
    }
}

fn macro_average(concepts: &[ConceptEvaluation]) -> Macro {
    let figures =
        |figure: fn(&ConceptEvaluation) -> Option<f64>| concepts.iter().filter_map(figure).collect::<Vec<_>>();
    let f1 = figures(|c| c.all.score.f1);
    Macro {
        precision: mean(&figures(|c| c.all.score.precision)),
        recall: mean(&figures(|c| c.all.score.recall)),
        f1: mean(&f1),
        concepts: f1.len() as u64,
    }
}

fn masi(pairs: &Pairs) -> Measure {
    let numbers = numbered(pairs);
    let units = pairs.list.iter().map(|pair| pair.sets(&numbers));
    measure(krippendorff_alpha(units, masi_distance), |why| match why {
        Undefined::NothingCompared => "no passage to compare",
        Undefined::NoVariation => "both codings give every passage the same codes",
        Undefined::TooManyValues => "too many different sets of codes to compare each with each",
    })
}

/// A value as it is given, or the reason in words.
fn measure(result: Result<f64, Undefined>, words: impl Fn(Undefined) -> &'static str) -> Measure {
    match result {
        Ok(value) => Measure { value: Some(round(value)), undefined: None },
        Err(why) => Measure { value: None, undefined: Some(words(why).to_owned()) },
    }
}

/// Four decimals: more than any sample of passages bears.
fn round(value: f64) -> f64 {
    let rounded = (value * 10_000.0).round() / 10_000.0;
    // Not "-0".
    if rounded == 0.0 { 0.0 } else { rounded }
}
