//! Word documents (.docx and .docm): a zip file of XML parts.

mod book;
mod diagram;
mod element;
mod error;
mod field;
mod numbering;
mod package;
mod paragraph;
mod props;
mod section;
mod settings;
mod story;
mod styles;
mod symbol;
mod table;
mod xml;

use std::collections::{BTreeMap, BTreeSet};

use fundscan_model::{Block, BlockKind, Document, Notice, SourceKind};

use crate::fold::folded;
use crate::{Extracted, Limits};

use book::Book;
pub use error::DocxError;
use numbering::Numbering;
use package::Package;
use settings::Settings;
use story::Kind;
use styles::Styles;
use xml::{Token, Xml};

/// Whether a zip file is a Word document, or was one before it was damaged.
pub(crate) fn is_docx(bytes: &[u8], limits: &Limits) -> bool {
    match Package::open(bytes, limits) {
        Ok(mut package) => package.main_part().is_some(),
        // What can be told of a zip file without its list of parts is what stands near its beginning.
        Err(_) => crate::decode::find(&bytes[..bytes.len().min(64 << 10)], b"word/").is_some(),
    }
}

/// Reads a Word document.
///
/// # Errors
///
/// [`DocxError`] where it is protected, damaged beyond reading, or larger than the limits allow.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Extracted, DocxError> {
    let mut notices = Vec::new();
    let mut package = Package::open(bytes, limits)?;
    let main = package.main_part().ok_or_else(|| DocxError::damaged("it does not say which part of it is the text"))?;
    let title = title(&mut package, &mut notices);
    let parts = Parts::of(&mut package, &main, &mut notices);
    let settings = match parts.xml("settings", "the list of settings", &mut package, &mut notices) {
        Some(xml) => Settings::read(&xml, &mut notices),
        None => Settings::default(),
    };
    let mut book = Book::new(package, settings, notices, limits.blocks);
    if let Some(xml) = parts.xml("styles", "the list of styles", &mut book.package, &mut book.notices) {
        book.styles = Styles::read(&xml, &mut book.notices);
    }
    if let Some(xml) = parts.xml("numbering", "the list of numberings", &mut book.package, &mut book.notices) {
        book.numbering = Numbering::read(&xml, &mut book.notices);
    }
    for (kind, end) in [("footnotes", false), ("endnotes", true)] {
        if let Some(xml) = parts.xml(kind, "the notes", &mut book.package, &mut book.notices) {
            story::read(&xml, Kind::Notes { end }, &parts.names[kind], "the notes", &mut book);
        }
    }
    let text = book.package.part(&main, "the text", &mut book.notices)?;
    let text = text.ok_or_else(|| DocxError::damaged("the part that holds the text is missing"))?;
    let told = story::read(&text, Kind::Main, &main, "the text", &mut book);
    if !told.is_text {
        return Err(DocxError::damaged("the part that holds the text is none"));
    }
    drop(text);
    let (heads, feet) = running(&told.sections, &main, &mut book);
    let mut gathered = told.gathered;
    gathered.leave_out(book.left_out, limits.blocks);
    let mut notices = book.notices;
    let mut blocks = heads;
    blocks.extend(gathered.finish(&mut notices));
    blocks.extend(told.endnotes);
    blocks.extend(feet);
    number_tables(&mut blocks);
    let document = Document::new(SourceKind::Docx, Vec::new(), blocks).with_title(title);
    Ok(Extracted { document, notices })
}

/// The running heads and feet, each text once.
fn running(sections: &[section::Section], main: &str, book: &mut Book<'_>) -> (Vec<Block>, Vec<Block>) {
    let mut seen = BTreeSet::new();
    let (mut heads, mut feet) = (Vec::new(), Vec::new());
    for (kind, part) in story::running(sections, main, book) {
        let Ok(Some(xml)) = book.package.part(&part, "a running head", &mut book.notices) else { continue };
        let told = story::read(&xml, Kind::Running(kind), &part, "a running head", book);
        let blocks = told.gathered.finish(&mut book.notices).into_iter();
        let fresh = blocks.filter(|block| seen.insert((kind, block.text.clone())));
        (if kind == BlockKind::Header { &mut heads } else { &mut feet }).extend(fresh);
    }
    (heads, feet)
}

/// The parts that the text refers to, by what they are.
struct Parts {
    names: BTreeMap<String, String>,
}

impl Parts {
    fn of(package: &mut Package<'_>, main: &str, notices: &mut Vec<Notice>) -> Self {
        let relations = package.relations(main, notices).into_values();
        Self { names: relations.map(|relation| (relation.kind, relation.target)).collect() }
    }

    /// The XML of the part that is this. One that cannot be read is told, and then there is none.
    fn xml(&self, kind: &str, what: &str, package: &mut Package<'_>, notices: &mut Vec<Notice>) -> Option<String> {
        let name = self.names.get(kind)?;
        match package.part(name, what, notices) {
            Ok(xml) => xml,
            Err(error) => {
                notices.push(Notice::new("damaged-part", format!("{what} could not be read: {error}")));
                None
            }
        }
    }
}

/// The title that the document's properties give it.
fn title(package: &mut Package<'_>, notices: &mut Vec<Notice>) -> Option<String> {
    let properties = package.relations("", notices).into_values().find(|r| r.kind == "core-properties")?;
    let xml = package.part(&properties.target, "the list of properties", notices).ok()??;
    let mut xml = Xml::new(&xml);
    let mut title = String::new();
    let mut within = 0;
    while let Some(token) = xml.next() {
        match token {
            Token::Open(tag) if tag.name() == "title" => within = xml.depth(),
            Token::Close if within > 0 => break,
            Token::Text(text) if within > 0 => title.push_str(&text),
            _ => {}
        }
    }
    folded(&title)
}

/// Numbers tables in reading order: inner ones were finished before those they stand in.
fn number_tables(blocks: &mut [Block]) {
    let mut numbers = BTreeMap::new();
    for cell in blocks.iter_mut().filter_map(|block| block.cell.as_mut()) {
        let next = u32::try_from(numbers.len() + 1).unwrap_or(u32::MAX);
        cell.table = *numbers.entry(cell.table).or_insert(next);
    }
}
