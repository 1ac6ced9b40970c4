//! `fundscan check-findings`: published findings held against a scan.

use fundscan_evidence::{
    CheckOptions, CoverageOptions, Evidence, Findings, FindingsChecker, FindingsFormat, StoredPassages,
};
use fundscan_pipeline::{Stored, StoredError, each_stored};
use fundscan_report::{Render, findings_records};
use fundscan_taxonomy::FundRegister;

use crate::args::CheckFindingsArgs;
use crate::commands::{kwic, load, output};
use crate::exit::Exit;
use crate::messages::{Messages, Stop};

pub(crate) fn run(args: &CheckFindingsArgs, messages: Messages) -> Result<Exit, Stop> {
    output::check(&args.output)?;
    let file = args.findings.display();
    let content = load::bytes(&args.findings)?;
    let findings = Findings::read(&content, FindingsFormat::of(&args.findings, &content)).map_err(|faults| {
        Stop::many(faults.iter().map(|fault| format!("{file}:{}: {fault}", fault.line)).collect())
            .with_hint("correct it; fundscan check-findings --help shows what findings look like")
    })?;
    let collection = load::collection(&args.dir)?;
    let register = match &args.funds {
        Some(funds) => load::funds(funds, messages)?,
        None => FundRegister::builtin(),
    };
    let coverage = CoverageOptions {
        kinds: args.kinds.asked(),
        minimum_passages: args.min_passages,
        ..CoverageOptions::default()
    };
    let options = CheckOptions { coverage, quotes: args.quotes };
    let mut checker = FindingsChecker::new(&collection, &findings, &register, options);
    let read = |stored: Stored<'_>| -> Result<(Evidence, StoredPassages), StoredError> {
        Ok((stored.evidence()?, stored.passages))
    };
    let added = each_stored(
        &args.dir,
        &collection,
        |_| true,
        read,
        |entry, (evidence, passages)| {
            checker.add(&evidence, &passages).map_err(|error| {
                let path = args.dir.join(entry.evidence.as_deref().unwrap_or_default());
                StoredError { path, reason: error.to_string() }
            })
        },
    );
    added.map_err(|e| load::edited(&e.path, &e.reason))?;
    let checked = checker.finish();
    let (text, tables) = (|r: &dyn Render| r.findings(&checked), || vec![findings_records(&checked)]);
    output::give(&args.output, output::options(&args.output), messages, &checked.notices, text, tables)?;

    for finding in &checked.findings {
        let Some(reason) = &finding.reason else { continue };
        messages.error(format!("{file}:{}: {reason}", finding.line));
        if finding.concept.is_none() {
            let near = kwic::nearest(&finding.given, &collection.taxonomy.concepts);
            if !near.is_empty() {
                messages.hint(format!("close to it: {}", near.join(", ")));
            }
        }
    }
    let counts = checked.counts;
    Ok(match counts.more + counts.fewer + counts.other_funds {
        _ if counts.unchecked > 0 => Exit::Failed,
        0 => Exit::Done,
        _ => Exit::Findings,
    })
}
