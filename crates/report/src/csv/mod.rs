mod coverage;
mod write;

use fundscan_evaluate::Evaluation;
use fundscan_evidence::{
    CheckedFindings, Collection, Coverage, Diff, Inventory, Kwic, Relations, Suggestions, TaxonomyDiff, Trend,
};

use crate::concordance::by_hand;
use crate::document::{fund, years};
use crate::{Records, Render, RenderOptions, ReportError, Value};

pub use crate::evaluation::records as evaluation_records;
pub use crate::inventory::inventory_records;
pub use crate::suggestions::records as suggestions_records;
pub use crate::taxonomy_diff::records as taxonomy_diff_records;
pub use coverage::{coverage_records, coverage_tables};
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
