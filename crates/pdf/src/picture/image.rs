//! Pictures as objects of a file: samples, colour space, decode array and masks → shades of grey.

use lopdf::{Dictionary, Document, Object, Stream};

use super::raster::{Plane, Raster, Tone};
use super::samples::{Room, Samples, Shape, decode};
use super::space::Space;
use crate::object::resolve;

/// Where a picture stands: what its names mean, and how it is drawn.
pub(super) struct Setting<'a> {
    pub(super) document: &'a Document,
    pub(super) resources: &'a [&'a Dictionary],
    /// The shade that a stencil is filled with.
    pub(super) tone: u8,
    /// How many pixels of the page it fills.
    pub(super) wanted: (u32, u32),
}

/// Reads a picture.
pub(super) fn load(stream: &Stream, setting: &Setting<'_>, room: &mut Room<'_>) -> Result<Raster, String> {
    let entries = Entries { document: setting.document, dictionary: &stream.dict };
    if entries.is(b"ImageMask") {
        return Ok(Raster { tone: Tone::Flat(setting.tone), alpha: Some(stencil(stream, setting, room)?) });
    }
    let space = entries.get(b"ColorSpace").and_then(|o| Space::load(setting.document, o, setting.resources));
    let bits = entries.number(b"BitsPerComponent").unwrap_or(8);
    let samples = samples(stream, setting, space.as_ref(), bits, room)?;
    let mut alpha = None;
    if let Some(Object::Stream(mask)) = entries.get(b"SMask") {
        alpha = Some(soft_mask(mask, setting, room)?);
    } else {
        match entries.get(b"Mask") {
            Some(Object::Stream(mask)) => alpha = Some(stencil(mask, setting, room)?),
            Some(Object::Array(_)) => alpha = colour_key(&samples, &entries.numbers(b"Mask")),
            _ => {}
        }
    }
    let space = space.filter(|s| s.components() == samples.components).unwrap_or_else(|| device(samples.components));
    let tones = tones(samples, &space, &entries.numbers(b"Decode"));
    Ok(Raster { tone: Tone::Plane(tones.ok_or("it has no size")?), alpha })
}

/// What is painted of a stencil: 255 where it lets through.
fn stencil(stream: &Stream, setting: &Setting<'_>, room: &mut Room<'_>) -> Result<Plane, String> {
    let entries = Entries { document: setting.document, dictionary: &stream.dict };
    let samples = samples(stream, setting, Some(&Space::Gray), 1, room)?;
    // 0 lets through, unless the decode array says the contrary.
    let through = if entries.numbers(b"Decode").first() == Some(&1.0) { samples.max } else { 0 };
    let (width, height) = (samples.width, samples.height);
    let mut data: Vec<u8> =
        samples.data.into_iter().map(|v| if (v == 0) == (through == 0) { 255 } else { 0 }).collect();
    data.resize(width * height, 0);
    Plane::new(width, height, data).ok_or_else(|| "it has no size".to_owned())
}

fn soft_mask(stream: &Stream, setting: &Setting<'_>, room: &mut Room<'_>) -> Result<Plane, String> {
    let entries = Entries { document: setting.document, dictionary: &stream.dict };
    let bits = entries.number(b"BitsPerComponent").unwrap_or(8);
    let samples = samples(stream, setting, Some(&Space::Gray), bits, room)?;
    let space = device(samples.components);
    tones(samples, &space, &entries.numbers(b"Decode")).ok_or_else(|| "it has no size".to_owned())
}

fn samples(
    stream: &Stream,
    setting: &Setting<'_>,
    space: Option<&Space>,
    bits: usize,
    room: &mut Room<'_>,
) -> Result<Samples, String> {
    let entries = Entries { document: setting.document, dictionary: &stream.dict };
    let (width, height) = (entries.number(b"Width").unwrap_or(0), entries.number(b"Height").unwrap_or(0));
    let shape = Shape {
        width,
        height,
        components: space.map(Space::components),
        indexed: matches!(space, Some(Space::Palette(_))),
        bits,
        wanted: setting.wanted,
    };
    decode(setting.document, stream, shape, room)
}

/// The space of samples of which only their number is known.
fn device(components: usize) -> Space {
    match components {
        1 | 2 => Space::Gray,
        3 => Space::Rgb,
        4 => Space::Cmyk,
        n => Space::Inks(n),
    }
}

/// Nothing where every component lies within its range.
fn colour_key(samples: &Samples, ranges: &[f32]) -> Option<Plane> {
    let ranges = ranges.as_chunks::<2>().0;
    if ranges.len() != samples.components {
        return None;
    }
    let masked = |pixel: &[u8]| pixel.iter().zip(ranges).all(|(&v, r)| (r[0]..=r[1]).contains(&f32::from(v)));
    let alpha = samples.data.chunks_exact(samples.components).map(|pixel| if masked(pixel) { 0 } else { 255 });
    Plane::new(samples.width, samples.height, alpha.collect())
}

/// The shade of each pixel.
fn tones(samples: Samples, space: &Space, decode: &[f32]) -> Option<Plane> {
    let Samples { width, height, components, max, data } = samples;
    let palette = matches!(space, Space::Palette(_));
    let usual = if palette { [0.0, f32::from(max)] } else { [0.0, 1.0] };
    let decode: Vec<[f32; 2]> = match decode.as_chunks::<2>() {
        // The lightness of Lab is written from 0 to 100 and meant from 0 to 1 here.
        (ranges, []) if ranges.len() == components && !matches!(space, Space::Lab) => ranges.to_vec(),
        _ => vec![usual; components],
    };
    let value = |[low, high]: [f32; 2], v: u8| low + f32::from(v) / f32::from(max) * (high - low);
    let data = if components == 1 {
        let tone: Vec<u8> = (0..=255).map(|v| space.tone(&[value(decode[0], v)])).collect();
        let mut data = data;
        data.iter_mut().for_each(|v| *v = tone[usize::from(*v)]);
        data
    } else {
        let values: Vec<Vec<f32>> = decode.iter().map(|d| (0..=255).map(|v| value(*d, v)).collect()).collect();
        let mut colour = vec![0.0; components];
        let pixels = data.chunks_exact(components);
        pixels
            .map(|pixel| {
                for ((slot, values), &v) in colour.iter_mut().zip(&values).zip(pixel) {
                    *slot = values[usize::from(v)];
                }
                space.tone(&colour)
            })
            .collect()
    };
    Plane::new(width, height, data)
}

/// The dictionary of a picture.
struct Entries<'d> {
    document: &'d Document,
    dictionary: &'d Dictionary,
}

impl<'d> Entries<'d> {
    fn get(&self, key: &[u8]) -> Option<&'d Object> {
        Some(resolve(self.document, self.dictionary.get(key).ok()?))
    }

    fn is(&self, key: &[u8]) -> bool {
        self.get(key).is_some_and(|o| o.as_bool().unwrap_or(false))
    }

    fn number(&self, key: &[u8]) -> Option<usize> {
        usize::try_from(self.get(key)?.as_float().ok()? as i64).ok()
    }

    fn numbers(&self, key: &[u8]) -> Vec<f32> {
        let Some(Object::Array(items)) = self.get(key) else { return Vec::new() };
        items.iter().take(64).filter_map(|o| resolve(self.document, o).as_float().ok()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::allowance::Allowance;
    use super::*;
    use lopdf::dictionary;

    fn raster(mut entries: Dictionary, size: [i64; 2], data: &[u8]) -> Raster {
        entries.set("Width", size[0]);
        entries.set("Height", size[1]);
        let document = Document::new();
        let setting = Setting { document: &document, resources: &[], tone: 40, wanted: (10, 10) };
        let mut work = Allowance::new(10_000);
        let mut room = Room { samples: 1000, work: &mut work };
        load(&Stream::new(entries, data.to_vec()), &setting, &mut room).unwrap()
    }

    fn shades(raster: &Raster) -> &[u8] {
        let Tone::Plane(plane) = &raster.tone else { panic!("no stencil") };
        &plane.data
    }

    #[test]
    fn a_decode_array_turns_black_and_white() {
        let bits = dictionary! { "BitsPerComponent" => 1, "ColorSpace" => "DeviceGray" };
        assert_eq!(shades(&raster(bits.clone(), [3, 1], &[0b1010_0000])), [255, 0, 255]);
        let mut turned = bits;
        turned.set("Decode", vec![1.into(), 0.into()]);
        assert_eq!(shades(&raster(turned, [3, 1], &[0b1010_0000])), [0, 255, 0]);
    }

    #[test]
    fn colours_become_shades() {
        let rgb = dictionary! { "BitsPerComponent" => 8, "ColorSpace" => "DeviceRGB" };
        assert_eq!(shades(&raster(rgb, [2, 1], &[255, 255, 255, 255, 0, 0])), [255, 76]);
        let cmyk = dictionary! { "BitsPerComponent" => 8, "ColorSpace" => "DeviceCMYK" };
        assert_eq!(shades(&raster(cmyk, [2, 1], &[0, 0, 0, 0, 0, 0, 0, 255])), [255, 0]);
        let palette = Object::string_literal(vec![9u8, 200]);
        let indexed = dictionary! {
            "BitsPerComponent" => 1,
            "ColorSpace" => vec!["Indexed".into(), "DeviceGray".into(), 1.into(), palette],
        };
        assert_eq!(shades(&raster(indexed, [2, 1], &[0b0100_0000])), [9, 200]);
    }

    #[test]
    fn a_stencil_lets_through_where_it_is_0() {
        let mask = dictionary! { "ImageMask" => true };
        let stencil = raster(mask.clone(), [2, 1], &[0b0100_0000]);
        assert!(matches!(stencil.tone, Tone::Flat(40)));
        assert_eq!(stencil.alpha.unwrap().data, [255, 0]);
        let mut turned = mask;
        turned.set("Decode", vec![1.into(), 0.into()]);
        assert_eq!(raster(turned, [2, 1], &[0b0100_0000]).alpha.unwrap().data, [0, 255]);
    }

    #[test]
    fn masks_say_what_is_left_out() {
        let gray = dictionary! { "BitsPerComponent" => 8, "ColorSpace" => "DeviceGray" };
        let mut keyed = gray.clone();
        keyed.set("Mask", vec![5.into(), 9.into()]);
        assert_eq!(raster(keyed, [3, 1], &[4, 7, 10]).alpha.unwrap().data, [255, 0, 255]);

        let soft = dictionary! {
            "Width" => 1, "Height" => 2, "BitsPerComponent" => 8, "ColorSpace" => "DeviceGray",
        };
        let mut masked = gray;
        masked.set("SMask", Stream::new(soft, vec![0, 128]));
        assert_eq!(raster(masked, [1, 1], &[4]).alpha.unwrap().data, [0, 128]);
    }

    #[test]
    fn a_picture_that_breaks_off_is_white_where_it_is_missing() {
        let gray = dictionary! { "BitsPerComponent" => 8, "ColorSpace" => "DeviceGray" };
        assert_eq!(shades(&raster(gray, [2, 2], &[1, 2, 3])), [1, 2, 3, 255]);
    }
}
