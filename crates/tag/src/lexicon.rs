use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use fundscan_model::ConceptId;
use fundscan_taxonomy::{CaseRule, Form, FormWord, Taxonomy};
use regex::Regex;

use crate::TagError;
use crate::prefilter::needed_literals;

/// A term, numbered through the whole taxonomy.
#[derive(Debug)]
pub(crate) struct TermEntry {
    /// The place of its concept in the taxonomy.
    pub(crate) concept: usize,
    pub(crate) text: String,
}

/// A term that is a pattern.
#[derive(Debug)]
pub(crate) struct PatternEntry {
    pub(crate) term: usize,
    pub(crate) regex: Regex,
}

/// A form of a term around the part of it that the automaton looks for.
#[derive(Debug)]
pub(crate) struct FormEntry {
    pub(crate) term: usize,
    /// Whether it is a form that must not count, rather than one that does.
    pub(crate) excludes: bool,
    /// The words before the core, the nearest first.
    pub(crate) before: Box<[FormWord]>,
    /// The core with its capitals, where they matter.
    pub(crate) cased: Option<Box<str>>,
    pub(crate) open_start: bool,
    pub(crate) open_end: bool,
    /// The words after the core.
    pub(crate) after: Box<[FormWord]>,
    pub(crate) case: CaseRule,
}

/// All terms of a taxonomy, ready to be looked for in one pass.
#[derive(Debug)]
pub(crate) struct Lexicon {
    pub(crate) concepts: Vec<ConceptId>,
    /// The place of each concept in the order of ids.
    pub(crate) ranks: Vec<usize>,
    pub(crate) terms: Vec<TermEntry>,
    pub(crate) automaton: AhoCorasick,
    /// For each literal of the automaton where its forms end in `forms`; they start where those of the one before end.
    ends: Vec<usize>,
    /// Whether each literal of the automaton is a trigger.
    is_trigger: Vec<bool>,
    forms: Vec<FormEntry>,
    pub(crate) patterns: Vec<PatternEntry>,
    /// For each literal of the automaton the patterns that can only match a text that holds it.
    woken: Vec<Vec<usize>>,
    /// The patterns that no literal wakes: they are tried on every text.
    pub(crate) restless: Vec<usize>,
    /// For each concept the others that count beside it where one lies in the other.
    pub(crate) overlaps: Vec<Vec<usize>>,
}

impl Lexicon {
    /// The lexicon of a taxonomy; `triggers` are words whose presence in a text the automaton is to tell as well.
    pub(crate) fn new<'w>(taxonomy: &Taxonomy, triggers: impl Iterator<Item = &'w str>) -> Result<Self, TagError> {
        let mut terms = Vec::new();
        let mut patterns = Vec::new();
        let mut literals: BTreeMap<String, Vec<FormEntry>> = BTreeMap::new();
        let mut wakers: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut restless = Vec::new();
        for (concept, entry) in taxonomy.concepts().iter().enumerate() {
            for term in entry.terms() {
                let number = terms.len();
                terms.push(TermEntry { concept, text: term.text().to_owned() });
                if let fundscan_taxonomy::TermKind::Pattern(regex) = term.kind() {
                    match needed_literals(regex.as_str()) {
                        Some(needed) => {
                            for literal in needed {
                                wakers.entry(literal).or_default().push(patterns.len());
                            }
                        }
                        None => restless.push(patterns.len()),
                    }
                    patterns.push(PatternEntry { term: number, regex: regex.clone() });
                }
                let counting = term.forms().iter().map(|form| (form, term.case(), false));
                let excluded = term.excluded().iter().map(|form| (form, CaseRule::Ignore, true));
                for (form, case, excludes) in counting.chain(excluded) {
                    let (literal, entry) = form_entry(form, number, case, excludes);
                    if !literal.contains(char::is_alphanumeric) {
                        return Err(TagError::NothingToFind {
                            concept: taxonomy.concepts()[concept].id().clone(),
                            term: term.text().to_owned(),
                        });
                    }
                    literals.entry(literal).or_default().push(entry);
                }
            }
        }
        let triggers: BTreeSet<&str> = triggers.collect();
        for literal in triggers.iter().copied().chain(wakers.keys().map(String::as_str)) {
            literals.entry(literal.to_owned()).or_default();
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(literals.keys())
            .map_err(|source| TagError::Automaton { forms: literals.len(), source: Box::new(source) })?;
        let mut ends = Vec::with_capacity(literals.len());
        let mut forms = Vec::new();
        let mut is_trigger = Vec::with_capacity(literals.len());
        let mut woken = Vec::with_capacity(literals.len());
        for (literal, entries) in literals {
            woken.push(wakers.remove(&literal).unwrap_or_default());
            is_trigger.push(triggers.contains(literal.as_str()));
            forms.extend(entries);
            ends.push(forms.len());
        }
        let concepts: Vec<ConceptId> = taxonomy.concepts().iter().map(|c| c.id().clone()).collect();
        let mut by_id: Vec<usize> = (0..concepts.len()).collect();
        by_id.sort_by_key(|number| &concepts[*number]);
        let mut ranks = vec![0; concepts.len()];
        by_id.into_iter().enumerate().for_each(|(rank, number)| ranks[number] = rank);
        let overlaps = overlaps(taxonomy);
        Ok(Self { concepts, ranks, terms, automaton, ends, is_trigger, forms, patterns, woken, restless, overlaps })
    }

    /// Whether the literal with this number is a trigger.
    pub(crate) fn is_trigger(&self, literal: usize) -> bool {
        self.is_trigger[literal]
    }

    /// The patterns that a text with this literal may match.
    pub(crate) fn woken(&self, literal: usize) -> &[usize] {
        &self.woken[literal]
    }

    /// The forms whose core is the literal with this number.
    pub(crate) fn forms(&self, literal: usize) -> &[FormEntry] {
        let start = literal.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.forms[start..self.ends[literal]]
    }
}

/// The longest run of words that stand in the text exactly as in the form, and the form around it.
fn form_entry(form: &Form, term: usize, case: CaseRule, excludes: bool) -> (String, FormEntry) {
    let words = form.words();
    let mut best = 0..0;
    let mut best_length = 0;
    let mut start = 0;
    for end in 1..=words.len() {
        let length: usize = words[start..end].iter().map(|w| w.text(CaseRule::Ignore).len() + 1).sum();
        if length > best_length {
            best_length = length;
            best = start..end;
        }
        if end < words.len() && (words[end - 1].open_end() || words[end].open_start()) {
            start = end;
        }
    }
    let core = &words[best.clone()];
    let joined = |case| core.iter().map(|w| w.text(case)).collect::<Vec<_>>().join(" ");
    let entry = FormEntry {
        term,
        excludes,
        before: words[..best.start].iter().rev().cloned().collect(),
        cased: (case == CaseRule::Exact).then(|| joined(CaseRule::Exact).into()),
        open_start: core[0].open_start(),
        open_end: core[core.len() - 1].open_end(),
        after: words[best.end..].to_vec().into(),
        case,
    };
    (joined(CaseRule::Ignore), entry)
}

fn overlaps(taxonomy: &Taxonomy) -> Vec<Vec<usize>> {
    let mut overlaps = vec![Vec::new(); taxonomy.concepts().len()];
    for (number, concept) in taxonomy.concepts().iter().enumerate() {
        for other in concept.overlaps().iter().filter_map(|id| taxonomy.number(id.as_str())) {
            overlaps[number].push(other);
            overlaps[other].push(number);
        }
    }
    overlaps
}
