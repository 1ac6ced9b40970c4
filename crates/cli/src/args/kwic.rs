use std::path::PathBuf;

use clap::{Args, ValueEnum};
use fundscan_evidence::{KwicOrder, Years};
use fundscan_model::Status;

use super::{KindArgs, OutputArgs, PasswordArgs, years};

/// Show a concept or a pattern in its context, a line for each place.
///
/// Searches the output of a scan, one evidence file of it, or one document, which is then read on the spot. What is
/// searched for is a concept, by its id or name: its mentions are shown as they were found; else a pattern: a term as
/// a taxonomy has it, found in any form that it stands for, or a regular expression between slashes, found anywhere,
/// also within words.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  fundscan kwic evidence evc                       the mentions of a concept, by its id
  fundscan kwic evidence 'digitale vaardigheden'   by its name
  fundscan kwic evidence '*voucher(s)'             a term, as in a taxonomy
  fundscan kwic evidence '/vouchers? voor \\w+/'    a regular expression
  fundscan kwic evidence evc --sort right --fund oom --year 2022-2023
  fundscan kwic report.pdf evc --status negated
  fundscan kwic evidence evc -o evc.csv")]
pub(crate) struct KwicArgs {
    /// The output of a scan, an evidence file, or a document.
    #[arg(value_name = "DIR|FILE")]
    pub(crate) input: PathBuf,

    /// What to show: a concept's id or name, a term, or a regular expression between slashes.
    #[arg(value_name = "CONCEPT|PATTERN", allow_hyphen_values = true)]
    pub(crate) query: String,

    /// Take it for a concept.
    #[arg(long, conflicts_with = "pattern")]
    pub(crate) concept: bool,

    /// Take it for words to search for, also where a concept is called so.
    #[arg(long)]
    pub(crate) pattern: bool,

    /// Show the mentions of narrower concepts too.
    #[arg(long, conflicts_with = "pattern")]
    pub(crate) narrower: bool,

    /// Tell capitals from small letters in a pattern.
    #[arg(long, conflicts_with = "concept")]
    pub(crate) case: bool,

    /// The order of the lines.
    #[arg(short, long, value_enum, default_value_t = Sort::Document)]
    pub(crate) sort: Sort,

    /// The most characters of context on each side; without it what fits the terminal, or 80.
    #[arg(short, long, value_name = "N")]
    pub(crate) context: Option<usize>,

    /// Show this many lines at most; all are counted.
    #[arg(short, long, value_name = "N")]
    pub(crate) max: Option<usize>,

    /// Only this fund, by its id; give it again for more funds.
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub(crate) fund: Vec<String>,

    /// Only documents about this year or one of this period, such as 2023 or 2022-2023.
    #[arg(long, value_name = "YEAR", value_parser = years)]
    pub(crate) year: Option<Years>,

    /// Only mentions of this status.
    #[arg(long, value_enum)]
    pub(crate) status: Option<StatusArg>,

    #[command(flatten)]
    pub(crate) kinds: KindArgs,

    #[command(flatten)]
    pub(crate) output: OutputArgs,

    /// For a document: use this taxonomy instead of the built-in one.
    #[arg(long, value_name = "FILE")]
    pub(crate) taxonomy: Option<PathBuf>,

    /// For a document: use this fund register instead of the built-in one.
    #[arg(long, value_name = "FILE")]
    pub(crate) funds: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) password: PasswordArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Sort {
    /// By document and place.
    Document,
    /// By the words after the keyword.
    Right,
    /// By the words before the keyword, the nearest first.
    Left,
}

impl Sort {
    pub(crate) fn order(self) -> KwicOrder {
        match self {
            Self::Document => KwicOrder::Document,
            Self::Right => KwicOrder::Right,
            Self::Left => KwicOrder::Left,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum StatusArg {
    /// What is there.
    Affirmed,
    /// What is said to be missing, or to get too little attention.
    Negated,
}

impl StatusArg {
    pub(crate) fn status(self) -> Status {
        match self {
            Self::Affirmed => Status::Affirmed,
            Self::Negated => Status::Negated,
        }
    }
}
