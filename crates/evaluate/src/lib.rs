//! Validation by people: samples of passages to code by hand, the sheets they are coded in, and how well two codings
//! agree.
//!
//! [`draw`] draws passages, stratified and by a seed. [`sheet_csv`] and [`sheet_json_lines`] write them as a sheet for a coder,
//! [`read`] reads it when it is filled in. A [`Coding`] is what a coder or the tool says; a [`Comparison`] of two gives
//! an [`Evaluation`]: precision, recall and F1 with intervals, Cohen's kappa, Krippendorff's alpha.
//!
//! The statistics ([`wilson`], [`cohen_kappa`], [`krippendorff_alpha`], [`masi_distance`], [`Contingency`] with G², PMI
//! and φ, [`log_ratio`], [`rate_g2`], [`benjamini_hochberg`], [`Bootstrap`], [`SplitMix64`])
//! are pure functions with their sources, for other crates too.
//!
//! The crate reads and writes bytes, not files; it does not find concepts and renders no tables.
//!
//! ```
//! use std::collections::BTreeMap;
//! use fundscan_evaluate::{Comparison, ConceptName, Concepts, TaxonomyUsed, read};
//!
//! let concept = ConceptName { concept: "evc".into(), nl: "EVC".into(), en: "RPL".into() };
//! let concepts = Concepts::new(vec![concept]);
//! let sheet = "passage,text,tool_codes,codes\n1,Er is EVC.,evc,evc\n2,Er is geen EVC.,evc,not evc\n";
//! let sheet = read(sheet.as_bytes(), &concepts)?;
//! let (coder, tool) = (sheet.coder("sheet.csv").unwrap(), sheet.tool("sheet.csv").unwrap());
//! let comparison = Comparison {
//!     reference: &coder,
//!     compared: &tool,
//!     concepts: &concepts,
//!     strata: &BTreeMap::new(),
//!     tool: "fundscan",
//!     taxonomy: TaxonomyUsed { id: "t".into(), version: "1".into(), sha256: "aa".into() },
//! };
//! let evaluation = comparison.evaluate();
//! assert_eq!(evaluation.total.all.f1, Some(0.5));
//! # Ok::<(), fundscan_evaluate::SheetError>(())
//! ```

mod code;
mod coding;
mod compare;
mod evaluation;
mod sample;
mod sheet;
mod stats;

pub use code::{Code, Coded, ConceptName, Concepts, read_codes, write_codes};
pub use coding::{CodedBy, Coding};
pub use compare::Comparison;
pub use evaluation::{
    Agreement, BootstrapUsed, CodingUsed, ConceptEvaluation, Evaluation, Macro, Measure, Present, Score, TaxonomyUsed,
    Total, Weighted,
};
pub use sample::{Candidate, Design, Drawn, draw};
pub use sheet::{
    Fault, Given, MOST_BYTES, SampledPassage, Sheet, SheetError, SheetOptions, SheetRow, Stratum, defuse, key_csv,
    key_json_lines, read, restore, sheet_csv, sheet_json_lines,
};
pub use stats::{
    Bootstrap, CONFIDENCE, Contingency, Hits, Interval, MOST_VALUES, SplitMix64, Undefined, benjamini_hochberg,
    cohen_kappa, expected_counts, krippendorff_alpha, log_ratio, masi_distance, nominal, p_of_g2, percentiles, rate_g2,
    wilson,
};
