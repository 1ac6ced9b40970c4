//! `fundscan coverage`: which concepts which funds speak of.

use fundscan_evidence::{CoverageBuilder, CoverageOptions};
use fundscan_report::{Format, RenderOptions};

use crate::args::CoverageArgs;
use crate::commands::load;
use crate::exit::Exit;
use crate::messages::{Messages, Stop, print, terminal_width};

pub(crate) fn run(args: &CoverageArgs, messages: Messages) -> Result<Exit, Stop> {
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
    let format = Format::from(args.format);
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
