//! Runs a program with bytes on its standard input, within bounds.

use std::io::{self, Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// How soon the end of the program, or a stop, is noticed.
const GLANCE: Duration = Duration::from_millis(10);
/// How much of what a program says went wrong is kept.
const COMPLAINT: u64 = 4096;

/// What a run is bound by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    pub(crate) time: Duration,
    /// Bytes on standard output.
    pub(crate) output: u64,
}

/// Why there is no result.
#[derive(Debug)]
pub(crate) enum RunError {
    Start(io::Error),
    Stopped,
    TooLong,
    TooMuch,
    /// It ended with a code other than 0; what it said.
    Failed(String),
}

/// What a program writes to its standard output. It is ended when `stop` is raised or a bound is hit.
pub(crate) fn run(
    command: &mut Command,
    input: &[&[u8]],
    bounds: Bounds,
    stop: &AtomicBool,
) -> Result<Vec<u8>, RunError> {
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(RunError::Start)?;
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    thread::scope(|scope| {
        scope.spawn(move || {
            let Some(mut stdin) = stdin else { return };
            // A program that does not read to the end says why itself.
            let _ = input.iter().try_for_each(|part| stdin.write_all(part));
        });
        let output = scope.spawn(move || read(stdout, bounds.output + 1));
        let complaint = scope.spawn(move || read(stderr, COMPLAINT));
        let ended = wait(&mut child, bounds, stop, || output.is_finished());
        // With the program the pipes end, and with them the threads.
        let output = output.join().unwrap_or_default();
        let complaint = complaint.join().unwrap_or_default();
        match ended {
            _ if output.len() as u64 > bounds.output => Err(RunError::TooMuch),
            Err(why) => Err(why),
            Ok(true) => Ok(output),
            Ok(false) => Err(RunError::Failed(one_line(&complaint))),
        }
    })
}

/// Waits for the end of a program; whether it succeeded. `read` tells that its output has been read to the end or to
/// the bound.
fn wait(child: &mut Child, bounds: Bounds, stop: &AtomicBool, read: impl Fn() -> bool) -> Result<bool, RunError> {
    let start = Instant::now();
    // A program that goes on after its output is read is given a little time to end.
    let mut since_read = None;
    let why = loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status.success()),
            Err(error) => break RunError::Start(error),
            Ok(None) => {}
        }
        if stop.load(Ordering::SeqCst) {
            break RunError::Stopped;
        }
        if read() && since_read.get_or_insert_with(Instant::now).elapsed() > Duration::from_secs(2) {
            break RunError::TooMuch;
        }
        if start.elapsed() > bounds.time {
            break RunError::TooLong;
        }
        thread::sleep(GLANCE);
    };
    // Fails only where it has ended meanwhile.
    let _ = child.kill();
    let _ = child.wait();
    Err(why)
}

/// Reads a pipe, at most to `limit` bytes.
fn read(pipe: Option<impl Read>, limit: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Some(pipe) = pipe {
        let _ = pipe.take(limit).read_to_end(&mut bytes);
    }
    bytes
}

/// What a program said, fit for a message.
fn one_line(bytes: &[u8]) -> String {
    let text: String = String::from_utf8_lossy(bytes).chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(200) {
        _ if text.is_empty() => "it did not say why".to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    const BOUNDS: Bounds = Bounds { time: Duration::from_secs(60), output: 1 << 20 };

    fn shell(script: &str, input: &[u8], bounds: Bounds) -> Result<Vec<u8>, RunError> {
        run(Command::new("sh").args(["-c", script]), &[input], bounds, &AtomicBool::new(false))
    }

    #[test]
    fn what_goes_in_and_out_may_be_more_than_a_pipe_holds() {
        let input = vec![b'x'; 1 << 20];
        assert_eq!(shell("cat", &input, BOUNDS).unwrap(), input);
        // A program that does not read its input has not failed for that.
        assert_eq!(shell("echo klaar", &input, BOUNDS).unwrap(), b"klaar\n");
    }

    #[test]
    fn a_program_that_fails_says_why_in_one_line() {
        let Err(RunError::Failed(why)) = shell("echo 'geen  taal\nhier' >&2; exit 3", b"", BOUNDS) else { panic!() };
        assert_eq!(why, "geen taal hier");
        let nowhere = run(&mut Command::new("/nergens/iets"), &[], BOUNDS, &AtomicBool::new(false));
        assert!(matches!(nowhere, Err(RunError::Start(e)) if e.kind() == io::ErrorKind::NotFound));
    }

    #[test]
    fn a_program_that_does_not_end_is_ended() {
        let short = Bounds { time: Duration::from_millis(100), ..BOUNDS };
        assert!(matches!(shell("exec sleep 600", b"", short), Err(RunError::TooLong)));
        let stopped = run(Command::new("sleep").arg("600"), &[], BOUNDS, &AtomicBool::new(true));
        assert!(matches!(stopped, Err(RunError::Stopped)));
    }

    #[test]
    fn a_program_that_says_too_much_is_ended() {
        assert!(matches!(shell("exec yes", b"", BOUNDS), Err(RunError::TooMuch)));
        let short = Bounds { time: Duration::from_millis(100), ..BOUNDS };
        assert!(shell("exec yes >&2", b"", short).is_err());
    }
}
