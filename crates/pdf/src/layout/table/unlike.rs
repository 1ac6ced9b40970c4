//! What stands side by side and is no table: columns of text, lists, forms and addresses.

use fundscan_model::BlockKind;

use super::aligned::width;
use super::bands::Band;
use crate::layout::label::label;
use crate::layout::line::{Line, word_text};
use crate::layout::paragraph::Draft;

/// Cells of so many lines, two in a row, are columns of text.
const LONG_CELL: usize = 6;
/// Lines of text in columns have so many words.
const WORDS: usize = 4;
/// A block of addresses has at most so many lines.
const ADDRESS: usize = 8;

/// Whether the rows are the lines of columns of running text.
pub(super) fn is_text_in_columns(run: &[Band], lines: &[Line]) -> bool {
    let rows: Vec<&Band> = run.iter().filter(|band| band.several()).collect();
    let long = rows.iter().filter(|band| band.cells.iter().filter(|cell| cell.len() >= LONG_CELL).count() >= 2);
    if long.count() * 2 >= rows.len() {
        return true;
    }
    // Line by line: in each of two columns most lines are full of words.
    let single = rows.iter().filter(|band| band.cells.iter().all(|cell| cell.len() == 1));
    let single: Vec<&[Line]> = single.map(|band| &lines[band.start()..band.end()]).filter(|l| l.len() == 2).collect();
    if single.len() < 5 || single.len() * 4 < rows.len() * 3 {
        return false;
    }
    (0..2).all(|column| {
        let side: Vec<&Line> = single.iter().map(|row| &row[column]).collect();
        let edge = side.iter().map(|line| line.u1).fold(f32::MIN, f32::max);
        let full = side.iter().filter(|l| l.words.len() >= WORDS && l.u1 > edge - 0.15 * (edge - l.u0));
        full.count() * 10 >= side.len() * 6
    })
}

/// Whether the first cells are the bullets and numbers of a list.
pub(super) fn is_list(run: &[Band], lines: &[Line], text: &str) -> bool {
    let rows: Vec<&Band> = run.iter().filter(|band| band.several()).collect();
    let marker = |band: &&&Band| {
        let line = &lines[band.start()];
        band.cells[0].len() == 1 && line.words.len() == 1 && label(word_text(text, &line.words[0])).is_some()
    };
    rows.iter().all(|band| band.cells.len() == 2) && rows.iter().filter(marker).count() * 10 >= rows.len() * 8
}

/// Whether the rows are a form: a word with a colon and what is filled in.
pub(super) fn is_form(run: &[Band], lines: &[Line], text: &str) -> bool {
    let rows: Vec<&Band> = run.iter().filter(|band| band.several()).collect();
    let asks = |band: &&&Band| {
        let line = &lines[band.start()];
        let second = &lines[band.cells[1].start];
        let colon = |line: &Line, at: Option<usize>| {
            at.and_then(|i| line.words.get(i)).is_some_and(|word| word_text(text, word).ends_with(':'))
        };
        colon(line, line.words.len().checked_sub(1)) || (colon(second, Some(0)) && second.words[0].text.len() == 1)
    };
    rows.iter().all(|band| band.cells.len() == 2) && rows.iter().filter(asks).count() * 10 >= rows.len() * 6
}

/// Whether the rows are addresses side by side.
pub(super) fn is_addresses(run: &[Band], lines: &[Line], text: &str) -> bool {
    let all = || run.iter().flat_map(|band| &lines[band.start()..band.end()]);
    run.len() <= ADDRESS
        && all().all(|line| line.words.len() <= 6)
        && all().any(|line| is_postal(&line.plain(text)))
        && all().filter(|line| line.bold).count() * 4 < all().count()
}

/// The lines of a run column by column.
pub(super) fn by_columns(run: &[Band], lines: &[Line]) -> Vec<Line> {
    let columns = run.iter().map(|band| band.cells.len()).max().unwrap_or(0);
    let cells = (0..columns).flat_map(|column| run.iter().filter_map(move |band| band.cells.get(column)));
    cells.flat_map(|cell| lines[cell.clone()].iter().cloned()).collect()
}

/// Whether a line holds a Dutch postal code and its town: `3511 AB Utrecht`.
fn is_postal(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let digits = |word: &str| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()) && !word.starts_with('0');
    let letters = |word: &str| word.len() == 2 && word.bytes().all(|b| b.is_ascii_uppercase());
    words.windows(3).any(|w| digits(w[0]) && letters(w[1]) && w[2].starts_with(char::is_uppercase))
}

/// A row of a form, read in one line.
pub(super) fn filled_in(band: &Band, lines: &[Line]) -> Draft {
    in_one_line(band, lines, BlockKind::Paragraph)
}

/// A band as one draft, its first lines as one.
pub(super) fn in_one_line(band: &Band, lines: &[Line], kind: BlockKind) -> Draft {
    let edge = width(&lines[band.start()..band.end()]).1;
    let mut first = lines[band.start()].clone();
    let mut below = Vec::new();
    for (index, cell) in band.cells.iter().enumerate() {
        let from = if index == 0 {
            cell.start + 1
        } else {
            first.append(&lines[cell.start]);
            cell.start + 1
        };
        below.extend(lines[from..cell.end].iter().cloned());
    }
    let lines = std::iter::once(first).chain(below).collect();
    Draft { kind, lines, level: None, cell: None, edge }
}
