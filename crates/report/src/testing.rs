//! A small scan that the tests of all formats render.

use fundscan_evidence::{
    Action, Collection, CollectionBuilder, CollectionFund, ConceptEntry, ConceptGroup, Coverage, CoverageBuilder,
    CoverageOptions, DocumentFiles, DocumentFund, DocumentInfo, DocumentInput, DocumentKind, DocumentOcr, Evidence,
    EvidenceBuilder, Found, FundBy, How, Inventory, InventoryBuilder, InventoryOptions, InventoryPlace, Kinds, Kwic,
    KwicBuilder, KwicBy, KwicLine, KwicOptions, KwicOrder, KwicQuery, MentionDecision, Period, Reading, Reason,
    Revisions, Source, StoredPassage, TaxonomyRecord, TaxonomyStamp, Years,
};
use fundscan_model::{BlockKind, ByteSpan, Language, Mention, OcrEngine, OcrMode, Passage, SourceKind, Status};
use fundscan_taxonomy::Questions;

const REVISIONS: Revisions = Revisions { extract: 1, segment: 1, tag: 1, attribute: 1 };

fn taxonomy() -> TaxonomyRecord {
    let concept = |id: &str, group: &str, broader: Option<&str>, nl: &str, en: &str| ConceptEntry {
        concept: id.into(),
        group: group.to_owned(),
        broader: broader.map(Into::into),
        nl: nl.to_owned(),
        en: en.to_owned(),
    };
    let group = |id: &str, nl: &str, en: &str| ConceptGroup { id: id.to_owned(), nl: nl.to_owned(), en: en.to_owned() };
    TaxonomyRecord {
        stamp: TaxonomyStamp { id: "t".into(), version: "1".into(), sha256: "aa".into(), meaning: "bb".into() },
        groups: vec![group("skills", "Vaardigheden", "Skills"), group("technology", "Techniek", "Technology")],
        concepts: vec![
            // A narrower concept may stand above its parent in the file.
            concept("reading", "skills", Some("basic"), "lezen", "reading"),
            concept("basic", "skills", None, "basisvaardigheden", "basic skills"),
            concept("maths", "skills", Some("basic"), "rekenen", "arithmetic"),
            concept("robots", "technology", None, "robots", "robots"),
        ],
    }
}

/// What a document says: concept and whether it affirms it, a passage each.
type Says<'a> = &'a [(&'a str, Status)];

fn evidence(path: &str, fund: Option<(&str, &str)>, year: Option<u16>, reading: Result<Says<'_>, &str>) -> Evidence {
    // Any hash that differs between documents.
    let sha256 = format!("{:064x}", path.bytes().fold(7u64, |h, b| h.wrapping_mul(31).wrapping_add(b.into())));
    let texts = reading.unwrap_or_default();
    let passages: Vec<StoredPassage> = (1..)
        .zip(texts)
        .map(|(number, (concept, _))| {
            let passage = Passage {
                number,
                block: 0,
                block_span: ByteSpan::new(0, concept.len()),
                kind: BlockKind::Paragraph,
                text: (*concept).to_owned(),
                span: None,
                section: Vec::new(),
                language: Language::Nl,
                places: Vec::new(),
                cell: None,
                ocr: None,
            };
            let mut passage = StoredPassage::new(&sha256, passage, 10);
            passage.fund = fund.map(|(id, _)| id.into());
            passage.fund_by = if fund.is_some() { FundBy::Document } else { FundBy::None };
            passage
        })
        .collect();
    let found = texts.iter().enumerate().map(|(index, (concept, status))| {
        let span = ByteSpan::new(0, concept.len());
        Found::in_passage(index, Mention::new((*concept).into(), *status, span, *concept))
    });
    let found = found.collect();
    let builder = EvidenceBuilder::new("fundscan 0.0.0", taxonomy(), REVISIONS, Kinds::default());
    let reading = match reading {
        Ok(_) => Ok(Reading { kind: SourceKind::Text, pages: &[], passages: &passages, found }),
        Err(code) => Err(Reason::new(code, "=it cannot be read")),
    };
    builder
        .build(DocumentInput {
            source: Source::new(path, 10, &sha256),
            document: DocumentInfo { kind: DocumentKind::AnnualReport, how: How::Title, title: Some("=1+1".into()) },
            fund: DocumentFund {
                id: fund.map(|(id, _)| id.into()),
                name: fund.map(|(_, name)| name.to_owned()),
                how: How::Manifest,
                quote: None,
            },
            period: year.map_or_else(Period::default, |year| Period::new(year, year, How::Flag, None)),
            reading,
            notices: Vec::new(),
        })
        .expect("the parts belong together")
}

pub(crate) fn documents() -> Vec<Evidence> {
    use Status::{Affirmed, Negated};
    let hostile = "@OOB <b>\u{1b}[31m|x\u{202e}";
    let mut documents = vec![
        evidence("ooa/2022.txt", Some(("ooa", "OOA")), Some(2022), Ok(&[("reading", Affirmed), ("basic", Affirmed)])),
        evidence("ooa/2023.txt", Some(("ooa", "OOA")), Some(2023), Ok(&[("reading", Negated), ("robots", Negated)])),
        evidence("oob/\u{1b}]0;x\u{7}.txt", Some(("oob", hostile)), None, Ok(&[("reading", Affirmed)])),
        evidence("zonder|fonds.txt", None, None, Ok(&[("robots", Affirmed)])),
        evidence("kapot.pdf", Some(("ooc", "OOC")), None, Err("encrypted")),
    ];
    let engine = Some(OcrEngine { name: "tesseract".into(), version: "5".into(), models: Vec::new() });
    documents[0].ocr =
        Some(DocumentOcr { mode: OcrMode::Auto, engine, pages_read: 2, pages_waiting: 1, confidence: Some(87) });
    documents
}

pub(crate) fn collection() -> Collection {
    let funds = [("ooa", "OOA"), ("oob", "@OOB <b>\u{1b}[31m|x\u{202e}"), ("ooc", "OOC")]
        .map(|(id, name)| CollectionFund::new(id.into(), name, None));
    let mut builder = CollectionBuilder::new("fundscan 0.0.0", taxonomy(), REVISIONS, Kinds::default(), funds.to_vec());
    for evidence in documents() {
        builder.add(&evidence, DocumentFiles::default()).expect("they belong together");
    }
    builder.finish()
}

pub(crate) fn coverage() -> Coverage {
    let collection = collection();
    let mut builder = CoverageBuilder::new(&collection, CoverageOptions::default());
    for evidence in documents() {
        builder.add(&evidence).expect("it is of the collection");
    }
    builder.finish()
}

/// An inventory with quotes that are hard to set.
pub(crate) fn inventory() -> Inventory {
    let concepts = ["reading", "basic", "maths", "robots"];
    let questions = Questions::parse(QUESTIONS, &concepts).expect("the questions are sound").0;
    let collection = collection();
    let options = InventoryOptions { max: Some(3), ..InventoryOptions::default() };
    let mut builder = InventoryBuilder::new("fundscan 0.0.0", &collection, &questions, options);
    for evidence in documents() {
        builder.add(&evidence, None).expect("it is of the collection");
    }
    let mut inventory = builder.finish();
    let row = &mut inventory.questions[0].rows[0];
    let mut long = row.answers[0].clone();
    long.text = format!("=SOM(A1)|<b>\u{1b}[31m {}… 日本語", "vergoeding van lessen in het lezen ".repeat(6));
    long.denies = vec!["maths".into()];
    long.place.page = Some(12);
    long.also = vec![
        long.place.clone(),
        InventoryPlace { page: Some(3), document: "ooa|2023.txt".into(), ..long.place.clone() },
    ];
    long.also_total = 4;
    long.decision = Some(MentionDecision {
        action: Action::Add,
        reason: "@stands in the caption|".to_owned(),
        by: None,
        on: None,
        file: "decisions.toml".to_owned(),
        line: 3,
    });
    row.answers.push(long);
    row.answers_total = 7;
    inventory
}

const QUESTIONS: &str = r#"
id = "t"
version = "1"
[groups]
offer = { nl = "Aanbod", en = "On offer" }
technology = { nl = "Techniek", en = "Technology" }
[[question]]
id = "basics"
group = "offer"
label = { nl = "Wat doet het fonds | aan basisvaardigheden?", en = "Basic skills" }
source = "3.2"
concepts = ["basic"]
[[question]]
id = "robots"
group = "technology"
label = { nl = "Robots", en = "Robotics" }
concepts = ["robots"]
"#;

/// A concordance with lines that are hard to set.
pub(crate) fn kwic(order: KwicOrder) -> Kwic {
    let query = KwicQuery { by: KwicBy::Concept, text: "reading".to_owned(), concepts: vec!["reading".into()] };
    let options = KwicOptions { order, max: Some(4), ..KwicOptions::default() };
    let mut kwic = KwicBuilder::new("fundscan 0.0.0", query, Some(taxonomy().stamp), options).finish();
    let line = |document: &str, fund: Option<&str>, page, status, before: &str, quote: &str, after: &str| KwicLine {
        document: document.to_owned(),
        fund: fund.map(Into::into),
        years: fund.map(|_| Years { from: 2022, to: 2023 }),
        page,
        kind: BlockKind::Paragraph,
        section: vec!["Scholing".to_owned()],
        before: before.to_owned(),
        quote: quote.to_owned(),
        after: after.to_owned(),
        concept: Some("reading".into()),
        status: Some(status),
        term: Some("lezen".to_owned()),
        passage: "p-1-1".to_owned(),
        span: ByteSpan::new(0, quote.len()),
        text_span: None,
        ocr: None,
        decision: None,
    };
    use Status::{Affirmed, Negated};
    let long = "de werknemers in de technische installatiebranche die na een lange loopbaan in de praktijk opnieuw ";
    kwic.lines = vec![
        line(
            "ooa/2022.pdf",
            Some("ooa"),
            Some(12),
            Affirmed,
            long,
            "lezen",
            " en schrijven, al of niet met hulp van een docent in de avonduren, op kosten van het fonds.",
        ),
        line("ooa/2022.pdf", Some("ooa"), Some(3), Negated, "=1+1 ", "lezen", "\u{1b}[31m|x\u{202e}"),
        line(
            "zonder|fonds.txt",
            None,
            None,
            Affirmed,
            "日本語 één ",
            "lezen, schrijven en nog veel meer dan dat",
            " dan",
        ),
        line("zonder|fonds.txt", None, None, Affirmed, "", "Lezen", "\n\tis leuk"),
    ];
    kwic.lines_total = 9;
    kwic.documents = 3;
    kwic.documents_without_fund = 1;
    kwic.funds = 2;
    kwic
}
