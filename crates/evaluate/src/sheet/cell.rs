//! Text in the cells of a CSV file that spreadsheets open: harmless there, and the same again when it is read back.

use std::borrow::Cow;
use std::fmt::Write;

/// What begins a formula; the broad ones do in spreadsheets set to Chinese or Japanese.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Text for a cell: nothing in it is a formula, breaks a line or cannot be seen.
///
/// An apostrophe is put before what begins like a formula (also after apostrophes of its own); line ends, tabs, other control
/// characters and marks that turn the direction of writing are written as `\u{a}`, and a backslash that begins such a sequence
/// in the text as `\u{5c}`. [`restore`] undoes it.
#[must_use]
pub fn defuse(text: &str) -> Cow<'_, str> {
    let escaped = if text.contains(|c| acts(c) || c == '\\') { Cow::Owned(escape(text)) } else { Cow::Borrowed(text) };
    if is_formula(&escaped) { Cow::Owned(format!("'{escaped}")) } else { escaped }
}

/// The text of a cell that [`defuse`] wrote, also where a spreadsheet has taken the apostrophe for its own.
#[must_use]
pub fn restore(cell: &str) -> Cow<'_, str> {
    let text = match cell.strip_prefix('\'') {
        Some(rest) if is_formula(cell) => rest,
        _ => cell,
    };
    if text.contains("\\u{") { Cow::Owned(unescape(text)) } else { Cow::Borrowed(text) }
}

fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(FORMULA)
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    for (at, c) in text.char_indices() {
        if acts(c) || (c == '\\' && text[at..].starts_with("\\u{")) {
            let _ = write!(escaped, "{}", c.escape_unicode());
        } else {
            escaped.push(c);
        }
    }
    escaped
}

fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("\\u{") {
        plain.push_str(&rest[..at]);
        let digits = &rest[at + 3..];
        let read = digits.find('}').filter(|end| (1..=6).contains(end)).and_then(|end| {
            let c = u32::from_str_radix(&digits[..end], 16).ok().and_then(char::from_u32)?;
            Some((c, &digits[end + 1..]))
        });
        match read {
            Some((c, after)) => {
                plain.push(c);
                rest = after;
            }
            // Not ours: a person's own text.
            None => {
                plain.push_str("\\u{");
                rest = digits;
            }
        }
    }
    plain.push_str(rest);
    plain
}

/// Characters that break a line, steer a terminal or the direction of writing, or cannot be seen.
fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}'
            | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            | '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::SplitMix64;

    #[test]
    fn what_is_a_formula_gets_an_apostrophe_and_loses_it_again() {
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("-2 %", "'-2 %"),
            ("'=1", "''=1"),
            ("＝1", "'＝1"),
            ("'s Avonds is er scholing", "'s Avonds is er scholing"),
            ("a=b", "a=b"),
            ("een\r\ntwee\t\u{202e}", r"een\u{d}\u{a}twee\u{9}\u{202e}"),
            (r"C:\uit\u{41}", r"C:\uit\u{5c}u{41}"),
        ] {
            assert_eq!(defuse(text), cell);
            assert_eq!(restore(cell), text);
        }
        // Excel shows an apostrophe to nobody and saves the cell without it once the cell was touched.
        assert_eq!(restore("=1+1"), "=1+1");
        assert_eq!(restore(r"\u{zz} \u{110000} \u{ \u{}"), r"\u{zz} \u{110000} \u{ \u{}");
    }

    #[test]
    fn any_text_comes_back_as_it_was_and_no_two_are_written_alike() {
        let letters: Vec<char> = "'=+-@\\u{a}5c \"\n\r\t,;é＝\u{feff}\u{7}x".chars().collect();
        let mut random = SplitMix64::new(7);
        for _ in 0..20_000 {
            let length = random.below(9);
            let text: String = (0..length).map(|_| letters[random.below(letters.len() as u64) as usize]).collect();
            let cell = defuse(&text);
            assert_eq!(restore(&cell), text, "{cell:?}");
            assert!(!cell.starts_with(FORMULA) && !cell.contains(acts), "{cell:?}");
        }
    }
}
