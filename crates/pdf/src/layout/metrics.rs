//! What is usual in a document: the size of its body text, the distance between its lines, the edges of its columns.

use std::collections::BTreeMap;

use super::line::Line;

/// Sizes in steps of half a point, so that rounding in the file does not part what belongs together.
pub(crate) fn size_step(size: f32) -> u32 {
    (size * 2.0).round().max(0.0) as u32
}

#[derive(Debug, Default)]
pub(crate) struct Metrics {
    /// The size most characters are set in, in points.
    pub(crate) body: f32,
    /// Whether most characters are bold, which then says nothing.
    pub(crate) body_bold: bool,
    /// The usual distance from line to line, by size step.
    leading: BTreeMap<u32, f32>,
}

impl Metrics {
    pub(crate) fn of<'l>(pages: impl Iterator<Item = &'l [Line]>) -> Self {
        let mut sizes: BTreeMap<u32, usize> = BTreeMap::new();
        let mut pitches: BTreeMap<(u32, u32), usize> = BTreeMap::new();
        let (mut bold, mut all) = (0, 0);
        for lines in pages {
            for line in lines {
                let letters: usize = line.words.iter().map(|w| w.text.len()).sum();
                *sizes.entry(size_step(line.size)).or_default() += letters;
                all += letters;
                if line.bold {
                    bold += letters;
                }
            }
            for pair in lines.windows(2) {
                let (a, b) = (&pair[0], &pair[1]);
                let pitch = b.v - a.v;
                let same = size_step(a.size) == size_step(b.size) && a.shared_width(b) > 0.0;
                if same && pitch > 0.8 * a.size && pitch < 2.2 * a.size {
                    *pitches.entry((size_step(a.size), (pitch * 2.0).round() as u32)).or_default() += 1;
                }
            }
        }
        let body = sizes.iter().max_by_key(|&(&size, &n)| (n, size)).map_or(10.0, |(&size, _)| size as f32 / 2.0);
        let mut leading: BTreeMap<u32, (usize, f32)> = BTreeMap::new();
        for (&(size, pitch), &n) in &pitches {
            let best = leading.entry(size).or_insert((0, 0.0));
            if n > best.0 {
                *best = (n, pitch as f32 / 2.0);
            }
        }
        let leading = leading.into_iter().filter(|(_, (n, _))| *n >= 3).map(|(s, (_, pitch))| (s, pitch)).collect();
        Self { body, body_bold: bold * 2 > all, leading }
    }

    /// The usual distance between baselines for text of this size.
    pub(crate) fn leading(&self, size: f32) -> f32 {
        self.leading.get(&size_step(size)).copied().unwrap_or(1.3 * size)
    }
}

/// The right edge of the column that each line stands in: how far lines that begin at the same place reach.
pub(crate) fn right_edges(lines: &[Line]) -> Vec<f32> {
    let cell = |line: &Line| (line.angle, (line.u0 / 6.0).round() as i32);
    let mut reach: BTreeMap<(i16, i32), f32> = BTreeMap::new();
    for line in lines {
        let edge = reach.entry(cell(line)).or_insert(line.u1);
        *edge = edge.max(line.u1);
    }
    let near = |(angle, c): (i16, i32)| {
        (c - 1..=c + 1).filter_map(|c| reach.get(&(angle, c))).copied().fold(f32::MIN, f32::max)
    };
    lines.iter().map(|line| near(cell(line))).collect()
}
