//! Pages without text, read by recognizing the letters on a picture of them.
//!
//! Recognizing is not this crate's work: whoever reads a document may hand in a [`Recognizer`]. It is given pictures of
//! pages and gives lines of words; they become lines like those of drawn text and go through the same layout.

mod pages;
mod settle;

use std::fmt;
use std::sync::Arc;

use fundscan_model::{OcrEngine, OcrMode};
use thiserror::Error;

use crate::picture::PagePicture;
pub(crate) use pages::read_pages;

/// Recognizes letters. Called from several threads at once.
pub trait Recognizer: fmt::Debug + Send + Sync {
    /// What does the work.
    fn engine(&self) -> &OcrEngine;

    /// The lines of a page in reading order; none where there is no text on it.
    ///
    /// # Errors
    ///
    /// [`RecognizeError`] where it could not be found out.
    fn recognize(&self, picture: &PagePicture) -> Result<Vec<RecognizedLine>, RecognizeError>;
}

/// Why nothing was recognized on a page.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RecognizeError {
    /// The work was called off: no other page is to be tried.
    #[error("stopped")]
    Stopped,
    /// This page could not be read, for this reason.
    #[error("{0}")]
    Failed(String),
}

/// A line of text on a picture.
#[derive(Clone, Debug, PartialEq)]
pub struct RecognizedLine {
    /// Its words in reading order.
    pub words: Vec<RecognizedWord>,
    /// Lines with the same number belong to one paragraph.
    pub paragraph: u32,
    /// How high the baseline lies at the left edge of the first word, in pixels from the top of the picture.
    pub baseline: f32,
    /// By how much the baseline falls with each pixel to the right.
    pub slope: f32,
    /// From the foot of the letters that reach below the line to the top of the highest ones, in pixels.
    pub height: f32,
    /// The direction of writing: degrees clockwise, 0 for upright text; baseline and slope count only there.
    pub angle: i16,
}

/// A word on a picture, and its box in pixels from the top left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecognizedWord {
    /// Its letters.
    pub text: String,
    /// Left edge.
    pub left: u32,
    /// Top edge.
    pub top: u32,
    /// Right edge.
    pub right: u32,
    /// Bottom edge.
    pub bottom: u32,
    /// How sure the engine is of it, from 0 to 100.
    pub confidence: u8,
}

/// How pages are read by recognizing letters. By default none are.
#[derive(Clone, Debug, Default)]
pub struct Ocr {
    /// Which pages.
    pub mode: OcrMode,
    /// What recognizes the letters; none where nothing that can is at hand, and then no page is read so.
    pub recognizer: Option<Arc<dyn Recognizer>>,
    /// How many pages to read at the same time; 0 counts as 1. Results do not depend on it.
    pub at_once: usize,
}
