//! Names of glyphs that only number the codes, as the bitmap fonts of TeX have them (`a65`, `a28`).
//!
//! The codes are those of an encoding that the file does not name. Where the font looks like one of text, its letters
//! are where ASCII has them, and what lies outside of ASCII tells which of TeX's two text encodings it is.

use super::letters::push_letters;

/// An encoding of TeX for text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numbered {
    /// "OT1", of 128 codes.
    Old,
    /// "T1", the Cork encoding, of 256 codes.
    Cork,
    /// A font of few signs, of which only letters, figures and stops are taken at their word.
    Plain,
}

/// Fewer different small letters than these do not make a font of text; mathematical fonts have some codes there.
const LETTERS_OF_TEXT: usize = 4;

impl Numbered {
    /// By the names of all codes; none if they do not number them.
    pub(super) fn of(names: &[Option<&[u8]>; 256]) -> Option<Self> {
        let mut codes = [false; 256];
        for (code, name) in names.iter().enumerate() {
            match name {
                None | Some(b".notdef") => {}
                Some(name) if is_number(name, code) => codes[code] = true,
                Some(_) => return None,
            }
        }
        let has = |mut range: std::ops::RangeInclusive<usize>| range.any(|code| codes[code]);
        let letters = codes[usize::from(b'a')..=usize::from(b'z')].iter().filter(|&&c| c).count();
        if letters < LETTERS_OF_TEXT {
            let plain = codes.iter().enumerate().all(|(code, &c)| !c || is_plain(code));
            return (plain && codes.contains(&true)).then_some(Self::Plain);
        }
        // Both have ligatures among the control codes, at different places.
        let cork = has(128..=255) || has(16..=17) || has(21..=22) || (has(27..=31) && !has(11..=15));
        Some(if cork { Self::Cork } else { Self::Old })
    }

    /// Adds the text of a code.
    pub(super) fn push(self, code: u8, out: &mut String) -> bool {
        let before = out.len();
        match (self, code) {
            (Self::Cork, 0..=32 | 127..=255) => out.push_str(cork(code)),
            (Self::Old, 0..=32 | 34 | 60 | 62 | 92 | 95 | 123..=127) => out.push_str(old(code)),
            (_, b'\'') => out.push('’'),
            (_, b'`') => out.push('‘'),
            (_, b'!'..=b'~') => push_letters(out, char::from(code)),
            _ => {}
        }
        out.len() > before
    }
}

fn is_number(name: &[u8], code: usize) -> bool {
    let digits = name.iter().position(u8::is_ascii_digit).filter(|&at| at <= 4).map(|at| &name[at..]);
    digits.and_then(|d| std::str::from_utf8(d).ok()?.parse().ok()) == Some(code)
}

fn is_plain(code: usize) -> bool {
    matches!(code, 40 | 41 | 44..=46 | 48..=58 | 65..=90)
}

fn old(code: u8) -> &'static str {
    match code {
        11 => "ff",
        12 => "fi",
        13 => "fl",
        14 => "ffi",
        15 => "ffl",
        16 => "ı",
        18 => "`",
        19 => "´",
        20 => "ˇ",
        21 => "˘",
        22 => "¯",
        23 => "˚",
        24 => "¸",
        25 => "ß",
        26 => "æ",
        27 => "œ",
        28 => "ø",
        29 => "Æ",
        30 => "Œ",
        31 => "Ø",
        34 => "”",
        60 => "¡",
        62 => "¿",
        92 => "“",
        94 => "ˆ",
        95 => "˙",
        123 => "–",
        124 => "—",
        125 => "˝",
        126 => "˜",
        127 => "¨",
        _ => "",
    }
}

fn cork(code: u8) -> &'static str {
    const HIGH: [&str; 64] = [
        "Ă", "Ą", "Ć", "Č", "Ď", "Ě", "Ę", "Ğ", "Ĺ", "Ľ", "Ł", "Ń", "Ň", "Ŋ", "Ő", "Ŕ", "Ř", "Ś", "Š", "Ş", "Ť", "Ţ",
        "Ű", "Ů", "Ÿ", "Ź", "Ž", "Ż", "IJ", "İ", "đ", "§", "ă", "ą", "ć", "č", "ď", "ě", "ę", "ğ", "ĺ", "ľ", "ł", "ń",
        "ň", "ŋ", "ő", "ŕ", "ř", "ś", "š", "ş", "ť", "ţ", "ű", "ů", "ÿ", "ź", "ž", "ż", "ij", "¡", "¿", "£",
    ];
    const LATIN: [&str; 64] = [
        "À", "Á", "Â", "Ã", "Ä", "Å", "Æ", "Ç", "È", "É", "Ê", "Ë", "Ì", "Í", "Î", "Ï", "Ð", "Ñ", "Ò", "Ó", "Ô", "Õ",
        "Ö", "Œ", "Ø", "Ù", "Ú", "Û", "Ü", "Ý", "Þ", "SS", "à", "á", "â", "ã", "ä", "å", "æ", "ç", "è", "é", "ê", "ë",
        "ì", "í", "î", "ï", "ð", "ñ", "ò", "ó", "ô", "õ", "ö", "œ", "ø", "ù", "ú", "û", "ü", "ý", "þ", "ß",
    ];
    const LOW: [&str; 33] = [
        "`", "´", "ˆ", "˜", "¨", "˝", "˚", "ˇ", "˘", "¯", "˙", "¸", "˛", "‚", "‹", "›", "“", "”", "„", "«", "»", "–",
        "—", "", "", "ı", "ȷ", "ff", "fi", "fl", "ffi", "ffl", " ",
    ];
    match code {
        0..=32 => LOW[usize::from(code)],
        127 => "-",
        128..=191 => HIGH[usize::from(code - 128)],
        192..=255 => LATIN[usize::from(code - 192)],
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(codes: &[u8]) -> Option<String> {
        let owned: Vec<(u8, String)> = codes.iter().map(|&c| (c, format!("a{c}"))).collect();
        let mut names = [None; 256];
        for (code, name) in &owned {
            names[usize::from(*code)] = Some(name.as_bytes());
        }
        let numbered = Numbered::of(&names)?;
        let mut out = String::new();
        codes.iter().for_each(|&code| {
            numbered.push(code, &mut out);
        });
        Some(out)
    }

    #[test]
    fn the_encoding_of_text_is_told_by_the_codes_that_are_used() {
        assert_eq!(text(b"coefic\x1e\xebnt\x15").as_deref(), Some("coeficffiënt–"));
        assert_eq!(text(b"coefic\x0ent{").as_deref(), Some("coeficffint–"));
        assert_eq!(text(b"2014.").as_deref(), Some("2014."));
    }

    #[test]
    fn mathematical_signs_are_not_taken_for_letters() {
        assert_eq!(text(&[0, 15, b'j', b'f']), None);
    }

    #[test]
    fn names_of_glyph_numbers_are_not_those_of_codes() {
        let mut names = [None; 256];
        names[65] = Some(&b"g12"[..]);
        assert_eq!(Numbered::of(&names), None);
    }
}
