use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Text of one block as it is gathered: white space folded to single spaces, control characters, soft hyphens,
/// zero-width and direction marks left out. What [`Folded::take`] gives obeys the invariant of a block's text.
#[derive(Debug, Default)]
pub(crate) struct Folded {
    text: String,
    space: bool,
}

impl Folded {
    /// Adds text as it stands in the document.
    pub(crate) fn push_str(&mut self, text: &str) {
        let mut plain = 0;
        for (at, c) in text.char_indices() {
            match class(c) {
                Class::Plain => {
                    if self.space {
                        self.flush_space();
                        plain = at;
                    }
                }
                other => {
                    self.text.push_str(&text[plain..at]);
                    plain = at + c.len_utf8();
                    self.space |= other == Class::Space;
                }
            }
        }
        self.text.push_str(&text[plain..]);
    }

    /// A place where words part, such as a line break.
    pub(crate) fn space(&mut self) {
        self.space = true;
    }

    /// No space follows the text so far, should one have been due.
    pub(crate) fn no_space(&mut self) {
        self.space = false;
    }

    /// The text so far, without a space that may follow.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// The finished text, composed (NFC), or none where nothing can be read; leaves nothing behind.
    pub(crate) fn take(&mut self) -> Option<String> {
        self.space = false;
        let text = std::mem::take(&mut self.text);
        if text.is_empty() {
            return None;
        }
        Some(match is_nfc_quick(text.chars()) {
            IsNormalized::Yes => text,
            _ => text.nfc().collect(),
        })
    }

    fn flush_space(&mut self) {
        self.space = false;
        if !self.text.is_empty() {
            self.text.push(' ');
        }
    }
}

/// `text` folded; none where nothing is left.
pub(crate) fn folded(text: &str) -> Option<String> {
    let mut folded = Folded::default();
    folded.push_str(text);
    folded.take()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Plain,
    Space,
    Dropped,
}

fn class(c: char) -> Class {
    if c.is_ascii() {
        return match c {
            ' ' | '\t'..='\r' => Class::Space,
            c if c.is_ascii_control() => Class::Dropped,
            _ => Class::Plain,
        };
    }
    match c {
        // Soft hyphen, zero-width space and joiners, word joiner and invisible operators, byte-order mark, the
        // object replacement character, and the marks that turn the direction of text around.
        '\u{AD}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFC}'
        | '\u{E0000}'..='\u{E007F}' => Class::Dropped,
        c if c.is_whitespace() => Class::Space,
        c if c.is_control() => Class::Dropped,
        _ => Class::Plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_folded_to_one_line() {
        for (text, expected) in [
            ("  Het \t\r\n fonds\u{a0}betaalt. ", Some("Het fonds betaalt.")),
            ("scho\u{ad}ling en\u{200b}zo", Some("scholing enzo")),
            ("\u{feff}\u{1b}[31mrood\u{7}\u{202e}", Some("[31mrood")),
            ("a\u{85}b\u{2028}c", Some("a b c")),
            (" \u{200b} \u{ad}", None),
            ("coo\u{308}rdinatie", Some("coördinatie")),
        ] {
            assert_eq!(folded(text).as_deref(), expected, "{text:?}");
        }
    }

    #[test]
    fn pieces_are_joined_without_breaking_words() {
        let mut folded = Folded::default();
        for piece in ["scho", "ling ", " en", "", " ", "werk"] {
            folded.push_str(piece);
        }
        assert_eq!(folded.take().as_deref(), Some("scholing en werk"));
        assert_eq!(folded.take(), None);
    }
}
