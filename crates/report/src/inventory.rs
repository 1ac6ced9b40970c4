//! The inventory of a quick-scan, in each format.

use std::borrow::Cow;
use std::fmt::Write;

use fundscan_evidence::{Inventory, InventoryPlace, InventoryQuestion, InventoryQuote, InventoryRow};
use fundscan_model::Language;

use crate::concordance::decided;
use crate::document::plural;
use crate::grid::{Align, cut_start, pad, width, wrap};
use crate::{Records, RenderOptions, Value, safe_markdown, safe_terminal};

/// The columns where nobody says how wide the terminal is: wider prose is hard to read.
const COLUMNS: usize = 100;
/// The widest column of funds.
const WIDEST_NAME: usize = 20;
/// The part of the terminal that the path of a document may take.
const PATH_SHARE: usize = 3;
/// Narrower than this nothing is readable; the terminal breaks the lines instead.
const NARROWEST: usize = 20;
/// The other places that are named beside a quote; more are counted.
const PLACES: usize = 2;
/// What stands where a fund has no answer.
const NONE: &str = "-";
/// What stands where nothing was read of a fund.
const NOT_READ: &str = "- (nothing read)";

/// Where answers come from and in which order, in words.
const ABOUT: &str = "Answers come best first: under a head that asks the question, cells of a table in the fund's own row \
                     or column, other cells and items of lists, then sentences; among these those with more of the question's concepts, those short enough \
                     to read, the latest year. What stands under \"not\" only denies and is no answer.";

/// For a terminal: a table for each question.
pub(crate) fn table(inventory: &Inventory, options: &RenderOptions) -> String {
    let columns = options.width.unwrap_or(COLUMNS).max(2 * NARROWEST);
    let name = |row: &InventoryRow| safe_terminal(row.name.as_deref().unwrap_or("no fund known")).into_owned();
    let mut text = String::new();
    let mut group = None;
    for question in &inventory.questions {
        if group != Some(&question.group) {
            group = Some(&question.group);
            lines(
                &mut text,
                "",
                &safe_terminal(group_label(inventory, question, options.language)).to_uppercase(),
                columns,
            );
            text.push('\n');
        }
        let title = safe_terminal(label(question, options.language));
        lines(
            &mut text,
            "",
            &format!("{title} [{}]: {}", safe_terminal(&question.question), funds(inventory, question)),
            columns,
        );
        let widest = question.rows.iter().map(|row| width(&name(row))).max().unwrap_or(0).min(WIDEST_NAME);
        let rest = columns - widest - 2;
        push(&mut text, &format!("{}  {}", "-".repeat(widest), "-".repeat(rest)));
        for row in &question.rows {
            let none = none(inventory, row);
            let mut names = broken(&name(row), widest).into_iter();
            for line in cell(row, none, rest) {
                let name = names.next().unwrap_or_default();
                push(&mut text, &format!("{}  {line}", pad(&name, widest, Align::Left)));
            }
            names.for_each(|name| push(&mut text, &name));
        }
        text.push('\n');
    }
    lines(&mut text, "", ABOUT, columns);
    let unread = not_read(inventory);
    if !unread.is_empty() {
        lines(&mut text, "", &format!("Nothing read of: {}.", safe_terminal(&unread.join(", "))), columns);
    }
    for notice in &inventory.notices {
        lines(&mut text, "", &format!("note: {}", safe_terminal(&notice.message)), columns);
    }
    text
}

/// The lines of one fund's cell.
fn cell(row: &InventoryRow, none: &str, columns: usize) -> Vec<String> {
    let mut cell = Vec::new();
    let mut add = |mark: &str, words: &str| {
        let indent = " ".repeat(width(mark));
        for (n, line) in broken(words, columns.saturating_sub(indent.len())).into_iter().enumerate() {
            cell.push(format!("{}{line}", if n == 0 { mark } else { &indent }));
        }
    };
    if row.answers.is_empty() {
        add("", none);
    }
    let path = (columns / PATH_SHARE).max(NARROWEST);
    let set = |quote: &InventoryQuote| {
        let document = |place: &InventoryPlace| cut_start(&safe_terminal(&place.document), path);
        let marks: String = marks(quote).iter().map(|mark| format!(" [{}]", safe_terminal(mark))).collect();
        format!("{} ({}){marks}", safe_terminal(&quote.text), places(quote, document))
    };
    for quote in &row.answers {
        add("* ", &set(quote));
    }
    more(row.answers_total, row.answers.len()).into_iter().for_each(|line| add("", &line));
    for quote in &row.negated {
        add("not: ", &set(quote));
    }
    more(row.negated_total, row.negated.len()).into_iter().for_each(|line| add("not: ", &line));
    cell
}

/// Markdown: a section for each question.
pub(crate) fn markdown(inventory: &Inventory, options: &RenderOptions) -> String {
    let mut text = String::new();
    let mut group = None;
    for question in &inventory.questions {
        if group != Some(&question.group) {
            group = Some(&question.group);
            let _ = writeln!(text, "## {}\n", safe_markdown(group_label(inventory, question, options.language)));
        }
        let _ = writeln!(text, "### {}\n", safe_markdown(label(question, options.language)));
        text.push_str("| Fund | Answers |\n| --- | --- |\n");
        for row in &question.rows {
            let mut parts: Vec<String> = Vec::new();
            let set = |quote: &InventoryQuote| {
                let document = |place: &InventoryPlace| safe_markdown(&place.document).into_owned();
                let marks: String = marks(quote).iter().map(|m| format!(" \\[{}\\]", safe_markdown(m))).collect();
                format!("{} *({})*{marks}", safe_markdown(&quote.text), places(quote, document))
            };
            parts.extend(Some(none(inventory, row).to_owned()).filter(|_| row.answers.is_empty()));
            parts.extend(row.answers.iter().map(|quote| format!("• {}", set(quote))));
            parts.extend(more(row.answers_total, row.answers.len()));
            parts.extend(row.negated.iter().map(|quote| format!("**not:** {}", set(quote))));
            parts.extend(more(row.negated_total, row.negated.len()).map(|more| format!("**not:** {more}")));
            let name = safe_markdown(row.name.as_deref().unwrap_or("no fund known"));
            let _ = writeln!(text, "| {name} | {} |", parts.join("<br>"));
        }
        let _ = writeln!(text, "\n{}.\n", funds(inventory, question));
    }
    let _ = writeln!(text, "{ABOUT}");
    let unread = not_read(inventory);
    if !unread.is_empty() {
        let _ = writeln!(text, "\nNothing read of: {}.", safe_markdown(&unread.join(", ")));
    }
    if !inventory.notices.is_empty() {
        text.push_str("\n## Notes\n\n");
    }
    for notice in &inventory.notices {
        let _ = writeln!(text, "- {}", safe_markdown(&notice.message));
    }
    text
}

const HEAD: [&str; 26] = [
    "question",
    "label_nl",
    "label_en",
    "group",
    "source",
    "k",
    "n",
    "fund",
    "fund_name",
    "status",
    "rank",
    "quote",
    "concepts",
    "denies",
    "document",
    "page",
    "year_from",
    "year_to",
    "kind",
    "section",
    "head",
    "fund_by",
    "passage",
    "mentions",
    "also_in",
    "by_hand",
];

/// An inventory as one long table: a row for each quote, and one with the status `none` for a fund without an
/// answer, or `not-read` where nothing was read of it.
#[must_use]
pub fn inventory_records(inventory: &Inventory) -> Records {
    let mut records = Records::new("inventory", &HEAD);
    for question in &inventory.questions {
        for row in &question.rows {
            let start = || {
                let texts = [&question.question, &question.nl, &question.en, &question.group, &question.source];
                let mut cells: Vec<Value> = texts.map(Value::from).to_vec();
                cells.extend([question.funds_answered.into(), inventory.funds_total.into()]);
                cells.push(row.fund.as_ref().map(|f| f.as_str()).into());
                cells.push(row.name.as_deref().into());
                cells
            };
            if row.answers_total == 0 {
                let mut cells = start();
                cells.push(if is_read(inventory, row) { "none" } else { "not-read" }.into());
                cells.resize(HEAD.len(), Value::Empty);
                records.push(cells);
            }
            for quotes in [&row.answers, &row.negated] {
                for (quote, rank) in quotes.iter().zip(1_u64..) {
                    let concepts: Vec<&str> = quote.concepts.iter().map(|c| c.as_str()).collect();
                    let also: Vec<String> = quote.also.iter().map(|p| place(p, &p.document)).collect();
                    let InventoryPlace { document, years, page, passage, mentions } = &quote.place;
                    let mut cells = start();
                    cells.extend([Value::text(quote.status), rank.into(), (&quote.text).into()]);
                    let denies: Vec<&str> = quote.denies.iter().map(|c| c.as_str()).collect();
                    cells.extend([concepts.join(" ").into(), denies.join(" ").into(), document.into(), (*page).into()]);
                    cells.extend([years.map(|y| y.from).into(), years.map(|y| y.to).into()]);
                    cells.extend([Value::text(quote.kind), quote.section.join(" > ").into()]);
                    cells.push(quote.head.as_deref().into());
                    cells.extend([Value::text(quote.fund_by), passage.into(), mentions.join(" ").into()]);
                    cells.push(also.join("; ").into());
                    cells.push(quote.decision.as_ref().map(decided).as_deref().into());
                    records.push(cells);
                }
            }
        }
    }
    records
}

fn label(question: &InventoryQuestion, language: Language) -> &str {
    if language == Language::En { &question.en } else { &question.nl }
}

fn group_label<'i>(inventory: &'i Inventory, question: &'i InventoryQuestion, language: Language) -> &'i str {
    match inventory.groups.iter().find(|g| g.id == question.group) {
        Some(group) if language == Language::En => &group.en,
        Some(group) => &group.nl,
        None => &question.group,
    }
}

/// `5 of 7 funds`.
fn funds(inventory: &Inventory, question: &InventoryQuestion) -> String {
    format!("{} of {}", question.funds_answered, plural(inventory.funds_total, "fund", "funds"))
}

/// Whether something was read of a row's fund.
fn is_read(inventory: &Inventory, row: &InventoryRow) -> bool {
    row.fund.is_none() || inventory.funds.iter().any(|f| Some(&f.fund) == row.fund.as_ref() && f.documents > 0)
}

/// What stands in the row of a fund without an answer.
fn none(inventory: &Inventory, row: &InventoryRow) -> &'static str {
    if is_read(inventory, row) { NONE } else { NOT_READ }
}

/// What a careful reader should know of a quote: `denies evc`, `by hand: added: stands in the caption`.
fn marks(quote: &InventoryQuote) -> Vec<String> {
    let denies: Vec<&str> = quote.denies.iter().map(|c| c.as_str()).collect();
    let denies = (!denies.is_empty()).then(|| format!("denies {}", denies.join(", ")));
    let by_hand = quote.decision.as_ref().map(|decision| format!("by hand: {}", decided(decision)));
    denies.into_iter().chain(by_hand).collect()
}

/// The funds of the register of which nothing was read, by name.
fn not_read(inventory: &Inventory) -> Vec<&str> {
    inventory.funds.iter().filter(|f| f.documents == 0).map(|f| f.name.as_str()).collect()
}

fn more(total: u64, shown: usize) -> Option<String> {
    let more = total.saturating_sub(shown as u64);
    match shown {
        _ if more == 0 => None,
        0 => Some(format!("{more} not shown")),
        _ => Some(format!("and {more} more")),
    }
}

/// `report.pdf p. 3; also plan.pdf p. 1 and 4 more`: places of the same document name it once.
fn places(quote: &InventoryQuote, document: impl Fn(&InventoryPlace) -> String) -> String {
    let mut text = place(&quote.place, &document(&quote.place));
    let mut last = &quote.place.document;
    for (n, also) in quote.also.iter().take(PLACES).enumerate() {
        text.push_str(if n == 0 { "; also " } else { ", " });
        match also.page {
            Some(page) if also.document == *last => {
                let _ = write!(text, "p. {page}");
            }
            _ if also.document == *last => text.push_str("again there"),
            _ => text.push_str(&place(also, &document(also))),
        }
        last = &also.document;
    }
    let more = quote.also_total.saturating_sub(quote.also.len().min(PLACES) as u64);
    if more > 0 {
        let _ = write!(text, " and {}", plural(more, "other place", "other places"));
    }
    text
}

fn place(place: &InventoryPlace, document: &str) -> String {
    place.page.map_or_else(|| document.to_owned(), |page| format!("{document} p. {page}"))
}

fn lines(text: &mut String, start: &str, paragraph: &str, columns: usize) {
    for line in broken(paragraph, columns.saturating_sub(width(start))) {
        push(text, &format!("{start}{line}"));
    }
}

fn push(text: &mut String, line: &str) {
    text.push_str(line.trim_end());
    text.push('\n');
}

/// Lines that all fit: broken at spaces, and a word that is wider than a line within it.
fn broken(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    let mut lines = Vec::new();
    for line in wrap(text, columns) {
        let mut rest = Cow::Borrowed(line.as_str());
        while width(&rest) > columns {
            let mut used = 0;
            let end = rest.char_indices().find(|(_, c)| {
                used += width(c.encode_utf8(&mut [0; 4]));
                used > columns
            });
            // A character that is wider than the line stands on it by itself.
            let first = rest.chars().next().map_or(0, char::len_utf8);
            let at = end.map_or(rest.len(), |(at, _)| at).max(first);
            lines.push(rest[..at].to_owned());
            rest = Cow::Owned(rest[at..].to_owned());
        }
        lines.push(rest.into_owned());
    }
    lines
}
