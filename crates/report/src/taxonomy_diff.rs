//! A comparison of taxonomies, in each format.

use std::fmt::Write;

use fundscan_evidence::{
    Change, ChangedQuote, ConceptChange, CountChange, SettingChange, SideCounts, TaxonomyDiff, TermChange,
};

use crate::grid::{Align, Flex, Grid};
use crate::{Records, RenderOptions, Value, safe_markdown, safe_terminal};

const HEAD: [&str; 19] = [
    "row",
    "concept",
    "label_nl",
    "label_en",
    "what",
    "change",
    "language",
    "old",
    "new",
    "mentions_before",
    "mentions_after",
    "negated_before",
    "negated_after",
    "passages_before",
    "passages_after",
    "funds_before",
    "funds_after",
    "document",
    "page",
];

/// One long table: the first column says what a row is (`setting`, `group`, `concept`, `term`, `count`, `gained`,
/// `lost`).
#[must_use]
pub fn records(diff: &TaxonomyDiff) -> Records {
    let mut records = Records::new("taxonomy diff", &HEAD);
    let mut write =
        |row: &str, concept: [&str; 3], cells: [&str; 5], counts: [Value; 8], place: Option<(&str, Option<u32>)>| {
            let texts = [row].into_iter().chain(concept).chain(cells).map(Value::from);
            let place = [place.map(|(document, _)| document).into(), place.and_then(|(_, page)| page).into()];
            records.push(texts.chain(counts).chain(place));
        };
    let no_counts = || std::array::from_fn(|_| Value::Empty);
    for change in &diff.settings {
        write("setting", [""; 3], [&change.setting, "changed", "", &change.old, &change.new], no_counts(), None);
    }
    for group in &diff.groups {
        let (old, new) = (group.old.as_deref().unwrap_or_default(), group.new.as_deref().unwrap_or_default());
        write("group", [""; 3], [&group.group, name(group.change), "", old, new], no_counts(), None);
    }
    for concept in &diff.concepts {
        let who = [concept.concept.as_str(), &concept.nl, &concept.en];
        write("concept", who, ["", name(concept.change), "", "", ""], no_counts(), None);
        for change in &concept.settings {
            write("setting", who, [&change.setting, "changed", "", &change.old, &change.new], no_counts(), None);
        }
        for term in &concept.terms {
            let (old, new) = (term.old.as_deref().unwrap_or_default(), term.new.as_deref().unwrap_or_default());
            let language = term.language.to_string();
            write("term", who, ["", name(term.change), &language, old, new], no_counts(), None);
        }
    }
    for count in diff.counts.iter().flat_map(|counts| &counts.concepts) {
        let who = [count.concept.as_str(), &count.nl, &count.en];
        let (before, after) = (&count.before, &count.after);
        let counts = [
            before.mentions,
            after.mentions,
            before.negated,
            after.negated,
            before.passages,
            after.passages,
            before.funds.len() as u64,
            after.funds.len() as u64,
        ];
        write("count", who, [""; 5], counts.map(Value::Count), None);
        for (row, quotes) in [("gained", &count.gained_quotes), ("lost", &count.lost_quotes)] {
            for quote in quotes {
                let text = format!("{}{}{}", quote.before, quote.quote, quote.after);
                let cells = [quote.term.as_str(), &quote.status.to_string(), "", &quote.quote, &text];
                write(row, who, cells, no_counts(), Some((&quote.document, quote.page)));
            }
        }
    }
    records
}

pub(crate) fn table(diff: &TaxonomyDiff, options: &RenderOptions) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "{}", safe_terminal(&about(diff)));
    for change in &diff.settings {
        let _ = writeln!(text, "taxonomy: {}", safe_terminal(&setting(change)));
    }
    for group in &diff.groups {
        let told = format!("{} {}", name(group.change), between(group.old.as_deref(), group.new.as_deref()));
        let _ = writeln!(text, "group {}: {}", safe_terminal(&group.group), safe_terminal(&told));
    }
    for concept in &diff.concepts {
        let _ = writeln!(text, "\n{}", safe_terminal(&head(concept)));
        for change in &concept.settings {
            let _ = writeln!(text, "  {}", safe_terminal(&setting(change)));
        }
        for change in &concept.terms {
            let _ = writeln!(text, "  {}", safe_terminal(&term(change)));
        }
    }
    let Some(counts) = &diff.counts else { return text };
    text.push('\n');
    if counts.concepts.is_empty() {
        let _ = writeln!(text, "no count changes in {} documents", counts.documents);
        return text;
    }
    let columns = ["mentions", "negated", "passages", "documents", "funds"].map(|h| (h.to_owned(), Align::Right));
    let mut grid = Grid::new(std::iter::once(("concept".to_owned(), Align::Left)).chain(columns));
    for count in &counts.concepts {
        let mut row = vec![safe_terminal(&count.nl).into_owned()];
        row.extend(cells(count));
        grid.row(row);
        for (sign, quotes, all) in [("+", &count.gained_quotes, count.gained), ("-", &count.lost_quotes, count.lost)] {
            for quote in quotes {
                grid.title(format!("  {sign} {}", safe_terminal(&quoted(quote))));
            }
            let more = all - quotes.len() as u64;
            if more > 0 {
                grid.title(format!("  {sign} {more} more"));
            }
        }
    }
    text.push_str(&grid.render(options.width, 0, Flex::CutEnd));
    let _ = writeln!(text, "\n{}", counted(counts.documents));
    text
}

pub(crate) fn markdown(diff: &TaxonomyDiff) -> String {
    let mut text = format!("## Taxonomy\n\n{}\n", safe_markdown(&about(diff)));
    for change in &diff.settings {
        let _ = write!(text, "\n- taxonomy: {}", safe_markdown(&setting(change)));
    }
    for group in &diff.groups {
        let told = format!(
            "group {}: {} {}",
            group.group,
            name(group.change),
            between(group.old.as_deref(), group.new.as_deref())
        );
        let _ = write!(text, "\n- {}", safe_markdown(&told));
    }
    if !diff.settings.is_empty() || !diff.groups.is_empty() {
        text.push('\n');
    }
    for concept in &diff.concepts {
        let _ = writeln!(text, "\n### {}\n", safe_markdown(&head(concept)));
        let settings = concept.settings.iter().map(setting);
        for told in settings.chain(concept.terms.iter().map(term)) {
            let _ = writeln!(text, "- {}", safe_markdown(&told));
        }
    }
    let Some(counts) = &diff.counts else { return text };
    let _ = writeln!(text, "\n## Counts\n\n{}\n", counted(counts.documents));
    text.push_str(
        "| Concept | Mentions | Negated | Passages | Documents | Funds |\n| --- | --: | --: | --: | --: | --: |\n",
    );
    for count in &counts.concepts {
        let _ = writeln!(text, "| {} | {} |", safe_markdown(&count.nl), cells(count).join(" | "));
    }
    for count in &counts.concepts {
        let _ = writeln!(text, "\n### {}\n", safe_markdown(&count.nl));
        let _ = writeln!(text, "{} gained, {} lost.\n", count.gained, count.lost);
        for (what, quotes) in [("gained", &count.gained_quotes), ("lost", &count.lost_quotes)] {
            for quote in quotes {
                let _ = writeln!(text, "- {what}: {}", safe_markdown(&quoted(quote)));
            }
        }
    }
    text
}

fn about(diff: &TaxonomyDiff) -> String {
    let verdict = match (diff.differs, diff.same_meaning) {
        (false, _) => "no difference",
        (true, true) => "differences that change no count",
        (true, false) => "differences that change what is found or counted",
    };
    format!("{} to {}: {verdict}", diff.old.describe(), diff.new.describe())
}

fn counted(documents: u64) -> String {
    let documents = if documents == 1 { "1 document".to_owned() } else { format!("{documents} documents") };
    format!(
        "{documents} searched with both taxonomies; mentions, passages and documents are of the concept itself, funds are \
         those that affirm it or a narrower concept"
    )
}

fn name(change: Change) -> &'static str {
    match change {
        Change::Added => "added",
        Change::Removed => "removed",
        Change::Changed => "changed",
    }
}

fn head(concept: &ConceptChange) -> String {
    format!("{} ({}): {}", concept.concept, concept.nl, name(concept.change))
}

fn between(old: Option<&str>, new: Option<&str>) -> String {
    match (old, new) {
        (Some(old), Some(new)) => format!("{old} → {new}"),
        (one, other) => one.or(other).unwrap_or_default().to_owned(),
    }
}

fn setting(change: &SettingChange) -> String {
    let what = match change.setting.as_str() {
        "label-nl" | "label-en" => format!("renamed ({})", &change.setting[6..]),
        "broader" => "moved (broader)".to_owned(),
        "group" => "moved (group)".to_owned(),
        other => other.to_owned(),
    };
    let value = |text: &str| if text.is_empty() { "-".to_owned() } else { text.to_owned() };
    let counts = if change.meaning { "" } else { " (changes no count)" };
    format!("{what}: {} → {}{counts}", value(&change.old), value(&change.new))
}

fn term(change: &TermChange) -> String {
    let sign = match change.change {
        Change::Added => "+",
        Change::Removed => "-",
        Change::Changed => "~",
    };
    format!("{sign} {} [{}]", between(change.old.as_deref(), change.new.as_deref()), change.language)
}

fn cells(count: &CountChange) -> [String; 5] {
    let cell = |of: fn(&SideCounts) -> u64| match (of(&count.before), of(&count.after)) {
        (before, after) if before == after => before.to_string(),
        (before, after) => format!("{before} → {after}"),
    };
    [
        cell(|side| side.mentions),
        cell(|side| side.negated),
        cell(|side| side.passages),
        cell(|side| side.documents),
        cell(|side| side.funds.len() as u64),
    ]
}

fn quoted(quote: &ChangedQuote) -> String {
    let page = quote.page.map_or_else(String::new, |page| format!(", p. {page}"));
    format!("“{}[{}]{}” {} ({}{page})", quote.before, quote.quote, quote.after, quote.status, quote.document)
}
