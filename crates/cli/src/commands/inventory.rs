//! `fundscan inventory`: what each fund answers to the questions of a quick-scan.

use fundscan_evidence::{InventoryBuilder, InventoryOptions, StoredPassages};
use fundscan_report::{Render, inventory_records};
use fundscan_taxonomy::Questions;

use crate::args::{InventoryArgs, TableFormat};
use crate::commands::{load, output};
use crate::exit::Exit;
use crate::messages::{Messages, Stop};

const TOOL: &str = concat!("fundscan ", env!("CARGO_PKG_VERSION"));
/// The quotes of a cell in what people read, unless they ask for another number.
const READABLE: usize = 5;

pub(crate) fn run(args: &InventoryArgs, messages: Messages) -> Result<Exit, Stop> {
    output::check(&args.output)?;
    let collection = load::collection(&args.dir)?;
    let (questions, notices) = load::questions(args.questions.as_deref(), &collection, messages)?;
    let questions = only(questions, &args.question)?;
    let options = InventoryOptions { max: max(args), years: args.year, kinds: args.kinds.asked() };
    let mut builder = InventoryBuilder::new(TOOL, &collection, &questions, options);
    // A document at a time: a collection may hold more evidence than memory.
    for document in collection.documents.iter().filter(|d| d.duplicate_of.is_none()) {
        let Some(name) = &document.evidence else { continue };
        let path = args.dir.join(name);
        let evidence = load::evidence(&path)?;
        let passages = match &document.passages {
            Some(name) if builder.quotes(&evidence) => passages(args, name)?,
            _ => None,
        };
        builder.add(&evidence, passages.as_ref()).map_err(|e| load::edited(&path, &e))?;
    }
    let mut inventory = builder.finish();
    inventory.notices.splice(..0, notices);
    let (text, tables) = (|r: &dyn Render| r.inventory(&inventory), || vec![inventory_records(&inventory)]);
    output::give(&args.output, output::options(&args.output), messages, &inventory.notices, text, tables)?;
    Ok(Exit::Done)
}

/// The passages of a document; none where their file is gone, which the inventory tells.
fn passages(args: &InventoryArgs, name: &str) -> Result<Option<StoredPassages>, Stop> {
    let path = args.dir.join(name);
    if !path.exists() {
        return Ok(None);
    }
    StoredPassages::from_json_lines(&load::bytes(&path)?).map(Some).map_err(|e| load::edited(&path, &e))
}

fn max(args: &InventoryArgs) -> Option<usize> {
    match args.max {
        Some(0) => None,
        None => matches!(args.output.format(), TableFormat::Table | TableFormat::Markdown).then_some(READABLE),
        asked => asked,
    }
}

/// The questions that were asked for: all where none is named.
fn only(questions: Questions, asked: &[String]) -> Result<Questions, Stop> {
    if asked.is_empty() {
        return Ok(questions);
    }
    let groups = questions.groups().iter().map(fundscan_taxonomy::Group::id);
    let known: Vec<&str> = questions.questions().iter().map(|q| q.id()).chain(groups).collect();
    if let Some(unknown) = asked.iter().find(|id| !known.contains(&id.as_str())) {
        return Err(Stop::new(format!("--question: there is no question {unknown}"))
            .with_hint(format!("there are {}", known.join(", "))));
    }
    let asked: Vec<&str> = asked.iter().map(String::as_str).collect();
    Ok(questions.only(&asked))
}
