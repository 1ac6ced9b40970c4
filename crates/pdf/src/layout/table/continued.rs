//! Tables that go on on the next page: one number, rows counted on, the repeated head no row of data.

use fundscan_model::BlockKind;

use super::{CellText, Row, Table};
use crate::layout::PageInput;
use crate::layout::line::Line;
use crate::layout::paragraph::{Draft, End, Start, end_of, start_of};

/// Columns that begin at the same place to this many points are the same.
const SAME_EDGE: f32 = 4.0;
/// Facing pages may be moved against each other by so many points.
const SHIFT: f32 = 60.0;
/// Words that a line above a table says it goes on with.
const CONTINUED: [&str; 4] = ["vervolg", "continued", "cont.", "cont'd"];
/// A line that only says so has no more words.
const CAPTION: usize = 30;
/// A repeated head has at most so many rows.
const MAX_HEAD: usize = 3;

/// What a page was made into.
#[derive(Debug)]
pub(crate) enum Piece {
    Draft(Draft),
    Table(Table),
}

/// For the last piece of a page, whether it is a table; nothing for notes and running lines, which do not count.
pub(crate) fn ends_with(piece: &Piece) -> Option<Option<&Table>> {
    match piece {
        Piece::Draft(draft) if is_aside(draft) => None,
        Piece::Draft(_) => Some(None),
        Piece::Table(table) => Some(Some(table)),
    }
}

/// What stands between the parts of a text only on paper: notes, running lines, hidden text.
pub(crate) fn is_aside(draft: &Draft) -> bool {
    matches!(draft.kind, BlockKind::Header | BlockKind::Footer | BlockKind::Footnote)
        || draft.first().mark.hidden.is_some()
}

/// Numbers the tables of a document, those that go on as one, and writes all pieces as drafts.
pub(crate) fn drafts(mut pieces: Vec<Piece>, pages: &[PageInput]) -> Vec<Draft> {
    let mut number = 0;
    // The table that may go on, and whether a line said that it does.
    let mut open: Option<usize> = None;
    let mut told = false;
    for index in 0..pieces.len() {
        let (before, here) = pieces.split_at_mut(index);
        match &mut here[0] {
            Piece::Draft(draft) => {
                let says_so = says_continued(&draft_text(draft, pages)) && draft_words(draft) <= CAPTION;
                told |= says_so;
                if !says_so && !is_aside(draft) {
                    open = None;
                    told = false;
                }
            }
            Piece::Table(table) => {
                let last = open.and_then(|at| match &mut before[at] {
                    Piece::Table(last) => Some(last),
                    Piece::Draft(_) => None,
                });
                if !last.is_some_and(|last| joined(last, table, told, pages)) {
                    number += 1;
                    table.number = number;
                    table.first_row = 1;
                }
                open = Some(index);
                told = false;
            }
        }
    }
    let drafts = pieces.into_iter().flat_map(|piece| match piece {
        Piece::Draft(draft) => vec![draft],
        Piece::Table(table) => table.into_drafts(),
    });
    drafts.collect()
}

fn draft_words(draft: &Draft) -> usize {
    draft.lines.iter().map(|line| line.words.len()).sum()
}

fn draft_text(draft: &Draft, pages: &[PageInput]) -> String {
    let lines: Vec<String> =
        draft.lines.iter().take(4).map(|line| line.plain(&pages[line.page].content.scribe.text)).collect();
    lines.join(" ")
}

fn cell_text(cell: &CellText, pages: &[PageInput]) -> String {
    let drafts: Vec<String> = cell.drafts.iter().map(|draft| draft_text(draft, pages)).collect();
    drafts.join(" ")
}

/// Whether a text says in brackets or at its end that something goes on.
pub(crate) fn says_continued(text: &str) -> bool {
    let lower = text.to_lowercase();
    let lower = lower.trim_end().trim_end_matches([')', ']', ':']);
    CONTINUED.iter().any(|word| lower.contains(&format!("({word}")) || lower.ends_with(&format!(" {word}")))
}

/// A text in lower case without the words that say it goes on.
pub(crate) fn without_continued(text: &str) -> String {
    let text = CONTINUED.iter().fold(text.to_lowercase(), |text, word| text.replace(&format!("({word})"), ""));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Joins `next` to `last` where it goes on with it.
fn joined(last: &mut Table, next: &mut Table, told: bool, pages: &[PageInput]) -> bool {
    let joined = goes_on(last, next, told, pages);
    if joined {
        carry_on(last, next, pages);
    }
    joined
}

/// Whether `next` goes on with `last`, with nothing but notes and running lines between.
fn goes_on(last: &mut Table, next: &mut Table, told: bool, pages: &[PageInput]) -> bool {
    if next.page > last.page + 1 || !same_columns(last, next) {
        return false;
    }
    let moved = moved(last, next);
    let repeated = repeated_head(last, next, pages);
    let heads = next.rows.iter().take_while(|row| row.head).count();
    if repeated == 0 && (heads > 0 || (!moved && !told)) {
        return false;
    }
    // What is repeated is a head, whatever it looks like.
    for table in [last, &mut *next] {
        table.rows.iter_mut().take(repeated).for_each(|row| row.head = true);
    }
    next.rows.iter_mut().take(repeated).for_each(|row| row.repeated = true);
    true
}

/// Whether `next` stands on another page or in another column of the text.
fn moved(last: &Table, next: &Table) -> bool {
    next.page > last.page || (next.left() >= last.right() - SAME_EDGE && next.top < last.bottom)
}

/// Whether the columns of two tables begin at the same places, perhaps moved aside as facing pages are.
fn same_columns(last: &Table, next: &Table) -> bool {
    if last.columns.len() != next.columns.len() {
        return false;
    }
    let pairs = || last.columns.iter().zip(&next.columns);
    if last.ruled && next.ruled {
        let shift = next.columns[0].0 - last.columns[0].0;
        let aside = shift.abs() < SHIFT || next.left() >= last.right() - SAME_EDGE;
        return aside && pairs().all(|(a, b)| (b.0 - a.0 - shift).abs() < SAME_EDGE);
    }
    // The text of a column keeps to its left or its right edge.
    let shift = if next.left() >= last.right() { next.left() - last.left() } else { 0.0 };
    let near = |a: f32, b: f32| (b - a - shift).abs() < SAME_EDGE;
    pairs().all(|(a, b)| a.0 + shift < b.1 && b.0 < a.1 + shift)
        && pairs().filter(|(a, b)| near(a.0, b.0) || near(a.1, b.1)).count() * 2 >= last.columns.len()
}

/// How many rows `next` begins with that `last` begins with too.
fn repeated_head(last: &Table, next: &Table, pages: &[PageInput]) -> usize {
    let same = last.rows.iter().zip(&next.rows).take(MAX_HEAD).take_while(|(a, b)| same_row(a, b, pages));
    same.count().min(next.rows.len().saturating_sub(1))
}

fn same_row(a: &Row, b: &Row, pages: &[PageInput]) -> bool {
    let bare = |cell: &CellText| without_continued(&cell_text(cell, pages));
    let mut told = false;
    let mut same = 0;
    let alike = a.cells.len() == b.cells.len()
        && a.cells.iter().zip(&b.cells).all(|(a, b)| {
            // The repeated head may be cut short: "Aandacht voor behoud … (vervolg)".
            let continued = says_continued(&cell_text(b, pages));
            told |= continued;
            let equal = bare(a) == bare(b);
            same += usize::from(equal);
            a.column == b.column && (equal || continued)
        });
    alike && same + usize::from(told) >= 1 && (same > 0 || a.cells.len() == 1)
}

/// Counts the rows of `next` on from `last` and joins a row that the page parted.
fn carry_on(last: &mut Table, next: &mut Table, pages: &[PageInput]) {
    next.number = last.number;
    next.first_row = last.first_row + last.rows.iter().filter(|row| !row.repeated).count() as u32;
    let moved = moved(last, next);
    let Some(row) = next.rows.iter_mut().find(|row| !row.repeated) else { return };
    let grouped = last.rows.iter().filter(|row| row.cells.iter().all(|cell| cell.column > 0)).count();
    let Some(above) = last.rows.last_mut().filter(|row| !row.head) else { return };
    if !moved || !is_rest(above, row, last.ruled && grouped == 0, pages) {
        return;
    }
    next.first_row -= 1;
    for cell in &mut row.cells {
        let Some(above) = above.cells.iter_mut().find(|a| a.column == cell.column) else { continue };
        let (Some(open), Some(rest)) = (above.drafts.last_mut(), cell.drafts.first()) else { continue };
        if is_open(open, rest, pages) {
            let rest = cell.drafts.remove(0);
            open.edge = open.edge.max(rest.edge);
            open.lines.extend(rest.lines);
        }
    }
    row.cells.retain(|cell| !cell.drafts.is_empty());
}

/// Whether `row` is the rest of the row above on the page before. `labelled` says that the rows of the table have a
/// first cell, so that one without goes on.
fn is_rest(above: &Row, row: &Row, labelled: bool, pages: &[PageInput]) -> bool {
    let cells = || row.cells.iter().filter(|cell| !cell.drafts.is_empty());
    let matching = |cell: &CellText| above.cells.iter().find(|a| a.column == cell.column);
    if !cells().all(|cell| matching(cell).is_some()) {
        return false;
    }
    let open = |cell: &CellText| {
        let last = matching(cell).and_then(|above| above.drafts.last());
        last.zip(cell.drafts.first()).is_some_and(|(last, first)| is_open(last, first, pages))
    };
    let label = cells().any(|cell| cell.column == 0);
    if label { cells().all(open) } else { labelled || cells().any(open) }
}

/// Whether what `last` says goes on in `next`.
fn is_open(last: &Draft, next: &Draft, pages: &[PageInput]) -> bool {
    let text = |line: &Line| pages[line.page].content.scribe.text.as_str();
    let ending = end_of(last.last(), text(last.last()));
    let (_, start) = start_of(next.first(), text(next.first()));
    match (ending, start) {
        (End::Open | End::Hyphen, Start::Lower) => true,
        // A bracket or a name goes on too where the last line is full.
        (End::Open, Start::Other) => {
            let full = last.last().u1 > last.edge - 2.0 * last.last().size && last.lines.len() > 1;
            full && !crate::layout::paragraph::begins_anew(next.first(), text(next.first()))
        }
        _ => false,
    }
}
