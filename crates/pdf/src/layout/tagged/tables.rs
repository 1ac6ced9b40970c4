//! Tables over all pages: their numbers, and those that go on in another.

use std::collections::BTreeMap;

use fundscan_model::BlockKind;

use super::super::PageInput;
use super::super::paragraph::Draft;
use super::super::table::{is_aside, says_continued, without_continued};

/// What the numbers of tables begin with until all are known: those that tags tell, and those found by what is drawn
/// on tagged pages.
pub(super) const TAGGED: u32 = 1 << 30;
pub(super) const LOOSE: u32 = 1 << 31;

/// A line that only says that a table goes on has no more words.
const CAPTION: usize = 30;

/// A table among the drafts of a document.
#[derive(Debug, Default)]
struct Found {
    first: usize,
    last: usize,
    rows: u32,
    columns: u32,
    /// Its first row, if it heads the columns: column and text.
    head: Vec<(u32, String)>,
}

/// Numbers the tables of a document in the order in which they come. A tagged table that says it goes on with the one
/// before is one with it, and the head that it repeats is no row.
pub(crate) fn number_tables(drafts: &mut [Draft], pages: &[PageInput]) {
    let mut tables: BTreeMap<u32, Found> = BTreeMap::new();
    let mut order = Vec::new();
    for (index, draft) in drafts.iter().enumerate() {
        let Some(cell) = draft.cell else { continue };
        let found = tables.entry(cell.table).or_insert_with(|| {
            order.push(cell.table);
            Found { first: index, ..Found::default() }
        });
        found.last = index;
        (found.rows, found.columns) = (found.rows.max(cell.row), found.columns.max(cell.column));
        if cell.row == 1 && cell.head {
            found.head.push((cell.column, text(draft, pages)));
        }
    }
    // For each table its number, how far its rows are moved, and whether its first row repeats a head.
    let mut places: BTreeMap<u32, (u32, u32, bool)> = BTreeMap::new();
    let (mut number, mut rows) = (0, 0);
    let mut last: Option<u32> = None;
    for table in order {
        let found = &tables[&table];
        let before = last.filter(|last| last & table & TAGGED != 0).map(|last| &tables[&last]);
        if before.is_some_and(|before| goes_on(before, found, drafts, pages)) {
            let repeated = !found.head.is_empty();
            let moved = rows - u32::from(repeated);
            places.insert(table, (number, moved, repeated));
            rows = moved + found.rows;
        } else {
            number += 1;
            rows = found.rows;
            places.insert(table, (number, 0, false));
        }
        last = Some(table);
    }
    for draft in drafts {
        let Some(cell) = &mut draft.cell else { continue };
        let (number, moved, repeated) = places[&cell.table];
        if repeated && cell.row == 1 {
            (draft.kind, draft.cell) = (BlockKind::Header, None);
        } else {
            (cell.table, cell.row) = (number, cell.row + moved);
        }
    }
}

/// Whether a table goes on with the one before: it has as many columns, nothing stands between but notes and running
/// lines, and its head is the same or says so ("vervolg").
fn goes_on(before: &Found, found: &Found, drafts: &[Draft], pages: &[PageInput]) -> bool {
    if before.last > found.first || before.columns != found.columns {
        return false;
    }
    let mut told = false;
    for draft in drafts[before.last + 1..found.first].iter().filter(|draft| !is_aside(draft)) {
        let words: usize = draft.lines.iter().map(|line| line.words.len()).sum();
        if words > CAPTION || !says_continued(&text(draft, pages)) {
            return false;
        }
        told = true;
    }
    if found.head.is_empty() {
        return told;
    }
    let bare = |text: &str| without_continued(text);
    let same = before.head.iter().zip(&found.head).filter(|(a, b)| a.0 == b.0 && bare(&a.1) == bare(&b.1)).count();
    let cut = found.head.iter().filter(|(_, text)| says_continued(text)).count();
    before.head.len() == found.head.len()
        && before.head.iter().zip(&found.head).all(|(a, b)| {
            // The repeated head may be cut short: "Aandacht voor behoud … (vervolg)".
            a.0 == b.0 && (bare(&a.1) == bare(&b.1) || says_continued(&b.1))
        })
        && (same > 0 || (cut > 0 && found.head.len() == 1))
}

fn text(draft: &Draft, pages: &[PageInput]) -> String {
    let lines = draft.lines.iter().map(|line| line.plain(&pages[line.page].content.scribe.text));
    lines.collect::<Vec<_>>().join(" ")
}
