//! What an embedded font program itself says of its glyphs. It is read last, when nothing else tells the text.

mod sfnt;
mod type1;

use std::cell::{Cell, OnceCell};

use lopdf::{Dictionary, Document, Object, Stream};
use skrifa::raw::ps::cff::CffFontRef;
use skrifa::raw::types::GlyphId;

use self::sfnt::Sfnt;
use self::type1::BuiltIn;
use super::encoding::BaseEncoding;
use super::glyph_names::push_name;
use crate::object::{decode_stream, resolve};

/// Bytes that a font program may inflate to.
const MAX_PROGRAM: usize = 32 << 20;

/// A font program that is decoded when it is first asked.
#[derive(Debug)]
pub(super) struct Program {
    stream: Stream,
    read: OnceCell<Kind>,
    /// Whether it has told the text of anything.
    told: Cell<bool>,
}

#[derive(Debug)]
enum Kind {
    Type1(BuiltIn),
    Cff(Vec<u8>),
    Sfnt(Sfnt),
    /// Missing, damaged or of another kind.
    Unknown,
}

impl Program {
    /// The font program of a font descriptor, if it has one.
    pub(super) fn of(document: &Document, descriptor: &Dictionary) -> Option<Self> {
        let stream = [&b"FontFile2"[..], b"FontFile3", b"FontFile"].iter().find_map(|key| {
            let object = resolve(document, descriptor.get(key).ok()?);
            object.as_stream().ok()
        })?;
        Some(Self { stream: on_its_own(document, stream), read: OnceCell::new(), told: Cell::new(false) })
    }

    fn kind(&self) -> &Kind {
        self.read.get_or_init(|| {
            let bytes = decode_stream(&Document::new(), &self.stream, MAX_PROGRAM).bytes;
            match bytes.get(..4) {
                Some([b'%', b'!', ..] | [0x80, 1, ..]) => Kind::Type1(BuiltIn::read(&bytes)),
                Some([0, 1, 0, 0] | b"true" | b"OTTO" | b"ttcf") => Sfnt::read(bytes).map_or(Kind::Unknown, Kind::Sfnt),
                Some([1, 0..=4, ..]) => Kind::Cff(bytes),
                _ => Kind::Unknown,
            }
        })
    }

    /// Whether it was asked and has told no text.
    pub(super) fn told_nothing(&self) -> bool {
        self.read.get().is_some() && !self.told.get()
    }

    /// Adds the text of a code of a simple font by the program's own encoding.
    pub(super) fn push_code(&self, code: u8, out: &mut String) -> bool {
        let told = match self.kind() {
            Kind::Type1(BuiltIn::Names(names)) => names.get(&code).is_some_and(|name| push_name(out, name)),
            Kind::Type1(BuiltIn::Standard) => push_standard(code, out),
            Kind::Cff(bytes) => push_cff_code(bytes, code, out),
            Kind::Sfnt(sfnt) => sfnt.push_code(code, out),
            Kind::Unknown => false,
        };
        self.note(told)
    }

    /// Adds the text of a glyph by its name, or by the characters that lead to it.
    pub(super) fn push_glyph(&self, glyph: u32, out: &mut String) -> bool {
        let told = match self.kind() {
            Kind::Cff(bytes) => CffFontRef::new_cff(bytes, 0, None)
                .is_ok_and(|font| !font.is_cid() && push_cff_glyph(&font, glyph, out)),
            Kind::Sfnt(sfnt) => sfnt.push_glyph(glyph, out),
            Kind::Type1(_) | Kind::Unknown => false,
        };
        self.note(told)
    }

    fn note(&self, told: bool) -> bool {
        self.told.set(self.told.get() || told);
        told
    }
}

/// The stream with everything that reading it needs, so that it outlives the document.
fn on_its_own(document: &Document, stream: &Stream) -> Stream {
    let mut copy = Stream::new(Dictionary::new(), stream.content.clone());
    for key in [&b"Filter"[..], b"DecodeParms"] {
        let Ok(entry) = stream.dict.get(key) else { continue };
        let entry = match resolve(document, entry) {
            Object::Array(items) => Object::Array(items.iter().map(|o| resolve(document, o).clone()).collect()),
            other => other.clone(),
        };
        copy.dict.set(key, entry);
    }
    copy
}

fn push_standard(code: u8, out: &mut String) -> bool {
    BaseEncoding::Standard.get(code).is_some_and(|c| {
        super::letters::push_letters(out, c);
        true
    })
}

fn push_cff_code(bytes: &[u8], code: u8, out: &mut String) -> bool {
    let Ok(font) = CffFontRef::new_cff(bytes, 0, None) else { return false };
    let Some(encoding) = font.encoding() else { return false };
    if let Some(predefined) = encoding.predefined() {
        return push_name(out, predefined.name(code).as_bytes());
    }
    encoding.map(code).is_some_and(|glyph| push_cff_glyph(&font, glyph.to_u32(), out))
}

fn push_cff_glyph(font: &CffFontRef<'_>, glyph: u32, out: &mut String) -> bool {
    let name = || font.string(font.charset()?.string_id(GlyphId::new(glyph))?);
    glyph != 0 && name().is_some_and(|name| push_name(out, name))
}
