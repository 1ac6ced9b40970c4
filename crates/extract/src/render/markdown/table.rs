//! Tables of Markdown.

use std::collections::BTreeMap;

use fundscan_model::Block;

/// Further columns are one with the last.
const WIDEST: u32 = 256;

/// Writes the blocks of one table, each with its text as Markdown. What Markdown cannot say is left out: a table without
/// a head gets an empty one, and several blocks of one cell are parted by a line break.
pub(super) fn table<'a>(cells: impl Iterator<Item = (&'a Block, String)>, out: &mut String) {
    let mut rows: BTreeMap<u32, BTreeMap<u32, String>> = BTreeMap::new();
    let mut heads = None;
    for (block, text) in cells {
        let Some(cell) = block.cell else { continue };
        heads = heads.or(cell.head.then_some(cell.row));
        let texts = rows.entry(cell.row).or_default();
        let so_far = texts.entry(cell.column.clamp(1, WIDEST)).or_default();
        if !so_far.is_empty() {
            so_far.push_str("<br>");
        }
        so_far.push_str(&text);
    }
    let columns = rows.values().filter_map(|row| row.last_key_value()).map(|(column, _)| *column).max().unwrap_or(0);
    let empty = BTreeMap::new();
    let first = rows.first_key_value().map(|(row, _)| *row);
    if heads != first {
        row(&empty, columns, out);
        rule(columns, out);
    }
    for (number, texts) in &rows {
        row(texts, columns, out);
        if heads == first && first == Some(*number) {
            rule(columns, out);
        }
    }
}

fn row(texts: &BTreeMap<u32, String>, columns: u32, out: &mut String) {
    for column in 1..=columns {
        out.push_str("| ");
        if let Some(text) = texts.get(&column) {
            out.push_str(text);
        }
        out.push(' ');
    }
    out.push_str("|\n");
}

fn rule(columns: u32, out: &mut String) {
    for _ in 0..columns {
        out.push_str("| --- ");
    }
    out.push_str("|\n");
}
