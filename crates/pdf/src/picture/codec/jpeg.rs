use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use crate::picture::samples::{Room, Samples};

/// JPEG: one, three or four components; of colours coded as brightness and hue only the brightness is read.
pub(in crate::picture) fn jpeg(data: &[u8], room: &mut Room<'_>) -> Result<Samples, String> {
    let side = usize::from(u16::MAX);
    let options = DecoderOptions::default().set_max_width(side).set_max_height(side);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(data), options);
    decoder.decode_headers().map_err(|e| e.to_string())?;
    let input = decoder.input_colorspace().unwrap_or(ColorSpace::YCbCr);
    let (output, components) = match input {
        ColorSpace::Luma | ColorSpace::YCbCr => (ColorSpace::Luma, 1),
        ColorSpace::CMYK => (ColorSpace::CMYK, 4),
        ColorSpace::YCCK => (ColorSpace::YCCK, 4),
        _ => (ColorSpace::RGB, 3),
    };
    let (width, height) = decoder.dimensions().ok_or("it has no size")?;
    // The decoder holds all components while it works, whatever it is asked for.
    room.take(width, height, 3)?;
    decoder.set_options(options.jpeg_set_out_colorspace(output));
    let mut data = decoder.decode().map_err(|e| e.to_string())?;
    if output == ColorSpace::YCCK {
        ycck_to_cmyk(&mut data);
    }
    Ok(Samples { width, height, components, max: 255, data })
}

fn ycck_to_cmyk(data: &mut [u8]) {
    for pixel in data.as_chunks_mut::<4>().0 {
        let [y, cb, cr] = [pixel[0], pixel[1], pixel[2]].map(f32::from);
        let (cb, cr) = (cb - 128.0, cr - 128.0);
        let rgb = [y + 1.402 * cr, y - 0.344 * cb - 0.714 * cr, y + 1.772 * cb];
        for (ink, light) in pixel.iter_mut().zip(rgb) {
            *ink = 255 - light.clamp(0.0, 255.0).round() as u8;
        }
    }
}
