//! Bullets that are drawn as discs and squares, as browsers do, and not as letters.

use std::collections::HashMap;

use fundscan_model::BBox;

use super::PageInput;
use super::label::label;
use super::line::{Line, word_text};
use crate::content::{Script, Word};

/// How far behind its bullet, in font sizes, an item may begin.
const REACH: f32 = 2.5;
/// Wider than this share of the font size a blob is a picture.
const WIDEST: f32 = 0.75;
/// A blob is a bullet if as many lines of the document have one of its size at its distance: single ones are parts of
/// pictures.
const LEAST: usize = 3;

/// The size of a blob and how far before its line it stands, in half points.
type Look = (i32, i32);

/// Finds the blobs that stand before lines of text and writes a bullet into each such line.
pub(crate) fn write_drawn_bullets(pages: &[PageInput], lines: &mut [Vec<Line>]) {
    let found: Vec<Vec<(usize, BBox, Look)>> =
        pages.iter().zip(lines.iter()).map(|(page, lines)| before_lines(page, lines)).collect();
    let mut looks: HashMap<Look, usize> = HashMap::new();
    for &(_, _, look) in found.iter().flatten() {
        *looks.entry(look).or_default() += 1;
    }
    for ((page, lines), found) in pages.iter().zip(lines).zip(found) {
        let Some(text) = page.content.bullet.clone() else { continue };
        for (index, blob, _) in found.into_iter().filter(|(_, _, look)| looks[look] >= LEAST) {
            let line = &mut lines[index];
            let Some(first) = line.words.first_mut() else { continue };
            first.spaced = true;
            let (u0, u1, size) = (blob.left, blob.right, line.size);
            let bullet =
                Word { text: text.clone(), u0, u1, size, script: Script::Normal, spaced: true, ..first.clone() };
            line.words.insert(0, bullet);
            line.u0 = blob.left;
        }
    }
}

fn before_lines(page: &PageInput, lines: &[Line]) -> Vec<(usize, BBox, Look)> {
    let blobs = &page.content.drawing.blobs;
    let mut found = Vec::new();
    if blobs.is_empty() {
        return found;
    }
    // Upright lines by the height of their baseline, in cells as high as the largest blob, from left to right.
    let cell = |v: f32| (v / 10.0).floor() as i32;
    let mut rows: HashMap<i32, Vec<(f32, usize)>> = HashMap::new();
    for (index, line) in lines.iter().enumerate().filter(|(_, line)| line.angle == 0) {
        rows.entry(cell(line.v)).or_default().push((line.u0, index));
    }
    rows.values_mut().for_each(|row| row.sort_by(|a, b| a.0.total_cmp(&b.0)));
    let mut marked = vec![false; lines.len()];
    for blob in blobs {
        let middle = (blob.top + blob.bottom) / 2.0;
        let first = cell(middle);
        let next = (first..=first + 1).filter_map(|cell| {
            let row = rows.get(&cell)?;
            let &(_, index) = row.get(row.partition_point(|&(u0, _)| u0 < blob.right))?;
            let line = &lines[index];
            let level = middle < line.v && middle > line.v - 0.75 * line.size;
            let near = line.u0 - blob.right < REACH * line.size && blob.width() < WIDEST * line.size;
            (level && near).then_some((line.u0, index))
        });
        let Some((u0, index)) = next.min_by(|a, b| a.0.total_cmp(&b.0)) else { continue };
        let first = word_text(&page.content.scribe.text, &lines[index].words[0]);
        if label(first).is_none() && !std::mem::replace(&mut marked[index], true) {
            let half = |v: f32| (v * 2.0).round() as i32;
            found.push((index, *blob, (half(blob.width()), half(u0 - blob.right))));
        }
    }
    found
}
