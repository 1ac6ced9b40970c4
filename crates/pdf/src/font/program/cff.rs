//! Compact (CFF) programs: the names of their glyphs, and their encoding.

use std::cell::OnceCell;

use skrifa::raw::ps::cff::CffFontRef;

use super::named::NamedGlyphs;
use crate::font::glyph_names::push_name;

#[derive(Debug)]
pub(super) struct Compact {
    bytes: Vec<u8>,
    names: OnceCell<NamedGlyphs>,
}

impl Compact {
    pub(super) fn read(bytes: Vec<u8>) -> Option<Self> {
        CffFontRef::new_cff(&bytes, 0, None).ok()?;
        Some(Self { bytes, names: OnceCell::new() })
    }

    fn font(&self) -> Option<CffFontRef<'_>> {
        CffFontRef::new_cff(&self.bytes, 0, None).ok()
    }

    /// Adds the text of a code by the program's own encoding.
    pub(super) fn push_code(&self, code: u8, out: &mut String) -> bool {
        let Some(font) = self.font() else { return false };
        let Some(encoding) = font.encoding() else { return false };
        match encoding.predefined() {
            Some(predefined) => push_name(out, predefined.name(code).as_bytes()),
            None => encoding.map(code).is_some_and(|glyph| self.push_glyph(glyph.to_u32(), out)),
        }
    }

    /// Adds the text of a glyph.
    pub(super) fn push_glyph(&self, glyph: u32, out: &mut String) -> bool {
        self.names().push(glyph, out)
    }

    /// Whether it has a name for no glyph.
    pub(super) fn is_silent(&self) -> bool {
        self.names().is_empty()
    }

    fn names(&self) -> &NamedGlyphs {
        self.names.get_or_init(|| self.font().map(|font| names(&font)).unwrap_or_default())
    }
}

/// The texts of the glyphs that have names; those of CID-keyed fonts have numbers instead.
pub(super) fn names(font: &CffFontRef<'_>) -> NamedGlyphs {
    match font.charset() {
        Some(charset) if !font.is_cid() => {
            NamedGlyphs::of(charset.iter().filter_map(|(glyph, sid)| Some((glyph.to_u32(), font.string(sid)?))))
        }
        _ => NamedGlyphs::default(),
    }
}
