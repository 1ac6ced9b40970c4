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
