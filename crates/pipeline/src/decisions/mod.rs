//! The decisions file: where a researcher corrects what the program found, once and for every scan after.
//!
//! It is only ever read. Each decision keeps its line, and every fault is told with its own.

mod checks;
mod csv;
mod toml;

use std::fs;
use std::path::{Path, PathBuf};

use fundscan_evidence::{Action, Decision};
use fundscan_model::{ConceptId, FundId, Status};

pub(crate) use checks::check;

use crate::manifest::{document_kind, has_ending, parse_years};
use crate::{Fault, PipelineError};

/// The names under which decisions are found in the folder of a collection.
pub(crate) const NAMES: [&str; 2] = ["decisions.toml", "decisions.csv"];

/// More decisions than this are not read: nobody takes them by hand.
const MOST_DECISIONS: usize = 10_000;
/// A longer text than this, in bytes, is no passage to find a mention by.
const LONGEST_TEXT: usize = 20_000;
/// The largest file that is read, in bytes.
const LARGEST_FILE: u64 = 32 << 20;

/// The keys of a decision.
const KEYS: [&str; 16] = [
    "action",
    "document",
    "concept",
    "text",
    "before",
    "quote",
    "after",
    "all",
    "to_fund",
    "to_year",
    "to_kind",
    "to_status",
    "reason",
    "by",
    "on",
    "note",
];

/// A decisions file as it was read.
#[derive(Clone, Debug, Default)]
pub(crate) struct DecisionFile {
    pub(crate) path: PathBuf,
    pub(crate) decisions: Vec<Decision>,
    /// Things to tell that are no faults.
    pub(crate) notices: Vec<String>,
}

impl DecisionFile {
    /// Reads a file and finds every fault that can be seen without the documents.
    pub(crate) fn read(path: &Path) -> Result<Self, PipelineError> {
        let unreadable = |source| PipelineError::ManifestUnreadable { path: path.to_owned(), source };
        let faulty = |faults| PipelineError::Decisions { path: path.to_owned(), faults };
        let size = fs::metadata(path).map_err(unreadable)?.len();
        if size > LARGEST_FILE {
            let message = format!("the file is larger than {} MB: these are no decisions by hand", LARGEST_FILE >> 20);
            return Err(faulty(vec![Fault { line: 1, message }]));
        }
        let bytes = fs::read(path).map_err(unreadable)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut draft = Draft { file: Self { path: path.to_owned(), ..Self::default() }, name, faults: Vec::new() };
        if has_ending(path, "toml") {
            toml::read(&bytes, &mut draft)
        } else {
            csv::read(&bytes, &mut draft)
        }
        draft.faults.sort_by_key(|f| f.line);
        if draft.faults.is_empty() { Ok(draft.file) } else { Err(faulty(draft.faults)) }
    }
}

/// A file while it is read.
struct Draft {
    file: DecisionFile,
    name: String,
    faults: Vec<Fault>,
}

/// The cells or keys of one decision, and the line each stands on.
#[derive(Default)]
struct Entry<'a> {
    line: usize,
    values: Vec<(&'a str, usize, String)>,
}

impl Draft {
    fn fault(&mut self, line: usize, message: impl Into<String>) {
        self.faults.push(Fault { line, message: message.into() });
    }

    /// Makes a decision of an entry, with every fault in it.
    fn entry(&mut self, entry: &Entry<'_>) {
        let line = entry.line;
        if self.file.decisions.len() == MOST_DECISIONS {
            self.fault(line, format!("more than {MOST_DECISIONS} decisions; those from here on are one too many"));
        }
        if self.file.decisions.len() >= MOST_DECISIONS {
            self.file.decisions.push(blank(&self.name, line));
            return;
        }
        let before = self.faults.len();
        let get = |key: &str| entry.values.iter().find(|v| v.0 == key).map(|v| (v.1, v.2.trim()));
        let text = |key: &str| get(key).map(|(_, text)| text.to_owned()).filter(|text| !text.is_empty());
        for (key, line, value) in entry.values.iter().filter(|v| v.2.len() > LONGEST_TEXT) {
            self.fault(*line, format!("{key} has {} bytes; at most {LONGEST_TEXT} are read", value.len()));
        }
        let mut decision = blank(&self.name, line);
        match get("action").map(|(line, name)| (line, name.to_lowercase())) {
            None => self.fault(line, format!("a decision without an action; write {}", actions())),
            Some((line, name)) => match Action::from_name(&name) {
                Some(action) => decision.action = action,
                None => self.fault(line, format!("\"{name}\" is no action; write {}", actions())),
            },
        }
        match text("reason") {
            Some(reason) => decision.reason = reason,
            None => self.fault(line, "a decision without a reason; say why, for whoever reads it later"),
        }
        decision.document = text("document").map(|name| name.replace('\\', "/"));
        decision.concept = text("concept").map(|id| ConceptId::from(id.as_str()));
        (decision.text, decision.quote) = (text("text"), text("quote"));
        (decision.before, decision.after) = (text("before"), text("after"));
        (decision.by, decision.on) = (text("by"), text("on"));
        decision.to_fund = text("to_fund").map(|id| FundId::from(id.as_str()));
        if let Some((line, value)) = get("all") {
            match value.to_lowercase().as_str() {
                "true" | "yes" | "ja" | "1" | "x" | "waar" => decision.all = true,
                "false" | "no" | "nee" | "0" | "" | "onwaar" => {}
                other => self.fault(line, format!("\"{other}\" does not say whether all are meant; write yes or no")),
            }
        }
        if let Some((line, value)) = get("to_year") {
            decision.to_years = parse_years(value);
            if decision.to_years.is_none() {
                self.fault(line, format!("\"{value}\" is no year or period; write 2023 or \"2022-2023\""));
            }
        }
        if let Some((line, value)) = get("to_kind") {
            decision.to_kind = document_kind(value);
            if decision.to_kind.is_none() {
                let known = "annual-report, plan, web-page or other";
                self.fault(line, format!("\"{value}\" is no kind of document; write {known}"));
            }
        }
        if let Some((line, value)) = get("to_status") {
            decision.to_status = match value.to_lowercase().as_str() {
                "affirmed" => Some(Status::Affirmed),
                "negated" => Some(Status::Negated),
                other => {
                    self.fault(line, format!("\"{other}\" is no status; write affirmed or negated"));
                    None
                }
            };
        }
        if self.faults.len() == before {
            let faults = checks::complete(&decision);
            self.faults.extend(faults.into_iter().map(|message| Fault { line, message }));
        }
        self.file.decisions.push(decision);
    }
}

fn blank(file: &str, line: usize) -> Decision {
    Decision {
        file: file.to_owned(),
        line: line as u64,
        action: Action::Reject,
        document: None,
        concept: None,
        text: None,
        before: None,
        quote: None,
        after: None,
        all: false,
        to_fund: None,
        to_years: None,
        to_kind: None,
        to_status: None,
        reason: String::new(),
        by: None,
        on: None,
    }
}

fn actions() -> String {
    let names: Vec<&str> = Action::ALL.iter().map(|a| a.name()).collect();
    names.join(", ")
}
