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
    letters_in(font, TABLE)
}

fn letters_in(font: &FontRef<'_>, table: &[u8]) -> Vec<(u32, char)> {
    let Some(mut outlines) = Outlines::of(font) else { return Vec::new() };
    let (mut drawn, mut known) = (0, 0);
    let mut letters = Vec::new();
    for glyph in 1..outlines.count {
        let Some(hash) = outlines.hash(glyph, 0).filter(|&hash| hash != EMPTY) else { continue };
        let letter = letter(hash, table);
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

fn letter(hash: u64, table: &[u8]) -> Option<char> {
    let wanted = (hash >> 32) as u32;
    let (entries, _) = table.as_chunks::<ENTRY>();
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

    /// A font of boxes that are so wide, a zero for a glyph that draws nothing, and one glyph more that is made of the
    /// last two.
    fn boxes(widths: &[i16]) -> Vec<u8> {
        let mut glyf = Vec::new();
        let mut loca = vec![0u32];
        for &width in widths {
            if width > 0 {
                let numbers = [1, 0, 0, width, 700, 3, 0];
                glyf.extend(numbers.iter().flat_map(|n: &i16| n.to_be_bytes()));
                glyf.extend([1; 4]);
                glyf.extend([0, width, 0, -width, 0, 0, 700, 0].iter().flat_map(|n: &i16| n.to_be_bytes()));
            }
            loca.push(glyf.len() as u32);
        }
        let last = widths.len() as i16 - 1;
        // Two components, their offsets as words.
        let composite = [-1, 0, 0, 0, 0, 0x23, last - 1, 0, 0, 0x03, last, 50, -20];
        glyf.extend(composite.iter().flat_map(|n: &i16| n.to_be_bytes()));
        loca.push(glyf.len() as u32);
        let mut head = vec![0; 54];
        head[19] = 100;
        head[51] = 1;
        let maxp = [0, 1, 0, 0, 0, widths.len() as u8 + 1].to_vec();
        let loca = loca.iter().flat_map(|at| at.to_be_bytes()).collect();
        let tables: [(&[u8; 4], Vec<u8>); 4] = [(b"glyf", glyf), (b"head", head), (b"loca", loca), (b"maxp", maxp)];
        let mut bytes = vec![0, 1, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0];
        let mut at = 12 + 16 * tables.len();
        for (tag, table) in &tables {
            bytes.extend_from_slice(*tag);
            bytes.extend_from_slice(&[0; 4]);
            bytes.extend_from_slice(&(at as u32).to_be_bytes());
            bytes.extend_from_slice(&(table.len() as u32).to_be_bytes());
            at += table.len();
        }
        tables.iter().for_each(|(_, table)| bytes.extend_from_slice(table));
        bytes
    }

    /// A table that has the glyphs of this font from 1 on as these letters.
    fn table(font: &FontRef<'_>, letters: &str) -> Vec<u8> {
        let mut outlines = Outlines::of(font).unwrap();
        let mut entries: Vec<[u8; ENTRY]> = letters
            .chars()
            .zip(1..)
            .map(|(letter, glyph)| {
                let hash = ((outlines.hash(glyph, 0).unwrap() >> 32) as u32).to_be_bytes();
                let letter = (letter as u16).to_be_bytes();
                [hash[0], hash[1], hash[2], hash[3], letter[0], letter[1]]
            })
            .collect();
        entries.sort_unstable();
        entries.concat()
    }

    #[test]
    fn a_copy_is_known_by_its_outlines_whatever_the_order_of_its_glyphs() {
        let bytes = boxes(&[9, 100, 200, 300, 400, 500]);
        let original = FontRef::new(&bytes).unwrap();
        let table = table(&original, "abcdeé");
        let bytes = boxes(&[9, 0, 300, 100, 200, 999, 400, 500]);
        let copy = FontRef::new(&bytes).unwrap();
        assert_eq!(letters_in(&copy, &table), [(2, 'c'), (3, 'a'), (4, 'b'), (6, 'd'), (7, 'e'), (8, 'é')]);
        assert!(is_blank(&copy, 1) && !is_blank(&copy, 2) && !is_blank(&copy, 99));
    }

    #[test]
    fn a_font_that_shares_a_few_shapes_is_another_one() {
        let bytes = boxes(&[9, 100, 200, 300, 400, 500]);
        let original = FontRef::new(&bytes).unwrap();
        let table = table(&original, "abcdeé");
        let bytes = boxes(&[9, 100, 201, 301, 401, 501]);
        assert_eq!(letters_in(&FontRef::new(&bytes).unwrap(), &table), []);
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
