//! Fonts of symbols whose codes mean the same in every file: their codes and private-use characters as Unicode.

use super::encoding::BaseEncoding;

/// A font that is known by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SymbolFont {
    Symbol,
    ZapfDingbats,
    Wingdings,
}

/// The signs of Wingdings that stand in running text: bullets, arrows, boxes and ticks.
const WINGDINGS: &[(u8, char)] = &[
    (0x20, ' '),
    (0x21, '✏'),
    (0x22, '✂'),
    (0x28, '☎'),
    (0x2a, '✉'),
    (0x4a, '☺'),
    (0x4b, '😐'),
    (0x4c, '☹'),
    (0x6c, '●'),
    (0x6d, '❍'),
    (0x6e, '■'),
    (0x6f, '□'),
    (0x70, '◻'),
    (0x71, '❑'),
    (0x72, '❒'),
    (0x73, '⬧'),
    (0x74, '⧫'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x77, '⬥'),
    (0x9e, '·'),
    (0x9f, '•'),
    (0xa0, '•'),
    (0xa1, '○'),
    (0xa4, '◉'),
    (0xa7, '▪'),
    (0xa8, '◻'),
    (0xaa, '✦'),
    (0xab, '★'),
    (0xd8, '➢'),
    (0xdf, '←'),
    (0xe0, '→'),
    (0xe1, '↑'),
    (0xe2, '↓'),
    (0xe8, '➔'),
    (0xef, '⇦'),
    (0xf0, '⇨'),
    (0xfb, '✗'),
    (0xfc, '✓'),
    (0xfd, '☒'),
    (0xfe, '☑'),
];

impl SymbolFont {
    /// By the name without subset prefix.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        if name == "Symbol" || name == "SymbolMT" || name.starts_with("Symbol,") {
            Some(Self::Symbol)
        } else if name == "Dingbats" || name.contains("ZapfDingbats") {
            Some(Self::ZapfDingbats)
        } else if name == "Wingdings" || name == "Wingdings-Regular" || name.starts_with("Wingdings,") {
            Some(Self::Wingdings)
        } else {
            None
        }
    }

    /// The character of a code.
    pub(super) fn get(self, code: u8) -> Option<char> {
        match self {
            Self::Symbol => BaseEncoding::Symbol.get(code),
            Self::ZapfDingbats => BaseEncoding::ZapfDingbats.get(code),
            Self::Wingdings => {
                let at = WINGDINGS.binary_search_by_key(&code, |entry| entry.0).ok()?;
                Some(WINGDINGS[at].1)
            }
        }
    }

    /// The character that a private-use character stands for: Windows puts the codes of symbol fonts at U+F000.
    pub(super) fn public(self, c: char) -> Option<char> {
        match u32::from(c) {
            code @ 0xf020..=0xf0ff => self.get((code & 0xff) as u8),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets_of_word_processors_become_bullets() {
        let public = |name: &str, c| SymbolFont::from_name(name).and_then(|font| font.public(c));
        assert_eq!(public("SymbolMT", '\u{f0b7}'), Some('•'));
        assert_eq!(public("Wingdings-Regular", '\u{f0a7}'), Some('▪'));
        assert_eq!(public("Wingdings", '\u{f0fc}'), Some('✓'));
        assert_eq!(public("FontAwesome", '\u{f0a7}'), None);
        assert_eq!(public("SymbolGreekU", '\u{f0a7}'), None);
    }

    #[test]
    fn the_signs_are_sorted() {
        assert!(WINGDINGS.is_sorted_by_key(|entry| entry.0));
    }
}
