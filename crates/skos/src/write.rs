//! A taxonomy file, laid out to be read and edited.

use std::fmt::Write;

use toml::{Table, Value};

use crate::outline::{Entry, Outline};

/// The length of a list that is written in one line.
const LINE: usize = 100;

pub(crate) fn taxonomy(outline: &Outline) -> String {
    let mut text = String::new();
    let sources: Vec<&str> = outline.sources.iter().map(String::as_str).collect();
    let _ = writeln!(text, "# Imported from {}.", sources.join(", "));
    text.push('\n');
    key(&mut text, "id", &Value::String(outline.id.clone()));
    let version = Value::String(outline.version.clone());
    key(&mut text, "version", outline.more.get("version").unwrap_or(&version));
    key(&mut text, "language", &Value::String(outline.language.to_owned()));
    table(&mut text, &outline.more, &["id", "version", "language", "groups", "concept"]);
    text.push_str("\n[groups]\n");
    for (id, name) in &outline.groups {
        key(&mut text, id, name);
    }
    for concept in &outline.concepts {
        text.push('\n');
        entry(&mut text, concept);
    }
    text
}

fn entry(text: &mut String, entry: &Entry) {
    text.push_str("[[concept]]\n");
    for comment in &entry.comments {
        let _ = writeln!(text, "# {comment}");
    }
    let string = |text: &String| Value::String(text.clone());
    let strings = |texts: &[String]| Value::Array(texts.iter().map(string).collect());
    let mut pairs: Vec<(&str, Value)> = vec![("id", string(&entry.id)), ("group", string(&entry.group))];
    pairs.extend(entry.broader.as_ref().map(|b| ("broader", string(b))));
    pairs.push(("label", entry.name.value()));
    pairs.extend(entry.definition.as_ref().map(|d| ("definition", string(d))));
    let lists = [
        ("exact_match", strings(&entry.exact)),
        ("close_match", strings(&entry.close)),
        ("overlaps", strings(&entry.overlaps)),
        ("nl", Value::Array(entry.nl.clone())),
        ("en", Value::Array(entry.en.clone())),
    ];
    pairs.extend(lists.into_iter().filter(|(_, list)| list.as_array().is_some_and(|a| !a.is_empty())));
    // Our own notation has the last word, where it says something that a label or a definition cannot.
    let written: Vec<&str> = pairs.iter().map(|(name, _)| *name).collect();
    for (name, value) in &pairs {
        key(text, name, entry.more.get(*name).unwrap_or(value));
    }
    table(text, &entry.more, &written);
}

/// The keys of a table but for those that are written elsewhere.
fn table(text: &mut String, table: &Table, written: &[&str]) {
    for (name, value) in table.iter().filter(|(name, _)| !written.contains(&name.as_str())) {
        key(text, name, value);
    }
}

fn key(text: &mut String, name: &str, value: &Value) {
    let _ = writeln!(text, "{} = {}", bare(name), laid_out(value));
}

/// A list that is too long for a line has a line for each of its values.
fn laid_out(value: &Value) -> String {
    let inline = inline(value);
    match value {
        Value::Array(values) if inline.chars().count() > LINE && values.len() > 1 => {
            let mut text = "[\n".to_owned();
            for value in values {
                let _ = writeln!(text, "  {},", self::inline(value));
            }
            text.push(']');
            text
        }
        _ => inline,
    }
}

/// A value in one line.
pub(crate) fn inline(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        Value::Array(values) => format!("[{}]", values.iter().map(inline).collect::<Vec<_>>().join(", ")),
        Value::Table(table) if table.is_empty() => "{}".to_owned(),
        Value::Table(table) => {
            let mut pairs: Vec<(&String, &Value)> = table.iter().collect();
            // A term reads best with itself in front, a name in the order of the languages of the rest of the file.
            pairs.sort_by_key(|(name, _)| match name.as_str() {
                "term" | "nl" => 0,
                "en" => 1,
                _ => 2,
            });
            let pairs: Vec<String> =
                pairs.iter().map(|(name, value)| format!("{} = {}", bare(name), inline(value))).collect();
            format!("{{ {} }}", pairs.join(", "))
        }
        other => other.to_string(),
    }
}

/// A key with its value, in one line.
pub(crate) fn pair(name: &str, value: &Value) -> String {
    format!("{} = {}", bare(name), inline(value))
}

fn bare(name: &str) -> String {
    let fits = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    if fits { name.to_owned() } else { quoted(name) }
}

/// A text as TOML has it in one line: in single quotes where that leaves it as it is, else escaped.
fn quoted(text: &str) -> String {
    if text.contains(['\\', '"']) && !text.contains(|c: char| c == '\'' || c.is_control()) {
        return format!("'{text}'");
    }
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            // What turns the direction of writing would hide how a line reads.
            c if c.is_control()
                || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') =>
            {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back_as_it_was() {
        let texts = [
            "a",
            "",
            "\"]\n[[concept]]",
            "tab\t",
            r"\*",
            "'",
            r#"\"'"#,
            "\u{1b}[31m",
            "é\u{202e}",
            "\u{7f}\u{85}\r\n",
            "#",
        ];
        for text in texts {
            let value = Value::Array(vec![Value::String(text.to_owned()), Value::Integer(3), Value::Boolean(true)]);
            let mut table = Table::new();
            table.insert(text.to_owned(), value);
            let mut written = String::new();
            key(&mut written, text, &Value::Table(table.clone()));
            let read: Table = toml::from_str(&written).unwrap_or_else(|e| panic!("{written}: {e}"));
            assert_eq!(read[text], Value::Table(table), "{written}");
            assert!(!written.contains(['\u{1b}', '\u{202e}']), "{written:?}");
        }
    }
}
