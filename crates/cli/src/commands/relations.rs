//! `fundscan relations`: which concepts occur together.

use fundscan_evidence::{DocumentEntry, Evidence, EvidenceError, RelationDocument, RelationOptions, RelationsBuilder};
use fundscan_pipeline::{Stored, StoredError, each_stored};
use fundscan_report::{Render, csv, relations_matrix, relations_matrix_records, relations_records};

use crate::args::{RelationsArgs, TableFormat};
use crate::commands::{load, output};
use crate::exit::Exit;
use crate::messages::{Messages, Stop};

/// The pairs shown where somebody reads them and no number was asked for.
const SHOWN: usize = 50;

pub(crate) fn run(args: &RelationsArgs, messages: Messages) -> Result<Exit, Stop> {
    output::check(&args.output)?;
    let collection = load::collection(&args.dir)?;
    if let Some(id) = args.concept.as_deref() {
        load::known_concept(id, &collection)?;
    }
    let to_read = matches!(args.output.format(), TableFormat::Table | TableFormat::Markdown);
    let options = RelationOptions {
        within: args.within.into(),
        by: args.by.into(),
        concept: args.concept.as_deref().map(Into::into),
        negated: args.negated,
        family: args.family,
        minimum: args.min_count,
        kinds: args.kinds.asked(),
        order: args.sort.into(),
        max: args.max.or(to_read.then_some(SHOWN)).filter(|max| *max > 0),
        quotes: args.quotes,
    };
    let mut builder = RelationsBuilder::new(&collection, options).map_err(Stop::new)?;
    let reader = builder.reader();
    let read = |stored: &Stored<'_>| -> Result<(RelationDocument, Evidence), StoredError> {
        let evidence = stored.evidence()?;
        let document = reader.read(&evidence, &stored.passages).map_err(|e| refused(args, stored.entry, &e))?;
        Ok((document, evidence))
    };
    let counted = each_stored(
        &args.dir,
        &collection,
        |_| true,
        |stored| read(&stored),
        |_, (document, _)| {
            builder.add(&document);
            Ok(())
        },
    );
    counted.map_err(|e| load::edited(&e.path, &e.reason))?;
    let mut ranked = builder.rank();
    if ranked.wants_quotes() {
        let quoted = each_stored(
            &args.dir,
            &collection,
            |_| true,
            |stored| read(&stored).map(|(document, evidence)| (document, evidence, stored.passages)),
            |_, (document, evidence, passages)| {
                ranked.illustrate(&document, &evidence, &passages);
                Ok(())
            },
        );
        quoted.map_err(|e: StoredError| load::edited(&e.path, &e.reason))?;
    }
    let relations = ranked.finish();
    let options = output::options(&args.output);
    let in_csv = options.csv;
    let text = |renderer: &dyn Render| match args.output.format() {
        TableFormat::Table if args.matrix => Ok(relations_matrix(&relations, &output::options(&args.output))),
        TableFormat::Csv if args.matrix => csv(&relations_matrix_records(&relations), &in_csv),
        _ => renderer.relations(&relations),
    };
    let tables = || {
        let mut tables = vec![relations_records(&relations)];
        tables.extend(relations.matrix.is_some().then(|| relations_matrix_records(&relations)));
        tables
    };
    output::give(&args.output, options, messages, &relations.notices, text, tables)?;
    Ok(Exit::Done)
}

/// Evidence or passages that are not of this collection.
fn refused(args: &RelationsArgs, entry: &DocumentEntry, error: &EvidenceError) -> StoredError {
    let path = args.dir.join(entry.evidence.as_deref().unwrap_or_default());
    StoredError { path, reason: error.to_string() }
}
