//! What the summary of a scan says of a document, in every format.

use fundscan_evidence::{DocumentEntry, ReadStatus};

/// The status in words: what became of the document.
pub(crate) fn status(document: &DocumentEntry) -> String {
    match (&document.duplicate_of, document.status, &document.reason) {
        (Some(other), ..) => format!("same as {other}"),
        (None, ReadStatus::Read, _) | (None, _, None) => document.status.to_string(),
        (None, status, Some(reason)) => format!("{status}: {}", reason.code),
    }
}

pub(crate) fn fund(document: &DocumentEntry) -> String {
    document.fund.id.as_ref().map_or_else(String::new, ToString::to_string)
}

pub(crate) fn years(document: &DocumentEntry) -> String {
    document.period.years().map_or_else(String::new, |years| years.to_string())
}

/// `1 document`, `2 documents`.
pub(crate) fn plural(n: u64, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
