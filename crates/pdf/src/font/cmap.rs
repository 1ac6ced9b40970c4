//! CMaps as files embed them: `ToUnicode` and the encodings of composite fonts.
//!
//! Not an interpreter: it looks for the operators that define something, takes the operands before them, and reads
//! over everything else, so that the malformed CMaps of real producers give what can be had.

use super::cmap_tokens::{Token, Tokens};
use super::letters::push_letters;
use super::predefined::Collection;
use super::ranges::{Ranges, Step};

/// Ranges of one CMap; the largest CMaps in use have some twenty thousand.
const MAX_RANGES: usize = 200_000;
/// Bytes of text that the destinations of one CMap may have together.
const MAX_TEXT: usize = 4 << 20;
/// Bytes of one destination. Ligatures have a handful of letters.
const MAX_DESTINATION: usize = 256;

/// A CMap.
#[derive(Debug, Default)]
pub(super) struct CMap {
    codespace: Vec<Codespace>,
    cids: Ranges<u32>,
    unicode: Ranges<Destination>,
    /// The letters that the destinations have before their last one.
    heads: String,
    pub(super) vertical: bool,
    /// The CMap that this one is built on.
    pub(super) base: Option<Vec<u8>>,
}

/// Codes of `len` bytes; each byte lies between those of `low` and `high`.
#[derive(Clone, Copy, Debug)]
struct Codespace {
    len: usize,
    low: [u8; 4],
    high: [u8; 4],
}

/// The text of a code: letters before the last one, and the last one, which goes on through a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Destination {
    head: u32,
    head_len: u16,
    last: u32,
}

/// The last letter of a destination that is empty.
const NO_LETTER: u32 = u32::MAX;

impl Step for Destination {
    fn step(self, by: u32) -> Self {
        Self { last: if self.last == NO_LETTER { NO_LETTER } else { self.last.saturating_add(by) }, ..self }
    }
}

impl Step for u32 {
    fn step(self, by: u32) -> Self {
        self.saturating_add(by)
    }
}

impl CMap {
    pub(super) fn parse(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        let mut tokens = Tokens::new(bytes);
        let mut before = None;
        let mut two_before = None;
        while let Some(token) = tokens.next() {
            match token {
                Token::Word(b"begincodespacerange") => map.read_codespace(&mut tokens),
                Token::Word(b"beginbfchar") => map.read_bf_chars(&mut tokens),
                Token::Word(b"beginbfrange") => map.read_bf_ranges(&mut tokens),
                Token::Word(b"begincidchar") => map.read_cid_chars(&mut tokens),
                Token::Word(b"begincidrange") => map.read_cid_ranges(&mut tokens),
                Token::Word(b"usecmap") => {
                    if let Some(Token::Name(name)) = before {
                        map.base = Some(name.to_vec());
                    }
                }
                Token::Word(b"def") => {
                    if let (Some(Token::Name(b"WMode")), Some(Token::Number(mode))) = (two_before, before) {
                        map.vertical = mode == 1;
                    }
                }
                _ => {}
            }
            two_before = before.replace(token);
        }
        map.cids.finish();
        map.unicode.finish();
        map
    }

    /// Whether it tells text for any code.
    pub(super) fn has_unicode(&self) -> bool {
        !self.unicode.is_empty()
    }

    /// The collection of characters that codes are taken from of which it says nothing itself.
    pub(super) fn unicode_base(&self) -> Option<Collection> {
        Collection::of_ucs2(self.base.as_deref()?)
    }

    /// The codes and the characters that they stand for; none for those that stand for several, or for nothing.
    pub(super) fn characters(&self) -> impl Iterator<Item = (u32, Option<char>)> + '_ {
        let single = |d: Destination| char::from_u32(d.last).filter(|_| d.head_len == 0);
        self.unicode.each().map(move |(code, destination)| (code as u32, single(destination)))
    }

    /// Adds the text of `code`; false if the CMap does not have it.
    pub(super) fn push_unicode(&self, code: u32, out: &mut String) -> bool {
        self.unicode.get(u64::from(code)).is_some_and(|destination| {
            self.push_destination(destination, out);
            true
        })
    }

    fn push_destination(&self, destination: Destination, out: &mut String) {
        let head = destination.head as usize;
        for c in self.heads.get(head..head + usize::from(destination.head_len)).unwrap_or_default().chars() {
            push_letters(out, c);
        }
        if let Some(c) = char::from_u32(destination.last) {
            push_letters(out, c);
        }
    }

    /// The glyph selector of a code of `len` bytes.
    pub(super) fn cid(&self, code: u32, len: usize) -> Option<u32> {
        self.cids.get(key(code, len))
    }

    /// Whether it says how long codes are.
    pub(super) fn has_codespace(&self) -> bool {
        !self.codespace.is_empty()
    }

    /// The length of the code that `bytes` start with, by the code space.
    pub(super) fn code_len(&self, bytes: &[u8]) -> Option<usize> {
        let fits = |space: &&Codespace, n: usize| {
            n <= bytes.len() && (0..n).all(|i| (space.low[i]..=space.high[i]).contains(&bytes[i]))
        };
        if let Some(space) = self.codespace.iter().filter(|s| fits(s, s.len)).min_by_key(|s| s.len) {
            return Some(space.len);
        }
        // No code: pass over as many bytes as the code has that starts like this one (ISO 32000-2, 9.7.6.3).
        let like = self.codespace.iter().filter(|s| fits(s, 1)).map(|s| s.len).min();
        like.or_else(|| self.codespace.iter().map(|s| s.len).min())
    }

    fn read_codespace(&mut self, tokens: &mut Tokens<'_>) {
        while let Some((low, high)) = pair(tokens) {
            let len = high.len;
            if (1..=4).contains(&len) && self.codespace.len() < 256 {
                let bytes = |code: u32| {
                    let mut bytes = [0; 4];
                    bytes[..len].copy_from_slice(&code.to_be_bytes()[4 - len..]);
                    bytes
                };
                self.codespace.push(Codespace { len, low: bytes(low.value), high: bytes(high.value) });
            }
        }
    }

    fn read_bf_chars(&mut self, tokens: &mut Tokens<'_>) {
        while let Some(code) = code(tokens) {
            let Some(destination) = self.destination(tokens) else { break };
            self.add_unicode(code.value, code.value, destination);
        }
    }

    fn read_bf_ranges(&mut self, tokens: &mut Tokens<'_>) {
        while let Some((low, high)) = pair(tokens) {
            let mark = tokens.mark();
            if tokens.next() == Some(Token::ArrayStart) {
                // One destination for each code; arrays that are too long or too short are both met.
                let mut code = low.value;
                while let Some(destination) = self.destination(tokens) {
                    if code <= high.value {
                        self.add_unicode(code, code, destination);
                    }
                    code = code.saturating_add(1);
                }
                let end = tokens.mark();
                if tokens.next() != Some(Token::ArrayEnd) {
                    tokens.rewind(end);
                }
            } else {
                tokens.rewind(mark);
                let Some(destination) = self.destination(tokens) else { break };
                self.add_unicode(low.value, high.value, destination);
            }
        }
    }

    fn add_unicode(&mut self, low: u32, high: u32, destination: Destination) {
        if self.unicode.len() < MAX_RANGES {
            self.unicode.push(low.into(), high.into(), destination);
        }
    }

    fn read_cid_chars(&mut self, tokens: &mut Tokens<'_>) {
        while let Some(code) = code(tokens) {
            let Some(Token::Number(cid)) = tokens.next() else { break };
            self.add_cids(code, code, cid);
        }
    }

    fn read_cid_ranges(&mut self, tokens: &mut Tokens<'_>) {
        while let Some((low, high)) = pair(tokens) {
            let Some(Token::Number(cid)) = tokens.next() else { break };
            self.add_cids(low, high, cid);
        }
    }

    fn add_cids(&mut self, low: Code, high: Code, cid: i64) {
        if let Ok(cid) = u32::try_from(cid)
            && self.cids.len() < MAX_RANGES
        {
            self.cids.push(key(low.value, high.len), key(high.value, high.len), cid);
        }
    }

    /// What a code maps to: UTF-16 in hexadecimal, or the name of a glyph.
    fn destination(&mut self, tokens: &mut Tokens<'_>) -> Option<Destination> {
        let mark = tokens.mark();
        match tokens.next()? {
            Token::Hex(digits) => {
                let mut bytes = [0; MAX_DESTINATION];
                let len = digits.read(&mut bytes);
                Some(self.utf16_destination(&bytes[..len]))
            }
            Token::Name(name) => {
                let mut text = String::new();
                super::glyph_names::push_name(&mut text, name);
                Some(self.text_destination(text.chars()))
            }
            _ => {
                tokens.rewind(mark);
                None
            }
        }
    }

    fn utf16_destination(&mut self, bytes: &[u8]) -> Destination {
        match *bytes {
            // The usual ones first. A single byte is what some producers write for Latin-1.
            [low] => Destination { head: 0, head_len: 0, last: low.into() },
            [high, low] => Destination { head: 0, head_len: 0, last: u16::from_be_bytes([high, low]).into() },
            _ => {
                let units = bytes.as_chunks::<2>().0;
                // Some versions of Ghostscript write the letters of a ligature with their bytes swapped: `fi`
                // as two ideographs that no ligature has.
                let swapped = units.iter().all(|unit| unit[0].is_ascii_alphabetic() && unit[1] == 0);
                let unit = if swapped { u16::from_le_bytes } else { u16::from_be_bytes };
                let units = units.iter().map(|&bytes| unit(bytes));
                let chars = char::decode_utf16(units).filter_map(Result::ok).filter(|&c| c != '\0');
                self.text_destination(chars)
            }
        }
    }

    fn text_destination(&mut self, chars: impl Iterator<Item = char>) -> Destination {
        let head = self.heads.len();
        let mut last = None;
        for c in chars {
            if let Some(before) = last.replace(c)
                && self.heads.len() < MAX_TEXT
            {
                self.heads.push(before);
            }
        }
        Destination {
            head: u32::try_from(head).unwrap_or(u32::MAX),
            head_len: u16::try_from(self.heads.len() - head).unwrap_or(0),
            last: last.map_or(NO_LETTER, u32::from),
        }
    }
}

/// A code and the number of its bytes.
#[derive(Clone, Copy, Debug)]
struct Code {
    value: u32,
    len: usize,
}

/// Keeps codes of one length together: `41` and `0041` are two codes.
fn key(code: u32, len: usize) -> u64 {
    (len as u64) << 32 | u64::from(code)
}

fn pair(tokens: &mut Tokens<'_>) -> Option<(Code, Code)> {
    Some((code(tokens)?, code(tokens)?))
}

/// The next code, or none at the end of the section, which is left for the caller.
fn code(tokens: &mut Tokens<'_>) -> Option<Code> {
    let mark = tokens.mark();
    match tokens.next()? {
        Token::Hex(digits) => {
            let mut bytes = [0; 8];
            let len = digits.read(&mut bytes);
            // More than four bytes are no code; the last four are what producers mean who pad with zeros.
            let bytes = &bytes[..len];
            let bytes = &bytes[len.saturating_sub(4)..];
            Some(Code { value: bytes.iter().fold(0, |n, &b| n << 8 | u32::from(b)), len: bytes.len().max(1) })
        }
        Token::Number(value) => {
            let value = u32::try_from(value).ok()?;
            Some(Code { value, len: if value > 0xff { 2 } else { 1 } })
        }
        _ => {
            tokens.rewind(mark);
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(map: &CMap, code: u32) -> Option<String> {
        let mut out = String::new();
        map.push_unicode(code, &mut out).then_some(out)
    }

    fn texts(map: &str, codes: &[u32]) -> Vec<Option<String>> {
        let map = CMap::parse(map.as_bytes());
        codes.iter().map(|&code| text(&map, code)).collect()
    }

    fn some(expected: &[&str]) -> Vec<Option<String>> {
        expected.iter().map(|s| Some((*s).to_owned())).collect()
    }

    #[test]
    fn characters_ranges_and_arrays_are_read() {
        let map = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap
            1 begincodespacerange <0000> <FFFF> endcodespacerange
            2 beginbfchar <0003> <0020> <000B> <00660066 0069> endbfchar
            3 beginbfrange <0024> <0026> <0041> <0030> <0032> [<0061> <D83DDE00> <FB01>] <0034> <0034> <0062> endbfrange
            endcmap";
        assert_eq!(
            texts(map, &[3, 0xb, 0x24, 0x26, 0x30, 0x31, 0x32, 0x34]),
            some(&[" ", "ffi", "A", "C", "a", "😀", "fi", "b"])
        );
        assert_eq!(texts(map, &[4, 0x27, 0x33]), [None, None, None]);
    }

    #[test]
    fn a_section_goes_on_after_an_array() {
        let map = "3 beginbfrange <01><01>[<0041>] <02><03>[<0042><D835DC00>] <04><05><0044> endbfrange";
        assert_eq!(texts(map, &[1, 2, 3, 5]), some(&["A", "B", "𝐀", "E"]));
    }

    #[test]
    fn ligatures_with_swapped_bytes_are_put_right() {
        let map = "2 beginbfchar <01> <66006900> <02> <6600> endbfchar";
        // A single character may well be an ideograph.
        assert_eq!(texts(map, &[1, 2]), some(&["fi", "昀"]));
    }

    #[test]
    fn a_range_of_ligatures_counts_on_from_its_last_letter() {
        assert_eq!(texts("1 beginbfrange <01><03><00660061> endbfrange", &[1, 3]), some(&["fa", "fc"]));
    }

    #[test]
    fn sections_that_do_not_end_and_odd_writing_are_read_as_far_as_they_go() {
        assert_eq!(
            texts("beginbfchar<41><0061>\n<42> <62>beginbfrange<43><44><0063>", &[0x41, 0x42, 0x44]),
            some(&["a", "b", "d"])
        );
        assert_eq!(texts("1 beginbfchar <1 > /eacute endbfchar", &[0x10]), some(&["é"]));
        assert_eq!(texts("1 beginbfrange 65 66 <0041> endbfrange", &[66]), some(&["B"]));
        assert_eq!(texts("1 beginbfchar <01> <> <02> <0041> endbfchar", &[1, 2]), some(&["", "A"]));
        assert_eq!(
            texts("1 beginbfchar <01> <D800> <02> <0000> <03> <FFFD> endbfchar", &[1, 2, 3]),
            some(&["", "", ""])
        );
    }

    #[test]
    fn huge_ranges_cost_nothing() {
        let map = "1 beginbfrange <00000000> <FFFFFFFF> <0000> endbfrange 1 beginbfchar <41> <0078> endbfchar";
        assert_eq!(texts(map, &[0x41, 0x42, 0xffff_ffff]), some(&["x", "B", ""]));
    }

    #[test]
    fn codes_have_the_length_of_their_code_space() {
        let map = CMap::parse(
            b"2 begincodespacerange <00> <80> <8140> <9ffc> endcodespacerange
              1 begincidrange <20> <7e> 231 endcidrange 1 begincidchar <8140> 633 endcidchar /WMode 1 def /H usecmap",
        );
        assert_eq!(
            [map.code_len(b"A"), map.code_len(b"\x81\x40"), map.code_len(b"\x81\x20")],
            [Some(1), Some(2), Some(2)]
        );
        assert_eq!([map.cid(0x21, 1), map.cid(0x8140, 2), map.cid(0x21, 2)], [Some(232), Some(633), None]);
        assert!(map.vertical);
        assert_eq!(map.base.as_deref(), Some(&b"H"[..]));
    }
}
