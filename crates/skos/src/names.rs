//! The IRIs of the vocabularies that are read and written.

pub(crate) const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
pub(crate) const RDFS: &str = "http://www.w3.org/2000/01/rdf-schema#";
pub(crate) const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
pub(crate) const SKOS_XL: &str = "http://www.w3.org/2008/05/skos-xl#";
pub(crate) const DCTERMS: &str = "http://purl.org/dc/terms/";
pub(crate) const DC: &str = "http://purl.org/dc/elements/1.1/";
pub(crate) const OWL: &str = "http://www.w3.org/2002/07/owl#";

/// Our own, for what SKOS cannot say.
pub(crate) const FS: &str = "https://github.com/fundscan/fundscan/ns/taxonomy#";

/// The datatype of a literal that holds TOML: a value, or keys with their values.
pub(crate) const FS_TOML: &str = "https://github.com/fundscan/fundscan/ns/taxonomy#toml";

/// What the IRIs of an exported taxonomy start with, unless the researcher says otherwise; its id follows.
pub(crate) const BASE: &str = "https://github.com/fundscan/fundscan/taxonomy/";
