use fundscan_taxonomy::{Severity, Taxonomy};

use crate::draft::Draft;
use crate::outline::Name;
use crate::source::Format;
use crate::{SkosError, Source, assemble, esco, ids, rdf, write};

/// The language that a taxonomy is mainly written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MainLanguage {
    /// Dutch.
    Nl,
    /// English.
    En,
}

impl MainLanguage {
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::Nl => "nl",
            Self::En => "en",
        }
    }

    pub(crate) fn of(self, name: &Name) -> Option<&String> {
        match self {
            Self::Nl => name.nl.as_ref(),
            Self::En => name.en.as_ref(),
        }
    }
}

/// How to import.
#[derive(Clone, Debug, Default)]
pub struct ImportOptions {
    /// The id of the taxonomy; that of the file or one made of its title where it is not given.
    pub id: Option<String>,
    /// The language of the taxonomy, and of labels that are in none; the one most concepts have a label in where it is not
    /// given.
    pub language: Option<MainLanguage>,
}

/// What an import gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The taxonomy file.
    pub text: String,
    /// The number of concepts in it.
    pub concepts: usize,
    /// Whether it can be used as it is. It can, unless a file in our own notation says what a taxonomy file cannot hold.
    pub is_usable: bool,
    /// What a researcher should know: what was left out, and what was decided, a sentence each.
    pub notices: Vec<String>,
}

/// Reads vocabularies, in one syntax or in several, into one taxonomy.
///
/// # Errors
///
/// [`SkosError::File`] where a file cannot be read as what it is, [`SkosError::NoConcept`] where none of them labels a
/// concept, [`SkosError::Option`] where the id is none.
pub fn import(sources: &[Source<'_>], options: &ImportOptions) -> Result<Imported, SkosError> {
    if let Some(id) = options.id.as_ref().filter(|id| !ids::is_id(id)) {
        let id = id.escape_debug();
        return Err(SkosError::Option(format!("an id has small letters, digits and hyphens only, unlike `{id}`")));
    }
    let mut draft = Draft::default();
    for (number, source) in sources.iter().enumerate() {
        let (source, format) = source.opened()?;
        match format {
            Format::Turtle => rdf::turtle(&source, number, &mut draft)?,
            Format::RdfXml => rdf::rdf_xml(&source, number, &mut draft)?,
            Format::JsonLd => rdf::json_ld(&source, number, &mut draft)?,
            Format::Table => esco::table(&source, options.language.map_or("", MainLanguage::tag), &mut draft)?,
        }
    }
    let names: Vec<&str> = sources.iter().map(|s| s.name).collect();
    let Some(outline) = assemble::outline(&mut draft, options, &names) else {
        return Err(SkosError::NoConcept { files: names.join(", ") });
    };
    let text = write::taxonomy(&outline);
    let mut notices = std::mem::take(&mut draft.notices).into_sentences();
    // What a file says in our own notation is the word of whoever wrote it, and can be wrong as a taxonomy file can.
    let findings = Taxonomy::check(&text);
    let faults = || findings.iter().filter(|f| f.severity == Severity::Error);
    notices.extend(faults().map(|f| format!("the taxonomy needs a correction before it can be used: {f}")).take(20));
    let is_usable = faults().next().is_none();
    Ok(Imported { text, concepts: outline.concepts.len(), is_usable, notices })
}
