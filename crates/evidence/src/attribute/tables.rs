//! Tables whose rows or columns are funds.

use std::collections::{BTreeMap, BTreeSet};

use fundscan_model::{FundId, Notice};

use super::passages::Names;
use crate::{FundBy, StoredPassage};

/// A head of more words than this is a sentence that happens to stand in the first column.
const HEAD_WORDS: u32 = 12;

/// From so many funds on, the heads of a table are a list of funds rather than a word in passing.
const LISTED: usize = 2;

/// The first words of heads that stand beside the funds and are none.
const SUMS: [&str; 16] = [
    "totaal",
    "totalen",
    "total",
    "totals",
    "subtotaal",
    "subtotal",
    "som",
    "sum",
    "gemiddeld",
    "gemiddelde",
    "average",
    "mean",
    "overig",
    "overige",
    "other",
    "alle",
];

/// What the head of a row or column says.
#[derive(Clone, Debug)]
enum Head {
    /// It names this fund.
    Fund(FundId),
    /// It names several funds.
    Several,
    /// It is the sum or the rest of the others.
    Sum,
    /// It names no fund of the register.
    Other { text: String, page: Option<u32> },
}

/// The tables of a document, by their numbers.
pub(super) struct Tables(BTreeMap<u32, Table>);

#[derive(Default)]
struct Table {
    /// Heads of rows, by row; rows without one are left out.
    rows: BTreeMap<u32, Head>,
    /// Heads of columns, by column.
    columns: BTreeMap<u32, Head>,
    head_rows: BTreeSet<u32>,
}

impl Tables {
    pub(super) fn of(passages: &[StoredPassage], named: &[Names]) -> Self {
        let mut tables: BTreeMap<u32, Table> = BTreeMap::new();
        for (passage, names) in passages.iter().zip(named) {
            let Some(cell) = passage.cell else { continue };
            let table = tables.entry(cell.table).or_default();
            let head = || Head::of(passage, names);
            if cell.head || cell.row == 1 {
                table.columns.entry(cell.column).or_insert_with(head);
            }
            if cell.head {
                table.head_rows.insert(cell.row);
            } else if cell.column == 1 {
                table.rows.entry(cell.row).or_insert_with(head);
            }
        }
        Self(tables)
    }

    /// What the table says of a passage: nothing where it is in none, or in one that does not list funds; else the fund, or
    /// that it is about something else.
    pub(super) fn fund(&self, passage: &StoredPassage) -> Option<Option<(FundId, FundBy)>> {
        let cell = passage.cell?;
        let table = self.0.get(&cell.table)?;
        if table.head_rows.contains(&cell.row) {
            return None;
        }
        // A row without a head goes with the one above it.
        let row = table.rows.range(..=cell.row).next_back().map(|(_, head)| head);
        match row {
            Some(Head::Fund(fund)) => return Some(Some((fund.clone(), FundBy::TableRow))),
            Some(Head::Other { .. } | Head::Sum) if lists_funds(&table.rows) => return Some(None),
            _ => {}
        }
        match table.columns.get(&cell.column) {
            Some(Head::Fund(fund)) if lists_funds(&table.columns) => Some(Some((fund.clone(), FundBy::TableColumn))),
            _ => None,
        }
    }

    /// The heads that are no funds of the register, in tables that list funds.
    pub(super) fn notices(&self) -> Vec<Notice> {
        let mut notices = Vec::new();
        let mut said: BTreeSet<&str> = BTreeSet::new();
        for table in self.0.values().filter(|table| lists_funds(&table.rows)) {
            for head in table.rows.values() {
                let Head::Other { text, page } = head else { continue };
                if !said.insert(text) {
                    continue;
                }
                let message = format!(
                    "a table of funds has a row \"{text}\", which the fund register does not know: what stands there counts \
                     for no fund; a register with it can be given with --funds"
                );
                notices.push(Notice { page: *page, ..Notice::new("fund-not-in-register", message) });
            }
        }
        notices
    }
}

impl Head {
    fn of(passage: &StoredPassage, names: &Names) -> Self {
        match names.one() {
            Some(fund) if passage.words <= HEAD_WORDS => Self::Fund(fund.clone()),
            Some(_) => Self::Several,
            None if !names.is_none() => Self::Several,
            None if is_sum(&passage.text) => Self::Sum,
            None => Self::Other { text: passage.text.clone(), page: passage.places.first().map(|p| p.page) },
        }
    }
}

fn is_sum(text: &str) -> bool {
    let first = text.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    SUMS.contains(&first.to_lowercase().as_str())
}

/// Whether heads are a list of funds: two or more, and most of them but for sums.
fn lists_funds(heads: &BTreeMap<u32, Head>) -> bool {
    let funds: BTreeSet<&FundId> =
        heads.values().filter_map(|head| if let Head::Fund(fund) = head { Some(fund) } else { None }).collect();
    let named = heads.values().filter(|head| matches!(head, Head::Fund(_))).count();
    let sums = heads.values().filter(|head| matches!(head, Head::Sum)).count();
    funds.len() >= LISTED && 2 * named > heads.len() - sums
}
