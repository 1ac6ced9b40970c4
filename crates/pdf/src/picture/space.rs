//! Colour spaces (ISO 32000-1, 8.6), as far as it takes to tell dark from light.

use lopdf::{Dictionary, Document, Object};

use super::function::Function;
use crate::object::{decode_stream, resolve};

/// How deep colour spaces may be built on one another.
const MAX_DEPTH: usize = 4;
/// Components of the largest space that is read.
const MAX_COMPONENTS: usize = 32;
/// Bytes of the largest palette: 256 colours of a space of that size.
const MAX_PALETTE: usize = 256 * MAX_COMPONENTS;

/// A colour space: how components, each from 0 to 1, become a shade of grey.
#[derive(Clone, Debug)]
pub(super) enum Space {
    Gray,
    Rgb,
    Cmyk,
    /// The first component is the lightness.
    Lab,
    /// One ink of its own with what stands in for it.
    Ink(Box<Self>, Function),
    /// Inks of which nothing more is known: the more, the darker.
    Inks(usize),
    /// A shade for each number.
    Palette(Vec<u8>),
    /// No colour but something else that fills, seen as the middle between black and white.
    Pattern,
}

/// The shade of what cannot be told: text on it is still seen, be it black or white.
pub(super) const MIDDLE: u8 = 128;

impl Space {
    /// The space that an object describes or, by its name, `resources` hold.
    pub(super) fn load(document: &Document, object: &Object, resources: &[&Dictionary]) -> Option<Self> {
        load(document, object, resources, 0)
    }

    pub(super) fn components(&self) -> usize {
        match self {
            Self::Gray | Self::Ink(..) | Self::Palette(_) => 1,
            Self::Rgb | Self::Lab => 3,
            Self::Cmyk => 4,
            Self::Inks(n) => *n,
            Self::Pattern => 0,
        }
    }

    /// The components of the colour that is in force where none has been chosen, as [`Self::tone`] takes them.
    pub(super) fn initial_tone(&self) -> u8 {
        match self {
            Self::Ink(..) => self.tone(&[1.0]),
            Self::Pattern => MIDDLE,
            _ => 0,
        }
    }

    /// The shade of a colour, 0 for black. Numbers of a palette count from 0 to 255.
    pub(super) fn tone(&self, c: &[f32]) -> u8 {
        let at = |i: usize| c.get(i).copied().unwrap_or(0.0).clamp(0.0, 1.0);
        let light = match self {
            Self::Gray | Self::Lab => at(0),
            // As television weighs them: what counts is how light a colour looks.
            Self::Rgb => luma(at(0), at(1), at(2)),
            Self::Cmyk => 1.0 - luma(at(0), at(1), at(2)) - at(3),
            Self::Ink(stands_in, function) => return stands_in.tone(&function.at(at(0))),
            Self::Inks(n) => 1.0 - (0..*n).map(at).sum::<f32>(),
            Self::Palette(tones) => {
                let number = c.first().copied().unwrap_or(0.0).max(0.0) as usize;
                return tones.get(number).or(tones.last()).copied().unwrap_or(0);
            }
            Self::Pattern => return MIDDLE,
        };
        (light.clamp(0.0, 1.0) * 255.0).round() as u8
    }

    /// The shade of a colour as the operators of a content stream give it.
    pub(super) fn tone_of_operands(&self, operands: &[f32]) -> u8 {
        match self {
            Self::Lab => self.tone(&[operands.first().copied().unwrap_or(0.0) / 100.0]),
            _ => self.tone(operands),
        }
    }
}

fn luma(r: f32, g: f32, b: f32) -> f32 {
    0.299 * r + 0.587 * g + 0.114 * b
}

fn load(document: &Document, object: &Object, resources: &[&Dictionary], depth: usize) -> Option<Space> {
    if depth > MAX_DEPTH {
        return None;
    }
    let parts = match resolve(document, object) {
        Object::Name(name) => return named(document, name, resources, depth),
        Object::Array(parts) => parts,
        _ => return None,
    };
    let inner = |index: usize| load(document, parts.get(index)?, resources, depth + 1);
    match resolve(document, parts.first()?).as_name().ok()? {
        b"ICCBased" => {
            let profile = &resolve(document, parts.get(1)?).as_stream().ok()?.dict;
            match profile.get(b"N").ok().and_then(|n| resolve(document, n).as_i64().ok()) {
                Some(1) => Some(Space::Gray),
                Some(3) => Some(Space::Rgb),
                Some(4) => Some(Space::Cmyk),
                _ => load(document, profile.get(b"Alternate").ok()?, resources, depth + 1),
            }
        }
        b"CalGray" => Some(Space::Gray),
        b"CalRGB" => Some(Space::Rgb),
        b"Lab" => Some(Space::Lab),
        b"Separation" => {
            let function = parts.get(3).and_then(|f| Function::load(document, f));
            Some(match (inner(2), function) {
                (Some(stands_in), Some(function)) => Space::Ink(Box::new(stands_in), function),
                _ => Space::Inks(1),
            })
        }
        b"DeviceN" => {
            let inks = resolve(document, parts.get(1)?).as_array().ok()?.len();
            (1..=MAX_COMPONENTS).contains(&inks).then_some(Space::Inks(inks))
        }
        b"Indexed" | b"I" => palette(document, &inner(1)?, parts),
        b"Pattern" => Some(Space::Pattern),
        name => named(document, name, resources, depth),
    }
}

fn named(document: &Document, name: &[u8], resources: &[&Dictionary], depth: usize) -> Option<Space> {
    match name {
        b"DeviceGray" | b"G" | b"CalGray" => Some(Space::Gray),
        b"DeviceRGB" | b"RGB" | b"CalRGB" => Some(Space::Rgb),
        b"DeviceCMYK" | b"CMYK" => Some(Space::Cmyk),
        b"Pattern" => Some(Space::Pattern),
        _ => resources.iter().rev().find_map(|resources| {
            let spaces = resolve(document, resources.get(b"ColorSpace").ok()?).as_dict().ok()?;
            load(document, spaces.get(name).ok()?, &[], depth + 1)
        }),
    }
}

fn palette(document: &Document, base: &Space, parts: &[Object]) -> Option<Space> {
    let decoded;
    let bytes = match resolve(document, parts.get(3)?) {
        Object::String(bytes, _) => bytes,
        Object::Stream(stream) => {
            decoded = decode_stream(document, stream, MAX_PALETTE).bytes;
            &decoded
        }
        _ => return None,
    };
    let size = base.components().max(1);
    let tones = bytes.chunks(size).take(256).map(|colour| {
        let components: Vec<f32> = colour.iter().map(|&b| f32::from(b) / 255.0).collect();
        base.tone(&components)
    });
    Some(Space::Palette(tones.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::{Stream, StringFormat, dictionary};

    fn space(object: &Object) -> Space {
        Space::load(&Document::new(), object, &[]).unwrap()
    }

    #[test]
    fn colours_are_as_dark_as_they_look() {
        assert_eq!(Space::Gray.tone(&[0.5]), 128);
        assert_eq!(Space::Rgb.tone(&[1.0, 1.0, 0.0]), 226);
        assert_eq!(Space::Rgb.tone(&[0.0, 0.0, 1.0]), 29);
        assert_eq!(Space::Cmyk.tone(&[0.0, 0.0, 0.0, 1.0]), 0);
        assert_eq!(Space::Cmyk.tone(&[0.0, 0.0, 1.0, 0.0]), 226);
        assert_eq!(Space::Lab.tone_of_operands(&[100.0, 20.0, 20.0]), 255);
        assert_eq!(Space::Inks(2).tone(&[0.25, 0.25]), 128);
    }

    #[test]
    fn a_palette_gives_the_shade_of_each_number() {
        let colours = Object::String(vec![255, 255, 255, 0, 0, 0, 255, 255, 0], StringFormat::Hexadecimal);
        let parts = vec!["Indexed".into(), "DeviceRGB".into(), 2.into(), colours];
        let space = space(&Object::Array(parts));
        assert_eq!([0.0, 1.0, 2.0, 3.0].map(|n| space.tone(&[n])), [255, 0, 226, 226]);
    }

    #[test]
    fn a_spot_colour_is_as_dark_as_what_stands_in_for_it() {
        let function = dictionary! {
            "FunctionType" => 2, "N" => 1, "Domain" => vec![0.into(), 1.into()],
            "C0" => vec![0.into(); 4], "C1" => vec![0.into(), 0.into(), 1.into(), 0.into()],
        };
        let parts = vec!["Separation".into(), "Geel".into(), "DeviceCMYK".into(), function.into()];
        let yellow = space(&Object::Array(parts));
        assert_eq!((yellow.tone(&[0.0]), yellow.tone(&[1.0]), yellow.initial_tone()), (255, 226, 226));
    }

    #[test]
    fn spaces_that_lead_back_to_themselves_are_none() {
        let mut document = Document::new();
        let id = document.new_object_id();
        document.objects.insert(id, vec!["Separation".into(), "X".into(), id.into(), Object::Null].into());
        assert!(matches!(Space::load(&document, &id.into(), &[]), Some(Space::Inks(1))));
        let named = dictionary! { "ColorSpace" => dictionary! { "A" => "B", "B" => "A" } };
        assert!(Space::load(&document, &"A".into(), &[&named]).is_none());
        let profile = document.add_object(Stream::new(dictionary! { "N" => 4 }, Vec::new()));
        let icc = Object::Array(vec!["ICCBased".into(), profile.into()]);
        assert!(matches!(Space::load(&document, &icc, &[]), Some(Space::Cmyk)));
    }
}
