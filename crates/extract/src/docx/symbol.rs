//! Signs of the fonts Symbol and Wingdings, which documents name by the place they have in the font.

/// The sign that `code` is in `font`, as text; none where it is decoration.
pub(super) fn symbol(font: &str, code: u32) -> Option<char> {
    // Codes of such fonts stand in a private area, or bare.
    let place = match code {
        0xF000..=0xF0FF => code - 0xF000,
        0..=0xFF if is_symbol_font(font) => code,
        _ => return char::from_u32(code).filter(|c| !c.is_control()),
    };
    let table = if font.eq_ignore_ascii_case("Symbol") {
        SYMBOL
    } else if font.to_ascii_lowercase().starts_with("wingdings") {
        WINGDINGS
    } else {
        return None;
    };
    table.binary_search_by_key(&place, |(place, _)| *place).ok().map(|at| table[at].1)
}

fn is_symbol_font(font: &str) -> bool {
    let font = font.to_ascii_lowercase();
    font == "symbol" || font.starts_with("wingdings") || font == "webdings"
}

/// Greek letters and signs of sums; the rest of the font is brackets in pieces.
const SYMBOL: &[(u32, char)] = &[
    (0x41, 'Α'),
    (0x42, 'Β'),
    (0x43, 'Χ'),
    (0x44, 'Δ'),
    (0x45, 'Ε'),
    (0x46, 'Φ'),
    (0x47, 'Γ'),
    (0x48, 'Η'),
    (0x4C, 'Λ'),
    (0x4D, 'Μ'),
    (0x50, 'Π'),
    (0x51, 'Θ'),
    (0x52, 'Ρ'),
    (0x53, 'Σ'),
    (0x57, 'Ω'),
    (0x59, 'Ψ'),
    (0x61, 'α'),
    (0x62, 'β'),
    (0x63, 'χ'),
    (0x64, 'δ'),
    (0x65, 'ε'),
    (0x66, 'φ'),
    (0x67, 'γ'),
    (0x68, 'η'),
    (0x6B, 'κ'),
    (0x6C, 'λ'),
    (0x6D, 'μ'),
    (0x6E, 'ν'),
    (0x70, 'π'),
    (0x71, 'θ'),
    (0x72, 'ρ'),
    (0x73, 'σ'),
    (0x74, 'τ'),
    (0x77, 'ω'),
    (0x78, 'ξ'),
    (0x79, 'ψ'),
    (0x7A, 'ζ'),
    (0x7E, '∼'),
    (0xA0, '€'),
    (0xA2, '′'),
    (0xA3, '≤'),
    (0xA5, '∞'),
    (0xAB, '↔'),
    (0xAC, '←'),
    (0xAD, '↑'),
    (0xAE, '→'),
    (0xAF, '↓'),
    (0xB0, '°'),
    (0xB1, '±'),
    (0xB3, '≥'),
    (0xB4, '×'),
    (0xB7, '•'),
    (0xB8, '÷'),
    (0xB9, '≠'),
    (0xBA, '≡'),
    (0xBB, '≈'),
    (0xBC, '…'),
    (0xDE, '⇒'),
    (0xE5, '∑'),
];

/// Bullets, arrows and ticks.
const WINGDINGS: &[(u32, char)] = &[
    (0x6C, '●'),
    (0x6E, '■'),
    (0x6F, '□'),
    (0x76, '❖'),
    (0x9F, '•'),
    (0xA7, '▪'),
    (0xA8, '□'),
    (0xD8, '►'),
    (0xDF, '←'),
    (0xE0, '→'),
    (0xE1, '↑'),
    (0xE2, '↓'),
    (0xE8, '→'),
    (0xF0, '⇒'),
    (0xFB, '✗'),
    (0xFC, '✓'),
    (0xFD, '☒'),
    (0xFE, '☑'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_found_by_font_and_place() {
        for (font, code, sign) in [
            ("Symbol", 0xF062, Some('β')),
            ("Symbol", 0x62, Some('β')),
            ("Wingdings", 0xF0FC, Some('✓')),
            ("Wingdings", 0xF04A, None),
            ("Arial", 0xF0FC, None),
            ("Arial", 0x20AC, Some('€')),
            ("Arial", 0x7, None),
            ("Arial", 0xD800, None),
        ] {
            assert_eq!(symbol(font, code), sign, "{font} {code:x}");
        }
        for table in [SYMBOL, WINGDINGS] {
            assert!(table.is_sorted_by_key(|(place, _)| *place));
        }
    }
}
