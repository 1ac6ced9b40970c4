//! Texts of glyphs by their names, collected once: some formats have to be searched from the start for each name.

use super::super::glyph_names::push_name;
use super::super::texts::Span;

/// Names that are read of one font program; it cannot have more glyphs.
const MAX_GLYPHS: usize = 1 << 16;

/// The glyphs whose names tell a text.
#[derive(Debug, Default)]
pub(super) struct NamedGlyphs {
    /// By glyph.
    spans: Vec<(u32, Span)>,
    pool: String,
}

impl NamedGlyphs {
    pub(super) fn of<'n>(names: impl Iterator<Item = (u32, &'n [u8])>) -> Self {
        let mut glyphs = Self::default();
        for (glyph, name) in names.take(MAX_GLYPHS).filter(|&(glyph, _)| glyph != 0) {
            let start = glyphs.pool.len();
            if push_name(&mut glyphs.pool, name) {
                glyphs.spans.push((glyph, Span::since(start, &glyphs.pool)));
            }
        }
        glyphs.spans.sort_by_key(|entry| entry.0);
        glyphs
    }

    pub(super) fn get(&self, glyph: u32) -> Option<&str> {
        let at = self.spans.binary_search_by_key(&glyph, |entry| entry.0).ok()?;
        Some(self.spans[at].1.of(&self.pool))
    }

    /// Adds the text of a glyph; false if its name does not tell it.
    pub(super) fn push(&self, glyph: u32, out: &mut String) -> bool {
        self.get(glyph).is_some_and(|text| {
            out.push_str(text);
            true
        })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }
}
