//! Notes in web pages: which elements hold one, which links and raised signs point at one.

use ego_tree::NodeRef;
use ego_tree::iter::Edge;
use scraper::Node;
use scraper::node::Element;

use super::names::attr;
use crate::fold::Folded;

/// Whether the element holds one note, as the programs that make web pages mark them: Word, LibreOffice, Pandoc,
/// Markdown, EPUB, wikis.
pub(super) fn holds_note(element: &Element) -> bool {
    let role = attr(element, "role").unwrap_or_default();
    let kind = attr(element, "epub:type").unwrap_or_default();
    if matches!(role, "doc-footnote" | "doc-endnote") || matches!(kind, "footnote" | "endnote" | "rearnote") {
        return true;
    }
    if attr(element, "class").is_some_and(|class| {
        class.split_ascii_whitespace().any(|c| {
            matches!(c, "fn" | "footnote" | "footnote-definition" | "voetnoot" | "MsoFootnoteText" | "MsoEndnoteText")
        })
    }) {
        return true;
    }
    attr(element, "id").is_some_and(|id| {
        ["fn", "ftn", "_ftn", "edn", "_edn", "footnote", "endnote", "sdfootnote", "sdendnote", "cite_note"]
            .iter()
            .filter_map(|prefix| id.strip_prefix(prefix))
            .map(|rest| rest.trim_start_matches(['-', '_', ':']))
            .any(|number| !number.is_empty() && number.len() <= 4 && number.bytes().all(|b| b.is_ascii_digit()))
    })
}

/// Whether the element holds all notes of the page, one per item.
pub(super) fn holds_notes(element: &Element) -> bool {
    matches!(attr(element, "role"), Some("doc-endnotes" | "doc-footnotes"))
        || matches!(attr(element, "epub:type"), Some("footnotes" | "endnotes" | "rearnotes"))
        || attr(element, "class").is_some_and(|class| {
            class.split_ascii_whitespace().any(|c| matches!(c, "footnotes" | "endnotes" | "voetnoten" | "references"))
        })
}

/// Whether a link points at a note, or from a note back to the text.
pub(super) fn links_note(link: &Element) -> bool {
    let marked = |value: &str| value.contains("noteref") || value.contains("backlink");
    if attr(link, "role").is_some_and(marked) || attr(link, "epub:type").is_some_and(marked) {
        return true;
    }
    attr(link, "href").and_then(|href| href.strip_prefix('#')).is_some_and(|target| {
        let target = target.trim_start_matches('_');
        ["fn", "ftn", "edn", "footnote", "endnote", "note", "noot", "voetnoot", "sdfootnote", "sdendnote", "cite_"]
            .iter()
            .filter_map(|prefix| target.strip_prefix(prefix))
            .any(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || "-_:r".contains(c)))
    })
}

/// Whether a link leads from a note back to the text.
pub(super) fn leads_back(link: &Element) -> bool {
    let marked = |value: &str| value.contains("backlink");
    attr(link, "role").is_some_and(marked)
        || attr(link, "epub:type").is_some_and(marked)
        || attr(link, "href").and_then(|href| href.strip_prefix('#')).is_some_and(|target| {
            let target = target.trim_start_matches('_');
            ["fnref", "ftnref", "ednref", "footnote-ref", "footnoteref", "cite_ref", "noteref"]
                .iter()
                .any(|prefix| target.starts_with(prefix))
        })
}

/// Whether the element holds a link to a note.
pub(super) fn holds_note_link(node: NodeRef<'_, Node>) -> bool {
    node.descendants().take(8).any(|child| child.value().as_element().is_some_and(|e| e.name() == "a" && links_note(e)))
}

/// The text of an element, if it is no longer than `most` bytes.
pub(super) fn short_text(node: NodeRef<'_, Node>, most: usize) -> Option<String> {
    let mut folded = Folded::default();
    for edge in node.traverse() {
        if let Edge::Open(child) = edge
            && let Node::Text(text) = child.value()
        {
            folded.push_str(text);
            if folded.as_str().len() > most {
                return None;
            }
        }
    }
    Some(folded.take().unwrap_or_default())
}
