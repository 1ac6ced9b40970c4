//! What is looked at before a file is handed to a reader of RDF: constructs with which a small file makes much work.
//!
//! `oxrdfxml` reads with quick-xml 0.37, which takes quadratic time for many attributes and keeps every namespace
//! (RUSTSEC-2026-0194, RUSTSEC-2026-0195), and replaces entities however often they are used; `oxjsonld` copies the
//! terms of a context wherever another one is opened. No vocabulary needs as much of any of these as is refused here.

use std::fmt;

use quick_xml::Reader;
use quick_xml::events::Event;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::{SkosError, Source};

/// The depth of elements, or of objects and lists.
const MAX_DEPTH: usize = 64;

/// The number of attributes of one element.
const MAX_ATTRIBUTES: usize = 128;

/// The number of declarations of namespaces that hold at one place.
const MAX_NAMESPACES: usize = 256;

/// The length of the declarations at the start of the file, in bytes; entities stand for namespaces there.
const MAX_DOCTYPE: usize = 16 << 10;

/// The bytes that entities may come to when they are replaced.
const MAX_REPLACED: usize = 256 << 20;

/// The copies of terms of contexts that may be made, counted in terms.
const MAX_CONTEXT_WORK: usize = 20_000_000;

pub(crate) fn xml(source: &Source<'_>) -> Result<(), SkosError> {
    let mut reader = Reader::from_reader(source.bytes);
    let mut namespaces: Vec<usize> = Vec::new();
    let mut in_scope = 0;
    loop {
        let event = reader.read_event();
        let at = usize::try_from(reader.buffer_position()).unwrap_or_default();
        let refuse = |reason: String| Err(source.fault(Some(source.line(at)), reason));
        match event {
            Err(error) => return refuse(format!("this is not XML: {error}")),
            Ok(Event::Eof) => return Ok(()),
            Ok(Event::DocType(declarations)) => {
                if declarations.len() > MAX_DOCTYPE {
                    return refuse(format!("its declarations (DOCTYPE) are longer than {MAX_DOCTYPE} bytes"));
                }
                let longest = longest_entity(&declarations).ok_or_else(|| {
                    source.fault(Some(source.line(at)), "an entity is made of other entities, which is not read")
                })?;
                let used = source.bytes.iter().filter(|b| **b == b'&').count();
                if used.saturating_mul(longest) > MAX_REPLACED {
                    return refuse(format!("its entities come to more than {} MB", MAX_REPLACED >> 20));
                }
            }
            Ok(ref event @ (Event::Start(ref element) | Event::Empty(ref element))) => {
                let (mut attributes, mut declared) = (0, 0);
                for attribute in element.attributes().with_checks(false) {
                    attributes += 1;
                    let key = attribute.as_ref().map(|a| a.key.as_ref()).unwrap_or_default();
                    declared += usize::from(key.starts_with("xmlns"));
                    if attributes > MAX_ATTRIBUTES {
                        return refuse(format!("an element has more than {MAX_ATTRIBUTES} attributes"));
                    }
                }
                if in_scope + declared > MAX_NAMESPACES {
                    return refuse(format!("more than {MAX_NAMESPACES} namespaces are declared"));
                }
                if matches!(event, Event::Start(_)) {
                    namespaces.push(declared);
                    in_scope += declared;
                }
                if namespaces.len() > MAX_DEPTH {
                    return refuse(format!("elements stand more than {MAX_DEPTH} deep in one another"));
                }
            }
            Ok(Event::End(_)) => in_scope -= namespaces.pop().unwrap_or_default(),
            Ok(_) => {}
        }
    }
}

/// The length of the longest value of an entity; none where one refers to another, which multiplies.
fn longest_entity(declarations: &str) -> Option<usize> {
    let mut longest = 1;
    for declaration in declarations.split("<!ENTITY").skip(1) {
        let declaration = declaration.split('>').next().unwrap_or_default();
        let value = declaration.split('"').nth(1).unwrap_or_default();
        let refers = value.split('&').skip(1).any(|rest| !rest.starts_with('#'));
        if refers {
            return None;
        }
        longest = longest.max(value.len());
    }
    Some(longest)
}

pub(crate) fn json(source: &Source<'_>) -> Result<(), SkosError> {
    let mut tally = Tally::default();
    let mut reader = serde_json::Deserializer::from_slice(source.bytes);
    Walk { tally: &mut tally, depth: 0, in_context: false }
        .deserialize(&mut reader)
        .and_then(|()| reader.end())
        .map_err(|error| {
            let text = error.to_string();
            let reason = text.split(" at line ").next().unwrap_or_default();
            source.fault(Some(error.line()), format!("this is not JSON: {reason}"))
        })?;
    // A context within a context is opened wherever its term is used, at every object at most.
    let opened = if tally.scoped { tally.objects } else { tally.contexts };
    if opened.saturating_mul(tally.terms) > MAX_CONTEXT_WORK {
        return Err(source.fault(None, "its contexts (@context) are too many and too large; write one at the start"));
    }
    Ok(())
}

/// What a JSON file holds.
#[derive(Default)]
struct Tally {
    objects: usize,
    contexts: usize,
    /// The terms of all contexts.
    terms: usize,
    /// Whether a context stands within a context.
    scoped: bool,
}

/// Walks through a value and counts, keeping nothing of it.
struct Walk<'t> {
    tally: &'t mut Tally,
    depth: usize,
    in_context: bool,
}

impl<'t> Walk<'t> {
    fn deeper<E: Error>(&mut self, in_context: bool) -> Result<Walk<'_>, E> {
        if self.depth >= MAX_DEPTH {
            return Err(E::custom(format!("objects and lists stand more than {MAX_DEPTH} deep in one another")));
        }
        Ok(Walk { tally: self.tally, depth: self.depth + 1, in_context })
    }
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        let in_context = self.in_context;
        while items.next_element_seed(self.deeper(in_context)?)?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut entries: A) -> Result<(), A::Error> {
        self.tally.objects += 1;
        while let Some(key) = entries.next_key::<std::borrow::Cow<'de, str>>()? {
            let is_context = key == "@context";
            self.tally.contexts += usize::from(is_context);
            self.tally.scoped |= is_context && self.in_context;
            self.tally.terms += usize::from(self.in_context);
            let in_context = self.in_context || is_context;
            entries.next_value_seed(self.deeper(in_context)?)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(check: impl Fn(&Source<'_>) -> Result<(), SkosError>, text: &str) -> String {
        check(&Source { name: "x", bytes: text.as_bytes() }).map_or_else(|e| e.to_string(), |()| String::new())
    }

    #[test]
    fn xml_that_makes_much_of_little_is_refused() {
        let attributes: String = (0..200).map(|n| format!(" a{n}='x'")).collect();
        assert!(refused(xml, &format!("<r>\n<a{attributes}/></r>")).contains("x:2: an element has more than 128"));
        let declared: String = (0..40).map(|n| format!(" xmlns:n{n}='http://x'")).collect();
        let nested: String = (0..10).map(|_| format!("<a{declared}>")).collect();
        assert!(refused(xml, &nested).contains("namespaces"));
        assert!(refused(xml, &"<a>".repeat(70)).contains("deep"));
        let laughs = "<!DOCTYPE r [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><r>&b;</r>";
        assert!(refused(xml, laughs).contains("made of other entities"));
        let long = format!("<!DOCTYPE r [<!ENTITY a \"{}\">]><r>{}</r>", "x".repeat(10_000), "&a;".repeat(30_000));
        assert!(refused(xml, &long).contains("entities come to more"));
        assert_eq!(refused(xml, "<!DOCTYPE r [<!ENTITY a \"http://a/&#35;\">]><r x='&a;y'>z</r>"), "");
    }

    #[test]
    fn json_that_makes_much_of_little_is_refused() {
        assert!(refused(json, &"[".repeat(100)).contains("deep"));
        let context: String = (0..5000).map(|n| format!("\"t{n}\":\"http://x/{n}\",")).collect();
        let objects: String = (0..5000).map(|_| "{\"@context\":{}},".to_owned()).collect();
        let text = format!("{{\"@context\":{{{context}\"z\":\"http://z\"}},\"@graph\":[{objects}{{}}]}}");
        assert!(refused(json, &text).contains("contexts"));
        assert_eq!(
            refused(json, "{\"@context\":{\"a\":{\"@id\":\"http://a\"}},\"@graph\":[{\"a\":[1,null,true,\"x\"]}]}"),
            ""
        );
        assert!(refused(json, "{\n\"a\":}").contains("x:2: this is not JSON"));
    }
}
