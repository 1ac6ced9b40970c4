use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// What is in `small.toml`.
pub(crate) const SMALL_TAXONOMY: &str = include_str!("../data/small-taxonomy.toml");

/// A folder of its own for one test, in which the binary is run.
pub(crate) struct Sandbox {
    dir: TempDir,
}

/// What a run of the binary gave.
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Sandbox {
    /// A folder that holds only `small.toml`, a small taxonomy: quick to read, and independent of the default terms.
    pub(crate) fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }.file("small.toml", SMALL_TAXONOMY)
    }

    /// The same with two documents that can be read, in the folder `in`.
    pub(crate) fn with_documents() -> Self {
        Self::new()
            .file("in/oom-jaarverslag-2022.md", "# OOM Jaarverslag 2022\n\nHet fonds vergoedt scholing en EVC.\n")
            .file("in/plan.txt", "De scholing van monteurs is op peil.\n")
    }

    pub(crate) fn file(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        self.write(path, content);
        self
    }

    pub(crate) fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    /// The binary, to be run in this folder.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fundscan"));
        command.current_dir(self.dir.path());
        command
    }

    /// Scans with the small taxonomy to the folder `out`.
    pub(crate) fn scan(&self, arguments: &str) -> Run {
        self.run(&format!("scan {arguments} --out out --taxonomy small.toml"))
    }

    /// Runs the binary with arguments that are separated by spaces.
    pub(crate) fn run(&self, arguments: &str) -> Run {
        self.run_with(arguments, "")
    }

    /// The same with standard input.
    pub(crate) fn run_with(&self, arguments: &str, input: impl Into<Vec<u8>>) -> Run {
        let output = self.command().args(arguments.split_whitespace()).write_stdin(input).output().unwrap();
        Run {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    pub(crate) fn json(&self, path: &str) -> Value {
        let bytes = fs::read(self.path(path)).unwrap_or_else(|e| panic!("{path}: {e}"));
        serde_json::from_slice(&bytes).unwrap_or_else(|e| panic!("{path}: {e}"))
    }

    /// The evidence of the document with this identity in the scan in `out`.
    pub(crate) fn evidence(&self, id: &str) -> Value {
        let dir = self.path("out/documents");
        let mut paths: Vec<PathBuf> = fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()).collect();
        paths.sort();
        let all = paths.iter().map(|p| serde_json::from_slice::<Value>(&fs::read(p).unwrap()).unwrap());
        all.into_iter()
            .find(|e| e["source"]["path"] == id)
            .unwrap_or_else(|| panic!("no evidence of {id} in {paths:?}"))
    }

    /// Every file below a folder with its bytes, sorted by path.
    pub(crate) fn files(&self, folder: &str) -> Vec<(String, Vec<u8>)> {
        let root = self.path(folder);
        self.names(folder).into_iter().map(|name| (name.clone(), fs::read(root.join(name)).unwrap())).collect()
    }

    /// The paths of every file below a folder, sorted; none where it is not there.
    pub(crate) fn names(&self, folder: &str) -> Vec<String> {
        fn walk(root: &Path, dir: &Path, found: &mut Vec<String>) {
            for entry in fs::read_dir(dir).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    walk(root, &path, found);
                } else {
                    found.push(path.strip_prefix(root).unwrap().to_str().unwrap().to_owned());
                }
            }
        }
        let root = self.path(folder);
        let mut found = Vec::new();
        if root.exists() {
            walk(&root, &root, &mut found);
        }
        found.sort();
        found
    }
}

impl Run {
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }

    /// Standard error holds this text.
    #[track_caller]
    pub(crate) fn says(self, text: &str) -> Self {
        assert!(self.stderr.contains(text), "expected {text:?} in stderr:\n{}", self.stderr);
        self
    }

    /// Standard output holds this text.
    #[track_caller]
    pub(crate) fn prints(self, text: &str) -> Self {
        assert!(self.stdout.contains(text), "expected {text:?} in stdout:\n{}", self.stdout);
        self
    }

    #[track_caller]
    pub(crate) fn says_nothing(self) -> Self {
        assert_eq!(self.stderr, "");
        self
    }

    /// Standard output as one JSON document.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|e| panic!("{e}:\n{}", self.stdout))
    }
}
