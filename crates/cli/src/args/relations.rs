use std::path::PathBuf;

use clap::{Args, ValueEnum};
use fundscan_evidence::{RelatedBy, RelationOrder, Within};

use super::{KindArgs, OutputArgs};

/// Show which concepts occur together, and whether more often than by chance.
///
/// A pair of concepts is counted in passages (or sections, or documents) that affirm both, narrower concepts among them. Beside
/// the count stands what chance would give over all passages, also those without a concept, and how far the count is from
/// it: the log-likelihood ratio G² (how sure it is that the two have to do with each other; below zero where they keep
/// apart), pointwise mutual information PMI (how many times more often, as a power of two), the same as a share of its
/// most, and the correlation phi. A concept and a broader one are no pair unless --family asks for them.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  fundscan relations evidence
  fundscan relations evidence --by group --quotes 3
  fundscan relations evidence --concept digitisation --in section
  fundscan relations evidence --by group --matrix
  fundscan relations evidence -o relations.csv --dutch")]
pub(crate) struct RelationsArgs {
    /// The output of a scan.
    #[arg(value_name = "DIR")]
    pub(crate) dir: PathBuf,

    /// What two have to stand in to occur together.
    #[arg(long = "in", value_name = "UNIT", value_enum, default_value_t = WithinArg::Passage)]
    pub(crate) within: WithinArg,

    /// Whether pairs are of concepts or of groups of concepts.
    #[arg(long, value_enum, default_value_t = ByArg::Concept)]
    pub(crate) by: ByArg,

    /// Only pairs with this concept, by its id.
    #[arg(long, value_name = "ID", conflicts_with = "by")]
    pub(crate) concept: Option<String>,

    /// Pair a concept with broader ones, too.
    #[arg(long)]
    pub(crate) family: bool,

    /// Count mentions that say that something is not there, too.
    #[arg(long)]
    pub(crate) negated: bool,

    /// The fewest times that a pair stands together, or by chance would, to be given measures.
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) min_count: u64,

    /// Show this many places where both stand, for each pair.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) quotes: usize,

    /// The order of the pairs.
    #[arg(short, long, value_enum, default_value_t = RelationSort::G2)]
    pub(crate) sort: RelationSort,

    /// The most pairs; 0 for all. Without it 50 in tables to read, all in JSON and CSV.
    #[arg(short, long, value_name = "N")]
    pub(crate) max: Option<usize>,

    #[command(flatten)]
    pub(crate) kinds: KindArgs,

    /// A table with a row and a column for each concept or group instead of the list, in a table to read and in CSV.
    /// Markdown and JSON hold both.
    #[arg(long, conflicts_with = "concept")]
    pub(crate) matrix: bool,

    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum WithinArg {
    /// A sentence, a list item, a table cell.
    Passage,
    /// What stands under one heading, up to the next.
    Section,
    /// A document.
    Document,
}

impl From<WithinArg> for Within {
    fn from(within: WithinArg) -> Self {
        match within {
            WithinArg::Passage => Self::Passage,
            WithinArg::Section => Self::Section,
            WithinArg::Document => Self::Document,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ByArg {
    /// Each concept.
    Concept,
    /// The groups of the taxonomy.
    Group,
}

impl From<ByArg> for RelatedBy {
    fn from(by: ByArg) -> Self {
        match by {
            ByArg::Concept => Self::Concept,
            ByArg::Group => Self::Group,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RelationSort {
    /// How sure it is that they have to do with each other.
    G2,
    /// How often they stand together.
    Count,
    /// How many times more often than by chance.
    Pmi,
    /// How strongly they go together.
    Phi,
}

impl From<RelationSort> for RelationOrder {
    fn from(sort: RelationSort) -> Self {
        match sort {
            RelationSort::G2 => Self::G2,
            RelationSort::Count => Self::Count,
            RelationSort::Pmi => Self::Pmi,
            RelationSort::Phi => Self::Phi,
        }
    }
}
