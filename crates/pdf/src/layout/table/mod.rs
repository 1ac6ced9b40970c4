//! Tables: told by the lines and boxes drawn around their cells, else by the alignment of their text.

mod aligned;
mod bands;
mod cell;
mod contents;
mod continued;
mod figures;
mod grid;
mod head;
mod ladder;
mod region;
mod ruling;
mod strips;
mod unlike;
mod wrapped;

use fundscan_model::{BBox, BlockKind, Cell};

use super::PageInput;
use super::line::Line;
use super::metrics::Metrics;
use super::paragraph::Draft;
use ruling::{Grid, Ruling};

pub(crate) use continued::{Piece, drafts, ends_with, is_aside, says_continued, without_continued};

/// What stands on a page: lines, and tables whose lines were taken together.
#[derive(Clone, Debug)]
pub(crate) enum Item {
    Line(Line),
    Table(Table),
}

/// A table on one page, or on several once it was joined to what continues it.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    /// Left and right edge of each column.
    pub(crate) columns: Vec<(f32, f32)>,
    pub(crate) rows: Vec<Row>,
    /// Its top and bottom on its (first) page.
    pub(crate) top: f32,
    pub(crate) bottom: f32,
    /// The index of its page.
    pub(crate) page: usize,
    /// Whether lines or boxes are drawn around its cells: then the columns are those of the drawing, else those of the
    /// text.
    pub(crate) ruled: bool,
    /// Whether its rows are entries of a table of contents.
    contents: bool,
    /// Its number in the document, and that of its first row; a table that goes on keeps the one and counts the other.
    pub(crate) number: u32,
    pub(crate) first_row: u32,
    /// The size of its first letters.
    size: f32,
    words: usize,
}

#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) cells: Vec<CellText>,
    /// Whether its cells are heads of their columns.
    pub(crate) head: bool,
    /// Whether it repeats the head of the page before.
    pub(crate) repeated: bool,
}

/// What a cell says: a draft for each paragraph and item in it.
#[derive(Clone, Debug)]
pub(crate) struct CellText {
    /// From 0.
    pub(crate) column: usize,
    pub(crate) drafts: Vec<Draft>,
}

/// The lines of a row by column.
#[derive(Clone, Debug, Default)]
pub(crate) struct RawRow {
    pub(crate) cells: Vec<(usize, Vec<Line>)>,
}

/// A page in reading order, tables told apart.
pub(crate) enum Part {
    Text(Vec<Line>),
    Table(Table),
    /// Rows that are read as lines: those of a table of contents, those of a form.
    Drafts(Vec<Draft>),
}

/// The lines across and the grids of a page.
#[derive(Debug, Default)]
pub(crate) struct Drawn {
    ruling: Ruling,
    grids: Vec<Grid>,
}

impl Drawn {
    pub(crate) fn of(page: &PageInput) -> Self {
        let ruling = Ruling::of(&page.content.drawing, page.width, page.height);
        Self { grids: ruling.grids(), ruling }
    }

    /// The boxes around grids of several rows and columns.
    pub(crate) fn frames(&self) -> impl Iterator<Item = BBox> {
        self.grids.iter().filter(|grid| grid.columns() >= 2 && grid.rows() >= 2).map(Grid::bbox)
    }
}

/// Takes the tables that lines or boxes are drawn around out of the lines of a page.
/// `pages` is the number of pages of the document.
pub(crate) fn ruled(lines: Vec<Line>, drawn: &Drawn, page: &PageInput, pages: usize, metrics: &Metrics) -> Vec<Item> {
    let mut items: Vec<Item> = lines.into_iter().map(Item::Line).collect();
    let text = page.content.scribe.text.as_str();
    let table = |columns: Vec<(f32, f32)>, rows: Vec<RawRow>| {
        let contents = contents::is_contents(&rows, text, pages);
        Table::new(rows, page, metrics).map(|table| Table { columns, ruled: true, contents, ..table })
    };
    for grid in &drawn.grids {
        if let Some((at, columns, rows)) = grid::take(grid, &mut items, text)
            && let Some(table) = table(columns, rows)
        {
            items.insert(at, Item::Table(table));
        }
    }
    ladder::take(&drawn.ruling, &mut items, text, table);
    items
}

/// Finds the tables among the lines of a page in reading order by their alignment. `pages` is the number of pages of
/// the document, `before` the table that the page before ends with.
pub(crate) fn parts(
    items: Vec<Item>,
    page: &PageInput,
    pages: usize,
    metrics: &Metrics,
    before: Option<&Table>,
) -> Vec<Part> {
    let mut rest = before.and_then(|table| table.columns.get(1)).map(|column| column.0);
    let mut parts = Vec::new();
    let mut lines = Vec::new();
    for item in items {
        match item {
            Item::Line(line) => lines.push(line),
            Item::Table(table) => {
                aligned::parts(std::mem::take(&mut lines), page, pages, metrics, rest.take(), &mut parts);
                parts.push(match table.contents {
                    true => Part::Drafts(contents::ruled_entries(table.rows)),
                    false => Part::Table(table),
                });
            }
        }
    }
    aligned::parts(lines, page, pages, metrics, rest, &mut parts);
    parts
}

impl Item {
    pub(crate) fn u0(&self) -> f32 {
        match self {
            Self::Line(line) => line.u0,
            Self::Table(table) => table.left(),
        }
    }

    pub(crate) fn u1(&self) -> f32 {
        match self {
            Self::Line(line) => line.u1,
            Self::Table(table) => table.right(),
        }
    }

    /// The baseline, of a table that of its first line.
    pub(crate) fn v(&self) -> f32 {
        match self {
            Self::Line(line) => line.v,
            Self::Table(table) => table.top + 0.75 * table.size,
        }
    }

    pub(crate) fn top(&self) -> f32 {
        match self {
            Self::Line(line) => line.top(),
            Self::Table(table) => table.top,
        }
    }

    pub(crate) fn bottom(&self) -> f32 {
        match self {
            Self::Line(line) => line.bottom(),
            Self::Table(table) => table.bottom,
        }
    }

    /// The size of its letters.
    pub(crate) fn size(&self) -> f32 {
        match self {
            Self::Line(line) => line.size,
            Self::Table(table) => table.size,
        }
    }

    pub(crate) fn angle(&self) -> i16 {
        match self {
            Self::Line(line) => line.angle,
            Self::Table(_) => 0,
        }
    }

    pub(crate) fn words(&self) -> usize {
        match self {
            Self::Line(line) => line.words.len(),
            Self::Table(table) => table.words,
        }
    }
}

impl Table {
    /// A table from the lines of its cells, row by row; nothing where there are none.
    pub(crate) fn new(rows: Vec<RawRow>, page: &PageInput, metrics: &Metrics) -> Option<Self> {
        let text = page.content.scribe.text.as_str();
        let heads = head::heads(&rows, page, metrics);
        let all = || {
            rows.iter().flat_map(|row| &row.cells).flat_map(|(column, lines)| lines.iter().map(move |l| (*column, l)))
        };
        let first = all().next()?.1;
        let (on, size) = (first.page, first.size);
        let words = all().map(|(_, line)| line.words.len()).sum();
        let count = all().map(|(column, _)| column + 1).max()?;
        let mut columns = vec![(f32::MAX, f32::MIN); count];
        let (mut top, mut bottom) = (f32::MAX, f32::MIN);
        for (column, line) in all() {
            columns[column] = (columns[column].0.min(line.u0), columns[column].1.max(line.u1));
            (top, bottom) = (top.min(line.top()), bottom.max(line.bottom()));
        }
        let rows = rows.into_iter().zip(heads).map(|(row, head)| Row {
            cells: row
                .cells
                .into_iter()
                .map(|(column, lines)| CellText { column, drafts: cell::drafts(lines, text, metrics) })
                .collect(),
            head,
            repeated: false,
        });
        Some(Self {
            columns,
            rows: rows.collect(),
            top,
            bottom,
            page: on,
            ruled: false,
            contents: false,
            number: 0,
            first_row: 1,
            size,
            words,
        })
    }

    fn left(&self) -> f32 {
        self.columns.iter().map(|column| column.0).fold(f32::MAX, f32::min)
    }

    fn right(&self) -> f32 {
        self.columns.iter().map(|column| column.1).fold(f32::MIN, f32::max)
    }

    /// The blocks it becomes. A head that repeats the one of the page before is a running head.
    fn into_drafts(self) -> Vec<Draft> {
        let mut drafts = Vec::new();
        let mut next = self.first_row;
        for row in self.rows {
            let number = next;
            next += u32::from(!row.repeated);
            for cell in row.cells {
                let place = Cell { table: self.number, row: number, column: cell.column as u32 + 1, head: row.head };
                drafts.extend(cell.drafts.into_iter().map(|draft| match row.repeated {
                    true => Draft { kind: BlockKind::Header, cell: None, level: None, ..draft },
                    false => Draft { kind: BlockKind::TableCell, cell: Some(place), level: None, ..draft },
                }));
            }
        }
        drafts
    }
}
