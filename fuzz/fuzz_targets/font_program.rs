//! Embedded font programs.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fundscan_pdf::fuzzing::font_program(bytes));
