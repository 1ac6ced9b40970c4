//! Tables of contents without dots: entries whose page numbers stand in a column of their own.

use fundscan_model::BlockKind;

use super::bands::Band;
use super::unlike::in_one_line;
use crate::layout::line::Line;
use crate::layout::paragraph::Draft;

/// So many entries make a table of contents.
const MIN_ENTRIES: usize = 3;
/// Page numbers may be higher than the number of pages by so many: covers and blank pages are left out of files.
const SPARE: usize = 4;

/// The entries, where the rows end in page numbers in order.
pub(super) fn entries(run: &[Band], lines: &[Line], text: &str, pages: usize) -> Option<Vec<Draft>> {
    let mut last = 0;
    let mut count = 0;
    for band in run.iter().filter(|band| band.several()) {
        let cell = band.cells.last()?;
        let number = lines[cell.start].plain(text).trim().parse::<usize>().ok()?;
        if cell.len() != 1 || number < last || number == 0 || number > pages + SPARE {
            return None;
        }
        last = number;
        count += 1;
    }
    if count < MIN_ENTRIES {
        return None;
    }
    let mut entries: Vec<Draft> = Vec::new();
    for band in run {
        let draft = in_one_line(band, lines, BlockKind::Contents);
        entries.push(draft);
    }
    Some(entries)
}
