//! Any fund document to one [`Document`]: looks at the bytes, reads PDF, HTML, DOCX, Markdown and plain text.
//!
//! [`extract`] tells the kind from the bytes (a file's name decides only between Markdown and plain text where the text
//! leaves it open), hands PDF to `fundscan-pdf` and reads the rest itself. Whatever the kind, what comes out are the
//! same blocks: paragraphs, headings with levels, list items with their depth, table cells with row and column, notes
//! with their marks taken out of the text. [`render`] prints a document as text, Markdown or JSON.
//!
//! - **Web pages**: the main text, told from navigation, banners, forms and what is hidden; tables that only arrange a
//!   page are read as text. Character set by its mark, then UTF-8 where valid, then as declared, then Windows-1252.
//! - **Word documents** (.docx, .docm): headings by their styles, numbers of headings, lists, tables, notes, text boxes and
//!   diagrams, running heads; insertions are kept, deletions, comments and hidden text are left out.
//! - **Markdown**: CommonMark with tables, footnotes, front matter and HTML inside.
//! - **Plain text**: UTF-8, UTF-16, Windows-1252; hard line ends are joined, lists, tables by tabs or gaps and plain
//!   headings are seen.
//!
//! Left out: pictures, charts, scripts, anything fetched from elsewhere, and formats other than these (they are named
//! in the error). Limits: see [`Limits`]; web pages are cut after 600,000 tags and flattened below 200 levels. What was
//! cut, guessed or repaired is told in notices. Nothing here reads or writes files.
//!
//! ```
//! use fundscan_extract::{ExtractOptions, extract};
//! use fundscan_model::BlockKind;
//!
//! let page = b"<!doctype html><nav>Home</nav><h1>Scholing</h1><p>Het fonds betaalt.<sup>1</sup>";
//! let extracted = extract(page, &ExtractOptions::default())?;
//! let blocks = extracted.document.blocks();
//! assert_eq!(blocks[0].kind, BlockKind::Heading);
//! assert_eq!(blocks[1].text, "Het fonds betaalt.");
//! assert_eq!(blocks[1].notes, ["1"]);
//!
//! let error = extract(b"PK\x03\x04 word/document.xml", &ExtractOptions::named("verslag.docx")).unwrap_err();
//! assert_eq!(error.name(), "damaged");
//! # Ok::<(), fundscan_extract::ExtractError>(())
//! ```

mod contents;
mod decode;
mod docx;
mod error;
mod fold;
mod foreign;
mod gather;
mod html;
mod language;
mod line;
mod markdown;
mod marks;
mod note;
mod options;
pub mod render;
mod sniff;
mod text;

use fundscan_model::{Document, Notice, SourceKind};

pub use docx::DocxError;
pub use error::ExtractError;
pub use fundscan_pdf::{Ocr, Password, ReadOptions as PdfOptions};
pub use options::{ExtractOptions, Limits};

/// The revision of this stage's results: raised whenever the document read from some bytes can differ from that of the
/// revision before (the PDF layer's results included), and only then.
pub const REVISION: u32 = 3;

/// What was read from a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Extracted {
    /// The document. It has no blocks where there is no text to read, as in a scan.
    pub document: Document,
    /// What was repaired, guessed, left out or cut off.
    pub notices: Vec<Notice>,
}

/// Reads a document from the bytes of a file.
///
/// # Errors
///
/// [`ExtractError`] where the bytes are no document that can be read: none at all, of another format, larger than
/// [`Limits::file_bytes`], or a PDF or Word document that is protected, damaged beyond repair or too large, or a PDF
/// without pages. A document without text is no error.
pub fn extract(bytes: &[u8], options: &ExtractOptions) -> Result<Extracted, ExtractError> {
    let limit = options.limits.file_bytes;
    if bytes.len() > limit {
        return Err(ExtractError::TooLarge { bytes: bytes.len(), limit });
    }
    Ok(match sniff::kind_of(bytes, options.file_name.as_deref(), &options.limits)? {
        SourceKind::Pdf => {
            let pdf = fundscan_pdf::read(bytes, &options.pdf)?;
            let document =
                Document::new(SourceKind::Pdf, pdf.pages, pdf.blocks).with_title(pdf.title).with_ocr(pdf.ocr);
            Extracted { document, notices: pdf.notices }
        }
        SourceKind::Html => html::read(bytes, &options.limits),
        SourceKind::Docx => docx::read(bytes, &options.limits)?,
        SourceKind::Markdown => markdown::read(bytes, &options.limits),
        SourceKind::Text => text::read(bytes, &options.limits),
    })
}
