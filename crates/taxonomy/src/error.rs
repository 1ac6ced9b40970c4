use crate::{Finding, Severity};

/// Why a taxonomy or a fund register cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TaxonomyError {
    /// The file has faults.
    #[error("{}", describe(.findings))]
    Faults {
        /// All findings, warnings among them, by line.
        findings: Vec<Finding>,
    },
}

impl TaxonomyError {
    /// Everything that was found, warnings among it, by line.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        match self {
            Self::Faults { findings } => findings,
        }
    }
}

fn describe(findings: &[Finding]) -> String {
    let mut errors = findings.iter().filter(|f| f.severity == Severity::Error);
    let Some(first) = errors.next() else { return "the file has faults".to_owned() };
    match errors.count() {
        0 => format!("line {}: {}", first.line, first.message),
        more => format!("line {}: {} (and {more} more)", first.line, first.message),
    }
}
