use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Several files make one taxonomy. What a taxonomy has no place for is told on standard error; see docs/import.md.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  fundscan taxonomy import skills.ttl -o skills.toml
  fundscan taxonomy import skillGroups_nl.csv skillsHierarchy_nl.csv --id esco > esco.toml")]
pub(crate) struct ImportArgs {
    /// SKOS in Turtle, RDF/XML or JSON-LD, or tables of ESCO.
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Where to write the taxonomy; standard output if not given.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// The id of the taxonomy: small letters, digits and hyphens.
    #[arg(long, value_name = "ID")]
    pub(crate) id: Option<String>,
    /// The language of the taxonomy and of labels that are in none; found out if not given.
    #[arg(long, value_name = "LANGUAGE")]
    pub(crate) language: Option<LabelLanguage>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum LabelLanguage {
    Nl,
    En,
}

/// What SKOS cannot say stands in a notation of fundscan's own, so that an import gives the same taxonomy.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  fundscan taxonomy export -o skills-innovation.ttl
  fundscan taxonomy export my-taxonomy.toml --base https://example.org/skills/")]
pub(crate) struct ExportArgs {
    /// The taxonomy; the built-in one if none is given.
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    /// Where to write; standard output if not given.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// What the IRIs of concepts start with, such as `https://example.org/skills/`.
    #[arg(long, value_name = "IRI")]
    pub(crate) base: Option<String>,
}
