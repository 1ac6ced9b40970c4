//! The commands, a file each.

mod coverage;
mod extract;
mod load;
mod scan;
pub(crate) mod schema;
mod tag;
mod taxonomy;

use crate::args::{Cli, Command};
use crate::exit::Exit;
use crate::messages::{Messages, Stop};
use crate::signals;

/// Carries out what was typed.
pub(crate) fn run(cli: &Cli, messages: Messages) -> Result<Exit, Stop> {
    if !matches!(cli.command, Command::Scan(_)) {
        signals::end_at_once().map_err(Stop::new)?;
    }
    match &cli.command {
        Command::Scan(args) => scan::run(args, messages),
        Command::Extract(args) => extract::run(args, messages),
        Command::Tag(args) => tag::run(args, messages),
        Command::Coverage(args) => coverage::run(args, messages),
        Command::Taxonomy(args) => taxonomy::run(&args.command, messages),
        Command::Schema(args) => schema::run(args),
    }
}
