use thiserror::Error;

/// Why something could not be rendered.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ReportError {
    /// A row of CSV could not be written.
    #[error("cannot write CSV")]
    Csv(#[from] csv::Error),
    /// A workbook could not be written.
    #[error("cannot write XLSX")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    /// The JSON could not be written.
    #[error("cannot write JSON")]
    Json(#[from] fundscan_evidence::EvidenceError),
}
