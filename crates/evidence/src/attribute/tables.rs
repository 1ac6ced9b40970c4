//! Tables whose rows or columns are funds.

use std::collections::{BTreeMap, BTreeSet};

use fundscan_model::{BlockKind, Cell, FundId, Notice};

use super::clues::is_caption;
use super::names::Names;
use crate::{FundBy, StoredPassage};

/// A head of more words than this is a sentence that happens to name a fund.
const HEAD_WORDS: u32 = 12;

/// From so many funds on, heads are a list of funds rather than a word in passing.
const LISTED: usize = 2;

/// A column beyond the first that is called so does not say whose a row is, but who is in it too.
const BESIDE: [&str; 8] = ["partner", "samen", "betrokken", "met ", "bron", "source", "with", "together"];

/// What the head of a row is called that names the fund of the table: "Fonds | OOM".
const FUND_WORDS: [&str; 7] = ["fonds", "o&o-fonds", "opleidingsfonds", "naam", "naam fonds", "fund", "name"];

/// A line between two tables with one of these words says that the first goes on.
const GOES_ON: [&str; 4] = ["vervolg", "continued", "cont.", "cont'd"];

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

/// So many heads that the register does not know are told one by one.
const MOST_TOLD: usize = 20;

/// What the head of a row or column says.
#[derive(Clone, Debug)]
enum Head {
    /// It names this fund.
    Fund(FundId),
    /// It names several funds.
    Several,
    /// It names one within a sentence.
    Unclear,
    /// It is the sum or the rest of the others.
    Sum,
    /// It names no fund of the register.
    Other { text: String, page: Option<u32> },
}

impl Head {
    fn of(passage: &StoredPassage, names: &Names) -> Self {
        match names.one() {
            Some(fund) if passage.words <= HEAD_WORDS => Self::Fund(fund.clone()),
            Some(_) => Self::Unclear,
            None if !names.is_none() => Self::Several,
            None if is_sum(&passage.text) => Self::Sum,
            None => Self::Other { text: passage.text.clone(), page: passage.places.first().map(|p| p.page) },
        }
    }

    fn fund(&self) -> Option<&FundId> {
        match self {
            Self::Fund(fund) => Some(fund),
            Self::Several | Self::Unclear | Self::Sum | Self::Other { .. } => None,
        }
    }
}

fn is_sum(text: &str) -> bool {
    let first = text.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    SUMS.contains(&first.to_lowercase().as_str())
}

/// What a table says of whose a cell is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum InTable {
    /// Nothing: the cell is in no table, or in one that does not list funds.
    Silent,
    /// It is this fund's.
    Of(FundId, FundBy),
    /// It is about something else than the funds of the table.
    Other,
}

/// The tables of a document, by their numbers.
pub(super) struct Tables(BTreeMap<u32, Table>);

impl Tables {
    pub(super) fn of(passages: &[StoredPassage], named: &[Names]) -> Self {
        let mut drafts: BTreeMap<u32, Draft> = BTreeMap::new();
        // Whether nothing but running heads, notes and words that it goes on stands between a table and the one before it.
        let (mut last, mut between) = (None, true);
        let mut caption: Option<(u32, Names)> = None;
        for (passage, names) in passages.iter().zip(named) {
            let Some(cell) = passage.cell else {
                let passed_over = passage.kind.is_running() || passage.kind == BlockKind::Footnote;
                between &= passed_over || goes_on(&passage.text);
                match &mut caption {
                    _ if passed_over => {}
                    _ if is_caption(&passage.text) => caption = Some((passage.block, names.clone())),
                    Some((block, caption)) if *block == passage.block => caption.extend(names),
                    _ => caption = None,
                }
                continue;
            };
            if last != Some(cell.table) {
                let follows = last.filter(|_| between);
                let caption = caption.take().and_then(|(_, names)| names.one().cloned());
                let draft = drafts.entry(cell.table).or_default();
                (draft.follows, draft.caption) = (follows, caption);
                last = Some(cell.table);
            }
            between = true;
            caption = None;
            drafts.entry(cell.table).or_default().see(cell, Head::of(passage, names), names, &passage.text);
        }
        let mut tables: BTreeMap<u32, Table> = BTreeMap::new();
        for (number, draft) in drafts {
            let before = draft.follows.and_then(|before| tables.get(&before));
            let table = draft.finish(before);
            tables.insert(number, table);
        }
        Self(tables)
    }

    /// What its table says of a passage.
    pub(super) fn says(&self, passage: &StoredPassage) -> InTable {
        let table = |cell: Cell| Some((self.0.get(&cell.table)?, cell));
        passage.cell.and_then(table).map_or(InTable::Silent, |(table, cell)| table.says(cell))
    }

    /// The fund that the caption of its table names, and no other.
    pub(super) fn caption(&self, passage: &StoredPassage) -> Option<FundId> {
        passage.cell.and_then(|cell| self.0.get(&cell.table)?.caption.clone())
    }

    /// The heads that are no funds of the register, in tables that list funds.
    pub(super) fn notices(&self) -> Vec<Notice> {
        let mut said: BTreeSet<&str> = BTreeSet::new();
        let mut notices = Vec::new();
        let mut more = 0;
        // Columns beside those of funds are mostly remarks and sums.
        for head in self.0.values().filter(|table| table.lists_rows).flat_map(|table| table.rows.values()) {
            let Head::Other { text, page } = head else { continue };
            if !said.insert(text) {
                continue;
            }
            if notices.len() == MOST_TOLD {
                more += 1;
                continue;
            }
            let message = format!(
                "a table of funds has a row \"{text}\", which the fund register does not know: what stands in it counts for \
                 no fund unless its sentence names one; --funds takes a register that knows it"
            );
            notices.push(Notice { page: *page, ..Notice::new(UNKNOWN, message) });
        }
        if more > 0 {
            notices.push(Notice::new(
                UNKNOWN,
                format!("{more} more rows of tables of funds are not in the fund register"),
            ));
        }
        notices
    }
}

/// The code of the notice that a table of funds has a head which the register does not know.
const UNKNOWN: &str = "fund-not-in-register";

/// Where the cells of a table stand, and what they would say as heads.
#[derive(Default)]
struct Draft {
    /// The table right before it.
    follows: Option<u32>,
    /// The fund that its caption names.
    caption: Option<FundId>,
    cells: BTreeMap<(u32, u32), Placed>,
}

/// The first passage of a cell.
struct Placed {
    head: Head,
    /// It is the name of a fund and nothing else.
    alone: bool,
    text: String,
    is_head: bool,
}

impl Draft {
    fn see(&mut self, cell: Cell, head: Head, names: &Names, text: &str) {
        // Texts are compared only as far as repeated heads need it, and only first passages of cells are kept.
        self.cells.entry((cell.row, cell.column)).or_insert_with(|| Placed {
            head,
            alone: names.alone().is_some(),
            text: text.to_owned(),
            is_head: cell.head,
        });
    }

    fn finish(self, before: Option<&Table>) -> Table {
        let head_rows = self.head_rows();
        let width = self.cells.keys().map(|(_, column)| *column).max().unwrap_or(0);
        let head: Vec<String> =
            head_rows.first().into_iter().flat_map(|row| self.row(*row)).map(|c| c.text.clone()).collect();
        let goes_on =
            |table: &&Table| table.lists_rows && table.width == width && (head.is_empty() || head == table.head);
        let before = before.filter(goes_on);
        let column = match self.head_column(&head_rows) {
            Some(column) => column,
            // A continued table may hold a single fund more.
            None => before.map_or(1, |table| table.column),
        };
        let mut rows: BTreeMap<u32, Head> = BTreeMap::new();
        let mut filled: BTreeSet<(u32, u32)> = BTreeSet::new();
        for ((row, at), placed) in &self.cells {
            if *at == column && !head_rows.contains(row) {
                rows.insert(*row, placed.head.clone());
            }
            if *at < column {
                filled.insert((*row, *at));
            }
        }
        let mut columns: BTreeMap<u32, Head> = BTreeMap::new();
        let mut alone: BTreeMap<u32, FundId> = BTreeMap::new();
        for ((_, at), placed) in self.cells.iter().filter(|((row, _), _)| head_rows.contains(row)) {
            // Of several rows of heads the one that names a fund counts.
            let known = columns.entry(*at).or_insert_with(|| placed.head.clone());
            if known.fund().is_none() && placed.head.fund().is_some() {
                *known = placed.head.clone();
            }
            if let Some(fund) = placed.head.fund().filter(|_| placed.alone) {
                alone.insert(*at, fund.clone());
            }
        }
        let carried = before.and_then(|table| table.last.clone());
        let last = rows.values().next_back().map_or_else(|| carried.clone(), |head| head.fund().cloned());
        Table {
            column,
            width,
            lists_rows: lists_funds(rows.values()) || (before.is_some() && rows.values().all(|h| h.fund().is_some())),
            // What stands above the heads of the rows is no fund, and says nothing.
            lists_columns: lists_funds(columns.iter().filter(|(at, h)| **at > 1 || h.fund().is_some()).map(|(_, h)| h)),
            rows,
            columns,
            alone,
            cards: self.cards(width),
            caption: self.caption.clone(),
            head_rows,
            head,
            groups: self.groups(width),
            filled,
            carried,
            last,
        }
    }

    /// The rows that hold the heads of the columns: those that are marked so, the first where it names no fund in its head
    /// or one in each of several columns, and those that repeat it.
    fn head_rows(&self) -> BTreeSet<u32> {
        // In a row that is headed by a fund, what is marked is the head of the row.
        let marked = |row: &u32| {
            let leading = self.row(*row).next().and_then(|placed| placed.head.fund());
            self.row(*row).any(|c| c.is_head) && (leading.is_none() || self.row(*row).all(|c| c.is_head))
        };
        let mut rows: BTreeSet<u32> = self.rows().filter(marked).collect();
        let Some((first, _)) = self.cells.keys().next().copied() else { return rows };
        if rows.is_empty() {
            let funds: BTreeSet<&FundId> = self.row(first).filter_map(|placed| placed.head.fund()).collect();
            let leading = self.row(first).next().and_then(|placed| placed.head.fund());
            if leading.is_none() && self.cells.contains_key(&(first, 1)) || funds.len() >= LISTED {
                rows.insert(first);
            }
        }
        let Some(head) = rows.first().copied() else { return rows };
        let head: Vec<&str> = self.row(head).map(|placed| placed.text.as_str()).collect();
        let repeats = |row: &u32| self.row(*row).map(|placed| placed.text.as_str()).eq(head.iter().copied());
        rows.extend(self.rows().filter(repeats));
        rows
    }

    /// The numbers of the rows.
    fn rows(&self) -> impl Iterator<Item = u32> {
        let mut last = None;
        self.cells.keys().map(|(row, _)| *row).filter(move |row| last.replace(*row) != Some(*row))
    }

    fn row(&self, row: u32) -> impl Iterator<Item = &Placed> {
        self.cells.range((row, 0)..=(row, u32::MAX)).map(|(_, placed)| placed)
    }

    /// The rows that hold one cell and nothing beside it, with the fund it names: they head the rows below.
    fn groups(&self, width: u32) -> BTreeMap<u32, Option<FundId>> {
        let single = |row: &u32| width > 1 && self.row(*row).count() == 1 && self.cells.contains_key(&(*row, 1));
        self.rows().filter(single).map(|row| (row, self.cells[&(row, 1)].head.fund().cloned())).collect()
    }

    /// The first column whose cells are a list of funds: not always the first of all, for a number or a theme that spans
    /// several funds may stand before them.
    fn head_column(&self, head_rows: &BTreeSet<u32>) -> Option<u32> {
        let mut columns: BTreeMap<u32, Vec<&Head>> = BTreeMap::new();
        let mut called: BTreeMap<u32, String> = BTreeMap::new();
        for ((row, at), placed) in &self.cells {
            if head_rows.contains(row) {
                called.entry(*at).or_default().push_str(&placed.text.to_lowercase());
            } else {
                columns.entry(*at).or_default().push(&placed.head);
            }
        }
        let beside = |at: u32| called.get(&at).is_some_and(|called| BESIDE.iter().any(|word| called.contains(word)));
        let mut lists = columns.into_iter().filter(|(_, heads)| lists_funds(heads.iter().copied())).map(|(at, _)| at);
        lists.find(|at| *at == 1 || !beside(*at))
    }

    /// The rows of a table of two columns that say which fund it is about: "Fonds | OOM".
    fn cards(&self, width: u32) -> BTreeMap<u32, FundId> {
        let card = |row: u32| {
            let (label, fund) = (self.cells.get(&(row, 1))?, self.cells.get(&(row, 2))?);
            let label = label.text.trim().trim_end_matches(':').trim_end().to_lowercase();
            let fund = fund.head.fund().filter(|_| width == 2 && FUND_WORDS.contains(&label.as_str()))?;
            Some((row, fund.clone()))
        };
        self.rows().filter_map(card).collect()
    }
}

/// A table as attribution sees it.
struct Table {
    /// The column that heads the rows.
    column: u32,
    width: u32,
    lists_rows: bool,
    lists_columns: bool,
    /// Heads of rows, by row; rows without one are left out.
    rows: BTreeMap<u32, Head>,
    /// Heads of columns, by column.
    columns: BTreeMap<u32, Head>,
    /// Those that are a name and nothing else.
    alone: BTreeMap<u32, FundId>,
    /// The rows that say which fund those from there on are about.
    cards: BTreeMap<u32, FundId>,
    /// The fund that its caption names.
    caption: Option<FundId>,
    head_rows: BTreeSet<u32>,
    /// The texts of the first of them.
    head: Vec<String>,
    /// The rows that head those below them, with the fund they name.
    groups: BTreeMap<u32, Option<FundId>>,
    /// Rows and columns of the cells left of the heads.
    filled: BTreeSet<(u32, u32)>,
    /// The fund of the last row of the table that this one continues.
    carried: Option<FundId>,
    /// The fund of its last row.
    last: Option<FundId>,
}

impl Table {
    fn says(&self, cell: Cell) -> InTable {
        if let Some((_, fund)) = self.cards.range(..=cell.row).next_back().filter(|_| !self.lists_rows) {
            return InTable::Of(fund.clone(), FundBy::TableRow);
        }
        if self.head_rows.contains(&cell.row) {
            // The head of a column is about what stands under it.
            return self.by_column(cell);
        }
        if cell.column < self.column && self.spans(cell) {
            return InTable::Silent;
        }
        // A row without a head goes with the one above it, also over the end of a page.
        match self.rows.range(..=cell.row).next_back().map(|(_, head)| head) {
            Some(Head::Fund(fund)) => return InTable::Of(fund.clone(), FundBy::TableRow),
            // A row of several funds is not the one of the document.
            Some(Head::Other { .. } | Head::Sum | Head::Several) if self.lists_rows => return InTable::Other,
            None => {
                if let Some(fund) = &self.carried {
                    return InTable::Of(fund.clone(), FundBy::TableRow);
                }
            }
            Some(_) => {
                let group = self.groups.range(..=cell.row).next_back().and_then(|(_, fund)| fund.clone());
                if let Some(fund) = group {
                    return InTable::Of(fund, FundBy::TableRow);
                }
            }
        }
        self.by_column(cell)
    }

    fn by_column(&self, cell: Cell) -> InTable {
        match self.columns.get(&cell.column) {
            Some(Head::Fund(fund)) if self.lists_columns => InTable::Of(fund.clone(), FundBy::TableColumn),
            // Of a single fund only a head that says nothing else is sure to be one, and that of the first column is the
            // head of them all.
            _ => match self.alone.get(&cell.column).or_else(|| self.alone.get(&1).filter(|_| self.alone.len() == 1)) {
                Some(fund) if !self.lists_rows && !self.lists_columns => InTable::Of(fund.clone(), FundBy::TableColumn),
                _ => InTable::Silent,
            },
        }
    }

    /// Whether a cell left of the heads stands beside several of them: the next headed row has none of its own.
    fn spans(&self, cell: Cell) -> bool {
        let next = self.rows.range(cell.row + 1..).next();
        next.is_some_and(|(row, _)| !self.filled.contains(&(*row, cell.column)))
    }
}

/// Whether a line between two tables says that the first goes on in the second.
fn goes_on(text: &str) -> bool {
    let text = text.to_lowercase();
    text.split_whitespace().nth(HEAD_WORDS as usize).is_none() && GOES_ON.iter().any(|word| text.contains(word))
}

/// Whether heads are a list of funds: two or more, and most of them but for sums.
fn lists_funds<'a>(heads: impl Iterator<Item = &'a Head>) -> bool {
    let mut funds: BTreeSet<&FundId> = BTreeSet::new();
    let (mut named, mut others) = (0, 0);
    for head in heads {
        match head {
            Head::Fund(fund) => {
                funds.insert(fund);
                named += 1;
            }
            Head::Sum => {}
            Head::Several | Head::Unclear | Head::Other { .. } => others += 1,
        }
    }
    funds.len() >= LISTED && named > others
}
