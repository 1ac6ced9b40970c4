//! The CMaps that files name without embedding them, and the registered collections of characters.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex};

use hayro_cmap::{BfString, CMap, CMapName, CidFamily, WritingMode, load_embedded};
use lopdf::{Document, Object};

use super::letters::push_letters;
use crate::object::resolve;

/// A predefined CMap for codes, and how its codes are told apart where it does not have them.
#[derive(Clone, Debug)]
pub(super) struct Predefined {
    map: Arc<CMap>,
    split: Split,
    pub(super) vertical: bool,
}

#[derive(Clone, Copy, Debug)]
enum Split {
    /// Always two bytes.
    Ucs2,
    /// Two bytes, or two pairs of them for surrogates.
    Utf16,
    /// One byte or more, by what the CMap has.
    Mixed,
}

impl Predefined {
    pub(super) fn named(name: &[u8]) -> Option<Self> {
        let map = shared(CMapName::from_bytes(name))?;
        let down = name.ends_with(b"-V") || name == b"V";
        let vertical = map.metadata().writing_mode.map_or(down, |mode| mode == WritingMode::Vertical);
        let contains = |what: &[u8]| name.windows(what.len()).any(|w| w == what);
        let split = match () {
            () if contains(b"UCS2") => Split::Ucs2,
            () if contains(b"UTF16") => Split::Utf16,
            () => Split::Mixed,
        };
        Some(Self { map, split, vertical })
    }

    /// The number of bytes of the code that `bytes` start with; `bytes` are not empty.
    pub(super) fn code_len(&self, bytes: &[u8]) -> usize {
        match self.split {
            Split::Ucs2 => 2,
            Split::Utf16 if (0xd8..0xdc).contains(&bytes[0]) => 4,
            Split::Utf16 => 2,
            Split::Mixed => {
                let mut code = 0;
                let known = bytes.iter().take(4).zip(1u8..).find_map(|(&byte, len)| {
                    code = code << 8 | u32::from(byte);
                    self.map.lookup_cid_code(code, len).map(|_| usize::from(len))
                });
                // All of these have one byte for ASCII and two for most else.
                known.unwrap_or(if bytes[0] >= 0x81 { 2 } else { 1 })
            }
        }
    }

    pub(super) fn cid(&self, code: u32, len: usize) -> Option<u32> {
        self.map.lookup_cid_code(code, u8::try_from(len).ok()?)
    }
}

/// A registered collection of characters, whose CIDs are known as text.
#[derive(Clone, Debug)]
pub(super) struct Collection {
    name: CMapName<'static>,
    map: OnceCell<Option<Arc<CMap>>>,
}

impl Collection {
    /// The collection of a `CIDSystemInfo` entry.
    pub(super) fn of(document: &Document, info: Option<&Object>) -> Option<Self> {
        let info = info?.as_dict().ok()?;
        let string = |key: &[u8]| resolve(document, info.get(key).ok()?).as_str().ok();
        CidFamily::from_registry_ordering(string(b"Registry")?, string(b"Ordering")?).ucs2_cmap().map(Self::new)
    }

    /// The collection whose CIDs a `ToUnicode` map is built on, as in `Adobe-Japan1-UCS2`.
    pub(super) fn of_ucs2(name: &[u8]) -> Option<Self> {
        let mut parts = name.strip_suffix(b"-UCS2")?.splitn(2, |&byte| byte == b'-');
        CidFamily::from_registry_ordering(parts.next()?, parts.next()?).ucs2_cmap().map(Self::new)
    }

    fn new(name: CMapName<'static>) -> Self {
        Self { name, map: OnceCell::new() }
    }

    /// Adds the text of a CID; false if the collection does not have it.
    pub(super) fn push(&self, cid: u32, out: &mut String) -> bool {
        match self.map.get_or_init(|| shared(self.name)).as_ref().and_then(|map| map.lookup_bf_string(cid)) {
            Some(BfString::Char(c)) => push_letters(out, c),
            Some(BfString::String(text)) => text.chars().for_each(|c| push_letters(out, c)),
            None => return false,
        }
        true
    }
}

/// Unpacking a CMap takes a millisecond or more and gives the same each time, so all documents share them.
fn shared(name: CMapName<'_>) -> Option<Arc<CMap>> {
    static READ: LazyLock<Mutex<BTreeMap<Vec<u8>, Arc<CMap>>>> = LazyLock::new(Mutex::default);
    // Only the names that come with a CMap get into the table.
    let data = load_embedded(name)?;
    let mut read = READ.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some(map) = read.get(name.to_bytes()) {
        return Some(map.clone());
    }
    let map = Arc::new(CMap::parse(data, load_embedded)?);
    read.insert(name.to_bytes().to_vec(), map.clone());
    Some(map)
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    #[test]
    fn codes_of_east_asian_encodings_lead_to_text() {
        let info = dictionary! {
            "Registry" => Object::string_literal("Adobe"), "Ordering" => Object::string_literal("Japan1"), "Supplement" => 2,
        };
        let collection = Collection::of(&Document::new(), Some(&Object::Dictionary(info))).expect("a known collection");
        let map = Predefined::named(b"90ms-RKSJ-H").expect("a known name");
        let mut out = String::new();
        let mut rest: &[u8] = b"A\x93\xfa\x96\x7b";
        while !rest.is_empty() {
            let (code, after) = rest.split_at(map.code_len(rest));
            let number = code.iter().fold(0, |n, &b| n << 8 | u32::from(b));
            assert!(collection.push(map.cid(number, code.len()).expect("a CID"), &mut out));
            rest = after;
        }
        assert_eq!(out, "A日本");
    }

    #[test]
    fn the_way_of_writing_and_the_length_of_codes_are_known() {
        assert!(
            Predefined::named(b"UniJIS-UTF16-V")
                .is_some_and(|map| map.vertical && map.code_len(b"\xd8\x40\xdc\x0b") == 4)
        );
        assert!(Predefined::named(b"UniGB-UCS2-H").is_some_and(|map| !map.vertical && map.code_len(b"\x00\x41") == 2));
        assert!(Predefined::named(b"No-Such-Map").is_none());
    }
}
