use std::collections::{BTreeMap, BTreeSet};

use fundscan_model::{ConceptId, Status};

use super::present::Table;
use crate::code::{Code, Coded};
use crate::coding::Coding;

/// What became of one code of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Found,
    Missed,
    Extra,
}

/// What two codings say of one passage.
#[derive(Debug)]
pub(super) struct Pair<'a> {
    pub(super) passage: &'a str,
    reference: &'a Coded,
    compared: &'a Coded,
}

/// The passages that both have coded, sorted by id.
#[derive(Debug)]
pub(super) struct Pairs<'a> {
    pub(super) list: Vec<Pair<'a>>,
}

impl<'a> Pairs<'a> {
    pub(super) fn new(reference: &'a Coding, compared: &'a Coding) -> Self {
        let pair = |(passage, coded): (&'a String, &'a Coded)| {
            Some(Pair { passage, reference: coded, compared: compared.passages.get(passage)? })
        };
        Self { list: reference.passages.iter().filter_map(pair).collect() }
    }

    /// How often the codings say what of a concept.
    pub(super) fn present(&self, concept: &ConceptId) -> Table {
        let mut table = Table::default();
        self.list.iter().for_each(|pair| table.add(pair.bits(concept)));
        table
    }
}

impl<'a> Pair<'a> {
    /// Whether a code counts neither for nor against: one coding doubts it, and not both have it all the same.
    fn is_doubtful(&self, code: &Code) -> bool {
        let doubted = self.reference.unsure.contains(code) || self.compared.unsure.contains(code);
        doubted && !(self.reference.codes.contains(code) && self.compared.codes.contains(code))
    }

    /// Each code that either has, with what became of it; without doubtful ones.
    pub(super) fn outcomes(&self) -> impl Iterator<Item = (&'a Code, Outcome)> + '_ {
        let (reference, compared) = (&self.reference.codes, &self.compared.codes);
        let outcome = move |code: &'a Code| match (reference.contains(code), compared.contains(code)) {
            (true, true) => (code, Outcome::Found),
            (true, false) => (code, Outcome::Missed),
            _ => (code, Outcome::Extra),
        };
        reference.union(compared).filter(|code| !self.is_doubtful(code)).map(outcome)
    }

    /// The numbers of the codes of each, without doubtful ones.
    pub(super) fn sets(&self, numbers: &BTreeMap<&Code, usize>) -> [BTreeSet<usize>; 2] {
        let certain = |coded: &Coded| {
            coded
                .codes
                .iter()
                .filter(|code| !self.is_doubtful(code))
                .filter_map(|code| numbers.get(code).copied())
                .collect()
        };
        [certain(self.reference), certain(self.compared)]
    }

    /// What the reference and the other say of a concept and what is in doubt: bit 0 affirmed, bit 1 negated.
    fn bits(&self, concept: &ConceptId) -> [usize; 3] {
        let mut bits = [0; 3];
        for (bit, status) in [(1, Status::Affirmed), (2, Status::Negated)] {
            let code = Code { concept: concept.clone(), status };
            let says =
                [self.reference.codes.contains(&code), self.compared.codes.contains(&code), self.is_doubtful(&code)];
            bits.iter_mut().zip(says).for_each(|(bits, says)| *bits |= if says { bit } else { 0 });
        }
        bits
    }
}

/// The codes that occur, numbered in their order.
pub(super) fn numbered<'a>(pairs: &Pairs<'a>) -> BTreeMap<&'a Code, usize> {
    let codes: BTreeSet<&Code> = pairs.list.iter().flat_map(|p| p.outcomes().map(|(code, _)| code)).collect();
    codes.into_iter().zip(0..).collect()
}
