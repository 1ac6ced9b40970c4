//! What is said to the person at the terminal. Messages go to standard error, data to standard output.

use std::fmt::Display;
use std::io::{self, Write};

use fundscan_report::safe_terminal;

/// Why a command was refused or could not go on.
#[derive(Debug)]
pub(crate) enum Stop {
    /// To be told.
    Refused {
        /// One message or more, each `path: reason` or a reason.
        errors: Vec<String>,
        /// What to do about them.
        hint: Option<String>,
    },
    /// Nobody reads standard output any more (`| head`): nothing to tell.
    NobodyReads,
}

impl Stop {
    pub(crate) fn new(error: impl Display) -> Self {
        Self::Refused { errors: vec![error.to_string()], hint: None }
    }

    pub(crate) fn many(errors: Vec<String>) -> Self {
        Self::Refused { errors, hint: None }
    }

    pub(crate) fn with_hint(self, text: impl Into<String>) -> Self {
        match self {
            Self::Refused { errors, .. } => Self::Refused { errors, hint: Some(text.into()) },
            Self::NobodyReads => self,
        }
    }

    /// Writing to standard output failed.
    pub(crate) fn output(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::NobodyReads,
            _ => Self::new(format!("standard output: {error}")),
        }
    }
}

/// Says things on standard error, one line each; whatever they quote cannot steer the terminal.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Messages {
    pub(crate) quiet: bool,
}

impl Messages {
    /// What went wrong: `path: reason`, or a reason.
    pub(crate) fn error(&self, message: impl Display) {
        say("error", message);
    }

    /// What to do about the error before.
    pub(crate) fn hint(&self, message: impl Display) {
        say("hint", message);
    }

    /// What a careful reader should know; not said under `--quiet`.
    pub(crate) fn note(&self, message: impl Display) {
        if !self.quiet {
            say("note", message);
        }
    }
}

fn say(what: &str, message: impl Display) {
    let line = format!("{what}: {}\n", safe_terminal(&message.to_string()));
    // Where standard error is closed there is nobody left to tell.
    let _ = io::stderr().lock().write_all(line.as_bytes());
}

/// Writes data to standard output.
pub(crate) fn print(bytes: &[u8]) -> Result<(), Stop> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(bytes).and_then(|()| stdout.flush()).map_err(|e| Stop::output(&e))
}

/// The width of the terminal that standard output is; none where it is none.
pub(crate) fn terminal_width() -> Option<usize> {
    terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0))
}
