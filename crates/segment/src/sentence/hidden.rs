use std::ops::Range;

use super::stop::{CLOSERS, OPENERS};

/// Offers the borders in `window` that Unicode's rules cannot see: those before a lower-case letter
/// (`… klaar. 's Avonds`), before a digit (`… in 2019. 25 bedrijven`), after three dots, and where the space after
/// the stop is missing (`… einde.Het begin`). Whether they are borders is decided by the caller.
pub(super) fn hidden_borders(text: &str, window: Range<usize>, offer: &mut impl FnMut(usize)) {
    let part = &text[window.clone()];
    for (at, c) in part.char_indices() {
        if !matches!(c, '.' | '…') {
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
