use thiserror::Error;

/// Why no text could be read from a PDF.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PdfError {
    /// The file is encrypted, the empty password does not open it, and no other was given.
    #[error("the document is protected with a password")]
    Encrypted,
    /// The file is encrypted, and the password given opens it neither as the user's nor as the owner's.
    #[error("the document is protected with a password, and the password given does not open it")]
    WrongPassword,
    /// The file is encrypted in a way that no password can be tried on: with certificates, or by a scheme of another
    /// program.
    #[error("the document is protected in a way that is not known here ({scheme})")]
    UnknownEncryption {
        /// What the file says of its protection.
        scheme: String,
    },
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
