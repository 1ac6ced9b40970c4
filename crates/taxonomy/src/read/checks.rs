use std::collections::HashMap;
use std::collections::hash_map::Entry;

use fundscan_model::Language;

use super::concepts::{numbers, probably};
use super::table::{At, Sheet};
use super::terms::keys;
use crate::iri::absolute_iri;
use crate::{Concept, Term};

/// An id is written in commands, file names and tables, so it keeps to letters, digits and hyphens.
pub(super) fn identifier(id: &str, what: &str, line: usize, sheet: &mut Sheet) {
    let fits = id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_' | b'.'));
    if !fits || id.len() > 100 || !id.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        let id = id.escape_debug();
        sheet.error(line, format!("the id of a {what} has small letters, digits and hyphens only, unlike `{id}`"));
    }
}

/// The IRIs of a concept in other vocabularies: each absolute and named once, whether as the same or as nearly the same.
pub(super) fn matches(concept: &str, exact: &[At<&str>], close: &[At<&str>], sheet: &mut Sheet) {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for iri in exact.iter().chain(close) {
        let (text, of) = (iri.value.escape_debug(), concept.escape_debug());
        if let Err(reason) = absolute_iri(iri.value) {
            let example = "https://example.org/skills/1";
            sheet.error(
                iri.line,
                format!("the match `{text}` of `{of}` {reason}; an absolute IRI looks like {example}"),
            );
        }
        match seen.entry(iri.value) {
            Entry::Vacant(entry) => {
                entry.insert(iri.line);
            }
            Entry::Occupied(entry) => {
                sheet.error(
                    iri.line,
                    format!("the match `{text}` of `{of}` is a duplicate: line {} has it", entry.get()),
                );
            }
        }
    }
}

pub(super) fn unknown(what: &str, name: &str, known: &[&str]) -> String {
    format!("there is no {what} `{}`{}", name.escape_debug(), probably(name, known))
}

/// Ids and the ids they refer to, to be checked when all concepts have been read.
#[derive(Default)]
pub(super) struct References {
    ids: Vec<(String, usize)>,
    broader: Vec<(String, usize)>,
    overlaps: Vec<(String, String, usize)>,
}

impl References {
    pub(super) fn note(&mut self, id: At<&str>, broader: Option<At<&str>>, overlaps: &[At<&str>]) {
        self.ids.push((id.value.to_owned(), id.line));
        self.broader.extend(broader.map(|b| (b.value.to_owned(), b.line)));
        self.overlaps.extend(overlaps.iter().map(|o| (id.value.to_owned(), o.value.to_owned(), o.line)));
    }

    pub(super) fn check(&self, concepts: &[Concept], sheet: &mut Sheet) {
        let numbers = numbers(concepts);
        let known: Vec<&str> = concepts.iter().map(|c| c.id.as_str()).collect();
        let mut first = HashMap::new();
        for (id, line) in &self.ids {
            match first.entry(id.as_str()) {
                Entry::Vacant(entry) => {
                    entry.insert(*line);
                }
                Entry::Occupied(entry) => {
                    let message =
                        format!("duplicate id: `{}` already stands on line {}", id.escape_debug(), entry.get());
                    sheet.error(*line, message);
                }
            }
        }
        for (broader, line) in &self.broader {
            if !numbers.contains_key(broader.as_str()) {
                sheet.error(*line, format!("unknown parent: {}", unknown("concept", broader, &known)));
            }
        }
        for (id, other, line) in &self.overlaps {
            if id == other {
                sheet.error(*line, format!("`{}` cannot overlap with itself", id.escape_debug()));
            } else if !numbers.contains_key(other.as_str()) {
                sheet.error(*line, unknown("concept", other, &known));
            }
        }
    }
}

/// A concept that is broader than itself: named once for each cycle, at its first concept.
pub(super) fn cycles(concepts: &[Concept], sheet: &mut Sheet) {
    let numbers = numbers(concepts);
    let broader = |n: usize| concepts[n].broader.as_ref().and_then(|b| numbers.get(b.as_str()).copied());
    let mut walk = vec![0_usize; concepts.len()];
    for start in 0..concepts.len() {
        let mut path = Vec::new();
        let mut next = Some(start);
        while let Some(n) = next.filter(|n| walk[*n] == 0) {
            walk[n] = start + 1;
            path.push(n);
            next = broader(n);
        }
        // Met again in this very walk: the path from there on is a cycle.
        let Some(from) = next.and_then(|n| path.iter().position(|p| *p == n)) else { continue };
        let mut cycle: Vec<&str> = path[from..].iter().map(|n| concepts[*n].id.as_str()).collect();
        cycle.push(cycle[0]);
        let line = path[from..].iter().map(|n| concepts[*n].line).min().unwrap_or(1);
        sheet.error(line, format!("cycle: a concept is broader than itself ({})", cycle.join(" → ")));
    }
}

/// A form that a concept has twice in one language. The same word in two languages is no fault: "e-learning" is both.
pub(super) fn duplicate_terms(concepts: &[Concept], sheet: &mut Sheet) {
    for concept in concepts {
        let mut seen: HashMap<(Language, String), &Term> = HashMap::new();
        for term in &concept.terms {
            let mut earlier = None;
            for key in keys(term) {
                match seen.entry((term.language, key)) {
                    Entry::Vacant(entry) => {
                        entry.insert(term);
                    }
                    Entry::Occupied(entry) => earlier = earlier.or(Some(*entry.get())),
                }
            }
            if let Some(earlier) = earlier {
                let (text, before, line) = (term.text.escape_debug(), earlier.text.escape_debug(), earlier.line);
                let message = format!(
                    "the term `{text}` of `{}` is a duplicate: `{before}` on line {line} finds the same",
                    concept.id
                );
                sheet.error(term.line, message);
            }
        }
    }
}

/// A form that stands for two concepts may be meant, but mostly it is not.
pub(super) fn shared_terms(concepts: &[Concept], sheet: &mut Sheet) {
    let mut owners: HashMap<String, (&Concept, usize)> = HashMap::new();
    for concept in concepts {
        for term in &concept.terms {
            let mut told: Vec<&str> = Vec::new();
            for key in keys(term) {
                match owners.entry(key) {
                    Entry::Vacant(entry) => {
                        entry.insert((concept, term.line));
                    }
                    Entry::Occupied(entry) => {
                        let (owner, line) = *entry.get();
                        if owner.id == concept.id || told.contains(&owner.id.as_str()) {
                            continue;
                        }
                        told.push(owner.id.as_str());
                        let text = term.text.escape_debug();
                        let (id, other) = (&concept.id, &owner.id);
                        sheet.warning(
                            term.line,
                            format!("the term `{text}` of `{id}` also finds `{other}` (line {line}); both will count"),
                        );
                    }
                }
            }
        }
    }
}
