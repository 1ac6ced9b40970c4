use fundscan_model::BBox;

/// A PDF transformation matrix `[a b c d e f]` (ISO 32000-1, 8.3.3): row vectors, multiplied from the left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Matrix {
    pub(crate) a: f32,
    pub(crate) b: f32,
    pub(crate) c: f32,
    pub(crate) d: f32,
    pub(crate) e: f32,
    pub(crate) f: f32,
}

impl Matrix {
    pub(crate) const IDENTITY: Self = Self::new(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);

    pub(crate) const fn new(a: f32, b: f32, c: f32, d: f32, e: f32, f: f32) -> Self {
        Self { a, b, c, d, e, f }
    }

    /// From the six numbers of an operator or a `/Matrix` entry; none where one is not finite.
    pub(crate) fn from_slice(n: &[f32]) -> Option<Self> {
        match *n {
            [a, b, c, d, e, f] if n.iter().all(|v| v.is_finite()) => Some(Self::new(a, b, c, d, e, f)),
            _ => None,
        }
    }

    /// `self` applied first, then `next`.
    pub(crate) fn then(self, next: Self) -> Self {
        Self {
            a: self.a * next.a + self.b * next.c,
            b: self.a * next.b + self.b * next.d,
            c: self.c * next.a + self.d * next.c,
            d: self.c * next.b + self.d * next.d,
            e: self.e * next.a + self.f * next.c + next.e,
            f: self.e * next.b + self.f * next.d + next.f,
        }
    }

    /// The matrix that moves by `(x, y)` first and then applies `self`.
    pub(crate) fn moved(self, x: f32, y: f32) -> Self {
        Self { e: x * self.a + y * self.c + self.e, f: x * self.b + y * self.d + self.f, ..self }
    }

    /// The box that the corners of a box lie in afterwards, whichever way round they are given.
    pub(crate) fn bbox(self, of: BBox) -> BBox {
        let corner = |x, y| {
            let (x, y) = self.apply(x, y);
            BBox::new(x, y, x, y)
        };
        let (one, other) = (corner(of.left, of.top), corner(of.right, of.bottom));
        one.union(other).union(corner(of.left, of.bottom)).union(corner(of.right, of.top))
    }

    /// The matrix that takes back what this one does; none where it makes an area of nothing.
    pub(crate) fn inverse(self) -> Option<Self> {
        let determinant = self.a * self.d - self.b * self.c;
        let inverse = Self {
            a: self.d / determinant,
            b: -self.b / determinant,
            c: -self.c / determinant,
            d: self.a / determinant,
            e: (self.c * self.f - self.d * self.e) / determinant,
            f: (self.b * self.e - self.a * self.f) / determinant,
        };
        let Self { a, b, c, d, e, f } = inverse;
        (determinant != 0.0 && [a, b, c, d, e, f].iter().all(|v| v.is_finite())).then_some(inverse)
    }

    pub(crate) fn apply(self, x: f32, y: f32) -> (f32, f32) {
        (x * self.a + y * self.c + self.e, x * self.b + y * self.d + self.f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matrices_are_applied_from_left_to_right() {
        let scale_then_move =
            Matrix::new(2.0, 0.0, 0.0, 2.0, 0.0, 0.0).then(Matrix::new(1.0, 0.0, 0.0, 1.0, 10.0, 5.0));
        assert_eq!(scale_then_move.apply(1.0, 1.0), (12.0, 7.0));
        assert_eq!(scale_then_move.moved(1.0, 0.0).apply(0.0, 0.0), (12.0, 5.0));
    }
}
