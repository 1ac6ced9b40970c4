//! Tokens of a content stream, without allocating per token.
//!
//! Lenient where real files are broken: stray delimiters are skipped, numbers such as `--5` or `1.2.3` are read as
//! far as they go, a string that does not end runs to the end of the stream.

use memchr::memmem;

/// A token. Names and strings are ranges of [`Lexer::scratch`], which is emptied by [`Lexer::clear`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Token {
    Number(f32),
    Name(Bytes),
    Text(Bytes),
    ArrayStart,
    ArrayEnd,
    DictStart,
    DictEnd,
    /// `true`, `false`, `null` as operands: whether it is `true`.
    Constant(bool),
    /// An operator, at most three bytes, padded with zeros.
    Operator([u8; 3]),
}

/// A range of the lexer's scratch buffer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Bytes {
    start: u32,
    end: u32,
}

pub(crate) struct Lexer<'a> {
    data: &'a [u8],
    at: usize,
    /// Where streams were joined by a line feed, which is no part of a string that goes on behind it.
    joints: &'a [usize],
    /// Marks that were looked for, and the end of the next one from where that was.
    marks: Vec<(&'static [u8], Option<usize>)>,
    scratch: Vec<u8>,
}

impl<'a> Lexer<'a> {
    pub(crate) fn new(data: &'a [u8]) -> Self {
        Self::joined(data, &[])
    }

    /// A lexer for streams that were joined by a line feed at these places.
    pub(crate) fn joined(data: &'a [u8], joints: &'a [usize]) -> Self {
        Self { data, at: 0, joints, marks: Vec::new(), scratch: Vec::with_capacity(256) }
    }

    pub(crate) fn bytes(&self, range: Bytes) -> &[u8] {
        &self.scratch[range.start as usize..range.end as usize]
    }

    /// Forgets the bytes of all tokens given so far.
    pub(crate) fn clear(&mut self) {
        self.scratch.clear();
    }

    pub(crate) fn next(&mut self) -> Option<Token> {
        loop {
            let &byte = self.data.get(self.at)?;
            match byte {
                0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ' => self.at += 1,
                b'%' => self.skip_comment(),
                b'(' => return Some(self.literal_string()),
                b'<' if self.data.get(self.at + 1) == Some(&b'<') => {
                    self.at += 2;
                    return Some(Token::DictStart);
                }
                b'<' => return Some(self.hex_string()),
                b'>' if self.data.get(self.at + 1) == Some(&b'>') => {
                    self.at += 2;
                    return Some(Token::DictEnd);
                }
                b'[' => {
                    self.at += 1;
                    return Some(Token::ArrayStart);
                }
                b']' => {
                    self.at += 1;
                    return Some(Token::ArrayEnd);
                }
                b'/' => return Some(self.name()),
                b'+' | b'-' | b'.' | b'0'..=b'9' => return Some(self.number()),
                b')' | b'>' | b'{' | b'}' => self.at += 1,
                _ => return Some(self.word()),
            }
        }
    }

    /// The data of an inline image: called after `ID`, goes on after its `EI`.
    ///
    /// The data hold anything, an `EI` too, so that their end is told by what the image says of them. Where that is
    /// nothing, or there is no `EI`, it is the first that stands between white space and is followed by what looks like
    /// content (ISO 32000-1, 8.9.7 leaves it to the reader).
    pub(crate) fn inline_image(&mut self, end: DataEnd) -> &'a [u8] {
        let told = match end {
            // One white-space character stands before the data.
            DataEnd::After(length) => length.checked_add(1),
            DataEnd::Mark(mark) => self.next_mark(mark).map(|end| end - self.at),
            DataEnd::Unknown => None,
        };
        let rest = &self.data[self.at.min(self.data.len())..];
        let end = told.and_then(|from| end_of_image(rest, from)).or_else(|| {
            let found = memmem::find_iter(rest, b"EI").find(|&start| {
                let before = start == 0 || is_white(rest[start - 1]);
                let after = rest.get(start + 2).is_none_or(|&b| is_white(b));
                let sane = rest[start + 2..].iter().take(12).all(|&b| is_white(b) || (0x20..0x7f).contains(&b));
                before && after && sane
            });
            found.map(|start| start + 2)
        });
        self.at = end.map_or(self.data.len(), |end| self.at + end);
        let data = &rest[..end.map_or(rest.len(), |end| end - 2)];
        data.get(1..).unwrap_or_default()
    }

    /// The end of the next such mark. What was found is kept, so that many images look through the same bytes once.
    fn next_mark(&mut self, mark: &'static [u8]) -> Option<usize> {
        let start = self.at.min(self.data.len());
        let known = self.marks.iter().position(|(known, _)| *known == mark);
        if let Some(end) = known.map(|at| self.marks[at].1)
            && end.is_none_or(|end| end >= start + mark.len())
        {
            return end;
        }
        let end = memmem::find(&self.data[start..], mark).map(|at| start + at + mark.len());
        match known {
            Some(at) => self.marks[at].1 = end,
            None => self.marks.push((mark, end)),
        }
        end
    }

    fn skip_comment(&mut self) {
        while let Some(&byte) = self.data.get(self.at) {
            if byte == b'\n' || byte == b'\r' {
                break;
            }
            self.at += 1;
        }
    }

    fn range_from(&self, start: usize) -> Bytes {
        // Content streams are capped far below 4 GiB (see `Limits`).
        Bytes { start: start as u32, end: self.scratch.len() as u32 }
    }

    fn literal_string(&mut self) -> Token {
        let start = self.scratch.len();
        self.at += 1;
        let mut depth = 1;
        while let Some(&byte) = self.data.get(self.at) {
            self.at += 1;
            match byte {
                b'(' => {
                    depth += 1;
                    self.scratch.push(byte);
                }
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                    self.scratch.push(byte);
                }
                b'\\' => self.escape(),
                b'\n' if self.joints.binary_search(&(self.at - 1)).is_ok() => {}
                b'\r' => {
                    // An end of line in a string is one line feed, however it is written.
                    if self.data.get(self.at) == Some(&b'\n') {
                        self.at += 1;
                    }
                    self.scratch.push(b'\n');
                }
                _ => self.scratch.push(byte),
            }
        }
        Token::Text(self.range_from(start))
    }

    fn escape(&mut self) {
        let Some(&byte) = self.data.get(self.at) else { return };
        self.at += 1;
        let plain = match byte {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 0x0c,
            b'\n' => return,
            b'\r' => {
                if self.data.get(self.at) == Some(&b'\n') {
                    self.at += 1;
                }
                return;
            }
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    match self.data.get(self.at) {
                        Some(&digit @ b'0'..=b'7') => {
                            value = value * 8 + u32::from(digit - b'0');
                            self.at += 1;
                        }
                        _ => break,
                    }
                }
                (value & 0xff) as u8
            }
            other => other,
        };
        self.scratch.push(plain);
    }

    fn hex_string(&mut self) -> Token {
        let start = self.scratch.len();
        self.at += 1;
        let mut half: Option<u8> = None;
        while let Some(&byte) = self.data.get(self.at) {
            self.at += 1;
            if byte == b'>' {
                break;
            }
            let Some(value) = hex(byte) else { continue };
            half = match half {
                None => Some(value),
                Some(high) => {
                    self.scratch.push(high << 4 | value);
                    None
                }
            };
        }
        if let Some(high) = half {
            self.scratch.push(high << 4);
        }
        Token::Text(self.range_from(start))
    }

    fn name(&mut self) -> Token {
        let start = self.scratch.len();
        self.at += 1;
        while let Some(&byte) = self.data.get(self.at) {
            if is_white(byte) || is_delimiter(byte) {
                break;
            }
            self.at += 1;
            let pair =
                (self.data.get(self.at).copied().and_then(hex), self.data.get(self.at + 1).copied().and_then(hex));
            match (byte, pair) {
                (b'#', (Some(high), Some(low))) => {
                    self.scratch.push(high << 4 | low);
                    self.at += 2;
                }
                _ => self.scratch.push(byte),
            }
        }
        Token::Name(self.range_from(start))
    }

    fn number(&mut self) -> Token {
        let mut negative = false;
        let mut value: f64 = 0.0;
        let mut scale: f64 = 0.0;
        while let Some(&byte) = self.data.get(self.at) {
            match byte {
                b'0'..=b'9' => {
                    let digit = f64::from(byte - b'0');
                    if scale == 0.0 {
                        value = value * 10.0 + digit;
                    } else {
                        value += digit * scale;
                        scale *= 0.1;
                    }
                }
                b'.' if scale == 0.0 => scale = 0.1,
                b'-' if value == 0.0 && scale == 0.0 => negative = true,
                b'+' if value == 0.0 && scale == 0.0 => {}
                // A second point or a sign inside: what follows is noise of a broken writer.
                b'.' | b'-' | b'+' => {
                    while matches!(self.data.get(self.at), Some(b'.' | b'-' | b'+' | b'0'..=b'9')) {
                        self.at += 1;
                    }
                    break;
                }
                _ => break,
            }
            self.at += 1;
        }
        let value = if negative { -value } else { value };
        Token::Number(value.clamp(f64::from(f32::MIN), f64::from(f32::MAX)) as f32)
    }

    fn word(&mut self) -> Token {
        let start = self.at;
        while let Some(&byte) = self.data.get(self.at) {
            if is_white(byte) || is_delimiter(byte) {
                break;
            }
            self.at += 1;
        }
        let word = &self.data[start..self.at];
        if matches!(word, b"true" | b"false" | b"null") {
            return Token::Constant(word == b"true");
        }
        let mut operator = [0; 3];
        let length = word.len().min(3);
        operator[..length].copy_from_slice(&word[..length]);
        if word.len() > 3 {
            // No operator is this long: a marker no interpreter knows.
            operator = *b"???";
        }
        Token::Operator(operator)
    }
}

/// Where the data of an inline image end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DataEnd {
    /// After so many bytes.
    After(usize),
    /// After this mark.
    Mark(&'static [u8]),
    Unknown,
}

/// Behind the `EI` that follows `from` with nothing but white space between, if there is one.
fn end_of_image(data: &[u8], from: usize) -> Option<usize> {
    /// White space that is looked through: a line end, or a little more of careless writers.
    const WHITE: usize = 64;
    let rest = data.get(from..)?;
    let start = rest.iter().take(WHITE).position(|&b| !is_white(b))?;
    let after = rest[start..].strip_prefix(b"EI")?;
    after.first().is_none_or(|&b| is_white(b) || is_delimiter(b)).then_some(from + start + 2)
}

fn is_white(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn hex(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(data: &str) -> Vec<String> {
        let mut lexer = Lexer::new(data.as_bytes());
        let mut out = Vec::new();
        while let Some(token) = lexer.next() {
            out.push(match token {
                Token::Number(n) => format!("{n}"),
                Token::Name(b) => format!("/{}", String::from_utf8_lossy(lexer.bytes(b))),
                Token::Text(b) => format!("({})", String::from_utf8_lossy(lexer.bytes(b))),
                Token::Operator(o) => String::from_utf8_lossy(&o).trim_end_matches('\0').to_owned(),
                other => format!("{other:?}"),
            });
        }
        out
    }

    #[test]
    fn numbers_of_careless_writers_are_read() {
        assert_eq!(texts("-.5 +3 --7 1.2.3 4. 0-5 Td"), ["-0.5", "3", "-7", "1.2", "4", "-5", "Td"]);
    }

    #[test]
    fn strings_nest_and_escape() {
        assert_eq!(texts(r"(a(b)\)\101\n) <4142 4> Tj"), ["(a(b))A\n)", "(AB@)", "Tj"]);
    }

    #[test]
    fn a_string_without_an_end_does_not_hang() {
        assert_eq!(texts("(abc"), ["(abc)"]);
        assert_eq!(texts("<41"), ["(A)"]);
    }

    #[test]
    fn a_string_goes_on_in_the_next_stream() {
        let mut lexer = Lexer::joined(b"(ver\n(\n)goedt) (a\\\nb)", &[4]);
        let Some(Token::Text(text)) = lexer.next() else { panic!("no string") };
        assert_eq!(lexer.bytes(text), b"ver(\n)goedt");
        let Some(Token::Text(text)) = lexer.next() else { panic!("no string") };
        assert_eq!(lexer.bytes(text), b"ab");
    }

    #[test]
    fn names_know_hash_escapes() {
        assert_eq!(texts("/A#20B/C Tf"), ["/A B", "/C", "Tf"]);
    }

    #[test]
    fn an_inline_image_is_skipped_up_to_its_end() {
        let mut lexer = Lexer::new(b"ID \x00\x01EI\xff EI \nBT");
        lexer.next();
        assert_eq!(lexer.inline_image(DataEnd::Unknown), b"\x00\x01EI\xff ");
        assert_eq!(lexer.next(), Some(Token::Operator(*b"BT\0")));
    }

    #[test]
    fn an_inline_image_ends_where_it_says_if_that_can_be() {
        let after = |data: &'static [u8], end| {
            let mut lexer = Lexer::new(data);
            lexer.next();
            lexer.inline_image(end);
            lexer.next()
        };
        let (next, wrong) = (Some(Token::Operator(*b"BT\0")), Some(Token::Operator(*b"Q\0\0")));
        assert_eq!(after(b"ID ab EI Q EI BT", DataEnd::After(7)), next);
        assert_eq!(after(b"ID 00 EI Q>\nEI\nBT", DataEnd::Mark(b">")), next);
        let mut lexer = Lexer::new(b"ID 00>EI ID 11>EI ID 22 EI BT");
        for _ in 0..3 {
            assert_eq!(lexer.next(), Some(Token::Operator(*b"ID\0")));
            lexer.inline_image(DataEnd::Mark(b">"));
        }
        assert_eq!(lexer.next(), next);
        for end in [DataEnd::After(4), DataEnd::After(usize::MAX), DataEnd::Mark(b">")] {
            assert_eq!(after(b"ID ab EI Q EI BT", end), wrong);
        }
    }
}
