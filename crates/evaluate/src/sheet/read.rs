use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Fault, SheetError, Stratum, csv, jsonl};
use crate::code::{Coded, Concepts};

/// The largest sheet that is read, in bytes: a hundred thousand passages and more.
pub const MOST_BYTES: usize = 256 << 20;

/// After so many faults no more is read: they say what is wrong with the file.
const MOST_FAULTS: usize = 100;

/// The codes of a passage in a column of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Given {
    /// The sheet has no such column.
    #[default]
    NoColumn,
    /// The cell is empty: nobody has looked, or found nothing; see `Sheet::coding`.
    Blank,
    /// A coder has looked at the passage, and may have found nothing.
    Coded(Coded),
}

/// A row of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetRow {
    /// The row as a spreadsheet numbers it (the head is row 1), or the line of a file of JSON lines.
    pub row: usize,
    /// The passage's id.
    pub passage: String,
    /// Its text, where the sheet has it.
    pub text: Option<String>,
    /// The coder's codes: the column `codes`, or `agreed` and `contested` in JSON.
    pub codes: Given,
    /// The tool's codes: the column `tool_codes`, or `mentions` in JSON.
    pub tool_codes: Given,
    /// The part of the collection that it stands for.
    pub stratum: Option<Stratum>,
}

/// A sheet, as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its rows, a passage once, in the order of the file.
    pub rows: Vec<SheetRow>,
    /// What a careful reader should know about it, in words.
    pub notes: Vec<String>,
}

/// Reads a sheet: CSV with any of the separators and encodings that spreadsheets write, or JSON lines. JSON lines may be
/// those of a sample, those that `fundscan tag` prints, or coded passages with `agreed` and `contested` codes.
///
/// A passage that stands twice with the same codes counts once, and is noted.
///
/// # Errors
///
/// [`SheetError`]; where single rows are at fault, all of them are told.
pub fn read(bytes: &[u8], concepts: &Concepts) -> Result<Sheet, SheetError> {
    if bytes.len() > MOST_BYTES {
        return Err(SheetError::TooLarge);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(SheetError::Workbook);
    }
    let text = decode(bytes);
    let (rows, mut faults) =
        if text.trim_start().starts_with('{') { jsonl::read(&text, concepts) } else { csv::read(&text, concepts)? };
    let rows = once(rows, &mut faults);
    if faults.list.is_empty() {
        let sheet = Sheet { rows, notes: faults.notes };
        return if sheet.rows.is_empty() { Err(SheetError::Empty) } else { Ok(sheet) };
    }
    faults.list.sort_by_key(|f| f.row);
    if faults.enough() {
        let row = faults.list[MOST_FAULTS].row;
        faults.list.truncate(MOST_FAULTS);
        faults.list.push(Fault { row, message: "more faults follow; from here on nothing was read".to_owned() });
    }
    Err(SheetError::Faults(faults.list))
}

/// What is wrong and what should be known, as rows are read.
#[derive(Debug, Default)]
pub(super) struct Faults {
    pub(super) list: Vec<Fault>,
    pub(super) notes: Vec<String>,
}

impl Faults {
    pub(super) fn add(&mut self, row: usize, message: impl Into<String>) {
        self.list.push(Fault { row, message: message.into() });
    }

    /// Whether so many were found that looking at more is of no use.
    pub(super) fn enough(&self) -> bool {
        self.list.len() > MOST_FAULTS
    }

    /// Codes, or the faults that are in them.
    pub(super) fn given(&mut self, row: usize, read: Result<Option<Coded>, Vec<String>>) -> Given {
        match read {
            Ok(Some(coded)) => Given::Coded(coded),
            Ok(None) => Given::Blank,
            Err(faults) => {
                faults.into_iter().for_each(|fault| self.add(row, fault));
                Given::Blank
            }
        }
    }
}

/// Each passage once. Where it stands twice with other codes nobody can tell which are meant.
fn once(rows: Vec<SheetRow>, faults: &mut Faults) -> Vec<SheetRow> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut kept: Vec<SheetRow> = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(first) = seen.get(&row.passage).map(|index| &kept[*index]) else {
            seen.insert(row.passage.clone(), kept.len());
            kept.push(row);
            continue;
        };
        if first.codes != row.codes || first.tool_codes != row.tool_codes {
            faults.add(row.row, format!("passage {} stands in row {} too, with other codes", row.passage, first.row));
        } else {
            let message =
                format!("row {} repeats row {} (passage {}) and counts once", row.row, first.row, row.passage);
            faults.notes.push(message);
        }
    }
    kept
}

/// UTF-8 with or without its mark, UTF-16 with one ("Unicode text"), else what Excel writes on Windows.
fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}
