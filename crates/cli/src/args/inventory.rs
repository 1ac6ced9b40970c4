use std::path::PathBuf;

use clap::Args;
use fundscan_evidence::Years;

use super::{KindArgs, OutputArgs, years};

/// Show for each question of a quick-scan what each fund says, in quotes.
///
/// A table for each question with a row for each fund; a fund without an answer has a dash. A passage answers a question
/// where it affirms one of the question's concepts, or a narrower one; a cell of a table under a head that asks the
/// question, and an item of a list under such a heading, answer whatever their words. The same text of a fund stands once,
/// with its other places; what only denies stands apart and is no answer. The best answers come first: under a head that
/// asks, cells of a table in the fund's own row or column, other cells and items of lists, then sentences; among these
/// those with more of the question's concepts, those short enough to read, the latest year.
///
/// The built-in questions are those of the quick-scan of 2018: its five tables, the worker's perspective, the Smart
/// Industry wheel, the levers of social innovation.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  fundscan inventory evidence
  fundscan inventory evidence --question foresight,retention
  fundscan inventory evidence --question inventory           a group of questions
  fundscan inventory evidence --year 2023 --max 3 -o inventory.md
  fundscan inventory evidence -o inventory.csv --dutch       a row for each quote, for Excel set to Dutch
  fundscan inventory evidence --questions my-questions.toml

A file of questions, in TOML:
  id = \"my-questions\"
  version = \"1.0\"
  [groups]
  offer = { nl = \"Aanbod\", en = \"On offer\" }
  [[question]]
  id = \"languages\"
  group = \"offer\"
  label = { nl = \"Taal op de werkvloer\", en = \"Language at work\" }
  concepts = [\"dutch-language\", \"english-language\"]   each with its narrower ones
  heads = [\"taal\", \"taal* werk*\"]                      words of heads that ask it; may be left out
  kinds = [\"list-item\", \"table-cell\"]                 and paragraph if not given

docs/questions.md says more.")]
pub(crate) struct InventoryArgs {
    /// The output of a scan.
    #[arg(value_name = "DIR")]
    pub(crate) dir: PathBuf,

    /// Only this question or group of questions, by its id; give it again for more.
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub(crate) question: Vec<String>,

    /// Ask the questions in this file instead of the built-in ones.
    #[arg(long, value_name = "FILE")]
    pub(crate) questions: Option<PathBuf>,

    /// The most quotes for a fund and question; 0 for all. Without it 5 in a table and in Markdown, all in other formats.
    #[arg(short, long, value_name = "N")]
    pub(crate) max: Option<usize>,

    /// Only documents about this year or one of this period, such as 2023 or 2022-2023.
    #[arg(long, value_name = "YEAR", value_parser = years)]
    pub(crate) year: Option<Years>,

    #[command(flatten)]
    pub(crate) kinds: KindArgs,

    #[command(flatten)]
    pub(crate) output: OutputArgs,
}
