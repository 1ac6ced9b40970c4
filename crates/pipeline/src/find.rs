//! From inputs to the files they stand for.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::decisions::{DecisionFile, NAMES};
use crate::failure::Failure;
use crate::identity::{Wanted, relative_id};
use crate::manifest::{Description, Listed, Manifest};
use crate::walk::{Walked, walk};
use crate::{PipelineError, Remark};

/// How many file names a message gives before it says "and n more".
const NAMED: usize = 5;

/// A file that an input stands for.
pub(crate) struct Found {
    pub(crate) wanted: Wanted,
    pub(crate) path: PathBuf,
    pub(crate) description: Description,
    pub(crate) size: Result<u64, Failure>,
}

/// Gathers what inputs stand for, one after the other.
pub(crate) struct Finder<'a> {
    /// The output directory: never searched.
    out: &'a Path,
    pub(crate) found: Vec<Found>,
    pub(crate) manifests: Vec<Manifest>,
    /// Inputs that gave nothing.
    pub(crate) failures: Vec<Remark>,
    pub(crate) remarks: Vec<Remark>,
    /// The folders that inputs are, or that manifests stand in: where decisions are kept.
    folders: Vec<PathBuf>,
}

impl<'a> Finder<'a> {
    pub(crate) fn new(out: &'a Path) -> Self {
        Self {
            out,
            found: Vec::new(),
            manifests: Vec::new(),
            failures: Vec::new(),
            remarks: Vec::new(),
            folders: Vec::new(),
        }
    }

    /// Adds what one input stands for.
    pub(crate) fn input(&mut self, input: &Path) -> Result<(), PipelineError> {
        match fs::metadata(input) {
            Ok(meta) if meta.is_dir() => {
                self.folders.push(input.to_owned());
                let manifest = ["manifest.toml", "manifest.csv"].map(|name| input.join(name));
                match manifest.into_iter().find(|m| m.is_file() && Manifest::is_one(m)) {
                    Some(manifest) => self.manifest(&manifest, Some(input)),
                    None => {
                        self.folder(input);
                        Ok(())
                    }
                }
            }
            Ok(meta) if meta.is_file() && Manifest::is_one(input) => {
                self.folders.push(input.parent().unwrap_or(Path::new("")).to_owned());
                self.manifest(input, None)
            }
            _ => {
                let id = name_of(input);
                self.add(id, parent_name(input), input.to_owned(), Description::default());
                Ok(())
            }
        }
    }

    /// The decisions that were asked for, else all that lie in the folders of the inputs.
    pub(crate) fn decisions(&mut self, asked: Option<&Path>) -> Result<Vec<DecisionFile>, PipelineError> {
        let mut paths: Vec<PathBuf> = Vec::new();
        match asked {
            Some(path) => paths.push(path.to_owned()),
            None => {
                for path in self.folders.iter().flat_map(|folder| NAMES.map(|name| folder.join(name))) {
                    let real = real_path(&path);
                    if path.is_file() && paths.iter().all(|other| real_path(other) != real) {
                        paths.push(path);
                    }
                }
            }
        }
        let files = paths.iter().map(|path| DecisionFile::read(path)).collect::<Result<Vec<_>, _>>()?;
        for file in &files {
            for notice in &file.notices {
                self.remark(&file.path, notice.clone());
            }
        }
        Ok(files)
    }

    fn folder(&mut self, folder: &Path) {
        let Walked { documents, failures, passed_over, about } = walk(folder, self.out);
        if documents.is_empty() && failures.is_empty() {
            self.failures.push(Remark { path: folder.to_owned(), message: "no documents in this folder".to_owned() });
        }
        let input = name_of(folder);
        for (id, path) in documents {
            self.add(id, input.clone(), path, Description::default());
        }
        for (id, failure) in failures {
            let path = folder.join(&id);
            self.found.push(Found {
                wanted: Wanted { id, input: input.clone() },
                path,
                description: Description::default(),
                size: Err(failure),
            });
        }
        if !passed_over.is_empty() {
            self.remark(folder, format!("passed over {}", endings(&passed_over)));
        }
        if !about.is_empty() {
            self.remark(folder, format!("not taken for a document: {}; name a file itself to read it", names(&about)));
        }
    }

    fn manifest(&mut self, path: &Path, folder: Option<&Path>) -> Result<(), PipelineError> {
        let real = real_path(path);
        if self.manifests.iter().any(|m| real_path(&m.path) == real) {
            return Ok(());
        }
        let manifest = Manifest::read(path)?;
        for notice in &manifest.notices {
            self.remark(path, notice.clone());
        }
        let input = name_of(manifest.folder());
        for Listed { path, description, .. } in &manifest.documents {
            let id = relative_id(Path::new(path));
            self.add(id, input.clone(), manifest.folder().join(path), description.clone());
        }
        if let Some(folder) = folder {
            self.unlisted(folder, &manifest);
        }
        self.manifests.push(manifest);
        Ok(())
    }

    /// A manifest says what the collection is; what lies beside it is told, not read.
    fn unlisted(&mut self, folder: &Path, manifest: &Manifest) {
        let listed: BTreeSet<String> = manifest.documents.iter().map(|d| relative_id(Path::new(&d.path))).collect();
        let ignored: Vec<String> = manifest.ignore.iter().map(|path| relative_id(Path::new(path))).collect();
        let is_ignored = |id: &str| {
            ignored
                .iter()
                .any(|path| id.strip_prefix(path.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
        };
        let walked = walk(folder, self.out);
        let unlisted: Vec<String> = walked
            .documents
            .into_iter()
            .map(|(id, _)| id)
            .filter(|id| !listed.contains(id) && !is_ignored(id))
            .collect();
        if !unlisted.is_empty() {
            let message = format!("not listed, so not read: {}; list it, or name it under ignore", names(&unlisted));
            self.remark(&manifest.path, message);
        }
    }

    fn add(&mut self, id: String, input: String, path: PathBuf, description: Description) {
        let size = match fs::metadata(&path) {
            Ok(meta) if meta.is_file() => Ok(meta.len()),
            Ok(_) => Err(Failure::not_a_file()),
            Err(error) if path.is_symlink() => Err(Failure::dead_link(&error)),
            Err(error) => Err(Failure::from_io(&error)),
        };
        self.found.push(Found { wanted: Wanted { id, input }, path, description, size });
    }

    fn remark(&mut self, path: &Path, message: String) {
        self.remarks.push(Remark { path: path.to_owned(), message });
    }

    /// One file that was found on two ways is one document: the one that a manifest describes, else the first.
    pub(crate) fn drop_doubles(&mut self) {
        let mut kept: BTreeMap<PathBuf, usize> = BTreeMap::new();
        let mut doubles = Vec::new();
        let mut unique: Vec<Found> = Vec::new();
        for found in std::mem::take(&mut self.found) {
            match kept.get(&real_path(&found.path)) {
                None => {
                    kept.insert(real_path(&found.path), unique.len());
                    unique.push(found);
                }
                Some(&at) => {
                    doubles.push(found.path.clone());
                    if unique[at].description == Description::default() && found.description != Description::default() {
                        unique[at] = found;
                    }
                }
            }
        }
        self.found = unique;
        for path in doubles {
            self.remarks.push(Remark { path, message: "given twice, read once".to_owned() });
        }
    }
}

/// The path with every link in its folders resolved, but not one that is the file itself: that is another name.
fn real_path(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match (folder.canonicalize(), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => std::path::absolute(path).unwrap_or_else(|_| path.to_owned()),
    }
}

/// The last part of a path, also of `.` and `..`.
fn name_of(path: &Path) -> String {
    let named = |path: &Path| path.file_name().map(|n| n.to_string_lossy().into_owned());
    named(path).or_else(|| path.canonicalize().ok().as_deref().and_then(named)).unwrap_or_default()
}

fn parent_name(path: &Path) -> String {
    name_of(path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")))
}

fn names(list: &[String]) -> String {
    let mut text = list.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    if list.len() > NAMED {
        text.push_str(&format!(" and {} more", list.len() - NAMED));
    }
    text
}

fn endings(counts: &BTreeMap<String, usize>) -> String {
    let total: usize = counts.values().sum();
    let kinds: Vec<String> = counts
        .iter()
        .map(|(ending, n)| if ending.is_empty() { format!("{n} without an ending") } else { format!("{n} .{ending}") })
        .collect();
    format!("{total} file{} that fundscan does not read ({})", if total == 1 { "" } else { "s" }, names(&kinds))
}
