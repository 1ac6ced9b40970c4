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
}
