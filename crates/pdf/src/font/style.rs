//! The look of a font as far as the layout asks for it.

use lopdf::{Dictionary, Document};

use super::core14::Core14;
use super::widths::number;
use crate::object::resolve;

/// Extents outside of these are mistakes of the producer.
const SANE_ASCENT: std::ops::RangeInclusive<f32> = 0.3..=1.5;
const SANE_DESCENT: std::ops::RangeInclusive<f32> = -0.8..=0.0;
const ASCENT: f32 = 0.75;
const DESCENT: f32 = -0.25;
/// A name is cut here.
const MAX_NAME: usize = 128;

#[derive(Debug)]
pub(super) struct Style {
    /// Without the prefix of a subset.
    pub(super) name: String,
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) ascent: f32,
    pub(super) descent: f32,
}

impl Style {
    pub(super) fn read(document: &Document, name: &[u8], descriptor: Option<&Dictionary>) -> Self {
        const ITALIC: i64 = 1 << 6;
        const FORCE_BOLD: i64 = 1 << 18;
        let value = |key: &[u8]| number(document, descriptor?.get(key).ok()?);
        let flags = descriptor.and_then(|d| resolve(document, d.get(b"Flags").ok()?).as_i64().ok()).unwrap_or(0);
        let name = without_subset_prefix(&String::from_utf8_lossy(&name[..name.len().min(MAX_NAME)])).to_owned();
        let lower = name.to_ascii_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
        let weight = value(b"FontWeight").unwrap_or(0.0);
        let bold = has(&["bold", "black", "heavy"]) && !has(&["semibold", "demibold"])
            || has(&["semibold", "demibold", "-demi"])
            || is_tex_bold(&lower)
            || ends_with_style(&name, &["Bd", "BdIt", "Hv", "Blk"])
            || publisher_style(&name).is_some_and(|style| style.contains('B'))
            || weight >= 600.0
            || flags & FORCE_BOLD != 0;
        let italic = has(&["italic", "oblique", "slanted", "kursiv"])
            || ends_with_style(&name, &["It", "Ital", "Obl"])
            || is_tex_italic(&lower)
            || ends_with_style(&name, &["BdIt", "LtIt", "MdIt"])
            || publisher_style(&name).is_some_and(|style| style.contains('I'))
            || flags & ITALIC != 0
            || value(b"ItalicAngle").is_some_and(|angle| angle.abs() > 1.0);
        let (ascent, descent) = Core14::from_name(&name).map_or((ASCENT, DESCENT), Core14::extent);
        let given = |key: &[u8]| value(key).map(|v| v / 1000.0);
        let ascent = given(b"Ascent").filter(|v| SANE_ASCENT.contains(v)).unwrap_or(ascent);
        // Some producers write the descent without its sign.
        let descent =
            given(b"Descent").map(|v| -v.abs()).filter(|v| SANE_DESCENT.contains(v) && *v < 0.0).unwrap_or(descent);
        Self { name, bold, italic, ascent, descent }
    }

    /// The extent of a Type 3 font by its bounding box, which is in glyph space.
    pub(super) fn set_type3_extent(&mut self, document: &Document, font: &Dictionary, matrix: &[f32; 6]) {
        let Ok(Ok(bounds)) = font.get(b"FontBBox").map(|o| resolve(document, o).as_array()) else { return };
        let y = |i: usize| bounds.get(i).and_then(|o| number(document, o)).map(|v| v * matrix[3]);
        if let (Some(low), Some(high)) = (y(1), y(3)) {
            let (low, high) = (low.min(high), low.max(high));
            // A subset without descenders has a box that ends at the line.
            if SANE_ASCENT.contains(&high) && SANE_DESCENT.contains(&low) && low < -0.1 {
                (self.ascent, self.descent) = (high, low);
            }
        }
    }
}

/// Subsets are named `ABCDEF+Name`.
fn without_subset_prefix(name: &str) -> &str {
    match name.split_once('+') {
        Some((prefix, rest)) if prefix.len() == 6 && prefix.bytes().all(|b| b.is_ascii_uppercase()) => rest,
        _ => name,
    }
}

/// `MinionPro-BoldIt`: abbreviations count only at the end, after a small letter or a hyphen.
fn ends_with_style(name: &str, styles: &[&str]) -> bool {
    styles.iter().any(|style| {
        name.strip_suffix(style)
            .is_some_and(|rest| rest.contains('-') && rest.ends_with(|c: char| c == '-' || c.is_ascii_lowercase()))
    })
}

/// `AdvOT65f8a23b.BI+20`: fonts of typesetters for journals have the style after a dot.
fn publisher_style(name: &str) -> Option<&str> {
    let style = name.split('+').next()?.rsplit_once('.')?.1;
    matches!(style, "B" | "I" | "BI").then_some(style)
}

/// Computer Modern and its kin give the style in the letters after the family: `CMBX10`, `SFBX1000`.
fn tex_letters(name: &str) -> Option<&str> {
    let rest = name.strip_prefix("cm").or_else(|| name.strip_prefix("sf")).or_else(|| name.strip_prefix("ec"))?;
    let letters = rest.trim_end_matches(|c: char| c.is_ascii_digit());
    (letters.len() <= 5 && letters.len() < rest.len()).then_some(letters)
}

fn is_tex_bold(name: &str) -> bool {
    tex_letters(name).is_some_and(|l| ["bx", "b", "bxti", "bxsl", "ssbx", "bxsr", "sx", "so"].contains(&l))
        || ["lmroman", "lmsans", "lmmono"].iter().any(|f| name.starts_with(f)) && name.contains("bold")
}

fn is_tex_italic(name: &str) -> bool {
    tex_letters(name).is_some_and(|l| ["ti", "sl", "bxti", "bxsl", "ssi", "mi", "mib", "itt", "si", "so"].contains(&l))
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    fn style(name: &str) -> (String, bool, bool) {
        let style = Style::read(&Document::new(), name.as_bytes(), None);
        (style.name, style.bold, style.italic)
    }

    #[test]
    fn the_name_tells_the_style() {
        for (name, bold, italic) in [
            ("ABCDEF+DejaVuSerif-Bold", true, false),
            ("TimesNewRomanPS-BoldItalicMT", true, true),
            ("MinionPro-It", false, true),
            ("Summit", false, false),
            ("CMBX10", true, false),
            ("SFTI1000", false, true),
            ("CMR10", false, false),
            ("OpenSans-Semibold", true, false),
            ("HelveticaNeueLTStd-BdIt", true, true),
            ("AdvOTd0125be5.BI+20", true, true),
        ] {
            let (_, b, i) = style(name);
            assert_eq!((b, i), (bold, italic), "{name}");
        }
        assert_eq!(style("ABCDEF+DejaVuSerif").0, "DejaVuSerif");
    }

    #[test]
    fn the_descriptor_tells_style_and_extent_unless_it_is_nonsense() {
        let descriptor = dictionary! { "Flags" => 64, "FontWeight" => 700, "Ascent" => 905, "Descent" => 212 };
        let style = Style::read(&Document::new(), b"F1", Some(&descriptor));
        assert!(style.bold && style.italic);
        assert_eq!((style.ascent, style.descent), (0.905, -0.212));
        let descriptor = dictionary! { "Ascent" => 0, "Descent" => -99999 };
        let style = Style::read(&Document::new(), b"F1", Some(&descriptor));
        assert_eq!((style.ascent, style.descent), (ASCENT, DESCENT));
    }
}
