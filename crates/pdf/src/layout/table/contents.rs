//! Tables of contents without dots: entries whose page numbers stand in a column of their own.

use fundscan_model::BlockKind;

use super::bands::Band;
use super::unlike::in_one_line;
use super::{RawRow, Row};
use crate::layout::line::Line;
use crate::layout::paragraph::Draft;

/// So many entries make a table of contents.
const MIN_ENTRIES: usize = 3;
/// So many where lines are drawn, as tables have them too.
const MIN_RULED: usize = 4;
/// Page numbers may be higher than the number of pages by so many: covers and blank pages are left out of files.
const SPARE: usize = 4;

/// The entries, where the rows end in page numbers in order.
pub(super) fn entries(run: &[Band], lines: &[Line], text: &str, pages: usize) -> Option<Vec<Draft>> {
    let rows = run.iter().filter(|band| band.several()).filter_map(|band| lines[band.start()..band.end()].last());
    let last = run.iter().filter(|band| band.several()).filter_map(|band| band.cells.last());
    let single = last.clone().all(|cell| cell.len() == 1);
    let numbers: Vec<Option<usize>> = rows.map(|line| number(line, text)).collect();
    if !single || !are_pages(&numbers, pages, MIN_ENTRIES) {
        return None;
    }
    Some(run.iter().map(|band| in_one_line(band, lines, BlockKind::Contents)).collect())
}

/// Whether the rows of a table that lines are drawn around or through are those of a table of contents: leaders drawn
/// as lines.
pub(super) fn is_contents(rows: &[RawRow], text: &str, pages: usize) -> bool {
    let numbers: Vec<Option<usize>> = rows
        .iter()
        .filter(|row| row.cells.len() >= 2)
        .map(|row| row.cells.last().and_then(|(_, lines)| lines.last()).and_then(|line| number(line, text)))
        .collect();
    let words = rows.iter().flat_map(|row| &row.cells).flat_map(|(_, lines)| lines);
    let letters = words.filter(|line| line.plain(text).chars().any(char::is_alphabetic)).count();
    letters * 2 >= rows.len() && are_pages(&numbers, pages, MIN_RULED)
}

/// The rows of a ruled table of contents as its entries.
pub(super) fn ruled_entries(rows: Vec<Row>) -> Vec<Draft> {
    let entry = |row: Row| {
        let mut lines = row.cells.into_iter().flat_map(|cell| cell.drafts).flat_map(|draft| draft.lines);
        let mut first = lines.next()?;
        lines.for_each(|line| first.append(&line));
        let edge = first.u1;
        Some(Draft { kind: BlockKind::Contents, lines: vec![first], level: None, cell: None, edge })
    };
    rows.into_iter().filter_map(entry).collect()
}

fn number(line: &Line, text: &str) -> Option<usize> {
    line.plain(text).trim().parse().ok()
}

/// Whether numbers can be those of pages, in order.
fn are_pages(numbers: &[Option<usize>], pages: usize, least: usize) -> bool {
    let told: Vec<usize> = numbers.iter().flatten().copied().collect();
    told.len() >= least
        && told.len() * 10 >= numbers.len() * 9
        && told.iter().all(|&n| n > 0 && n <= pages + SPARE)
        && told.is_sorted()
}
