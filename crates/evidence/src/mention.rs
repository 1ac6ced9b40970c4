use fundscan_model::{
    BlockKind, ByteSpan, ConceptId, Document, FundId, Language, Mark, Mention, Passage, Place, Says, Status, Time,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::context::around;
use crate::shapes::{BlockKindShape, ByteSpanShape, LanguageShape, PlaceShape, SaysShape, StatusShape, TimeShape};
use crate::{EvidenceError, FundBy, MentionDecision, OcrText, StoredPassage};

/// One concept found at one place, with everything needed to check it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MentionRecord {
    /// The id of the passage and the number of the mention in it, from 1, joined by a hyphen.
    pub id: String,
    /// What was found.
    #[schemars(with = "String")]
    pub concept: ConceptId,
    /// Whether the passage says that it is there or that it is not.
    #[schemars(with = "StatusShape")]
    pub status: Status,
    /// When it takes place; left out where the words do not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<TimeShape>")]
    pub time: Option<Time>,
    /// Whether it is said with reserve ("mogelijk", "beperkt"); left out where it is not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hedged: bool,
    /// The words that decided status, time and reserve; left out where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<MarkRecord>,
    /// The words that express it, as they stand in the passage.
    pub quote: String,
    /// The text before the quote in its passage: at most 80 characters, whole words, word for word.
    pub before: String,
    /// The text after it, likewise.
    pub after: String,
    /// The term of the taxonomy that found it; empty where it was added by hand.
    pub term: String,
    /// The page the quote starts on, from 1; null for formats without pages.
    pub page: Option<u32>,
    /// The fund whose evidence it is; null where none is known.
    #[schemars(with = "Option<String>")]
    pub fund: Option<FundId>,
    /// The rule that says so.
    pub fund_by: FundBy,
    /// What the block is that it stands in.
    #[schemars(with = "BlockKindShape")]
    pub kind: BlockKind,
    /// The language of the passage.
    #[schemars(with = "LanguageShape")]
    pub language: Language,
    /// The headings it stands under, outermost first.
    pub section: Vec<String>,
    /// Where the quote stands; more than one place where it crosses a column or page, none for formats without pages.
    #[schemars(with = "Vec<PlaceShape>")]
    pub places: Vec<Place>,
    /// The id of its passage, which is kept word for word beside the evidence.
    pub passage: String,
    /// The bytes of the quote in the passage's text.
    #[schemars(with = "ByteSpanShape")]
    pub span: ByteSpan,
    /// The bytes of the quote in the document's canonical text; null in running heads and feet.
    #[schemars(with = "Option<ByteSpanShape>")]
    pub text_span: Option<ByteSpan>,
    /// Where the quote was read by OCR; left out where it stands in the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ocr: Option<OcrText>,
    /// What a person decided about it; left out where nobody did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<MentionDecision>,
}

/// The words that decided something about a mention.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MarkRecord {
    /// What they decided.
    #[schemars(with = "SaysShape")]
    pub says: Says,
    /// The name of the rule they fall under.
    pub rule: String,
    /// The words, as they stand in the text.
    pub cue: String,
    /// Their bytes in the passage's text; null where they stand in the passage before, whose list this one goes on with.
    #[schemars(with = "Option<ByteSpanShape>")]
    pub span: Option<ByteSpan>,
}

impl From<Mark> for MarkRecord {
    fn from(mark: Mark) -> Self {
        Self { says: mark.says, rule: mark.rule, cue: mark.cue, span: mark.span }
    }
}

/// A mention the tagger found in one of a document's passages.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The index of the passage in the list that is handed over with it, from 0.
    pub passage: usize,
    /// What was found in it.
    pub mention: Mention,
    /// Where the words stand; empty for the places of the passage.
    pub places: Vec<Place>,
    /// Where the words were read by OCR: how sure that was, from 0 to 100.
    pub ocr: Option<u8>,
}

impl Found {
    /// A mention that stands where its passage stands: for passages that were stored, whose document is not at hand.
    #[must_use]
    pub fn in_passage(index: usize, mention: Mention) -> Self {
        Self { passage: index, mention, places: Vec::new(), ocr: None }
    }

    /// A mention in `passage`, the one at `index`, with the places of the very words in `document`.
    ///
    /// # Panics
    ///
    /// When the passage is not one of the document.
    #[must_use]
    pub fn in_document(document: &Document, passage: &Passage, index: usize, mention: Mention) -> Self {
        let block = &document.blocks()[passage.block];
        let span = mention.span.shifted(passage.block_span.start());
        Self { passage: index, places: block.places(span), ocr: block.ocr(span), mention }
    }
}

impl MentionRecord {
    /// The record of the mention with this `number` (from 1) in its passage.
    pub(crate) fn new(passage: &StoredPassage, found: Found, number: usize) -> Result<Self, EvidenceError> {
        let Found { mention, places, ocr, .. } = found;
        let quote = passage.text.get(mention.span.range()).ok_or_else(|| {
            EvidenceError::Inconsistent(format!(
                "bytes {} to {} of passage {} are no text",
                mention.span.start(),
                mention.span.end(),
                passage.id
            ))
        })?;
        let (before, after) = around(&passage.text, mention.span);
        let places = if places.is_empty() { passage.places.clone() } else { places };
        Ok(Self {
            id: format!("{}-{number}", passage.id),
            quote: quote.to_owned(),
            before: before.to_owned(),
            after: after.to_owned(),
            concept: mention.concept,
            status: mention.status,
            time: mention.time,
            hedged: mention.hedged,
            marks: mention.marks.into_iter().map(MarkRecord::from).collect(),
            term: mention.term,
            page: places.first().map(|p| p.page),
            fund: passage.fund.clone(),
            fund_by: passage.fund_by,
            kind: passage.kind,
            language: passage.language,
            section: passage.section.clone(),
            places,
            passage: passage.id.clone(),
            span: mention.span,
            text_span: passage.span.map(|s| mention.span.shifted(s.start())),
            ocr: ocr.map(|confidence| OcrText { confidence }).or(passage.ocr),
            decision: None,
        })
    }
}
