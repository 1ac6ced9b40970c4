//! Segments → lines: what stands on one baseline and is read in one go.

use std::collections::HashSet;
use std::ops::Range;

use crate::content::{Mark, PageContent, Scribe, Script, Segment, Tag, Word};
use crate::work::looked_at;

/// Words on one line of one column, left to right.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Index of the page.
    pub(crate) page: usize,
    pub(crate) words: Vec<Word>,
    pub(crate) u0: f32,
    pub(crate) u1: f32,
    /// The baseline.
    pub(crate) v: f32,
    pub(crate) size: f32,
    pub(crate) angle: i16,
    pub(crate) mark: Mark,
    /// That of its first words.
    pub(crate) tag: Tag,
    pub(crate) bold: bool,
}

impl Line {
    pub(crate) fn top(&self) -> f32 {
        self.v - 0.75 * self.size
    }

    pub(crate) fn bottom(&self) -> f32 {
        self.v + 0.25 * self.size
    }

    pub(crate) fn width(&self) -> f32 {
        self.u1 - self.u0
    }

    /// How far the widths of two lines lie over each other, in points; negative where they stand apart.
    pub(crate) fn shared_width(&self, other: &Self) -> f32 {
        self.u1.min(other.u1) - self.u0.max(other.u0)
    }

    /// The part of the line that these of its words are.
    pub(crate) fn piece(&self, words: Range<usize>) -> Self {
        if words == (0..self.words.len()) {
            return self.clone();
        }
        let mut words = self.words[words].to_vec();
        words[0].spaced = true;
        let u0 = words.iter().map(|w| w.u0).fold(f32::MAX, f32::min);
        let u1 = words.iter().map(|w| w.u1).fold(f32::MIN, f32::max);
        let bold = bold(&words);
        Self { words, u0, u1, bold, ..*self }
    }

    /// Carries the line on with the words of another that stands beside it.
    pub(crate) fn append(&mut self, other: &Self) {
        let at = self.words.len();
        self.words.extend_from_slice(&other.words);
        self.words[at].spaced = true;
        self.u1 = self.u1.max(other.u1);
        self.size = self.size.max(other.size);
        self.bold &= other.bold;
    }

    /// The text, words separated by spaces, marks and all.
    pub(crate) fn plain(&self, text: &str) -> String {
        let mut out = String::new();
        for word in &self.words {
            if word.spaced && !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word_text(text, word));
        }
        out
    }
}

/// The text of a word; `text` is the page's.
pub(crate) fn word_text<'t>(text: &'t str, word: &Word) -> &'t str {
    &text[word.text.start as usize..word.text.end as usize]
}

/// The lines of a page in the order they were drawn: those that a reader sees, and those that are in the file unseen.
/// Text drawn twice is left out. With `by_tags` no line holds text of two tagged blocks.
pub(crate) fn lines(content: &PageContent, page: usize, by_tags: bool) -> (Vec<Line>, Vec<Line>) {
    let scribe = &content.scribe;
    looked_at(scribe.segments.len());
    let hidden = content.hidden();
    let (seen, unseen): (Vec<&Segment>, Vec<&Segment>) =
        scribe.segments.iter().filter(|s| !s.words.is_empty()).partition(|s| hidden(s).is_none());
    let mut drawn = HashSet::new();
    // What is seen comes first: white behind black letters is their shadow.
    let [seen, unseen] = [seen, unseen].map(|segments| {
        let mut lines: Vec<Line> = Vec::with_capacity(segments.len());
        for segment in segments {
            if !drawn_before(segment, scribe, &mut drawn) {
                let mark = Mark { hidden: hidden(segment), ..segment.mark };
                add(&mut lines, segment, mark, (page, by_tags), scribe);
            }
        }
        lines
    });
    (seen, unseen)
}

/// Adds a segment to the last line, or as a line of its own.
fn add(lines: &mut Vec<Line>, segment: &Segment, mark: Mark, (page, by_tags): (usize, bool), scribe: &Scribe) {
    let words = &scribe.words[segment.words.start as usize..segment.words.end as usize];
    if let Some(last) = lines.last_mut()
        && continues(last, segment, mark)
        && (!by_tags || last.tag.owner == segment.tag.owner)
    {
        let at = last.words.len();
        last.words.extend_from_slice(words);
        // A piece that touches the one before carries its word on.
        last.words[at].spaced = segment.u0 - last.u1 > 0.14 * segment.size;
        last.u1 = last.u1.max(segment.u1);
        last.size = last.size.max(segment.size);
        last.bold &= bold(words);
        return;
    }
    lines.push(Line {
        page,
        words: words.to_vec(),
        u0: segment.u0,
        u1: segment.u1,
        v: segment.v,
        size: segment.size,
        angle: segment.angle,
        mark,
        tag: segment.tag,
        bold: bold(words),
    });
}

fn bold(words: &[Word]) -> bool {
    words.iter().filter(|w| w.script == Script::Normal).all(|w| w.bold)
}

/// Whether a segment goes on where the line before it ends: a change of font or a wide space, not a table cell.
fn continues(line: &Line, segment: &Segment, mark: Mark) -> bool {
    let size = line.size.max(segment.size);
    let gap = segment.u0 - line.u1;
    line.angle == segment.angle
        && line.mark.artifact == mark.artifact
        && line.mark.hidden == mark.hidden
        && (segment.v - line.v).abs() < 0.15 * size
        && gap > -0.3 * size
        && gap < 1.0 * size
}

/// Shadows and boldness are sometimes made by drawing the same words again, a little aside.
fn drawn_before(segment: &Segment, scribe: &Scribe, drawn: &mut HashSet<(u64, i32, i32)>) -> bool {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let first = &scribe.words[segment.words.start as usize];
    let last = &scribe.words[segment.words.end as usize - 1];
    let text = &scribe.text[first.text.start as usize..last.text.end as usize];
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    segment.angle.hash(&mut hasher);
    let hash = hasher.finish();
    // Cells of two points: a copy falls into the same one or a neighbour.
    let cell = |v: f32| (v / 2.0).round() as i32;
    let (u, v) = (cell(segment.u0), cell(segment.v));
    let near = (-1..=1).any(|du| (-1..=1).any(|dv| drawn.contains(&(hash, u + du, v + dv))));
    if !near {
        drawn.insert((hash, u, v));
    }
    near
}
