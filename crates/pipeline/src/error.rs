use std::io;
use std::path::PathBuf;

use thiserror::Error;

/// One fault in a file that a researcher wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line it stands on, from 1.
    pub line: usize,
    /// What is wrong, in words.
    pub message: String,
}

/// Why a scan was refused or could not be finished. What goes wrong with a single document is never an error: it is
/// an entry in the collection.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PipelineError {
    /// A manifest cannot be read.
    #[error("{}: {}", path.display(), describe_io(source))]
    ManifestUnreadable {
        /// The manifest.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A manifest has faults: all of them.
    #[error("{}: the manifest has {} fault(s)", path.display(), faults.len())]
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// What is wrong and where, in the order of the lines.
        faults: Vec<Fault>,
    },
    /// A decisions file has faults, or contradicts itself: all of them.
    #[error("{}: the decisions have {} fault(s)", path.display(), faults.len())]
    Decisions {
        /// The file.
        path: PathBuf,
        /// What is wrong and where, in the order of the lines.
        faults: Vec<Fault>,
    },
    /// Two lists of funds were given, and each of them would be the whole list.
    #[error("{}: the manifest defines funds, and so does {other}", path.display())]
    TwoFundLists {
        /// The manifest.
        path: PathBuf,
        /// The other list.
        other: String,
    },
    /// There is nothing to read.
    #[error("{path}: no documents found", path = path.display())]
    NoDocuments {
        /// The first input.
        path: PathBuf,
    },
    /// The output directory holds something that no scan wrote, or is no directory.
    #[error("{}: {}", path.display(), match found {
        Some(name) => format!("holds something that fundscan did not write ({name})"),
        None => "is not a folder".to_owned(),
    })]
    Occupied {
        /// The output directory.
        path: PathBuf,
        /// The name of what was found in it; none where it is a file itself.
        found: Option<String>,
    },
    /// Another scan is writing to the output directory.
    #[error("{}: another scan is writing here", path.display())]
    Busy {
        /// The output directory.
        path: PathBuf,
    },
    /// The output directory cannot be made or written to.
    #[error("{}: cannot write here: {}", path.display(), describe_io(source))]
    Unwritable {
        /// The output directory.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file could not be written, though the directory could.
    #[error("{}: {}", path.display(), describe_io(source))]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The taxonomy cannot be searched with.
    #[error("{0}")]
    Tagger(#[from] fundscan_tag::TagError),
    /// Evidence does not hold together, or documents were lost on the way: a fault of the program.
    #[error("internal error: {0}")]
    Evidence(#[from] fundscan_evidence::EvidenceError),
    /// Threads ended without a word: a fault of the program.
    #[error("internal error: {lost} documents were lost")]
    LostDocuments {
        /// How many.
        lost: usize,
    },
    /// The threads that read documents could not be started.
    #[error("cannot start {jobs} threads: {source}")]
    Threads {
        /// How many were asked for.
        jobs: usize,
        /// Why.
        source: rayon::ThreadPoolBuildError,
    },
}

/// Why what an earlier scan stored cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{}: {reason}", path.display())]
pub struct StoredError {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub reason: String,
}

impl PipelineError {
    /// What the researcher can do about it.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::ManifestUnreadable { .. } => "check the name and whether you may read the file",
            Self::Manifest { .. } => "nothing was read; correct the manifest and run the same command again",
            Self::Decisions { .. } => "nothing was read; correct the decisions and run the same command again",
            Self::TwoFundLists { .. } => "leave out --funds, or take the [[fund]] tables out of the manifest",
            Self::NoDocuments { .. } => {
                "folders are searched for .pdf, .docx, .docm, .html, .htm, .md and .txt; a file named itself is always tried"
            }
            Self::Occupied { found: Some(_), .. } => {
                "choose an empty folder, a new one, or the output of an earlier scan"
            }
            Self::Occupied { found: None, .. } => "name a folder; it is made if it is not there",
            Self::Busy { .. } => "wait until it is done, or choose another folder",
            Self::Unwritable { .. } => "choose a folder that you may write to",
            Self::Write { source, .. } if is_full(source) => "free some space, then run the same command again",
            Self::Write { .. } => "run the same command again",
            Self::Threads { .. } => "try --jobs 1",
            Self::Tagger(_) => "fundscan taxonomy check FILE names the faults of a taxonomy",
            Self::Evidence(_) | Self::LostDocuments { .. } => {
                "this is a fault of fundscan; please report it with the document, if you may share it"
            }
        }
    }
}

fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

/// An error of the operating system in words that need no manual.
#[must_use]
pub fn describe_io(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::StorageFull => "no space left on the disk".to_owned(),
        io::ErrorKind::QuotaExceeded => "your share of the disk is full".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk can only be read".to_owned(),
        io::ErrorKind::IsADirectory => "a folder, not a file".to_owned(),
        io::ErrorKind::NotADirectory => "a part of the path is a file, not a folder".to_owned(),
        _ => error.to_string(),
    }
}
