use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Write the mentions of a scan as W3C Web Annotations (JSON-LD), for tools that show them in the documents.
///
/// Each mention is an annotation that tags its quote with its concept: found again by the quote with the words around it,
/// by its place in the text that fundscan extract prints, in code points, and by the page of a PDF. Its target is the
/// document's path, as the scan knows it, and its content by SHA-256.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  fundscan annotate evidence -o annotations.jsonld
  fundscan annotate evidence -o annotations.jsonl
  fundscan annotate evidence --documents https://example.org/reports/ -o annotations.jsonld")]
pub(crate) struct AnnotateArgs {
    /// The output of a scan.
    #[arg(value_name = "DIR")]
    pub(crate) dir: PathBuf,

    /// How to write them; by the ending of the file unless given, else one collection.
    #[arg(short, long, value_enum)]
    pub(crate) format: Option<AnnotateFormat>,

    /// Where to write them; standard output unless given.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// What the paths of documents are added to; without it they are relative to where the annotations stand.
    #[arg(long, value_name = "IRI")]
    pub(crate) documents: Option<String>,

    /// What the ids of concepts are added to; without it the same as in fundscan taxonomy export.
    #[arg(long, value_name = "IRI")]
    pub(crate) concepts: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AnnotateFormat {
    /// One AnnotationCollection with every annotation in it.
    Jsonld,
    /// JSON lines: an annotation a line, each with its context.
    Jsonl,
}

impl AnnotateArgs {
    pub(crate) fn format(&self) -> AnnotateFormat {
        let ending = self.output.as_deref().and_then(|file| file.extension()).and_then(|ending| ending.to_str());
        let by_ending = match ending.map(str::to_ascii_lowercase).as_deref() {
            Some("jsonl" | "ndjson") => AnnotateFormat::Jsonl,
            _ => AnnotateFormat::Jsonld,
        };
        self.format.unwrap_or(by_ending)
    }
}
