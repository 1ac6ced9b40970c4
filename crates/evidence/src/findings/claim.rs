use fundscan_model::FundId;
use fundscan_taxonomy::{Folded, FundRegister};

use super::{Finding, Findings};
use crate::Collection;

/// What a finding is about, in the terms of a collection.
#[derive(Clone, Debug)]
pub(super) struct Claim {
    /// The number of the concept in the taxonomy; why there is none.
    pub(super) concept: Result<usize, String>,
    /// The funds that are named; why one is not known.
    pub(super) which: Result<Option<Vec<FundId>>, String>,
}

impl Claim {
    pub(super) fn new(
        finding: &Finding,
        findings: &Findings,
        collection: &Collection,
        register: &FundRegister,
    ) -> Self {
        let fund = |text: &String| fund(text, findings, collection, register);
        let which = finding.which.as_ref().map(|which| which.iter().map(fund).collect::<Result<Vec<_>, _>>());
        let which = which.transpose().map(|which| {
            which.map(|mut which| {
                // An id and a name may stand for one fund.
                let order = |id: &FundId| collection.funds.iter().position(|f| f.fund == *id);
                which.sort_by_key(order);
                which.dedup();
                which
            })
        });
        Self { concept: concept(&finding.concept, collection), which }
    }

    pub(super) fn reason(&self) -> Option<String> {
        let reasons: Vec<&str> = [self.concept.as_ref().err(), self.which.as_ref().err()]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        (!reasons.is_empty()).then(|| reasons.join("; "))
    }
}

fn same(one: &str, other: &str) -> bool {
    Folded::new(one).as_str() == Folded::new(other).as_str()
}

/// The concept with this id, else the only one with this name in Dutch or English.
fn concept(text: &str, collection: &Collection) -> Result<usize, String> {
    let concepts = &collection.taxonomy.concepts;
    if let Some(number) = concepts.iter().position(|c| same(c.concept.as_str(), text)) {
        return Ok(number);
    }
    let named: Vec<usize> =
        (0..concepts.len()).filter(|n| same(&concepts[*n].nl, text) || same(&concepts[*n].en, text)).collect();
    match named.as_slice() {
        [] => Err(format!("there is no concept {text}")),
        [number] => Ok(*number),
        several => {
            let ids: Vec<&str> = several.iter().map(|n| concepts[*n].concept.as_str()).collect();
            Err(format!("several concepts are called {text}: {}", ids.join(", ")))
        }
    }
}

/// The fund with this id or name: of the collection, of the file itself, or one that the register knows.
fn fund(text: &str, findings: &Findings, collection: &Collection, register: &FundRegister) -> Result<FundId, String> {
    let of_collection = |text: &str| {
        let fund = collection.funds.iter().find(|f| same(f.fund.as_str(), text) || same(&f.name, text));
        fund.map(|f| f.fund.clone())
    };
    let of_file = || findings.funds.iter().find(|(_, name)| same(name, text)).and_then(|(id, _)| of_collection(id));
    let of_register = || register.lookup(text).and_then(|fund| of_collection(fund.id().as_str()));
    of_collection(text).or_else(of_file).or_else(of_register).ok_or_else(|| {
        let ids: Vec<&str> = collection.funds.iter().map(|f| f.fund.as_str()).collect();
        format!("there is no fund {text}; known are {}", ids.join(", "))
    })
}
