//! Fonts: which text the bytes of a text-showing operator are, and how far each glyph moves the pen.
//!
//! The text of a code is looked for in this order: the font's `ToUnicode` map, the names of its encoding, its
//! collection of characters, and last the embedded font program, which is read only when a code is met that nothing
//! else tells. Where none of them does, the text is empty; outlines are not looked at.

mod budget;
mod cmap;
mod cmap_tokens;
mod codes;
mod composite;
mod core14;
mod doubt;
mod encoding;
mod glyph_names;
mod letters;
mod numbered;
mod page;
mod predefined;
mod program;
mod ranges;
mod simple;
mod simple_encoding;
mod style;
mod symbol_fonts;
mod texts;
mod trust;
mod widths;

use std::cell::OnceCell;

use lopdf::{Dictionary, Document, Object};

pub(crate) use self::budget::FontBudget;
use self::cmap::CMap;
use self::composite::Composite;
pub(crate) use self::letters::push_letters;
use self::simple::Simple;
use self::style::Style;
use self::symbol_fonts::SymbolFont;
use crate::object::resolve;

/// Bytes that a `ToUnicode` map may inflate to.
const MAX_TO_UNICODE: usize = 8 << 20;

/// A font of a page, ready to decode.
#[derive(Debug)]
pub(crate) struct Font {
    style: Style,
    kind: Kind,
    silent: OnceCell<bool>,
    /// A Type 3 font, whose glyphs are pieces of content.
    paints: bool,
}

#[derive(Debug)]
enum Kind {
    Simple(Box<Simple>),
    Composite(Box<Composite>),
    /// Beyond the budget: shows nothing.
    Blank,
}

/// A glyph that is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Glyph<'f> {
    pub(crate) code: u32,
    /// Empty if it cannot be told. Ligatures are given as their letters; a soft hyphen and a no-break space stay.
    pub(crate) text: &'f str,
    /// How far the pen moves, in ems; downwards movement of vertical writing is negative.
    pub(crate) advance: f32,
    /// In vertical writing, where the origin for it lies as seen from the usual one, in ems.
    pub(crate) origin: (f32, f32),
    /// A single byte 32, after which word spacing applies.
    pub(crate) is_space_code: bool,
}

/// Where the text of a font comes from, the most trustworthy first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mapped {
    /// The file says it code by code.
    ToUnicode,
    /// A known encoding, the names of glyphs, or a registered collection of characters.
    Encoding,
    /// The names or the character table of the embedded font program.
    Program,
    /// Codes were taken for those of an encoding that the file does not name.
    Guessed,
    /// Nothing tells it.
    Nothing,
}

/// What only Type 3 fonts have.
#[derive(Debug)]
struct Type3 {
    matrix: [f32; 6],
}

impl Font {
    /// Reads a font dictionary by itself, as [`Font::load_within`] does for one of many.
    #[cfg(test)]
    pub(crate) fn load(document: &Document, font: &Dictionary) -> Self {
        Self::load_within(document, font, &FontBudget::default())
    }

    /// Reads a font dictionary. Does not fail: of an unusable font, as much is decoded as can be told.
    pub(crate) fn load_within(document: &Document, font: &Dictionary, budget: &FontBudget) -> Self {
        if !budget.take(2 * size_of::<Simple>()) {
            return Self {
                style: Style::read(document, b"", None),
                kind: Kind::Blank,
                silent: OnceCell::new(),
                paints: false,
            };
        }
        let name_of = |key: &[u8]| font.get(key).ok().and_then(|o| resolve(document, o).as_name().ok());
        let to_unicode = to_unicode(document, font, budget);
        let subtype = name_of(b"Subtype");
        let descendant = descendant(document, font);
        let owner = descendant.unwrap_or(font);
        let descriptor = dictionary(document, owner, b"FontDescriptor");
        let name = name_of(b"BaseFont").or_else(|| name_of(b"Name")).unwrap_or_default();
        let mut style = Style::read(document, name, descriptor);
        if let Some(descendant) = descendant {
            let symbols = SymbolFont::from_name(&style.name);
            let source = composite::Source { document, font, descendant, descriptor, to_unicode, symbols, budget };
            let composite = Composite::load(source);
            return Self { style, kind: Kind::Composite(Box::new(composite)), silent: OnceCell::new(), paints: false };
        }
        let type3 = (subtype == Some(b"Type3")).then(|| Type3::read(document, font));
        if let Some(type3) = &type3 {
            style.set_type3_extent(document, font, &type3.matrix);
        }
        let unit = type3.as_ref().map_or(0.001, Type3::unit);
        // A Type 3 font is drawn by the file itself, whatever it is named after.
        let name = if type3.is_some() { "" } else { style.name.as_str() };
        let simple = Simple::load(&simple::Source { document, font, descriptor, name, to_unicode, unit, budget });
        Self { style, kind: Kind::Simple(Box::new(simple)), silent: OnceCell::new(), paints: type3.is_some() }
    }

    /// Calls `each` for every glyph that `bytes` show.
    pub(crate) fn decode(&self, bytes: &[u8], each: &mut impl FnMut(Glyph<'_>)) {
        match &self.kind {
            Kind::Simple(simple) => {
                for &byte in bytes {
                    let glyph = simple.page.glyph(byte, byte.into(), |code, out| simple.push_late(code, out));
                    each(Glyph { is_space_code: byte == b' ', ..glyph });
                }
            }
            Kind::Composite(composite) => composite.decode(bytes, each),
            Kind::Blank => {}
        }
    }

    /// Whether it writes downwards.
    pub(crate) fn vertical(&self) -> bool {
        matches!(&self.kind, Kind::Composite(composite) if composite.is_vertical())
    }

    /// Whether its glyphs may bring along their own colours.
    pub(crate) fn paints_itself(&self) -> bool {
        self.paints
    }

    pub(crate) fn bold(&self) -> bool {
        self.style.bold
    }

    pub(crate) fn italic(&self) -> bool {
        self.style.italic
    }

    /// How far letters reach above the line, in ems.
    pub(crate) fn ascent(&self) -> f32 {
        self.style.ascent
    }

    /// How far letters reach below the line, in ems; negative.
    pub(crate) fn descent(&self) -> f32 {
        self.style.descent
    }

    /// The name without the prefix of a subset; empty if the font has none.
    pub(crate) fn name(&self) -> &str {
        &self.style.name
    }

    /// Whether it tells of none of its glyphs which letters they are.
    pub(crate) fn is_silent(&self) -> bool {
        *self.silent.get_or_init(|| match &self.kind {
            Kind::Simple(simple) => simple.is_silent(),
            Kind::Composite(composite) => composite.is_silent(),
            Kind::Blank => true,
        })
    }

    /// Where the text comes from. Ask after decoding: a font program that tells nothing is known only then.
    pub(crate) fn mapped(&self) -> Mapped {
        match &self.kind {
            Kind::Simple(simple) => simple.mapped(),
            Kind::Composite(composite) => composite.mapped(),
            Kind::Blank => Mapped::Nothing,
        }
    }
}

impl Type3 {
    fn read(document: &Document, font: &Dictionary) -> Self {
        let numbers = font.get(b"FontMatrix").ok().and_then(|o| resolve(document, o).as_array().ok());
        let mut matrix = [0.001, 0.0, 0.0, 0.001, 0.0, 0.0];
        if let Some(numbers) = numbers.filter(|n| n.len() >= 6) {
            for (slot, object) in matrix.iter_mut().zip(numbers) {
                *slot = widths::number(document, object).unwrap_or_default();
            }
        }
        Self { matrix }
    }

    /// Ems along the line for a unit of glyph space.
    fn unit(&self) -> f32 {
        let [a, b, ..] = self.matrix;
        if a == 0.0 { b.abs() } else { a }
    }
}

fn to_unicode(document: &Document, font: &Dictionary, budget: &FontBudget) -> Option<CMap> {
    let stream = resolve(document, font.get(b"ToUnicode").ok()?).as_stream().ok()?;
    let map = CMap::parse(&budget.decode(document, stream, MAX_TO_UNICODE));
    (map.has_unicode() || map.unicode_base().is_some()).then_some(map)
}

fn dictionary<'d>(document: &'d Document, parent: &'d Dictionary, key: &[u8]) -> Option<&'d Dictionary> {
    resolve(document, parent.get(key).ok()?).as_dict().ok()
}

fn descendant<'d>(document: &'d Document, font: &'d Dictionary) -> Option<&'d Dictionary> {
    let descendants = resolve(document, font.get(b"DescendantFonts").ok()?);
    let first = match descendants {
        Object::Array(fonts) => resolve(document, fonts.first()?),
        other => other,
    };
    first.as_dict().ok()
}
