//! Manifests in CSV: a column for each key, found by the names in the first row.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use csv::{ReaderBuilder, StringRecord};

use super::{At, Entry, Lines, Manifest, finish};
use crate::Fault;

const COLUMNS: [&str; 7] = ["path", "fund", "year", "period", "kind", "title", "note"];

/// Whether the first row of a file has a column `path`.
pub(super) fn head_says_so(path: &Path) -> bool {
    let mut head = Vec::new();
    if File::open(path).and_then(|file| file.take(64 * 1024).read_to_end(&mut head)).is_err() {
        return false;
    }
    let text = decode(&head);
    let mut reader = reader(&text);
    reader.headers().is_ok_and(|row| row.iter().any(|cell| column(cell) == "path"))
}

pub(super) fn read(bytes: &[u8]) -> Result<Manifest, Vec<Fault>> {
    let text = decode(bytes);
    let mut reader = reader(&text);
    let mut manifest = Manifest::default();
    let mut faults = Vec::new();
    let head = match reader.headers() {
        Ok(head) => head.iter().map(column).collect::<Vec<_>>(),
        Err(e) => return Err(vec![fault(&e)]),
    };
    check_head(&head, &mut manifest, &mut faults);
    let lines = Lines::new(&text);
    let mut listed = BTreeMap::new();
    for row in reader.records() {
        match row {
            Ok(row) => {
                let line = row.position().map_or(1, |p| line_at(&text, &lines, p.byte()));
                if let Some(entry) = document(&head, &row, line, &mut faults) {
                    entry.finish(&mut manifest, &mut listed, &mut faults);
                }
            }
            Err(e) => faults.push(fault(&e)),
        }
    }
    finish(manifest, faults)
}

fn check_head(head: &[String], manifest: &mut Manifest, faults: &mut Vec<Fault>) {
    if !head.iter().any(|name| name == "path") {
        faults.push(Fault { line: 1, message: "the first row has no column \"path\"".to_owned() });
    }
    for (index, name) in head.iter().enumerate() {
        if head[..index].contains(name) && COLUMNS.contains(&name.as_str()) {
            faults.push(Fault { line: 1, message: format!("two columns are called \"{name}\"") });
        }
    }
    let unused: Vec<String> = head
        .iter()
        .filter(|name| !name.is_empty() && !COLUMNS.contains(&name.as_str()))
        .map(|name| format!("\"{name}\""))
        .collect();
    if !unused.is_empty() {
        let known = COLUMNS.join(", ");
        manifest.notices.push(format!("columns that are not used: {}; known are {known}", unused.join(", ")));
    }
}

/// What a row says; none for a blank one.
fn document(head: &[String], row: &StringRecord, line: usize, faults: &mut Vec<Fault>) -> Option<Entry> {
    if row.iter().all(|cell| cell.trim().is_empty()) {
        return None;
    }
    if row.len() > head.len() && row.iter().skip(head.len()).any(|cell| !cell.trim().is_empty()) {
        let message = format!("the row has {} cells, the first row {}", row.len(), head.len());
        faults.push(Fault { line, message });
    }
    let mut entry = Entry { line, ..Entry::default() };
    for (name, cell) in head.iter().zip(row).filter(|(_, cell)| !cell.trim().is_empty()) {
        let at = At { line, text: cell };
        match name.as_str() {
            "path" => entry.set_path(at, faults),
            "year" | "period" => entry.set_years(at, faults),
            "kind" => entry.set_kind(at, faults),
            "fund" => entry.set_fund(at),
            "title" => entry.description.title = Some(cell.trim().to_owned()),
            _ => {}
        }
    }
    Some(entry)
}

pub(crate) fn reader(text: &str) -> csv::Reader<&[u8]> {
    // Spreadsheets separate by whatever the language of the system says.
    let head = text.lines().next().unwrap_or_default();
    let separator = [b';', b',', b'\t'].into_iter().max_by_key(|s| (count(head, *s), *s == b',')).unwrap_or(b',');
    ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text.as_bytes())
}

fn count(head: &str, separator: u8) -> usize {
    head.bytes().filter(|b| *b == separator).count()
}

pub(crate) fn column(cell: &str) -> String {
    cell.trim().to_lowercase()
}

/// The line of the row that starts at a byte of the text. The reader's own count takes the second half of a Windows
/// line end for the start of the next row.
pub(crate) fn line_at(text: &str, lines: &Lines, byte: u64) -> usize {
    let start = usize::try_from(byte).unwrap_or(usize::MAX).min(text.len());
    let breaks = text.as_bytes()[start..].iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
    lines.line(start + breaks)
}

/// UTF-8 with or without its mark, else what Excel writes on Windows.
pub(crate) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        // A head that was cut off within a letter is UTF-8 all the same.
        Err(e) if e.error_len().is_none() => String::from_utf8_lossy(bytes),
        Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0,
    }
}

pub(crate) fn fault(error: &csv::Error) -> Fault {
    let line = error.position().map_or(1, |p| usize::try_from(p.line()).unwrap_or(usize::MAX));
    Fault { line, message: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_by_their_names_whatever_separates_them() {
        for text in [
            "\u{feff}Path;Fund;Year;Kind;Title\r\na.pdf;oom;2022;annual-report;\"Een; twee\"\r\n;;;;\r\n",
            "fund,path,title,kind,period,made\noom,a.pdf,Een; twee,Annual report,2022,LibreOffice\n",
            "path\tyear\tfund\ttitle\tkind\na.pdf\t2022\toom\tEen; twee\tannual_report\n",
        ] {
            let manifest = read(text.as_bytes()).unwrap();
            assert_eq!(manifest.documents.len(), 1, "{text}");
            let document = &manifest.documents[0];
            assert_eq!((document.path.as_str(), document.fund_line), ("a.pdf", 2));
            assert_eq!(document.description.fund, Some("oom".into()));
            assert_eq!(document.description.title.as_deref(), Some("Een; twee"));
            assert_eq!(document.description.years.map(|y| y.to), Some(2022));
            assert_eq!(manifest.notices.len(), usize::from(text.contains("made")));
        }
    }

    #[test]
    fn a_file_that_excel_wrote_on_windows_is_read() {
        let manifest = read(b"path;title\na.pdf;Co\xf6peratie\n").unwrap();
        assert_eq!(manifest.documents[0].description.title.as_deref(), Some("Coöperatie"));
    }

    #[test]
    fn every_fault_is_told_with_its_line() {
        let faults = read(b"path,year,path\na.pdf,22,\n,2022,\nb.pdf,2022,,x\na.pdf,,\n").unwrap_err();
        let lines: Vec<usize> = faults.iter().map(|f| f.line).collect();
        assert_eq!(lines, [1, 2, 3, 4, 5], "{faults:?}");
    }

    #[test]
    fn a_csv_file_without_a_path_is_no_manifest() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("a.csv");
        std::fs::write(&file, "jaar;kosten\n2022;3\n").unwrap();
        assert!(!head_says_so(&file));
        std::fs::write(&file, "year;PATH\n2022;a.pdf\n").unwrap();
        assert!(head_says_so(&file));
    }
}
