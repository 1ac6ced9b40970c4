//! Simple fonts: one byte, one glyph.

use lopdf::{Dictionary, Document};

use super::Mapped;
use super::budget::FontBudget;
use super::cmap::CMap;
use super::core14::Core14;
use super::encoding::BaseEncoding;
use super::letters::{push_letters, tells_nothing};
use super::page::Page;
use super::program::Program;
use super::simple_encoding::Encoding;
use super::symbol_fonts::SymbolFont;
use super::texts::Texts;
use super::trust::{Testimony, Trust};
use super::widths::number;
use crate::object::resolve;

/// A font with more glyphs than this among the control codes has its codes numbered from one.
const GLYPHS_AMONG_CONTROL_CODES: usize = 8;

/// The decoding table of a simple font.
#[derive(Debug)]
pub(super) struct Simple {
    pub(super) page: Page,
    program: Option<Program>,
    mapped: Mapped,
    /// Codes are numbers of glyphs: taking them for those of an encoding would give nonsense.
    renumbered: bool,
}

/// What a simple font is built from.
pub(super) struct Source<'d> {
    pub(super) document: &'d Document,
    pub(super) font: &'d Dictionary,
    pub(super) descriptor: Option<&'d Dictionary>,
    /// Without the prefix of a subset; empty for a Type 3 font.
    pub(super) name: &'d str,
    pub(super) to_unicode: Option<CMap>,
    /// Ems for a unit of `Widths`.
    pub(super) unit: f32,
    pub(super) budget: &'d FontBudget,
}

impl Simple {
    pub(super) fn load(source: &Source<'_>) -> Self {
        let symbols = SymbolFont::from_name(source.name);
        let encoding = Encoding::read(source.document, source.font, symbols);
        let program = source.descriptor.and_then(|d| Program::of(source.document, d, source.budget));
        let late = program.is_some() && !encoding.is_complete();
        let mut page = Page::new(false);
        let renumbered = set_widths(&mut page, source, &encoding);

        let names = Texts::of(|code, out| encoding.push(code, out));
        let map = source.to_unicode.as_ref();
        let map = map.map(|map| Texts::of(|code, out| map.push_unicode(code.into(), out))).unwrap_or_default();
        let trust = Trust::of((0..=255).filter_map(|code| Testimony::of(map.get(code), names.get(code))));
        for code in 0..=255u8 {
            let (mapped, named) = (map.get(code), names.get(code));
            let spoiled = Testimony::of(mapped, named).is_some_and(|both| trust.believes_name(both));
            page.set_text(code, late, |out| match (mapped, named) {
                (Some(text), _) if !spoiled && !tells_nothing(text) => out.push_str(text),
                (_, Some(text)) => out.push_str(text),
                // Private use: it may be a sign that another font of the file shows as well.
                (Some(text), None) => {
                    for c in text.chars() {
                        out.push(symbols.and_then(|font| font.public(c)).unwrap_or(c));
                    }
                }
                (None, None) if late || renumbered => {}
                (None, None) => push_standard(code, out),
            });
        }
        let mapped = match () {
            () if source.to_unicode.is_some() => Mapped::ToUnicode,
            () if encoding.is_trustworthy() => Mapped::Encoding,
            () if late => Mapped::Program,
            () if renumbered => Mapped::Nothing,
            () => Mapped::Guessed,
        };
        Self { page, program: program.filter(|_| late), mapped, renumbered }
    }

    /// Adds the text of a code by the font program. If that does not tell it, takes it for a code of ASCII.
    pub(super) fn push_late(&self, code: u8, out: &mut String) {
        let told = self.program.as_ref().is_some_and(|program| program.push_code(code, out));
        if !told && !self.renumbered && code.is_ascii() {
            push_standard(code, out);
        }
    }

    pub(super) fn is_silent(&self) -> bool {
        (0..=255u8).all(|code| {
            let glyph = self.page.glyph(code, code.into(), |code, out| self.push_late(code, out));
            glyph.text.trim().is_empty()
        })
    }

    pub(super) fn mapped(&self) -> Mapped {
        match &self.program {
            Some(program) if self.mapped == Mapped::Program && program.told_nothing() => {
                if self.renumbered {
                    Mapped::Nothing
                } else {
                    Mapped::Guessed
                }
            }
            _ => self.mapped,
        }
    }
}

fn push_standard(code: u8, out: &mut String) {
    if let Some(c) = BaseEncoding::Standard.get(code) {
        push_letters(out, c);
    }
}

/// Sets the advances of all codes and tells whether the codes are mere numbers of glyphs.
fn set_widths(page: &mut Page, source: &Source<'_>, encoding: &Encoding<'_>) -> bool {
    let get = |key: &[u8]| source.font.get(key).ok().map(|o| resolve(source.document, o));
    let missing = source.descriptor.and_then(|d| number(source.document, d.get(b"MissingWidth").ok()?));
    let widths = get(b"Widths").and_then(|o| o.as_array().ok());
    let first = get(b"FirstChar").and_then(|o| o.as_float().ok()).map_or(0, |n| n.max(0.0) as usize);
    let core = if widths.is_none() { Core14::from_name(source.name) } else { None };
    let mut among_control_codes = 0;
    for code in 0..=255u8 {
        let given = widths.and_then(|w| w.get(usize::from(code).checked_sub(first)?));
        let given = given.and_then(|o| number(source.document, o));
        if (1..0x20).contains(&code) && given.is_some_and(|width| width != 0.0) {
            among_control_codes += 1;
        }
        let of_core = || core.and_then(|core| core.width(encoding.char_of(code)?));
        let width = given.or_else(of_core).or(missing).unwrap_or(0.0);
        page.set_advance(code, width * source.unit);
    }
    among_control_codes > GLYPHS_AMONG_CONTROL_CODES
}

#[cfg(test)]
mod tests {
    use super::super::Font;
    use super::*;
    use lopdf::{Object, Stream, dictionary};

    /// The text and the advance in thousandths of an em.
    fn decode(document: &Document, font: &Dictionary, bytes: &[u8]) -> (String, i32) {
        let font = Font::load(document, font);
        let (mut text, mut advance) = (String::new(), 0.0);
        font.decode(bytes, &mut |glyph| {
            text.push_str(glyph.text);
            advance += glyph.advance;
        });
        (text, (advance * 1000.0).round() as i32)
    }

    fn names(list: &[&str]) -> Vec<Object> {
        list.iter().map(|name| Object::Name(name.as_bytes().to_vec())).collect()
    }

    #[test]
    fn a_standard_font_needs_neither_widths_nor_encoding() {
        let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" };
        assert_eq!(decode(&Document::new(), &font, b"A'\xae"), ("A’fi".to_owned(), 667 + 222 + 500));
        let font = dictionary! { "Subtype" => "Type1", "BaseFont" => "Symbol" };
        assert_eq!(decode(&Document::new(), &font, b"a\xb7").0, "α•");
    }

    #[test]
    fn differences_are_laid_over_the_base_encoding() {
        let mut differences: Vec<Object> = vec![65.into()];
        differences.extend(names(&["eacute", "f_f_i"]));
        let font = dictionary! {
            "Subtype" => "TrueType",
            "BaseFont" => "ABCDEF+Any",
            "FirstChar" => 65,
            "Widths" => vec![500.into(), 800.into()],
            "FontDescriptor" => dictionary! { "MissingWidth" => 250 },
            "Encoding" => dictionary! { "BaseEncoding" => "WinAnsiEncoding", "Differences" => differences },
        };
        assert_eq!(decode(&Document::new(), &font, b"AB\x80"), ("éffi€".to_owned(), 1550));
    }

    #[test]
    fn the_map_comes_first_unless_it_is_spoiled() {
        let mut document = Document::new();
        let map = b"4 beginbfchar <41> <0061> <42> <0062> <43> <0063> <0c> <FFFD> endbfchar".to_vec();
        let id = document.add_object(Stream::new(Dictionary::new(), map));
        let mut differences: Vec<Object> = vec![12.into()];
        differences.extend(names(&["fi"]));
        differences.push(65.into());
        differences.extend(names(&["a", "b", "G17"]));
        let font = dictionary! {
            "Subtype" => "Type1",
            "BaseFont" => "Any",
            "ToUnicode" => id,
            "Encoding" => dictionary! { "Differences" => differences },
        };
        assert_eq!(decode(&document, &font, b"\x0cABC").0, "fiabc");
    }

    #[test]
    fn codes_that_number_glyphs_are_not_taken_for_ascii() {
        let widths: Vec<Object> = vec![500.into(); 64];
        let font =
            dictionary! { "Subtype" => "TrueType", "BaseFont" => "ABCDEF+Any", "FirstChar" => 1, "Widths" => widths };
        let document = Document::new();
        assert_eq!(decode(&document, &font, b"\x01!A").0, "");
        assert_eq!(Font::load(&document, &font).mapped(), Mapped::Nothing);
    }

    #[test]
    fn a_type3_font_has_its_widths_in_glyph_space() {
        let font = dictionary! {
            "Subtype" => "Type3",
            "FontMatrix" => vec![Object::Real(0.01), 0.into(), 0.into(), Object::Real(0.01), 0.into(), 0.into()],
            "FirstChar" => 97,
            "Widths" => vec![50.into(), 60.into()],
            "Encoding" => dictionary! { "Differences" => vec![97.into(), "a".into(), "b".into()] },
        };
        assert_eq!(decode(&Document::new(), &font, b"ab"), ("ab".to_owned(), 1100));
    }

    #[test]
    fn nonsense_does_no_harm() {
        let document = Document::new();
        let font = dictionary! {
            "Subtype" => "Type1",
            "FirstChar" => -5,
            "Widths" => vec![Object::Null, Object::Real(f32::NAN), i64::MAX.into()],
            "Encoding" => dictionary! { "Differences" => vec![i64::MAX.into(), "a".into(), (-1).into(), "b".into()] },
        };
        assert_eq!(decode(&document, &font, b"ab").0, "ab");
        assert_eq!(decode(&document, &Dictionary::new(), b"ab").0, "ab");
    }
}
