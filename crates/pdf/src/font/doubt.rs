//! Whether to believe the `ToUnicode` map of a composite font, whose codes have no names: the embedded program is the
//! other witness. It is heard only where the map by itself is odd, since reading it costs time.

use super::cmap::CMap;
use super::letters::tells_nothing;
use super::program::Program;
use super::trust::{is_ideographic, is_latin};

/// Codes by which a map is judged.
const SAMPLE: usize = 256;
/// Fewer codes than these say nothing of a map.
const ENOUGH: usize = 8;
/// In a map with so many Latin letters for each ideograph, an ideograph is a ligature that was spoiled on its way.
const LETTERS_PER_IDEOGRAPH: usize = 8;

/// What is doubtful about a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    Nothing,
    /// Ideographs in a font of Latin letters.
    Ideographs,
    /// All of it: it repeats the codes, or says the same of each, and the program says something else.
    Everything,
}

impl Doubt {
    /// `glyph` gives the glyph of a code.
    pub(super) fn of(map: &CMap, program: &Program, glyph: impl Fn(u32) -> Option<u32>) -> Self {
        let (mut heard, mut latin, mut ideographs, mut repeats, mut same) = (0, 0, 0, 0, 0);
        let mut first = None;
        let sample: Vec<(u32, Option<char>)> = map.characters().take(SAMPLE).collect();
        for &(code, c) in &sample {
            heard += 1;
            let Some(c) = c else { continue };
            latin += usize::from(is_latin(c) && c.is_alphabetic());
            ideographs += usize::from(is_ideographic(c));
            repeats += usize::from(u32::from(c) == code);
            same += usize::from(*first.get_or_insert(c) == c);
        }
        let odd = heard >= ENOUGH && (repeats == heard || same == heard);
        if odd && contradicted(&sample, program, glyph) {
            Self::Everything
        } else if ideographs > 0 && latin >= LETTERS_PER_IDEOGRAPH * ideographs {
            Self::Ideographs
        } else {
            Self::Nothing
        }
    }

    /// Whether the program is to be asked before this text is believed.
    pub(super) fn covers(self, text: &str) -> bool {
        match self {
            Self::Nothing => false,
            Self::Ideographs => !text.is_empty() && text.chars().all(is_ideographic),
            Self::Everything => true,
        }
    }

    /// Whether what the program says is to be believed then.
    pub(super) fn yields_to(self, told: &str) -> bool {
        !tells_nothing(told) && (self != Self::Ideographs || told.chars().all(is_latin))
    }
}

/// Whether the program says something else of more codes than it confirms.
fn contradicted(sample: &[(u32, Option<char>)], program: &Program, glyph: impl Fn(u32) -> Option<u32>) -> bool {
    let (mut confirmed, mut denied) = (0, 0);
    let mut told = String::new();
    for &(code, c) in sample {
        let (Some(c), Some(glyph)) = (c, glyph(code)) else { continue };
        told.clear();
        program.push_glyph(glyph, &mut told);
        if told.chars().eq([c]) {
            confirmed += 1;
        } else if !tells_nothing(told.trim()) {
            denied += 1;
        }
    }
    denied > confirmed
}
