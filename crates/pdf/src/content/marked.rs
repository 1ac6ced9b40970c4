//! Marked content (ISO 32000-1, 14.6): artifacts, replacement text, the tags of the text, and what belongs to layers.

use lopdf::{Dictionary, Object, ObjectId};

use super::interpret::{Frame, Interpreter};
use super::lexer::{Lexer, Token};
use super::reading::Reading;
use super::scribe::{Mark, Tag};
use crate::object::{resolve, text_string};
use crate::structure::{Place, WHOLE};

/// Sequences nested deeper are counted but not read: real files open a handful.
const MAX_NESTED: usize = 4_096;

/// A marked-content sequence that is open, with what it takes over from those around it.
#[derive(Clone, Debug, Default)]
pub(super) struct Marked {
    pub(super) artifact: bool,
    /// An artifact that the file says is repeated from page to page.
    pub(super) pagination: bool,
    /// What a form field or an annotation shows.
    pub(super) filled_in: bool,
    /// What is read in place of the sequence's own glyphs.
    pub(super) reading: Option<Reading>,
    /// Where on the stack the outermost sequence is that has one.
    reads: Option<usize>,
    /// Part of a layer that is switched off.
    pub(super) hidden: bool,
    pub(super) tag: Tag,
}

impl Marked {
    /// A sequence within this one that says nothing of its own.
    pub(super) fn inner(&self) -> Self {
        let Self { artifact, pagination, filled_in, reads, hidden, tag, .. } = *self;
        Self { artifact, pagination, filled_in, reading: None, reads, hidden, tag }
    }

    /// What the sequence says of the text in it.
    pub(super) fn mark(&self) -> Mark {
        Mark { artifact: self.artifact, pagination: self.pagination, filled_in: self.filled_in, ..Mark::default() }
    }
}

/// The sequences that are open.
#[derive(Debug, Default)]
pub(super) struct MarkedStack {
    open: Vec<Marked>,
    /// How many are open beyond those.
    beyond: usize,
    /// How many were open when the current stream began: it cannot end them.
    floor: usize,
}

impl MarkedStack {
    pub(super) fn top(&self) -> Option<&Marked> {
        self.open.last()
    }

    pub(super) fn hidden(&self) -> bool {
        self.top().is_some_and(|marked| marked.hidden)
    }

    pub(super) fn push(&mut self, mut marked: Marked) {
        if self.open.len() < MAX_NESTED {
            match marked.reads {
                // What stands in for a sequence stands in for those within it as well.
                Some(_) => marked.reading = None,
                None => marked.reads = marked.reading.is_some().then_some(self.open.len()),
            }
            self.open.push(marked);
        } else {
            self.beyond += 1;
        }
    }

    /// Ends the innermost sequence.
    pub(super) fn pop(&mut self) -> Option<Marked> {
        if self.beyond > 0 {
            self.beyond -= 1;
            return None;
        }
        if self.open.len() > self.floor { self.open.pop() } else { None }
    }

    /// Begins a stream of its own; gives what [`leave`](Self::leave) needs.
    pub(super) fn enter(&mut self) -> (usize, usize) {
        (std::mem::replace(&mut self.floor, self.open.len()), std::mem::take(&mut self.beyond))
    }

    /// Ends it, and all that it left open.
    pub(super) fn leave(&mut self, (floor, beyond): (usize, usize)) {
        self.open.truncate(self.floor);
        (self.floor, self.beyond) = (floor, beyond);
    }

    /// What is read in place of the glyphs of the outermost sequence that says so.
    pub(super) fn reading(&mut self) -> Option<&mut Reading> {
        let at = self.top()?.reads?;
        self.open[at].reading.as_mut()
    }
}

impl<'d> Interpreter<'d> {
    /// Opens a marked-content sequence.
    pub(super) fn begin_marked(&mut self, operands: &[Token], lexer: &Lexer<'_>, frame: &mut Frame<'_, 'd>) {
        let mut marked = frame.marked.top().map(Marked::inner).unwrap_or_default();
        if let Some(&Token::Name(tag)) = operands.first() {
            let tag = lexer.bytes(tag);
            if tag == b"Artifact" {
                marked.artifact = true;
                marked.tag.leaf = None;
            }
            match operands.get(1) {
                Some(&Token::Name(name)) => {
                    if let Some(object) = frame.resource(self.document, b"Properties", lexer.bytes(name)) {
                        if tag == b"OC" {
                            marked.hidden |= self.layers.hide(self.document, object);
                        } else if let Ok(dictionary) = resolve(self.document, object).as_dict() {
                            self.properties(dictionary, frame, &mut marked);
                        }
                    }
                }
                Some(Token::DictStart) => self.direct_properties(&operands[2..], lexer, frame, &mut marked),
                _ => {}
            }
        }
        frame.marked.push(marked);
    }

    fn properties(&mut self, dictionary: &'d Dictionary, frame: &Frame<'_, 'd>, marked: &mut Marked) {
        let get = |key: &[u8]| dictionary.get(key).ok().map(|object| resolve(self.document, object));
        if let Some(Object::Integer(number)) = get(b"MCID") {
            self.identify(*number, frame, marked);
        }
        if let Some(Object::Name(name)) = get(b"Type") {
            marked.pagination |= name == b"Pagination";
        }
        if let Some(Object::String(text, _)) = get(b"ActualText") {
            marked.reading = Some(Reading::new(text_string(text)));
        }
        if let Some(Object::String(tag, _)) = get(b"Lang") {
            marked.tag.language = self.languages.id(tag);
        }
    }

    /// Properties that stand in the content itself: keys and their values.
    fn direct_properties(&mut self, operands: &[Token], lexer: &Lexer<'_>, frame: &Frame<'_, 'd>, marked: &mut Marked) {
        let mut language = None;
        let mut depth = 0;
        for (at, &token) in operands.iter().enumerate() {
            let key = match token {
                Token::DictStart | Token::ArrayStart => {
                    depth += 1;
                    continue;
                }
                Token::DictEnd | Token::ArrayEnd => {
                    depth -= 1;
                    continue;
                }
                Token::Name(key) if depth == 0 => lexer.bytes(key),
                _ => continue,
            };
            match (key, operands.get(at + 1)) {
                (b"MCID", Some(&Token::Number(number))) => self.identify(number as i64, frame, marked),
                (b"Type", Some(&Token::Name(name))) => marked.pagination |= lexer.bytes(name) == b"Pagination",
                (b"ActualText", Some(&Token::Text(text))) => {
                    marked.reading = Some(Reading::new(text_string(lexer.bytes(text))));
                }
                (b"Lang", Some(&Token::Text(tag))) => language = Some(lexer.bytes(tag)),
                _ => {}
            }
        }
        if let Some(tag) = language {
            marked.tag.language = self.languages.id(tag);
        }
    }

    /// Finds the element that content with this number is part of.
    fn identify(&self, number: i64, frame: &Frame<'_, 'd>, marked: &mut Marked) {
        if let Some(leaf) = self.tree.and_then(|tree| tree.leaf(frame.place, number)) {
            self.belongs_to(leaf, marked);
        }
    }

    /// Makes a sequence part of the piece of content `leaf` of the structure tree.
    pub(super) fn belongs_to(&self, leaf: u32, marked: &mut Marked) {
        let Some(tree) = self.tree else { return };
        let element = tree.element_of(leaf);
        (marked.artifact, marked.pagination) = (element.artifact, false);
        marked.tag = Tag { leaf: Some(leaf), owner: Some(element.owner), language: element.language };
    }

    /// Begins a form: gives where the numbers of its marked content count, and what [`MarkedStack::leave`] needs. A form
    /// of which the tags know nothing is numbered with what draws it.
    pub(super) fn begin_form(&self, id: Option<ObjectId>, frame: &mut Frame<'_, 'd>) -> (Place, (usize, usize)) {
        let around = frame.marked.enter();
        let (Place::Page(page) | Place::Form(_, page)) = frame.place;
        let (Some(id), Some(tree)) = (id, self.tree) else { return (frame.place, around) };
        let own = Place::Form(id, page);
        if let Some(leaf) = tree.leaf(own, WHOLE) {
            let mut marked = frame.marked.top().map(Marked::inner).unwrap_or_default();
            self.belongs_to(leaf, &mut marked);
            frame.marked.push(marked);
        }
        (if tree.numbers(own) { own } else { frame.place }, around)
    }

    /// Begins what an annotation shows; the sequence is to be ended like any other.
    pub(super) fn begin_annotation(&self, id: Option<ObjectId>, frame: &mut Frame<'_, 'd>) {
        let mut marked = Marked { filled_in: true, ..Marked::default() };
        let (Place::Page(page) | Place::Form(_, page)) = frame.place;
        if let Some(leaf) = id.and_then(|id| self.tree?.leaf(Place::Form(id, page), WHOLE)) {
            self.belongs_to(leaf, &mut marked);
        }
        frame.marked.push(marked);
    }
}
