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
    space: Space,
}

/// What the components of a colour space count.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Space {
    /// Grey, RGB, CMYK, and profiles of them: told by how many components there are.
    Light,
    /// Inks by name, 1 is full (Separation, DeviceN).
    Inks,
    /// Lightness first, up to 100.
    Lab,
    /// Patterns, places in a table, and what is not known.
    Other,
}

/// What is neither white nor black, or cannot be told.
const GREY: f32 = 0.5;

impl Default for Ink {
    fn default() -> Self {
        Self { light: 0.0, space: Space::Light }
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
        let mut fullest = 0.0f32;
        for token in operands {
            match *token {
                Token::Number(n) => {
                    let most = if self.space == Space::Lab { 100.0 } else { 1.0 };
                    fullest = fullest.max(n);
                    if let Some(part) = parts.get_mut(count) {
                        *part = n.clamp(0.0, most);
                    }
                    count += 1;
                }
                // A pattern.
                _ => {
                    self.light = GREY;
                    return;
                }
            }
        }
        let [a, b, c, d] = parts;
        self.light = match (self.space, count) {
            (_, 0) | (Space::Other, _) => GREY,
            (Space::Inks, _) => 1.0 - fullest.clamp(0.0, 1.0),
            (Space::Lab, _) => a / 100.0,
            (Space::Light, 1) => a,
            (Space::Light, 3) => 0.3 * a + 0.59 * b + 0.11 * c,
            (Space::Light, 4) => (1.0 - (0.3 * a + 0.59 * b + 0.11 * c)) * (1.0 - d),
            (Space::Light, _) => GREY,
        };
    }

    /// One of the operators that name their space: `g`, `rg`, `k`.
    pub(super) fn set_device(&mut self, operands: &[Token]) {
        self.space = Space::Light;
        self.set(operands);
    }

    /// `cs` and `CS`: another space, in its initial colour. `resource` is what the resources have under its name.
    pub(super) fn space(&mut self, document: &Document, name: &[u8], resource: Option<&Object>) {
        let resource = resource.map(|object| resolve(document, object));
        let family = match resource {
            Some(Object::Array(items)) => items.first().and_then(|o| resolve(document, o).as_name().ok()),
            Some(Object::Name(other)) => Some(other.as_slice()),
            _ => Some(name),
        };
        self.space = match family {
            Some(b"Separation" | b"DeviceN") => Space::Inks,
            Some(b"Lab") => Space::Lab,
            Some(b"ICCBased" | b"CalGray" | b"CalRGB" | b"DeviceGray" | b"DeviceRGB" | b"DeviceCMYK") => Space::Light,
            _ => Space::Other,
        };
        self.light = if self.space == Space::Other { GREY } else { 0.0 };
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
    }

    #[test]
    fn what_the_components_count_depends_on_the_space() {
        let array = |name: &str| Object::Array(vec![Object::Name(name.as_bytes().to_vec())]);
        let light = |name: &str, parts: &[f32]| {
            let mut ink = Ink::default();
            ink.space(&Document::new(), b"CS0", Some(&array(name)));
            ink.set(&parts.iter().map(|&n| Token::Number(n)).collect::<Vec<_>>());
            ink.light
        };
        assert_eq!([light("Separation", &[0.0]), light("Separation", &[1.0])], [1.0, 0.0]);
        assert_eq!([light("DeviceN", &[0.0; 5]), light("DeviceN", &[1.0, 0.0, 0.0])], [1.0, 0.0]);
        assert_eq!([light("Lab", &[100.0, 0.0, 0.0]), light("Lab", &[0.0, 0.0, 0.0])], [1.0, 0.0]);
        // A place in a table and a pattern may be anything.
        assert_eq!([light("Indexed", &[1.0]), light("Pattern", &[])], [GREY; 2]);
        let mut grey = Ink::default();
        grey.space(&Document::new(), b"DeviceGray", None);
        grey.set(&[Token::Number(1.0)]);
        assert!(grey.is_white());
    }
}
