//! Raised figures that are glyphs of the font itself: same size, same baseline, drawn small and high.
//!
//! Typesetters with OpenType fonts (Typst among them) set note marks so. Nothing in the file says it; but the same digit
//! of the same font is then drawn in two widths, and the narrow one is the raised one.

use std::collections::BTreeMap;

use super::scribe::{Scribe, Script, Word};

/// A digit narrower than this share of the same digit elsewhere is a raised one; real ones are at about two thirds.
const NARROW: f32 = 0.8;

/// Marks raised figures in the words of all pages, which are parted from the letters they follow.
pub(crate) fn raise_small_figures(mut pages: Vec<&mut Scribe>) {
    let mut widest: BTreeMap<(u32, u8), u16> = BTreeMap::new();
    for scribe in &pages {
        for figure in &scribe.figures {
            let width = widest.entry((figure.font, scribe.text.as_bytes()[figure.at as usize])).or_default();
            *width = figure.width.max(*width);
        }
    }
    let narrow = |width: u16, than: u16| f32::from(width) < NARROW * f32::from(than) && width > 0;
    // Widths that raised digits have, by font: figures of one style are mostly equally wide, so a digit that never
    // stands on the line is told by its neighbours.
    let mut raised: BTreeMap<u32, (u16, u16)> = BTreeMap::new();
    for scribe in &pages {
        for figure in &scribe.figures {
            let digit = scribe.text.as_bytes()[figure.at as usize];
            if narrow(figure.width, widest[&(figure.font, digit)]) {
                let range = raised.entry(figure.font).or_insert((figure.width, figure.width));
                *range = (range.0.min(figure.width), range.1.max(figure.width));
            }
        }
    }
    if raised.is_empty() {
        return;
    }
    for scribe in &mut pages {
        let text = scribe.text.as_bytes();
        let small: Vec<u32> = scribe
            .figures
            .iter()
            .filter(|figure| {
                let like_raised = raised.get(&figure.font).is_some_and(|r| (r.0..=r.1).contains(&figure.width));
                let own = widest[&(figure.font, text[figure.at as usize])];
                narrow(figure.width, own) || (like_raised && own == figure.width)
            })
            .map(|figure| figure.at)
            .collect();
        if !small.is_empty() {
            part(scribe, &small);
        }
    }
}

/// Parts the words that hold the bytes `small` into pieces on and above the line.
fn part(scribe: &mut Scribe, small: &[u32]) {
    let mut words = Vec::with_capacity(scribe.words.len() + small.len());
    // Where each old word now starts.
    let mut starts = Vec::with_capacity(scribe.words.len() + 1);
    for word in &scribe.words {
        starts.push(words.len() as u32);
        let first = small.partition_point(|&at| at < word.text.start);
        let inside = small[first..].iter().take_while(|&&at| at < word.text.end).count();
        if inside == 0 {
            words.push(word.clone());
        } else {
            words.extend(pieces(word, &scribe.text, &small[first..first + inside]));
        }
    }
    starts.push(words.len() as u32);
    for segment in &mut scribe.segments {
        segment.words = starts[segment.words.start as usize]..starts[segment.words.end as usize];
    }
    scribe.words = words;
}

fn pieces(word: &Word, text: &str, small: &[u32]) -> Vec<Word> {
    let slice = &text[word.text.start as usize..word.text.end as usize];
    let count = slice.chars().count().max(1) as f32;
    let width = (word.u1 - word.u0) / count;
    let mut pieces: Vec<Word> = Vec::new();
    for (index, (offset, c)) in slice.char_indices().enumerate() {
        let at = word.text.start + offset as u32;
        let script = if small.binary_search(&at).is_ok() { Script::Raised } else { word.script };
        let (u0, u1) = (word.u0 + index as f32 * width, word.u0 + (index + 1) as f32 * width);
        match pieces.last_mut() {
            Some(last) if last.script == script => {
                last.text.end = at + c.len_utf8() as u32;
                last.u1 = u1;
            }
            _ => {
                let spaced = pieces.is_empty() && word.spaced;
                let text = at..at + c.len_utf8() as u32;
                pieces.push(Word { text, u0, u1, script, spaced, ..word.clone() });
            }
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::super::scribe::{Mark, Pen, Tag};
    use super::*;

    #[test]
    fn a_digit_drawn_narrower_than_elsewhere_is_a_note_mark() {
        let mut scribe = Scribe::default();
        let mut u = 0.0;
        let mut write = |text: &str, width: f32| {
            for c in text.chars() {
                let pen = Pen {
                    u0: u,
                    u1: u + width,
                    v: 100.0,
                    size: 10.0,
                    spacing: 0.0,
                    font: 1,
                    extent: (0.75, -0.25),
                    angle: 0,
                    bold: false,
                    italic: false,
                    mark: Mark::default(),
                    tag: Tag::default(),
                };
                scribe.glyph(&c.to_string(), pen);
                u += width;
            }
        };
        write("in 2023 fonds", 4.6);
        write("2", 3.1);
        write(" 12", 4.6);
        raise_small_figures(vec![&mut scribe]);
        let raised: Vec<&str> = scribe
            .words
            .iter()
            .filter(|w| w.script == Script::Raised)
            .map(|w| &scribe.text[w.text.start as usize..w.text.end as usize])
            .collect();
        assert_eq!(raised, ["2"]);
        assert_eq!(scribe.segments[0].words.len(), 5);
    }
}
