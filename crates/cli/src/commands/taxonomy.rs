//! `fundscan taxonomy`: the concepts that are searched for.

use std::fmt::Write;
use std::path::Path;

use fundscan_report::safe_terminal;
use fundscan_taxonomy::{Concept, Severity, Taxonomy};

use crate::args::TaxonomyCommand;
use crate::commands::expand::expand;
use crate::commands::{load, suggest, taxonomy_diff, vocabulary};
use crate::exit::Exit;
use crate::messages::{Messages, Stop, print};

pub(crate) fn run(command: &TaxonomyCommand, messages: Messages) -> Result<Exit, Stop> {
    match command {
        TaxonomyCommand::Check { file } => check(file, messages),
        TaxonomyCommand::List { file, expand } => list(file.as_deref(), expand.as_deref(), messages),
        TaxonomyCommand::Import(args) => vocabulary::import(args, messages),
        TaxonomyCommand::Export(args) => vocabulary::export(args, messages),
        TaxonomyCommand::Suggest(args) => suggest::run(args, messages),
        TaxonomyCommand::Diff(args) => taxonomy_diff::run(args, messages),
    }
}

fn check(file: &Path, messages: Messages) -> Result<Exit, Stop> {
    let findings = Taxonomy::check(&load::text(file)?);
    let mut text = String::new();
    for finding in &findings {
        let line = format!("{}:{}: {}: {}", file.display(), finding.line, finding.severity, finding.message);
        let _ = writeln!(text, "{}", safe_terminal(&line));
    }
    print(text.as_bytes())?;
    let errors = findings.iter().filter(|f| f.severity == Severity::Error).count();
    let warnings = findings.len() - errors;
    messages.note(format!("{}: {errors} error(s), {warnings} warning(s)", file.display()));
    // A warning is something to look at; the taxonomy can be used all the same.
    Ok(if errors > 0 { Exit::Findings } else { Exit::Done })
}

fn list(file: Option<&Path>, concept: Option<&str>, messages: Messages) -> Result<Exit, Stop> {
    let taxonomy = load::taxonomy(file, messages)?;
    if let Some(concept) = concept {
        print(expand(&taxonomy, concept)?.as_bytes())?;
        return Ok(Exit::Done);
    }
    let mut rows = vec![["CONCEPT", "GROUP", "NL", "EN", "TERMS"].map(str::to_owned)];
    rows.extend(taxonomy.concepts().iter().map(|concept| row(&taxonomy, concept)));
    print(align(&rows).as_bytes())?;
    Ok(Exit::Done)
}

/// Narrower concepts are indented below their broader one, as far as the file lists them there.
fn row(taxonomy: &Taxonomy, concept: &Concept) -> [String; 5] {
    let depth = taxonomy.ancestors(concept.id().as_str()).count();
    let cells = [
        format!("{}{}", "  ".repeat(depth), concept.id()),
        concept.group().to_owned(),
        concept.label().nl().to_owned(),
        concept.label().en().to_owned(),
        concept.terms().len().to_string(),
    ];
    cells.map(|cell| safe_terminal(&cell).to_string())
}

fn align(rows: &[[String; 5]]) -> String {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..5).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            let _ = write!(line, "{cell:<width$}  ");
        }
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text
}
