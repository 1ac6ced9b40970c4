use std::collections::HashMap;

use fundscan_model::{ConceptId, Language};

use crate::read::{Trust, read_taxonomy};
use crate::{Concept, Finding, Group, Severity, TaxonomyError, Uncounted, hash};

/// The concepts a scan looks for, in the order of their file, checked to hold together: ids are unique, every broader
/// concept exists, no concept is broader than itself, every term can be used.
#[derive(Clone, Debug)]
pub struct Taxonomy {
    id: String,
    version: String,
    language: Language,
    sha256: String,
    meaning_hash: String,
    groups: Vec<Group>,
    concepts: Vec<Concept>,
    uncounted: Uncounted,
    numbers: HashMap<ConceptId, usize>,
    narrower: Vec<Vec<usize>>,
}

/// The text of the default taxonomy.
const BUILTIN: &str = include_str!("../data/taxonomy.toml");

impl Taxonomy {
    /// Reads a taxonomy and gives it with what is probably not meant in it (warnings, by line).
    ///
    /// # Errors
    ///
    /// [`TaxonomyError::Faults`] with every fault and its line.
    pub fn parse(text: &str) -> Result<(Self, Vec<Finding>), TaxonomyError> {
        Self::read(text, Trust::Unchecked)
    }

    fn read(text: &str, trust: Trust) -> Result<(Self, Vec<Finding>), TaxonomyError> {
        let (parts, findings) = read_taxonomy(text, trust);
        if findings.iter().any(|f| f.severity == Severity::Error) {
            return Err(TaxonomyError::Faults { findings });
        }
        let numbers: HashMap<ConceptId, usize> =
            parts.concepts.iter().enumerate().map(|(number, c)| (c.id.clone(), number)).collect();
        let mut narrower = vec![Vec::new(); parts.concepts.len()];
        for (number, concept) in parts.concepts.iter().enumerate() {
            if let Some(broader) = &concept.broader {
                narrower[numbers[broader]].push(number);
            }
        }
        let taxonomy = Self {
            id: parts.id,
            version: parts.version,
            language: parts.language,
            sha256: hash::sha256(text.as_bytes()),
            meaning_hash: hash::meaning(&parts.concepts, &parts.uncounted),
            groups: parts.groups,
            concepts: parts.concepts,
            uncounted: parts.uncounted,
            numbers,
            narrower,
        };
        Ok((taxonomy, findings))
    }

    /// Everything that is amiss in a taxonomy, by line; nothing where all is well.
    #[must_use]
    pub fn check(text: &str) -> Vec<Finding> {
        read_taxonomy(text, Trust::Unchecked).1
    }

    /// The default taxonomy.
    #[must_use]
    pub fn builtin() -> Self {
        Self::read(BUILTIN, Trust::Checked).expect("a test reads the default taxonomy").0
    }

    /// The file of the default taxonomy, for those who want to start from it.
    #[must_use]
    pub fn builtin_text() -> &'static str {
        BUILTIN
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The version its author gave it.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The language it is mainly written in.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// SHA-256 of the file's bytes, in hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// The hash of what it means: ids, hierarchy, terms and rules, not comments, order of keys or layout, labels,
    /// definitions or matches. Two taxonomies with the same hash find the same.
    #[must_use]
    pub fn meaning_hash(&self) -> &str {
        &self.meaning_hash
    }

    /// The groups, in the order of the file.
    #[must_use]
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The concepts, in the order of the file.
    #[must_use]
    pub fn concepts(&self) -> &[Concept] {
        &self.concepts
    }

    /// What does not count: names, references, sections.
    #[must_use]
    pub fn uncounted(&self) -> &Uncounted {
        &self.uncounted
    }

    /// The concept with an id.
    #[must_use]
    pub fn concept(&self, id: &str) -> Option<&Concept> {
        self.numbers.get(id).map(|number| &self.concepts[*number])
    }

    /// The place of a concept in the list of concepts, from 0.
    #[must_use]
    pub fn number(&self, id: &str) -> Option<usize> {
        self.numbers.get(id).copied()
    }

    /// The concepts one step narrower, in the order of the file; none for an unknown id.
    pub fn narrower(&self, id: &str) -> impl Iterator<Item = &Concept> {
        self.number(id).into_iter().flat_map(|number| &self.narrower[number]).map(|n| &self.concepts[*n])
    }

    /// All narrower concepts, each followed by its own; none for an unknown id.
    #[must_use]
    pub fn descendants(&self, id: &str) -> Vec<&Concept> {
        let mut found = Vec::new();
        let mut stack: Vec<usize> = self.number(id).into_iter().collect();
        while let Some(number) = stack.pop() {
            found.push(&self.concepts[number]);
            stack.extend(self.narrower[number].iter().rev());
        }
        found.drain(..found.len().min(1));
        found
    }

    /// All broader concepts, nearest first; none for an unknown id.
    pub fn ancestors(&self, id: &str) -> impl Iterator<Item = &Concept> {
        let broader = |concept: &Concept| concept.broader.as_ref().and_then(|b| self.concept(b.as_str()));
        std::iter::successors(self.concept(id).and_then(broader), move |c| broader(c))
    }

    /// Whether a mention of one concept that lies inside a longer mention of the other counts beside it.
    #[must_use]
    pub fn lets_both_count(&self, left: &ConceptId, right: &ConceptId) -> bool {
        let names = |id: &ConceptId, other| self.concept(id.as_str()).is_some_and(|c| c.overlaps.contains(other));
        names(left, right) || names(right, left)
    }
}

#[cfg(test)]
mod tests;
