//! A text layer on [lopdf]: page content → positioned glyphs → lines → blocks in reading order.
//!
//! [`read`] takes the bytes of a PDF and gives its pages and blocks: paragraphs unbroken at line ends and column or page
//! breaks, headings, list items, notes, entries of the table of contents, and running heads and feet marked as
//! such. Each word of a block knows its page and box.
//!
//! lopdf reads the objects of the file; content streams, fonts, encodings and layout are this crate's own. It draws
//! nothing, reads no pictures of text, and does no input or output. Everything a file controls is bounded (see
//! [`Limits`]); what was cut off or repaired is told in notices.
//!
//! ```
//! use fundscan_pdf::{PdfError, ReadOptions, read};
//!
//! let error = read(b"not a PDF", &ReadOptions::default()).unwrap_err();
//! assert!(matches!(error, PdfError::Damaged { .. }));
//! ```

mod compact;
mod content;
mod encryption;
mod error;
mod filter;
mod font;
#[cfg(any(test, fuzzing))]
#[doc(hidden)]
pub mod fuzzing;
mod labels;
mod layout;
mod load;
mod mend;
mod object;
mod ocr;
mod oddities;
mod options;
mod pages;
mod picture;
mod read;
mod repair;
mod structure;
mod work;

pub use error::PdfError;
pub use ocr::{Ocr, RecognizeError, RecognizedLine, RecognizedWord, Recognizer};
pub use options::{Limits, Password, ReadOptions};
pub use picture::PagePicture;
pub use read::{PdfText, read};
pub use work::Work;
