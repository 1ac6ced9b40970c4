//! Letters told by their outlines, where a font is a copy of one that is known.
//!
//! LibreOffice and others embed a subset of a font without names or characters, and leave the text to a `ToUnicode` map;
//! where that is lost, nothing but the outlines tells. Programs copy them point by point. `data/outlines.bin` has them for
//! the free fonts of office programs (`scripts/make-outline-table` says which); a font of which most glyphs are in it
//! is one of them.

use skrifa::GlyphId;
use skrifa::raw::tables::glyf::{Anchor, Glyf, Glyph};
use skrifa::raw::tables::loca::Loca;
use skrifa::raw::{FontRef, TableProvider};

/// Hash and character, six bytes each, by hash.
static TABLE: &[u8] = include_bytes!("../../../data/outlines.bin");
/// Bytes of an entry, and of its hash.
const ENTRY: usize = 6;
const HASH: usize = 4;
/// Glyphs of a font that are looked at; subsets are far smaller, and a whole font has a table of its characters.
const MAX_GLYPHS: u32 = 4096;
/// How deep glyphs may be made of other glyphs.
const MAX_DEPTH: usize = 4;
/// Pieces that a glyph may be made of.
const MAX_PIECES: usize = 16;
/// Glyphs by which a font is known, and the share of them that has to be in the table: lines and dots are the same in
/// many fonts.
const SAMPLE: usize = 256;
const ENOUGH: usize = 4;
const SHARE: f32 = 0.6;

/// The letters of a font by glyph, if it is one of those that are known.
pub(super) fn letters(font: &FontRef<'_>) -> Vec<(u32, char)> {
    let Some(mut outlines) = Outlines::of(font) else { return Vec::new() };
    let (mut drawn, mut known) = (0, 0);
    let mut letters = Vec::new();
    for glyph in 1..outlines.count {
        let Some(hash) = outlines.hash(glyph, 0).filter(|&hash| hash != EMPTY) else { continue };
        let letter = letter(hash);
        if drawn < SAMPLE {
            drawn += 1;
            known += usize::from(letter.is_some());
        }
        letters.extend(letter.map(|letter| (glyph, letter)));
    }
    if known >= ENOUGH && known as f32 >= SHARE * drawn as f32 { letters } else { Vec::new() }
}

/// Whether a glyph exists and draws nothing, as a space does.
pub(super) fn is_blank(font: &FontRef<'_>, glyph: u32) -> bool {
    let (Ok(glyf), Ok(loca)) = (font.glyf(), font.loca(None)) else { return false };
    (glyph as usize) < loca.len() && matches!(loca.get_glyf(GlyphId::new(glyph), &glyf), Ok(None))
}

fn letter(hash: u64) -> Option<char> {
    let wanted = (hash >> 32) as u32;
    let (entries, _) = TABLE.as_chunks::<ENTRY>();
    let hash_of = |entry: &[u8; ENTRY]| entry[..HASH].iter().fold(0, |n, &byte| n << 8 | u32::from(byte));
    let at = entries.binary_search_by_key(&wanted, hash_of).ok()?;
    char::from_u32(u32::from(entries[at][HASH]) << 8 | u32::from(entries[at][HASH + 1]))
}

struct Outlines<'f> {
    glyf: Glyf<'f>,
    loca: Loca<'f>,
    count: u32,
    /// The hashes that were asked for; none where a glyph cannot be hashed.
    hashes: Vec<Option<Option<u64>>>,
}

impl<'f> Outlines<'f> {
    fn of(font: &FontRef<'f>) -> Option<Self> {
        let (glyf, loca) = (font.glyf().ok()?, font.loca(None).ok()?);
        let count = u32::try_from(loca.len()).ok()?.min(MAX_GLYPHS);
        Some(Self { glyf, loca, count, hashes: vec![None; count as usize] })
    }

    fn hash(&mut self, glyph: u32, depth: usize) -> Option<u64> {
        let known = *self.hashes.get(glyph as usize)?;
        known.unwrap_or_else(|| {
            let hash = self.fresh_hash(glyph, depth);
            self.hashes[glyph as usize] = Some(hash);
            hash
        })
    }

    fn fresh_hash(&mut self, glyph: u32, depth: usize) -> Option<u64> {
        let mut hash = EMPTY;
        match self.loca.get_glyf(GlyphId::new(glyph), &self.glyf).ok()? {
            None => {}
            Some(Glyph::Simple(simple)) => {
                let ends: Vec<usize> = simple.end_pts_of_contours().iter().map(|end| usize::from(end.get())).collect();
                let mut ends = ends.into_iter().peekable();
                for (index, point) in simple.points().enumerate() {
                    add(&mut hash, &point.x.to_be_bytes());
                    add(&mut hash, &point.y.to_be_bytes());
                    add(&mut hash, &[u8::from(point.on_curve)]);
                    if ends.next_if_eq(&index).is_some() {
                        add(&mut hash, &[0xff]);
                    }
                }
            }
            Some(Glyph::Composite(_)) if depth == MAX_DEPTH => return None,
            Some(Glyph::Composite(composite)) => {
                for piece in composite.components().take(MAX_PIECES) {
                    let Anchor::Offset { x, y } = piece.anchor else { return None };
                    let inner = self.hash(piece.glyph.to_u32(), depth + 1)?;
                    add(&mut hash, &x.to_be_bytes());
                    add(&mut hash, &y.to_be_bytes());
                    add(&mut hash, &inner.to_be_bytes());
                }
            }
        }
        Some(hash)
    }
}

/// FNV-1a of nothing.
const EMPTY: u64 = 0xcbf2_9ce4_8422_2325;

fn add(hash: &mut u64, bytes: &[u8]) {
    for &byte in bytes {
        *hash = (*hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_holds_letters() {
        let (entries, rest) = TABLE.as_chunks::<ENTRY>();
        assert!(rest.is_empty() && entries.len() > 1000);
        assert!(entries.windows(2).all(|pair| pair[0][..HASH] < pair[1][..HASH]));
    }

    #[test]
    fn hashes_are_those_of_the_script() {
        // `fnv(b"\x00\x01\xff\xfe\x01\xff")` in scripts/make-outline-table.
        let mut hash = EMPTY;
        add(&mut hash, &1i16.to_be_bytes());
        add(&mut hash, &(-2i16).to_be_bytes());
        add(&mut hash, &[1, 0xff]);
        assert_eq!(hash, 0x64e3_2554_1148_750b);
    }
}
