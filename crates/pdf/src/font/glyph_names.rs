//! Glyph names to text: the Adobe Glyph List and the ways of naming built on it.

use skrifa::raw::ps::agl;

use super::letters::push_letters;

/// Names longer than this are not names of letters.
const MAX_NAME: usize = 128;

/// Names that fonts made with TeX use beside the Adobe Glyph List.
const MORE: &[(&str, &str)] = &[
    ("IJ", "IJ"),
    ("angbracketleft", "⟨"),
    ("angbracketright", "⟩"),
    ("arrowdblbothv", "⇕"),
    ("ceilingleft", "⌈"),
    ("ceilingright", "⌉"),
    ("compwordmark", ""),
    ("cwm", ""),
    ("dblbracketleft", "⟦"),
    ("dblbracketright", "⟧"),
    ("epsilon1", "ϵ"),
    ("f_f", "ff"),
    ("f_f_i", "ffi"),
    ("f_f_l", "ffl"),
    ("f_i", "fi"),
    ("f_j", "fj"),
    ("f_l", "fl"),
    ("fj", "fj"),
    ("floorleft", "⌊"),
    ("floorright", "⌋"),
    ("hyphenchar", "-"),
    ("ij", "ij"),
    ("latticetop", "⊤"),
    ("mapsto", "↦"),
    ("negationslash", "̸"),
    ("nonbreakinghyphen", "-"),
    ("owner", "∋"),
    ("perpendicular1", "⊥"),
    ("rho1", "ϱ"),
    ("similarequal", "≃"),
    ("star", "⋆"),
    ("t_t", "tt"),
    ("tie", "͡"),
    ("turnstileleft", "⊢"),
    ("turnstileright", "⊣"),
    ("visiblespace", " "),
];

/// Adds the text of a glyph name; false when the name does not tell it.
pub(super) fn push_name(out: &mut String, name: &[u8]) -> bool {
    let Ok(name) = std::str::from_utf8(name) else { return false };
    if name.is_empty() || name.len() > MAX_NAME || name.starts_with('.') || is_dingbat(name) {
        return false;
    }
    // `name.suffix`: the suffix tells the style.
    let base = name.split('.').next().unwrap_or(name);
    if let Ok(at) = MORE.binary_search_by(|(n, _)| n.cmp(&base)) {
        out.push_str(MORE[at].1);
        return true;
    }
    let before = out.len();
    let known = base.split('_').all(|part| push_part(out, part));
    if !known {
        out.truncate(before);
    }
    known && out.len() > before
}

/// The character of a name as it stands in the lists: a ligature as one character.
pub(super) fn char_of_name(name: &[u8]) -> Option<char> {
    agl::name_to_char(std::str::from_utf8(name).ok()?)
}

/// Adds the text of a name of ITC Zapf Dingbats. In every other font names like `a65` number the glyphs.
pub(super) fn push_dingbat(out: &mut String, name: &[u8]) -> bool {
    let c = std::str::from_utf8(name).ok().filter(|name| is_dingbat(name)).and_then(agl::name_to_char);
    out.extend(c);
    c.is_some()
}

fn is_dingbat(name: &str) -> bool {
    name.strip_prefix('a').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
}

/// The fonts of TeX for mathematics have delimiters and operators in several sizes: `parenleftBigg`.
fn without_size(part: &str) -> Option<&str> {
    let sizes = ["bigg", "Bigg", "big", "Big", "display", "text", "wider", "widest", "wide"];
    sizes.iter().find_map(|size| part.strip_suffix(size)).filter(|part| part.len() > 3)
}

fn push_part(out: &mut String, part: &str) -> bool {
    let mut told = false;
    for c in agl::name_to_chars(part) {
        told = true;
        push_letters(out, c);
    }
    told || push_hexadecimal(out, part) || without_size(part).is_some_and(|part| push_part(out, part))
}

/// `uniXXXX` and `uXXXXX` as the list has them are read with it; here the same in small letters.
fn push_hexadecimal(out: &mut String, part: &str) -> bool {
    let digits = part.strip_prefix("uni").or_else(|| part.strip_prefix('u')).unwrap_or_default();
    if !(4..=6).contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return false;
    }
    match u32::from_str_radix(digits, 16).ok().and_then(char::from_u32) {
        Some(c) => {
            push_letters(out, c);
            true
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(name: &str) -> Option<String> {
        let mut out = String::new();
        push_name(&mut out, name.as_bytes()).then_some(out)
    }

    #[test]
    fn names_of_every_kind_give_their_letters() {
        for (name, expected) in [
            ("eacute", "é"),
            ("quoteright", "’"),
            ("fi", "fi"),
            ("ffl", "ffl"),
            ("f_f_j", "ffj"),
            ("T_h.liga", "Th"),
            ("one.oldstyle", "1"),
            ("oneoldstyle", "1"),
            ("Asmall", "a"),
            ("uni20AC", "€"),
            ("uni00e9", "é"),
            ("uni004100420043", "ABC"),
            ("u1F600", "😀"),
            ("afii10017", "А"),
            ("parenleftBigg", "("),
            ("summationdisplay", "∑"),
            ("dalethatafpatah", "\u{5d3}\u{5b2}"),
        ] {
            assert_eq!(text(name).as_deref(), Some(expected), "{name}");
        }
    }

    #[test]
    fn dingbats_are_told_from_numbers_by_the_font() {
        let mut out = String::new();
        assert!(push_dingbat(&mut out, b"a100") && out == "❞");
        assert!(!push_dingbat(&mut out, b"A") && !push_dingbat(&mut out, b"a999"));
        assert_eq!(text("a100"), None);
    }

    #[test]
    fn names_that_are_numbers_of_glyphs_tell_nothing() {
        for name in [".notdef", "g12", "cid00034", "glyph7", "", "f_g12", "uniD800", "u110000"] {
            assert_eq!(text(name), None, "{name}");
        }
    }

    #[test]
    fn the_list_of_more_names_is_sorted() {
        assert!(MORE.is_sorted_by_key(|entry| entry.0));
    }
}
