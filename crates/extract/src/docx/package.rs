//! The zip file that a DOCX is: its parts by name, what they are, and how they refer to each other.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use fundscan_model::Notice;
use memchr::memmem;
use zip::ZipArchive;
use zip::result::ZipError;

use super::error::DocxError;
use super::xml::{Token, Xml};
use crate::Limits;
use crate::decode::{self, declared_in_html};

/// A zip file.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// The index of each part by its name in lower case: names are compared blind to case.
    names: BTreeMap<String, usize>,
    part_bytes: usize,
    /// Bytes that may still be unpacked.
    budget: usize,
}

/// What a part refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Relation {
    /// The last word of its type, such as `footnotes`.
    pub(super) kind: String,
    /// The name of the part it leads to.
    pub(super) target: String,
}

/// No part is packed tighter by the programs that write text; what is was made to fill memory.
const TIGHTEST: usize = 400;

/// Parts up to this size are read however tight they are packed.
const SMALL: usize = 1 << 20;

impl<'a> Package<'a> {
    /// Opens a zip file.
    ///
    /// # Errors
    ///
    /// [`DocxError::Damaged`] and [`DocxError::TooLarge`].
    pub(super) fn open(bytes: &'a [u8], limits: &Limits) -> Result<Self, DocxError> {
        let limit = limits.zip_entries;
        // Counted before the table of contents is read: each entry of it costs far more memory than bytes.
        if memmem::find_iter(bytes, b"PK\x01\x02").take(limit.saturating_add(1)).count() > limit {
            return Err(DocxError::TooLarge { what: format!("it holds more than {limit} files") });
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| DocxError::damaged(said(&e)))?;
        let names = (0..archive.len())
            .filter_map(|index| {
                let name = archive.name_for_index(index)?.ok()?;
                Some((name.replace('\\', "/").trim_start_matches('/').to_lowercase(), index))
            })
            .collect();
        Ok(Self { archive, names, part_bytes: limits.part_bytes, budget: limits.unpacked_bytes })
    }

    /// The part that holds the text, as the list of types and the first relations name it; none where this is no Word
    /// document.
    pub(super) fn main_part(&mut self) -> Option<String> {
        let mut ignored = Vec::new();
        let types = self.part("[content_types].xml", "", &mut ignored).ok()??;
        let named = main_part_of_types(&types);
        // Office itself goes by the relations; there are files whose types name a part by another case or folder.
        let related = self.relations("", &mut ignored).into_values().find(|r| r.kind == "officeDocument");
        match (named, related) {
            (Some(_), Some(related)) if self.holds(&related.target) => Some(related.target),
            (Some(named), _) => Some(named),
            (None, _) => None,
        }
    }

    /// Whether there is a part of this name.
    pub(super) fn holds(&self, name: &str) -> bool {
        self.names.contains_key(&name.to_lowercase())
    }

    /// The XML of a part; none where there is no such part. What is lost of it is told in `notices`, where it is called
    /// `what`.
    ///
    /// # Errors
    ///
    /// [`DocxError`] where nothing of the part can be read.
    pub(super) fn part(
        &mut self,
        name: &str,
        what: &str,
        notices: &mut Vec<Notice>,
    ) -> Result<Option<String>, DocxError> {
        let Some(index) = self.names.get(&name.to_lowercase()) else { return Ok(None) };
        let file = self.archive.by_index(*index).map_err(|e| match e {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => DocxError::Encrypted,
            e => DocxError::damaged(said(&e)),
        })?;
        let packed = usize::try_from(file.compressed_size()).unwrap_or(usize::MAX);
        let limit = self.part_bytes.min(self.budget).min(packed.saturating_mul(TIGHTEST).max(SMALL));
        let mut bytes = Vec::new();
        let read = file.take(limit as u64 + 1).read_to_end(&mut bytes);
        if let Err(error) = read {
            if bytes.is_empty() {
                return Err(DocxError::damaged(error.to_string()));
            }
            let message = format!("{what} is damaged ({error}); as much of it as could be unpacked was read");
            notices.push(Notice::new("damaged-part", message));
        }
        self.budget = self.budget.saturating_sub(bytes.len());
        if bytes.len() > limit {
            bytes.truncate(limit);
            let message = format!("only the first {limit} bytes of {what} were read; the rest was left out");
            notices.push(Notice::new("cut-off", message));
        }
        Ok(Some(text(bytes, notices)))
    }

    /// What the part called `name` refers to within the file, by id; for the empty name, what the whole file does.
    pub(super) fn relations(&mut self, name: &str, notices: &mut Vec<Notice>) -> BTreeMap<String, Relation> {
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        let slash = if folder.is_empty() { "" } else { "/" };
        let Ok(Some(xml)) = self.part(&format!("{folder}{slash}_rels/{file}.rels"), "the list of its parts", notices)
        else {
            return BTreeMap::new();
        };
        let mut relations = BTreeMap::new();
        let mut xml = Xml::new(&xml);
        while let Some(token) = xml.next() {
            let Token::Open(tag) = token else { continue };
            let (Some(id), Some(kind), Some(target)) = (tag.attr("Id"), tag.attr("Type"), tag.attr("Target")) else {
                continue;
            };
            if tag.attr("TargetMode").as_deref() == Some("External") {
                continue;
            }
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            relations.insert(id.into_owned(), Relation { kind, target: resolved(folder, &target) });
        }
        relations
    }
}

/// The part of a Word document, template or one with macros, among the types of all parts.
fn main_part_of_types(types: &str) -> Option<String> {
    const MAIN: &[&str] = &[
        "wordprocessingml.document.main+xml",
        "wordprocessingml.template.main+xml",
        "ms-word.document.macroenabled.main+xml",
        "ms-word.template.macroenabledtemplate.main+xml",
    ];
    let mut xml = Xml::new(types);
    while let Some(token) = xml.next() {
        let Token::Open(tag) = token else { continue };
        let is_main = tag.attr("ContentType").is_some_and(|kind| {
            let kind = kind.to_lowercase();
            MAIN.iter().any(|main| kind.ends_with(main))
        });
        if !is_main {
            continue;
        }
        if let Some(name) = tag.attr("PartName") {
            return Some(name.trim_start_matches('/').to_owned());
        }
        // The type of a whole ending: the name is the usual one.
        return Some("word/document.xml".to_owned());
    }
    None
}

/// The name of the part that `target` leads to from a part in `folder`.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let from = if target.starts_with('/') { "" } else { folder };
    let mut steps: Vec<&str> = Vec::new();
    for step in from.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// Parts are in UTF-8 or UTF-16; the few that are in anything else say so.
fn text(bytes: Vec<u8>, notices: &mut Vec<Notice>) -> String {
    let bytes = match decode::marked_encoding(&bytes) {
        Some(_) => bytes,
        None => match String::from_utf8(bytes) {
            Ok(text) => return text,
            Err(error) => error.into_bytes(),
        },
    };
    decode::decode(&bytes, declared_in_html(&bytes), usize::MAX, notices)
}

/// What is wrong with a zip file, for a researcher.
fn said(error: &ZipError) -> String {
    match error {
        ZipError::InvalidArchive(_) | ZipError::Io(_) => {
            "the list of its parts is missing or broken, as in a file that was not downloaded whole".to_owned()
        }
        error => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_found_from_the_folder_of_their_part() {
        for (folder, target, name) in [
            ("word", "footnotes.xml", "word/footnotes.xml"),
            ("word", "/word/footnotes.xml", "word/footnotes.xml"),
            ("word", "../docProps/./core.xml", "docProps/core.xml"),
            ("", "word\\document.xml", "word/document.xml"),
            ("", "../../x", "x"),
        ] {
            assert_eq!(resolved(folder, target), name);
        }
    }
}
