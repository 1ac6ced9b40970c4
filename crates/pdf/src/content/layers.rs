//! Layers (optional content, ISO 32000-1, 8.11): which are switched off.

use std::collections::HashSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::object::resolve;

/// The layers of a document as its default configuration shows them, which is what a reader of the file sees.
#[derive(Debug, Default)]
pub(crate) struct Layers {
    /// Those that are not as the rest.
    marked: HashSet<ObjectId>,
    /// Whether the rest is switched off.
    base_off: bool,
}

impl Layers {
    pub(crate) fn of(document: &Document) -> Self {
        Self::read(document).unwrap_or_default()
    }

    fn read(document: &Document) -> Option<Self> {
        let properties = dictionary(document, document.catalog().ok()?, b"OCProperties")?;
        let default = dictionary(document, properties, b"D")?;
        let base = default.get(b"BaseState").ok().and_then(|o| resolve(document, o).as_name().ok());
        let base_off = base == Some(b"OFF");
        let list = default.get(if base_off { &b"ON"[..] } else { b"OFF" }).ok();
        let list = list.and_then(|o| resolve(document, o).as_array().ok());
        let marked = list.map(|list| list.iter().filter_map(|o| o.as_reference().ok()).collect()).unwrap_or_default();
        Some(Self { marked, base_off })
    }

    /// Whether what belongs to `layer` is not shown: a layer that is off, or a set of layers whose members are not as
    /// its policy wants them.
    pub(crate) fn hide(&self, document: &Document, layer: &Object) -> bool {
        if self.marked.is_empty() && !self.base_off {
            return false;
        }
        let off = |object: &Object| object.as_reference().is_ok_and(|id| self.marked.contains(&id) != self.base_off);
        let Ok(set) = resolve(document, layer).as_dict() else { return false };
        if !set.has_type(b"OCMD") {
            return off(layer);
        }
        let members = match set.get(b"OCGs") {
            Ok(Object::Reference(id)) => match document.objects.get(id) {
                Some(Object::Array(members)) => members.as_slice(),
                _ => std::slice::from_ref(set.get(b"OCGs").unwrap_or(&Object::Null)),
            },
            Ok(Object::Array(members)) => members.as_slice(),
            _ => &[],
        };
        // Members that are no more count for nothing, and a set without members is shown.
        let mut members = members.iter().filter(|o| resolve(document, o).as_dict().is_ok()).peekable();
        if members.peek().is_none() {
            return false;
        }
        let policy = set.get(b"P").ok().and_then(|o| resolve(document, o).as_name().ok());
        match policy {
            Some(b"AllOn") => members.any(off),
            Some(b"AnyOff") => !members.any(off),
            Some(b"AllOff") => !members.all(off),
            _ => members.all(off),
        }
    }
}

fn dictionary<'d>(document: &'d Document, parent: &'d Dictionary, key: &[u8]) -> Option<&'d Dictionary> {
    resolve(document, parent.get(key).ok()?).as_dict().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    #[test]
    fn sets_of_layers_follow_their_policy() {
        let mut document = Document::new();
        let on: Object = document.add_object(dictionary! { "Type" => "OCG" }).into();
        let off: Object = document.add_object(dictionary! { "Type" => "OCG" }).into();
        let layers = Layers { marked: HashSet::from([off.as_reference().unwrap()]), base_off: false };
        let hidden = |policy: &str, members: &[&Object]| {
            let members: Vec<Object> = members.iter().map(|&o| o.clone()).collect();
            layers.hide(&document, &dictionary! { "Type" => "OCMD", "P" => policy, "OCGs" => members }.into())
        };
        assert_eq!(["AnyOn", "AllOn", "AnyOff", "AllOff"].map(|p| hidden(p, &[&on, &off])), [false, true, false, true]);
        assert_eq!(["AnyOn", "AllOn", "AnyOff", "AllOff"].map(|p| hidden(p, &[&off])), [true, true, false, false]);
        assert_eq!(["AnyOn", "AllOn", "AnyOff", "AllOff"].map(|p| hidden(p, &[&on])), [false, false, true, true]);
        assert!(!hidden("AllOn", &[]) && !hidden("AnyOn", &[&Object::Null]));
        assert!(layers.hide(&document, &off) && !layers.hide(&document, &on));
        let all_but = Layers { marked: HashSet::from([on.as_reference().unwrap()]), base_off: true };
        assert!(all_but.hide(&document, &off) && !all_but.hide(&document, &on));
    }
}
