use std::ops::Range;

use super::stop::{CLOSERS, OPENERS};

/// Offers the borders in `window` that Unicode's rules cannot see: those before a lower-case letter
/// (`… klaar. 's Avonds`), before a digit (`… in 2019. 25 bedrijven`), after three dots, where the space after the
/// stop is missing (`… einde.Het begin`), and behind the mark of a note (`… einde.12 Het begin`). Whether they are borders is decided by the caller.
pub(super) fn hidden_borders(text: &str, window: Range<usize>, offer: &mut impl FnMut(usize)) {
    let part = &text[window.clone()];
    for (at, c) in part.char_indices() {
        if !matches!(c, '.' | '…') {
            continue;
        }
        if let Some(border) = behind_note_mark(text, window.start + at + c.len_utf8()) {
            offer(border);
            continue;
        }
        let rest = &part[at + c.len_utf8()..];
        let closed = rest.trim_start_matches(CLOSERS);
        if let Some(next) = closed.strip_prefix(' ') {
            offer(window.end - next.len());
        } else if closed.len() == rest.len() && rest.starts_with(|c: char| c.is_uppercase() || OPENERS.contains(&c)) {
            offer(window.end - rest.len());
        }
    }
}

/// Where the text goes on behind a mark of a note that stands at `at`, right behind a stop: "12 " or "[12] ".
fn behind_note_mark(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let bare = rest.strip_prefix('[').unwrap_or(rest);
    let digits = bare.bytes().take(4).take_while(u8::is_ascii_digit).count();
    let behind = bare[digits..].strip_prefix(']').unwrap_or(&bare[digits..]).strip_prefix(' ')?;
    (1..=3).contains(&digits).then(|| text.len() - behind.len())
}
