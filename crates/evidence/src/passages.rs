//! The passages of a document as they are kept beside its evidence: JSON lines, a head first.

use fundscan_model::{BlockKind, ByteSpan, Cell, FundId, Language, Passage, Place};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::json::{self, Versioned};
use crate::shapes::{BlockKindShape, ByteSpanShape, CellShape, LanguageShape, PlaceShape};
use crate::{EvidenceError, FundBy, OcrText, Revisions};

/// The first line of a file of passages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PassagesHead {
    /// Always `fundscan/passages/2`.
    #[schemars(extend("const" = "fundscan/passages/2"))]
    pub schema: String,
    /// The document's path relative to the input it was found under, slash-separated.
    pub path: String,
    /// SHA-256 of the document's bytes, in hexadecimal.
    pub sha256: String,
    /// The revisions of the stages that made the passages.
    pub revisions: Revisions,
    /// The number of passages that follow, one a line.
    pub passages: u64,
}

/// A passage as it is kept: everything needed to tag it again, to show it and to find it in the document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StoredPassage {
    /// The first 16 digits of the document's SHA-256, the passage's number and the first 8 digits of the SHA-256 of
    /// its text, joined by hyphens.
    pub id: String,
    /// The number of the passage in its document, from 1, in reading order.
    #[schemars(range(min = 1))]
    pub number: u32,
    /// The number of the block it is part of, from 0: the sentences of one paragraph share it.
    pub block: u32,
    /// What its block is.
    #[schemars(with = "BlockKindShape")]
    pub kind: BlockKind,
    /// Its text.
    pub text: String,
    /// The number of words in it.
    pub words: u32,
    /// The bytes of the document's canonical text that it is; null for running heads and feet.
    #[schemars(with = "Option<ByteSpanShape>")]
    pub span: Option<ByteSpan>,
    /// The headings it stands under, outermost first.
    pub section: Vec<String>,
    /// The language it is written in.
    #[schemars(with = "LanguageShape")]
    pub language: Language,
    /// Where it stands: more than one place where it crosses a column or page, none for formats without pages.
    #[schemars(with = "Vec<PlaceShape>")]
    pub places: Vec<Place>,
    /// Row and column, for table cells.
    #[schemars(with = "Option<CellShape>")]
    pub cell: Option<Cell>,
    /// The fund it is about; null where none is known.
    #[schemars(with = "Option<String>")]
    pub fund: Option<FundId>,
    /// The rule that says so.
    pub fund_by: FundBy,
    /// Where it was read by OCR; left out where its text stands in the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ocr: Option<OcrText>,
}

impl StoredPassage {
    /// A passage of the document with the content hash `sha256` (hexadecimal), which holds `words` words. Whose it is,
    /// [`attribute_passages`](crate::attribute_passages) says.
    #[must_use]
    pub fn new(sha256: &str, passage: Passage, words: usize) -> Self {
        Self {
            id: passage_id(sha256, passage.number, &passage.text),
            number: passage.number,
            block: u32::try_from(passage.block).unwrap_or(u32::MAX),
            kind: passage.kind,
            text: passage.text,
            words: u32::try_from(words).unwrap_or(u32::MAX),
            span: passage.span,
            section: passage.section,
            language: passage.language,
            places: passage.places,
            cell: passage.cell,
            fund: None,
            fund_by: FundBy::None,
            ocr: passage.ocr.map(|confidence| OcrText { confidence }),
        }
    }
}

/// The identity of a passage: it changes where the document's bytes, the passage's number or its text change.
#[must_use]
pub fn passage_id(sha256: &str, number: u32, text: &str) -> String {
    let document: String = sha256.chars().take(16).collect();
    let hash = Sha256::digest(text.as_bytes());
    format!("{document}-{number}-{:02x}{:02x}{:02x}{:02x}", hash[0], hash[1], hash[2], hash[3])
}

/// The passages of one document, in reading order.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredPassages {
    head: PassagesHead,
    passages: Vec<StoredPassage>,
}

impl StoredPassages {
    /// The passages of the document at `path` with the content hash `sha256` (hexadecimal).
    #[must_use]
    pub fn new(path: &str, sha256: &str, revisions: Revisions, passages: Vec<StoredPassage>) -> Self {
        let head = PassagesHead {
            schema: PassagesHead::SCHEMA.to_owned(),
            path: path.to_owned(),
            sha256: sha256.to_owned(),
            revisions,
            passages: passages.len() as u64,
        };
        Self { head, passages }
    }

    /// What the passages belong to.
    #[must_use]
    pub fn head(&self) -> &PassagesHead {
        &self.head
    }

    /// The passages, in reading order.
    #[must_use]
    pub fn passages(&self) -> &[StoredPassage] {
        &self.passages
    }

    /// The JSON lines: the head, then one passage a line.
    ///
    /// # Errors
    ///
    /// [`EvidenceError::Write`] when JSON cannot be made of it, which no value at hand does.
    pub fn to_json_lines(&self) -> Result<Vec<u8>, EvidenceError> {
        let mut bytes = Vec::with_capacity(self.passages.iter().map(|p| p.text.len() + 300).sum());
        serde_json::to_writer(&mut bytes, &self.head).map_err(EvidenceError::Write)?;
        bytes.push(b'\n');
        for passage in &self.passages {
            serde_json::to_writer(&mut bytes, passage).map_err(EvidenceError::Write)?;
            bytes.push(b'\n');
        }
        Ok(bytes)
    }

    /// Reads what [`Self::to_json_lines`] wrote, and nothing else.
    ///
    /// # Errors
    ///
    /// Names the line where a line is no JSON, is cut off, does not fit the schema, or holds a passage whose text or
    /// number does not belong to its id; and when fewer or more passages follow than the head says.
    pub fn from_json_lines(bytes: &[u8]) -> Result<Self, EvidenceError> {
        let mut lines = bytes.split_inclusive(|b| *b == b'\n');
        let head: PassagesHead = json::read(lines.next().unwrap_or_default())?;
        // No faith in the head's number: it may be the part that was edited.
        let mut passages: Vec<StoredPassage> = Vec::new();
        for (line, number) in lines.zip(2..) {
            let passage: StoredPassage = serde_json::from_slice(line).map_err(|e| {
                let expected = PassagesHead::SCHEMA;
                match serde_json::from_slice::<serde_json::Value>(line) {
                    Ok(_) => EvidenceError::Shape { expected, line: number, column: e.column(), source: e },
                    Err(_) => json::explain(line, expected, e).on_line(number),
                }
            })?;
            check(&passage, &head, passages.last())
                .map_err(|what| EvidenceError::Inconsistent(what).on_line(number))?;
            passages.push(passage);
        }
        if passages.len() as u64 != head.passages || bytes.last() != Some(&b'\n') {
            return Err(EvidenceError::Inconsistent(format!(
                "{} passages follow where the first line announces {}: not written to its end, or edited",
                passages.len(),
                head.passages
            )));
        }
        Ok(Self { head, passages })
    }
}

impl Versioned for PassagesHead {
    const SCHEMA: &'static str = "fundscan/passages/2";

    fn schema(&self) -> &str {
        &self.schema
    }
}

fn check(passage: &StoredPassage, head: &PassagesHead, last: Option<&StoredPassage>) -> Result<(), String> {
    if passage.id != passage_id(&head.sha256, passage.number, &passage.text) {
        return Err(format!("passage {} is not what its id says: its text or number was changed", passage.number));
    }
    if passage.fund.is_none() != (passage.fund_by == FundBy::None) {
        return Err(format!("passage {}: its fund does not go with the rule that found it", passage.number));
    }
    match last {
        Some(last) if last.number >= passage.number => {
            Err(format!("passage {} stands after passage {}", passage.number, last.number))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{SHA, passage, revisions};

    fn three() -> StoredPassages {
        let mut cell = passage(3, BlockKind::TableCell, "OOM\u{202e} \"x\" \u{7}=1+1");
        cell.cell = Some(Cell { table: 1, row: 2, column: 3, head: true });
        let passages = vec![
            passage(1, BlockKind::Heading, "Scholing"),
            passage(2, BlockKind::Paragraph, "Één zin.\u{2028}Nog een."),
            cell,
        ];
        StoredPassages::new("map/één.pdf", SHA, revisions(), passages)
    }

    #[test]
    fn passages_are_read_as_they_were_written() {
        let stored = three();
        let bytes = stored.to_json_lines().unwrap();
        assert_eq!(bytes.iter().filter(|b| **b == b'\n').count(), 4);
        assert_eq!(StoredPassages::from_json_lines(&bytes).unwrap(), stored);
    }

    #[test]
    fn no_passages_at_all_are_read_as_they_were_written() {
        let stored = StoredPassages::new("a.pdf", SHA, revisions(), Vec::new());
        assert_eq!(StoredPassages::from_json_lines(&stored.to_json_lines().unwrap()).unwrap(), stored);
    }

    #[test]
    fn a_changed_text_is_noticed_with_its_line() {
        let text = String::from_utf8(three().to_json_lines().unwrap()).unwrap().replace("Nog een", "Nog vijf");
        let error = StoredPassages::from_json_lines(text.as_bytes()).unwrap_err();
        assert!(error.to_string().starts_with("line 3: passage 2 is not what its id says"), "{error}");
    }

    #[test]
    fn a_half_written_file_is_noticed_wherever_it_is_cut() {
        let bytes = three().to_json_lines().unwrap();
        for end in 0..bytes.len() {
            assert!(StoredPassages::from_json_lines(&bytes[..end]).is_err(), "cut after {end} bytes");
        }
    }

    #[test]
    fn an_unknown_key_is_named_with_its_line() {
        let text = String::from_utf8(three().to_json_lines().unwrap()).unwrap();
        let text = text.replacen("\"number\":2", "\"note\":1,\"number\":2", 1);
        let error = StoredPassages::from_json_lines(text.as_bytes()).unwrap_err();
        assert!(matches!(error, EvidenceError::Shape { line: 3, .. }), "{error:?}");
        assert!(error.to_string().contains("note"), "{error}");
    }

    #[test]
    fn another_version_is_named() {
        let text = String::from_utf8(three().to_json_lines().unwrap()).unwrap().replace("passages/2", "passages/9");
        let error = StoredPassages::from_json_lines(text.as_bytes()).unwrap_err();
        assert_eq!(error.to_string(), "the file's schema is fundscan/passages/9, expected fundscan/passages/2");
    }
}
