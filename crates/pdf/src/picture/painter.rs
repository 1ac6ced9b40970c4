//! Runs the operators of a page that paint something other than text (ISO 32000-1, 8.4 to 8.10).
//!
//! What matters is what can be read on the picture: shapes, pictures, and whether they are light or dark. Shadings and
//! patterns are a middle grey, and what is painted through a soft mask, such as a shadow, is left out.

use std::cell::Cell;
use std::rc::Rc;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::allowance::Allowance;
use super::canvas::{Canvas, Ink};
use super::clip::Clip;
use super::image::{Setting, load};
use super::inline;
use super::outline::{Outline, Rule};
use super::samples::Room;
use super::space::{MIDDLE, Space};
use crate::content::{Layers, Lexer, Matrix, Token, end_of_data};
use crate::object::{decode_stream, resolve};
use crate::options::Limits;

/// How many states `q` may save at once.
const MAX_SAVED_STATES: usize = 512;
/// How many operands an operator may have; more are dropped.
const MAX_OPERANDS: usize = 4096;
/// How many different faults are told of one page.
const MAX_FAULTS: usize = 4;

pub(super) struct Painter<'d> {
    document: &'d Document,
    limits: &'d Limits,
    pub(super) canvas: Canvas,
    work: Allowance,
    operators: usize,
    /// Pixels that pictures were painted on.
    pub(super) pictured: u64,
    /// Pixels of masks that clips hold.
    masks: Rc<Cell<usize>>,
    /// Forms being run, to stop a form that draws itself.
    open_forms: Vec<ObjectId>,
    layers: Layers,
    faults: Vec<String>,
}

#[derive(Clone)]
struct State {
    ctm: Matrix,
    clip: Clip,
    fill: Colour,
    stroke: Colour,
    /// The width of the pen, in the units of the operators.
    pen: f32,
    opacity: f32,
    multiply: bool,
    masked: bool,
}

#[derive(Clone)]
struct Colour {
    space: Rc<Space>,
    tone: u8,
}

impl Colour {
    fn new(space: Space) -> Self {
        let tone = space.initial_tone();
        Self { space: Rc::new(space), tone }
    }

    fn device(space: Space, components: &[f32]) -> Self {
        let tone = space.tone(components);
        Self { space: Rc::new(space), tone }
    }
}

/// What a content stream changes as it runs.
struct Machine {
    state: State,
    saved: Vec<State>,
    path: Outline,
    /// Whether the path becomes the clip when it is done.
    clips: Option<Rule>,
    /// For each open marked-content sequence, whether it is hidden.
    marked: Vec<bool>,
}

impl<'d> Painter<'d> {
    pub(super) fn new(document: &'d Document, limits: &'d Limits, canvas: Canvas) -> Self {
        Self {
            document,
            limits,
            canvas,
            work: Allowance::new(limits.picture_work),
            operators: limits.operators_per_page,
            pictured: 0,
            masks: Rc::default(),
            open_forms: Vec::new(),
            layers: Layers::of(document),
            faults: Vec::new(),
        }
    }

    /// Paints the content of a page; `base` takes its user space to pixels.
    pub(super) fn page(&mut self, content: &[u8], resources: Option<&'d Dictionary>, base: Matrix) {
        let black = Colour::new(Space::Gray);
        let state = State {
            ctm: base,
            clip: Clip::of(self.canvas.whole()),
            fill: black.clone(),
            stroke: black,
            pen: 1.0,
            opacity: 1.0,
            multiply: false,
            masked: false,
        };
        self.run(content, resources.into_iter().collect(), state);
        if self.work.is_spent() || self.operators == 0 {
            self.fault("there is too much on it to paint all of it".to_owned());
        }
    }

    /// What went wrong, in words.
    pub(super) fn into_parts(self) -> (Canvas, Vec<String>) {
        (self.canvas, self.faults)
    }

    fn run(&mut self, content: &[u8], resources: Vec<&'d Dictionary>, state: State) {
        let mut machine =
            Machine { state, saved: Vec::new(), path: Outline::default(), clips: None, marked: Vec::new() };
        let mut lexer = Lexer::new(content);
        let mut operands: Vec<Token> = Vec::with_capacity(16);
        while let Some(token) = lexer.next() {
            let Token::Operator(operator) = token else {
                if operands.len() < MAX_OPERANDS {
                    operands.push(token);
                }
                continue;
            };
            if self.operators == 0 || self.work.is_spent() {
                return;
            }
            self.operators -= 1;
            self.operator(operator, &operands, &mut lexer, &mut machine, &resources);
            operands.clear();
            lexer.clear();
        }
    }

    fn operator(
        &mut self,
        operator: [u8; 3],
        operands: &[Token],
        lexer: &mut Lexer<'_>,
        m: &mut Machine,
        resources: &[&'d Dictionary],
    ) {
        let numbers = numbers(operands);
        let n = |index: usize| numbers.get(index).copied().unwrap_or(0.0);
        let ctm = m.state.ctm;
        match &operator {
            b"q\0\0" => m.saved.extend((m.saved.len() < MAX_SAVED_STATES).then(|| m.state.clone())),
            b"Q\0\0" => {
                if let Some(state) = m.saved.pop() {
                    m.state = state;
                }
            }
            b"cm\0" => {
                if let Some(matrix) = numbers.get(..6).and_then(Matrix::from_slice) {
                    m.state.ctm = matrix.then(ctm);
                }
            }
            b"w\0\0" => m.state.pen = n(0).abs(),
            b"gs\0" => {
                if let Some(dictionary) = self.named(operands, lexer, b"ExtGState", resources)
                    && let Ok(dictionary) = resolve(self.document, dictionary).as_dict()
                {
                    self.extended_state(dictionary, &mut m.state);
                }
            }

            b"m\0\0" => m.path.move_to(n(0), n(1), ctm),
            b"l\0\0" => m.path.line_to(n(0), n(1), ctm),
            b"c\0\0" => m.path.curve_to([n(0), n(1), n(2), n(3), n(4), n(5)], ctm),
            b"v\0\0" => {
                let (x, y) = m.path.at();
                m.path.curve_to([x, y, n(0), n(1), n(2), n(3)], ctm);
            }
            b"y\0\0" => m.path.curve_to([n(0), n(1), n(2), n(3), n(2), n(3)], ctm),
            b"h\0\0" => m.path.close(ctm),
            b"re\0" => m.path.rectangle([n(0), n(1), n(2), n(3)], ctm),
            b"W\0\0" => m.clips = Some(Rule::NonZero),
            b"W*\0" => m.clips = Some(Rule::EvenOdd),
            b"n\0\0" => self.paint(m, None, false),
            b"f\0\0" | b"F\0\0" => self.paint(m, Some(Rule::NonZero), false),
            b"f*\0" => self.paint(m, Some(Rule::EvenOdd), false),
            b"B\0\0" | b"b\0\0" => self.paint(m, Some(Rule::NonZero), true),
            b"B*\0" | b"b*\0" => self.paint(m, Some(Rule::EvenOdd), true),
            b"S\0\0" => self.paint(m, None, true),
            b"s\0\0" => {
                m.path.close(ctm);
                self.paint(m, None, true);
            }
            b"sh\0" if self.shows(m) => {
                let ink = ink(MIDDLE, &m.state);
                self.canvas.flood(ink, &m.state.clip, &mut self.work);
            }

            b"g\0\0" => m.state.fill = Colour::device(Space::Gray, &numbers),
            b"G\0\0" => m.state.stroke = Colour::device(Space::Gray, &numbers),
            b"rg\0" => m.state.fill = Colour::device(Space::Rgb, &numbers),
            b"RG\0" => m.state.stroke = Colour::device(Space::Rgb, &numbers),
            b"k\0\0" => m.state.fill = Colour::device(Space::Cmyk, &numbers),
            b"K\0\0" => m.state.stroke = Colour::device(Space::Cmyk, &numbers),
            b"cs\0" => m.state.fill = self.colour(operands, lexer, resources),
            b"CS\0" => m.state.stroke = self.colour(operands, lexer, resources),
            b"sc\0" | b"scn" => choose(&mut m.state.fill, operands, &numbers),
            b"SC\0" | b"SCN" => choose(&mut m.state.stroke, operands, &numbers),

            b"Do\0" => {
                if let Some(object) = self.named(operands, lexer, b"XObject", resources) {
                    self.object(object, m, resources);
                }
            }
            b"ID\0" => {
                let dictionary = inline::dictionary(operands, lexer);
                let data = lexer.inline_image(end_of_data(operands, lexer)).to_vec();
                self.image(&Stream::new(dictionary, data), m, resources);
            }
            b"BMC" => m.marked.push(false),
            b"BDC" => {
                let layer = self.named(&operands[1.min(operands.len())..], lexer, b"Properties", resources);
                m.marked.push(layer.is_some_and(|layer| self.is_hidden(layer)));
            }
            b"EMC" => {
                m.marked.pop();
            }
            _ => {}
        }
    }

    /// Whether what is painted now is seen.
    fn shows(&self, m: &Machine) -> bool {
        !m.state.masked && !m.marked.contains(&true)
    }

    fn paint(&mut self, m: &mut Machine, fill: Option<Rule>, stroke: bool) {
        if self.shows(m) {
            if let Some(rule) = fill {
                self.fill(&m.path, rule, ink(m.state.fill.tone, &m.state), &m.state.clip);
            }
            if stroke {
                let c = m.state.ctm;
                // A pen is never thinner than a pixel.
                let pen = (m.state.pen * (c.a * c.d - c.b * c.c).abs().sqrt()).max(1.0);
                let strips = m.path.stroked(pen);
                self.fill(&strips, Rule::NonZero, ink(m.state.stroke.tone, &m.state), &m.state.clip);
            }
        }
        if let Some(rule) = m.clips.take() {
            m.state.clip = m.state.clip.inside(&m.path, rule, &self.masks, &mut self.work);
        }
        m.path.clear();
    }

    fn fill(&mut self, path: &Outline, rule: Rule, ink: Ink, clip: &Clip) {
        if path.is_box() {
            self.canvas.flood(ink, &clip.within(path.bounds()), &mut self.work);
        } else {
            self.canvas.fill(path, rule, ink, clip, &mut self.work);
        }
    }

    fn object(&mut self, object: &'d Object, m: &Machine, resources: &[&'d Dictionary]) {
        let Ok(stream) = resolve(self.document, object).as_stream() else { return };
        if stream.dict.get(b"OC").is_ok_and(|layer| self.is_hidden(layer)) {
            return;
        }
        match stream.dict.get(b"Subtype").map(|o| resolve(self.document, o).as_name()) {
            Ok(Ok(b"Form")) => self.form(object.as_reference().ok(), stream, m, resources),
            _ => self.image(stream, m, resources),
        }
    }

    fn form(&mut self, id: Option<ObjectId>, stream: &'d Stream, m: &Machine, resources: &[&'d Dictionary]) {
        let again = id.is_some_and(|id| self.open_forms.contains(&id));
        if !self.shows(m) || again || self.open_forms.len() >= self.limits.form_depth {
            return;
        }
        let content = decode_stream(self.document, stream, self.limits.stream_bytes);
        if !self.work.spend(content.bytes.len() as u64) {
            return;
        }
        let numbers = |key: &[u8]| -> Vec<f32> {
            let array = stream.dict.get(key).ok().and_then(|o| resolve(self.document, o).as_array().ok());
            let items = array.into_iter().flatten().take(8);
            items.filter_map(|o| resolve(self.document, o).as_float().ok()).collect()
        };
        let mut state = m.state.clone();
        if let Some(matrix) = Matrix::from_slice(&numbers(b"Matrix")) {
            state.ctm = matrix.then(state.ctm);
        }
        if let [x0, y0, x1, y1] = numbers(b"BBox")[..] {
            let mut bounds = Outline::default();
            bounds.rectangle([x0, y0, x1 - x0, y1 - y0], state.ctm);
            state.clip = state.clip.inside(&bounds, Rule::NonZero, &self.masks, &mut self.work);
        }
        let mut resources = resources.to_vec();
        resources.extend(stream.dict.get(b"Resources").ok().and_then(|o| resolve(self.document, o).as_dict().ok()));
        self.open_forms.push(id.unwrap_or((0, 0)));
        self.run(&content.bytes, resources, state);
        self.open_forms.pop();
    }

    fn image(&mut self, stream: &Stream, m: &Machine, resources: &[&'d Dictionary]) {
        let mut square = Outline::default();
        square.rectangle([0.0, 0.0, 1.0, 1.0], m.state.ctm);
        let area = m.state.clip.area.within(square.bounds());
        if !self.shows(m) || area.is_empty() {
            return;
        }
        let c = m.state.ctm;
        let size = |x: f32, y: f32| (x.hypot(y).ceil() as u32).max(1);
        let setting = Setting {
            document: self.document,
            resources,
            tone: m.state.fill.tone,
            wanted: (size(c.a, c.b), size(c.c, c.d)),
        };
        let mut room = Room { samples: self.limits.picture_samples, work: &mut self.work };
        match load(stream, &setting, &mut room) {
            Ok(raster) => {
                self.pictured += area.pixels();
                self.canvas.draw(&raster, c, ink(0, &m.state), &m.state.clip, &mut self.work);
            }
            Err(reason) => self.fault(format!("a picture on it cannot be read ({reason})")),
        }
    }

    fn extended_state(&self, dictionary: &Dictionary, state: &mut State) {
        let get = |key: &[u8]| dictionary.get(key).ok().map(|o| resolve(self.document, o));
        let number = |key: &[u8]| get(key).and_then(|o| o.as_float().ok());
        if let Some(opacity) = number(b"ca") {
            state.opacity = opacity.clamp(0.0, 1.0);
        }
        if let Some(width) = number(b"LW") {
            state.pen = width.abs();
        }
        if let Some(mode) = get(b"BM") {
            let mode = match mode {
                Object::Array(modes) => modes.first().map_or(&Object::Null, |o| resolve(self.document, o)),
                mode => mode,
            };
            state.multiply = matches!(mode.as_name(), Ok(b"Multiply" | b"Darken" | b"ColorBurn"));
        }
        if let Some(mask) = get(b"SMask") {
            state.masked = matches!(mask, Object::Dictionary(_));
        }
    }

    fn colour(&self, operands: &[Token], lexer: &Lexer<'_>, resources: &[&Dictionary]) -> Colour {
        let Some(&Token::Name(name)) = operands.first() else { return Colour::new(Space::Gray) };
        let name = Object::Name(lexer.bytes(name).to_vec());
        // A space that cannot be told paints like a pattern.
        Colour::new(Space::load(self.document, &name, resources).unwrap_or(Space::Pattern))
    }

    /// The object that the first operand names in the innermost resources that know it.
    fn named(
        &self,
        operands: &[Token],
        lexer: &Lexer<'_>,
        category: &[u8],
        resources: &[&'d Dictionary],
    ) -> Option<&'d Object> {
        let Some(&Token::Name(name)) = operands.first() else { return None };
        resources.iter().rev().find_map(|resources| {
            let category = resolve(self.document, resources.get(category).ok()?).as_dict().ok()?;
            category.get(lexer.bytes(name)).ok()
        })
    }

    fn is_hidden(&self, layer: &Object) -> bool {
        self.layers.hide(self.document, layer)
    }

    fn fault(&mut self, fault: String) {
        if self.faults.len() < MAX_FAULTS && !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
    }
}

fn ink(tone: u8, state: &State) -> Ink {
    Ink { tone, opacity: state.opacity, multiply: state.multiply }
}

fn choose(colour: &mut Colour, operands: &[Token], numbers: &[f32]) {
    let pattern = matches!(operands.last(), Some(Token::Name(_)));
    colour.tone = if pattern { MIDDLE } else { colour.space.tone_of_operands(numbers) };
}

fn numbers(operands: &[Token]) -> Vec<f32> {
    let number = |token: &Token| match *token {
        Token::Number(n) => Some(n),
        _ => None,
    };
    operands.iter().filter_map(number).take(32).collect()
}
