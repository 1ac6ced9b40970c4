//! From what a font says a glyph is to the letters that stand in a text.

/// Adds `text` in the letters a reader would type: ligatures as their letters, control characters as a space or not
/// at all. Adds nothing for characters that stand for "unknown".
pub(crate) fn push_letters(out: &mut String, c: char) {
    match c {
        ' '..='~' => out.push(c),
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push(' '),
        '\u{fffd}' | '\u{feff}' => {}
        // Directions and joiners that a text stream keeps in memory order carry nothing here.
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' => {}
        '\u{fb00}' => out.push_str("ff"),
        '\u{fb01}' => out.push_str("fi"),
        '\u{fb02}' => out.push_str("fl"),
        '\u{fb03}' => out.push_str("ffi"),
        '\u{fb04}' => out.push_str("ffl"),
        '\u{fb05}' | '\u{fb06}' => out.push_str("st"),
        // Dutch writes its digraph with two letters.
        '\u{132}' => out.push_str("IJ"),
        '\u{133}' => out.push_str("ij"),
        // The ohm and the ångström sign, of which Unicode says they are these letters.
        '\u{2126}' => out.push('Ω'),
        '\u{212b}' => out.push('Å'),
        '\u{e000}'..='\u{f8ff}' => out.push(corporate_use(c).unwrap_or(c)),
        c if c.is_control() => {}
        c => out.push(c),
    }
}

/// Adobe's private-use characters (small capitals, old-style figures, superiors, parts of brackets) as the plain ones.
fn corporate_use(c: char) -> Option<char> {
    const SUPERIORS: &[u8; 11] = b"abdeilmorst";
    const SMALL: [char; 12] = ['˘', 'ˇ', 'ˆ', '˙', '˝', 'ł', 'œ', '˛', '˚', 'š', '˜', 'ž'];
    const PARTS: [char; 20] =
        ['⎛', '⎜', '⎝', '⎡', '⎢', '⎣', '⎧', '⎨', '⎩', '⎪', '⎮', '⎞', '⎟', '⎠', '⎤', '⎥', '⎦', '⎫', '⎬', '⎭'];
    let at = |first: u32| usize::try_from(u32::from(c) - first).unwrap_or(usize::MAX);
    match c {
        // Small capitals and old-style figures lie 0xF700 above the Latin-1 letter.
        '\u{f721}'..='\u{f7ff}' => char::from_u32(u32::from(c) - 0xf700).filter(|c| !c.is_control()),
        '\u{f6e9}'..='\u{f6f3}' => SUPERIORS.get(at(0xf6e9)).map(|&b| char::from(b)),
        '\u{f6f4}'..='\u{f6ff}' => SMALL.get(at(0xf6f4)).copied(),
        '\u{f8eb}'..='\u{f8fe}' => PARTS.get(at(0xf8eb)).copied(),
        '\u{f6be}' => Some('ȷ'),
        '\u{f6c3}' | '\u{f6e1}' | '\u{f6e2}' => Some(','),
        '\u{f6dc}' => Some('1'),
        '\u{f6de}' => Some('—'),
        '\u{f6df}' | '\u{f6e0}' => Some('¢'),
        '\u{f6e3}' | '\u{f6e4}' => Some('$'),
        '\u{f6e5}' | '\u{f6e6}' => Some('-'),
        '\u{f6e7}' | '\u{f6e8}' => Some('.'),
        '\u{f6d9}' | '\u{f8e9}' => Some('©'),
        '\u{f6da}' | '\u{f8e8}' => Some('®'),
        '\u{f6db}' | '\u{f8ea}' => Some('™'),
        '\u{f8e5}' => Some('‾'),
        '\u{f8e6}' => Some('⏐'),
        '\u{f8e7}' => Some('⎯'),
        _ => None,
    }
}

/// Whether `text` tells nothing: empty, or private-use characters only.
pub(super) fn tells_nothing(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(c: char) -> String {
        let mut out = String::new();
        push_letters(&mut out, c);
        out
    }

    #[test]
    fn ligatures_and_small_capitals_become_letters() {
        let got: Vec<String> = "ﬁﬄĳ\u{f761}\u{f731}\u{f6f0}".chars().map(letters).collect();
        assert_eq!(got, ["fi", "ffl", "ij", "a", "1", "o"]);
    }

    #[test]
    fn what_says_unknown_says_nothing_and_a_soft_hyphen_stays() {
        assert_eq!(letters('\u{fffd}') + &letters('\0') + &letters('\u{1b}'), "");
        assert_eq!(letters('\u{ad}'), "\u{ad}");
        assert_eq!(letters('\t'), " ");
    }
}
