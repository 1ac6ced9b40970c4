use std::path::PathBuf;

use clap::Args;

use super::OutputArgs;

/// Say how well two codings of the same passages agree.
///
/// With one sheet, the tool's codes in it are compared with the coder's; where it has none, as a blind sheet, its texts are
/// tagged now. With two sheets, the first is the reference: two coders, or a coder and the key of a blind sheet.
///
/// Sheets are those of fundscan sample, as spreadsheets save them (CSV), or JSON lines; also what fundscan tag prints, and
/// coded passages with agreed and contested codes.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  fundscan evaluate sheet.csv                     the tool against the coder
  fundscan evaluate anna.csv bram.csv             two coders
  fundscan evaluate sheet.csv sheet.key.csv       a coder against the key of a blind sheet
  fundscan evaluate sheet.csv --retag --taxonomy my-taxonomy.toml

See docs/validation.md for what the figures mean.")]
pub(crate) struct EvaluateArgs {
    /// The sheet of a coder: the reference.
    #[arg(value_name = "GOLD")]
    pub(crate) gold: PathBuf,

    /// The coding that is compared with it.
    #[arg(value_name = "GOLD2")]
    pub(crate) other: Option<PathBuf>,

    /// Tag the texts of the sheet now, even if it has the tool's codes.
    #[arg(long, conflicts_with = "other")]
    pub(crate) retag: bool,

    /// The taxonomy with the concepts, where it is not the built-in one.
    #[arg(long, value_name = "FILE")]
    pub(crate) taxonomy: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) output: OutputArgs,
}
