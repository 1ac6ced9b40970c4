//! The end of a tag or comment that is too long to be read whole, such as one that holds a picture.

/// `text` at `at` stands within a tag or comment that began at `from` or later: what closes it there, and where the text
/// behind it goes on.
pub(super) fn skip(text: &str, from: usize, at: usize) -> (&'static str, usize) {
    let from = text.floor_char_boundary(from);
    let behind = |sign: &str| text[at..].find(sign).map_or(text.len(), |i| at + i + sign.len());
    let mut begin = from;
    while let Some(start) = text[begin..at].find('<').map(|i| begin + i) {
        let inside = &text[start + 1..];
        if inside.starts_with("!--") {
            match text[start + 4..at.max(start + 4)].find("-->") {
                Some(end) => begin = start + 4 + end,
                None => return ("-->", behind("-->")),
            }
        } else if inside.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
            let mut tag = TagScan::default();
            match tag.end(&text[start..at]) {
                Some(end) => begin = start + end,
                None => {
                    let close = match tag.quote {
                        Some(b'\'') => "'>",
                        Some(_) => "\">",
                        None => " >",
                    };
                    return (close, tag.end(&text[at..]).map_or(text.len(), |end| at + end));
                }
            }
        } else {
            begin = start + 1;
        }
    }
    (">", behind(">"))
}

/// Where a tag is at: within a quoted value or not.
#[derive(Debug, Default)]
struct TagScan {
    quote: Option<u8>,
    /// Whether the last sign but white space was "=", so that a quote begins a value.
    after_equals: bool,
}

impl TagScan {
    /// Goes through `text`; where the tag ends, if it does.
    fn end(&mut self, text: &str) -> Option<usize> {
        for (at, byte) in text.bytes().enumerate() {
            match (self.quote, byte) {
                (Some(quote), byte) if byte == quote => self.quote = None,
                (Some(_), _) => {}
                (None, b'>') => return Some(at + 1),
                (None, b'"' | b'\'') if self.after_equals => {
                    self.quote = Some(byte);
                    self.after_equals = false;
                }
                (None, byte) if byte.is_ascii_whitespace() => {}
                (None, byte) => self.after_equals = byte == b'=',
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_long_ends_where_its_tag_ends() {
        for (text, at, expected) in [
            ("<p><img src=\"data:AAAAAAAA\" alt='>' width=10>tekst", 20, ("\">", "tekst")),
            ("<p><img src='data:AAAAAAAA' alt=\"'>\">tekst", 20, ("'>", "tekst")),
            ("<p a b c d e f g h i=j\">tekst", 12, (" >", "tekst")),
            ("a <!-- een > twee --> tekst", 12, ("-->", " tekst")),
            ("<!DOCTYPE html PUBLIC een twee>tekst", 20, (">", "tekst")),
            ("<p a b c d e f g", 8, (" >", "")),
        ] {
            let (close, next) = skip(text, 0, at);
            assert_eq!((close, &text[next..]), expected, "{text}");
        }
    }
}
