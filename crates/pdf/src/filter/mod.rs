//! The filters of streams (ISO 32000-1, 7.4), undone as far as they go.
//!
//! lopdf gives all of a stream or nothing. Here a stream that is damaged, or larger than there is room for, gives what
//! comes before: the first pages of a bomb may well be text.

mod ascii;
mod inflate;
mod predictor;

use lopdf::{Dictionary, Object, Stream};

/// Filters of one stream; files use one or two. Each may make as much as the limit allows.
const MAX_FILTERS: usize = 16;

/// What came out of one filter.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Filtered {
    pub(crate) bytes: Vec<u8>,
    pub(crate) fault: Option<Fault>,
}

/// Why the bytes of a stream are not all there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// There is more than the limit allows.
    TooLarge,
    /// It ends too early or does not make sense.
    Damaged,
    /// A filter that is not known here, or that makes pictures.
    Unknown(String),
    /// More filters than any file needs.
    TooMany,
}

/// The bytes of a stream after its filters, at most `limit`, and how many bytes were handled to get them.
pub(crate) fn undo(stream: &Stream, limit: usize) -> (Filtered, usize) {
    let names = names(&stream.dict);
    let mut work = stream.content.len();
    if names.len() > MAX_FILTERS {
        return (Filtered { bytes: Vec::new(), fault: Some(Fault::TooMany) }, 0);
    }
    let mut done = None;
    for (index, name) in names.iter().enumerate() {
        let Filtered { bytes, fault } = done.take().unwrap_or_default();
        let input = if index == 0 { &stream.content } else { &bytes };
        let mut next = one(name, input, parameters(&stream.dict, index), limit);
        work = work.saturating_add(next.bytes.len());
        // What a later filter says of bytes that are cut off already is no news.
        next.fault = fault.or(next.fault);
        let hopeless = matches!(next.fault, Some(Fault::Unknown(_)));
        done = Some(next);
        if hopeless {
            break;
        }
    }
    let result = done.unwrap_or_else(|| {
        let bytes = &stream.content[..stream.content.len().min(limit)];
        let fault = (stream.content.len() > limit).then_some(Fault::TooLarge);
        Filtered { bytes: bytes.to_vec(), fault }
    });
    (result, work)
}

fn one(name: &[u8], input: &[u8], parameters: Option<&Dictionary>, limit: usize) -> Filtered {
    match name {
        b"FlateDecode" | b"Fl" => predictor::undo(inflate::flate(input, limit), parameters),
        b"LZWDecode" | b"LZW" => predictor::undo(inflate::lzw(input, is_early(parameters), limit), parameters),
        b"ASCII85Decode" | b"A85" => ascii::base85(input, limit),
        b"ASCIIHexDecode" | b"AHx" => ascii::hexadecimal(input, limit),
        b"RunLengthDecode" | b"RL" => inflate::run_length(input, limit),
        // Decrypted already, or with the identity, which does nothing.
        b"Crypt" => {
            let fault = (input.len() > limit).then_some(Fault::TooLarge);
            Filtered { bytes: input[..input.len().min(limit)].to_vec(), fault }
        }
        other => {
            let name = String::from_utf8_lossy(other).chars().filter(|c| !c.is_control()).take(40).collect();
            Filtered { bytes: Vec::new(), fault: Some(Fault::Unknown(name)) }
        }
    }
}

fn names(dictionary: &Dictionary) -> Vec<&[u8]> {
    match dictionary.get(b"Filter") {
        Ok(Object::Name(name)) => vec![name],
        Ok(Object::Array(names)) => names.iter().filter_map(|o| o.as_name().ok()).collect(),
        _ => Vec::new(),
    }
}

fn parameters(dictionary: &Dictionary, index: usize) -> Option<&Dictionary> {
    match dictionary.get(b"DecodeParms").or_else(|_| dictionary.get(b"DP")) {
        Ok(Object::Array(all)) => all.get(index).and_then(|o| o.as_dict().ok()),
        Ok(Object::Dictionary(only)) => Some(only),
        _ => None,
    }
}

fn is_early(parameters: Option<&Dictionary>) -> bool {
    parameters.and_then(|p| p.get(b"EarlyChange").ok()).and_then(|o| o.as_i64().ok()) != Some(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    fn stream(filters: &[&str], content: &[u8]) -> Stream {
        let filters: Vec<Object> = filters.iter().map(|f| Object::Name(f.as_bytes().to_vec())).collect();
        Stream::new(dictionary! { "Filter" => filters }, content.to_vec())
    }

    #[test]
    fn filters_are_undone_in_their_order_and_known_by_their_short_names() {
        let (read, work) = undo(&stream(&["AHx", "RL"], b"02 41 42 43 FE 44 80>"), 100);
        assert_eq!(read, Filtered { bytes: b"ABCDDD".to_vec(), fault: None });
        assert_eq!(work, 21 + 7 + 6);
    }

    #[test]
    fn what_is_within_the_limit_is_given() {
        let (read, _) = undo(&stream(&["ASCIIHexDecode"], b"414243444546>"), 4);
        assert_eq!(read, Filtered { bytes: b"ABCD".to_vec(), fault: Some(Fault::TooLarge) });
        let (read, _) = undo(&Stream::new(dictionary! {}, b"ABCDEF".to_vec()), 4);
        assert_eq!(read, Filtered { bytes: b"ABCD".to_vec(), fault: Some(Fault::TooLarge) });
    }

    #[test]
    fn the_identity_needs_no_password_and_pictures_are_named() {
        assert_eq!(undo(&stream(&["Crypt"], b"BT"), 9).0, Filtered { bytes: b"BT".to_vec(), fault: None });
        assert_eq!(undo(&stream(&["JPXDecode"], b"BT"), 9).0.fault, Some(Fault::Unknown("JPXDecode".to_owned())));
        assert_eq!(undo(&stream(&["AHx"; 17], b"41"), 9).0.fault, Some(Fault::TooMany));
    }
}
