//! A document as text, as Markdown and as JSON: what `fundscan extract` prints.

mod json;
mod markdown;

use fundscan_model::Document;

pub use json::{
    BlockJson, CellJson, DocumentJson, JSON_SCHEMA_NAME, NoticeJson, PageJson, PlaceJson, SpanJson, json, json_schema,
};
pub use markdown::markdown;

/// The canonical text of `document` (see [`Document::text`]).
#[must_use]
pub fn text(document: &Document) -> &str {
    document.text()
}
