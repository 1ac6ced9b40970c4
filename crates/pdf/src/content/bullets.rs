//! Bullets that are drawn as discs and squares, as browsers do, and not as letters.

use std::collections::HashMap;

use super::interpret::PageContent;
use super::scribe::{Mark, Script, Segment, Word};

/// How far behind its bullet, in font sizes, an item may begin.
const REACH: f32 = 2.5;
/// Wider than this share of the font size a blob is a picture.
const WIDEST: f32 = 0.75;

/// Writes a bullet in front of each segment that a blob stands before, as a segment of its own.
pub(crate) fn write_drawn_bullets(content: &mut PageContent) {
    let scribe = &mut content.scribe;
    if content.drawing.blobs.is_empty() {
        return;
    }
    // Upright segments by the height of their baseline, in cells as high as the largest blob, from left to right.
    let cell = |v: f32| (v / 10.0).floor() as i32;
    let mut rows: HashMap<i32, Vec<(f32, usize)>> = HashMap::new();
    for (index, segment) in scribe.segments.iter().enumerate() {
        if segment.angle == 0 && !segment.words.is_empty() {
            rows.entry(cell(segment.v)).or_default().push((segment.u0, index));
        }
    }
    rows.values_mut().for_each(|row| row.sort_by(|a, b| a.0.total_cmp(&b.0)));
    let mut marked = vec![false; scribe.segments.len()];
    for blob in &content.drawing.blobs {
        let middle = (blob.top + blob.bottom) / 2.0;
        let first = cell(middle);
        let next = (first..=first + 1).filter_map(|cell| {
            let row = rows.get(&cell)?;
            let &(_, index) = row.get(row.partition_point(|&(u0, _)| u0 < blob.right))?;
            let segment = &scribe.segments[index];
            let level = middle < segment.v && middle > segment.v - 0.75 * segment.size;
            let near = segment.u0 - blob.right < REACH * segment.size && blob.width() < WIDEST * segment.size;
            (level && near).then_some((segment.u0, index))
        });
        let Some((_, index)) = next.min_by(|a, b| a.0.total_cmp(&b.0)) else { continue };
        if std::mem::replace(&mut marked[index], true) {
            continue;
        }
        let segment = &scribe.segments[index];
        let first = scribe.words[segment.words.start as usize].clone();
        let (v, size) = (segment.v, segment.size);
        let (start, at) = (scribe.text.len() as u32, scribe.words.len() as u32);
        scribe.text.push('•');
        let text = start..scribe.text.len() as u32;
        let (u0, u1) = (blob.left, blob.right);
        scribe.words.push(Word { text, u0, u1, v, size, script: Script::Normal, spaced: true, ..first });
        scribe.segments.push(Segment { words: at..at + 1, u0, u1, v, size, angle: 0, mark: Mark::default() });
    }
}
