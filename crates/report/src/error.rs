use thiserror::Error;

/// Why something could not be rendered.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ReportError {
    /// A row of CSV could not be written.
    #[error("cannot write CSV")]
    Csv(#[from] csv::Error),
    /// A table could not be written as Parquet.
    #[error("cannot write Parquet")]
    Parquet(#[from] parquet::errors::ParquetError),
    /// A workbook could not be written.
    #[error("cannot write XLSX")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    /// The JSON could not be written.
    #[error("cannot write JSON")]
    Json(#[from] fundscan_evidence::EvidenceError),
}

impl ReportError {
    /// What the operating system said, where it was that writing to a file or pipe failed.
    #[must_use]
    pub fn io(&self) -> Option<&std::io::Error> {
        match self {
            Self::Csv(error) => match error.kind() {
                csv::ErrorKind::Io(error) => Some(error),
                _ => None,
            },
            Self::Parquet(parquet::errors::ParquetError::External(error)) => error.downcast_ref(),
            _ => None,
        }
    }
}
