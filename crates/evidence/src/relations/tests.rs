use fundscan_model::BlockKind;

use super::*;
use crate::testing::{SHA, builder, evidence, funds, input, passage, revisions, tag, taxonomy};
use crate::{
    Collection, CollectionBuilder, DocumentFiles, DocumentInput, Evidence, Kinds, Reading, StoredPassage,
    StoredPassages,
};

/// A document with these passages of these kinds.
fn document(path: &str, passages: Vec<StoredPassage>) -> (Evidence, StoredPassages) {
    let reading =
        Reading { kind: fundscan_model::SourceKind::Text, pages: &[], passages: &passages, found: tag(&passages) };
    let built = builder().build(DocumentInput { reading: Ok(reading), ..input(path, Some("ooa"), None) }).unwrap();
    (built, StoredPassages::new(path, SHA, revisions(), passages))
}

fn paragraphs(path: &str, texts: &[&str]) -> (Evidence, StoredPassages) {
    document(path, texts.iter().zip(1..).map(|(t, n)| passage(n, BlockKind::Paragraph, t)).collect())
}

fn collection(documents: &[(Evidence, StoredPassages)]) -> Collection {
    let mut collection = CollectionBuilder::new("t", taxonomy(), revisions(), Kinds::default(), funds());
    documents.iter().for_each(|(e, _)| collection.add(e, DocumentFiles::default()).unwrap());
    collection.finish()
}

fn relate(documents: &[(Evidence, StoredPassages)], options: RelationOptions) -> Relations {
    let collection = collection(documents);
    let mut counted = RelationsBuilder::new(&collection, options).unwrap();
    let reader = counted.reader();
    for (evidence, passages) in documents {
        counted.add(&reader.read(evidence, passages).unwrap());
    }
    let mut ranked = counted.rank();
    for (evidence, passages) in documents {
        let document = reader.read(evidence, passages).unwrap();
        ranked.illustrate(&document, evidence, passages);
    }
    ranked.finish()
}

fn pair<'r>(relations: &'r Relations, first: &str, second: &str) -> Option<&'r Relation> {
    relations.pairs.iter().find(|p| p.first == first && p.second == second)
}

/// 100 passages: 20 of reading, 10 of robots, 8 of both among them.
fn hundred() -> (Evidence, StoredPassages) {
    let text = |n| match n {
        0..8 => "lezen over robots",
        8..20 => "veel lezen",
        20..22 => "robots",
        _ => "het weer",
    };
    paragraphs("a.txt", &(0..100).map(text).collect::<Vec<_>>())
}

#[test]
fn pairs_are_counted_and_measured_against_all_passages() {
    let relations = relate(&[hundred()], RelationOptions::default());
    assert_eq!((relations.units, relations.units_with_any, relations.documents), (100, 22, 1));
    let found = pair(&relations, "reading", "robots").unwrap();
    assert_eq!((found.first_units, found.second_units, found.count, found.same_words), (20, 10, 8, 0));
    // 20 x 10 / 100; log2(8 / 2); that as a share of log2(100 / 8); (8 x 78 - 12 x 2) / sqrt(20 x 80 x 10 x 90).
    assert_eq!((found.expected, found.pmi, found.normalised_pmi, found.phi), (2.0, Some(2.0), Some(0.549), Some(0.5)));
    // 2 (8 ln 8/2 + 12 ln 12/18 + 2 ln 2/8 + 78 ln 78/72)
    assert_eq!(found.g2, Some(19.39));
}

#[test]
fn a_narrower_concept_counts_for_its_parent_which_is_no_pair_with_it_unless_asked() {
    let relations = relate(&[hundred()], RelationOptions::default());
    assert_eq!(pair(&relations, "basic", "robots").unwrap().count, 8);
    assert!(pair(&relations, "basic", "reading").is_none());
    let basic = relations.matrix.as_ref().unwrap();
    assert_eq!(basic.of, ["basic", "reading", "robots"]);
    assert_eq!(basic.counts[0], [Some(20), None, Some(8)]);
    let asked = relate(&[hundred()], RelationOptions { family: true, ..RelationOptions::default() });
    assert_eq!(pair(&asked, "basic", "reading").unwrap().count, 20);
}

#[test]
fn the_matrix_is_symmetric_with_the_numbers_of_the_list() {
    let relations = relate(&[hundred()], RelationOptions::default());
    let matrix = relations.matrix.as_ref().unwrap();
    for row in 0..3 {
        for column in 0..3 {
            assert_eq!(matrix.counts[row][column], matrix.counts[column][row]);
            assert_eq!(matrix.g2[row][column], matrix.g2[column][row]);
        }
    }
    assert_eq!((matrix.counts[2][2], matrix.g2[2][2]), (Some(10), None));
    assert_eq!((matrix.counts[1][2], matrix.g2[1][2], matrix.phi[1][2]), (Some(8), Some(19.39), Some(0.5)));
}

#[test]
fn only_what_is_affirmed_counts_unless_asked() {
    let documents = [paragraphs("a.txt", &["lezen en geen robots", "lezen en robots"])];
    assert_eq!(pair(&relate(&documents, RelationOptions::default()), "reading", "robots").unwrap().count, 1);
    let all = relate(&documents, RelationOptions { negated: true, ..RelationOptions::default() });
    assert_eq!(pair(&all, "reading", "robots").unwrap().count, 2);
}

#[test]
fn a_pair_below_the_minimum_has_a_count_and_no_measures() {
    let relations = relate(&[hundred()], RelationOptions { minimum: 9, ..RelationOptions::default() });
    let found = pair(&relations, "reading", "robots").unwrap();
    assert_eq!((found.count, found.expected), (8, 2.0));
    assert_eq!((found.g2, found.pmi, found.normalised_pmi, found.phi), (None, None, None, None));
    assert_eq!(relations.matrix.unwrap().g2[1][2], None);
}

#[test]
fn two_that_keep_apart_although_chance_would_bring_them_together_are_shown() {
    let texts: Vec<&str> = (0..40).map(|n| if n % 2 == 0 { "lezen" } else { "robots" }).collect();
    let relations = relate(&[paragraphs("a.txt", &texts)], RelationOptions::default());
    let found = pair(&relations, "reading", "robots").unwrap();
    assert_eq!((found.count, found.expected, found.pmi), (0, 10.0, None));
    assert_eq!((found.normalised_pmi, found.phi), (Some(-1.0), Some(-1.0)));
    assert!(found.g2.unwrap() < -50.0, "{found:?}");
    assert!(pair(&relations, "maths", "robots").is_none(), "maths was never found");
}

/// Sections A and B, headings between, B twice.
fn sections() -> (Evidence, StoredPassages) {
    let in_section = |number, kind, text, section: &str| {
        let mut passage = passage(number, kind, text);
        passage.section = vec![section.to_owned()];
        passage
    };
    let (head, body) = (BlockKind::Heading, BlockKind::Paragraph);
    document(
        "s.txt",
        vec![
            in_section(1, body, "veel lezen", "A"),
            in_section(2, body, "over het weer", "A"),
            in_section(3, body, "robots", "A"),
            in_section(4, body, "lezen", "B"),
            in_section(5, head, "B", "B"),
            in_section(6, body, "robots", "B"),
        ],
    )
}

#[test]
fn sections_end_at_a_heading_and_documents_at_their_end() {
    let count = |within| {
        let relations = relate(&[sections()], RelationOptions { within, ..RelationOptions::default() });
        (relations.units, pair(&relations, "reading", "robots").map_or(0, |p| p.count))
    };
    assert_eq!(count(Within::Passage), (5, 0));
    assert_eq!(count(Within::Section), (3, 1));
    assert_eq!(count(Within::Document), (1, 1));
}

#[test]
fn quotes_are_the_passage_with_both_or_the_two_that_are_nearest() {
    let options = |within| RelationOptions { within, quotes: 3, ..RelationOptions::default() };
    let relations = relate(&[sections()], options(Within::Document));
    let quote = &pair(&relations, "reading", "robots").unwrap().quotes[0];
    let texts: Vec<&str> = quote.passages.iter().map(|p| p.text.as_str()).collect();
    assert_eq!((quote.document.as_str(), texts), ("s.txt", vec!["robots", "lezen"]));

    let documents = [
        paragraphs("a.txt", &["lezen met robots", "lezen zonder robots", "lezen met robots"]),
        paragraphs("b.txt", &["robots lezen"]),
    ];
    let relations = relate(&documents, options(Within::Passage));
    let quotes = &pair(&relations, "reading", "robots").unwrap().quotes;
    let shown: Vec<_> = quotes.iter().map(|q| (q.document.as_str(), q.passages[0].text.as_str())).collect();
    // One of each document first; the same words once.
    let expected = [("a.txt", "lezen met robots"), ("b.txt", "robots lezen"), ("a.txt", "lezen zonder robots")];
    assert_eq!(shown, expected);
}

#[test]
fn one_concept_has_its_company_and_no_matrix() {
    let concept = Some("robots".into());
    let relations = relate(&[hundred()], RelationOptions { concept, ..RelationOptions::default() });
    let shown: Vec<_> = relations.pairs.iter().map(|p| (p.first.as_str(), p.second.as_str(), p.first_units)).collect();
    assert_eq!(shown, [("robots", "basic", 10), ("robots", "reading", 10)]);
    assert_eq!(relations.matrix, None);
    let collection = collection(&[]);
    let unknown = RelationOptions { concept: Some("rbots".into()), ..RelationOptions::default() };
    assert!(RelationsBuilder::new(&collection, unknown).is_err());
}

#[test]
fn passages_that_are_not_those_of_the_evidence_are_refused() {
    let (found, _) = paragraphs("a.txt", &["lezen en robots"]);
    let (_, other) = paragraphs("a.txt", &["iets anders"]);
    let documents = [hundred()];
    let collection = collection(&documents);
    let reader = RelationsBuilder::new(&collection, RelationOptions::default()).unwrap().reader();
    assert!(reader.read(&found, &other).is_err());
    let mut older = evidence("a.txt", None, None, &["lezen"]);
    older.taxonomy.meaning = "other".to_owned();
    assert!(reader.read(&older, &other).is_err());
}
