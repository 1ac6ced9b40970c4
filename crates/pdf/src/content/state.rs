use std::rc::Rc;

use super::ground::Clip;
use super::ink::Ink;
use super::matrix::Matrix;
use crate::font::Font;

/// The part of the graphics state that text and rules depend on (ISO 32000-1, 8.4 and 9.3).
#[derive(Clone)]
pub(crate) struct GraphicsState {
    pub(crate) ctm: Matrix,
    /// The font and its number in the document.
    pub(crate) font: Option<(Rc<Font>, u32)>,
    pub(crate) size: f32,
    pub(crate) char_space: f32,
    pub(crate) word_space: f32,
    /// Horizontal scaling, 1 for 100 %.
    pub(crate) scale: f32,
    pub(crate) leading: f32,
    pub(crate) rise: f32,
    pub(crate) render: u8,
    pub(crate) fill: Ink,
    pub(crate) stroke: Ink,
    pub(crate) line_width: f32,
    /// How much of what is below shows through paint: 1 for none of it.
    pub(crate) fill_alpha: f32,
    pub(crate) stroke_alpha: f32,
    pub(crate) clip: Clip,
}

impl GraphicsState {
    pub(crate) fn new(ctm: Matrix, clip: Clip) -> Self {
        Self {
            ctm,
            font: None,
            size: 1.0,
            char_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
            render: 0,
            fill: Ink::default(),
            stroke: Ink::default(),
            line_width: 1.0,
            fill_alpha: 1.0,
            stroke_alpha: 1.0,
            clip,
        }
    }
}
