//! Where sentences begin and end in the text of a block.

mod border;
mod hidden;
mod next;
mod stop;
mod window;

use fundscan_model::ByteSpan;
use unicode_segmentation::UnicodeSegmentation;

use border::is_border;
use hidden::hidden_borders;
use window::windows;

/// The bytes of the sentences of `text`, in order, without the white space around them.
///
/// `text` obeys the invariant of a block: one line, single spaces, none at either end.
pub(crate) fn sentences(text: &str) -> Vec<ByteSpan> {
    let mut spans = Vec::new();
    let mut start = 0;
    let mut offer = |border: usize| {
        if is_border(text, start, border) {
            push(&mut spans, text, start, border);
            start = border;
        }
    };
    for window in windows(text) {
        hidden_borders(text, window.clone(), &mut offer);
        for (at, _) in text[window.clone()].split_sentence_bound_indices().skip(1) {
            offer(window.start + at);
        }
    }
    push(&mut spans, text, start, text.len());
    spans
}

/// Adds the sentence `start..end`; one without a letter or digit goes with the sentence before it.
fn push(spans: &mut Vec<ByteSpan>, text: &str, start: usize, end: usize) {
    let sentence = &text[start..end];
    let start = start + (sentence.len() - sentence.trim_start().len());
    let end = start + sentence.trim().len();
    if start == end {
        return;
    }
    match spans.last_mut() {
        Some(last) if !sentence.contains(char::is_alphanumeric) => *last = ByteSpan::new(last.start(), end),
        _ => spans.push(ByteSpan::new(start, end)),
    }
}
