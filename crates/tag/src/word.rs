//! Where words start and end in folded text.

/// The number of bytes that a compound may have before, and after, the part that a term knows. The longest Dutch
/// compounds in use stay far below; what is longer is no word, and walking it for every match would take forever.
const MAX_COMPOUND: usize = 96;

/// Whether no letter or digit stands directly before `at`.
pub(crate) fn starts(text: &str, at: usize) -> bool {
    match text.as_bytes()[..at].last() {
        None => true,
        Some(byte) if byte.is_ascii() => !byte.is_ascii_alphanumeric(),
        Some(_) => !text[..at].chars().next_back().is_some_and(char::is_alphanumeric),
    }
}

/// Whether no letter or digit stands directly after `at`.
pub(crate) fn ends(text: &str, at: usize) -> bool {
    match text.as_bytes().get(at) {
        None => true,
        Some(byte) if byte.is_ascii() => !byte.is_ascii_alphanumeric(),
        Some(_) => !text[at..].chars().next().is_some_and(char::is_alphanumeric),
    }
}

/// The start of the whole word, hyphens and apostrophes within it included, that `at` stands in.
pub(crate) fn start_of(text: &str, at: usize) -> Option<usize> {
    let mut start = at;
    let mut chars = text[..at].chars().rev().peekable();
    while let Some(c) = chars.next() {
        if !(c.is_alphanumeric() || joins(c) && chars.peek().is_some_and(|c| c.is_alphanumeric())) {
            break;
        }
        start -= c.len_utf8();
        if at - start > MAX_COMPOUND {
            return None;
        }
    }
    Some(start)
}

/// The end of that word.
pub(crate) fn end_of(text: &str, at: usize) -> Option<usize> {
    let mut end = at;
    let mut chars = text[at..].chars().peekable();
    while let Some(c) = chars.next() {
        if !(c.is_alphanumeric() || joins(c) && chars.peek().is_some_and(|c| c.is_alphanumeric())) {
            break;
        }
        end += c.len_utf8();
        if end - at > MAX_COMPOUND {
            return None;
        }
    }
    Some(end)
}

fn joins(c: char) -> bool {
    matches!(c, '-' | '\'')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_keeps_its_hyphens_and_apostrophes() {
        let text = "de scholings-voucher's, en";
        assert_eq!(start_of(text, 13), Some(3));
        assert_eq!(end_of(text, 20), Some(22));
        assert_eq!(end_of("scholings- en", 5), Some(9), "a hyphen that hangs is not part of the word");
    }

    #[test]
    fn letters_beyond_ascii_are_letters() {
        assert!(!starts("ævoucher", 2));
        assert!(!ends("voucherø", 7));
        assert!(starts("“voucher”", 3) && ends("“voucher”", 10));
    }

    #[test]
    fn what_is_longer_than_a_word_is_none() {
        let text = "a".repeat(500);
        assert_eq!(start_of(&text, 400), None);
        assert_eq!(end_of(&text, 100), None);
    }
}
