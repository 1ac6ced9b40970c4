//! Runs the stages over all documents of a plan, several at a time, and writes what they give.

use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use fundscan_evidence::{
    Collection, CollectionBuilder, CollectionFund, Decisions, DocumentFiles, Evidence, Kinds, StoredPassages, Years,
};
use fundscan_extract::PdfOptions;
use fundscan_model::FundId;
use fundscan_taxonomy::{FundRegister, Taxonomy};
use rayon::iter::{ParallelBridge, ParallelIterator};

use crate::names::file_names;
use crate::stages::{Done, REVISIONS, Stages, ocr_setup};
use crate::{OutputDir, PipelineError, Plan, Planned};

/// Documents nest as deep as who made them likes, and reading follows them on the stack. Only what is used of it
/// takes memory.
const STACK_BYTES: usize = 64 << 20;
/// More threads than this only cost memory.
const MOST_JOBS: usize = 256;
/// How soon a stop is noticed.
const GLANCE: Duration = Duration::from_millis(50);

/// What a person asks for that holds for all documents.
#[derive(Clone, Debug)]
pub struct ScanOptions {
    /// The program's name and version, as evidence records it.
    pub tool: String,
    /// The fund that all documents belong to.
    pub fund: Option<FundId>,
    /// The year or years that all documents are about.
    pub years: Option<Years>,
    /// The kinds of passages in which mentions count.
    pub kinds: Kinds,
    /// How many documents to read at the same time; 0 chooses by the machine.
    pub jobs: usize,
    /// How to read PDFs: the password that is tried on every protected one, and what reads pages without text. How many
    /// pages of one document are read at the same time is chosen here.
    pub pdf: PdfOptions,
}

/// Watches a scan: shows how far it is, and may end it.
pub trait Watch {
    /// A document of `bytes` bytes has been dealt with, read or not.
    fn finished(&self, id: &str, bytes: u64);

    /// Whether to stop now. Asked several times a second.
    fn stop(&self) -> bool;
}

/// How a scan ended.
#[derive(Debug)]
pub enum Outcome {
    /// Every document was dealt with and everything is written.
    Finished(Box<Collection>),
    /// It was stopped.
    Stopped {
        /// How many documents were finished.
        finished: usize,
        /// Whether their evidence was put in the output directory; where that held a finished scan, it still does.
        kept: bool,
    },
}

/// Reads the documents of a plan and writes their evidence, their passages and the collection to `output`.
///
/// The largest documents are begun first, so that none of them is left for the end; what is written does not depend
/// on the order they finish in. A document that cannot be read, also one on which the program itself fails, is
/// a failure in its evidence and stops nothing.
///
/// # Errors
///
/// [`PipelineError::Tagger`] when the taxonomy cannot be searched with, [`PipelineError::Threads`] when no threads can
/// be started, and [`PipelineError::Write`] when something cannot be written; then the output directory is as it
/// was before.
pub fn scan(
    plan: Plan,
    taxonomy: &Taxonomy,
    options: ScanOptions,
    mut output: OutputDir,
    watch: &dyn Watch,
) -> Result<Outcome, PipelineError> {
    let ids: Vec<String> = plan.documents.iter().map(|d| d.id.clone()).collect();
    let names = file_names(&ids);
    let funds = collection_funds(&plan.register);
    let jobs = options.jobs;
    let (tool, kinds) = (options.tool.clone(), options.kinds.clone());
    let ocr = ocr_setup(&options);
    let mut options = options;
    options.pdf.ocr.at_once = threads(jobs) / plan.documents.len().clamp(1, threads(jobs));
    let stages = Stages::new(taxonomy, plan.register, plan.decisions.clone(), options)?;
    let collection = CollectionBuilder::new(&tool, stages.taxonomy().clone(), REVISIONS, kinds, funds);
    let mut collection = collection.with_ocr(ocr).with_decisions(plan.decisions);
    let mut work: Vec<Work> =
        plan.documents.into_iter().zip(names).map(|(planned, name)| Work { planned, name }).collect();
    let total = work.len();
    work.sort_by_key(|w| (std::cmp::Reverse(w.bytes()), w.name.clone()));

    let run = Run::start(work, stages, jobs)?;
    let mut finished = 0;
    while finished < total {
        let received = run.results.recv_timeout(GLANCE);
        // Looked at after a document has come: what ends after a stop may have been cut short by it, and is not taken.
        if watch.stop() {
            drop(run);
            return Ok(Outcome::Stopped { finished, kept: output.publish_unfinished()? });
        }
        let (work, done) = match received {
            Ok(result) => result,
            Err(RecvTimeoutError::Timeout) => continue,
            Err(RecvTimeoutError::Disconnected) => return Err(PipelineError::LostDocuments { lost: total - finished }),
        };
        let done = done?;
        output.stage(&work.name, &done.evidence_json, done.passages_json.as_deref())?;
        let files = DocumentFiles {
            evidence: Some(format!("documents/{}.json", work.name)),
            passages: done.passages_json.is_some().then(|| format!("text/{}.jsonl", work.name)),
        };
        collection.add(&done.evidence, files)?;
        watch.finished(&work.planned.id, work.bytes());
        finished += 1;
    }
    let collection = collection.finish();
    output.publish(&collection.to_json()?)?;
    Ok(Outcome::Finished(Box::new(collection)))
}

/// Reads one document and finds what it says, without writing anything and without decisions by hand: its evidence, and
/// its passages where it was read.
///
/// # Errors
///
/// [`PipelineError::Tagger`] when the taxonomy cannot be searched with. A document that cannot be read is no error: its
/// evidence says so.
pub fn read(
    planned: &Planned,
    taxonomy: &Taxonomy,
    register: FundRegister,
    options: ScanOptions,
) -> Result<(Evidence, Option<StoredPassages>), PipelineError> {
    Stages::new(taxonomy, register, Decisions::default(), options)?
        .keep(planned, |read| Ok((read.evidence, read.passages)))
}

/// How many things to do at the same time, where `jobs` were asked for.
fn threads(jobs: usize) -> usize {
    let chosen = if jobs == 0 { thread::available_parallelism().map_or(1, NonZero::get) } else { jobs };
    chosen.min(MOST_JOBS)
}

struct Work {
    planned: Planned,
    /// The name of its files, without ending.
    name: String,
}

impl Work {
    fn bytes(&self) -> u64 {
        *self.planned.size.as_ref().unwrap_or(&0)
    }
}

/// Documents being read by threads of their own. Dropping it lets them go: they finish what they have in hand and
/// begin nothing new, and nobody waits for them.
struct Run {
    results: Receiver<(Work, Result<Done, PipelineError>)>,
    ended: Arc<AtomicBool>,
}

impl Run {
    fn start(work: Vec<Work>, stages: Stages, jobs: usize) -> Result<Self, PipelineError> {
        let jobs = threads(jobs).min(work.len());
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(jobs)
            .stack_size(STACK_BYTES)
            .thread_name(|n| format!("{READER}-{n}"))
            .build()
            .map_err(|source| PipelineError::Threads { jobs, source })?;
        // No more results wait to be written than documents are being read, so memory does not grow with their number.
        let (sender, results) = sync_channel(pool.current_num_threads());
        let ended = Arc::new(AtomicBool::new(false));
        let over = Arc::clone(&ended);
        // A bridge hands out documents one by one in their order; splitting the list would not begin with the largest.
        pool.spawn(move || {
            work.into_iter().par_bridge().for_each_with(sender, |sender: &mut SyncSender<_>, work| {
                if !over.load(Ordering::Relaxed) {
                    let done = stages.run(&work.planned);
                    // Nobody receives any more once the run is dropped.
                    let _ = sender.send((work, done));
                }
            });
        });
        Ok(Self { results, ended })
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
    }
}

/// The threads that read documents are called this and a number, so that a program can tell a panic in them, which
/// becomes a failure of one document, from one of its own.
pub const READER: &str = "fundscan-reader";

fn collection_funds(register: &FundRegister) -> Vec<CollectionFund> {
    register
        .funds()
        .iter()
        .map(|f| {
            let sector = Some(f.sector()).filter(|s| !s.is_empty());
            CollectionFund::new(f.id().clone(), f.name(), sector)
        })
        .collect()
}
