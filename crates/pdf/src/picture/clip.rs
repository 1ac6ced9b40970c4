//! The part of the canvas that may be painted.

use std::cell::Cell;
use std::rc::Rc;

use super::allowance::Allowance;
use super::outline::{Outline, Rule, cover};

/// Pixels of all masks that are in use at once; where there are more, clipping is to boxes.
const MAX_MASKS: usize = 64_000_000;

/// Pixels from `left` up to but not `right`, from `top` up to but not `bottom`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) left: usize,
    pub(super) top: usize,
    pub(super) right: usize,
    pub(super) bottom: usize,
}

impl Area {
    /// The pixels of this part that touch a box in pixels.
    pub(super) fn within(self, [left, top, right, bottom]: [f32; 4]) -> Self {
        // Casts saturate, and take what is no number for 0.
        let low = |v: f32, least: usize, most: usize| (v.floor().max(0.0) as usize).clamp(least, most);
        let high = |v: f32, least: usize, most: usize| (v.ceil().max(0.0) as usize).clamp(least, most);
        let (left, top) = (low(left, self.left, self.right), low(top, self.top, self.bottom));
        Self { left, top, right: high(right, left, self.right), bottom: high(bottom, top, self.bottom) }
    }

    pub(super) fn width(self) -> usize {
        self.right.saturating_sub(self.left)
    }

    pub(super) fn height(self) -> usize {
        self.bottom.saturating_sub(self.top)
    }

    pub(super) fn pixels(self) -> u64 {
        (self.width() * self.height()) as u64
    }

    pub(super) fn is_empty(self) -> bool {
        self.width() == 0 || self.height() == 0
    }
}

/// What may be painted: an area, and of each of its pixels how much.
#[derive(Clone, Debug)]
pub(super) struct Clip {
    pub(super) area: Area,
    mask: Option<Rc<Mask>>,
}

#[derive(Debug)]
struct Mask {
    area: Area,
    /// 255 for all of a pixel.
    shares: Vec<u8>,
    in_use: Rc<Cell<usize>>,
}

impl Drop for Mask {
    fn drop(&mut self) {
        self.in_use.set(self.in_use.get() - self.shares.len());
    }
}

impl Clip {
    /// All of an area.
    pub(super) fn of(area: Area) -> Self {
        Self { area, mask: None }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.area.is_empty()
    }

    /// How much of a pixel of its area may be painted, 0 to 1.
    pub(super) fn at(&self, x: usize, y: usize) -> f32 {
        self.mask.as_ref().map_or(1.0, |mask| {
            let row = (y - mask.area.top) * mask.area.width();
            f32::from(mask.shares[row + x - mask.area.left]) / 255.0
        })
    }

    /// The part of it in a box in pixels.
    pub(super) fn within(&self, bounds: [f32; 4]) -> Self {
        Self { area: self.area.within(bounds), mask: self.mask.clone() }
    }

    /// The part of it inside a path. `in_use` counts the pixels of masks.
    pub(super) fn inside(&self, path: &Outline, rule: Rule, in_use: &Rc<Cell<usize>>, work: &mut Allowance) -> Self {
        let within = self.within(path.bounds());
        let pixels = within.area.width() * within.area.height();
        if path.is_box() || pixels == 0 || in_use.get() + pixels > MAX_MASKS {
            return within;
        }
        let area = within.area;
        let mut shares = Vec::with_capacity(pixels);
        cover(path, rule, area, work, |y, row| {
            let of_row = (area.left..area.right).zip(row);
            shares.extend(of_row.map(|(x, cover)| (cover * within.at(x, y) * 255.0).round() as u8));
        });
        shares.resize(pixels, 0);
        in_use.set(in_use.get() + pixels);
        Self { area, mask: Some(Rc::new(Mask { area, shares, in_use: Rc::clone(in_use) })) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Matrix;

    #[test]
    fn only_what_is_inside_of_all_paths_may_be_painted() {
        let whole = Clip::of(Area { left: 0, top: 0, right: 8, bottom: 8 });
        let (in_use, mut work) = (Rc::default(), Allowance::new(1000));
        let triangle = |points: [(f32, f32); 3]| {
            let mut path = Outline::default();
            points.iter().for_each(|&(x, y)| path.line_to(x, y, Matrix::IDENTITY));
            path
        };
        let left = whole.inside(&triangle([(0.0, 0.0), (8.0, 8.0), (0.0, 8.0)]), Rule::NonZero, &in_use, &mut work);
        assert_eq!((left.at(0, 4), left.at(6, 2), left.at(3, 3)), (1.0, 0.0, 128.0 / 255.0));
        let both = left.inside(&triangle([(0.0, 8.0), (8.0, 0.0), (8.0, 8.0)]), Rule::NonZero, &in_use, &mut work);
        assert_eq!((both.at(4, 6), both.at(0, 4), both.at(6, 4)), (1.0, 0.0, 0.0));
        assert_eq!(in_use.get(), 128);
        drop((left, both));
        assert_eq!(in_use.get(), 0);
    }

    #[test]
    fn boxes_need_no_mask() {
        let whole = Clip::of(Area { left: 0, top: 0, right: 8, bottom: 8 });
        let mut path = Outline::default();
        path.rectangle([2.0, 2.0, 3.0, 30.0], Matrix::IDENTITY);
        let in_use = Rc::default();
        let clip = whole.inside(&path, Rule::NonZero, &in_use, &mut Allowance::new(0));
        assert_eq!(clip.area, Area { left: 2, top: 2, right: 5, bottom: 8 });
        assert!(clip.mask.is_none());
        assert!(whole.within([9.0, 9.0, 12.0, 12.0]).is_empty());
    }
}
