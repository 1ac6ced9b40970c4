//! `fundscan taxonomy suggest`: what a taxonomy may lack.

use fundscan_evidence::{Kinds, SuggestDocument, SuggestOptions, SuggestionBuilder};
use fundscan_pipeline::{Retagger, Stored, StoredError, each_stored};
use fundscan_report::{Render, suggestions_records};

use crate::args::SuggestArgs;
use crate::commands::{load, output};
use crate::exit::Exit;
use crate::messages::{Messages, Stop};

pub(crate) fn run(args: &SuggestArgs, messages: Messages) -> Result<Exit, Stop> {
    output::check(&args.output)?;
    let taxonomy = load::taxonomy(args.taxonomy.as_deref(), messages)?;
    if let Some(id) = args.concept.as_deref().filter(|id| taxonomy.concept(id).is_none()) {
        return Err(Stop::new(format!("the taxonomy has no concept {id}"))
            .with_hint("fundscan taxonomy list shows the ids of all concepts"));
    }
    let collection = load::collection(&args.dir)?;
    if taxonomy.meaning_hash() != collection.taxonomy.stamp.meaning {
        messages.note(format!(
            "{}: scanned with another taxonomy ({}); suggestions are for {} {}",
            args.dir.display(),
            collection.taxonomy.stamp.describe(),
            taxonomy.id(),
            taxonomy.version()
        ));
    }
    let kinds = args.kinds.asked().unwrap_or_else(|| Kinds::new(collection.kinds.iter().copied()));
    let tool = concat!("fundscan ", env!("CARGO_PKG_VERSION"));
    let retagger = Retagger::new(tool, &taxonomy, kinds.clone()).map_err(Stop::new)?;
    let prepare = |stored: Stored<'_>| {
        let found = retagger.find(&stored.passages);
        Ok::<_, StoredError>(SuggestDocument::new(&taxonomy, &kinds, &stored.passages, &found))
    };

    let mut words = SuggestionBuilder::new(&taxonomy);
    let counted = each_stored(
        &args.dir,
        &collection,
        |_| true,
        prepare,
        |_, document| {
            words.add(&document);
            Ok(())
        },
    );
    counted.map_err(|e| load::edited(&e.path, &e.reason))?;
    let mut counts = words.again();
    let counted = each_stored(
        &args.dir,
        &collection,
        |_| true,
        prepare,
        |entry, document| {
            counts.add(&entry.path, &document);
            Ok(())
        },
    );
    counted.map_err(|e| load::edited(&e.path, &e.reason))?;
    let options = SuggestOptions { concept: args.concept.as_deref().map(Into::into), max: args.max };
    let mut ranked = counts.rank(tool, &kinds, &options);
    let needed = ranked.documents();
    let quoted = each_stored(
        &args.dir,
        &collection,
        |entry| needed.contains(&entry.path),
        |stored| Ok::<_, StoredError>(stored.passages),
        |entry, passages| {
            ranked.illustrate(&entry.path, &passages);
            Ok(())
        },
    );
    quoted.map_err(|e| load::edited(&e.path, &e.reason))?;
    let suggestions = ranked.finish();

    let options = output::options(&args.output);
    let (text, tables) = (|r: &dyn Render| r.suggestions(&suggestions), || vec![suggestions_records(&suggestions)]);
    output::give(&args.output, options, messages, &suggestions.notices, text, tables)?;
    Ok(Exit::Done)
}
