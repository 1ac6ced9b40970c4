//! `fundscan scan`: documents in, evidence out.

use std::time::Duration;

use fundscan_evidence::{Collection, ReadStatus};
use fundscan_extract::PdfOptions;
use fundscan_model::{FundId, OcrMode};
use fundscan_pipeline::{Outcome, OutputDir, PipelineError, Plan, PlanOptions, ScanOptions, Watch, known_funds, scan};
use fundscan_report::{Format, RenderOptions};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::args::ScanArgs;
use crate::commands::{load, ocr};
use crate::exit::Exit;
use crate::messages::{Messages, Stop, print, terminal_width};
use crate::signals::Noted;

pub(crate) fn run(args: &ScanArgs, messages: Messages) -> Result<Exit, Stop> {
    let signals = Noted::listen().map_err(Stop::new)?;
    quiet_readers();

    // Everything that was typed is looked at before the work starts, and the output last, so that a refusal leaves
    // no trace.
    let taxonomy = load::taxonomy(args.taxonomy.as_deref(), messages)?;
    let register = match &args.funds {
        Some(file) => Some((file.display().to_string(), load::funds(file, messages)?)),
        None => None,
    };
    let asked = ocr::asked(&args.ocr, &signals, messages)?;
    let pdf = PdfOptions { password: load::password(&args.password)?, ocr: asked.ocr.clone(), ..PdfOptions::default() };
    let plan_options = PlanOptions { out: args.out.clone(), register, decisions: args.decisions.clone() };
    let plan = Plan::new(&args.inputs, &plan_options).map_err(refused)?;
    let fund = fund(args, &plan)?;
    let output = OutputDir::open(&args.out).map_err(refused)?;

    for remark in &plan.remarks {
        messages.note(format!("{}: {}", remark.path.display(), remark.message));
    }
    let empty_inputs: Vec<String> =
        plan.failures.iter().map(|f| format!("{}: {}", f.path.display(), f.message)).collect();
    let total = plan.documents.len();
    let progress = Progress::new(&plan, messages, signals.clone());
    let options = ScanOptions {
        tool: concat!("fundscan ", env!("CARGO_PKG_VERSION")).to_owned(),
        fund,
        years: args.year,
        kinds: args.kinds.asked().unwrap_or_default(),
        jobs: args.jobs,
        pdf,
    };
    let outcome = scan(plan, &taxonomy, options, output, &progress);
    progress.bar.finish_and_clear();

    match outcome.map_err(refused)? {
        Outcome::Finished(collection) => finished(&collection, &empty_inputs, messages),
        Outcome::Stopped { finished, kept } => {
            asked.settle();
            let out = args.out.display();
            messages.error(format!("stopped: {finished} of {total} documents were finished"));
            messages.hint(match kept {
                true => format!("their evidence is in {out}; run the same command again for the whole collection"),
                false => format!("{out} is as it was before; run the same command again to renew it"),
            });
            Ok(signals.exit())
        }
    }
}

/// The fund of `--fund`, given by its id or a name.
fn fund(args: &ScanArgs, plan: &Plan) -> Result<Option<FundId>, Stop> {
    let Some(asked) = &args.fund else { return Ok(None) };
    match plan.register.lookup(asked) {
        Some(fund) => Ok(Some(fund.id().clone())),
        None => Err(Stop::new(format!("--fund: unknown fund {asked}; known are {}", known_funds(&plan.register)))
            .with_hint("choose one of these, or give a fund register of your own with --funds")),
    }
}

/// Tells what went wrong, then prints the summary.
fn finished(collection: &Collection, empty_inputs: &[String], messages: Messages) -> Result<Exit, Stop> {
    let mut failed = false;
    for document in collection.documents.iter().filter(|d| d.status == ReadStatus::Failed) {
        let reason = document.reason.as_ref().map_or("could not be read", |r| &r.message);
        messages.error(format!("{}: {reason}", document.path));
        failed = true;
    }
    for input in empty_inputs {
        messages.error(input);
        failed = true;
    }
    if !messages.quiet {
        let options = RenderOptions { width: terminal_width(), ..RenderOptions::default() };
        print(Format::Table.renderer(options).collection(collection).map_err(Stop::new)?.as_bytes())?;
    }
    if let Some(waiting) = waiting(collection) {
        messages.note(waiting);
    }
    let closed = |code: &str| collection.documents.iter().any(|d| d.reason.as_ref().is_some_and(|r| r.code == code));
    if closed("encrypted") {
        messages.hint("for what is protected, give the password with --password-file; one password is tried on all");
    } else if closed("wrong-password") {
        messages.hint("scan documents with other passwords by themselves: one password is tried on all");
    }
    if failed {
        messages.hint("everything else was written; the reasons are in collection.json too");
    }
    Ok(if failed { Exit::Failed } else { Exit::Done })
}

/// What to say of pages that nobody has read.
fn waiting(collection: &Collection) -> Option<String> {
    let what = match collection.totals.pages_waiting {
        0 => return None,
        1 => "1 page is a picture or drawing of text and was not read".to_owned(),
        n => format!("{n} pages are pictures or drawings of text and were not read"),
    };
    let mode = collection.ocr.as_ref().map_or(OcrMode::Never, |ocr| ocr.mode);
    Some(format!("{what}{}", ocr::advice(mode)))
}

fn refused(error: PipelineError) -> Stop {
    let errors = match &error {
        PipelineError::Manifest { path, faults } | PipelineError::Decisions { path, faults } => {
            faults.iter().map(|f| format!("{}:{}: {}", path.display(), f.line, f.message)).collect()
        }
        _ => vec![error.to_string()],
    };
    Stop::many(errors).with_hint(error.hint())
}

/// A panic while a document is read becomes a failure of that document, told with the others.
fn quiet_readers() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let reads = std::thread::current().name().is_some_and(|name| name.starts_with(fundscan_pipeline::READER));
        if !reads {
            usual(panic);
        }
    }));
}

/// A bar on standard error, if that is a terminal.
struct Progress {
    bar: ProgressBar,
    signals: Noted,
}

impl Progress {
    fn new(plan: &Plan, messages: Messages, signals: Noted) -> Self {
        let bytes = plan.documents.iter().filter_map(|d| d.size.as_ref().ok()).sum();
        // The target draws nothing where standard error is no terminal.
        let target = if messages.quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(Some(bytes), target);
        if let Ok(style) =
            ProgressStyle::with_template("{bar:30} {percent:>3} %  {bytes}/{total_bytes}  {elapsed}  {wide_msg}")
        {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(500));
        Self { bar, signals }
    }
}

impl Watch for Progress {
    fn finished(&self, id: &str, bytes: u64) {
        if !self.bar.is_hidden() {
            self.bar.set_message(fundscan_report::safe_terminal(id).to_string());
        }
        self.bar.inc(bytes);
    }

    fn stop(&self) -> bool {
        self.signals.came()
    }
}
