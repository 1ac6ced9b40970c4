//! What is painted on a page so far, as far as it tells whether white text can be read.

use fundscan_model::BBox;

/// The page is looked at in so many columns and rows: cells of some points on paper of the usual size.
const CELLS: usize = 128;

/// Letters that stand this far beyond the edge of the page, in points, are still printed by some programs.
const EDGE: f32 = 2.0;

/// Which cells of a page have paint on them that is not white.
///
/// Where a cell is touched in part it counts as painted, and as white only where it is covered: in doubt, text is seen.
#[derive(Clone, Debug)]
pub(crate) struct Ground {
    rows: Box<[u128; CELLS]>,
    /// Points per cell.
    cell: (f32, f32),
}

impl Ground {
    pub(crate) fn new(width: f32, height: f32) -> Self {
        let size = |points: f32| points.max(1.0) / CELLS as f32;
        Self { rows: Box::new([0; CELLS]), cell: (size(width), size(height)) }
    }

    /// Lays paint over a box.
    pub(crate) fn paint(&mut self, bbox: BBox) {
        let columns = mask((bbox.left / self.cell.0).floor(), (bbox.right / self.cell.0).ceil());
        for row in rows((bbox.top / self.cell.1).floor(), (bbox.bottom / self.cell.1).ceil()) {
            self.rows[row] |= columns;
        }
    }

    /// Lays white over a box.
    pub(crate) fn clear(&mut self, bbox: BBox) {
        let columns = mask((bbox.left / self.cell.0).ceil(), (bbox.right / self.cell.0).floor());
        for row in rows((bbox.top / self.cell.1).ceil(), (bbox.bottom / self.cell.1).floor()) {
            self.rows[row] &= !columns;
        }
    }

    /// Whether white would be seen at a point.
    pub(crate) fn is_painted(&self, (x, y): (f32, f32)) -> bool {
        let (column, row) = (x / self.cell.0, y / self.cell.1);
        let inside = |v: f32| (0.0..CELLS as f32).contains(&v);
        inside(column) && inside(row) && self.rows[row as usize] >> column as usize & 1 == 1
    }
}

/// The part of a page that may be painted, as a box: what lies outside of it is certainly not seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Clip(BBox);

impl Clip {
    /// A whole page.
    pub(crate) fn page(width: f32, height: f32) -> Self {
        Self(BBox::new(-EDGE, -EDGE, width + EDGE, height + EDGE))
    }

    /// What lies in both.
    pub(crate) fn and(self, bbox: BBox) -> Self {
        let (a, b) = (self.0, bbox);
        let (left, top) = (a.left.max(b.left), a.top.max(b.top));
        Self(BBox::new(left, top, a.right.min(b.right).max(left), a.bottom.min(b.bottom).max(top)))
    }

    /// The part of a box that may be painted.
    pub(crate) fn within(self, bbox: BBox) -> Option<BBox> {
        self.touches(bbox).then(|| self.and(bbox).0)
    }

    pub(crate) fn bbox(self) -> BBox {
        self.0
    }

    pub(crate) fn touches(self, bbox: BBox) -> bool {
        let clip = self.0;
        bbox.right >= clip.left && bbox.left <= clip.right && bbox.bottom >= clip.top && bbox.top <= clip.bottom
    }
}

/// Cells from one edge up to another, both in cells.
fn rows(from: f32, to: f32) -> std::ops::Range<usize> {
    let edge = |v: f32| v.clamp(0.0, CELLS as f32) as usize;
    edge(from)..edge(to)
}

fn mask(from: f32, to: f32) -> u128 {
    let columns = rows(from, to);
    let below = |n: usize| if n == CELLS { u128::MAX } else { (1 << n) - 1 };
    if columns.is_empty() { 0 } else { below(columns.end) & !below(columns.start) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paint_covers_the_cells_it_touches_and_white_those_it_fills() {
        let mut ground = Ground::new(1280.0, 1280.0);
        ground.paint(BBox::new(105.0, 200.0, 300.0, 221.0));
        assert!(ground.is_painted((102.0, 210.0)) && ground.is_painted((299.0, 228.0)));
        assert!(!ground.is_painted((98.0, 210.0)) && !ground.is_painted((102.0, 235.0)));
        ground.clear(BBox::new(200.0, 100.0, 255.0, 500.0));
        assert!(ground.is_painted((199.0, 210.0)) && !ground.is_painted((201.0, 210.0)));
        assert!(ground.is_painted((252.0, 210.0)), "half a cell is not white");
    }

    #[test]
    fn boxes_beyond_the_page_do_no_harm() {
        let mut ground = Ground::new(600.0, 800.0);
        ground.paint(BBox::new(-1e30, -1e30, 1e30, 1e30));
        assert!(ground.is_painted((0.0, 0.0)) && ground.is_painted((599.0, 799.0)));
        assert!(!ground.is_painted((-1.0, 5.0)) && !ground.is_painted((601.0, 5.0)));
        ground.clear(BBox::new(f32::NAN, 0.0, 5.0, 5.0));
        assert!(ground.is_painted((100.0, 100.0)));
    }
}
