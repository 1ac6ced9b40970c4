//! A page as a picture: what is painted on it besides text, in shades of grey, for recognizing the letters in it.
//!
//! Text is not painted: what it says is known without a picture. Every codec is a library's work; everything else is
//! little enough to be done here, and with every step counted. A whole renderer (hayro) was looked at: it knows no
//! bounds on what a file may make it do.

mod allowance;
mod canvas;
mod clip;
mod codec;
mod function;
mod image;
mod inline;
mod outline;
mod painter;
mod raster;
mod samples;
mod space;

use lopdf::{Dictionary, Document};

use crate::content::Matrix;
use crate::object::resolve;
use crate::options::Limits;
use crate::pages::PageRef;
use canvas::Canvas;
use painter::Painter;

/// Pixels per inch: what engines for recognizing letters are trained on.
const RESOLUTION: f32 = 300.0;
/// Points per inch.
const POINTS: f32 = 72.0;
/// Pixels on one side: tesseract takes no more than 32,767.
const MAX_SIDE: f32 = 30_000.0;

/// A page in shades of grey, upright as a reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PagePicture {
    /// The number of the page, from 1.
    pub page: u32,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Pixels per inch: 300, or fewer on a page so large that it would have too many pixels.
    pub resolution: u32,
    /// Whether most of it comes from pictures in the file, as in a scan, which has grain and uneven light, rather than from
    /// shapes, which have neither.
    pub scanned: bool,
    /// A byte for each pixel, 0 for black and 255 for white, row by row from the top left.
    pub pixels: Vec<u8>,
}

impl PagePicture {
    /// Whether nothing is on it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.pixels.iter().all(|&pixel| pixel == 255)
    }
}

/// How a page becomes a picture.
#[derive(Debug)]
pub(crate) struct Painted {
    pub(crate) picture: PagePicture,
    /// Pixels per point.
    pub(crate) scale: f32,
    /// What could not be painted, in words.
    pub(crate) faults: Vec<String>,
}

/// Paints a page. `content` is what its content streams hold.
pub(crate) fn paint(document: &Document, page: &PageRef, number: u32, content: &[u8], limits: &Limits) -> Painted {
    let scale = scale(page.width, page.height, limits.picture_pixels);
    let side = |points: f32| (points * scale).round().clamp(1.0, MAX_SIDE) as usize;
    let (width, height) = (side(page.width), side(page.height));
    let mut painter = Painter::new(document, limits, Canvas::new(width, height));
    let resources: Option<&Dictionary> = page.get(b"Resources").and_then(|o| resolve(document, o).as_dict().ok());
    let to_pixels = Matrix::new(scale, 0.0, 0.0, scale, 0.0, 0.0);
    painter.page(content, resources, page.base.then(to_pixels));
    let scanned = painter.pictured * 2 > (width * height) as u64;
    let (canvas, faults) = painter.into_parts();
    let resolution = (scale * POINTS).round() as u32;
    let picture = PagePicture {
        page: number,
        width: width as u32,
        height: height as u32,
        resolution,
        scanned,
        pixels: canvas.into_pixels(),
    };
    Painted { picture, scale, faults }
}

/// Pixels per point for a page of this size.
fn scale(width: f32, height: f32, most: usize) -> f32 {
    let usual = RESOLUTION / POINTS;
    let fitting = (most as f32 / (width * height)).sqrt();
    usual.min(fitting).min(MAX_SIDE / width.max(height))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_page_has_fewer_pixels_per_inch() {
        let a4 = scale(595.0, 842.0, 40_000_000);
        assert!((a4 - 300.0 / 72.0).abs() < 1e-4);
        let poster = scale(2384.0, 3370.0, 40_000_000);
        assert!(poster < a4 && (poster * 2384.0) * (poster * 3370.0) < 40_100_000.0);
        assert!(scale(14_400.0, 3.0, 40_000_000) * 14_400.0 <= MAX_SIDE);
    }
}
