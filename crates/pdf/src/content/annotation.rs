//! What annotations and form fields show (ISO 32000-1, 12.5): filled-in forms, remarks typed on the page, stamps.

use fundscan_model::BBox;
use lopdf::{Dictionary, Object, ObjectId, Stream};

use super::budget::Told;
use super::interpret::{Frame, Interpreter, numbers};
use super::matrix::Matrix;
use super::scribe::Pen;
use super::state::GraphicsState;
use crate::object::{resolve, text_string};

/// Annotations of one page that are looked at.
const MAX_ANNOTATIONS: usize = 10_000;
/// How far a field may be from the one that its value stands in.
const MAX_PARENTS: usize = 32;
/// Bits of the `F` entry: hidden, and not shown on a screen.
const UNSEEN: i64 = 1 << 1 | 1 << 5;
/// The bit of the `Ff` entry of a field that shows dots for letters.
const PASSWORD: i64 = 1 << 13;
/// The size of letters that no appearance sets, in points, and how wide and high they are taken to be, in ems.
const PLAIN_SIZE: f32 = 10.0;
const PLAIN_WIDTH: f32 = 0.5;
const PLAIN_EXTENT: (f32, f32) = (0.75, -0.25);

impl<'d> Interpreter<'d> {
    /// Draws the annotations of a page, which lie over its content.
    pub(super) fn annotations(&mut self, list: &'d Object, state: &GraphicsState, frame: &mut Frame<'_, 'd>) {
        let Ok(list) = resolve(self.document, list).as_array() else { return };
        if list.len() > MAX_ANNOTATIONS {
            let what = format!("the page has more than {MAX_ANNOTATIONS} annotations; the rest was left out");
            frame.out.tell(Told::limit(what));
        }
        for annotation in list.iter().take(MAX_ANNOTATIONS) {
            let id = annotation.as_reference().ok();
            if let Ok(annotation) = resolve(self.document, annotation).as_dict() {
                self.begin_annotation(id, frame);
                self.annotation(annotation, state, frame);
                frame.marked.pop();
            }
        }
    }

    fn annotation(&mut self, annotation: &'d Dictionary, state: &GraphicsState, frame: &mut Frame<'_, 'd>) {
        let get = |key: &[u8]| annotation.get(key).ok().map(|object| resolve(self.document, object));
        let flags = get(b"F").and_then(|o| o.as_i64().ok()).unwrap_or(0);
        let subtype = get(b"Subtype").and_then(|o| o.as_name().ok()).unwrap_or_default();
        // A window that opens beside the page.
        let layer = annotation.get(b"OC");
        if flags & UNSEEN != 0 || subtype == b"Popup" || layer.is_ok_and(|layer| self.layers.hide(self.document, layer))
        {
            return;
        }
        let Some(&[x0, y0, x1, y1]) = annotation.get(b"Rect").ok().and_then(|o| numbers(self.document, o)).as_deref()
        else {
            return;
        };
        let rectangle = BBox::new(x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1));
        if let Some((id, appearance)) = self.appearance(annotation) {
            let ctm = self.fitted(appearance, rectangle).then(state.ctm);
            self.draw_form(id, appearance, GraphicsState { ctm, ..state.clone() }, frame);
        } else if let Some(text) = self.value(annotation, subtype) {
            write_plainly(&text, state.ctm.bbox(rectangle), frame);
        }
    }

    /// The appearance in use, of several that a check box may have.
    fn appearance(&self, annotation: &'d Dictionary) -> Option<(Option<ObjectId>, &'d Stream)> {
        let appearances = resolve(self.document, annotation.get(b"AP").ok()?).as_dict().ok()?;
        let normal = appearances.get(b"N").ok()?;
        match resolve(self.document, normal) {
            Object::Stream(stream) => Some((normal.as_reference().ok(), stream)),
            Object::Dictionary(states) => {
                let name = resolve(self.document, annotation.get(b"AS").ok()?).as_name().ok()?;
                let chosen = states.get(name).ok()?;
                Some((chosen.as_reference().ok(), resolve(self.document, chosen).as_stream().ok()?))
            }
            _ => None,
        }
    }

    /// What takes the space of an appearance to the page, so that its box fills the rectangle (12.5.5).
    fn fitted(&self, appearance: &Stream, rectangle: BBox) -> Matrix {
        let entry = |key: &[u8]| appearance.dict.get(key).ok().and_then(|o| numbers(self.document, o));
        let matrix = entry(b"Matrix").and_then(|n| Matrix::from_slice(&n)).unwrap_or(Matrix::IDENTITY);
        let Some(&[x0, y0, x1, y1]) = entry(b"BBox").as_deref() else { return Matrix::IDENTITY };
        let bbox = matrix.bbox(BBox::new(x0, y0, x1, y1));
        let scale = |from: f32, to: f32| if from > 0.0 { to / from } else { 1.0 };
        let (a, d) = (scale(bbox.width(), rectangle.width()), scale(bbox.height(), rectangle.height()));
        Matrix::new(a, 0.0, 0.0, d, rectangle.left - a * bbox.left, rectangle.top - d * bbox.top)
    }

    /// What a field holds, or a remark says, for which the file draws nothing: readers draw it themselves.
    fn value(&self, annotation: &'d Dictionary, subtype: &[u8]) -> Option<String> {
        let text = |object: &Object| match object {
            Object::String(text, _) => Some(text_string(text)),
            _ => None,
        };
        if subtype == b"FreeText" {
            return text(resolve(self.document, annotation.get(b"Contents").ok()?));
        }
        if subtype != b"Widget"
            || self.inherited(annotation, b"Ff").and_then(|o| o.as_i64().ok()).unwrap_or(0) & PASSWORD != 0
        {
            return None;
        }
        match self.inherited(annotation, b"FT")?.as_name() {
            Ok(b"Tx" | b"Ch") => text(self.inherited(annotation, b"V")?),
            _ => None,
        }
    }

    /// An entry of a field, or of the nearest above it that has one.
    fn inherited(&self, field: &'d Dictionary, key: &[u8]) -> Option<&'d Object> {
        let mut field = field;
        for _ in 0..MAX_PARENTS {
            if let Ok(value) = field.get(key) {
                return Some(resolve(self.document, value));
            }
            field = resolve(self.document, field.get(b"Parent").ok()?).as_dict().ok()?;
        }
        None
    }
}

/// Writes lines of text into a box on the page, from its top left corner on.
fn write_plainly(text: &str, bbox: BBox, frame: &mut Frame<'_, '_>) {
    let (mark, tag) = frame.marked.top().map(|top| (top.mark(), top.tag)).unwrap_or_default();
    let mut v = bbox.top;
    for line in text.split(['\r', '\n']).filter(|line| !line.trim().is_empty()) {
        let letters = line.chars().count();
        if !frame.has_room_for(letters) {
            return;
        }
        frame.out.glyphs += letters;
        frame.out.letters += letters;
        let size = PLAIN_SIZE.min(bbox.height().max(1.0));
        // As wide as the box allows, so that it does not run into what stands beside it.
        let width = (bbox.width() / letters as f32).clamp(0.01, PLAIN_WIDTH * size);
        v += 1.2 * size;
        for (index, letter) in line.chars().enumerate() {
            let u0 = bbox.left + index as f32 * width;
            let pen = Pen {
                u0,
                u1: u0 + width,
                v,
                size,
                spacing: 0.0,
                font: u32::MAX,
                extent: PLAIN_EXTENT,
                angle: 0,
                bold: false,
                italic: false,
                mark,
                tag,
            };
            frame.out.scribe.glyph(letter.encode_utf8(&mut [0; 4]), pen);
        }
    }
}
