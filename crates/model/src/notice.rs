use serde::{Deserialize, Serialize};

/// Something a careful reader should know about a document: what was repaired, left out or cut off.
///
/// A notice never stops a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// What kind of notice, a short stable name such as `broken-xref`.
    pub code: String,
    /// The page it concerns, from 1, if it concerns one page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// The notice in words, for a researcher.
    pub message: String,
}

impl Notice {
    /// A notice about a whole document.
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), page: None, message: message.into() }
    }

    /// A notice about one page.
    pub fn on_page(code: &str, page: u32, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), page: Some(page), message: message.into() }
    }
}
