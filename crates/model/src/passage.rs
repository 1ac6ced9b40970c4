use crate::{BlockKind, ByteSpan, Cell, Language, Place};

/// A sentence, list item, table cell, heading … : the piece of text that concepts are found in and counted by.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// The number of the passage in its document, from 1, in reading order.
    pub number: u32,
    /// The index of the block it is part of.
    pub block: usize,
    /// The bytes of that block's text that it is.
    pub block_span: ByteSpan,
    /// What its block is.
    pub kind: BlockKind,
    /// Its text.
    pub text: String,
    /// The bytes of the document's canonical text that it is; none for running heads and feet.
    pub span: Option<ByteSpan>,
    /// The headings it stands under, outermost first.
    pub section: Vec<String>,
    /// The language it is written in.
    pub language: Language,
    /// Where it stands: more than one place where it crosses a column or page, none for formats without pages.
    pub places: Vec<Place>,
    /// Row and column, for table cells.
    pub cell: Option<Cell>,
    /// How sure OCR was of it, from 0 to 100, where it was read by OCR.
    pub ocr: Option<u8>,
}
