use super::stop::{CLOSERS, OPENERS};

/// Offers the borders between `begin` and `end` that Unicode's rules cannot see: those before a lower-case letter
/// (`… klaar. 's Avonds`), before a digit (`… in 2019. 25 bedrijven`), after three dots, and where the space after
/// the stop is missing (`… einde.Het begin`). Whether they are borders is decided by the caller.
pub(super) fn hidden_borders(text: &str, begin: usize, end: usize, offer: &mut impl FnMut(usize)) {
    let bytes = text.as_bytes();
    let mut at = begin;
    // The last byte of "." and of "…" (E2 80 A6).
    while let Some(found) = bytes[at..end].iter().position(|&b| b == b'.' || b == 0xA6) {
        let stop = at + found;
        at = stop + 1;
        if bytes[stop] == 0xA6 && !text[..at.min(text.len())].ends_with('…') {
            continue;
        }
        let rest = &text[at..end];
        let closed = rest.trim_start_matches(CLOSERS);
        if let Some(next) = closed.strip_prefix(' ') {
            if !next.is_empty() {
                offer(end - next.len());
            }
        } else if closed.len() == rest.len() && rest.starts_with(|c: char| c.is_uppercase() || OPENERS.contains(&c)) {
            offer(at);
        }
    }
}
