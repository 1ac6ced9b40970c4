//! From bytes to text: which character set, and what was guessed or lost.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use fundscan_model::Notice;

/// The character set that the bytes begin to speak of: a byte-order mark, or zeros at every second byte.
pub(crate) fn marked_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    // UTF-32, which is not read, begins like UTF-16.
    if bytes.starts_with(&[0xFF, 0xFE, 0, 0]) {
        return None;
    }
    Encoding::for_bom(bytes).map(|(encoding, _)| encoding).or_else(|| unmarked_utf16(bytes))
}

/// UTF-16 without a mark: western text has a zero at every second byte and nowhere else.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(512) & !1];
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let most = sample.len() / 2 * 9 / 10;
    match (even, odd) {
        _ if sample.len() < 8 => None,
        (0, odd) if odd >= most => Some(UTF_16LE),
        (even, 0) if even >= most => Some(UTF_16BE),
        _ => None,
    }
}

/// The text of `bytes`: by its mark, else UTF-8 where that is valid, else the `declared` character set, else
/// Windows-1252. At most `limit` bytes are read. What was guessed, lost or left out is told in `notices`.
pub(crate) fn decode(
    bytes: &[u8],
    declared: Option<&'static Encoding>,
    limit: usize,
    notices: &mut Vec<Notice>,
) -> String {
    let marked = marked_encoding(bytes);
    let bytes = cut(bytes, limit, marked, notices);
    let encoding = marked.unwrap_or_else(|| choose(bytes, declared, notices));
    let (text, lost) = encoding.decode_with_bom_removal(bytes);
    if lost {
        let message = format!("some characters could not be read as {} and were replaced", encoding.name());
        notices.push(Notice::new("broken-encoding", message));
    }
    text.into_owned()
}

fn cut<'a>(bytes: &'a [u8], limit: usize, marked: Option<&Encoding>, notices: &mut Vec<Notice>) -> &'a [u8] {
    if bytes.len() <= limit {
        return bytes;
    }
    let left_out = bytes.len() - limit;
    let message = format!("only the first {limit} bytes were read; {left_out} bytes were left out");
    notices.push(Notice::new("cut-off", message));
    let mut end = limit;
    if marked.is_some_and(|e| e != UTF_8) {
        end &= !1;
    } else {
        // Not in the midst of a character.
        while end > limit.saturating_sub(3) && bytes[end] & 0xC0 == 0x80 {
            end -= 1;
        }
    }
    &bytes[..end]
}

fn choose(bytes: &[u8], declared: Option<&'static Encoding>, notices: &mut Vec<Notice>) -> &'static Encoding {
    // What is valid UTF-8 and not plain ASCII was hardly ever meant as anything else, whatever it says of itself.
    let Err(fault) = std::str::from_utf8(bytes) else {
        return match declared {
            Some(declared) if !declared.is_ascii_compatible() => declared,
            _ => UTF_8,
        };
    };
    match declared {
        Some(declared) if declared != UTF_8 => declared,
        _ if mostly_utf8(bytes, fault.valid_up_to()) => UTF_8,
        _ => {
            let message = "the character set is not said and not UTF-8; it was read as Windows-1252";
            notices.push(Notice::new("guessed-encoding", message));
            WINDOWS_1252
        }
    }
}

/// Whether there are more whole UTF-8 characters beyond ASCII than faults: UTF-8 with a few broken places.
fn mostly_utf8(bytes: &[u8], first_fault: usize) -> bool {
    let count = |valid: &str| valid.bytes().filter(|&b| b >= 0xC0).count();
    let mut whole = 0;
    let mut faults = 0;
    for chunk in bytes.utf8_chunks() {
        whole += count(chunk.valid());
        faults += usize::from(!chunk.invalid().is_empty());
    }
    // A file that only breaks off in the midst of its last character is whole before that.
    whole > faults || (faults == 1 && bytes.len() - first_fault < 4)
}

/// The character set that a web page declares in its first bytes: `<meta charset=…>`, `<meta … content="…; charset=…">`
/// or `<?xml … encoding="…"?>`.
pub(crate) fn declared_in_html(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096)];
    let lower = head.to_ascii_lowercase();
    let mut from = 0;
    while let Some(tag) = find(&lower[from..], b"<").map(|i| from + i) {
        let end = find(&lower[tag..], b">").map_or(lower.len(), |i| tag + i);
        let inside = &lower[tag..end];
        let label = if inside.starts_with(b"<meta") {
            value_of(inside, b"charset")
        } else if inside.starts_with(b"<?xml") {
            value_of(inside, b"encoding")
        } else {
            None
        };
        if let Some(encoding) = label.and_then(Encoding::for_label) {
            // A page that says UTF-16 in ASCII letters is not UTF-16.
            return Some(if encoding.is_ascii_compatible() { encoding } else { UTF_8 });
        }
        from = tag + 1;
    }
    None
}

fn value_of<'a>(tag: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let after = &tag[find(tag, name)? + name.len()..];
    let value = after.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
    let end = value.iter().position(|b| b"\"'; >/".contains(b)).unwrap_or(value.len());
    Some(&value[..end])
}

/// Where `needle` first stands in `hay`.
pub(crate) fn find(hay: &[u8], needle: &[u8]) -> Option<usize> {
    memchr::memmem::find(hay, needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8], declared: Option<&'static Encoding>) -> (String, Vec<String>) {
        let mut notices = Vec::new();
        let text = decode(bytes, declared, 1 << 20, &mut notices);
        (text, notices.into_iter().map(|n| n.code).collect())
    }

    fn utf16(text: &str, mark: bool) -> Vec<u8> {
        let mark = mark.then_some(0xFEFF);
        mark.into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn marks_and_valid_utf8_need_no_guess() {
        let cafe = "Café & €";
        for bytes in [
            cafe.as_bytes().to_vec(),
            [b"\xEF\xBB\xBF", cafe.as_bytes()].concat(),
            utf16(cafe, true),
            utf16(cafe, false),
            [0xFEFF].into_iter().chain(cafe.encode_utf16()).flat_map(u16::to_be_bytes).collect(),
        ] {
            assert_eq!(text(&bytes, None), (cafe.to_owned(), vec![]), "{bytes:?}");
        }
    }

    #[test]
    fn other_bytes_are_windows_1252_unless_declared() {
        assert_eq!(text(b"Caf\xe9 \x80", None), ("Café €".to_owned(), vec!["guessed-encoding".to_owned()]));
        assert_eq!(text(b"\xf0\xc1\xda", Encoding::for_label(b"koi8-r")).0, "Паз");
    }

    #[test]
    fn utf8_with_a_broken_place_stays_utf8() {
        let mut bytes = "één coördinatie \u{20ac}".as_bytes().to_vec();
        bytes.push(0xE9);
        let (text, notices) = text(&bytes, None);
        assert_eq!(text, "één coördinatie €\u{fffd}");
        assert_eq!(notices, ["broken-encoding"]);
    }

    #[test]
    fn what_lies_beyond_the_limit_is_left_out_with_a_notice_and_no_half_character() {
        let mut notices = Vec::new();
        assert_eq!(decode("één".as_bytes(), None, 3, &mut notices), "é");
        assert_eq!(notices[0].code, "cut-off");
        assert_eq!(notices.len(), 1);
    }

    #[test]
    fn a_page_declares_its_character_set() {
        for (page, name) in [
            ("<html><meta charset=\"iso-8859-1\">", Some("windows-1252")),
            ("<META http-equiv=x content='text/html; charset=KOI8-R'>", Some("KOI8-R")),
            ("<?xml version='1.0' encoding='windows-1250'?><html>", Some("windows-1250")),
            ("<meta charset=utf-16>", Some("UTF-8")),
            ("<meta name=x content=y><p>charset=koi8-r", None),
        ] {
            assert_eq!(declared_in_html(page.as_bytes()).map(Encoding::name), name, "{page}");
        }
    }
}
