//! Parses every evidence file of a scan into a bare `serde_json::Value` and drops it: the yardstick that
//! `scripts/bench collection` holds the commands over a collection against.
//!
//! `parse_values DIR`

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs, io};

fn main() -> ExitCode {
    let Some(dir) = env::args_os().nth(1) else { return ExitCode::from(64) };
    if parse(Path::new(&dir)).is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn parse(dir: &Path) -> io::Result<()> {
    for entry in fs::read_dir(dir.join("documents"))? {
        let value: serde_json::Value = serde_json::from_slice(&fs::read(entry?.path())?)?;
        std::hint::black_box(value);
    }
    Ok(())
}
