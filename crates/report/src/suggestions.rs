//! Suggestions for a taxonomy, in each format.

use std::fmt::Write;

use fundscan_evidence::{Example, Near, Occurring, Suggestion, Suggestions};
use fundscan_model::Language;

use crate::grid::{Align, Flex, Grid};
use crate::{Records, RenderOptions, Value, safe_markdown, safe_terminal};

/// The characters of an example that are shown on one line.
const EXAMPLE: usize = 160;

/// The forms, and the related ones, that are shown beside a suggestion.
const SHOWN: usize = 5;

const HEAD: [&str; 26] = [
    "rank",
    "text",
    "words",
    "score",
    "count",
    "with_concepts",
    "documents",
    "funds",
    "g2",
    "log_ratio",
    "concept",
    "label_nl",
    "label_en",
    "near_passages",
    "pmi",
    "log_dice",
    "near_g2",
    "shares",
    "also_near",
    "forms",
    "related",
    "example",
    "example_document",
    "example_fund",
    "example_page",
    "example_passage",
];

/// Suggestions, a row each.
#[must_use]
pub fn records(suggestions: &Suggestions) -> Records {
    let mut records = Records::new("suggestions", &HEAD);
    for (suggestion, rank) in suggestions.suggestions.iter().zip(1_u64..) {
        let near = suggestion.near.first();
        let example = suggestion.examples.first();
        let also: Vec<&str> = suggestion.near.iter().skip(1).map(|n| n.concept.as_str()).collect();
        let funds: Vec<&str> = suggestion.funds.iter().map(|f| f.as_str()).collect();
        records.push([
            rank.into(),
            (&suggestion.text).into(),
            suggestion.words.into(),
            Value::number(suggestion.score, 2),
            suggestion.count.into(),
            suggestion.with_concepts.into(),
            suggestion.documents.into(),
            funds.join(" ").into(),
            Value::number(suggestion.g2, 2),
            Value::number(suggestion.log_ratio, 2),
            near.map(|n| n.concept.as_str()).into(),
            near.map(|n| n.nl.as_str()).into(),
            near.map(|n| n.en.as_str()).into(),
            near.map(|n| n.passages).into(),
            Value::number(near.and_then(|n| n.pmi), 2),
            Value::number(near.and_then(|n| n.log_dice), 2),
            Value::number(near.map(|n| n.g2), 2),
            near.and_then(|n| n.shares.as_deref()).into(),
            also.join(" ").into(),
            occurring(&suggestion.forms, usize::MAX).into(),
            occurring(&suggestion.related, usize::MAX).into(),
            example.map(|e| e.text.as_str()).into(),
            example.map(|e| e.document.as_str()).into(),
            example.and_then(|e| e.fund.as_ref()).map(|f| f.as_str()).into(),
            example.and_then(|e| e.page).into(),
            example.map(|e| e.passage.as_str()).into(),
        ]);
    }
    records
}

pub(crate) fn table(suggestions: &Suggestions, options: &RenderOptions) -> String {
    let head = [
        ("", Align::Right),
        ("suggestion", Align::Left),
        ("count", Align::Right),
        ("docs", Align::Right),
        ("funds", Align::Right),
        ("G²", Align::Right),
        ("log ratio", Align::Right),
        ("near", Align::Left),
    ];
    let mut text = String::new();
    let mut grid = Grid::new(head.map(|(h, a)| (h.to_owned(), a)));
    for (suggestion, rank) in suggestions.suggestions.iter().zip(1..) {
        grid.row(vec![
            rank.to_string(),
            safe_terminal(&suggestion.text).into_owned(),
            suggestion.count.to_string(),
            suggestion.documents.to_string(),
            suggestion.funds.len().to_string(),
            format!("{:.1}", suggestion.g2),
            format!("{:+.1}", suggestion.log_ratio),
            safe_terminal(&near(&suggestion.near, options.language)).into_owned(),
        ]);
        let indent = " ".repeat(6);
        for (what, list) in [("forms", others(suggestion)), ("also", occurring(&suggestion.related, SHOWN))] {
            if !list.is_empty() {
                grid.title(format!("{indent}{what}: {}", safe_terminal(&list)));
            }
        }
        if let Some(example) = suggestion.examples.first() {
            grid.title(format!("{indent}{}", safe_terminal(&quoted(example, suggestion))));
        }
    }
    text.push_str(&grid.render(options.width, 7, Flex::CutEnd));
    let _ = writeln!(text, "\n{}", about(suggestions));
    for notice in &suggestions.notices {
        let _ = writeln!(text, "note: {}", safe_terminal(&notice.message));
    }
    text
}

pub(crate) fn markdown(suggestions: &Suggestions, options: &RenderOptions) -> String {
    let mut text = String::from("## Suggestions\n\n");
    let _ = writeln!(text, "{}\n", safe_markdown(&about(suggestions)));
    text.push_str("|  | Suggestion | Count | Documents | Funds | G² | Log ratio | Near | Example |\n");
    text.push_str("| --: | --- | --: | --: | --: | --: | --: | --- | --- |\n");
    for (suggestion, rank) in suggestions.suggestions.iter().zip(1..) {
        let mut name = format!("**{}**", safe_markdown(&suggestion.text));
        for list in [others(suggestion), occurring(&suggestion.related, SHOWN)] {
            if !list.is_empty() {
                let _ = write!(name, "; {}", safe_markdown(&list));
            }
        }
        let example = suggestion.examples.first().map_or_else(String::new, |e| quoted(e, suggestion));
        let _ = writeln!(
            text,
            "| {rank} | {name} | {} | {} | {} | {:.1} | {:+.1} | {} | {} |",
            suggestion.count,
            suggestion.documents,
            suggestion.funds.len(),
            suggestion.g2,
            suggestion.log_ratio,
            safe_markdown(&near(&suggestion.near, options.language)),
            safe_markdown(&example),
        );
    }
    for notice in &suggestions.notices {
        let _ = writeln!(text, "\n{}", safe_markdown(&notice.message));
    }
    text
}

/// What was looked at and by which rule.
fn about(suggestions: &Suggestions) -> String {
    let rank = match suggestions.suggestions.len() as u64 {
        shown if shown < suggestions.total => format!("the first {shown} of {} suggestions", suggestions.total),
        shown => format!("{shown} suggestions"),
    };
    let many = |n: u64, one: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") };
    format!(
        "{rank}: what occurs at least {} times in {} or more and no term covers; {} in {}, {} of them with a concept. G² \
         and log ratio compare passages with a concept to those without; in parentheses stands what a suggestion shares with terms of the \
         concept.",
        suggestions.minimum_count,
        many(suggestions.minimum_documents, "document"),
        many(suggestions.passages, "passage"),
        many(suggestions.documents, "document"),
        suggestions.passages_with_concepts,
    )
}

/// The concepts, the first with why.
fn near(near: &[Near], language: Language) -> String {
    let label = |n: &Near| if language == Language::En { n.en.clone() } else { n.nl.clone() };
    let told = |n: &Near| match &n.shares {
        Some(shared) => format!("{} ({shared}-)", label(n)),
        None => label(n),
    };
    near.iter().map(told).collect::<Vec<_>>().join(", ")
}

/// The forms beside the first.
fn others(suggestion: &Suggestion) -> String {
    occurring(suggestion.forms.get(1..).unwrap_or_default(), SHOWN)
}

fn occurring(forms: &[Occurring], most: usize) -> String {
    let told = |form: &Occurring| format!("{} {}", form.text, form.count);
    let mut list: Vec<String> = forms.iter().take(most).map(told).collect();
    if forms.len() > most {
        list.push("…".to_owned());
    }
    list.join(", ")
}

/// An example around the words it is one of, with where it stands.
fn quoted(example: &Example, suggestion: &Suggestion) -> String {
    let page = example.page.map_or_else(String::new, |page| format!(", p. {page}"));
    format!("“{}” ({}{page})", around(&example.text, suggestion), example.document)
}

/// At most [`EXAMPLE`] characters of a text, around the first form of the suggestion in it.
fn around(text: &str, suggestion: &Suggestion) -> String {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() <= EXAMPLE {
        return text.to_owned();
    }
    let lower: String = chars.iter().map(|c| c.to_lowercase().next().unwrap_or(*c)).collect();
    let found = suggestion.forms.iter().find_map(|form| lower.find(form.text.as_str()));
    let at = found.map_or(0, |byte| lower[..byte].chars().count());
    let start = at.saturating_sub(EXAMPLE / 2).min(chars.len() - EXAMPLE);
    let end = start + EXAMPLE;
    // Whole words.
    let start = if start == 0 { 0 } else { (start..at).find(|n| chars[*n] == ' ').map_or(start, |n| n + 1) };
    let end = if end == chars.len() { end } else { (at..end).rev().find(|n| chars[*n] == ' ').unwrap_or(end) };
    let mut cut: String = if start > 0 { "… ".to_owned() } else { String::new() };
    cut.extend(&chars[start..end]);
    cut.push_str(if end < chars.len() { " …" } else { "" });
    cut
}
