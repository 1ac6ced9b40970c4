use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{ByteSpan, ConceptId};

/// Whether a passage says that a concept is there or that it is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It exists, happens, is offered, needed, wanted or planned.
    Affirmed,
    /// It is absent, not offered, not done, or gets (far) too little attention.
    Negated,
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Affirmed => "affirmed",
            Self::Negated => "negated",
        })
    }
}

/// When what a passage says of a concept takes place, where its words tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Time {
    /// It is still to come: "gaat ontwikkelen", "will offer".
    Planned,
    /// It is under way: "werkt aan", "is developing".
    Ongoing,
    /// It is over: "is afgerond", "was completed".
    Past,
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Planned => "planned",
            Self::Ongoing => "ongoing",
            Self::Past => "past",
        })
    }
}

/// What words beside a concept say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Says {
    /// It is there, though a word of negation stands near: "niet alleen", "not only".
    Affirmed,
    /// It is not there.
    Negated,
    /// It is still to come.
    Planned,
    /// It is under way.
    Ongoing,
    /// It is over.
    Past,
    /// It is so perhaps, or in part: "mogelijk", "beperkt".
    Hedged,
}

impl fmt::Display for Says {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Affirmed => "affirmed",
            Self::Negated => "negated",
            Self::Planned => "planned",
            Self::Ongoing => "ongoing",
            Self::Past => "past",
            Self::Hedged => "hedged",
        })
    }
}

/// The words that decided something about a mention: its status, time, or that it is hedged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What they decided.
    pub says: Says,
    /// The name of the rule they fall under, as the data of the tagger has it.
    pub rule: String,
    /// The words, as they stand in the text.
    pub cue: String,
    /// Their bytes in the passage's text; none where they stand in the passage before, whose list this one goes on with.
    pub span: Option<ByteSpan>,
}

/// One concept found at one place in a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// What was found.
    pub concept: ConceptId,
    /// Affirmed or negated.
    pub status: Status,
    /// The bytes of the passage's text that express the concept.
    pub span: ByteSpan,
    /// The term of the taxonomy that found it, as it is written there.
    pub term: String,
    /// When it takes place, where the words tell.
    pub time: Option<Time>,
    /// Whether the passage says it with reserve. That does not change its status.
    pub hedged: bool,
    /// The words that decided status, time and reserve, in this order. Without any, a mention is affirmed.
    pub marks: Vec<Mark>,
}

impl Mention {
    /// A mention of which no words decide anything, at `span` of its passage.
    #[must_use]
    pub fn new(concept: ConceptId, status: Status, span: ByteSpan, term: impl Into<String>) -> Self {
        Self { concept, status, span, term: term.into(), time: None, hedged: false, marks: Vec::new() }
    }
}
