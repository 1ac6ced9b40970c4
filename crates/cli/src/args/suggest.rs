use std::path::PathBuf;

use clap::Args;

use super::{KindArgs, OutputArgs};

/// List words, compounds and phrases of a scan that no term covers: what may be worth adding.
///
/// The passages that the scan stored are searched again with the taxonomy. What is listed occurs at least three times, in
/// two documents where there are as many, outside of what a term covers; it is no name, number or common word. It is
/// ranked by how much more frequent it is in passages with a concept than in those without (G²; the log ratio says how
/// many times, as a power of two), by how often it stands in one passage with a concept, and by what it shares with the
/// concept's terms.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  fundscan taxonomy suggest evidence
  fundscan taxonomy suggest evidence --taxonomy my-taxonomy.toml --max 100
  fundscan taxonomy suggest evidence --concept courses -o courses.csv")]
pub(crate) struct SuggestArgs {
    /// The output of a scan.
    #[arg(value_name = "DIR")]
    pub(crate) dir: PathBuf,

    /// Look for what the terms of this taxonomy do not cover, instead of the built-in one.
    #[arg(long, value_name = "FILE")]
    pub(crate) taxonomy: Option<PathBuf>,

    /// Only what belongs near this concept, by its id.
    #[arg(long, value_name = "ID")]
    pub(crate) concept: Option<String>,

    /// The most suggestions; 0 for all.
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub(crate) max: usize,

    #[command(flatten)]
    pub(crate) output: OutputArgs,

    #[command(flatten)]
    pub(crate) kinds: KindArgs,
}
