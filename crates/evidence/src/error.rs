use thiserror::Error;

/// Why a JSON document of fundscan could not be used.
///
/// The library reads bytes, so the path is the caller's to add.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum EvidenceError {
    /// The bytes end in the middle: a file that was written by half.
    #[error("the file ends too early, at line {line}: it was not written to its end")]
    Truncated {
        /// The line it ends on, from 1.
        line: usize,
        /// What the JSON reader said.
        source: serde_json::Error,
    },
    /// The bytes are no JSON.
    #[error("not JSON: line {line}, column {column}")]
    NotJson {
        /// The line of the fault, from 1.
        line: usize,
        /// The column of the fault, from 1.
        column: usize,
        /// What the JSON reader said.
        source: serde_json::Error,
    },
    /// JSON without a `schema` key.
    #[error("no \"schema\" key: this is not a file of fundscan (expected {expected})")]
    NoSchema {
        /// The schema that was asked for.
        expected: &'static str,
    },
    /// A JSON document of fundscan, but of another kind or version.
    #[error("the file's schema is {found}, expected {expected}")]
    OtherSchema {
        /// What the file says it is.
        found: String,
        /// The schema that was asked for.
        expected: &'static str,
    },
    /// The right schema, but a key is missing, unknown or of the wrong type: a file that was edited by hand.
    #[error("line {line}, column {column} does not fit {expected}: {source}")]
    Shape {
        /// The schema that was asked for.
        expected: &'static str,
        /// The line of the fault, from 1.
        line: usize,
        /// The column of the fault, from 1.
        column: usize,
        /// What does not fit.
        source: serde_json::Error,
    },
    /// Everything has its place, but two values contradict each other: a file that was edited by hand.
    #[error("{0}")]
    Inconsistent(String),
    /// Evidence that was found with another taxonomy than the rest.
    #[error("{path} was tagged with another taxonomy ({found}) than the collection ({expected})")]
    OtherTaxonomy {
        /// The document.
        path: String,
        /// Id, version and hash of the meaning of its taxonomy.
        found: String,
        /// The same of the collection's taxonomy.
        expected: String,
    },
    /// Evidence that was made by another revision of a stage than the rest.
    #[error("{path} was read by other revisions of fundscan's stages ({found}) than the collection ({expected})")]
    OtherRevisions {
        /// The document.
        path: String,
        /// The revisions of its stages.
        found: String,
        /// The revisions of the collection.
        expected: String,
    },
    /// Two evidence files for one document.
    #[error("{path} has two evidence files: from two versions of one document?")]
    TwiceTheSameDocument {
        /// The document.
        path: String,
    },
    /// Evidence of a document that the collection does not list.
    #[error("{path} is not in the collection")]
    NotInCollection {
        /// The document.
        path: String,
    },
    /// A value that cannot be written as JSON; a fault of the program.
    #[error("cannot write JSON")]
    Write(#[source] serde_json::Error),
}

impl EvidenceError {
    /// The same error in a file of JSON lines, where the reader saw only line `number` (from 1).
    pub(crate) fn on_line(self, number: usize) -> Self {
        match self {
            Self::Truncated { source, .. } => Self::Truncated { line: number, source },
            Self::NotJson { column, source, .. } => Self::NotJson { line: number, column, source },
            Self::Shape { expected, column, source, .. } => Self::Shape { expected, line: number, column, source },
            Self::Inconsistent(what) => Self::Inconsistent(format!("line {number}: {what}")),
            other => other,
        }
    }
}
