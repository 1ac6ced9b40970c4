//! Where lines come from: a scan, one evidence file, or a document that is read on the spot.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use fundscan_evidence::{
    Collection, ConceptEntry, DocumentEntry, Evidence, EvidenceError, ReadStatus, StoredPassages, TaxonomyRecord,
    TaxonomyStamp,
};
use fundscan_extract::PdfOptions;
use fundscan_model::{BlockKind, FundId};
use fundscan_pipeline::{Plan, PlanOptions, ScanOptions, read};

use super::TOOL;
use super::query::Wanted;
use crate::args::KwicArgs;
use crate::commands::load;
use crate::messages::{Messages, Stop};

/// Documents with their evidence, and what they were read with.
pub(super) struct Source {
    taxonomy: TaxonomyRecord,
    kinds: Vec<BlockKind>,
    funds: Vec<(FundId, String)>,
    documents: Documents,
}

enum Documents {
    /// Files of a scan: the folder and the documents that count.
    Scanned(PathBuf, Vec<DocumentEntry>),
    /// An evidence file by itself.
    Alone(Box<Evidence>),
    /// What was read just now.
    Read(Vec<(Evidence, Option<StoredPassages>)>),
}

/// Enough of a file to tell evidence by.
const HEAD: u64 = 200;

impl Source {
    pub(super) fn open(args: &KwicArgs, messages: Messages) -> Result<Self, Stop> {
        let input = args.input.as_path();
        // What is not there is told by the reading of documents, unless it is meant as a folder.
        if input.is_dir() {
            no_documents_options(args, "a scan")?;
            return Ok(Self::scanned(input, load::collection(input)?, None));
        }
        if !is_evidence(input) {
            return Self::read(args, messages);
        }
        no_documents_options(args, "an evidence file")?;
        Self::evidence(input)
    }

    fn scanned(dir: &Path, collection: Collection, only: Option<&str>) -> Self {
        let counts = |d: &DocumentEntry| match only {
            Some(name) => d.evidence.as_deref() == Some(name),
            None => d.duplicate_of.is_none() && d.evidence.is_some(),
        };
        Self {
            taxonomy: collection.taxonomy,
            kinds: collection.kinds,
            funds: collection.funds.into_iter().map(|f| (f.fund, f.name)).collect(),
            documents: Documents::Scanned(dir.to_owned(), collection.documents.into_iter().filter(counts).collect()),
        }
    }

    /// An evidence file: with its scan around it, if it still lies there.
    fn evidence(file: &Path) -> Result<Self, Stop> {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let folder = file.parent().filter(|p| p.file_name().is_some_and(|n| n == "documents"));
        if let Some(dir) = folder.and_then(Path::parent) {
            let dir = if dir.as_os_str().is_empty() { Path::new(".") } else { dir };
            let name = format!("documents/{name}");
            if let Ok(collection) = load::collection(dir)
                && collection.documents.iter().any(|d| d.evidence.as_deref() == Some(&name))
            {
                return Ok(Self::scanned(dir, collection, Some(&name)));
            }
        }
        let evidence = load::evidence(file)?;
        let builtin = TaxonomyRecord::from(&fundscan_taxonomy::Taxonomy::builtin());
        let taxonomy = if builtin.stamp.meaning == evidence.taxonomy.meaning { builtin } else { found_in(&evidence) };
        let mut funds: Vec<(FundId, String)> =
            evidence.mentions.iter().filter_map(|m| m.fund.clone()).map(|f| (f.clone(), f.to_string())).collect();
        funds.extend(evidence.fund.id.clone().map(|f| (f, evidence.fund.name.clone().unwrap_or_default())));
        funds.sort();
        funds.dedup_by(|a, b| a.0 == b.0);
        Ok(Self { taxonomy, kinds: evidence.kinds.clone(), funds, documents: Documents::Alone(Box::new(evidence)) })
    }

    /// A document that has not been scanned.
    fn read(args: &KwicArgs, messages: Messages) -> Result<Self, Stop> {
        let taxonomy = load::taxonomy(args.taxonomy.as_deref(), messages)?;
        let register = match &args.funds {
            Some(file) => Some((file.display().to_string(), load::funds(file, messages)?)),
            None => None,
        };
        let plan = Plan::new(std::slice::from_ref(&args.input), &PlanOptions { register, ..PlanOptions::default() })
            .map_err(|e| Stop::new(&e).with_hint(e.hint()))?;
        let kinds = args.kinds.asked().unwrap_or_default();
        let pdf = PdfOptions { password: load::password(&args.password)?, ..PdfOptions::default() };
        let mut documents = Vec::new();
        for planned in &plan.documents {
            let options = ScanOptions {
                tool: TOOL.to_owned(),
                fund: None,
                years: None,
                kinds: kinds.clone(),
                jobs: 1,
                pdf: pdf.clone(),
            };
            let (evidence, passages) = read(planned, &taxonomy, plan.register.clone(), options)
                .map_err(|e| Stop::new(&e).with_hint(e.hint()))?;
            let path = planned.path.display();
            match (evidence.status, &evidence.reason) {
                (ReadStatus::Failed, Some(reason)) => {
                    let stop = Stop::new(format!("{path}: {}", reason.message));
                    return Err(stop.with_hint("give a folder that fundscan scan has made, or a document"));
                }
                (_, Some(reason)) => messages.note(format!("{path}: {}", reason.message)),
                (_, None) => {}
            }
            documents.push((evidence, passages));
        }
        Ok(Self {
            taxonomy: TaxonomyRecord::from(&taxonomy),
            kinds: kinds.as_slice().to_vec(),
            funds: plan.register.funds().iter().map(|f| (f.id().clone(), f.name().to_owned())).collect(),
            documents: Documents::Read(documents),
        })
    }

    pub(super) fn concepts(&self) -> &[ConceptEntry] {
        &self.taxonomy.concepts
    }

    pub(super) fn stamp(&self) -> &TaxonomyStamp {
        &self.taxonomy.stamp
    }

    /// The kinds of passages in which mentions were kept.
    pub(super) fn kinds(&self) -> &[BlockKind] {
        &self.kinds
    }

    /// Every fund there is, with its name.
    pub(super) fn funds(&self) -> &[(FundId, String)] {
        &self.funds
    }

    /// Hands over each document, one at a time: a collection may hold more evidence than memory.
    pub(super) fn each(
        &self,
        wanted: &Wanted,
        mut take: impl FnMut(&Evidence, Option<&StoredPassages>) -> Result<(), EvidenceError>,
    ) -> Result<(), Stop> {
        match &self.documents {
            Documents::Read(documents) => {
                for (evidence, passages) in documents {
                    take(evidence, passages.as_ref()).map_err(Stop::new)?;
                }
                Ok(())
            }
            Documents::Alone(evidence) => {
                if wanted.search.is_some() {
                    let path = &evidence.source.path;
                    return Err(Stop::new(format!("{path}: the passages are not beside the evidence file"))
                        .with_hint("give the folder of the scan, or the document, to search for words"));
                }
                take(evidence, None).map_err(Stop::new)
            }
            Documents::Scanned(dir, documents) => {
                for document in documents {
                    self.scanned_document(dir, document, wanted, &mut take)?;
                }
                Ok(())
            }
        }
    }

    fn scanned_document(
        &self,
        dir: &Path,
        document: &DocumentEntry,
        wanted: &Wanted,
        take: &mut impl FnMut(&Evidence, Option<&StoredPassages>) -> Result<(), EvidenceError>,
    ) -> Result<(), Stop> {
        let Some(name) = &document.evidence else { return Ok(()) };
        let path = dir.join(name);
        let evidence = load::evidence(&path)?;
        if evidence.taxonomy != self.taxonomy.stamp {
            return Err(load::edited(&path, &"it is not of this scan"));
        }
        document.check(&evidence).map_err(|e| load::edited(&path, &e))?;
        let is_asked = |e: &Evidence| e.mentions.iter().any(|m| wanted.query.concepts.contains(&m.concept));
        let passages = match &document.passages {
            Some(name) if wanted.search.is_some() || is_asked(&evidence) => {
                let path = dir.join(name);
                let passages = StoredPassages::from_json_lines(&load::bytes(&path)?);
                Some(passages.map_err(|e| load::edited(&path, &e))?)
            }
            _ => None,
        };
        take(&evidence, passages.as_ref()).map_err(|e| load::edited(&path, &e))
    }
}

/// Options that only a document has use for.
fn no_documents_options(args: &KwicArgs, what: &str) -> Result<(), Stop> {
    let given = [("--taxonomy", args.taxonomy.is_some()), ("--funds", args.funds.is_some())];
    match given.iter().find(|(_, given)| *given) {
        Some((option, _)) => {
            Err(Stop::new(format!("{option}: {what} has been read already, with what it was read with"))
                .with_hint("leave it out, scan again with it, or give the document itself"))
        }
        None => Ok(()),
    }
}

/// Whether a file says of itself, at its start, that it is evidence.
fn is_evidence(file: &Path) -> bool {
    // What is no plain file (a pipe) is not opened: it might not answer.
    if !file.is_file() {
        return false;
    }
    let mut head = Vec::new();
    let read = File::open(file).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    let text = String::from_utf8_lossy(&head);
    read.is_ok() && text.trim_start().starts_with('{') && text.contains("\"fundscan/evidence/")
}

/// As much of a taxonomy as the evidence by itself tells: the concepts that were found, without their names.
fn found_in(evidence: &Evidence) -> TaxonomyRecord {
    let entry = |id: &fundscan_model::ConceptId| ConceptEntry {
        concept: id.clone(),
        group: String::new(),
        broader: None,
        nl: id.to_string(),
        en: id.to_string(),
    };
    let concepts = evidence.counts.iter().map(|c| entry(&c.concept)).collect();
    TaxonomyRecord { stamp: evidence.taxonomy.clone(), groups: Vec::new(), concepts }
}
