use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{BBox, ByteSpan, Place};

/// What a block is on its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// The title of a document or section.
    Heading,
    /// One item of a list, without its bullet or number.
    ListItem,
    /// One cell of a table.
    TableCell,
    /// A note at the foot of a page or the end of a document, without its mark.
    Footnote,
    /// A line of a table of contents.
    Contents,
    /// A running head.
    Header,
    /// A running foot, or a page number.
    Footer,
}

impl BlockKind {
    /// Every kind there is.
    pub const ALL: [Self; 8] = [
        Self::Paragraph,
        Self::Heading,
        Self::ListItem,
        Self::TableCell,
        Self::Footnote,
        Self::Contents,
        Self::Header,
        Self::Footer,
    ];

    /// Body text: what counts as words of a document and where mentions count unless asked otherwise
    /// (paragraphs, list items, table cells, footnotes).
    #[must_use]
    pub fn is_body(self) -> bool {
        matches!(self, Self::Paragraph | Self::ListItem | Self::TableCell | Self::Footnote)
    }

    /// Repeated on page after page and left out of the canonical text: running heads and feet, page numbers.
    #[must_use]
    pub fn is_running(self) -> bool {
        matches!(self, Self::Header | Self::Footer)
    }

    /// The name used in files and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Paragraph => "paragraph",
            Self::Heading => "heading",
            Self::ListItem => "list-item",
            Self::TableCell => "table-cell",
            Self::Footnote => "footnote",
            Self::Contents => "contents",
            Self::Header => "header",
            Self::Footer => "footer",
        }
    }

    /// The kind with this [name](Self::name).
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl fmt::Display for BlockKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Why a reader does not see a block whose text is in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hidden {
    /// Drawn without ink, for searching or selecting, where nothing else shows it.
    NoInk,
    /// In the colour of the paper, with nothing darker painted under it.
    PaperColour,
    /// Outside of the page or of the part of it that may be painted.
    Clipped,
}

impl Hidden {
    /// The name used in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NoInk => "no-ink",
            Self::PaperColour => "paper-colour",
            Self::Clipped => "clipped",
        }
    }
}

/// Where a table cell stands in its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// The number of the table in the document, from 1. A table that continues on the next page is one table.
    pub table: u32,
    /// Row, from 1.
    pub row: u32,
    /// Column, from 1.
    pub column: u32,
    /// Whether the cell is a head of its column.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub head: bool,
}

/// A run of a block's text that was drawn in one piece: one word, or the part of a word that stands on one line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fragment {
    /// The bytes of the block's text it became.
    pub span: ByteSpan,
    /// Where it was drawn.
    pub place: Place,
    /// Font size in points, as drawn.
    pub size: f32,
    /// Whether the font is bold.
    pub bold: bool,
    /// Whether the font is italic.
    pub italic: bool,
    /// How sure OCR was of it, from 0 to 100, where it was read by OCR; none for text that stands in the file.
    pub ocr: Option<u8>,
}

/// A stretch of a block's text that is set in one style.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StyleSpan {
    /// The bytes of the block's text; spaces between two stretches of different styles belong to neither.
    pub span: ByteSpan,
    /// Font size in points, where it is known.
    pub size: Option<f32>,
    /// Whether it is bold.
    pub bold: bool,
    /// Whether it is italic.
    pub italic: bool,
}

impl StyleSpan {
    /// Whether both are set alike. Sizes count in tenths of a point: finer differences come from rounding.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        let tenths = |size: Option<f32>| size.map(|s| (s * 10.0).round());
        self.bold == other.bold && self.italic == other.italic && tenths(self.size) == tenths(other.size)
    }
}

/// A piece of a document that is read as one: a paragraph, a heading, a list item, a table cell …
///
/// A paragraph that continues in the next column or on the next page is one block. Its text is what a reader would
/// say: line ends joined, line-end hyphens resolved, note marks left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text: one line, never empty, no control characters; words separated by single spaces.
    pub text: String,
    /// Where its words stand, in the order of the text; empty for formats without pages.
    pub fragments: Vec<Fragment>,
    /// Heading level from 1, for headings; nesting depth from 1, for list items; where it is known.
    pub level: Option<u8>,
    /// Row and column, for table cells.
    pub cell: Option<Cell>,
    /// The marks of notes that stood in the text and were left out of it, and for a footnote its own mark.
    pub notes: Vec<String>,
    /// The language the document declares for it, as a BCP 47 tag (`nl`, `en-GB`); none where it declares none.
    pub language: Option<String>,
    /// How the text is set, in formats without pages, where that is known; with pages the fragments say it. See
    /// [`Block::style_spans`].
    pub styles: Vec<StyleSpan>,
    /// Why a reader does not see it; none for what is seen. Hidden blocks are left out of the canonical text.
    pub hidden: Option<Hidden>,
}

impl Block {
    /// A block with text and nothing else known.
    pub fn new(kind: BlockKind, text: impl Into<String>) -> Self {
        Self {
            kind,
            text: text.into(),
            fragments: Vec::new(),
            level: None,
            cell: None,
            notes: Vec::new(),
            language: None,
            styles: Vec::new(),
            hidden: None,
        }
    }

    /// Whether it is part of the canonical text: neither repeated on page after page nor hidden from the reader.
    #[must_use]
    pub fn is_read(&self) -> bool {
        !self.kind.is_running() && self.hidden.is_none()
    }

    /// The page the block starts on, from 1; none for formats without pages.
    #[must_use]
    pub fn page(&self) -> Option<u32> {
        self.fragments.first().map(|f| f.place.page)
    }

    /// The places the bytes `span` of the text stand on: a box for each run of lines that stand one below the
    /// other, so two or more where the text crosses a column or page. In reading order.
    #[must_use]
    pub fn places(&self, span: ByteSpan) -> Vec<Place> {
        merge_places(self.places_in(span), |last, next| {
            // The next line of the same column starts below the top of what came before and shares its width.
            next.top >= last.top - 2.0 && next.top - last.bottom < 3.0 * next.height().max(4.0)
        })
    }

    /// The boxes of the bytes `span` line by line: what a highlighter would mark.
    #[must_use]
    pub fn line_places(&self, span: ByteSpan) -> Vec<Place> {
        merge_places(self.places_in(span), |last, next| last.vertical_overlap(next) > 0.5)
    }

    /// The stretches of the text that are set alike, in order; none where nothing is known of how it is set.
    #[must_use]
    pub fn style_spans(&self) -> Vec<StyleSpan> {
        let drawn = self.fragments.iter().map(|f| StyleSpan {
            span: f.span,
            size: Some(f.size),
            bold: f.bold,
            italic: f.italic,
        });
        let mut spans: Vec<StyleSpan> = Vec::new();
        for next in drawn.chain(self.styles.iter().copied()) {
            match spans.last_mut() {
                Some(last) if last.is_like(&next) && last.span.end() <= next.span.start() => {
                    last.span = ByteSpan::new(last.span.start(), next.span.end());
                }
                _ => spans.push(next),
            }
        }
        spans
    }

    /// How sure OCR was of the bytes `span` of the text, from 0 to 100: the mean over their letters. None where nothing
    /// of it was read by OCR.
    #[must_use]
    pub fn ocr(&self, span: ByteSpan) -> Option<u8> {
        let (mut letters, mut sum) = (0, 0);
        for fragment in self.fragments_in(span) {
            let Some(sure) = fragment.ocr else { continue };
            letters += fragment.span.len();
            sum += fragment.span.len() * usize::from(sure);
        }
        sum.checked_div(letters).map(|mean| mean as u8)
    }

    fn places_in(&self, span: ByteSpan) -> impl Iterator<Item = Place> {
        self.fragments_in(span).map(|f| f.place)
    }

    fn fragments_in(&self, span: ByteSpan) -> impl Iterator<Item = &Fragment> {
        let first = self.fragments.partition_point(|f| f.span.end() <= span.start());
        self.fragments[first..].iter().take_while(move |f| f.span.start() < span.end())
    }
}

fn merge_places(places: impl Iterator<Item = Place>, joins: impl Fn(BBox, BBox) -> bool) -> Vec<Place> {
    let mut merged: Vec<Place> = Vec::new();
    for place in places {
        match merged.last_mut() {
            Some(last) if last.page == place.page && joins(last.bbox, place.bbox) => {
                last.bbox = last.bbox.union(place.bbox);
            }
            _ => merged.push(place),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fragment(start: usize, end: usize, page: u32, bbox: BBox) -> Fragment {
        Fragment {
            span: ByteSpan::new(start, end),
            place: Place { page, bbox },
            size: 10.0,
            bold: false,
            italic: false,
            ocr: None,
        }
    }

    #[test]
    fn text_that_crosses_a_column_stands_in_two_places() {
        let mut block = Block::new(BlockKind::Paragraph, "aa bb cc");
        block.fragments = vec![
            fragment(0, 2, 1, BBox::new(50.0, 700.0, 60.0, 710.0)),
            fragment(3, 5, 1, BBox::new(50.0, 712.0, 60.0, 722.0)),
            fragment(6, 8, 1, BBox::new(300.0, 50.0, 310.0, 60.0)),
        ];
        let places = block.places(ByteSpan::new(0, 8));
        assert_eq!(places.len(), 2);
        assert_eq!(places[0].bbox, BBox::new(50.0, 700.0, 60.0, 722.0));
        assert_eq!(block.places(ByteSpan::new(3, 5)).len(), 1);
        assert_eq!(block.line_places(ByteSpan::new(0, 8)).len(), 3);
    }

    #[test]
    fn ocr_is_as_sure_of_a_text_as_of_its_letters() {
        let mut block = Block::new(BlockKind::Paragraph, "aaaa bb cc");
        let bbox = BBox::new(50.0, 700.0, 60.0, 710.0);
        let sure = |start, end, ocr| Fragment { ocr, ..fragment(start, end, 1, bbox) };
        block.fragments = vec![sure(0, 4, Some(90)), sure(5, 7, Some(60)), sure(8, 10, None)];
        assert_eq!(block.ocr(ByteSpan::new(0, 10)), Some(80));
        assert_eq!(block.ocr(ByteSpan::new(5, 7)), Some(60));
        assert_eq!(block.ocr(ByteSpan::new(8, 10)), None);
    }

    #[test]
    fn words_set_alike_are_one_stretch() {
        let mut block = Block::new(BlockKind::Paragraph, "aa bb cc");
        let bbox = BBox::new(0.0, 0.0, 1.0, 1.0);
        block.fragments = vec![fragment(0, 2, 1, bbox), fragment(3, 5, 1, bbox), fragment(6, 8, 1, bbox)];
        block.fragments[1].size = 10.02;
        block.fragments[2].bold = true;
        let spans: Vec<_> = block.style_spans().iter().map(|s| (s.span, s.bold)).collect();
        assert_eq!(spans, [(ByteSpan::new(0, 5), false), (ByteSpan::new(6, 8), true)]);
    }
}
