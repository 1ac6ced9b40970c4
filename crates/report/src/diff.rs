//! A comparison of two scans, in each format.

use std::fmt::Write;

use fundscan_evidence::{
    ConceptDiff, CountDiff, Diff, DiffCounts, DiffMark, DiffQuote, DocumentChange, DocumentDiff, DocumentSide,
    FundCountDiff, FundSide,
};
use fundscan_model::{FundId, Language, Status};

use crate::document::plural;
use crate::grid::{Align, Flex, Grid, wrap};
use crate::{Records, RenderOptions, Value, safe_markdown, safe_terminal};

const HEAD: [&str; 31] = [
    "row",
    "change",
    "concept",
    "label_nl",
    "label_en",
    "leaf",
    "fund",
    "passages_old",
    "passages_new",
    "negated_passages_old",
    "negated_passages_new",
    "mentions_old",
    "mentions_new",
    "documents_old",
    "documents_new",
    "words_old",
    "words_new",
    "per_10k_old",
    "per_10k_new",
    "difference",
    "log_ratio",
    "g2",
    "p",
    "p_corrected",
    "too_few",
    "new_passages",
    "gone_passages",
    "reworded",
    "document",
    "page",
    "text",
];

/// One long table: the first column says what a row is.
///
/// | `row` | one for |
/// |---|---|
/// | `not-comparable` | each reason why counts cannot be compared: `text` says what differs |
/// | `document` | each document, or two that are a pair: `document` is the new one, `text` the old one |
/// | `concept` | each concept: all documents together |
/// | `fund` | each concept and fund where anything was found; without a fund, `fund` is empty |
/// | `new`, `gone` | each passage that is quoted; `change` is its status |
#[must_use]
pub fn records(diff: &Diff) -> Records {
    let mut records = Records::new("diff", &HEAD);
    let mut push = |row: &str, change: &str, concept: Option<&ConceptDiff>, fund: Option<&FundId>, rest: Vec<Value>| {
        let mut cells: Vec<Value> = vec![row.into(), change.into()];
        cells.push(concept.map(|c| c.concept.as_str()).into());
        cells.push(concept.map(|c| &c.nl).into());
        cells.push(concept.map(|c| &c.en).into());
        cells.push(concept.map(|c| c.leaf).into());
        cells.push(fund.map(FundId::as_str).into());
        cells.extend(rest);
        cells.resize(HEAD.len(), Value::Empty);
        records.push(cells);
    };
    let last = |document: Value, page: Value, text: String| {
        let mut cells = vec![Value::Empty; HEAD.len() - 7 - 3];
        cells.extend([document, page, text.into()]);
        cells
    };
    for reason in &diff.not_comparable {
        let text = format!("{} / {}", reason.old, reason.new);
        push("not-comparable", &reason.what, None, None, last(Value::Empty, Value::Empty, text));
    }
    for document in &diff.documents {
        let path = |side: &Option<DocumentSide>| side.as_ref().map(|s| s.path.clone());
        let old = path(&document.old).unwrap_or_default();
        let mut cells = last(path(&document.new).into(), Value::Empty, old);
        cells[8] = document.old.as_ref().map(|d| d.words).into();
        cells[9] = document.new.as_ref().map(|d| d.words).into();
        push("document", document.change.name(), None, document.fund.as_ref(), cells);
    }
    for concept in &diff.concepts {
        push("concept", mark(&concept.all), Some(concept), None, numbers(&concept.all));
        for fund in &concept.funds {
            let mut cells = numbers(&fund.counts);
            cells.extend([fund.new_passages.into(), fund.gone_passages.into(), fund.reworded.into()]);
            push("fund", mark(&fund.counts), Some(concept), fund.fund.as_ref(), cells);
            for (row, quotes) in [("new", &fund.new_quotes), ("gone", &fund.gone_quotes)] {
                for quote in quotes {
                    let text = format!("{}{}{}", quote.before, quote.quote, quote.after);
                    let cells = last((&quote.document).into(), quote.page.into(), text);
                    push(row, &quote.status.to_string(), Some(concept), fund.fund.as_ref(), cells);
                }
            }
        }
    }
    records
}

fn mark(count: &CountDiff) -> &'static str {
    count.mark.map_or("", DiffMark::name)
}

/// The columns from `passages_old` to `too_few`.
fn numbers(count: &CountDiff) -> Vec<Value> {
    let of = |value: fn(DiffCounts) -> u64| [count.old.map(value).into(), count.new.map(value).into()];
    let mut cells: Vec<Value> = Vec::new();
    cells.extend(of(|c| c.passages));
    cells.extend(of(|c| c.negated_passages));
    cells.extend(of(|c| c.mentions));
    cells.extend(of(|c| c.documents));
    cells.extend(of(|c| c.words));
    for side in [count.old, count.new] {
        cells.push(Value::number(side.and_then(|c| c.per_10k), 2));
    }
    cells.extend([Value::number(count.difference, 2), Value::number(count.log_ratio, 2), Value::number(count.g2, 2)]);
    cells.extend([Value::number(count.p, 4), Value::number(count.p_corrected, 4), count.too_few.into()]);
    cells
}

/// Something to be read: the lines of a terminal and those of Markdown are the same but for their marks.
pub(crate) fn table(diff: &Diff, options: &RenderOptions) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "{}\n", safe_terminal(&about(diff)));
    documents(&mut text, diff, options);
    if !diff.comparable {
        let _ = writeln!(text, "\nCounts are not comparable:");
        for reason in &diff.not_comparable {
            let _ = writeln!(text, "  {}", safe_terminal(&told(reason)));
        }
        return text;
    }
    for part in parts(diff) {
        let _ = writeln!(text, "\n{}\n", safe_terminal(&title(&part)));
        if part.rows.is_empty() {
            let _ = writeln!(text, "no count differs");
            continue;
        }
        let mut grid = Grid::new(COLUMNS.map(|(name, align)| (name.to_owned(), align)));
        for (concept, count, fund) in &part.rows {
            let name = safe_terminal(label(concept, options.language)).into_owned();
            let mut row = vec![sign(count.mark), name];
            row.extend(cells(count));
            grid.row(row);
            for line in quotes(*fund) {
                grid.title(format!("      {}", safe_terminal(&line)));
            }
        }
        text.push_str(&grid.render(options.width, 1, Flex::CutEnd));
        if part.same > 0 {
            let _ = writeln!(text, "{}", same(part.same));
        }
    }
    let _ = writeln!(text, "\n{}", wrap(&rules(diff), PROSE).join("\n"));
    for notice in &diff.notices {
        let _ = writeln!(text, "note: {}", safe_terminal(&notice.message));
    }
    text
}

/// Columns that lines of explanation take on a terminal.
const PROSE: usize = 100;

const COLUMNS: [(&str, Align); 8] = [
    ("mark", Align::Left),
    ("concept", Align::Left),
    ("passages", Align::Right),
    ("per 10,000 words", Align::Right),
    ("difference", Align::Right),
    ("log ratio", Align::Right),
    ("G²", Align::Right),
    ("corrected p", Align::Right),
];

fn documents(text: &mut String, diff: &Diff, options: &RenderOptions) {
    let unchanged = diff.documents.iter().filter(|d| d.change == DocumentChange::Unchanged).count();
    let mut grid = Grid::new(["document", "fund", "old", "new", "words"].map(|name| (name.to_owned(), Align::Left)));
    for document in diff.documents.iter().filter(|d| d.change != DocumentChange::Unchanged) {
        grid.row(document_cells(document).map(|cell| safe_terminal(&cell).into_owned()).to_vec());
    }
    if unchanged < diff.documents.len() {
        text.push_str(&grid.render(options.width, 3, Flex::CutStart));
    }
    if unchanged > 0 {
        let _ = writeln!(text, "{} unchanged", plural(unchanged as u64, "document", "documents"));
    }
}

fn document_cells(document: &DocumentDiff) -> [String; 5] {
    let name = |side: &Option<DocumentSide>| {
        side.as_ref().map_or_else(
            || "-".to_owned(),
            |d| d.years.map_or_else(|| d.path.clone(), |years| format!("{} ({years})", d.path)),
        )
    };
    let words = |side: &Option<DocumentSide>| side.as_ref().map_or_else(|| "-".to_owned(), |d| d.words.to_string());
    [
        document.change.name().to_owned(),
        document.fund.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string),
        name(&document.old),
        name(&document.new),
        format!("{} → {}", words(&document.old), words(&document.new)),
    ]
}

pub(crate) fn markdown(diff: &Diff, options: &RenderOptions) -> String {
    let mut text = String::from("## What changed\n\n");
    let _ = writeln!(text, "{}\n", safe_markdown(&about(diff)));
    text.push_str("| Document | Fund | Old | New | Words |\n| --- | --- | --- | --- | --: |\n");
    for document in &diff.documents {
        let cells = document_cells(document).map(|cell| safe_markdown(&cell).into_owned());
        let _ = writeln!(text, "| {} |", cells.join(" | "));
    }
    if !diff.comparable {
        text.push_str("\n**Counts are not comparable:**\n\n");
        for reason in &diff.not_comparable {
            let _ = writeln!(text, "- {}", safe_markdown(&told(reason)));
        }
        return text;
    }
    for part in parts(diff) {
        let _ = writeln!(text, "\n### {}\n", safe_markdown(&title(&part)));
        if part.rows.is_empty() {
            text.push_str("No count differs.\n");
            continue;
        }
        text.push_str("| Mark | Concept | Passages | Per 10,000 words | Difference | Log ratio | G² | Corrected p |\n");
        text.push_str("| --- | --- | --: | --: | --: | --: | --: | --: |\n");
        for (concept, count, _) in &part.rows {
            let name = safe_markdown(label(concept, options.language)).into_owned();
            let _ = writeln!(text, "| {} | {name} | {} |", sign(count.mark), cells(count).join(" | "));
        }
        if part.same > 0 {
            let _ = writeln!(text, "\n{}", same(part.same));
        }
        for (concept, _, fund) in &part.rows {
            let lines = quotes(*fund);
            if !lines.is_empty() {
                let _ = writeln!(text, "\n**{}**\n", safe_markdown(label(concept, options.language)));
            }
            for line in lines {
                let _ = writeln!(text, "- {}", safe_markdown(&line));
            }
        }
    }
    let _ = writeln!(text, "\n{}", safe_markdown(&rules(diff)));
    for notice in &diff.notices {
        let _ = writeln!(text, "\n{}", safe_markdown(&notice.message));
    }
    text
}

fn about(diff: &Diff) -> String {
    let side = |side: &fundscan_evidence::DiffSide| {
        format!("{}, {} words", plural(side.documents, "document", "documents"), side.words)
    };
    let told = if diff.differs { "" } else { ": no difference" };
    let retagged = diff
        .retagged
        .as_ref()
        .map_or_else(String::new, |taxonomy| format!("; both sides searched anew with {}", taxonomy.describe()));
    format!("{} → {}{told}{retagged}", side(&diff.old), side(&diff.new))
}

fn told(reason: &fundscan_evidence::NotComparable) -> String {
    let what = match reason.what.as_str() {
        "taxonomy" => "the meaning of the taxonomy",
        "kinds" => "the kinds of passages that count",
        "extract" => "how documents are read (extract)",
        "segment" => "how text is cut into passages (segment)",
        "tag" => "how concepts are found (tag)",
        "attribute" => "how funds and years are found (attribute)",
        other => other,
    };
    let help = if reason.retag_helps { "--retag brings both to one" } else { "scan one of them again" };
    format!("{what} differs: {} before, {} after; {help}", reason.old, reason.new)
}

/// All together, or a fund.
struct Part<'d> {
    name: String,
    read: Option<(FundSide, FundSide)>,
    rows: Vec<(&'d ConceptDiff, &'d CountDiff, Option<&'d FundCountDiff>)>,
    /// Concepts that were found, with the same counts.
    same: usize,
}

/// Each fund, and all together where there are several; what says most first.
fn parts(diff: &Diff) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    if diff.funds.len() > 1 {
        let rows = diff.concepts.iter().map(|c| (c, &c.all, None)).collect();
        parts.push(part("all together".to_owned(), None, rows));
    }
    for fund in &diff.funds {
        let of = |concept: &'_ ConceptDiff| concept.funds.iter().position(|f| f.fund == fund.fund);
        let rows = diff.concepts.iter().filter_map(|c| {
            let cell = &c.funds[of(c)?];
            Some((c, &cell.counts, Some(cell)))
        });
        let name = match (&fund.fund, &fund.name) {
            (Some(id), Some(name)) => format!("{id} ({name})"),
            (Some(id), None) => id.to_string(),
            _ => "no fund".to_owned(),
        };
        parts.push(part(name, Some((fund.old, fund.new)), rows.collect()));
    }
    parts
}

fn part<'d>(
    name: String,
    read: Option<(FundSide, FundSide)>,
    rows: Vec<(&'d ConceptDiff, &'d CountDiff, Option<&'d FundCountDiff>)>,
) -> Part<'d> {
    let found = |c: &CountDiff| [c.old, c.new].iter().flatten().any(|c| c.passages + c.negated_passages > 0);
    let differs = |count: &CountDiff, fund: Option<&FundCountDiff>| {
        let numbers = |c: Option<DiffCounts>| c.map_or((0, 0), |c| (c.passages, c.negated_passages));
        let moved = fund.is_some_and(|f| f.new_passages + f.gone_passages > 0);
        numbers(count.old) != numbers(count.new) || moved
    };
    let (mut shown, rest): (Vec<_>, Vec<_>) =
        rows.into_iter().filter(|(_, c, _)| found(c)).partition(|(_, count, fund)| differs(count, *fund));
    // By mark; then by how sure, whatever the sign.
    shown.sort_by(|(_, a, _), (_, b, _)| {
        let place =
            |c: &CountDiff| DiffMark::ALL.iter().position(|m| Some(*m) == c.mark).unwrap_or(DiffMark::ALL.len());
        place(a).cmp(&place(b)).then(b.g2.unwrap_or(0.0).total_cmp(&a.g2.unwrap_or(0.0)))
    });
    Part { name, read, rows: shown, same: rest.len() }
}

fn title(part: &Part<'_>) -> String {
    let Some((old, new)) = part.read else { return part.name.clone() };
    let side = |side: FundSide| match side {
        FundSide { documents: 0, words: 0 } => "nothing read".to_owned(),
        side => format!("{}, {} words", plural(side.documents, "document", "documents"), side.words),
    };
    format!("{}: {} → {}", part.name, side(old), side(new))
}

fn label(concept: &ConceptDiff, language: Language) -> &str {
    if language == Language::En { &concept.en } else { &concept.nl }
}

fn sign(mark: Option<DiffMark>) -> String {
    let sign = match mark {
        None => return String::new(),
        Some(DiffMark::Gained) => "+",
        Some(DiffMark::Lost) => "-",
        Some(DiffMark::Risen) => "↑",
        Some(DiffMark::Fallen) => "↓",
    };
    format!("{sign} {}", mark.map_or("", DiffMark::name))
}

fn cells(count: &CountDiff) -> [String; 6] {
    let passages = |c: Option<DiffCounts>| match c {
        None => "-".to_owned(),
        Some(c) if c.negated_passages > 0 => format!("{} (not: {})", c.passages, c.negated_passages),
        Some(c) => c.passages.to_string(),
    };
    let rate = |c: Option<DiffCounts>| c.and_then(|c| c.per_10k).map_or_else(|| "-".to_owned(), |r| format!("{r:.1}"));
    let number = |n: Option<f64>, digits: usize, sign: bool| match n {
        None => "-".to_owned(),
        Some(n) if sign => format!("{n:+.digits$}"),
        Some(n) => format!("{n:.digits$}"),
    };
    let p = match (count.too_few, count.p_corrected, count.p) {
        (true, ..) => "too few".to_owned(),
        (_, Some(p), _) if p < 0.0001 => "< 0.0001".to_owned(),
        (_, Some(p), _) => format!("{p:.4}"),
        _ => "-".to_owned(),
    };
    [
        format!("{} → {}", passages(count.old), passages(count.new)),
        format!("{} → {}", rate(count.old), rate(count.new)),
        number(count.difference, 1, true),
        number(count.log_ratio, 1, true),
        // With few passages its digits say nothing.
        if count.too_few { "-".to_owned() } else { number(count.g2, 1, false) },
        p,
    ]
}

fn same(concepts: usize) -> String {
    match concepts {
        1 => "1 more concept is the same on both sides".to_owned(),
        n => format!("{n} more concepts are the same on both sides"),
    }
}

/// Passages new and gone, with how many there are beside those that are quoted.
fn quotes(fund: Option<&FundCountDiff>) -> Vec<String> {
    let Some(fund) = fund else { return Vec::new() };
    let mut lines = Vec::new();
    for (what, quotes, all) in
        [("new", &fund.new_quotes, fund.new_passages), ("gone", &fund.gone_quotes, fund.gone_passages)]
    {
        lines.extend(quotes.iter().map(|quote| format!("{what}: {}", quoted(quote))));
        let more = all.saturating_sub(quotes.len() as u64);
        if more > 0 {
            let others = if quotes.is_empty() { "" } else { " more" };
            lines.push(format!("{what}: {}{others}", plural(more, "passage", "passages")));
        }
    }
    if fund.reworded > 0 {
        lines.push(format!("in other words: {}", plural(fund.reworded, "passage", "passages")));
    }
    lines
}

fn quoted(quote: &DiffQuote) -> String {
    let page = quote.page.map_or_else(String::new, |page| format!(", p. {page}"));
    let negated = if quote.status == Status::Negated { " negated" } else { "" };
    format!("“{}[{}]{}”{negated} ({}{page})", quote.before, quote.quote, quote.after, quote.document)
}

/// What the numbers are and how far they go.
fn rules(diff: &Diff) -> String {
    format!(
        "Counted are passages that affirm a concept or a narrower one; rates are passages per 10,000 words. Gained: no passage \
         before and some now; lost: the other way round; risen and fallen: a corrected p below {}. The log ratio says how \
         many times the rate doubled. G² is the log-likelihood of the two rates; its p is corrected over the leaf concepts of \
         a fund (Benjamini-Hochberg) and given only where {} passages or more would be expected on each side. All this \
         describes: passages of one report are not independent of each other.",
        diff.level, diff.minimum_expected
    )
}
