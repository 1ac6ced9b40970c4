//! What the tests of several files build on.

use fundscan_model::{BlockKind, ByteSpan, FundId, Language, Mention, OcrEngine, OcrMode, OcrModel, Passage, Status};

use crate::{
    CollectionFund, ConceptEntry, ConceptGroup, DocumentFund, DocumentInfo, DocumentInput, DocumentKind, Evidence,
    EvidenceBuilder, Found, FundBy, How, Kinds, OcrSetup, Period, Reading, Revisions, Source, StoredPassage,
    TaxonomyRecord, TaxonomyStamp,
};

pub(crate) const SHA: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

pub(crate) fn revisions() -> Revisions {
    Revisions { extract: 1, segment: 2, tag: 3, attribute: 4 }
}

pub(crate) fn concept(id: &str, broader: Option<&str>) -> ConceptEntry {
    ConceptEntry {
        concept: id.into(),
        group: "skills".to_owned(),
        broader: broader.map(Into::into),
        nl: format!("{id} (nl)"),
        en: format!("{id} (en)"),
    }
}

/// `basic` with the narrower `reading` and `maths`, and `robots` beside them.
pub(crate) fn taxonomy() -> TaxonomyRecord {
    TaxonomyRecord {
        stamp: TaxonomyStamp {
            id: "test".to_owned(),
            version: "1.0".to_owned(),
            sha256: SHA.to_owned(),
            meaning: "meaning-of-test".to_owned(),
        },
        groups: vec![ConceptGroup { id: "skills".to_owned(), nl: "Vaardigheden".to_owned(), en: "Skills".to_owned() }],
        concepts: vec![
            concept("basic", None),
            concept("reading", Some("basic")),
            concept("maths", Some("basic")),
            concept("robots", None),
        ],
    }
}

pub(crate) fn funds() -> Vec<CollectionFund> {
    ["ooa", "oob", "ooc"].map(|id| CollectionFund::new(id.into(), &id.to_uppercase(), None)).to_vec()
}

pub(crate) fn passage(number: u32, kind: BlockKind, text: &str) -> StoredPassage {
    let passage = Passage {
        number,
        block: number as usize,
        block_span: ByteSpan::new(0, text.len()),
        kind,
        text: text.to_owned(),
        span: (!kind.is_running()).then(|| ByteSpan::new(0, text.len())),
        section: vec!["Scholing".to_owned()],
        language: Language::Nl,
        places: Vec::new(),
        cell: None,
        ocr: None,
    };
    StoredPassage::new(SHA, passage, text.split_whitespace().count())
}

/// Finds the four words of the test taxonomy; "geen" before one negates it.
pub(crate) fn tag(passages: &[StoredPassage]) -> Vec<Found> {
    let terms = [("basisvaardigheden", "basic"), ("lezen", "reading"), ("rekenen", "maths"), ("robots", "robots")];
    let mut found = Vec::new();
    for (index, passage) in passages.iter().enumerate() {
        for (term, concept) in terms {
            for (start, _) in passage.text.match_indices(term) {
                let negated = passage.text[..start].ends_with("geen ");
                let status = if negated { Status::Negated } else { Status::Affirmed };
                let span = ByteSpan::new(start, start + term.len());
                found.push(Found::in_passage(index, Mention::new(concept.into(), status, span, term)));
            }
        }
    }
    found
}

pub(crate) fn builder() -> EvidenceBuilder {
    EvidenceBuilder::new("fundscan 0.0.0", taxonomy(), revisions(), Kinds::default())
}

/// Pages without text are read by an engine.
pub(crate) fn ocr_setup() -> OcrSetup {
    let models = vec![OcrModel { language: "nld".to_owned(), bytes: 12, sha256: SHA.to_owned() }];
    let engine = OcrEngine { name: "tesseract".to_owned(), version: "5.3.0".to_owned(), models };
    OcrSetup { mode: OcrMode::Auto, engine: Some(engine) }
}

/// A document with its own content hash.
pub(crate) fn input<'a>(path: &str, fund: Option<&str>, year: Option<u16>) -> DocumentInput<'a> {
    let content = format!("{:0>64x}", path.bytes().fold(7u64, |h, b| h.wrapping_mul(31).wrapping_add(b.into())));
    DocumentInput {
        source: Source::new(path, 1000, &content),
        document: DocumentInfo { kind: DocumentKind::AnnualReport, how: How::Manifest, title: None },
        fund: DocumentFund {
            id: fund.map(FundId::from),
            name: fund.map(str::to_uppercase),
            how: fund.map_or(How::None, |_| How::Manifest),
            quote: None,
        },
        period: year.map_or_else(Period::default, |y| Period::new(y, y, How::Manifest, None)),
        reading: Err(crate::Reason::new("empty-file", "the file is empty")),
        notices: Vec::new(),
    }
}

/// The passages of a document of this fund.
pub(crate) fn of_fund(passages: &mut [StoredPassage], fund: Option<&str>) {
    for passage in passages {
        passage.fund = fund.map(FundId::from);
        passage.fund_by = if fund.is_some() { FundBy::Document } else { FundBy::None };
    }
}

/// Evidence of a document with these passages of body text.
pub(crate) fn evidence(path: &str, fund: Option<&str>, year: Option<u16>, texts: &[&str]) -> Evidence {
    let mut passages: Vec<_> =
        texts.iter().zip(1..).map(|(text, number)| passage(number, BlockKind::Paragraph, text)).collect();
    of_fund(&mut passages, fund);
    let found = tag(&passages);
    let reading = Reading { kind: fundscan_model::SourceKind::Text, pages: &[], passages: &passages, found };
    builder().build(DocumentInput { reading: Ok(reading), ..input(path, fund, year) }).unwrap()
}
