//! Small helpers over lopdf's objects.

use lopdf::{Document, Object, Stream};

use crate::filter::{Fault, Filtered, undo};

/// How many references may lead to one another before an object.
const MAX_REFERENCES: usize = 32;

/// The object that `object` is or refers to; null where the reference leads nowhere or in a circle.
pub(crate) fn resolve<'d>(document: &'d Document, object: &'d Object) -> &'d Object {
    let mut object = object;
    for _ in 0..MAX_REFERENCES {
        match object {
            Object::Reference(id) => match document.objects.get(id) {
                Some(next) => object = next,
                None => return &Object::Null,
            },
            _ => return object,
        }
    }
    &Object::Null
}

/// Whether there is an object where `object` leads to: with null behind it, it is a circle of references.
pub(crate) fn leads_on(document: &Document, object: &Object) -> bool {
    object.as_reference().is_ok_and(|id| matches!(document.objects.get(&id), Some(Object::Reference(_))))
}

/// The bytes of a stream after its filters.
#[derive(Debug, Default)]
pub(crate) struct Decoded {
    pub(crate) bytes: Vec<u8>,
    /// Why they are not all there.
    pub(crate) fault: Option<Fault>,
    /// How many bytes were handled to get them.
    pub(crate) work: usize,
}

/// Undoes the filters of a stream, at most to `limit` bytes.
pub(crate) fn decode_stream(document: &Document, stream: &Stream, limit: usize) -> Decoded {
    let resolved;
    let stream = if needs_resolving(stream) {
        resolved = with_direct_filters(document, stream);
        &resolved
    } else {
        stream
    };
    let (Filtered { bytes, fault }, work) = undo(stream, limit);
    Decoded { bytes, fault, work }
}

/// What went wrong, for a reader who has no use for the parser's own words of advice.
pub(crate) fn plain_reason(error: &lopdf::Error) -> String {
    match error {
        lopdf::Error::Unimplemented(what) => format!("it needs {what} that fundscan does not know"),
        other => other.to_string(),
    }
}

fn needs_resolving(stream: &Stream) -> bool {
    [&b"Filter"[..], b"DecodeParms"].iter().any(|key| match stream.dict.get(key) {
        Ok(Object::Reference(_)) => true,
        Ok(Object::Array(items)) => items.iter().any(|o| matches!(o, Object::Reference(_))),
        _ => false,
    })
}

/// The stream with the filter entries written out, which lopdf expects.
fn with_direct_filters(document: &Document, stream: &Stream) -> Stream {
    let mut direct = stream.clone();
    for key in [&b"Filter"[..], b"DecodeParms"] {
        let Ok(entry) = stream.dict.get(key) else { continue };
        let entry = match resolve(document, entry) {
            Object::Array(items) => Object::Array(items.iter().map(|o| resolve(document, o).clone()).collect()),
            other => other.clone(),
        };
        direct.dict.set(key, entry);
    }
    direct
}

/// A text string (ISO 32000-1, 7.9.2.2): UTF-16 with a byte order mark, UTF-8 with one, or PDFDocEncoding.
pub(crate) fn text_string(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().filter_map(|&b| pdf_doc_char(b)).collect(),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.as_chunks::<2>().0.iter().map(|&pair| unit(pair));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// PDFDocEncoding (ISO 32000-1, annex D.3) where it differs from Latin-1.
fn pdf_doc_char(byte: u8) -> Option<char> {
    const HIGH: [char; 33] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ', 'ﬂ', 'Ł',
        'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{fffd}', '€',
    ];
    const LOW: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
    match byte {
        0x18..=0x1f => Some(LOW[usize::from(byte - 0x18)]),
        b'\t' | b'\n' | b'\r' => Some(' '),
        0..=0x17 | 0x7f | 0x9f => None,
        0x80..=0xa0 => Some(HIGH[usize::from(byte - 0x80)]),
        other => Some(char::from(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_strings_are_read_in_all_three_encodings() {
        assert_eq!(text_string(b"\xfe\xff\x00E\x00\xeb"), "Eë");
        assert_eq!(text_string(b"\xef\xbb\xbfE\xc3\xab"), "Eë");
        assert_eq!(text_string(b"10 \xa0 \x84 \xeb"), "10 € — ë");
    }
}
