use std::path::PathBuf;

use clap::Args;

use super::{KindArgs, OutputArgs};

/// Compare two taxonomies: which concepts and terms changed, and which counts change because of it. Exit code 1 where
/// anything differs.
///
/// Terms are compared by what they find: another order, a comment, or another way to write the same forms are no
/// difference; nor is the version. With --on, the passages that a scan stored are searched with both taxonomies, and for
/// each concept with a difference stand its mentions, passages and funds before and after, with quotes gained and lost.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  fundscan taxonomy diff default my-taxonomy.toml
  fundscan taxonomy diff old.toml new.toml --on evidence
  fundscan taxonomy diff old.toml new.toml --on evidence --format json")]
pub(crate) struct TaxonomyDiffArgs {
    /// The taxonomy before: a file, or default for the built-in one.
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,

    /// The taxonomy after, likewise.
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,

    /// The output of a scan: say which of its counts change.
    #[arg(long, value_name = "DIR")]
    pub(crate) on: Option<PathBuf>,

    /// How many quotes gained, and how many lost, to show of each concept.
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub(crate) quotes: usize,

    #[command(flatten)]
    pub(crate) output: OutputArgs,

    #[command(flatten)]
    pub(crate) kinds: KindArgs,
}
