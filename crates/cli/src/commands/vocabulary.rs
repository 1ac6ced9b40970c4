//! `fundscan taxonomy import` and `export`: vocabularies of others, and ours for others.

use std::fs;
use std::path::{Path, PathBuf};

use fundscan_skos::{
    ImportOptions, MAX_FILE_BYTES, MainLanguage, SkosError, Source, export as to_skos, import as from_skos,
};
use fundscan_taxonomy::Taxonomy;

use crate::args::{ExportArgs, ImportArgs, LabelLanguage};
use crate::commands::{load, output};
use crate::exit::Exit;
use crate::messages::{Messages, Stop};

pub(crate) fn import(args: &ImportArgs, messages: Messages) -> Result<Exit, Stop> {
    check_output(args.output.as_deref(), &args.files)?;
    let mut files = Vec::with_capacity(args.files.len());
    for file in &args.files {
        // Looked at before it is read: the limit is there to keep it out of memory.
        if fs::metadata(file).is_ok_and(|m| m.len() > MAX_FILE_BYTES as u64) {
            return Err(Stop::new(format!("{}: it is larger than {} MB", file.display(), MAX_FILE_BYTES >> 20)));
        }
        files.push((file.display().to_string(), load::bytes(file)?));
    }
    let sources: Vec<Source<'_>> = files.iter().map(|(name, bytes)| Source { name, bytes }).collect();
    let language = args.language.map(|language| match language {
        LabelLanguage::Nl => MainLanguage::Nl,
        LabelLanguage::En => MainLanguage::En,
    });
    let imported = from_skos(&sources, &ImportOptions { id: args.id.clone(), language }).map_err(|e| refused(&e))?;
    for notice in &imported.notices {
        messages.note(notice);
    }
    output::write(args.output.as_deref(), imported.text.as_bytes())?;
    messages.note(format!("{} concept(s)", imported.concepts));
    Ok(if imported.is_usable { Exit::Done } else { Exit::Failed })
}

pub(crate) fn export(args: &ExportArgs, messages: Messages) -> Result<Exit, Stop> {
    check_output(args.output.as_deref(), args.file.as_slice())?;
    let text = match &args.file {
        // Its faults are named as everywhere, and so is what is probably not meant in it.
        Some(file) => {
            load::taxonomy(Some(file), messages)?;
            load::text(file)?
        }
        None => Taxonomy::builtin_text().to_owned(),
    };
    let turtle = to_skos(&text, args.base.as_deref()).map_err(|e| refused(&e))?;
    output::write(args.output.as_deref(), turtle.as_bytes())?;
    Ok(Exit::Done)
}

fn refused(error: &SkosError) -> Stop {
    let stop = Stop::new(error);
    match error {
        SkosError::File { .. } => stop.with_hint("Turtle, RDF/XML, JSON-LD and the tables of ESCO (CSV) can be read"),
        SkosError::NoConcept { .. } => {
            stop.with_hint("a concept needs a skos:prefLabel, or a row with a preferredLabel")
        }
        SkosError::Option(_) => stop,
    }
}

/// Refuses what would be found out only after the work: a folder that is not there, a file that would write over its source.
fn check_output(output: Option<&Path>, inputs: &[PathBuf]) -> Result<(), Stop> {
    let Some(file) = output else { return Ok(()) };
    let is_output = |input: &PathBuf| match (fs::canonicalize(input), fs::canonicalize(file)) {
        (Ok(input), Ok(file)) => input == file,
        _ => false,
    };
    if inputs.iter().any(is_output) {
        return Err(Stop::new(format!("{}: this is a file to read, and would be written over", file.display()))
            .with_hint("give another name after -o"));
    }
    output::check_file(output)
}
