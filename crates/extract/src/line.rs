//! A line of text as it is gathered, with the marks of notes that are left out of it.

use crate::fold::Folded;

/// Text being gathered, and the marks that were left out of it.
#[derive(Debug, Default)]
pub(crate) struct Line {
    pub(crate) text: Folded,
    pub(crate) notes: Vec<String>,
    /// Whether a mark stood before any text.
    pub(crate) marked: bool,
    /// Whether the last thing was a mark.
    after_mark: bool,
    /// Whether the last thing was a line break.
    after_break: bool,
}

impl Line {
    /// Adds text.
    pub(crate) fn push(&mut self, text: &str) {
        if text.chars().all(char::is_whitespace) {
            if !text.is_empty() {
                self.text.space();
            }
            return;
        }
        if self.after_mark && text.starts_with(['.', ',', ';', ':', '!', '?', ')', '”', '’']) {
            self.text.no_space();
        }
        self.after_mark = false;
        self.after_break = false;
        self.text.push_str(text);
    }

    /// Keeps marks of notes, which are no text.
    pub(crate) fn mark(&mut self, marks: Vec<String>) {
        self.marked |= self.text.as_str().is_empty();
        self.after_mark = true;
        self.after_break = false;
        self.notes.extend(marks);
    }

    /// Whether the last thing was a line break.
    pub(crate) fn is_after_break(&self) -> bool {
        self.after_break
    }

    /// A line break; true where it is the second in a row.
    pub(crate) fn line_break(&mut self) -> bool {
        self.text.space();
        std::mem::replace(&mut self.after_break, true)
    }
}
