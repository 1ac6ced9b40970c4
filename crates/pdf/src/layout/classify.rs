//! What a draft is: heading, list item, note, entry of a table of contents, or a paragraph.

use std::collections::BTreeSet;

use fundscan_model::BlockKind;

use super::PageInput;
use super::label::{Label, label};
use super::line::{Line, word_text};
use super::metrics::{Metrics, size_step};
use super::paragraph::{Draft, End, end_of, ends_entry};
use crate::content::Script;

/// Headings have at most this many words and lines.
const HEADING_WORDS: usize = 24;
const HEADING_LINES: usize = 4;
/// What goes on with a note is set smaller than this share of the body size.
const NOTE_SIZE: f32 = 0.95;

/// Tells the kinds of the drafts of one page.
pub(crate) fn classify(
    drafts: &mut [Draft],
    text: &str,
    page: &PageInput,
    metrics: &Metrics,
    marks: &BTreeSet<String>,
) {
    for draft in drafts.iter_mut() {
        let first = word_text(text, &draft.first().words[0]);
        let label = label(first);
        draft.kind = if draft.lines.iter().any(|l| ends_entry(l, text)) {
            BlockKind::Contents
        } else if is_note(draft, text) || is_numbered_note(draft, text, page, metrics, marks) {
            BlockKind::Footnote
        } else if is_heading(draft, label, text, metrics) {
            BlockKind::Heading
        } else if matches!(label, Some(Label::Bullet | Label::Item)) && has_text_after_label(draft) {
            BlockKind::ListItem
        } else {
            BlockKind::Paragraph
        };
        if let (BlockKind::Heading, Some(Label::Section(depth))) = (draft.kind, label) {
            draft.level = Some(depth);
        }
    }
    continue_notes(drafts, page, metrics);
}

fn has_text_after_label(draft: &Draft) -> bool {
    draft.lines.len() > 1 || draft.first().words.len() > 1
}

/// A note begins with its raised mark.
fn is_note(draft: &Draft, text: &str) -> bool {
    let first = &draft.first().words[0];
    first.script == Script::Raised && is_mark(word_text(text, first)) && has_text_after_label(draft)
}

/// The marks that stand raised behind words in the lines of a page.
pub(crate) fn marks_in(lines: &[Line], text: &str) -> BTreeSet<String> {
    let raised = lines.iter().flat_map(|l| l.words.iter().skip(1)).filter(|w| w.script == Script::Raised && !w.spaced);
    raised.map(|w| word_text(text, w)).filter(|t| is_mark(t)).map(str::to_owned).collect()
}

/// A note whose number stands on the line, as LibreOffice sets it: small text in the lower half of the page that
/// begins with the number of a mark in the text above.
fn is_numbered_note(draft: &Draft, text: &str, page: &PageInput, metrics: &Metrics, marks: &BTreeSet<String>) -> bool {
    let first = word_text(text, &draft.first().words[0]);
    draft.size() < NOTE_SIZE * metrics.body
        && draft.first().v > 0.5 * page.height
        && has_text_after_label(draft)
        && marks.contains(first.trim_end_matches('.'))
}

/// Whether a raised word can be the mark of a note.
pub(crate) fn is_mark(word: &str) -> bool {
    let word = word.trim_matches(|c| matches!(c, '(' | ')' | '[' | ']' | ',' | '.'));
    !word.is_empty()
        && word.len() <= 6
        && (word.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '-' | '–'))
            || word.chars().all(|c| matches!(c, '*' | '†' | '‡' | '§' | '¹' | '²' | '³'))
            || (word.len() == 1 && word.chars().all(|c| c.is_ascii_lowercase())))
}

fn is_heading(draft: &Draft, label: Option<Label>, text: &str, metrics: &Metrics) -> bool {
    let words: usize = draft.lines.iter().map(|l| l.words.len()).sum();
    let letters =
        draft.lines.iter().flat_map(|l| &l.words).any(|w| word_text(text, w).chars().any(char::is_alphabetic));
    if !letters || words > HEADING_WORDS || draft.lines.len() > HEADING_LINES || label == Some(Label::Bullet) {
        return false;
    }
    let large = draft.size() > 1.12 * metrics.body;
    let bold = draft.bold() && !metrics.body_bold && draft.size() > 0.95 * metrics.body;
    let last = draft.last().plain(text);
    let closed = end_of(draft.last(), text) == End::Stop && !last.trim_end().ends_with(['?', '!', ':'])
        || last.trim_end().ends_with([',', ';']);
    (large || bold) && !closed
}

/// A note goes on in the drafts below it: later lines of small text at the foot of the page.
fn continue_notes(drafts: &mut [Draft], page: &PageInput, metrics: &Metrics) {
    for i in 1..drafts.len() {
        let (before, here) = drafts.split_at_mut(i);
        let (last, draft) = (&before[i - 1], &mut here[0]);
        let below = last.kind == BlockKind::Footnote
            && draft.kind == BlockKind::Paragraph
            && draft.first().v > last.last().v
            && draft.first().v > 0.5 * page.height
            && draft.size() < NOTE_SIZE * metrics.body
            && size_step(draft.size()).abs_diff(size_step(last.size())) <= 1
            && draft.first().shared_width(last.last()) > 0.0
            && draft.first().v - last.last().v < 2.5 * draft.size();
        if below {
            draft.kind = BlockKind::Footnote;
        }
    }
}

/// Gives headings without a number the level of their size: the larger, the higher.
pub(crate) fn heading_levels(drafts: &mut [Draft], metrics: &Metrics) {
    let mut sizes: Vec<u32> = drafts
        .iter()
        .filter(|d| d.kind == BlockKind::Heading)
        .map(|d| size_step(d.size()).max(size_step(metrics.body)))
        .collect();
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    sizes.dedup();
    for draft in drafts.iter_mut().filter(|d| d.kind == BlockKind::Heading && d.level.is_none()) {
        let size = size_step(draft.size()).max(size_step(metrics.body));
        let rank = sizes.iter().position(|&s| s == size).unwrap_or(0);
        draft.level = Some((rank + 1).min(6) as u8);
    }
}
