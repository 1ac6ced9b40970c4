//! Series over years, in each format.

use std::fmt::Write;

use fundscan_evidence::{DecisionCounts, Direction, Trend, TrendFund, TrendPoint, TrendScope, TrendSeries};
use fundscan_model::Language;

use crate::grid::{Align, Flex, Grid, wrap};
use crate::{Records, RenderOptions, Value, safe_markdown, safe_terminal};

const HEAD: [&str; 14] = [
    "row",
    "fund",
    "concept",
    "label_nl",
    "label_en",
    "year",
    "passages",
    "mentions",
    "per_10k",
    "words",
    "documents",
    "funds",
    "by_hand",
    "direction",
];

/// One long table, a row for each year of each series: `row` is `all`, `no-fund` or `fund` for counts, and the same
/// behind `read-` for what was read. A year of which nothing was read is empty.
#[must_use]
pub fn records(trend: &Trend) -> Records {
    let mut records = Records::new("trend", &HEAD);
    for fund in &trend.funds {
        for (year, words) in trend.years.iter().zip(&fund.years) {
            let read = match fund.of {
                TrendScope::All => "read-all",
                TrendScope::NoFund => "read-no-fund",
                TrendScope::Fund(_) => "read-fund",
            };
            let mut row = vec![read.into(), id(&fund.of).into()];
            row.extend([Value::Empty, Value::Empty, Value::Empty, (*year).into()]);
            row.extend([Value::Empty, Value::Empty, Value::Empty]);
            row.extend([
                words.map(|w| w.words).into(),
                words.map(|w| w.documents).into(),
                words.map(|w| w.funds).into(),
                Value::text(words.map(|w| w.by_hand).filter(|d| !d.is_empty()).unwrap_or_default()),
            ]);
            row.push(Value::Empty);
            records.push(row);
        }
    }
    for series in &trend.series {
        let row_name = match series.of {
            TrendScope::All => "all",
            TrendScope::NoFund => "no-fund",
            TrendScope::Fund(_) => "fund",
        };
        for (year, point) in trend.years.iter().zip(&series.points) {
            records.push([
                row_name.into(),
                id(&series.of).into(),
                series.concept.as_str().into(),
                (&series.nl).into(),
                (&series.en).into(),
                (*year).into(),
                point.map(|p| p.passages).into(),
                point.map(|p| p.mentions).into(),
                Value::number(point.and_then(|p| p.per_10k), 2),
                point.map(|p| p.words).into(),
                Value::Empty,
                Value::Empty,
                Value::Empty,
                series.direction.name().into(),
            ]);
        }
    }
    records
}

fn id(of: &TrendScope) -> &str {
    match of {
        TrendScope::Fund(fund) => fund.as_str(),
        TrendScope::All | TrendScope::NoFund => "",
    }
}

/// Columns that lines of explanation take on a terminal.
const PROSE: usize = 100;

pub(crate) fn table(trend: &Trend, options: &RenderOptions) -> String {
    let mut text = String::new();
    for (fund, series) in parts(trend) {
        let _ = writeln!(text, "{}\n", safe_terminal(&title(fund)));
        let columns = trend.years.iter().map(|year| (year.to_string(), Align::Right));
        let mut grid = Grid::new(
            std::iter::once(("concept".to_owned(), Align::Left))
                .chain(columns)
                .chain([("".to_owned(), Align::Left), ("direction".to_owned(), Align::Left)]),
        );
        let words = fund.years.iter().map(|w| w.map_or_else(|| "-".to_owned(), |w| format!("{} words", w.words)));
        let row = std::iter::once("(read)".to_owned()).chain(words).chain([String::new(), String::new()]);
        grid.row(row.collect());
        if let Some(decided) = by_hand(fund) {
            let row =
                std::iter::once("(decided by hand)".to_owned()).chain(decided).chain([String::new(), String::new()]);
            grid.row(row.collect());
        }
        for series in series {
            let mut row = vec![safe_terminal(label(series, options.language)).into_owned()];
            row.extend(series.points.iter().map(cell));
            row.extend([spark(&series.points), direction(series.direction).to_owned()]);
            grid.row(row);
        }
        text.push_str(&grid.render(options.width, 0, Flex::CutEnd));
        text.push('\n');
    }
    let _ = writeln!(text, "{}", wrap(&rules(trend), PROSE).join("\n"));
    for notice in &trend.notices {
        let _ = writeln!(text, "note: {}", safe_terminal(&notice.message));
    }
    text
}

pub(crate) fn markdown(trend: &Trend, options: &RenderOptions) -> String {
    let mut text = String::from("## Over the years\n");
    for (fund, series) in parts(trend) {
        let _ = writeln!(text, "\n### {}\n", safe_markdown(&title(fund)));
        let years: Vec<String> = trend.years.iter().map(ToString::to_string).collect();
        let _ = writeln!(text, "| Concept | {} | Direction |", years.join(" | "));
        let _ = writeln!(text, "| --- |{} --- |", " --: |".repeat(years.len()));
        let words: Vec<String> =
            fund.years.iter().map(|w| w.map_or_else(|| "-".to_owned(), |w| format!("{} words", w.words))).collect();
        let _ = writeln!(text, "| (read) | {} | |", words.join(" | "));
        if let Some(decided) = by_hand(fund) {
            let _ = writeln!(text, "| (decided by hand) | {} | |", decided.join(" | "));
        }
        for series in series {
            let cells: Vec<String> = series.points.iter().map(cell).collect();
            let name = safe_markdown(label(series, options.language)).into_owned();
            let _ = writeln!(text, "| {name} | {} | {} |", cells.join(" | "), direction(series.direction));
        }
    }
    let _ = writeln!(text, "\n{}", rules(trend));
    for notice in &trend.notices {
        let _ = writeln!(text, "\n{}", safe_markdown(&notice.message));
    }
    text
}

/// Each fund with its series; all together only where there are several.
fn parts(trend: &Trend) -> impl Iterator<Item = (&TrendFund, impl Iterator<Item = &TrendSeries>)> {
    let several = trend.funds.len() > 2;
    let shown = trend.funds.iter().filter(move |fund| several || fund.of != TrendScope::All);
    shown.map(|fund| (fund, trend.series.iter().filter(|s| s.of == fund.of)))
}

fn title(fund: &TrendFund) -> String {
    let funds = fund.years.iter().map(|w| w.map_or_else(|| "-".to_owned(), |w| w.funds.to_string()));
    match (&fund.of, &fund.name) {
        (TrendScope::All, _) => format!("all together (funds read: {})", funds.collect::<Vec<_>>().join(", ")),
        (TrendScope::NoFund, _) => "no fund".to_owned(),
        (TrendScope::Fund(id), Some(name)) => format!("{id} ({name})"),
        (TrendScope::Fund(id), None) => id.to_string(),
    }
}

/// How many decisions by hand bear on each year; none where none do.
fn by_hand(fund: &TrendFund) -> Option<Vec<String>> {
    let decided = |by_hand: DecisionCounts| by_hand.rejected + by_hand.added + by_hand.attributed + by_hand.documents;
    let years: Vec<Option<u64>> = fund.years.iter().map(|w| w.map(|w| decided(w.by_hand))).collect();
    let any = years.iter().flatten().any(|n| *n > 0);
    any.then(|| years.iter().map(|n| n.map_or_else(|| "-".to_owned(), |n| n.to_string())).collect())
}

fn label(series: &TrendSeries, language: Language) -> &str {
    if language == Language::En { &series.en } else { &series.nl }
}

/// The passages, with the rate.
fn cell(point: &Option<TrendPoint>) -> String {
    match point {
        None => "-".to_owned(),
        Some(TrendPoint { passages, per_10k: Some(rate), .. }) => format!("{passages} ({rate:.1})"),
        Some(point) => point.passages.to_string(),
    }
}

fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Up => "↑ up",
        Direction::Down => "↓ down",
        Direction::Mixed => "",
        Direction::TooFewYears | Direction::TooFewPassages => "too few",
    }
}

/// The rates as bars: the highest is full, none a line at the foot, a missing year a gap.
fn spark(points: &[Option<TrendPoint>]) -> String {
    const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let rates = points.iter().map(|p| p.and_then(|p| p.per_10k));
    let most = rates.clone().flatten().fold(0.0, f64::max);
    let bar = |rate: Option<f64>| match rate {
        None => ' ',
        Some(rate) if most > 0.0 => BARS[((rate / most * 7.0).round() as usize).min(7)],
        Some(_) => BARS[0],
    };
    rates.map(bar).collect()
}

fn rules(trend: &Trend) -> String {
    let by_hand = if trend.by_hand.is_empty() {
        ""
    } else {
        " Decided by hand: mentions rejected, added or given to another fund, and documents corrected; a difference may come \
         from them."
    };
    format!(
        "Numbers are passages that affirm a concept or a narrower one, in parentheses per 10,000 words; - is a year of which \
         nothing was read. Up: a higher rate each year than the year before; down: a lower one; said from {} years on, and \
         where {} passages or more would be expected in each if nothing changed.{by_hand} This describes and tests nothing.",
        trend.minimum_years, trend.minimum_expected
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_year_is_a_gap_in_the_line_and_no_zero() {
        let point = |rate: f64| Some(TrendPoint { per_10k: Some(rate), ..TrendPoint::default() });
        assert_eq!(spark(&[point(0.0), None, point(4.0), point(8.0)]), "▁ ▅█");
        assert_eq!(spark(&[point(0.0), None]), "▁ ");
        assert_eq!(cell(&None), "-");
    }
}
