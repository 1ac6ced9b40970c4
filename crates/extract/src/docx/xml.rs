//! XML as a row of tags and texts, with the few things the reader of a DOCX needs told apart.

use std::borrow::Cow;

use fundscan_model::Notice;
use quick_xml::NsReader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};

/// Whose word a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// Of text documents.
    Word,
    /// Of formulas.
    Math,
    /// Of alternatives for older programs.
    Compatibility,
    /// Of drawings and what they hold.
    Drawing,
    /// Of diagrams.
    Diagram,
    /// Of anything else.
    Other,
}

/// A start tag.
#[derive(Debug)]
pub(super) struct Tag<'a> {
    pub(super) space: Space,
    start: BytesStart<'a>,
}

/// A piece of an XML document. A tag without content is opened and closed.
#[derive(Debug)]
pub(super) enum Token<'a> {
    Open(Tag<'a>),
    Close,
    Text(Cow<'a, str>),
}

/// Reads tokens until the end or the first fault.
pub(super) struct Xml<'a> {
    reader: NsReader<&'a [u8]>,
    depth: usize,
    fault: Option<Fault>,
    unknown_entities: usize,
}

/// Why reading stopped before the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The markup breaks the rules of XML here.
    Broken {
        /// The byte where it does.
        at: u64,
    },
    /// Elements stand in each other deeper than any program writes them.
    TooDeep,
}

/// Elements nested deeper end the reading. A table within a table adds some six levels.
const DEEPEST: usize = 2_000;

impl<'a> Xml<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut reader = NsReader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        // A sign that should have been escaped harms nothing.
        config.allow_dangling_amp = true;
        Self { reader, depth: 0, fault: None, unknown_entities: 0 }
    }

    /// The next token. Not an iterator only because a reader that stopped must not be asked again.
    pub(super) fn next(&mut self) -> Option<Token<'a>> {
        while self.fault.is_none() {
            let at = self.reader.buffer_position();
            let (space, event) = match self.reader.read_resolved_event() {
                Ok((space, event)) => (self::space(&space), event),
                Err(_) => {
                    self.fault = Some(Fault::Broken { at });
                    return None;
                }
            };
            match event {
                Event::Start(start) | Event::Empty(start) => {
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        self.fault = Some(Fault::TooDeep);
                        return None;
                    }
                    return Some(Token::Open(Tag { space, start }));
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Some(Token::Close);
                }
                Event::Text(text) => return Some(Token::Text(text.into_inner())),
                Event::CData(text) => return Some(Token::Text(text.into_inner())),
                Event::GeneralRef(reference) => {
                    // What a document defines for itself is never looked up: definitions can blow up without end.
                    let text = match reference.resolve_char_ref() {
                        Ok(Some(c)) => Cow::Owned(c.to_string()),
                        _ => match resolve_xml_entity(&reference) {
                            Some(text) => Cow::Borrowed(text),
                            None => {
                                self.unknown_entities += 1;
                                continue;
                            }
                        },
                    };
                    return Some(Token::Text(text));
                }
                Event::Eof => {
                    // The reader leaves it to us to see that all elements were closed.
                    if self.depth > 0 {
                        self.fault = Some(Fault::Broken { at });
                    }
                    return None;
                }
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
        None
    }

    /// How many elements are open, the one that was opened last among them.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// Says in `notices` what was lost of what is read, which is called `what`, if anything was.
    pub(super) fn tell(&self, what: &str, notices: &mut Vec<Notice>) {
        match self.fault {
            Some(Fault::Broken { at }) => {
                let message = format!("{what} is damaged: it was read as far as byte {at}, the rest was left out");
                notices.push(Notice::new("damaged-part", message));
            }
            Some(Fault::TooDeep) => {
                let message =
                    format!("{what} was read as far as its parts stand in each other deeper than {DEEPEST} levels");
                notices.push(Notice::new("deep-nesting", message));
            }
            None => {}
        }
        if self.unknown_entities > 0 {
            let count = self.unknown_entities;
            let message = format!("{count} signs that {what} names in words of its own were left out");
            notices.push(Notice::new("unknown-entity", message));
        }
    }
}

impl Tag<'_> {
    /// The name without its prefix.
    pub(super) fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// The value of the first attribute of this name, whatever its prefix.
    pub(super) fn attr(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut attributes = self.start.attributes();
        attributes
            .with_checks(false)
            .map_while(Result::ok)
            .find(|attribute| attribute.key.local_name().into_inner() == name)
            .and_then(|attribute| match attribute.normalized_value(XmlVersion::Explicit1_0) {
                Ok(Cow::Borrowed(value)) => Some(Cow::Owned(value.to_owned())),
                Ok(Cow::Owned(value)) => Some(Cow::Owned(value)),
                Err(_) => None,
            })
    }

    /// The attribute `val`, where most elements of a DOCX say what they mean.
    pub(super) fn val(&self) -> Option<Cow<'_, str>> {
        self.attr("val")
    }

    /// The attribute `val` as a number.
    pub(super) fn number<T: std::str::FromStr>(&self) -> Option<T> {
        self.val().and_then(|value| value.trim().parse().ok())
    }

    /// Whether a switch is on: it is where nothing else is said.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.val().as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

/// Each name in the form of ECMA's first edition, in which most files are written, and in that of ISO's strict one.
fn space(resolved: &ResolveResult<'_>) -> Space {
    let ResolveResult::Bound(Namespace(name)) = resolved else { return Space::Other };
    match *name {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Space::Word,
        "http://schemas.openxmlformats.org/officeDocument/2006/math"
        | "http://purl.oclc.org/ooxml/officeDocument/math" => Space::Math,
        "http://schemas.openxmlformats.org/markup-compatibility/2006" => Space::Compatibility,
        "http://schemas.openxmlformats.org/drawingml/2006/main" | "http://purl.oclc.org/ooxml/drawingml/main" => {
            Space::Drawing
        }
        "http://schemas.openxmlformats.org/drawingml/2006/diagram" | "http://purl.oclc.org/ooxml/drawingml/diagram" => {
            Space::Diagram
        }
        _ => Space::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORD: &str = "xmlns:x='http://schemas.openxmlformats.org/wordprocessingml/2006/main'";

    fn texts(xml: &str) -> (String, Vec<String>) {
        let mut reader = Xml::new(xml);
        let mut texts = String::new();
        while let Some(token) = reader.next() {
            if let Token::Text(text) = token {
                texts.push_str(&text);
            }
        }
        let mut notices = Vec::new();
        reader.tell("x", &mut notices);
        (texts, notices.into_iter().map(|n| n.code).collect())
    }

    #[test]
    fn signs_are_read_and_definitions_are_not() {
        let xml = "<!DOCTYPE a [<!ENTITY b 'boem'>]><a>&lt;&#233;&#x2022;&b;<![CDATA[<c>]]> R&D</a>";
        assert_eq!(texts(xml), ("<é•<c> R&D".to_owned(), vec!["unknown-entity".to_owned()]));
    }

    #[test]
    fn names_are_told_by_their_space_not_their_prefix() {
        let xml = format!("<x:p {WORD} x:val='a&amp;b'/>");
        let mut reader = Xml::new(&xml);
        let Some(Token::Open(tag)) = reader.next() else { panic!() };
        assert_eq!((tag.space, tag.name(), tag.val().as_deref()), (Space::Word, "p", Some("a&b")));
    }

    #[test]
    fn what_stands_before_a_fault_is_read() {
        for xml in ["<a>een<b>twee</a>drie", "<a>een<b>twee", "<a>een<b>twee<", "<a>een<b>twee</b x"] {
            assert_eq!(texts(xml), ("eentwee".to_owned(), vec!["damaged-part".to_owned()]), "{xml}");
        }
        assert_eq!(texts(&"<a>".repeat(100_000)).1, ["deep-nesting"]);
    }
}
