//! From the content streams of a page to words on lines: the part of the text layer that knows PDF operators.

mod budget;
#[allow(dead_code, reason = "until the layout reads rules and boxes")]
mod ground;
mod ink;
mod interpret;
mod lexer;
mod marked;
mod matrix;
mod reading;
#[allow(dead_code, reason = "until the layout reads rules and boxes")]
mod rules;
mod scribe;
mod sight;
mod state;
mod superior;

pub(crate) use budget::{Budget, Told};
pub(crate) use interpret::{Interpreter, Joined, PageContent};
pub(crate) use lexer::{Lexer, Token};
pub(crate) use marked::hidden_layers;
pub(crate) use matrix::Matrix;
pub(crate) use scribe::{Mark, Recognized, Scribe, Script, Segment, Tag, Word};
pub(crate) use superior::raise_small_figures;
