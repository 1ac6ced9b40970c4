//! SKOS in JSON-LD.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fundscan_skos::fuzzing::import("x.jsonld", bytes));
