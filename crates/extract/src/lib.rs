//! Any fund document to one [`Document`]: looks at the bytes, reads PDF, HTML, Markdown and plain text.
mod contents;
mod decode;
mod error;
mod fold;
mod foreign;
mod gather;
mod html;
mod markdown;
mod marks;
mod note;
mod options;
pub mod render;
mod sniff;
mod text;

use fundscan_model::{Document, Notice, SourceKind};

pub use error::ExtractError;
pub use options::{ExtractOptions, Limits};

/// The revision of this stage's results: raised whenever the document read from some bytes can differ from that of the
/// revision before (the PDF layer's results included), and only then.
pub const REVISION: u32 = 1;

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
/// [`Limits::file_bytes`], or a PDF that is protected, damaged beyond repair or without pages. A document without text
/// is no error.
pub fn extract(bytes: &[u8], options: &ExtractOptions) -> Result<Extracted, ExtractError> {
    let limit = options.limits.file_bytes;
    if bytes.len() > limit {
        return Err(ExtractError::TooLarge { bytes: bytes.len(), limit });
    }
    match sniff::kind_of(bytes, options.file_name.as_deref())? {
        SourceKind::Pdf => {
            let pdf = fundscan_pdf::read(bytes, &options.pdf)?;
            let document = Document::new(SourceKind::Pdf, pdf.pages, pdf.blocks).with_title(pdf.title);
            Ok(Extracted { document, notices: pdf.notices })
        }
        SourceKind::Html => Ok(html::read(bytes, &options.limits)),
        SourceKind::Markdown => Ok(markdown::read(bytes, &options.limits)),
        SourceKind::Text => Ok(text::read(bytes, &options.limits)),
    }
}
