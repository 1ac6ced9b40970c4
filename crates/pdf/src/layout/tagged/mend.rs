//! Paragraphs that the tags make too long or too short.
//!
//! Writers end lines by hand within a paragraph and begin the next thought, or a list, below; and some programs make
//! two paragraphs of a sentence. Only what the eye sees beyond doubt is changed.

use super::super::PageInput;
use super::super::label::is_bullet;
use super::super::line::{Line, word_text};
use super::super::metrics::Metrics;
use super::super::paragraph::{Draft, End, end_of, follows};
use super::LARGE;
use super::gather::TaggedDraft;
use crate::structure::{Role, Tree};

/// A line is full if it ends this near, in font sizes, to the edge of its column: the word that did not fit is seldom
/// longer.
const ROOM: f32 = 5.0;

/// Parts paragraphs that hold several and joins those that are one sentence.
pub(super) fn mend(found: Vec<TaggedDraft>, tree: &Tree, pages: &[PageInput], metrics: &Metrics) -> Vec<TaggedDraft> {
    let mut out: Vec<TaggedDraft> = Vec::with_capacity(found.len());
    for found in found {
        let role = found.owner.filter(|_| !found.loose).map(|owner| tree.element(owner).role);
        let may_part = matches!(role, Some(Role::Paragraph | Role::Cell | Role::ItemBody | Role::Item | Role::Note));
        let parts = if may_part { parted(found, pages, metrics) } else { vec![found] };
        for part in parts {
            if role == Some(Role::Paragraph)
                && let Some(last) = out.last_mut()
                && last.owner != part.owner
                && last.owner.is_some_and(|owner| !last.loose && tree.element(owner).role == Role::Paragraph)
                && same_place(tree, last, &part)
                && is_one(&last.draft, &part.draft, pages, metrics)
            {
                last.draft.edge = last.draft.edge.max(part.draft.edge);
                last.draft.lines.extend(part.draft.lines);
            } else {
                out.push(part);
            }
        }
    }
    out
}

/// Parts a draft where a line was ended by hand after the end of a sentence, or before a bullet.
fn parted(found: TaggedDraft, pages: &[PageInput], metrics: &Metrics) -> Vec<TaggedDraft> {
    let TaggedDraft { draft, owner, loose, label } = found;
    let Draft { kind, lines, level, cell, edge } = draft;
    let mut parts: Vec<Draft> = Vec::new();
    for line in lines {
        let text = &pages[line.page].content.scribe.text;
        match parts.last_mut() {
            Some(part) if !ends_before(part, &line, text, metrics) => part.lines.push(line),
            _ => parts.push(Draft { kind, lines: vec![line], level, cell, edge }),
        }
    }
    parts.into_iter().map(|draft| TaggedDraft { draft, owner, loose, label }).collect()
}

fn ends_before(part: &Draft, line: &Line, text: &str, metrics: &Metrics) -> bool {
    let last = part.last();
    let below = last.page == line.page && line.v > last.v + 0.5 * line.size && last.shared_width(line) > 0.0;
    // A title set bold above its text.
    let title = last.bold && !line.bold && !metrics.body_bold && last.u1 < part.edge - ROOM * last.size;
    below
        && (title || end_of(last, text) == End::Stop || is_bullet(word_text(text, &line.words[0])))
        && !follows(&tail(part), line, part.edge, text, metrics)
}

/// Whether two drafts are in the same cell and the same item, if in any.
fn same_place(tree: &Tree, a: &TaggedDraft, b: &TaggedDraft) -> bool {
    let place = |found: &TaggedDraft| found.owner.map(|owner| tree.element(owner)).map(|e| (tree.cell(e), e.holder));
    place(a) == place(b)
}

/// Whether a sentence runs from the last line of a draft to the first of the next, right below: its end is open, it is
/// full or large (a title), and what follows does not look like a beginning.
fn is_one(before: &Draft, next: &Draft, pages: &[PageInput], metrics: &Metrics) -> bool {
    let (last, line) = (before.last(), next.first());
    if last.page != line.page {
        return false;
    }
    let text = pages[line.page].content.scribe.text.as_str();
    let edge = before.edge.max(next.edge);
    if end_of(last, text) == End::Stop || !follows(&tail(before), line, edge, text, metrics) {
        return false;
    }
    let full = last.u1 > edge - ROOM * last.size && last.words.len() >= 4;
    let large = last.size > LARGE * metrics.body && line.size > LARGE * metrics.body;
    match line.plain(text).chars().find(|c| c.is_alphanumeric()) {
        Some(c) if c.is_lowercase() => full || large,
        // "van de" or "of the" goes on, whatever follows.
        Some(c) if c.is_uppercase() => full && last.words.last().is_some_and(|w| is_short(word_text(text, w))),
        Some(_) => full,
        None => false,
    }
}

fn is_short(word: &str) -> bool {
    word.chars().count() <= 3 && word.chars().all(char::is_lowercase)
}

/// The last lines of a draft on its last page: enough to see how they are set.
fn tail(draft: &Draft) -> Draft {
    let page = draft.last().page;
    let count = draft.lines.iter().rev().take(3).take_while(|line| line.page == page).count();
    let lines = draft.lines[draft.lines.len() - count..].to_vec();
    Draft { kind: draft.kind, lines, level: None, cell: None, edge: draft.edge }
}
