use csv::{ReaderBuilder, StringRecord};

use super::read::Faults;
use super::{Given, SheetError, SheetRow, Stratum, restore};
use crate::code::{Concepts, read_codes};

/// Which column holds what.
struct Columns {
    passage: usize,
    text: Option<usize>,
    codes: Option<usize>,
    tool_codes: Option<usize>,
    stratum: Option<[usize; 3]>,
}

impl Columns {
    fn of(head: &StringRecord) -> Option<Self> {
        let names: Vec<String> = head.iter().map(|cell| cell.trim().to_lowercase()).collect();
        let at = |name: &str| names.iter().position(|n| n == name);
        let stratum = (|| Some([at("stratum")?, at("stratum_passages")?, at("stratum_sampled")?]))();
        Some(Self {
            passage: at("passage").or_else(|| at("id"))?,
            text: at("text"),
            codes: at("codes"),
            tool_codes: at("tool_codes"),
            stratum,
        })
    }
}

pub(super) fn read(text: &str, concepts: &Concepts) -> Result<(Vec<SheetRow>, Faults), SheetError> {
    // Excel keeps to itself a first line that says what parts the cells.
    let body = match text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("sep=")) {
        true => text.split_once('\n').map_or("", |(_, rest)| rest),
        false => text,
    };
    let separator = separator(body);
    let mut reader = ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(body.as_bytes());
    let head = reader.headers().cloned().unwrap_or_default();
    if head.iter().all(|cell| cell.trim().is_empty()) {
        return Err(SheetError::Empty);
    }
    let found = || head.iter().map(|cell| format!("{cell:?}")).collect();
    let columns = Columns::of(&head).ok_or_else(|| SheetError::NoPassages { found: found() })?;
    let mut faults = Faults::default();
    let mut rows = Vec::new();
    for (record, row) in reader.records().zip(2..) {
        match record {
            Ok(record) => rows.extend(self::row(&record, row, &columns, concepts, &mut faults)),
            Err(error) => faults.add(row, error.to_string()),
        }
        if faults.enough() {
            break;
        }
    }
    Ok((rows, faults))
}

/// What a record says; nothing for a blank one.
fn row(
    record: &StringRecord,
    row: usize,
    columns: &Columns,
    concepts: &Concepts,
    faults: &mut Faults,
) -> Option<SheetRow> {
    if record.iter().all(|cell| cell.trim().is_empty()) {
        return None;
    }
    let cell = |column: usize| restore(record.get(column).unwrap_or_default());
    let passage = cell(columns.passage).trim().to_owned();
    if passage.is_empty() {
        faults.add(row, "no passage id in this row");
        return None;
    }
    let mut codes = |column: Option<usize>| match column {
        Some(column) => faults.given(row, read_codes(&cell(column), concepts)),
        None => Given::NoColumn,
    };
    let (codes, tool_codes) = (codes(columns.codes), codes(columns.tool_codes));
    let number = |column: usize| cell(column).trim().parse::<u64>().ok();
    let stratum = columns.stratum.and_then(|[name, passages, sampled]| {
        Some(Stratum { name: cell(name).into_owned(), passages: number(passages)?, sampled: number(sampled)? })
    });
    Some(SheetRow { row, passage, text: columns.text.map(|c| cell(c).into_owned()), codes, tool_codes, stratum })
}

/// Spreadsheets separate by whatever the language of the system says: what gives the head a column with the
/// passages is it.
fn separator(text: &str) -> u8 {
    let finds = |separator: &u8| {
        let mut reader = ReaderBuilder::new().delimiter(*separator).flexible(true).from_reader(text.as_bytes());
        reader.headers().is_ok_and(|head| head.len() > 1 && Columns::of(head).is_some())
    };
    [b',', b';', b'\t'].into_iter().find(finds).unwrap_or(b',')
}
