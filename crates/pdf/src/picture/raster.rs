/// A picture in shades of grey.
#[derive(Debug)]
pub(super) struct Raster {
    pub(super) tone: Tone,
    /// How much of the picture covers what is under it: 255 for all. None where all of it does.
    pub(super) alpha: Option<Plane>,
}

#[derive(Debug)]
pub(super) enum Tone {
    /// One shade: a stencil.
    Flat(u8),
    Plane(Plane),
}

/// One value for each pixel, from the top left, row by row. Never without pixels.
#[derive(Debug)]
pub(super) struct Plane {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) data: Vec<u8>,
}

impl Plane {
    /// A plane of these pixels; what is missing of them is white. None for one without any.
    pub(super) fn new(width: usize, height: usize, mut data: Vec<u8>) -> Option<Self> {
        let pixels = width.checked_mul(height).filter(|&n| n > 0)?;
        data.resize(pixels, 255);
        Some(Self { width, height, data })
    }

    /// How many of its pixels lie in a part of this size, in shares of its width and height.
    pub(super) fn pixels_in(&self, (du, dv): (f32, f32)) -> u64 {
        ((du * self.width as f32).ceil().max(1.0) * (dv * self.height as f32).ceil().max(1.0)) as u64
    }

    /// The shade around a point: the mean of the pixels of a part of this size, or what lies between the nearest ones
    /// where that is less than a pixel.
    pub(super) fn around(&self, u: f32, v: f32, (du, dv): (f32, f32)) -> u8 {
        let (width, height) = (self.width as f32, self.height as f32);
        let (x, y) = (u * width, v * height);
        let (half_x, half_y) = (du * width / 2.0, dv * height / 2.0);
        if half_x <= 0.5 && half_y <= 0.5 {
            return self.between(x - 0.5, y - 0.5);
        }
        let range = |at: f32, half: f32, size: usize| {
            let first = ((at - half).round().max(0.0) as usize).min(size - 1);
            first..((at + half).round().max(0.0) as usize).clamp(first + 1, size)
        };
        let columns = range(x, half_x, self.width);
        let rows = range(y, half_y, self.height);
        let count = (columns.len() * rows.len()) as u64;
        let sum: u64 = rows
            .map(|row| {
                let start = row * self.width;
                self.data[start + columns.start..start + columns.end].iter().map(|&p| u64::from(p)).sum::<u64>()
            })
            .sum();
        (sum / count) as u8
    }

    fn between(&self, x: f32, y: f32) -> u8 {
        let clamp = |v: f32, size: usize| (v.max(0.0) as usize).min(size - 1);
        let (x0, y0) = (clamp(x, self.width), clamp(y, self.height));
        let (x1, y1) = ((x0 + 1).min(self.width - 1), (y0 + 1).min(self.height - 1));
        let (tx, ty) = ((x - x0 as f32).clamp(0.0, 1.0), (y - y0 as f32).clamp(0.0, 1.0));
        let at = |x: usize, y: usize| f32::from(self.data[y * self.width + x]);
        let top = at(x0, y0) + (at(x1, y0) - at(x0, y0)) * tx;
        let bottom = at(x0, y1) + (at(x1, y1) - at(x0, y1)) * tx;
        (top + (bottom - top) * ty).round() as u8
    }
}

impl Raster {
    pub(super) fn planes(&self) -> impl Iterator<Item = &Plane> {
        let tone = match &self.tone {
            Tone::Plane(plane) => Some(plane),
            Tone::Flat(_) => None,
        };
        tone.into_iter().chain(&self.alpha)
    }
}
