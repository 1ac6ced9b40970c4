use std::path::PathBuf;

use clap::Args;
use fundscan_evidence::Years;

use super::{KindArgs, OutputArgs, years};

/// Compare two scans: years, or versions of the same documents. Exit code 1 where anything differs, 2 where counts cannot be
/// compared.
///
/// For each concept and fund stand the passages that affirm it before and after, per 10,000 words, with the difference, the
/// log ratio and the log-likelihood G²; its p is corrected for the number of concepts and left out where there are too few
/// passages. All of it describes: passages of one report are not independent. Marks: gained (no passage before, some now),
/// lost, risen and fallen (a corrected p below 0.05). Passages new and gone are quoted. What differs only because of decisions
/// by hand is marked so, and is no change of the fund.
///
/// Documents of the same fund and kind are pairs, whatever their names, and several years in their order; where several have
/// the same year, or none, names that differ in figures only tell, else all are compared together. Without a fund, documents
/// are pairs whose names differ in figures only. The same bytes are unchanged.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  fundscan diff evidence-2022 evidence-2023
  fundscan diff evidence evidence --old-year 2022 --new-year 2023
  fundscan diff evidence-2022 evidence-2023 --quotes 10 -o changes.csv
  fundscan diff old new --retag
  fundscan diff old new --retag --taxonomy my-taxonomy.toml --format markdown")]
pub(crate) struct DiffArgs {
    /// The output of the scan before.
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,

    /// The output of the scan after.
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,

    /// Of OLD only documents about exactly this year or period, such as 2022 or 2022-2023.
    #[arg(long, value_name = "YEAR", value_parser = years)]
    pub(crate) old_year: Option<Years>,

    /// Of NEW only documents about exactly this year or period. With --old-year, two years of one scan can be compared.
    #[arg(long, value_name = "YEAR", value_parser = years)]
    pub(crate) new_year: Option<Years>,

    /// Search the stored passages of both with one taxonomy, the built-in one if no other is given: for scans that were made
    /// with different ones.
    #[arg(long)]
    pub(crate) retag: bool,

    /// The taxonomy for --retag.
    #[arg(long, value_name = "FILE", requires = "retag")]
    pub(crate) taxonomy: Option<PathBuf>,

    /// How many new passages, and how many gone, to quote of each concept and fund.
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub(crate) quotes: usize,

    #[command(flatten)]
    pub(crate) output: OutputArgs,

    #[command(flatten)]
    pub(crate) kinds: KindArgs,
}

/// Show how often each fund speaks of each concept, year by year.
///
/// Passages that affirm a concept or a narrower one, and their rate per 10,000 words. A year of which nothing was read is
/// shown as -, never as zero. A direction is told where the rate rises, or falls, each year, from three years on, if five
/// passages or more would be expected in each at the same rate. Documents about several years together, such as plans, are left out.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  fundscan trend evidence
  fundscan trend evidence --fund oom --concept training
  fundscan trend evidence --format csv > trend.csv")]
pub(crate) struct TrendArgs {
    /// The output of a scan.
    #[arg(value_name = "DIR")]
    pub(crate) dir: PathBuf,

    /// Only this fund, by its id.
    #[arg(long, value_name = "ID")]
    pub(crate) fund: Option<String>,

    /// Only this concept, by its id.
    #[arg(long, value_name = "ID")]
    pub(crate) concept: Option<String>,

    #[command(flatten)]
    pub(crate) output: OutputArgs,
}
