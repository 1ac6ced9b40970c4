//! Colours, as far as text and tables need them: how light they are.

use lopdf::{Document, Object};

use super::lexer::Token;
use crate::object::resolve;

/// Lighter than this, ink cannot be seen on white paper.
const WHITE: f32 = 0.98;

/// The colour that something is drawn in: its lightness from 0 (black) to 1 (white).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Ink {
    pub(crate) light: f32,
    /// The current space counts ink, not light: 1 is dark (Separation, DeviceN).
    counts_ink: bool,
}

impl Default for Ink {
    fn default() -> Self {
        Self { light: 0.0, counts_ink: false }
    }
}

impl Ink {
    pub(crate) fn is_white(self) -> bool {
        self.light >= WHITE
    }

    /// `g`, `rg`, `k`, `sc`, `scn` and their like for strokes: by the number of components.
    pub(super) fn set(&mut self, operands: &[Token]) {
        let mut parts = [0.0f32; 4];
        let mut count = 0;
        for token in operands {
            match *token {
                Token::Number(n) if count < 4 => {
                    parts[count] = n.clamp(0.0, 1.0);
                    count += 1;
                }
                Token::Number(_) => {}
                // A pattern: neither white nor black.
                _ => {
                    self.light = 0.5;
                    return;
                }
            }
        }
        let [a, b, c, d] = parts;
        self.light = match count {
            1 if self.counts_ink => 1.0 - a,
            1 => a,
            3 => 0.3 * a + 0.59 * b + 0.11 * c,
            4 => (1.0 - (0.3 * a + 0.59 * b + 0.11 * c)) * (1.0 - d),
            _ => 0.5,
        };
    }

    /// One of the operators that name their space: `g`, `rg`, `k`.
    pub(super) fn set_device(&mut self, operands: &[Token]) {
        self.counts_ink = false;
        self.set(operands);
    }

    /// `cs` and `CS`: another space, in its initial colour.
    pub(super) fn space(&mut self, document: &Document, space: Option<&Object>) {
        let name = space.and_then(|s| resolve(document, s).as_array().ok()?.first()?.as_name().ok());
        self.counts_ink = matches!(name, Some(b"Separation" | b"DeviceN"));
        self.light = 0.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn light(set: fn(&mut Ink, &[Token]), parts: &[f32]) -> f32 {
        let mut ink = Ink::default();
        let operands: Vec<Token> = parts.iter().map(|&n| Token::Number(n)).collect();
        set(&mut ink, &operands);
        ink.light
    }

    #[test]
    fn colours_of_every_space_are_told_by_their_lightness() {
        assert_eq!(light(Ink::set_device, &[1.0]), 1.0);
        assert_eq!(light(Ink::set_device, &[0.0, 0.0, 0.0, 0.0]), 1.0);
        assert_eq!(light(Ink::set_device, &[0.0, 0.0, 0.0, 1.0]), 0.0);
        assert!((light(Ink::set, &[1.0, 1.0, 1.0]) - 1.0).abs() < 1e-6);
        let mut spot = Ink { light: 0.0, counts_ink: true };
        spot.set(&[Token::Number(0.0)]);
        assert!(spot.is_white());
    }
}
