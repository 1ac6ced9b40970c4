use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::output::CsvArgs;

/// Write a table of a scan for R, pandas, DuckDB or a spreadsheet.
///
/// Parquet has typed columns and is small; the columns are the same in CSV and XLSX. Columns are described in docs/export.md.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  fundscan export evidence mentions -o mentions.parquet
  fundscan export evidence counts -o counts.parquet
  fundscan export evidence passages -o passages.csv --raw

  library(arrow); read_parquet(\"mentions.parquet\")            in R
  pandas.read_parquet(\"mentions.parquet\")                     in Python
  select fund, concept, count(*) from 'mentions.parquet' group by all    in DuckDB")]
pub(crate) struct ExportTableArgs {
    /// The output of a scan.
    #[arg(value_name = "DIR")]
    pub(crate) dir: PathBuf,

    /// Which table.
    #[arg(value_name = "TABLE", value_enum)]
    pub(crate) table: ExportTable,

    /// How to write it; by the ending of the file unless given, else CSV.
    #[arg(short, long, value_enum)]
    pub(crate) format: Option<ExportFormat>,

    /// Where to write it; standard output unless given, for CSV only.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) csv: CsvArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportTable {
    /// A row for each mention.
    Mentions,
    /// A row for each concept, fund and year: how often it was found.
    Counts,
    /// A row for each document.
    Documents,
    /// A row for each passage, word for word.
    Passages,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// Parquet, for programs.
    Parquet,
    /// Comma-separated values.
    Csv,
    /// A workbook, for Excel and LibreOffice.
    Xlsx,
}

impl ExportTable {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Mentions => "mentions",
            Self::Counts => "counts",
            Self::Documents => "documents",
            Self::Passages => "passages",
        }
    }
}

impl ExportTableArgs {
    pub(crate) fn format(&self) -> ExportFormat {
        let ending = self.output.as_deref().and_then(|file| file.extension()).and_then(|ending| ending.to_str());
        let by_ending = match ending.map(str::to_ascii_lowercase).as_deref() {
            Some("parquet") => ExportFormat::Parquet,
            Some("xlsx") => ExportFormat::Xlsx,
            _ => ExportFormat::Csv,
        };
        self.format.unwrap_or(by_ending)
    }
}
