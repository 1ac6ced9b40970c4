use std::collections::HashMap;

use fundscan_model::{BlockKind, FundId, Language, Notice, PageStatus, SourceKind, Status};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::json::{self, Versioned};
use crate::shapes::{BlockKindShape, LanguageShape, NoticeShape, PageStatusShape, SourceKindShape};
use crate::{
    ConceptCounts, DecisionRecord, DocumentFund, DocumentInfo, DocumentOcr, EvidenceError, FundBy, MentionRecord,
    Period, TaxonomyStamp,
};

/// Everything fundscan found in one document, and where: the content of an evidence file.
///
/// Holds no time and no absolute path: the same document gives the same bytes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Always `fundscan/evidence/2`.
    #[schemars(extend("const" = "fundscan/evidence/2"))]
    pub schema: String,
    /// The program and its version.
    pub tool: String,
    /// The revisions of the stages: results of the same revisions, taxonomy and bytes are the same.
    pub revisions: Revisions,
    /// The taxonomy concepts were found with.
    pub taxonomy: TaxonomyStamp,
    /// The file.
    pub source: Source,
    /// Whether it was read.
    pub status: ReadStatus,
    /// Why it was not, or why there is no text; null where it was read.
    pub reason: Option<Reason>,
    /// What the document is, and what it is called.
    pub document: DocumentInfo,
    /// Whose document it is.
    pub fund: DocumentFund,
    /// The year or years it is about.
    pub period: Period,
    /// What was found on each page; pages that follow each other with the same status are one entry. Empty for
    /// formats without pages.
    pub pages: Vec<PageRange>,
    /// The pages that were read by OCR or wait for it; left out where there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ocr: Option<DocumentOcr>,
    /// Words of body text: paragraphs, list items, table cells and footnotes.
    pub words: u64,
    /// Passages and words of each kind of passage that occurs, body text or not.
    pub words_by_kind: Vec<KindWords>,
    /// Words of body text in each language that occurs.
    pub words_by_language: Vec<LanguageWords>,
    /// Passages and words of each fund that the document speaks of, by the rule that says so and by kind of passage, body
    /// text or not; those of no fund first.
    pub words_by_fund: Vec<FundWords>,
    /// The kinds of passages in which mentions count.
    #[schemars(with = "Vec<BlockKindShape>")]
    pub kinds: Vec<BlockKind>,
    /// How often each concept was found, in the order of the taxonomy; concepts that were not found are left out.
    pub counts: Vec<ConceptCounts>,
    /// Every mention that counts, in reading order.
    pub mentions: Vec<MentionRecord>,
    /// The mentions that were rejected by hand, likewise: they count nowhere. Left out where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rejected: Vec<MentionRecord>,
    /// The decisions by hand that concern the document, and what came of each; left out where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<DecisionRecord>,
    /// What was repaired, left out, cut off or unsure.
    #[schemars(with = "Vec<NoticeShape>")]
    pub notices: Vec<Notice>,
}

/// The file a document was read from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its path relative to the input it was found under, slash-separated: the document's identity.
    pub path: String,
    /// Its size in bytes; null where it could not be opened.
    pub bytes: Option<u64>,
    /// SHA-256 of its bytes, in hexadecimal: the identity of its content. Null where it could not be opened.
    pub sha256: Option<String>,
    /// What kind of file it is; null where that could not be told.
    #[schemars(with = "Option<SourceKindShape>")]
    pub kind: Option<SourceKind>,
    /// The number of its pages; null for formats without pages and where it could not be read.
    pub pages: Option<u32>,
}

impl Source {
    /// A file of which the bytes could be read. Kind and pages come with the reading.
    #[must_use]
    pub fn new(path: &str, bytes: u64, sha256: &str) -> Self {
        Self { path: path.to_owned(), bytes: Some(bytes), sha256: Some(sha256.to_owned()), kind: None, pages: None }
    }

    /// A file that could not be opened.
    #[must_use]
    pub fn unopened(path: &str) -> Self {
        Self { path: path.to_owned(), bytes: None, sha256: None, kind: None, pages: None }
    }
}

/// The revision of each stage: a number that changes only when the stage's results can.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Revisions {
    /// Reading documents.
    pub extract: u32,
    /// Cutting blocks into passages.
    pub segment: u32,
    /// Finding concepts in passages.
    pub tag: u32,
    /// Finding out whose document and whose passage it is.
    pub attribute: u32,
}

impl std::fmt::Display for Revisions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { extract, segment, tag, attribute } = self;
        write!(f, "extract {extract}, segment {segment}, tag {tag}, attribute {attribute}")
    }
}

/// Whether a document was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReadStatus {
    /// Text was read.
    Read,
    /// The document is whole but has no text: scanned, or letters turned into drawings.
    NoText,
    /// It could not be read.
    Failed,
}

impl std::fmt::Display for ReadStatus {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(match self {
            Self::Read => "read",
            Self::NoText => "no-text",
            Self::Failed => "failed",
        })
    }
}

/// Why a document gave no text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// A short stable name, such as `encrypted` or `image-only`.
    pub code: String,
    /// The reason in words, for a researcher.
    pub message: String,
}

impl Reason {
    /// A reason with a kebab-case `code` and a `message` for a researcher.
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), message: message.into() }
    }
}

/// Pages that follow each other and are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PageRange {
    /// The first page, from 1.
    pub from: u32,
    /// The last page.
    pub to: u32,
    /// What was found on them.
    #[schemars(with = "PageStatusShape")]
    pub status: PageStatus,
}

/// How much of one kind of passage a document holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KindWords {
    /// The kind.
    #[schemars(with = "BlockKindShape")]
    pub kind: BlockKind,
    /// Passages of this kind.
    pub passages: u64,
    /// Words in them.
    pub words: u64,
}

/// How much of a document's body text is in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LanguageWords {
    /// The language.
    #[schemars(with = "LanguageShape")]
    pub language: Language,
    /// Words of body text in it.
    pub words: u64,
}

/// How much of one kind of passage a document holds about a fund, or about none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FundWords {
    /// The fund; null for passages that belong to none.
    #[schemars(with = "Option<String>")]
    pub fund: Option<FundId>,
    /// The rule that attributes them.
    pub fund_by: FundBy,
    /// The kind of passage.
    #[schemars(with = "BlockKindShape")]
    pub kind: BlockKind,
    /// Passages that are attributed so.
    pub passages: u64,
    /// Words in them.
    pub words: u64,
}

impl Evidence {
    /// The evidence as JSON, a mention a line.
    ///
    /// # Errors
    ///
    /// [`EvidenceError::Write`] when JSON cannot be made of it, which no value at hand does.
    pub fn to_json(&self) -> Result<Vec<u8>, EvidenceError> {
        json::write(self)
    }

    /// Reads an evidence file.
    ///
    /// # Errors
    ///
    /// Says what is wrong with a file that is no JSON, was written by half, has another schema or version, or was
    /// edited so that it no longer fits its schema or contradicts itself.
    pub fn from_json(bytes: &[u8]) -> Result<Self, EvidenceError> {
        let evidence: Self = json::read(bytes)?;
        evidence.check().map_err(EvidenceError::Inconsistent)?;
        Ok(evidence)
    }

    /// What a type cannot say and counting relies on.
    fn check(&self) -> Result<(), String> {
        if (self.status == ReadStatus::Read) != self.reason.is_none() {
            return Err(format!("status is {}, which does not go with its reason", self.status));
        }
        let mut last = (0, 0);
        for mention in &self.mentions {
            if mention.fund.is_none() != (mention.fund_by == FundBy::None) {
                return Err(format!("mention {}: its fund does not go with the rule that found it", mention.id));
            }
            if mention.span.len() != mention.quote.len() {
                return Err(format!("mention {}: the quote is not as long as its span", mention.id));
            }
            // The id is the passage's id and a number, the passage's id holds the passage's number: their order is
            // the order of reading, and what makes a passage count once.
            let number = mention.id.strip_prefix(mention.passage.as_str()).and_then(|n| n.strip_prefix('-'));
            let position = mention.passage.split('-').nth(1).and_then(|n| n.parse::<u32>().ok());
            let (Some(position), Some(number)) = (position, number.and_then(|n| n.parse::<u32>().ok())) else {
                return Err(format!("mention {}: the id does not belong to passage {}", mention.id, mention.passage));
            };
            if (position, number) <= last {
                return Err(format!("mention {} stands twice or out of order", mention.id));
            }
            last = (position, number);
        }
        self.check_counts()
    }

    /// That the sums are those of what they are sums of: a mention or a number that was changed by hand shows in them.
    fn check_counts(&self) -> Result<(), String> {
        let body = |words: u64, kind: BlockKind| if kind.is_body() { words } else { 0 };
        let by_kind: u64 = self.words_by_kind.iter().map(|w| body(w.words, w.kind)).sum();
        let by_fund: u64 = self.words_by_fund.iter().map(|w| body(w.words, w.kind)).sum();
        if by_kind != self.words || by_fund != self.words {
            return Err(format!(
                "{} words of body text, but {by_kind} by kind of passage and {by_fund} by fund: edited by hand?",
                self.words
            ));
        }
        let mut found: HashMap<&str, [u64; 2]> = HashMap::new();
        for mention in &self.mentions {
            found.entry(mention.concept.as_str()).or_default()[usize::from(mention.status == Status::Negated)] += 1;
        }
        for counts in &self.counts {
            let [affirmed, negated] = found.remove(counts.concept.as_str()).unwrap_or_default();
            if (counts.own.affirmed, counts.own.negated) != (affirmed, negated) {
                return Err(format!(
                    "{} is counted {} times and negated {} times, but {affirmed} and {negated} mentions of it follow: \
                     edited by hand?",
                    counts.concept, counts.own.affirmed, counts.own.negated
                ));
            }
        }
        match self.mentions.iter().find(|m| found.contains_key(m.concept.as_str())) {
            Some(mention) => {
                Err(format!("mention {}: {} is not counted: edited by hand?", mention.id, mention.concept))
            }
            None => Ok(()),
        }
    }
}

impl Versioned for Evidence {
    const SCHEMA: &'static str = "fundscan/evidence/2";

    fn schema(&self) -> &str {
        &self.schema
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::evidence;

    fn text() -> String {
        let evidence = evidence("a.txt", Some("ooa"), Some(2023), &["lezen en rekenen", "robots"]);
        String::from_utf8(evidence.to_json().unwrap()).unwrap()
    }

    fn error(text: &str) -> String {
        Evidence::from_json(text.as_bytes()).unwrap_err().to_string()
    }

    #[test]
    fn evidence_is_read_as_it_was_written() {
        let evidence = Evidence::from_json(text().as_bytes()).unwrap();
        assert_eq!(String::from_utf8(evidence.to_json().unwrap()).unwrap(), text());
        let a_line_each = text().lines().filter(|l| l.trim_start().starts_with("{\"id\": ")).count();
        assert_eq!(a_line_each, 3);
    }

    #[test]
    fn a_half_written_file_says_so_wherever_it_is_cut() {
        let text = text();
        for end in (1..text.trim_end().len()).step_by(7) {
            let error = Evidence::from_json(&text.as_bytes()[..end]).unwrap_err();
            assert!(matches!(error, EvidenceError::Truncated { .. }), "cut after {end} bytes: {error:?}");
        }
        assert!(matches!(Evidence::from_json(b""), Err(EvidenceError::Truncated { line: 1, .. })));
    }

    #[test]
    fn another_version_and_another_kind_are_named() {
        let newer = text().replace("evidence/2", "evidence/9").replace("\"words\"", "\"number_of_words\"");
        assert_eq!(error(&newer), "the file's schema is fundscan/evidence/9, expected fundscan/evidence/2");
        let same_shape = text().replace("evidence/2", "evidence/9");
        assert_eq!(error(&same_shape), "the file's schema is fundscan/evidence/9, expected fundscan/evidence/2");
        assert!(error("{\"a\": 1}").contains("not a file of fundscan"));
        assert!(error("[1, 2").contains("not written to its end"));
        assert!(error("[1, 2] x").starts_with("not JSON: line 1"));
    }

    #[test]
    fn a_key_that_was_added_or_taken_away_by_hand_is_named_with_its_line() {
        let added = text().replace("\"words\": ", "\"remark\": \"mijn\",\n  \"words\": ");
        assert!(error(&added).contains("remark") && error(&added).starts_with("line "), "{}", error(&added));
        let gone = text().replacen("\"mentions\"", "\"mention\"", 1);
        assert!(error(&gone).contains("mention"), "{}", error(&gone));
        let word = text().replacen("\"affirmed\"", "\"maybe\"", 1);
        assert!(error(&word).contains("maybe"), "{}", error(&word));
    }

    #[test]
    fn values_that_contradict_each_other_are_named() {
        let quote = text().replace("\"quote\": \"lezen\"", "\"quote\": \"geletterdheid\"");
        assert!(error(&quote).contains("the quote is not as long as its span"), "{}", error(&quote));
        let fund = text().replacen(
            "\"fund_by\": \"document\", \"kind\": \"paragraph\", \"language\"",
            "\"fund_by\": \"none\", \"kind\": \"paragraph\", \"language\"",
            1,
        );
        assert!(error(&fund).contains("does not go with the rule"), "{}", error(&fund));
        let status = text().replace("\"status\": \"read\"", "\"status\": \"failed\"");
        assert!(error(&status).contains("status is failed"), "{}", error(&status));
        let line = text().lines().find(|l| l.contains("\"quote\": \"robots\"")).unwrap().to_owned();
        let twice = text().replace(&line, &format!("{line},\n{line}"));
        assert!(error(&twice).contains("stands twice"), "{}", error(&twice));
    }

    #[test]
    fn sums_that_are_not_those_of_the_mentions_are_named() {
        let line = text().lines().find(|l| l.contains("\"quote\": \"robots\"")).unwrap().to_owned();
        let gone = text().replace(&format!(",\n{line}"), "");
        assert_ne!(gone, text());
        assert!(error(&gone).contains("is counted 1 times"), "{}", error(&gone));
        let other = text().replace(&line, &line.replace("\"concept\": \"robots\"", "\"concept\": \"weg\""));
        assert_ne!(other, text());
        assert!(error(&other).contains("is counted 1 times"), "{}", error(&other));
        let words = text().replacen("\"words\": ", "\"words\": 1", 1);
        assert!(error(&words).contains("words of body text, but"), "{}", error(&words));
    }

    #[test]
    fn no_time_and_no_absolute_path_is_in_it() {
        assert!(!text().contains("\"/") && !text().contains("time"));
    }
}
