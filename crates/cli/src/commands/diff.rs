//! `fundscan diff`: what changed from one scan to another.

use std::collections::BTreeSet;
use std::path::Path;

use fundscan_evidence::{Collection, Diff, DiffBuilder, DiffOptions, DocumentEntry, Evidence, Kinds, Years};
use fundscan_model::Notice;
use fundscan_pipeline::{Retagger, StoredError, stored, stored_evidence};
use fundscan_report::{Render, diff_records};
use rayon::prelude::*;

use crate::args::DiffArgs;
use crate::commands::{load, output};
use crate::exit::Exit;
use crate::messages::{Messages, Stop};

const TOOL: &str = concat!("fundscan ", env!("CARGO_PKG_VERSION"));

pub(crate) fn run(args: &DiffArgs, messages: Messages) -> Result<Exit, Stop> {
    output::check(&args.output)?;
    let old = of_year(&args.old, load::collection(&args.old)?, args.old_year)?;
    let new = of_year(&args.new, load::collection(&args.new)?, args.new_year)?;
    let asked = args.kinds.asked();
    let retagger = if args.retag {
        let taxonomy = load::taxonomy(args.taxonomy.as_deref(), messages)?;
        let kinds = asked.clone().unwrap_or_else(|| Kinds::new(new.kinds.iter().copied()));
        Some(Retagger::new(TOOL, &taxonomy, kinds).map_err(Stop::new)?)
    } else {
        counted(&args.old, &old, asked.as_ref())?;
        counted(&args.new, &new, asked.as_ref())?;
        None
    };
    let options = DiffOptions { kinds: asked, quotes: args.quotes };
    let builder = DiffBuilder::new(TOOL, &old, &new, retagger.as_ref().map(Retagger::taxonomy), options);
    let mut diff =
        if builder.comparable() { count(builder, args, (&old, &new), retagger.as_ref())? } else { builder.finish() };

    if args.old_year == args.new_year && same_folder(&args.old, &args.new) {
        diff.notices.push(Notice::new("same-folder", "OLD and NEW are the same folder".to_owned()));
    }

    let (text, tables) = (|r: &dyn Render| r.diff(&diff), || vec![diff_records(&diff)]);
    output::give(&args.output, output::options(&args.output), messages, &diff.notices, text, tables)?;
    if !diff.comparable {
        return Err(refused(&diff));
    }
    Ok(if diff.differs { Exit::Findings } else { Exit::Done })
}

/// The part of a scan that is about a year; all of it where none is asked for.
fn of_year(dir: &Path, collection: Collection, years: Option<Years>) -> Result<Collection, Stop> {
    let Some(years) = years else { return Ok(collection) };
    let known: BTreeSet<Years> = collection.documents.iter().filter_map(|d| d.period.years()).collect();
    if known.contains(&years) {
        return Ok(collection.of_years(years));
    }
    let known: Vec<String> = known.iter().map(ToString::to_string).collect();
    let stop = Stop::new(format!("{}: no document is about {years}", dir.display()));
    Err(match known.as_slice() {
        [] => stop.with_hint("the year of none of its documents could be told; a manifest can say it"),
        known => stop.with_hint(format!("its documents are about {}", known.join(", "))),
    })
}

fn same_folder(old: &Path, new: &Path) -> bool {
    matches!((old.canonicalize(), new.canonicalize()), (Ok(old), Ok(new)) if old == new)
}

/// Reads the evidence of both sides, a few pairs of documents at a time, and counts it.
fn count(
    mut builder: DiffBuilder<'_>,
    args: &DiffArgs,
    (old, new): (&Collection, &Collection),
    retagger: Option<&Retagger>,
) -> Result<Diff, Stop> {
    let pairs = builder.wanted();
    for together in pairs.chunks(rayon::current_num_threads().max(1)) {
        let read: Vec<_> = (together.par_iter())
            .map(|(before, after)| {
                let side = |dir: &Path, collection: &Collection, entries: &[&DocumentEntry]| {
                    entries
                        .iter()
                        .map(|entry| evidence(dir, collection, entry, retagger))
                        .collect::<Result<Vec<_>, _>>()
                };
                Ok::<_, StoredError>((side(&args.old, old, before)?, side(&args.new, new, after)?))
            })
            .collect();
        for both in read {
            let (before, after) = both.map_err(|e| load::edited(&e.path, &e.reason))?;
            builder.add(&before, &after).map_err(|e| load::edited(&args.new, &e))?;
        }
    }
    Ok(builder.finish())
}

/// The evidence of a document as its scan wrote it, or with its passages searched anew.
fn evidence(
    dir: &Path,
    collection: &Collection,
    entry: &DocumentEntry,
    retagger: Option<&Retagger>,
) -> Result<Evidence, StoredError> {
    let Some(retagger) = retagger else {
        return stored_evidence(dir, collection, entry);
    };
    let fault = |reason: String| StoredError { path: dir.join(entry.evidence.as_deref().unwrap_or_default()), reason };
    let stored = stored(dir, collection, entry)?;
    retagger.retag(&stored.evidence()?, &stored.passages).map_err(|e| fault(e.to_string()))
}

/// Refuses kinds of passages in which a scan did not count.
fn counted(dir: &Path, collection: &Collection, asked: Option<&Kinds>) -> Result<(), Stop> {
    let missing = asked.into_iter().flat_map(Kinds::as_slice).find(|kind| !collection.kinds.contains(kind));
    match missing {
        None => Ok(()),
        Some(kind) => Err(Stop::new(format!("{}: the scan did not count mentions in {kind}", dir.display()))
            .with_hint("--retag searches its stored passages anew")),
    }
}

fn refused(diff: &Diff) -> Stop {
    let what: Vec<&str> = diff.not_comparable.iter().map(|reason| reason.what.as_str()).collect();
    let stop = Stop::new(format!("counts of the two scans are not comparable, they differ in: {}", what.join(", ")));
    if diff.not_comparable.iter().all(|reason| reason.retag_helps) {
        stop.with_hint("--retag brings both to one taxonomy from their stored passages")
    } else {
        stop.with_hint("scan the older of the two again with this version of fundscan")
    }
}
