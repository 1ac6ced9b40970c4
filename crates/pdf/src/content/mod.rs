//! From the content streams of a page to words on lines: the part of the text layer that knows PDF operators.

mod interpret;
mod lexer;
mod marked;
mod matrix;
mod scribe;
mod state;
mod superior;

pub(crate) use interpret::{Budget, Interpreter, PageContent};
pub(crate) use matrix::Matrix;
pub(crate) use scribe::{Mark, Scribe, Script, Segment, Word};
pub(crate) use superior::raise_small_figures;
