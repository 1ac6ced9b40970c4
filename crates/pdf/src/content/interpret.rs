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

mod objects;
mod show;

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
