//! Whether to believe a `ToUnicode` map where the names of the glyphs say something else.
//!
//! Names are often wrong on purpose (a subset of another script under Latin names), and then the map is right
//! throughout. A map that agrees with the names but for a few codes, and there says what cannot be, was spoiled on
//! its way through some program.

/// What both say of one code.
#[derive(Clone, Copy, Debug)]
pub(super) struct Testimony<'a> {
    pub(super) map: &'a str,
    pub(super) name: &'a str,
}

impl<'a> Testimony<'a> {
    /// Of a code of which both speak.
    pub(super) fn of(map: Option<&'a str>, name: Option<&'a str>) -> Option<Self> {
        Some(Self { map: map?, name: name? })
    }
}

/// Codes after which a map that has the same text for all of them is useless, whatever the names say.
const ENOUGH: usize = 4;

/// What the codes of a font show together.
#[derive(Debug, Default)]
pub(super) struct Trust {
    agreed: usize,
    implausible: usize,
    /// The map gives the same text for everything.
    constant: bool,
}

impl Trust {
    pub(super) fn of<'a>(testimonies: impl Iterator<Item = Testimony<'a>>) -> Self {
        let mut trust = Self::default();
        let mut first: Option<Testimony<'_>> = None;
        let (mut heard, mut same_map, mut same_name) = (0, true, true);
        for testimony in testimonies {
            heard += 1;
            trust.agreed += usize::from(testimony.map == testimony.name);
            trust.implausible += usize::from(is_implausible(testimony));
            let first = first.get_or_insert(testimony);
            same_map &= first.map == testimony.map;
            same_name &= first.name == testimony.name;
        }
        trust.constant = heard >= ENOUGH && same_map && !same_name;
        trust
    }

    /// Whether the name is to be believed for this code.
    pub(super) fn believes_name(&self, testimony: Testimony<'_>) -> bool {
        self.constant || self.agreed > self.implausible && is_implausible(testimony)
    }
}

/// A Latin name, and a map that tells an ideograph, nothing of use, or for a ligature a letter that is not in it.
fn is_implausible(Testimony { map, name }: Testimony<'_>) -> bool {
    if map == name || name.is_empty() || !name.chars().all(is_latin) {
        return false;
    }
    let ligature = name.len() > 1 && name.bytes().all(|b| b.is_ascii_lowercase());
    super::letters::tells_nothing(map)
        || map.chars().all(is_ideographic)
        || ligature && !map.starts_with(|c: char| name.contains(c))
}

pub(super) fn is_latin(c: char) -> bool {
    matches!(c, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{2010}'..='\u{206f}' | '\u{20a0}'..='\u{20bf}')
}

pub(super) fn is_ideographic(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{20000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn believed(pairs: &[(&str, &str)]) -> Vec<bool> {
        let all: Vec<_> = pairs.iter().map(|&(map, name)| Testimony { map, name }).collect();
        let trust = Trust::of(all.iter().copied());
        all.iter().map(|&t| trust.believes_name(t)).collect()
    }

    #[test]
    fn a_spoiled_code_is_put_right_by_its_name() {
        assert_eq!(
            believed(&[("a", "a"), ("b", "b"), ("c", "c"), ("昀", "fi"), ("", "eacute")]),
            [false, false, false, true, true]
        );
        assert_eq!(believed(&[("a", "a"), ("b", "b"), ("ë", "fl")]), [false, false, true]);
    }

    #[test]
    fn another_script_under_latin_names_is_believed() {
        assert_eq!(believed(&[("日", "a"), ("本", "b"), ("語", "c"), ("d", "d")]), [false; 4]);
        assert_eq!(believed(&[("д", "d"), ("a", "a"), ("b", "b")]), [false; 3]);
    }

    #[test]
    fn a_map_of_one_text_for_all_is_not_believed() {
        assert_eq!(believed(&[(" ", "a"), (" ", "b"), (" ", "c"), (" ", "d")]), [true; 4]);
    }
}
