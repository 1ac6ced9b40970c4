//! The words every stage of fundscan shares.
//!
//! Plain data without input or output: a [`Document`] is pages and [`Block`]s with one canonical text; a
//! [`Passage`] is a sentence, list item or table cell that points back to its block and bytes; a [`Mention`] is
//! one concept found in a passage. Positions in text are UTF-8 byte ranges ([`ByteSpan`]), positions on a page are
//! boxes in points ([`BBox`]), pages count from 1.
//!
//! The crate leaves out everything that reads, writes, decides or counts.
//!
//! ```
//! use fundscan_model::{Block, BlockKind, Document, SourceKind};
//!
//! let blocks = vec![
//!     Block::new(BlockKind::Heading, "Scholing"),
//!     Block::new(BlockKind::Paragraph, "Het fonds vergoedt cursussen."),
//! ];
//! let document = Document::new(SourceKind::Text, Vec::new(), blocks);
//! assert_eq!(document.text(), "Scholing\n\nHet fonds vergoedt cursussen.\n");
//! let span = document.block_span(1).expect("body text is in the canonical text");
//! assert_eq!(&document.text()[span.range()], "Het fonds vergoedt cursussen.");
//! ```

mod block;
mod document;
mod geometry;
mod id;
mod language;
mod mention;
mod notice;
mod ocr;
mod passage;
mod span;

pub use block::{Block, BlockKind, Cell, Fragment, Hidden, StyleSpan};
pub use document::{Document, Page, PageStatus, SourceKind};
pub use geometry::{BBox, Place};
pub use id::{ConceptId, FundId};
pub use language::Language;
pub use mention::{Mark, Mention, Says, Status, Time};
pub use notice::Notice;
pub use ocr::{OcrEngine, OcrMode, OcrModel};
pub use passage::Passage;
pub use span::ByteSpan;
