//! The commands, a file each.

mod annotate;
mod check_findings;
mod coverage;
mod diff;
mod evaluate;
mod expand;
mod export;
mod extract;
mod inventory;
mod kwic;
mod load;
mod ocr;
mod output;
mod relations;
mod sample;
mod scan;
pub(crate) mod schema;
mod sink;
mod suggest;
mod tag;
mod taxonomy;
mod taxonomy_diff;
mod trend;
mod vocabulary;

use crate::args::{Cli, Command, OcrWhen};
use crate::exit::Exit;
use crate::messages::{Messages, Stop};
use crate::signals;

/// Carries out what was typed.
pub(crate) fn run(cli: &Cli, messages: Messages) -> Result<Exit, Stop> {
    // Reading pages by OCR takes long and runs another program: these end in order.
    let ends_in_order = match &cli.command {
        Command::Scan(_) => true,
        Command::Extract(args) => args.ocr.ocr != OcrWhen::Never,
        _ => false,
    };
    if !ends_in_order {
        signals::end_at_once().map_err(Stop::new)?;
    }
    match &cli.command {
        Command::Scan(args) => scan::run(args, messages),
        Command::Extract(args) => extract::run(args, messages),
        Command::Tag(args) => tag::run(args, messages),
        Command::Coverage(args) => coverage::run(args, messages),
        Command::Diff(args) => diff::run(args, messages),
        Command::Trend(args) => trend::run(args, messages),
        Command::Inventory(args) => inventory::run(args, messages),
        Command::Kwic(args) => kwic::run(args, messages),
        Command::Relations(args) => relations::run(args, messages),
        Command::CheckFindings(args) => check_findings::run(args, messages),
        Command::Sample(args) => sample::run(args, messages),
        Command::Evaluate(args) => evaluate::run(args, messages),
        Command::Export(args) => export::run(args, messages),
        Command::Annotate(args) => annotate::run(args, messages),
        Command::Taxonomy(args) => taxonomy::run(&args.command, messages),
        Command::Schema(args) => schema::run(args),
    }
}
