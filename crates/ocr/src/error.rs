use thiserror::Error;

/// How to install what is needed, on Debian and Ubuntu.
pub const INSTALL: &str = "apt-get install tesseract-ocr tesseract-ocr-nld";

/// Why pages cannot be read by OCR on this machine.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Unavailable {
    /// There is no program of this name.
    #[error("tesseract is not installed")]
    NotInstalled,
    /// It has not learnt a language that is needed.
    #[error("tesseract does not know {}", .missing.join(" and "))]
    NoLanguage {
        /// The languages it lacks, in English.
        missing: Vec<&'static str>,
    },
    /// It is there but does not do what it should.
    #[error("tesseract does not work ({reason})")]
    Broken {
        /// What is wrong.
        reason: String,
    },
}

impl Unavailable {
    /// What can be done about it.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::NotInstalled | Self::NoLanguage { .. } => format!("install it with Dutch: {INSTALL}"),
            Self::Broken { .. } => format!("install it again: {INSTALL}"),
        }
    }
}
