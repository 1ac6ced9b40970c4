//! From the content streams of a page to words on lines: the part of the text layer that knows PDF operators.

mod annotation;
mod budget;
mod ground;
mod ink;
mod inline;
mod interpret;
mod layers;
mod lexer;
mod marked;
mod matrix;
mod reading;
mod rules;
mod scattered;
mod scribe;
mod sight;
mod spaced;
mod state;
mod superior;

pub(crate) use budget::{Budget, Told};
pub(crate) use inline::end_of_data;
pub(crate) use interpret::{Interpreter, Joined, PageContent};
pub(crate) use layers::Layers;
pub(crate) use lexer::{Lexer, Token};
pub(crate) use matrix::Matrix;
#[cfg(test)]
pub(crate) use rules::Rule;
pub(crate) use rules::{Area, Drawing};
pub(crate) use scribe::{Mark, Recognized, Scribe, Script, Segment, Tag, Word};
pub(crate) use superior::raise_small_figures;
