//! What the summary of a scan says of a document, in every format.

use fundscan_evidence::{DocumentEntry, ReadStatus, Totals};

/// The status in words: what became of the document.
pub(crate) fn status(document: &DocumentEntry) -> String {
    match (&document.duplicate_of, document.status, &document.reason) {
        (Some(other), ..) => format!("same as {other}"),
        (None, ReadStatus::Read, _) => read(document),
        (None, _, None) => document.status.to_string(),
        (None, status, Some(reason)) => format!("{status}: {}", reason.code),
    }
}

/// A document that was read, and how many of its pages by OCR or not at all: in few words, for a column.
fn read(document: &DocumentEntry) -> String {
    let mut words = document.status.to_string();
    if document.pages_ocr > 0 && Some(document.pages_ocr) == document.pages {
        words.push_str(" by OCR");
    } else if document.pages_ocr > 0 {
        words.push_str(&format!(", {} by OCR", document.pages_ocr));
    }
    if document.pages_waiting > 0 {
        words.push_str(&format!(", {}", plural(document.pages_waiting.into(), "waits", "wait")));
    }
    words
}

/// What the line below the documents says of pages that were read by OCR or wait for it.
pub(crate) fn ocr(totals: &Totals) -> Vec<String> {
    let read = (totals.pages_ocr, "page read by OCR", "pages read by OCR");
    let waiting = (totals.pages_waiting, "page waits for OCR", "pages wait for OCR");
    let some = [read, waiting].into_iter().filter(|(n, ..)| *n > 0);
    some.map(|(n, one, many)| plural(n, one, many)).collect()
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
