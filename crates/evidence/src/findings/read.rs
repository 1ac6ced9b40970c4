//! Reading a file of findings.

use std::fmt;
use std::path::Path;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fields::{Field, Raw, Reading};

/// Larger files are no list of findings.
const MOST_BYTES: usize = 16 << 20;

/// What somebody published: how many funds, and which, have to do with a concept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Finding {
    /// The line it stands on, from 1.
    pub line: usize,
    /// The concept, by its id or name.
    pub concept: String,
    /// The number of funds.
    pub funds: u64,
    /// The funds, by id or name; where there are fewer than `funds`, only some are named.
    pub which: Option<Vec<String>>,
    /// The finding in words.
    pub says: Option<String>,
    /// Where it was published.
    pub section: Option<String>,
    /// Whether tables carry it by themselves.
    pub tables: Option<String>,
    /// A remark.
    pub note: Option<String>,
}

/// A file of findings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// The findings, in the order of the file.
    pub findings: Vec<Finding>,
    /// Ids of funds and the names that the file gives them.
    pub funds: Vec<(String, String)>,
    /// What was not used, in words.
    pub notices: Vec<String>,
}

/// What is wrong with a file of findings, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingFault {
    /// The line, from 1.
    pub line: usize,
    /// The field, where it is in one.
    pub field: Option<String>,
    /// What is wrong, in words.
    pub message: String,
}

impl fmt::Display for FindingFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.field {
            Some(field) => write!(f, "{field}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

/// How a file of findings is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindingsFormat {
    /// `{"findings": [{"concept": …, "funds": 5}]}`, or the list alone.
    Json,
    /// `[[finding]]` with the same keys.
    Toml,
    /// A column for each key.
    Csv,
}

impl FindingsFormat {
    /// The format by the ending of a file's name, else by how its content starts.
    #[must_use]
    pub fn of(name: &Path, content: &[u8]) -> Self {
        match name.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase).as_deref() {
            Some("json") => Self::Json,
            Some("toml") => Self::Toml,
            Some("csv" | "tsv") => Self::Csv,
            _ => match content.trim_ascii_start() {
                [b'[', b'[', b'a'..=b'z', ..] => Self::Toml,
                [b'{' | b'[', ..] => Self::Json,
                _ => Self::Csv,
            },
        }
    }
}

impl Findings {
    /// Reads findings. Only `concept` and one of `funds` and `which` are needed.
    ///
    /// # Errors
    ///
    /// Every fault (up to a hundred) with its line and field: what is not of the format, a finding without a concept or a
    /// number, a number that is none, a field of the wrong kind, more funds named than counted.
    pub fn read(content: &[u8], format: FindingsFormat) -> Result<Self, Vec<FindingFault>> {
        let fault = |line, message: &str| vec![FindingFault { line, field: None, message: message.to_owned() }];
        if content.len() > MOST_BYTES {
            return Err(fault(1, "the file is larger than 16 MB"));
        }
        let content = content.strip_prefix(b"\xef\xbb\xbf").unwrap_or(content);
        let text = std::str::from_utf8(content).map_err(|e| {
            let line = 1 + content[..e.valid_up_to()].iter().filter(|b| **b == b'\n').count();
            fault(line, "the file is not UTF-8 text")
        })?;
        let mut reading = Reading::new(text);
        match format {
            FindingsFormat::Json => json(text, &mut reading),
            FindingsFormat::Toml => toml(text, &mut reading),
            FindingsFormat::Csv => csv(text, &mut reading),
        }
        reading.finish()
    }
}

/// The members of an object in the order of the file, doubles among them.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct All;
        impl<'de> Visitor<'de> for All {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(All)
    }
}

fn json(text: &str, reading: &mut Reading<'_>) {
    if let Err(e) = serde_json::from_str::<&RawValue>(text) {
        return reading.fault(e.line().max(1), None, format!("not JSON: {e}"));
    }
    // A value of the file is a part of its text.
    let line =
        |raw: &RawValue, reading: &Reading<'_>| reading.line(raw.get().as_ptr() as usize - text.as_ptr() as usize);
    let mut list: Option<(usize, Vec<&RawValue>)> = serde_json::from_str(text).ok().map(|list| (1, list));
    if list.is_none() {
        let Ok(Members(members)) = serde_json::from_str(text) else {
            return reading.fault(1, None, "write {\"findings\": [{\"concept\": …, \"funds\": …}]}".to_owned());
        };
        for (key, raw) in members {
            let at = line(raw, reading);
            match key.as_str() {
                "findings" => match serde_json::from_str(raw.get()) {
                    Ok(found) => list = Some((at, found)),
                    Err(_) => return reading.fault(at, Some("findings"), "must be a list".to_owned()),
                },
                "funds" => match serde_json::from_str::<Members<'_>>(raw.get()) {
                    Ok(Members(names)) => {
                        let names =
                            names.into_iter().filter_map(|(id, n)| Some((id, serde_json::from_str(n.get()).ok()?)));
                        reading.funds(names);
                    }
                    Err(_) => reading.fault(at, Some("funds"), "must hold the name of each fund by its id".to_owned()),
                },
                _ => {}
            }
        }
    }
    let Some((_, list)) = list else {
        return reading.fault(1, None, "there is no list \"findings\" in it".to_owned());
    };
    for item in list {
        let at = line(item, reading);
        let Ok(Members(members)) = serde_json::from_str(item.get()) else {
            reading.fault(at, None, "a finding must be an object in braces".to_owned());
            continue;
        };
        let fields = members.into_iter().map(|(name, raw)| {
            let value = serde_json::from_str::<serde_json::Value>(raw.get()).map_or(Raw::Other, |v| from_json(&v));
            Field { line: line(raw, reading), name, value }
        });
        let fields = fields.collect();
        reading.finding(at, fields);
    }
}

fn from_json(value: &serde_json::Value) -> Raw {
    match value {
        serde_json::Value::Null => Raw::Nothing,
        serde_json::Value::String(text) => Raw::Text(text.clone()),
        serde_json::Value::Number(number) => Raw::Number(number.to_string()),
        serde_json::Value::Array(list) => Raw::List(list.iter().map(from_json).collect()),
        _ => Raw::Other,
    }
}

fn toml(text: &str, reading: &mut Reading<'_>) {
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let line = reading.line(error.span().unwrap_or_default().start);
        reading.fault(line, None, error.message().to_owned());
    }
    if !errors.is_empty() {
        return;
    }
    let mut any = false;
    for (key, value) in root.get_ref() {
        let at = reading.line(key.span().start);
        match key.get_ref().as_ref() {
            "finding" | "findings" => {
                any = true;
                let items =
                    value.get_ref().as_array().map(|items| items.iter().collect::<Vec<_>>()).unwrap_or_default();
                if items.is_empty() {
                    reading.fault(at, None, "write each finding as [[finding]]".to_owned());
                }
                items.into_iter().for_each(|item| toml_finding(item, reading));
            }
            "funds" => match value.get_ref().as_table() {
                Some(names) => {
                    let names = names.iter().map(|(id, name)| (id.get_ref().to_string(), name.get_ref()));
                    reading.funds(
                        names.filter_map(|(id, name)| Some((id, name.as_str()?.to_owned()))).collect::<Vec<_>>(),
                    );
                }
                None => reading.fault(at, Some("funds"), "must hold the name of each fund by its id".to_owned()),
            },
            _ => {}
        }
    }
    if !any {
        reading.fault(1, None, "there is no [[finding]] in it".to_owned());
    }
}

fn toml_finding(item: &Spanned<DeValue<'_>>, reading: &mut Reading<'_>) {
    let at = reading.line(item.span().start);
    let Some(table) = item.get_ref().as_table() else {
        return reading.fault(at, None, "write each finding as [[finding]]".to_owned());
    };
    let fields = table.iter().map(|(key, value)| Field {
        line: reading.line(value.span().start),
        name: key.get_ref().to_string(),
        value: from_toml(value.get_ref()),
    });
    let fields = fields.collect();
    reading.finding(at, fields);
}

fn from_toml(value: &DeValue<'_>) -> Raw {
    match value {
        DeValue::String(text) => Raw::Text(text.to_string()),
        DeValue::Integer(number) => Raw::Number(number.as_str().to_owned()),
        DeValue::Float(number) => Raw::Number(number.as_str().to_owned()),
        DeValue::Array(list) => Raw::List(list.iter().map(|item| from_toml(item.get_ref())).collect()),
        _ => Raw::Other,
    }
}

fn csv(text: &str, reading: &mut Reading<'_>) {
    let head = text.lines().next().unwrap_or_default();
    let count = |separator: u8| head.bytes().filter(|b| *b == separator).count();
    let separator = [b';', b',', b'\t'].into_iter().max_by_key(|s| (count(*s), *s == b',')).unwrap_or(b',');
    let mut rows = ::csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text.as_bytes());
    let head: Vec<String> = match rows.headers() {
        Ok(head) => head.iter().map(|cell| cell.trim().to_lowercase()).collect(),
        Err(e) => return reading.fault(1, None, e.to_string()),
    };
    if !head.iter().any(|name| name == "concept") {
        return reading.fault(1, None, "the first row has no column \"concept\"".to_owned());
    }
    for row in rows.records() {
        let row = match row {
            Ok(row) => row,
            Err(e) => {
                let line = e.position().map_or(1, |p| usize::try_from(p.line()).unwrap_or(usize::MAX));
                reading.fault(line, None, e.to_string());
                continue;
            }
        };
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let start = row.position().map_or(0, |p| usize::try_from(p.byte()).unwrap_or(usize::MAX)).min(text.len());
        // The reader takes the second half of a Windows line end for the start of the next row.
        let breaks = text.as_bytes()[start..].iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        let line = reading.line(start + breaks);
        let cells = head.iter().zip(&row).filter(|(name, cell)| !name.is_empty() && !cell.trim().is_empty());
        let fields = cells.map(|(name, cell)| {
            // What stands there to keep a spreadsheet from calculating is no part of the text.
            let cell = cell.trim();
            Field { line, name: name.clone(), value: Raw::Text(cell.strip_prefix('\'').unwrap_or(cell).to_owned()) }
        });
        let fields = fields.collect();
        reading.finding(line, fields);
    }
}
