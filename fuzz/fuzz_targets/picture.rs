//! A page as a picture: paths, clips, pictures and their codecs.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fundscan_pdf::fuzzing::picture(bytes));
