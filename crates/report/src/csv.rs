use fundscan_evaluate::Evaluation;
use fundscan_evidence::{
    CellCounts, Collection, ConceptCoverage, Counts, Coverage, Kwic, Suggestions, TaxonomyDiff, Years,
};

use crate::document::{fund, years};
use crate::evaluation;
use crate::{Render, RenderOptions, ReportError, safe_csv, suggestions, taxonomy_diff};

/// Comma-separated values, in UTF-8, with a head.
///
/// A coverage is one long table, so that every row can be filtered and summed: its first column says what a row is.
///
/// | `row` | one for | fund | k and n |
/// |---|---|---|---|
/// | `concept` | each concept: all funds together | – | how many funds cover it, of how many that were read |
/// | `fund` | each concept and fund that was read, also where nothing was found | id | – |
/// | `fund-year` | the same by year or period, where asked for | id | – |
/// | `no-fund` | each concept, where documents without a known fund were read | – | – |
///
/// Counts are of the concept and its narrower ones; `own_mentions` and `own_negated` of the concept itself (not
/// known by year and without a fund). `words` is what `per_10k` was taken over. What is not there is empty.
pub(crate) struct Csv {
    options: RenderOptions,
}

const COVERAGE: [&str; 21] = [
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
];

const COLLECTION: [&str; 22] = [
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
];

const KWIC: [&str; 16] = [
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
];

impl Csv {
    pub(crate) fn new(options: RenderOptions) -> Self {
        Self { options }
    }

    fn text(&self, text: &str) -> String {
        if self.options.raw { text.to_owned() } else { safe_csv(text).into_owned() }
    }

    /// The columns that say what a row is about.
    fn start(
        &self,
        row: &str,
        concept: &ConceptCoverage,
        fund: Option<(&str, &str)>,
        years: Option<Years>,
    ) -> Vec<String> {
        let (fund, name) = fund.unwrap_or_default();
        let broader = concept.broader.as_ref().map_or("", |b| b.as_str());
        let texts = [&concept.group, broader, concept.concept.as_str(), &concept.nl, &concept.en, fund, name];
        let mut cells = vec![row.to_owned()];
        cells.extend(texts.into_iter().map(|t| self.text(t)));
        cells.push(years.map_or_else(String::new, |y| y.from.to_string()));
        cells.push(years.map_or_else(String::new, |y| y.to.to_string()));
        cells
    }
}

fn numbers(counts: &CellCounts, words: u64, own: Option<&Counts>) -> [String; 8] {
    [
        counts.mentions.to_string(),
        counts.negated.to_string(),
        counts.passages.to_string(),
        counts.documents.to_string(),
        words.to_string(),
        format!("{:.2}", counts.per_10k),
        own.map_or_else(String::new, |c| c.affirmed.to_string()),
        own.map_or_else(String::new, |c| c.negated.to_string()),
    ]
}

impl Render for Csv {
    fn coverage(&self, coverage: &Coverage) -> Result<String, ReportError> {
        let mut csv = csv::Writer::from_writer(Vec::new());
        csv.write_record(COVERAGE)?;
        let all_words = coverage.funds.iter().map(|f| f.words).sum();
        let none = [String::new(), String::new()];
        for concept in &coverage.concepts {
            let mut row = self.start("concept", concept, None, None);
            row.extend([concept.funds_covered.to_string(), concept.funds_total.to_string()]);
            row.push((concept.funds_covered > 0).to_string());
            row.extend(numbers(&concept.rolled_up, all_words, Some(&concept.own)));
            csv.write_record(&row)?;
            for fund in &coverage.funds {
                let cell = concept.funds.iter().find(|c| c.fund == fund.fund);
                let name = Some((fund.fund.as_str(), fund.name.as_str()));
                let mut row = self.start("fund", concept, name, None);
                row.extend(none.clone());
                row.push(cell.is_some_and(|c| c.covered).to_string());
                let own = cell.map(|c| c.own).unwrap_or_default();
                row.extend(numbers(&cell.map(|c| c.rolled_up).unwrap_or_default(), fund.words, Some(&own)));
                csv.write_record(&row)?;
                for year in fund.years.iter().filter(|_| self.options.by_year) {
                    let counts = cell.and_then(|c| c.years.iter().find(|y| y.years == year.years));
                    let counts = counts.map(|y| y.rolled_up).unwrap_or_default();
                    let mut row = self.start("fund-year", concept, name, year.years);
                    row.extend(none.clone());
                    row.push((counts.passages >= coverage.minimum_passages).to_string());
                    row.extend(numbers(&counts, year.words, None));
                    csv.write_record(&row)?;
                }
            }
            if coverage.no_fund.documents > 0 {
                let mut row = self.start("no-fund", concept, None, None);
                row.extend([String::new(), String::new(), String::new()]);
                row.extend(numbers(&concept.no_fund.unwrap_or_default(), coverage.no_fund.words, None));
                csv.write_record(&row)?;
            }
        }
        finish(csv)
    }

    fn taxonomy_diff(&self, diff: &TaxonomyDiff) -> Result<String, ReportError> {
        taxonomy_diff::csv(diff, &self.options)
    }

    fn suggestions(&self, suggestions: &Suggestions) -> Result<String, ReportError> {
        suggestions::csv(suggestions, &self.options)
    }

    fn collection(&self, collection: &Collection) -> Result<String, ReportError> {
        let mut csv = csv::Writer::from_writer(Vec::new());
        csv.write_record(COLLECTION)?;
        let number = |n: Option<u64>| n.map_or_else(String::new, |n| n.to_string());
        for document in &collection.documents {
            let optional = |text: Option<&str>| self.text(text.unwrap_or_default());
            csv.write_record([
                self.text(&document.path),
                document.status.to_string(),
                optional(document.reason.as_ref().map(|r| r.code.as_str())),
                optional(document.reason.as_ref().map(|r| r.message.as_str())),
                document.document.kind.to_string(),
                optional(document.document.title.as_deref()),
                self.text(&fund(document)),
                optional(document.fund.name.as_deref()),
                document.fund.how.to_string(),
                years(document),
                number(document.period.from.map(u64::from)),
                number(document.period.to.map(u64::from)),
                document.period.how.to_string(),
                number(document.pages.map(u64::from)),
                document.pages_ocr.to_string(),
                document.pages_waiting.to_string(),
                document.words.to_string(),
                document.affirmed.to_string(),
                document.negated.to_string(),
                optional(document.duplicate_of.as_deref()),
                optional(document.sha256.as_deref()),
                optional(document.evidence.as_deref()),
            ])?;
        }
        finish(csv)
    }

    fn kwic(&self, kwic: &Kwic) -> Result<String, ReportError> {
        let mut csv = csv::Writer::from_writer(Vec::new());
        csv.write_record(KWIC)?;
        for line in &kwic.lines {
            let optional = |text: Option<&str>| self.text(text.unwrap_or_default());
            csv.write_record([
                self.text(&line.document),
                optional(line.fund.as_ref().map(|f| f.as_str())),
                line.years.map_or_else(String::new, |y| y.from.to_string()),
                line.years.map_or_else(String::new, |y| y.to.to_string()),
                line.page.map_or_else(String::new, |page| page.to_string()),
                line.kind.to_string(),
                self.text(&line.section.join(" > ")),
                self.text(&line.before),
                self.text(&line.quote),
                self.text(&line.after),
                optional(line.concept.as_ref().map(|c| c.as_str())),
                line.status.map_or_else(String::new, |status| status.to_string()),
                optional(line.term.as_deref()),
                self.text(&line.passage),
                line.span.start().to_string(),
                line.span.end().to_string(),
            ])?;
        }
        finish(csv)
    }

    fn evaluation(&self, evaluation: &Evaluation) -> Result<String, ReportError> {
        let mut csv = csv::Writer::from_writer(Vec::new());
        for row in evaluation::rows(evaluation) {
            csv.write_record(row.iter().map(|cell| self.text(cell)))?;
        }
        finish(csv)
    }
}

pub(crate) fn finish(csv: csv::Writer<Vec<u8>>) -> Result<String, ReportError> {
    let bytes = csv.into_inner().map_err(|e| csv::Error::from(e.into_error()))?;
    Ok(String::from_utf8(bytes).expect("only text was written"))
}
