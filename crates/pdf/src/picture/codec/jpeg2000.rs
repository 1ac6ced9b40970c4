use hayro_jpeg2000::{DecodeSettings, DecoderContext, Image};

use crate::picture::samples::{Room, Samples, Shape};

/// JPEG 2000, in no more detail than the page shows of it.
pub(in crate::picture) fn jpeg2000(data: &[u8], shape: Shape, room: &mut Room<'_>) -> Result<Samples, String> {
    // Where the PDF has no colours of its own for the numbers, those of the picture are meant.
    let settings = DecodeSettings {
        resolve_palette_indices: shape.components.is_none(),
        strict: false,
        target_resolution: Some(shape.wanted),
    };
    let image = Image::new(data, &settings).map_err(|e| e.to_string())?;
    let (width, height) = (image.width() as usize, image.height() as usize);
    let colours = usize::from(image.color_space().num_channels());
    let all = colours + usize::from(image.has_alpha());
    // The decoder keeps numbers of four bytes.
    room.take(width, height, all.max(1) * 4)?;
    let mut context = DecoderContext::default();
    let decoded = image.decode(&mut context).map_err(|e| e.to_string())?;
    let data = decoded.data_u8();
    let found = decoded.components().len();
    if found == 0 || data.len() != width * height * found {
        return Err("its components differ in size".to_owned());
    }
    let colours = colours.clamp(1, found);
    let data = if found == colours {
        data
    } else {
        data.chunks_exact(found).flat_map(|pixel| &pixel[..colours]).copied().collect()
    };
    let bits = image.original_bit_depth();
    let data = if shape.indexed && bits < 8 { numbers(data, bits) } else { data };
    Ok(Samples { width, height, components: colours, max: 255, data })
}

/// Numbers of a palette, which come scaled to whole bytes.
fn numbers(mut data: Vec<u8>, bits: u8) -> Vec<u8> {
    let most = (1u32 << bits) - 1;
    data.iter_mut().for_each(|v| *v = ((u32::from(*v) * most + 127) / 255) as u8);
    data
}
