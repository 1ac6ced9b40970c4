//! The fonts every reader has: their widths, for files that do not give them.

use std::sync::LazyLock;

use super::encoding::rows;

/// One of the standard 14 fonts, or a font that is known to be drawn with one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Core14 {
    /// A column of the table of Latin widths.
    Latin(usize),
    Courier,
    Symbol,
    ZapfDingbats,
}

impl Core14 {
    /// By the name without subset prefix: the names of the standard and those that Windows and its programs write.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        let family_end = name.find(['-', ',']).unwrap_or(name.len());
        let family: String = name[..family_end].chars().filter(|c| *c != ' ').collect();
        let style = name[family_end..].to_ascii_lowercase();
        let bold = style.contains("bold");
        let italic = style.contains("italic") || style.contains("oblique");
        match family.as_str() {
            "Helvetica" | "Arial" | "ArialMT" => Some(Self::Latin(usize::from(bold))),
            "Times" | "TimesNewRoman" | "TimesNewRomanPS" | "TimesNewRomanPSMT" => {
                Some(Self::Latin(2 + usize::from(bold) + 2 * usize::from(italic)))
            }
            "Courier" | "CourierNew" | "CourierNewPS" | "CourierNewPSMT" => Some(Self::Courier),
            "Symbol" | "SymbolMT" => Some(Self::Symbol),
            "ZapfDingbats" => Some(Self::ZapfDingbats),
            _ => None,
        }
    }

    /// The advance width of a character in thousandths of an em.
    pub(super) fn width(self, c: char) -> Option<f32> {
        let c = if c == '\u{a0}' { ' ' } else { c };
        match self {
            Self::Courier => Some(600.0),
            Self::Latin(column) => find(&LATIN, c).map(|widths| f32::from(widths[column])),
            Self::Symbol => find(&SYMBOL, c).map(f32::from),
            Self::ZapfDingbats => find(&ZAPF_DINGBATS, c).map(f32::from),
        }
    }

    /// How far the letters reach above and below the line, in ems.
    pub(super) fn extent(self) -> (f32, f32) {
        match self {
            Self::Latin(0 | 1) => (0.718, -0.207),
            Self::Latin(_) => (0.683, -0.217),
            Self::Courier => (0.629, -0.157),
            Self::Symbol | Self::ZapfDingbats => (0.8, -0.2),
        }
    }
}

fn find<V: Copy>(table: &[(char, V)], c: char) -> Option<V> {
    table.binary_search_by_key(&c, |entry| entry.0).ok().map(|at| table[at].1)
}

static LATIN: LazyLock<Vec<(char, [u16; 6])>> = LazyLock::new(|| {
    let rows = rows(include_str!("../../data/core14-latin.txt")).filter_map(|(c, fields)| {
        let mut widths = [0; 6];
        for (width, field) in widths.iter_mut().zip(fields) {
            *width = field.parse().ok()?;
        }
        Some((char::from_u32(u32::try_from(c).ok()?)?, widths))
    });
    rows.collect()
});

static SYMBOL: LazyLock<Vec<(char, u16)>> =
    LazyLock::new(|| by_character(include_str!("../../data/core14-symbol.txt")));

static ZAPF_DINGBATS: LazyLock<Vec<(char, u16)>> =
    LazyLock::new(|| by_character(include_str!("../../data/core14-zapfdingbats.txt")));

fn by_character(table: &'static str) -> Vec<(char, u16)> {
    let rows = rows(table).filter_map(|(_, mut fields)| {
        let c = char::from_u32(u32::from_str_radix(fields.next()?, 16).ok()?)?;
        Some((c, fields.next()?.parse().ok()?))
    });
    let mut widths: Vec<_> = rows.collect();
    widths.sort_unstable_by_key(|entry| entry.0);
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_the_metrics_files() {
        let width = |name: &str, c| Core14::from_name(name).and_then(|font| font.width(c));
        assert_eq!(width("Helvetica", 'A'), Some(667.0));
        assert_eq!(width("Arial,Bold", 'A'), Some(722.0));
        assert_eq!(width("Times-Roman", 'ë'), Some(444.0));
        assert_eq!(width("TimesNewRomanPS-BoldItalicMT", 'A'), Some(667.0));
        assert_eq!(width("Courier-Oblique", '€'), Some(600.0));
        assert_eq!(width("Symbol", 'α'), Some(631.0));
        assert_eq!(width("ZapfDingbats", '●'), Some(791.0));
        assert_eq!(width("Helvetica", '\u{a0}'), Some(278.0));
        assert_eq!(width("DejaVuSans", 'A'), None);
    }

    #[test]
    fn every_latin_letter_has_a_width() {
        assert!(LATIN.len() > 300 && LATIN.is_sorted_by_key(|entry| entry.0));
        assert!(('a'..='z').chain('À'..='ÿ').all(|c| Core14::Latin(0).width(c).is_some()));
    }
}
