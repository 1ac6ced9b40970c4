//! A paragraph while it is read.

use std::rc::Rc;

use fundscan_model::{Block, ByteSpan, StyleSpan};

use super::props::RunProps;
use crate::line::Line;
use crate::note;

/// A paragraph that is being read.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    /// The id of its style.
    pub(super) style: Option<String>,
    /// Its list and the level in it, as far as it says them itself.
    pub(super) list: Option<String>,
    pub(super) level: Option<u8>,
    /// Its level in the outline, from 0; 9 is body text.
    pub(super) outline: Option<u8>,
    /// Whether its end was deleted: it is one with the next.
    pub(super) joins_next: bool,
    /// Whether text of it is part of a table of contents.
    pub(super) contents: bool,
    /// Whether its number has been counted, and the number that stands before it.
    pub(super) counted: bool,
    pub(super) number: Option<String>,
    /// How the current run is set: what it says itself, and with what it takes from its styles.
    pub(super) run: RunProps,
    pub(super) set: RunProps,
    /// Whether `set` is up to date with `run`.
    pub(super) settled: bool,
    /// The id of a note whose mark is the raised text that follows.
    pub(super) own_mark: Option<NoteId>,
    pub(super) text: Text,
    /// Blocks of it that are finished, and whether they are bold throughout.
    pub(super) done: Vec<(Block, bool)>,
    /// What follows it: the text of boxes that hang on it, notes.
    pub(super) after: Vec<(Block, bool)>,
}

/// A note of the document: its number in the file, and whether it is an endnote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct NoteId {
    pub(super) end: bool,
    pub(super) id: i64,
}

/// The text of a paragraph, and how it is set.
#[derive(Debug, Default)]
pub(super) struct Text {
    line: Line,
    spans: Vec<StyleSpan>,
    /// Raised text that has not been looked at yet.
    raised: String,
    raised_set: RunProps,
    /// The languages of the text and how much of it is in each. Seldom more than two.
    languages: Vec<(Option<Rc<str>>, usize)>,
}

/// What a paragraph's text became.
#[derive(Debug)]
pub(super) struct Finished {
    pub(super) text: String,
    pub(super) notes: Vec<String>,
    /// Whether a mark stood before any text.
    pub(super) marked: bool,
    pub(super) spans: Vec<StyleSpan>,
    pub(super) language: Option<String>,
}

/// More languages in one paragraph are not told apart.
const MOST_LANGUAGES: usize = 8;

impl Text {
    /// Adds text that is set in this way. The marks that raised text before it was are returned.
    pub(super) fn push(&mut self, text: &str, set: &RunProps) -> Vec<String> {
        if set.raised == Some(true) {
            self.raised.push_str(text);
            self.raised_set = set.clone();
            return Vec::new();
        }
        let marks = self.settle();
        self.push_plain(text, set);
        marks
    }

    fn push_plain(&mut self, text: &str, set: &RunProps) {
        let before = self.line.text.as_str().len();
        self.line.push(text);
        let now = self.line.text.as_str();
        let start = before + usize::from(now[before..].starts_with(' '));
        if now.len() <= start {
            return;
        }
        let span = StyleSpan {
            span: ByteSpan::new(start, now.len()),
            size: set.size,
            bold: set.bold == Some(true),
            italic: set.italic == Some(true),
        };
        let length = span.span.len();
        match self.spans.last_mut() {
            Some(last) if last.is_like(&span) => last.span = ByteSpan::new(last.span.start(), span.span.end()),
            _ => self.spans.push(span),
        }
        match self.languages.iter().position(|(language, _)| *language == set.language) {
            Some(at) => self.languages[at].1 += length,
            None if self.languages.len() < MOST_LANGUAGES => self.languages.push((set.language.clone(), length)),
            None => {}
        }
    }

    /// Decides what raised text is: marks, which are returned, a power, or text.
    pub(super) fn settle(&mut self) -> Vec<String> {
        if self.raised.is_empty() {
            return Vec::new();
        }
        let raised = std::mem::take(&mut self.raised);
        let set = std::mem::take(&mut self.raised_set);
        let bare = raised.trim();
        if let Some(power) = note::exponent(self.line.text.as_str(), bare) {
            self.push_plain(&power, &set);
        } else if let Some(marks) = note::marks(bare, false) {
            self.line.mark(marks.clone());
            if raised.ends_with(char::is_whitespace) || raised.starts_with(char::is_whitespace) {
                self.line.text.space();
            }
            return marks;
        } else {
            self.push_plain(&raised, &set);
        }
        Vec::new()
    }

    /// Keeps the mark of a note.
    pub(super) fn mark(&mut self, mark: String) {
        self.line.mark(vec![mark]);
    }

    /// A line break; true where it is the second in a row.
    pub(super) fn line_break(&mut self) -> bool {
        self.line.line_break()
    }

    /// The finished text; none where nothing can be read, and then the marks stay for the text that follows.
    pub(super) fn take(&mut self) -> Option<Finished> {
        let length = self.line.text.as_str().len();
        let text = self.line.text.take()?;
        let mut spans = std::mem::take(&mut self.spans);
        let bound = |at: usize| text.is_char_boundary(at);
        if text.len() != length || !spans.iter().all(|s| bound(s.span.start()) && bound(s.span.end())) {
            // Composing letters moved what stands behind them.
            spans.clear();
        }
        let languages = std::mem::take(&mut self.languages);
        let most = languages.into_iter().rev().max_by_key(|(_, bytes)| *bytes);
        let line = std::mem::take(&mut self.line);
        Some(Finished {
            text,
            notes: line.notes,
            marked: line.marked,
            spans,
            language: most.and_then(|(language, _)| language).map(|language| language.to_string()),
        })
    }
}

impl Finished {
    /// Leaves out the first `bytes` of the text.
    pub(super) fn cut(&mut self, bytes: usize) {
        self.text.drain(..bytes);
        self.spans.retain(|span| span.span.end() > bytes);
        for span in &mut self.spans {
            span.span = ByteSpan::new(span.span.start().saturating_sub(bytes), span.span.end() - bytes);
        }
    }

    /// Puts a number before the text.
    pub(super) fn prepend(&mut self, number: &str) {
        let by = number.len() + 1;
        self.text.insert(0, ' ');
        self.text.insert_str(0, number);
        for span in &mut self.spans {
            span.span = span.span.shifted(by);
        }
        if let Some(first) = self.spans.first_mut() {
            first.span = ByteSpan::new(0, first.span.end());
        }
    }

    /// Whether all of it is bold.
    pub(super) fn is_bold(&self) -> bool {
        !self.spans.is_empty() && self.spans.iter().all(|span| span.bold)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(bold: bool, raised: bool) -> RunProps {
        RunProps { bold: Some(bold), raised: Some(raised), ..RunProps::default() }
    }

    #[test]
    fn spans_say_which_bytes_are_bold() {
        let mut text = Text::default();
        for (piece, bold) in [("Het ", false), ("één", true), (" fonds", true), (" ", false), ("betaalt.", false)] {
            text.push(piece, &set(bold, false));
        }
        let mut finished = text.take().unwrap();
        let bold = |finished: &Finished| -> Vec<(String, bool)> {
            finished.spans.iter().map(|s| (finished.text[s.span.range()].to_owned(), s.bold)).collect()
        };
        let expected = [("Het", false), ("één fonds", true), ("betaalt.", false)].map(|(t, b)| (t.to_owned(), b));
        assert_eq!(bold(&finished), expected);
        finished.prepend("2.1");
        assert_eq!(bold(&finished)[0], ("2.1 Het".to_owned(), false));
        finished.cut("2.1 Het ".len());
        assert_eq!(bold(&finished), expected[1..]);
        assert!(!finished.is_bold());
    }

    #[test]
    fn raised_text_is_a_mark_a_power_or_text() {
        for (before, raised, after, text, notes) in [
            ("innovatie", "12", ", en", "innovatie, en", &["12"][..]),
            ("innovatie ", "1 ", "van", "innovatie van", &["1"]),
            ("30 m", "2", " groot", "30 m² groot", &[]),
            ("de 21", "ste", " eeuw", "de 21ste eeuw", &[]),
        ] {
            let mut line = Text::default();
            line.push(before, &set(false, false));
            // Programs cut runs anywhere.
            for c in raised.chars() {
                line.push(&c.to_string(), &set(false, true));
            }
            line.push(after, &set(false, false));
            let finished = line.take().unwrap();
            assert_eq!(
                (finished.text.as_str(), finished.notes.as_slice()),
                (text, &notes.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>()[..])
            );
        }
    }
}
