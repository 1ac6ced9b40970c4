//! Text that stands in for glyphs (`ActualText`).

/// A text that is read in place of the glyphs of some content, and how far it has been read.
///
/// Mostly it says what is drawn: then the glyphs are kept, each in its place. From the first one that differs the rest
/// of the text stands in for all that follow.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    text: String,
    at: usize,
}

impl Reading {
    pub(super) fn new(text: String) -> Self {
        Self { text, at: 0 }
    }

    /// What to write for the next glyph, which by itself would be `glyph`.
    pub(super) fn next<'g>(&'g mut self, glyph: &'g str) -> &'g str {
        let rest = &self.text[self.at..];
        let words = rest.trim_start();
        let blank = !glyph.is_empty() && glyph.chars().all(char::is_whitespace);
        if blank && (words.len() < rest.len() || self.at > 0) {
            self.at += rest.len() - words.len();
            return glyph;
        }
        if !glyph.is_empty() && words.starts_with(glyph) {
            self.at += rest.len() - words.len() + glyph.len();
            return glyph;
        }
        let from = std::mem::replace(&mut self.at, self.text.len());
        if from == self.at && matches!(glyph, "-" | "\u{2010}" | "\u{ad}") && !self.text.ends_with('-') {
            // A hyphen that is no part of the text: it is there because the line ends, and the word goes on.
            return "\u{ad}";
        }
        &self.text[from..]
    }

    /// What is left where some glyphs were kept and the rest of the text was never drawn.
    pub(super) fn rest(&self) -> &str {
        if self.at > 0 { self.text[self.at..].trim_end() } else { "" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, glyphs: &[&str]) -> (Vec<String>, String) {
        let mut reading = Reading::new(text.to_owned());
        let written = glyphs.iter().map(|glyph| reading.next(glyph).to_owned()).collect();
        (written, reading.rest().to_owned())
    }

    #[test]
    fn glyphs_that_say_the_same_are_kept() {
        assert_eq!(read("van P ", &["v", "a", "n", " ", "P", " "]).0, ["v", "a", "n", " ", "P", " "]);
    }

    #[test]
    fn from_the_first_that_differs_the_text_stands_in() {
        assert_eq!(read("find", &["\u{fb01}", "n", "d"]).0, ["find", "", ""]);
        assert_eq!(read("effect", &["e", "\u{fb00}", "e", "c", "t"]).0, ["e", "ffect", "", "", ""]);
        assert_eq!(read("\u{ad}", &["-"]).0, ["\u{ad}"]);
        assert_eq!(read("", &["x", "y"]).0, ["", ""]);
        assert_eq!(read("c", &["k", "-"]).0, ["c", "\u{ad}"]);
        assert_eq!(read("\u{2022}", &[" ", "x"]).0, ["\u{2022}", ""]);
        assert_eq!(read("ja", &["", ""]).0, ["ja", ""]);
    }

    #[test]
    fn what_was_never_drawn_is_left() {
        assert_eq!(read("dokter ", &["d"]), (vec!["d".to_owned()], "okter".to_owned()));
        assert_eq!(read("dokter", &["x"]).1, "");
    }
}
