use std::collections::HashMap;

use lopdf::{Document, Object};

use crate::object::{resolve, text_string};

/// A language that was declared somewhere in the document; 0 where none was.
pub(crate) type LanguageId = u16;

/// More languages than real documents hold; further ones are not told apart.
const MAX_LANGUAGES: usize = 1_000;
/// RFC 5646, 4.4.1: tags that anyone has to store are no longer.
const MAX_TAG: usize = 35;

/// The languages a document declares, each once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Languages {
    tags: Vec<String>,
    ids: HashMap<String, LanguageId>,
    /// That of the whole document.
    pub(crate) default: LanguageId,
}

impl Languages {
    /// Starts with the language of the document's catalog.
    pub(crate) fn of(document: &Document) -> Self {
        let mut languages = Self::default();
        let declared = document.catalog().ok().and_then(|catalog| catalog.get(b"Lang").ok());
        if let Some(Object::String(tag, _)) = declared.map(|object| resolve(document, object)) {
            languages.default = languages.id(tag);
        }
        languages
    }

    /// The language that a text string names; 0 where it is empty or no BCP 47 tag.
    pub(crate) fn id(&mut self, tag: &[u8]) -> LanguageId {
        let tag = text_string(tag);
        let tag = tag.trim();
        // Word marks figures with "x-none".
        if !is_tag(tag) || ["x-none", "und"].iter().any(|none| tag.eq_ignore_ascii_case(none)) {
            return 0;
        }
        if let Some(&id) = self.ids.get(tag) {
            return id;
        }
        if self.tags.len() == MAX_LANGUAGES {
            return 0;
        }
        self.tags.push(tag.to_owned());
        let id = self.tags.len() as LanguageId;
        self.ids.insert(tag.to_owned(), id);
        id
    }

    /// The tag of a language, that of the document where none was declared nearer by.
    pub(crate) fn tag(&self, id: LanguageId) -> Option<&str> {
        let id = if id == 0 { self.default } else { id };
        self.tags.get(usize::from(id).checked_sub(1)?).map(String::as_str)
    }
}

/// Whether a text has the form of a BCP 47 tag: subtags of letters and figures, the first of letters.
fn is_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    text.len() <= MAX_TAG
        && (1..=8).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_has_the_form_of_a_tag_is_a_language() {
        for tag in ["nl", "en-GB", "zh-Hant-TW", "x-klingon", "sl-rozaj-1994"] {
            assert!(is_tag(tag), "{tag}");
        }
        for tag in ["", "nl_NL", "Nederlands (Nederland)", "-nl", "12", "nl-"] {
            assert!(!is_tag(tag), "{tag}");
        }
    }

    #[test]
    fn a_language_is_kept_once_and_the_documents_own_stands_in() {
        let mut languages = Languages::default();
        let en = languages.id(b"en-GB");
        assert_eq!(languages.id(b"\xfe\xff\x00e\x00n\x00-\x00G\x00B"), en);
        assert_eq!((languages.tag(en), languages.tag(0)), (Some("en-GB"), None));
        languages.default = en;
        assert_eq!(languages.tag(0), Some("en-GB"));
    }
}
