use std::collections::BTreeSet;

use fundscan_model::Status;
use serde::Serialize;
use serde_json::Value;

use super::{Stratum, defuse};
use crate::code::{Code, write_codes};

/// A passage that was drawn, as a row of a sheet. The fields are the columns, in this order, without `stratum`, which is three:
/// `stratum`, `stratum_passages`, `stratum_sampled`. Before them come the empty columns `codes` and `remarks`, which are
/// the coder's, and behind `tool_codes` comes `tool_status`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampledPassage {
    /// The passage's id: what a row is known by.
    pub passage: String,
    /// The document's path.
    pub document: String,
    /// The fund, where one is known.
    pub fund: Option<String>,
    /// The year or period, where it is known.
    pub year: Option<String>,
    /// The page, from 1, for formats with pages.
    pub page: Option<u32>,
    /// The headings it stands under, outermost first.
    pub section: Vec<String>,
    /// Its text.
    pub text: String,
    /// The codes that the tool found.
    pub tool_codes: BTreeSet<Code>,
    /// The part of the collection that it stands for.
    pub stratum: Stratum,
}

impl SampledPassage {
    /// Whether the tool's codes affirm or negate: a column to filter by.
    fn tool_status(&self) -> &'static str {
        let has = |status| self.tool_codes.iter().any(|c| c.status == status);
        match (has(Status::Affirmed), has(Status::Negated)) {
            (true, true) => "both",
            (true, false) => "affirmed",
            (false, true) => "negated",
            (false, false) => "none",
        }
    }
}

/// How a sheet is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SheetOptions {
    /// Without the tool's codes and without strata, which would give them away.
    pub blind: bool,
    /// What parts the cells of CSV: a comma, or a semicolon for a spreadsheet set to Dutch.
    pub separator: u8,
}

impl Default for SheetOptions {
    fn default() -> Self {
        Self { blind: false, separator: b',' }
    }
}

const PASSAGE: [&str; 7] = ["passage", "document", "fund", "year", "page", "section", "text"];
const TOOL: [&str; 2] = ["tool_codes", "tool_status"];
const CODER: [&str; 2] = ["codes", "remarks"];
const STRATUM: [&str; 3] = ["stratum", "stratum_passages", "stratum_sampled"];

/// The mark that makes Excel read UTF-8.
const BOM: &str = "\u{feff}";

/// The sheet as CSV in UTF-8, for a spreadsheet.
///
/// # Errors
///
/// Where CSV cannot be made of it, which no text does.
pub fn sheet_csv(rows: &[SampledPassage], options: SheetOptions) -> Result<Vec<u8>, csv::Error> {
    let tool: &[&str] = if options.blind { &[] } else { &TOOL };
    let stratum: &[&str] = if options.blind { &[] } else { &STRATUM };
    let head = [&PASSAGE, tool, &CODER, stratum].concat();
    csv(&head, rows, options.separator, |row| {
        let mut cells = vec![
            row.passage.clone(),
            row.document.clone(),
            row.fund.clone().unwrap_or_default(),
            row.year.clone().unwrap_or_default(),
            row.page.map_or_else(String::new, |n| n.to_string()),
            row.section.join(" > "),
            row.text.clone(),
        ];
        if !options.blind {
            cells.extend(tool_cells(row));
        }
        cells.extend([String::new(), String::new()]);
        if !options.blind {
            cells.extend(stratum_cells(row));
        }
        cells
    })
}

/// What a blind sheet leaves out, to be joined to it by the passages' ids.
///
/// # Errors
///
/// Where CSV cannot be made of it, which no text does.
pub fn key_csv(rows: &[SampledPassage], options: SheetOptions) -> Result<Vec<u8>, csv::Error> {
    let head = [&PASSAGE[..1], &TOOL, &STRATUM].concat();
    csv(&head, rows, options.separator, |row| {
        [row.passage.clone()].into_iter().chain(tool_cells(row)).chain(stratum_cells(row)).collect()
    })
}

fn tool_cells(row: &SampledPassage) -> [String; 2] {
    [write_codes(&row.tool_codes), row.tool_status().to_owned()]
}

fn stratum_cells(row: &SampledPassage) -> [String; 3] {
    [row.stratum.name.clone(), row.stratum.passages.to_string(), row.stratum.sampled.to_string()]
}

fn csv(
    head: &[&str],
    rows: &[SampledPassage],
    separator: u8,
    cells: impl Fn(&SampledPassage) -> Vec<String>,
) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(BOM.as_bytes().to_vec());
    writer.write_record(head)?;
    for row in rows {
        writer.write_record(cells(row).iter().map(|cell| defuse(cell).into_owned()))?;
    }
    writer.into_inner().map_err(|e| csv::Error::from(e.into_error()))
}

/// A row of a sheet or key in JSON; what is left out is null.
#[derive(Serialize)]
struct Line<'a> {
    passage: &'a str,
    #[serde(flatten)]
    what: Option<What<'a>>,
    #[serde(flatten)]
    tool: Option<Tool<'a>>,
    #[serde(flatten)]
    coder: Option<Coder>,
    #[serde(flatten)]
    stratum: Option<StratumKeys<'a>>,
}

#[derive(Serialize)]
struct What<'a> {
    document: &'a str,
    fund: Option<&'a str>,
    year: Option<&'a str>,
    page: Option<u32>,
    section: &'a [String],
    text: &'a str,
}

#[derive(Serialize)]
struct Tool<'a> {
    tool_codes: &'a BTreeSet<Code>,
}

/// To be filled in: a list as `tool_codes` is, or a text as in a cell.
#[derive(Serialize)]
struct Coder {
    codes: Value,
    remarks: Value,
}

#[derive(Serialize)]
struct StratumKeys<'a> {
    stratum: &'a str,
    stratum_passages: u64,
    stratum_sampled: u64,
}

impl<'a> Line<'a> {
    fn sheet(row: &'a SampledPassage, blind: bool) -> Self {
        let what = What {
            document: &row.document,
            fund: row.fund.as_deref(),
            year: row.year.as_deref(),
            page: row.page,
            section: &row.section,
            text: &row.text,
        };
        let coder = Coder { codes: Value::Null, remarks: Value::Null };
        let shown = if blind {
            Self { passage: &row.passage, what: None, tool: None, coder: None, stratum: None }
        } else {
            Self::key(row)
        };
        Self { what: Some(what), coder: Some(coder), ..shown }
    }

    fn key(row: &'a SampledPassage) -> Self {
        let stratum = StratumKeys {
            stratum: &row.stratum.name,
            stratum_passages: row.stratum.passages,
            stratum_sampled: row.stratum.sampled,
        };
        let tool = Some(Tool { tool_codes: &row.tool_codes });
        Self { passage: &row.passage, what: None, tool, coder: None, stratum: Some(stratum) }
    }
}

/// The sheet as JSON lines.
///
/// # Errors
///
/// Where JSON cannot be made of it, which no text does.
pub fn sheet_json_lines(rows: &[SampledPassage], options: SheetOptions) -> Result<Vec<u8>, serde_json::Error> {
    json_lines(rows.iter().map(|row| Line::sheet(row, options.blind)))
}

/// What a blind sheet leaves out, as JSON lines.
///
/// # Errors
///
/// Where JSON cannot be made of it, which no text does.
pub fn key_json_lines(rows: &[SampledPassage]) -> Result<Vec<u8>, serde_json::Error> {
    json_lines(rows.iter().map(Line::key))
}

fn json_lines<'a>(lines: impl Iterator<Item = Line<'a>>) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = Vec::new();
    for line in lines {
        serde_json::to_writer(&mut bytes, &line)?;
        bytes.push(b'\n');
    }
    Ok(bytes)
}
