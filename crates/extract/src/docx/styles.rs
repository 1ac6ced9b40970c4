//! Styles: what a paragraph is by the style it is set in, in whatever language the program that wrote it speaks.

use std::collections::BTreeMap;

use fundscan_model::Notice;

use super::props::RunProps;
use super::xml::{Space, Tag, Token, Xml};

/// What text in a style is to a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A heading of this level.
    Heading(u8),
    /// A line of a table of contents, of figures or of an index.
    Contents,
    /// An item of a list at this depth, from 1, or a further paragraph of one.
    Item(u8),
    /// A note.
    Note,
}

/// A style with all it takes from the styles it is based on.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    pub(super) role: Option<Role>,
    /// Numbering: the list and the level in it, as far as they are said.
    pub(super) list: Option<String>,
    pub(super) level: Option<u8>,
    pub(super) run: RunProps,
    /// Whether tables in it set their first row in bold.
    pub(super) bold_first_row: bool,
}

/// The styles of a document by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
    /// The id of the style of paragraphs that name none.
    default: Option<String>,
    /// The size of text where nothing else is said.
    size: Option<f32>,
}

/// A style as the file has it.
#[derive(Debug, Default)]
struct Written {
    id: String,
    name: String,
    based_on: Option<String>,
    is_default: bool,
    outline: Option<u8>,
    own: Style,
}

/// No chain of styles based on each other is longer; in a ring it would have no end.
const LONGEST_CHAIN: usize = 32;

impl Styles {
    pub(super) fn read(xml: &str, notices: &mut Vec<Notice>) -> Self {
        let mut written: BTreeMap<String, Written> = BTreeMap::new();
        let mut size = None;
        let mut current: Option<Written> = None;
        // What the elements between belong to: the style's own text, the defaults, or the first row of a table.
        let mut within = Within::Nothing;
        let mut xml = Xml::new(xml);
        let mut ends = 0;
        while let Some(token) = xml.next() {
            match token {
                Token::Open(tag) if tag.space == Space::Word => match tag.name() {
                    "style" => {
                        let id = tag.attr("styleId").unwrap_or_default().into_owned();
                        let is_default = matches!(tag.attr("default").as_deref(), Some("1" | "true" | "on"))
                            && tag.attr("type").as_deref() == Some("paragraph");
                        current = Some(Written { id, is_default, ..Written::default() });
                        within = Within::Style;
                        ends = xml.depth();
                    }
                    "rPrDefault" => within = Within::Defaults,
                    "tblStylePr" => {
                        within = if tag.attr("type").as_deref() == Some("firstRow") {
                            Within::FirstRow
                        } else {
                            Within::Nothing
                        };
                    }
                    _ => match (&mut current, within) {
                        (Some(style), Within::Style) => style.see(&tag),
                        (Some(style), Within::FirstRow) if tag.name() == "b" => style.own.bold_first_row = tag.is_on(),
                        (None, Within::Defaults) if tag.name() == "sz" => {
                            size = tag.number::<f32>().map(|half| half / 2.0)
                        }
                        _ => {}
                    },
                },
                Token::Close if current.is_some() && xml.depth() < ends => {
                    if let Some(style) = current.take() {
                        written.insert(style.id.clone(), style);
                    }
                    within = Within::Nothing;
                }
                _ => {}
            }
        }
        xml.tell("the list of styles", notices);
        let default = written.values().find(|style| style.is_default).map(|style| style.id.clone());
        let styles = written.keys().map(|id| (id.clone(), inherited(id, &written))).collect();
        Self { styles, default, size }
    }

    /// The style of this id; for none, that of paragraphs that name none.
    pub(super) fn paragraph(&self, id: Option<&str>) -> Option<&Style> {
        self.styles.get(id.or(self.default.as_deref())?)
    }

    /// The role of text in the style of this id. A style that the file does not describe is one of those that programs
    /// have built in.
    pub(super) fn role(&self, id: Option<&str>) -> Option<Role> {
        match (self.paragraph(id), id) {
            (Some(style), _) => style.role,
            (None, Some(id)) => role_of_name(id),
            (None, None) => None,
        }
    }

    /// The style of this id.
    pub(super) fn get(&self, id: &str) -> Option<&Style> {
        self.styles.get(id)
    }

    /// How text is set that says `own` of itself in a paragraph of `style`.
    pub(super) fn run(&self, own: &RunProps, style: Option<&Style>) -> RunProps {
        let mut props = match own.style.as_deref().and_then(|id| self.styles.get(id)) {
            Some(character) => own.over(&character.run),
            None => own.clone(),
        };
        if let Some(style) = style {
            props = props.over(&style.run);
        }
        props.size = props.size.or(self.size);
        props
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Nothing,
    Defaults,
    Style,
    FirstRow,
}

impl Written {
    fn see(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "name" => self.name = tag.val().unwrap_or_default().into_owned(),
            "basedOn" => self.based_on = tag.val().map(std::borrow::Cow::into_owned),
            "outlineLvl" => self.outline = tag.number(),
            "numId" => self.own.list = tag.val().map(std::borrow::Cow::into_owned),
            "ilvl" => self.own.level = tag.number(),
            _ => self.own.run.see(tag),
        }
    }

    /// What the style itself says of its role: nothing, or that it has one or none.
    fn role(&self) -> Option<Option<Role>> {
        if let Some(role) = role_of_name(&self.name).or_else(|| role_of_name(&self.id)) {
            return Some(Some(role));
        }
        // From 0; 9 is body text.
        self.outline.map(|level| (level < 9).then_some(Role::Heading(level + 1)))
    }
}

/// The style with what it takes from those it is based on.
fn inherited(id: &str, written: &BTreeMap<String, Written>) -> Style {
    let mut style = Style::default();
    let mut role = None;
    let mut next = written.get(id);
    for _ in 0..LONGEST_CHAIN {
        let Some(current) = next else { break };
        let is_default = current.is_default || current.name.eq_ignore_ascii_case("normal");
        role = role.or_else(|| current.role());
        style.list = style.list.or_else(|| current.own.list.clone());
        style.level = style.level.or(current.own.level);
        style.bold_first_row |= current.own.bold_first_row;
        let mut own = current.own.run.clone();
        if is_default {
            // The language of the style of plain text is that of the program more often than that of the text.
            own.language = None;
        }
        style.run = style.run.over(&own);
        next = current.based_on.as_ref().and_then(|id| written.get(id));
    }
    style.run.style = None;
    style.role = role.flatten();
    style
}

/// The role that a style has by its name. Names are English in files of Word, whatever its language; other programs
/// translate them, and ids are translated everywhere.
fn role_of_name(name: &str) -> Option<Role> {
    const HEADINGS: &[&str] = &[
        "heading",
        "kop",
        "überschrift",
        "berschrift",
        "titre",
        "título",
        "titolo",
        "rubrik",
        "overskrift",
        "otsikko",
    ];
    let lower = name.to_lowercase();
    let (word, number) = split_number(&lower);
    let level = |most: u8| number.filter(|n| (1..=most).contains(n));
    match word {
        "title" | "titel" => Some(Role::Heading(1)),
        "subtitle" | "ondertitel" | "untertitel" | "sous-titre" => Some(Role::Heading(2)),
        "toc heading" | "tocheading" | "kopvaninhoudsopgave" | "contents heading" => Some(Role::Heading(1)),
        "toc" | "inhopg" | "inhaltsverzeichnis" | "verzeichnis" | "contents" | "index" if level(9).is_some() => {
            Some(Role::Contents)
        }
        "table of figures" | "tableoffigures" | "lijstmetafbeeldingen" => Some(Role::Contents),
        "footnote text" | "footnotetext" | "endnote text" | "endnotetext" | "voetnoottekst" | "eindnoottekst"
        | "footnote" | "endnote" => Some(Role::Note),
        "list bullet" | "listbullet" | "list number" | "listnumber" | "list continue" | "listcontinue"
        | "lijstopsomteken" | "lijstnummering" | "lijstvoortzetting" => Some(Role::Item(level(9).unwrap_or(1))),
        word if HEADINGS.contains(&word) => level(9).map(Role::Heading),
        _ => None,
    }
}

/// A name without the number it ends in, and the number.
fn split_number(name: &str) -> (&str, Option<u8>) {
    let word = name.trim_end_matches(|c: char| c.is_ascii_digit());
    (word.trim_end_matches([' ', '_', '-']), name[word.len()..].parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn styles(inside: &str) -> Styles {
        let xml = format!(
            "<w:styles xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>{inside}</w:styles>"
        );
        let mut notices = Vec::new();
        let styles = Styles::read(&xml, &mut notices);
        assert!(notices.is_empty(), "{notices:?}");
        styles
    }

    #[test]
    fn roles_are_told_by_names_in_several_languages() {
        for (name, role) in [
            ("heading 2", Some(Role::Heading(2))),
            ("Kop 3", Some(Role::Heading(3))),
            ("Kop1", Some(Role::Heading(1))),
            ("Überschrift 1", Some(Role::Heading(1))),
            ("Title", Some(Role::Heading(1))),
            ("toc 2", Some(Role::Contents)),
            ("Inhopg1", Some(Role::Contents)),
            ("TOC Heading", Some(Role::Heading(1))),
            ("List Bullet 3", Some(Role::Item(3))),
            ("footnote text", Some(Role::Note)),
            ("Kop", None),
            ("Heading 12", None),
            ("Index", None),
            ("Normal", None),
        ] {
            assert_eq!(role_of_name(name), role, "{name}");
        }
    }

    #[test]
    fn what_a_style_does_not_say_it_takes_from_the_one_it_is_based_on() {
        let styles = styles(
            "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val='22'/><w:lang w:val='en-US'/></w:rPr></w:rPrDefault></w:docDefaults>
             <w:style w:type='paragraph' w:default='1' w:styleId='a'><w:name w:val='Standaard'/><w:rPr><w:lang w:val='en-US'/></w:rPr></w:style>
             <w:style w:type='paragraph' w:styleId='k'><w:name w:val='heading 1'/><w:basedOn w:val='a'/><w:rPr><w:b/></w:rPr></w:style>
             <w:style w:type='paragraph' w:styleId='m'><w:name w:val='Mijn kop'/><w:basedOn w:val='k'/><w:rPr><w:b w:val='0'/><w:lang w:val='nl-NL'/></w:rPr></w:style>
             <w:style w:type='paragraph' w:styleId='n'><w:name w:val='Geen kop'/><w:basedOn w:val='k'/><w:pPr><w:outlineLvl w:val='9'/></w:pPr></w:style>
             <w:style w:type='paragraph' w:styleId='o'><w:name w:val='Onderdeel'/><w:pPr><w:outlineLvl w:val='2'/></w:pPr></w:style>
             <w:style w:type='paragraph' w:styleId='r'><w:name w:val='Ring'/><w:basedOn w:val='s'/></w:style>
             <w:style w:type='paragraph' w:styleId='s'><w:name w:val='Ring twee'/><w:basedOn w:val='r'/></w:style>",
        );
        assert_eq!(styles.get("m").unwrap().role, Some(Role::Heading(1)));
        assert_eq!(styles.get("n").unwrap().role, None);
        assert_eq!(styles.get("o").unwrap().role, Some(Role::Heading(3)));
        assert_eq!(styles.get("r").unwrap().role, None);
        let run = styles.run(&RunProps::default(), styles.get("m"));
        assert_eq!((run.bold, run.size, run.language.as_deref()), (Some(false), Some(11.0), Some("nl-NL")));
        // What the program says of its own language is not said of the text.
        assert_eq!(styles.run(&RunProps::default(), styles.paragraph(None)).language, None);
    }
}
