//! Where the columns of a table are: between gaps that no word of any row, or of few, stands in.

use crate::layout::label::{Label, label};
use crate::layout::line::{Line, word_text};

/// A page is looked at in strips of half a point from left to right, at most so many.
const MAX_STRIPS: usize = 2_000;
/// A gap between columns is at least so wide, in font sizes; most rows with words on both sides of it leave so much
/// room between them, and all of them so much.
const GAP: f32 = 0.2;
const ROOM: f32 = 0.7;
const LEAST_ROOM: f32 = 0.4;
/// Text stands no further behind its bullet, and no further behind its number, in font sizes.
const MARKER: f32 = 3.0;
const NUMBER: f32 = 1.2;
/// Across a gap between so few rows nothing may reach.
const FEW: usize = 4;
/// This share of the rows may reach across a gap: titles of groups of rows.
const ACROSS: f32 = 0.1;

/// For strips from left to right, how many rows have a word there.
#[derive(Clone)]
pub(super) struct Strips {
    left: f32,
    width: f32,
    size: f32,
    covered: Vec<u32>,
    /// The words of each row, left to right, those that touch as one.
    rows: Vec<Vec<(f32, f32)>>,
}

impl Strips {
    pub(super) fn new(left: f32, right: f32) -> Self {
        let count = ((2.0 * (right - left)).ceil() as usize).clamp(1, MAX_STRIPS);
        let width = (right - left) / count as f32;
        Self { left, width, size: 0.0, covered: vec![0; count], rows: Vec::new() }
    }

    pub(super) fn add(&mut self, level: &[(usize, Line)], text: &str) {
        let words = words_of(level, text);
        let mut next = 0;
        for &(from, to) in &words {
            let strip = |u: f32| (((u - self.left) / self.width).max(0.0) as usize).min(self.covered.len() - 1);
            let (from, to) = (strip(from), strip(to));
            for strip in from.max(next)..=to {
                self.covered[strip] += 1;
            }
            next = next.max(to + 1);
        }
        self.rows.push(words);
        self.size = level.iter().map(|(_, line)| line.size).fold(self.size, f32::max);
    }

    /// The columns between the gaps; nothing where there are not two.
    pub(super) fn columns(&self) -> Option<Vec<(f32, f32)>> {
        let across = if self.rows.len() <= FEW { 0 } else { (ACROSS * self.rows.len() as f32) as u32 };
        let mut columns: Vec<(f32, f32)> = Vec::new();
        let at = |strip: usize| self.left + strip as f32 * self.width;
        for (strip, _) in self.covered.iter().enumerate().filter(|&(_, &rows)| rows > across) {
            match columns.last_mut() {
                Some(last) if at(strip) - last.1 < GAP * self.size => last.1 = at(strip + 1),
                _ => columns.push((at(strip), at(strip + 1))),
            }
        }
        columns.dedup_by(|next, kept| {
            let one = self.is_one(*kept, *next);
            if one {
                kept.1 = next.1;
            }
            one
        });
        (columns.len() >= 2).then_some(columns)
    }

    /// How many rows were added.
    pub(super) fn rows(&self) -> usize {
        self.rows.len()
    }

    /// Whether two columns are one: no row has words in both, or most that have leave no more room than there is
    /// between words.
    fn is_one(&self, left: (f32, f32), right: (f32, f32)) -> bool {
        let mut rooms: Vec<f32> = self.rows.iter().filter_map(|row| room(row, left, right)).collect();
        rooms.sort_by(f32::total_cmp);
        rooms.get(rooms.len() / 2).is_some_and(|&room| room < ROOM * self.size)
    }
}

/// The room between the words in two neighbouring columns; nothing where one of them has none.
fn room(row: &[(f32, f32)], left: (f32, f32), right: (f32, f32)) -> Option<f32> {
    let next = row.partition_point(|word| (word.0 + word.1) / 2.0 < (left.1 + right.0) / 2.0);
    let end = row[..next].last().filter(|word| word.1 > left.0)?.1;
    let start = row.get(next).filter(|word| word.0 < right.1)?.0;
    Some(start - end)
}

/// Whether the first word of a line is a bullet or a number with its text close behind: both are in one column.
pub(super) fn is_marked(line: &Line, text: &str) -> bool {
    let [first, second, ..] = line.words.as_slice() else { return false };
    let room = match label(word_text(text, first)) {
        Some(Label::Bullet) => MARKER,
        Some(Label::Item) => NUMBER,
        _ => return false,
    };
    second.u0 - first.u1 < room * line.size
}

/// The words of a level, left to right, those that touch as one.
pub(super) fn words_of(level: &[(usize, Line)], text: &str) -> Vec<(f32, f32)> {
    let words = level.iter().flat_map(|(_, line)| {
        let start = usize::from(is_marked(line, text));
        let first = line.words.get(start).map(|word| (line.words[0].u0, word.u1));
        first.into_iter().chain(line.words.iter().skip(start + 1).map(|word| (word.u0, word.u1)))
    });
    let mut words: Vec<(f32, f32)> = words.collect();
    words.sort_by(|a, b| a.0.total_cmp(&b.0));
    words.dedup_by(|next, kept| {
        let touch = next.0 <= kept.1;
        if touch {
            kept.1 = kept.1.max(next.1);
        }
        touch
    });
    words
}

/// Whether words of a level reach over the gap between two columns, or stand as close there as in a sentence.
pub(super) fn crosses(level: &[(usize, Line)], columns: &[(f32, f32)], text: &str) -> bool {
    let words = words_of(level, text);
    let size = level.iter().map(|(_, line)| line.size).fold(0.0, f32::max);
    columns.windows(2).any(|pair| {
        words.iter().any(|word| word.0 < pair[0].1 && word.1 > pair[1].0)
            || room(&words, pair[0], pair[1]).is_some_and(|room| room < LEAST_ROOM * size)
    })
}
