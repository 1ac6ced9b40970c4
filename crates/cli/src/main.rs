//! The `fundscan` command: arguments in, data on standard output, messages on standard error, an exit code.
//!
//! Nothing is decided here about documents, concepts or counts: that is the libraries' work.

mod args;
mod commands;
mod exit;
mod messages;
mod signals;

use std::process::ExitCode;
use std::thread;

use clap::Parser;
use clap::error::ErrorKind;

use crate::args::Cli;
use crate::exit::Exit;
use crate::messages::{Messages, Stop};

/// Documents nest as deep as who made them likes; the reading follows them on the stack.
const STACK_BYTES: usize = 64 << 20;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return usage(&error).into(),
    };
    let messages = Messages { quiet: cli.quiet };
    let work = thread::Builder::new().stack_size(STACK_BYTES).spawn(move || run(&cli, messages));
    let exit = match work.map(thread::JoinHandle::join) {
        Ok(Ok(exit)) => exit,
        // The panic has told of itself.
        Ok(Err(_)) => Exit::Failed,
        Err(error) => {
            messages.error(error);
            Exit::Failed
        }
    };
    exit.into()
}

fn run(cli: &Cli, messages: Messages) -> Exit {
    match commands::run(cli, messages) {
        Ok(exit) => exit,
        Err(Stop::NobodyReads) => Exit::Done,
        Err(Stop::Refused { errors, hint }) => {
            for error in errors {
                messages.error(error);
            }
            if let Some(hint) = hint {
                messages.hint(hint);
            }
            Exit::Failed
        }
    }
}

/// Help and version are asked for; everything else is wrong usage.
fn usage(error: &clap::Error) -> Exit {
    // A closed terminal is no reason to fail.
    let _ = error.print();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Exit::Done,
        _ => Exit::Usage,
    }
}
