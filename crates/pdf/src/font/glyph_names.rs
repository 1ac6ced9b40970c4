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
    if name.is_empty() || name.len() > MAX_NAME || name.starts_with('.') {
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

fn push_part(out: &mut String, part: &str) -> bool {
    let mut told = false;
    for c in agl::name_to_chars(part) {
        told = true;
        push_letters(out, c);
    }
    told || push_hexadecimal(out, part)
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
            ("a100", "❞"),
            ("dalethatafpatah", "\u{5d3}\u{5b2}"),
        ] {
            assert_eq!(text(name).as_deref(), Some(expected), "{name}");
        }
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
