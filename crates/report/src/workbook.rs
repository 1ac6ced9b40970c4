//! Workbooks for Excel and LibreOffice (XLSX).

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write;

use fundscan_model::Notice;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Worksheet};

use crate::{Records, ReportError, Value, safe_terminal};

/// The characters that a cell of XLSX may hold, counted in UTF-16 as Excel does.
const MOST_CHARACTERS: usize = 32_767;

/// The rows that a sheet of XLSX may have, the head among them.
const MOST_ROWS: usize = 1_048_576;

/// The characters that the name of a sheet may have, counted in UTF-16.
const LONGEST_NAME: usize = 31;

/// The widths of columns, in characters: narrower hides the head, wider pushes the others off the screen.
const WIDTHS: (usize, usize) = (6, 60);

/// The rows that the width of a column is taken from.
const MEASURED_ROWS: usize = 1_000;

/// The place that the button of the filter takes in the head, in characters.
const FILTER_BUTTON: usize = 3;

/// The whole numbers that a cell, which holds floating point, can tell apart.
const LARGEST_COUNT: u64 = 1 << 53;

/// A workbook, and what had to be done to make the tables fit in it.
#[derive(Clone, Debug)]
pub struct Workbook {
    /// The XLSX file.
    pub bytes: Vec<u8>,
    /// Cells that were cut, tables that go on in a further sheet.
    pub notices: Vec<Notice>,
}

/// Tables as a workbook: a sheet each, with filters and a frozen head, and a sheet with the notices where there are any.
///
/// Texts are texts: none is a formula, a link, a number or a date, and no control character is left in them. The same
/// tables give the same bytes. A table of too many rows goes on in further sheets, a text that is too long for a cell is
/// cut; both are notices.
///
/// # Errors
///
/// When it cannot be written, which no value that was read or built does.
pub fn workbook(tables: &[Records], notices: &[Notice]) -> Result<Workbook, ReportError> {
    within(tables, notices, MOST_ROWS)
}

fn within(tables: &[Records], notices: &[Notice], most_rows: usize) -> Result<Workbook, ReportError> {
    let mut writer = Writer::new();
    for table in tables {
        writer.table(table, most_rows)?;
    }
    let all: Vec<Notice> = notices.iter().chain(&writer.notices).cloned().collect();
    if !all.is_empty() || tables.is_empty() {
        let mut told = Records::new("notices", &["code", "page", "message"]);
        for notice in &all {
            told.push([(&notice.code).into(), notice.page.into(), (&notice.message).into()]);
        }
        writer.table(&told, most_rows)?;
    }
    Ok(Workbook { bytes: writer.book.save_to_buffer()?, notices: writer.notices })
}

struct Writer {
    book: rust_xlsxwriter::Workbook,
    /// The names of the sheets, in small letters: Excel does not tell them apart by capitals.
    names: BTreeSet<String>,
    notices: Vec<Notice>,
    head: Format,
    text: Format,
}

impl Writer {
    fn new() -> Self {
        let mut book = rust_xlsxwriter::Workbook::new();
        // The day it was made would make the bytes differ from day to day.
        let day = ExcelDateTime::from_ymd(2000, 1, 1).expect("a day of the calendar");
        book.set_properties(&DocProperties::new().set_creation_datetime(&day));
        Self {
            book,
            names: BTreeSet::new(),
            notices: Vec::new(),
            head: Format::new().set_bold().set_align(FormatAlign::Top),
            // As a text also after somebody has edited it: Excel makes no date of "1/2" in such a cell.
            text: Format::new().set_num_format("@"),
        }
    }

    fn table(&mut self, table: &Records, most_rows: usize) -> Result<(), ReportError> {
        let mut cut = 0_usize;
        let mut parts = table.rows().chunks(most_rows.saturating_sub(1).max(1));
        let mut part = parts.next().unwrap_or_default();
        let mut sheets = 1;
        loop {
            let name = self.name(table.name());
            let sheet = sheet(table.head(), part, &name, (&self.head, &self.text), &mut cut)?;
            self.book.push_worksheet(sheet);
            let Some(next) = parts.next() else { break };
            part = next;
            sheets += 1;
        }
        if sheets > 1 {
            let message = format!(
                "{}: {} rows are more than a sheet holds; they stand in {sheets} sheets after each other",
                table.name(),
                table.rows().len()
            );
            self.notices.push(Notice::new("sheet-continued", message));
        }
        if cut > 0 {
            let message = format!(
                "{}: {cut} texts are longer than the {MOST_CHARACTERS} characters that a cell holds, and end in …; JSON and CSV have them whole",
                table.name()
            );
            self.notices.push(Notice::new("cell-cut", message));
        }
        Ok(())
    }

    /// A name that Excel takes and that no other sheet has.
    fn name(&mut self, wanted: &str) -> String {
        let forbidden = |c: char| matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') || c.is_control();
        let clean: String = wanted.chars().map(|c| if forbidden(c) { ' ' } else { c }).collect();
        let clean = clean.split_whitespace().collect::<Vec<_>>().join(" ");
        let clean = clean.trim_matches(|c| c == '\'' || c == ' ');
        // Excel keeps the name History for itself.
        let clean = if clean.is_empty() || clean.eq_ignore_ascii_case("history") { "sheet" } else { clean };
        let mut name = first_units(clean, LONGEST_NAME).trim_end_matches(['\'', ' ']).to_owned();
        let mut number = 2;
        while !self.names.insert(name.to_lowercase()) {
            let end = format!(" ({number})");
            name = format!("{}{end}", first_units(clean, LONGEST_NAME - end.len()).trim_end());
            number += 1;
        }
        name
    }
}

fn sheet(
    head: &[String],
    rows: &[Vec<Value>],
    name: &str,
    (bold, as_text): (&Format, &Format),
    cut: &mut usize,
) -> Result<Worksheet, ReportError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(name)?;
    let column = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
    let mut widths: Vec<usize> = Vec::with_capacity(head.len());
    for (at, title) in head.iter().enumerate() {
        sheet.write_string_with_format(0, column(at), title.as_str(), bold)?;
        widths.push(crate::grid::width(title) + FILTER_BUTTON);
    }
    for (row, number) in rows.iter().zip(1_u32..) {
        for (at, value) in row.iter().enumerate() {
            let width = match value {
                Value::Empty => 0,
                Value::Text(text) => {
                    let text = fitting(text, cut);
                    sheet.write_string_with_format(number, column(at), text.as_ref(), as_text)?;
                    // What is wider than the widest column need not be measured to its end.
                    crate::grid::width(first_units(&text, 2 * WIDTHS.1))
                }
                Value::Count(count) if *count > LARGEST_COUNT => {
                    sheet.write_string(number, column(at), count.to_string())?;
                    WIDTHS.0
                }
                #[expect(clippy::cast_precision_loss, reason = "small enough to be told apart")]
                Value::Count(count) => {
                    sheet.write_number(number, column(at), *count as f64)?;
                    WIDTHS.0
                }
                Value::Number(value, _) if !value.is_finite() => 0,
                Value::Number(value, digits) => {
                    let zeros = "0".repeat(usize::from(*digits));
                    let format = if zeros.is_empty() { "0".to_owned() } else { format!("0.{zeros}") };
                    let format = Format::new().set_num_format(format);
                    sheet.write_number_with_format(number, column(at), *value, &format)?;
                    WIDTHS.0 + usize::from(*digits)
                }
                Value::Whether(yes) => {
                    sheet.write_boolean(number, column(at), *yes)?;
                    WIDTHS.0
                }
            };
            if number as usize <= MEASURED_ROWS {
                widths[at] = widths[at].max(width + 1);
            }
        }
    }
    for (at, width) in widths.into_iter().enumerate() {
        let width = u32::try_from(width.clamp(WIDTHS.0, WIDTHS.1)).unwrap_or_default();
        sheet.set_column_width(column(at), width)?;
    }
    if !head.is_empty() {
        let last = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        sheet.autofilter(0, 0, last, column(head.len() - 1))?;
        sheet.set_freeze_panes(1, 0)?;
    }
    Ok(sheet)
}

/// A text that a cell can hold: nothing in it that XML forbids, and not too long.
fn fitting<'a>(text: &'a str, cut: &mut usize) -> Cow<'a, str> {
    let mut safe = safe_terminal(text);
    // Not characters, and no XML.
    let is_none = |c: char| matches!(c, '\u{fffe}' | '\u{ffff}');
    if safe.contains(is_none) {
        let mut written = String::with_capacity(safe.len() + 16);
        for c in safe.chars() {
            if is_none(c) {
                // Writing to a string cannot fail.
                let _ = write!(written, "{}", c.escape_unicode());
            } else {
                written.push(c);
            }
        }
        safe = Cow::Owned(written);
    }
    // Every character of UTF-16 is at least one byte of UTF-8.
    if safe.len() <= MOST_CHARACTERS || first_units(&safe, MOST_CHARACTERS).len() == safe.len() {
        return safe;
    }
    *cut += 1;
    Cow::Owned(format!("{}…", first_units(&safe, MOST_CHARACTERS - 1)))
}

/// The start of a text that has at most this many characters in UTF-16.
fn first_units(text: &str, most: usize) -> &str {
    let mut units = 0;
    for (at, c) in text.char_indices() {
        units += c.len_utf16();
        if units > most {
            return &text[..at];
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};

    use super::*;

    fn read(bytes: &[u8]) -> Xlsx<Cursor<Vec<u8>>> {
        Xlsx::new(Cursor::new(bytes.to_vec())).unwrap()
    }

    fn of(texts: &[&str]) -> Records {
        let mut records = Records::new("x", &["tekst"]);
        for text in texts {
            records.push([Value::from(*text)]);
        }
        records
    }

    fn texts(bytes: &[u8], name: &str) -> Vec<String> {
        let sheet = read(bytes).worksheet_range(name).unwrap();
        let text = |row: &[Data]| match &row[0] {
            Data::String(text) => text.clone(),
            other => panic!("{other:?} is no text"),
        };
        sheet.rows().skip(1).map(text).collect()
    }

    #[test]
    fn numbers_are_numbers_and_nothing_is_empty() {
        let mut records = Records::new("dekking", &["naam", "k", "n", "per_10k", "ja"]);
        records.push(["scholing".into(), 2_u64.into(), 7_u64.into(), Value::number(12.345, 2), true.into()]);
        records.push(["EVC".into(), Value::Empty, 0_u64.into(), Value::number(f64::INFINITY, 2), false.into()]);
        let book = workbook(&[records], &[]).unwrap();
        assert_eq!(book.notices, []);
        let mut read = read(&book.bytes);
        assert_eq!(read.sheet_names(), ["dekking"]);
        let sheet = read.worksheet_range("dekking").unwrap();
        let rows: Vec<&[Data]> = sheet.rows().collect();
        let text = |text: &str| Data::String(text.to_owned());
        assert_eq!(rows[0], ["naam", "k", "n", "per_10k", "ja"].map(text));
        assert_eq!(
            rows[1],
            [text("scholing"), Data::Float(2.0), Data::Float(7.0), Data::Float(12.345), Data::Bool(true)]
        );
        assert_eq!(rows[2], [text("EVC"), Data::Empty, Data::Float(0.0), Data::Empty, Data::Bool(false)]);
    }

    #[test]
    fn texts_are_never_formulas_dates_numbers_or_links() {
        let hostile = [
            "=1+1",
            "+31",
            "-1",
            "@SUM(A1)",
            "1/2",
            "007",
            "https://example.org",
            "{=1}",
            "TRUE",
            "_x0041_",
            "<b>&amp;",
        ];
        let book = workbook(&[of(&hostile)], &[]).unwrap();
        assert_eq!(texts(&book.bytes, "x"), hostile);
        assert!(read(&book.bytes).worksheet_formula("x").unwrap().rows().all(|r| r.iter().all(String::is_empty)));
    }

    #[test]
    fn what_xml_forbids_is_written_out() {
        let book = workbook(&[of(&["a\0b\u{1}\u{b}\u{1b}[31m", "\u{fffe}\u{ffff}\u{202e}", "één\n\t日本語 🎉"])], &[])
            .unwrap();
        let expected = [r"a\u{0}b\u{1} \u{1b}[31m", r"\u{fffe}\u{ffff}\u{202e}", "één  日本語 🎉"];
        assert_eq!(texts(&book.bytes, "x"), expected);
    }

    #[test]
    fn a_text_too_long_for_a_cell_is_cut_and_told() {
        let fits = "é".repeat(MOST_CHARACTERS);
        // Each takes two characters of UTF-16.
        let long = "🎉".repeat(MOST_CHARACTERS / 2 + 1);
        let book = workbook(&[of(&[&fits, &long])], &[]).unwrap();
        let read = texts(&book.bytes, "x");
        assert_eq!(read[0], fits);
        assert!(read[1].ends_with("🎉…") && read[1].encode_utf16().count() <= MOST_CHARACTERS);
        assert_eq!(book.notices.len(), 1);
        assert!(book.notices[0].message.starts_with("x: 1 texts are longer than the 32767 characters"));
        // In the workbook, too.
        assert_eq!(texts(&book.bytes, "notices"), ["cell-cut"]);
    }

    #[test]
    fn a_table_too_long_for_a_sheet_goes_on_in_the_next() {
        let book = within(&[of(&["a", "b", "c", "d", "e"])], &[], 3).unwrap();
        assert_eq!(read(&book.bytes).sheet_names(), ["x", "x (2)", "x (3)", "notices"]);
        let all = ["x", "x (2)", "x (3)"].map(|name| texts(&book.bytes, name)).concat();
        assert_eq!(all, ["a", "b", "c", "d", "e"]);
        assert!(book.notices[0].message.starts_with("x: 5 rows are more than a sheet holds"));
    }

    #[test]
    fn any_name_makes_a_sheet_and_no_two_are_the_same() {
        let long = "een naam die veel langer is dan een blad er een mag hebben";
        let names = [
            "1/2",
            "[a]:*?\\b",
            "'x'",
            "",
            "History",
            "a",
            "A",
            "''",
            long,
            long,
            "\u{7}",
            "🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉",
        ];
        let tables: Vec<Records> = names.iter().map(|name| Records::new(name, &["k"])).collect();
        let book = workbook(&tables, &[]).unwrap();
        let found = read(&book.bytes).sheet_names();
        assert_eq!(found.len(), names.len());
        assert_eq!(&found[..7], ["1 2", "a b", "x", "sheet", "sheet (2)", "a", "A (2)"]);
        let distinct: BTreeSet<String> = found.iter().map(|n| n.to_lowercase()).collect();
        assert_eq!(distinct.len(), found.len());
        assert!(found.iter().all(|n| n.encode_utf16().count() <= LONGEST_NAME), "{found:?}");
    }

    #[test]
    fn no_tables_make_a_workbook_too() {
        let book = workbook(&[], &[]).unwrap();
        assert_eq!(read(&book.bytes).sheet_names(), ["notices"]);
        let notices = [Notice::on_page("code", 3, "Eén melding.")];
        let book = workbook(&[of(&[])], &notices).unwrap();
        let sheet = read(&book.bytes).worksheet_range("notices").unwrap();
        assert_eq!(sheet.get_value((1, 1)), Some(&Data::Float(3.0)));
    }

    #[test]
    fn the_same_tables_give_the_same_bytes_with_filter_and_frozen_head() {
        let tables = [of(&["a", "b"]), of(&["c"])];
        let first = workbook(&tables, &[]).unwrap().bytes;
        assert_eq!(first, workbook(&tables, &[]).unwrap().bytes);
        let mut zip = zip::ZipArchive::new(Cursor::new(first)).unwrap();
        let mut part = |name: &str| {
            let mut text = String::new();
            std::io::Read::read_to_string(&mut zip.by_name(name).unwrap(), &mut text).unwrap();
            text
        };
        // No clock has been read.
        assert_eq!(part("docProps/core.xml").matches("2000-01-01T00:00:00Z").count(), 2);
        let sheet = part("xl/worksheets/sheet1.xml");
        assert!(sheet.contains("<autoFilter ref=\"A1:A3\"/>"), "{sheet}");
        assert!(sheet.contains("ySplit=\"1\"") && sheet.contains("state=\"frozen\""), "{sheet}");
        assert!((0..zip.len()).all(|n| zip.by_index(n).unwrap().last_modified() == Some(zip::DateTime::default())));
    }
}
