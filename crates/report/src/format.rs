use std::fmt;
use std::str::FromStr;

use fundscan_evaluate::Evaluation;
use fundscan_evidence::{
    CheckedFindings, Collection, Coverage, Diff, Inventory, Kwic, Relations, Suggestions, TaxonomyDiff, Trend,
};
use fundscan_model::Language;

use crate::ReportError;
use crate::csv::{Csv, CsvOptions};
use crate::json::Json;
use crate::markdown::Markdown;
use crate::table::Table;

/// A format that results are given in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Columns for a terminal.
    #[default]
    Table,
    /// The versioned JSON document.
    Json,
    /// Comma-separated values.
    Csv,
    /// GitHub-flavoured Markdown.
    Markdown,
}

impl Format {
    /// Every format, in the order they are listed in.
    pub const ALL: [Self; 4] = [Self::Table, Self::Json, Self::Csv, Self::Markdown];

    /// The name used on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Markdown => "markdown",
        }
    }

    /// Whether what it writes has a place for notices; where it has none, they are to be said.
    #[must_use]
    pub fn tells_notices(self) -> bool {
        self != Self::Csv
    }

    /// What writes this format.
    #[must_use]
    pub fn renderer(self, options: RenderOptions) -> Box<dyn Render> {
        match self {
            Self::Table => Box::new(Table::new(options)),
            Self::Json => Box::new(Json),
            Self::Csv => Box::new(Csv::new(options)),
            Self::Markdown => Box::new(Markdown::new(options)),
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|f| f.name() == name).ok_or_else(|| {
            let names: Vec<&str> = Self::ALL.into_iter().map(Self::name).collect();
            format!("no format {name:?}; there are {}", names.join(", "))
        })
    }
}

/// How results are rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenderOptions {
    /// The language of concept names: English, or else Dutch.
    pub language: Language,
    /// The width of the terminal in columns; none for as wide as needed.
    pub width: Option<usize>,
    /// Rows by year as well as by fund, in CSV.
    pub by_year: bool,
    /// How CSV is written.
    pub csv: CsvOptions,
}

impl Default for RenderOptions {
    fn default() -> Self {
        Self { language: Language::Nl, width: None, by_year: false, csv: CsvOptions::default() }
    }
}

/// Writes results in one format. Every result ends with a line end.
pub trait Render {
    /// Which funds cover which concepts, and the white spots.
    ///
    /// # Errors
    ///
    /// When the format cannot be written, which no value that was read or built does.
    fn coverage(&self, coverage: &Coverage) -> Result<String, ReportError>;

    /// The documents of a scan and what became of them.
    ///
    /// # Errors
    ///
    /// When the format cannot be written, which no value that was read or built does.
    fn collection(&self, collection: &Collection) -> Result<String, ReportError>;

    /// What answers the questions of a quick-scan, fund by fund.
    ///
    /// # Errors
    ///
    /// When the format cannot be written, which no value that was read or built does.
    fn inventory(&self, inventory: &Inventory) -> Result<String, ReportError>;

    /// Keywords in context.
    ///
    /// # Errors
    ///
    /// When the format cannot be written, which no value that was read or built does.
    fn kwic(&self, kwic: &Kwic) -> Result<String, ReportError>;

    /// Which concepts occur together.
    ///
    /// # Errors
    ///
    /// When the format cannot be written, which no value that was read or built does.
    fn relations(&self, relations: &Relations) -> Result<String, ReportError>;

    /// Published findings held against a collection.
    ///
    /// # Errors
    ///
    /// When the format cannot be written, which no value that was read or built does.
    fn findings(&self, checked: &CheckedFindings) -> Result<String, ReportError>;

    /// How well two codings agree.
    ///
    /// # Errors
    ///
    /// When the format cannot be written, which no value that was read or built does.
    fn evaluation(&self, evaluation: &Evaluation) -> Result<String, ReportError>;

    /// Words and phrases that a taxonomy may lack.
    ///
    /// # Errors
    ///
    /// When the format cannot be written, which no value that was read or built does.
    fn suggestions(&self, suggestions: &Suggestions) -> Result<String, ReportError>;

    /// What changed from one taxonomy to another, and which counts change because of it.
    ///
    /// # Errors
    ///
    /// When the format cannot be written, which no value that was read or built does.
    fn taxonomy_diff(&self, diff: &TaxonomyDiff) -> Result<String, ReportError>;

    /// What changed from one scan to another.
    ///
    /// # Errors
    ///
    /// When the format cannot be written, which no value that was read or built does.
    fn diff(&self, diff: &Diff) -> Result<String, ReportError>;

    /// Series over years.
    ///
    /// # Errors
    ///
    /// When the format cannot be written, which no value that was read or built does.
    fn trend(&self, trend: &Trend) -> Result<String, ReportError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_found_by_its_name() {
        for format in Format::ALL {
            assert_eq!(format.name().parse(), Ok(format));
        }
        assert_eq!("xls".parse::<Format>().unwrap_err(), "no format \"xls\"; there are table, json, csv, markdown");
    }
}
