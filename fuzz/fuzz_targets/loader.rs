//! The whole loader: a file, from its first byte to its blocks.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fundscan_pdf::fuzzing::loader(bytes));
