//! The `Encoding` entry of simple fonts.

use lopdf::{Dictionary, Document, Object};

use super::encoding::BaseEncoding;
use super::glyph_names::{char_of_name, push_dingbat, push_name};
use super::letters::push_letters;
use super::numbered::Numbered;
use super::symbol_fonts::SymbolFont;
use crate::object::resolve;

/// Entries of `Differences` that are read; 256 codes may be named more than once.
const MAX_DIFFERENCES: usize = 4096;

/// What is known of the codes without the font program.
#[derive(Debug)]
pub(super) struct Encoding<'d> {
    /// The encoding that the file names.
    base: Option<BaseEncoding>,
    symbols: Option<SymbolFont>,
    names: Names<'d>,
    /// The names tell nothing but the codes.
    numbered: Option<Numbered>,
}

/// The names of `Differences`.
type Names<'d> = Box<[Option<&'d [u8]>; 256]>;

impl<'d> Encoding<'d> {
    pub(super) fn read(document: &'d Document, font: &'d Dictionary, symbols: Option<SymbolFont>) -> Self {
        let mut names = Box::new([None; 256]);
        let base = match font.get(b"Encoding").ok().map(|o| resolve(document, o)) {
            Some(Object::Name(name)) => BaseEncoding::from_name(name),
            Some(Object::Dictionary(dictionary)) => {
                read_differences(document, dictionary, &mut names);
                let base = dictionary.get(b"BaseEncoding").ok().map(|o| resolve(document, o));
                base.and_then(|o| BaseEncoding::from_name(o.as_name().ok()?))
            }
            _ => None,
        };
        let numbered = if symbols.is_none() { Numbered::of(&names) } else { None };
        Self { base, symbols, names, numbered }
    }

    /// Whether it says of every code what it is; else the font program may.
    pub(super) fn is_complete(&self) -> bool {
        self.base.is_some() || self.symbols.is_some() || self.numbered.is_some()
    }

    /// Whether it tells text without guessing.
    pub(super) fn is_trustworthy(&self) -> bool {
        self.numbered.is_none()
            && (self.is_complete() || self.names.iter().flatten().any(|n| char_of_name(n).is_some()))
    }

    /// Adds the text of a code; false if it is not known without the font program.
    pub(super) fn push(&self, code: u8, out: &mut String) -> bool {
        if let Some(numbered) = self.numbered {
            return numbered.push(code, out);
        }
        match self.names[usize::from(code)] {
            Some(name) if self.symbols == Some(SymbolFont::ZapfDingbats) && push_dingbat(out, name) => true,
            Some(name) => push_name(out, name),
            None => self.unnamed(code).is_some_and(|c| {
                push_letters(out, c);
                true
            }),
        }
    }

    /// The character of a code, ligatures as one, for looking up its width.
    pub(super) fn char_of(&self, code: u8) -> Option<char> {
        match self.names[usize::from(code)] {
            Some(name) => char_of_name(name),
            None => self.unnamed(code).or_else(|| BaseEncoding::Standard.get(code)),
        }
    }

    /// Fonts of symbols keep their own encoding, whatever the file says of them.
    fn unnamed(&self, code: u8) -> Option<char> {
        match self.symbols {
            Some(symbols) => symbols.get(code),
            None => self.base?.get(code),
        }
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
