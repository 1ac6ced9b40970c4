//! Published findings held against a collection, in each format.

use std::fmt::Write;

use fundscan_evidence::{CheckedFinding, CheckedFindings, FoundQuote, FundEvidence, Verdict};
use fundscan_model::{FundId, Language};

use crate::document::plural;
use crate::grid::{Align, Flex, Grid, wrap};
use crate::{Records, RenderOptions, Value, safe_markdown, safe_terminal};

const HEAD: [&str; 33] = [
    "line",
    "given",
    "concept",
    "label_nl",
    "label_en",
    "says",
    "section",
    "tables",
    "note",
    "verdict",
    "reason",
    "claimed",
    "claimed_which",
    "k",
    "n",
    "covered_by",
    "more",
    "fewer",
    "fund",
    "fund_name",
    "fund_covered",
    "fund_claimed",
    "documents",
    "words",
    "mentions",
    "passages",
    "negated",
    "sort",
    "found_concept",
    "text",
    "document",
    "page",
    "passage",
];
/// The columns of [`HEAD`] that are of the finding itself.
const OF_FINDING: usize = 18;

/// A row for each finding, fund and passage: what is of the finding stands in all of its rows.
#[must_use]
pub fn records(checked: &CheckedFindings) -> Records {
    let mut records = Records::new("findings", &HEAD);
    for finding in &checked.findings {
        let start = of_finding(finding);
        debug_assert_eq!(start.len(), OF_FINDING, "a cell for each column of the finding");
        if finding.evidence.is_empty() && finding.no_fund.is_none() {
            let mut row = start.clone();
            row.resize(HEAD.len(), Value::Empty);
            records.push(row);
        }
        for fund in finding.evidence.iter().chain(&finding.no_fund) {
            let mut row = start.clone();
            row.extend([
                fund.fund.as_ref().map(FundId::as_str).into(),
                (&fund.name).into(),
                fund.fund.as_ref().map(|_| fund.covered).into(),
                fund.claimed.into(),
            ]);
            row.extend([fund.documents, fund.words, fund.mentions, fund.passages, fund.negated].map(Value::from));
            let quotes: Vec<&FoundQuote> = all_quotes(fund).collect();
            if quotes.is_empty() {
                row.resize(HEAD.len(), Value::Empty);
                records.push(row);
                continue;
            }
            for quote in quotes {
                let cells = [
                    sort(quote).into(),
                    quote.concept.as_str().into(),
                    (&quote.text).into(),
                    (&quote.document).into(),
                    quote.page.into(),
                    (&quote.passage).into(),
                ];
                records.push(row.iter().cloned().chain(cells));
            }
        }
    }
    records
}

fn of_finding(finding: &CheckedFinding) -> Vec<Value> {
    vec![
        finding.line.into(),
        (&finding.given).into(),
        finding.concept.as_ref().map(|c| c.as_str()).into(),
        finding.nl.as_deref().into(),
        finding.en.as_deref().into(),
        finding.says.as_deref().into(),
        finding.section.as_deref().into(),
        finding.tables.as_deref().into(),
        finding.note.as_deref().into(),
        finding.verdict.name().into(),
        finding.reason.as_deref().into(),
        finding.funds_claimed.into(),
        finding.which.as_deref().map(ids).into(),
        finding.funds_covered.into(),
        finding.funds_total.into(),
        ids(&finding.covered_by).into(),
        ids(&finding.more).into(),
        ids(&finding.fewer).into(),
    ]
}

pub(crate) fn table(checked: &CheckedFindings, options: &RenderOptions) -> String {
    let head = [
        ("line", Align::Right),
        ("concept", Align::Left),
        ("published", Align::Right),
        ("found", Align::Right),
        ("verdict", Align::Left),
        ("tables", Align::Left),
        ("funds", Align::Left),
    ];
    let mut grid = Grid::new(head.map(|(h, a)| (h.to_owned(), a)));
    let columns = options.width.unwrap_or(usize::MAX).max(20);
    for finding in &checked.findings {
        grid.row(
            [
                finding.line.to_string(),
                label(finding, options.language).to_owned(),
                finding.funds_claimed.to_string(),
                found(finding),
                finding.verdict.name().to_owned(),
                finding.tables.clone().unwrap_or_default(),
                which(finding),
            ]
            .iter()
            .map(|cell| safe_terminal(cell).into_owned())
            .collect(),
        );
        for line in difference(finding) {
            for (wrapped, n) in
                wrap(&safe_terminal(&line.text), columns.saturating_sub(4 + line.indent)).iter().zip(0..)
            {
                let indent = 4 + line.indent + if n > 0 { 2 } else { 0 };
                grid.title(format!("{}{wrapped}", " ".repeat(indent)));
            }
        }
    }
    let mut text = grid.render(options.width, 1, Flex::CutEnd);
    text.push('\n');
    for line in wrap(&about(checked), columns) {
        let _ = writeln!(text, "{line}");
    }
    for notice in &checked.notices {
        for line in wrap(&format!("note: {}", safe_terminal(&notice.message)), columns) {
            let _ = writeln!(text, "{line}");
        }
    }
    text
}

pub(crate) fn markdown(checked: &CheckedFindings, options: &RenderOptions) -> String {
    let mut text = String::from("## Findings\n\n");
    let _ = writeln!(text, "{}\n", safe_markdown(&about(checked)));
    text.push_str("| Section | Concept | As published | Published | Found | Verdict | Tables | Funds |\n");
    text.push_str("| --- | --- | --- | --: | --: | --- | --- | --- |\n");
    for finding in &checked.findings {
        let cells = [
            finding.section.clone().unwrap_or_default(),
            label(finding, options.language).to_owned(),
            finding.says.clone().unwrap_or_default(),
            finding.funds_claimed.to_string(),
            found(finding),
            finding.verdict.name().to_owned(),
            finding.tables.clone().unwrap_or_default(),
            which(finding),
        ];
        let cells: Vec<_> = cells.iter().map(|cell| safe_markdown(cell)).collect();
        let _ = writeln!(text, "| {} |", cells.join(" | "));
    }
    for finding in checked.findings.iter().filter(|f| f.verdict != Verdict::Same) {
        let _ = writeln!(
            text,
            "\n### {}: {} published, {} found\n",
            safe_markdown(label(finding, options.language)),
            finding.funds_claimed,
            safe_markdown(&found(finding)),
        );
        for line in difference(finding) {
            let _ = writeln!(text, "{}- {}", " ".repeat(line.indent), safe_markdown(&line.text));
        }
    }
    if !checked.notices.is_empty() {
        text.push_str("\n## Notes\n\n");
    }
    for notice in &checked.notices {
        let _ = writeln!(text, "- {}", safe_markdown(&notice.message));
    }
    text
}

/// A line of what makes a difference.
struct Line {
    indent: usize,
    text: String,
}

/// What makes the difference between what was published and what is found; nothing where there is none.
fn difference(finding: &CheckedFinding) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = |indent, text: String| lines.push(Line { indent, text });
    if let Some(reason) = &finding.reason {
        line(0, reason.clone());
    }
    if matches!(finding.verdict, Verdict::Same | Verdict::Unchecked) {
        return lines;
    }
    line(0, finding.says.as_ref().map_or_else(String::new, |says| format!("published: {says}")));
    for fund in &finding.evidence {
        let differs = differs(finding, fund);
        let mark = match (fund.claimed, fund.covered) {
            (Some(_), true) => "+",
            (Some(_), false) => "-",
            (None, true) => "=",
            (None, false) => "?",
        };
        let name = if fund.name.is_empty() { fund.fund.as_ref().map_or("", FundId::as_str) } else { &fund.name };
        if differs || is_unnamed(finding) && fund.covered {
            line(0, format!("{mark} {name}: {}", told(fund)));
        }
        if differs {
            all_quotes(fund).for_each(|quote| line(2, quoted(quote)));
        } else if is_unnamed(finding) {
            // Who counts again begins with those that were found.
            fund.quotes.first().into_iter().for_each(|quote| line(2, quoted(quote)));
        }
    }
    if let Some(none) = &finding.no_fund {
        line(0, format!("  of no known fund: {}", told(none)));
        all_quotes(none).for_each(|quote| line(2, quoted(quote)));
    }
    lines.retain(|line| !line.text.is_empty());
    lines
}

/// Whether another number of funds was published than is found, and not which.
fn is_unnamed(finding: &CheckedFinding) -> bool {
    finding.which.is_none() && matches!(finding.verdict, Verdict::More | Verdict::Fewer)
}

/// Whether a fund may make the difference: one that is found and not published, or the other way round. Where the funds are
/// not named, any that is found may be too many, and any that is not may be missing.
fn differs(finding: &CheckedFinding, fund: &FundEvidence) -> bool {
    match (fund.claimed, finding.verdict) {
        (Some(claimed), _) => claimed != fund.covered,
        (None, Verdict::More) => fund.covered,
        (None, _) => !fund.covered,
    }
}

/// What was found of a fund in numbers, or how much of it was read.
fn told(fund: &FundEvidence) -> String {
    let read =
        format!("{} in {}", plural(fund.words, "word", "words"), plural(fund.documents, "document", "documents"));
    let mut parts = Vec::new();
    if fund.mentions > 0 {
        parts.push(format!(
            "{} in {}",
            plural(fund.mentions, "mention", "mentions"),
            plural(fund.passages, "passage", "passages")
        ));
    }
    if fund.negated > 0 {
        parts.push(plural(fund.negated, "negated mention", "negated mentions"));
    }
    match (parts.is_empty(), fund.documents) {
        (true, 0) => "nothing of it was read".to_owned(),
        (true, _) => format!("nothing found in what was read ({read})"),
        (false, _) => format!("{} ({read})", parts.join(", ")),
    }
}

fn all_quotes(fund: &FundEvidence) -> impl Iterator<Item = &FoundQuote> {
    fund.quotes.iter().chain(&fund.negated_quotes).chain(&fund.near)
}

/// What a passage is shown as.
fn sort(quote: &FoundQuote) -> String {
    match quote.near {
        Some(near) => format!("near: {}", near.words()),
        None => quote.status.to_string(),
    }
}

fn quoted(quote: &FoundQuote) -> String {
    let sort = match quote.near {
        Some(near) => format!("near ({}: {}) ", near.words(), quote.concept),
        None if quote.status == fundscan_model::Status::Negated => "negated ".to_owned(),
        None if quote.hedged => "with reserve ".to_owned(),
        None => String::new(),
    };
    let page = quote.page.map_or_else(String::new, |page| format!(", p. {page}"));
    format!("{sort}“{}” ({}{page})", quote.text, quote.document)
}

fn label(finding: &CheckedFinding, language: Language) -> &str {
    let name = if language == Language::En { &finding.en } else { &finding.nl };
    name.as_deref().unwrap_or(&finding.given)
}

fn found(finding: &CheckedFinding) -> String {
    match finding.verdict {
        Verdict::Unchecked => "-".to_owned(),
        _ => format!("{} of {}", finding.funds_covered, finding.funds_total),
    }
}

/// Which funds are found, and which of them differ from those published.
fn which(finding: &CheckedFinding) -> String {
    let mut text = ids(&finding.covered_by);
    for (mark, funds) in [("+", &finding.more), ("-", &finding.fewer)] {
        for fund in funds {
            let _ = write!(text, "{}{mark}{fund}", if text.is_empty() { "" } else { " " });
        }
    }
    text
}

fn ids(funds: &[FundId]) -> String {
    funds.iter().map(FundId::as_str).collect::<Vec<_>>().join(" ")
}

fn about(checked: &CheckedFindings) -> String {
    let counts = checked.counts;
    let mut parts = vec![format!("{} same", counts.same)];
    let others = [
        (counts.more, "more"),
        (counts.fewer, "fewer"),
        (counts.other_funds, "other funds"),
        (counts.unchecked, "not checked"),
    ];
    parts.extend(others.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")));
    let unnamed = if checked.findings.iter().any(is_unnamed) {
        " Where it was not published which funds, = marks those that are found and ? those that are not."
    } else {
        ""
    };
    let kinds: Vec<&str> = checked.kinds.iter().map(|kind| kind.name()).collect();
    format!(
        "{}: {}. A fund covers a concept where it affirms it or a narrower one in {} or more passages of these kinds: {}; \
         {} of which something was read. + marks funds that are found and were not published, - the other way round.{unnamed}",
        plural(checked.findings.len() as u64, "finding", "findings"),
        parts.join(", "),
        checked.minimum_passages,
        kinds.join(", "),
        plural(checked.funds_total, "fund", "funds"),
    )
}
