//! What an embedded font program itself says of its glyphs. It is read last, when nothing else tells the text.

mod cff;
mod named;
mod outline;
mod sfnt;
mod type1;

use std::cell::{Cell, OnceCell};

use lopdf::{Dictionary, Document, Object, Stream};

use self::cff::Compact;
use self::sfnt::Sfnt;
use self::type1::BuiltIn;
use super::budget::FontBudget;
use super::encoding::BaseEncoding;
use super::glyph_names::push_name;
use crate::object::resolve;

/// Bytes that a font program may inflate to.
const MAX_PROGRAM: usize = 32 << 20;

/// A font program that is decoded when it is first asked.
#[derive(Debug)]
pub(super) struct Program {
    stream: Stream,
    read: OnceCell<Kind>,
    /// Whether it has told the text of anything.
    told: Cell<bool>,
    budget: FontBudget,
}

#[derive(Debug)]
enum Kind {
    Type1(BuiltIn),
    Cff(Compact),
    Sfnt(Sfnt),
    /// Missing, damaged or of another kind.
    Unknown,
}

impl Program {
    /// The font program of a font descriptor, if it has one.
    pub(super) fn of(document: &Document, descriptor: &Dictionary, budget: &FontBudget) -> Option<Self> {
        let stream = [&b"FontFile2"[..], b"FontFile3", b"FontFile"].iter().find_map(|key| {
            let object = resolve(document, descriptor.get(key).ok()?);
            object.as_stream().ok()
        })?;
        budget.take(stream.content.len()).then(|| Self {
            stream: on_its_own(document, stream),
            read: OnceCell::new(),
            told: Cell::new(false),
            budget: budget.clone(),
        })
    }

    fn kind(&self) -> &Kind {
        self.read.get_or_init(|| {
            let bytes = self.budget.decode(&Document::new(), &self.stream, MAX_PROGRAM);
            match bytes.get(..4) {
                Some([b'%', b'!', ..] | [0x80, 1, ..]) => Kind::Type1(BuiltIn::read(&bytes)),
                Some([0, 1, 0, 0] | b"true" | b"OTTO" | b"ttcf") => Sfnt::read(bytes).map_or(Kind::Unknown, Kind::Sfnt),
                Some([1, 0..=4, ..]) => Compact::read(bytes).map_or(Kind::Unknown, Kind::Cff),
                _ => Kind::Unknown,
            }
        })
    }

    /// Whether it tells the text of no glyph.
    pub(super) fn is_silent(&self) -> bool {
        match self.kind() {
            Kind::Cff(cff) => cff.is_silent(),
            Kind::Sfnt(sfnt) => sfnt.is_silent(),
            Kind::Type1(_) | Kind::Unknown => true,
        }
    }

    /// Whether it was asked and has told no text.
    pub(super) fn told_nothing(&self) -> bool {
        self.read.get().is_some() && !self.told.get()
    }

    /// Adds the text of a code of a simple font by the program's own encoding.
    pub(super) fn push_code(&self, code: u8, out: &mut String) -> bool {
        let before = out.len();
        let told = match self.kind() {
            Kind::Type1(BuiltIn::Names(names)) => names.get(&code).is_some_and(|name| push_name(out, name)),
            Kind::Type1(BuiltIn::Standard) => push_standard(code, out),
            Kind::Cff(cff) => cff.push_code(code, out),
            Kind::Sfnt(sfnt) => sfnt.push_code(code, out),
            Kind::Unknown => false,
        };
        self.note(told, &out[before..])
    }

    /// Adds the text of a glyph by its name, or by the characters that lead to it.
    pub(super) fn push_glyph(&self, glyph: u32, out: &mut String) -> bool {
        let before = out.len();
        let told = match self.kind() {
            Kind::Cff(cff) => cff.push_glyph(glyph, out),
            Kind::Sfnt(sfnt) => sfnt.push_glyph(glyph, out),
            Kind::Type1(_) | Kind::Unknown => false,
        };
        self.note(told, &out[before..])
    }

    fn note(&self, told: bool, text: &str) -> bool {
        // That a glyph draws nothing says nothing of the others.
        self.told.set(self.told.get() || told && !text.trim().is_empty());
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

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    /// A CFF font with the glyphs `.notdef`, `A`, `f_i` and the codes 65 and 12 for the latter two.
    fn cff() -> Vec<u8> {
        fn index(items: &[&[u8]]) -> Vec<u8> {
            let mut out = vec![0, items.len() as u8];
            if items.is_empty() {
                return out;
            }
            out.push(1);
            let mut at = 1;
            out.push(at);
            for item in items {
                at += item.len() as u8;
                out.push(at);
            }
            items.iter().for_each(|item| out.extend_from_slice(item));
            out
        }
        let strings = index(&[b"f_i"]);
        // `A` is string 34; the first string of a font's own is 391.
        let charset = [0, 0, 34, 391u16.to_be_bytes()[0], 391u16.to_be_bytes()[1]];
        let encoding = [0, 2, 65, 12];
        let char_strings = index(&[&[14], &[14], &[14]]);
        let start = [&[1, 0, 4, 1][..], &index(&[b"F"])].concat();
        let top_len = 5 + 3 * 4 + 3;
        let at = start.len() + top_len + strings.len() + 2;
        let number = |n: usize| [28, (n >> 8) as u8, n as u8];
        let (encoding_at, char_strings_at) = (at + charset.len(), at + charset.len() + encoding.len());
        let private = [139, 139, 18];
        let top =
            [&number(at)[..], &[15], &number(encoding_at), &[16], &number(char_strings_at), &[17], &private].concat();
        let top = index(&[&top]);
        assert_eq!(top.len(), top_len, "the offsets count on it");
        let mut font = [&start[..], &top, &strings, &[0, 0]].concat();
        font.extend_from_slice(&charset);
        font.extend_from_slice(&encoding);
        font.extend_from_slice(&char_strings);
        font
    }

    fn program(key: &str, bytes: Vec<u8>) -> Program {
        let mut document = Document::new();
        let id = document.add_object(Stream::new(Dictionary::new(), bytes));
        Program::of(&document, &dictionary! { key => id }, &FontBudget::default()).expect("a program")
    }

    fn code(program: &Program, code: u8) -> String {
        let mut out = String::new();
        program.push_code(code, &mut out);
        out
    }

    #[test]
    fn names_of_a_compact_font_are_read() {
        let program = program("FontFile3", cff());
        assert_eq!([65, 12, 66].map(|c| code(&program, c)), ["A", "fi", ""]);
        let mut out = String::new();
        assert!(program.push_glyph(2, &mut out) && out == "fi");
    }

    #[test]
    fn a_program_is_known_by_its_bytes_and_not_by_its_key() {
        let type1 = b"%!PS-AdobeFont\n/Encoding 256 array dup 3 /eacute put def eexec".to_vec();
        assert_eq!(code(&program("FontFile3", type1), 3), "é");
    }

    #[test]
    fn a_damaged_program_tells_nothing() {
        for bytes in [Vec::new(), b"\0\x01\0\0\xff\xff".to_vec(), cff()[..20].to_vec(), b"%!".to_vec()] {
            let program = program("FontFile2", bytes);
            assert!(!program.told_nothing(), "not asked yet");
            assert_eq!(code(&program, 0x80), "");
            assert!(program.told_nothing());
        }
    }
}
