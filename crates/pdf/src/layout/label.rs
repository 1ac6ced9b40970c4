//! Bullets and numbers that begin list items, notes and headings.

/// What a line begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    /// A bullet sign: no part of the text.
    Bullet,
    /// `1.`, `2)`, `(a)`, `iv.`: part of the text.
    Item,
    /// `2.3` or `Hoofdstuk 2`: the number of a section, with its depth.
    Section(u8),
}

/// The label that `first`, the first word of a line, is.
pub(crate) fn label(first: &str) -> Option<Label> {
    if is_bullet(first) {
        return Some(Label::Bullet);
    }
    let inner = first.trim_start_matches('(');
    let opened = inner.len() < first.len();
    let body = inner.trim_end_matches([')', '.', ':']);
    let closed = body.len() < inner.len();
    if body.is_empty() {
        return None;
    }
    let parts: Vec<&str> = body.split('.').collect();
    if parts.iter().all(|p| !p.is_empty() && p.len() <= 2 && p.bytes().all(|b| b.is_ascii_digit())) {
        return match parts.len() {
            1 if closed || opened => Some(Label::Item),
            1 => None,
            n => Some(Label::Section(n.min(6) as u8)),
        };
    }
    let single = body.chars().count() == 1 && body.chars().all(|c| c.is_ascii_lowercase());
    let roman = body.len() <= 4 && body.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    // A closing bracket or full stop after one letter; "o" and "u" with a stop are abbreviations too rarely to matter.
    ((single || roman) && (opened || inner.ends_with(')') || (closed && single))).then_some(Label::Item)
}

/// Whether a word is only a bullet sign.
pub(crate) fn is_bullet(word: &str) -> bool {
    let mut chars = word.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else { return false };
    matches!(
        c,
        '•' | '◦'
            | '‣'
            | '▪'
            | '▫'
            | '■'
            | '□'
            | '●'
            | '○'
            | '◆'
            | '◇'
            | '►'
            | '▶'
            | '➢'
            | '➤'
            | '✓'
            | '✔'
            | '➔'
            | '→'
            | '»'
            | '·'
            | '∙'
            | '–'
            | '—'
            | '-'
            | '*'
            | '❖'
            | '⁃'
            | '❑'
            | '❏'
            | '\u{fffd}'
    ) || ('\u{e000}'..='\u{f8ff}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_told_from_words_and_numbers() {
        for (word, expected) in [
            ("•", Some(Label::Bullet)),
            ("\u{f0b7}", Some(Label::Bullet)),
            ("1.", Some(Label::Item)),
            ("(a)", Some(Label::Item)),
            ("b)", Some(Label::Item)),
            ("2.3", Some(Label::Section(2))),
            ("2.3.1.", Some(Label::Section(3))),
            ("2023", None),
            ("12", None),
            ("De", None),
            ("o.a.", None),
            ("e.", Some(Label::Item)),
        ] {
            assert_eq!(label(word), expected, "{word}");
        }
    }
}
