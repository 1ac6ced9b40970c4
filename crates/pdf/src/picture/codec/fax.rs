use hayro_ccitt::{DecodeSettings, Decoder, DecoderContext, EncodingMode, decode};

use crate::picture::samples::{Parameters, Room, Samples, Shape};

/// CCITT Group 3 and 4: black and white, as fax machines send it.
pub(in crate::picture) fn fax(
    data: &[u8],
    parameters: Parameters<'_>,
    shape: Shape,
    room: &mut Room<'_>,
) -> Result<Samples, String> {
    let number = |key| parameters.number(key).and_then(|n| u32::try_from(n).ok());
    let is = |key, otherwise| parameters.is(key).unwrap_or(otherwise);
    let columns = number(b"Columns").unwrap_or(1728);
    let rows = match u32::try_from(shape.height) {
        Ok(0) | Err(_) => number(b"Rows").unwrap_or(0),
        Ok(height) => height,
    };
    let (width, height) = (columns as usize, rows as usize);
    let pixels = room.take(width, height, 1)?;
    let k = parameters.number(b"K").unwrap_or(0);
    let encoding = match k {
        ..0 => EncodingMode::Group4,
        0 => EncodingMode::Group3_1D,
        1.. => EncodingMode::Group3_2D,
    };
    let settings = DecodeSettings {
        columns,
        rows,
        end_of_block: is(b"EndOfBlock", true),
        end_of_line: is(b"EndOfLine", false),
        rows_are_byte_aligned: is(b"EncodedByteAlign", false),
        encoding,
        strict: false,
    };
    let black = u8::from(is(b"BlackIs1", false));
    let mut page = Page { pixels: vec![1 - black; pixels], width, row: 0, black };
    // A fax that breaks off is kept as far as it came; the rest stays white.
    let result = decode(data, &mut page, &mut DecoderContext::new(settings));
    match result {
        Err(error) if page.row == 0 => Err(error.to_string()),
        _ => Ok(Samples { width, height, components: 1, max: 1, data: page.pixels }),
    }
}

struct Page {
    pixels: Vec<u8>,
    width: usize,
    row: usize,
    black: u8,
}

impl Decoder for Page {
    fn push_row(&mut self, changes: &[u32]) {
        let start = self.row * self.width;
        self.row += 1;
        let Some(row) = self.pixels.get_mut(start..start + self.width) else { return };
        for run in changes.chunks(2) {
            let end = run.get(1).map_or(self.width, |&end| (end as usize).min(self.width));
            if let Some(run) = row.get_mut(run[0] as usize..end) {
                run.fill(self.black);
            }
        }
    }
}
