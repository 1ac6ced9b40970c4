//! A taxonomy as it is to be written.

use toml::{Table, Value};

/// A name in one language or two, or one for all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) nl: Option<String>,
    pub(crate) en: Option<String>,
    /// Without a language; only where there is none with one.
    pub(crate) plain: Option<String>,
}

impl Name {
    pub(crate) fn value(&self) -> Value {
        if let Some(plain) = &self.plain {
            return Value::String(plain.clone());
        }
        let mut table = Table::new();
        for (key, text) in [("nl", &self.nl), ("en", &self.en)] {
            if let Some(text) = text {
                table.insert(key.to_owned(), Value::String(text.clone()));
            }
        }
        Value::Table(table)
    }
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Outline {
    pub(crate) sources: Vec<String>,
    pub(crate) id: String,
    pub(crate) version: String,
    pub(crate) language: &'static str,
    pub(crate) groups: Vec<(String, Value)>,
    pub(crate) concepts: Vec<Entry>,
    /// Keys of our own notation that SKOS has no word for.
    pub(crate) more: Table,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Entry {
    pub(crate) id: String,
    pub(crate) group: String,
    pub(crate) broader: Option<String>,
    pub(crate) name: Name,
    pub(crate) definition: Option<String>,
    pub(crate) exact: Vec<String>,
    pub(crate) close: Vec<String>,
    pub(crate) overlaps: Vec<String>,
    pub(crate) nl: Vec<Value>,
    pub(crate) en: Vec<Value>,
    pub(crate) more: Table,
    /// What a taxonomy file has no key for.
    pub(crate) comments: Vec<String>,
}
