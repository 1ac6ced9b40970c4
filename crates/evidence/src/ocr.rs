//! What evidence says of pages that were read by OCR, or that wait for it.

use fundscan_model::{OcrEngine, OcrMode, Page, PageStatus};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::StoredPassage;
use crate::shapes::{OcrEngineShape, OcrModeShape};

/// Text that was read by OCR: letters may be wrong that were right on paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OcrText {
    /// How sure the engine was, from 0 to 100: the mean over the letters.
    #[schemars(range(max = 100))]
    pub confidence: u8,
}

/// How documents were read by OCR: which pages, and with what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OcrSetup {
    /// Which pages were to be read by OCR.
    #[schemars(with = "OcrModeShape")]
    pub mode: OcrMode,
    /// The engine; null where none was asked for or installed.
    #[schemars(with = "Option<OcrEngineShape>")]
    pub engine: Option<OcrEngine>,
}

/// The pages of a document that were read by OCR or wait for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentOcr {
    /// Which pages were to be read by OCR.
    #[schemars(with = "OcrModeShape")]
    pub mode: OcrMode,
    /// The engine that was at hand; null where none was asked for or installed.
    #[schemars(with = "Option<OcrEngineShape>")]
    pub engine: Option<OcrEngine>,
    /// Pages that it read.
    pub pages_read: u32,
    /// Pages without text that nobody has read.
    pub pages_waiting: u32,
    /// How sure the engine was, from 0 to 100: the mean over the letters of all passages that it read; null where
    /// there are none.
    #[schemars(range(max = 100))]
    pub confidence: Option<u8>,
}

impl DocumentOcr {
    /// What is to be said of a document; none where all its text stands in the file.
    pub(crate) fn of(setup: &OcrSetup, pages: &[Page], passages: &[StoredPassage]) -> Option<Self> {
        let count = |status| pages.iter().filter(|p| p.status == status).count() as u32;
        let (pages_read, pages_waiting) = (count(PageStatus::Ocr), count(PageStatus::ImageOnly));
        if pages_read + pages_waiting == 0 {
            return None;
        }
        let sure = passages.iter().filter_map(|p| Some((p.text.len(), usize::from(p.ocr?.confidence))));
        let (letters, sum) = sure.fold((0, 0), |(n, sum), (letters, sure)| (n + letters, sum + letters * sure));
        let confidence = sum.checked_div(letters).map(|mean| mean as u8);
        Some(Self { mode: setup.mode, engine: setup.engine.clone(), pages_read, pages_waiting, confidence })
    }
}
