//! From what was typed to what will be read, before any work starts.

use std::path::PathBuf;

use fundscan_evidence::Decisions;
use fundscan_taxonomy::{FundRegister, Severity};

use crate::decisions::{DecisionFile, check};
use crate::failure::Failure;
use crate::find::Finder;
use crate::identity::{Wanted, settle};
use crate::manifest::Description;
use crate::{Fault, PipelineError};

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
    /// What a person decided about them.
    pub decisions: Decisions,
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
    /// The file of decisions by hand; else those that lie in the folders of the inputs.
    pub decisions: Option<PathBuf>,
}

impl Plan {
    /// Finds the documents that files, folders and manifests stand for.
    ///
    /// A folder with a `manifest.toml` or a `manifest.csv` at its root holds the documents that this lists; any
    /// other folder every `.pdf`, `.docx`, `.docm`, `.html`, `.htm`, `.md` and `.txt` in it. A file is always tried, whatever its name,
    /// unless it is a manifest: any TOML file, or a CSV file whose first row has a column `path`.
    ///
    /// An input that is not there is a document with a failure, so that it shows in the results.
    ///
    /// # Errors
    ///
    /// [`PipelineError::Manifest`] and [`PipelineError::Decisions`] with every fault of a manifest or of decisions, [`PipelineError::ManifestUnreadable`],
    /// [`PipelineError::TwoFundLists`], and [`PipelineError::NoDocuments`] where there is nothing to read at all.
    pub fn new(inputs: &[PathBuf], options: &PlanOptions) -> Result<Self, PipelineError> {
        let mut finder = Finder::new(&options.out);
        for input in inputs {
            finder.input(input)?;
        }
        let register = register(&mut finder, options)?;
        settle_funds(&mut finder, &register)?;
        finder.drop_doubles();
        let decided = finder.decisions(options.decisions.as_deref())?;
        let Finder { found, failures, remarks, .. } = finder;
        if found.is_empty() {
            let path = inputs.first().cloned().unwrap_or_default();
            return Err(PipelineError::NoDocuments { path });
        }
        let wanted: Vec<Wanted> = found.iter().map(|f| f.wanted.clone()).collect();
        let mut documents: Vec<Planned> = settle(&wanted)
            .into_iter()
            .zip(found)
            .map(|(id, f)| Planned { id, path: f.path, description: f.description, size: f.size })
            .collect();
        documents.sort_by(|a, b| a.id.cmp(&b.id));
        let decisions = decisions(decided, &register, &documents)?;
        Ok(Self { documents, register, decisions, failures, remarks })
    }
}

fn decisions(
    mut files: Vec<DecisionFile>,
    register: &FundRegister,
    documents: &[Planned],
) -> Result<Decisions, PipelineError> {
    let paths: Vec<&str> = documents.iter().map(|d| d.id.as_str()).collect();
    check(&mut files, register, &paths)?;
    Ok(Decisions::new(files.into_iter().flat_map(|f| f.decisions).collect(), &paths))
}

/// The one list of funds: the one asked for, else a manifest's own, else the default.
fn register(finder: &mut Finder<'_>, options: &PlanOptions) -> Result<FundRegister, PipelineError> {
    let mut register = options.register.clone();
    for manifest in &finder.manifests {
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
            finder.remarks.push(Remark { path: path.clone(), message });
        }
        register = Some((path.display().to_string(), parsed));
    }
    Ok(register.map_or_else(FundRegister::builtin, |(_, register)| register))
}

/// Funds of manifests become ids of the register, also where they are given by a name.
fn settle_funds(finder: &mut Finder<'_>, register: &FundRegister) -> Result<(), PipelineError> {
    for found in &mut finder.found {
        if let Some(fund) = found.description.fund.as_mut().and_then(|f| Some((register.lookup(f.as_str())?, f))) {
            *fund.1 = fund.0.id().clone();
        }
    }
    for manifest in &finder.manifests {
        let unknown = manifest.documents.iter().filter_map(|listed| {
            let fund = listed.description.fund.as_ref().filter(|f| register.lookup(f.as_str()).is_none())?;
            let message = format!(
                "unknown fund \"{fund}\"; known are {}; --funds takes a register with others",
                known_funds(register)
            );
            Some(Fault { line: listed.fund_line, message })
        });
        let faults: Vec<Fault> = unknown.collect();
        if !faults.is_empty() {
            return Err(PipelineError::Manifest { path: manifest.path.clone(), faults });
        }
    }
    Ok(())
}

/// The ids of all funds of a register, for messages.
#[must_use]
pub fn known_funds(register: &FundRegister) -> String {
    register.funds().iter().map(|f| f.id().as_str()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use std::fs;

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
        Plan::new(&inputs, &PlanOptions { out: dir.path().join("out"), ..PlanOptions::default() })
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
        let dir = folder(&[("m/lijst.csv", "path;fund\n..\\x.md;oom\n"), ("x.md", "x")]);
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
