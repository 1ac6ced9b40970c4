//! Whether a reader sees a glyph: not where it is drawn without ink, in white on nothing darker, or where nothing may be
//! painted.

use fundscan_model::{BBox, Hidden};

use super::ground::{Clip, Ground};
use super::state::GraphicsState;

/// Paint that lets more than this share of what is below show through is no paint.
const NO_ALPHA: f32 = 0.02;
/// The part of a glyph above and below its baseline that is looked at, in font sizes.
const ABOVE: f32 = 0.7;
const BELOW: f32 = 0.2;
/// Where in it, above the baseline, the ground is looked at: the middle of small letters.
const MIDDLE: f32 = 0.25;

/// How the glyphs of one operator are seen.
pub(super) struct Sight<'g> {
    no_ink: bool,
    /// They are white, and seen where the ground is not.
    ground: Option<&'g Ground>,
    clip: Clip,
}

impl<'g> Sight<'g> {
    /// `own_paint` says that the glyphs bring along what they are painted with.
    pub(super) fn of(state: &GraphicsState, ground: &'g Ground, own_paint: bool) -> Self {
        let fill = (state.fill_alpha > NO_ALPHA).then_some(state.fill);
        let stroke = (state.stroke_alpha > NO_ALPHA).then_some(state.stroke);
        // Modes from 4 on add the glyphs to the clip path; with 7 alone they are what a picture shows through.
        let (inks, stencil) = match state.render {
            0 | 4 => ([fill, None], false),
            1 | 5 => ([None, stroke], false),
            2 | 6 => ([fill, stroke], false),
            3 => ([None, None], false),
            _ => ([None, None], true),
        };
        let mut used = inks.into_iter().flatten().peekable();
        let no_ink = used.peek().is_none() && !stencil;
        let white = !no_ink && !stencil && !own_paint && used.all(|ink| ink.is_white());
        Self { no_ink, ground: white.then_some(ground), clip: state.clip }
    }

    /// Why a glyph is not seen that reaches from `u0` to `u1` on the line `v` of a direction with this cosine and sine.
    pub(super) fn hidden(&self, (u0, u1): (f32, f32), v: f32, size: f32, (cos, sin): (f32, f32)) -> Option<Hidden> {
        if self.no_ink {
            return Some(Hidden::NoInk);
        }
        let on_page = |u: f32, v: f32| (u * cos - v * sin, u * sin + v * cos);
        let corner = |u: f32, v: f32| {
            let (x, y) = on_page(u, v);
            BBox::new(x, y, x, y)
        };
        let (top, bottom) = (v - ABOVE * size, v + BELOW * size);
        // Nearly all text is upright.
        let mut bbox = BBox::new(u0, top, u1, bottom);
        if cos != 1.0 {
            bbox = corner(u0, top).union(corner(u1, bottom));
        }
        if cos != 0.0 && sin != 0.0 {
            bbox = bbox.union(corner(u0, bottom)).union(corner(u1, top));
        }
        if !self.clip.touches(bbox) {
            return Some(Hidden::Clipped);
        }
        let ground = self.ground?;
        let seen = ground.is_painted(on_page((u0 + u1) / 2.0, v - MIDDLE * size));
        (!seen).then_some(Hidden::PaperColour)
    }
}

#[cfg(test)]
mod tests {
    use super::super::lexer::Token;
    use super::super::matrix::Matrix;
    use super::*;

    fn state(set: impl Fn(&mut GraphicsState)) -> GraphicsState {
        let mut state = GraphicsState::new(Matrix::IDENTITY, Clip::page(600.0, 800.0));
        set(&mut state);
        state
    }

    fn hidden(set: impl Fn(&mut GraphicsState)) -> Option<Hidden> {
        let mut ground = Ground::new(600.0, 800.0);
        ground.paint(BBox::new(0.0, 700.0, 600.0, 800.0));
        let at = |u: f32, v: f32| Sight::of(&state(&set), &ground, false).hidden((u, u + 5.0), v, 10.0, (1.0, 0.0));
        assert_eq!(at(100.0, 750.0).filter(|&hidden| hidden == Hidden::PaperColour), None, "on a dark ground");
        at(100.0, 100.0)
    }

    fn white(state: &mut GraphicsState) {
        state.fill.set_device(&[Token::Number(1.0)]);
    }

    #[test]
    fn white_is_seen_on_a_dark_ground_only() {
        assert_eq!(hidden(|_| {}), None);
        assert_eq!(hidden(white), Some(Hidden::PaperColour));
        // Drawn with a black outline.
        assert_eq!(
            hidden(|s| {
                white(s);
                s.render = 2;
            }),
            None
        );
    }

    #[test]
    fn no_ink_and_no_cover_are_not_seen_and_a_stencil_is() {
        assert_eq!(hidden(|s| s.render = 3), Some(Hidden::NoInk));
        assert_eq!(hidden(|s| s.fill_alpha = 0.0), Some(Hidden::NoInk));
        assert_eq!(hidden(|s| s.render = 7), None);
    }

    #[test]
    fn what_may_not_be_painted_is_not_seen() {
        assert_eq!(hidden(|s| s.clip = s.clip.and(BBox::new(0.0, 0.0, 99.0, 800.0))), Some(Hidden::Clipped));
        assert_eq!(hidden(|s| s.clip = s.clip.and(BBox::new(0.0, 0.0, 101.0, 800.0))), None);
    }
}
