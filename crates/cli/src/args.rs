//! The arguments, as they are typed. Help texts, man pages and completions are made from here.

mod annotate;
mod check_findings;
mod coverage;
mod diff;
mod evaluate;
mod export;
mod inventory;
mod kwic;
mod output;
mod relations;
mod sample;
mod suggest;
mod taxonomy_diff;
mod vocabulary;

use std::fmt;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use fundscan_evidence::{Kinds, Years};
use fundscan_model::{BlockKind, OcrMode};
use fundscan_report::Format;

pub(crate) use annotate::{AnnotateArgs, AnnotateFormat};
pub(crate) use check_findings::CheckFindingsArgs;
pub(crate) use coverage::CoverageArgs;
pub(crate) use diff::{DiffArgs, TrendArgs};
pub(crate) use evaluate::EvaluateArgs;
pub(crate) use export::{ExportFormat, ExportTable, ExportTableArgs};
pub(crate) use inventory::InventoryArgs;
pub(crate) use kwic::{KwicArgs, StatusArg};
pub(crate) use output::{OutputArgs, Separator};
pub(crate) use relations::RelationsArgs;
pub(crate) use sample::{SampleArgs, SampleBy, SheetFormat};
pub(crate) use suggest::SuggestArgs;
pub(crate) use taxonomy_diff::TaxonomyDiffArgs;
pub(crate) use vocabulary::{ExportArgs, ImportArgs, LabelLanguage};

/// Finds in reports, plans and web pages of training funds what they say about skills and innovation.
#[derive(Debug, Parser)]
#[command(
    name = "fundscan",
    version,
    about,
    arg_required_else_help = true,
    after_help = "Examples:
  fundscan scan reports --out evidence     read every document in the folder reports
  fundscan coverage evidence               show which concepts which funds speak of
  fundscan diff evidence-2022 evidence     show what changed from one scan to another
  fundscan trend evidence                  show how often funds speak of concepts, year by year
  fundscan inventory evidence              show what each fund answers to each question, in quotes
  fundscan kwic evidence evc               show where a concept stands, with the words around it
  fundscan export evidence mentions -o mentions.parquet    take the mentions to R or pandas
  fundscan sample evidence -o sheet.csv    draw passages for a person to code
  fundscan evaluate sheet.csv              compare the tool's codes with the person's
  fundscan extract report.pdf              print the text of one document

Exit codes:
  0   done
  1   findings, where the command looks for them (diff, taxonomy check, taxonomy diff, check-findings)
  2   something failed or was refused, even only one document of many; all else is written
  64  wrong usage
  130, 143  stopped by Ctrl-C, by SIGTERM; what was finished is whole"
)]
pub(crate) struct Cli {
    /// Say only what went wrong: no notes, no summary, no progress bar.
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,

    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Scan(ScanArgs),
    Extract(ExtractArgs),
    Tag(TagArgs),
    Coverage(CoverageArgs),
    Diff(DiffArgs),
    Trend(TrendArgs),
    Inventory(InventoryArgs),
    Kwic(KwicArgs),
    Relations(RelationsArgs),
    CheckFindings(CheckFindingsArgs),
    Sample(SampleArgs),
    Evaluate(EvaluateArgs),
    Export(ExportTableArgs),
    Annotate(AnnotateArgs),
    Taxonomy(TaxonomyArgs),
    Schema(SchemaArgs),
}

/// Read documents and write down what they say, with the evidence.
///
/// For each document an evidence file goes to DIR/documents and its passages to DIR/text; DIR/collection.json
/// holds the counts of all. A second scan with the same --out renews it.
///
/// A folder is searched with everything in it for .pdf, .docx, .docm, .html, .htm, .md and .txt. A folder with a manifest.toml or
/// manifest.csv holds the documents that this lists. A file that is named itself is always tried.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  fundscan scan reports --out evidence
  fundscan scan oom-2022.pdf oom-2023.pdf --fund oom --out evidence
  fundscan scan collection.csv --out evidence --jobs 2

A manifest in TOML:
  [[document]]
  path = \"oom/annual-report-2022.pdf\"    relative to the manifest
  fund = \"oom\"
  year = 2022                            or period = \"2022-2023\"
  kind = \"annual-report\"                 or plan, web-page, other
  title = \"Jaarverslag 2022\"

The same in CSV: a first row with path, fund, year, kind, title.")]
pub(crate) struct ScanArgs {
    /// Documents, folders with documents, or manifests.
    #[arg(value_name = "INPUT", required = true)]
    pub(crate) inputs: Vec<PathBuf>,

    /// The folder to write to; made if it is not there.
    #[arg(short, long, value_name = "DIR")]
    pub(crate) out: PathBuf,

    /// The fund that all documents belong to, by its id, such as oom.
    #[arg(long, value_name = "ID")]
    pub(crate) fund: Option<String>,

    /// The year or period that all documents are about, such as 2023 or 2022-2023.
    #[arg(long, value_name = "YEAR", value_parser = years)]
    pub(crate) year: Option<Years>,

    /// Use this taxonomy instead of the built-in one.
    #[arg(long, value_name = "FILE")]
    pub(crate) taxonomy: Option<PathBuf>,

    /// Use this fund register instead of the built-in one.
    #[arg(long, value_name = "FILE")]
    pub(crate) funds: Option<PathBuf>,

    /// Decisions by hand (TOML or CSV) that correct documents and mentions; else decisions.toml and decisions.csv in the
    /// folder of an input or manifest.
    #[arg(long, value_name = "FILE")]
    pub(crate) decisions: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) kinds: KindArgs,

    #[command(flatten)]
    pub(crate) ocr: OcrArgs,

    #[command(flatten)]
    pub(crate) password: PasswordArgs,

    /// How many documents to read at the same time; 0 chooses by the machine.
    #[arg(short, long, value_name = "N", default_value_t = 0)]
    pub(crate) jobs: usize,
}

#[derive(Debug, Args)]
pub(crate) struct OcrArgs {
    /// Read pages that are pictures of text with tesseract, which has to be installed with Dutch: apt-get install
    /// tesseract-ocr tesseract-ocr-nld.
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = OcrWhen::Never)]
    pub(crate) ocr: OcrWhen,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum OcrWhen {
    /// Such pages are left unread and counted, whatever is installed.
    Never,
    /// They are read where tesseract is installed.
    Auto,
    /// So are scans that have a layer of text from another OCR program; without tesseract nothing is done.
    Always,
}

impl OcrWhen {
    pub(crate) fn mode(self) -> OcrMode {
        match self {
            Self::Never => OcrMode::Never,
            Self::Auto => OcrMode::Auto,
            Self::Always => OcrMode::Always,
        }
    }
}

// Without either, the environment variable FUNDSCAN_PASSWORD is looked at. (Clap would take a documentation comment
// here for what the command does.)
#[derive(Args)]
pub(crate) struct PasswordArgs {
    /// Open protected PDFs with this password. Other users of the machine can see what is typed here; better is
    /// --password-file, or the environment variable FUNDSCAN_PASSWORD.
    #[arg(long, value_name = "PASSWORD", conflicts_with = "password_file")]
    pub(crate) password: Option<String>,

    /// Open protected PDFs with the password on the first line of this file.
    #[arg(long, value_name = "FILE")]
    pub(crate) password_file: Option<PathBuf>,
}

impl fmt::Debug for PasswordArgs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordArgs(…)")
    }
}

#[derive(Debug, Args)]
pub(crate) struct KindArgs {
    /// Count mentions in passages of this kind only; give it again for more kinds. Without it: paragraph,
    /// list-item, table-cell and footnote.
    #[arg(long = "kind", value_name = "KIND", value_parser = kind, value_delimiter = ',')]
    kinds: Vec<BlockKind>,
}

impl KindArgs {
    /// The kinds asked for, if any were.
    pub(crate) fn asked(&self) -> Option<Kinds> {
        (!self.kinds.is_empty()).then(|| Kinds::new(self.kinds.iter().copied()))
    }
}

/// Print the text of one document.
///
/// Text and Markdown come in reading order, with words at line ends joined and without running heads and page
/// numbers; a blank line stands between blocks, a form feed between pages.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  fundscan extract report.pdf > report.txt
  fundscan extract report.pdf --format markdown
  fundscan extract report.pdf --format json     blocks with page, kind and box")]
pub(crate) struct ExtractArgs {
    /// The document: PDF, Word (.docx), HTML, Markdown or text.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// How to print it.
    #[arg(short, long, value_enum, default_value_t = ExtractFormat::Text)]
    pub(crate) format: ExtractFormat,

    #[command(flatten)]
    pub(crate) ocr: OcrArgs,

    #[command(flatten)]
    pub(crate) password: PasswordArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExtractFormat {
    /// Plain text.
    Text,
    /// Text with headings, lists and tables marked.
    Markdown,
    /// Pages and blocks with kind, page, box, level, cell, language and fonts, running heads among them.
    Json,
}

/// Find concepts in passages: JSON lines in, JSON lines out.
///
/// Reads lines such as {"id": "1", "text": "Het fonds vergoedt EVC."} from standard input and writes one line for
/// each, in the same order: {"id": "1", "mentions": [{"concept", "status", "start", "end", "text"}]}. Positions are
/// UTF-8 bytes in the text.
///
/// With --explain each sentence is explained: which term, in which form, made each mention, which words decided its
/// status, and which places of terms do not count and why. Then lines may be plain sentences as well.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  fundscan tag < passages.jsonl > mentions.jsonl
  echo '{\"id\": \"1\", \"text\": \"Het fonds vergoedt EVC.\"}' | fundscan tag
  fundscan tag --taxonomy my-taxonomy.toml < passages.jsonl
  echo 'Het fonds vergoedt geen scholingsvouchers.' | fundscan tag --explain")]
pub(crate) struct TagArgs {
    /// Say what made each mention, and why other places of terms do not count.
    #[arg(long)]
    pub(crate) explain: bool,

    /// How to print what is explained.
    #[arg(short, long, value_enum, default_value_t = ExplainFormat::Text, requires = "explain")]
    pub(crate) format: ExplainFormat,

    /// Use this taxonomy instead of the built-in one.
    #[arg(long, value_name = "FILE")]
    pub(crate) taxonomy: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExplainFormat {
    /// Paragraphs to read.
    Text,
    /// JSON lines, one for each sentence; see fundscan schema.
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    /// A table for the terminal.
    Table,
    /// JSON, for programs; see fundscan schema.
    Json,
    /// Comma-separated values, for spreadsheets.
    Csv,
    /// A Markdown table.
    Markdown,
    /// A workbook, for Excel and LibreOffice; needs -o FILE.
    Xlsx,
}

impl TableFormat {
    /// The format of text that it is; none for a workbook.
    pub(crate) fn text(self) -> Option<Format> {
        match self {
            Self::Table => Some(Format::Table),
            Self::Json => Some(Format::Json),
            Self::Csv => Some(Format::Csv),
            Self::Markdown => Some(Format::Markdown),
            Self::Xlsx => None,
        }
    }
}

/// Look at a taxonomy: the concepts that are searched for, and the terms that express them.
#[derive(Debug, Args)]
#[command(
    arg_required_else_help = true,
    after_help = "Examples:
  fundscan taxonomy check my-taxonomy.toml
  fundscan taxonomy list"
)]
pub(crate) struct TaxonomyArgs {
    #[command(subcommand)]
    pub(crate) command: TaxonomyCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TaxonomyCommand {
    /// Name every fault of a taxonomy, with its line. Exit code 1 where there is one.
    #[command(after_help = "Example:
  fundscan taxonomy check my-taxonomy.toml")]
    Check {
        /// The taxonomy.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// List the concepts of the built-in taxonomy or of a file.
    #[command(after_help = "Examples:
  fundscan taxonomy list
  fundscan taxonomy list my-taxonomy.toml
  fundscan taxonomy list my-taxonomy.toml --expand courses")]
    List {
        /// The taxonomy; the built-in one if none is given.
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
        /// List every form that the terms of this concept stand for, and why it is there.
        #[arg(long, value_name = "CONCEPT")]
        expand: Option<String>,
    },
    /// Make a taxonomy of SKOS files (Turtle, RDF/XML, JSON-LD) or of the tables of ESCO (CSV).
    Import(ImportArgs),
    /// Write the built-in taxonomy or a file as SKOS (Turtle).
    Export(ExportArgs),
    Suggest(SuggestArgs),
    Diff(TaxonomyDiffArgs),
}

/// Print the JSON Schema of one of the files or outputs that fundscan makes.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  fundscan schema evidence
  fundscan schema coverage > coverage.schema.json")]
pub(crate) struct SchemaArgs {
    /// Which one.
    #[arg(value_name = "NAME", value_parser = schema_names())]
    pub(crate) name: String,
}

fn years(text: &str) -> Result<Years, String> {
    fundscan_pipeline::parse_years(text)
        .ok_or_else(|| "give a year such as 2023, or a period such as 2022-2023".to_owned())
}

fn kind(name: &str) -> Result<BlockKind, String> {
    Kinds::from_name(name).ok_or_else(|| format!("known kinds are {}", Kinds::names().collect::<Vec<_>>().join(", ")))
}

fn schema_names() -> clap::builder::PossibleValuesParser {
    clap::builder::PossibleValuesParser::new(crate::commands::schema::names())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_are_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_shows_an_example_of_itself() {
        fn check(command: &clap::Command, path: &str) {
            let help = command.clone().render_long_help().to_string();
            assert!(help.contains("Example") && help.contains(&format!("\n  {path}")), "{path}:\n{help}");
            for sub in command.get_subcommands() {
                check(sub, &format!("{path} {}", sub.get_name()));
            }
        }
        check(&Cli::command(), "fundscan");
    }
}
