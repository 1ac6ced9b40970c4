use serde::{Deserialize, Serialize};

/// A box on a page in points (1/72 inch), as a reader sees the page: after cropping and rotation, the origin at
/// the top left corner, y growing downwards.
///
/// Written to JSON as `[left, top, right, bottom]`, rounded to a tenth of a point.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "[f32; 4]", into = "[f64; 4]")]
pub struct BBox {
    /// Left edge.
    pub left: f32,
    /// Top edge.
    pub top: f32,
    /// Right edge.
    pub right: f32,
    /// Bottom edge.
    pub bottom: f32,
}

impl BBox {
    /// A box from its four edges.
    #[must_use]
    pub const fn new(left: f32, top: f32, right: f32, bottom: f32) -> Self {
        Self { left, top, right, bottom }
    }

    /// The smallest box that holds both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// Width in points.
    #[must_use]
    pub fn width(self) -> f32 {
        self.right - self.left
    }

    /// Height in points.
    #[must_use]
    pub fn height(self) -> f32 {
        self.bottom - self.top
    }

    /// The share of the smaller height that both boxes stand on, 0 to 1: 1 for two words on one line.
    #[must_use]
    pub fn vertical_overlap(self, other: Self) -> f32 {
        let shared = self.bottom.min(other.bottom) - self.top.max(other.top);
        let smaller = self.height().min(other.height());
        if smaller > 0.0 { (shared / smaller).clamp(0.0, 1.0) } else { 0.0 }
    }

    /// The same for widths: 1 where one box stands wholly above or below the other.
    #[must_use]
    pub fn horizontal_overlap(self, other: Self) -> f32 {
        let shared = self.right.min(other.right) - self.left.max(other.left);
        let smaller = self.width().min(other.width());
        if smaller > 0.0 { (shared / smaller).clamp(0.0, 1.0) } else { 0.0 }
    }
}

impl From<[f32; 4]> for BBox {
    fn from([left, top, right, bottom]: [f32; 4]) -> Self {
        Self { left, top, right, bottom }
    }
}

impl From<BBox> for [f64; 4] {
    /// Tenths of a point are finer than any reader sees and keep the files small.
    fn from(b: BBox) -> Self {
        [b.left, b.top, b.right, b.bottom].map(|v| (f64::from(v) * 10.0).round() / 10.0)
    }
}

/// Where text stands: a page, from 1, and a box on it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Page number, from 1 in the order of the file.
    pub page: u32,
    /// The box on that page.
    #[serde(rename = "box")]
    pub bbox: BBox,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_is_written_in_tenths_of_a_point() {
        let place = Place { page: 2, bbox: BBox::new(1.04, 2.06, 3.0, 4.25) };
        assert_eq!(serde_json::to_string(&place).unwrap(), r#"{"page":2,"box":[1.0,2.1,3.0,4.3]}"#);
    }

    #[test]
    fn words_of_one_line_overlap_vertically() {
        let a = BBox::new(0.0, 10.0, 20.0, 20.0);
        assert_eq!(a.vertical_overlap(BBox::new(30.0, 10.0, 40.0, 20.0)), 1.0);
        assert_eq!(a.vertical_overlap(BBox::new(30.0, 20.0, 40.0, 30.0)), 0.0);
    }
}
