use std::ops::{Range, RangeInclusive};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::{Finding, Severity};

/// The text of a file, to tell on which line something stands, and what was found amiss in it so far.
pub(crate) struct Sheet {
    line_starts: Vec<usize>,
    findings: Vec<Finding>,
    forms: usize,
    patterns: usize,
}

/// The forms that all terms of a file may stand for: 25,000 terms with twenty forms each, twice.
const MAX_FORMS: usize = 1_000_000;

/// The patterns of a file: each may take a megabyte when it is used.
const MAX_PATTERNS: usize = 5_000;

impl Sheet {
    pub(crate) fn new(text: &str) -> Self {
        let line_starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { line_starts, findings: Vec::new(), forms: 0, patterns: 0 }
    }

    /// Parses the file; what cannot be parsed is a finding and left out.
    pub(crate) fn parse<'t>(&mut self, text: &'t str) -> Spanned<DeTable<'t>> {
        let (root, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            let line = error.span().map_or(1, |span| self.line(span));
            self.error(line, format!("this is not TOML: {}", error.message()));
        }
        root
    }

    /// The line a range of bytes starts on, from 1.
    pub(crate) fn line(&self, span: Range<usize>) -> usize {
        self.line_starts.partition_point(|start| *start <= span.start)
    }

    pub(crate) fn error(&mut self, line: usize, message: impl Into<String>) {
        self.findings.push(Finding { line, severity: Severity::Error, message: message.into() });
    }

    pub(crate) fn warning(&mut self, line: usize, message: impl Into<String>) {
        self.findings.push(Finding { line, severity: Severity::Warning, message: message.into() });
    }

    /// Counts what a term stands for, and says whether the file may have it; the first that is too much is a fault.
    pub(crate) fn has_room(&mut self, forms: usize, patterns: usize, line: usize) -> bool {
        let fits = |sheet: &Self| sheet.forms <= MAX_FORMS && sheet.patterns <= MAX_PATTERNS;
        let before = fits(self);
        self.forms += forms;
        self.patterns += patterns;
        let after = fits(self);
        if before && !after {
            let most = format!("{MAX_FORMS} forms and {MAX_PATTERNS} patterns");
            self.error(
                line,
                format!("the terms up to here are more than a taxonomy may have ({most}); the rest is not read"),
            );
        }
        after
    }

    /// All findings by line.
    pub(crate) fn into_findings(mut self) -> Vec<Finding> {
        self.findings.sort();
        self.findings.dedup();
        self.findings
    }
}

/// A value and the line it stands on.
#[derive(Clone, Copy)]
pub(crate) struct At<T> {
    pub(crate) value: T,
    pub(crate) line: usize,
}

/// The keys of a table, taken out one by one; what is left over at the end is unknown.
pub(crate) struct Fields<'d> {
    /// What the table is, for messages: "a concept".
    what: &'static str,
    line: usize,
    entries: Vec<Entry<'d>>,
    known: Vec<&'static str>,
}

struct Entry<'d> {
    key: &'d str,
    key_line: usize,
    value: &'d Spanned<DeValue<'d>>,
}

impl<'d> Fields<'d> {
    pub(crate) fn new(what: &'static str, line: usize, table: &'d DeTable<'d>, sheet: &Sheet) -> Self {
        let entries = table
            .iter()
            .map(|(key, value)| Entry { key: key.get_ref(), key_line: sheet.line(key.span()), value })
            .collect();
        Self { what, line, entries, known: Vec::new() }
    }

    pub(crate) fn line(&self) -> usize {
        self.line
    }

    pub(crate) fn take(&mut self, key: &'static str) -> Option<At<&'d Spanned<DeValue<'d>>>> {
        self.known.push(key);
        let index = self.entries.iter().position(|e| e.key == key)?;
        let entry = self.entries.swap_remove(index);
        Some(At { value: entry.value, line: entry.key_line })
    }

    /// Whether a key is there.
    pub(crate) fn has(&mut self, key: &'static str) -> bool {
        self.known.push(key);
        self.entries.iter().any(|e| e.key == key)
    }

    /// A text that is not empty; another value is a fault.
    pub(crate) fn text(&mut self, key: &'static str, sheet: &mut Sheet) -> Option<At<&'d str>> {
        let found = self.take(key)?;
        let line = sheet.line(found.value.span());
        match found.value.get_ref().as_str() {
            Some(text) if !text.trim().is_empty() => Some(At { value: text, line }),
            Some(_) => {
                sheet.error(line, format!("`{key}` of {} is empty", self.what));
                None
            }
            None => {
                sheet.error(line, wrong_type(key, self.what, "text in quotes", found.value.get_ref()));
                None
            }
        }
    }

    /// The same, but its absence is a fault too.
    pub(crate) fn required_text(&mut self, key: &'static str, sheet: &mut Sheet) -> Option<At<&'d str>> {
        if !self.entries.iter().any(|e| e.key == key) {
            sheet.error(self.line, format!("{} has no `{key}`", self.what));
        }
        self.text(key, sheet)
    }

    /// The values of a list with their lines; anything but a list is a fault.
    pub(crate) fn list(&mut self, key: &'static str, sheet: &mut Sheet) -> Vec<At<&'d DeValue<'d>>> {
        let Some(found) = self.take(key) else { return Vec::new() };
        match found.value.get_ref().as_array() {
            Some(array) => array.iter().map(|v| At { value: v.get_ref(), line: sheet.line(v.span()) }).collect(),
            None => {
                let line = sheet.line(found.value.span());
                sheet.error(line, wrong_type(key, self.what, "a list in [ ]", found.value.get_ref()));
                Vec::new()
            }
        }
    }

    /// The texts of a list with their lines.
    pub(crate) fn texts(&mut self, key: &'static str, sheet: &mut Sheet) -> Vec<At<&'d str>> {
        let mut texts = Vec::new();
        for item in self.list(key, sheet) {
            match item.value.as_str() {
                Some(text) if !text.trim().is_empty() => texts.push(At { value: text, line: item.line }),
                Some(_) => sheet.error(item.line, format!("`{key}` of {} holds an empty text", self.what)),
                None => sheet.error(item.line, wrong_type(key, self.what, "only texts in quotes", item.value)),
            }
        }
        texts
    }

    /// Yes or no; no where the key is absent.
    pub(crate) fn flag(&mut self, key: &'static str, sheet: &mut Sheet) -> bool {
        let Some(found) = self.take(key) else { return false };
        found.value.get_ref().as_bool().unwrap_or_else(|| {
            let line = sheet.line(found.value.span());
            sheet.error(line, wrong_type(key, self.what, "true or false", found.value.get_ref()));
            false
        })
    }

    /// A whole number in a range; another value is a fault.
    pub(crate) fn number(
        &mut self,
        key: &'static str,
        range: RangeInclusive<usize>,
        sheet: &mut Sheet,
    ) -> Option<At<usize>> {
        let found = self.take(key)?;
        let line = sheet.line(found.value.span());
        let value = match found.value.get_ref() {
            DeValue::Integer(integer) => integer.as_str().parse().ok().filter(|number| range.contains(number)),
            _ => None,
        };
        if value.is_none() {
            let (least, most) = (range.start(), range.end());
            sheet.error(line, format!("`{key}` of {} must be a number from {least} to {most}", self.what));
        }
        value.map(|value| At { value, line })
    }

    /// Names every key that nothing asked for.
    pub(crate) fn finish(mut self, sheet: &mut Sheet) {
        self.entries.sort_by_key(|e| e.key_line);
        for entry in &self.entries {
            let hint = match nearest(entry.key, &self.known) {
                Some(known) => format!("; `{known}` is probably meant"),
                None => format!("; it may have {}", self.known.join(", ")),
            };
            sheet.error(entry.key_line, format!("{} has no key `{}`{hint}", self.what, entry.key.escape_debug()));
        }
    }
}

fn wrong_type(key: &str, what: &str, wanted: &str, value: &DeValue<'_>) -> String {
    format!("`{key}` of {what} must be {wanted}, not {}", kind(value))
}

/// What a value is, in words.
pub(crate) fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// The word among `known` that differs from `word` by the fewest letters, if by no more than two.
pub(crate) fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    // A key is short; what is longer is no slip of the pen and not worth the time.
    if word.len() > 64 {
        return None;
    }
    known.iter().map(|k| (distance(word, k), *k)).filter(|(d, k)| *d <= 2 && *d < k.len()).min().map(|(_, k)| k)
}

fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, l) in left.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, r) in right.iter().enumerate() {
            let change = diagonal + usize::from(l != *r);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_room_for_a_limited_number_of_forms_and_patterns() {
        let mut sheet = Sheet::new("");
        assert!(sheet.has_room(MAX_FORMS, MAX_PATTERNS, 1));
        assert!(!sheet.has_room(1, 0, 2) && !sheet.has_room(0, 0, 3));
        let told: Vec<String> = sheet.into_findings().iter().map(ToString::to_string).collect();
        assert!(told.len() == 1 && told[0].starts_with("line 2: error: the terms up to here are more"), "{told:?}");
    }
}
