//! What the fonts of one document may cost.

use std::cell::Cell;
use std::rc::Rc;

use lopdf::{Document, Stream};

use crate::filter::Fault;
use crate::object::decode_stream;

/// Bytes that the fonts of a document may make the reader keep. Thousands of embedded fonts stay below this; a file
/// in which many fonts share one huge table does not.
const MAX_BYTES: usize = 256 << 20;
/// Bytes that may go through filters to get them.
const MAX_WORK: usize = 1 << 30;

/// Counts down over all fonts of a document. What is beyond it is left out, as if the file did not have it.
#[derive(Clone, Debug)]
pub(crate) struct FontBudget(Rc<Left>);

#[derive(Debug)]
struct Left {
    bytes: Cell<usize>,
    work: Cell<usize>,
    /// Whether something was left out.
    missed: Cell<bool>,
}

impl Default for FontBudget {
    fn default() -> Self {
        let missed = Cell::new(false);
        Self(Rc::new(Left { bytes: Cell::new(MAX_BYTES), work: Cell::new(MAX_WORK), missed }))
    }
}

impl FontBudget {
    /// Whether there was room for so many bytes; they are taken then.
    pub(super) fn take(&self, bytes: usize) -> bool {
        let left = self.0.bytes.get().checked_sub(bytes);
        match left {
            Some(left) => self.0.bytes.set(left),
            None => self.0.missed.set(true),
        }
        left.is_some()
    }

    /// The bytes of a stream after its filters; empty if they are more than `limit` or than there is room for.
    pub(super) fn decode(&self, document: &Document, stream: &Stream, limit: usize) -> Vec<u8> {
        let limit = limit.min(self.0.bytes.get());
        if self.0.work.get() == 0 {
            self.0.missed.set(true);
            return Vec::new();
        }
        let decoded = decode_stream(document, stream, limit);
        self.0.work.set(self.0.work.get().saturating_sub(decoded.work));
        if decoded.fault == Some(Fault::TooLarge) {
            self.0.missed.set(true);
            return Vec::new();
        }
        if self.take(decoded.bytes.len()) { decoded.bytes } else { Vec::new() }
    }

    /// Whether there is next to no room left.
    pub(super) fn is_spent(&self) -> bool {
        self.0.bytes.get() < MAX_BYTES / 1024
    }

    /// Whether a limit was met, and fonts may tell less than they could.
    pub(crate) fn has_missed(&self) -> bool {
        self.0.missed.get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::Dictionary;

    #[test]
    fn what_does_not_fit_is_left_out() {
        let budget = FontBudget::default();
        let stream = Stream::new(Dictionary::new(), vec![b' '; 1000]);
        assert_eq!(budget.decode(&Document::new(), &stream, 4000).len(), 1000);
        assert!(budget.take(MAX_BYTES - 1500) && !budget.has_missed());
        assert!(!budget.take(501) && budget.is_spent() && budget.has_missed());
        assert!(budget.decode(&Document::new(), &stream, 4000).is_empty());
    }

    #[test]
    fn streams_that_are_too_large_cost_what_it_took_to_find_out() {
        let budget = FontBudget::default();
        let stream = Stream::new(Dictionary::new(), vec![b' '; 1 << 20]);
        let document = Document::new();
        assert!(budget.decode(&document, &stream, 100).is_empty() && budget.has_missed());
        assert_eq!(budget.0.work.get(), MAX_WORK - (1 << 20));
    }
}
