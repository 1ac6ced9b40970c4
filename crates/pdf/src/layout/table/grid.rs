//! The text in a grid of lines → the rows and cells of a table.

use std::collections::{BTreeMap, BTreeSet};

use super::ruling::Grid;
use super::{Item, RawRow, figures};
use crate::content::Word;
use crate::layout::line::Line;

/// A table whose lines more of its words than this cross is a drawing.
const CROSSED: f32 = 0.05;
/// A table has text in at least this share of its cells, and in half of those of its first row or first column.
const FILLED: f32 = 0.15;
/// An empty column narrower than this, in points, is a gap between columns.
const EMPTY_COLUMN: f32 = 12.0;
/// So many lines of so many words are a column of running text.
const COLUMN: (usize, usize) = (5, 4);

/// Where the table stands among the items left, its columns, its rows.
type Taken = (usize, Vec<(f32, f32)>, Vec<RawRow>);

/// Takes the text in `grid` out of `items`; gives its rows or
/// nothing, leaving the items as they are, where the grid is no table.
pub(super) fn take(grid: &Grid, items: &mut Vec<Item>, text: &str) -> Option<Taken> {
    if !is_table(grid, items) {
        return None;
    }
    let mut cells: BTreeMap<(usize, usize), Vec<Line>> = BTreeMap::new();
    let mut left = Vec::with_capacity(items.len());
    let mut first = None;
    for item in items.drain(..) {
        let line = match item {
            Item::Line(line) if touches(grid, &line) => line,
            other => {
                left.push(other);
                continue;
            }
        };
        for (cell, piece) in pieces(grid, line) {
            match cell {
                Some(cell) => {
                    first.get_or_insert(left.len());
                    cells.entry(cell).or_default().push(piece);
                }
                None => left.push(Item::Line(piece)),
            }
        }
    }
    *items = left;
    let mut rows: BTreeMap<usize, RawRow> = BTreeMap::new();
    // Empty columns that are only the gaps between others do not count.
    let filled: BTreeSet<usize> = cells.keys().map(|&(_, column)| column).collect();
    let wide = |column: usize| grid.xs[column + 1] - grid.xs[column] >= EMPTY_COLUMN;
    let columns: Vec<usize> = (0..grid.columns()).filter(|&c| filled.contains(&c) || wide(c)).collect();
    for ((row, column), lines) in cells {
        let column = columns.binary_search(&column).unwrap_or(0);
        rows.entry(row).or_default().cells.push((column, lines));
    }
    let rows = rows.into_values().flat_map(|row| figures::stacked_rows(row, text));
    let edges = columns.iter().map(|&column| (grid.xs[column], grid.xs[column + 1])).collect();
    Some((first.unwrap_or(0), edges, rows.collect()))
}

fn is_table(grid: &Grid, items: &[Item]) -> bool {
    let mut lines: BTreeMap<(usize, usize), (usize, usize)> = BTreeMap::new();
    let (mut words, mut crossed) = (0, 0);
    for item in items {
        let Item::Line(line) = item else { continue };
        if !touches(grid, line) {
            continue;
        }
        let mut last = None;
        for word in &line.words {
            let at = |share: f32| {
                let (x, y) = place(line, word, share);
                grid.cell(x, y)
            };
            let Some(cell) = at(0.5) else { continue };
            words += 1;
            // The ends of a word may stick out a little.
            crossed += usize::from([at(0.15), at(0.85)].iter().any(|end| *end != Some(cell)));
            let count = lines.entry(cell).or_default();
            count.0 += usize::from(last != Some(cell));
            count.1 += 1;
            last = Some(cell);
        }
    }
    if crossed as f32 > (CROSSED * words as f32).max(1.0) {
        return false;
    }
    let distinct = |part: fn(&(usize, usize)) -> usize| {
        let mut parts: Vec<usize> = lines.keys().map(part).collect();
        parts.sort_unstable();
        parts.dedup();
        parts.len()
    };
    let (rows, columns) = (distinct(|cell| cell.0), distinct(|cell| cell.1));
    if columns < 2 || !(rows >= 2 || (grid.closed && grid.drawn)) {
        return false;
    }
    let long = lines.values().filter(|&&(n, words)| n >= COLUMN.0 && words >= COLUMN.1 * n).count();
    if long >= 2 && rows <= 3 && columns == 2 && !grid.closed {
        return false;
    }
    let cells = grid.count_cells();
    let first_row = lines.keys().filter(|cell| cell.0 == 0).count();
    let first_column = lines.keys().filter(|cell| cell.1 == 0).count();
    let headed = first_row * 2 >= columns || first_column * 2 >= rows;
    lines.len() as f32 >= FILLED * cells as f32 && headed
}

/// Whether a line can have words in the grid.
fn touches(grid: &Grid, line: &Line) -> bool {
    let bbox = grid.bbox();
    if line.angle != 0 {
        let (first, last) = (&line.words[0], &line.words[line.words.len() - 1]);
        return [first, last].iter().any(|word| {
            let (x, y) = place(line, word, 0.5);
            (bbox.left..=bbox.right).contains(&x) && (bbox.top..=bbox.bottom).contains(&y)
        });
    }
    let middle = line.v - 0.3 * line.size;
    (bbox.top..=bbox.bottom).contains(&middle) && line.u1 > bbox.left && line.u0 < bbox.right
}

/// A point on the page halfway up a word, at a share of its width.
fn place(line: &Line, word: &Word, share: f32) -> (f32, f32) {
    let (u, v) = (word.u0 + share * (word.u1 - word.u0), line.v - 0.3 * line.size);
    if line.angle == 0 {
        return (u, v);
    }
    let (sin, cos) = f32::from(line.angle).to_radians().sin_cos();
    (u * cos - v * sin, u * sin + v * cos)
}

/// A cell: its first row and column; and what of a line stands in it.
type Piece = (Option<(usize, usize)>, Line);

/// Parts a line at the borders of the cells it stands in. Pieces outside the grid have no cell.
fn pieces(grid: &Grid, line: Line) -> Vec<Piece> {
    let cells: Vec<_> = line.words.iter().map(|word| place(&line, word, 0.5)).map(|(x, y)| grid.cell(x, y)).collect();
    let mut pieces: Vec<Piece> = Vec::with_capacity(1);
    let mut start = 0;
    for end in 1..=cells.len() {
        if end == cells.len() || cells[end] != cells[start] {
            pieces.push((cells[start], line.piece(start..end)));
            start = end;
        }
    }
    pieces
}
