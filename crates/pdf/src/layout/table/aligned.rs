//! Tables told by the alignment of their text: cells side by side, several times in a row, in the same columns.

use std::ops::Range;

use super::bands::{Band, bands};
use super::region::Region;
use super::strips::{Strips, crosses};
use super::{Part, RawRow, Table, contents, unlike};
use crate::layout::PageInput;
use crate::layout::line::Line;
use crate::layout::metrics::Metrics;
use crate::layout::paragraph::ends_entry;

/// So many rows with cells side by side make a table.
const MIN_ROWS: usize = 3;
/// Rows further apart than this, in font sizes, belong to different tables.
const ROW_PITCH: f32 = 3.5;
/// So many lines without a second cell may stand between the rows of a table.
const BETWEEN: usize = 2;

/// Finds the tables in `lines`, a stretch of a page in reading order.
/// `rest` is where the second column of the table begins that the page before ends with, if this is where it goes on.
pub(super) fn parts(
    lines: Vec<Line>,
    page: &PageInput,
    pages: usize,
    metrics: &Metrics,
    rest: Option<f32>,
    parts: &mut Vec<Part>,
) {
    let text = page.content.scribe.text.as_str();
    let bands = bands(&lines);
    let mut found: Vec<(Range<usize>, Part)> = Vec::new();
    let mut at = 0;
    while at < bands.len() {
        let goes_on = rest.is_some() && at == 0;
        let run = &bands[at..at + run_at(&bands[at..], &lines, text, rest.filter(|_| at == 0))];
        at += run.len().max(1);
        let Some(last) = run.last() else { continue };
        if let Some(part) = part(run, &lines, page, pages, metrics, goes_on) {
            found.push((run[0].start()..last.end(), part));
        }
    }
    let mut rest = lines.into_iter();
    let mut done = 0;
    for (range, part) in found {
        parts.push(Part::Text(rest.by_ref().take(range.start - done).collect()));
        rest.by_ref().take(range.len()).for_each(drop);
        done = range.end;
        parts.push(part);
    }
    parts.push(Part::Text(rest.collect()));
}

/// How many bands from the first one on may be rows of one table; 0 where it does not start one.
fn run_at(bands: &[Band], lines: &[Line], text: &str, rest: Option<f32>) -> usize {
    let entry = |band: &Band| lines[band.start()..band.end()].iter().any(|line| ends_entry(line, text));
    let in_rest = |band: &Band| rest.is_some_and(|left| lines[band.start()].u0 > left);
    if !(bands[0].several() || in_rest(&bands[0])) || entry(&bands[0]) {
        return 0;
    }
    // How far the first column reaches; text beyond it goes on with a cell of a later column.
    let edge = |band: &Band| if band.several() { width(&lines[band.cells[0].clone()]).1 } else { f32::MIN };
    let mut first_column = if bands[0].several() { edge(&bands[0]) } else { rest.unwrap_or(f32::MIN) };
    let mut full = 1;
    let mut between = 0;
    for (index, pair) in bands.windows(2).enumerate() {
        let (above, here) = (&pair[0], &pair[1]);
        let (last, first) = (&lines[above.end() - 1], &lines[here.start()]);
        let size = last.size.max(first.size);
        let down = here.reach(lines).0 - above.reach(lines).1;
        // A row may begin on the last line of the one above: lines drawn in pieces.
        if down < -0.3 * size || down > ROW_PITCH * size || last.angle != first.angle || entry(here) {
            break;
        }
        if here.several() || first.u0 > first_column + 0.5 * size {
            full = index + 2;
            between = 0;
            first_column = first_column.max(edge(here));
        } else {
            between += 1;
            if between > BETWEEN {
                break;
            }
        }
    }
    full
}

fn part(
    run: &[Band],
    lines: &[Line],
    page: &PageInput,
    pages: usize,
    metrics: &Metrics,
    goes_on: bool,
) -> Option<Part> {
    let text = page.content.scribe.text.as_str();
    let full = run.iter().filter(|band| band.several()).count();
    // Lines with nothing in the first column are further lines of a cell.
    let edges = run.iter().filter(|band| band.several()).map(|band| width(&lines[band.cells[0].clone()]).1);
    let edge = edges.fold(f32::MIN, f32::max);
    let more = run.iter().filter(|band| !band.several() && lines[band.start()].u0 > edge).count();
    // A bold head shows a table of one row.
    let head = run[0].several() && !metrics.body_bold && lines[run[0].start()..run[0].end()].iter().all(|l| l.bold);
    // A table that goes on may have but one row left.
    let least = if goes_on && head {
        1
    } else if head && !lines[run[0].end()..run.last()?.end()].iter().all(|l| l.bold) {
        2
    } else {
        MIN_ROWS
    };
    if full < least || full * 2 <= run.len() - more {
        return None;
    }
    // Page numbers behind spaces stand over each other only roughly.
    if let Some(entries) = contents::entries(run, lines, text, pages) {
        return Some(Part::Drafts(entries));
    }
    if !aligned(run, lines) {
        return None;
    }
    if unlike::is_text_in_columns(run, lines) || unlike::is_list(run, lines, text) {
        return None;
    }
    if unlike::is_form(run, lines, text) {
        return Some(Part::Drafts(run.iter().map(|band| unlike::filled_in(band, lines)).collect()));
    }
    if unlike::is_addresses(run, lines, text) {
        return Some(Part::Text(unlike::by_columns(run, lines)));
    }
    let stretch = &lines[run[0].start()..run.last()?.end()];
    let (left, right) = width(stretch);
    let region = Region::new(left, right, stretch.iter().cloned().enumerate().collect());
    let levels = region.levels(f32::MIN, f32::MAX);
    let mut strips = Strips::new(left, right);
    levels.iter().for_each(|level| strips.add(&region.lines[level.clone()], text));
    let mut columns = strips.columns()?;
    let crossed = levels.iter().filter(|level| crosses(&region.lines[Range::clone(level)], &columns, text)).count();
    if crossed * 5 > levels.len() {
        return None;
    }
    region.stretch(&mut columns);
    let rows = region.rows(&[levels], &columns, text, least.min(2))?;
    let ends = |row: &&RawRow| row.cells.len() >= 2;
    (rows.len() >= 2 && rows.iter().filter(ends).count() >= least)
        .then(|| Table::new(rows, page, metrics))
        .flatten()
        .map(Part::Table)
}

/// How far to the left and right lines reach.
pub(super) fn width(lines: &[Line]) -> (f32, f32) {
    lines.iter().fold((f32::MAX, f32::MIN), |(from, to), line| (from.min(line.u0), to.max(line.u1)))
}

/// Whether the last cells of the rows mostly stand over each other, by their left or their right edges or their
/// middles.
fn aligned(run: &[Band], lines: &[Line]) -> bool {
    let cells: Vec<((f32, f32), f32)> = run
        .iter()
        .filter(|band| band.several())
        .filter_map(|band| band.cells.last())
        .map(|cell| (width(&lines[cell.clone()]), lines[cell.start].size))
        .collect();
    let agree = cells.windows(2).filter(|pair| {
        let [((a0, a1), size), ((b0, b1), _)] = [pair[0], pair[1]];
        let near = |a: f32, b: f32| (a - b).abs() < 0.8 * size;
        near(a0, b0) || near(a1, b1) || near((a0 + a1) / 2.0, (b0 + b1) / 2.0)
    });
    agree.count() * 2 >= cells.len() - 1
}
