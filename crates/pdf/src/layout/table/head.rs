//! Which rows of a table are heads: bold, or shaded, where the rows below are not.

use fundscan_model::BBox;

use super::RawRow;
use crate::content::Area;
use crate::layout::PageInput;
use crate::layout::line::Line;
use crate::layout::metrics::Metrics;
use crate::layout::table::ruling::is_shade;

/// A head is at most so many rows high.
const MAX_HEAD: usize = 3;
/// So many boxes of a page are looked at for the shade of a row.
const MAX_AREAS: usize = 2_000;

/// For each row whether its cells are heads.
pub(super) fn heads(rows: &[RawRow], page: &PageInput, metrics: &Metrics) -> Vec<bool> {
    let mut heads = vec![false; rows.len()];
    if rows.len() < 2 {
        return heads;
    }
    let shades = shades(rows, page);
    let bold = |row: &RawRow| !metrics.body_bold && lines(row).all(|line| line.bold);
    // One row whose look no row below has, or the rows above the first that looks like most.
    let looks: Vec<(bool, i32)> = rows.iter().zip(&shades).map(|(row, &shade)| (bold(row), shade)).collect();
    for count in 1..=MAX_HEAD.min(rows.len() - 1) {
        let ((bold, shade), rest) = (looks[count - 1], &looks[count..]);
        let stands_out = (bold && rest.iter().filter(|look| look.0).count() * 2 < rest.len().max(2))
            || (shade != NONE && rest.iter().all(|look| look.1 != shade));
        if !stands_out {
            break;
        }
        heads[count - 1] = true;
    }
    heads
}

/// No box stands behind the row.
const NONE: i32 = -1;

/// How light the box is that each row stands on, in hundredths.
fn shades(rows: &[RawRow], page: &PageInput) -> Vec<i32> {
    let areas = &page.content.drawing.areas;
    if areas.len() > MAX_AREAS {
        return vec![NONE; rows.len()];
    }
    let bbox = rows.iter().flat_map(lines).map(bbox).reduce(BBox::union);
    let Some(table) = bbox else { return vec![NONE; rows.len()] };
    let meets = |area: &&Area| {
        area.bbox.top < table.bottom
            && area.bbox.bottom > table.top
            && area.bbox.left < table.right
            && area.bbox.right > table.left
    };
    let areas: Vec<&Area> = areas.iter().filter(meets).filter(|area| is_shade(area, page.width, page.height)).collect();
    rows.iter()
        .map(|row| {
            // The last cell: those of the first column are often shaded in every row.
            let Some(line) = row.cells.last().and_then(|(_, lines)| lines.first()) else { return NONE };
            let (x, y) = ((line.u0 + line.u1) / 2.0, line.v - 0.3 * line.size);
            let behind = areas.iter().rev().find(|area| {
                (area.bbox.left..=area.bbox.right).contains(&x) && (area.bbox.top..=area.bbox.bottom).contains(&y)
            });
            behind.map_or(NONE, |area| (area.light * 100.0).round() as i32)
        })
        .collect()
}

fn lines(row: &RawRow) -> impl Iterator<Item = &Line> {
    row.cells.iter().flat_map(|(_, lines)| lines)
}

fn bbox(line: &Line) -> BBox {
    BBox::new(line.u0, line.top(), line.u1, line.bottom())
}
