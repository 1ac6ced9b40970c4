//! A coverage as tables for spreadsheets and programs.

use fundscan_evidence::{
    CellCounts, ConceptCoverage, Counts, Coverage, CoverageBy, CoveragePart, DecisionCounts, LookedAt, WhiteSpot, Years,
};
use fundscan_model::{ConceptId, FundId};

use crate::{Records, Value};

const COVERAGE: [&str; 23] = [
    "row",
    "group",
    "broader",
    "concept",
    "label_nl",
    "label_en",
    "fund",
    "fund_name",
    "year_from",
    "year_to",
    "k",
    "n",
    "covered",
    "mentions",
    "negated",
    "passages",
    "documents",
    "words",
    "per_10k",
    "own_mentions",
    "own_negated",
    "white_spot",
    "part",
];

/// A coverage as one long table, so that every row can be filtered and summed: its first column says what a row is.
///
/// | `row` | one for | fund | k and n |
/// |---|---|---|---|
/// | `concept` | each concept: all funds together | – | how many funds cover it, of how many that were read |
/// | `fund` | each concept and fund that was read, also where nothing was found | id | – |
/// | `fund-year` | the same by year or period, where asked for | id | – |
/// | `no-fund` | each concept, where documents without a known fund were read | – | – |
/// | `year`, `sector`, `question` | each concept in each part asked for, which `part` names; for a question also one without a concept, for any of its concepts | – | how many funds cover it there |
/// | `looked-at` | each fund of the register, in all and in each part: documents and words read, 0 where nothing was | id | – |
/// | `by-hand` | what was decided by hand, where anything was: `part` says what, `mentions` or `documents` how many | – | – |
///
/// `white_spot` says of a concept that it is `not-found`, `only-negated`, `too-few` or, which is none, `only-one`.
///
/// Counts are of the concept and its narrower ones; `own_mentions` and `own_negated` of the concept itself (not
/// known by year and without a fund). `words` is what `per_10k` was taken over. What is not there is empty.
#[must_use]
pub fn coverage_records(coverage: &Coverage, by_year: bool) -> Records {
    let mut records = counted(coverage, by_year);
    coverage.parts.iter().for_each(|part| part_records(coverage, part, &mut records));
    records_of_funds(None, &coverage.looked_at, &mut records);
    for part in &coverage.parts {
        records_of_funds(Some(part_name(part)), &part.looked_at, &mut records);
    }
    for (what, count) in decided(&coverage.by_hand) {
        let mut row = vec![Value::Empty; COVERAGE.len()];
        row[0] = "by-hand".into();
        row[column("part")] = what.into();
        row[column(if what == "documents" { "documents" } else { "mentions" })] = count.into();
        records.push(row);
    }
    records
}

/// The rows of concepts, of all funds and of each.
fn counted(coverage: &Coverage, by_year: bool) -> Records {
    let mut records = Records::new("coverage", &COVERAGE);
    let all_words = coverage.funds.iter().map(|f| f.words).sum();
    let none = || [Value::Empty, Value::Empty];
    for concept in &coverage.concepts {
        let mut row = start("concept", concept, None, None);
        row.extend([concept.funds_covered.into(), concept.funds_total.into()]);
        row.push((concept.funds_covered > 0).into());
        row.extend(numbers(&concept.rolled_up, all_words, Some(&concept.own)));
        row.extend([spot(&coverage.spots, &concept.concept), Value::Empty]);
        records.push(row);
        for fund in &coverage.funds {
            let cell = concept.funds.iter().find(|c| c.fund == fund.fund);
            let name = Some((fund.fund.as_str(), fund.name.as_str()));
            let mut row = start("fund", concept, name, None);
            row.extend(none());
            row.push(cell.is_some_and(|c| c.covered).into());
            let own = cell.map(|c| c.own).unwrap_or_default();
            row.extend(numbers(&cell.map(|c| c.rolled_up).unwrap_or_default(), fund.words, Some(&own)));
            row.extend(none());
            records.push(row);
            for year in fund.years.iter().filter(|_| by_year) {
                let counts = cell.and_then(|c| c.years.iter().find(|y| y.years == year.years));
                let counts = counts.map(|y| y.rolled_up).unwrap_or_default();
                let mut row = start("fund-year", concept, name, year.years);
                row.extend(none());
                row.push((counts.passages >= coverage.minimum_passages).into());
                row.extend(numbers(&counts, year.words, None));
                row.extend(none());
                records.push(row);
            }
        }
        if coverage.no_fund.documents > 0 {
            let mut row = start("no-fund", concept, None, None);
            row.extend([Value::Empty, Value::Empty, Value::Empty]);
            row.extend(numbers(&concept.no_fund.unwrap_or_default(), coverage.no_fund.words, None));
            row.extend(none());
            records.push(row);
        }
    }
    records
}

/// The concepts of a year, a sector or a question.
fn part_records(coverage: &Coverage, part: &CoveragePart, records: &mut Records) {
    let by = coverage.by.map_or("", CoverageBy::name);
    let key = Value::from(part_name(part));
    let words = part.looked_at.iter().map(|l| l.words).sum();
    if let Some(any) = &part.any {
        let mut row = vec![Value::Empty; COVERAGE.len()];
        row[0] = by.into();
        row[column("k")] = any.funds_covered.into();
        row[column("n")] = part.funds_total.into();
        row[column("covered")] = (any.funds_covered > 0).into();
        row[column("part")] = key.clone();
        records.push(row);
    }
    for concept in &part.concepts {
        let Some(entry) = coverage.concepts.iter().find(|c| c.concept == concept.concept) else { continue };
        let mut row = start(by, entry, None, None);
        row.extend([concept.funds_covered.into(), concept.funds_total.into()]);
        row.push((concept.funds_covered > 0).into());
        row.extend(numbers(&concept.rolled_up, words, None));
        row.extend([spot(&part.spots, &concept.concept), key.clone()]);
        records.push(row);
    }
}

/// The funds that were looked at: nothing found is not nothing read.
fn records_of_funds(part: Option<&str>, looked_at: &[LookedAt], records: &mut Records) {
    for fund in looked_at {
        let mut row = vec![Value::Empty; COVERAGE.len()];
        row[0] = "looked-at".into();
        row[column("part")] = part.map_or(Value::Empty, Value::from);
        row[column("fund")] = fund.fund.as_str().into();
        row[column("fund_name")] = fund.name.as_str().into();
        row[column("documents")] = fund.documents.into();
        row[column("words")] = fund.words.into();
        records.push(row);
    }
}

fn column(name: &str) -> usize {
    COVERAGE.iter().position(|c| *c == name).expect("it is one of the columns")
}

fn spot(spots: &[WhiteSpot], concept: &ConceptId) -> Value {
    spots.iter().find(|s| s.concept == *concept).map_or(Value::Empty, |s| s.kind.name().into())
}

/// The columns that say what a row is about.
fn start(row: &str, concept: &ConceptCoverage, fund: Option<(&str, &str)>, years: Option<Years>) -> Vec<Value> {
    let (fund, name) = fund.unwrap_or_default();
    let broader = concept.broader.as_ref().map_or("", |b| b.as_str());
    let texts = [row, &concept.group, broader, concept.concept.as_str(), &concept.nl, &concept.en, fund, name];
    let mut cells: Vec<Value> = texts.into_iter().map(Value::from).collect();
    cells.extend([years.map(|y| y.from).into(), years.map(|y| y.to).into()]);
    cells
}

fn numbers(counts: &CellCounts, words: u64, own: Option<&Counts>) -> [Value; 8] {
    [
        counts.mentions.into(),
        counts.negated.into(),
        counts.passages.into(),
        counts.documents.into(),
        words.into(),
        Value::Number(counts.per_10k, 2),
        own.map(|c| c.affirmed).into(),
        own.map(|c| c.negated).into(),
    ]
}

/// A coverage as the sheets of a workbook, each a table of one thing: the concepts with all funds and each
/// ([`coverage_records`]), the parts asked for, the white spots, the funds that were looked at, and what was decided by
/// hand.
#[must_use]
pub fn coverage_tables(coverage: &Coverage, by_year: bool) -> Vec<Records> {
    let mut tables = vec![counted(coverage, by_year)];
    if let Some(by) = coverage.by {
        tables.push(parts_table(coverage, by));
    }
    let mut spots = Records::new("white spots", &SPOTS);
    spots_table(coverage, None, &coverage.spots, &mut spots);
    let mut funds = Records::new("looked at", &LOOKED_AT);
    looked_at_table(None, &coverage.looked_at, &mut funds);
    for part in &coverage.parts {
        spots_table(coverage, Some(part), &part.spots, &mut spots);
        looked_at_table(Some(part), &part.looked_at, &mut funds);
    }
    tables.extend([spots, funds]);
    let mut by_hand = Records::new("decided by hand", &["what", "number"]);
    decided(&coverage.by_hand).for_each(|(what, count)| by_hand.push([what.into(), count.into()]));
    tables.extend((!by_hand.rows().is_empty()).then_some(by_hand));
    tables
}

const PARTS: [&str; 20] = [
    "part",
    "part_nl",
    "part_en",
    "group",
    "broader",
    "concept",
    "label_nl",
    "label_en",
    "k",
    "n",
    "covered",
    "covered_by",
    "negated_by",
    "mentions",
    "negated",
    "passages",
    "documents",
    "words",
    "per_10k",
    "white_spot",
];

const SPOTS: [&str; 13] = [
    "part", "kind", "group", "broader", "concept", "label_nl", "label_en", "k", "n", "funds", "mentions", "negated",
    "passages",
];

const LOOKED_AT: [&str; 6] = ["part", "fund", "fund_name", "documents", "documents_unread", "words"];

/// The concepts in each part. Of a question the first row, without a concept, is of any of its concepts.
fn parts_table(coverage: &Coverage, by: CoverageBy) -> Records {
    let mut table = Records::new(&format!("by {by}"), &PARTS);
    for part in &coverage.parts {
        let words: u64 = part.looked_at.iter().map(|l| l.words).sum();
        let start = || [part_name(part).into(), part.nl.as_deref().into(), part.en.as_deref().into()];
        if let Some(any) = &part.any {
            let mut row: Vec<Value> = start().into();
            row.extend(vec![Value::Empty; 5]);
            row.extend([any.funds_covered.into(), part.funds_total.into(), (any.funds_covered > 0).into()]);
            row.extend([ids(&any.covered_by), ids(&any.negated_by)]);
            row.resize(PARTS.len(), Value::Empty);
            table.push(row);
        }
        for concept in &part.concepts {
            let Some(entry) = entry(coverage, &concept.concept) else { continue };
            let mut row: Vec<Value> = start().into();
            row.extend(about(entry));
            row.extend([concept.funds_covered.into(), concept.funds_total.into(), (concept.funds_covered > 0).into()]);
            row.extend([ids(&concept.covered_by), ids(&concept.negated_by)]);
            row.extend(numbers(&concept.rolled_up, words, None).into_iter().take(6));
            row.push(spot(&part.spots, &concept.concept));
            table.push(row);
        }
    }
    table
}

/// The white spots of the whole, or of a part.
fn spots_table(coverage: &Coverage, part: Option<&CoveragePart>, spots: &[WhiteSpot], table: &mut Records) {
    for spot in spots {
        let Some(whole) = entry(coverage, &spot.concept) else { continue };
        let of_part = part.and_then(|p| p.concepts.iter().find(|c| c.concept == spot.concept));
        let (k, n, counts) = of_part.map_or((whole.funds_covered, whole.funds_total, &whole.rolled_up), |c| {
            (c.funds_covered, c.funds_total, &c.rolled_up)
        });
        let mut row: Vec<Value> = vec![part.map(part_name).into(), spot.kind.name().into()];
        row.extend(about(whole));
        row.extend([k.into(), n.into(), ids(&spot.funds)]);
        row.extend([counts.mentions, counts.negated, counts.passages].map(Value::Count));
        table.push(row);
    }
}

fn looked_at_table(part: Option<&CoveragePart>, looked_at: &[LookedAt], table: &mut Records) {
    for fund in looked_at {
        let mut row: Vec<Value> = vec![part.map(part_name).into(), fund.fund.as_str().into(), (&fund.name).into()];
        row.extend([fund.documents, fund.documents_unread, fund.words].map(Value::Count));
        table.push(row);
    }
}

fn part_name(part: &CoveragePart) -> &str {
    part.key.as_deref().unwrap_or("?")
}

fn entry<'a>(coverage: &'a Coverage, concept: &ConceptId) -> Option<&'a ConceptCoverage> {
    coverage.concepts.iter().find(|c| c.concept == *concept)
}

fn about(concept: &ConceptCoverage) -> [Value; 5] {
    let broader = concept.broader.as_ref().map(|b| b.as_str());
    [
        (&concept.group).into(),
        broader.into(),
        concept.concept.as_str().into(),
        (&concept.nl).into(),
        (&concept.en).into(),
    ]
}

fn ids(funds: &[FundId]) -> Value {
    funds.iter().map(|f| f.as_str()).collect::<Vec<_>>().join(", ").into()
}

/// What was decided by hand, without what was not.
fn decided(by_hand: &DecisionCounts) -> impl Iterator<Item = (&'static str, u64)> {
    let DecisionCounts { rejected, added, attributed, documents } = *by_hand;
    let all = [("rejected", rejected), ("added", added), ("attributed", attributed), ("documents", documents)];
    all.into_iter().filter(|(_, count)| *count > 0)
}
