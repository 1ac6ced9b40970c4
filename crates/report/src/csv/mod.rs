mod write;

use fundscan_evaluate::Evaluation;
use fundscan_evidence::{
    CellCounts, CheckedFindings, Collection, ConceptCoverage, Counts, Coverage, CoverageBy, CoveragePart, Diff,
    Inventory, Kwic, LookedAt, Relations, Suggestions, TaxonomyDiff, Trend, WhiteSpot, Years,
};
use fundscan_model::ConceptId;

use crate::concordance::by_hand;
use crate::document::{fund, years};
use crate::{Records, Render, RenderOptions, ReportError, Value};

pub use crate::evaluation::records as evaluation_records;
pub use crate::inventory::inventory_records;
pub use crate::suggestions::records as suggestions_records;
pub use crate::taxonomy_diff::records as taxonomy_diff_records;
pub use write::{CsvOptions, CsvWriter, Decimal, Separator, csv};

/// Comma-separated values, in UTF-8, with a head.
pub(crate) struct Csv {
    options: RenderOptions,
}

impl Csv {
    pub(crate) fn new(options: RenderOptions) -> Self {
        Self { options }
    }
}

impl Render for Csv {
    fn coverage(&self, coverage: &Coverage) -> Result<String, ReportError> {
        csv(&coverage_records(coverage, self.options.by_year), &self.options.csv)
    }

    fn diff(&self, diff: &Diff) -> Result<String, ReportError> {
        csv(&crate::diff_records(diff), &self.options.csv)
    }

    fn trend(&self, trend: &Trend) -> Result<String, ReportError> {
        csv(&crate::trend_records(trend), &self.options.csv)
    }

    fn taxonomy_diff(&self, diff: &TaxonomyDiff) -> Result<String, ReportError> {
        csv(&taxonomy_diff_records(diff), &self.options.csv)
    }

    fn suggestions(&self, suggestions: &Suggestions) -> Result<String, ReportError> {
        csv(&suggestions_records(suggestions), &self.options.csv)
    }

    fn collection(&self, collection: &Collection) -> Result<String, ReportError> {
        csv(&collection_records(collection), &self.options.csv)
    }

    fn inventory(&self, inventory: &Inventory) -> Result<String, ReportError> {
        csv(&inventory_records(inventory), &self.options.csv)
    }

    fn kwic(&self, kwic: &Kwic) -> Result<String, ReportError> {
        csv(&kwic_records(kwic), &self.options.csv)
    }

    fn relations(&self, relations: &Relations) -> Result<String, ReportError> {
        csv(&crate::relations_records(relations), &self.options.csv)
    }

    fn findings(&self, checked: &CheckedFindings) -> Result<String, ReportError> {
        csv(&crate::findings_records(checked), &self.options.csv)
    }

    fn evaluation(&self, evaluation: &Evaluation) -> Result<String, ReportError> {
        csv(&evaluation_records(evaluation), &self.options.csv)
    }
}

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

const COLLECTION: [&str; 23] = [
    "document",
    "status",
    "reason",
    "reason_message",
    "kind",
    "title",
    "fund",
    "fund_name",
    "fund_how",
    "years",
    "year_from",
    "year_to",
    "year_how",
    "pages",
    "pages_ocr",
    "pages_waiting",
    "words",
    "affirmed",
    "negated",
    "duplicate_of",
    "sha256",
    "evidence",
    "by_hand",
];

const KWIC: [&str; 17] = [
    "document",
    "fund",
    "year_from",
    "year_to",
    "page",
    "kind",
    "section",
    "left",
    "keyword",
    "right",
    "concept",
    "status",
    "term",
    "passage",
    "start",
    "end",
    "by_hand",
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
///
/// `white_spot` says of a concept that it is `not-found`, `only-negated`, `too-few` or, which is none, `only-one`.
///
/// Counts are of the concept and its narrower ones; `own_mentions` and `own_negated` of the concept itself (not
/// known by year and without a fund). `words` is what `per_10k` was taken over. What is not there is empty.
#[must_use]
pub fn coverage_records(coverage: &Coverage, by_year: bool) -> Records {
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
    coverage.parts.iter().for_each(|part| part_records(coverage, part, &mut records));
    records_of_funds(None, &coverage.looked_at, &mut records);
    for part in &coverage.parts {
        records_of_funds(Some(part.key.as_deref().unwrap_or("?")), &part.looked_at, &mut records);
    }
    records
}

/// The concepts of a year, a sector or a question.
fn part_records(coverage: &Coverage, part: &CoveragePart, records: &mut Records) {
    let by = coverage.by.map_or("", CoverageBy::name);
    let key = Value::from(part.key.as_deref().unwrap_or("?"));
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

/// The documents of a scan, a row each.
#[must_use]
pub fn collection_records(collection: &Collection) -> Records {
    let mut records = Records::new("documents", &COLLECTION);
    for document in &collection.documents {
        records.push([
            (&document.path).into(),
            Value::text(document.status),
            document.reason.as_ref().map(|r| r.code.as_str()).into(),
            document.reason.as_ref().map(|r| r.message.as_str()).into(),
            Value::text(document.document.kind),
            document.document.title.as_deref().into(),
            fund(document).into(),
            document.fund.name.as_deref().into(),
            Value::text(document.fund.how),
            years(document).into(),
            document.period.from.into(),
            document.period.to.into(),
            Value::text(document.period.how),
            document.pages.into(),
            document.pages_ocr.into(),
            document.pages_waiting.into(),
            document.words.into(),
            document.affirmed.into(),
            document.negated.into(),
            document.duplicate_of.as_deref().into(),
            document.sha256.as_deref().into(),
            document.evidence.as_deref().into(),
            Value::text(document.by_hand),
        ]);
    }
    records
}

/// Keywords in context, a row each.
#[must_use]
pub fn kwic_records(kwic: &Kwic) -> Records {
    let mut records = Records::new("kwic", &KWIC);
    for line in &kwic.lines {
        records.push([
            (&line.document).into(),
            line.fund.as_ref().map(|f| f.as_str()).into(),
            line.years.map(|y| y.from).into(),
            line.years.map(|y| y.to).into(),
            line.page.into(),
            Value::text(line.kind),
            line.section.join(" > ").into(),
            (&line.before).into(),
            (&line.quote).into(),
            (&line.after).into(),
            line.concept.as_ref().map(|c| c.as_str()).into(),
            line.status.map(Value::text).into(),
            line.term.as_deref().into(),
            (&line.passage).into(),
            line.span.start().into(),
            line.span.end().into(),
            by_hand(line).as_deref().into(),
        ]);
    }
    records
}
