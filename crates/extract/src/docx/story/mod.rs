//! Reads one text of a document: its main text, its notes, a running head.

mod finish;
mod property;
mod run;

use std::collections::BTreeMap;

use fundscan_model::{Block, BlockKind};

use super::book::Book;
use super::element::{Element, is_left_out};
use super::field::Fields;
use super::package::Relation;
use super::paragraph::{NoteId, Paragraph, Text};
use super::props::RunProps;
use super::section::{self, Section};
use super::table::Table;
use super::xml::{Space, Tag, Token, Xml};
use crate::gather::Gathered;

/// Which text of a document it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The main text.
    Main,
    /// All notes, or all endnotes.
    Notes { end: bool },
    /// A running head or foot.
    Running(BlockKind),
}

/// What was read of a text.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) gathered: Gathered,
    pub(super) sections: Vec<Section>,
    /// Notes that stand at the end of the document.
    pub(super) endnotes: Vec<Block>,
    /// Whether the text was a text of a document at all.
    pub(super) is_text: bool,
}

/// Reads the text that `xml` is.
pub(super) fn read(xml: &str, kind: Kind, part: &str, what: &str, book: &mut Book<'_>) -> Told {
    let relations = book.package.relations(part, &mut book.notices);
    let mut story = Story::new(kind, book, relations);
    let mut xml = Xml::new(xml);
    let mut skipped = 0;
    while let Some(token) = xml.next() {
        match token {
            Token::Open(_) if skipped > 0 => skipped += 1,
            Token::Close if skipped > 0 => skipped -= 1,
            Token::Text(_) if skipped > 0 => {}
            Token::Open(tag) => match story.open(&tag) {
                Some(element) => story.elements.push(element),
                None => skipped = 1,
            },
            Token::Close => story.close(),
            Token::Text(text) => match story.elements.last() {
                Some(Element::Text) => story.text(&text),
                Some(Element::Instruction) => story.fields.instruct(&text),
                _ => {}
            },
        }
    }
    story.unwind();
    xml.tell(what, &mut story.book.notices);
    story.told
}

/// A paragraph or table that is open. They stand in each other: tables in cells, boxes that hang on paragraphs.
enum Frame {
    Paragraph(Box<Paragraph>),
    Table(Box<Table>),
}

/// Alternatives of one content, of which one is read.
struct Alternatives {
    chosen: bool,
    /// How many texts had been met before them.
    pieces: usize,
}

struct Story<'s, 'a> {
    book: &'s mut Book<'a>,
    kind: Kind,
    relations: BTreeMap<String, Relation>,
    told: Told,
    /// The elements that are open.
    elements: Vec<Element>,
    frames: Vec<Frame>,
    fields: Fields,
    /// For each open content control whether it shows only what should be filled in.
    placeholders: Vec<bool>,
    alternatives: Vec<Alternatives>,
    /// How many texts have been met so far.
    pieces: usize,
    /// The text of a paragraph whose end was deleted.
    carried: Option<Text>,
    note: Option<NoteId>,
}

impl<'s, 'a> Story<'s, 'a> {
    fn new(kind: Kind, book: &'s mut Book<'a>, relations: BTreeMap<String, Relation>) -> Self {
        let gathered = Gathered::new(usize::MAX);
        Self {
            book,
            kind,
            relations,
            told: Told { gathered, sections: Vec::new(), endnotes: Vec::new(), is_text: false },
            elements: Vec::new(),
            frames: Vec::new(),
            fields: Fields::default(),
            placeholders: Vec::new(),
            alternatives: Vec::new(),
            pieces: 0,
            carried: None,
            note: None,
        }
    }

    /// Enters an element; none where it is left out with all it holds.
    fn open(&mut self, tag: &Tag<'_>) -> Option<Element> {
        let parent = self.elements.last().copied().unwrap_or(Element::Other);
        match tag.space {
            Space::Word => {}
            Space::Math => {
                return Some(match tag.name() {
                    "t" => Element::Text,
                    "r" => self.open_run(),
                    _ => Element::Other,
                });
            }
            Space::Compatibility => return self.open_alternative(tag.name()),
            Space::Diagram => {
                if tag.name() == "relIds" {
                    self.diagram(tag);
                }
                return Some(Element::Other);
            }
            Space::Drawing | Space::Other => return Some(Element::Other),
        }
        match parent {
            Element::RunProps | Element::MarkProps | Element::ParagraphProps | Element::NumberProps => {
                return self.property(parent, tag);
            }
            Element::RowProps | Element::CellProps | Element::TableProps => {
                self.table_property(parent, tag);
                return None;
            }
            Element::SectionProps => {
                if let Some(section) = self.told.sections.last_mut() {
                    section.see(tag);
                }
                return None;
            }
            Element::ControlProps => {
                if tag.name() == "showingPlcHdr" && tag.is_on() {
                    self.placeholders.pop();
                    self.placeholders.push(true);
                }
                return None;
            }
            Element::Run => self.sign(tag),
            _ => {}
        }
        if is_left_out(tag.name()) {
            return None;
        }
        self.open_word(parent, tag)
    }

    fn open_word(&mut self, parent: Element, tag: &Tag<'_>) -> Option<Element> {
        Some(match tag.name() {
            "document" | "footnotes" | "endnotes" | "hdr" | "ftr" => {
                self.told.is_text = true;
                Element::Other
            }
            "p" => {
                let text = self.carried.take().unwrap_or_default();
                self.frames.push(Frame::Paragraph(Box::new(Paragraph { text, ..Paragraph::default() })));
                Element::Paragraph
            }
            "pPr" => Element::ParagraphProps,
            "r" => self.open_run(),
            "rPr" if parent == Element::Run => Element::RunProps,
            "t" => Element::Text,
            "instrText" => Element::Instruction,
            "fldSimple" => {
                self.fields.open_element(&tag.attr("instr").unwrap_or_default());
                Element::Field
            }
            "tbl" => {
                self.flush_carried();
                self.frames.push(Frame::Table(Box::default()));
                Element::Table
            }
            "tr" => {
                if let Some(Frame::Table(table)) = self.frames.last_mut() {
                    table.open_row();
                }
                Element::Other
            }
            "tc" => {
                if let Some(Frame::Table(table)) = self.frames.last_mut() {
                    table.open_cell();
                }
                Element::Container
            }
            "tblPr" => Element::TableProps,
            "trPr" => Element::RowProps,
            "tcPr" => Element::CellProps,
            "sdt" => {
                self.placeholders.push(false);
                Element::Control
            }
            "sdtPr" => Element::ControlProps,
            "sdtContent" if self.placeholders.last() == Some(&true) => return None,
            "txbxContent" => Element::Container,
            "sectPr" => {
                self.told.sections.push(Section::default());
                Element::SectionProps
            }
            "footnote" | "endnote" => return self.open_note(tag),
            "altChunk" => {
                let message = "a part of the document that is kept in another format was left out";
                self.book.tell_once("foreign-part", message);
                return None;
            }
            _ => Element::Other,
        })
    }

    fn close(&mut self) {
        match self.elements.pop() {
            Some(Element::Paragraph) => self.end_paragraph(),
            Some(Element::Run) => {
                self.open_run();
            }
            Some(Element::Table) => self.end_table(),
            Some(Element::Container) => self.flush_carried(),
            Some(Element::Control) => {
                self.placeholders.pop();
            }
            Some(Element::Field) => self.fields.close_element(),
            Some(Element::Alternatives) => {
                self.alternatives.pop();
            }
            Some(Element::Note) => self.end_note(),
            _ => {}
        }
    }

    /// Ends what is open at the end of the text, as where the file breaks off.
    fn unwind(&mut self) {
        while let Some(frame) = self.frames.last() {
            match frame {
                Frame::Paragraph(_) => self.end_paragraph(),
                Frame::Table(_) => self.end_table(),
            }
        }
        self.flush_carried();
        if self.note.is_some() {
            self.end_note();
        }
    }

    fn open_run(&mut self) -> Element {
        if let Some(Frame::Paragraph(paragraph)) = self.frames.last_mut() {
            paragraph.run = RunProps::default();
            paragraph.settled = false;
        }
        Element::Run
    }

    fn open_alternative(&mut self, name: &str) -> Option<Element> {
        if name == "AlternateContent" {
            self.alternatives.push(Alternatives { chosen: false, pieces: self.pieces });
            return Some(Element::Alternatives);
        }
        if let Some(alternatives) = self.alternatives.last_mut() {
            let chosen = alternatives.chosen;
            alternatives.chosen |= name == "Choice";
            // What older programs show says the same, where the choice says anything.
            let again = name == "Fallback" && self.pieces > alternatives.pieces;
            if chosen && (name == "Choice" || again) {
                return None;
            }
        }
        Some(Element::Other)
    }

    fn open_note(&mut self, tag: &Tag<'_>) -> Option<Element> {
        let Kind::Notes { end } = self.kind else { return Some(Element::Other) };
        // Lines that part notes from text, and what stands above notes that go on.
        if tag.attr("type").is_some_and(|kind| kind != "normal") {
            return None;
        }
        let id = tag.attr("id").and_then(|id| id.trim().parse().ok())?;
        self.note = Some(NoteId { end, id });
        Some(Element::Note)
    }
}

/// The parts that hold the running heads and feet of the sections, each once, by their names.
pub(super) fn running(sections: &[Section], part: &str, book: &mut Book<'_>) -> Vec<(BlockKind, String)> {
    let relations = book.package.relations(part, &mut book.notices);
    section::running(sections, &relations, book.settings.even_heads)
}
