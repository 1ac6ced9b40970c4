//! What the types of `fundscan-model` look like in JSON, for the schemas only.
//!
//! The model crate knows nothing of schemas. A test in `schema.rs` validates real values of its types against these
//! shapes, so that the two cannot drift apart unseen.

use schemars::JsonSchema;

/// What a block of text is: running text, a heading, one item of a list, one cell of a table, a note, a line of a
/// table of contents, a running head, a running foot or page number.
#[derive(JsonSchema)]
#[schemars(rename = "BlockKind", rename_all = "kebab-case")]
#[expect(dead_code, reason = "only its schema is used")]
pub(crate) enum BlockKindShape {
    Paragraph,
    Heading,
    ListItem,
    TableCell,
    Footnote,
    Contents,
    Header,
    Footer,
}

/// What kind of file a document was read from, told from its bytes.
#[derive(JsonSchema)]
#[schemars(rename = "SourceKind", rename_all = "lowercase")]
#[expect(dead_code, reason = "only its schema is used")]
pub(crate) enum SourceKindShape {
    Pdf,
    Html,
    Docx,
    Markdown,
    Text,
}

/// What was found on a page: text; nothing; pictures or outlines of letters without text; the same, read by OCR; text
/// without ink over a picture, which another program read by OCR before.
#[derive(JsonSchema)]
#[schemars(rename = "PageStatus", rename_all = "kebab-case")]
#[expect(dead_code, reason = "only its schema is used")]
pub(crate) enum PageStatusShape {
    Text,
    Empty,
    ImageOnly,
    Ocr,
    OcrLayer,
}

/// Which pages are read by OCR: none; those without text; those and pages whose text is the work of some OCR.
#[derive(JsonSchema)]
#[schemars(rename = "OcrMode", rename_all = "lowercase")]
#[expect(dead_code, reason = "only its schema is used")]
pub(crate) enum OcrModeShape {
    Never,
    Auto,
    Always,
}

/// The program that recognized letters, with everything that its results depend on.
#[derive(JsonSchema)]
#[schemars(rename = "OcrEngine", deny_unknown_fields)]
#[expect(dead_code, reason = "only its schema is used")]
pub(crate) struct OcrEngineShape {
    /// Its name, such as `tesseract`.
    name: String,
    /// Its version, as it tells it.
    version: String,
    /// What it has learnt of each language, in the order it was asked for them.
    models: Vec<OcrModelShape>,
}

/// What an engine has learnt of a language: a file.
#[derive(JsonSchema)]
#[schemars(rename = "OcrModel", deny_unknown_fields)]
#[expect(dead_code, reason = "only its schema is used")]
pub(crate) struct OcrModelShape {
    /// The language as the engine calls it, such as `nld`.
    language: String,
    /// The size of the file in bytes.
    bytes: u64,
    /// SHA-256 of the file, in hexadecimal.
    sha256: String,
}

/// Whether a passage says that a concept is there or that it is not.
#[derive(JsonSchema)]
#[schemars(rename = "Status", rename_all = "lowercase")]
#[expect(dead_code, reason = "only its schema is used")]
pub(crate) enum StatusShape {
    Affirmed,
    Negated,
}

/// Dutch, English, or any other language.
#[derive(JsonSchema)]
#[schemars(rename = "Language", rename_all = "lowercase")]
#[expect(dead_code, reason = "only its schema is used")]
pub(crate) enum LanguageShape {
    Nl,
    En,
    Other,
}

/// When something takes place: still to come, under way, over.
#[derive(JsonSchema)]
#[schemars(rename = "Time", rename_all = "lowercase")]
#[expect(dead_code, reason = "only its schema is used")]
pub(crate) enum TimeShape {
    Planned,
    Ongoing,
    Past,
}

/// What words decide about a mention: that it is affirmed after all, negated, its time, that it is said with reserve.
#[derive(JsonSchema)]
#[schemars(rename = "Says", rename_all = "lowercase")]
#[expect(dead_code, reason = "only its schema is used")]
pub(crate) enum SaysShape {
    Affirmed,
    Negated,
    Planned,
    Ongoing,
    Past,
    Hedged,
}

/// A range of UTF-8 bytes: `start` included, `end` not.
#[derive(JsonSchema)]
#[schemars(rename = "ByteSpan", deny_unknown_fields)]
#[expect(dead_code, reason = "only its schema is used")]
pub(crate) struct ByteSpanShape {
    /// The first byte.
    start: u64,
    /// The byte after the last.
    end: u64,
}

/// Where text stands.
#[derive(JsonSchema)]
#[schemars(rename = "Place", deny_unknown_fields)]
#[expect(dead_code, reason = "only its schema is used")]
pub(crate) struct PlaceShape {
    /// Page number, from 1 in the order of the file.
    #[schemars(range(min = 1))]
    page: u32,
    /// Left, top, right and bottom edge in points (1/72 inch) as a reader sees the page: the origin at the top left
    /// corner, y growing downwards.
    r#box: [f64; 4],
}

/// Where a table cell stands in its table.
#[derive(JsonSchema)]
#[schemars(rename = "Cell", deny_unknown_fields)]
#[expect(dead_code, reason = "only its schema is used")]
pub(crate) struct CellShape {
    /// The number of the table in the document, from 1.
    #[schemars(range(min = 1))]
    table: u32,
    /// Row, from 1.
    #[schemars(range(min = 1))]
    row: u32,
    /// Column, from 1.
    #[schemars(range(min = 1))]
    column: u32,
    /// Whether the cell is a head of its column; left out where it is not.
    #[schemars(default, skip_serializing_if = "std::ops::Not::not")]
    head: bool,
}

/// Something a careful reader should know: what was repaired, left out or cut off.
#[derive(JsonSchema)]
#[schemars(rename = "Notice", deny_unknown_fields)]
#[expect(dead_code, reason = "only its schema is used")]
pub(crate) struct NoticeShape {
    /// What kind of notice, a short stable name.
    code: String,
    /// The page it concerns, from 1; left out where it does not concern one page.
    #[schemars(skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
    /// The notice in words.
    message: String,
}
