use fundscan_model::{BBox, ByteSpan, Mention, Place, Status};

use super::*;
use crate::testing::{builder, evidence, input, ocr_setup, passage, revisions, tag, taxonomy};

fn page(number: u32, status: PageStatus) -> Page {
    Page { number, label: None, width: 595.0, height: 842.0, status }
}

fn read(kind: SourceKind, pages: &[Page], passages: &[StoredPassage]) -> Evidence {
    let found = tag(passages);
    let reading = Ok(Reading { kind, pages, passages, found });
    builder().build(DocumentInput { reading, ..input("a.pdf", Some("ooa"), Some(2023)) }).unwrap()
}

#[test]
fn a_mention_holds_what_is_needed_to_check_it() {
    let mut passage = passage(7, BlockKind::ListItem, "Er is geen lezen, wel rekenen.");
    passage.span = Some(ByteSpan::new(100, 130));
    (passage.fund, passage.fund_by) = (Some("ooa".into()), FundBy::Sentence);
    passage.places = vec![Place { page: 4, bbox: BBox::new(1.0, 2.0, 3.0, 4.0) }];
    let evidence = read(SourceKind::Pdf, &[page(1, PageStatus::Text)], &[passage.clone()]);
    assert_eq!(evidence.mentions.len(), 2);
    let mention = &evidence.mentions[0];
    assert_eq!(mention.id, format!("{}-1", passage.id));
    assert_eq!((mention.concept.as_str(), mention.status), ("reading", Status::Negated));
    assert_eq!((mention.before.as_str(), mention.quote.as_str()), ("Er is geen ", "lezen"));
    assert_eq!(mention.after, ", wel rekenen.");
    assert_eq!((mention.page, mention.places.len()), (Some(4), 1));
    assert_eq!((mention.span, mention.text_span), (ByteSpan::new(11, 16), Some(ByteSpan::new(111, 116))));
    assert_eq!((mention.kind, mention.section.as_slice()), (BlockKind::ListItem, &["Scholing".to_owned()][..]));
    assert_eq!((mention.fund.as_ref(), mention.fund_by), (passage.fund.as_ref(), FundBy::Sentence));
    let words = FundWords {
        fund: Some("ooa".into()),
        fund_by: FundBy::Sentence,
        kind: BlockKind::ListItem,
        passages: 1,
        words: 6,
    };
    assert_eq!(evidence.words_by_fund, [words]);
    assert_eq!(evidence.mentions[1].id, format!("{}-2", passage.id));
}

#[test]
fn evidence_built_anew_from_stored_passages_is_the_same_but_for_what_another_taxonomy_finds() {
    let texts = ["Veel lezen en rekenen.", "Er zijn geen robots."];
    let passages: Vec<_> =
        texts.iter().zip(1..).map(|(text, number)| passage(number, BlockKind::Paragraph, text)).collect();
    let mut found = tag(&passages);
    let box_ = BBox::new(10.0, 20.0, 30.0, 40.0);
    found[0].places = vec![Place { page: 3, bbox: box_ }];
    let reading = Ok(Reading { kind: SourceKind::Text, pages: &[], passages: &passages, found });
    let input = input("a.pdf", Some("ooa"), Some(2023));
    let sha = input.source.sha256.clone().unwrap();
    let evidence = builder().build(DocumentInput { reading, ..input }).unwrap();
    let stored = StoredPassages::new("a.pdf", &sha, revisions(), passages.clone());

    let again = builder().rebuild(&evidence, &stored, tag(&passages)).unwrap();
    assert_eq!(again, evidence, "the exact place of the first mention included");

    let mut other = taxonomy();
    other.stamp.meaning = "another".to_owned();
    let other = EvidenceBuilder::new("fundscan 9", other, revisions(), Kinds::default());
    let fewer = tag(&passages).into_iter().filter(|f| f.mention.concept.as_str() != "reading").collect();
    let anew = other.rebuild(&evidence, &stored, fewer).unwrap();
    assert_eq!((anew.mentions.len(), anew.taxonomy.meaning.as_str()), (evidence.mentions.len() - 1, "another"));
    assert_eq!(anew.mentions[0].id.rsplit_once('-').unwrap().1, "1", "numbered anew");
    assert!(!anew.counts.iter().any(|c| c.concept.as_str() == "reading"));

    let strange = StoredPassages::new("b.pdf", &sha, revisions(), passages);
    assert!(builder().rebuild(&evidence, &strange, Vec::new()).is_err());
}

#[test]
fn headings_and_running_heads_are_neither_counted_nor_words() {
    let passages = [
        passage(1, BlockKind::Header, "Over lezen en robots"),
        passage(2, BlockKind::Heading, "Over lezen"),
        passage(3, BlockKind::Contents, "Over lezen 12"),
        passage(4, BlockKind::TableCell, "lezen telt hier"),
    ];
    let evidence = read(SourceKind::Html, &[], &passages);
    assert_eq!(evidence.words, 3);
    assert_eq!(evidence.mentions.len(), 1);
    assert_eq!(evidence.words_by_kind.len(), 4);
    assert_eq!(evidence.source.pages, None);

    let kinds = Kinds::new([BlockKind::Heading]);
    let asked = EvidenceBuilder::new("t", taxonomy(), revisions(), kinds);
    let reading = Ok(Reading { kind: SourceKind::Html, pages: &[], passages: &passages, found: tag(&passages) });
    let asked = asked.build(DocumentInput { reading, ..input("a.html", None, None) }).unwrap();
    assert_eq!(asked.mentions.iter().map(|m| m.kind).collect::<Vec<_>>(), [BlockKind::Heading]);
}

#[test]
fn counts_are_given_with_and_without_narrower_concepts() {
    let texts = ["basisvaardigheden zoals lezen en rekenen", "geen rekenen", "robots en robots", "a b c d e f g h"];
    let evidence = evidence("a.txt", None, None, &texts);
    let counts: Vec<_> = evidence.counts.iter().map(|c| (c.concept.as_str(), c.own, c.rolled_up)).collect();
    let (name, own, rolled_up) = counts[0];
    assert_eq!((name, own.affirmed, own.passages), ("basic", 1, 1));
    assert_eq!((rolled_up.affirmed, rolled_up.negated, rolled_up.passages, rolled_up.negated_passages), (3, 1, 1, 1));
    assert_eq!((counts[3].0, counts[3].1.affirmed, counts[3].1.passages), ("robots", 2, 1));
    assert_eq!(evidence.words, 18);
    assert_eq!(own.per_10k, 555.56);
    assert_eq!(rolled_up.per_10k, 1666.67);
}

#[test]
fn pages_that_are_alike_are_one_entry() {
    let pages = [
        page(1, PageStatus::ImageOnly),
        page(2, PageStatus::Text),
        page(3, PageStatus::Text),
        page(4, PageStatus::Empty),
    ];
    let evidence = read(SourceKind::Pdf, &pages, &[passage(1, BlockKind::Paragraph, "Tekst.")]);
    let ranges: Vec<_> = evidence.pages.iter().map(|r| (r.from, r.to, r.status)).collect();
    assert_eq!(ranges, [(1, 1, PageStatus::ImageOnly), (2, 3, PageStatus::Text), (4, 4, PageStatus::Empty)]);
    assert_eq!((evidence.source.pages, evidence.status), (Some(4), ReadStatus::Read));
}

#[test]
fn a_scan_is_a_document_without_text_and_no_failure() {
    let evidence = read(SourceKind::Pdf, &[page(1, PageStatus::ImageOnly)], &[]);
    assert_eq!((evidence.status, evidence.reason.unwrap().code.as_str()), (ReadStatus::NoText, "image-only"));
    let stamped = passage(1, BlockKind::Footer, "1");
    let evidence = read(SourceKind::Pdf, &[page(1, PageStatus::ImageOnly)], &[stamped]);
    assert_eq!(evidence.status, ReadStatus::NoText);
    let evidence = read(SourceKind::Text, &[], &[]);
    assert_eq!((evidence.status, evidence.reason.unwrap().code.as_str()), (ReadStatus::NoText, "no-words"));
}

#[test]
fn a_scan_says_what_it_waits_for() {
    let reason = |setup: OcrSetup, status| {
        let pages = [page(1, status)];
        let reading = Ok(Reading { kind: SourceKind::Pdf, pages: &pages, passages: &[], found: Vec::new() });
        let input = DocumentInput { reading, ..input("a.pdf", None, None) };
        builder().with_ocr(setup).build(input).unwrap().reason.unwrap().message
    };
    assert!(reason(OcrSetup::default(), PageStatus::ImageOnly).contains("--ocr auto"));
    let not_installed = OcrSetup { engine: None, ..ocr_setup() };
    assert!(reason(not_installed, PageStatus::ImageOnly).contains("apt-get install tesseract-ocr"));
    assert!(reason(ocr_setup(), PageStatus::ImageOnly).contains("could not read"));
    assert!(reason(ocr_setup(), PageStatus::Ocr).contains("found no word"));
}

#[test]
fn what_was_read_by_ocr_is_marked_down_to_the_mention() {
    let pages = [page(1, PageStatus::Text), page(2, PageStatus::Ocr), page(3, PageStatus::ImageOnly)];
    let mut read = passage(2, BlockKind::Paragraph, "lezen");
    read.ocr = Some(crate::OcrText { confidence: 87 });
    let passages = [passage(1, BlockKind::Paragraph, "rekenen"), read];
    let found = tag(&passages);
    let reading = Ok(Reading { kind: SourceKind::Pdf, pages: &pages, passages: &passages, found });
    let input = DocumentInput { reading, ..input("a.pdf", None, None) };
    let evidence = builder().with_ocr(ocr_setup()).build(input).unwrap();
    let sure: Vec<_> = evidence.mentions.iter().map(|m| m.ocr.map(|ocr| ocr.confidence)).collect();
    assert_eq!(sure, [None, Some(87)]);
    let ocr = evidence.ocr.as_ref().unwrap();
    assert_eq!((ocr.pages_read, ocr.pages_waiting, ocr.confidence), (1, 1, Some(87)));
    assert_eq!(ocr.engine.as_ref().unwrap().version, "5.3.0");
    assert_eq!(Evidence::from_json(&evidence.to_json().unwrap()).unwrap(), evidence);
}

#[test]
fn evidence_without_pages_for_ocr_says_nothing_of_it() {
    let json = read(SourceKind::Pdf, &[page(1, PageStatus::Text)], &[passage(1, BlockKind::Paragraph, "lezen")]);
    let text = String::from_utf8(json.to_json().unwrap()).unwrap();
    assert!(!text.contains("ocr"), "{text}");
}

#[test]
fn a_failure_keeps_its_reason() {
    let evidence = builder().build(input("a.pdf", None, None)).unwrap();
    assert_eq!((evidence.status, evidence.reason.unwrap().code.as_str()), (ReadStatus::Failed, "empty-file"));
}

#[test]
fn the_order_mentions_come_in_does_not_matter() {
    let passages =
        [passage(1, BlockKind::Paragraph, "lezen en rekenen"), passage(2, BlockKind::Paragraph, "robots en lezen")];
    let mut found = tag(&passages);
    found.reverse();
    let reading = Ok(Reading { kind: SourceKind::Text, pages: &[], passages: &passages, found });
    let turned = builder().build(DocumentInput { reading, ..input("a.pdf", Some("ooa"), Some(2023)) }).unwrap();
    assert_eq!(turned.to_json().unwrap(), read(SourceKind::Text, &[], &passages).to_json().unwrap());
}

#[test]
fn what_does_not_belong_together_is_refused() {
    let passages = [passage(1, BlockKind::Paragraph, "één")];
    let mention =
        |concept: &str, start, end| Mention::new(concept.into(), Status::Affirmed, ByteSpan::new(start, end), "x");
    for found in [
        Found::in_passage(0, mention("basic", 0, 99)),
        Found::in_passage(0, mention("basic", 1, 2)),
        Found::in_passage(0, mention("unknown", 0, 2)),
        Found::in_passage(1, mention("basic", 0, 2)),
    ] {
        let reading = Ok(Reading { kind: SourceKind::Text, pages: &[], passages: &passages, found: vec![found] });
        let built = builder().build(DocumentInput { reading, ..input("a.txt", None, None) });
        assert!(matches!(built, Err(EvidenceError::Inconsistent(_))), "{built:?}");
    }
}
