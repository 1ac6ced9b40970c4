use std::path::PathBuf;

use clap::{Args, ValueEnum};
use fundscan_evidence::{CoverageBy, DocumentKind, Years};

use super::{KindArgs, OutputArgs, years};

/// Show which concepts which funds speak of, and the white spots.
///
/// A concept is covered by a fund where a document of the fund affirms it or a narrower concept; a white spot is a
/// concept that no fund covers: found in none, only negated, or in fewer passages than asked for. The number of funds is
/// the number of those of which a document was read; the others are named as not read.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  fundscan coverage evidence
  fundscan coverage evidence -o coverage.csv --dutch     for Excel set to Dutch
  fundscan coverage evidence --by year
  fundscan coverage evidence --question foresight
  fundscan coverage evidence --min-passages 3 --year 2022-2023 --document-kind annual-report
  fundscan coverage evidence --kind table-cell")]
pub(crate) struct CoverageArgs {
    /// The output of a scan.
    #[arg(value_name = "DIR")]
    pub(crate) dir: PathBuf,

    /// By this: "k of n funds" and the white spots of each year, sector or question.
    #[arg(long, value_name = "WHAT", value_enum)]
    pub(crate) by: Option<CoverageWhat>,

    /// By question, and only this one, by its id; give it again for more questions.
    #[arg(long, value_name = "ID", value_delimiter = ',', conflicts_with = "by")]
    pub(crate) question: Vec<String>,

    /// By question, and by these instead of the built-in ones.
    #[arg(long, value_name = "FILE")]
    pub(crate) questions: Option<PathBuf>,

    /// A fund covers a concept from this number of passages on that affirm it.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) min_passages: u64,

    /// Only this fund, by its id; give it again for more funds.
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub(crate) fund: Vec<String>,

    /// Only documents about this year or one of this period, such as 2023 or 2022-2023.
    #[arg(long, value_name = "YEAR", value_parser = years)]
    pub(crate) year: Option<Years>,

    /// Only documents of this kind: annual-report, plan, web-page or other; give it again for more kinds.
    #[arg(long, value_name = "KIND", value_parser = document_kind, value_delimiter = ',')]
    pub(crate) document_kind: Vec<DocumentKind>,

    #[command(flatten)]
    pub(crate) kinds: KindArgs,

    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CoverageWhat {
    /// The year or period that documents are about.
    Year,
    /// The sector that funds serve, as the fund register says.
    Sector,
    /// The questions of a quick-scan and the concepts that answer them.
    Question,
}

impl CoverageWhat {
    pub(crate) fn by(self) -> CoverageBy {
        match self {
            Self::Year => CoverageBy::Year,
            Self::Sector => CoverageBy::Sector,
            Self::Question => CoverageBy::Question,
        }
    }
}

fn document_kind(name: &str) -> Result<DocumentKind, String> {
    DocumentKind::from_name(name)
        .ok_or_else(|| "known kinds of documents are annual-report, plan, web-page, other".to_owned())
}
