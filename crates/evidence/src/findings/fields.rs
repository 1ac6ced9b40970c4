//! The fields of findings, whatever they were written in.

use std::collections::BTreeSet;

use super::{Finding, FindingFault, Findings};

/// More faults than anybody corrects at once.
const MOST_FAULTS: usize = 100;
/// More findings than anybody publishes.
const MOST_FINDINGS: usize = 10_000;
const KNOWN: &str = "concept, funds, which, says, section, tables, note";

/// A value of a field.
#[derive(Clone, Debug)]
pub(super) enum Raw {
    Text(String),
    Number(String),
    List(Vec<Self>),
    Nothing,
    Other,
}

/// A field of a finding and the line its value stands on.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) line: usize,
    pub(super) name: String,
    pub(super) value: Raw,
}

/// Findings while they are read, and what is wrong with them.
pub(super) struct Reading<'t> {
    text: &'t str,
    /// Where lines start, but for the first.
    lines: Vec<usize>,
    findings: Findings,
    unused: BTreeSet<String>,
    faults: Vec<FindingFault>,
}

impl<'t> Reading<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let lines = text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at + 1).collect();
        Self { text, lines, findings: Findings::default(), unused: BTreeSet::new(), faults: Vec::new() }
    }

    /// The line, from 1, that a byte stands on.
    pub(super) fn line(&self, byte: usize) -> usize {
        1 + self.lines.partition_point(|start| *start <= byte.min(self.text.len()))
    }

    pub(super) fn fault(&mut self, line: usize, field: Option<&str>, message: String) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(FindingFault { line, field: field.map(ToOwned::to_owned), message });
        }
    }

    pub(super) fn funds(&mut self, names: impl IntoIterator<Item = (String, String)>) {
        self.findings.funds.extend(names);
    }

    pub(super) fn finding(&mut self, line: usize, fields: Vec<Field>) {
        let mut finding = Finding { line, ..Finding::default() };
        let (mut funds, mut which_line) = (None, line);
        let mut seen = BTreeSet::new();
        for Field { line, name, value } in fields {
            let name = name.trim().to_lowercase();
            if !seen.insert(name.clone()) {
                self.fault(line, Some(&name), "stands twice in one finding".to_owned());
                continue;
            }
            match name.as_str() {
                "concept" => finding.concept = self.text(line, &name, value).unwrap_or_default(),
                "funds" => funds = self.number(line, &name, &value),
                "which" => {
                    which_line = line;
                    finding.which = self.list(line, &name, value);
                }
                "says" => finding.says = self.text(line, &name, value),
                "section" => finding.section = self.text(line, &name, value),
                "tables" => finding.tables = self.text(line, &name, value),
                "note" => finding.note = self.text(line, &name, value),
                _ => drop(self.unused.insert(name)),
            }
        }
        if finding.concept.is_empty()
            && !self.faults.iter().any(|f| f.field.as_deref() == Some("concept") && f.line >= line)
        {
            self.fault(line, Some("concept"), "a finding needs a concept, by its id or name".to_owned());
        }
        let named = finding.which.as_ref().map(|which| which.len() as u64);
        match (funds, named) {
            (Some(funds), Some(named)) if named > funds => {
                self.fault(which_line, Some("which"), format!("{named} funds are named where funds says {funds}"));
            }
            (Some(funds), _) => finding.funds = funds,
            (None, Some(named)) if !seen.contains("funds") => finding.funds = named,
            (None, None) if !seen.contains("funds") => {
                self.fault(line, Some("funds"), "a finding needs the number of funds, or which".to_owned());
            }
            // The fault of the number has been told.
            (None, _) => {}
        }
        if self.findings.findings.len() < MOST_FINDINGS {
            self.findings.findings.push(finding);
        } else if self.faults.is_empty() {
            self.fault(line, None, format!("more than {MOST_FINDINGS} findings: give them in several files"));
        }
    }

    fn text(&mut self, line: usize, field: &str, value: Raw) -> Option<String> {
        match value {
            Raw::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            // A section may be called 3.2.
            Raw::Number(number) if field != "concept" => Some(number),
            Raw::Nothing => None,
            _ => {
                self.fault(line, Some(field), "must be text".to_owned());
                None
            }
        }
    }

    fn number(&mut self, line: usize, field: &str, value: &Raw) -> Option<u64> {
        let written = match value {
            Raw::Text(text) | Raw::Number(text) => text.trim(),
            _ => "",
        };
        // 5.0 is how some spreadsheets write 5.
        let whole = written.strip_suffix(".0").unwrap_or(written);
        let number = whole.parse().ok().filter(|_| whole.bytes().all(|b| b.is_ascii_digit()));
        if number.is_none() {
            let told: String = written.chars().take(40).collect();
            self.fault(line, Some(field), format!("must be a whole number such as 5, not {told:?}"));
        }
        number
    }

    /// A list of texts, or one text in which they are parted by commas, semicolons or bars.
    fn list(&mut self, line: usize, field: &str, value: Raw) -> Option<Vec<String>> {
        let items = match value {
            Raw::Nothing => return None,
            Raw::Text(text) => text.split([',', ';', '|']).map(|item| Raw::Text(item.to_owned())).collect(),
            Raw::List(items) => items,
            _ => {
                self.fault(line, Some(field), "must be a list of funds".to_owned());
                return None;
            }
        };
        let mut texts: Vec<String> = Vec::new();
        for item in items {
            let Raw::Text(item) = item else {
                self.fault(line, Some(field), "must be a list of ids or names of funds".to_owned());
                return None;
            };
            let item = item.trim();
            if texts.iter().any(|other| other == item) {
                self.fault(line, Some(field), format!("{item} is named twice"));
            } else if !item.is_empty() {
                texts.push(item.to_owned());
            }
        }
        Some(texts)
    }

    pub(super) fn finish(mut self) -> Result<Findings, Vec<FindingFault>> {
        if self.findings.findings.is_empty() && self.faults.is_empty() {
            self.fault(1, None, "there are no findings in it".to_owned());
        }
        if !self.faults.is_empty() {
            self.faults.sort_by_key(|fault| fault.line);
            return Err(self.faults);
        }
        if !self.unused.is_empty() {
            let unused: Vec<String> = self.unused.iter().map(|name| format!("{name:?}")).collect();
            self.findings.notices.push(format!("fields that are not used: {}; known are {KNOWN}", unused.join(", ")));
        }
        Ok(self.findings)
    }
}
