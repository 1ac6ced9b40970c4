use fundscan_pdf::ReadOptions as PdfOptions;

/// How to read a document.
#[derive(Clone, Debug, Default)]
pub struct ExtractOptions {
    /// The name of the file, if it has one. Only its ending is looked at, and only to tell Markdown from plain text
    /// where the text itself leaves it open.
    pub file_name: Option<String>,
    /// Bounds on the work a document may cause.
    pub limits: Limits,
    /// How to read a PDF: password, and bounds of its own.
    pub pdf: PdfOptions,
}

impl ExtractOptions {
    /// The default options for a file of this name.
    #[must_use]
    pub fn named(file_name: impl Into<String>) -> Self {
        Self { file_name: Some(file_name.into()), ..Self::default() }
    }
}

/// Bounds on what a document may cost. They count bytes and blocks, not time, so that the result is the same on a
/// slow machine.
///
/// The defaults are far above what real reports need.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Bytes of a file of any kind; a larger one is refused.
    pub file_bytes: usize,
    /// Bytes read of a web page, which may hold its pictures; the rest is left out, with a notice.
    pub html_bytes: usize,
    /// Bytes read of a Markdown or text file; the rest is left out, with a notice.
    pub text_bytes: usize,
    /// Files within a DOCX, which is a zip file; one with more is refused.
    pub zip_entries: usize,
    /// Bytes unpacked of one file within a DOCX; the rest of it is left out, with a notice.
    pub part_bytes: usize,
    /// Bytes unpacked of all files within a DOCX together; what comes after is left out, with a notice.
    pub unpacked_bytes: usize,
    /// Blocks taken from a web page, DOCX, Markdown or text file; the rest is left out, with a notice.
    pub blocks: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 1 << 30,
            html_bytes: 32 << 20,
            text_bytes: 8 << 20,
            zip_entries: 10_000,
            part_bytes: 64 << 20,
            unpacked_bytes: 128 << 20,
            blocks: 500_000,
        }
    }
}
