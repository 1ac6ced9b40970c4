//! Searches a folder for documents.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::decisions::NAMES;
use crate::failure::Failure;
use crate::identity::relative_id;

/// The endings by which a file in a folder is taken for a document.
const DOCUMENTS: [&str; 7] = ["pdf", "html", "htm", "docx", "docm", "md", "txt"];

/// Files that describe a folder and are no documents of a fund, whatever their ending.
const ABOUT_THE_FOLDER: [&str; 6] = ["readme", "license", "licence", "changelog", "contributing", "leesmij"];

/// What a folder holds.
#[derive(Debug, Default)]
pub(crate) struct Walked {
    /// Documents, sorted by path: the path relative to the folder, and the path to read.
    pub(crate) documents: Vec<(String, PathBuf)>,
    /// What looks like a document, or is a folder, and cannot be read.
    pub(crate) failures: Vec<(String, Failure)>,
    /// How many files of each other ending were passed over; no ending is the empty string.
    pub(crate) passed_over: BTreeMap<String, usize>,
    /// Files like README.md that were passed over.
    pub(crate) about: Vec<String>,
}

/// Searches `folder` and everything in it, in the order of names, but not `skip` (the output of this run).
///
/// Hidden files and folders are passed over. Links are followed; one that leads back up is not, and a folder that
/// two links lead to is searched once.
pub(crate) fn walk(folder: &Path, skip: &Path) -> Walked {
    let mut walked = Walked::default();
    let mut seen = BTreeSet::new();
    let skip = skip.canonicalize().ok();
    let mut entries = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                walked.failed(folder, &error);
                continue;
            }
        };
        if entry.depth() > 0 && is_hidden(&entry) {
            if entry.file_type().is_dir() {
                entries.skip_current_dir();
            }
        } else if entry.file_type().is_dir() {
            let real = entry.path().canonicalize().ok();
            if real.is_some() && (real == skip || !seen.insert(real)) {
                entries.skip_current_dir();
            }
        } else {
            walked.file(folder, &entry);
        }
    }
    walked
}

impl Walked {
    fn file(&mut self, folder: &Path, entry: &DirEntry) {
        let id = id_in(folder, entry.path());
        let ending = ending(entry.path());
        if entry.depth() == 1 && NAMES.iter().any(|name| entry.file_name() == *name) {
            // Decisions about the documents: read, though not as one of them.
        } else if !DOCUMENTS.contains(&ending.as_str()) {
            *self.passed_over.entry(ending).or_default() += 1;
        } else if is_about_the_folder(entry.path()) {
            self.about.push(id);
        } else if entry.file_type().is_file() {
            self.documents.push((id, entry.path().to_owned()));
        } else {
            self.failures.push((id, Failure::not_a_file()));
        }
    }

    fn failed(&mut self, folder: &Path, error: &walkdir::Error) {
        // A link that leads back to a folder above it would be searched for ever; what it leads to is searched anyway.
        if error.loop_ancestor().is_some() {
            return;
        }
        let (Some(path), Some(source)) = (error.path(), error.io_error()) else { return };
        let is_link = path.is_symlink();
        // A dead link to something that is no document is no loss.
        if is_link && !DOCUMENTS.contains(&ending(path).as_str()) {
            return;
        }
        let failure = if is_link { Failure::dead_link(source) } else { Failure::from_io(source) };
        self.failures.push((id_in(folder, path), failure));
    }
}

fn id_in(folder: &Path, path: &Path) -> String {
    relative_id(path.strip_prefix(folder).unwrap_or(path))
}

/// Whether a file or folder is hidden, or only says that somebody has a document open ("~$verslag.docx").
fn is_hidden(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    name.starts_with('.') || name.starts_with("~$")
}

fn ending(path: &Path) -> String {
    path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default()
}

fn is_about_the_folder(path: &Path) -> bool {
    let stem = path.file_stem().map(|s| s.to_string_lossy().to_lowercase()).unwrap_or_default();
    ABOUT_THE_FOLDER.contains(&stem.as_str())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for file in files {
            let path = dir.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        dir
    }

    fn ids(walked: &Walked) -> Vec<&str> {
        walked.documents.iter().map(|(id, _)| id.as_str()).collect()
    }

    #[test]
    fn documents_are_found_by_their_endings_in_the_order_of_names() {
        let dir = folder(&[
            "b.PDF",
            "a/z.md",
            "a/y.htm",
            "c.docx",
            "~$c.docx",
            "c.odt",
            "d",
            ".hidden.pdf",
            ".git/e.pdf",
            "Readme.md",
            "uit/f.pdf",
        ]);
        let walked = walk(dir.path(), &dir.path().join("uit"));
        assert_eq!(ids(&walked), ["a/y.htm", "a/z.md", "b.PDF", "c.docx"]);
        assert_eq!(walked.passed_over.into_iter().collect::<Vec<_>>(), [(String::new(), 1), ("odt".to_owned(), 1)]);
        assert_eq!(walked.about, ["Readme.md"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_that_lead_back_end_and_dead_links_are_told() {
        use std::os::unix::fs::symlink;
        let dir = folder(&["a/b/c.pdf"]);
        symlink(dir.path(), dir.path().join("a/b/loop")).unwrap();
        symlink(dir.path().join("a/b"), dir.path().join("again")).unwrap();
        symlink("nowhere.pdf", dir.path().join("dead.pdf")).unwrap();
        let walked = walk(dir.path(), Path::new("/nonexistent"));
        assert_eq!(ids(&walked), ["a/b/c.pdf"]);
        assert_eq!(walked.failures.len(), 1);
        assert_eq!((walked.failures[0].0.as_str(), walked.failures[0].1.code()), ("dead.pdf", "not-found"));
    }
}
