//! Lines in reading order → bands of cells that stand side by side.

use std::ops::Range;

use crate::layout::line::Line;

/// A line this far, in font sizes, below another does not belong to the same cell.
const CELL_PITCH: f32 = 2.5;

/// A label that stands in the middle of a higher cell beside it has at most so many lines.
const CENTRED: usize = 6;
/// A column of labels is at least so wide, in font sizes.
const LABEL: f32 = 5.0;

/// Lines that were drawn cell by cell, from left to right; a single cell is a line of text.
#[derive(Clone, Debug)]
pub(super) struct Band {
    /// Indices of the lines of each cell; the cells follow each other.
    pub(super) cells: Vec<Range<usize>>,
}

impl Band {
    /// A line by itself.
    fn line(index: usize) -> Self {
        Self { cells: std::iter::once(index..index + 1).collect() }
    }

    pub(super) fn several(&self) -> bool {
        self.cells.len() >= 2
    }

    pub(super) fn start(&self) -> usize {
        self.cells[0].start
    }

    pub(super) fn end(&self) -> usize {
        self.cells[self.cells.len() - 1].end
    }

    /// The baselines of its first and its last line.
    pub(super) fn reach(&self, lines: &[Line]) -> (f32, f32) {
        let all = &lines[self.start()..self.end()];
        let from = all.iter().map(|line| line.v).fold(f32::MAX, f32::min);
        (from, all.iter().map(|line| line.v).fold(f32::MIN, f32::max))
    }
}

/// Parts the lines of a page into bands. Each line is looked at a bounded number of times.
pub(super) fn bands(lines: &[Line]) -> Vec<Band> {
    let mut bands: Vec<Band> = Vec::new();
    // The band under way, and the cell in it that may go on.
    let mut open = Band { cells: Vec::new() };
    for (index, line) in lines.iter().enumerate() {
        let Some(cell) = open.cells.last().cloned() else {
            open.cells.push(index..index + 1);
            continue;
        };
        let last = &lines[cell.end - 1];
        if below(last, line) {
            if let Some(cell) = open.cells.last_mut() {
                cell.end = index + 1;
            }
            continue;
        }
        let level = first_at_level(lines, &cell, line);
        let aside = open.cells.len() == 1 || level == cell.start;
        let aside = aside && level < cell.end && right_of(line, &lines[level..cell.end]);
        let aside = aside && line.v > lines[level].v - 0.5 * line.size.max(lines[level].size);
        let aside = aside || (may_be_centred(&lines[cell.clone()], line) && !open.several());
        if aside {
            if level > cell.start && level < cell.end {
                // What the column says above the band is text.
                bands.extend((cell.start..level).map(Band::line));
                open.cells[0].start = level;
            }
        } else {
            close(&mut open, lines, &mut bands);
        }
        open.cells.push(index..index + 1);
    }
    close(&mut open, lines, &mut bands);
    bands
}

fn close(open: &mut Band, lines: &[Line], bands: &mut Vec<Band>) {
    let band = std::mem::replace(open, Band { cells: Vec::new() });
    if band.several() && stands_together(&band, lines) {
        bands.push(band);
    } else {
        bands.extend(band.cells.into_iter().flatten().map(Band::line));
    }
}

/// Whether `next` goes on below `last` in the same column.
fn below(last: &Line, next: &Line) -> bool {
    let (size, down) = (last.size.max(next.size), next.v - last.v);
    last.angle == next.angle && down > 0.4 * size && down < CELL_PITCH * size && last.shared_width(next) > 0.0
}

/// Whether a line stands to the right of all of `cell`.
fn right_of(line: &Line, cell: &[Line]) -> bool {
    cell.iter().all(|l| line.u0 > l.u1 + 0.5 * line.size.min(l.size))
}

/// Whether a line above `cell` and to its right can begin a higher cell that `cell` stands in the middle of.
fn may_be_centred(cell: &[Line], line: &Line) -> bool {
    let up = cell[0].v - line.v;
    cell.len() <= CENTRED && cell[0].angle == line.angle && up > 0.0 && up < 30.0 * line.size && right_of(line, cell)
}

/// Whether cells begin at one height, or stand at the same height by their middles.
fn stands_together(band: &Band, lines: &[Line]) -> bool {
    let (first, second) = (&lines[band.cells[0].clone()], &lines[band.cells[1].clone()]);
    let size = first[0].size.max(second[0].size);
    let reach = |cell: &[Line]| (cell[0].v, cell[cell.len() - 1].v);
    let (a, b) = (reach(first), reach(second));
    b.0 > a.0 - 0.5 * size || ((a.0 + a.1) / 2.0 - (b.0 + b.1) / 2.0).abs() < size
}

/// The first line of `cell` that stands no higher than `line`; its end where `line` stands below all of it.
fn first_at_level(lines: &[Line], cell: &Range<usize>, line: &Line) -> usize {
    // A list in the next column may begin a little lower than the label beside it; an indented one begins further left.
    let level = |l: &Line| {
        let size = l.size.max(line.size);
        let lower = if line.u0 - l.u0 > LABEL * size { 1.1 } else { 0.4 };
        l.angle == line.angle && l.v > line.v - lower * size
    };
    cell.start + lines[cell.clone()].iter().rposition(|l| !level(l)).map_or(0, |i| i + 1)
}
