/// Why a file cannot be imported or a taxonomy cannot be exported.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SkosError {
    /// A file that cannot be read as what it is.
    #[error("{file}{}: {reason}", at(.line))]
    File {
        /// The name of the file.
        file: String,
        /// The line, from 1, where the reader of the format knows it.
        line: Option<usize>,
        /// What is wrong, in words.
        reason: String,
    },
    /// The files hold no concept with a label.
    #[error("no concept with a label in nl or en was found in {files}")]
    NoConcept {
        /// The names of the files.
        files: String,
    },
    /// What was asked for cannot be done.
    #[error("{0}")]
    Option(String),
}

fn at(line: &Option<usize>) -> String {
    line.map(|line| format!(":{line}")).unwrap_or_default()
}
