//! Reading the files strictly: every fault is collected with its line before anything is given back.

mod checks;
mod concepts;
mod funds;
mod table;
mod terms;

pub(crate) use concepts::read_taxonomy;
pub(crate) use funds::read_funds;
