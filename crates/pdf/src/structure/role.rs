//! What the elements of a structure tree are (ISO 32000-1, 14.8.4; ISO 32000-2 adds some).

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Object};

use crate::object::resolve;

/// A role map may send a name on to another so many times.
const MAX_STEPS: usize = 32;

/// What an element is, as far as it bears on blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Holds blocks: the document, a part, a division.
    Group,
    /// A group that makes the headings in it one level deeper.
    Section,
    /// A part of a block's text, or a name that nobody knows.
    Inline,
    Paragraph,
    /// With its level; 0 where only the nesting of sections tells it.
    Heading(u8),
    List,
    Item,
    /// A bullet or number, the mark of a note.
    Label,
    ItemBody,
    Table,
    /// The rows that head the columns.
    HeadRows,
    Row,
    HeadCell,
    Cell,
    Caption,
    Note,
    Contents,
    /// An entry of a table of contents.
    Entry,
    /// A picture or the field of a form, with what is written in it.
    Figure,
    Formula,
    /// Not part of what the document says.
    Artifact,
}

impl Role {
    /// The role of a standard name.
    fn standard(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"Document" | b"DocumentFragment" | b"Part" | b"Art" | b"Div" | b"Index" | b"TBody" | b"TFoot"
            | b"BlockQuote" | b"Aside" => Self::Group,
            b"Sect" => Self::Section,
            b"P" => Self::Paragraph,
            b"H" => Self::Heading(0),
            b"Title" => Self::Heading(1),
            b"L" => Self::List,
            b"LI" => Self::Item,
            b"Lbl" => Self::Label,
            b"LBody" => Self::ItemBody,
            b"Table" => Self::Table,
            b"THead" => Self::HeadRows,
            b"TR" => Self::Row,
            b"TH" => Self::HeadCell,
            b"TD" => Self::Cell,
            b"Caption" => Self::Caption,
            b"Note" | b"FENote" => Self::Note,
            b"TOC" => Self::Contents,
            b"TOCI" => Self::Entry,
            b"Figure" | b"Form" => Self::Figure,
            b"Formula" => Self::Formula,
            b"Artifact" => Self::Artifact,
            b"NonStruct" | b"Private" | b"Span" | b"Quote" | b"Reference" | b"BibEntry" | b"Code" | b"Link"
            | b"Annot" | b"Ruby" | b"RB" | b"RT" | b"RP" | b"Warichu" | b"WT" | b"WP" | b"Em" | b"Strong" | b"Sub" => {
                Self::Inline
            }
            _ => Self::Heading(heading_level(name)?),
        })
    }
}

/// `H1` to `H6`; PDF 2.0 goes on counting.
fn heading_level(name: &[u8]) -> Option<u8> {
    let digits = name.strip_prefix(b"H").filter(|d| !d.is_empty() && d.len() <= 2)?;
    let level: u8 = std::str::from_utf8(digits).ok()?.parse().ok()?;
    (level > 0).then_some(level.min(6))
}

/// Roles by the names a document gives its elements.
pub(super) struct Roles<'d> {
    document: &'d Document,
    map: Option<&'d Dictionary>,
    known: HashMap<&'d [u8], Role>,
}

impl<'d> Roles<'d> {
    /// Takes the role map of a structure tree's root.
    pub(super) fn new(document: &'d Document, root: &'d Dictionary) -> Self {
        let map = root.get(b"RoleMap").ok().and_then(|map| resolve(document, map).as_dict().ok());
        Self { document, map, known: HashMap::new() }
    }

    /// The role of an element by the name of its structure type. Standard names keep their meaning whatever the map
    /// says (files map them to weaker ones for old readers); names that lead nowhere say nothing.
    pub(super) fn role(&mut self, name: &'d [u8]) -> Role {
        if let Some(&role) = self.known.get(name) {
            return role;
        }
        let mut next = name;
        let mut role = Role::Inline;
        for _ in 0..MAX_STEPS {
            if let Some(standard) = Role::standard(next) {
                role = standard;
                break;
            }
            match self.map.and_then(|map| map.get(next).ok()).map(|object| resolve(self.document, object)) {
                Some(Object::Name(to)) => next = to,
                _ => break,
            }
        }
        self.known.insert(name, role);
        role
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    #[test]
    fn a_role_map_is_followed_to_a_standard_name_and_not_in_circles() {
        let document = Document::new();
        let root = dictionary! {
            "RoleMap" => dictionary! {
                "Kop" => Object::Name(b"Heading1".to_vec()), "Heading1" => Object::Name(b"H1".to_vec()),
                "Tekst" => Object::Name(b"Broodtekst".to_vec()), "Broodtekst" => Object::Name(b"P".to_vec()),
                "A" => Object::Name(b"B".to_vec()), "B" => Object::Name(b"A".to_vec()),
                "TD" => Object::Name(b"P".to_vec()),
            },
        };
        let mut roles = Roles::new(&document, &root);
        assert_eq!(roles.role(b"Kop"), Role::Heading(1));
        assert_eq!(roles.role(b"Tekst"), Role::Paragraph);
        assert_eq!(roles.role(b"A"), Role::Inline);
        assert_eq!(roles.role(b"TD"), Role::Cell);
        assert_eq!(roles.role(b"H9"), Role::Heading(6));
        assert_eq!(roles.role(b"Onbekend"), Role::Inline);
    }
}
