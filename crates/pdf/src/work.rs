use std::cell::Cell;

/// What it took to read a document, in counts that are the same on every machine.
///
/// All of them grow in step with what the file holds: twice the pages, glyphs or forms, twice the counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Bytes of content that went through filters, each time they did.
    pub bytes: u64,
    /// Operators run, those of forms each time the form is drawn.
    pub operators: u64,
    /// Glyphs shown.
    pub glyphs: u64,
    /// Entries looked at in lists that grow with the document: nodes of the page tree, resources of nested forms, open
    /// marks, lines compared with others.
    pub steps: u64,
}

impl Work {
    /// All of it as one number.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.bytes + self.operators + self.glyphs + self.steps
    }
}

thread_local! {
    /// A document is read on one thread. Counted here and not handed through, since it is counted deep in the layout.
    static STEPS: Cell<u64> = const { Cell::new(0) };
}

/// Counts so many entries of a list as looked at.
pub(crate) fn looked_at(entries: usize) {
    STEPS.with(|steps| steps.set(steps.get() + entries as u64));
}

/// How many entries were looked at on this thread so far.
pub(crate) fn steps() -> u64 {
    STEPS.with(Cell::get)
}
