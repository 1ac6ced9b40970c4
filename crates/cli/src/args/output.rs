use std::path::PathBuf;

use clap::{Args, ValueEnum};
use fundscan_report::{CsvOptions, Decimal};

use super::TableFormat;

/// In which format, how and where to: the same for every command that gives a table.
#[derive(Debug, Args)]
pub(crate) struct OutputArgs {
    /// How to give it; by the ending of the file unless given, else a table.
    #[arg(short, long, value_enum)]
    pub(crate) format: Option<TableFormat>,

    /// Where to write it; standard output unless given.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) csv: CsvArgs,
}

impl OutputArgs {
    /// The format asked for, or that of the file's ending.
    pub(crate) fn format(&self) -> TableFormat {
        let ending = self.output.as_deref().and_then(|file| file.extension()).and_then(|ending| ending.to_str());
        let by_ending = match ending.map(str::to_ascii_lowercase).as_deref() {
            Some("json") => TableFormat::Json,
            Some("csv" | "tsv") => TableFormat::Csv,
            Some("md" | "markdown") => TableFormat::Markdown,
            Some("xlsx") => TableFormat::Xlsx,
            _ => TableFormat::Table,
        };
        self.format.unwrap_or(by_ending)
    }
}

/// How CSV is written.
#[derive(Debug, Args)]
pub(crate) struct CsvArgs {
    /// CSV as Excel set to Dutch opens it: --bom --separator semicolon --decimal comma.
    #[arg(long, help_heading = "CSV")]
    pub(crate) dutch: bool,

    /// What parts the cells of CSV: comma unless given, or semicolon with --decimal comma.
    #[arg(long, visible_alias = "delimiter", value_name = "WHICH", value_enum, help_heading = "CSV")]
    pub(crate) separator: Option<Separator>,

    /// What stands before the fraction of a number in CSV: point unless given.
    #[arg(long, value_name = "WHICH", value_enum, help_heading = "CSV")]
    pub(crate) decimal: Option<DecimalMark>,

    /// Begin CSV with a byte order mark, without which Excel garbles letters such as é.
    #[arg(long, help_heading = "CSV")]
    pub(crate) bom: bool,

    /// CSV for machines: texts word for word, without the apostrophe before those that a spreadsheet takes for a formula,
    /// a date or a number. Do not open it in a spreadsheet.
    #[arg(long, help_heading = "CSV")]
    pub(crate) raw: bool,
}

impl CsvArgs {
    pub(crate) fn options(&self) -> CsvOptions {
        let whole = if self.dutch { CsvOptions::dutch() } else { CsvOptions::default() };
        let decimal = self.decimal.map_or(whole.decimal, DecimalMark::decimal);
        // Between commas every number with a decimal comma would have to be quoted.
        let otherwise = match decimal {
            Decimal::Comma => fundscan_report::Separator::Semicolon,
            Decimal::Point => whole.separator,
        };
        let separator = self.separator.map_or(otherwise, Separator::separator);
        CsvOptions { separator, decimal, bom: self.bom || whole.bom, raw: self.raw }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Separator {
    /// A comma.
    Comma,
    /// A semicolon.
    Semicolon,
    /// A tab.
    Tab,
}

impl Separator {
    pub(crate) fn separator(self) -> fundscan_report::Separator {
        match self {
            Self::Comma => fundscan_report::Separator::Comma,
            Self::Semicolon => fundscan_report::Separator::Semicolon,
            Self::Tab => fundscan_report::Separator::Tab,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DecimalMark {
    /// 0.5
    Point,
    /// 0,5
    Comma,
}

impl DecimalMark {
    fn decimal(self) -> Decimal {
        match self {
            Self::Point => Decimal::Point,
            Self::Comma => Decimal::Comma,
        }
    }
}
