//! A comparison of two scans, in each format.

mod records;

use std::fmt::Write;

use fundscan_evidence::{
    ConceptDiff, CountDiff, Diff, DiffCounts, DiffMark, DiffQuote, DocumentChange, DocumentDiff, DocumentSide,
    FundCountDiff, FundSide,
};
use fundscan_model::{Language, Status};

use crate::document::plural;
use crate::grid::{Align, Flex, Grid, wrap};
use crate::{RenderOptions, safe_markdown, safe_terminal};

use records::mark;
pub use records::records;

/// What changed, first in numbers, then in words: the first screen says it, the passages are there to check it.
pub(crate) fn table(diff: &Diff, options: &RenderOptions) -> String {
    let width = options.width.unwrap_or(PROSE).clamp(NARROWEST, PROSE);
    let mut text = String::new();
    let _ = writeln!(text, "{}\n", wrap(&safe_terminal(&about(diff)), width).join("\n"));
    documents(&mut text, diff, options);
    if !diff.comparable {
        let _ = writeln!(text, "\nCounts are not comparable:");
        for reason in &diff.not_comparable {
            text.push_str(&hanging("  ", &told(reason), width));
        }
        notes(&mut text, diff, width);
        return text;
    }
    let several = diff.documents.iter().filter(|d| d.old.is_some()).count() > 1
        || diff.documents.iter().filter(|d| d.new.is_some()).count() > 1;
    for part in parts(diff) {
        let _ = writeln!(text, "\n{}", wrap(&safe_terminal(&title(&part)), width).join("\n"));
        let _ = writeln!(text, "{}", wrap(&summary(&part), width).join("\n"));
        if !part.rows.is_empty() {
            text.push('\n');
            text.push_str(&numbers_of(&part, options));
        }
        let mut passages = String::new();
        for (concept, _, fund) in &part.rows {
            let lines = quotes(*fund, several);
            if !lines.is_empty() {
                let _ = writeln!(passages, "\n  {}", safe_terminal(label(concept, options.language)));
            }
            for line in lines {
                passages.push_str(&hanging("    ", &line, width));
            }
        }
        text.push_str(&passages);
    }
    let _ = writeln!(text, "\n{}", wrap(&rules(diff), width).join("\n"));
    notes(&mut text, diff, width);
    text
}

fn notes(text: &mut String, diff: &Diff, width: usize) {
    for notice in &diff.notices {
        text.push_str(&hanging("note: ", &notice.message, width));
    }
}

/// Columns that lines of explanation take on a terminal.
const PROSE: usize = 100;

/// Narrower than this no sentence is readable.
const NARROWEST: usize = 40;

/// Documents that are listed on a terminal; with more, the numbers would be far below.
const MOST_DOCUMENTS: usize = 20;

const COLUMNS: [(&str, Align); 9] = [
    ("mark", Align::Left),
    ("concept", Align::Left),
    ("passages", Align::Right),
    ("negated", Align::Right),
    ("per 10,000 words", Align::Right),
    ("difference", Align::Right),
    ("log ratio", Align::Right),
    ("G²", Align::Right),
    ("corrected p", Align::Right),
];

/// The columns that are left out first where there is no room: what others also tell.
const SPARE: [usize; 3] = [5, 7, 6];

/// Columns that a concept's name should have.
const CONCEPT: usize = 36;

/// The rows of numbers; without columns that say nothing, or for which there is no room.
fn numbers_of(part: &Part<'_>, options: &RenderOptions) -> String {
    let rows: Vec<Vec<String>> = (part.rows.iter())
        .map(|(concept, count, _)| {
            let name = safe_terminal(label(concept, options.language)).into_owned();
            [sign(count), name].into_iter().chain(cells(count)).collect()
        })
        .collect();
    let number = |cell: &String| !matches!(cell.as_str(), "-" | TOO_FEW);
    let any = |columns: std::ops::Range<usize>| rows.iter().any(|row| row[columns.clone()].iter().any(number));
    // All that is tested stands or falls together, so that it is seen which of them are too few.
    let says = |column: &usize| match column {
        0..3 => true,
        6.. => any(6..COLUMNS.len()),
        one => any(*one..one + 1),
    };
    let mut columns: Vec<usize> = (0..COLUMNS.len()).filter(says).collect();
    let grid = |columns: &[usize]| {
        let mut grid = Grid::new(columns.iter().map(|n| (COLUMNS[*n].0.to_owned(), COLUMNS[*n].1)));
        for row in &rows {
            grid.row(columns.iter().map(|n| row[*n].clone()).collect());
        }
        grid
    };
    let longest = rows.iter().map(|row| crate::grid::width(&row[1])).max().unwrap_or(0);
    for spare in SPARE {
        // Names may be cut by what is more than they need.
        let fits = options.width.is_none_or(|width| grid(&columns).width() <= width + longest.saturating_sub(CONCEPT));
        if !fits {
            columns.retain(|column| *column != spare);
        }
    }
    grid(&columns).render(options.width, 1, Flex::CutEnd)
}

/// A line, broken where it is too long, with its start before the first and as much room before the others.
fn hanging(start: &str, line: &str, width: usize) -> String {
    let line = safe_terminal(line);
    let indent = crate::grid::width(start) + if start.trim().is_empty() { 2 } else { 0 };
    let mut text = String::new();
    for (n, broken) in wrap(&line, width.saturating_sub(indent).max(NARROWEST / 2)).iter().enumerate() {
        let before = if n == 0 { start.to_owned() } else { " ".repeat(indent) };
        let _ = writeln!(text, "{before}{broken}");
    }
    text
}

fn documents(text: &mut String, diff: &Diff, options: &RenderOptions) {
    let of = |change: DocumentChange| diff.documents.iter().filter(move |d| d.change == change);
    // What is only on one side says most.
    let changes = [DocumentChange::New, DocumentChange::Missing, DocumentChange::Together, DocumentChange::Changed];
    let shown: Vec<&DocumentDiff> = changes.into_iter().flat_map(of).collect();
    let mut grid =
        Grid::new(["document", "fund", "words", "before → after"].map(|name| (name.to_owned(), Align::Left)));
    for document in shown.iter().take(MOST_DOCUMENTS) {
        let [change, fund, old, new, words] = document_cells(document);
        let paths = match (&document.old, &document.new) {
            (Some(_), Some(_)) => format!("{old} → {new}"),
            (Some(_), None) => format!("{old} →"),
            _ => format!("→ {new}"),
        };
        grid.row([change, fund, words, paths].map(|cell| safe_terminal(&cell).into_owned()).to_vec());
    }
    if !shown.is_empty() {
        text.push_str(&grid.render(options.width, 3, Flex::Wrap));
    }
    if shown.len() > MOST_DOCUMENTS {
        let counts: Vec<String> = (changes.into_iter())
            .map(|change| (of(change).count(), change.name()))
            .filter(|(n, _)| *n > 0)
            .map(|(n, name)| format!("{n} {name}"))
            .collect();
        let _ = writeln!(text, "… {} in all ({}); CSV and JSON list them", shown.len(), counts.join(", "));
    }
    let unchanged = of(DocumentChange::Unchanged).count();
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
    }
    // Nothing is counted where counts are not comparable.
    for part in parts(diff).into_iter().filter(|_| diff.comparable) {
        let _ = writeln!(text, "\n### {}\n", safe_markdown(&title(&part)));
        let _ = writeln!(text, "{}", safe_markdown(&summary(&part)));
        if part.rows.is_empty() {
            continue;
        }
        text.push_str("\n| Mark | Concept | Passages | Negated | Per 10,000 words | Difference | Log ratio | G² | Corrected p |\n");
        text.push_str("| --- | --- | --: | --: | --: | --: | --: | --: | --: |\n");
        for (concept, count, _) in &part.rows {
            let name = safe_markdown(label(concept, options.language)).into_owned();
            let _ = writeln!(text, "| {} | {name} | {} |", sign(count), cells(count).join(" | "));
        }
        for (concept, _, fund) in &part.rows {
            let lines = quotes(*fund, true);
            if !lines.is_empty() {
                let _ = writeln!(text, "\n**{}**\n", safe_markdown(label(concept, options.language)));
            }
            for line in lines {
                let _ = writeln!(text, "- {}", safe_markdown(&line));
            }
        }
    }
    if diff.comparable {
        let _ = writeln!(text, "\n{}", safe_markdown(&rules(diff)));
    }
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
    /// Concepts that were found, with the same passages.
    same: usize,
    /// Broader concepts that say only what one narrower concept does.
    repeated: usize,
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
        // One fund only: what was read stands above.
        let read = (diff.funds.len() > 1).then_some((fund.old, fund.new));
        parts.push(part(name, read, rows.collect()));
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
        let moved = fund.is_some_and(|f| f.new_passages + f.gone_passages + f.by_hand_passages > 0);
        numbers(count.old) != numbers(count.new) || moved
    };
    let (mut shown, rest): (Vec<_>, Vec<_>) =
        rows.into_iter().filter(|(_, c, _)| found(c)).partition(|(_, count, fund)| differs(count, *fund));
    // By mark; then by how sure, whatever the sign; what was decided by hand last.
    shown.sort_by(|(_, a, _), (_, b, _)| {
        let place =
            |c: &CountDiff| DiffMark::ALL.iter().position(|m| Some(*m) == c.mark).unwrap_or(DiffMark::ALL.len());
        place(a)
            .cmp(&place(b))
            .then(a.by_hand_only.cmp(&b.by_hand_only))
            .then(b.g2.unwrap_or(0.0).total_cmp(&a.g2.unwrap_or(0.0)))
    });
    let all = shown.len();
    let counts = |count: &CountDiff| [count.old, count.new].map(|c| c.map(|c| (c.passages, c.negated_passages)));
    let narrower: Vec<_> =
        shown.iter().filter_map(|(c, count, _)| Some((c.broader.as_ref()?, counts(count)))).collect();
    let repeats = |concept: &ConceptDiff, count: &CountDiff, fund: Option<&FundCountDiff>| {
        // Its own passages are quoted.
        let own = fund.is_some_and(|f| f.new_passages + f.gone_passages + f.reworded + f.by_hand_passages > 0);
        !own && narrower.iter().any(|(broader, n)| **broader == concept.concept && *n == counts(count))
    };
    shown.retain(|(concept, count, fund)| !repeats(concept, count, *fund));
    Part { name, read, repeated: all - shown.len(), rows: shown, same: rest.len() }
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

fn sign(count: &CountDiff) -> String {
    let sign = match count.mark {
        None if count.by_hand_only => return "by hand".to_owned(),
        None => return String::new(),
        Some(DiffMark::Gained) => "+",
        Some(DiffMark::Lost) => "-",
        Some(DiffMark::Risen) => "↑",
        Some(DiffMark::Fallen) => "↓",
    };
    format!("{sign} {}", mark(count))
}

/// How many concepts are marked, in a line.
fn summary(part: &Part<'_>) -> String {
    let marked = |mark: DiffMark| part.rows.iter().filter(|(_, c, _)| c.mark == Some(mark)).count();
    let mut counts: Vec<String> = DiffMark::ALL.iter().map(|m| format!("{} {}", marked(*m), m.name())).collect();
    let by_hand = part.rows.iter().filter(|(_, c, _)| c.by_hand_only).count();
    if by_hand > 0 {
        counts.push(format!("{by_hand} other by hand only"));
    }
    let others = part.rows.iter().filter(|(_, c, _)| c.mark.is_none() && !c.by_hand_only).count();
    let mut text = match part.rows.len() {
        0 => "no count differs".to_owned(),
        _ => {
            format!("concepts: {}, {others} with other passages and no mark, {} the same", counts.join(", "), part.same)
        }
    };
    let tested = |c: &CountDiff| c.p.is_some();
    if !part.rows.is_empty() && !part.rows.iter().any(|(_, c, _)| tested(c)) {
        text.push_str("; passages of each are too few to say that a rate rose or fell");
    }
    if part.repeated > 0 {
        let broader = plural(part.repeated as u64, "broader concept that repeats", "broader concepts that repeat");
        let _ = write!(text, "; {broader} a narrower one left out");
    }
    text
}

/// Where there are too few passages for a number.
const TOO_FEW: &str = "too few";

fn cells(count: &CountDiff) -> [String; 7] {
    let passages = |c: Option<DiffCounts>| c.map_or_else(|| "-".to_owned(), |c| c.passages.to_string());
    let negated = |c: Option<DiffCounts>| c.map_or_else(|| "-".to_owned(), |c| c.negated_passages.to_string());
    let any_negated = [count.old, count.new].iter().flatten().any(|c| c.negated_passages > 0);
    let rate = |c: Option<DiffCounts>| c.and_then(|c| c.per_10k).map_or_else(|| "-".to_owned(), |r| format!("{r:.1}"));
    let number = |n: Option<f64>, digits: usize, sign: bool| match n {
        None => "-".to_owned(),
        // Nothing has no sign.
        Some(n) if sign && format!("{:.digits$}", n.abs()).parse() != Ok(0.0) => format!("{n:+.digits$}"),
        Some(n) if sign => format!("{:.digits$}", n.abs()),
        Some(n) => format!("{n:.digits$}"),
    };
    let p = match (count.too_few, count.p_corrected, count.p) {
        (true, ..) => TOO_FEW.to_owned(),
        // As many digits as an approximation bears.
        (_, Some(p), _) if p < 0.001 => "< 0.001".to_owned(),
        (_, Some(p), _) if p < 0.01 => format!("{p:.3}"),
        (_, Some(p), _) => format!("{p:.2}"),
        _ => "-".to_owned(),
    };
    [
        format!("{} → {}", passages(count.old), passages(count.new)),
        if any_negated { format!("{} → {}", negated(count.old), negated(count.new)) } else { "-".to_owned() },
        format!("{} → {}", rate(count.old), rate(count.new)),
        number(count.difference, 1, true),
        // With few passages their digits say nothing; of none against one in a longer text, the log ratio is even below 0.
        number(count.log_ratio.filter(|_| !count.too_few), 1, true),
        number(count.g2.filter(|_| !count.too_few), 1, false),
        p,
    ]
}

/// Passages new and gone, with how many there are beside those that are quoted; with the names of documents where there
/// are several.
fn quotes(fund: Option<&FundCountDiff>, several: bool) -> Vec<String> {
    let Some(fund) = fund else { return Vec::new() };
    let mut lines = Vec::new();
    for (what, quotes, all) in
        [("new", &fund.new_quotes, fund.new_passages), ("gone", &fund.gone_quotes, fund.gone_passages)]
    {
        lines.extend(quotes.iter().map(|quote| format!("{what}: {}", quoted(quote, several))));
        let more = all.saturating_sub(quotes.len() as u64);
        if more > 0 {
            let others = if quotes.is_empty() { "" } else { " more" };
            lines.push(format!("{what}: {}{others}", plural(more, "passage", "passages")));
        }
    }
    if fund.reworded > 0 {
        lines.push(format!("in other words: {}", plural(fund.reworded, "passage", "passages")));
    }
    if fund.by_hand_passages > 0 {
        lines.push(format!("by hand on one side only: {}", plural(fund.by_hand_passages, "passage", "passages")));
    }
    lines
}

fn quoted(quote: &DiffQuote, several: bool) -> String {
    let document = several.then(|| quote.document.clone());
    let page = quote.page.map(|page| format!("p. {page}"));
    let place: Vec<String> = document.into_iter().chain(page).collect();
    let place = if place.is_empty() { String::new() } else { format!(" ({})", place.join(", ")) };
    let negated = if quote.status == Status::Negated { " negated" } else { "" };
    format!("“{}[{}]{}”{negated}{place}", quote.before, quote.quote, quote.after)
}

/// What the numbers are and how far they go.
fn rules(diff: &Diff) -> String {
    let by_hand = if diff.old.by_hand.is_empty() && diff.new.by_hand.is_empty() {
        ""
    } else {
        " By hand: the two sides differ only by what a person decided about mentions."
    };
    format!(
        "Counted are passages that affirm a concept or a narrower one; rates are passages per 10,000 words. Gained: no passage \
         before and some now; lost: the other way round; risen and fallen: a corrected p below {}. The log ratio says how \
         many times the rate doubled. G² is the log-likelihood of the two rates; its p is corrected over the leaf concepts of \
         a fund (Benjamini-Hochberg). Where fewer than {} passages would be expected on a side there are too few for any of \
         them, and what is gained or lost may be so by chance.{by_hand} All this describes: passages of one report are not \
         independent of each other.",
        diff.level, diff.minimum_expected
    )
}
