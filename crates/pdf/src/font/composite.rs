//! Composite fonts (Type 0): codes of one to four bytes that select glyphs of a CID font.

use std::cell::OnceCell;

use lopdf::{Dictionary, Document};

use super::budget::FontBudget;
use super::cmap::CMap;
use super::codes::Codes;
use super::doubt::Doubt;
use super::letters::{push_letters, tells_nothing};
use super::page::Page;
use super::predefined::Collection;
use super::program::Program;
use super::symbol_fonts::SymbolFont;
use super::widths::{CidValues, number};
use super::{Glyph, Mapped};
use crate::object::resolve;

/// Bytes that a table of glyph numbers may inflate to; it has two for each of 65536 CIDs.
const MAX_GLYPH_IDS: usize = 1 << 17;
/// The page of codes of one byte, after the 256 of two bytes.
const ONE_BYTE: usize = 256;

/// A composite font.
#[derive(Debug)]
pub(super) struct Composite {
    codes: Codes,
    symbols: Option<SymbolFont>,
    to_unicode: Option<CMap>,
    /// `ToUnicode` names an identity: codes are UTF-16 units.
    codes_are_unicode: bool,
    /// The CIDs of a registered collection as text.
    collection: Option<Collection>,
    widths: CidValues<1>,
    default_width: f32,
    vertical: Option<Vertical>,
    glyph_ids: Option<Vec<u8>>,
    program: Option<Program>,
    doubt: OnceCell<Doubt>,
    pages: Vec<OnceCell<Box<Page>>>,
    budget: FontBudget,
}

#[derive(Debug)]
struct Vertical {
    metrics: CidValues<3>,
    /// The height of the position vector and the displacement, in thousandths of an em.
    default: [f32; 2],
}

/// Where a composite font is read from.
pub(super) struct Source<'d> {
    pub(super) document: &'d Document,
    pub(super) font: &'d Dictionary,
    /// The CID font.
    pub(super) descendant: &'d Dictionary,
    pub(super) descriptor: Option<&'d Dictionary>,
    pub(super) to_unicode: Option<CMap>,
    pub(super) symbols: Option<SymbolFont>,
    pub(super) budget: &'d FontBudget,
}

impl Composite {
    pub(super) fn load(source: Source<'_>) -> Self {
        let Source { document, font, descendant, descriptor, to_unicode, symbols, budget } = source;
        let get = |key: &[u8]| descendant.get(key).ok().map(|o| resolve(document, o));
        let codes = Codes::load(document, font.get(b"Encoding").ok(), budget);
        let codes_are_unicode = to_unicode.is_none()
            && font
                .get(b"ToUnicode")
                .is_ok_and(|o| resolve(document, o).as_name().is_ok_and(|n| n.starts_with(b"Identity")));
        let array = |key: &[u8]| get(key).and_then(|o| o.as_array().ok());
        let vertical = codes.vertical.then(|| {
            let default = array(b"DW2").map(|a| [0, 1].map(|i| a.get(i).and_then(|o| number(document, o))));
            let [height, displacement] = default.unwrap_or_default();
            Vertical {
                metrics: array(b"W2").map(|a| CidValues::read(document, a, budget)).unwrap_or_default(),
                default: [height.unwrap_or(880.0), displacement.unwrap_or(-1000.0)],
            }
        });
        let own = Collection::of(document, get(b"CIDSystemInfo"));
        let collection = own.or_else(|| to_unicode.as_ref()?.unicode_base());
        Self {
            codes,
            symbols,
            to_unicode,
            codes_are_unicode,
            collection,
            widths: array(b"W").map(|a| CidValues::read(document, a, budget)).unwrap_or_default(),
            default_width: descendant.get(b"DW").ok().and_then(|o| number(document, o)).unwrap_or(1000.0),
            vertical,
            glyph_ids: get(b"CIDToGIDMap")
                .and_then(|o| o.as_stream().ok())
                .map(|stream| budget.decode(document, stream, MAX_GLYPH_IDS)),
            program: descriptor.and_then(|d| Program::of(document, d, budget)),
            doubt: OnceCell::new(),
            pages: std::iter::repeat_with(OnceCell::new).take(ONE_BYTE + 1).collect(),
            budget: budget.clone(),
        }
    }

    pub(super) fn is_vertical(&self) -> bool {
        self.vertical.is_some()
    }

    pub(super) fn is_silent(&self) -> bool {
        let told = self.to_unicode.is_some() || self.codes_are_unicode || self.collection.is_some();
        !told && self.symbols.is_none() && self.program.as_ref().is_none_or(Program::is_silent)
    }

    pub(super) fn mapped(&self) -> Mapped {
        if self.to_unicode.is_some() || self.codes_are_unicode {
            Mapped::ToUnicode
        } else if self.collection.is_some() {
            Mapped::Encoding
        } else if self.program.as_ref().is_some_and(|p| !p.told_nothing()) {
            Mapped::Program
        } else {
            Mapped::Nothing
        }
    }

    pub(super) fn decode(&self, bytes: &[u8], each: &mut impl FnMut(Glyph<'_>)) {
        if self.codes.is_identity() {
            for &[high, low] in bytes.as_chunks::<2>().0 {
                each(self.glyph(high.into(), low, u32::from(high) << 8 | u32::from(low), 2));
            }
            return;
        }
        let mut rest = bytes;
        while !rest.is_empty() {
            let len = self.codes.len(rest).clamp(1, rest.len().min(4));
            let (code, after) = rest.split_at(len);
            rest = after;
            match *code {
                [low] => each(Glyph { is_space_code: low == b' ', ..self.glyph(ONE_BYTE, low, low.into(), 1) }),
                [high, low] => each(self.glyph(high.into(), low, u32::from(high) << 8 | u32::from(low), 2)),
                _ => self.long_code(code, each),
            }
        }
    }

    fn glyph(&self, page: usize, low: u8, code: u32, len: usize) -> Glyph<'_> {
        let first = code & !0xff;
        let page = self.pages[page].get_or_init(|| {
            let mut page = Box::new(Page::new(self.is_vertical()));
            // Without room for more, the page stays blank.
            if self.budget.take(size_of::<Page>() * 2) {
                for low in 0..=255 {
                    self.fill(&mut page, low, first | u32::from(low), len);
                }
            }
            page
        });
        self.glyph_of(page, low, code, |low| (first | u32::from(low), len))
    }

    /// Codes of three and four bytes are rare enough to be looked up each time.
    fn long_code(&self, bytes: &[u8], each: &mut impl FnMut(Glyph<'_>)) {
        let code = bytes.iter().fold(0, |n, &b| n << 8 | u32::from(b));
        let mut page = Page::new(self.is_vertical());
        self.fill(&mut page, 0, code, bytes.len());
        each(self.glyph_of(&page, 0, code, |_| (code, bytes.len())));
    }

    fn glyph_of<'p>(&self, page: &'p Page, low: u8, code: u32, code_of: impl Fn(u8) -> (u32, usize)) -> Glyph<'p> {
        page.glyph(low, code, |low, out| {
            let (code, len) = code_of(low);
            let before = out.len();
            if let (Some(program), Some(cid)) = (&self.program, self.codes.cid(code, len)) {
                program.push_glyph(self.glyph_id(cid), out);
                self.publish(before, out);
            }
            if let Some(map) = self.to_unicode.as_ref().filter(|_| !self.doubt().yields_to(&out[before..])) {
                // Doubtful, but better than nothing.
                let told = out.split_off(before);
                if !map.push_unicode(code, out) || out.len() == before {
                    out.push_str(&told);
                }
            }
        })
    }

    fn fill(&self, page: &mut Page, low: u8, code: u32, len: usize) {
        let cid = self.codes.cid(code, len);
        page.set_text(low, self.program.is_some(), |out| self.push_text(code, cid, out));
        let cid = cid.unwrap_or(0);
        let width = self.widths.get(cid).map_or(self.default_width, |[width]| width);
        match &self.vertical {
            None => page.set_advance(low, width / 1000.0),
            Some(vertical) => {
                let [height, displacement] = vertical.default;
                let [displacement, x, y] = vertical.metrics.get(cid).unwrap_or([displacement, width / 2.0, height]);
                page.set_advance(low, displacement / 1000.0);
                page.set_origin(low, (x / 1000.0, y / 1000.0));
            }
        }
    }

    fn push_text(&self, code: u32, cid: Option<u32>, out: &mut String) {
        let before = out.len();
        if let Some(map) = &self.to_unicode {
            map.push_unicode(code, out);
            if self.doubt().covers(&out[before..]) {
                out.truncate(before);
                return;
            }
        } else if self.codes_are_unicode {
            push_char(out, code);
        }
        if !tells_nothing(&out[before..]) {
            return;
        }
        if self.publish(before, out) {
            return;
        }
        if self.program.is_some() {
            // It may know better than a private-use character.
            out.truncate(before);
        }
        if let (Some(collection), Some(cid)) = (&self.collection, cid) {
            collection.push(cid, out);
        }
    }

    /// What is doubtful about the map.
    fn doubt(&self) -> Doubt {
        *self.doubt.get_or_init(|| match (&self.to_unicode, &self.program) {
            (Some(map), Some(program)) => {
                Doubt::of(map, program, |code| Some(self.glyph_id(self.codes.cid(code, self.usual_len())?)))
            }
            _ => Doubt::Nothing,
        })
    }

    /// How many bytes a code has, where nothing is said of a certain one.
    fn usual_len(&self) -> usize {
        self.codes.len(&[0, 0, 0, 0])
    }

    /// Puts the sign of a known font in the place of a private-use character; false where there is none.
    fn publish(&self, from: usize, out: &mut String) -> bool {
        let sign = out[from..].chars().next().and_then(|c| self.symbols?.public(c));
        if let Some(sign) = sign {
            out.truncate(from);
            out.push(sign);
        }
        sign.is_some()
    }

    fn glyph_id(&self, cid: u32) -> u32 {
        let Some(ids) = &self.glyph_ids else { return cid };
        let at = (cid as usize).saturating_mul(2);
        ids.get(at..at + 2).map_or(0, |id| u32::from(u16::from_be_bytes([id[0], id[1]])))
    }
}

fn push_char(out: &mut String, code: u32) {
    if let Some(c) = char::from_u32(code) {
        push_letters(out, c);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Font, Mapped};
    use lopdf::{Dictionary, Document, Object, Stream, dictionary};

    fn font(document: &mut Document, encoding: &str, descendant: Dictionary, map: Option<&str>) -> Dictionary {
        let mut font = dictionary! {
            "Subtype" => "Type0",
            "BaseFont" => "ABCDEF+Any-Bold",
            "Encoding" => encoding,
            "DescendantFonts" => vec![Object::Dictionary(descendant)],
        };
        if let Some(map) = map {
            let id = document.add_object(Stream::new(Dictionary::new(), map.as_bytes().to_vec()));
            font.set("ToUnicode", id);
        }
        font
    }

    /// The text and what [`super::Glyph`] says of each glyph, in thousandths of an em.
    fn decode(font: &Font, bytes: &[u8]) -> (String, Vec<[i32; 3]>) {
        let (mut text, mut moves) = (String::new(), Vec::new());
        font.decode(bytes, &mut |glyph| {
            text.push_str(glyph.text);
            moves.push([glyph.advance, glyph.origin.0, glyph.origin.1].map(|v| (v * 1000.0).round() as i32));
        });
        (text, moves)
    }

    #[test]
    fn two_byte_codes_have_text_by_the_map_and_widths_by_their_cid() {
        let mut document = Document::new();
        let descendant =
            dictionary! { "DW" => 600, "W" => vec![3.into(), Object::Array(vec![250.into(), 333.into()])] };
        let map = "2 beginbfrange <0003> <0003> <0020> <0101> <0102> <0041> endbfrange";
        let dictionary = font(&mut document, "Identity-H", descendant, Some(map));
        let font = Font::load(&document, &dictionary);
        let (text, moves) = decode(&font, b"\x01\x01\x00\x03\x01\x02\x00\x04\xff");
        assert_eq!(text, "A B");
        assert_eq!(moves, [[600, 0, 0], [250, 0, 0], [600, 0, 0], [333, 0, 0]]);
        assert!(font.bold() && !font.vertical() && font.mapped() == Mapped::ToUnicode && font.name() == "Any-Bold");
    }

    #[test]
    fn vertical_writing_moves_down_from_an_origin_above() {
        let mut document = Document::new();
        let descendant = dictionary! {
            "CIDSystemInfo" => dictionary! {
                "Registry" => Object::string_literal("Adobe"), "Ordering" => Object::string_literal("Japan1"),
            },
            "W2" => vec![633.into(), 633.into(), (-500).into(), 400.into(), 700.into()],
        };
        let dictionary = font(&mut document, "UniJIS-UTF16-V", descendant, None);
        let font = Font::load(&document, &dictionary);
        let (text, moves) = decode(&font, b"\x65\xe5\x67\x2c\x30\x00\xd8\x40\xdc\x0b");
        assert_eq!(text, "日本\u{3000}𠀋");
        assert_eq!(moves, [[-1000, 500, 880], [-1000, 500, 880], [-500, 400, 700], [-1000, 500, 880]]);
        assert!(font.vertical() && font.mapped() == Mapped::Encoding);
    }

    #[test]
    fn single_bytes_of_a_mixed_encoding_may_be_spaces() {
        let mut document = Document::new();
        let dictionary = font(&mut document, "90ms-RKSJ-H", Dictionary::new(), None);
        let mut spaces = Vec::new();
        Font::load(&document, &dictionary).decode(b"A \x81\x40", &mut |glyph| spaces.push(glyph.is_space_code));
        assert_eq!(spaces, [false, true, false]);
    }

    #[test]
    fn a_map_that_only_names_the_identity_means_unicode() {
        let mut document = Document::new();
        let mut dictionary = font(&mut document, "Identity-H", Dictionary::new(), None);
        assert_eq!(Font::load(&document, &dictionary).mapped(), Mapped::Nothing);
        dictionary.set("ToUnicode", "Identity-H");
        assert_eq!(decode(&Font::load(&document, &dictionary), b"\x00A\x20\xac").0, "A€");
    }

    #[test]
    fn private_use_of_a_symbol_font_becomes_its_sign() {
        let mut document = Document::new();
        let map = "1 beginbfchar <0078> <F0B7> endbfchar";
        let mut dictionary = font(&mut document, "Identity-H", Dictionary::new(), Some(map));
        dictionary.set("BaseFont", "ABCDEF+SymbolMT");
        assert_eq!(decode(&Font::load(&document, &dictionary), b"\x00\x78").0, "•");
    }
}
