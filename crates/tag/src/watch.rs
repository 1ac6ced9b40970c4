use fundscan_model::ByteSpan;

use crate::find::Candidate;

/// Is told of every candidate that does not count. Tagging watches nothing, explaining everything; both go the same way.
pub(crate) trait Watch {
    /// A candidate is dropped. Why is worked out only where somebody watches.
    fn lost(&mut self, candidate: &Candidate, why: impl FnOnce() -> Lost);
}

/// Nobody watches: nothing is done.
impl Watch for () {
    fn lost(&mut self, _: &Candidate, _: impl FnOnce() -> Lost) {}
}

impl Watch for Vec<(Candidate, Lost)> {
    fn lost(&mut self, candidate: &Candidate, why: impl FnOnce() -> Lost) {
        self.push((*candidate, why()));
    }
}

/// Why a candidate does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lost {
    /// It shares a word with an excluded form of its term.
    Excluded(Candidate),
    /// The rule of its term with this number is not met.
    Context(usize),
    /// It is a name, which stands for no concept.
    IsName,
    /// It lies in these bytes: a name or a reference.
    Uncounted(ByteSpan),
    /// It shares text with these bytes, which a term of the same concept found.
    Longest(ByteSpan),
    /// It lies inside a longer candidate of another concept.
    Inside(Candidate),
}
