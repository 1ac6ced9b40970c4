//! Lines and boxes of a page → grids: where cells are by what is drawn around them.

use std::collections::BTreeMap;

use fundscan_model::BBox;

use crate::content::{Area, Drawing};

/// Lines closer than this, in points, are one: double borders, the borders of neighbouring cells.
const NEAR: f32 = 2.5;
/// A box larger than this share of the page is its background.
const BACKGROUND: f32 = 0.6;
/// So many crossings of lines are looked at on a page; squared paper in drawings has more.
const MAX_CROSSINGS: usize = 200_000;
/// A grid has at most so many fields.
const MAX_FIELDS: usize = 100_000;
/// So many grids of a page are looked at, the first ones drawn.
const MAX_GRIDS: usize = 64;

/// A line from end to end, put together from the pieces it was drawn in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Span {
    pub(super) at: f32,
    pub(super) from: f32,
    pub(super) to: f32,
    /// Drawn as a line, and not only the edge of a filled box.
    pub(super) drawn: bool,
}

/// The lines of a page.
#[derive(Debug, Default)]
pub(super) struct Ruling {
    pub(super) across: Vec<Span>,
    pub(super) down: Vec<Span>,
}

/// Lines that cross each other and the fields between them.
#[derive(Debug)]
pub(super) struct Grid {
    /// Where its columns and rows begin and end.
    pub(super) xs: Vec<f32>,
    pub(super) ys: Vec<f32>,
    /// For each field, row by row, the first field of the cell it is part of.
    cells: Vec<usize>,
    /// Whether lines were drawn, and not only boxes filled.
    pub(super) drawn: bool,
    /// Whether lines are drawn around it on all sides.
    pub(super) closed: bool,
}

impl Grid {
    pub(super) fn columns(&self) -> usize {
        self.xs.len() - 1
    }

    pub(super) fn rows(&self) -> usize {
        self.ys.len() - 1
    }

    /// How many cells there are, those over several rows or columns counted once.
    pub(super) fn count_cells(&self) -> usize {
        self.cells.iter().enumerate().filter(|&(field, &first)| field == first).count()
    }

    pub(super) fn bbox(&self) -> BBox {
        BBox::new(self.xs[0], self.ys[0], self.xs[self.xs.len() - 1], self.ys[self.ys.len() - 1])
    }

    /// The cell at a point: its first row and column.
    pub(super) fn cell(&self, x: f32, y: f32) -> Option<(usize, usize)> {
        let field = |edges: &[f32], v: f32| edges.partition_point(|&edge| edge <= v).checked_sub(1);
        let (column, row) = (field(&self.xs, x)?, field(&self.ys, y)?);
        if column >= self.columns() || row >= self.rows() {
            return None;
        }
        let first = self.cells[row * self.columns() + column];
        Some((first / self.columns(), first % self.columns()))
    }
}

impl Ruling {
    pub(super) fn of(drawing: &Drawing, width: f32, height: f32) -> Self {
        let mut across = Vec::new();
        let mut down = Vec::new();
        for rule in &drawing.rules {
            let span = Span { at: rule.at, from: rule.from, to: rule.to, drawn: true };
            if rule.horizontal { across.push(span) } else { down.push(span) }
        }
        for Area { bbox, .. } in drawing.areas.iter().filter(|area| is_shade(area, width, height)) {
            let edge = |at, from, to| Span { at, from, to, drawn: false };
            across.extend([bbox.top, bbox.bottom].map(|y| edge(y, bbox.left, bbox.right)));
            down.extend([bbox.left, bbox.right].map(|x| edge(x, bbox.top, bbox.bottom)));
        }
        Self { across: joined(across), down: joined(down) }
    }

    /// The grids of the page with more than one field, from top to bottom.
    pub(super) fn grids(&self) -> Vec<Grid> {
        let Some(parts) = self.connected() else { return Vec::new() };
        let mut grids: Vec<Grid> = parts.into_iter().filter_map(|(a, d)| self.grid(a, &d)).take(MAX_GRIDS).collect();
        grids.sort_by(|a, b| a.ys[0].total_cmp(&b.ys[0]).then(a.xs[0].total_cmp(&b.xs[0])));
        grids
    }

    /// The lines that touch each other, as indices of those across and down; nothing where there are too many.
    fn connected(&self) -> Option<Vec<(Vec<usize>, Vec<usize>)>> {
        let count = self.across.len();
        let mut sets = Sets::new(count + self.down.len());
        let mut by_place: Vec<usize> = (0..self.down.len()).collect();
        by_place.sort_by(|&a, &b| self.down[a].at.total_cmp(&self.down[b].at));
        let mut crossings = 0;
        for (index, across) in self.across.iter().enumerate() {
            let first = by_place.partition_point(|&d| self.down[d].at < across.from - NEAR);
            for &d in by_place[first..].iter().take_while(|&&d| self.down[d].at <= across.to + NEAR) {
                crossings += 1;
                if crossings > MAX_CROSSINGS {
                    return None;
                }
                if (self.down[d].from - NEAR..=self.down[d].to + NEAR).contains(&across.at) {
                    sets.join(index, count + d);
                }
            }
        }
        let mut parts: BTreeMap<usize, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for index in 0..count + self.down.len() {
            let part = parts.entry(sets.first(index)).or_default();
            if index < count { part.0.push(index) } else { part.1.push(index - count) }
        }
        Some(parts.into_values().filter(|(across, down)| !across.is_empty() && !down.is_empty()).collect())
    }

    fn grid(&self, across: Vec<usize>, down: &[usize]) -> Option<Grid> {
        let xs = edges(down.iter().map(|&d| self.down[d]), across.iter().map(|&a| self.across[a]));
        let ys = edges(across.iter().map(|&a| self.across[a]), down.iter().map(|&d| self.down[d]));
        let (columns, rows) = (xs.len().checked_sub(1)?, ys.len().checked_sub(1)?);
        if columns * rows < 2 || columns * rows > MAX_FIELDS {
            return None;
        }
        // Which borders are drawn: above each field and to its left.
        let (across_middles, down_middles) = (middles(&xs), middles(&ys));
        let mut above = vec![false; columns * (rows + 1)];
        let mut left = vec![false; (columns + 1) * rows];
        for span in across.iter().map(|&a| self.across[a]) {
            let y = nearest(&ys, span.at);
            covered(&across_middles, span).for_each(|x| above[y * columns + x] = true);
        }
        for span in down.iter().map(|&d| self.down[d]) {
            let x = nearest(&xs, span.at);
            covered(&down_middles, span).for_each(|y| left[y * (columns + 1) + x] = true);
        }
        let mut sets = Sets::new(columns * rows);
        for row in 0..rows {
            for column in 0..columns {
                let field = row * columns + column;
                if column > 0 && !left[row * (columns + 1) + column] {
                    sets.join(field, field - 1);
                }
                if row > 0 && !above[field] {
                    sets.join(field, field - columns);
                }
            }
        }
        let closed = (0..rows).all(|y| left[y * (columns + 1)] && left[y * (columns + 1) + columns])
            && (0..columns).all(|x| above[x] && above[rows * columns + x]);
        let drawn = across.iter().any(|&a| self.across[a].drawn) || down.iter().any(|&d| self.down[d].drawn);
        let cells = (0..columns * rows).map(|field| sets.first(field)).collect();
        Some(Grid { xs, ys, cells, drawn, closed })
    }
}

/// Whether a box is a shade behind text, and not the background of the page or a patch of white.
pub(super) fn is_shade(area: &Area, width: f32, height: f32) -> bool {
    area.light < 0.98 && area.bbox.width() * area.bbox.height() < BACKGROUND * width * height
}

fn middles(edges: &[f32]) -> Vec<f32> {
    edges.windows(2).map(|pair| (pair[0] + pair[1]) / 2.0).collect()
}

/// The fields whose middle a line covers.
fn covered(middles: &[f32], span: Span) -> std::ops::Range<usize> {
    middles.partition_point(|&m| m < span.from)..middles.partition_point(|&m| m <= span.to)
}

fn nearest(edges: &[f32], at: f32) -> usize {
    let above = edges.partition_point(|&edge| edge < at);
    let below = above.saturating_sub(1);
    if above == edges.len() || at - edges[below] < edges[above] - at { below } else { above }
}

/// Where the fields of a grid begin and end: at the lines along one axis, and where those along the other end.
fn edges(along: impl Iterator<Item = Span>, other: impl Iterator<Item = Span>) -> Vec<f32> {
    let mut edges: Vec<f32> = along.map(|span| span.at).collect();
    let (from, to) = other.fold((f32::MAX, f32::MIN), |(from, to), span| (from.min(span.from), to.max(span.to)));
    edges.extend([from, to]);
    edges.sort_by(f32::total_cmp);
    edges.dedup_by(|next, kept| *next - *kept < 2.0 * NEAR);
    edges
}

/// Puts lines together from their pieces.
fn joined(mut pieces: Vec<Span>) -> Vec<Span> {
    pieces.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut lines: Vec<Span> = Vec::new();
    let mut start = 0;
    while start < pieces.len() {
        let end = start + pieces[start..].iter().take_while(|piece| piece.at - pieces[start].at < NEAR).count();
        let level = &mut pieces[start..end];
        let at = level.iter().map(|piece| piece.at).sum::<f32>() / level.len() as f32;
        level.sort_by(|a, b| a.from.total_cmp(&b.from));
        let first = lines.len();
        for piece in level.iter() {
            match lines[first..].last_mut() {
                Some(line) if piece.from <= line.to + NEAR => {
                    line.to = line.to.max(piece.to);
                    line.drawn |= piece.drawn;
                }
                _ => lines.push(Span { at, ..*piece }),
            }
        }
        start = end;
    }
    lines
}

/// Disjoint sets of numbers; each is known by its smallest member.
struct Sets(Vec<usize>);

impl Sets {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn first(&mut self, mut of: usize) -> usize {
        while self.0[of] != of {
            self.0[of] = self.0[self.0[of]];
            of = self.0[of];
        }
        of
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.first(a), self.first(b));
        self.0[a.max(b)] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Rule;

    fn rule(horizontal: bool, at: f32, from: f32, to: f32) -> Rule {
        Rule { horizontal, at, from, to, light: 0.0 }
    }

    fn grids(rules: Vec<Rule>) -> Vec<Grid> {
        Ruling::of(&Drawing { rules, ..Drawing::default() }, 595.0, 842.0).grids()
    }

    #[test]
    fn a_cell_without_a_border_between_is_part_of_its_neighbour() {
        // Two rows of two columns, the upper one without its middle line, drawn in pieces.
        let mut rules = vec![rule(true, 10.0, 0.0, 100.0), rule(true, 30.0, 0.0, 50.0), rule(true, 30.5, 50.0, 100.0)];
        rules.extend([rule(true, 50.0, 0.0, 100.0), rule(false, 0.0, 10.0, 50.0), rule(false, 100.0, 10.0, 50.0)]);
        rules.push(rule(false, 50.0, 30.0, 50.0));
        let grids = grids(rules);
        assert_eq!(grids.len(), 1);
        let grid = &grids[0];
        assert_eq!((grid.rows(), grid.columns(), grid.closed), (2, 2, true));
        assert_eq!([grid.cell(20.0, 20.0), grid.cell(80.0, 20.0)], [Some((0, 0)); 2]);
        assert_eq!([grid.cell(20.0, 40.0), grid.cell(80.0, 40.0)], [Some((1, 0)), Some((1, 1))]);
        assert_eq!(grid.cell(120.0, 40.0), None);
    }

    #[test]
    fn a_table_open_at_its_sides_ends_where_its_lines_end() {
        let rules = vec![rule(true, 10.0, 0.0, 100.0), rule(true, 30.0, 0.0, 100.0), rule(false, 40.0, 5.0, 60.0)];
        let grid = &grids(rules)[0];
        assert_eq!(grid.xs, [0.0, 40.0, 100.0]);
        assert_eq!(grid.ys, [5.0, 10.0, 30.0, 60.0]);
        assert!(!grid.closed);
    }

    #[test]
    fn more_lines_than_any_table_has_are_no_grid() {
        let lines = (0..500).flat_map(|i| {
            let at = 6.0 * i as f32;
            [rule(true, at, 0.0, 3000.0), rule(false, at, 0.0, 3000.0)]
        });
        assert!(grids(lines.collect()).is_empty());
    }
}
