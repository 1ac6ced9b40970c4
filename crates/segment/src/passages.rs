use fundscan_model::{Block, BlockKind, ByteSpan, Document, Language, Passage};

use crate::language::{Evidence, decide};
use crate::section::SectionPath;
use crate::sentence::sentences;
use crate::words::count_words;

/// A list item or table cell of more words than this is cut into its sentences.
const LONG_ITEM: usize = 60;

/// The passages of `document` in reading order, numbered from 1.
///
/// The passages of a block never overlap and cover it but for the white space between them. Every block
/// that is seen has at least one; running heads and feet have them too, without a span in the canonical text. What is
/// hidden from the reader has none.
#[must_use]
pub fn segment(document: &Document) -> Vec<Passage> {
    let mut passages = Vec::with_capacity(document.blocks().len() * 2);
    let mut evidence = Vec::with_capacity(passages.capacity());
    let mut path = SectionPath::default();
    for (index, block) in document.blocks().iter().enumerate() {
        if block.hidden.is_some() {
            continue;
        }
        let section = path.above(block);
        for span in spans(block) {
            let text = &block.text[span.range()];
            evidence.push(Evidence::of(text));
            passages.push(Passage {
                number: u32::try_from(passages.len() + 1).unwrap_or(u32::MAX),
                block: index,
                block_span: span,
                kind: block.kind,
                text: text.to_owned(),
                span: document.block_span(index).map(|whole| span.shifted(whole.start())),
                section: section.clone(),
                language: Language::Other,
                places: block.places(span),
                cell: block.cell,
                ocr: block.ocr(span),
            });
        }
        path.see(block);
    }
    let languages = decide(&evidence, |i| passages[i].block);
    for (passage, language) in passages.iter_mut().zip(languages) {
        passage.language = language;
    }
    passages
}

/// The language of each block of `document`, running heads and feet among them: that of most of its text.
#[must_use]
pub fn languages(document: &Document) -> Vec<Language> {
    let mut bytes = vec![[0usize; 3]; document.blocks().len()];
    const ALL: [Language; 3] = [Language::Nl, Language::En, Language::Other];
    for passage in segment(document) {
        let at = ALL.iter().position(|l| *l == passage.language).unwrap_or(ALL.len() - 1);
        bytes[passage.block][at] += passage.block_span.len();
    }
    let most = |bytes: [usize; 3]| (0..3).max_by_key(|i| (bytes[*i], 3 - i)).map_or(Language::Other, |i| ALL[i]);
    bytes.into_iter().map(most).collect()
}

/// The bytes of a block's text that its passages are.
fn spans(block: &Block) -> Vec<ByteSpan> {
    let whole = || vec![ByteSpan::new(0, block.text.len())];
    match block.kind {
        BlockKind::Heading | BlockKind::Contents | BlockKind::Header | BlockKind::Footer => whole(),
        BlockKind::Paragraph | BlockKind::Footnote => sentences(&block.text),
        BlockKind::ListItem | BlockKind::TableCell => {
            // Shorter than so many letters and spaces, no text has so many words.
            if block.text.len() < 2 * LONG_ITEM || count_words(&block.text) <= LONG_ITEM {
                return whole();
            }
            sentences(&block.text)
        }
    }
}
