use fundscan_evaluate::Evaluation;
use fundscan_evidence::{
    CheckedFindings, Collection, Coverage, Diff, Inventory, Kwic, Relations, Suggestions, TaxonomyDiff, Trend,
    write_json,
};

use crate::{Render, ReportError};

/// The versioned JSON documents, as they are kept in files.
pub(crate) struct Json;

impl Render for Json {
    fn coverage(&self, coverage: &Coverage) -> Result<String, ReportError> {
        Ok(text(coverage.to_json()?))
    }

    fn diff(&self, diff: &Diff) -> Result<String, ReportError> {
        Ok(text(diff.to_json()?))
    }

    fn trend(&self, trend: &Trend) -> Result<String, ReportError> {
        Ok(text(trend.to_json()?))
    }

    fn taxonomy_diff(&self, diff: &TaxonomyDiff) -> Result<String, ReportError> {
        Ok(text(diff.to_json()?))
    }

    fn suggestions(&self, suggestions: &Suggestions) -> Result<String, ReportError> {
        Ok(text(suggestions.to_json()?))
    }

    fn collection(&self, collection: &Collection) -> Result<String, ReportError> {
        Ok(text(collection.to_json()?))
    }

    fn inventory(&self, inventory: &Inventory) -> Result<String, ReportError> {
        Ok(text(inventory.to_json()?))
    }

    fn kwic(&self, kwic: &Kwic) -> Result<String, ReportError> {
        Ok(text(kwic.to_json()?))
    }

    fn relations(&self, relations: &Relations) -> Result<String, ReportError> {
        Ok(text(relations.to_json()?))
    }

    fn findings(&self, checked: &CheckedFindings) -> Result<String, ReportError> {
        Ok(text(checked.to_json()?))
    }

    fn evaluation(&self, evaluation: &Evaluation) -> Result<String, ReportError> {
        Ok(text(write_json(evaluation)?))
    }
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("JSON is written in UTF-8")
}
