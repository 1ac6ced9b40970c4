//! The tokens of a CMap.

/// A token; what it holds lies in the bytes of the CMap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Hex(Hex<'a>),
    Name(&'a [u8]),
    Number(i64),
    Word(&'a [u8]),
    ArrayStart,
    ArrayEnd,
    /// A string in parentheses, or a mark that means nothing here.
    Other,
}

/// A string in hexadecimal, without its brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hex<'a>(&'a [u8]);

impl Hex<'_> {
    /// Puts the bytes into `out` as far as they fit and returns their number. Space between digits means nothing; a
    /// last single digit is followed by zero.
    pub(super) fn read(self, out: &mut [u8]) -> usize {
        let mut len = 0;
        let mut half = None;
        for digit in self.0.iter().filter_map(|&b| char::from(b).to_digit(16)) {
            let digit = digit as u8;
            match half.take() {
                None => half = Some(digit),
                Some(high) => {
                    let Some(byte) = out.get_mut(len) else { return len };
                    *byte = high << 4 | digit;
                    len += 1;
                }
            }
        }
        if let (Some(high), Some(byte)) = (half, out.get_mut(len)) {
            *byte = high << 4;
            len += 1;
        }
        len
    }
}

pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Where the next token is looked for, to come back to.
    pub(super) fn mark(&self) -> usize {
        self.at
    }

    pub(super) fn rewind(&mut self, mark: usize) {
        self.at = mark;
    }

    pub(super) fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            match byte {
                b if is_space(b) => {}
                b'%' => self.skip_while(|b| b != b'\n' && b != b'\r'),
                b'<' if self.bytes.get(self.at) == Some(&b'<') => {
                    self.at += 1;
                    return Some(Token::Other);
                }
                b'<' => {
                    let hex = self.take_while(self.at, |b| b != b'>');
                    self.at += 1;
                    return Some(Token::Hex(Hex(hex)));
                }
                b'/' => return Some(Token::Name(self.take_while(self.at, is_regular))),
                b'[' => return Some(Token::ArrayStart),
                b']' => return Some(Token::ArrayEnd),
                b'(' => {
                    self.skip_string();
                    return Some(Token::Other);
                }
                b if is_regular(b) => {
                    let word = self.take_while(self.at - 1, is_regular);
                    return Some(number(word).map_or(Token::Word(word), Token::Number));
                }
                _ => return Some(Token::Other),
            }
        }
    }

    fn take_while(&mut self, from: usize, test: impl Fn(u8) -> bool) -> &'a [u8] {
        self.skip_while(test);
        &self.bytes[from..self.at]
    }

    fn skip_while(&mut self, test: impl Fn(u8) -> bool) {
        while self.bytes.get(self.at).is_some_and(|&b| test(b)) {
            self.at += 1;
        }
    }

    fn skip_string(&mut self) {
        let mut depth = 1;
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'\\' => self.at += 1,
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return;
            }
        }
    }
}

fn number(word: &[u8]) -> Option<i64> {
    if !matches!(word[0], b'0'..=b'9' | b'-' | b'+') {
        return None;
    }
    std::str::from_utf8(word).ok()?.parse().ok()
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'\x0c' | 0)
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_need_no_space_between_them() {
        let mut tokens = Tokens::new(b"1 beginbfchar<4 1>/A[(a(b)\\))]%x\n<</N -2>>def<41");
        let all: Vec<Token<'_>> = std::iter::from_fn(|| tokens.next()).collect();
        use Token::*;
        assert_eq!(
            all,
            [
                Number(1),
                Word(b"beginbfchar"),
                Hex(super::Hex(b"4 1")),
                Name(b"A"),
                ArrayStart,
                Other,
                ArrayEnd,
                Other,
                Name(b"N"),
                Number(-2),
                Other,
                Other,
                Word(b"def"),
                Hex(super::Hex(b"41")),
            ]
        );
    }
}
