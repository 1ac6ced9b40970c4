//! The sheets that people code in: written by a sample, filled in, read back.
//!
//! A sheet is CSV or JSON lines, a passage a row. What each column holds is said at [`SampledPassage`]; the reader needs
//! `passage` (or `id`) and codes, and takes the rest where it is there.

mod cell;
mod csv;
mod jsonl;
mod read;
#[cfg(test)]
mod tests;
mod write;

pub use cell::{defuse, restore};
pub use read::{Given, MOST_BYTES, Sheet, SheetRow, read};
pub use write::{SampledPassage, SheetOptions, key_csv, key_json_lines, sheet_csv, sheet_json_lines};

use thiserror::Error;

/// The part of a collection that a passage of a sample stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stratum {
    /// What it is, such as a concept or a fund.
    pub name: String,
    /// The passages that the collection holds of it.
    pub passages: u64,
    /// Those of them that were drawn.
    pub sampled: u64,
}

/// One fault in a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The row as a spreadsheet numbers it (the head is row 1), or the line of a file of JSON lines.
    pub row: usize,
    /// What is wrong, in words.
    pub message: String,
}

/// Why a sheet cannot be used. The library reads bytes, so the path is the caller's to add.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum SheetError {
    /// Larger than [`MOST_BYTES`].
    #[error("the file is larger than {} MB", MOST_BYTES >> 20)]
    TooLarge,
    /// A workbook of Excel or LibreOffice.
    #[error("a workbook of a spreadsheet program: save the sheet as CSV and give that file")]
    Workbook,
    /// No row at all.
    #[error("there are no passages in it")]
    Empty,
    /// The head names no column with the passages' ids.
    #[error("no column \"passage\" in the first row; it has: {}", found.join(", "))]
    NoPassages {
        /// The columns that it names.
        found: Vec<String>,
    },
    /// Rows that cannot be read or name no concept: all of them, up to a hundred.
    #[error("the sheet has {} fault(s)", .0.len())]
    Faults(Vec<Fault>),
}
