//! Cells of several lines that were drawn line by line, across the whole row.

use super::RawRow;
use super::figures::is_figure;
use crate::layout::line::Line;
use crate::layout::paragraph::{End, Start, end_of, start_of};

/// Rows further apart than lines within a row by this factor show which lines go together.
const APART: f32 = 1.3;

/// Joins rows that carry the cells of the row above on.
pub(super) fn joined_rows(rows: Vec<RawRow>, columns: &[(f32, f32)], text: &str) -> Vec<RawRow> {
    let pitches: Vec<f32> = rows.windows(2).map(|pair| pitch(&pair[0], &pair[1])).collect();
    let least = pitches.iter().copied().fold(f32::MAX, f32::min);
    // Where most rows stand apart, those that do not go together.
    let apart = pitches.iter().filter(|&&p| p > APART * least).count();
    let parted = apart * 3 >= pitches.len() && apart > 0;
    let mut out: Vec<RawRow> = Vec::with_capacity(rows.len());
    for (index, row) in rows.into_iter().enumerate() {
        let close = index > 0 && pitches[index - 1] < APART * least;
        match out.last_mut() {
            Some(last) if close && carries_on(last, &row, columns, text, parted) => {
                for (column, lines) in row.cells {
                    match last.cells.iter_mut().find(|cell| cell.0 == column) {
                        Some(cell) => cell.1.extend(lines),
                        None => last.cells.push((column, lines)),
                    }
                }
                last.cells.sort_by_key(|cell| cell.0);
            }
            _ => out.push(row),
        }
    }
    out
}

fn pitch(above: &RawRow, below: &RawRow) -> f32 {
    let v = |row: &RawRow, best: fn(f32, f32) -> f32| lines(row).map(|line| line.v).reduce(best).unwrap_or(0.0);
    v(below, f32::min) - v(above, f32::max)
}

fn lines(row: &RawRow) -> impl Iterator<Item = &Line> {
    row.cells.iter().flat_map(|(_, lines)| lines)
}

/// Whether `next` holds further lines of cells of `row`: no figures, nothing that begins anew. `parted` says that rows
/// stand apart in this table.
fn carries_on(row: &RawRow, next: &RawRow, columns: &[(f32, f32)], text: &str, parted: bool) -> bool {
    if next.cells.iter().flat_map(|(_, lines)| lines).any(|line| is_figure(&line.plain(text))) {
        return false;
    }
    let above = |column: usize| row.cells.iter().find(|cell| cell.0 == column).and_then(|cell| cell.1.last());
    let bold = |row: &RawRow| lines(row).all(|line| line.bold);
    if bold(row) != bold(next) {
        return false;
    }
    let lower = |line: &Line| start_of(line, text).1 == Start::Lower;
    if parted && (next.cells.len() < row.cells.len() || next.cells.iter().any(|cell| cell.1.first().is_some_and(lower)))
    {
        return true;
    }
    next.cells.len() < columns.len().max(row.cells.len() + 1)
        && next.cells.iter().all(|(column, lines)| {
            let (Some(above), Some(first)) = (above(*column), lines.first()) else { return false };
            let (from, to) = columns[(*column).min(columns.len() - 1)];
            let full = above.u1 > to - 0.3 * (to - from);
            match (end_of(above, text), start_of(first, text).1) {
                (End::Hyphen, _) => true,
                (End::Open, Start::Lower) => true,
                (End::Open, Start::Other) => full && next.cells.iter().all(|cell| cell.0 > 0),
                (End::Stop, _) => false,
            }
        })
}
