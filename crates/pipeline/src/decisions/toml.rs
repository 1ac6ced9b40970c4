//! Decisions in TOML: a table for each.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Draft, Entry, KEYS};
use crate::manifest::Lines;

pub(super) fn read(bytes: &[u8], draft: &mut Draft) {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
        Err(e) => {
            let line = 1 + bytes[..e.valid_up_to()].iter().filter(|b| **b == b'\n').count();
            return draft.fault(line, "the file is not UTF-8 text");
        }
    };
    let lines = Lines::new(text);
    let (root, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        // What a broken file seems to say is not worth checking: its syntax is told first.
        for error in errors {
            draft.fault(lines.line(error.span().unwrap_or_default().start), error.message());
        }
        return;
    }
    for (key, value) in root.get_ref() {
        match key.get_ref().as_ref() {
            "decision" => decisions(value, &lines, draft),
            "title" | "note" => {}
            other => draft.fault(
                lines.line(key.span().start),
                format!("unknown key \"{other}\"; write each decision as [[decision]]"),
            ),
        }
    }
}

fn decisions(value: &Spanned<DeValue<'_>>, lines: &Lines, draft: &mut Draft) {
    let Some(items) = value.get_ref().as_array() else {
        return draft.fault(lines.line(value.span().start), "write each decision as [[decision]]");
    };
    for item in items.iter() {
        let line = lines.line(item.span().start);
        match item.get_ref().as_table() {
            Some(table) => decision(line, table, lines, draft),
            None => draft.fault(line, "write each decision as [[decision]]"),
        }
    }
}

fn decision(line: usize, table: &DeTable<'_>, lines: &Lines, draft: &mut Draft) {
    let mut entry = Entry { line, ..Entry::default() };
    for (key, value) in table {
        let (name, at) = (key.get_ref().as_ref(), lines.line(value.span().start));
        let Some(known) = KEYS.into_iter().find(|known| *known == name) else {
            draft.fault(
                lines.line(key.span().start),
                format!("unknown key \"{name}\"; a decision has {}", KEYS.join(", ")),
            );
            continue;
        };
        let text = match value.get_ref() {
            DeValue::String(text) => text.as_ref().to_owned(),
            DeValue::Integer(number) if known == "to_year" => number.as_str().to_owned(),
            DeValue::Boolean(all) if known == "all" => all.to_string(),
            DeValue::Datetime(date) if known == "on" => date.to_string(),
            _ => {
                let what = match known {
                    "to_year" => "a year such as 2023",
                    "all" => "true or false",
                    _ => "text between quotation marks",
                };
                draft.fault(at, format!("{known} must be {what}"));
                continue;
            }
        };
        entry.values.push((known, at, text));
    }
    draft.entry(&entry);
}
