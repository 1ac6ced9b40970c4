//! `fundscan trend`: series over years.

use fundscan_evidence::{Trend, TrendScope};
use fundscan_report::{Render, trend_records};

use crate::args::TrendArgs;
use crate::commands::{load, output};
use crate::exit::Exit;
use crate::messages::{Messages, Stop};

pub(crate) fn run(args: &TrendArgs, messages: Messages) -> Result<Exit, Stop> {
    output::check(&args.output)?;
    let collection = load::collection(&args.dir)?;
    let mut trend = Trend::new(concat!("fundscan ", env!("CARGO_PKG_VERSION")), &collection);
    if let Some(id) = &args.fund {
        let of = TrendScope::Fund(id.as_str().into());
        trend.funds.retain(|fund| fund.of == of);
        trend.series.retain(|series| series.of == of);
        if trend.funds.is_empty() {
            return Err(Stop::new(format!("{}: no document of {id} that is about one year", args.dir.display())));
        }
    }
    if let Some(id) = &args.concept {
        if collection.taxonomy.concepts.iter().all(|c| c.concept.as_str() != id) {
            return Err(Stop::new(format!("the taxonomy has no concept {id}"))
                .with_hint("fundscan taxonomy list shows the ids of all concepts"));
        }
        trend.series.retain(|series| series.concept.as_str() == id);
    }
    let (text, tables) = (|r: &dyn Render| r.trend(&trend), || vec![trend_records(&trend)]);
    output::give(&args.output, output::options(&args.output), messages, &trend.notices, text, tables)?;
    Ok(Exit::Done)
}
