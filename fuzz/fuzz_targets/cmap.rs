//! CMaps, embedded and predefined.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fundscan_pdf::fuzzing::cmap(bytes));
