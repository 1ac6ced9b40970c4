//! Tables while they are read, and what comes of them.

use fundscan_model::{Block, BlockKind, Cell};

/// No table has more columns; further cells stand in the last.
const MOST_COLUMNS: u32 = 256;

/// A table that is being read.
#[derive(Debug, Default)]
pub(super) struct Table {
    row: u32,
    /// The column the next cell stands in, from 1.
    next: u32,
    /// The column of the current cell.
    column: u32,
    widest: u32,
    /// How many rows at the top are heads.
    heads: u32,
    /// Whether the style sets the first row in bold.
    bold_first_row: bool,
    /// Whether the table lets the style set its first row.
    styles_first_row: bool,
    nested: bool,
    headings: bool,
    /// Whether what is in the current row or cell was deleted or is hidden.
    drops_row: bool,
    drops_cell: bool,
    entries: Vec<Entry>,
    /// Notes to what stands in the cells: they follow the table.
    notes: Vec<Block>,
}

/// A block in a cell.
#[derive(Debug)]
struct Entry {
    row: u32,
    column: u32,
    block: Block,
    /// Whether all of it is bold.
    bold: bool,
}

impl Table {
    pub(super) fn open_row(&mut self) {
        self.row = self.row.saturating_add(1);
        self.next = 1;
        self.drops_row = false;
        self.drops_cell = false;
    }

    pub(super) fn open_cell(&mut self) {
        self.column = self.next.clamp(1, MOST_COLUMNS);
        self.next = self.next.saturating_add(1);
        self.widest = self.widest.max(self.column);
        self.drops_cell = false;
    }

    /// The current cell is this many columns wide.
    pub(super) fn span(&mut self, columns: u32) {
        self.next = self.column.saturating_add(columns.clamp(1, MOST_COLUMNS));
    }

    /// The current row begins further right.
    pub(super) fn skip(&mut self, columns: u32) {
        self.next = self.next.saturating_add(columns.min(MOST_COLUMNS));
    }

    /// The file says that the current row repeats on each page. It does so only at the top.
    pub(super) fn head(&mut self) {
        if self.row == self.heads + 1 {
            self.heads = self.row;
        }
    }

    pub(super) fn set_first_row(&mut self, styles: bool) {
        self.styles_first_row = styles;
    }

    pub(super) fn set_style(&mut self, bold_first_row: bool) {
        self.bold_first_row = bold_first_row;
    }

    pub(super) fn drop_row(&mut self) {
        self.drops_row = true;
    }

    pub(super) fn drop_cell(&mut self) {
        self.drops_cell = true;
    }

    /// Takes in a block that stands in the current cell.
    pub(super) fn push(&mut self, block: Block, bold: bool) {
        if self.drops_row || self.drops_cell {
            return;
        }
        if block.kind == BlockKind::Footnote {
            self.notes.push(block);
            return;
        }
        self.nested |= block.cell.is_some();
        self.headings |= block.kind == BlockKind::Heading;
        self.entries.push(Entry { row: self.row.max(1), column: self.column.max(1), block, bold });
    }

    /// The blocks of the table, which takes this number. Where it only arranges text on the page, they are that text.
    pub(super) fn finish(mut self, number: u32) -> impl Iterator<Item = Block> {
        self.find_head();
        if !self.is_layout() {
            for entry in &mut self.entries {
                let head = entry.row <= self.heads;
                let block = &mut entry.block;
                block.kind = BlockKind::TableCell;
                block.level = None;
                block.cell = Some(Cell { table: number, row: entry.row, column: entry.column, head });
            }
        }
        self.entries.into_iter().map(|entry| entry.block).chain(self.notes)
    }

    /// Where the file does not say which rows are heads, the first is one that is set in bold, unlike the next.
    fn find_head(&mut self) {
        if self.heads > 0 {
            return;
        }
        let all_bold = |row: u32| {
            let mut entries = self.entries.iter().filter(|e| e.row == row).peekable();
            entries.peek().is_some().then(|| entries.all(|e| e.bold))
        };
        let set_by_style = self.styles_first_row && self.bold_first_row;
        let (first, second) = (all_bold(1), all_bold(2));
        if second.is_some() && first.is_some() && (set_by_style || (first == Some(true) && second == Some(false))) {
            self.heads = 1;
        }
    }

    /// As in web pages: without heads, one row or column, tables and headings in the cells arrange a page.
    fn is_layout(&self) -> bool {
        self.heads == 0 && (self.nested || self.headings || self.row < 2 || self.widest < 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&[(&str, bool)]]) -> Table {
        let mut table = Table::default();
        for row in rows {
            table.open_row();
            for (text, bold) in *row {
                table.open_cell();
                table.push(Block::new(BlockKind::Paragraph, *text), *bold);
            }
        }
        table
    }

    fn heads(table: Table) -> Vec<bool> {
        table.finish(1).map(|block| block.cell.expect("a cell").head).collect()
    }

    #[test]
    fn a_first_row_in_bold_is_a_head() {
        assert_eq!(
            heads(table(&[&[("a", true), ("b", true)], &[("c", true), ("d", false)]])),
            [true, true, false, false]
        );
        assert_eq!(heads(table(&[&[("a", true), ("b", false)], &[("c", true), ("d", false)]])), [false; 4]);
        assert_eq!(heads(table(&[&[("a", true), ("b", true)], &[("c", true), ("d", true)]])), [false; 4]);
    }

    #[test]
    fn a_table_of_one_row_or_column_is_text() {
        for table in [table(&[&[("a", true), ("b", false)]]), table(&[&[("a", false)], &[("b", false)]])] {
            assert!(table.finish(1).all(|block| block.kind == BlockKind::Paragraph && block.cell.is_none()));
        }
    }

    #[test]
    fn columns_are_bounded() {
        let mut table = Table::default();
        table.open_row();
        for _ in 0..1000 {
            table.open_cell();
            table.span(u32::MAX);
        }
        assert_eq!(table.column, MOST_COLUMNS);
    }
}
