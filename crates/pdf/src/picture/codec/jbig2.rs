use hayro_jbig2::{DecodeSettings, Decoder, Globals, Page};

use crate::object::decode_stream;
use crate::picture::samples::{Parameters, Room, Samples};

/// Bytes of the symbols that several pictures share: the letters of a book take some hundred kilobytes.
const MAX_GLOBALS: usize = 16 << 20;

/// JBIG2: black and white, as scanners with text in mind write it.
pub(in crate::picture) fn jbig2(
    data: &[u8],
    parameters: Parameters<'_>,
    room: &mut Room<'_>,
) -> Result<Samples, String> {
    let settings = DecodeSettings { strict: false };
    let globals = parameters.get(b"JBIG2Globals").and_then(|o| o.as_stream().ok());
    let globals = globals.map(|stream| decode_stream(parameters.document, stream, MAX_GLOBALS).bytes);
    let globals = globals.map(|bytes| Globals::new(&bytes, &settings)).transpose().map_err(|e| e.to_string())?;
    let page = Page::new_embedded(data, globals.as_ref(), &settings).map_err(|e| e.to_string())?;
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
