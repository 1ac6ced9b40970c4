//! The `Encoding` entry of composite fonts: how bytes become codes and codes become CIDs.

use lopdf::{Document, Object};

use super::budget::FontBudget;
use super::cmap::CMap;
use super::predefined::Predefined;
use crate::object::resolve;

/// Bytes that an embedded CMap may inflate to.
const MAX_STREAM: usize = 8 << 20;
/// CMaps that may be built on one another.
const MAX_BASES: usize = 8;

/// Embedded CMaps, each built on the one after it, and what the last is built on.
#[derive(Debug)]
pub(super) struct Codes {
    maps: Vec<CMap>,
    base: Base,
    pub(super) vertical: bool,
}

#[derive(Debug)]
enum Base {
    /// Two bytes are the CID.
    Identity,
    Predefined(Predefined),
    /// The embedded CMaps stand on their own.
    None,
}

impl Codes {
    pub(super) fn load(document: &Document, encoding: Option<&Object>, budget: &FontBudget) -> Self {
        let mut maps: Vec<CMap> = Vec::new();
        let mut vertical = None;
        let mut next = encoding;
        while let Some(Object::Stream(stream)) = next.map(|o| resolve(document, o)) {
            if maps.len() == MAX_BASES {
                break;
            }
            let map = CMap::parse(&budget.decode(document, stream, MAX_STREAM));
            let mode = stream.dict.get(b"WMode").ok().and_then(|o| resolve(document, o).as_i64().ok());
            vertical = vertical.or(Some(map.vertical || mode == Some(1)));
            next = stream.dict.get(b"UseCMap").ok();
            maps.push(map);
        }
        let name = match next.map(|o| resolve(document, o)) {
            Some(Object::Name(name)) => Some(name.as_slice()),
            _ => maps.last().and_then(|map| map.base.as_deref()),
        };
        let (base, down) = match name {
            Some(b"Identity-H") => (Base::Identity, false),
            Some(b"Identity-V") => (Base::Identity, true),
            Some(name) => match Predefined::named(name) {
                Some(map) => {
                    let vertical = map.vertical;
                    (Base::Predefined(map), vertical)
                }
                // Nearly all files that name something else mean two bytes as well.
                None => (Base::Identity, name.ends_with(b"-V")),
            },
            None if maps.is_empty() => (Base::Identity, false),
            None => (Base::None, false),
        };
        Self { maps, base, vertical: vertical.unwrap_or(down) }
    }

    /// Whether codes are two bytes that are the CID.
    pub(super) fn is_identity(&self) -> bool {
        self.maps.is_empty() && matches!(self.base, Base::Identity)
    }

    /// The number of bytes of the code that `bytes` start with; `bytes` are not empty.
    pub(super) fn len(&self, bytes: &[u8]) -> usize {
        let own = self.maps.iter().find(|map| map.has_codespace()).and_then(|map| map.code_len(bytes));
        own.unwrap_or_else(|| match &self.base {
            Base::Predefined(map) => map.code_len(bytes),
            Base::Identity | Base::None => 2,
        })
    }

    /// The CID of a code of `len` bytes.
    pub(super) fn cid(&self, code: u32, len: usize) -> Option<u32> {
        let own = self.maps.iter().find_map(|map| map.cid(code, len));
        own.or_else(|| match &self.base {
            Base::Identity => Some(code),
            Base::Predefined(map) => map.cid(code, len),
            Base::None => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::{Dictionary, Stream, dictionary};

    #[test]
    fn an_embedded_map_is_laid_over_the_one_it_is_built_on() {
        let mut document = Document::new();
        let map = b"1 begincidchar <93fa> 7 endcidchar".to_vec();
        let id = document.add_object(Stream::new(dictionary! { "UseCMap" => "90ms-RKSJ-V" }, map));
        let codes = Codes::load(&document, Some(&Object::Reference(id)), &FontBudget::default());
        assert_eq!([codes.len(b"A"), codes.len(b"\x93\xfa")], [1, 2]);
        assert_eq!([codes.cid(0x93fa, 2), codes.cid(0x41, 1)], [Some(7), Some(264)]);
    }

    #[test]
    fn maps_that_lead_back_to_themselves_come_to_an_end() {
        let mut document = Document::new();
        let id = document.new_object_id();
        let stream = Stream::new(dictionary! { "UseCMap" => Object::Reference(id) }, b"/WMode 1 def".to_vec());
        document.objects.insert(id, Object::Stream(stream));
        let codes = Codes::load(&document, Some(&Object::Reference(id)), &FontBudget::default());
        assert!(codes.vertical && codes.cid(1, 2).is_none());
    }

    #[test]
    fn without_an_encoding_two_bytes_are_the_cid() {
        let codes = Codes::load(&Document::new(), Some(&Object::Dictionary(Dictionary::new())), &FontBudget::default());
        assert!(codes.is_identity() && !codes.vertical);
    }
}
