//! Blocks of a document to passages that point back to page, block and bytes.
//!
//! [`segment`] cuts the paragraphs and footnotes of a [`Document`](fundscan_model::Document) into sentences, Dutch
//! and English; list items and table cells are passages of their own, and so are headings, lines of a table of
//! contents and running heads. Each passage knows its block, its bytes in the block and in the canonical text, the
//! headings it stands under, its language and where it stands on which pages.
//!
//! Sentence borders start from Unicode's (UAX #29) and are then repaired: abbreviations (`data/abbreviations.txt`),
//! initials, numbered items, ordinals, dates and amounts do not end a sentence, `'s Avonds` and `mbo-scholen` may
//! begin one. A list item or cell is cut into sentences only if it holds more than one and more than 60 words.
//!
//! Left out: joining what the layout split (that is the extractor's work; a paragraph that crosses a page is one
//! block here), clauses, tokens, and any language but Dutch, English and "other". Text without stops is one passage,
//! however long. The time taken grows linearly with the text.
//!
//! ```
//! use fundscan_model::{Block, BlockKind, Document, Language, SourceKind};
//!
//! let blocks = vec![
//!     Block::new(BlockKind::Heading, "Scholing"),
//!     Block::new(BlockKind::Paragraph, "Het fonds biedt o.a. EVC aan. Dhr. J. de Vries leidt het project."),
//! ];
//! let document = Document::new(SourceKind::Text, Vec::new(), blocks);
//! let passages = fundscan_segment::segment(&document);
//! let texts: Vec<&str> = passages.iter().map(|p| p.text.as_str()).collect();
//! assert_eq!(texts, ["Scholing", "Het fonds biedt o.a. EVC aan.", "Dhr. J. de Vries leidt het project."]);
//! assert_eq!(passages[2].section, ["Scholing"]);
//! assert_eq!(passages[2].language, Language::Nl);
//! ```

mod language;
mod lexicon;
mod passages;
mod section;
mod sentence;
mod words;

pub use passages::{languages, segment};
pub use words::count_words;

/// The revision of this stage's results: raised whenever the passages of some document can differ from those of the
/// revision before, and only then.
pub const REVISION: u32 = 2;
