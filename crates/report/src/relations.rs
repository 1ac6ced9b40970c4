//! Relations between concepts, in each format, and as a matrix.

use std::fmt::Write;

use fundscan_evidence::{RelatedBy, Relation, RelationQuote, Relations};
use fundscan_model::Language;

use crate::document::plural;
use crate::grid::{Align, Flex, Grid, wrap};
use crate::{Records, RenderOptions, Value, safe_markdown, safe_terminal};

/// The most rows and columns of a matrix that is read by eye; JSON has more.
const MOST_ROWS: usize = 30;
/// G² from which a pair is marked in a matrix: p < 0.001 for one pair by itself, which allows for there being many.
const MARKED: f64 = 10.83;

const HEAD: [&str; 24] = [
    "first",
    "first_nl",
    "first_en",
    "second",
    "second_nl",
    "second_en",
    "first_units",
    "second_units",
    "units",
    "count",
    "same_words",
    "expected",
    "g2",
    "pmi",
    "normalised_pmi",
    "phi",
    "quote",
    "quote_document",
    "quote_fund",
    "quote_year_from",
    "quote_year_to",
    "quote_page",
    "quote_section",
    "quote_passage",
];

/// A row a pair; with quotes, a row for each quote of it.
#[must_use]
pub fn records(relations: &Relations) -> Records {
    let mut records = Records::new("relations", &HEAD);
    for pair in &relations.pairs {
        let mut row: Vec<Value> = Vec::with_capacity(HEAD.len());
        for id in [&pair.first, &pair.second] {
            let names = [Language::Nl, Language::En].map(|language| name(relations, id, language));
            row.extend([id.as_str(), names[0], names[1]].map(Value::from));
        }
        let counts = [pair.first_units, pair.second_units, relations.units, pair.count, pair.same_words];
        row.extend(counts.map(Value::from));
        row.push(Value::number(pair.expected, 2));
        let measures = [(pair.g2, 2), (pair.pmi, 3), (pair.normalised_pmi, 3), (pair.phi, 4)];
        row.extend(measures.map(|(measure, digits)| Value::number(measure, digits)));
        if pair.quotes.is_empty() {
            row.resize(HEAD.len(), Value::Empty);
            records.push(row);
            continue;
        }
        for quote in &pair.quotes {
            let ids: Vec<&str> = quote.passages.iter().map(|p| p.passage.as_str()).collect();
            let cells = [
                words(quote).into(),
                (&quote.document).into(),
                quote.fund.as_ref().map(|f| f.as_str()).into(),
                quote.years.map(|y| y.from).into(),
                quote.years.map(|y| y.to).into(),
                quote.passages.first().and_then(|p| p.page).into(),
                quote.section.join(" > ").into(),
                ids.join(" ").into(),
            ];
            records.push(row.iter().cloned().chain(cells));
        }
    }
    records
}

/// How often all stand with all: a row and a column for each concept or group, by its id; empty for a concept and a broader
/// one. Without rows where the company of one concept was asked for.
#[must_use]
pub fn matrix_records(relations: &Relations) -> Records {
    let of: &[String] = relations.matrix.as_ref().map_or(&[], |matrix| &matrix.of);
    let head: Vec<&str> = std::iter::once("id").chain(of.iter().map(String::as_str)).collect();
    let mut records = Records::new("matrix", &head);
    for (id, row) in of.iter().zip(relations.matrix.iter().flat_map(|matrix| &matrix.counts)) {
        records.push(std::iter::once(id.into()).chain(row.iter().map(|count| (*count).into())));
    }
    records
}

pub(crate) fn table(relations: &Relations, options: &RenderOptions) -> String {
    let head = [("first", Align::Left), ("second", Align::Left)];
    let measures = ["count", "expected", "G²", "PMI", "norm. PMI", "phi"].map(|name| (name, Align::Right));
    let mut grid = Grid::new(head.into_iter().chain(measures).map(|(h, a)| (h.to_owned(), a)));
    for pair in &relations.pairs {
        let label = |id| safe_terminal(name(relations, id, options.language)).into_owned();
        grid.row([label(&pair.first), label(&pair.second)].into_iter().chain(numbers(pair)).collect());
        for quote in &pair.quotes {
            for line in
                wrap(&safe_terminal(&quoted(quote)), options.width.unwrap_or(usize::MAX).saturating_sub(4).max(20))
            {
                grid.title(format!("    {line}"));
            }
        }
    }
    let mut text = if relations.pairs.is_empty() {
        "no two concepts stand together\n".to_owned()
    } else {
        grid.render(options.width, 1, Flex::CutEnd)
    };
    text.push('\n');
    about_lines(&mut text, relations, options);
    text
}

pub(crate) fn markdown(relations: &Relations, options: &RenderOptions) -> String {
    let mut text = String::from("## Relations\n\n");
    for line in about(relations) {
        let _ = writeln!(text, "{}\n", safe_markdown(&line));
    }
    text.push_str("| First | Second | Count | Expected | G² | PMI | Norm. PMI | phi |\n");
    text.push_str("| --- | --- | --: | --: | --: | --: | --: | --: |\n");
    let label = |id: &str| safe_markdown(name(relations, id, options.language)).into_owned();
    for pair in &relations.pairs {
        let numbers = numbers(pair).join(" | ");
        let _ = writeln!(text, "| {} | {} | {numbers} |", label(&pair.first), label(&pair.second));
    }
    if relations.pairs.iter().any(|pair| !pair.quotes.is_empty()) {
        text.push_str("\n### Quotes\n");
    }
    for pair in relations.pairs.iter().filter(|pair| !pair.quotes.is_empty()) {
        let _ = writeln!(text, "\n**{}** and **{}**\n", label(&pair.first), label(&pair.second));
        for quote in &pair.quotes {
            let _ = writeln!(text, "- {}", safe_markdown(&quoted(quote)));
        }
    }
    if let Some((labels, rows, left_out)) = cells(relations, options.language) {
        text.push_str("\n### Matrix\n\n|  |");
        let columns: Vec<String> = (1..=rows.len()).map(|n| n.to_string()).collect();
        let _ = writeln!(text, " {} |\n| --- |{}", columns.join(" | "), " --: |".repeat(rows.len()));
        for ((label, row), n) in labels.iter().zip(&rows).zip(1..) {
            let _ = writeln!(text, "| {n} {} | {} |", safe_markdown(label), row.join(" | "));
        }
        let _ = writeln!(text, "\n{}", safe_markdown(&legend(relations, left_out)));
    }
    for notice in &relations.notices {
        let _ = writeln!(text, "\n{}", safe_markdown(&notice.message));
    }
    text
}

/// The pairs as a table for a terminal with a row and a column for each concept or group; of too many, those that occur
/// most. Empty of cells where the company of one concept was asked for.
#[must_use]
pub fn relations_matrix(relations: &Relations, options: &RenderOptions) -> String {
    let mut text = String::new();
    if let Some((labels, rows, left_out)) = cells(relations, options.language) {
        let columns = (1..=rows.len()).map(|n| (n.to_string(), Align::Right));
        let mut grid = Grid::new(std::iter::once((String::new(), Align::Left)).chain(columns));
        let digits = rows.len().to_string().len();
        for ((label, row), n) in labels.iter().zip(rows).zip(1..) {
            let label = format!("{n:>digits$} {}", safe_terminal(label));
            grid.row(std::iter::once(label).chain(row).collect());
        }
        text.push_str(&grid.render(options.width, 0, Flex::CutEnd));
        text.push('\n');
        for line in wrap(&legend(relations, left_out), options.width.unwrap_or(usize::MAX).max(20)) {
            let _ = writeln!(text, "{line}");
        }
    }
    about_lines(&mut text, relations, options);
    text
}

/// The labels and cells of the matrix that is read by eye, and how many rows it leaves out.
fn cells(relations: &Relations, language: Language) -> Option<(Vec<String>, Vec<Vec<String>>, usize)> {
    let matrix = relations.matrix.as_ref()?;
    let mut shown: Vec<usize> = (0..matrix.of.len()).collect();
    shown.sort_by_key(|n| (std::cmp::Reverse(matrix.counts[*n][*n]), *n));
    shown.truncate(MOST_ROWS);
    shown.sort_unstable();
    let cell = |row: usize, column: usize| {
        let Some(count) = matrix.counts[row][column] else { return "·".to_owned() };
        let mark = match matrix.g2[row][column] {
            Some(g2) if g2 >= MARKED => "+",
            Some(g2) if g2 <= -MARKED => "-",
            _ => "",
        };
        if row == column { format!("({count})") } else { format!("{count}{mark}") }
    };
    let rows = shown.iter().map(|row| shown.iter().map(|column| cell(*row, *column)).collect()).collect();
    let labels = shown.iter().map(|n| name(relations, &matrix.of[*n], language).to_owned()).collect();
    Some((labels, rows, matrix.of.len() - shown.len()))
}

fn legend(relations: &Relations, left_out: usize) -> String {
    let many = relations.within.words().1;
    let mut legend = format!(
        "Numbers are {many} with both, in parentheses {many} with the one; + and - mark pairs that stand together clearly \
         more or less often than by chance (G² of {MARKED} or more)"
    );
    if relations.by == RelatedBy::Concept {
        legend += "; · stands for a concept and a broader one";
    }
    legend.push('.');
    if left_out > 0 {
        legend += &format!(
            " Those that occur most are shown; {left_out} more are left out, --format json has {}.",
            if left_out == 1 { "it" } else { "them" }
        );
    }
    legend
}

fn about_lines(text: &mut String, relations: &Relations, options: &RenderOptions) {
    let columns = options.width.unwrap_or(usize::MAX).max(20);
    for paragraph in about(relations) {
        for line in wrap(&safe_terminal(&paragraph), columns) {
            let _ = writeln!(text, "{line}");
        }
    }
    for notice in &relations.notices {
        for line in wrap(&format!("note: {}", safe_terminal(&notice.message)), columns) {
            let _ = writeln!(text, "{line}");
        }
    }
}

/// What was counted, by which rule, and what the numbers are not.
fn about(relations: &Relations) -> Vec<String> {
    let (one, many) = relations.within.words();
    let shown = relations.pairs.len() as u64;
    let pairs = match shown < relations.pairs_total {
        true => format!("{shown} of {} are shown", plural(relations.pairs_total, "pair", "pairs")),
        false => plural(shown, "pair", "pairs"),
    };
    let mentions = if relations.negated { "affirmed and negated mentions" } else { "affirmed mentions" };
    vec![
        format!(
            "{pairs}; {} in {}, {} of them with a concept; {mentions}, those of narrower concepts among them.",
            plural(relations.units, one, many),
            plural(relations.documents, "document", "documents"),
            relations.units_with_any,
        ),
        format!("Expected by {}.", relations.null_model),
        format!(
            "A pair has measures where it stands together, or by chance would, in {} or more {many}. In parentheses: {many} \
             in which the same or overlapping words express both. G² below zero: less often than by chance. The measures \
             describe: {many} of one report do not come about independently of each other, so that G² is no test.",
            relations.minimum
        ),
    ]
}

fn numbers(pair: &Relation) -> [String; 6] {
    let number = |n: Option<f64>, decimals: usize| n.map_or_else(|| "-".to_owned(), |n| format!("{n:.decimals$}"));
    let count = match pair.same_words {
        0 => pair.count.to_string(),
        n => format!("{} ({n})", pair.count),
    };
    let signed = |n: Option<f64>| n.map_or_else(|| "-".to_owned(), |n| format!("{n:+.2}"));
    [
        count,
        format!("{:.1}", pair.expected),
        number(pair.g2, 1),
        signed(pair.pmi),
        signed(pair.normalised_pmi),
        signed(pair.phi),
    ]
}

fn name<'r>(relations: &'r Relations, id: &'r str, language: Language) -> &'r str {
    let item = relations.items.iter().find(|item| item.id == id);
    item.map_or(id, |item| if language == Language::En { &item.en } else { &item.nl })
}

/// The words of the one or the two passages.
fn words(quote: &RelationQuote) -> String {
    quote.passages.iter().map(|p| p.text.as_str()).collect::<Vec<_>>().join(" […] ")
}

fn quoted(quote: &RelationQuote) -> String {
    let mut from = vec![quote.document.clone()];
    let mut pages: Vec<String> = quote.passages.iter().filter_map(|p| p.page).map(|p| p.to_string()).collect();
    pages.dedup();
    if !pages.is_empty() {
        from.push(format!("p. {}", pages.join(" and ")));
    }
    from.extend(quote.fund.as_ref().map(ToString::to_string));
    let same = if quote.same_words { "; the same words" } else { "" };
    format!("“{}” ({}{same})", words(quote), from.join(", "))
}
