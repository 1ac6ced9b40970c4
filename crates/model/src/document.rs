use serde::{Deserialize, Serialize};

use crate::{Block, ByteSpan, OcrEngine};

/// What kind of file a document was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SourceKind {
    /// Portable Document Format.
    Pdf,
    /// A web page.
    Html,
    /// A Word document.
    Docx,
    /// Markdown.
    Markdown,
    /// Plain text.
    Text,
}

/// What was found on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PageStatus {
    /// Text was read.
    Text,
    /// Nothing is drawn on it.
    Empty,
    /// Pictures or outlines of letters, but no text: a scan, or letters turned into drawings.
    ImageOnly,
    /// Pictures or outlines of letters that were read by OCR, whether or not it found words.
    Ocr,
    /// Text without ink over a picture: a scan whose letters another program recognized before.
    OcrLayer,
}

impl PageStatus {
    /// The name used in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Empty => "empty",
            Self::ImageOnly => "image-only",
            Self::Ocr => "ocr",
            Self::OcrLayer => "ocr-layer",
        }
    }
}

/// One page of a document that has pages.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// From 1, in the order of the file.
    pub number: u32,
    /// What the file calls it, where that is not its number: "iv", "A-2".
    pub label: Option<String>,
    /// Width in points, as seen.
    pub width: f32,
    /// Height in points, as seen.
    pub height: f32,
    /// What was found on it.
    pub status: PageStatus,
}

/// A document as every later stage sees it: pages, blocks in reading order, and one canonical text.
///
/// The canonical text is what `fundscan extract` prints: the text of all blocks but running heads and feet and what is
/// hidden from the reader, a blank line between blocks, the cells of a table row separated by tabs and its rows by
/// line ends, a form feed before the first block of a new page, a line end last. A block that continues on the next
/// page stands whole on the page it starts on.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    kind: SourceKind,
    title: Option<String>,
    ocr: Option<OcrEngine>,
    pages: Vec<Page>,
    blocks: Vec<Block>,
    text: String,
    spans: Vec<Option<ByteSpan>>,
}

impl Document {
    /// A document from its pages (none for formats without them) and its blocks in reading order.
    #[must_use]
    pub fn new(kind: SourceKind, pages: Vec<Page>, blocks: Vec<Block>) -> Self {
        let (text, spans) = canonical(&blocks, pages.len());
        Self { kind, title: None, ocr: None, pages, blocks, text, spans }
    }

    /// The same document with the title its metadata give it.
    #[must_use]
    pub fn with_title(mut self, title: Option<String>) -> Self {
        self.title = title.filter(|t| !t.trim().is_empty());
        self
    }

    /// The same document with the engine that read those of its pages whose status is [`PageStatus::Ocr`].
    #[must_use]
    pub fn with_ocr(mut self, engine: Option<OcrEngine>) -> Self {
        self.ocr = engine;
        self
    }

    /// The engine that read pages of it by OCR; none where none was.
    #[must_use]
    pub fn ocr(&self) -> Option<&OcrEngine> {
        self.ocr.as_ref()
    }

    /// What kind of file it was read from.
    #[must_use]
    pub fn kind(&self) -> SourceKind {
        self.kind
    }

    /// The title its metadata give it.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// The pages in order; none for formats without pages.
    #[must_use]
    pub fn pages(&self) -> &[Page] {
        &self.pages
    }

    /// The blocks in reading order, running heads and feet and hidden text among them.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The canonical text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the canonical text that the block at `index` is; none for what is left out of it.
    ///
    /// # Panics
    ///
    /// When `index` is not the index of a block.
    #[must_use]
    pub fn block_span(&self, index: usize) -> Option<ByteSpan> {
        self.spans[index]
    }
}

fn canonical(blocks: &[Block], pages: usize) -> (String, Vec<Option<ByteSpan>>) {
    let mut text = String::with_capacity(blocks.iter().map(|b| b.text.len() + 2).sum());
    let mut spans = Vec::with_capacity(blocks.len());
    let mut page = 1;
    let mut last: Option<&Block> = None;
    for block in blocks {
        if !block.is_read() {
            spans.push(None);
            continue;
        }
        let starts_on = block.page().unwrap_or(page).max(page);
        if starts_on > page {
            if last.is_some() {
                text.push('\n');
            }
            text.extend(std::iter::repeat_n('\x0c', (starts_on - page) as usize));
            page = starts_on;
        } else if let Some(last) = last {
            text.push_str(separator(last, block));
        }
        let start = text.len();
        text.push_str(&block.text);
        spans.push(Some(ByteSpan::new(start, text.len())));
        last = Some(block);
    }
    if last.is_some() {
        text.push('\n');
    }
    text.extend(std::iter::repeat_n('\x0c', pages.saturating_sub(page as usize)));
    (text, spans)
}

fn separator(last: &Block, next: &Block) -> &'static str {
    match (last.cell, next.cell) {
        (Some(a), Some(b)) if a.table == b.table && a.row == b.row && a.column != b.column => "\t",
        (Some(a), Some(b)) if a.table == b.table && a.row != b.row => "\n",
        // Also between the blocks of one cell: a tab would make columns of them, a line end rows.
        _ => "\n\n",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{BBox, BlockKind, Cell, Fragment, Hidden, Place};

    fn on_page(kind: BlockKind, text: &str, page: u32) -> Block {
        let mut block = Block::new(kind, text);
        let place = Place { page, bbox: BBox::new(0.0, 0.0, 1.0, 1.0) };
        block.fragments = vec![Fragment {
            span: ByteSpan::new(0, text.len()),
            place,
            size: 10.0,
            bold: false,
            italic: false,
            ocr: None,
        }];
        block
    }

    fn pages(n: u32) -> Vec<Page> {
        (1..=n)
            .map(|number| Page { number, label: None, width: 595.0, height: 842.0, status: PageStatus::Text })
            .collect()
    }

    #[test]
    fn a_form_feed_stands_between_pages_and_running_heads_are_left_out() {
        let blocks = vec![
            on_page(BlockKind::Header, "Jaarverslag", 1),
            on_page(BlockKind::Paragraph, "Een.", 1),
            on_page(BlockKind::Paragraph, "Twee.", 1),
            on_page(BlockKind::Paragraph, "Drie.", 3),
        ];
        let document = Document::new(SourceKind::Pdf, pages(4), blocks);
        assert_eq!(document.text(), "Een.\n\nTwee.\n\x0c\x0cDrie.\n\x0c");
        assert_eq!(document.block_span(0), None);
        assert_eq!(&document.text()[document.block_span(3).unwrap().range()], "Drie.");
    }

    #[test]
    fn what_a_reader_does_not_see_is_no_part_of_the_text() {
        let mut hidden = on_page(BlockKind::Paragraph, "Verborgen.", 1);
        hidden.hidden = Some(Hidden::PaperColour);
        let document = Document::new(SourceKind::Pdf, pages(1), vec![hidden, on_page(BlockKind::Paragraph, "Een.", 1)]);
        assert_eq!(document.text(), "Een.\n");
        assert_eq!(document.block_span(0), None);
    }

    #[test]
    fn the_cells_of_a_row_are_told_apart() {
        let cell = |text: &str, row, column| {
            let mut block = Block::new(BlockKind::TableCell, text);
            block.cell = Some(Cell { table: 1, row, column, head: false });
            block
        };
        let blocks = vec![cell("OOM", 1, 1), cell("12", 1, 2), cell("OOC", 2, 1), cell("7", 2, 2)];
        let document = Document::new(SourceKind::Html, Vec::new(), blocks);
        assert_eq!(document.text(), "OOM\t12\nOOC\t7\n");
        // The items of a list in a cell are neither columns nor rows.
        let blocks = vec![cell("OOM", 1, 1), cell("lassen", 1, 2), cell("frezen", 1, 2), cell("12", 1, 3)];
        let document = Document::new(SourceKind::Html, Vec::new(), blocks);
        assert_eq!(document.text(), "OOM\tlassen\n\nfrezen\t12\n");
    }

    #[test]
    fn an_empty_document_has_an_empty_text() {
        assert_eq!(Document::new(SourceKind::Text, Vec::new(), Vec::new()).text(), "");
    }
}
