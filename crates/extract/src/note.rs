//! Marks of notes in running text, and raised letters that are none.

/// The marks that raised or bracketed `text` is made of, when it is nothing but marks of notes: "1", "[2]", "*",
/// "3, 4". Letters count only where they are `linked` to a note: a raised "e" is mostly the end of an ordinal.
pub(crate) fn marks(text: &str, linked: bool) -> Option<Vec<String>> {
    const LONGEST: usize = 24;
    if text.len() > LONGEST {
        return None;
    }
    let marks: Vec<String> = text
        .split([',', ' ', ';', '\u{a0}'])
        .map(|mark| mark.trim_matches(['[', ']', '(', ')', '.', ':']))
        .filter(|mark| !mark.is_empty())
        .map(str::to_owned)
        .collect();
    (!marks.is_empty() && marks.iter().all(|mark| is_mark(mark, linked))).then_some(marks)
}

fn is_mark(mark: &str, linked: bool) -> bool {
    let short = mark.chars().count() <= 3;
    let all = |test: fn(char) -> bool| mark.chars().all(test);
    short && (all(|c| c.is_ascii_digit()) || all(|c| "*†‡§#".contains(c)))
        || linked
            && mark.len() <= 5
            && (mark.len() == 1 || all(|c| "ivxlc".contains(c)))
            && all(|c| c.is_ascii_lowercase())
}

/// Raised digits that belong to what stands `before` them, as signs of their own: m², 10⁶.
pub(crate) fn exponent(before: &str, text: &str) -> Option<String> {
    const UNITS: &[&str] = &["m", "cm", "dm", "mm", "km", "hm"];
    const LONGEST: usize = 3;
    if text.is_empty() || text.len() > LONGEST || !text.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
        return None;
    }
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let unit = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_unit = UNITS.contains(&unit) && matches!(text, "2" | "3");
    (is_unit || word == "10").then(|| text.chars().map(raised).collect())
}

fn raised(c: char) -> char {
    match c {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        '9' => '⁹',
        '-' => '⁻',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_told_from_other_raised_text() {
        for (text, linked, expected) in [
            ("1", false, Some(vec!["1"])),
            ("[12]", false, Some(vec!["12"])),
            ("2, 3", false, Some(vec!["2", "3"])),
            ("*", false, Some(vec!["*"])),
            ("a", true, Some(vec!["a"])),
            ("iv", true, Some(vec!["iv"])),
            ("a", false, None),
            ("ste", false, None),
            ("e", false, None),
            ("TM", false, None),
            ("2019", false, None),
            ("", false, None),
        ] {
            let expected = expected.map(|marks| marks.into_iter().map(str::to_owned).collect::<Vec<_>>());
            assert_eq!(marks(text, linked), expected, "{text}");
        }
    }

    #[test]
    fn powers_stay_with_their_base() {
        assert_eq!(exponent("een hal van 200 m", "2").as_deref(), Some("²"));
        assert_eq!(exponent("200m", "2").as_deref(), Some("²"));
        assert_eq!(exponent("3 x 10", "6").as_deref(), Some("⁶"));
        assert_eq!(exponent("in 2019", "3"), None);
        assert_eq!(exponent("systeem", "2"), None);
    }
}
