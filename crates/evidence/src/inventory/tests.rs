use fundscan_model::{BlockKind, Cell, SourceKind, Status};
use fundscan_taxonomy::{FundRegister, Questions};

use super::*;
use crate::testing::{builder, evidence, funds, input, passage, revisions, tag, taxonomy};
use crate::{
    Collection, CollectionBuilder, DocumentFiles, DocumentInput, Evidence, EvidenceError, Kinds, Reading,
    StoredPassage, StoredPassages, attribute_passages,
};

const QUESTIONS: &str = r#"
    id = "eigen"
    version = "1"
    [groups]
    aanbod = "Aanbod"
    [[question]]
    id = "basis"
    group = "aanbod"
    label = { nl = "Basis", en = "Basics" }
    source = "1.2"
    concepts = ["basic"]
    [[question]]
    id = "alleen"
    group = "aanbod"
    label = { nl = "Alleen als geheel", en = "As a whole" }
    alone = ["basic"]
    concepts = ["robots"]
    heads = ["proef", "proev*"]
    kinds = ["list-item", "table-cell"]
"#;

fn questions() -> Questions {
    Questions::parse(QUESTIONS, &["basic", "reading", "maths", "robots"]).unwrap().0
}

fn register() -> FundRegister {
    let fund = |id: &str| format!("[[fund]]\nid = \"{id}\"\nname = \"{}\"\n", id.to_uppercase());
    FundRegister::parse(&["ooa", "oob", "ooc"].map(fund).concat()).unwrap().0
}

/// A document with these passages, each a kind, the place in a table and a text.
fn document(path: &str, fund: Option<&str>, year: u16, parts: &[(BlockKind, Option<Cell>, &str)]) -> Document {
    let of = input(path, fund, Some(year));
    let sha = of.source.sha256.clone().unwrap();
    let mut passages: Vec<StoredPassage> = (1..)
        .zip(parts)
        .map(|(number, (kind, cell, text))| {
            let mut passage = passage(number, *kind, text);
            passage.id = crate::passage_id(&sha, number, text);
            passage.cell = *cell;
            passage
        })
        .collect();
    attribute_passages(&mut passages, fund.map(Into::into).as_ref(), &register());
    let found = tag(&passages);
    let reading = Reading { kind: SourceKind::Html, pages: &[], passages: &passages, found };
    let evidence = builder().build(DocumentInput { reading: Ok(reading), ..of }).unwrap();
    let stored = StoredPassages::new(path, &sha, revisions(), passages);
    Document { evidence, stored }
}

#[derive(Clone)]
struct Document {
    evidence: Evidence,
    stored: StoredPassages,
}

fn items(path: &str, fund: Option<&str>, year: u16, texts: &[&str]) -> Document {
    let parts: Vec<_> = texts.iter().map(|text| (BlockKind::ListItem, None, *text)).collect();
    document(path, fund, year, &parts)
}

fn collection(documents: &[Document]) -> Collection {
    let mut builder = CollectionBuilder::new("t", taxonomy(), revisions(), Kinds::default(), funds());
    documents.iter().for_each(|d| builder.add(&d.evidence, DocumentFiles::default()).unwrap());
    builder.finish()
}

fn inventory_of(documents: &[Document], options: InventoryOptions) -> Inventory {
    let (collection, questions) = (collection(documents), questions());
    let mut builder = InventoryBuilder::new("t", &collection, &questions, options);
    documents.iter().for_each(|d| builder.add(&d.evidence, Some(&d.stored)).unwrap());
    builder.finish()
}

fn inventory(documents: &[Document]) -> Inventory {
    inventory_of(documents, InventoryOptions::default())
}

fn row<'a>(inventory: &'a Inventory, question: &str, fund: &str) -> &'a InventoryRow {
    let question = inventory.questions.iter().find(|q| q.question == question).unwrap();
    question.rows.iter().find(|r| r.fund.as_ref().is_some_and(|f| f.as_str() == fund)).unwrap()
}

fn texts(quotes: &[InventoryQuote]) -> Vec<&str> {
    quotes.iter().map(|q| q.text.as_str()).collect()
}

#[test]
fn a_row_for_each_fund_of_the_register_with_the_whole_passage() {
    let inventory = inventory(&[items("a.md", Some("ooa"), 2023, &["Een cursus lezen en rekenen voor iedereen"])]);
    let question = &inventory.questions[0];
    let funds: Vec<&str> = question.rows.iter().map(|r| r.fund.as_ref().unwrap().as_str()).collect();
    assert_eq!(funds, ["ooa", "oob", "ooc"]);
    let quote = &question.rows[0].answers[0];
    // One passage with two concepts is one answer.
    assert_eq!((question.rows[0].answers_total, quote.place.mentions.len()), (1, 2));
    assert_eq!(quote.concepts, ["reading".into(), "maths".into()]);
    assert_eq!(quote.text, "Een cursus lezen en rekenen voor iedereen");
    assert_eq!((quote.fund_by, quote.place.years.unwrap().from), (FundBy::Document, 2023));
    assert_eq!((question.funds_answered, inventory.funds_total), (1, 1));
    assert_eq!(question.rows[1].answers, []);
    assert_eq!(inventory.funds[1].documents, 0, "nothing was read of it");
}

#[test]
fn what_is_negated_is_no_answer_and_stands_apart() {
    let inventory = inventory(&[items("a.md", Some("ooa"), 2023, &["Er is geen lezen", "geen lezen maar rekenen"])]);
    let row = row(&inventory, "basis", "ooa");
    assert_eq!(texts(&row.answers), ["geen lezen maar rekenen"]);
    assert_eq!(
        (&row.answers[0].concepts[..], &row.answers[0].denies[..]),
        (&["maths".into()][..], &["reading".into()][..])
    );
    // It does not stand apart once more.
    assert_eq!((row.negated_total, texts(&row.negated)), (1, vec!["Er is geen lezen"]));
    assert_eq!((row.negated[0].status, &row.negated[0].denies), (Status::Negated, &Vec::new()));
    let only = inventory_of(&[items("a.md", Some("ooa"), 2023, &["Er is geen lezen"])], InventoryOptions::default());
    assert_eq!((only.questions[0].funds_answered, only.funds_total), (0, 1));
}

#[test]
fn a_concept_answers_with_its_narrower_ones_or_alone_and_in_the_kinds_asked_for() {
    let parts = [
        (BlockKind::ListItem, None, "basisvaardigheden"),
        (BlockKind::ListItem, None, "lezen"),
        (BlockKind::ListItem, None, "robots in de hal"),
        (BlockKind::Paragraph, None, "robots in de zaal"),
        (BlockKind::Footnote, None, "over rekenen"),
    ];
    let inventory = inventory(&[document("a.md", Some("ooa"), 2023, &parts)]);
    assert_eq!(texts(&row(&inventory, "alleen", "ooa").answers), ["robots in de hal", "basisvaardigheden"]);
    assert_eq!(texts(&row(&inventory, "basis", "ooa").answers), ["basisvaardigheden", "lezen"]);
}

#[test]
fn the_same_text_of_a_fund_stands_once_with_all_its_places() {
    let long = "Met deze cursus leren volwassen werknemers van onze bedrijven in een jaar beter lezen en schrijven";
    let documents = [
        items("a.md", Some("ooa"), 2022, &["Lezen: hulp bij lezen", long]),
        items("b.md", Some("ooa"), 2023, &["lezen – hulp bij lezen!", &long.replace("volwassen", "alle")]),
        items("c.md", Some("oob"), 2023, &[long]),
    ];
    let inventory = inventory(&documents);
    let row_a = row(&inventory, "basis", "ooa");
    assert_eq!(row_a.answers_total, 2);
    let first = row_a.answers.iter().find(|q| q.text == long).unwrap();
    assert_eq!((first.place.document.as_str(), first.also[0].document.as_str()), ("a.md", "b.md"));
    assert_eq!((first.also_total, first.also[0].years.unwrap().from), (1, 2023));
    assert_eq!(row(&inventory, "basis", "oob").answers[0].also_total, 0, "another fund's words are its own");
}

#[test]
fn the_fund_of_the_row_answers_and_the_head_of_the_table_does_not() {
    let cell = |row, column, head| Some(Cell { table: 1, row, column, head });
    let table = BlockKind::TableCell;
    let parts = [
        (table, cell(1, 1, true), "Fonds"),
        (table, cell(1, 2, true), "Wat doet het aan lezen?"),
        (table, cell(2, 1, false), "OOA"),
        (table, cell(2, 2, false), "Cursus lezen voor starters"),
        (table, cell(3, 1, false), "OOB"),
        (table, cell(3, 2, false), "-"),
        (BlockKind::Paragraph, None, "Over lezen is veel te zeggen."),
    ];
    let inventory = inventory(&[document("tabel.html", None, 2023, &parts)]);
    let answer = &row(&inventory, "basis", "ooa").answers[0];
    assert_eq!((answer.text.as_str(), answer.fund_by), ("Cursus lezen voor starters", FundBy::TableRow));
    assert_eq!(row(&inventory, "basis", "oob").answers_total, 0);
    let last = inventory.questions[0].rows.last().unwrap();
    assert_eq!((last.fund.clone(), texts(&last.answers)), (None, vec!["Over lezen is veel te zeggen."]));
    let read: Vec<u64> = inventory.funds.iter().map(|f| f.documents).collect();
    assert_eq!((read, inventory.funds_total), (vec![1, 1, 0], 2), "oob was read, and says nothing");
}

#[test]
fn what_stands_under_a_head_that_asks_answers_whatever_its_words() {
    let cell = |row, column, head| Some(Cell { table: 1, row, column, head });
    let table = BlockKind::TableCell;
    let parts = [
        (table, cell(1, 1, true), "Fonds"),
        (table, cell(1, 2, true), "Proeven in 2023"),
        (table, cell(1, 3, true), "Kosten van alles"),
        (table, cell(2, 1, false), "OOA"),
        (table, cell(2, 2, false), "Werkplaats Noord"),
        (table, cell(2, 2, false), "met robots aan de slag"),
        (table, cell(2, 3, false), "twee ton"),
        (table, cell(3, 1, false), "OOB"),
        (table, cell(3, 2, false), "nog geen"),
        (table, cell(3, 3, false), "n.v.t."),
    ];
    let inventory = inventory(&[document("tabel.html", None, 2023, &parts)]);
    let answers = &row(&inventory, "alleen", "ooa").answers;
    assert_eq!(texts(answers), ["met robots aan de slag", "Werkplaats Noord"]);
    assert!(answers.iter().all(|a| a.head.as_deref() == Some("Proeven in 2023")), "{answers:?}");
    assert_eq!(
        (answers[1].concepts.len(), answers[1].place.mentions.len(), answers[1].fund_by),
        (0, 0, FundBy::TableRow)
    );
    assert_eq!(row(&inventory, "alleen", "oob").answers_total, 0, "that nothing was done is no answer");
}

#[test]
fn an_unmarked_first_row_is_a_head_and_a_heading_heads_its_list() {
    let cell = |row, column| Some(Cell { table: 1, row, column, head: false });
    let table = BlockKind::TableCell;
    let parts = [
        (table, cell(1, 1), "Fonds"),
        (table, cell(1, 2), "Proef"),
        (table, cell(2, 1), "OOA"),
        (table, cell(2, 2), "Werkplaats Noord"),
        (table, cell(3, 1), "OOB"),
        (table, cell(3, 2), "Werkplaats Zuid"),
    ];
    let one = inventory(&[document("tabel.html", None, 2023, &parts)]);
    assert_eq!(texts(&row(&one, "alleen", "ooa").answers), ["Werkplaats Noord"]);
    assert_eq!(texts(&row(&one, "alleen", "oob").answers), ["Werkplaats Zuid"]);
    let last = one.questions[1].rows.last().unwrap();
    assert!(last.fund.is_some(), "the head itself is nobody's answer: {last:?}");

    let mut list = items("lijst.md", Some("ooa"), 2023, &["Werkplaats Oost"]);
    assert_eq!(row(&inventory(&[list.clone()]), "alleen", "ooa").answers_total, 0);
    let (path, sha) = (list.stored.head().path.clone(), list.stored.head().sha256.clone());
    let mut passages = list.stored.passages().to_vec();
    passages[0].section = vec!["Plannen".to_owned(), "Onze proeven".to_owned()];
    list.stored = StoredPassages::new(&path, &sha, revisions(), passages);
    let answers = inventory(&[list]);
    assert_eq!(row(&answers, "alleen", "ooa").answers[0].head.as_deref(), Some("Onze proeven"));
}

#[test]
fn what_a_person_decided_is_seen_and_what_they_rejected_is_not() {
    let decision = |action, reason: &str| crate::MentionDecision {
        action,
        reason: reason.to_owned(),
        by: None,
        on: None,
        file: "decisions.toml".to_owned(),
        line: 1,
    };
    let mut document = items("a.md", Some("ooa"), 2023, &["hulp bij lezen", "hulp bij rekenen", "avond over lezen"]);
    document.evidence.mentions[0].decision = Some(decision(crate::Action::Add, "stands in the caption"));
    let mut rejected = document.evidence.mentions.remove(1);
    rejected.decision = Some(decision(crate::Action::Reject, "a nickname"));
    document.evidence.rejected.push(rejected);
    let inventory = inventory(&[document]);
    let answers = &row(&inventory, "basis", "ooa").answers;
    assert_eq!(texts(answers), ["hulp bij lezen", "avond over lezen"]);
    assert_eq!(answers[0].decision.as_ref().unwrap().reason, "stands in the caption");
    assert!(answers[1].decision.is_none());
    assert_eq!((inventory.by_hand.rejected, inventory.by_hand.added), (1, 1));
    assert_eq!(inventory.notices[0].message, "1 mention rejected by hand, 1 mention added by hand");
}

#[test]
fn the_best_answers_come_first() {
    let cell = |row, column| Some(Cell { table: 1, row, column, head: false });
    let long = "lezen ".repeat(50);
    let parts = [
        (BlockKind::Paragraph, None, "Wie wil, leert er lezen en rekenen."),
        (BlockKind::ListItem, None, long.trim()),
        (BlockKind::ListItem, None, "hulp bij het lezen"),
        (BlockKind::ListItem, None, "hulp bij lezen en rekenen"),
        (BlockKind::TableCell, cell(1, 1), "OOA"),
        (BlockKind::TableCell, cell(1, 2), "cursus in het lezen"),
        (BlockKind::TableCell, cell(2, 1), "OOB"),
        (BlockKind::TableCell, cell(2, 2), "-"),
    ];
    let documents =
        [document("a.md", Some("ooa"), 2022, &parts), items("b.md", Some("ooa"), 2024, &["avonden over lezen"])];
    let quotes = inventory(&documents);
    let answers = texts(&row(&quotes, "basis", "ooa").answers);
    let expected =
        ["cursus in het lezen", "hulp bij lezen en rekenen", "avonden over lezen", "hulp bij het lezen", long.trim()];
    assert_eq!(answers[..5], expected);
    assert_eq!(answers[5], "Wie wil, leert er lezen en rekenen.");
    let two = inventory_of(&documents, InventoryOptions { max: Some(2), ..InventoryOptions::default() });
    let row = row(&two, "basis", "ooa");
    assert_eq!((texts(&row.answers), row.answers_total), (expected[..2].to_vec(), 6));
}

#[test]
fn years_and_kinds_narrow_it() {
    let parts = [(BlockKind::Paragraph, None, "Wij leren lezen."), (BlockKind::ListItem, None, "rekenen in groepen")];
    let documents =
        [document("a.md", Some("ooa"), 2022, &parts), items("b.md", Some("oob"), 2023, &["rekenen met robots"])];
    let options = InventoryOptions { years: Some(Years { from: 2023, to: 2024 }), ..InventoryOptions::default() };
    let later = inventory_of(&documents, options);
    assert_eq!((later.questions[0].funds_answered, later.funds_total), (1, 1));
    assert_eq!(row(&later, "basis", "ooa").answers_total, 0);
    let options = InventoryOptions { kinds: Some(Kinds::new([BlockKind::Paragraph])), ..InventoryOptions::default() };
    let sentences = inventory_of(&documents, options);
    assert_eq!(texts(&row(&sentences, "basis", "ooa").answers), ["Wij leren lezen."]);
    assert_eq!(sentences.questions[1].kinds, []);
}

#[test]
fn a_long_passage_is_quoted_around_what_was_found() {
    let long = format!("{} lezen {}", "woord ".repeat(300), "einde ".repeat(300));
    let inventory = inventory(&[items("a.md", Some("ooa"), 2023, &[long.trim()])]);
    let text = &row(&inventory, "basis", "ooa").answers[0].text;
    assert!(text.chars().count() <= 604 && text.contains(" lezen "), "{text}");
    assert!(text.starts_with('…') && text.ends_with('…'), "{text}");
}

#[test]
fn too_many_answers_are_counted_and_the_best_kept() {
    let texts: Vec<String> = (0..3000).map(|n| format!("lezen les {n}")).collect();
    let refs: Vec<&str> = texts.iter().map(String::as_str).collect();
    let inventory = inventory(&[items("a.md", Some("ooa"), 2023, &refs)]);
    let row = row(&inventory, "basis", "ooa");
    assert_eq!(row.answers_total, 3000);
    assert!(row.answers.len() < 2000, "{}", row.answers.len());
    assert_eq!(row.answers[0].text, "lezen les 0");
    assert!(inventory.notices.iter().any(|n| n.code == "many-answers"));
}

#[test]
fn without_passages_the_words_around_are_quoted_and_that_is_told() {
    let documents = [items("a.md", Some("ooa"), 2023, &["Een les lezen voor iedereen"])];
    let (collection, questions) = (collection(&documents), questions());
    let mut builder = InventoryBuilder::new("t", &collection, &questions, InventoryOptions::default());
    assert!(builder.quotes(&documents[0].evidence));
    builder.add(&documents[0].evidence, None).unwrap();
    let inventory = builder.finish();
    assert_eq!(row(&inventory, "basis", "ooa").answers[0].text, "Een les lezen voor iedereen");
    assert_eq!(inventory.notices[0].code, "missing-passages");
}

#[test]
fn evidence_that_is_missing_or_does_not_belong_is_told() {
    let documents = [items("a.md", Some("ooa"), 2023, &["lezen"]), items("b.md", Some("oob"), 2023, &["rekenen"])];
    let (collection, questions) = (collection(&documents), questions());
    let mut builder = InventoryBuilder::new("t", &collection, &questions, InventoryOptions::default());
    let error = builder.add(&documents[0].evidence, Some(&documents[1].stored)).unwrap_err();
    assert!(error.to_string().contains("the passages are of b.md"), "{error}");
    let stranger = evidence("vreemd.txt", None, None, &["lezen"]);
    assert!(matches!(builder.add(&stranger, None), Err(EvidenceError::NotInCollection { .. })));
    let notices = builder.finish().notices;
    assert!(notices.iter().any(|n| n.code == "missing-evidence" && n.message.starts_with("b.md")), "{notices:?}");
}

#[test]
fn an_inventory_is_what_its_schema_says_and_is_read_as_it_was_written() {
    let long = "Met deze cursus leren volwassen werknemers van onze bedrijven in een jaar beter lezen en schrijven";
    let documents = [items("a.md", Some("ooa"), 2022, &[long, "geen lezen"]), items("b.md", None, 2023, &[long, long])];
    let inventory = inventory(&documents);
    let json = inventory.to_json().unwrap();
    let schema = crate::schema("inventory").unwrap();
    let value: serde_json::Value = serde_json::from_slice(&json).unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let faults: Vec<String> = validator.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert_eq!(faults, Vec::<String>::new());
    assert_eq!(Inventory::from_json(&json).unwrap(), inventory);
}
