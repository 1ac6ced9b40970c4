//! Ctrl-C and SIGTERM.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use crate::exit::Exit;

const SIGNALS: [(i32, Exit); 2] = [(SIGINT, Exit::Interrupted), (SIGTERM, Exit::Terminated)];

/// Ends the program at once when a signal comes: for commands that keep nothing.
pub(crate) fn end_at_once() -> io::Result<()> {
    for (signal, exit) in SIGNALS {
        flag::register_conditional_shutdown(signal, exit as i32, Arc::new(AtomicBool::new(true)))?;
    }
    Ok(())
}

/// Notes the first signal, so that a scan can end in order; a second one ends the program at once.
#[derive(Clone, Debug)]
pub(crate) struct Noted {
    came: Arc<AtomicBool>,
    which: Arc<AtomicUsize>,
}

impl Noted {
    pub(crate) fn listen() -> io::Result<Self> {
        let noted = Self { came: Arc::default(), which: Arc::default() };
        for (signal, exit) in SIGNALS {
            // In this order: the first signal finds the flag down and raises it, the second finds it up.
            flag::register_conditional_shutdown(signal, exit as i32, Arc::clone(&noted.came))?;
            flag::register_usize(signal, Arc::clone(&noted.which), exit as usize)?;
            flag::register(signal, Arc::clone(&noted.came))?;
        }
        Ok(noted)
    }

    /// The flag that the first signal raises.
    pub(crate) fn flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.came)
    }

    /// Whether a signal came.
    pub(crate) fn came(&self) -> bool {
        self.came.load(Ordering::SeqCst)
    }

    /// The exit code that goes with the signal that came.
    pub(crate) fn exit(&self) -> Exit {
        if self.which.load(Ordering::SeqCst) == Exit::Terminated as usize {
            Exit::Terminated
        } else {
            Exit::Interrupted
        }
    }
}
