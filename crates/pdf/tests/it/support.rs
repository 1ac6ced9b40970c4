//! Reading the PDFs that the tests are about.

use fundscan_model::{Block, BlockKind, Document, SourceKind};
use fundscan_pdf::{PdfError, PdfText, ReadOptions, read};

/// The bytes of a file in `tests/pdfs`, which `scripts/make-test-pdfs` makes.
pub(crate) fn bytes(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/pdfs/{name}.pdf", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// What is read from such a file with the usual options.
pub(crate) fn pdf(name: &str) -> PdfText {
    try_pdf(name).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The same for a file that may be refused.
pub(crate) fn try_pdf(name: &str) -> Result<PdfText, PdfError> {
    read(&bytes(name), &ReadOptions::default())
}

/// The canonical text, as `fundscan extract` prints it.
pub(crate) fn text(name: &str) -> String {
    let read = pdf(name);
    Document::new(SourceKind::Pdf, read.pages, read.blocks).text().to_owned()
}

/// The texts of the blocks of one kind, in reading order.
pub(crate) fn texts(read: &PdfText, kind: BlockKind) -> Vec<&str> {
    read.blocks.iter().filter(|b| b.kind == kind).map(|b| b.text.as_str()).collect()
}

/// The cells of table `number` as rows of texts.
pub(crate) fn table(read: &PdfText, number: u32) -> Vec<Vec<&str>> {
    let mut rows: Vec<(u32, Vec<&str>)> = Vec::new();
    let cells = read.blocks.iter().filter_map(|b: &Block| b.cell.filter(|c| c.table == number).map(|c| (c, b)));
    for (cell, block) in cells {
        match rows.last_mut() {
            Some((row, texts)) if *row == cell.row => texts.push(&block.text),
            _ => rows.push((cell.row, vec![&block.text])),
        }
    }
    rows.into_iter().map(|(_, texts)| texts).collect()
}
