//! Simple fonts: one byte, one glyph.

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::Mapped;
use super::cmap::CMap;
use super::core14::Core14;
use super::encoding::BaseEncoding;
use super::glyph_names::push_name;
use super::letters::{push_letters, tells_nothing};
use super::page::Page;
use super::program::Program;
use super::widths::number;
use crate::object::resolve;

/// Entries of `Differences` that are read; 256 codes may be named more than once.
const MAX_DIFFERENCES: usize = 4096;

/// The decoding table of a simple font.
#[derive(Debug)]
pub(super) struct Simple {
    pub(super) page: Page,
    program: Option<Program>,
    mapped: Mapped,
}

/// What a simple font is built from.
pub(super) struct Source<'d> {
    pub(super) document: &'d Document,
    pub(super) font: &'d Dictionary,
    pub(super) descriptor: Option<&'d Dictionary>,
    pub(super) core: Option<Core14>,
    pub(super) to_unicode: Option<CMap>,
    /// Ems for a unit of `Widths`.
    pub(super) unit: f32,
}

impl Simple {
    pub(super) fn load(source: &Source<'_>) -> Self {
        let encoding = Encoding::read(source);
        let program = source.descriptor.and_then(|d| Program::of(source.document, d));
        let mut page = Page::new(false);
        let late = program.is_some() && encoding.leaves_it_to_the_program;
        let base = encoding.base.unwrap_or(BaseEncoding::Standard);
        let mut told = false;
        for code in 0..=255u8 {
            page.set_text(code, late, |out| {
                let before = out.len();
                if let Some(map) = &source.to_unicode
                    && map.push_unicode(code.into(), out)
                    && !tells_nothing(&out[before..])
                {
                    return;
                }
                out.truncate(before);
                match encoding.names[usize::from(code)] {
                    Some(name) => told |= push_name(out, name),
                    None if late => {}
                    None => {
                        if let Some(c) = base.get(code) {
                            push_letters(out, c);
                        }
                    }
                }
            });
        }
        let mapped = if source.to_unicode.is_some() {
            Mapped::ToUnicode
        } else if told || encoding.base.is_some() {
            Mapped::Encoding
        } else if late {
            Mapped::Program
        } else {
            Mapped::Guessed
        };
        let simple = Self { page, program: program.filter(|_| late), mapped };
        simple.with_widths(source, base)
    }

    /// Adds the text of a code by the font program, or of the standard encoding if that has none.
    pub(super) fn push_late(&self, code: u8, out: &mut String) {
        let told = self.program.as_ref().is_some_and(|program| program.push_code(code, out));
        if !told && let Some(c) = BaseEncoding::Standard.get(code).filter(char::is_ascii) {
            push_letters(out, c);
        }
    }

    pub(super) fn mapped(&self) -> Mapped {
        match &self.program {
            Some(program) if self.mapped == Mapped::Program && program.is_useless() => Mapped::Guessed,
            _ => self.mapped,
        }
    }

    fn with_widths(mut self, source: &Source<'_>, base: BaseEncoding) -> Self {
        let get = |key: &[u8]| source.font.get(key).ok().map(|o| resolve(source.document, o));
        let missing = source.descriptor.and_then(|d| number(source.document, d.get(b"MissingWidth").ok()?));
        let widths = get(b"Widths").and_then(|o| o.as_array().ok());
        let first = get(b"FirstChar").and_then(|o| o.as_float().ok()).map_or(0, |n| n.max(0.0) as usize);
        for code in 0..=255u8 {
            let given = widths.and_then(|w| w.get(usize::from(code).checked_sub(first)?));
            let width = given.and_then(|o| number(source.document, o));
            let of_core = || match source.core {
                Some(core) if widths.is_none() => {
                    let c = self.page.text(code).chars().next().or_else(|| base.get(code));
                    c.and_then(|c| core.width(c))
                }
                _ => None,
            };
            let width = width.or_else(of_core).or(missing).unwrap_or(0.0);
            self.page.set_advance(code, width * source.unit);
        }
        self
    }
}

/// What the `Encoding` entry says.
struct Encoding<'d> {
    /// The encoding it starts from, if it is known without the font program.
    base: Option<BaseEncoding>,
    /// The names of `Differences`.
    names: Box<[Option<&'d [u8]>; 256]>,
    /// Codes without an answer are a matter of the font program.
    leaves_it_to_the_program: bool,
}

impl<'d> Encoding<'d> {
    fn read(source: &Source<'d>) -> Self {
        let mut names = Box::new([None; 256]);
        let own = match source.core {
            Some(Core14::Symbol) => Some(BaseEncoding::Symbol),
            Some(Core14::ZapfDingbats) => Some(BaseEncoding::ZapfDingbats),
            _ => None,
        };
        let named = match source.font.get(b"Encoding").ok().map(|o| resolve(source.document, o)) {
            Some(Object::Name(name)) => BaseEncoding::from_name(name),
            Some(Object::Dictionary(dictionary)) => {
                read_differences(source.document, dictionary, &mut names);
                let base = dictionary.get(b"BaseEncoding").ok().map(|o| resolve(source.document, o));
                base.and_then(|o| BaseEncoding::from_name(o.as_name().ok()?))
            }
            _ => None,
        };
        // Symbol and ZapfDingbats keep their own encoding, whatever the file says of them.
        let base = own.or(named);
        Self { base, names, leaves_it_to_the_program: base.is_none() }
    }
}

fn read_differences<'d>(document: &'d Document, encoding: &'d Dictionary, names: &mut [Option<&'d [u8]>; 256]) {
    let Ok(Ok(items)) = encoding.get(b"Differences").map(|o| resolve(document, o).as_array()) else { return };
    let mut code = 0usize;
    for item in items.iter().take(MAX_DIFFERENCES) {
        match resolve(document, item) {
            Object::Name(name) => {
                if let Some(slot) = names.get_mut(code) {
                    *slot = Some(name.as_slice());
                }
                code = code.saturating_add(1);
            }
            Object::Integer(n) => code = usize::try_from(*n).unwrap_or(usize::MAX),
            Object::Real(n) => code = *n as usize,
            _ => {}
        }
    }
}

/// The content streams of a Type 3 font by code.
pub(super) fn procedures(document: &Document, font: &Dictionary) -> Vec<(u8, ObjectId)> {
    let dictionary = |key: &[u8]| resolve(document, font.get(key).ok()?).as_dict().ok();
    let (Some(encoding), Some(procedures)) = (dictionary(b"Encoding"), dictionary(b"CharProcs")) else {
        return Vec::new();
    };
    let mut names = [None; 256];
    read_differences(document, encoding, &mut names);
    let named = (0..=255u8).zip(names);
    named.filter_map(|(code, name)| Some((code, procedures.get(name?).ok()?.as_reference().ok()?))).collect()
}
