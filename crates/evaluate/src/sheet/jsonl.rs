use fundscan_model::Status;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::read::Faults;
use super::{Given, SheetRow, Stratum};
use crate::code::{Code, Coded, Concepts, MOST_FAULTS, read_codes};

/// A line. Keys that are not known here are passed over.
#[derive(Deserialize)]
struct Line {
    #[serde(alias = "id")]
    passage: Value,
    text: Option<String>,
    // Null is not the same as left out: a sheet has the key where somebody is to fill it in.
    #[serde(default, deserialize_with = "there")]
    codes: Option<Option<Codes>>,
    #[serde(default, deserialize_with = "there")]
    tool_codes: Option<Option<Codes>>,
    agreed: Option<Codes>,
    contested: Option<Codes>,
    mentions: Option<Codes>,
    stratum: Option<String>,
    stratum_passages: Option<u64>,
    stratum_sampled: Option<u64>,
}

fn there<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<Codes>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "codes are a text such as \"training; not basic-skills\" or a list of {concept, status}")]
enum Codes {
    Cell(String),
    List(Vec<ListedCode>),
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "a code is {concept, status}, where the status is affirmed or negated")]
enum ListedCode {
    Text(String),
    Code {
        concept: String,
        #[serde(default = "affirmed")]
        status: Status,
    },
}

fn affirmed() -> Status {
    Status::Affirmed
}

pub(super) fn read(text: &str, concepts: &Concepts) -> (Vec<SheetRow>, Faults) {
    let mut faults = Faults::default();
    let mut rows = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        if line.trim().is_empty() {
            continue;
        }
        match serde_json::from_str(line) {
            Ok(line) => rows.extend(row(line, number, concepts, &mut faults)),
            // Every line is a document of its own to the reader of JSON: its line number would mislead.
            Err(error) => {
                let reason = error.to_string();
                let reason = reason.split(" at line ").next().unwrap_or_default();
                faults.add(number, format!("{reason} (column {})", error.column()));
            }
        }
        if faults.enough() {
            break;
        }
    }
    (rows, faults)
}

fn row(line: Line, number: usize, concepts: &Concepts, faults: &mut Faults) -> Option<SheetRow> {
    let passage = match line.passage {
        Value::String(id) if !id.trim().is_empty() => id.trim().to_owned(),
        Value::Number(id) => id.to_string(),
        _ => {
            faults.add(number, "no passage id in this line");
            return None;
        }
    };
    let mut given = |codes: Option<Option<Codes>>| match codes {
        None => Given::NoColumn,
        Some(None) => Given::Blank,
        Some(Some(codes)) => faults.given(number, coded(codes, concepts)),
    };
    let tool_codes = given(line.tool_codes.or(line.mentions.map(Some)));
    let mut codes = given(line.codes.or(line.agreed.map(Some)));
    // What one of two coders gave counts neither for nor against.
    if let (Given::Coded(coded), Given::Coded(contested)) = (&mut codes, given(line.contested.map(Some))) {
        coded.unsure.extend(contested.codes);
    }
    let stratum = (|| {
        let (passages, sampled) = (line.stratum_passages?, line.stratum_sampled?);
        Some(Stratum { name: line.stratum?, passages, sampled })
    })();
    Some(SheetRow { row: number, passage, text: line.text, codes, tool_codes, stratum })
}

/// A list says by itself that somebody has looked, also where it is empty.
fn coded(codes: Codes, concepts: &Concepts) -> Result<Option<Coded>, Vec<String>> {
    let list = match codes {
        Codes::Cell(cell) => return read_codes(&cell, concepts),
        Codes::List(list) => list,
    };
    let mut coded = Coded::default();
    let mut faults = Vec::new();
    for code in list {
        if faults.len() >= MOST_FAULTS {
            break;
        }
        match code {
            ListedCode::Text(text) => match read_codes(&text, concepts) {
                Ok(read) => {
                    let Coded { codes, unsure } = read.unwrap_or_default();
                    coded.codes.extend(codes);
                    coded.unsure.extend(unsure);
                }
                Err(more) => faults.extend(more),
            },
            ListedCode::Code { concept, status } => match concepts.find(&concept) {
                Some(id) => _ = coded.codes.insert(Code::new(id.clone(), status)),
                None => faults.push(concepts.unknown(&concept)),
            },
        }
    }
    if faults.is_empty() { Ok(Some(coded)) } else { Err(faults) }
}
