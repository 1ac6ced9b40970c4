//! The lines and boxes that a page draws: what tables, boxes, bullets and the rule above notes are told by.
//!
//! Only straight lines along the axes of the page, upright rectangles and small blobs are kept; all else that paths
//! can draw says nothing of the text.

use fundscan_model::BBox;
use lopdf::{Document, Object};

use super::ground::Ground;
use super::ink::Ink;
use super::lexer::Token;
use super::matrix::Matrix;
use super::state::GraphicsState;

/// So many lines, boxes and blobs of a page are kept: a hundred dense tables.
const MAX_SHAPES: usize = 50_000;
/// A filled box thinner than this is a line, a line thicker than this a box; in points.
const THIN: f32 = 3.0;
/// Lines shorter than this are dashes and parts of pictures.
const SHORT: f32 = 4.0;
/// Bullets are at least and at most so wide and high.
const BLOB: std::ops::RangeInclusive<f32> = 1.2..=9.0;
/// A line at least this thick is something that letters may stand on.
const BAR: f32 = 4.0;
/// How far from an axis a line may lean, in points.
const LEAN: f32 = 0.3;

/// A thin line along one axis of the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Rule {
    pub(crate) horizontal: bool,
    /// Its height on the page if it is horizontal, else its distance from the left edge: the middle of the line.
    pub(crate) at: f32,
    pub(crate) from: f32,
    pub(crate) to: f32,
    pub(crate) light: f32,
}

/// A filled rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Area {
    pub(crate) bbox: BBox,
    pub(crate) light: f32,
}

/// What was drawn on a page besides text, in the order of drawing.
#[derive(Debug, Default)]
pub(crate) struct Drawing {
    pub(crate) rules: Vec<Rule>,
    pub(crate) areas: Vec<Area>,
    /// Filled or stroked shapes about as wide as high and no larger than a letter: bullets, where text follows.
    pub(crate) blobs: Vec<BBox>,
    /// Whether there was more than is kept.
    pub(crate) full: bool,
}

/// A part of a path, on the page.
#[derive(Clone, Copy, Debug)]
enum Shape {
    Line((f32, f32), (f32, f32)),
    /// A closed outline: whether it is an upright rectangle.
    Outline(BBox, bool),
}

/// The path under construction.
#[derive(Debug, Default)]
pub(super) struct Path {
    shapes: Vec<Shape>,
    start: (f32, f32),
    pen: (f32, f32),
    /// The current outline: its box, how many lines it has, and whether all of them run along the axes.
    outline: Option<(BBox, u32, bool)>,
    full: bool,
}

impl Path {
    /// Runs an operator that constructs a path; gives whether it was one.
    pub(super) fn construct(&mut self, operator: &[u8; 3], operands: &[Token], ctm: Matrix) -> bool {
        if !matches!(operator, b"m\0\0" | b"l\0\0" | b"c\0\0" | b"v\0\0" | b"y\0\0" | b"h\0\0" | b"re\0") {
            return false;
        }
        let mut n = [0.0f32; 6];
        for (slot, token) in n.iter_mut().zip(operands) {
            if let &Token::Number(value) = token {
                *slot = value;
            }
        }
        match operator {
            b"m\0\0" => self.move_to(ctm.apply(n[0], n[1])),
            b"l\0\0" => self.line_to(ctm.apply(n[0], n[1])),
            b"c\0\0" => self.curve_to(&[ctm.apply(n[0], n[1]), ctm.apply(n[2], n[3]), ctm.apply(n[4], n[5])]),
            b"v\0\0" | b"y\0\0" => self.curve_to(&[ctm.apply(n[0], n[1]), ctm.apply(n[2], n[3])]),
            b"h\0\0" => self.close(),
            b"re\0" => {
                let [x, y, w, h, ..] = n;
                self.move_to(ctm.apply(x, y));
                self.line_to(ctm.apply(x + w, y));
                self.line_to(ctm.apply(x + w, y + h));
                self.line_to(ctm.apply(x, y + h));
                self.close();
            }
            _ => return false,
        }
        true
    }

    /// The box of all outlines and lines; none where there are none, or more than are kept.
    pub(super) fn bbox(&mut self) -> Option<BBox> {
        self.end_outline();
        let boxes = self.shapes.iter().map(|shape| match *shape {
            Shape::Line(from, to) => point(from.0, from.1).union(point(to.0, to.1)),
            Shape::Outline(bbox, _) => bbox,
        });
        boxes.reduce(BBox::union).filter(|_| !self.full)
    }

    /// Lays what painting the path would cover on the ground.
    pub(super) fn cover(&mut self, ground: &mut Ground, fills: bool, strokes: bool, state: &GraphicsState) {
        self.end_outline();
        let scale = (state.ctm.a * state.ctm.d - state.ctm.b * state.ctm.c).abs().sqrt();
        let half = state.line_width.max(0.0) * scale / 2.0;
        for &shape in &self.shapes {
            match shape {
                Shape::Outline(bbox, upright) if fills => {
                    let Some(bbox) = state.clip.within(bbox) else { continue };
                    match (state.fill.is_white(), upright) {
                        (false, _) => ground.paint(bbox),
                        (true, true) => ground.clear(bbox),
                        (true, false) => {}
                    }
                }
                // Lines as thick as letters are high make a bar.
                Shape::Line(from, to) if strokes && half > BAR / 2.0 && !state.stroke.is_white() => {
                    let (from, to) = (point(from.0, from.1), point(to.0, to.1));
                    let line = from.union(to);
                    let bar = BBox::new(line.left - half, line.top - half, line.right + half, line.bottom + half);
                    if let Some(bbox) = state.clip.within(bar) {
                        ground.paint(bbox);
                    }
                }
                _ => {}
            }
        }
    }

    pub(super) fn clear(&mut self) {
        self.shapes.clear();
        self.outline = None;
        self.full = false;
    }

    fn move_to(&mut self, to: (f32, f32)) {
        self.end_outline();
        self.start = to;
        self.pen = to;
    }

    fn line_to(&mut self, to: (f32, f32)) {
        let from = self.pen;
        let straight = (from.0 - to.0).abs() <= LEAN || (from.1 - to.1).abs() <= LEAN;
        let (bbox, lines, upright) = self.outline.get_or_insert((point(from.0, from.1), 0, true));
        add(bbox, to);
        *lines += 1;
        *upright &= straight;
        if straight {
            self.push(Shape::Line(from, to));
        }
        self.pen = to;
    }

    fn curve_to(&mut self, points: &[(f32, f32)]) {
        let from = self.pen;
        let (bbox, _, upright) = self.outline.get_or_insert((point(from.0, from.1), 0, true));
        points.iter().for_each(|&to| add(bbox, to));
        *upright = false;
        self.pen = points.last().copied().unwrap_or(from);
    }

    fn close(&mut self) {
        if self.outline.is_some() && self.pen != self.start {
            self.line_to(self.start);
        }
        self.end_outline();
        self.pen = self.start;
    }

    fn end_outline(&mut self) {
        if let Some((bbox, lines, upright)) = self.outline.take() {
            // Three or four lines, or five where the last goes back to where the first began.
            self.push(Shape::Outline(bbox, upright && (3..=5).contains(&lines)));
        }
    }

    fn push(&mut self, shape: Shape) {
        if self.shapes.len() < MAX_SHAPES {
            self.shapes.push(shape);
        } else {
            self.full = true;
        }
    }
}

impl Drawing {
    /// Paints a path; `operator` is the one that does.
    pub(super) fn paint(&mut self, path: &mut Path, operator: &[u8; 3], state: &GraphicsState) {
        path.end_outline();
        let fills = matches!(operator[0], b'f' | b'F' | b'B' | b'b');
        let strokes = matches!(operator[0], b'S' | b's' | b'B' | b'b');
        self.full |= path.full;
        let scale = (state.ctm.a * state.ctm.d - state.ctm.b * state.ctm.c).abs().sqrt();
        let width = state.line_width * scale;
        for &shape in &path.shapes {
            match shape {
                Shape::Line(from, to) if strokes => self.stroke(from, to, width, state.stroke),
                Shape::Outline(bbox, true) if fills => self.fill(bbox, state.fill),
                Shape::Outline(bbox, false) => self.blob(bbox),
                // A stroked square may be the box of a list, as well as four lines.
                Shape::Outline(bbox, true) => self.blob(bbox),
                Shape::Line(..) => {}
            }
        }
        path.clear();
    }

    fn stroke(&mut self, from: (f32, f32), to: (f32, f32), width: f32, ink: Ink) {
        let mut bbox = point(from.0, from.1);
        add(&mut bbox, to);
        let half = width.max(0.0) / 2.0;
        if bbox.width() >= bbox.height() {
            (bbox.top, bbox.bottom) = (bbox.top - half, bbox.bottom + half);
        } else {
            (bbox.left, bbox.right) = (bbox.left - half, bbox.right + half);
        }
        self.rule_or_area(bbox, ink);
    }

    fn fill(&mut self, bbox: BBox, ink: Ink) {
        self.blob(bbox);
        self.rule_or_area(bbox, ink);
    }

    fn rule_or_area(&mut self, bbox: BBox, ink: Ink) {
        let (width, height) = (bbox.width(), bbox.height());
        if !(width.max(height) >= SHORT && width.max(height) < 1e5) {
            return;
        }
        if self.rules.len() + self.areas.len() >= MAX_SHAPES {
            self.full = true;
        } else if height <= THIN && width > height {
            let at = (bbox.top + bbox.bottom) / 2.0;
            self.rules.push(Rule { horizontal: true, at, from: bbox.left, to: bbox.right, light: ink.light });
        } else if width <= THIN && height > width {
            let at = (bbox.left + bbox.right) / 2.0;
            self.rules.push(Rule { horizontal: false, at, from: bbox.top, to: bbox.bottom, light: ink.light });
        } else if width >= SHORT && height >= SHORT {
            self.areas.push(Area { bbox, light: ink.light });
        }
    }

    fn blob(&mut self, bbox: BBox) {
        let (width, height) = (bbox.width(), bbox.height());
        let square = width.max(height) < 1.6 * width.min(height);
        if square && BLOB.contains(&width) && BLOB.contains(&height) {
            if self.blobs.len() < MAX_SHAPES {
                self.blobs.push(bbox);
            } else {
                self.full = true;
            }
        }
    }
}

fn point(x: f32, y: f32) -> BBox {
    BBox::new(x, y, x, y)
}

/// Drawings have many points: nothing is done for those within the box.
#[inline]
fn add(bbox: &mut BBox, (x, y): (f32, f32)) {
    if x < bbox.left {
        bbox.left = x;
    } else if x > bbox.right {
        bbox.right = x;
    }
    if y < bbox.top {
        bbox.top = y;
    } else if y > bbox.bottom {
        bbox.bottom = y;
    }
}

impl GraphicsState {
    /// Runs an operator that sets how paths and text are painted. `name` is its first operand, if
    /// that is a name, and `resource` finds the colour space of that name.
    pub(super) fn paint_operator<'d>(
        &mut self,
        operator: &[u8; 3],
        operands: &[Token],
        document: &'d Document,
        name: &[u8],
        resource: impl FnOnce() -> Option<&'d Object>,
    ) {
        match operator {
            b"w\0\0" => {
                if let Some(&Token::Number(width)) = operands.first() {
                    self.line_width = width;
                }
            }
            b"g\0\0" | b"rg\0" | b"k\0\0" => self.fill.set_device(operands),
            b"G\0\0" | b"RG\0" | b"K\0\0" => self.stroke.set_device(operands),
            b"sc\0" | b"scn" => self.fill.set(operands),
            b"SC\0" | b"SCN" => self.stroke.set(operands),
            b"cs\0" => self.fill.space(document, name, resource()),
            b"CS\0" => self.stroke.space(document, name, resource()),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::ground::Clip;
    use super::super::lexer::Lexer;
    use super::*;

    fn drawing(content: &str) -> Drawing {
        // User space with its origin at the bottom left of a page 100 points high.
        let mut state = GraphicsState::new(Matrix::new(1.0, 0.0, 0.0, -1.0, 0.0, 100.0), Clip::page(100.0, 100.0));
        let document = Document::new();
        let mut drawing = Drawing::default();
        let mut path = Path::default();
        let mut lexer = Lexer::new(content.as_bytes());
        let mut operands = Vec::new();
        while let Some(token) = lexer.next() {
            let Token::Operator(operator) = token else {
                operands.push(token);
                continue;
            };
            if matches!(&operator, b"f\0\0" | b"S\0\0" | b"B\0\0") {
                drawing.paint(&mut path, &operator, &state);
            } else if !path.construct(&operator, &operands, state.ctm) {
                state.paint_operator(&operator, &operands, &document, b"", || None);
            }
            operands.clear();
        }
        drawing
    }

    #[test]
    fn lines_and_thin_boxes_are_rules_and_other_boxes_are_areas() {
        let drawn = drawing("10 50 m 90 50 l S 10 10 0.5 40 re f 0.9 g 10 20 80 12 re f");
        let rule = |horizontal, at, from, to| Rule { horizontal, at, from, to, light: 0.0 };
        assert_eq!(drawn.rules, [rule(true, 50.0, 10.0, 90.0), rule(false, 10.25, 50.0, 90.0)]);
        let bbox = BBox::new(10.0, 68.0, 90.0, 80.0);
        assert_eq!(drawn.areas, [Area { bbox, light: 0.9 }]);
    }

    #[test]
    fn a_stroked_rectangle_is_four_rules_and_a_thick_line_an_area() {
        let drawn = drawing("10 10 80 40 re S 12 w 10 80 m 90 80 l S");
        assert_eq!(drawn.rules.len(), 4);
        assert_eq!(drawn.areas.len(), 1);
        assert_eq!(drawn.areas[0].bbox.height(), 12.0);
    }

    #[test]
    fn slanted_lines_and_outlines_of_letters_are_nothing_and_discs_are_blobs() {
        let drawn = drawing("10 10 m 50 60 l S 10 10 m 20 10 20 30 10 40 c 30 40 l f");
        assert!(drawn.rules.is_empty() && drawn.areas.is_empty() && drawn.blobs.is_empty());
        let drawn = drawing("10 10 m 13 10 13 13 10 13 c 8.5 13 8.5 10 10 10 c f");
        assert_eq!(drawn.blobs.len(), 1);
    }
}
