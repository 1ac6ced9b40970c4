//! Tables told by their rows: lines side by side on one baseline, several times in a row, in the same columns.

use fundscan_model::{BlockKind, Cell};

use super::line::Line;
use super::paragraph::{Draft, ends_entry};

/// So many rows with cells side by side make a table.
const MIN_ROWS: usize = 3;
/// Rows further apart than this, in font sizes, belong to different tables.
const ROW_PITCH: f32 = 3.5;

/// The lines of a page in reading order, tables told apart.
pub(crate) enum Part {
    Text(Vec<Line>),
    Table(Vec<Draft>),
}

/// Lines on one baseline that follow each other in reading order: indices from, to.
type Row = (usize, usize);

/// Finds the tables of a page. `tables` counts them through the document, `pages` is the number of its pages.
pub(crate) fn parts(lines: Vec<Line>, text: &str, tables: &mut u32, pages: usize) -> Vec<Part> {
    let rows = rows(&lines);
    let mut ranges: Vec<(Vec<Row>, BlockKind)> = Vec::new();
    let mut at = 0;
    while at < rows.len() {
        let run = table_at(&rows[at..], &lines, text);
        if run.is_empty() {
            at += 1;
            continue;
        }
        at += run.len();
        let kind = if is_contents(&run, &lines, text, pages) { BlockKind::Contents } else { BlockKind::TableCell };
        ranges.push((run, kind));
    }
    let mut parts = Vec::new();
    let mut lines: Vec<Option<Line>> = lines.into_iter().map(Some).collect();
    let mut take =
        |from: usize, to: usize| -> Vec<Line> { lines[from..to].iter_mut().filter_map(Option::take).collect() };
    let mut done = 0;
    for (run, kind) in ranges {
        let (from, to) = (run[0].0, run[run.len() - 1].1);
        parts.push(Part::Text(take(done, from)));
        done = to;
        let rows: Vec<Vec<Line>> = run.iter().map(|&(a, b)| take(a, b)).collect();
        if kind == BlockKind::Contents {
            parts.push(Part::Table(rows.into_iter().map(entry).collect()));
        } else {
            *tables += 1;
            parts.push(Part::Table(cells(rows, *tables)));
        }
    }
    let end = rows.last().map_or(0, |row| row.1);
    parts.push(Part::Text(take(done, end)));
    parts
}

fn rows(lines: &[Line]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        match rows.last_mut() {
            Some(row) if same_row(&lines[row.1 - 1], line) => row.1 = i + 1,
            _ => rows.push((i, i + 1)),
        }
    }
    rows
}

fn same_row(a: &Line, b: &Line) -> bool {
    a.angle == b.angle && (a.v - b.v).abs() < 0.35 * a.size.max(b.size) && b.u0 > a.u1 + 0.5 * a.size.min(b.size)
}

/// The rows from the first one on that make a table; empty where it does not start one.
fn table_at(rows: &[Row], lines: &[Line], text: &str) -> Vec<Row> {
    let several = |row: &Row| row.1 - row.0 >= 2;
    let entry = |row: &Row| lines[row.0..row.1].iter().any(|l| ends_entry(l, text));
    if rows.is_empty() || !several(&rows[0]) || entry(&rows[0]) {
        return Vec::new();
    }
    let mut run = vec![rows[0]];
    let mut last_full = 1;
    for (index, row) in rows.iter().enumerate().skip(1) {
        let (above, here) = (&lines[rows[index - 1].0], &lines[row.0]);
        let down = here.v - above.v;
        let size = above.size.max(here.size);
        if down <= 0.0 || down > ROW_PITCH * size || above.angle != here.angle || entry(row) {
            break;
        }
        if !several(row) && index >= last_full + 2 {
            break;
        }
        run.push(*row);
        if several(row) {
            last_full = index + 1;
        }
    }
    run.truncate(last_full);
    let full = run.iter().filter(|row| several(row)).count();
    if full >= MIN_ROWS && full * 2 > run.len() && aligned(&run, lines) { run } else { Vec::new() }
}

/// Whether the second cells of the rows mostly stand over each other, by their left or their right edges.
fn aligned(run: &[Row], lines: &[Line]) -> bool {
    let cells: Vec<&Line> = run.iter().filter(|r| r.1 - r.0 >= 2).map(|r| &lines[r.1 - 1]).collect();
    let near = |a: f32, b: f32, size: f32| (a - b).abs() < 0.8 * size;
    let agree = cells.windows(2).filter(|pair| {
        let (a, b) = (pair[0], pair[1]);
        near(a.u0, b.u0, a.size) || near(a.u1, b.u1, a.size) || near((a.u0 + a.u1) / 2.0, (b.u0 + b.u1) / 2.0, a.size)
    });
    agree.count() * 2 >= cells.len() - 1
}

/// Rows that end in page numbers, in order, are a table of contents without dots.
fn is_contents(run: &[Row], lines: &[Line], text: &str, pages: usize) -> bool {
    let numbers: Option<Vec<usize>> = run
        .iter()
        .filter(|r| r.1 - r.0 >= 2)
        .map(|r| lines[r.1 - 1].plain(text).trim().parse::<usize>().ok().filter(|&n| n > 0 && n <= pages + 2))
        .collect();
    numbers.is_some_and(|n| n.len() >= MIN_ROWS && n.windows(2).all(|pair| pair[0] <= pair[1]))
}

fn entry(row: Vec<Line>) -> Draft {
    let edge = row.iter().map(|l| l.u1).fold(f32::MIN, f32::max);
    let mut lines = row.into_iter();
    let mut first = lines.next().expect("a row has a line");
    for line in lines {
        let at = first.words.len();
        first.words.extend(line.words);
        first.words[at].spaced = true;
        first.u1 = line.u1;
    }
    Draft { kind: BlockKind::Contents, lines: vec![first], level: None, cell: None, edge }
}

fn cells(rows: Vec<Vec<Line>>, table: u32) -> Vec<Draft> {
    let columns = columns(&rows);
    let mut drafts = Vec::new();
    for (row, lines) in rows.into_iter().enumerate() {
        let mut next = 0;
        for line in lines {
            // Two cells of a row never share a column, whatever their widths say.
            let column = column_of(&line, &columns).max(next);
            next = column + 1;
            let cell = Cell { table, row: row as u32 + 1, column: column as u32 + 1, head: false };
            let edge = line.u1;
            drafts.push(Draft { kind: BlockKind::TableCell, lines: vec![line], level: None, cell: Some(cell), edge });
        }
    }
    drafts
}

/// The columns as stretches of the page's width, from the rows with most cells.
fn columns(rows: &[Vec<Line>]) -> Vec<(f32, f32)> {
    let most = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut columns: Vec<(f32, f32)> = vec![(f32::MAX, f32::MIN); most];
    for row in rows.iter().filter(|row| row.len() == most) {
        for (column, line) in columns.iter_mut().zip(row) {
            *column = (column.0.min(line.u0), column.1.max(line.u1));
        }
    }
    columns
}

/// The column that shares most of a cell's width, else the nearest.
fn column_of(line: &Line, columns: &[(f32, f32)]) -> usize {
    let shared = |c: &(f32, f32)| line.u1.min(c.1) - line.u0.max(c.0);
    let best = columns.iter().enumerate().max_by(|a, b| shared(a.1).total_cmp(&shared(b.1)));
    best.map_or(0, |(index, _)| index)
}
