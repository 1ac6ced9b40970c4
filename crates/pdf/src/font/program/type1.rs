//! The built-in encoding of a Type 1 font program, which stands in its clear text.

use std::collections::BTreeMap;

/// The clear text is some kilobytes; the encoding is not looked for beyond this.
const MAX_CLEAR_TEXT: usize = 64 << 10;

#[derive(Debug, PartialEq, Eq)]
pub(super) enum BuiltIn {
    Standard,
    /// The name of the glyph for each code that has one.
    Names(BTreeMap<u8, Vec<u8>>),
}

impl BuiltIn {
    /// Reads `/Encoding StandardEncoding def`, or the `dup 65 /A put` after `/Encoding 256 array`.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let clear = &bytes[..bytes.len().min(MAX_CLEAR_TEXT)];
        let mut words = Words { bytes: clear };
        while let Some(word) = words.next() {
            if word == b"/Encoding" {
                return Self::read_entries(words);
            }
            if word == b"eexec" {
                break;
            }
        }
        Self::Standard
    }

    fn read_entries(words: Words<'_>) -> Self {
        let mut names = BTreeMap::new();
        let mut before: &[u8] = b"";
        let mut entries = false;
        for word in words {
            match word {
                b"StandardEncoding" if !entries => return Self::Standard,
                b"eexec" => break,
                // The end; `readonly def` as well as `def`. Before the first entry `def` ends nothing in the
                // fonts that fill the array with `.notdef` by a procedure.
                b"def" | b"readonly" if entries => break,
                b"dup" => entries = true,
                [b'/', name @ ..] if entries => {
                    if let Some(code) = code(before) {
                        names.insert(code, name.to_vec());
                    }
                }
                _ => {}
            }
            before = word;
        }
        Self::Names(names)
    }
}

/// `65`, or `8#101` with its base.
fn code(word: &[u8]) -> Option<u8> {
    let word = std::str::from_utf8(word).ok()?;
    match word.split_once('#') {
        Some((base, digits)) => {
            let base = base.parse().ok().filter(|base| (2..=36).contains(base))?;
            u8::from_str_radix(digits, base).ok()
        }
        None => word.parse().ok(),
    }
}

/// Words of PostScript, a name with its slash; brackets and braces are passed over.
struct Words<'a> {
    bytes: &'a [u8],
}

impl<'a> Iterator for Words<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let is_gap = |b: u8| b.is_ascii_whitespace() || matches!(b, 0 | b'[' | b']' | b'{' | b'}' | b'(' | b')');
        loop {
            let start = self.bytes.iter().position(|&b| !is_gap(b))?;
            let rest = &self.bytes[start..];
            if rest[0] == b'%' {
                let end = rest.iter().position(|&b| b == b'\n' || b == b'\r').unwrap_or(rest.len());
                self.bytes = &rest[end..];
                continue;
            }
            let end = rest[1..].iter().position(|&b| is_gap(b) || matches!(b, b'/' | b'%'));
            let (word, rest) = rest.split_at(end.map_or(rest.len(), |end| end + 1));
            self.bytes = rest;
            return Some(word);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(program: &[u8]) -> Vec<(u8, String)> {
        match BuiltIn::read(program) {
            BuiltIn::Standard => Vec::new(),
            BuiltIn::Names(names) => {
                names.into_iter().map(|(c, n)| (c, String::from_utf8_lossy(&n).into_owned())).collect()
            }
        }
    }

    #[test]
    fn entries_are_read_up_to_the_end_of_the_encoding() {
        let program = b"%!PS-AdobeFont-1.0: CMR10\n/FontName /CMR10 def /Encoding 256 array\n
            0 1 255 {1 index exch /.notdef put} for\ndup 12/fi put dup 8#101 /A put\nreadonly def dup 66 /B put\ncurrentfile eexec";
        assert_eq!(names(program), [(12, "fi".to_owned()), (65, "A".to_owned())]);
    }

    #[test]
    fn the_standard_encoding_may_be_named() {
        assert_eq!(BuiltIn::read(b"%!\n/Encoding StandardEncoding def eexec"), BuiltIn::Standard);
        assert_eq!(BuiltIn::read(b"%!\neexec /Encoding 256 array dup 1 /A put"), BuiltIn::Standard);
    }
}
