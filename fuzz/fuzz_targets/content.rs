//! The content interpreter and the layout.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fundscan_pdf::fuzzing::content(bytes));
