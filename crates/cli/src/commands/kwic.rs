//! `fundscan kwic`: keywords in context.

mod query;
mod source;

use fundscan_evidence::{Kinds, KwicBuilder, KwicOptions};
use fundscan_model::{FundId, Notice};
use fundscan_report::{Render, kwic_records};

use crate::args::{KwicArgs, TableFormat};
use crate::commands::output;
use crate::exit::Exit;
use crate::messages::{Messages, Stop};

use query::Wanted;
pub(super) use query::{nearest, unknown};
use source::Source;

const TOOL: &str = concat!("fundscan ", env!("CARGO_PKG_VERSION"));
/// The characters of context where neither a number nor a terminal says how many.
const CONTEXT: usize = 80;

pub(crate) fn run(args: &KwicArgs, messages: Messages) -> Result<Exit, Stop> {
    output::check(&args.output)?;
    let source = Source::open(args, messages)?;
    let wanted = query::wanted(args, source.concepts(), messages)?;
    let taxonomy = wanted.search.is_none().then(|| source.stamp().clone());
    let query = wanted.query.clone();
    let mut kwic = KwicBuilder::new(TOOL, query, taxonomy, options(args, &source)?);
    if wanted.search.is_none() {
        for kind in args.kinds.asked().iter().flat_map(Kinds::as_slice).filter(|k| !source.kinds().contains(k)) {
            let message = format!("the scan kept no mentions in passages of kind {kind}: scan again with that kind");
            kwic.notice(Notice::new("kind-not-scanned", message));
        }
    }
    source.each(&wanted, |evidence, passages| match (&wanted.search, passages) {
        (None, passages) => kwic.add_mentions(evidence, passages),
        (Some(search), Some(passages)) => kwic.add_found(evidence, passages, |text| search.find(text)),
        // Nothing was read of it.
        (Some(_), None) => Ok(()),
    })?;
    let kwic = kwic.finish();
    let (text, tables) = (|r: &dyn Render| r.kwic(&kwic), || vec![kwic_records(&kwic)]);
    output::give(&args.output, output::options(&args.output), messages, &kwic.notices, text, tables)?;
    if kwic.lines_total == 0 {
        wanted.advise(source.concepts(), messages);
    }
    Ok(Exit::Done)
}

fn options(args: &KwicArgs, source: &Source) -> Result<KwicOptions, Stop> {
    let on_terminal = || output::options(&args.output).width.filter(|_| args.output.format() == TableFormat::Table);
    Ok(KwicOptions {
        order: args.sort.order(),
        context: args.context.or_else(on_terminal).unwrap_or(CONTEXT),
        max: args.max,
        funds: args.fund.iter().map(|fund| known(fund, source)).collect::<Result<_, _>>()?,
        years: args.year,
        status: args.status.map(crate::args::StatusArg::status),
        kinds: args.kinds.asked().unwrap_or_else(|| Kinds::new(source.kinds().iter().copied())),
    })
}

fn known(asked: &str, source: &Source) -> Result<FundId, Stop> {
    let funds = source.funds();
    if let Some((id, _)) = funds.iter().find(|(id, name)| id.as_str() == asked || name.eq_ignore_ascii_case(asked)) {
        return Ok(id.clone());
    }
    let ids: Vec<&str> = funds.iter().map(|(id, _)| id.as_str()).collect();
    Err(Stop::new(format!("--fund: unknown fund {asked}; known are {}", ids.join(", ")))
        .with_hint("choose one of these"))
}

impl Wanted {
    /// After nothing was found: which concepts may have been meant.
    fn advise(&self, concepts: &[fundscan_evidence::ConceptEntry], messages: Messages) {
        let near = query::nearest(&self.query.text, concepts);
        if self.search.is_some() && !near.is_empty() {
            messages.note(format!("no concept is called {}; close to it: {}", self.query.text, near.join(", ")));
        }
    }
}
