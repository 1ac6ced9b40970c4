//! What an earlier scan has stored, read again: its documents one after another, and concepts found in them anew.

use std::fs;
use std::path::{Path, PathBuf};

use fundscan_evidence::{
    Collection, DocumentEntry, Evidence, EvidenceBuilder, EvidenceError, Found, Kinds, ReadStatus, StoredPassages,
    TaxonomyRecord,
};
use fundscan_tag::Tagger;
use fundscan_taxonomy::Taxonomy;
use rayon::prelude::*;

use crate::error::describe_io;
use crate::stages::{REVISIONS, find};
use crate::{PipelineError, StoredError};

/// A document that a scan has read and counted.
#[derive(Debug)]
pub struct Stored<'a> {
    /// What the collection says of it.
    pub entry: &'a DocumentEntry,
    /// Its passages.
    pub passages: StoredPassages,
    dir: &'a Path,
    collection: &'a Collection,
}

impl Stored<'_> {
    /// Its evidence.
    ///
    /// # Errors
    ///
    /// Where the evidence file is gone, was edited, or is not what the collection says of the document.
    pub fn evidence(&self) -> Result<Evidence, StoredError> {
        stored_evidence(self.dir, self.collection, self.entry)
    }
}

/// The evidence of a document that a scan in `dir` has read.
///
/// # Errors
///
/// Where the evidence file is gone, was edited, or is not what the collection says of the document.
pub fn stored_evidence(dir: &Path, collection: &Collection, entry: &DocumentEntry) -> Result<Evidence, StoredError> {
    let (path, bytes) = load(dir, entry.evidence.as_deref(), entry, "evidence")?;
    let evidence = Evidence::from_json(&bytes).map_err(|e| edited(&path, e))?;
    collection.check(&evidence).map_err(|e| edited(&path, e))?;
    Ok(evidence)
}

/// The documents that a scan in `dir` has read, a content once, in the order of its collection.
///
/// `work` is done for several of them at the same time, `take` with what came of it one after another, so that the
/// result is the same on any number of threads; only as many documents are in memory as there are threads. `wanted`
/// says which documents are needed.
///
/// # Errors
///
/// The first file that cannot be used, in the order of the collection, or what `work` or `take` refuse.
pub fn each_stored<T: Send, E: From<StoredError> + Send>(
    dir: &Path,
    collection: &Collection,
    wanted: impl Fn(&DocumentEntry) -> bool,
    work: impl Fn(Stored<'_>) -> Result<T, E> + Sync,
    mut take: impl FnMut(&DocumentEntry, T) -> Result<(), E>,
) -> Result<(), E> {
    let counts = |d: &&DocumentEntry| d.status == ReadStatus::Read && d.duplicate_of.is_none() && wanted(d);
    let documents: Vec<&DocumentEntry> = collection.documents.iter().filter(counts).collect();
    for together in documents.chunks(rayon::current_num_threads().max(1)) {
        let done: Vec<Result<T, E>> = together.par_iter().map(|entry| work(stored(dir, collection, entry)?)).collect();
        for (entry, done) in together.iter().zip(done) {
            take(entry, done?)?;
        }
    }
    Ok(())
}

/// A document that a scan in `dir` has read: its passages now, its evidence when it is asked for.
///
/// # Errors
///
/// Where the file of passages is gone, was edited, or is of another version of the document.
pub fn stored<'a>(
    dir: &'a Path,
    collection: &'a Collection,
    entry: &'a DocumentEntry,
) -> Result<Stored<'a>, StoredError> {
    let (path, bytes) = load(dir, entry.passages.as_deref(), entry, "passages")?;
    let passages = StoredPassages::from_json_lines(&bytes).map_err(|e| edited(&path, e))?;
    if Some(&passages.head().sha256) != entry.sha256.as_ref() {
        return Err(other_version(&path));
    }
    Ok(Stored { entry, passages, dir, collection })
}

fn load(dir: &Path, name: Option<&str>, entry: &DocumentEntry, what: &str) -> Result<(PathBuf, Vec<u8>), StoredError> {
    let Some(name) = name else {
        let reason = format!("the collection names no {what} of {}", entry.path);
        return Err(StoredError { path: dir.to_owned(), reason });
    };
    let path = dir.join(name);
    match fs::read(&path) {
        Ok(bytes) => Ok((path, bytes)),
        Err(e) => Err(StoredError { reason: describe_io(&e), path }),
    }
}

fn edited(path: &Path, error: EvidenceError) -> StoredError {
    StoredError { path: path.to_owned(), reason: error.to_string() }
}

fn other_version(path: &Path) -> StoredError {
    let reason = "belongs to another version of the document than the collection lists".to_owned();
    StoredError { path: path.to_owned(), reason }
}

/// Finds the concepts of a taxonomy in passages that an earlier scan stored, as that scan would have found them: without
/// reading the documents again.
#[derive(Debug)]
pub struct Retagger {
    tagger: Tagger,
    kinds: Kinds,
    evidence: EvidenceBuilder,
}

impl Retagger {
    /// Evidence made by `tool` (name and version) with this taxonomy, counting in passages of these `kinds`.
    ///
    /// # Errors
    ///
    /// [`PipelineError::Tagger`] when the taxonomy cannot be searched with.
    pub fn new(tool: &str, taxonomy: &Taxonomy, kinds: Kinds) -> Result<Self, PipelineError> {
        let tagger = Tagger::new(taxonomy)?;
        let evidence = EvidenceBuilder::new(tool, TaxonomyRecord::from(taxonomy), REVISIONS, kinds.clone());
        Ok(Self { tagger, kinds, evidence })
    }

    /// The taxonomy.
    #[must_use]
    pub fn taxonomy(&self) -> &TaxonomyRecord {
        self.evidence.taxonomy()
    }

    /// What stands in the passages of a document, in their order.
    #[must_use]
    pub fn find(&self, passages: &StoredPassages) -> Vec<Found> {
        find(&self.tagger, &self.kinds, passages.passages(), Found::in_passage)
    }

    /// The evidence of a document with the concepts found anew.
    ///
    /// # Errors
    ///
    /// [`EvidenceError::Inconsistent`] when the passages are not those of the document.
    pub fn retag(&self, evidence: &Evidence, passages: &StoredPassages) -> Result<Evidence, EvidenceError> {
        self.evidence.rebuild(evidence, passages, self.find(passages))
    }
}
