//! Runs the operators of a page's content streams (ISO 32000-1, annex A) as far as they bear on text.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::rc::Rc;

use fundscan_model::{BBox, Hidden};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::budget::{Budget, Told};
use super::ground::{Clip, Ground};
use super::inline;
use super::layers::Layers;
use super::lexer::{Lexer, Token};
use super::marked::MarkedStack;
use super::matrix::Matrix;
use super::reading::Reading;
use super::rules::{Drawing, Path};
use super::scribe::{Mark, Pen, Scribe, Segment};
use super::sight::Sight;
use super::state::GraphicsState;
use super::{scattered, spaced};
use crate::font::{Font, FontBudget, Mapped};
use crate::object::{Decoded, resolve};
use crate::options::Limits;
use crate::pages::PageRef;
use crate::structure::{Languages, Place, Tree};
use crate::work::looked_at;

/// How many states `q` may save at once; more is a fault of the file.
const MAX_SAVED_STATES: usize = 512;
/// How many operands an operator may have; more are dropped.
const MAX_OPERANDS: usize = 20_000;
/// Forms up to so many bytes are kept decoded, and so many bytes of them: letterheads and symbols are drawn on page
/// after page.
const KEPT_FORM: usize = 64 << 10;
const KEPT_FORMS: usize = 16 << 20;

/// Written for each letter of a font that says of none of its glyphs which letters they are, so that a reader sees that
/// something stands there.
const UNKNOWN: &str = "\u{fffd}";

/// What was found in the content of a page.
#[derive(Debug, Default)]
pub(crate) struct PageContent {
    pub(crate) scribe: Scribe,
    pub(crate) images: usize,
    /// The area of the page that they fill, in square points; what several of them fill counts for each.
    pub(crate) pictured: f32,
    pub(crate) painted_paths: usize,
    pub(crate) drawing: Drawing,
    /// Bytes of [`Scribe::text`] that hold a bullet, for blobs that turn out to be one.
    pub(crate) bullet: Option<Range<u32>>,
    /// Glyphs drawn, and those of them for which no text could be told.
    pub(crate) glyphs: usize,
    pub(crate) unmapped: usize,
    /// Those of them that are known and no white space.
    pub(crate) letters: usize,
    /// Fonts that do not say which letters they hold.
    pub(crate) silent_fonts: BTreeSet<String>,
    /// Limits that were hit and faults that were met, each once.
    pub(crate) told: Vec<Told>,
}

/// Fonts by where they stand in the file, over all pages of a document.
type FontCache = HashMap<ObjectId, NumberedFont>;

/// A font and its number in the document.
type NumberedFont = (Rc<Font>, u32);

/// The content of a page: the bytes of its streams, and where white space was put between two of them.
#[derive(Debug, Default)]
pub(crate) struct Joined {
    pub(crate) bytes: Vec<u8>,
    pub(crate) joints: Vec<usize>,
}

pub(crate) struct Interpreter<'d> {
    pub(super) document: &'d Document,
    limits: &'d Limits,
    fonts: FontCache,
    font_budget: FontBudget,
    stand_in: Option<NumberedFont>,
    /// How many fonts were loaded: the number of the next one.
    loaded: u32,
    pub(super) layers: Layers,
    forms: HashMap<ObjectId, Rc<Decoded>>,
    /// The tags of the document.
    pub(super) tree: Option<&'d Tree>,
    /// The languages declared in tags and in content.
    pub(super) languages: &'d mut Languages,
    /// What is read in place of the glyphs of an element, by its number in the tree.
    readings: HashMap<u32, Reading>,
    /// Bytes of the forms that are kept.
    kept: usize,
}

/// One content stream being run with its resources.
pub(super) struct Frame<'a, 'd> {
    resources: Vec<&'d Dictionary>,
    fonts: HashMap<Vec<u8>, Option<NumberedFont>>,
    pub(super) out: &'a mut PageContent,
    /// Glyphs that the page may show.
    glyphs: usize,
    budget: &'a mut Budget,
    operators: &'a mut usize,
    pub(super) marked: &'a mut MarkedStack,
    /// Where the numbers of marked content count.
    pub(super) place: Place,
    /// Forms being run, to stop a form that draws itself.
    open_forms: &'a mut Vec<ObjectId>,
    /// What is painted so far.
    ground: &'a mut Ground,
}

impl<'d> Interpreter<'d> {
    /// `tree` holds the tags of the document; languages that the content declares are added to `languages`.
    pub(crate) fn new(
        document: &'d Document,
        limits: &'d Limits,
        tree: Option<&'d Tree>,
        languages: &'d mut Languages,
    ) -> Self {
        Self {
            document,
            limits,
            fonts: HashMap::new(),
            font_budget: FontBudget::default(),
            stand_in: None,
            loaded: 0,
            layers: Layers::of(document),
            forms: HashMap::new(),
            tree,
            languages,
            readings: HashMap::new(),
            kept: 0,
        }
    }

    /// Runs the content of a page, which is the one with this index, and then its annotations.
    pub(crate) fn page(
        &mut self,
        index: usize,
        content: &Joined,
        page: &'d PageRef,
        budget: &mut Budget,
    ) -> PageContent {
        let resources = page.get(b"Resources").and_then(|o| resolve(self.document, o).as_dict().ok());
        let mut out = PageContent::default();
        let mut operators = self.limits.operators_per_page;
        let mut marked = MarkedStack::default();
        let mut open_forms = Vec::new();
        let mut ground = Ground::new(page.width, page.height);
        let mut frame = Frame {
            resources: resources.into_iter().collect(),
            fonts: HashMap::new(),
            out: &mut out,
            glyphs: self.limits.glyphs_per_page,
            budget,
            operators: &mut operators,
            marked: &mut marked,
            place: Place::Page(index as u32),
            open_forms: &mut open_forms,
            ground: &mut ground,
        };
        let state = GraphicsState::new(page.base, Clip::page(page.width, page.height));
        self.run(Lexer::joined(&content.bytes, &content.joints), &mut frame, state.clone());
        if let Some(list) = page.get(b"Annots") {
            self.annotations(list, &state, &mut frame);
        }
        scattered::gather(&mut out.scribe);
        spaced::join_letters(&mut out.scribe);
        if !out.drawing.blobs.is_empty() {
            let start = out.scribe.text.len() as u32;
            out.scribe.text.push('•');
            out.bullet = Some(start..out.scribe.text.len() as u32);
        }
        out
    }

    /// Whether the fonts met a limit.
    pub(crate) fn fonts_were_cut(&self) -> bool {
        self.font_budget.has_missed()
    }

    fn run(&mut self, mut lexer: Lexer<'_>, frame: &mut Frame<'_, 'd>, state: GraphicsState) {
        let mut machine = Machine {
            state,
            saved: Vec::new(),
            matrix: Matrix::IDENTITY,
            line_matrix: Matrix::IDENTITY,
            path: Path::default(),
            clips: false,
        };
        let around = frame.marked.enter();
        let mut operands: Vec<Token> = Vec::with_capacity(16);
        let mut dropped = false;
        while let Some(token) = lexer.next() {
            let Token::Operator(operator) = token else {
                if operands.len() < MAX_OPERANDS {
                    operands.push(token);
                } else {
                    dropped = true;
                }
                continue;
            };
            if std::mem::take(&mut dropped) {
                cut(frame.out, format!("an operator has more than {MAX_OPERANDS} operands; the rest was left out"));
            }
            if *frame.operators == 0 {
                let limit = self.limits.operators_per_page;
                cut(frame.out, format!("the page has more than {limit} drawing operators; the rest was left out"));
                break;
            }
            *frame.operators -= 1;
            frame.budget.work.operators += 1;
            self.operator(operator, &operands, &mut lexer, &mut machine, frame);
            operands.clear();
            lexer.clear();
        }
        frame.marked.leave(around);
    }

    fn operator(
        &mut self,
        operator: [u8; 3],
        operands: &[Token],
        lexer: &mut Lexer<'_>,
        m: &mut Machine,
        frame: &mut Frame<'_, 'd>,
    ) {
        match &operator {
            // Text showing and positioning: the bulk of what reports hold.
            b"Tj\0" => self.show_last(operands, lexer, m, frame),
            b"TJ\0" => self.show_array(operands, lexer, m, frame),
            b"Td\0" => m.move_line(number(operands, 0), number(operands, 1)),
            b"TD\0" => {
                m.state.leading = -number(operands, 1);
                m.move_line(number(operands, 0), number(operands, 1));
            }
            b"Tm\0" => {
                if let Some(matrix) = matrix(operands) {
                    m.matrix = matrix;
                    m.line_matrix = matrix;
                }
            }
            b"T*\0" => m.next_line(),
            b"'\0\0" => {
                m.next_line();
                self.show_last(operands, lexer, m, frame);
            }
            b"\"\0\0" => {
                m.state.word_space = number(operands, 0);
                m.state.char_space = number(operands, 1);
                m.next_line();
                self.show_last(operands, lexer, m, frame);
            }
            b"BT\0" => {
                m.matrix = Matrix::IDENTITY;
                m.line_matrix = Matrix::IDENTITY;
            }
            b"Tf\0" => {
                if let Some(&Token::Name(name)) = operands.first() {
                    m.state.font = self.font(lexer.bytes(name), frame);
                }
                m.state.size = number(operands, 1);
            }
            b"Tc\0" => m.state.char_space = number(operands, 0),
            b"Tw\0" => m.state.word_space = number(operands, 0),
            b"Tz\0" => m.state.scale = number(operands, 0) / 100.0,
            b"TL\0" => m.state.leading = number(operands, 0),
            b"Ts\0" => m.state.rise = number(operands, 0),
            b"Tr\0" => m.state.render = number(operands, 0).clamp(0.0, 7.0) as u8,

            // Graphics state.
            b"q\0\0" => {
                // States past the limit are not saved, and the operators that restore them find none.
                if m.saved.len() < MAX_SAVED_STATES {
                    m.saved.push(m.state.clone());
                } else {
                    let what = format!("the page keeps more than {MAX_SAVED_STATES} states; text may be out of place");
                    cut(frame.out, what);
                }
            }
            b"Q\0\0" => {
                if let Some(state) = m.saved.pop() {
                    m.state = state;
                }
            }
            b"cm\0" => {
                if let Some(matrix) = matrix(operands) {
                    m.state.ctm = matrix.then(m.state.ctm);
                }
            }
            b"gs\0" => self.extended_state(operands, lexer, m, frame),

            b"f\0\0" | b"F\0\0" | b"f*\0" | b"B\0\0" | b"B*\0" | b"b\0\0" | b"b*\0" | b"S\0\0" | b"s\0\0" => {
                paint(&operator, m, frame);
            }
            b"n\0\0" => m.end_path(),
            b"W\0\0" | b"W*\0" => m.clips = true,
            b"sh\0" => {
                frame.out.painted_paths += 1;
                frame.ground.paint(m.state.clip.bbox());
            }

            b"Do\0" => self.draw_object(operands, lexer, m, frame),
            b"ID\0" => {
                self.place_image(m, frame);
                lexer.inline_image(inline::end_of_data(operands, lexer));
            }

            b"BMC" | b"BDC" => self.begin_marked(operands, lexer, frame),
            b"EMC" => {
                if let Some(reading) = frame.marked.pop().and_then(|ended| ended.reading) {
                    frame.out.scribe.undrawn(reading.rest());
                }
            }
            _ => {
                if !m.path.construct(&operator, operands, m.state.ctm) {
                    let name = match operands.first() {
                        Some(&Token::Name(name)) => lexer.bytes(name),
                        _ => b"",
                    };
                    let space = || frame.resource(self.document, b"ColorSpace", name);
                    m.state.paint_operator(&operator, operands, self.document, name, space);
                }
            }
        }
    }

    fn show_last(&mut self, operands: &[Token], lexer: &Lexer<'_>, m: &mut Machine, frame: &mut Frame<'_, 'd>) {
        if let Some(&Token::Text(text)) = operands.iter().rev().find(|t| matches!(t, Token::Text(_))) {
            self.show(lexer.bytes(text), m, frame);
        }
    }

    fn show_array(&mut self, operands: &[Token], lexer: &Lexer<'_>, m: &mut Machine, frame: &mut Frame<'_, 'd>) {
        let vertical = m.state.font.as_ref().is_some_and(|(font, _)| font.vertical());
        for token in operands {
            match *token {
                Token::Text(text) => self.show(lexer.bytes(text), m, frame),
                Token::Number(by) => {
                    let move_by = -by / 1000.0 * m.state.size;
                    m.matrix = if vertical {
                        m.matrix.moved(0.0, move_by)
                    } else {
                        m.matrix.moved(move_by * m.state.scale, 0.0)
                    };
                }
                _ => {}
            }
        }
    }

    fn show(&mut self, bytes: &[u8], m: &mut Machine, frame: &mut Frame<'_, 'd>) {
        let Some((font, font_number)) = m.state.font.clone() else { return };
        if !frame.has_room_for(bytes.len()) {
            return;
        }
        if frame.marked.hidden() {
            // Text of a layer that is switched off still moves the pen, and nothing else depends on where it ends
            // up: layers are drawn in text objects of their own.
            return;
        }
        let (mark, tag) = match frame.marked.top() {
            Some(top) => (top.mark(), top.tag),
            None => Default::default(),
        };
        let state = &m.state;
        let sight = Sight::of(state, frame.ground, font.paints_itself());
        let vertical = font.vertical();
        // Text space to the page as seen; its axes give direction, size and where the glyphs go.
        let to_page = m.matrix.then(state.ctm);
        let (ax, ay) = if vertical { (-to_page.c, -to_page.d) } else { (to_page.a, to_page.b) };
        let along = ax.hypot(ay);
        let across = if vertical { to_page.a.hypot(to_page.b) } else { to_page.c.hypot(to_page.d) };
        let size = (state.size * across).abs();
        if !(along > 1e-6 && size > 0.05 && size < 5000.0) {
            return;
        }
        // Mirrored text (a negative horizontal scale or size) runs the other way.
        let sign = if state.size * state.scale < 0.0 { -1.0 } else { 1.0 };
        let (cos, sin) = (ax / along * sign, ay / along * sign);
        let angle = angle_of(cos, sin);
        let (cos, sin) = snapped(angle, cos, sin);

        let mut pen_x = 0.0f32; // in text space, along the direction of writing
        let mut glyphs = 0;
        let mut unmapped = 0;
        let mut letters = 0;
        let spoken = tag.leaf.and_then(|leaf| self.tree?.spoken(leaf));
        let (mut reading, always) = match (frame.marked.reading(), spoken) {
            (Some(reading), _) => (Some(reading), true),
            (None, Some((number, spoken))) => {
                let reading = self.readings.entry(number).or_insert_with(|| Reading::new(spoken.text.clone()));
                (Some(reading), spoken.always)
            }
            (None, None) => (None, false),
        };
        let extent = (font.ascent(), font.descent());
        let scribe = &mut frame.out.scribe;
        font.decode(bytes, &mut |glyph| {
            glyphs += 1;
            let mut advance = glyph.advance * state.size;
            if glyph.is_space_code {
                advance += state.word_space;
            }
            let (x, y) = if vertical {
                to_page.apply(-glyph.origin.0 * state.size * state.scale, -pen_x + state.rise)
            } else {
                to_page.apply(pen_x, state.rise)
            };
            let (step, space) = if vertical {
                (advance.abs(), state.char_space)
            } else {
                (advance * state.scale, state.char_space * state.scale)
            };
            pen_x += step + space;
            let width = step.abs() * along;
            let u0 = x * cos + y * sin;
            let v = y * cos - x * sin;
            let text = match &mut reading {
                Some(reading) if always || glyph.text.is_empty() => reading.next(glyph.text),
                _ => {
                    unmapped += usize::from(glyph.text.is_empty());
                    if glyph.text.is_empty() && font.is_silent() { UNKNOWN } else { glyph.text }
                }
            };
            letters += usize::from(text != UNKNOWN && text.bytes().next().is_some_and(|byte| byte > b' '));
            let pen = Pen {
                u0,
                u1: u0 + width,
                v,
                size,
                spacing: space * along * sign,
                font: font_number,
                extent,
                angle,
                bold: font.bold(),
                italic: font.italic(),
                mark: Mark { hidden: sight.hidden((u0, u0 + width), v, size, (cos, sin)), ..mark },
                tag,
            };
            scribe.glyph(text, pen);
        });
        frame.out.glyphs += glyphs;
        frame.budget.work.glyphs += glyphs as u64;
        frame.out.unmapped += unmapped;
        frame.out.letters += letters;
        if unmapped > 0 && font.mapped() >= Mapped::Guessed {
            frame.out.silent_fonts.insert(font.name().chars().filter(|c| !c.is_control()).take(60).collect());
        }
        m.matrix = if vertical { m.matrix.moved(0.0, -pen_x) } else { m.matrix.moved(pen_x, 0.0) };
    }

    fn font(&mut self, name: &[u8], frame: &mut Frame<'_, 'd>) -> Option<NumberedFont> {
        if let Some(font) = frame.fonts.get(name) {
            return font.clone();
        }
        let object = frame.resource(self.document, b"Font", name);
        let font = object.and_then(|object| self.load_font(object)).or_else(|| {
            let what = "a font of the page is missing from the file; its text was read as if it were plain letters";
            frame.out.tell(Told::damaged(what.to_owned()));
            Some(self.stand_in())
        });
        frame.fonts.insert(name.to_vec(), font.clone());
        font
    }

    fn load_font(&mut self, object: &'d Object) -> Option<NumberedFont> {
        let id = object.as_reference().ok();
        if let Some(font) = id.and_then(|id| self.fonts.get(&id)) {
            return Some(font.clone());
        }
        let dictionary = resolve(self.document, object).as_dict().ok()?;
        let font = (Rc::new(Font::load_within(self.document, dictionary, &self.font_budget)), self.loaded);
        self.loaded += 1;
        if let Some(id) = id {
            self.fonts.insert(id, font.clone());
        }
        Some(font)
    }

    /// The font that takes the place of one that is missing, as in viewers.
    fn stand_in(&mut self) -> NumberedFont {
        if let Some(font) = &self.stand_in {
            return font.clone();
        }
        let dictionary = dictionary! {
            "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
        };
        let font = (Rc::new(Font::load_within(self.document, &dictionary, &self.font_budget)), self.loaded);
        self.loaded += 1;
        self.stand_in = Some(font.clone());
        font
    }

    fn extended_state(&mut self, operands: &[Token], lexer: &Lexer<'_>, m: &mut Machine, frame: &mut Frame<'_, 'd>) {
        let Some(&Token::Name(name)) = operands.first() else { return };
        let object = frame.resource(self.document, b"ExtGState", lexer.bytes(name));
        let Some(Ok(dictionary)) = object.map(|o| resolve(self.document, o).as_dict()) else { return };
        let number = |key: &[u8]| dictionary.get(key).ok().and_then(|o| resolve(self.document, o).as_float().ok());
        m.state.fill_alpha = number(b"ca").unwrap_or(m.state.fill_alpha);
        m.state.stroke_alpha = number(b"CA").unwrap_or(m.state.stroke_alpha);
        let Ok(Ok(font)) = dictionary.get(b"Font").map(|o| resolve(self.document, o).as_array()) else { return };
        if let [font, size] = font.as_slice() {
            m.state.font = self.load_font(font);
            m.state.size = resolve(self.document, size).as_float().unwrap_or(m.state.size);
        }
    }

    fn draw_object(&mut self, operands: &[Token], lexer: &Lexer<'_>, m: &mut Machine, frame: &mut Frame<'_, 'd>) {
        let Some(&Token::Name(name)) = operands.first() else { return };
        let Some(object) = frame.resource(self.document, b"XObject", lexer.bytes(name)) else { return };
        let Ok(stream) = resolve(self.document, object).as_stream() else { return };
        let subtype = stream.dict.get(b"Subtype").map(|o| resolve(self.document, o).as_name());
        if !matches!(subtype, Ok(Ok(b"Form"))) {
            self.place_image(m, frame);
            return;
        }
        if stream.dict.get(b"OC").is_ok_and(|layer| self.layers.hide(self.document, layer)) {
            return;
        }
        self.draw_form(object.as_reference().ok(), stream, m.state.clone(), frame);
    }

    /// Draws a form with the graphics state that it begins with.
    pub(super) fn draw_form(
        &mut self,
        id: Option<ObjectId>,
        stream: &'d Stream,
        mut state: GraphicsState,
        frame: &mut Frame<'_, 'd>,
    ) {
        if frame.open_forms.len() >= self.limits.form_depth {
            let limit = self.limits.form_depth;
            cut(frame.out, format!("forms are nested deeper than {limit}; the innermost were left out"));
            return;
        }
        if id.is_some_and(|id| frame.open_forms.contains(&id)) {
            let what = "a form draws itself; it was drawn once".to_owned();
            frame.out.tell(Told { code: "form-loop", what });
            return;
        }
        let Some(content) = self.form_content(id, stream, frame) else { return };
        let matrix = stream.dict.get(b"Matrix").ok().and_then(|o| numbers(self.document, o));
        let matrix = matrix.and_then(|n| Matrix::from_slice(&n)).unwrap_or(Matrix::IDENTITY);
        let own = stream.dict.get(b"Resources").ok().and_then(|o| resolve(self.document, o).as_dict().ok());
        let mut resources = frame.resources.clone();
        if let Some(own) = own {
            // A form finds its resources in its own dictionary; files that forget some mean the page's.
            resources.push(own);
        }
        state.ctm = matrix.then(state.ctm);
        let bbox = stream.dict.get(b"BBox").ok().and_then(|o| numbers(self.document, o));
        if let Some(&[x0, y0, x1, y1]) = bbox.as_deref() {
            state.clip = state.clip.and(state.ctm.bbox(BBox::new(x0, y0, x1, y1)));
        }
        let (place, around) = self.begin_form(id, frame);
        looked_at(frame.open_forms.len() + resources.len());
        frame.open_forms.push(id.unwrap_or((0, 0)));
        let mut inner = Frame {
            resources,
            fonts: HashMap::new(),
            out: frame.out,
            glyphs: frame.glyphs,
            budget: frame.budget,
            operators: frame.operators,
            marked: frame.marked,
            place,
            open_forms: frame.open_forms,
            ground: frame.ground,
        };
        self.run(Lexer::new(&content.bytes), &mut inner, state);
        frame.open_forms.pop();
        frame.marked.leave(around);
    }

    fn place_image(&mut self, m: &Machine, frame: &mut Frame<'_, 'd>) {
        frame.out.images += 1;
        if let Some(bbox) = m.state.clip.within(m.state.ctm.bbox(BBox::new(0.0, 0.0, 1.0, 1.0)))
            && !frame.marked.hidden()
        {
            frame.ground.paint(bbox);
            frame.out.pictured += bbox.width() * bbox.height();
        }
    }

    fn form_content(
        &mut self,
        id: Option<ObjectId>,
        stream: &Stream,
        frame: &mut Frame<'_, 'd>,
    ) -> Option<Rc<Decoded>> {
        let content = match id.and_then(|id| self.forms.get(&id)).cloned() {
            Some(content) if frame.budget.spend(content.bytes.len()) => content,
            Some(_) => {
                frame.out.tell(frame.budget.spent());
                return None;
            }
            None => {
                let content = Rc::new(frame.budget.decode(self.document, stream));
                let size = content.bytes.len();
                if let Some(id) = id
                    && size <= KEPT_FORM
                    && self.kept + size <= KEPT_FORMS
                {
                    self.kept += size;
                    self.forms.insert(id, content.clone());
                }
                content
            }
        };
        if let Some(fault) = &content.fault {
            frame.out.tell(frame.budget.told("a form on the page", fault));
        }
        Some(content)
    }
}

impl<'d> Frame<'_, 'd> {
    /// Whether so many glyphs more may be shown on the page.
    pub(super) fn has_room_for(&mut self, glyphs: usize) -> bool {
        let limit = self.glyphs;
        let room = self.out.glyphs + glyphs <= limit;
        if !room {
            cut(self.out, format!("the page has more than {limit} glyphs; the rest was left out"));
        }
        room
    }

    /// The object named `name` in the innermost resources that know it.
    pub(super) fn resource(&self, document: &'d Document, category: &[u8], name: &[u8]) -> Option<&'d Object> {
        looked_at(self.resources.len());
        self.resources.iter().rev().find_map(|resources| {
            let category = resolve(document, resources.get(category).ok()?).as_dict().ok()?;
            category.get(name).ok()
        })
    }
}

/// Text matrices and saved states: what a content stream changes as it runs.
struct Machine {
    state: GraphicsState,
    saved: Vec<GraphicsState>,
    matrix: Matrix,
    line_matrix: Matrix,
    path: Path,
    /// The path is to clip what follows, once it is painted.
    clips: bool,
}

impl Machine {
    fn move_line(&mut self, x: f32, y: f32) {
        self.line_matrix = self.line_matrix.moved(x, y);
        self.matrix = self.line_matrix;
    }

    fn end_path(&mut self) {
        self.clip();
        self.path.clear();
    }

    /// Clips what follows to the path, where it is meant for that.
    fn clip(&mut self) {
        if std::mem::take(&mut self.clips)
            && let Some(bbox) = self.path.bbox()
        {
            self.state.clip = self.state.clip.and(bbox);
        }
    }

    fn next_line(&mut self) {
        self.move_line(0.0, -self.state.leading);
    }
}

/// Paints the path. Letters turned into outlines are many paths, so they are counted too.
fn paint(operator: &[u8; 3], m: &mut Machine, frame: &mut Frame<'_, '_>) {
    frame.out.painted_paths += 1;
    if frame.marked.hidden() {
        m.end_path();
        return;
    }
    if matches!(operator[0], b's' | b'b') {
        m.path.construct(b"h\0\0", &[], m.state.ctm);
    }
    let fills = matches!(operator[0], b'f' | b'F' | b'B' | b'b');
    let strokes = matches!(operator[0], b'S' | b's' | b'B' | b'b');
    m.path.cover(frame.ground, fills, strokes, &m.state);
    m.clip();
    frame.out.drawing.paint(&mut m.path, operator, &m.state);
    if frame.out.drawing.full {
        cut(frame.out, "the page draws more lines than are kept; tables may be told by their text alone".to_owned());
    }
}

impl PageContent {
    /// Why a reader does not see a segment. On the picture of a page, text that is not seen by itself says what the
    /// picture shows.
    pub(crate) fn hidden(&self) -> impl Fn(&Segment) -> Option<Hidden> {
        let (seen, no_ink) = (self.words(None), self.words(Some(Hidden::NoInk)));
        let picture = self.is_layer();
        // There is nothing else to read.
        let nothing_else = seen == 0 && no_ink > 0;
        move |segment| match segment.mark.hidden {
            Some(Hidden::NoInk) if picture || nothing_else => None,
            Some(Hidden::PaperColour) if picture => None,
            hidden => hidden,
        }
    }

    /// Whether most of its words lie unseen on or under a picture of the page: what another program recognized on it.
    pub(crate) fn is_layer(&self) -> bool {
        let unseen = self.words(Some(Hidden::NoInk)) + self.words(Some(Hidden::PaperColour));
        self.images > 0 && unseen > self.words(None)
    }

    fn words(&self, hidden: Option<Hidden>) -> usize {
        self.scribe.segments.iter().filter(|s| s.mark.hidden == hidden).map(|s| s.words.len()).sum()
    }

    pub(crate) fn tell(&mut self, told: Told) {
        looked_at(self.told.len());
        if !self.told.contains(&told) {
            self.told.push(told);
        }
    }
}

fn cut(out: &mut PageContent, what: String) {
    out.tell(Told::limit(what));
}

fn number(operands: &[Token], index: usize) -> f32 {
    match operands.get(index) {
        Some(&Token::Number(n)) => n,
        _ => 0.0,
    }
}

fn matrix(operands: &[Token]) -> Option<Matrix> {
    let mut numbers = [0.0; 6];
    for (slot, token) in numbers.iter_mut().zip(operands.get(..6)?) {
        let &Token::Number(n) = token else { return None };
        *slot = n;
    }
    Matrix::from_slice(&numbers)
}

pub(super) fn numbers(document: &Document, object: &Object) -> Option<Vec<f32>> {
    let array = resolve(document, object).as_array().ok()?;
    array.iter().take(8).map(|o| resolve(document, o).as_float().ok()).collect()
}

/// The direction in whole degrees clockwise on the page as seen, 0 to 359.
fn angle_of(cos: f32, sin: f32) -> i16 {
    let degrees = sin.atan2(cos).to_degrees().round() as i16;
    degrees.rem_euclid(360)
}

/// Direction cosines of exactly this angle, so that all text of one angle shares one frame.
fn snapped(angle: i16, cos: f32, sin: f32) -> (f32, f32) {
    match angle {
        0 => (1.0, 0.0),
        90 => (0.0, 1.0),
        180 => (-1.0, 0.0),
        270 => (0.0, -1.0),
        _ => {
            let length = cos.hypot(sin);
            (cos / length, sin / length)
        }
    }
}
