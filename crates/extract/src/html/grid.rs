use fundscan_model::Cell;

/// The rows and columns of a table while its cells pass by: which column a cell stands in, given the spans of those
/// before it.
#[derive(Debug)]
pub(super) struct Grid {
    table: u32,
    row: u32,
    column: usize,
    /// For each column, how many rows from the current one on a cell above still covers.
    covered: Vec<u32>,
}

/// No table has more columns; further cells stand in the last.
const MOST_COLUMNS: usize = 256;

/// As in HTML: no cell spans more rows.
const MOST_ROWS: u32 = 65_534;

impl Grid {
    pub(super) fn new(table: u32) -> Self {
        Self { table, row: 0, column: 0, covered: Vec::new() }
    }

    /// The number of the table.
    pub(super) fn table(&self) -> u32 {
        self.table
    }

    /// Begins a row.
    pub(super) fn row(&mut self) {
        if self.row > 0 {
            for rows in &mut self.covered {
                *rows = rows.saturating_sub(1);
            }
        }
        self.row = self.row.saturating_add(1);
        self.column = 0;
    }

    /// Places the next cell of the row.
    pub(super) fn cell(&mut self, rows: u32, columns: usize, head: bool) -> Cell {
        if self.row == 0 {
            self.row();
        }
        while self.covered.get(self.column).is_some_and(|rows| *rows > 0) {
            self.column += 1;
        }
        let first = self.column.min(MOST_COLUMNS - 1);
        let end = (first + columns.clamp(1, MOST_COLUMNS)).min(MOST_COLUMNS);
        if self.covered.len() < end {
            self.covered.resize(end, 0);
        }
        self.covered[first..end].fill(rows.clamp(1, MOST_ROWS));
        self.column = end;
        let column = u32::try_from(first + 1).unwrap_or(u32::MAX);
        Cell { table: self.table, row: self.row, column, head }
    }

    /// Whether this is the first row.
    pub(super) fn is_first_row(&self) -> bool {
        self.row <= 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_beside_those_that_span_rows_and_columns() {
        let mut grid = Grid::new(1);
        let mut place = |rows, columns| {
            let cell = grid.cell(rows, columns, false);
            (cell.row, cell.column)
        };
        assert_eq!(place(2, 1), (1, 1));
        assert_eq!(place(1, 2), (1, 2));
        assert_eq!(place(1, 1), (1, 4));
        grid.row();
        let mut place = |rows, columns| {
            let cell = grid.cell(rows, columns, false);
            (cell.row, cell.column)
        };
        assert_eq!(place(1, 1), (2, 2));
        grid.row();
        assert_eq!(grid.cell(1, 1, false).column, 1);
    }

    #[test]
    fn spans_are_bounded() {
        let mut grid = Grid::new(1);
        for _ in 0..1000 {
            grid.cell(u32::MAX, usize::MAX, false);
        }
        assert_eq!(grid.cell(1, 1, false).column, 256);
        assert_eq!(grid.covered.len(), 256);
    }
}
