//! Lines that stand together → the rows and cells of a table, its columns known.

use std::ops::Range;

use super::figures::{is_figure, stacked_rows};
use super::strips::is_marked;
use super::{RawRow, wrapped};
use crate::layout::line::Line;

/// Cells of so many lines, two in a row, are columns of text unless rungs part further rows.
const LONG_CELL: usize = 7;
/// So many bands with several cells show that lines across part rows.
pub(super) const PARTED: usize = 3;

/// The lines of a page that stand within the width of a ladder, from top to bottom.
pub(super) struct Region {
    pub(super) left: f32,
    pub(super) right: f32,
    /// Each with its place in the order of drawing.
    pub(super) lines: Vec<(usize, Line)>,
}

/// Lines on one baseline: indices of [`Region::lines`].
pub(super) type Level = Range<usize>;

impl Region {
    pub(super) fn new(left: f32, right: f32, mut lines: Vec<(usize, Line)>) -> Self {
        lines.sort_by(|a, b| a.1.v.total_cmp(&b.1.v));
        Self { left, right, lines }
    }

    /// The levels between two heights.
    pub(super) fn levels(&self, top: f32, bottom: f32) -> Vec<Level> {
        let middle = |line: &Line| line.v - 0.3 * line.size;
        let from = self.lines.partition_point(|(_, line)| line.v < top);
        let mut levels: Vec<Level> = Vec::new();
        for index in from..self.lines.len() {
            let line = &self.lines[index].1;
            if middle(line) > bottom {
                break;
            }
            if middle(line) < top {
                continue;
            }
            match levels.last_mut() {
                Some(level) if level.end == index && self.same_level(level.start, index) => level.end = index + 1,
                _ => levels.push(index..index + 1),
            }
        }
        levels
    }

    pub(super) fn same_level(&self, first: usize, other: usize) -> bool {
        same_level(&self.lines[first].1, &self.lines[other].1)
    }

    /// Widens the columns to the middle of the gaps between them.
    pub(super) fn stretch(&self, columns: &mut [(f32, f32)]) {
        for index in 1..columns.len() {
            let middle = (columns[index - 1].1 + columns[index].0) / 2.0;
            columns[index - 1].1 = middle;
            columns[index].0 = middle;
        }
        if let Some(first) = columns.first_mut() {
            first.0 = self.left;
        }
        if let Some(last) = columns.last_mut() {
            last.1 = self.right;
        }
    }

    /// The rows of the bands; nothing where they are no table, which has at least `least` rows of several cells.
    pub(super) fn rows(
        &self,
        bands: &[Vec<Level>],
        columns: &[(f32, f32)],
        text: &str,
        least: usize,
    ) -> Option<Vec<RawRow>> {
        let bands: Vec<Vec<RawRow>> = bands
            .iter()
            .filter(|b| !b.is_empty())
            .map(|b| self.stream_rows(b, columns, text))
            .collect::<Option<_>>()?;
        let several = |band: &[RawRow]| {
            let first = band.iter().flat_map(|row| &row.cells).map(|cell| cell.0).min();
            band.iter().flat_map(|row| &row.cells).any(|cell| Some(cell.0) != first)
        };
        // Where rungs part the rows each band is one; else rows are told by their text.
        let parted = bands.iter().filter(|band| several(band)).count() > PARTED;
        let count = bands.len();
        let mut rows: Vec<RawRow> = Vec::new();
        for (index, band) in bands.into_iter().enumerate() {
            let band = if parted || (index == 0 && count > 1) {
                vec![one_row(band)]
            } else {
                wrapped::joined_rows(band, columns, text)
            };
            rows.extend(band.into_iter().flat_map(|row| stacked_rows(row, text)));
        }
        let full = rows.iter().filter(|row| row.cells.len() >= 2).count();
        let table = full >= least && full * 2 >= rows.len() && (parted || !rows.iter().any(is_columns));
        table.then_some(rows)
    }

    /// The rows of a band as they were drawn: cell by cell or line by line, each beginning where the pen goes back to
    /// the left. Figures drawn column by column are a row for each level; words drawn so are columns of text.
    pub(super) fn stream_rows(&self, band: &[Level], columns: &[(f32, f32)], text: &str) -> Option<Vec<RawRow>> {
        let levels: Vec<RawRow> = band.iter().map(|level| self.row(level, columns, text)).collect();
        let mut drawn: Vec<usize> = band.iter().flat_map(Clone::clone).collect();
        drawn.sort_by_key(|&index| self.lines[index].0);
        let mut rows: Vec<RawRow> = Vec::new();
        let mut last = usize::MAX;
        for index in drawn {
            let pieces = self.row(&(index..index + 1), columns, text);
            let first = pieces.cells.first().map_or(0, |cell| cell.0);
            // What is no longer bold below a bold row is no part of that head.
            let bold = |row: &RawRow| row.cells.iter().flat_map(|(_, lines)| lines).all(|line| line.bold);
            let below_head = first == last && !self.lines[index].1.bold && rows.last().is_some_and(bold);
            if first < last || below_head || rows.is_empty() {
                rows.push(RawRow::default());
            }
            last = pieces.cells.last().map_or(first, |cell| cell.0);
            // Drawn line by line: the last line of the first cell begins a row, to which this one belongs.
            if let Some(row) = rows.last_mut()
                && let [(column, cell)] = row.cells.as_mut_slice()
                && *column < first
                && cell.len() >= 2
                && let Some(line) = cell.pop_if(|line| same_level(line, &self.lines[index].1))
            {
                let column = *column;
                rows.push(RawRow { cells: vec![(column, vec![line])] });
            }
            let Some(row) = rows.last_mut() else { continue };
            for (column, lines) in pieces.cells {
                match row.cells.last_mut() {
                    Some((at, cell)) if *at == column => cell.extend(lines),
                    _ => row.cells.push((column, lines)),
                }
            }
        }
        let reach = |row: &RawRow| {
            let all = || row.cells.iter().flat_map(|(_, lines)| lines);
            all().fold((f32::MAX, f32::MIN), |(top, bottom), l| (top.min(l.v - 0.3 * l.size), bottom.max(l.v)))
        };
        let in_order = rows.windows(2).all(|pair| reach(&pair[0]).1 < reach(&pair[1]).0);
        if in_order {
            return Some(rows);
        }
        let columns = levels.iter().flat_map(|row| &row.cells).filter(|cell| cell.0 > 0);
        let (figures, all) = columns.fold((0, 0), |(figures, all), (_, lines)| {
            (figures + usize::from(lines.iter().all(|line| is_figure(&line.plain(text)))), all + 1)
        });
        (figures * 2 >= all).then_some(levels)
    }

    fn row(&self, level: &Level, columns: &[(f32, f32)], text: &str) -> RawRow {
        let mut row = RawRow::default();
        let mut lines: Vec<&Line> = self.lines[level.clone()].iter().map(|(_, line)| line).collect();
        lines.sort_by(|a, b| a.u0.total_cmp(&b.u0));
        for line in lines {
            let marked = is_marked(line, text);
            let column = |index: usize| {
                let index = if marked { index.max(1) } else { index };
                let middle = (line.words[index].u0 + line.words[index].u1) / 2.0;
                columns.partition_point(|column| column.1 < middle).min(columns.len() - 1)
            };
            let mut start = 0;
            for end in 1..=line.words.len() {
                if end < line.words.len() && column(end) == column(start) {
                    continue;
                }
                let piece = line.piece(start..end);
                match row.cells.last_mut() {
                    Some((last, lines)) if *last == column(start) => lines.push(piece),
                    _ => row.cells.push((column(start), vec![piece])),
                }
                start = end;
            }
        }
        row
    }
}

fn same_level(a: &Line, b: &Line) -> bool {
    (a.v - b.v).abs() < 0.35 * a.size.max(b.size)
}

/// Whether two of a row's cells are columns of text.
pub(super) fn is_columns(row: &RawRow) -> bool {
    row.cells.iter().filter(|(_, lines)| lines.len() >= LONG_CELL).count() >= 2
}

fn one_row(band: Vec<RawRow>) -> RawRow {
    let mut row = RawRow::default();
    for (column, lines) in band.into_iter().flat_map(|row| row.cells) {
        match row.cells.binary_search_by_key(&column, |cell| cell.0) {
            Ok(at) => row.cells[at].1.extend(lines),
            Err(at) => row.cells.insert(at, (column, lines)),
        }
    }
    row
}
