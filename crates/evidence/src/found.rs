//! What is known about a document besides its text, and how it was found.

use std::fmt;

use fundscan_model::FundId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How something about a document was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// Given on the command line for all documents.
    Flag,
    /// Given by the manifest.
    Manifest,
    /// Decided by hand.
    Decision,
    /// Read in the title of the document's metadata.
    Title,
    /// Read in its text, on the first pages if possible.
    Text,
    /// Read in the file's name or the folder it lies in.
    FileName,
    /// Not found.
    #[default]
    None,
}

impl How {
    /// Whether a person said so, rather than the program having found it.
    #[must_use]
    pub fn is_told(self) -> bool {
        matches!(self, Self::Flag | Self::Manifest | Self::Decision)
    }
}

impl fmt::Display for How {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Flag => "flag",
            Self::Manifest => "manifest",
            Self::Decision => "decision",
            Self::Title => "title",
            Self::Text => "text",
            Self::FileName => "file-name",
            Self::None => "none",
        })
    }
}

/// The rule that says whose a passage is, and with it the evidence in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FundBy {
    /// A person decided so, about the passage's mention.
    Decision,
    /// The head of its table row names the fund.
    TableRow,
    /// The head of its table column names it.
    TableColumn,
    /// The sentence, item or cell itself names it, and no other fund.
    Sentence,
    /// A heading that it stands under names it.
    Section,
    /// It is the fund of the document.
    Document,
    /// No rule finds a fund.
    #[default]
    None,
}

impl fmt::Display for FundBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Decision => "decision",
            Self::TableRow => "table-row",
            Self::TableColumn => "table-column",
            Self::Sentence => "sentence",
            Self::Section => "section",
            Self::Document => "document",
            Self::None => "none",
        })
    }
}

/// Whose document it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentFund {
    /// The fund's id in the fund register; null where none was found.
    #[schemars(with = "Option<String>")]
    pub id: Option<FundId>,
    /// Its name in the register.
    pub name: Option<String>,
    /// How it was found.
    pub how: How,
    /// The words it was found by, for everything that was found by reading.
    pub quote: Option<String>,
}

/// The year a document reports on, or the first and last year of a period. For a plan: the years it is made for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// The year, where it is one year.
    pub year: Option<u16>,
    /// The first year; the same as `year` where it is one year.
    pub from: Option<u16>,
    /// The last year; the same as `year` where it is one year.
    pub to: Option<u16>,
    /// How it was found.
    pub how: How,
    /// The words it was found by, for everything that was found by reading.
    pub quote: Option<String>,
}

impl Period {
    /// The years `from` to `to`, found as `how` says.
    ///
    /// The order of the two years does not matter.
    #[must_use]
    pub fn new(from: u16, to: u16, how: How, quote: Option<String>) -> Self {
        let (from, to) = (from.min(to), from.max(to));
        Self { year: (from == to).then_some(from), from: Some(from), to: Some(to), how, quote }
    }

    /// The years without how they were found.
    #[must_use]
    pub fn years(&self) -> Option<Years> {
        Some(Years { from: self.from?, to: self.to? })
    }
}

/// A year or a period of years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Years {
    /// The first year.
    pub from: u16,
    /// The last year; the same as `from` for one year.
    pub to: u16,
}

impl fmt::Display for Years {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.from == self.to {
            f.pad(&self.from.to_string())
        } else {
            f.pad(&format!("{}–{}", self.from, self.to))
        }
    }
}

/// What a document is to its readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentKind {
    /// A report on a year that has passed.
    AnnualReport,
    /// A plan for the years to come, a policy or programme.
    Plan,
    /// A page of a web site.
    WebPage,
    /// Anything else.
    Other,
}

impl DocumentKind {
    /// The name used in files and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::AnnualReport => "annual-report",
            Self::Plan => "plan",
            Self::WebPage => "web-page",
            Self::Other => "other",
        }
    }

    /// The kind with this name, as manifests write it.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::AnnualReport, Self::Plan, Self::WebPage, Self::Other].into_iter().find(|k| k.name() == name)
    }
}

impl fmt::Display for DocumentKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// What a document is, and what it is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentInfo {
    /// What it is to its readers.
    pub kind: DocumentKind,
    /// How the kind was found; `none` where it is a mere assumption.
    pub how: How,
    /// What it is called: by the manifest, else by its metadata.
    pub title: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_year_is_a_period_that_starts_and_ends_in_it() {
        let one = Period::new(2023, 2023, How::Flag, None);
        assert_eq!((one.year, one.from, one.to), (Some(2023), Some(2023), Some(2023)));
        let two = Period::new(2024, 2023, How::Title, None);
        assert_eq!((two.year, two.from, two.to), (None, Some(2023), Some(2024)));
        assert_eq!(two.years().unwrap().to_string(), "2023–2024");
    }

    #[test]
    fn every_kind_of_document_is_found_by_its_name() {
        for kind in [DocumentKind::AnnualReport, DocumentKind::Plan, DocumentKind::WebPage, DocumentKind::Other] {
            assert_eq!(DocumentKind::from_name(kind.name()), Some(kind));
        }
        assert_eq!(DocumentKind::from_name("jaarverslag"), None);
    }
}
