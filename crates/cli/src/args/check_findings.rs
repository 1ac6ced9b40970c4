use std::path::PathBuf;

use clap::Args;

use super::{KindArgs, OutputArgs};

/// Check published findings, such as "5 of the 7 funds", against the evidence of a scan.
///
/// For each finding it says whether as many funds cover the concept as were published, more or fewer, and where the finding
/// names them whether it is those; with the passages that make the difference: of a fund that is found the best, of one that
/// is not what was read of it, what it negates and what comes near. A fund covers a concept as in fundscan coverage.
///
/// Findings are read from JSON, TOML or CSV. A finding has a concept (id or name) and the number of funds (funds), or which they are
/// (ids or names), or both; and, as one likes, says, section, tables and note.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  fundscan check-findings findings.json evidence
  fundscan check-findings findings.csv evidence --kind table-cell
  fundscan check-findings findings.toml evidence --quotes 5 -o audit.md

A file of findings in CSV:
  concept,funds,which,says,section
  foresight,7,,all funds look ahead,3.2
  job-carving,1,oom,only one fund,3.4

The same in JSON: {\"findings\": [{\"concept\": \"job-carving\", \"funds\": 1, \"which\": [\"oom\"]}]}

Exit codes: 0 where all findings come out as published, 1 where one differs, 2 where one names a concept or fund that is not
known.")]
pub(crate) struct CheckFindingsArgs {
    /// The findings.
    #[arg(value_name = "FINDINGS")]
    pub(crate) findings: PathBuf,

    /// The output of a scan.
    #[arg(value_name = "DIR")]
    pub(crate) dir: PathBuf,

    /// The number of affirming passages from which a fund covers a concept.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) min_passages: u64,

    /// Show this many passages at most of each fund and finding, of each sort.
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub(crate) quotes: usize,

    #[command(flatten)]
    pub(crate) kinds: KindArgs,

    /// Know funds by the names in this register, too, instead of those in the built-in one.
    #[arg(long, value_name = "FILE")]
    pub(crate) funds: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) output: OutputArgs,
}
