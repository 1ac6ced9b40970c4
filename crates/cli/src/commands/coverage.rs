//! `fundscan coverage`: which concepts which funds speak of.

use std::io;
use std::path::Path;

use fundscan_evidence::{Collection, CoverageBuilder, CoverageOptions, Evidence};
use fundscan_report::{Format, RenderOptions};

use crate::args::{CoverageArgs, TableFormat};
use crate::commands::load;
use crate::exit::Exit;
use crate::messages::{Messages, Stop, print, terminal_width};

pub(crate) fn run(args: &CoverageArgs, messages: Messages) -> Result<Exit, Stop> {
    let collection = collection(&args.dir)?;
    let options = CoverageOptions { kinds: args.kinds.asked(), ..CoverageOptions::default() };
    let mut builder = CoverageBuilder::new(&collection, options);
    // A document at a time: a collection may hold more evidence than memory.
    for name in collection.documents.iter().filter(|d| d.duplicate_of.is_none()).filter_map(|d| d.evidence.as_deref()) {
        let path = args.dir.join(name);
        let evidence = Evidence::from_json(&load::bytes(&path)?).map_err(|e| edited(&path, &e))?;
        builder.add(&evidence).map_err(|e| edited(&path, &e))?;
    }
    let coverage = builder.finish();
    let format = match args.format {
        TableFormat::Table => Format::Table,
        TableFormat::Json => Format::Json,
        TableFormat::Csv => Format::Csv,
        TableFormat::Markdown => Format::Markdown,
    };
    // Every other format says them itself.
    if format == Format::Csv {
        for notice in &coverage.notices {
            messages.note(format!("{}: {}", args.dir.display(), notice.message));
        }
    }
    let options = RenderOptions { width: terminal_width(), ..RenderOptions::default() };
    let text = format.renderer(options).coverage(&coverage).map_err(Stop::new)?;
    print(text.as_bytes())?;
    Ok(Exit::Done)
}

/// The collection of a scan.
fn collection(dir: &Path) -> Result<Collection, Stop> {
    let path = dir.join("collection.json");
    match std::fs::read(&path) {
        Ok(bytes) => Collection::from_json(&bytes).map_err(|e| edited(&path, &e)),
        Err(e) => {
            let reason = match e.kind() {
                _ if !dir.exists() => "no such folder".to_owned(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
                    "no finished scan: there is no collection.json in it".to_owned()
                }
                _ => e.to_string(),
            };
            let hint = format!("make one with: fundscan scan INPUT --out {}", dir.display());
            Err(Stop::new(format!("{}: {reason}", dir.display())).with_hint(hint))
        }
    }
}

fn edited(path: &Path, reason: &dyn std::fmt::Display) -> Stop {
    Stop::new(format!("{}: {reason}", path.display())).with_hint("scan again to renew it")
}
