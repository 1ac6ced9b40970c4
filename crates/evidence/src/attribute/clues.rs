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

/// A first page of more words than this is one of the text: a cover names, and perhaps quotes, but does not tell.
const COVER_WORDS: u32 = 80;

/// Fewer words than this are a title or imprint rather than a sentence.
const SENTENCE: u32 = 12;

/// A passage of the first pages.
#[derive(Clone, Copy, Debug)]
pub(super) struct Opening<'a> {
    pub(super) passage: &'a StoredPassage,
    /// On the first page that has text, or among the first passages of a format without pages.
    pub(super) first: bool,
    /// Before the text begins, that is before the first sentence, table or list: what is a heading from there on heads a
    /// section and not the document.
    pub(super) leads: bool,
    /// On a first page that says no more than a cover does.
    pub(super) on_cover: bool,
}

impl Opening<'_> {
    /// What a reader takes for a title: a heading, or a running head that repeats it.
    pub(super) fn is_title(&self) -> bool {
        self.passage.kind == BlockKind::Heading || self.passage.kind.is_running()
    }

    /// What stands on a cover: a title, or plain text that is no sentence. Covers are often set in large type without any
    /// heading.
    pub(super) fn is_cover(&self) -> bool {
        self.first && (self.is_title() || self.passage.words < SENTENCE)
    }

    /// What names the one that the document is of: a title or imprint before its text begins, or plain text on the cover
    /// that neither is a sentence nor stands in a list or table.
    pub(super) fn is_imprint(&self) -> bool {
        let plain =
            self.passage.kind == BlockKind::Paragraph && is_line(self.passage) && !is_caption(&self.passage.text);
        let is_title = self.passage.kind == BlockKind::Heading;
        self.first && (self.passage.kind.is_running() || (is_title || plain) && self.leads || plain && self.on_cover)
    }
}

/// Whether a passage is a line by itself rather than a sentence: short, and without the stop of one.
pub(super) fn is_line(passage: &StoredPassage) -> bool {
    passage.words < SENTENCE && !passage.text.trim_end().ends_with(['.', '!', '?', ':', ';', ',', '…'])
}

/// Whether a text is what stands above or below a table or picture: "Tabel 2. Aanbod per fonds".
pub(super) fn is_caption(text: &str) -> bool {
    const CAPTIONS: [&str; 10] =
        ["tabel", "table", "figuur", "figure", "grafiek", "chart", "afbeelding", "schema", "overzicht", "box"];
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_default().to_lowercase();
    CAPTIONS.contains(&first.as_str())
        && words.next().is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether the text of a document begins with this passage.
fn begins_text(passage: &StoredPassage) -> bool {
    match passage.kind {
        BlockKind::Paragraph => !is_line(passage),
        BlockKind::ListItem | BlockKind::TableCell | BlockKind::Contents => true,
        BlockKind::Heading | BlockKind::Footnote | BlockKind::Header | BlockKind::Footer => false,
    }
}

impl<'a> Clues<'a> {
    /// The passages of the first pages, in reading order.
    pub(super) fn opening(&self) -> Vec<Opening<'a>> {
        let page = |p: &StoredPassage| p.places.first().map(|p| p.page);
        let mut leads = true;
        let mut open = |passage, first, on_cover| {
            leads = leads && !begins_text(passage);
            Opening { passage, first, leads, on_cover }
        };
        let Some(cover) = self.passages.iter().find_map(page) else {
            let first = self.passages.iter().take(FIRST_PASSAGES).enumerate();
            return first.map(|(n, passage)| open(passage, n < FIRST_PASSAGES / 4, false)).collect();
        };
        let on_first_pages = self.passages.iter().filter(|p| page(p).is_some_and(|n| n < cover + FIRST_PAGES));
        let on_cover = self.passages.iter().filter(|p| page(p) == Some(cover));
        let is_cover = on_cover.map(|p| p.words).fold(0, u32::saturating_add) <= COVER_WORDS;
        on_first_pages.map(|passage| open(passage, page(passage) == Some(cover), is_cover)).collect()
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
