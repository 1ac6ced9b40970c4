//! Text from documents, made harmless for where it is shown.
//!
//! Documents come from anywhere. Their text may hold control characters that drive a terminal, marks that turn the
//! direction of writing so that something else is read than stands there, formulas that a spreadsheet runs, and
//! HTML. Everything this crate renders goes through one of these functions.

use std::borrow::Cow;
use std::fmt::Write;

/// Text for one line of a terminal: white space of any kind is a space, and characters that steer the terminal or
/// the direction of writing, or that cannot be seen, are written out (`\u{1b}`).
#[must_use]
pub fn safe_terminal(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| is_break(c) || is_unsafe(c)) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_break(c) {
            safe.push(' ');
        } else if is_unsafe(c) {
            // Writing to a string cannot fail.
            let _ = write!(safe, "{}", c.escape_unicode());
        } else {
            safe.push(c);
        }
    }
    Cow::Owned(safe)
}

/// Text for a cell of a CSV file that is opened in a spreadsheet: as for a terminal, and with an apostrophe before
/// anything a spreadsheet takes for a formula, or would make a number or a date of ("1/2", "007", "3 mei").
#[must_use]
pub fn safe_csv(text: &str) -> Cow<'_, str> {
    // What starts a formula starts one before a tab or line end is made a space, too.
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let safe = safe_terminal(text);
    if is_formula || is_converted(&safe) { Cow::Owned(format!("'{safe}")) } else { safe }
}

/// The longest text that is looked at as a date: "30 september 2023 23:59:59" and some room.
const LONGEST_DATE: usize = 32;

/// Months as spreadsheets know them, Dutch and English, by the letters that every way to write them starts with.
const MONTHS: [&str; 16] =
    ["jan", "feb", "mrt", "maart", "mar", "apr", "mei", "may", "jun", "jul", "aug", "sep", "okt", "oct", "nov", "dec"];

/// Whether a spreadsheet would show something else than the text: a date, a time, a fraction, or a number without the
/// zeros before it, the digits after the fifteenth or its exponent. A number that comes out as it stands is none.
fn is_converted(text: &str) -> bool {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST_DATE || !text.bytes().any(|b| b.is_ascii_digit()) {
        // Longer rows of digits than that are rounded; nothing else that long is taken for a number or a date.
        return text.len() > LONGEST_DATE && text.bytes().all(|b| b.is_ascii_digit());
    }
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return text.len() > 15 || (text.len() > 1 && text.starts_with('0'));
    }
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).flat_map(split_digits).filter(|w| !w.is_empty()).collect();
    let is_number = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    let is_month = |word: &str| MONTHS.iter().any(|m| word.to_lowercase().starts_with(m)) && word.len() <= 9;
    let is_part =
        |word: &str| is_number(word) || is_month(word) || matches!(word, "e" | "E" | "am" | "pm" | "AM" | "PM");
    // A span of years is none of these.
    let is_years = words.len() == 2 && text.len() == 9 && text.contains('-') && words.iter().all(|w| w.len() == 4);
    let parts = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '/' | '-' | '.' | ',' | ':' | ' ' | '+'));
    parts && !is_years && words.iter().all(|word| is_part(word))
}

/// `12mei` → `12`, `mei`.
fn split_digits(word: &str) -> impl Iterator<Item = &str> {
    let change = word
        .char_indices()
        .zip(word.chars().skip(1))
        .find(|((_, a), b)| a.is_ascii_digit() != b.is_ascii_digit())
        .map(|((at, a), _)| at + a.len_utf8());
    let (first, rest) = word.split_at(change.unwrap_or(word.len()));
    // A third part is no date: "1e5" has one, and is a number.
    let more = rest.char_indices().find(|(_, c)| c.is_ascii_digit() != rest.starts_with(|c: char| c.is_ascii_digit()));
    let (middle, last) = rest.split_at(more.map_or(rest.len(), |(at, _)| at));
    [first, middle, last].into_iter()
}

/// Text for a cell or line of Markdown: as for a terminal, and nothing in it is markup or HTML.
#[must_use]
pub fn safe_markdown(text: &str) -> Cow<'_, str> {
    let safe = safe_terminal(text);
    let marks = |c: char| matches!(c, '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '#' | '|' | '!' | '~' | '$');
    if !safe.chars().any(|c| marks(c) || matches!(c, '<' | '>' | '&')) {
        return safe;
    }
    let mut escaped = String::with_capacity(safe.len() + 16);
    for c in safe.chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            c if marks(c) => escaped.extend(['\\', c]),
            c => escaped.push(c),
        }
    }
    Cow::Owned(escaped)
}

/// White space that would break a line or a column, and no more than that.
fn is_break(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\x0b' | '\x0c' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c,
            // Marks that turn the direction of writing.
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            // Nothing to see: zero width spaces, interlinear marks, tags. Joiners stay, scripts need them.
            | '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_is_not_steered() {
        assert_eq!(safe_terminal("Jaarverslag – één"), "Jaarverslag – één");
        assert_eq!(safe_terminal("a\x1b[31mb\x07\u{9b}1m"), r"a\u{1b}[31mb\u{7}\u{9b}1m");
        assert_eq!(safe_terminal("regel\r\n\ttwee"), "regel   twee");
        assert_eq!(safe_terminal("fdp\u{202e}exe.\u{200b}"), r"fdp\u{202e}exe.\u{200b}");
    }

    #[test]
    fn a_spreadsheet_runs_nothing() {
        for text in ["=1+1", "+31", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"] {
            assert!(safe_csv(text).starts_with('\''), "{text:?}");
        }
        assert_eq!(safe_csv("a=b"), "a=b");
        assert_eq!(safe_csv("\n=1"), "' =1");
    }

    #[test]
    fn a_spreadsheet_makes_no_dates_and_no_other_numbers() {
        for text in [
            "1/2",
            "1-2",
            "3.4.2023",
            "10:30",
            "3 mei",
            "mei 2023",
            "12-okt",
            "1e5",
            "12E10",
            "007",
            "1 1/2",
            "12345678901234567",
            "September 2023",
            "12mei",
            "2023-05",
            "1.234",
            "1,5",
            " 1/2",
        ] {
            assert_eq!(safe_csv(text), format!("'{text}"));
        }
        for text in [
            "2023",
            "0",
            "2022-2023",
            "12345",
            "2 van 7 fondsen",
            "mei",
            "a1",
            "EVC 2023",
            "p-1-1",
            "1/2 uur",
            "6f2a",
            "maart is een maand van 31 dagen",
            "",
        ] {
            assert_eq!(safe_csv(text), text);
        }
    }

    #[test]
    fn markdown_shows_what_stands_there() {
        assert_eq!(safe_markdown("a|b\\|c"), r"a\|b\\\|c");
        assert_eq!(safe_markdown("<script>x & y</script>"), "&lt;script&gt;x &amp; y&lt;/script&gt;");
        assert_eq!(safe_markdown("[x](y) `z` *w*\n# kop"), r"\[x\](y) \`z\` \*w\* \# kop");
        assert_eq!(safe_markdown("A&O"), "A&amp;O");
    }
}
