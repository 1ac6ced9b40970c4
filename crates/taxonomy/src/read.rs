//! Reading the files strictly: every fault is collected with its line before anything is given back.

mod checks;
mod concepts;
mod funds;
mod questions;
mod table;
mod terms;

pub(crate) use concepts::read_taxonomy;
pub(crate) use funds::read_funds;
pub(crate) use questions::{QuestionParts, read_questions};

/// Whether a file has been checked before. Compiling the patterns of a taxonomy is most of the work of reading it, and
/// needless for the default one, which a test checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trust {
    Checked,
    Unchecked,
}
