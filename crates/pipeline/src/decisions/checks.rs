//! What is wrong with decisions as a whole: what they lack, and where two of them contradict each other.

use std::collections::BTreeMap;

use fundscan_evidence::{Action, Decision, is_called};
use fundscan_taxonomy::FundRegister;

use super::DecisionFile;
use crate::{Fault, PipelineError, known_funds};

/// What a decision lacks, or has in vain.
pub(super) fn complete(decision: &Decision) -> Vec<String> {
    let d = decision;
    let mut faults = Vec::new();
    let mut refuse = |wrong: bool, message: &str| {
        if wrong {
            faults.push(format!("{} {message}", d.action));
        }
    };
    let words = [&d.text, &d.before, &d.quote, &d.after].into_iter().any(Option::is_some);
    let is_mention = d.action != Action::Document;
    if is_mention {
        refuse(d.text.is_none() && d.quote.is_none(), "needs the words of its passage: text, or quote");
        refuse(
            d.quote.is_none() && (d.before.is_some() || d.after.is_some()),
            "has words beside a quote, but no quote",
        );
        refuse(
            d.text.is_some() && (d.before.is_some() || d.after.is_some()),
            "has both text and before or after; give one of them",
        );
        refuse(
            (d.text.is_some() || d.quote.is_some()) && !d.has_words(),
            "has no letter or digit to find its passage by",
        );
        refuse(d.has_words() && !d.quote_is_in_text(), "has a quote that does not stand in its text");
        refuse(d.to_years.is_some() || d.to_kind.is_some(), "is about a mention: to_year and to_kind are of no use");
    } else {
        refuse(d.document.is_none(), "does not say which: document");
        let says = d.to_fund.is_some() || d.to_years.is_some() || d.to_kind.is_some();
        refuse(!says, "corrects nothing: give to_fund, to_year or to_kind");
        refuse(words || d.concept.is_some(), "is about a whole document: concept and words of a passage are of no use");
    }
    match d.action {
        Action::Document => {}
        Action::Attribute => refuse(d.to_fund.is_none(), "does not say to which fund: to_fund"),
        Action::Reject => {
            refuse(d.concept.is_none(), "does not say which mention: concept");
            refuse(d.to_fund.is_some(), "takes no to_fund: what is rejected is no fund's");
        }
        Action::Add => {
            refuse(d.concept.is_none(), "does not say what of: concept");
            refuse(d.quote.is_none(), "does not say which words express it: quote");
        }
    }
    refuse(d.action != Action::Add && d.to_status.is_some(), "takes no to_status: only add does");
    faults
}

/// Gives every fund its id, and refuses unknown ones, and decisions that contradict or repeat each other.
pub(crate) fn check(files: &mut [DecisionFile], register: &FundRegister, paths: &[&str]) -> Result<(), PipelineError> {
    let mut faults: Vec<Vec<Fault>> = vec![Vec::new(); files.len()];
    let mut subjects: BTreeMap<String, String> = BTreeMap::new();
    // For each document the line that says each thing, with what it says.
    let mut said: BTreeMap<(&str, &str), (String, String)> = BTreeMap::new();
    for (file, faults) in files.iter_mut().zip(&mut faults) {
        for decision in &mut file.decisions {
            let line = usize::try_from(decision.line).unwrap_or(usize::MAX);
            let mut fault = |message| faults.push(Fault { line, message });
            if let Some(fund) = &mut decision.to_fund {
                match register.lookup(fund.as_str()) {
                    Some(known) => *fund = known.id().clone(),
                    None => fault(format!(
                        "unknown fund \"{fund}\"; known are {}; --funds takes a register with others",
                        known_funds(register)
                    )),
                }
            }
            let here = format!("{} line {line}", decision.file);
            if decision.action == Action::Document {
                let name = decision.document.as_deref().unwrap_or_default();
                let mut told = false;
                for path in paths.iter().filter(|path| is_called(name, path, None)) {
                    for (what, value) in says(decision) {
                        match said.get(&(*path, what)) {
                            Some((earlier, other)) if *other != value && !told => {
                                fault(format!("contradicts {earlier}, by which the {what} of {path} is {other}"));
                                told = true;
                            }
                            Some(_) => {}
                            None => drop(said.insert((path, what), (here.clone(), value))),
                        }
                    }
                }
            } else if let Some(earlier) = subjects.insert(decision.subject(), here.clone()) {
                fault(format!("{earlier} decides on the same mention already; keep one of them"));
            }
        }
    }
    match files.iter().zip(faults).find(|(_, faults)| !faults.is_empty()) {
        Some((file, faults)) => Err(PipelineError::Decisions { path: file.path.clone(), faults }),
        None => Ok(()),
    }
}

/// What a correction of a document says.
fn says(decision: &Decision) -> impl Iterator<Item = (&'static str, String)> {
    let fund = decision.to_fund.as_ref().map(|fund| ("fund", fund.to_string()));
    let years = decision.to_years.map(|years| ("year", years.to_string()));
    let kind = decision.to_kind.map(|kind| ("kind", kind.to_string()));
    [fund, years, kind].into_iter().flatten()
}
