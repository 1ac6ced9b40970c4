use lopdf::{Dictionary, Document, Object};

use crate::object::resolve;

/// How many attribute objects of one element are looked at.
const MAX_ATTRIBUTES: usize = 16;

/// What the attributes of a cell say (ISO 32000-1, 14.8.5.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CellAttributes {
    pub(super) rows: u32,
    pub(super) columns: u32,
    /// Whether it heads its column; none where that is not said.
    pub(super) heads_column: Option<bool>,
}

impl CellAttributes {
    pub(super) fn of(document: &Document, element: &Dictionary) -> Self {
        let mut found = Self { rows: 1, columns: 1, heads_column: None };
        let Ok(attributes) = element.get(b"A").map(|object| resolve(document, object)) else { return found };
        let items = match attributes {
            Object::Array(items) => items.as_slice(),
            single => std::slice::from_ref(single),
        };
        for item in items.iter().take(MAX_ATTRIBUTES) {
            let Ok(attributes) = resolve(document, item).as_dict() else { continue };
            let get = |key: &[u8]| attributes.get(key).ok().map(|object| resolve(document, object));
            let span = |key: &[u8]| get(key)?.as_i64().ok().and_then(|n| u32::try_from(n).ok());
            found.rows = span(b"RowSpan").unwrap_or(found.rows);
            found.columns = span(b"ColSpan").unwrap_or(found.columns);
            if let Some(Object::Name(scope)) = get(b"Scope") {
                found.heads_column = Some(matches!(scope.as_slice(), b"Column" | b"Both"));
            }
        }
        found
    }
}
