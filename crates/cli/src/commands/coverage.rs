//! `fundscan coverage`: which concepts which funds speak of.

use fundscan_evidence::{Collection, CoverageBuilder, CoverageBy, CoverageOptions, CoverageQuestion};
use fundscan_model::FundId;
use fundscan_report::{Render, RenderOptions, coverage_tables};
use fundscan_taxonomy::Question;

use crate::args::CoverageArgs;
use crate::commands::{load, output};
use crate::exit::Exit;
use crate::messages::{Messages, Stop};

pub(crate) fn run(args: &CoverageArgs, messages: Messages) -> Result<Exit, Stop> {
    output::check(&args.output)?;
    let collection = load::collection(&args.dir)?;
    let options = options(args, &collection, messages)?;
    let mut builder = CoverageBuilder::new(&collection, options);
    // A document at a time: a collection may hold more evidence than memory.
    for name in collection.documents.iter().filter(|d| d.duplicate_of.is_none()).filter_map(|d| d.evidence.as_deref()) {
        let path = args.dir.join(name);
        let evidence = load::evidence(&path)?;
        builder.add(&evidence).map_err(|e| load::edited(&path, &e))?;
    }
    let coverage = builder.finish();
    let by_year = coverage.by == Some(CoverageBy::Year);
    let options = RenderOptions { by_year, ..output::options(&args.output) };
    let (text, tables) = (|r: &dyn Render| r.coverage(&coverage), || coverage_tables(&coverage, by_year));
    output::give(&args.output, options, messages, &coverage.notices, text, tables)?;
    Ok(Exit::Done)
}

fn options(args: &CoverageArgs, collection: &Collection, messages: Messages) -> Result<CoverageOptions, Stop> {
    let asked = !args.question.is_empty() || args.questions.is_some();
    let by = match args.by {
        None => asked.then_some(CoverageBy::Question),
        Some(by) => Some(by.by()),
    };
    if asked && by != Some(CoverageBy::Question) {
        return Err(Stop::new("--questions does not go with --by year or --by sector")
            .with_hint("ask for one of them at a time"));
    }
    let questions = match by {
        Some(CoverageBy::Question) => questions(args, collection, messages)?,
        _ => Vec::new(),
    };
    Ok(CoverageOptions {
        kinds: args.kinds.asked(),
        minimum_passages: args.min_passages,
        funds: args.fund.iter().map(|fund| known(fund, collection)).collect::<Result<_, _>>()?,
        years: args.year,
        document_kinds: args.document_kind.clone(),
        by,
        questions,
    })
}

/// The questions asked for: all, or those named.
fn questions(args: &CoverageArgs, collection: &Collection, messages: Messages) -> Result<Vec<CoverageQuestion>, Stop> {
    let (questions, notices) = load::questions(args.questions.as_deref(), collection, messages)?;
    notices.iter().for_each(|notice| messages.note(&notice.message));
    let find = |id: &String| {
        questions.question(id).map(CoverageQuestion::from).ok_or_else(|| {
            let ids: Vec<&str> = questions.questions().iter().map(Question::id).collect();
            Stop::new(format!("--question: unknown question {id}; known are {}", ids.join(", ")))
                .with_hint("choose one of these")
        })
    };
    if args.question.is_empty() {
        return Ok(questions.questions().iter().map(CoverageQuestion::from).collect());
    }
    args.question.iter().map(find).collect()
}

fn known(asked: &str, collection: &Collection) -> Result<FundId, Stop> {
    let funds = &collection.funds;
    if let Some(fund) = funds.iter().find(|f| f.fund.as_str() == asked || f.name.eq_ignore_ascii_case(asked)) {
        return Ok(fund.fund.clone());
    }
    let ids: Vec<&str> = funds.iter().map(|f| f.fund.as_str()).collect();
    Err(Stop::new(format!("--fund: unknown fund {asked}; known are {}", ids.join(", ")))
        .with_hint("choose one of these"))
}
