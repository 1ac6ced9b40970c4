//! The base encodings of simple fonts: byte to character.

use std::sync::LazyLock;

/// A character for each of the 256 codes; the null character where there is none.
pub(super) type Codes = [char; 256];

/// One of the encodings that a font may name or start from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BaseEncoding {
    Standard,
    MacRoman,
    WinAnsi,
    MacExpert,
    Symbol,
    ZapfDingbats,
}

impl BaseEncoding {
    /// The encoding of that name in a PDF; the last two cannot be named.
    pub(super) fn from_name(name: &[u8]) -> Option<Self> {
        match name {
            b"StandardEncoding" => Some(Self::Standard),
            b"MacRomanEncoding" => Some(Self::MacRoman),
            b"WinAnsiEncoding" => Some(Self::WinAnsi),
            b"MacExpertEncoding" => Some(Self::MacExpert),
            _ => None,
        }
    }

    pub(super) fn codes(self) -> &'static Codes {
        match self {
            Self::Standard => &LATIN[0],
            Self::MacRoman => &LATIN[1],
            Self::WinAnsi => &LATIN[2],
            Self::MacExpert => &LATIN[3],
            Self::Symbol => &SYMBOL,
            Self::ZapfDingbats => &ZAPF_DINGBATS,
        }
    }

    /// The character of `code`.
    pub(super) fn get(self, code: u8) -> Option<char> {
        Some(self.codes()[usize::from(code)]).filter(|&c| c != '\0')
    }
}

static LATIN: LazyLock<[Codes; 4]> = LazyLock::new(|| {
    let mut tables = [['\0'; 256]; 4];
    for (code, fields) in rows(include_str!("../../data/encodings.txt")) {
        for (table, field) in tables.iter_mut().zip(fields) {
            table[code] = character(field);
        }
    }
    tables
});

static SYMBOL: LazyLock<Codes> = LazyLock::new(|| second_column(include_str!("../../data/core14-symbol.txt")));

static ZAPF_DINGBATS: LazyLock<Codes> =
    LazyLock::new(|| second_column(include_str!("../../data/core14-zapfdingbats.txt")));

fn second_column(table: &'static str) -> Codes {
    let mut codes = ['\0'; 256];
    for (code, mut fields) in rows(table) {
        codes[code] = fields.next().map_or('\0', character);
    }
    codes
}

/// The lines of a table that starts with a code in hexadecimal, without its comments.
pub(super) fn rows(table: &'static str) -> impl Iterator<Item = (usize, std::str::SplitAsciiWhitespace<'static>)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut fields = line.split_ascii_whitespace();
        let code = usize::from_str_radix(fields.next()?, 16).ok()?;
        Some((code, fields))
    })
}

fn character(field: &str) -> char {
    u32::from_str_radix(field, 16).ok().and_then(char::from_u32).unwrap_or('\0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encodings_differ_where_annex_d_says_so() {
        use BaseEncoding::*;
        let row = |code| [Standard, MacRoman, WinAnsi, MacExpert].map(|e| e.get(code));
        assert_eq!(row(b'A'), [Some('A'), Some('A'), Some('A'), None]);
        assert_eq!(row(0x27), [Some('’'), Some('\''), Some('\''), Some('´')]);
        assert_eq!(row(0xae), [Some('\u{fb01}'), Some('Æ'), Some('®'), Some('ˇ')]);
        assert_eq!(row(0x80), [None, Some('Ä'), Some('€'), None]);
        assert_eq!([Symbol.get(0x61), Symbol.get(0xb7), ZapfDingbats.get(0x6c)], [Some('α'), Some('•'), Some('●')]);
    }
}
