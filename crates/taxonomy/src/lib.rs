//! The data a researcher edits: the taxonomy and the fund register, read and checked.
