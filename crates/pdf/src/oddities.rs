//! What is odd about the structure of a file that could be opened all the same, so that a careful reader can be told.

use std::collections::BTreeSet;

use fundscan_model::Notice;
use lopdf::xref::XrefEntry;
use lopdf::{Document, Object};

/// Objects that a file may have (ISO 32000-1, annex C).
const MAX_OBJECTS: i64 = 8_388_607;
/// Sections of the table of contents that are followed.
const MAX_SECTIONS: usize = 64;
/// Brackets in brackets that an object may have before it is given up.
const MAX_NESTING: usize = 100;
/// Bytes of an object that are looked at for its nesting.
const MAX_OBJECT: usize = 1 << 20;

/// Traps that were met while opening the file and that change nothing of what was read.
pub(crate) fn oddities(bytes: &[u8], document: &Document) -> Vec<Notice> {
    let mut notices = Vec::new();
    let size = document.trailer.get(b"Size").and_then(Object::as_i64).unwrap_or(0);
    if size > MAX_OBJECTS {
        let what =
            format!("the table of contents claims {size} objects, more than a file can have; those it has were read");
        notices.push(Notice::new("xref-size", what));
    }
    if sections_loop(bytes) {
        let what = "the parts of the table of contents lead back to one another; each was read once";
        notices.push(Notice::new("xref-loop", what));
    }
    notices
}

/// Why no page was found where the file says they are.
pub(crate) fn why_no_pages(bytes: &[u8], document: &Document) -> String {
    let root = document.trailer.get(b"Root").and_then(Object::as_reference);
    let Some(root) = root.ok().filter(|id| !document.objects.contains_key(id)) else {
        return "the list of pages is damaged".to_owned();
    };
    let offset = match document.reference_table.get(root.0) {
        Some(XrefEntry::Normal { offset, .. }) => *offset as usize,
        _ => bytes.len(),
    };
    let object = bytes.get(offset..).unwrap_or_default();
    if nesting(&object[..object.len().min(MAX_OBJECT)]) > MAX_NESTING {
        format!("the object that leads to the list of pages is nested deeper than {MAX_NESTING}")
    } else {
        "the object that leads to the list of pages is missing or damaged".to_owned()
    }
}

/// How deep brackets stand in brackets in the object that `bytes` begin with.
fn nesting(bytes: &[u8]) -> usize {
    let end = bytes.windows(6).position(|w| w == b"endobj").unwrap_or(bytes.len());
    let (mut depth, mut deepest) = (0usize, 0);
    for byte in &bytes[..end] {
        match byte {
            b'[' | b'<' => depth += 1,
            b']' | b'>' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// Whether the sections of the table of contents, from the last one back by `Prev`, come to one that was met before.
fn sections_loop(bytes: &[u8]) -> bool {
    let Some(last) = find_last(bytes, b"startxref") else { return false };
    let mut next = number(&bytes[last + b"startxref".len()..]);
    let mut met = BTreeSet::new();
    while let Some(offset) = next.filter(|_| met.len() < MAX_SECTIONS) {
        if !met.insert(offset) {
            return true;
        }
        let Some(section) = bytes.get(offset..) else { return false };
        // The dictionary of a section ends before the bytes of its stream, or before the next mark.
        let end = ["startxref", "stream"].iter().filter_map(|mark| find(section, mark.as_bytes())).min();
        let dictionary = &section[..end.unwrap_or(section.len())];
        next = find_last(dictionary, b"/Prev").and_then(|at| number(&dictionary[at + b"/Prev".len()..]));
    }
    false
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|w| w == what)
}

fn find_last(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).rposition(|w| w == what)
}

/// The number that `bytes` begin with, behind white space.
fn number(bytes: &[u8]) -> Option<usize> {
    let digits = bytes.trim_ascii_start();
    let end = digits.iter().position(|b| !b.is_ascii_digit()).unwrap_or(digits.len());
    std::str::from_utf8(&digits[..end]).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_that_lead_back_are_told_from_those_that_end() {
        let file = |prev: &str| format!("xref\n0 0\ntrailer\n<< /Size 1 /Prev {prev} >>\nstartxref\n0\n%%EOF");
        assert!(sections_loop(file("0").as_bytes()));
        assert!(!sections_loop(file("999").as_bytes()));
        assert!(
            !sections_loop(b"xref\ntrailer << >> startxref 0") && !sections_loop(b"") && !sections_loop(b"startxref")
        );
    }

    #[test]
    fn brackets_in_brackets_are_counted_up_to_the_end_of_the_object() {
        assert_eq!(nesting(b"1 0 obj << /A [ [ 1 ] [ 2 ] ] >> endobj [[[[[["), 4);
    }
}
