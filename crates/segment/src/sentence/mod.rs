//! Where sentences begin and end in the text of a block.

mod border;
mod hidden;
mod stop;

use fundscan_model::ByteSpan;
use unicode_segmentation::UnicodeSegmentation;

use border::is_border;
use hidden::hidden_borders;

/// The bytes of the sentences of `text`, in order, without the white space around them.
///
/// `text` obeys the invariant of a block: one line, single spaces, none at either end.
pub(crate) fn sentences(text: &str) -> Vec<ByteSpan> {
    let mut spans = Vec::new();
    let mut start = 0;
    let mut cut = |border: usize| {
        if is_border(text, start, border) {
            push(&mut spans, text, start, border);
            start = border;
        }
    };
    for (at, piece) in pieces(text) {
        for (offset, sentence) in piece.split_sentence_bound_indices() {
            let begin = at + offset;
            let end = begin + sentence.len();
            hidden_borders(text, begin, end, &mut cut);
            if end < text.len() {
                cut(end);
            }
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

/// `text` cut after every long run of punctuation, where no sentence border is lost: unicode-segmentation looks
/// ahead from each sign of a run that follows a stop, so a run of n signs would take n² steps.
fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    const LONGEST_RUN: usize = 64;
    let mut rest = Some((0, text));
    std::iter::from_fn(move || {
        let (at, piece) = rest?;
        let mut run = 0;
        // No piece without stops can be slow, and short ones are the rule.
        let cut = (piece.len() > LONGEST_RUN).then(|| {
            piece.char_indices().find_map(|(i, c)| {
                run = if c.is_alphanumeric() || c == ' ' { 0 } else { run + 1 };
                (run >= LONGEST_RUN).then(|| i + c.len_utf8())
            })
        });
        match cut.flatten().filter(|&cut| cut < piece.len()) {
            Some(cut) => {
                rest = Some((at + cut, &piece[cut..]));
                Some((at, &piece[..cut]))
            }
            None => {
                rest = None;
                Some((at, piece))
            }
        }
    })
}
