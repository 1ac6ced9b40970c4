use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Separator;

/// Draw passages of a scan for a person to code: a sheet to fill in.
///
/// The sheet has a row for each passage, with the codes that the tool found and an empty column, codes, for those of the coder:
/// concepts parted by semicolons, "not" before one that is negated, "none" where there is no code. fundscan evaluate
/// compares the two. The same scan and seed give the same sheet on every machine.
///
/// Passages are drawn without replacement and as evenly as possible from strata: concepts, funds, years or documents. A passage
/// with several concepts belongs to the rarest. Drawn are passages of the kinds that count in the scan, with at least one
/// letter.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  fundscan sample evidence --n 100 -o sheet.csv
  fundscan sample evidence --n 200 --by fund --separator semicolon -o sheet.csv
  fundscan sample evidence --blind -o sheet.csv      the tool's codes go to sheet.key.csv

See docs/validation.md for what figures from a stratified sample mean.")]
pub(crate) struct SampleArgs {
    /// The output of a scan.
    #[arg(value_name = "DIR")]
    pub(crate) dir: PathBuf,

    /// How many passages.
    #[arg(short, long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) n: u32,

    /// Another seed draws other passages.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub(crate) seed: u64,

    /// What the passages are drawn evenly from.
    #[arg(long, value_name = "WHAT", value_enum, default_value_t = SampleBy::Concept)]
    pub(crate) by: SampleBy,

    /// How many of a hundred passages are to be ones in which the tool found nothing: they show what it misses. 25 unless
    /// given; with --by none the share is that of the scan unless given.
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    pub(crate) uncoded: Option<u8>,

    /// Leave the tool's codes and the strata out of the sheet, so that they do not lead the coder, and write them to a key.
    #[arg(long)]
    pub(crate) blind: bool,

    /// Where the key of a blind sheet goes; beside the sheet, with .key before the ending, unless given.
    #[arg(long, value_name = "FILE", requires = "blind")]
    pub(crate) key: Option<PathBuf>,

    /// How to write the sheet; by the ending of the file unless given, else CSV.
    #[arg(short, long, value_enum)]
    pub(crate) format: Option<SheetFormat>,

    /// What parts the cells of CSV: a spreadsheet set to Dutch wants semicolons.
    #[arg(long, visible_alias = "delimiter", value_name = "WHICH", value_enum, default_value_t = Separator::Comma)]
    pub(crate) separator: Separator,

    /// The sheet; standard output unless given.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Write over files that are there, even if somebody has filled them in.
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SampleBy {
    /// The rarest concept of each passage.
    Concept,
    /// The fund.
    Fund,
    /// The year or period.
    Year,
    /// The document.
    Document,
    /// Nothing: every passage is as likely as another.
    None,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SheetFormat {
    /// Comma-separated values, for spreadsheets.
    Csv,
    /// JSON lines, for programs.
    Jsonl,
}
