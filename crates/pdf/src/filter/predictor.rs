//! Predictors: bytes written as what they differ by from their neighbours (ISO 32000-1, 7.4.4.4).

use lopdf::Dictionary;

use super::{Fault, Filtered};

/// Samples of one row beyond which the numbers are nonsense.
const MAX_ROW: usize = 1 << 24;

pub(super) fn undo(mut read: Filtered, parameters: Option<&Dictionary>) -> Filtered {
    let Some(parameters) = parameters else { return read };
    let number = |key: &[u8]| parameters.get(key).ok().and_then(|o| o.as_i64().ok());
    let size =
        |key: &[u8], usual: usize| number(key).map_or(usual, |n| usize::try_from(n.max(1)).unwrap_or(usize::MAX));
    let predictor = number(b"Predictor").unwrap_or(1);
    if predictor < 2 {
        return read;
    }
    let (columns, colours, bits) = (size(b"Columns", 1), size(b"Colors", 1), size(b"BitsPerComponent", 8));
    let sample_bits = colours.saturating_mul(bits);
    let row = columns.saturating_mul(sample_bits).div_ceil(8);
    let pixel = sample_bits.div_ceil(8);
    if row > MAX_ROW {
        return Filtered { bytes: Vec::new(), fault: Some(Fault::Damaged) };
    }
    match (predictor, bits) {
        (10.., _) => read.bytes = png(&read.bytes, row, pixel),
        (2, 8) => read.bytes.chunks_mut(row).for_each(|row| add_left(row, pixel)),
        // Other depths are those of pictures.
        _ => read.fault = read.fault.or_else(|| Some(Fault::Unknown(format!("predictor {predictor}")))),
    }
    read
}

fn add_left(row: &mut [u8], pixel: usize) {
    for i in pixel..row.len() {
        row[i] = row[i].wrapping_add(row[i - pixel]);
    }
}

/// Rows of a byte that names the predictor and `row` bytes; the last may be short.
fn png(bytes: &[u8], row: usize, pixel: usize) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(bytes.len());
    let mut above = vec![0; row];
    for line in bytes.chunks(row + 1) {
        let (&kind, differences) = line.split_first().expect("chunks are not empty");
        let start = out.len();
        out.extend_from_slice(differences);
        let here = &mut out[start..];
        match kind {
            1 => add_left(here, pixel),
            2 => here.iter_mut().zip(&above).for_each(|(byte, up)| *byte = byte.wrapping_add(*up)),
            3 => {
                for i in 0..here.len() {
                    let left = if i < pixel { 0 } else { here[i - pixel] };
                    let mean = u16::midpoint(left.into(), above[i].into()) as u8;
                    here[i] = here[i].wrapping_add(mean);
                }
            }
            4 => {
                for i in 0..here.len() {
                    let (left, corner) = if i < pixel { (0, 0) } else { (here[i - pixel], above[i - pixel]) };
                    here[i] = here[i].wrapping_add(paeth(left, above[i], corner));
                }
            }
            _ => {}
        }
        above[..here.len()].copy_from_slice(here);
    }
    out
}

/// Whichever of the neighbours is nearest to left + up − corner.
fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let estimate = i16::from(left) + i16::from(up) - i16::from(corner);
    let far = |from: u8| (estimate - i16::from(from)).abs();
    if far(left) <= far(up) && far(left) <= far(corner) {
        left
    } else if far(up) <= far(corner) {
        up
    } else {
        corner
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    fn undone(bytes: &[u8], parameters: &Dictionary) -> Filtered {
        undo(Filtered { bytes: bytes.to_vec(), fault: None }, Some(parameters))
    }

    #[test]
    fn rows_of_every_png_predictor_come_out() {
        let parameters = dictionary! { "Predictor" => 15, "Columns" => 3 };
        let rows = [[0, 10, 20, 30], [1, 10, 10, 10], [2, 1, 1, 1], [3, 5, 5, 5], [4, 1, 0, 0]].concat();
        let expected = [[10, 20, 30], [10, 20, 30], [11, 21, 31], [10, 20, 30], [11, 20, 30]].concat();
        assert_eq!(undone(&rows, &parameters), Filtered { bytes: expected, fault: None });
        assert_eq!(undone(&rows[..6], &parameters).bytes, [10, 20, 30, 10]);
    }

    #[test]
    fn the_tiff_predictor_of_bytes_comes_out() {
        let parameters = dictionary! { "Predictor" => 2, "Columns" => 2, "Colors" => 2 };
        assert_eq!(undone(&[1, 2, 1, 1, 5, 5, 1, 1], &parameters).bytes, [1, 2, 2, 3, 5, 5, 6, 6]);
    }

    #[test]
    fn senseless_sizes_give_nothing() {
        let parameters = dictionary! { "Predictor" => 12, "Columns" => i64::MAX, "Colors" => i64::MAX };
        assert_eq!(undone(b"AB", &parameters).fault, Some(Fault::Damaged));
        let parameters = dictionary! { "Predictor" => 12, "Columns" => -4 };
        assert_eq!(undone(&[0, b'A'], &parameters).bytes, b"A");
    }
}
