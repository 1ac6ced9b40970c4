//! From what was typed to what will be read, before any work starts.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fundscan_taxonomy::{FundRegister, Severity};

use crate::failure::Failure;
use crate::identity::{Wanted, relative_id, settle};
use crate::manifest::{Description, Listed, Manifest};
use crate::walk::{Walked, walk};
use crate::{Fault, PipelineError};

/// How many file names a message gives before it says "and n more".
const NAMED: usize = 5;

/// One document that will be read, or that is known already not to be readable.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The document's identity: its path relative to the input it was found under, slash-separated and unique.
    pub id: String,
    /// Where to read it.
    pub path: PathBuf,
    /// What the manifest says about it.
    pub description: Description,
    /// Its size in bytes, or why it cannot be read.
    pub size: Result<u64, Failure>,
}

/// Something to tell a person about an input, before the work starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// What it is about.
    pub path: PathBuf,
    /// The remark, in words.
    pub message: String,
}

/// Everything that will be read, in the order of identities.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The documents.
    pub documents: Vec<Planned>,
    /// The funds that documents may belong to.
    pub register: FundRegister,
    /// Inputs that gave no document, so that something typed was of no effect: the run has failed, and goes on.
    pub failures: Vec<Remark>,
    /// What a careful reader should know: files that were passed over, or given twice.
    pub remarks: Vec<Remark>,
}

/// What a plan is made from besides the inputs.
#[derive(Clone, Debug, Default)]
pub struct PlanOptions {
    /// The output directory: never searched for documents.
    pub out: PathBuf,
    /// The fund register that was asked for and the name of its file; else the manifest's own list of funds counts,
    /// else the default register.
    pub register: Option<(String, FundRegister)>,
}

impl Plan {
    /// Finds the documents that files, folders and manifests stand for.
    ///
    /// A folder with a `manifest.toml` or a `manifest.csv` at its root holds the documents that this lists; any
    /// other folder every `.pdf`, `.html`, `.htm`, `.md` and `.txt` in it. A file is always tried, whatever its name,
    /// unless it is a manifest: any TOML file, or a CSV file whose first row has a column `path`.
    ///
    /// An input that is not there is a document with a failure, so that it shows in the results.
    ///
    /// # Errors
    ///
    /// [`PipelineError::Manifest`] with every fault of a manifest, [`PipelineError::ManifestUnreadable`],
    /// [`PipelineError::TwoFundLists`], and [`PipelineError::NoDocuments`] where there is nothing to read at all.
    pub fn new(inputs: &[PathBuf], options: &PlanOptions) -> Result<Self, PipelineError> {
        let mut finder =
            Finder { options, found: Vec::new(), manifests: Vec::new(), failures: Vec::new(), remarks: Vec::new() };
        for input in inputs {
            finder.input(input)?;
        }
        finder.finish(inputs)
    }
}

struct Found {
    wanted: Wanted,
    path: PathBuf,
    description: Description,
    size: Result<u64, Failure>,
}

struct Finder<'a> {
    options: &'a PlanOptions,
    found: Vec<Found>,
    manifests: Vec<Manifest>,
    failures: Vec<Remark>,
    remarks: Vec<Remark>,
}

impl Finder<'_> {
    fn input(&mut self, input: &Path) -> Result<(), PipelineError> {
        match fs::metadata(input) {
            Ok(meta) if meta.is_dir() => {
                let manifest = ["manifest.toml", "manifest.csv"].map(|name| input.join(name));
                match manifest.into_iter().find(|m| m.is_file() && Manifest::is_one(m)) {
                    Some(manifest) => self.manifest(&manifest, Some(input)),
                    None => {
                        self.folder(input);
                        Ok(())
                    }
                }
            }
            Ok(meta) if meta.is_file() && Manifest::is_one(input) => self.manifest(input, None),
            _ => {
                let id = name_of(input);
                self.add(id, parent_name(input), input.to_owned(), Description::default());
                Ok(())
            }
        }
    }

    fn folder(&mut self, folder: &Path) {
        let Walked { documents, failures, passed_over, about } = walk(folder, &self.options.out);
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
        let walked = walk(folder, &self.options.out);
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

    fn finish(mut self, inputs: &[PathBuf]) -> Result<Plan, PipelineError> {
        let register = self.register()?;
        self.settle_funds(&register)?;
        self.drop_doubles();
        if self.found.is_empty() {
            let path = inputs.first().cloned().unwrap_or_default();
            return Err(PipelineError::NoDocuments { path });
        }
        let wanted: Vec<Wanted> = self.found.iter().map(|f| f.wanted.clone()).collect();
        let mut documents: Vec<Planned> = settle(&wanted)
            .into_iter()
            .zip(self.found)
            .map(|(id, f)| Planned { id, path: f.path, description: f.description, size: f.size })
            .collect();
        documents.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(Plan { documents, register, failures: self.failures, remarks: self.remarks })
    }

    /// The one list of funds: the one asked for, else a manifest's own, else the default.
    fn register(&mut self) -> Result<FundRegister, PipelineError> {
        let mut register = self.options.register.clone();
        for manifest in &self.manifests {
            let Some(text) = &manifest.funds else { continue };
            let path = manifest.path.clone();
            if let Some((other, _)) = register {
                return Err(PipelineError::TwoFundLists { path, other });
            }
            let (parsed, warnings) = FundRegister::parse(text).map_err(|error| {
                let errors = error.findings().iter().filter(|f| f.severity == Severity::Error);
                let faults = errors.map(|f| Fault { line: f.line, message: f.message.clone() }).collect();
                PipelineError::Manifest { path: path.clone(), faults }
            })?;
            for warning in warnings {
                let message = format!("line {}: {}", warning.line, warning.message);
                self.remarks.push(Remark { path: path.clone(), message });
            }
            register = Some((path.display().to_string(), parsed));
        }
        Ok(register.map_or_else(FundRegister::builtin, |(_, register)| register))
    }

    /// Funds of manifests become ids of the register, also where they are given by a name.
    fn settle_funds(&mut self, register: &FundRegister) -> Result<(), PipelineError> {
        for found in &mut self.found {
            if let Some(fund) = found.description.fund.as_mut().and_then(|f| Some((register.lookup(f.as_str())?, f))) {
                *fund.1 = fund.0.id().clone();
            }
        }
        for manifest in &self.manifests {
            let unknown = manifest.documents.iter().filter_map(|listed| {
                let fund = listed.description.fund.as_ref().filter(|f| register.lookup(f.as_str()).is_none())?;
                let message = format!("unknown fund \"{fund}\"; known are {}", known_funds(register));
                Some(Fault { line: listed.fund_line, message })
            });
            let faults: Vec<Fault> = unknown.collect();
            if !faults.is_empty() {
                return Err(PipelineError::Manifest { path: manifest.path.clone(), faults });
            }
        }
        Ok(())
    }

    /// One file that was found on two ways is one document: the one that a manifest describes, else the first.
    fn drop_doubles(&mut self) {
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

/// The ids of all funds of a register, for messages.
#[must_use]
pub fn known_funds(register: &FundRegister) -> String {
    register.funds().iter().map(|f| f.id().as_str()).collect::<Vec<_>>().join(", ")
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

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for (file, text) in files {
            let path = dir.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        dir
    }

    fn plan(dir: &tempfile::TempDir, inputs: &[&str]) -> Result<Plan, PipelineError> {
        let inputs: Vec<PathBuf> = inputs.iter().map(|i| dir.path().join(i)).collect();
        Plan::new(&inputs, &PlanOptions { out: dir.path().join("out"), register: None })
    }

    fn ids(plan: &Plan) -> Vec<&str> {
        plan.documents.iter().map(|d| d.id.as_str()).collect()
    }

    #[test]
    fn a_document_is_its_path_relative_to_its_input() {
        let dir = folder(&[("2022/a/x.md", "x"), ("2023/a/x.md", "x"), ("2023/y.md", "y"), ("z.dat", "z")]);
        let plan = plan(&dir, &["2022", "2023", "z.dat", "weg.pdf"]).unwrap();
        assert_eq!(ids(&plan), ["2022/a/x.md", "2023/a/x.md", "weg.pdf", "y.md", "z.dat"]);
        assert_eq!(plan.documents[2].size.as_ref().unwrap_err().code(), "not-found");
        assert!(plan.failures.is_empty());
    }

    #[test]
    fn a_file_given_twice_is_read_once() {
        let dir = folder(&[("a/x.md", "x")]);
        let plan = plan(&dir, &["a", "a/x.md", "a/../a/x.md"]).unwrap();
        assert_eq!(ids(&plan), ["x.md"]);
        assert_eq!(plan.remarks.len(), 2);
    }

    #[test]
    fn a_manifest_says_what_is_read_and_what_lies_beside_it_is_told() {
        let manifest =
            "ignore = ['bron/']\n[[document]]\npath = 'a/x.md'\nfund = 'oom'\n[[document]]\npath = 'weg.md'\n";
        let dir = folder(&[("m/manifest.toml", manifest), ("m/a/x.md", "x"), ("m/los.md", "l"), ("m/bron/b.md", "b")]);
        let plan = plan(&dir, &["m"]).unwrap();
        assert_eq!(ids(&plan), ["a/x.md", "weg.md"]);
        assert_eq!(plan.documents[0].description.fund, Some("oom".into()));
        assert_eq!(plan.documents[1].size.as_ref().unwrap_err().code(), "not-found");
        assert_eq!(plan.remarks.len(), 1);
        assert!(plan.remarks[0].message.contains("los.md") && !plan.remarks[0].message.contains("bron"));
    }

    #[test]
    fn a_manifest_may_point_outside_its_folder() {
        let dir = folder(&[("m/lijst.csv", "path;fund\n../x.md;oom\n"), ("x.md", "x")]);
        let plan = plan(&dir, &["m/lijst.csv"]).unwrap();
        assert_eq!(ids(&plan), ["x.md"]);
        assert!(plan.documents[0].size.is_ok());
    }

    #[test]
    fn a_fund_that_nobody_knows_is_a_fault_with_its_line() {
        let dir =
            folder(&[("m.toml", "[[document]]\npath = 'x'\nfund = 'oom'\n\n[[document]]\npath = 'y'\nfund = 'omo'\n")]);
        let Err(PipelineError::Manifest { faults, .. }) = plan(&dir, &["m.toml"]) else { panic!("a fault") };
        assert_eq!(faults.len(), 1);
        assert_eq!(faults[0].line, 7);
        assert!(faults[0].message.contains("omo") && faults[0].message.contains("otib"), "{faults:?}");
    }

    #[test]
    fn an_empty_folder_is_told_and_nothing_at_all_is_an_error() {
        let dir = folder(&[("leeg/foto.jpg", ""), ("a.md", "a")]);
        let plan_ = plan(&dir, &["leeg", "a.md"]).unwrap();
        assert_eq!(plan_.failures.len(), 1);
        assert!(plan_.remarks[0].message.contains("1 .jpg"), "{:?}", plan_.remarks);
        assert!(matches!(plan(&dir, &["leeg"]), Err(PipelineError::NoDocuments { .. })));
    }
}
