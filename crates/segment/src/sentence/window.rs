use std::ops::Range;

/// The parts of `text` in which a sentence can end: each from the last letter or digit before a stop to the first one
/// after it.
///
/// Unicode's rules see nothing but that: a border stands behind a stop, quotes, brackets and spaces. Reading only
/// these parts saves most of the work. And as unicode-segmentation looks ahead from each sign that follows a stop, so
/// that a run of n signs would take n² steps, no part is longer than [`LONGEST`].
pub(super) fn windows(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (stop, before) = next_stop(text, at)?;
        let mut end = stop;
        for (i, c) in text[stop..].char_indices() {
            end = stop + i + c.len_utf8();
            if c.is_alphanumeric() || i >= LONGEST {
                break;
            }
        }
        at = end;
        Some(before..end)
    })
}

/// The longest run of signs that is looked at as one, in bytes.
const LONGEST: usize = 64;

/// The first sign from `at` on that may be a stop, and where the character before it begins. Any sign beyond ASCII may.
fn next_stop(text: &str, at: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut i = at;
    loop {
        i += bytes[i..].iter().position(|&b| matches!(b, b'.' | b'?' | b'!') || b >= 0x80)?;
        if bytes[i].is_ascii() {
            break;
        }
        let c = text[i..].chars().next()?;
        if !c.is_alphanumeric() {
            break;
        }
        i += c.len_utf8();
    }
    let before = text[..i].chars().next_back().map_or(i, |c| i - c.len_utf8());
    Some((i, before))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_surrounds_a_stop_is_looked_at() {
        let text = "Eén zin. “Nog één”, klaar";
        let found: Vec<&str> = windows(text).map(|w| &text[w]).collect();
        assert_eq!(found, ["n. “N", "n”, k"]);
        assert_eq!(windows("geen stop").count(), 0);
    }

    #[test]
    fn no_part_is_long() {
        let text = format!("a.{}b", ")".repeat(10_000));
        assert!(windows(&text).all(|w| w.len() <= LONGEST + 8));
    }
}
