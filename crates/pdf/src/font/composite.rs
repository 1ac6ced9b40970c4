//! Composite fonts (Type 0): codes of one to four bytes that select glyphs of a CID font.

use std::cell::OnceCell;

use hayro_cmap::{BfString, CMap as Predefined, CMapName, CidFamily, WritingMode, load_embedded};
use lopdf::{Dictionary, Document, Object};

use super::cmap::CMap;
use super::letters::{push_letters, tells_nothing};
use super::page::Page;
use super::program::Program;
use super::symbol_fonts::SymbolFont;
use super::widths::{CidValues, number};
use super::{Glyph, Mapped};
use crate::object::{decode_stream, resolve};

/// Bytes that an encoding or a table of glyph numbers may inflate to.
const MAX_STREAM: usize = 8 << 20;
/// CMaps that may be built on one another.
const MAX_BASES: usize = 8;
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
    collection: Option<Predefined>,
    widths: CidValues<1>,
    default_width: f32,
    vertical: Option<Vertical>,
    glyph_ids: Option<Vec<u8>>,
    program: Option<Program>,
    pages: Vec<OnceCell<Box<Page>>>,
}

#[derive(Debug)]
struct Vertical {
    metrics: CidValues<3>,
    /// The height of the position vector and the displacement, in thousandths of an em.
    default: [f32; 2],
}

/// How bytes become codes and codes become CIDs.
#[derive(Debug)]
enum Codes {
    /// Two bytes are the CID.
    Identity,
    Predefined {
        map: Box<Predefined>,
        split: Split,
    },
    /// Embedded CMaps, each built on the one after it, and the predefined one that the last is built on.
    Embedded {
        maps: Vec<CMap>,
        base: Option<Box<Codes>>,
    },
}

/// How the codes of a predefined CMap are told apart where it does not have them.
#[derive(Clone, Copy, Debug)]
enum Split {
    /// Always two bytes.
    Ucs2,
    /// Two bytes, or two pairs of surrogates.
    Utf16,
    /// One byte or more, by what the CMap has.
    Mixed,
}

impl Composite {
    pub(super) fn load(
        document: &Document,
        font: &Dictionary,
        descendant: &Dictionary,
        descriptor: Option<&Dictionary>,
        to_unicode: Option<CMap>,
        symbols: Option<SymbolFont>,
    ) -> Self {
        let get = |key: &[u8]| descendant.get(key).ok().map(|o| resolve(document, o));
        let (codes, vertical) = Codes::load(document, font.get(b"Encoding").ok());
        let codes_are_unicode = to_unicode.is_none()
            && font
                .get(b"ToUnicode")
                .is_ok_and(|o| resolve(document, o).as_name().is_ok_and(|n| n.starts_with(b"Identity")));
        let array = |key: &[u8]| get(key).and_then(|o| o.as_array().ok());
        let vertical = vertical.then(|| {
            let default = array(b"DW2").map(|a| [0, 1].map(|i| a.get(i).and_then(|o| number(document, o))));
            let [height, displacement] = default.unwrap_or_default();
            Vertical {
                metrics: array(b"W2").map(|a| CidValues::read(document, a)).unwrap_or_default(),
                default: [height.unwrap_or(880.0), displacement.unwrap_or(-1000.0)],
            }
        });
        Self {
            codes,
            symbols,
            to_unicode,
            codes_are_unicode,
            collection: collection(document, get(b"CIDSystemInfo")),
            widths: array(b"W").map(|a| CidValues::read(document, a)).unwrap_or_default(),
            default_width: descendant.get(b"DW").ok().and_then(|o| number(document, o)).unwrap_or(1000.0),
            vertical,
            glyph_ids: get(b"CIDToGIDMap")
                .and_then(|o| o.as_stream().ok())
                .map(|stream| decode_stream(document, stream, MAX_STREAM).bytes),
            program: descriptor.and_then(|d| Program::of(document, d)),
            pages: std::iter::repeat_with(OnceCell::new).take(ONE_BYTE + 1).collect(),
        }
    }

    pub(super) fn is_vertical(&self) -> bool {
        self.vertical.is_some()
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
        if matches!(self.codes, Codes::Identity) {
            for &[high, low] in bytes.as_chunks::<2>().0 {
                each(self.glyph(high.into(), low, u32::from(high) << 8 | u32::from(low), 2));
            }
            return;
        }
        let mut rest = bytes;
        while !rest.is_empty() {
            let len = self.codes.code_len(rest).clamp(1, rest.len().min(4));
            let (code, after) = rest.split_at(len);
            rest = after;
            match *code {
                [low] => each(Glyph { is_space_code: low == b' ', ..self.glyph(ONE_BYTE, low, low.into(), 1) }),
                [high, low] => each(self.glyph(high.into(), low, u32::from(high) << 8 | u32::from(low), 2)),
                _ => {
                    let code = code.iter().fold(0, |n, &b| n << 8 | u32::from(b));
                    let mut page = Page::new(self.is_vertical());
                    self.fill(&mut page, 0, code, len);
                    each(self.glyph_of(&page, 0, code, |_| (code, len)));
                }
            }
        }
    }

    fn glyph(&self, page: usize, low: u8, code: u32, len: usize) -> Glyph<'_> {
        let first = code & !0xff;
        let page = self.pages[page].get_or_init(|| {
            let mut page = Box::new(Page::new(self.is_vertical()));
            for low in 0..=255 {
                self.fill(&mut page, low, first | u32::from(low), len);
            }
            page
        });
        self.glyph_of(page, low, code, |low| (first | u32::from(low), len))
    }

    fn glyph_of<'p>(&self, page: &'p Page, low: u8, code: u32, code_of: impl Fn(u8) -> (u32, usize)) -> Glyph<'p> {
        page.glyph(low, code, |low, out| {
            let (code, len) = code_of(low);
            if let (Some(program), Some(cid)) = (&self.program, self.codes.cid(code, len)) {
                let before = out.len();
                program.push_glyph(self.glyph_id(cid), out);
                self.publish(before, out);
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
        } else if self.codes_are_unicode {
            push_char(out, code);
        }
        if !tells_nothing(&out[before..]) {
            return;
        }
        if self.publish(before, out) {
            return;
        }
        if let (Some(collection), Some(cid)) = (&self.collection, cid) {
            match collection.lookup_bf_string(cid) {
                Some(BfString::Char(c)) => push_letters(out, c),
                Some(BfString::String(text)) => text.chars().for_each(|c| push_letters(out, c)),
                None => {}
            }
        }
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

fn collection(document: &Document, info: Option<&Object>) -> Option<Predefined> {
    let info = info?.as_dict().ok()?;
    let string = |key: &[u8]| resolve(document, info.get(key).ok()?).as_str().ok();
    let family = CidFamily::from_registry_ordering(string(b"Registry")?, string(b"Ordering")?);
    predefined(family.ucs2_cmap()?)
}

fn predefined(name: CMapName<'_>) -> Option<Predefined> {
    Predefined::parse(load_embedded(name)?, load_embedded)
}

impl Codes {
    /// Reads the `Encoding` entry; also tells whether it writes downwards.
    fn load(document: &Document, encoding: Option<&Object>) -> (Self, bool) {
        let mut maps = Vec::new();
        let mut vertical = None;
        let mut next = encoding.map(|o| resolve(document, o).clone());
        let mut base = None;
        while let Some(object) = next.take() {
            match object {
                Object::Name(name) => {
                    let (codes, down) = Self::named(&name);
                    vertical = vertical.or(Some(down));
                    base = codes;
                }
                Object::Stream(stream) if maps.len() < MAX_BASES => {
                    let map = CMap::parse(&decode_stream(document, &stream, MAX_STREAM).bytes);
                    let mode = stream.dict.get(b"WMode").ok().and_then(|o| resolve(document, o).as_i64().ok());
                    vertical = vertical.or(Some(map.vertical || mode == Some(1)));
                    next = stream.dict.get(b"UseCMap").ok().map(|o| resolve(document, o).clone());
                    if next.is_none() {
                        next = map.base.clone().map(Object::Name);
                    }
                    maps.push(map);
                }
                _ => {}
            }
        }
        let vertical = vertical.unwrap_or(false);
        if maps.is_empty() {
            return (base.unwrap_or(Self::Identity), vertical);
        }
        (Self::Embedded { maps, base: base.map(Box::new) }, vertical)
    }

    fn named(name: &[u8]) -> (Option<Self>, bool) {
        match name {
            b"Identity-H" => return (Some(Self::Identity), false),
            b"Identity-V" => return (Some(Self::Identity), true),
            _ => {}
        }
        let down = name.ends_with(b"-V") || name == b"V";
        let Some(map) = predefined(CMapName::from_bytes(name)) else { return (None, down) };
        let down = map.metadata().writing_mode.map_or(down, |mode| mode == WritingMode::Vertical);
        let contains = |what: &[u8]| name.windows(what.len()).any(|w| w == what);
        let split = match () {
            () if contains(b"UCS2") => Split::Ucs2,
            () if contains(b"UTF16") => Split::Utf16,
            () => Split::Mixed,
        };
        (Some(Self::Predefined { map: Box::new(map), split }), down)
    }

    /// The number of bytes of the code that `bytes` start with; `bytes` are not empty.
    fn code_len(&self, bytes: &[u8]) -> usize {
        match self {
            Self::Identity => 2,
            Self::Predefined { split: Split::Ucs2, .. } => 2,
            Self::Predefined { split: Split::Utf16, .. } => {
                if (0xd8..0xdc).contains(&bytes[0]) {
                    4
                } else {
                    2
                }
            }
            Self::Predefined { map, split: Split::Mixed } => {
                let mut code = 0;
                let known = bytes.iter().take(4).enumerate().find_map(|(i, &byte)| {
                    code = code << 8 | u32::from(byte);
                    map.lookup_cid_code(code, i as u8 + 1).map(|_| i + 1)
                });
                known.unwrap_or(if bytes[0] >= 0x81 { 2 } else { 1 })
            }
            Self::Embedded { maps, base } => {
                let own = maps.iter().find(|map| map.has_codespace()).and_then(|map| map.code_len(bytes));
                own.or_else(|| base.as_ref().map(|base| base.code_len(bytes))).unwrap_or(2)
            }
        }
    }

    fn cid(&self, code: u32, len: usize) -> Option<u32> {
        match self {
            Self::Identity => Some(code),
            Self::Predefined { map, .. } => map.lookup_cid_code(code, u8::try_from(len).ok()?),
            Self::Embedded { maps, base } => {
                let own = maps.iter().find_map(|map| map.cid(code, len));
                own.or_else(|| base.as_ref().and_then(|base| base.cid(code, len)))
            }
        }
    }
}
