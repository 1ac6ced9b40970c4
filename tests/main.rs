//! End to end, through the binary: what a person types and gets.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

mod bad_input;
mod check_findings;
mod corpus;
mod coverage;
mod decisions;
mod diff;
mod diff_sides;
mod explain;
mod export;
mod extract;
mod help;
mod inventory;
mod kwic;
mod manifest;
mod ocr;
mod password;
mod read_back;
mod relations;
mod scan;
mod schema;
#[cfg(unix)]
mod shown;
mod signals;
mod suggest;
mod tag;
mod taxonomy;
mod taxonomy_diff;
mod validation;
mod vocabulary;
mod whose;
