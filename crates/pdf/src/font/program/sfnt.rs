//! TrueType and OpenType programs: from glyphs back to characters by the `cmap` table and the names of `post`.

use std::cell::OnceCell;

use skrifa::raw::ps::cff::CffFontRef;
use skrifa::raw::tables::cmap::{CmapSubtable, PlatformId};
use skrifa::raw::{FontRef, TableProvider};

use super::named::NamedGlyphs;
use super::outline;
use crate::font::encoding::BaseEncoding;
use crate::font::letters::{push_letters, tells_nothing};

/// Entries read from one subtable of `cmap`; Unicode itself has fewer characters.
const MAX_MAPPINGS: usize = 300_000;

#[derive(Debug)]
pub(super) struct Sfnt {
    bytes: Vec<u8>,
    /// Glyph and character, by glyph; read when first needed.
    characters: OnceCell<Vec<(u32, char)>>,
    names: OnceCell<NamedGlyphs>,
    /// Glyph and letter, by glyph, where the font has neither and is a known one.
    letters: OnceCell<Vec<(u32, char)>>,
}

impl Sfnt {
    pub(super) fn read(bytes: Vec<u8>) -> Option<Self> {
        FontRef::from_index(&bytes, 0).ok()?;
        Some(Self { bytes, characters: OnceCell::new(), names: OnceCell::new(), letters: OnceCell::new() })
    }

    fn font(&self) -> Option<FontRef<'_>> {
        FontRef::from_index(&self.bytes, 0).ok()
    }

    /// A symbolic font's code leads to a glyph by the (3, 0) or the (1, 0) subtable (ISO 32000-2, 9.6.5.4).
    pub(super) fn push_code(&self, code: u8, out: &mut String) -> bool {
        let Some(font) = self.font() else { return false };
        let before = out.len();
        let code = u32::from(code);
        let (symbol, roman) = (subtable(&font, PlatformId::Windows, 0), subtable(&font, PlatformId::Macintosh, 0));
        let by_symbol = symbol
            .and_then(|table| [0xf000, 0, 0xf100, 0xf200].iter().find_map(|base| table.map_codepoint(base + code)));
        let glyph = by_symbol.or_else(|| roman?.map_codepoint(code)).map(|glyph| glyph.to_u32()).filter(|&g| g != 0);
        match glyph {
            // Private use is what such a font has for codes of ASCII; then the code tells more.
            Some(glyph) => self.push_glyph(glyph, out) && !withdraw_private(before, out),
            // Neither subtable: the font is used by its Unicode characters.
            None => {
                let c = BaseEncoding::Standard.get(code as u8);
                let table = subtable(&font, PlatformId::Windows, 1).or_else(|| subtable(&font, PlatformId::Unicode, 3));
                c.filter(|&c| table.is_some_and(|table| table.map_codepoint(c).is_some())).is_some_and(|c| {
                    push_letters(out, c);
                    true
                })
            }
        }
    }

    /// Whether it has neither a character nor a name for any glyph, and is no font that is known.
    pub(super) fn is_silent(&self) -> bool {
        self.is_unlabelled() && self.letters().is_empty()
    }

    /// Whether it has neither a character nor a name for any glyph.
    fn is_unlabelled(&self) -> bool {
        self.names().is_empty() && self.characters().iter().all(|&(_, c)| tells_nothing(c.encode_utf8(&mut [0; 4])))
    }

    fn characters(&self) -> &[(u32, char)] {
        self.characters.get_or_init(|| self.font().map(|font| characters(&font)).unwrap_or_default())
    }

    fn names(&self) -> &NamedGlyphs {
        self.names.get_or_init(|| self.font().map(|font| names(&font)).unwrap_or_default())
    }

    /// What the outlines tell, where nothing else does.
    fn letters(&self) -> &[(u32, char)] {
        self.letters.get_or_init(|| {
            let font = self.font().filter(|_| self.is_unlabelled());
            font.map(|font| outline::letters(&font)).unwrap_or_default()
        })
    }

    /// Adds the text of a glyph: by its character, its name, its outline; a private-use character last.
    pub(super) fn push_glyph(&self, glyph: u32, out: &mut String) -> bool {
        let find = |list: &[(u32, char)]| {
            let at = list.binary_search_by_key(&glyph, |entry| entry.0).ok()?;
            Some(list[at].1)
        };
        let before = out.len();
        let character = find(self.characters());
        if let Some(c) = character {
            push_letters(out, c);
            if !tells_nothing(&out[before..]) {
                return true;
            }
        }
        out.truncate(before);
        if let Some(named) = self.names().get(glyph).filter(|text| !tells_nothing(text)) {
            out.push_str(named);
        } else if let Some(letter) = find(self.letters()) {
            push_letters(out, letter);
        } else if self.font().is_some_and(|font| outline::is_blank(&font, glyph)) {
            out.push(' ');
        } else if let Some(private) = character {
            push_letters(out, private);
        }
        out.len() > before
    }
}

/// The texts of glyphs by `post`, or by the names of a CFF table.
fn names(font: &FontRef<'_>) -> NamedGlyphs {
    let by_post = font.post().map(|post| NamedGlyphs::of(post.glyph_names().map(|(g, n)| (g.to_u32(), n.as_bytes()))));
    if let Some(names) = by_post.ok().filter(|names| !names.is_empty()) {
        return names;
    }
    let cff = font.cff().ok().and_then(|cff| CffFontRef::new_cff(cff.offset_data().as_bytes(), 0, None).ok());
    cff.map(|cff| super::cff::names(&cff)).unwrap_or_default()
}

/// Takes back a text of nothing but private-use characters; tells whether it did.
fn withdraw_private(before: usize, out: &mut String) -> bool {
    let private = tells_nothing(&out[before..]);
    if private {
        out.truncate(before);
    }
    private
}

fn subtable<'a>(font: &FontRef<'a>, platform: PlatformId, encoding: u16) -> Option<CmapSubtable<'a>> {
    let cmap = font.cmap().ok()?;
    let record = cmap.encoding_records().iter().find(|r| r.platform_id() == platform && r.encoding_id() == encoding)?;
    record.subtable(cmap.offset_data()).ok()
}

/// The characters of all glyphs that `cmap` leads to. Where several lead to one glyph, the first: a space rather than a
/// no-break space, a letter rather than its look-alike among the compatibility characters.
fn characters(font: &FontRef<'_>) -> Vec<(u32, char)> {
    let full = || subtable(font, PlatformId::Windows, 10).or_else(|| subtable(font, PlatformId::Windows, 1));
    let unicode = full().or_else(|| [4, 3, 2, 1, 0].iter().find_map(|&e| subtable(font, PlatformId::Unicode, e)));
    let (table, meaning) = if let Some(table) = unicode {
        (table, char::from_u32 as fn(u32) -> Option<char>)
    } else if let Some(table) = subtable(font, PlatformId::Windows, 0) {
        (table, private_use as fn(u32) -> Option<char>)
    } else if let Some(table) = subtable(font, PlatformId::Macintosh, 0) {
        (table, roman as fn(u32) -> Option<char>)
    } else {
        return Vec::new();
    };
    if numbers_its_glyphs(&table) {
        return Vec::new();
    }
    let pairs = table.iter().take(MAX_MAPPINGS).filter(|(_, glyph)| glyph.to_u32() != 0);
    let pairs = pairs.filter_map(|(code, glyph)| Some((glyph.to_u32(), meaning(code).filter(|c| !c.is_control())?)));
    let mut characters: Vec<(u32, char)> = pairs.collect();
    characters.sort_unstable();
    characters.dedup_by_key(|entry| entry.0);
    characters
}

/// Codes of a symbol font are no characters unless they are marked as private use.
fn private_use(code: u32) -> Option<char> {
    char::from_u32(code).filter(|_| code >= 0xe000)
}

fn roman(code: u32) -> Option<char> {
    BaseEncoding::MacRoman.get(u8::try_from(code).ok()?)
}

/// Subsets may count their glyphs from code 1 on, and then the codes mean nothing. Whole fonts have some of the
/// control codes too, but not these.
fn numbers_its_glyphs(table: &CmapSubtable<'_>) -> bool {
    (1u32..=7).filter(|&code| table.map_codepoint(code).is_some_and(|glyph| glyph.to_u32() != 0)).count() >= 4
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A font of the given tables, without outlines.
    fn font(tables: &[(&[u8; 4], Vec<u8>)]) -> Sfnt {
        let mut bytes = vec![0, 1, 0, 0, 0, tables.len() as u8, 0, 0, 0, 0, 0, 0];
        let mut at = 12 + 16 * tables.len();
        for (tag, table) in tables {
            bytes.extend_from_slice(*tag);
            bytes.extend_from_slice(&[0; 4]);
            bytes.extend_from_slice(&(at as u32).to_be_bytes());
            bytes.extend_from_slice(&(table.len() as u32).to_be_bytes());
            at += table.len();
        }
        tables.iter().for_each(|(_, table)| bytes.extend_from_slice(table));
        Sfnt::read(bytes).expect("a table directory")
    }

    /// A `cmap` with one subtable of format 6, which has `glyphs` from `first` on.
    fn cmap(platform: u8, encoding: u8, first: u16, glyphs: &[u8]) -> (&'static [u8; 4], Vec<u8>) {
        let mut table =
            vec![0, 0, 0, 1, 0, platform, 0, encoding, 0, 0, 0, 12, 0, 6, 0, 10 + 2 * glyphs.len() as u8, 0, 0];
        table.extend_from_slice(&first.to_be_bytes());
        table.extend_from_slice(&(glyphs.len() as u16).to_be_bytes());
        table.extend(glyphs.iter().flat_map(|&glyph| [0, glyph]));
        (b"cmap", table)
    }

    /// A `post` table of version 2 with these names from glyph 0 on.
    fn post(names: &[&str]) -> (&'static [u8; 4], Vec<u8>) {
        let mut table = vec![0, 2, 0, 0];
        table.resize(32, 0);
        table.extend_from_slice(&(names.len() as u16).to_be_bytes());
        table.extend((0..names.len() as u16).flat_map(|i| (258 + i).to_be_bytes()));
        names.iter().for_each(|name| {
            table.push(name.len() as u8);
            table.extend_from_slice(name.as_bytes());
        });
        (b"post", table)
    }

    fn texts(codes: impl IntoIterator<Item = u32>, push: impl Fn(u32, &mut String) -> bool) -> Vec<String> {
        let text = |code| {
            let mut out = String::new();
            push(code, &mut out);
            out
        };
        codes.into_iter().map(text).collect()
    }

    #[test]
    fn glyphs_are_traced_back_to_their_characters() {
        let font = font(&[cmap(3, 1, 0xe9, &[5, 6])]);
        assert_eq!(texts([5, 6, 7], |glyph, out| font.push_glyph(glyph, out)), ["é", "ê", ""]);
    }

    #[test]
    fn codes_of_a_symbolic_font_lead_to_names() {
        let font = font(&[cmap(1, 0, 1, &[1, 2]), post(&[".notdef", "f_i", "eacute"])]);
        assert_eq!(texts([1, 2, 3], |code, out| font.push_code(code as u8, out)), ["fi", "é", ""]);
    }

    #[test]
    fn a_subset_that_counts_its_glyphs_tells_nothing() {
        let counted = font(&[cmap(1, 0, 1, &[1, 2, 3, 4, 5, 6, 7, 8])]);
        assert_eq!(texts([1, 8], |code, out| counted.push_code(code as u8, out)), ["", ""]);
        let roman = font(&[cmap(1, 0, 0x80, &[1, 2])]);
        assert_eq!(texts([0x80, 0x81], |code, out| roman.push_code(code as u8, out)), ["Ä", "Å"]);
    }

    #[test]
    fn private_use_is_left_to_the_code() {
        let font = font(&[cmap(3, 0, 0xf041, &[1, 2])]);
        assert_eq!(texts([0x41], |code, out| font.push_code(code as u8, out)), [""]);
        // Where only the glyph is known, it is better than nothing.
        assert_eq!(texts([1], |glyph, out| font.push_glyph(glyph, out)), ["\u{f041}"]);
    }

    #[test]
    fn a_table_that_lies_about_its_size_does_no_harm() {
        let (tag, mut table) = cmap(3, 1, 0xe9, &[5]);
        table[20] = 0xff;
        let font = font(&[(tag, table), (b"post", vec![0, 2, 0, 0, 1])]);
        assert_eq!(texts([5], |glyph, out| font.push_glyph(glyph, out)), [""]);
    }
}
