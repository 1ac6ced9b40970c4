use std::fmt;

use serde::{Deserialize, Serialize};

/// Which pages are read by OCR: by recognizing the letters on a picture of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OcrMode {
    /// None, so that results do not depend on what is installed on a machine.
    #[default]
    Never,
    /// Pages without text, where an engine is at hand.
    Auto,
    /// Pages without text, and pages whose text is itself the work of some OCR.
    Always,
}

impl OcrMode {
    /// The name used in files and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Auto => "auto",
            Self::Always => "always",
        }
    }
}

impl fmt::Display for OcrMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// The program that recognized the letters of a document, with everything that its results depend on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OcrEngine {
    /// Its name, such as `tesseract`.
    pub name: String,
    /// Its version, as it tells it.
    pub version: String,
    /// What it has learnt of each language, in the order it was asked for them.
    pub models: Vec<OcrModel>,
}

/// What an engine has learnt of a language: a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OcrModel {
    /// The language as the engine calls it, such as `nld`.
    pub language: String,
    /// The size of the file in bytes.
    pub bytes: u64,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
}
