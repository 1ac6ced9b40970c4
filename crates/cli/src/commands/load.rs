//! The files a person may give: data to use instead of the built-in one, and what a scan has written.

use std::env;
use std::fmt::Display;
use std::fs;
use std::io;
use std::path::Path;

use fundscan_evidence::{Collection, ConceptEntry, Evidence};
use fundscan_extract::Password;
use fundscan_model::{ConceptId, Notice};
use fundscan_pipeline::describe_io;
use fundscan_taxonomy::{Finding, FundRegister, Questions, Severity, Taxonomy, TaxonomyError};

use crate::args::PasswordArgs;
use crate::messages::{Messages, Stop};

/// The taxonomy in a file, or the built-in one. What is probably not meant in it is noted.
pub(crate) fn taxonomy(file: Option<&Path>, messages: Messages) -> Result<Taxonomy, Stop> {
    let Some(file) = file else { return Ok(Taxonomy::builtin()) };
    let (taxonomy, warnings) = Taxonomy::parse(&text(file)?).map_err(|e| {
        faults(file, &e).with_hint(format!("correct it; fundscan taxonomy check {} names every fault", file.display()))
    })?;
    note(file, &warnings, messages);
    Ok(taxonomy)
}

/// The fund register in a file.
pub(crate) fn funds(file: &Path, messages: Messages) -> Result<FundRegister, Stop> {
    let (register, warnings) = FundRegister::parse(&text(file)?)
        .map_err(|e| faults(file, &e).with_hint("correct the file and run the same command again"))?;
    note(file, &warnings, messages);
    Ok(register)
}

/// The questions in a file, or the built-in ones as far as the collection's taxonomy has their concepts; and what is to
/// be told about them.
pub(crate) fn questions(
    file: Option<&Path>,
    collection: &Collection,
    messages: Messages,
) -> Result<(Questions, Vec<Notice>), Stop> {
    let concepts: Vec<&str> = collection.taxonomy.concepts.iter().map(|c| c.concept.as_str()).collect();
    if let Some(file) = file {
        let (questions, warnings) = Questions::parse(&text(file)?, &concepts)
            .map_err(|e| faults(file, &e).with_hint("correct the file and run the same command again"))?;
        note(file, &warnings, messages);
        return Ok((questions, Vec::new()));
    }
    let (questions, lost) = Questions::builtin().within(&concepts);
    if questions.questions().is_empty() {
        return Err(Stop::new("the built-in questions are about other concepts than the taxonomy of this scan")
            .with_hint("give questions about its concepts with --questions FILE"));
    }
    let lost: Vec<&str> = lost.iter().map(ConceptId::as_str).collect();
    let notice = (!lost.is_empty()).then(|| {
        let lost = lost.join(", ");
        let message = format!("the taxonomy of this scan lacks concepts that the built-in questions ask for: {lost}");
        Notice::new("concepts-not-asked", message)
    });
    Ok((questions, notice.into_iter().collect()))
}

/// A text file that a person wrote.
pub(crate) fn text(file: &Path) -> Result<String, Stop> {
    let bytes = bytes(file)?;
    String::from_utf8(bytes).map_err(|e| {
        let line = 1 + e.as_bytes()[..e.utf8_error().valid_up_to()].iter().filter(|b| **b == b'\n').count();
        Stop::new(format!("{}:{line}: the file is not UTF-8 text", file.display()))
    })
}

/// The content of a file.
pub(crate) fn bytes(file: &Path) -> Result<Vec<u8>, Stop> {
    fs::read(file).map_err(|e| unreadable(file, &e))
}

/// The password that was given, if one was: on the command line, in a file, or in the environment.
pub(crate) fn password(args: &PasswordArgs) -> Result<Option<Password>, Stop> {
    if let Some(password) = &args.password {
        return Ok(Some(password.as_str().into()));
    }
    let Some(file) = &args.password_file else {
        return Ok(env::var(PASSWORD_VARIABLE).ok().filter(|p| !p.is_empty()).map(Password::from));
    };
    let text = text(file)?;
    match text.lines().next().map(|line| line.trim_start_matches('\u{feff}')).filter(|line| !line.is_empty()) {
        Some(password) => Ok(Some(password.into())),
        None => Err(Stop::new(format!("{}: no password on the first line", file.display()))
            .with_hint("write the password on the first line, with nothing before or after it")),
    }
}

const PASSWORD_VARIABLE: &str = "FUNDSCAN_PASSWORD";

fn unreadable(file: &Path, error: &io::Error) -> Stop {
    let reason = describe_io(error);
    Stop::new(format!("{}: {reason}", file.display())).with_hint("check the name and whether you may read the file")
}

fn faults(file: &Path, error: &TaxonomyError) -> Stop {
    let errors = error.findings().iter().filter(|f| f.severity == Severity::Error);
    Stop::many(errors.map(|f| format!("{}:{}: {}", file.display(), f.line, f.message)).collect())
}

fn note(file: &Path, warnings: &[Finding], messages: Messages) {
    for warning in warnings {
        messages.note(format!("{}:{}: {}", file.display(), warning.line, warning.message));
    }
}

/// The collection of a scan.
pub(crate) fn collection(dir: &Path) -> Result<Collection, Stop> {
    let path = dir.join("collection.json");
    match fs::read(&path) {
        Ok(bytes) => Collection::from_json(&bytes).map_err(|e| edited(&path, &e)),
        Err(e) => {
            let reason = match e.kind() {
                _ if !dir.exists() => "no such folder".to_owned(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
                    "no finished scan: there is no collection.json in it".to_owned()
                }
                _ => e.to_string(),
            };
            let hint = format!("make one with: fundscan scan INPUT --out {}", dir.display());
            Err(Stop::new(format!("{}: {reason}", dir.display())).with_hint(hint))
        }
    }
}

/// The concept with this id in the taxonomy of a collection.
pub(crate) fn known_concept<'c>(id: &str, collection: &'c Collection) -> Result<&'c ConceptEntry, Stop> {
    let concepts = &collection.taxonomy.concepts;
    concepts.iter().find(|c| c.concept.as_str() == id).ok_or_else(|| super::kwic::unknown(id, concepts))
}

/// What is wrong with a file that fundscan wrote.
pub(crate) fn edited(path: &Path, reason: &dyn Display) -> Stop {
    Stop::new(format!("{}: {reason}", path.display())).with_hint("scan again to renew it")
}

/// An evidence file.
pub(crate) fn evidence(path: &Path) -> Result<Evidence, Stop> {
    Evidence::from_json(&bytes(path)?).map_err(|e| edited(path, &e))
}
