//! Turtle, laid out to be read: a block for each thing, a line for each property.

use std::fmt::Write;

use crate::names::{FS, OWL, SKOS};

/// A text in Turtle.
pub(crate) struct Turtle {
    text: String,
    /// What IRIs of the taxonomy's own start with, with the prefix that stands for it; the longest first.
    own: Vec<(&'static str, String)>,
}

/// What a property has as its value.
pub(crate) enum Object {
    /// An absolute IRI.
    Iri(String),
    /// A text with the tag of its language; empty where it has none.
    Text(String, &'static str),
    /// TOML, in our own datatype.
    Toml(String),
    /// A list.
    List(Vec<Object>),
}

impl Turtle {
    /// An empty text with its prefixes: those of vocabularies, and `own` ones, the longest IRI first.
    pub(crate) fn new(own: Vec<(&'static str, String)>) -> Self {
        let mut text = String::new();
        let known = [("fs", FS), ("owl", OWL), ("skos", SKOS)];
        for (prefix, iri) in known.into_iter().chain(own.iter().map(|(prefix, iri)| (*prefix, iri.as_str()))) {
            let _ = writeln!(text, "@prefix {prefix}: <{iri}> .");
        }
        Self { text, own }
    }

    /// A thing of some types (prefixed names) with its properties, in the order given; one without a value is left out.
    pub(crate) fn block(&mut self, iri: &str, types: &[&str], properties: &[(&str, Vec<Object>)]) {
        self.text.push('\n');
        self.iri(iri);
        let _ = write!(self.text, " a {}", types.join(", "));
        for (name, objects) in properties.iter().filter(|(_, objects)| !objects.is_empty()) {
            let _ = write!(self.text, " ;\n  {name} ");
            for (number, object) in objects.iter().enumerate() {
                self.text.push_str(if number > 0 { ", " } else { "" });
                self.object(object);
            }
        }
        self.text.push_str(" .\n");
    }

    fn object(&mut self, object: &Object) {
        match object {
            Object::Iri(iri) => self.iri(iri),
            Object::Text(text, tag) => {
                self.literal(text);
                if !tag.is_empty() {
                    let _ = write!(self.text, "@{tag}");
                }
            }
            Object::Toml(text) => {
                self.literal(text);
                self.text.push_str("^^fs:toml");
            }
            Object::List(items) if items.is_empty() => self.text.push_str("()"),
            Object::List(items) => {
                self.text.push('(');
                for item in items {
                    self.text.push_str("\n    ");
                    self.object(item);
                }
                self.text.push_str("\n  )");
            }
        }
    }

    fn iri(&mut self, iri: &str) {
        // Only names that need no escape: a dot can end a statement.
        let is_plain = |name: &str| {
            name.starts_with(|c: char| c.is_ascii_alphanumeric())
                && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
        };
        let short = self.own.iter().find_map(|(prefix, start)| {
            iri.strip_prefix(start.as_str()).filter(|name| is_plain(name)).map(|name| format!("{prefix}:{name}"))
        });
        match short {
            Some(short) => self.text.push_str(&short),
            None => {
                let _ = write!(self.text, "<{iri}>");
            }
        }
    }

    fn literal(&mut self, text: &str) {
        self.text.push('"');
        for c in text.chars() {
            match c {
                '"' | '\\' => self.text.extend(['\\', c]),
                '\n' => self.text.push_str("\\n"),
                '\r' => self.text.push_str("\\r"),
                '\t' => self.text.push_str("\\t"),
                c if c.is_control()
                    || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') =>
                {
                    let _ = write!(self.text, "\\u{:04X}", u32::from(c));
                }
                c => self.text.push(c),
            }
        }
        self.text.push('"');
    }

    pub(crate) fn into_text(self) -> String {
        self.text
    }
}
