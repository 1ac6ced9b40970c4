//! Objects that lopdf passes over because something in them makes no sense, read as far as they do.
//!
//! It takes one stray word for the end of a dictionary and drops the object: a font named `/Arial,Unicode MS`, as some
//! programs write it, takes all text in that font with it.

use lopdf::xref::XrefEntry;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat};

/// Bytes of one object that are looked at, without those of a stream.
const MAX_OBJECT: usize = 1 << 20;
/// Bytes that may be looked at in all, and objects that may be read so.
const MAX_BYTES: usize = 32 << 20;
const MAX_OBJECTS: usize = 10_000;
/// Dictionaries and arrays that may stand in one another.
const MAX_DEPTH: usize = 64;

/// Reads the objects that the file has and `document` lacks; gives how many.
pub(crate) fn mend(bytes: &[u8], document: &mut Document) -> usize {
    // Places are counted from the head of the file, as lopdf does.
    let start = bytes.windows(5).position(|w| w == b"%PDF-").unwrap_or(0);
    let bytes = &bytes[start..];
    let missing: Vec<(ObjectId, usize)> = (document.reference_table.entries.iter())
        .filter_map(|(&number, entry)| match entry {
            XrefEntry::Normal { offset, generation } => Some(((number, *generation), *offset as usize)),
            _ => None,
        })
        .filter(|(id, _)| !document.objects.contains_key(id))
        .take(MAX_OBJECTS)
        .collect();
    let (mut mended, mut left) = (0, MAX_BYTES);
    for (id, offset) in missing {
        let Some(rest) = bytes.get(offset..) else { continue };
        let mut reader = Reader { bytes: &rest[..rest.len().min(MAX_OBJECT).min(left)], at: 0 };
        let object = reader.indirect(id, rest);
        left = left.saturating_sub(reader.at);
        if let Some(object) = object {
            document.objects.insert(id, object);
            mended += 1;
        }
    }
    mended
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    /// `1 0 obj …`; `whole` is the rest of the file from there on.
    fn indirect(&mut self, id: ObjectId, whole: &'a [u8]) -> Option<Object> {
        let head = self.number()? == i64::from(id.0) && self.number()? == i64::from(id.1) && self.word() == b"obj";
        if !head {
            return None;
        }
        let object = self.object(0)?;
        let Object::Dictionary(dictionary) = object else { return Some(object) };
        if self.word() != b"stream" {
            return Some(Object::Dictionary(dictionary));
        }
        let data = &whole[self.at..];
        let data = data.strip_prefix(b"\r\n").or_else(|| data.strip_prefix(b"\n")).unwrap_or(data);
        let end = memchr::memmem::find(data, b"endstream")?;
        let length = dictionary.get(b"Length").and_then(Object::as_i64).ok().and_then(|n| usize::try_from(n).ok());
        let content = &data[..length.filter(|&n| n <= end).unwrap_or(end)];
        self.at += end;
        Some(Object::Stream(Stream::new(dictionary, content.to_vec())))
    }

    fn object(&mut self, depth: usize) -> Option<Object> {
        if depth > MAX_DEPTH {
            return None;
        }
        self.skip_white();
        match self.bytes.get(self.at..)? {
            [b'<', b'<', ..] => {
                self.at += 2;
                self.dictionary(depth)
            }
            [b'<', ..] => Some(Object::String(self.hexadecimal(), StringFormat::Hexadecimal)),
            [b'(', ..] => Some(Object::String(self.literal(), StringFormat::Literal)),
            [b'/', ..] => Some(Object::Name(self.name())),
            [b'[', ..] => {
                self.at += 1;
                self.array(depth)
            }
            [] => None,
            _ => Some(self.atom()),
        }
    }

    fn dictionary(&mut self, depth: usize) -> Option<Object> {
        let mut dictionary = Dictionary::new();
        loop {
            self.skip_white();
            match self.bytes.get(self.at..)? {
                [b'>', b'>', ..] => {
                    self.at += 2;
                    return Some(Object::Dictionary(dictionary));
                }
                [b'/', ..] => {
                    let key = self.name();
                    self.skip_white();
                    if self.bytes[self.at..].starts_with(b">>") {
                        continue;
                    }
                    let value = self.object(depth + 1)?;
                    dictionary.set(key, value);
                }
                [] => return None,
                rest if rest.starts_with(b"endobj") => return Some(Object::Dictionary(dictionary)),
                // Something where a key should be: the stray word.
                _ => {
                    self.object(depth + 1)?;
                }
            }
        }
    }

    fn array(&mut self, depth: usize) -> Option<Object> {
        let mut items = Vec::new();
        loop {
            self.skip_white();
            match self.bytes.get(self.at..)? {
                [b']', ..] => {
                    self.at += 1;
                    return Some(Object::Array(items));
                }
                [] => return None,
                rest if rest.starts_with(b"endobj") => return Some(Object::Array(items)),
                _ => items.push(self.object(depth + 1)?),
            }
        }
    }

    /// A number, a reference, `true`, `false`; null for anything else.
    fn atom(&mut self) -> Object {
        let start = self.at;
        let word = self.word();
        if word.is_empty() {
            // A bracket that nothing opened.
            self.at = start + 1;
            return Object::Null;
        }
        let after = self.at;
        let number = |word: &[u8]| std::str::from_utf8(word).ok()?.parse::<i64>().ok();
        if let Some(first) = number(word) {
            let generation = number(self.word()).and_then(|n| u16::try_from(n).ok());
            if let (Some(generation), Ok(id), b"R") = (generation, u32::try_from(first), self.word()) {
                return Object::Reference((id, generation));
            }
            self.at = after;
            return Object::Integer(first);
        }
        match word {
            b"true" => Object::Boolean(true),
            b"false" => Object::Boolean(false),
            _ => match std::str::from_utf8(word).ok().and_then(|word| word.parse::<f32>().ok()) {
                Some(real) if real.is_finite() => Object::Real(real),
                _ => Object::Null,
            },
        }
    }

    fn number(&mut self) -> Option<i64> {
        std::str::from_utf8(self.word()).ok()?.parse().ok()
    }

    /// Regular characters behind white space.
    fn word(&mut self) -> &'a [u8] {
        self.skip_white();
        let rest = &self.bytes[self.at..];
        let end = rest.iter().position(|&b| is_white(b) || is_delimiter(b)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn name(&mut self) -> Vec<u8> {
        self.at += 1;
        let rest = &self.bytes[self.at..];
        let end = rest.iter().position(|&b| is_white(b) || is_delimiter(b)).unwrap_or(rest.len());
        self.at += end;
        let mut name = Vec::with_capacity(end);
        let mut word = &rest[..end];
        while let [byte, after @ ..] = word {
            let digit = |at: usize| char::from(*after.get(at)?).to_digit(16);
            match (byte, digit(0), digit(1)) {
                (b'#', Some(high), Some(low)) => {
                    name.push((high << 4 | low) as u8);
                    word = &after[2..];
                }
                _ => {
                    name.push(*byte);
                    word = after;
                }
            }
        }
        name
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        self.at += 1;
        let rest = &self.bytes[self.at..];
        let end = rest.iter().position(|&b| b == b'>').unwrap_or(rest.len());
        self.at = (self.at + end + 1).min(self.bytes.len());
        let digits: Vec<u8> = rest[..end].iter().filter_map(|&b| Some(char::from(b).to_digit(16)? as u8)).collect();
        digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect()
    }

    fn literal(&mut self) -> Vec<u8> {
        self.at += 1;
        let (mut text, mut depth) = (Vec::new(), 1);
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'(' => depth += 1,
                b')' => depth -= 1,
                b'\\' => {
                    text.extend(self.escaped());
                    continue;
                }
                _ => {}
            }
            if depth == 0 {
                break;
            }
            text.push(byte);
        }
        text
    }

    fn escaped(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        match byte {
            b'n' => Some(b'\n'),
            b'r' => Some(b'\r'),
            b't' => Some(b'\t'),
            b'b' => Some(8),
            b'f' => Some(12),
            b'\n' | b'\r' => None,
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                while let Some(digit @ b'0'..=b'7') = self.bytes.get(self.at).filter(|_| value < 32) {
                    value = value * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                Some((value & 0xff) as u8)
            }
            other => Some(other),
        }
    }

    fn skip_white(&mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b'%' => {
                    let rest = &self.bytes[self.at..];
                    self.at += rest.iter().position(|&b| matches!(b, b'\n' | b'\r')).unwrap_or(rest.len());
                }
                b if is_white(b) => self.at += 1,
                _ => return,
            }
        }
    }
}

fn is_white(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8]) -> Option<Object> {
        Reader { bytes: text, at: 0 }.indirect((7, 0), text)
    }

    #[test]
    fn a_stray_word_does_not_take_the_dictionary_with_it() {
        let font =
            read(b"7 0 obj\n<< /BaseFont /Arial,Unicode MS /Widths [1 2.5 -3 8 0 R] /To 9 0 R /Bold true >>\nendobj")
                .unwrap();
        let font = font.as_dict().unwrap();
        assert_eq!(font.get(b"BaseFont").unwrap().as_name().unwrap(), b"Arial,Unicode");
        let widths = vec![1.into(), Object::Real(2.5), (-3).into(), Object::Reference((8, 0))];
        assert_eq!(font.get(b"Widths").unwrap(), &Object::Array(widths));
        assert_eq!(font.get(b"To").unwrap().as_reference().unwrap(), (9, 0));
        assert_eq!(font.get(b"Bold").unwrap(), &Object::Boolean(true));
    }

    #[test]
    fn strings_names_and_streams_are_read() {
        let object = read(
            b"7 0 obj << x /A#20B (a\\(b\\)(c)\\101) /Hex <4142 4> /Length 5 >> stream\r\nBT ET\nendstream endobj",
        );
        let Some(Object::Stream(stream)) = object else { panic!("{object:?}") };
        assert_eq!(stream.content, b"BT ET");
        assert_eq!(stream.dict.get(b"A B").unwrap().as_str().unwrap(), b"a(b)(c)A");
        assert_eq!(stream.dict.get(b"Hex").unwrap().as_str().unwrap(), b"AB@");
    }

    #[test]
    fn what_makes_no_sense_at_all_is_left() {
        for text in [&b""[..], b"7 0 obj", b"8 0 obj << >>", b"7 0 obj << /A", b"7 0 obj << /A (", b"7 0 obj [ ] ] ]"] {
            let _ = read(text);
        }
        assert_eq!(read(b"8 0 obj << >> endobj"), None);
        assert_eq!(read(b"7 0 obj << /A [ 1"), None);
        let deep = [b"7 0 obj ".as_slice(), &b"[".repeat(1000)].concat();
        assert_eq!(read(&deep), None);
    }
}
