//! A manifest: the file in which a researcher describes a collection once.

mod csv;
mod toml;

pub(crate) use self::csv::{
    column as csv_column, decode as csv_decode, fault as csv_fault, line_at as csv_line, reader as csv_reader,
};

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use fundscan_evidence::{DocumentKind, Years};
use fundscan_model::FundId;

use crate::{Fault, PipelineError};

/// What a person says about a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Description {
    /// Whose it is.
    pub fund: Option<FundId>,
    /// The year or years it is about.
    pub years: Option<Years>,
    /// What it is.
    pub kind: Option<DocumentKind>,
    /// What it is called.
    pub title: Option<String>,
}

/// One document that a manifest lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Listed {
    /// The line of the manifest that its fund stands on, or itself, from 1.
    pub(crate) fund_line: usize,
    /// The path as it is written there.
    pub(crate) path: String,
    pub(crate) description: Description,
}

/// A manifest as it was read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Manifest {
    pub(crate) path: PathBuf,
    pub(crate) documents: Vec<Listed>,
    /// Files and folders, relative to the manifest, that are no documents and need no mention.
    pub(crate) ignore: Vec<String>,
    /// The text of its own list of funds, on the lines it stands on in the manifest.
    pub(crate) funds: Option<String>,
    /// Things to tell that are no faults.
    pub(crate) notices: Vec<String>,
}

impl Manifest {
    /// Reads a manifest and finds every fault that can be seen without looking at the documents.
    pub(crate) fn read(path: &Path) -> Result<Self, PipelineError> {
        let bytes =
            fs::read(path).map_err(|source| PipelineError::ManifestUnreadable { path: path.to_owned(), source })?;
        let read = if has_ending(path, "toml") { toml::read(&bytes) } else { csv::read(&bytes) };
        let mut manifest = read.map_err(|faults| PipelineError::Manifest { path: path.to_owned(), faults })?;
        manifest.path = path.to_owned();
        Ok(manifest)
    }

    /// Whether a file is a manifest: any TOML file, and a CSV file whose head has a column `path`.
    pub(crate) fn is_one(path: &Path) -> bool {
        has_ending(path, "toml") || (has_ending(path, "csv") && csv::head_says_so(path))
    }

    /// The folder its paths are relative to.
    pub(crate) fn folder(&self) -> &Path {
        self.path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
    }
}

pub(crate) fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case(ending))
}

/// A year or period as people write it: `2023`, `2022-2023`, `2022/2023`, with a hyphen, dash or slash.
///
/// None where it is anything else, or a year before 1900 or after 2100.
#[must_use]
pub fn parse_years(text: &str) -> Option<Years> {
    let year = |text: &str| {
        let text = text.trim();
        let digits = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
        text.parse().ok().filter(|y| digits && (1900..=2100).contains(y))
    };
    match text.split_once(['-', '–', '/']) {
        Some((from, to)) => {
            let (from, to) = (year(from)?, year(to)?);
            (from <= to).then_some(Years { from, to })
        }
        None => year(text).map(|y| Years { from: y, to: y }),
    }
}

/// A kind of document as people write it: `annual report`, `annual_report`.
pub(crate) fn document_kind(text: &str) -> Option<DocumentKind> {
    DocumentKind::from_name(&text.trim().to_lowercase().replace([' ', '_'], "-"))
}

/// Where the lines of a text start.
pub(crate) struct Lines(Vec<usize>);

impl Lines {
    pub(crate) fn new(text: &str) -> Self {
        Self(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at + 1).collect())
    }

    /// The line, from 1, that a byte of the text stands on.
    pub(crate) fn line(&self, byte: usize) -> usize {
        1 + self.0.partition_point(|start| *start <= byte)
    }
}

/// A value of a manifest that stands on a line, while its faults are gathered.
#[derive(Clone, Copy)]
struct At<'a> {
    line: usize,
    text: &'a str,
}

/// Gathers the cells or keys of one document, and what is wrong with them.
#[derive(Default)]
struct Entry {
    line: usize,
    fund_line: Option<usize>,
    path: Option<String>,
    description: Description,
}

impl Entry {
    fn set_path(&mut self, value: At<'_>, faults: &mut Vec<Fault>) {
        if value.text.trim().is_empty() {
            faults.push(Fault { line: value.line, message: "the path is empty".to_owned() });
        }
        // Paths are written as the writer's system does; slashes are understood on all of them.
        self.path = Some(value.text.trim().replace('\\', "/"));
    }

    fn set_years(&mut self, value: At<'_>, faults: &mut Vec<Fault>) {
        if self.description.years.is_some() {
            faults.push(Fault { line: value.line, message: "give either a year or a period, not both".to_owned() });
        }
        match parse_years(value.text) {
            Some(years) => self.description.years = Some(years),
            None => faults.push(Fault {
                line: value.line,
                message: format!("\"{}\" is no year or period; write 2023 or \"2022-2023\"", value.text),
            }),
        }
    }

    fn set_fund(&mut self, value: At<'_>) {
        self.fund_line = Some(value.line);
        self.description.fund = Some(FundId::from(value.text.trim())).filter(|id| !id.as_str().is_empty());
    }

    fn set_kind(&mut self, value: At<'_>, faults: &mut Vec<Fault>) {
        match document_kind(value.text) {
            Some(kind) => self.description.kind = Some(kind),
            None => faults.push(Fault {
                line: value.line,
                message: format!(
                    "\"{}\" is no kind of document; write annual-report, plan, web-page or other",
                    value.text
                ),
            }),
        }
    }

    /// `lines` holds the line of each path listed before.
    fn finish(self, manifest: &mut Manifest, lines: &mut BTreeMap<String, usize>, faults: &mut Vec<Fault>) {
        let Some(path) = self.path else {
            faults.push(Fault { line: self.line, message: "a document without a path".to_owned() });
            return;
        };
        match lines.get(&path) {
            Some(earlier) => {
                let message = format!("\"{path}\" is listed already on line {earlier}");
                faults.push(Fault { line: self.line, message });
            }
            None => {
                lines.insert(path.clone(), self.line);
            }
        }
        manifest.documents.push(Listed {
            fund_line: self.fund_line.unwrap_or(self.line),
            path,
            description: self.description,
        });
    }
}

/// The end of reading: a manifest without faults, or all its faults in the order of the lines.
fn finish(manifest: Manifest, mut faults: Vec<Fault>) -> Result<Manifest, Vec<Fault>> {
    if faults.is_empty() && manifest.documents.is_empty() {
        faults.push(Fault { line: 1, message: "the manifest lists no documents".to_owned() });
    }
    if faults.is_empty() {
        return Ok(manifest);
    }
    faults.sort_by_key(|f| f.line);
    Err(faults)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_read_as_people_write_them() {
        assert_eq!(parse_years(" 2023 "), Some(Years { from: 2023, to: 2023 }));
        for period in ["2022-2023", "2022–2023", "2022/2023", "2022 - 2023"] {
            assert_eq!(parse_years(period), Some(Years { from: 2022, to: 2023 }), "{period}");
        }
        for wrong in ["", "23", "2023-2022", "1823", "20230", "+2023", "2022-2023-2024", "jaar"] {
            assert_eq!(parse_years(wrong), None, "{wrong}");
        }
    }
}
