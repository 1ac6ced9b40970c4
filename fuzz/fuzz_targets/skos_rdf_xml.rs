//! SKOS in RDF/XML.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fundscan_skos::fuzzing::import("x.rdf", bytes));
