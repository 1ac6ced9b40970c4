//! For the targets in `fuzz/`: what is promised of whatever is read.

use fundscan_taxonomy::Taxonomy;

use crate::source::Format;
use crate::{ImportOptions, Source, export};

/// Imports a file as what its name says that it is, and checks what came of it.
///
/// # Panics
///
/// Where a promise is broken.
pub fn import(name: &str, bytes: &[u8]) {
    let source = Source { name, bytes };
    let expected = match name.rsplit('.').next() {
        Some("ttl") => Format::Turtle,
        Some("rdf") => Format::RdfXml,
        Some("jsonld") => Format::JsonLd,
        _ => Format::Table,
    };
    // Every target keeps to its own reader.
    if !source.opened().is_ok_and(|(_, format)| format == expected) {
        return;
    }
    let options = ImportOptions::default();
    let Ok(imported) = crate::import(&[source], &options) else { return };
    assert_eq!(crate::import(&[source], &options).as_ref(), Ok(&imported), "the same file gives the same");
    assert!(!imported.text.contains(['\0', '\u{1b}', '\u{202e}']), "control characters");
    // Our own notation can say what a taxonomy file cannot hold; nothing else can.
    let is_own = bytes.windows(b"fundscan/ns/taxonomy".len()).any(|w| w == b"fundscan/ns/taxonomy")
        || bytes.windows(2).any(|w| w == b"\\u" || w == b"\\U" || w == b"&#");
    assert!(imported.is_usable || is_own, "an import can be used: {:?}", imported.notices);
    if imported.is_usable {
        let turtle = export(&imported.text, None).expect("what can be used can be exported");
        let again = crate::import(&[Source { name: "again.ttl", bytes: turtle.as_bytes() }], &options);
        let again = again.expect("what is exported can be imported");
        let meaning = |text: &str| Taxonomy::parse(text).map(|(t, _)| t.meaning_hash().to_owned());
        assert_eq!(meaning(&again.text), meaning(&imported.text), "an export comes back:\n{}", imported.text);
    }
}
