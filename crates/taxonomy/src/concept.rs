use fundscan_model::{ConceptId, Language};

use crate::Term;

/// What something is called, in Dutch and in English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub(crate) nl: String,
    pub(crate) en: String,
}

impl Label {
    /// The name in Dutch, or in English where there is none in Dutch.
    #[must_use]
    pub fn nl(&self) -> &str {
        &self.nl
    }

    /// The name in English, or in Dutch where there is none in English.
    #[must_use]
    pub fn en(&self) -> &str {
        &self.en
    }

    /// The name in a language; for other languages the English one.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Nl => &self.nl,
            Language::En | Language::Other => &self.en,
        }
    }
}

/// A group of concepts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub(crate) id: String,
    pub(crate) label: Label,
}

impl Group {
    /// The group's id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its name.
    #[must_use]
    pub fn label(&self) -> &Label {
        &self.label
    }
}

/// A concept: what a passage can be about, where it stands in the hierarchy, and the terms that express it.
#[derive(Clone, Debug)]
pub struct Concept {
    pub(crate) id: ConceptId,
    pub(crate) group: String,
    pub(crate) broader: Option<ConceptId>,
    pub(crate) label: Label,
    pub(crate) definition: String,
    pub(crate) terms: Vec<Term>,
    pub(crate) overlaps: Vec<ConceptId>,
    pub(crate) exact_match: Vec<String>,
    pub(crate) close_match: Vec<String>,
    pub(crate) line: usize,
}

impl Concept {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> &ConceptId {
        &self.id
    }

    /// The id of its group.
    #[must_use]
    pub fn group(&self) -> &str {
        &self.group
    }

    /// The concept one step broader, if there is one.
    #[must_use]
    pub fn broader(&self) -> Option<&ConceptId> {
        self.broader.as_ref()
    }

    /// Its names.
    #[must_use]
    pub fn label(&self) -> &Label {
        &self.label
    }

    /// What it means; empty where the file does not say.
    #[must_use]
    pub fn definition(&self) -> &str {
        &self.definition
    }

    /// The terms that express it, the Dutch ones first, in the order of the file.
    #[must_use]
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// Concepts that it names as counting beside it where a mention of one lies inside a mention of the other.
    #[must_use]
    pub fn overlaps(&self) -> &[ConceptId] {
        &self.overlaps
    }

    /// Absolute IRIs of the same concept in other vocabularies, such as ESCO. Nothing is searched by them.
    #[must_use]
    pub fn exact_match(&self) -> &[String] {
        &self.exact_match
    }

    /// Absolute IRIs of concepts in other vocabularies that mean nearly the same.
    #[must_use]
    pub fn close_match(&self) -> &[String] {
        &self.close_match
    }

    /// What it finds and counts, in the line that the hash of meaning is made from: two concepts with the same line find
    /// the same.
    #[must_use]
    pub fn meaning(&self) -> String {
        crate::hash::line(self)
    }

    /// The line of the file it starts on, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }
}
