//! `fundscan coverage`: which concepts which funds speak of.

use fundscan_evidence::{CoverageBuilder, CoverageOptions};
use fundscan_report::{Render, coverage_records};

use crate::args::CoverageArgs;
use crate::commands::{load, output};
use crate::exit::Exit;
use crate::messages::{Messages, Stop};

pub(crate) fn run(args: &CoverageArgs, messages: Messages) -> Result<Exit, Stop> {
    output::check(&args.output)?;
    let collection = load::collection(&args.dir)?;
    let options = CoverageOptions { kinds: args.kinds.asked(), ..CoverageOptions::default() };
    let mut builder = CoverageBuilder::new(&collection, options);
    // A document at a time: a collection may hold more evidence than memory.
    for name in collection.documents.iter().filter(|d| d.duplicate_of.is_none()).filter_map(|d| d.evidence.as_deref()) {
        let path = args.dir.join(name);
        let evidence = load::evidence(&path)?;
        builder.add(&evidence).map_err(|e| load::edited(&path, &e))?;
    }
    let coverage = builder.finish();
    let options = output::options(&args.output);
    let by_year = options.by_year;
    let (text, tables) = (|r: &dyn Render| r.coverage(&coverage), || vec![coverage_records(&coverage, by_year)]);
    output::give(&args.output, options, messages, &coverage.notices, text, tables)?;
    Ok(Exit::Done)
}
