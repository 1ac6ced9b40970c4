use fundscan_model::{Block, ByteSpan, Document, Notice, OcrEngine, OcrModel, Page, StyleSpan};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Extracted;

/// The value of `schema` in the JSON of a document.
pub const JSON_SCHEMA_NAME: &str = "fundscan/extract/1";

/// A document as JSON (`fundscan/extract/1`): its pages and its blocks in reading order.
///
/// It has no time stamps and no paths: the same document gives the same JSON. Until the first release of fundscan keys
/// may be added to version 1; from then on a new key is a new version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "fundscan/extract/1")]
pub struct DocumentJson {
    /// Always `fundscan/extract/1`.
    pub schema: String,
    /// What kind of file it was read from: `pdf`, `html`, `docx`, `markdown` or `text`.
    pub kind: String,
    /// The title its metadata give it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The program that read pages by OCR, where one was asked to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ocr: Option<OcrEngineJson>,
    /// The pages in order; none for formats without pages.
    pub pages: Vec<PageJson>,
    /// The blocks in reading order, running heads and feet among them.
    pub blocks: Vec<BlockJson>,
    /// What was repaired, guessed, left out or cut off.
    pub notices: Vec<NoticeJson>,
}

/// A program that recognizes letters on pictures, with everything that its results depend on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OcrEngineJson {
    /// Its name, such as `tesseract`.
    pub name: String,
    /// Its version, as it tells it.
    pub version: String,
    /// What it has learnt of each language, in the order it was asked for them.
    pub models: Vec<OcrModelJson>,
}

/// What an engine has learnt of a language: a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OcrModelJson {
    /// The language as the engine calls it, such as `nld`.
    pub language: String,
    /// The size of the file in bytes.
    pub bytes: u64,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
}

/// Text that was read by OCR.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OcrTextJson {
    /// How sure the engine was, from 0 to 100: the mean over the letters.
    pub confidence: u8,
}

/// One page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PageJson {
    /// From 1, in the order of the file.
    pub number: u32,
    /// What the file calls it, where that is not its number: "iv", "A-2".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Width in points, as seen.
    pub width: f64,
    /// Height in points, as seen.
    pub height: f64,
    /// What was found on it: `text`; `empty`; `image-only` (pictures or outlines of letters, but no text); `ocr` (the same,
    /// read by OCR); `ocr-layer` (text without ink over a picture: a scan that another program read before).
    pub status: String,
}

/// One block: a paragraph, heading, list item, table cell, note, entry of the contents, running head or foot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BlockJson {
    /// Its place in reading order, from 0: what evidence files call `block`.
    pub index: u32,
    /// `paragraph`, `heading`, `list-item`, `table-cell`, `footnote`, `contents`, `header` or `footer`.
    pub kind: String,
    /// Its text in one line.
    pub text: String,
    /// The page it starts on, from 1; none for formats without pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Where it stands: more than one place where it crosses a column or page, none for formats without pages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<PlaceJson>,
    /// Heading level or nesting depth of a list item, from 1, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
    /// Where a table cell stands in its table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cell: Option<CellJson>,
    /// The language it is in, as a BCP 47 tag (`nl`, `en-GB`): as the document declares it, else as it was detected
    /// from its words, where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The marks of notes left out of the text; for a footnote its own mark first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Why a reader does not see it, where that is so: `no-ink` (drawn without ink), `paper-colour` (in the colour of the
    /// paper) or `clipped` (outside of the page or of the part that may be painted). It is not in the text then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hidden: Option<String>,
    /// Where it was read by OCR: how sure that was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ocr: Option<OcrTextJson>,
    /// How the text is set, stretch by stretch, where that is known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spans: Vec<SpanJson>,
}

/// A stretch of a block's text that is set alike.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SpanJson {
    /// Its first byte in the block's text (UTF-8).
    pub start: u32,
    /// The byte after its last.
    pub end: u32,
    /// Font size in points, in tenths, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<f64>,
    /// Weight of the font on the scale of CSS: 700 where it is bold, else 400.
    pub weight: u16,
    /// Whether it is italic.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub italic: bool,
}

/// A box on a page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlaceJson {
    /// Page number, from 1.
    pub page: u32,
    /// Left, top, right and bottom in points from the top left corner of the page as seen, in tenths.
    #[serde(rename = "box")]
    pub bbox: [f64; 4],
}

/// Row and column of a table cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CellJson {
    /// The number of the table in the document, from 1.
    pub table: u32,
    /// Row, from 1.
    pub row: u32,
    /// Column, from 1.
    pub column: u32,
    /// Whether the cell is a head of its column.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub head: bool,
}

/// Something a careful reader should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoticeJson {
    /// What kind of notice: a short stable name.
    pub code: String,
    /// The page it concerns, from 1, if it concerns one page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// The notice in words.
    pub message: String,
}

/// The JSON of what was read. The languages are those the document declares; who can tell the others from the words
/// may fill them in ([`BlockJson::language`]).
#[must_use]
pub fn json(extracted: &Extracted) -> DocumentJson {
    let document = &extracted.document;
    DocumentJson {
        schema: JSON_SCHEMA_NAME.to_owned(),
        kind: kind(document),
        title: document.title().map(str::to_owned),
        ocr: document.ocr().map(engine),
        pages: document.pages().iter().map(page).collect(),
        blocks: (0..).zip(document.blocks()).map(|(index, b)| block(index, b)).collect(),
        notices: extracted.notices.iter().map(notice).collect(),
    }
}

/// The JSON Schema of [`DocumentJson`].
#[must_use]
pub fn json_schema() -> serde_json::Value {
    schemars::schema_for!(DocumentJson).to_value()
}

fn kind(document: &Document) -> String {
    use fundscan_model::SourceKind::{Docx, Html, Markdown, Pdf, Text};
    match document.kind() {
        Pdf => "pdf",
        Html => "html",
        Docx => "docx",
        Markdown => "markdown",
        Text => "text",
    }
    .to_owned()
}

fn engine(engine: &OcrEngine) -> OcrEngineJson {
    let model = |m: &OcrModel| OcrModelJson { language: m.language.clone(), bytes: m.bytes, sha256: m.sha256.clone() };
    OcrEngineJson {
        name: engine.name.clone(),
        version: engine.version.clone(),
        models: engine.models.iter().map(model).collect(),
    }
}

fn page(page: &Page) -> PageJson {
    PageJson {
        number: page.number,
        label: page.label.clone(),
        width: tenths(page.width),
        height: tenths(page.height),
        status: page.status.name().to_owned(),
    }
}

fn block(index: u32, block: &Block) -> BlockJson {
    let places = block.places(ByteSpan::new(0, block.text.len()));
    BlockJson {
        index,
        kind: block.kind.name().to_owned(),
        text: block.text.clone(),
        page: block.page(),
        places: places.into_iter().map(|p| PlaceJson { page: p.page, bbox: p.bbox.into() }).collect(),
        level: block.level,
        cell: block.cell.map(|c| CellJson { table: c.table, row: c.row, column: c.column, head: c.head }),
        language: block.language.clone(),
        notes: block.notes.clone(),
        hidden: block.hidden.map(|hidden| hidden.name().to_owned()),
        ocr: block.ocr(ByteSpan::new(0, block.text.len())).map(|confidence| OcrTextJson { confidence }),
        spans: block.style_spans().iter().map(span).collect(),
    }
}

fn span(style: &StyleSpan) -> SpanJson {
    let byte = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    SpanJson {
        start: byte(style.span.start()),
        end: byte(style.span.end()),
        size: style.size.map(tenths),
        weight: if style.bold { 700 } else { 400 },
        italic: style.italic,
    }
}

fn tenths(v: f32) -> f64 {
    (f64::from(v) * 10.0).round() / 10.0
}

fn notice(notice: &Notice) -> NoticeJson {
    NoticeJson { code: notice.code.clone(), page: notice.page, message: notice.message.clone() }
}
