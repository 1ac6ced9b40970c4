//! Paths as polygons of pixels, and how much of each pixel they cover.

use super::allowance::Allowance;
use super::clip::Area;
use crate::content::Matrix;

/// Points of one path; what a path has more of is left out.
const MAX_POINTS: usize = 1 << 20;
/// Pieces that a curve is cut into: the letters of body text are some 40 pixels high.
const PIECES: u32 = 8;
/// Pixels that are worked on at once when a path is filled.
const BAND_PIXELS: usize = 1 << 20;

/// Which side of its own lines is inside a path (ISO 32000-1, 8.5.3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    NonZero,
    EvenOdd,
}

/// A path, its curves cut into lines, in pixels of the canvas.
#[derive(Debug, Default)]
pub(super) struct Outline {
    points: Vec<(f32, f32)>,
    /// Where each part of the path begins.
    starts: Vec<usize>,
    /// The last point in the space the operators speak in.
    at: (f32, f32),
    start: (f32, f32),
}

impl Outline {
    pub(super) fn clear(&mut self) {
        self.points.clear();
        self.starts.clear();
    }

    pub(super) fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    pub(super) fn move_to(&mut self, x: f32, y: f32, ctm: Matrix) {
        self.starts.push(self.points.len());
        self.start = (x, y);
        self.push(x, y, ctm);
    }

    pub(super) fn line_to(&mut self, x: f32, y: f32, ctm: Matrix) {
        if self.starts.is_empty() {
            self.move_to(x, y, ctm);
        } else {
            self.push(x, y, ctm);
        }
    }

    pub(super) fn curve_to(&mut self, [x1, y1, x2, y2, x3, y3]: [f32; 6], ctm: Matrix) {
        let (x0, y0) = self.at;
        for piece in 1..=PIECES {
            let t = piece as f32 / PIECES as f32;
            let s = 1.0 - t;
            let (a, b, c, d) = (s * s * s, 3.0 * s * s * t, 3.0 * s * t * t, t * t * t);
            self.line_to(a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3, ctm);
        }
    }

    /// The last point, in the space the operators speak in.
    pub(super) fn at(&self) -> (f32, f32) {
        self.at
    }

    pub(super) fn close(&mut self, ctm: Matrix) {
        let (x, y) = self.start;
        if !self.starts.is_empty() {
            self.push(x, y, ctm);
        }
    }

    pub(super) fn rectangle(&mut self, [x, y, w, h]: [f32; 4], ctm: Matrix) {
        self.move_to(x, y, ctm);
        for (x, y) in [(x + w, y), (x + w, y + h), (x, y + h)] {
            self.line_to(x, y, ctm);
        }
        self.close(ctm);
    }

    fn push(&mut self, x: f32, y: f32, ctm: Matrix) {
        self.at = (x, y);
        let (px, py) = ctm.apply(x, y);
        if self.points.len() < MAX_POINTS && px.is_finite() && py.is_finite() {
            self.points.push((px, py));
        }
    }

    /// Left, top, right and bottom.
    pub(super) fn bounds(&self) -> [f32; 4] {
        let start = [f32::MAX, f32::MAX, f32::MIN, f32::MIN];
        self.points.iter().fold(start, |[l, t, r, b], &(x, y)| [l.min(x), t.min(y), r.max(x), b.max(y)])
    }

    /// Whether it is one rectangle whose sides run along the pixels.
    pub(super) fn is_box(&self) -> bool {
        let [l, t, r, b] = self.bounds();
        let corner = |&(x, y): &(f32, f32)| (x == l || x == r) && (y == t || y == b);
        let along = |pair: &[(f32, f32)]| pair[0].0 == pair[1].0 || pair[0].1 == pair[1].1;
        self.starts.len() == 1
            && matches!(self.points.len(), 4 | 5)
            && self.points.iter().all(corner)
            && self.points.windows(2).all(along)
    }

    fn parts(&self) -> impl Iterator<Item = &[(f32, f32)]> {
        let ends = self.starts.iter().skip(1).copied().chain([self.points.len()]);
        self.starts.iter().copied().zip(ends).map(|(start, end)| &self.points[start.min(end)..end])
    }

    /// The lines of the path, each part closed.
    pub(super) fn closed_lines(&self) -> impl Iterator<Item = [(f32, f32); 2]> {
        self.parts().flat_map(|part| {
            let next = part.iter().skip(1).chain(part.first());
            part.iter().zip(next).map(|(&a, &b)| [a, b])
        })
    }

    /// The path drawn with a pen: a strip of `width` pixels along each line.
    pub(super) fn stroked(&self, width: f32) -> Self {
        let mut strips = Self::default();
        let half = width / 2.0;
        for [(x0, y0), (x1, y1)] in self.parts().flat_map(|part| part.windows(2).map(|w| [w[0], w[1]])) {
            let length = (x1 - x0).hypot(y1 - y0);
            if length == 0.0 {
                continue;
            }
            // Half a pen longer at both ends, so that corners are whole.
            let (ex, ey) = ((x1 - x0) / length * half, (y1 - y0) / length * half);
            let corners = [
                (x0 - ex - ey, y0 - ey + ex),
                (x1 + ex - ey, y1 + ey + ex),
                (x1 + ex + ey, y1 + ey - ex),
                (x0 - ex + ey, y0 - ey - ex),
            ];
            strips.starts.push(strips.points.len());
            for (x, y) in corners {
                strips.push(x, y, Matrix::IDENTITY);
            }
        }
        strips
    }
}

/// Gives `each` row of an area, from the top, the share of each of its pixels that lies inside a path, as long as there is
/// an allowance.
pub(super) fn cover(
    path: &Outline,
    rule: Rule,
    area: Area,
    work: &mut Allowance,
    mut each: impl FnMut(usize, &mut dyn Iterator<Item = f32>),
) {
    if path.is_empty() || area.is_empty() {
        return;
    }
    // The rows of the area that a line crosses, and one for the line itself.
    let rows_of = |[(_, a), (_, b)]: [(f32, f32); 2]| {
        let inside = |y: f32| y.clamp(area.top as f32, area.bottom as f32);
        (inside(a) - inside(b)).abs() as u64 + 1
    };
    if !work.spend(area.pixels() + path.closed_lines().map(rows_of).sum::<u64>()) {
        return;
    }
    let band = (BAND_PIXELS / area.width()).clamp(1, area.height());
    for top in (area.top..area.bottom).step_by(band) {
        let rows = band.min(area.bottom - top);
        let mut coverage = Coverage::new(area.width(), rows);
        let from = |(x, y): (f32, f32)| (x - area.left as f32, y - top as f32);
        path.closed_lines().for_each(|[a, b]| coverage.line([from(a), from(b)]));
        (0..rows).for_each(|row| each(top + row, &mut coverage.row(row, rule)));
    }
}

/// How much of each pixel of some rows a path covers, found by adding up the signed areas beside its lines.
struct Coverage {
    /// A row more than a pixel wider than the rows themselves, so that a line on the right edge has where to write.
    sums: Vec<f32>,
    width: usize,
    rows: usize,
}

impl Coverage {
    fn new(width: usize, rows: usize) -> Self {
        Self { sums: vec![0.0; (width + 2) * rows], width, rows }
    }

    /// Adds a line, measured from the top left pixel of the rows.
    fn line(&mut self, [from, to]: [(f32, f32); 2]) {
        if from.1 == to.1 {
            return;
        }
        let (sign, (x0, y0), (x1, y1)) = if from.1 < to.1 { (1.0, from, to) } else { (-1.0, to, from) };
        let slope = (x1 - x0) / (y1 - y0);
        let first = y0.max(0.0).floor();
        let last = y1.min(self.rows as f32).ceil();
        let mut row = first;
        while row < last {
            let (top, bottom) = (row.max(y0), (row + 1.0).min(y1));
            let right = self.width as f32;
            let across = |y: f32| (x0 + (y - y0) * slope).clamp(0.0, right);
            self.add(row as usize, across(top), across(bottom), (bottom - top) * sign);
            row += 1.0;
        }
    }

    /// Within a row, a line from `a` to `b` that goes down by `down` of its height.
    fn add(&mut self, row: usize, a: f32, b: f32, down: f32) {
        let start = row * (self.width + 2);
        let sums = &mut self.sums[start..start + self.width + 2];
        let (left, right) = (a.min(b), a.max(b));
        let first = left.floor() as usize;
        if right <= left.floor() + 1.0 {
            let middle = (left + right) / 2.0 - left.floor();
            sums[first] += down * (1.0 - middle);
            sums[first + 1] += down * middle;
            return;
        }
        // The area right of the line, pixel by pixel, as differences from the pixel before.
        let slope = down / (right - left);
        let mut before = 0.0;
        let mut x = left;
        let mut pixel = first;
        while x < right {
            let edge = ((pixel + 1) as f32).min(right);
            let step = (edge - x) * slope;
            // Of the part of the line in this pixel, the pixel's own share of area right of it.
            let own = step * (1.0 - ((x + edge) / 2.0 - pixel as f32));
            sums[pixel] += own + before;
            before = step - own;
            x = edge;
            pixel += 1;
        }
        sums[pixel] += before;
    }

    /// The share of each pixel of a row that lies inside, 0 to 1.
    fn row(&self, row: usize, rule: Rule) -> impl Iterator<Item = f32> + '_ {
        let start = row * (self.width + 2);
        let mut sum = 0.0f32;
        self.sums[start..start + self.width].iter().map(move |v| {
            sum += v;
            match rule {
                Rule::NonZero => sum.abs().min(1.0),
                Rule::EvenOdd => {
                    let folded = sum.abs() % 2.0;
                    if folded > 1.0 { 2.0 - folded } else { folded }
                }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covered(outline: &Outline, rule: Rule) -> Vec<Vec<f32>> {
        let mut coverage = Coverage::new(4, 4);
        outline.closed_lines().for_each(|line| coverage.line(line));
        (0..4).map(|row| coverage.row(row, rule).map(|c| (c * 100.0).round() / 100.0).collect()).collect()
    }

    #[test]
    fn a_pixel_is_covered_by_the_share_of_it_that_is_inside() {
        let mut outline = Outline::default();
        outline.rectangle([0.5, 1.0, 2.0, 1.5], Matrix::IDENTITY);
        assert!(outline.is_box());
        let rows = covered(&outline, Rule::NonZero);
        assert_eq!(rows[0], [0.0; 4]);
        assert_eq!(rows[1], [0.5, 1.0, 0.5, 0.0]);
        assert_eq!(rows[2], [0.25, 0.5, 0.25, 0.0]);
    }

    #[test]
    fn a_slanted_line_covers_half_of_what_it_crosses() {
        let mut outline = Outline::default();
        outline.move_to(0.0, 0.0, Matrix::IDENTITY);
        outline.line_to(4.0, 4.0, Matrix::IDENTITY);
        outline.line_to(0.0, 4.0, Matrix::IDENTITY);
        assert!(!outline.is_box());
        let rows = covered(&outline, Rule::NonZero);
        assert_eq!(rows[0], [0.5, 0.0, 0.0, 0.0]);
        assert_eq!(rows[2], [1.0, 1.0, 0.5, 0.0]);
        let flat = [(0.0, 4.0), (4.0, 3.0), (0.0, 3.0)];
        let mut outline = Outline::default();
        flat.iter().for_each(|&(x, y)| outline.line_to(x, y, Matrix::IDENTITY));
        assert_eq!(covered(&outline, Rule::NonZero)[3], [0.88, 0.63, 0.38, 0.13]);
    }

    #[test]
    fn the_eye_of_a_letter_stays_open() {
        let mut outline = Outline::default();
        outline.rectangle([0.0, 0.0, 4.0, 4.0], Matrix::IDENTITY);
        outline.rectangle([1.0, 1.0, 2.0, 2.0], Matrix::IDENTITY);
        assert_eq!(covered(&outline, Rule::EvenOdd)[1], [1.0, 0.0, 0.0, 1.0]);
        assert_eq!(covered(&outline, Rule::NonZero)[1], [1.0; 4]);
    }

    #[test]
    fn lines_outside_of_the_rows_count_for_what_is_right_of_them() {
        let mut outline = Outline::default();
        outline.rectangle([-10.0, -10.0, 12.0, 100.0], Matrix::IDENTITY);
        assert_eq!(covered(&outline, Rule::NonZero)[3], [1.0, 1.0, 0.0, 0.0]);
    }

    #[test]
    fn a_pen_stroke_is_as_wide_as_the_pen() {
        let mut outline = Outline::default();
        outline.move_to(-5.0, 2.0, Matrix::IDENTITY);
        outline.line_to(9.0, 2.0, Matrix::IDENTITY);
        let rows = covered(&outline.stroked(2.0), Rule::NonZero);
        assert_eq!((rows[0][2], rows[1][2], rows[2][2], rows[3][2]), (0.0, 1.0, 1.0, 0.0));
    }
}
