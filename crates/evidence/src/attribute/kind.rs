use fundscan_model::SourceKind;

use super::clues::{Clues, Told};
use super::words::{Sort, sort_words};
use crate::{DocumentInfo, DocumentKind, How};

/// What a document is: as told, else by the first word that names a report or plan in its title, on its first pages'
/// headings, or in its file name.
pub(super) fn document_kind(clues: &Clues<'_>, told: &Told) -> DocumentInfo {
    let title = told.title.as_deref().or(clues.title);
    let (kind, how) = told.kind.unwrap_or_else(|| found(clues, title));
    DocumentInfo { kind, how, title: title.map(str::to_owned) }
}

fn found(clues: &Clues<'_>, title: Option<&str>) -> (DocumentKind, How) {
    if let Some(kind) = title.and_then(first_kind) {
        return (kind, How::Title);
    }
    let opening = clues.opening();
    if let Some(kind) = opening.iter().filter(|o| o.is_title()).find_map(|o| first_kind(&o.passage.text)) {
        return (kind, How::Text);
    }
    if let Some(kind) = clues.names().iter().find_map(|name| first_kind(name)) {
        return (kind, How::FileName);
    }
    // A sentence further on may name any report.
    if let Some(kind) = opening.iter().filter(|o| o.is_cover()).find_map(|o| first_kind(&o.passage.text)) {
        return (kind, How::Text);
    }
    match clues.source {
        Some(SourceKind::Html) => (DocumentKind::WebPage, How::None),
        _ => (DocumentKind::Other, How::None),
    }
}

fn first_kind(text: &str) -> Option<DocumentKind> {
    sort_words(text).first().map(|word| match word.sort {
        Sort::Report => DocumentKind::AnnualReport,
        Sort::Plan => DocumentKind::Plan,
    })
}
