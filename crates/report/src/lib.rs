//! Renders what evidence holds: terminal tables, Markdown, CSV, workbooks, Parquet, Web Annotations.
//!
//! A [`Format`] gives a renderer ([`Render`]) for a coverage, a concordance, the agreement of two
//! codings and the summary of a scan. Everything that comes
//! from documents goes through one of [`safe_terminal`], [`safe_csv`] and [`safe_markdown`]: a document cannot steer
//! a terminal, run a formula or bring markup.
//!
//! CSV and workbooks are written from tables of typed cells ([`Records`]): what gives a new result such a table has both.
//!
//! [`explained_text`] sets what `tag --explain` tells.
//!
//! The crate counts nothing and decides nothing: it writes what `fundscan-evidence` worked out, to text. It neither
//! prints nor writes files. Messages and heads are English, concepts are named in Dutch or English.
//!
//! ```
//! use fundscan_evidence::Coverage;
//! use fundscan_report::{Format, RenderOptions};
//!
//! fn print_coverage(coverage: &Coverage) -> Result<String, fundscan_report::ReportError> {
//!     let options = RenderOptions { width: Some(100), ..RenderOptions::default() };
//!     Format::Table.renderer(options).coverage(coverage)
//! }
//!
//! assert_eq!("markdown".parse(), Ok(Format::Markdown));
//! ```

mod about;
mod annotation;
mod concordance;
mod csv;
mod diff;
mod document;
mod error;
mod evaluation;
mod explained;
mod export;
mod findings;
mod format;
mod grid;
mod inventory;
mod json;
mod markdown;
mod outline;
mod parquet;
mod parts;
mod records;
mod relations;
mod safe;
mod spots;
mod suggestions;
mod table;
mod taxonomy_diff;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod trend;
mod workbook;

pub use annotation::{ANNOTATION_CONTEXT, AnnotationOptions, Positions, annotation};
pub use csv::{
    CsvOptions, CsvWriter, Decimal, Separator, collection_records, coverage_records, coverage_tables, csv,
    evaluation_records, inventory_records, kwic_records, suggestions_records, taxonomy_diff_records,
};
pub use diff::records as diff_records;
pub use error::ReportError;
pub use explained::explained_text;
pub use export::{
    COUNT_COLUMNS, DOCUMENT_COLUMNS, MENTION_COLUMNS, PASSAGE_COLUMNS, count_rows, document_rows, mention_row,
    passage_rows,
};
pub use findings::records as findings_records;
pub use format::{Format, Render, RenderOptions};
pub use parquet::{ColumnType, Columns, ParquetWriter};
pub use records::{Records, Value};
pub use relations::{matrix_records as relations_matrix_records, records as relations_records, relations_matrix};
pub use safe::{safe_csv, safe_markdown, safe_terminal};
pub use trend::records as trend_records;
pub use workbook::{Workbook, workbook};
