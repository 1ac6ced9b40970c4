use std::fmt;
use std::io;

use fundscan_extract::ExtractError;

use crate::error::describe_io;

/// Why a document could not be read: a short stable name and the reason in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    code: String,
    reason: String,
}

impl Failure {
    pub(crate) fn new(code: &str, reason: impl Into<String>) -> Self {
        Self { code: code.to_owned(), reason: reason.into() }
    }

    pub(crate) fn of(error: &ExtractError) -> Self {
        Self::new(error.name(), error.to_string())
    }

    pub(crate) fn from_io(error: &io::Error) -> Self {
        let code = if error.kind() == io::ErrorKind::NotFound { "not-found" } else { "unreadable" };
        Self::new(code, describe_io(error))
    }

    pub(crate) fn dead_link(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::new("not-found", "the link leads to a file that is not there"),
            _ => Self::from_io(error),
        }
    }

    pub(crate) fn not_a_file() -> Self {
        Self::new("not-a-file", "neither a file nor a folder")
    }

    /// A short stable name: `not-found`, `unreadable`, `not-a-file`, `internal-error`, or one of the reader's, such
    /// as `encrypted`.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The reason in words.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.reason)
    }
}
