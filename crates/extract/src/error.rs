use fundscan_pdf::PdfError;
use thiserror::Error;

use crate::docx::DocxError;

/// Why a document could not be read.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ExtractError {
    /// The file holds no bytes at all.
    #[error("the file is empty")]
    Empty,
    /// The bytes are none of the formats that are read.
    #[error("the file cannot be read as a document: it looks like {looks_like}")]
    UnknownFormat {
        /// What the bytes look like, in words: "a picture (PNG)".
        looks_like: &'static str,
        /// What can be done about it.
        hint: &'static str,
    },
    /// The file is larger than the limit.
    #[error("the file is too large: {bytes} bytes, of which at most {limit} are read")]
    TooLarge {
        /// The size of the file.
        bytes: usize,
        /// [`Limits::file_bytes`](crate::Limits::file_bytes).
        limit: usize,
    },
    /// It is a PDF that could not be read.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// It is a Word document that could not be read.
    #[error(transparent)]
    Docx(#[from] DocxError),
}

impl ExtractError {
    /// The stable name of the reason, as it stands in evidence files: `empty-file`, `unknown-format`, `too-large`,
    /// `encrypted`, `wrong-password`, `unknown-encryption`, `damaged`, `no-pages` or `unreadable`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Empty => "empty-file",
            Self::UnknownFormat { .. } => "unknown-format",
            Self::TooLarge { .. } | Self::Pdf(PdfError::TooLarge { .. }) | Self::Docx(DocxError::TooLarge { .. }) => {
                "too-large"
            }
            Self::Pdf(PdfError::Encrypted) | Self::Docx(DocxError::Encrypted) => "encrypted",
            Self::Pdf(PdfError::WrongPassword) => "wrong-password",
            Self::Pdf(PdfError::UnknownEncryption { .. }) => "unknown-encryption",
            Self::Pdf(PdfError::Damaged { .. }) | Self::Docx(DocxError::Damaged { .. }) => "damaged",
            Self::Pdf(PdfError::NoPages) => "no-pages",
            Self::Pdf(_) => "unreadable",
        }
    }

    /// What a reader can do about it.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Empty => "download or copy the file again",
            Self::UnknownFormat { hint, .. } => hint,
            Self::TooLarge { .. } => "split the file into parts and read those",
            Self::Pdf(PdfError::Encrypted) => "put its password in a file and give that with --password-file",
            Self::Pdf(PdfError::WrongPassword) => "check the password: capitals, spaces and accents count",
            Self::Pdf(PdfError::UnknownEncryption { .. }) => {
                "open it in the program it is protected with and save or print it as a PDF without protection"
            }
            Self::Pdf(PdfError::TooLarge { .. }) => "print it to a new PDF, or split it into parts",
            Self::Pdf(PdfError::NoPages) => "open it in a PDF viewer: if that shows no page either, ask for a new copy",
            Self::Docx(DocxError::Encrypted) => "open it with its password and save it without one, or as PDF",
            Self::Docx(_) => "download it again; if it opens in Word or LibreOffice, save it anew there, or as PDF",
            Self::Pdf(_) => "download it again; if it opens in a PDF viewer, print it to a new PDF",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_have_stable_names() {
        assert_eq!(ExtractError::Empty.name(), "empty-file");
        assert_eq!(ExtractError::Pdf(PdfError::Encrypted).name(), "encrypted");
        assert_eq!(ExtractError::Pdf(PdfError::WrongPassword).name(), "wrong-password");
        assert_eq!(ExtractError::Pdf(PdfError::NoPages).name(), "no-pages");
        assert_eq!(ExtractError::Pdf(PdfError::Damaged { reason: String::new() }).name(), "damaged");
        assert_eq!(ExtractError::TooLarge { bytes: 2, limit: 1 }.name(), "too-large");
    }
}
