//! Filters that make bytes more: FlateDecode, LZWDecode, RunLengthDecode.

use flate2::{Decompress, FlushDecompress, Status};
use weezl::{BitOrder, LzwStatus, decode::Decoder};

use super::{Fault, Filtered};

/// Room that is made for output at first, as a multiple of the input.
const RATIO: usize = 4;
/// Room that is made at least and added at a time.
const CHUNK: usize = 16 << 10;

/// Zlib; without its head and sum, where those are damaged.
pub(super) fn flate(input: &[u8], limit: usize) -> Filtered {
    let read = deflate(input, true, limit);
    if read.fault == Some(Fault::Damaged) && read.bytes.is_empty() && input.len() > 2 {
        let raw = deflate(&input[2..], false, limit);
        if !raw.bytes.is_empty() {
            return raw;
        }
    }
    read
}

fn deflate(input: &[u8], head: bool, limit: usize) -> Filtered {
    let mut decompress = Decompress::new(head);
    let mut bytes = Vec::new();
    let first = input.len().saturating_mul(RATIO).max(CHUNK);
    let fault = loop {
        // One byte more than the limit tells whether there are more.
        let room = (limit.saturating_add(1)).saturating_sub(bytes.len());
        if room == 0 {
            break Some(Fault::TooLarge);
        }
        let more = if bytes.is_empty() { first } else { bytes.len().max(CHUNK) };
        bytes.reserve_exact(more.min(room));
        let (taken, before) = (decompress.total_in(), bytes.len());
        let rest = usize::try_from(taken).ok().and_then(|taken| input.get(taken..)).unwrap_or_default();
        match decompress.decompress_vec(rest, &mut bytes, FlushDecompress::None) {
            Ok(Status::StreamEnd) => break None,
            Err(_) => break Some(Fault::Damaged),
            // Nothing goes in and nothing comes out: the end is missing.
            Ok(_) if decompress.total_in() == taken && bytes.len() == before => {
                break (!input.is_empty()).then_some(Fault::Damaged);
            }
            Ok(_) => {}
        }
    };
    cut(bytes, fault, limit)
}

/// LZW with codes of 9 to 12 bits; `early` where they grow one code early, as is usual.
pub(super) fn lzw(input: &[u8], early: bool, limit: usize) -> Filtered {
    let mut decoder =
        if early { Decoder::with_tiff_size_switch(BitOrder::Msb, 8) } else { Decoder::new(BitOrder::Msb, 8) };
    let mut bytes = Vec::new();
    let mut rest = input;
    let mut buffer = vec![0; CHUNK];
    let fault = loop {
        if bytes.len() > limit {
            break Some(Fault::TooLarge);
        }
        let step = decoder.decode_bytes(rest, &mut buffer);
        bytes.extend_from_slice(&buffer[..step.consumed_out]);
        rest = &rest[step.consumed_in..];
        match step.status {
            Ok(LzwStatus::Ok) if step.consumed_in > 0 || step.consumed_out > 0 => {}
            // Many writers leave out the code for the end.
            Ok(_) => break None,
            Err(_) => break Some(Fault::Damaged),
        }
    };
    cut(bytes, fault, limit)
}

/// Runs of one byte, and bytes as they are.
pub(super) fn run_length(input: &[u8], limit: usize) -> Filtered {
    let mut bytes = Vec::new();
    let mut rest = input;
    while let [length, after @ ..] = rest {
        if bytes.len() > limit || *length == 128 {
            break;
        }
        rest = if *length < 128 {
            let (copied, after) = after.split_at(after.len().min(usize::from(*length) + 1));
            bytes.extend_from_slice(copied);
            after
        } else {
            let Some((&byte, after)) = after.split_first() else { break };
            bytes.resize(bytes.len() + 257 - usize::from(*length), byte);
            after
        };
    }
    cut(bytes, None, limit)
}

fn cut(mut bytes: Vec<u8>, fault: Option<Fault>, limit: usize) -> Filtered {
    let fault = if bytes.len() > limit { Some(Fault::TooLarge) } else { fault };
    bytes.truncate(limit);
    Filtered { bytes, fault }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn zlib(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn deflated_bytes_come_out_whole_cut_or_as_far_as_they_are_sound() {
        let text = b"BT (Het fonds betaalt) Tj ET ".repeat(5000);
        let packed = zlib(&text);
        assert_eq!(flate(&packed, text.len()), Filtered { bytes: text.clone(), fault: None });
        let cut = flate(&packed, 1000);
        assert_eq!(cut, Filtered { bytes: text[..1000].to_vec(), fault: Some(Fault::TooLarge) });
        let half = flate(&packed[..packed.len() / 2], text.len());
        assert_eq!(half.fault, Some(Fault::Damaged));
        assert!(half.bytes.len() > 1000 && text.starts_with(&half.bytes));
        assert_eq!(flate(b"", 10), Filtered::default());
    }

    #[test]
    fn a_wrong_head_or_sum_is_passed_over() {
        let mut packed = zlib(b"BT ET");
        packed[0] = 0xff;
        assert_eq!(flate(&packed, 99).bytes, b"BT ET");
        let mut packed = zlib(b"BT ET");
        *packed.last_mut().unwrap() ^= 1;
        assert_eq!(flate(&packed, 99).bytes, b"BT ET");
    }

    #[test]
    fn a_bomb_takes_no_more_room_than_its_limit() {
        let bomb = zlib(&vec![b' '; 4 << 20]);
        let read = flate(&bomb, 1 << 20);
        assert_eq!((read.bytes.len(), read.fault), (1 << 20, Some(Fault::TooLarge)));
        assert!(read.bytes.capacity() <= (1 << 20) + 1);
    }

    #[test]
    fn lzw_is_read_with_and_without_its_end() {
        let packed = weezl::encode::Encoder::with_tiff_size_switch(BitOrder::Msb, 8).encode(b"ABABABABAB").unwrap();
        assert_eq!(lzw(&packed, true, 99).bytes, b"ABABABABAB");
        assert_eq!(lzw(&packed, true, 4), Filtered { bytes: b"ABAB".to_vec(), fault: Some(Fault::TooLarge) });
        assert!(lzw(&packed[..packed.len() - 2], true, 99).bytes.starts_with(b"ABAB"));
    }

    #[test]
    fn a_run_that_breaks_off_gives_what_is_there() {
        assert_eq!(run_length(&[4, b'A', b'B'], 99).bytes, b"AB");
        assert_eq!(run_length(&[200], 99).bytes, b"");
        assert_eq!(run_length(&[129, b'A', 129, b'A'], 130).fault, Some(Fault::TooLarge));
    }
}
