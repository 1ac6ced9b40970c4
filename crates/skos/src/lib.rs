//! Vocabularies of others, read into a taxonomy file, and a taxonomy written as SKOS.
//!
//! [`import`] reads SKOS in Turtle, RDF/XML or JSON-LD, and the tables (CSV) in which ESCO publishes its concepts; several
//! files together make one taxonomy. What it gives is the text of a taxonomy file, to be read over and edited: labels become
//! terms, and what a taxonomy has no place for is told in notices. [`export`] writes a taxonomy as SKOS in Turtle; what
//! SKOS cannot say stands in a notation of our own, so that an import of it gives the same taxonomy back.
//!
//! Left out: contexts of JSON-LD that stand elsewhere (nothing is fetched), and labels in other languages than Dutch and
//! English. Limits: files of [`MAX_FILE_BYTES`], [`MAX_CONCEPTS`] concepts, and those in `limits.rs`; each that is hit is
//! told with what was lost.
//!
//! ```
//! use fundscan_skos::{ImportOptions, Source, import};
//! use fundscan_taxonomy::Taxonomy;
//!
//! let turtle = r#"
//!     @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
//!     <http://example.org/1> a skos:Concept ; skos:prefLabel "kritisch denken"@nl, "critical thinking"@en .
//! "#;
//! let source = Source { name: "skills.ttl", bytes: turtle.as_bytes() };
//! let imported = import(&[source], &ImportOptions::default())?;
//! let (taxonomy, _) = Taxonomy::parse(&imported.text).expect("what is imported can be used");
//! assert_eq!(taxonomy.concepts()[0].id().as_str(), "kritisch-denken");
//! assert_eq!(taxonomy.concepts()[0].exact_match(), ["http://example.org/1"]);
//! # Ok::<(), fundscan_skos::SkosError>(())
//! ```

mod assemble;
mod draft;
mod error;
mod esco;
mod export;
#[cfg(fuzzing)]
pub mod fuzzing;
mod gather;
mod guard;
mod ids;
mod import;
mod labels;
mod limits;
mod names;
mod notices;
mod outline;
mod rdf;
mod source;
mod tree;
mod turtle;
mod write;

pub use error::SkosError;
pub use export::{check_base, concept_base, export};
pub use import::{ImportOptions, Imported, MainLanguage, import};
pub use limits::{MAX_CONCEPTS, MAX_FILE_BYTES};
pub use source::Source;
