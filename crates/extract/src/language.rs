//! Languages that documents declare.

/// Whether `tag` names a language, as `nl` and `en-GB` do: two or three letters and what may follow. "x-none", "zxx" and
/// the like say that there is none.
pub(crate) fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && !["zxx", "und", "mul"].iter().any(|none| first.eq_ignore_ascii_case(none))
        && tag.len() <= 35
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_that_name_a_language() {
        for tag in ["nl", "nl-NL", "en-GB", "sr-Latn-RS"] {
            assert!(is_language(tag), "{tag}");
        }
        for tag in ["", "x-none", "zxx", "Dutch (NL)", "nl-\u{1b}", "nl--"] {
            assert!(!is_language(tag), "{tag}");
        }
    }
}
