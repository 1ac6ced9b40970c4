use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A range of UTF-8 bytes, `start` included and `end` not, in a text that the owner of the span names.
///
/// `start <= end` always holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "RawSpan")]
pub struct ByteSpan {
    start: usize,
    end: usize,
}

impl ByteSpan {
    /// A span from `start` to `end`.
    ///
    /// # Panics
    ///
    /// When `start > end`: spans are made from text at hand, so that is a fault of the program.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "a span cannot end before it starts");
        Self { start, end }
    }

    /// The first byte.
    #[must_use]
    pub fn start(self) -> usize {
        self.start
    }

    /// The byte after the last.
    #[must_use]
    pub fn end(self) -> usize {
        self.end
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span holds no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The range, to index a string with.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether `other` lies wholly inside this span (equal spans contain each other).
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the spans share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The span moved `by` bytes to the right.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        Self { start: self.start + by, end: self.end + by }
    }
}

#[derive(Deserialize)]
struct RawSpan {
    start: usize,
    end: usize,
}

impl TryFrom<RawSpan> for ByteSpan {
    type Error = &'static str;

    fn try_from(raw: RawSpan) -> Result<Self, Self::Error> {
        if raw.start > raw.end {
            return Err("a span cannot end before it starts");
        }
        Ok(Self { start: raw.start, end: raw.end })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_read_from_json_cannot_end_before_it_starts() {
        assert!(serde_json::from_str::<ByteSpan>(r#"{"start":3,"end":2}"#).is_err());
        let span: ByteSpan = serde_json::from_str(r#"{"start":2,"end":3}"#).unwrap();
        assert_eq!(span, ByteSpan::new(2, 3));
    }

    #[test]
    fn touching_spans_do_not_overlap() {
        assert!(!ByteSpan::new(0, 3).overlaps(ByteSpan::new(3, 5)));
        assert!(ByteSpan::new(0, 4).overlaps(ByteSpan::new(3, 5)));
        assert!(ByteSpan::new(0, 4).contains(ByteSpan::new(1, 4)));
    }
}
