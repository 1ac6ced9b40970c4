use fundscan_model::BlockKind;

use super::*;
use crate::testing::{builder, evidence, funds, input, of_fund, passage, revisions, tag, taxonomy};
use crate::{
    CollectionBuilder, CoveragePart, DocumentFiles, DocumentInput, DocumentKind, FundBy, Kinds, Reading, SpotKind,
    StoredPassage, WhiteSpot,
};

fn collection(documents: &[Evidence]) -> Collection {
    let mut collection = CollectionBuilder::new("fundscan 0.0.0", taxonomy(), revisions(), Kinds::default(), funds());
    documents.iter().for_each(|e| collection.add(e, DocumentFiles::default()).unwrap());
    collection.finish()
}

fn coverage(documents: &[Evidence], options: CoverageOptions) -> Coverage {
    let collection = collection(documents);
    let mut coverage = CoverageBuilder::new(&collection, options);
    documents.iter().for_each(|e| coverage.add(e).unwrap());
    coverage.finish()
}

fn who<'a>(coverage: &'a Coverage, concept: &str) -> (u64, Vec<&'a str>, Vec<&'a str>) {
    let concept = coverage.concepts.iter().find(|c| c.concept.as_str() == concept).unwrap();
    let ids = |funds: &'a [FundId]| funds.iter().map(FundId::as_str).collect();
    (concept.funds_covered, ids(&concept.covered_by), ids(&concept.negated_by))
}

fn some() -> Vec<Evidence> {
    vec![
        evidence("a-2022.txt", Some("ooa"), Some(2022), &["lezen", "geen robots"]),
        evidence("a-2023.txt", Some("ooa"), Some(2023), &["geen lezen", "lezen en lezen"]),
        evidence("b.txt", Some("oob"), Some(2023), &["geen rekenen en geen robots"]),
        builder().build(input("c.pdf", Some("ooc"), Some(2023))).unwrap(),
    ]
}

#[test]
fn only_what_is_affirmed_covers_and_a_narrower_concept_covers_its_parent() {
    let coverage = coverage(&some(), CoverageOptions::default());
    assert_eq!(who(&coverage, "reading"), (1, vec!["ooa"], vec!["ooa"]));
    assert_eq!(who(&coverage, "basic"), (1, vec!["ooa"], vec!["ooa", "oob"]));
    assert_eq!(who(&coverage, "maths"), (0, vec![], vec!["oob"]));
    assert_eq!(who(&coverage, "robots"), (0, vec![], vec!["ooa", "oob"]));
    let spots: Vec<_> = coverage.white_spots.iter().map(ConceptId::as_str).collect();
    assert_eq!(spots, ["maths", "robots"]);
}

#[test]
fn n_is_the_number_of_funds_of_which_something_was_read() {
    let coverage = coverage(&some(), CoverageOptions::default());
    assert_eq!(coverage.funds_total, 2);
    let read: Vec<_> = coverage.funds.iter().map(|f| (f.fund.as_str(), f.documents, f.words)).collect();
    assert_eq!(read, [("ooa", 2, 8), ("oob", 1, 5)]);
    assert_eq!(coverage.funds_not_read[0].fund.as_str(), "ooc");
    assert_eq!(coverage.notices[0].message, "1 document could not be read and counts towards nothing");
    assert!(coverage.concepts.iter().all(|c| c.funds_total == 2));
}

#[test]
fn counts_are_given_by_fund_and_year() {
    let coverage = coverage(&some(), CoverageOptions::default());
    let basic = &coverage.concepts[0];
    let cell = &basic.funds[0];
    let CellCounts { mentions, negated, passages, documents, per_10k } = cell.rolled_up;
    assert_eq!((mentions, negated, passages, documents, per_10k), (3, 1, 2, 2, 3750.0));
    let years: Vec<_> = cell.years.iter().map(|y| (y.years.unwrap().from, y.rolled_up.mentions)).collect();
    assert_eq!(years, [(2022, 1), (2023, 2)]);
    assert_eq!((cell.own.affirmed, basic.own.affirmed), (0, 0));
    assert_eq!((basic.rolled_up.mentions, basic.rolled_up.negated, basic.rolled_up.documents), (3, 2, 2));
}

#[test]
fn a_document_of_many_funds_counts_for_each_fund_it_speaks_of() {
    let mut passages = [
        passage(1, BlockKind::TableCell, "lezen"),
        passage(2, BlockKind::TableCell, "nog geen aanbod"),
        passage(3, BlockKind::Paragraph, "OOC wil robots"),
        passage(4, BlockKind::Paragraph, "rekenen is nodig"),
    ];
    let whose = [("ooa", FundBy::TableRow), ("oob", FundBy::TableRow), ("ooc", FundBy::Sentence)];
    for (passage, (fund, by)) in passages.iter_mut().zip(whose) {
        (passage.fund, passage.fund_by) = (Some(fund.into()), by);
    }
    let whole = |passages: &[StoredPassage]| {
        let reading = Reading { kind: fundscan_model::SourceKind::Html, pages: &[], passages, found: tag(passages) };
        vec![builder().build(DocumentInput { reading: Ok(reading), ..input("a.html", None, None) }).unwrap()]
    };
    let all = coverage(&whole(&passages), CoverageOptions::default());
    assert_eq!(all.funds_total, 3, "a row that says nothing of any concept was read all the same");
    assert_eq!(all.funds.iter().map(|f| f.words).collect::<Vec<_>>(), [1, 3, 3]);
    assert_eq!((who(&all, "reading").1, who(&all, "robots").1), (vec!["ooa"], vec!["ooc"]));
    assert_eq!((all.no_fund.documents, all.no_fund.words), (1, 3));
    assert_eq!(all.concepts[2].no_fund.unwrap().mentions, 1);

    // A fund that is only named, in a sentence about nothing, was not read.
    passages[2] = StoredPassage {
        fund: Some("ooc".into()),
        fund_by: FundBy::Sentence,
        ..passage(3, BlockKind::Paragraph, "OOC bestaat ook")
    };
    let named = coverage(&whole(&passages), CoverageOptions::default());
    assert_eq!((named.funds_total, named.funds_not_read[0].fund.as_str(), named.no_fund.words), (2, "ooc", 6));
}

#[test]
fn a_threshold_asks_for_more_passages() {
    let options = CoverageOptions { minimum_passages: 3, ..CoverageOptions::default() };
    let strict = coverage(&some(), options);
    assert_eq!(who(&strict, "reading"), (0, vec![], vec!["ooa"]));
    let zero = coverage(&some(), CoverageOptions { minimum_passages: 0, ..CoverageOptions::default() });
    assert_eq!(zero.minimum_passages, 1);
    assert_eq!(who(&zero, "maths").0, 0, "nothing covers where nothing was found");
}

#[test]
fn documents_without_a_fund_stand_apart() {
    let documents = [evidence("x.txt", None, None, &["robots"]), evidence("b.txt", Some("oob"), None, &["lezen"])];
    let coverage = coverage(&documents, CoverageOptions::default());
    assert_eq!((coverage.funds_total, coverage.no_fund.documents, coverage.no_fund.words), (1, 1, 1));
    assert_eq!(who(&coverage, "robots"), (0, vec![], vec![]));
    let robots = &coverage.concepts[3];
    assert_eq!((robots.rolled_up.mentions, robots.no_fund.unwrap().mentions), (0, 1));
    assert!(coverage.white_spots.contains(&"robots".into()));
    assert_eq!(coverage.notices[0].code, "documents-without-fund");
}

#[test]
fn where_no_fund_was_read_nothing_is_a_white_spot() {
    let coverage = coverage(&[evidence("x.txt", None, None, &["robots"])], CoverageOptions::default());
    assert_eq!((coverage.funds_total, coverage.white_spots.len()), (0, 0));
    assert_eq!(coverage.notices[0].code, "no-fund-read");
}

#[test]
fn a_copy_counts_once() {
    let copies = ["a.txt", "b.txt"].map(|path| {
        let mut copy = evidence(path, Some("oob"), None, &["robots"]);
        copy.source.sha256 = Some("same".to_owned());
        copy
    });
    let coverage = coverage(&copies, CoverageOptions::default());
    assert_eq!((coverage.funds[0].documents, coverage.concepts[3].rolled_up.mentions), (1, 1));
    let message = "1 document has the same content as another and is not counted again";
    assert_eq!(coverage.notices[0].message, message);
}

#[test]
fn evidence_can_be_narrowed_to_kinds_of_passages() {
    let mut passages = [
        passage(1, BlockKind::Paragraph, "veel over lezen"),
        passage(2, BlockKind::TableCell, "rekenen"),
        passage(3, BlockKind::TableCell, "en meer"),
    ];
    of_fund(&mut passages, Some("ooa"));
    let reading =
        Reading { kind: fundscan_model::SourceKind::Html, pages: &[], passages: &passages, found: tag(&passages) };
    let input = DocumentInput { reading: Ok(reading), ..input("a.html", Some("ooa"), None) };
    let documents = [builder().build(input).unwrap()];
    let cells = CoverageOptions { kinds: Some(Kinds::new([BlockKind::TableCell])), ..CoverageOptions::default() };
    let coverage = coverage(&documents, cells);
    assert_eq!(coverage.kinds, [BlockKind::TableCell]);
    assert_eq!((who(&coverage, "maths").0, who(&coverage, "reading").0), (1, 0));
    assert_eq!((coverage.funds[0].words, coverage.concepts[2].rolled_up.per_10k), (3, 3333.33));
    assert_eq!(coverage.notices, []);
}

#[test]
fn a_kind_that_was_not_scanned_for_is_told() {
    let heads = CoverageOptions { kinds: Some(Kinds::new([BlockKind::Heading])), ..CoverageOptions::default() };
    let coverage = coverage(&some(), heads);
    assert!(coverage.notices.iter().any(|n| n.code == "kind-not-scanned" && n.message.contains("heading")));
}

fn by(by: CoverageBy) -> CoverageOptions {
    CoverageOptions { by: Some(by), ..CoverageOptions::default() }
}

fn part<'a>(coverage: &'a Coverage, key: Option<&str>) -> &'a CoveragePart {
    coverage.parts.iter().find(|p| p.key.as_deref() == key).unwrap()
}

/// How many funds cover a concept in a part, of how many, and which negate it.
fn k_of_n<'a>(part: &'a CoveragePart, concept: &str) -> (u64, u64, Vec<&'a str>) {
    let concept = part.concepts.iter().find(|c| c.concept.as_str() == concept).unwrap();
    (concept.funds_covered, concept.funds_total, concept.negated_by.iter().map(FundId::as_str).collect())
}

fn kinds_of_spots(spots: &[WhiteSpot]) -> Vec<(&str, SpotKind, Vec<&str>)> {
    spots.iter().map(|s| (s.concept.as_str(), s.kind, s.funds.iter().map(FundId::as_str).collect())).collect()
}

#[test]
fn each_year_has_its_own_number_of_funds() {
    let mut documents = some();
    documents.push(evidence("d.txt", Some("oob"), None, &["robots"]));
    let coverage = coverage(&documents, by(CoverageBy::Year));
    let keys: Vec<_> = coverage.parts.iter().map(|p| (p.key.as_deref(), p.funds_total)).collect();
    assert_eq!(keys, [(Some("2022"), 1), (Some("2023"), 2), (None, 1)]);
    assert_eq!(k_of_n(part(&coverage, Some("2022")), "reading"), (1, 1, vec![]));
    assert_eq!(k_of_n(part(&coverage, Some("2023")), "maths"), (0, 2, vec!["oob"]));
    assert_eq!(k_of_n(part(&coverage, None), "robots"), (1, 1, vec![]));
    // Of ooc a document of 2023 could not be read: nothing read is not nothing found.
    let looked: Vec<_> = part(&coverage, Some("2023"))
        .looked_at
        .iter()
        .map(|l| (l.fund.as_str(), l.documents, l.words, l.documents_unread))
        .collect();
    assert_eq!(looked, [("ooa", 1, 5, 0), ("oob", 1, 5, 0), ("ooc", 0, 0, 1)]);
}

#[test]
fn each_sector_counts_its_own_funds() {
    let documents = some();
    let mut collection = collection(&documents);
    collection.funds[0].sector = Some("metaal".to_owned());
    collection.funds[2].sector = Some("metaal".to_owned());
    let mut builder = CoverageBuilder::new(&collection, by(CoverageBy::Sector));
    documents.iter().for_each(|e| builder.add(e).unwrap());
    let coverage = builder.finish();
    let keys: Vec<_> = coverage.parts.iter().map(|p| (p.key.as_deref(), p.funds_total)).collect();
    assert_eq!(keys, [(Some("metaal"), 1), (None, 1)]);
    assert_eq!(k_of_n(part(&coverage, Some("metaal")), "reading"), (1, 1, vec!["ooa"]));
    assert_eq!(k_of_n(part(&coverage, None), "reading"), (0, 1, vec![]));
    assert!(part(&coverage, None).white_spots.contains(&"reading".into()));
}

fn question(concepts: &[&str], kinds: Option<Kinds>) -> CoverageQuestion {
    let concepts = concepts.iter().map(|c| (*c).into()).collect();
    CoverageQuestion { id: "q".into(), nl: "Wat?".into(), en: "What?".into(), concepts, alone: Vec::new(), kinds }
}

#[test]
fn a_question_is_answered_by_any_of_its_concepts_and_a_passage_counts_once() {
    let asked = question(&["basic", "maths", "away"], None);
    let options = CoverageOptions { questions: vec![asked], ..by(CoverageBy::Question) };
    let documents = [
        evidence("a.txt", Some("ooa"), None, &["lezen en rekenen", "robots"]),
        evidence("b.txt", Some("oob"), None, &["geen rekenen", "robots"]),
    ];
    let coverage = coverage(&documents, options);
    let part = part(&coverage, Some("q"));
    let concepts: Vec<_> = part.concepts.iter().map(|c| c.concept.as_str()).collect();
    assert_eq!(concepts, ["basic", "maths"]);
    let any = part.any.as_ref().unwrap();
    assert_eq!((any.funds_covered, part.funds_total), (1, 2));
    assert_eq!((any.covered_by[0].as_str(), any.negated_by[0].as_str()), ("ooa", "oob"));
    assert_eq!((any.funds[0].rolled_up.mentions, any.funds[0].rolled_up.passages), (2, 1));
    let told = coverage.notices.iter().find(|n| n.code == "question-concept-unknown").unwrap();
    assert_eq!(told.message, "question q: the taxonomy has no concept away");
}

#[test]
fn a_question_is_looked_for_in_its_kinds_of_passages() {
    let cells = question(&["reading", "maths"], Some(Kinds::new([BlockKind::TableCell])));
    let mut passages =
        [passage(1, BlockKind::Paragraph, "veel over lezen"), passage(2, BlockKind::TableCell, "rekenen")];
    of_fund(&mut passages, Some("ooa"));
    let reading =
        Reading { kind: fundscan_model::SourceKind::Html, pages: &[], passages: &passages, found: tag(&passages) };
    let input = DocumentInput { reading: Ok(reading), ..input("a.html", Some("ooa"), None) };
    let options = CoverageOptions { questions: vec![cells], ..by(CoverageBy::Question) };
    let coverage = coverage(&[builder().build(input).unwrap()], options);
    let part = part(&coverage, Some("q"));
    assert_eq!(part.kinds, [BlockKind::TableCell]);
    assert_eq!((k_of_n(part, "reading").0, k_of_n(part, "maths").0, part.looked_at[0].words), (0, 1, 1));
    assert_eq!(who(&coverage, "reading").0, 1, "the coverage itself counts paragraphs too");
}

#[test]
fn white_spots_are_of_kinds() {
    let coverage = coverage(&some(), CoverageOptions::default());
    let expected = [
        ("basic", SpotKind::OnlyOne, vec!["ooa"]),
        ("reading", SpotKind::OnlyOne, vec!["ooa"]),
        ("maths", SpotKind::OnlyNegated, vec!["oob"]),
        ("robots", SpotKind::OnlyNegated, vec!["ooa", "oob"]),
    ];
    assert_eq!(kinds_of_spots(&coverage.spots), expected);
    let looked: Vec<_> = coverage.looked_at.iter().map(|l| (l.fund.as_str(), l.words, l.documents_unread)).collect();
    assert_eq!(looked, [("ooa", 8, 0), ("oob", 5, 0), ("ooc", 0, 1)]);
}

#[test]
fn a_threshold_makes_white_spots_of_what_is_said_too_seldom() {
    let options = CoverageOptions { minimum_passages: 3, ..CoverageOptions::default() };
    let coverage = coverage(&[evidence("a.txt", Some("ooa"), None, &["lezen"])], options);
    let expected = [
        ("basic", SpotKind::TooFew, vec!["ooa"]),
        ("reading", SpotKind::TooFew, vec!["ooa"]),
        ("maths", SpotKind::NotFound, vec![]),
        ("robots", SpotKind::NotFound, vec![]),
    ];
    assert_eq!(kinds_of_spots(&coverage.spots), expected);
    assert_eq!(coverage.white_spots.len(), 4);
}

#[test]
fn one_fund_of_one_is_no_white_spot() {
    let coverage = coverage(&[evidence("a.txt", Some("ooa"), None, &["lezen"])], CoverageOptions::default());
    assert!(coverage.spots.iter().all(|s| s.kind == SpotKind::NotFound), "{:?}", coverage.spots);
}

#[test]
fn only_the_funds_years_and_kinds_of_documents_asked_for_count() {
    let mut documents = some();
    documents[0].document.kind = DocumentKind::Plan;
    documents.push(evidence("los.txt", None, Some(2022), &["robots"]));
    let first = CoverageOptions { years: Some(Years { from: 2021, to: 2022 }), ..CoverageOptions::default() };
    let first = coverage(&documents, first);
    assert_eq!((first.funds_total, who(&first, "reading").1), (1, vec!["ooa"]));
    assert_eq!(first.no_fund.documents, 1);
    assert!(!first.notices.iter().any(|n| n.code == "missing-evidence" || n.code == "documents-failed"));
    let plans = CoverageOptions { document_kinds: vec![DocumentKind::Plan], ..CoverageOptions::default() };
    assert_eq!(coverage(&documents, plans).funds[0].documents, 1);
    let one = CoverageOptions { funds: vec!["oob".into()], ..CoverageOptions::default() };
    let one = coverage(&documents, one);
    assert_eq!((one.funds_total, one.looked_at.len(), one.no_fund.documents), (1, 1, 0));
    assert_eq!(one.filter.funds, ["oob".into()]);
    assert!(one.concepts.iter().all(|c| c.no_fund.is_none()));
}

#[test]
fn evidence_that_is_missing_or_does_not_belong_is_told() {
    let documents = some();
    let collection = collection(&documents);
    let mut some = CoverageBuilder::new(&collection, CoverageOptions::default());
    some.add(&documents[0]).unwrap();
    assert!(matches!(some.add(&documents[0]), Err(EvidenceError::TwiceTheSameDocument { .. })));
    let stranger = evidence("vreemd.txt", None, None, &["robots"]);
    assert!(matches!(some.add(&stranger), Err(EvidenceError::NotInCollection { .. })));
    let mut changed = documents[1].clone();
    changed.source.sha256 = Some("new version".to_owned());
    let error = some.add(&changed).unwrap_err();
    assert!(error.to_string().contains("another version of the document"), "{error}");
    let mut older = documents[1].clone();
    older.taxonomy.meaning = "other".to_owned();
    assert!(matches!(some.add(&older), Err(EvidenceError::OtherTaxonomy { .. })));

    let coverage = some.finish();
    let missing: Vec<_> = coverage.notices.iter().filter(|n| n.code == "missing-evidence").collect();
    assert_eq!(missing.len(), 2);
    assert!(missing[0].message.starts_with("a-2023.txt"), "{}", missing[0].message);
}
