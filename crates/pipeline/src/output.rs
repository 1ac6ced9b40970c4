//! The directory a scan writes to: checked before the work starts, written whole or not at all.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::PipelineError;

const COLLECTION: &str = "collection.json";
const DOCUMENTS: &str = "documents";
const TEXT: &str = "text";
const STAGING: &str = ".fundscan-staging";
const LOCK: &str = ".fundscan-lock";

/// An output directory that is ready to be written to.
///
/// Everything is written to a staging folder inside the directory first and renamed into place at the end, the
/// collection last, so that a reader of the directory finds either the scan before or this one. What is not
/// published is removed when the value is dropped; what a killed run left is removed by the next.
#[derive(Debug)]
pub struct OutputDir {
    root: PathBuf,
    /// Names of the staged documents.
    staged: BTreeSet<String>,
    /// Folders that opening the directory made, outermost first: taken away again if nothing comes of the run.
    made: Vec<PathBuf>,
    /// Whether the directory held a finished scan.
    renews: bool,
    lock: Option<File>,
}

impl OutputDir {
    /// Makes the directory if it is not there, and finds out whether it can be written to.
    ///
    /// # Errors
    ///
    /// [`PipelineError::Occupied`] when it holds something other than a scan, [`PipelineError::Busy`] when another
    /// scan is writing to it, [`PipelineError::Unwritable`] when it cannot be made or written to.
    pub fn open(root: &Path) -> Result<Self, PipelineError> {
        let unwritable = |source| PipelineError::Unwritable { path: root.to_owned(), source };
        if root.exists() && !root.is_dir() {
            return Err(PipelineError::Occupied { path: root.to_owned(), found: None });
        }
        let renews = match holds_scan(root) {
            Ok(Held::Scan) => true,
            Ok(Held::Nothing) => false,
            Ok(Held::Other(found)) => {
                return Err(PipelineError::Occupied { path: root.to_owned(), found: Some(found) });
            }
            Err(source) if source.kind() == io::ErrorKind::NotFound => false,
            Err(source) => return Err(unwritable(source)),
        };
        let mut output = Self { root: root.to_owned(), staged: BTreeSet::new(), made: Vec::new(), renews, lock: None };
        output.make_root().map_err(unwritable)?;
        output.take_lock()?;
        output.make_staging().map_err(unwritable)?;
        Ok(output)
    }

    /// The directory.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.root
    }

    /// Whether it held a finished scan when it was opened.
    #[must_use]
    pub fn renews(&self) -> bool {
        self.renews
    }

    /// Writes the evidence and the passages of one document to the staging folder. `name` is the file name without
    /// ending.
    pub(crate) fn stage(&mut self, name: &str, evidence: &[u8], passages: Option<&[u8]>) -> Result<(), PipelineError> {
        let staging = self.root.join(STAGING);
        self.write(&staging.join(DOCUMENTS).join(format!("{name}.json")), evidence)?;
        if let Some(passages) = passages {
            self.write(&staging.join(TEXT).join(format!("{name}.jsonl")), passages)?;
        }
        self.staged.insert(name.to_owned());
        Ok(())
    }

    /// Puts everything staged in its place, takes away what the scan before left and this one does not hold, and
    /// writes the collection last.
    pub(crate) fn publish(mut self, collection: &[u8]) -> Result<(), PipelineError> {
        let staged_collection = self.root.join(STAGING).join(COLLECTION);
        self.write(&staged_collection, collection)?;
        let target = self.root.join(COLLECTION);
        // From here until the new collection is in place the directory holds no collection, so that nobody takes
        // a mixture of two scans for one.
        remove_if_there(&target).map_err(|source| self.failed(&target, source))?;
        self.move_documents()?;
        self.remove_stale()?;
        fs::rename(&staged_collection, &target).map_err(|source| self.failed(&target, source))?;
        self.made.clear();
        Ok(())
    }

    /// Puts the documents that were finished in their place, without a collection. A finished scan that the
    /// directory held stays as it was instead.
    ///
    /// Returns whether the documents were put in place.
    pub(crate) fn publish_unfinished(mut self) -> Result<bool, PipelineError> {
        if self.renews || self.staged.is_empty() {
            return Ok(false);
        }
        self.move_documents()?;
        self.made.clear();
        Ok(true)
    }

    fn make_root(&mut self) -> io::Result<()> {
        let mut missing: Vec<PathBuf> = self
            .root
            .ancestors()
            .take_while(|dir| !dir.as_os_str().is_empty() && !dir.exists())
            .map(Path::to_owned)
            .collect();
        missing.reverse();
        for dir in missing {
            fs::create_dir(&dir)?;
            self.made.push(dir);
        }
        Ok(())
    }

    fn take_lock(&mut self) -> Result<(), PipelineError> {
        let path = self.root.join(LOCK);
        let file =
            File::create(&path).map_err(|source| PipelineError::Unwritable { path: self.root.clone(), source })?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => Err(PipelineError::Busy { path: self.root.clone() }),
            // Some network file systems know no locks; there the run goes on without.
            Ok(()) | Err(TryLockError::Error(_)) => {
                self.lock = Some(file);
                Ok(())
            }
        }
    }

    fn make_staging(&self) -> io::Result<()> {
        let staging = self.root.join(STAGING);
        if staging.exists() {
            fs::remove_dir_all(&staging)?;
        }
        fs::create_dir_all(staging.join(DOCUMENTS))?;
        fs::create_dir_all(staging.join(TEXT))
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), PipelineError> {
        let written = File::create(path).and_then(|mut file| file.write_all(bytes));
        written.map_err(|source| self.failed(path, source))
    }

    fn failed(&self, path: &Path, source: io::Error) -> PipelineError {
        // The staging folder is our own affair: the message names the file it was meant to become.
        let inside = path.strip_prefix(self.root.join(STAGING)).or_else(|_| path.strip_prefix(&self.root));
        PipelineError::Write { path: self.root.join(inside.unwrap_or(path)), source }
    }

    fn move_documents(&self) -> Result<(), PipelineError> {
        for folder in [DOCUMENTS, TEXT] {
            let target = self.root.join(folder);
            fs::create_dir_all(&target).map_err(|source| self.failed(&target, source))?;
        }
        for name in &self.staged {
            for (folder, file) in [(TEXT, format!("{name}.jsonl")), (DOCUMENTS, format!("{name}.json"))] {
                let from = self.root.join(STAGING).join(folder).join(&file);
                let target = self.root.join(folder).join(&file);
                // A document without text has no passages; those of an earlier scan must not stay beside it.
                let moved = if from.exists() { fs::rename(&from, &target) } else { remove_if_there(&target) };
                moved.map_err(|source| self.failed(&target, source))?;
            }
        }
        Ok(())
    }

    /// Removes what fundscan wrote for documents that are gone, and nothing else.
    fn remove_stale(&self) -> Result<(), PipelineError> {
        for (folder, ending) in [(DOCUMENTS, ".json"), (TEXT, ".jsonl")] {
            let dir = self.root.join(folder);
            let entries = fs::read_dir(&dir).map_err(|source| self.failed(&dir, source))?;
            for entry in entries {
                let path = entry.map_err(|source| self.failed(&dir, source))?.path();
                let name = path.file_name().and_then(|n| n.to_str()).and_then(|n| n.strip_suffix(ending));
                let stale = name.is_some_and(|name| !self.staged.contains(name)) && is_ours(&path);
                if stale {
                    fs::remove_file(&path).map_err(|source| self.failed(&path, source))?;
                }
            }
        }
        Ok(())
    }
}

impl Drop for OutputDir {
    /// Nothing can be told from here: what cannot be removed now is removed by the next run.
    fn drop(&mut self) {
        if self.lock.is_some() {
            let _ = fs::remove_dir_all(self.root.join(STAGING));
            let _ = fs::remove_file(self.root.join(LOCK));
        }
        for dir in self.made.iter().rev() {
            // Fails, as it should, for a folder that something was put into.
            let _ = fs::remove_dir(dir);
        }
    }
}

enum Held {
    Nothing,
    Scan,
    /// The name of something that no scan wrote.
    Other(String),
}

/// What a directory holds. One with a collection of ours may hold other things beside it: a report, notes.
fn holds_scan(root: &Path) -> io::Result<Held> {
    let entries = sorted_entries(root)?;
    if is_ours(&root.join(COLLECTION)) {
        return Ok(Held::Scan);
    }
    for path in entries {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let known = match name.as_str() {
            DOCUMENTS | TEXT => path.is_dir() && sorted_entries(&path)?.iter().all(|file| is_ours(file)),
            STAGING => true,
            // Files that desktops and version control leave in empty folders.
            _ => name.starts_with('.') && path.is_file(),
        };
        if !known {
            return Ok(Held::Other(name));
        }
    }
    Ok(Held::Nothing)
}

fn sorted_entries(dir: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(dir)?.map(|entry| entry.map(|e| e.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

/// Whether a file says in its first bytes that fundscan wrote it.
fn is_ours(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(200).read_to_end(&mut head));
    read.is_ok() && String::from_utf8_lossy(&head).contains("\"fundscan/")
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVIDENCE: &[u8] = br#"{"schema":"fundscan/evidence/2"}"#;
    const COLLECTED: &[u8] = br#"{"schema":"fundscan/collection/2"}"#;

    fn listing(root: &Path) -> Vec<String> {
        let mut names: Vec<String> = walkdir::WalkDir::new(root)
            .into_iter()
            .map(Result::unwrap)
            .filter(|e| e.file_type().is_file())
            .map(|e| e.path().strip_prefix(root).unwrap().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    fn scan(root: &Path, names: &[&str]) {
        let mut output = OutputDir::open(root).unwrap();
        for name in names {
            output.stage(name, EVIDENCE, Some(EVIDENCE)).unwrap();
        }
        output.publish(COLLECTED).unwrap();
    }

    #[test]
    fn a_second_run_renews_and_leaves_other_files_alone() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("uit/evidence");
        scan(&root, &["a", "b"]);
        fs::write(root.join("documents/notes.json"), "{}").unwrap();
        fs::write(root.join("report.html"), "").unwrap();
        scan(&root, &["b", "c"]);
        let expected = [
            "collection.json",
            "documents/b.json",
            "documents/c.json",
            "documents/notes.json",
            "report.html",
            "text/b.jsonl",
            "text/c.jsonl",
        ];
        assert_eq!(listing(&root), expected);
    }

    #[test]
    fn a_run_that_comes_to_nothing_leaves_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let mut output = OutputDir::open(&dir.path().join("a/b")).unwrap();
        output.stage("x", EVIDENCE, None).unwrap();
        drop(output);
        assert!(!dir.path().join("a").exists());
    }

    #[test]
    fn what_an_unfinished_first_run_finished_is_kept_and_a_renewal_leaves_the_scan_before() {
        let dir = tempfile::tempdir().unwrap();
        let mut output = OutputDir::open(dir.path()).unwrap();
        output.stage("x", EVIDENCE, None).unwrap();
        assert!(output.publish_unfinished().unwrap());
        assert_eq!(listing(dir.path()), ["documents/x.json"]);

        scan(dir.path(), &["y"]);
        let mut output = OutputDir::open(dir.path()).unwrap();
        output.stage("z", EVIDENCE, None).unwrap();
        assert!(!output.publish_unfinished().unwrap());
        assert_eq!(listing(dir.path()), ["collection.json", "documents/y.json", "text/y.jsonl"]);
    }

    #[test]
    fn a_directory_that_holds_something_else_is_refused() {
        for other in ["verslag.pdf", "documents/verslag.pdf", "collection.json"] {
            let dir = tempfile::tempdir().unwrap();
            fs::create_dir(dir.path().join("documents")).unwrap();
            fs::write(dir.path().join(other), "{}").unwrap();
            assert!(matches!(OutputDir::open(dir.path()), Err(PipelineError::Occupied { .. })), "{other}");
            assert_eq!(listing(dir.path()), [other]);
        }
    }

    #[test]
    fn two_scans_do_not_write_to_one_directory() {
        let dir = tempfile::tempdir().unwrap();
        let first = OutputDir::open(dir.path()).unwrap();
        assert!(matches!(OutputDir::open(dir.path()), Err(PipelineError::Busy { .. })));
        first.publish(COLLECTED).unwrap();
        assert!(OutputDir::open(dir.path()).is_ok());
    }

    #[test]
    fn what_a_killed_run_left_is_cleared() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join(STAGING).join(DOCUMENTS)).unwrap();
        fs::write(dir.path().join(STAGING).join(DOCUMENTS).join("half.json"), "{").unwrap();
        scan(dir.path(), &["a"]);
        assert_eq!(listing(dir.path()), ["collection.json", "documents/a.json", "text/a.jsonl"]);
    }
}
