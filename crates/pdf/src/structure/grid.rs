//! The rows and columns of a tagged table.

/// No table has more columns; further cells stand in the last.
pub(super) const MAX_COLUMNS: usize = 256;
/// Nor does a cell span more rows.
const MAX_ROW_SPAN: u32 = 65_534;

/// Says which column a cell stands in while the cells of a table pass by in order, given the spans of those before.
#[derive(Clone, Debug, Default)]
pub(super) struct Grid {
    row: u32,
    column: usize,
    /// For each column, how many rows from the current one on a cell above still covers.
    covered: Vec<u32>,
}

impl Grid {
    /// Begins a row.
    pub(super) fn row(&mut self) {
        if self.row > 0 {
            self.covered.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        }
        self.row = self.row.saturating_add(1);
        self.column = 0;
    }

    /// Row and column, from 1, of the next cell, which spans so many rows and columns.
    pub(super) fn cell(&mut self, rows: u32, columns: usize) -> (u32, u32) {
        if self.row == 0 {
            self.row();
        }
        while self.covered.get(self.column).is_some_and(|rows| *rows > 0) {
            self.column += 1;
        }
        let first = self.column.min(MAX_COLUMNS - 1);
        let end = (first + columns.clamp(1, MAX_COLUMNS)).min(MAX_COLUMNS);
        if self.covered.len() < end {
            self.covered.resize(end, 0);
        }
        self.covered[first..end].fill(rows.clamp(1, MAX_ROW_SPAN));
        self.column = end;
        (self.row, first as u32 + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_beside_those_that_reach_down_from_above() {
        let mut grid = Grid::default();
        grid.row();
        assert_eq!(grid.cell(2, 1), (1, 1));
        assert_eq!(grid.cell(1, 2), (1, 2));
        assert_eq!(grid.cell(1, 1), (1, 4));
        grid.row();
        assert_eq!(grid.cell(1, 1), (2, 2));
        grid.row();
        assert_eq!(grid.cell(1, 1), (3, 1));
    }

    #[test]
    fn spans_without_bound_cost_no_more_than_the_widest_table() {
        let mut grid = Grid::default();
        grid.row();
        assert_eq!(grid.cell(u32::MAX, usize::MAX), (1, 1));
        assert_eq!(grid.cell(1, 1), (1, 256));
        assert_eq!(grid.covered.len(), MAX_COLUMNS);
    }
}
