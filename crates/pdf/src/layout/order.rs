//! The order in which the lines of a page are read.
//!
//! On well-made files the order of drawing is the order of reading, and better than anything geometry can tell:
//! text frames, table cells and columns come one after the other. So that order is kept unless it is disordered,
//! and only then a recursive X-Y cut (Nagy and Seth 1984; gaps preferred over a fixed grid) puts the lines in order.

use super::line::Line;
use super::table::Item;
use crate::work::looked_at;

/// More than this share of steps back up in the same column means that the order of drawing says little.
pub(super) const DISORDER: f32 = 0.12;
/// Regions with more lines are sorted without cutting, so that a page of single letters cannot take forever.
const MAX_CUT: usize = 4_000;

/// Puts the lines of one page in reading order. Upright text comes first, then each other direction.
pub(crate) fn in_reading_order(lines: Vec<Item>) -> Vec<Item> {
    let mut groups: Vec<(i16, Vec<Item>)> = Vec::new();
    for line in lines {
        looked_at(groups.len());
        match groups.iter_mut().find(|(angle, _)| *angle == line.angle()) {
            Some((_, group)) => group.push(line),
            None => groups.push((line.angle(), vec![line])),
        }
    }
    // Most text first: the page's own direction.
    groups.sort_by_key(|(angle, group)| (std::cmp::Reverse(group.iter().map(|l| l.words()).sum::<usize>()), *angle));
    groups.into_iter().flat_map(|(_, group)| ordered(group)).collect()
}

/// The same where there are lines only.
pub(crate) fn lines_in_order(lines: Vec<Line>) -> Vec<Line> {
    let items = in_reading_order(lines.into_iter().map(Item::Line).collect());
    let lines = items.into_iter().filter_map(|item| match item {
        Item::Line(line) => Some(line),
        Item::Table(_) => None,
    });
    lines.collect()
}

fn ordered(lines: Vec<Item>) -> Vec<Item> {
    if disorder(&lines) <= DISORDER { lines } else { xy_cut(lines) }
}

/// Where something stands that is read.
pub(super) trait Placed {
    /// Left and right edge, baseline and size of letters.
    fn place(&self) -> (f32, f32, f32, f32);
}

impl Placed for Item {
    fn place(&self) -> (f32, f32, f32, f32) {
        (self.u0(), self.u1(), self.v(), self.size())
    }
}

impl Placed for &Line {
    fn place(&self) -> (f32, f32, f32, f32) {
        (self.u0, self.u1, self.v, self.size)
    }
}

/// The share of steps that go back up within a column.
pub(super) fn disorder<P: Placed>(items: &[P]) -> f32 {
    if items.len() < 4 {
        return 0.0;
    }
    let back = items.windows(2).filter(|pair| {
        let ((a0, a1, av, a), (b0, b1, bv, b)) = (pair[0].place(), pair[1].place());
        let size = a.max(b);
        let same_line = (av - bv).abs() < 0.5 * size;
        let narrow = (a1 - a0).min(b1 - b0);
        (bv < av - 0.5 * size && a1.min(b1) - a0.max(b0) > 0.3 * narrow) || (same_line && b1 <= a0 + 0.3 * size)
    });
    back.count() as f32 / (items.len() - 1) as f32
}

fn xy_cut(lines: Vec<Item>) -> Vec<Item> {
    let mut out = Vec::with_capacity(lines.len());
    // Regions still to cut, the next one last.
    let mut regions = vec![lines];
    while let Some(region) = regions.pop() {
        looked_at(region.len());
        if region.len() <= 1 {
            out.extend(region);
            continue;
        }
        let cut = if region.len() > MAX_CUT { Err(region) } else { cut(region) };
        match cut {
            Ok((first, second)) => {
                regions.push(second);
                regions.push(first);
            }
            Err(mut leaf) => {
                sort_lines(&mut leaf);
                out.extend(leaf);
            }
        }
    }
    out
}

/// Top to bottom; on one line, left to right.
fn sort_lines(lines: &mut [Item]) {
    lines.sort_by(|a, b| a.v().total_cmp(&b.v()));
    // Lines whose baselines differ by less than a third of their size stand side by side.
    let mut start = 0;
    for i in 1..=lines.len() {
        let apart = i == lines.len() || lines[i].v() - lines[start].v() > 0.35 * lines[start].size();
        if apart {
            lines[start..i].sort_by(|a, b| a.u0().total_cmp(&b.u0()));
            start = i;
        }
    }
}

/// Divides a region at a gutter between columns, else at its widest gap between lines; gives it back where neither is
/// worth a cut.
fn cut(lines: Vec<Item>) -> Result<(Vec<Item>, Vec<Item>), Vec<Item>> {
    let size = median_size(&lines);
    let gutter = widest_gap(lines.iter().map(|l| (l.u0(), l.u1())));
    let gap = widest_gap(lines.iter().map(|l| (l.top(), l.bottom())));
    let column_cut = gutter.filter(|g| g.width > 0.8 * size && parts_columns(&lines, g.at));
    let row_cut = gap.filter(|g| g.width > 0.6 * size);
    match (column_cut, row_cut) {
        (Some(column), row) if row.is_none_or(|r| r.width < 4.0 * column.width) => {
            Ok(lines.into_iter().partition(|l| l.u1() <= column.at + 0.01))
        }
        (_, Some(row)) => Ok(lines.into_iter().partition(|l| l.bottom() <= row.at + 0.01)),
        (Some(column), None) => Ok(lines.into_iter().partition(|l| l.u1() <= column.at + 0.01)),
        (None, None) => Err(lines),
    }
}

fn median_size(lines: &[Item]) -> f32 {
    let mut sizes: Vec<f32> = lines.iter().map(|l| l.size()).collect();
    sizes.sort_by(f32::total_cmp);
    sizes[sizes.len() / 2]
}

/// A gutter parts columns where both sides hold lines of text, not the short cells of a table.
fn parts_columns(lines: &[Item], at: f32) -> bool {
    let side = |left: bool| {
        let side: Vec<&Item> = lines.iter().filter(|l| (l.u1() <= at + 0.01) == left).collect();
        let words: usize = side.iter().map(|l| l.words()).sum();
        (side.len(), words as f32 / side.len().max(1) as f32)
    };
    let ((left, left_words), (right, right_words)) = (side(true), side(false));
    left >= 2 && right >= 2 && left_words >= 2.0 && right_words >= 2.0
}

#[derive(Clone, Copy)]
struct Gap {
    /// Where the gap begins: everything of the first part ends here or before.
    at: f32,
    width: f32,
}

/// The widest stretch that no interval covers.
fn widest_gap(intervals: impl Iterator<Item = (f32, f32)>) -> Option<Gap> {
    let mut sorted: Vec<(f32, f32)> = intervals.collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut end = sorted.first()?.1;
    let mut widest: Option<Gap> = None;
    for &(from, to) in &sorted[1..] {
        if from > end && widest.is_none_or(|w| from - end > w.width) {
            widest = Some(Gap { at: end, width: from - end });
        }
        end = end.max(to);
    }
    widest
}
