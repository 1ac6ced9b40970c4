//! The samples of a picture as its filters give them (ISO 32000-1, 8.9.5 and 7.4).

use lopdf::{Dictionary, Document, Object, Stream};

use super::allowance::Allowance;
use super::codec;
use crate::object::{decode_stream, resolve};

/// Samples of a picture, row by row from the top, the components of a pixel side by side.
#[derive(Debug)]
pub(super) struct Samples {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) components: usize,
    /// The largest value a sample can have.
    pub(super) max: u8,
    pub(super) data: Vec<u8>,
}

/// What the dictionary of a picture says of its samples.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    pub(super) width: usize,
    pub(super) height: usize,
    /// None where only the data tell.
    pub(super) components: Option<usize>,
    /// Whether the samples are numbers of a palette.
    pub(super) indexed: bool,
    pub(super) bits: usize,
    /// How many pixels of the page the picture fills: no more detail than that is needed.
    pub(super) wanted: (u32, u32),
}

/// What may still be decoded.
#[derive(Debug)]
pub(super) struct Room<'w> {
    /// Samples of one picture.
    pub(super) samples: usize,
    pub(super) work: &'w mut Allowance,
}

impl Room<'_> {
    /// The number of samples of a picture of this size, taken off what may still be decoded.
    pub(super) fn take(&mut self, width: usize, height: usize, components: usize) -> Result<usize, String> {
        let samples = width.checked_mul(height).and_then(|n| n.checked_mul(components));
        match samples {
            Some(0) | None => Err("it has no size".to_owned()),
            Some(n) if n > self.samples => {
                Err(format!("it has more than {} samples, the limit for one picture", self.samples))
            }
            Some(n) if self.work.spend(n as u64) => Ok(n),
            Some(_) => Err("the page holds too much to paint".to_owned()),
        }
    }
}

/// Undoes the filters of a picture.
pub(super) fn decode(
    document: &Document,
    stream: &Stream,
    shape: Shape,
    room: &mut Room<'_>,
) -> Result<Samples, String> {
    let filters = filters(document, &stream.dict);
    let Some(((name, parameters), before)) = filters.split_last().filter(|((name, _), _)| is_codec(name)) else {
        return raw(document, stream, shape, room);
    };
    let undone;
    let data = if before.is_empty() {
        stream.content.as_slice()
    } else {
        undone = undo(document, stream, before, room.samples);
        &undone
    };
    let parameters = Parameters { document, dictionary: *parameters };
    match *name {
        b"DCTDecode" | b"DCT" => codec::jpeg(data, room),
        b"CCITTFaxDecode" | b"CCF" => codec::fax(data, parameters, shape, room),
        b"JBIG2Decode" => codec::jbig2(data, parameters, room),
        _ => codec::jpeg2000(data, shape, room),
    }
}

fn is_codec(name: &[u8]) -> bool {
    matches!(name, b"DCTDecode" | b"DCT" | b"CCITTFaxDecode" | b"CCF" | b"JBIG2Decode" | b"JPXDecode")
}

/// The parameters of a filter, if it has any.
#[derive(Clone, Copy)]
pub(super) struct Parameters<'d> {
    pub(super) document: &'d Document,
    dictionary: Option<&'d Dictionary>,
}

impl<'d> Parameters<'d> {
    pub(super) fn get(&self, key: &[u8]) -> Option<&'d Object> {
        Some(resolve(self.document, self.dictionary?.get(key).ok()?))
    }

    pub(super) fn number(&self, key: &[u8]) -> Option<i64> {
        self.get(key)?.as_i64().ok()
    }

    pub(super) fn is(&self, key: &[u8]) -> Option<bool> {
        self.get(key)?.as_bool().ok()
    }
}

type Filter<'d> = (&'d [u8], Option<&'d Dictionary>);

/// The filters in the order they are undone, with their parameters.
fn filters<'d>(document: &'d Document, dictionary: &'d Dictionary) -> Vec<Filter<'d>> {
    let all = |key: &[u8]| -> Vec<&'d Object> {
        match dictionary.get(key).map(|o| resolve(document, o)) {
            Ok(Object::Array(items)) => items.iter().map(|o| resolve(document, o)).collect(),
            Ok(Object::Null) | Err(_) => Vec::new(),
            Ok(one) => vec![one],
        }
    };
    let parameters = all(b"DecodeParms");
    let named = all(b"Filter").into_iter().enumerate().filter_map(|(i, name)| Some((i, name.as_name().ok()?)));
    named.map(|(i, name)| (name, parameters.get(i).and_then(|p| p.as_dict().ok()))).collect()
}

/// The bytes after the first filters of a stream, as far as they go.
fn undo(document: &Document, stream: &Stream, filters: &[Filter<'_>], limit: usize) -> Vec<u8> {
    let mut dictionary = Dictionary::new();
    let names: Vec<Object> = filters.iter().map(|(name, _)| Object::Name(name.to_vec())).collect();
    let parameters: Vec<Object> = filters.iter().map(|(_, p)| p.map_or(Object::Null, |p| p.clone().into())).collect();
    dictionary.set("Filter", names);
    dictionary.set("DecodeParms", parameters);
    decode_stream(document, &Stream::new(dictionary, stream.content.clone()), limit).bytes
}

/// Samples that are packed into bytes, each row beginning with a byte of its own.
fn raw(document: &Document, stream: &Stream, shape: Shape, room: &mut Room<'_>) -> Result<Samples, String> {
    let Shape { width, height, bits, .. } = shape;
    let components = shape.components.ok_or("its colours are of an unknown kind")?;
    if !matches!(bits, 1 | 2 | 4 | 8 | 16) {
        return Err(format!("it has {bits} bits per sample"));
    }
    room.take(width, height, components)?;
    let row_bytes = (width * components * bits).div_ceil(8);
    // What comes before a damage is better than nothing, and what comes behind the last row is none of the picture.
    let bytes = decode_stream(document, stream, row_bytes * height).bytes;
    if bytes.is_empty() {
        return Err("its data are damaged".to_owned());
    }
    let per_row = width * components;
    let rows = bytes.chunks(row_bytes);
    let data = match bits {
        8 => bytes,
        16 => rows.flat_map(|row| row.iter().step_by(2).copied()).collect(),
        _ => {
            let mut data = Vec::with_capacity(per_row * height);
            for row in rows {
                let whole = data.len() + per_row;
                let mask = 0xff >> (8 - bits);
                let shifts = || (0..8 / bits).map(|i| 8 - bits * (i + 1));
                data.extend(row.iter().flat_map(|&byte| shifts().map(move |shift| (byte >> shift) & mask)));
                data.truncate(whole);
            }
            data
        }
    };
    let max = if bits >= 8 { 255 } else { (1 << bits) - 1 };
    Ok(Samples { width, height, components, max, data })
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    fn samples(bits: usize, components: usize, size: (usize, usize), data: &[u8]) -> Result<Samples, String> {
        let shape =
            Shape { width: size.0, height: size.1, components: Some(components), indexed: false, bits, wanted: (1, 1) };
        let mut work = Allowance::new(1000);
        let mut room = Room { samples: 100, work: &mut work };
        decode(&Document::new(), &Stream::new(dictionary! {}, data.to_vec()), shape, &mut room)
    }

    #[test]
    fn samples_of_every_width_are_unpacked_row_by_row() {
        assert_eq!(samples(1, 1, (3, 2), &[0b1011_1111, 0b0100_0000]).unwrap().data, [1, 0, 1, 0, 1, 0]);
        assert_eq!(samples(2, 1, (3, 1), &[0b0001_1011]).unwrap().data, [0, 1, 2]);
        let four = samples(4, 3, (1, 2), &[0x12, 0x3f, 0xab, 0xc0]).unwrap();
        assert_eq!((four.data.as_slice(), four.max), (&[1, 2, 3, 10, 11, 12][..], 15));
        assert_eq!(samples(8, 1, (2, 1), &[7, 8]).unwrap().data, [7, 8]);
        assert_eq!(samples(16, 1, (2, 1), &[7, 99, 8, 99]).unwrap().data, [7, 8]);
        assert!(samples(3, 1, (2, 1), &[7, 8]).is_err());
    }

    #[test]
    fn a_picture_that_is_too_large_is_refused_before_it_is_decoded() {
        let error = samples(8, 1, (101, 1), &[]).unwrap_err();
        assert!(error.contains("100 samples"), "{error}");
        assert!(samples(8, 3, (usize::MAX, usize::MAX), &[]).is_err());
    }
}
