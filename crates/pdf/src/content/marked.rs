//! Marked content (ISO 32000-1, 14.6): artifacts, replacement text, and layers that are switched off.

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::interpret::{Frame, Interpreter};
use super::lexer::{Lexer, Token};
use crate::object::{resolve, text_string};

/// A marked-content sequence that is open.
#[derive(Clone, Debug, Default)]
pub(crate) struct Marked {
    pub(crate) artifact: bool,
    /// What the sequence's glyphs stand for, and whether it has been written already.
    pub(crate) actual_text: Option<(String, bool)>,
    /// Part of a layer that is switched off.
    pub(crate) hidden: bool,
}

impl<'d> Interpreter<'d> {
    /// Opens a marked-content sequence.
    pub(super) fn begin_marked(&mut self, operands: &[Token], lexer: &Lexer<'_>, frame: &mut Frame<'_, 'd>) {
        let mut marked = Marked::default();
        let Some(&Token::Name(tag)) = operands.first() else {
            frame.marked.push(marked);
            return;
        };
        let tag = lexer.bytes(tag);
        marked.artifact = tag == b"Artifact";
        match operands.get(1) {
            Some(&Token::Name(name)) => {
                if let Some(object) = frame.resource(self.document, b"Properties", lexer.bytes(name)) {
                    if tag == b"OC" {
                        marked.hidden = self.layer_is_hidden(object);
                    } else if let Ok(dictionary) = resolve(self.document, object).as_dict()
                        && let Ok(Object::String(text, _)) = dictionary.get(b"ActualText")
                    {
                        marked.actual_text = Some((text_string(text), false));
                    }
                }
            }
            Some(Token::DictStart) => {
                let mut rest = operands[2..].iter();
                while let Some(token) = rest.next() {
                    let &Token::Name(key) = token else { continue };
                    if let (b"ActualText", Some(&Token::Text(text))) = (lexer.bytes(key), rest.clone().next()) {
                        marked.actual_text = Some((text_string(lexer.bytes(text)), false));
                    }
                }
            }
            _ => {}
        }
        frame.marked.push(marked);
    }

    /// Whether a layer is switched off.
    pub(super) fn layer_is_hidden(&self, layer: &Object) -> bool {
        layer.as_reference().is_ok_and(|id| self.hidden_layers.contains(&id))
    }
}

/// Layers that the document's default configuration switches off (ISO 32000-1, 8.11.4.3).
pub(super) fn hidden_layers(document: &Document) -> Vec<ObjectId> {
    let get = |dictionary: &'_ Dictionary, key: &[u8]| -> Option<Dictionary> {
        resolve(document, dictionary.get(key).ok()?).as_dict().ok().cloned()
    };
    let Ok(catalog) = document.catalog() else { return Vec::new() };
    let Some(default) = get(catalog, b"OCProperties").and_then(|p| get(&p, b"D")) else { return Vec::new() };
    let Ok(off) = default.get(b"OFF") else { return Vec::new() };
    let Ok(off) = resolve(document, off).as_array() else { return Vec::new() };
    off.iter().filter_map(|o| o.as_reference().ok()).collect()
}
