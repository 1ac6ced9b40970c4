//! What to read, and running the stages over many documents in parallel.
//!
//! A [`Plan`] is made from what a person typed: files, folders, manifests. It is complete before any work starts, so
//! that faults are told at once. [`OutputDir`] makes sure that the output can be written. [`scan`] takes each document
//! of the plan through extract, segment, tag and evidence, and writes an evidence file and the passages of each, and
//! the collection.
//!
//! A document that cannot be read is a failure in its evidence ([`Failure`] has the codes of this crate) and stops
//! nothing; also one on which a stage panics. Results are the same whatever the number of threads. Documents are held
//! in memory one per thread; of those that are finished only the counts are kept.
//!
//! What a scan has stored can be read again ([`each_stored`]) and searched with another taxonomy ([`Retagger`]), without
//! the documents.
//!
//! Left out: everything about the content of documents, and every message: a [`Watch`] is told how far the scan is,
//! and may end it.
//!
//! ```
//! use fundscan_evidence::Kinds;
//! use fundscan_extract::PdfOptions;
//! use fundscan_pipeline::{OutputDir, Outcome, Plan, PlanOptions, ScanOptions, Watch, scan};
//! use fundscan_taxonomy::Taxonomy;
//!
//! struct Unwatched;
//! impl Watch for Unwatched {
//!     fn finished(&self, _: &str, _: u64) {}
//!     fn stop(&self) -> bool {
//!         false
//!     }
//! }
//!
//! # let dir = tempfile::tempdir()?;
//! # let (input, out) = (dir.path().join("reports"), dir.path().join("evidence"));
//! # std::fs::create_dir(&input)?;
//! # std::fs::write(input.join("oom.md"), "Het fonds vergoedt scholing.")?;
//! let plan = Plan::new(&[input], &PlanOptions { out: out.clone(), ..PlanOptions::default() })?;
//! let output = OutputDir::open(&out)?;
//! let options = ScanOptions {
//!     tool: "example 1.0".into(),
//!     fund: None,
//!     years: None,
//!     kinds: Kinds::default(),
//!     jobs: 0,
//!     pdf: PdfOptions::default(),
//! };
//! let Outcome::Finished(collection) = scan(plan, &Taxonomy::builtin(), options, output, &Unwatched)? else {
//!     unreachable!("nobody stops it");
//! };
//! assert_eq!(collection.totals.read, 1);
//! assert!(out.join("collection.json").exists());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod decisions;
mod error;
mod failure;
mod find;
mod identity;
mod manifest;
mod names;
mod output;
mod plan;
mod scan;
mod stages;
mod stored;
mod walk;

pub use error::{Fault, PipelineError, StoredError, describe_io};
pub use failure::Failure;
pub use manifest::{Description, parse_years};
pub use output::OutputDir;
pub use plan::{Plan, PlanOptions, Planned, Remark, known_funds};
pub use scan::{Outcome, READER, ScanOptions, Watch, read, scan};
pub use stored::{Retagger, Stored, each_stored, stored, stored_evidence};

/// Lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble)]);
    bytes.iter().flat_map(|b| [digit(b >> 4), digit(b & 15)]).collect()
}
