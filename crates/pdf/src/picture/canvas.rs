//! The picture of a page while it is painted: shades of grey, white where nothing is.

use super::allowance::Allowance;
use super::clip::{Area, Clip};
use super::outline::{Outline, Rule, cover};
use super::raster::{Raster, Tone};
use crate::content::Matrix;

/// What is painted with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ink {
    /// 0 for black, 255 for white.
    pub(super) tone: u8,
    /// 0 for nothing, 1 for all of it.
    pub(super) opacity: f32,
    /// Whether what is there shines through, as with a marker pen.
    pub(super) multiply: bool,
}

impl Ink {
    fn over(self, tone: u8, cover: f32, paper: u8) -> u8 {
        let target = if self.multiply { f32::from(tone) * f32::from(paper) / 255.0 } else { f32::from(tone) };
        let paper = f32::from(paper);
        (paper + (target - paper) * cover * self.opacity).round() as u8
    }
}

#[derive(Debug)]
pub(super) struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl Canvas {
    pub(super) fn new(width: usize, height: usize) -> Self {
        Self { width, height, pixels: vec![255; width * height] }
    }

    pub(super) fn into_pixels(self) -> Vec<u8> {
        self.pixels
    }

    /// All of it.
    pub(super) fn whole(&self) -> Area {
        Area { left: 0, top: 0, right: self.width, bottom: self.height }
    }

    fn row(&mut self, y: usize, area: Area) -> &mut [u8] {
        &mut self.pixels[y * self.width + area.left..y * self.width + area.right]
    }

    /// Paints all of `clip`.
    pub(super) fn flood(&mut self, ink: Ink, clip: &Clip, work: &mut Allowance) {
        if clip.is_empty() || !work.spend(clip.area.pixels()) {
            return;
        }
        for y in clip.area.top..clip.area.bottom {
            for (x, pixel) in (clip.area.left..).zip(self.row(y, clip.area)) {
                *pixel = ink.over(ink.tone, clip.at(x, y), *pixel);
            }
        }
    }

    /// Paints the inside of a path.
    pub(super) fn fill(&mut self, path: &Outline, rule: Rule, ink: Ink, clip: &Clip, work: &mut Allowance) {
        let area = clip.area.within(path.bounds());
        cover(path, rule, area, work, |y, row| {
            for ((x, pixel), cover) in (area.left..).zip(self.row(y, area)).zip(row) {
                if cover > 0.0 {
                    *pixel = ink.over(ink.tone, cover * clip.at(x, y), *pixel);
                }
            }
        });
    }

    /// Paints a picture; `placed` takes the unit square it fills, the origin at its lower left corner, to pixels.
    pub(super) fn draw(&mut self, picture: &Raster, placed: Matrix, ink: Ink, clip: &Clip, work: &mut Allowance) {
        let mut square = Outline::default();
        square.rectangle([0.0, 0.0, 1.0, 1.0], placed);
        let area = clip.area.within(square.bounds());
        let Some(back) = placed.inverse() else { return };
        if area.is_empty() {
            return;
        }
        // How much of the picture, as shares of its width and height, a pixel shows.
        let span = ((back.a.abs() + back.c.abs()).min(1.0), (back.b.abs() + back.d.abs()).min(1.0));
        let cost: u64 = picture.planes().map(|plane| plane.pixels_in(span)).sum::<u64>() + 1;
        if !work.spend(area.pixels().saturating_mul(cost)) {
            return;
        }
        for y in area.top..area.bottom {
            for (x, pixel) in (area.left..).zip(self.row(y, area)) {
                let (u, v) = back.apply(x as f32 + 0.5, y as f32 + 0.5);
                if !(0.0..=1.0).contains(&u) || !(0.0..=1.0).contains(&v) {
                    continue;
                }
                // Pictures are stored from the top.
                let (u, v) = (u, 1.0 - v);
                let alpha = picture.alpha.as_ref().map_or(1.0, |alpha| f32::from(alpha.around(u, v, span)) / 255.0);
                let cover = alpha * clip.at(x, y);
                if cover > 0.0 {
                    let tone = match &picture.tone {
                        Tone::Flat(tone) => *tone,
                        Tone::Plane(plane) => plane.around(u, v, span),
                    };
                    *pixel = ink.over(tone, cover, *pixel);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::raster::Plane;
    use super::*;

    const BLACK: Ink = Ink { tone: 0, opacity: 1.0, multiply: false };

    fn raster(width: usize, data: &[u8]) -> Raster {
        Raster { tone: Tone::Plane(Plane::new(width, data.len() / width, data.to_vec()).unwrap()), alpha: None }
    }

    fn drawn(picture: &Raster, placed: [f32; 6]) -> Vec<u8> {
        let mut canvas = Canvas::new(2, 2);
        let (whole, mut work) = (Clip::of(canvas.whole()), Allowance::new(1000));
        canvas.draw(picture, Matrix::from_slice(&placed).unwrap(), BLACK, &whole, &mut work);
        canvas.into_pixels()
    }

    #[test]
    fn a_picture_is_turned_and_mirrored_by_its_matrix() {
        let picture = raster(2, &[10, 20, 30, 40]);
        // As a page gives it: y grows downwards on the canvas.
        assert_eq!(drawn(&picture, [2.0, 0.0, 0.0, -2.0, 0.0, 2.0]), [10, 20, 30, 40]);
        assert_eq!(drawn(&picture, [2.0, 0.0, 0.0, 2.0, 0.0, 0.0]), [30, 40, 10, 20]);
        assert_eq!(drawn(&picture, [-2.0, 0.0, 0.0, -2.0, 2.0, 2.0]), [20, 10, 40, 30]);
        // A quarter turn clockwise.
        assert_eq!(drawn(&picture, [0.0, 2.0, 2.0, 0.0, 0.0, 0.0]), [30, 10, 40, 20]);
    }

    #[test]
    fn a_large_picture_is_averaged_and_a_small_one_smoothed() {
        let fine = raster(4, &[0, 0, 200, 200, 0, 0, 200, 200, 100, 100, 60, 60, 100, 100, 60, 60]);
        assert_eq!(drawn(&fine, [2.0, 0.0, 0.0, -2.0, 0.0, 2.0]), [0, 200, 100, 60]);
        let coarse = raster(1, &[77]);
        assert_eq!(drawn(&coarse, [2.0, 0.0, 0.0, -2.0, 0.0, 2.0]), [77; 4]);
    }

    #[test]
    fn a_picture_without_width_is_not_drawn() {
        assert_eq!(drawn(&raster(1, &[0]), [0.0, 0.0, 0.0, -2.0, 0.0, 2.0]), [255; 4]);
    }

    #[test]
    fn what_is_multiplied_lets_the_paper_shine_through() {
        let mut canvas = Canvas::new(1, 1);
        let (whole, mut work) = (Clip::of(canvas.whole()), Allowance::new(1000));
        canvas.flood(Ink { tone: 100, ..BLACK }, &whole, &mut work);
        canvas.flood(Ink { tone: 255, multiply: true, ..BLACK }, &whole, &mut work);
        assert_eq!(canvas.pixels, [100]);
        canvas.flood(Ink { tone: 200, opacity: 0.5, ..BLACK }, &whole, &mut work);
        assert_eq!(canvas.pixels, [150]);
    }

    #[test]
    fn work_that_is_spent_paints_nothing_more() {
        let mut canvas = Canvas::new(2, 2);
        let (whole, mut work) = (Clip::of(canvas.whole()), Allowance::new(5));
        canvas.flood(Ink { tone: 9, ..BLACK }, &whole, &mut work);
        canvas.flood(BLACK, &whole, &mut work);
        assert!(work.is_spent());
        assert_eq!(canvas.pixels, [9; 4]);
    }
}
