//! What the fonts of one document may cost.

use std::cell::Cell;
use std::rc::Rc;

use lopdf::{Document, Stream};

use crate::object::decode_stream;

/// Bytes that the fonts of a document may make the reader keep. Thousands of embedded fonts stay below this; a file
/// in which many fonts share one huge table does not.
const MAX_BYTES: usize = 256 << 20;

/// Counts down over all fonts of a document. What is beyond it is left out, as if the file did not have it.
#[derive(Clone, Debug)]
pub(crate) struct FontBudget {
    left: Rc<Cell<usize>>,
}

impl Default for FontBudget {
    fn default() -> Self {
        Self { left: Rc::new(Cell::new(MAX_BYTES)) }
    }
}

impl FontBudget {
    /// Whether there was room for so many bytes; they are taken then.
    pub(super) fn take(&self, bytes: usize) -> bool {
        let left = self.left.get().checked_sub(bytes);
        if let Some(left) = left {
            self.left.set(left);
        }
        left.is_some()
    }

    /// The bytes of a stream after its filters; empty if they are more than `limit` or than there is room for.
    pub(super) fn decode(&self, document: &Document, stream: &Stream, limit: usize) -> Vec<u8> {
        let bytes = decode_stream(document, stream, limit.min(self.left.get())).bytes;
        if self.take(bytes.len()) { bytes } else { Vec::new() }
    }

    /// Whether a limit was met, and fonts may tell less than they could.
    pub(crate) fn is_spent(&self) -> bool {
        self.left.get() < MAX_BYTES / 1024
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
        assert!(budget.take(MAX_BYTES - 1500) && !budget.take(501) && budget.is_spent());
        assert!(budget.decode(&Document::new(), &stream, 4000).len() <= 500);
    }
}
