use super::*;
use crate::testing::{SHA, builder, input, of_fund, passage, revisions, tag};
use crate::{DocumentInput, KwicBy, Reading};

fn query(concepts: &[&str]) -> KwicQuery {
    let by = if concepts.is_empty() { KwicBy::Term } else { KwicBy::Concept };
    KwicQuery { by, text: "x".to_owned(), concepts: concepts.iter().map(|c| (*c).into()).collect() }
}

/// A document whose texts are sentences of one paragraph.
fn document(path: &str, fund: Option<&str>, year: u16, texts: &[&str]) -> (Evidence, StoredPassages) {
    let mut passages: Vec<_> = (1..)
        .zip(texts)
        .map(|(number, text)| StoredPassage { block: 7, ..passage(number, BlockKind::Paragraph, text) })
        .collect();
    of_fund(&mut passages, fund);
    let reading =
        Reading { kind: fundscan_model::SourceKind::Text, pages: &[], found: tag(&passages), passages: &passages };
    let mut input = DocumentInput { reading: Ok(reading), ..input(path, fund, Some(year)) };
    input.source.sha256 = Some(SHA.to_owned());
    (builder().build(input).unwrap(), StoredPassages::new(path, SHA, revisions(), passages))
}

fn some() -> Vec<(Evidence, StoredPassages)> {
    vec![
        document("a.txt", Some("ooa"), 2022, &["Eerst dit.", "Ook lezen zakt weg.", "Dan dat."]),
        document("b.txt", Some("oob"), 2023, &["wij willen lezen Aanleren, geen lezen"]),
        document("c.txt", None, 2023, &["meer lezen én meer"]),
    ]
}

fn kwic(concepts: &[&str], options: KwicOptions) -> Kwic {
    let mut kwic = KwicBuilder::new("t", query(concepts), None, options);
    some().iter().for_each(|(evidence, passages)| kwic.add_mentions(evidence, Some(passages)).unwrap());
    kwic.finish()
}

fn shown(kwic: &Kwic) -> Vec<String> {
    kwic.lines.iter().map(|l| format!("{}: {}[{}]{}", l.document, l.before, l.quote, l.after)).collect()
}

#[test]
fn context_goes_on_in_the_sentences_of_the_same_paragraph() {
    let kwic = kwic(&["reading"], KwicOptions::default());
    assert_eq!(
        shown(&kwic),
        [
            "a.txt: Eerst dit. Ook [lezen] zakt weg. Dan dat.",
            "b.txt: wij willen [lezen] Aanleren, geen lezen",
            "b.txt: wij willen lezen Aanleren, geen [lezen]",
            "c.txt: meer [lezen] én meer",
        ]
    );
    assert_eq!((kwic.lines_total, kwic.documents, kwic.documents_without_fund, kwic.funds), (4, 3, 1, 2));
}

#[test]
fn context_is_cut_at_words() {
    let kwic = kwic(&["reading"], KwicOptions { context: 10, ..KwicOptions::default() });
    assert_eq!(shown(&kwic)[0], "a.txt: dit. Ook [lezen] zakt weg.");
    let none = KwicOptions { context: 0, ..KwicOptions::default() };
    assert_eq!(shown(&self::kwic(&["reading"], none))[0], "a.txt: [lezen]");
}

#[test]
fn lines_are_sorted_by_the_words_beside_the_keyword_whatever_the_context_shown() {
    let order = |order, context| {
        let kwic = kwic(&["reading"], KwicOptions { order, context, ..KwicOptions::default() });
        kwic.lines.iter().map(|l| (l.document.clone(), l.span.start())).collect::<Vec<_>>()
    };
    let at = |document: &str, start| (document.to_owned(), start);
    // Nothing after it, then "aanleren", "én", "zakt": neither capitals nor accents count.
    let right = [at("b.txt", 32), at("b.txt", 11), at("c.txt", 5), at("a.txt", 4)];
    assert_eq!(order(KwicOrder::Right, 80), right);
    assert_eq!(order(KwicOrder::Right, 0), right);
    // "geen", "meer", "ook", "willen": from the keyword outwards.
    let left = [at("b.txt", 32), at("c.txt", 5), at("a.txt", 4), at("b.txt", 11)];
    assert_eq!(order(KwicOrder::Left, 80), left);
}

#[test]
fn filters_leave_out_lines_and_a_limit_only_does_not_show_them() {
    let documents = |options| {
        let kwic = kwic(&["reading"], options);
        let documents: Vec<_> = kwic.lines.iter().map(|l| l.document.clone()).collect();
        (documents.join(" "), kwic.lines_total, kwic.documents_searched)
    };
    let fund = KwicOptions { funds: vec!["oob".into()], ..KwicOptions::default() };
    assert_eq!(documents(fund), ("b.txt b.txt".to_owned(), 2, 1));
    let years = KwicOptions { years: Some(Years { from: 2020, to: 2022 }), ..KwicOptions::default() };
    assert_eq!(documents(years), ("a.txt".to_owned(), 1, 1));
    let status = KwicOptions { status: Some(Status::Negated), ..KwicOptions::default() };
    assert_eq!(documents(status), ("b.txt".to_owned(), 1, 3));
    let kinds = KwicOptions { kinds: Kinds::new([BlockKind::Heading]), ..KwicOptions::default() };
    assert_eq!(documents(kinds), (String::new(), 0, 3));
    let max = KwicOptions { max: Some(2), ..KwicOptions::default() };
    assert_eq!(documents(max), ("a.txt b.txt".to_owned(), 4, 3));
    let sorted = KwicOptions { max: Some(1), order: KwicOrder::Right, ..KwicOptions::default() };
    assert_eq!(documents(sorted), ("b.txt".to_owned(), 4, 3));
}

#[test]
fn a_pattern_is_looked_for_in_the_passages() {
    let mut kwic = KwicBuilder::new("t", query(&[]), None, KwicOptions::default());
    let find = |text: &str| text.match_indices("dat").map(|(at, m)| ByteSpan::new(at, at + m.len())).collect();
    some().iter().for_each(|(evidence, passages)| kwic.add_found(evidence, passages, find).unwrap());
    let kwic = kwic.finish();
    assert_eq!(shown(&kwic), ["a.txt: Eerst dit. Ook lezen zakt weg. Dan [dat]."]);
    let line = &kwic.lines[0];
    assert_eq!((line.span, &line.concept, line.status), (ByteSpan::new(4, 7), &None, None));
}

#[test]
fn without_passages_the_context_is_what_the_evidence_keeps() {
    let mut kwic = KwicBuilder::new("t", query(&["reading"]), None, KwicOptions::default());
    kwic.add_mentions(&some()[0].0, None).unwrap();
    let kwic = kwic.finish();
    assert_eq!(shown(&kwic), ["a.txt: Ook [lezen] zakt weg."]);
    assert_eq!(kwic.notices[0].code, "no-passages");
}

#[test]
fn passages_of_another_document_are_refused() {
    let documents = some();
    let mut kwic = KwicBuilder::new("t", query(&["reading"]), None, KwicOptions::default());
    assert!(kwic.add_mentions(&documents[0].0, Some(&documents[1].1)).is_err());
    assert!(kwic.add_found(&documents[0].0, &documents[1].1, |_| Vec::new()).is_err());
}
