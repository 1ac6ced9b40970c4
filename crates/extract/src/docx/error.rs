use thiserror::Error;

/// Why no text could be read from a Word document.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum DocxError {
    /// It is encrypted.
    #[error("the document is protected with a password")]
    Encrypted,
    /// Its structure could not be read.
    #[error("the document is damaged and could not be read ({reason})")]
    Damaged {
        /// What failed.
        reason: String,
    },
    /// It would take more memory or work than the limits allow.
    #[error("the document exceeds a safety limit: {what}")]
    TooLarge {
        /// Which limit, and its value.
        what: String,
    },
}

impl DocxError {
    pub(super) fn damaged(reason: impl Into<String>) -> Self {
        Self::Damaged { reason: reason.into() }
    }
}
