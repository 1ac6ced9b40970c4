//! Decisions in CSV: a column for each key, found by the names in the first row. The columns that `kwic --format csv`
//! writes are understood, so that its rows can be decided on where they stand.

use super::{Draft, Entry, KEYS};
use crate::manifest::{Lines, csv_column, csv_decode, csv_fault, csv_line, csv_reader};

/// What `kwic` writes and a decision does not look at. Its `passage` is an id that another version of the document
/// does not have.
const OF_KWIC: [&str; 12] =
    ["fund", "year_from", "year_to", "page", "kind", "section", "status", "term", "passage", "start", "end", "by_hand"];

/// Other names for keys: those that `kwic` gives.
const ALIASES: [(&str, &str); 3] = [("left", "before"), ("keyword", "quote"), ("right", "after")];

pub(super) fn read(bytes: &[u8], draft: &mut Draft) {
    let text = csv_decode(bytes);
    let lines = Lines::new(&text);
    let mut reader = csv_reader(&text);
    let head: Vec<String> = match reader.headers() {
        Ok(head) => head.iter().map(csv_column).collect(),
        Err(e) => return draft.faults.push(csv_fault(&e)),
    };
    let keys: Vec<Option<&'static str>> = head.iter().map(|name| key(name)).collect();
    check_head(&head, &keys, draft);
    for row in reader.records() {
        let row = match row {
            Ok(row) => row,
            Err(e) => {
                draft.faults.push(csv_fault(&e));
                continue;
            }
        };
        let line = row.position().map_or(1, |p| csv_line(&text, &lines, p.byte()));
        if row.iter().skip(head.len()).any(|cell| !cell.trim().is_empty()) {
            draft.fault(line, format!("the row has {} cells, the first row {}", row.len(), head.len()));
        }
        let cells = keys.iter().zip(&row).filter_map(|(key, cell)| Some(((*key)?, cell)));
        let values: Vec<_> = cells
            .filter(|(_, cell)| !cell.trim().is_empty())
            .map(|(key, cell)| (key, line, plain(cell).to_owned()))
            .collect();
        // Rows of a concordance on which nobody decided are left alone.
        let decided = ["action", "reason", "to_fund", "to_year", "to_kind", "to_status"];
        if values.iter().any(|(key, ..)| decided.contains(key)) {
            draft.entry(&Entry { line, values });
        }
    }
}

fn key(name: &str) -> Option<&'static str> {
    let name = ALIASES.iter().find(|(alias, _)| *alias == name).map_or(name, |(_, key)| key);
    KEYS.into_iter().find(|key| *key == name)
}

fn check_head(head: &[String], keys: &[Option<&'static str>], draft: &mut Draft) {
    for needed in ["action", "reason"] {
        if !keys.contains(&Some(needed)) {
            draft.fault(1, format!("the first row has no column \"{needed}\""));
        }
    }
    for (index, key) in keys.iter().enumerate() {
        if let Some(key) = key.filter(|_| keys[..index].contains(key)) {
            draft.fault(1, format!("two columns are \"{key}\""));
        }
    }
    let unused: Vec<String> = head
        .iter()
        .zip(keys)
        .filter(|(name, key)| key.is_none() && !name.is_empty() && !OF_KWIC.contains(&name.as_str()))
        .map(|(name, _)| format!("\"{name}\""))
        .collect();
    if !unused.is_empty() {
        let known = KEYS.join(", ");
        draft.file.notices.push(format!("columns that are not used: {}; known are {known}", unused.join(", ")));
    }
}

/// A cell without the apostrophe that keeps a spreadsheet from taking it for a formula.
fn plain(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => rest,
        _ => cell,
    }
}
