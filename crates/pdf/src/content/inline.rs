//! What an inline image says of its data (ISO 32000-1, 8.9.7), as far as it tells where they end.

use super::lexer::{DataEnd, Lexer, Token};

/// Where the data end of an image with these entries, the tokens between `BI` and `ID`.
pub(crate) fn end_of_data(entries: &[Token], lexer: &Lexer<'_>) -> DataEnd {
    match first_filter(entries, lexer) {
        Some(b"AHx" | b"ASCIIHexDecode") => DataEnd::Mark(b">"),
        Some(b"A85" | b"ASCII85Decode") => DataEnd::Mark(b"~>"),
        Some(_) => number(entries, lexer, &[b"L", b"Length"]).map_or(DataEnd::Unknown, DataEnd::After),
        None => length(entries, lexer).map_or(DataEnd::Unknown, DataEnd::After),
    }
}

/// The number of bytes of an image that is not encoded.
fn length(entries: &[Token], lexer: &Lexer<'_>) -> Option<usize> {
    let width = number(entries, lexer, &[b"W", b"Width"])?;
    let height = number(entries, lexer, &[b"H", b"Height"])?;
    let mask = matches!(value(entries, lexer, &[b"IM", b"ImageMask"]), Some([Token::Constant(true), ..]));
    let bits = number(entries, lexer, &[b"BPC", b"BitsPerComponent"]).unwrap_or(1);
    let components = if mask { 1 } else { components(value(entries, lexer, &[b"CS", b"ColorSpace"])?, lexer)? };
    let bits = if mask { 1 } else { bits };
    width.checked_mul(bits)?.checked_mul(components)?.div_ceil(8).checked_mul(height)
}

/// Components of a colour space; none where it is one of the page's resources.
fn components(space: &[Token], lexer: &Lexer<'_>) -> Option<usize> {
    let name = match *space {
        [Token::Name(name), ..] | [Token::ArrayStart, Token::Name(name), ..] => lexer.bytes(name),
        _ => return None,
    };
    match name {
        b"G" | b"DeviceGray" | b"CalGray" | b"I" | b"Indexed" => Some(1),
        b"RGB" | b"DeviceRGB" | b"CalRGB" | b"Lab" => Some(3),
        b"CMYK" | b"DeviceCMYK" => Some(4),
        _ => None,
    }
}

fn first_filter<'l>(entries: &[Token], lexer: &'l Lexer<'_>) -> Option<&'l [u8]> {
    match *value(entries, lexer, &[b"F", b"Filter"])? {
        [Token::Name(name), ..] | [Token::ArrayStart, Token::Name(name), ..] => Some(lexer.bytes(name)),
        _ => None,
    }
}

fn number(entries: &[Token], lexer: &Lexer<'_>, keys: &[&[u8]]) -> Option<usize> {
    match value(entries, lexer, keys)? {
        [Token::Number(n), ..] if (0.0..=1e9).contains(n) => Some(*n as usize),
        _ => None,
    }
}

/// What stands behind the first of these keys.
fn value<'t>(entries: &'t [Token], lexer: &Lexer<'_>, keys: &[&[u8]]) -> Option<&'t [Token]> {
    let mut at = 0;
    while let Some(&token) = entries.get(at) {
        let value = &entries[at + 1..];
        if let Token::Name(name) = token
            && keys.contains(&lexer.bytes(name))
        {
            return Some(value);
        }
        at += 1 + value_len(value);
    }
    None
}

/// How many tokens the value has that `tokens` begin with.
fn value_len(tokens: &[Token]) -> usize {
    let mut depth = 0usize;
    for (index, token) in tokens.iter().enumerate() {
        match token {
            Token::ArrayStart | Token::DictStart => depth += 1,
            Token::ArrayEnd | Token::DictEnd => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return index + 1;
        }
    }
    tokens.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(entries: &str) -> DataEnd {
        let mut lexer = Lexer::new(entries.as_bytes());
        let tokens: Vec<Token> = std::iter::from_fn(|| lexer.next()).collect();
        end_of_data(&tokens, &lexer)
    }

    #[test]
    fn the_length_follows_from_the_size_of_the_image() {
        assert_eq!(end("/W 4 /H 3 /BPC 8 /CS /G"), DataEnd::After(12));
        assert_eq!(end("/Width 3 /Height 2 /BitsPerComponent 4 /ColorSpace /DeviceRGB"), DataEnd::After(10));
        assert_eq!(end("/H 5 /W 9 /IM true /D [1 0]"), DataEnd::After(10));
        assert_eq!(end("/CS [/I /RGB 1 <000000FFFFFF>] /W 9 /H 1 /BPC 1"), DataEnd::After(2));
        assert_eq!(end("/W 4 /H 3 /BPC 8 /CS /Own"), DataEnd::Unknown);
        assert_eq!(end("/W 999999999 /H 999999999 /BPC 999999999 /CS /CMYK"), DataEnd::Unknown);
        assert_eq!(end("/H 3 /BPC 8 /CS /G /W"), DataEnd::Unknown);
    }

    #[test]
    fn encoded_data_end_with_a_mark_or_a_length() {
        assert_eq!(end("/W 4 /H 3 /BPC 8 /CS /G /F /AHx"), DataEnd::Mark(b">"));
        assert_eq!(end("/F [/A85 /Fl] /W 4"), DataEnd::Mark(b"~>"));
        assert_eq!(end("/F /Fl /L 33"), DataEnd::After(33));
        assert_eq!(end("/F /DCT /W 4 /H 3 /BPC 8 /CS /G"), DataEnd::Unknown);
    }
}
