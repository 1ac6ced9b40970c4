//! The text layer over whole files: the reports of the sample corpus, and PDFs made for one feature each by
//! `scripts/make-test-pdfs` (in `tests/pdfs`).
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod annotations;
mod corpus;
mod encrypted;
mod fonts;
mod layout;
mod limits;
mod marks;
mod ocr;
mod pictures;
mod structure;
mod support;
mod tables;
mod tagged;
mod tags;
mod text;
mod writer;
