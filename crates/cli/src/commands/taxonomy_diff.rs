//! `fundscan taxonomy diff`: what changed from one taxonomy to another.

use std::path::Path;

use fundscan_evidence::{Kinds, TaxonomyDiff, TaxonomyDiffBuilder};
use fundscan_pipeline::{Retagger, Stored, StoredError, each_stored};
use fundscan_report::{Render, taxonomy_diff_records};
use fundscan_taxonomy::Taxonomy;

use crate::args::{KindArgs, TaxonomyDiffArgs};
use crate::commands::{load, output};
use crate::exit::Exit;
use crate::messages::{Messages, Stop};

/// What stands for the built-in taxonomy on the command line.
const BUILTIN: &str = "default";

const TOOL: &str = concat!("fundscan ", env!("CARGO_PKG_VERSION"));

pub(crate) fn run(args: &TaxonomyDiffArgs, messages: Messages) -> Result<Exit, Stop> {
    output::check(&args.output)?;
    let taxonomy = |file: &Path| load::taxonomy(Some(file).filter(|file| *file != Path::new(BUILTIN)), messages);
    let (old, new) = (taxonomy(&args.old)?, taxonomy(&args.new)?);
    let mut diff = TaxonomyDiff::new(TOOL, &old, &new);
    if let Some(dir) = &args.on {
        diff = count(diff, (&old, &new), dir, &args.kinds, args.quotes)?;
    }
    let (text, tables) = (|r: &dyn Render| r.taxonomy_diff(&diff), || vec![taxonomy_diff_records(&diff)]);
    output::give(&args.output, output::options(&args.output), messages, &[], text, tables)?;
    Ok(if diff.differs { Exit::Findings } else { Exit::Done })
}

/// The comparison with the counts of a scan that change.
fn count(
    diff: TaxonomyDiff,
    (old, new): (&Taxonomy, &Taxonomy),
    dir: &Path,
    kinds: &KindArgs,
    quotes: usize,
) -> Result<TaxonomyDiff, Stop> {
    let collection = load::collection(dir)?;
    let kinds = kinds.asked().unwrap_or_else(|| Kinds::new(collection.kinds.iter().copied()));
    let retagger = |taxonomy| Retagger::new(TOOL, taxonomy, kinds.clone()).map_err(Stop::new);
    let (before, after) = (retagger(old)?, retagger(new)?);
    let mut builder = TaxonomyDiffBuilder::new(diff, before.taxonomy(), after.taxonomy(), &kinds, quotes);
    let both = |stored: Stored<'_>| {
        let evidence = stored.evidence()?;
        let retag = |retagger: &Retagger| {
            let reason =
                |e: fundscan_evidence::EvidenceError| StoredError { path: dir.to_owned(), reason: e.to_string() };
            retagger.retag(&evidence, &stored.passages).map_err(reason)
        };
        Ok((retag(&before)?, retag(&after)?))
    };
    let counted = each_stored(
        dir,
        &collection,
        |_| true,
        both,
        |_, (before, after)| {
            builder.add(&before, &after);
            Ok::<_, StoredError>(())
        },
    );
    counted.map_err(|e| load::edited(&e.path, &e.reason))?;
    Ok(builder.finish())
}
