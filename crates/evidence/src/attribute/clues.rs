use fundscan_model::{BlockKind, FundId, SourceKind};

use crate::{DocumentKind, How, Period, StoredPassage};

/// What a document says about itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clues<'a> {
    /// Its path relative to the input it was found under, slash-separated.
    pub path: &'a str,
    /// What kind of file it is, where that could be told.
    pub source: Option<SourceKind>,
    /// The title its metadata give it.
    pub title: Option<&'a str>,
    /// All its passages, in reading order; empty where it could not be read.
    pub passages: &'a [StoredPassage],
}

/// What a person says about a document; goes before everything it says about itself.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// The fund, with [`How::Flag`], [`How::Manifest`] or [`How::Decision`].
    pub fund: Option<(FundId, How)>,
    /// The year or period, found by [`How::Flag`], [`How::Manifest`] or [`How::Decision`].
    pub period: Option<Period>,
    /// The kind of document, with [`How::Manifest`] or [`How::Decision`].
    pub kind: Option<(DocumentKind, How)>,
    /// The title, by the manifest.
    pub title: Option<String>,
}

/// The pages a document introduces itself on: cover, imprint, contents or foreword.
const FIRST_PAGES: u32 = 3;

/// The same for formats without pages: about as many passages as stand on a page.
const FIRST_PASSAGES: usize = 40;

/// Fewer words than this are a title or imprint rather than a sentence.
const SENTENCE: u32 = 12;

/// A passage of the first pages.
#[derive(Clone, Copy, Debug)]
pub(super) struct Opening<'a> {
    pub(super) passage: &'a StoredPassage,
    /// On the first page that has text, or among the first passages of a format without pages.
    pub(super) first: bool,
}

impl Opening<'_> {
    /// What a reader takes for a title: a heading, or a running head that repeats it.
    pub(super) fn is_title(&self) -> bool {
        self.passage.kind == BlockKind::Heading || self.passage.kind.is_running()
    }

    /// What stands on a cover: a title, or plain text that is too short for a sentence. Covers are often set in
    /// large type without any heading.
    pub(super) fn is_cover(&self) -> bool {
        self.first && (self.is_title() || self.passage.words < SENTENCE)
    }
}

impl<'a> Clues<'a> {
    /// The passages of the first pages, in reading order.
    pub(super) fn opening(&self) -> Vec<Opening<'a>> {
        let page = |p: &StoredPassage| p.places.first().map(|p| p.page);
        let Some(cover) = self.passages.iter().find_map(page) else {
            let first = self.passages.iter().take(FIRST_PASSAGES).enumerate();
            return first.map(|(n, passage)| Opening { passage, first: n < FIRST_PASSAGES / 4 }).collect();
        };
        let on_first_pages = self.passages.iter().filter(|p| page(p).is_some_and(|n| n < cover + FIRST_PAGES));
        on_first_pages.map(|passage| Opening { passage, first: page(passage) == Some(cover) }).collect()
    }

    /// The parts of the path, the file's name without its ending first, then the folders outwards. Underscores are
    /// written as spaces, so that they separate words.
    pub(super) fn names(&self) -> Vec<String> {
        let mut parts = self.path.rsplit('/');
        let file = parts.next().unwrap_or_default();
        let stem = match file.rsplit_once('.') {
            Some((stem, ending)) if !stem.is_empty() && ending.len() <= 5 => stem,
            _ => file,
        };
        std::iter::once(stem).chain(parts).map(|p| p.replace("%20", " ").replace(['_', '+'], " ")).collect()
    }
}
