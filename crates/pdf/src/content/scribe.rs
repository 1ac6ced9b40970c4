//! Glyphs in the order they are drawn → words, and segments of words that stand on one line.
//!
//! Everything is measured in the frame of the text's own direction: `u` grows in reading direction, `v` downwards
//! from line to line. For upright text that is the page's own x and y, the origin at its top left.

use std::ops::Range;

use fundscan_model::Hidden;

use crate::font::push_letters;
use crate::structure::{ElementId, LanguageId, LeafId};

/// A gap this wide (in font sizes) between two glyphs parts words: pdftotext takes 0.1, MuPDF 0.15. Spaces in the
/// tightest lines that journals set are little wider.
pub(super) const WORD_GAP: f32 = 0.11;
/// A gap this wide starts a new segment: a tab, a table cell, another column.
const SEGMENT_GAP: f32 = 1.0;
/// So many spaces drawn one after the other are a gap as well.
const SPACES: u32 = 3;
/// How far from the page's corner, in points, a glyph may lie and still be looked at: seventy times the largest page that
/// there is (ISO 32000-2, annex C). Beyond it positions are faults, and sums of them no longer exact.
const FARTHEST: f32 = 1e6;
/// Glyphs of another size may stand this far (in font sizes) above or below the line and still belong to it.
const SCRIPT_SHIFT: f32 = 0.8;

/// A glyph this near (in font sizes) to where it was drawn before is drawn again to look bold.
const ECHO: f32 = 0.12;

/// How a word stands to the line it is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    Normal,
    /// Smaller and higher: a note mark, an exponent, the letters of an ordinal.
    Raised,
    /// Smaller and lower: the index of a formula.
    Lowered,
}

/// Glyphs drawn side by side without white space.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    /// Bytes of [`Scribe::text`].
    pub(crate) text: Range<u32>,
    pub(crate) u0: f32,
    pub(crate) u1: f32,
    /// The baseline.
    pub(crate) v: f32,
    pub(crate) size: f32,
    /// How far the font reaches above and (negative) below the line, in ems.
    pub(crate) extent: (f32, f32),
    pub(crate) bold: bool,
    pub(crate) italic: bool,
    pub(crate) script: Script,
    /// Whether white space, drawn or left open, stands before the word in its segment.
    pub(crate) spaced: bool,
    /// How sure OCR was of it, from 0 to 100, where it was read by OCR.
    pub(crate) ocr: Option<u8>,
}

/// Words on one line, drawn one after the other without a wide gap.
#[derive(Clone, Debug)]
pub(crate) struct Segment {
    pub(crate) words: Range<u32>,
    pub(crate) u0: f32,
    pub(crate) u1: f32,
    pub(crate) v: f32,
    pub(crate) size: f32,
    /// The direction of the text in degrees clockwise, 0 for upright text.
    pub(crate) angle: i16,
    pub(crate) mark: Mark,
    /// That of its first glyph.
    pub(crate) tag: Tag,
}

/// What the content stream says of the text besides its glyphs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Why a reader does not see it.
    pub(crate) hidden: Option<Hidden>,
    /// Marked as an artifact: a running head, a page number.
    pub(crate) artifact: bool,
    /// An artifact that the file says belongs to the page and not to the text.
    pub(crate) pagination: bool,
    /// Shown by a form field or an annotation, not by the page itself.
    pub(crate) filled_in: bool,
}

/// Where text stands in the structure tree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tag {
    /// The piece of content it is part of, by its number in the order of the tree.
    pub(crate) leaf: Option<LeafId>,
    /// The block that the piece belongs to. Text of different blocks is never one segment.
    pub(crate) owner: Option<ElementId>,
    /// The language declared for it.
    pub(crate) language: LanguageId,
}

/// Where and how one glyph is drawn.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pen {
    pub(crate) u0: f32,
    pub(crate) u1: f32,
    pub(crate) v: f32,
    pub(crate) size: f32,
    /// Character spacing: room left open after the glyph, not part of `u1`.
    pub(crate) spacing: f32,
    /// The number of the font in the document.
    pub(crate) font: u32,
    /// How far the font reaches above and (negative) below the line, in ems.
    pub(crate) extent: (f32, f32),
    pub(crate) angle: i16,
    pub(crate) bold: bool,
    pub(crate) italic: bool,
    pub(crate) mark: Mark,
    pub(crate) tag: Tag,
}

/// A word that was recognized on a picture.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Recognized<'t> {
    pub(crate) text: &'t str,
    pub(crate) u0: f32,
    pub(crate) u1: f32,
    /// How far it reaches above and (negative) below the line, in ems.
    pub(crate) extent: (f32, f32),
    /// How sure the engine is of it, from 0 to 100.
    pub(crate) sure: u8,
}

/// A digit as it was drawn: some fonts hold raised figures of their own, which only their width tells.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Figure {
    /// Its byte in [`Scribe::text`].
    pub(crate) at: u32,
    /// The number of its font in the document.
    pub(crate) font: u32,
    /// How far it moves the pen, in thousandths of the font size.
    pub(crate) width: u16,
}

#[derive(Debug, Default)]
pub(crate) struct Scribe {
    pub(crate) text: String,
    pub(crate) figures: Vec<Figure>,
    pub(crate) words: Vec<Word>,
    pub(crate) segments: Vec<Segment>,
    /// End of the last glyph, a space or not, and the character spacing after it.
    pen: f32,
    spacing: f32,
    space: bool,
    /// How many spaces were drawn since the last glyph.
    blanks: u32,
    open: bool,
    /// Where in the text the glyphs are that are being drawn once more.
    echo: Option<u32>,
}

impl Scribe {
    /// Adds a glyph; `text` is what it stands for, empty for one that cannot be told.
    pub(crate) fn glyph(&mut self, text: &str, pen: Pen) {
        let near = pen.u0.abs() <= FARTHEST && pen.v.abs() <= FARTHEST && pen.u1 - pen.u0 <= FARTHEST;
        if !near {
            return;
        }
        if !text.is_empty() && text.chars().all(|c| c == '\u{200b}') {
            // Where a line may be broken: no space, unless room is left, which the next glyph shows.
            return;
        }
        let blank = text.chars().all(char::is_whitespace);
        if blank {
            self.blank(text, pen);
            return;
        }
        if self.echoes(text, &pen) {
            return;
        }
        let place = self.placement(text, &pen);
        if place == Placement::NewSegment {
            self.start_segment(&pen);
        }
        let script = self.script(&pen);
        let restyled = self.words.last().is_some_and(|w| w.script != script);
        if place == Placement::SameWord && !restyled {
            self.extend_word(text, &pen);
        } else {
            let spaced = place != Placement::SameWord;
            self.start_word(text, &pen, script, spaced);
        }
        if text.len() == 1 && text.as_bytes()[0].is_ascii_digit() && script == Script::Normal {
            let width = ((pen.u1 - pen.u0) / pen.size * 1000.0).clamp(0.0, 60_000.0) as u16;
            self.figures.push(Figure { at: self.text.len() as u32 - 1, font: pen.font, width });
        }
        self.pen = pen.u1;
        self.spacing = pen.spacing;
        self.space = false;
        self.blanks = 0;
    }

    /// Adds text to the last word for which nothing was drawn.
    pub(crate) fn undrawn(&mut self, text: &str) {
        if let Some(word) = self.words.last_mut().filter(|_| self.open) {
            push_clean(&mut self.text, text);
            word.text.end = self.text.len() as u32;
        }
    }

    /// Adds a line of words that were recognized on a picture, in the frame of its direction.
    pub(crate) fn recognized<'t>(
        &mut self,
        words: impl Iterator<Item = Recognized<'t>>,
        v: f32,
        size: f32,
        angle: i16,
    ) {
        let first = self.words.len();
        for word in words {
            let start = self.text.len() as u32;
            push_clean(&mut self.text, word.text);
            let end = self.text.len() as u32;
            if start == end {
                continue;
            }
            self.words.push(Word {
                text: start..end,
                u0: word.u0,
                u1: word.u1,
                v,
                size,
                extent: word.extent,
                bold: false,
                italic: false,
                script: Script::Normal,
                spaced: true,
                ocr: Some(word.sure),
            });
        }
        let added = &self.words[first..];
        if !added.is_empty() {
            let u0 = added.iter().map(|w| w.u0).fold(f32::MAX, f32::min);
            let u1 = added.iter().map(|w| w.u1).fold(f32::MIN, f32::max);
            let words = first as u32..self.words.len() as u32;
            let (mark, tag) = (Mark::default(), Tag::default());
            self.segments.push(Segment { words, u0, u1, v, size, angle, mark, tag });
        }
        self.open = false;
    }

    /// Forgets what a picture of the page hides.
    pub(crate) fn drop_layer(&mut self) {
        self.segments.retain(|s| !matches!(s.mark.hidden, Some(Hidden::NoInk | Hidden::PaperColour)));
        self.open = false;
    }

    fn blank(&mut self, text: &str, pen: Pen) {
        if self.echo.is_some() {
            return;
        }
        if self.open && !text.is_empty() {
            let segment = self.segments.last().expect("an open segment");
            if segment.angle == pen.angle && (pen.v - segment.v).abs() < SCRIPT_SHIFT * segment.size {
                self.space = true;
                self.blanks += 1;
                self.pen = self.pen.max(pen.u1);
                self.spacing = pen.spacing;
            }
        } else if self.open {
            // A glyph nobody can name still takes its room.
            self.pen = pen.u1;
            self.spacing = pen.spacing;
        }
    }

    /// Whether a glyph is drawn once more, a little aside, to look bold: the last one, or one of a word that is being
    /// drawn again.
    fn echoes(&mut self, text: &str, pen: &Pen) -> bool {
        let at = self.echo.take().or_else(|| self.drawn_at(text, pen));
        let Some(at) = at.filter(|&at| self.text[at as usize..].starts_with(text)) else { return false };
        let next = at + text.len() as u32;
        self.echo = Some(next).filter(|&next| (next as usize) < self.text.len() && pen.u1 < self.pen);
        true
    }

    /// Where in the text of the open segment a glyph was drawn before at the same place, if the pen went back to it.
    fn drawn_at(&self, text: &str, pen: &Pen) -> Option<u32> {
        let segment = self.segments.last().filter(|_| self.open)?;
        let size = segment.size.max(pen.size);
        let back = self.pen - pen.u0 > 0.4 * (pen.u1 - pen.u0) && pen.u1 > pen.u0;
        let level = (pen.v - segment.v).abs() <= 0.1 * size + 0.2;
        if !back || !level || segment.angle != pen.angle || segment.mark != pen.mark {
            return None;
        }
        let near = ECHO * size;
        if self.text.ends_with(text) && (pen.u1 - self.pen).abs() < near {
            return Some((self.text.len() - text.len()) as u32);
        }
        let words = &self.words[segment.words.start as usize..segment.words.end as usize];
        let next = words.partition_point(|word| word.u0 < pen.u0 - near);
        words.get(next).filter(|word| word.u0 < pen.u0 + near).map(|word| word.text.start)
    }

    fn placement(&self, text: &str, pen: &Pen) -> Placement {
        let Some(segment) = self.segments.last().filter(|_| self.open) else { return Placement::NewSegment };
        let mark = Mark { hidden: segment.mark.hidden, ..pen.mark };
        if segment.angle != pen.angle || segment.mark != mark || segment.tag.owner != pen.tag.owner {
            return Placement::NewSegment;
        }
        let place = self.placement_within(segment, text, pen);
        // A word that is cut off at an edge is seen or not as a whole, as it begins.
        let edge = |hidden| matches!(hidden, None | Some(Hidden::Clipped));
        let cut = place == Placement::SameWord && edge(segment.mark.hidden) && edge(pen.mark.hidden);
        if segment.mark.hidden == pen.mark.hidden || cut { place } else { Placement::NewSegment }
    }

    /// The same in a segment of the same kind.
    fn placement_within(&self, segment: &Segment, text: &str, pen: &Pen) -> Placement {
        let size = segment.size.max(pen.size);
        let shift = (pen.v - segment.v).abs();
        // Spaced lettering has the same spacing on both sides of a gap; spacing that ends here was meant as a space.
        let lettering = (pen.spacing - self.spacing).abs() < 0.01 * size;
        let gap = pen.u0 - self.pen - if lettering { self.spacing } else { 0.0 };
        let level = shift <= 0.1 * size + 0.2;
        let ratio = pen.size.min(segment.size) / size;
        // A script stands close to its word; a following word after a script is back on the line.
        let scripted = shift < SCRIPT_SHIFT * size && ratio < 0.87 && gap.abs() < 0.6 * size;
        if !level && !scripted {
            return Placement::NewSegment;
        }
        let word = self.words.last().expect("an open segment has a word");
        if gap < -0.4 * size {
            let over = pen.u0 > word.u0 - 0.2 * size;
            let accent = |c: Option<char>| c.and_then(combining).is_some();
            if over && (accent(text.chars().next()) || accent(self.text.chars().next_back())) {
                return Placement::SameWord;
            }
            return Placement::NewSegment;
        }
        // Several spaces in a row set something apart: the columns of a table, the number of a page.
        let apart = self.blanks >= SPACES && pen.u0 - word.u1 > SEGMENT_GAP * size;
        if gap > SEGMENT_GAP * size || apart {
            return Placement::NewSegment;
        }
        if self.space || gap > WORD_GAP * size { Placement::NewWord } else { Placement::SameWord }
    }

    fn script(&mut self, pen: &Pen) -> Script {
        let segment = self.segments.last_mut().expect("a glyph has a segment");
        let shift = pen.v - segment.v;
        if shift.abs() <= 0.1 * segment.size.max(pen.size) + 0.2 || segment.words.is_empty() {
            // Same line. A larger word sets the size of the line.
            segment.size = segment.size.max(pen.size);
            return Script::Normal;
        }
        if pen.size < segment.size {
            return if shift < 0.0 { Script::Raised } else { Script::Lowered };
        }
        // The line began with a raised or lowered mark: now comes the line itself.
        let first = segment.words.start as usize;
        let script = if shift > 0.0 { Script::Raised } else { Script::Lowered };
        for word in &mut self.words[first..] {
            word.script = script;
        }
        segment.v = pen.v;
        segment.size = pen.size;
        Script::Normal
    }

    fn start_segment(&mut self, pen: &Pen) {
        let at = self.words.len() as u32;
        self.segments.push(Segment {
            words: at..at,
            u0: pen.u0,
            u1: pen.u1,
            v: pen.v,
            size: pen.size,
            angle: pen.angle,
            mark: pen.mark,
            tag: pen.tag,
        });
        self.open = true;
    }

    fn start_word(&mut self, text: &str, pen: &Pen, script: Script, spaced: bool) {
        let start = self.text.len() as u32;
        push_clean(&mut self.text, text);
        self.words.push(Word {
            text: start..self.text.len() as u32,
            u0: pen.u0,
            u1: pen.u1,
            v: pen.v,
            size: pen.size,
            extent: pen.extent,
            bold: pen.bold,
            italic: pen.italic,
            script,
            spaced,
            ocr: None,
        });
        let segment = self.segments.last_mut().expect("a word has a segment");
        segment.words.end = self.words.len() as u32;
        segment.u1 = segment.u1.max(pen.u1);
        segment.u0 = segment.u0.min(pen.u0);
    }

    fn extend_word(&mut self, text: &str, pen: &Pen) {
        let word = self.words.last_mut().expect("a word to extend");
        if !combine(&mut self.text, text, pen.u0 < word.u1 - 0.25 * (word.u1 - word.u0)) {
            push_clean(&mut self.text, text);
        }
        word.text.end = self.text.len() as u32;
        word.u1 = word.u1.max(pen.u1);
        let segment = self.segments.last_mut().expect("a word has a segment");
        segment.u1 = segment.u1.max(pen.u1);
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Placement {
    SameWord,
    NewWord,
    NewSegment,
}

/// Adds text as a reader would type it: ligatures spelled out, hyphens plain, nothing invisible.
fn push_clean(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '\u{2010}' | '\u{2011}' => out.push('-'),
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => {}
            c if c.is_control() => {}
            c if c.is_whitespace() => out.push(' '),
            // A letter that nobody can tell.
            '\u{fffd}' => out.push(c),
            c => push_letters(out, c),
        }
    }
}

/// Puts an accent that was drawn by itself over the letter it stands on, as TeX does with old fonts. `over` says
/// that the two glyphs overlap. Returns whether it did.
fn combine(out: &mut String, text: &str, over: bool) -> bool {
    let mut letters = text.chars();
    let (Some(next), None) = (letters.next(), letters.next()) else { return false };
    let Some(last) = out.chars().next_back() else { return false };
    let (letter, accent) = if let Some(accent) = combining(last) {
        (next, accent)
    } else if let Some(accent) = combining(next) {
        (last, accent)
    } else {
        return false;
    };
    if !over && !('\u{300}'..'\u{370}').contains(&next) {
        return false;
    }
    let letter = match letter {
        'ı' => 'i',
        other => other,
    };
    let Some(composed) = unicode_normalization::char::compose(letter, accent) else { return false };
    out.pop();
    out.push(composed);
    true
}

fn combining(c: char) -> Option<char> {
    Some(match c {
        '`' | '\u{2cb}' => '\u{300}',
        '´' | '\u{2ca}' => '\u{301}',
        'ˆ' => '\u{302}',
        '˜' => '\u{303}',
        '¨' => '\u{308}',
        '˚' => '\u{30a}',
        'ˇ' => '\u{30c}',
        '¸' => '\u{327}',
        '\u{300}'..='\u{36f}' => c,
        _ => return None,
    })
}

#[cfg(test)]
pub(super) mod tests;
