use hayro_jbig2::{DecodeSettings, Decoder, File, Globals, Page};

use crate::object::decode_stream;
use crate::picture::samples::{Parameters, Room, Samples};

/// Bytes of the symbols that several pictures share: the letters of a book take some hundred kilobytes.
const MAX_GLOBALS: usize = 16 << 20;
/// How a file of its own begins, which is not meant to stand in a PDF but does.
const FILE: &[u8] = b"\x97JB2";

/// JBIG2: black and white, as scanners with text in mind write it.
pub(in crate::picture) fn jbig2(
    data: &[u8],
    parameters: Parameters<'_>,
    room: &mut Room<'_>,
) -> Result<Samples, String> {
    let settings = DecodeSettings { strict: false };
    if data.starts_with(FILE) {
        let file = File::new(data, &settings).map_err(|e| e.to_string())?;
        let page = file.page(0).ok_or("it has no page")?;
        return decode(&page, room);
    }
    let globals = parameters.get(b"JBIG2Globals").and_then(|o| o.as_stream().ok());
    let globals = globals.map(|stream| decode_stream(parameters.document, stream, MAX_GLOBALS).bytes);
    for part in globals.as_deref().into_iter().chain([data]) {
        let pixels = region_pixels(part);
        if pixels > room.samples as u64 || !room.work.spend(pixels) {
            return Err(format!("it has more than {} samples, the limit for one picture", room.samples));
        }
    }
    let globals = globals.map(|bytes| Globals::new(&bytes, &settings)).transpose().map_err(|e| e.to_string())?;
    let page = Page::new_embedded(data, globals.as_ref(), &settings).map_err(|e| e.to_string())?;
    decode(&page, room)
}

fn decode(page: &Page<'_>, room: &mut Room<'_>) -> Result<Samples, String> {
    let (width, height) = (page.width() as usize, page.height() as usize);
    let pixels = room.take(width, height, 1)?;
    let mut bits = Bits { pixels: Vec::with_capacity(pixels) };
    page.decode(&mut bits).map_err(|e| e.to_string())?;
    Ok(Samples { width, height, components: 1, max: 1, data: bits.pixels })
}

/// Black is 1 in the data and 0 in a PDF.
struct Bits {
    pixels: Vec<u8>,
}

impl Decoder for Bits {
    fn push_pixel(&mut self, black: bool) {
        self.pixels.push(u8::from(!black));
    }

    fn push_pixel_chunk(&mut self, black: bool, chunk_count: u32) {
        let length = self.pixels.len() + 8 * chunk_count as usize;
        self.pixels.resize(length, u8::from(!black));
    }

    fn next_line(&mut self) {}
}

/// The pixels of all regions that a picture is put together from, by the heads of its segments (ITU-T T.88, 7.2): each
/// may be larger than the picture itself.
fn region_pixels(data: &[u8]) -> u64 {
    let mut sum = 0u64;
    let mut rest = data;
    while let Some((segment, next)) = segment(rest) {
        sum = sum.saturating_add(segment);
        rest = next;
    }
    sum
}

/// The pixels of the region in the first segment, if it is one, and what follows the segment.
fn segment(data: &[u8]) -> Option<(u64, &[u8])> {
    let u32_at = |at: usize| Some(u32::from_be_bytes(*data.get(at..)?.first_chunk()?));
    let number = u32_at(0)?;
    let flags = *data.get(4)?;
    let short = usize::from(data.get(5)? >> 5);
    let (referred, mut at) = match short {
        7 => {
            let count = (u32_at(5)? & 0x1fff_ffff) as usize;
            (count, 9 + (count + 1).div_ceil(8))
        }
        count => (count, 6),
    };
    let size = match number {
        0..=256 => 1,
        257..=65_536 => 2,
        _ => 4,
    };
    at = at.checked_add(referred.checked_mul(size)?)? + if flags & 0x40 == 0 { 1 } else { 4 };
    let length = u32_at(at)?;
    let body = at + 4;
    let pixels = match flags & 0x3f {
        4 | 6 | 7 | 20 | 22 | 23 | 36 | 38 | 39 | 40 | 42 | 43 => {
            u64::from(u32_at(body).unwrap_or(0)) * u64::from(u32_at(body + 4).unwrap_or(0))
        }
        _ => 0,
    };
    // A region of unknown length is the last that can be looked at.
    let end = if length == u32::MAX { data.len() } else { body.saturating_add(length as usize).min(data.len()) };
    Some((pixels, &data[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn region(number: u32, kind: u8, referred: u8, width: u32, height: u32) -> Vec<u8> {
        let mut bytes = number.to_be_bytes().to_vec();
        bytes.extend([kind, referred << 5]);
        bytes.extend(vec![0; usize::from(referred) * if number > 256 { 2 } else { 1 }]);
        bytes.push(1);
        bytes.extend(17u32.to_be_bytes());
        bytes.extend([width, height, 0, 0].iter().flat_map(|n| n.to_be_bytes()));
        bytes.push(0);
        bytes
    }

    #[test]
    fn the_regions_of_a_picture_are_counted_before_they_are_decoded() {
        let mut bytes = region(0, 48, 0, 9999, 9999);
        bytes.extend(region(1, 38, 0, 30, 10));
        bytes.extend(region(300, 6, 3, 65_535, 65_535));
        assert_eq!(region_pixels(&bytes), 300 + 65_535 * 65_535);
        for end in 0..bytes.len() {
            region_pixels(&bytes[..end]);
        }
        assert_eq!(region_pixels(&[0xff; 40]), 0);
    }
}
