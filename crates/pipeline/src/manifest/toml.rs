//! Manifests in TOML. Read through the spans of the `toml` crate, so that every fault has its line and all of them
//! are told at once.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{At, Entry, Lines, Manifest, finish};
use crate::Fault;

const DOCUMENT_KEYS: &str = "path, fund, year, period, kind, title, note";

pub(super) fn read(bytes: &[u8]) -> Result<Manifest, Vec<Fault>> {
    let text = std::str::from_utf8(bytes).map_err(|e| {
        let line = 1 + bytes[..e.valid_up_to()].iter().filter(|b| **b == b'\n').count();
        vec![Fault { line, message: "the file is not UTF-8 text".to_owned() }]
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader {
        text,
        lines: Lines::new(text),
        listed: BTreeMap::new(),
        manifest: Manifest::default(),
        faults: Vec::new(),
    };
    if errors.is_empty() {
        reader.root(root.get_ref());
    } else {
        // What a broken file seems to say is not worth checking: its syntax is told first.
        for error in errors {
            let line = reader.line(&error.span().unwrap_or_default());
            reader.faults.push(Fault { line, message: error.message().to_owned() });
        }
    }
    finish(reader.manifest, reader.faults)
}

struct Reader<'a> {
    text: &'a str,
    lines: Lines,
    /// The line of each path.
    listed: BTreeMap<String, usize>,
    manifest: Manifest,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn root(&mut self, root: &DeTable<'_>) {
        for (key, value) in root {
            match key.get_ref().as_ref() {
                "document" => self.documents(value),
                "fund" => self.funds(value),
                "ignore" => self.ignore(value),
                "title" | "note" => {}
                other => self.fault(
                    &key.span(),
                    format!("unknown key \"{other}\"; known are document, fund, ignore, title, note"),
                ),
            }
        }
    }

    fn documents(&mut self, value: &Spanned<DeValue<'_>>) {
        let Some(items) = value.get_ref().as_array() else {
            return self.fault(&value.span(), "write each document as [[document]]");
        };
        for item in items.iter() {
            match item.get_ref().as_table() {
                Some(table) => self.document(item.span(), table),
                None => self.fault(&item.span(), "write each document as [[document]]"),
            }
        }
    }

    fn document(&mut self, span: Range<usize>, table: &DeTable<'_>) {
        let mut entry = Entry { line: self.line(&span), ..Entry::default() };
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            let line = self.line(&value.span());
            if !matches!(name, "path" | "fund" | "year" | "period" | "kind" | "title" | "note") {
                self.fault(&key.span(), format!("unknown key \"{name}\"; a document has {DOCUMENT_KEYS}"));
                continue;
            }
            let text = match value.get_ref() {
                DeValue::String(text) => text.as_ref(),
                DeValue::Integer(number) if name == "year" => number.as_str(),
                _ => {
                    let what = if name == "year" { "a year such as 2023" } else { "text between quotation marks" };
                    self.fault(&value.span(), format!("{name} must be {what}"));
                    continue;
                }
            };
            let at = At { line, text };
            match name {
                "path" => entry.set_path(at, &mut self.faults),
                "year" | "period" => entry.set_years(at, &mut self.faults),
                "kind" => entry.set_kind(at, &mut self.faults),
                "fund" => entry.set_fund(at),
                "title" => entry.description.title = Some(text.trim().to_owned()).filter(|t| !t.is_empty()),
                _ => {}
            }
        }
        entry.finish(&mut self.manifest, &mut self.listed, &mut self.faults);
    }

    /// The list of funds goes to the reader of fund registers, which knows what a fund may hold: written anew from
    /// the source of each value, on the lines it has in the manifest, so that faults are told with those lines.
    fn funds(&mut self, value: &Spanned<DeValue<'_>>) {
        let items: Option<Vec<_>> = value
            .get_ref()
            .as_array()
            .and_then(|items| items.iter().map(|i| i.get_ref().as_table().map(|t| (i.span(), t))).collect());
        let Some(items) = items else {
            return self.fault(&value.span(), "write each fund as [[fund]]");
        };
        let mut register = Aligned { text: "fund = [".to_owned(), line: 1 };
        for (span, table) in items {
            register.push(self.line(&span), "{");
            let mut keys: Vec<_> = table.iter().collect();
            keys.sort_by_key(|(key, _)| key.span().start);
            for (key, value) in keys {
                let source = &self.text[value.span()];
                if value.get_ref().is_table() && !source.starts_with('{') {
                    self.fault(&key.span(), format!("unexpected table \"{}\"", key.get_ref()));
                    continue;
                }
                register.push(self.line(&key.span()), &format!("{} = {source},", &self.text[key.span()]));
            }
            register.push(0, "},");
        }
        register.push(0, "]");
        self.manifest.funds = Some(register.text);
    }

    fn ignore(&mut self, value: &Spanned<DeValue<'_>>) {
        let items = value.get_ref().as_array().into_iter().flat_map(|a| a.iter());
        let paths: Vec<_> = items.map(|i| i.get_ref().as_str().map(str::to_owned)).collect();
        match paths.into_iter().collect::<Option<Vec<_>>>() {
            Some(paths) if value.get_ref().is_array() => self.manifest.ignore = paths,
            _ => self.fault(&value.span(), "ignore must be a list of paths, such as [\"sources\"]"),
        }
    }

    fn fault(&mut self, span: &Range<usize>, message: impl Into<String>) {
        let line = self.line(span);
        self.faults.push(Fault { line, message: message.into() });
    }

    /// The line, from 1, that a span starts on.
    fn line(&self, span: &Range<usize>) -> usize {
        self.lines.line(span.start)
    }
}

/// TOML that is written on given lines.
struct Aligned {
    text: String,
    line: usize,
}

impl Aligned {
    /// Adds `source` on the line, or on the present one if that is further on.
    fn push(&mut self, line: usize, source: &str) {
        let gap = line.saturating_sub(self.line);
        self.text.extend(std::iter::repeat_n('\n', gap));
        self.text.push_str(source);
        self.line += gap + newlines(source);
    }
}

fn newlines(text: &str) -> usize {
    text.bytes().filter(|b| *b == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_describes_documents_and_defines_funds() {
        let manifest = read(
            br#"# a comment
ignore = ["bron"]
[[fund]]
id = "okc"
names = [
  "OKC", # and
  "Opleidingsfonds Keramiek",
]
[[document]]
path = "okc/2022.pdf"
fund = "okc"
year = 2022
kind = "annual report"
title = "Jaarverslag"
[[document]]
path = "plan.md"
period = "2024-2027"
"#,
        )
        .unwrap();
        let [first, second] = &manifest.documents[..] else { panic!("two documents") };
        assert_eq!((first.path.as_str(), first.fund_line), ("okc/2022.pdf", 11));
        assert_eq!(first.description.fund, Some("okc".into()));
        assert_eq!(first.description.kind, Some(fundscan_evidence::DocumentKind::AnnualReport));
        assert_eq!(second.description.years, Some(fundscan_evidence::Years { from: 2024, to: 2027 }));
        assert_eq!(manifest.ignore, ["bron"]);
        let register = manifest.funds.unwrap();
        let (_, errors) = DeTable::parse_recoverable(&register);
        assert!(errors.is_empty(), "{register}: {errors:?}");
        assert_eq!(register.lines().nth(3).unwrap(), r#"id = "okc","#);
        assert_eq!(register.lines().nth(6).unwrap().trim(), r#""Opleidingsfonds Keramiek","#);
    }

    fn faults(text: &str) -> Vec<(usize, String)> {
        read(text.as_bytes()).unwrap_err().into_iter().map(|f| (f.line, f.message)).collect()
    }

    #[test]
    fn every_fault_is_told_with_its_line() {
        let found = faults(
            "[[document]]\npath = \"a\"\nyaer = 2022\nyear = 22\n\n[[document]]\nkind = \"boek\"\n[[document]]\npath = \"a\"\nfund = 3\n",
        );
        let lines: Vec<usize> = found.iter().map(|f| f.0).collect();
        assert_eq!(lines, [3, 4, 6, 7, 8, 10], "{found:?}");
        assert!(found[0].1.contains("yaer") && found[4].1.contains("line 1"), "{found:?}");
    }

    #[test]
    fn a_syntax_fault_is_told_with_its_line() {
        assert_eq!(faults("[[document]]\npath = \"a\nyear = 2022\n")[0].0, 2);
        assert_eq!(read(b"title = 'x'\n# \xff").unwrap_err()[0].line, 2);
    }

    #[test]
    fn a_manifest_without_documents_is_a_fault() {
        assert_eq!(faults("[[fund]]\nid = 'x'\n")[0].0, 1);
    }
}
