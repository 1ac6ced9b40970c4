use thiserror::Error;

/// Why no text could be read from a PDF.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PdfError {
    /// The file is encrypted and the password given (the empty one by default) does not open it.
    #[error("the document is protected with a password")]
    Encrypted,
    /// The file's structure could not be read, even after repair.
    #[error("the file is damaged and could not be repaired ({reason})")]
    Damaged {
        /// What failed, in lopdf's words.
        reason: String,
    },
    /// The file could be opened but no page was found in it.
    #[error("the file has no pages")]
    NoPages,
    /// The file would take more memory or work than the limits allow.
    #[error("the file exceeds a safety limit: {what}")]
    TooLarge {
        /// Which limit, and its value.
        what: String,
    },
}
