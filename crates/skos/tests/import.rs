//! Vocabularies as they come, and what becomes of them.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use fundscan_skos::{ImportOptions, Imported, MainLanguage, Source, import};
use fundscan_taxonomy::{Concept, Severity, Taxonomy};

const TURTLE: &str = include_str!("data/trades.ttl");
const RDF_XML: &str = include_str!("data/trades.rdf");
const JSON_LD: &str = include_str!("data/trades.jsonld");
const TOML: &str = include_str!("data/trades.toml");
const SKILLS: &str = include_str!("data/skills_nl.csv");
const HIERARCHY: &str = include_str!("data/hierarchy_nl.csv");
const RELATIONS: &str = include_str!("data/relations.csv");

const PREFIXES: &str = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix t: <http://example.org/> .\n";

#[track_caller]
fn imported(files: &[(&str, &str)]) -> Imported {
    let sources: Vec<Source<'_>> = files.iter().map(|(name, text)| Source { name, bytes: text.as_bytes() }).collect();
    let imported = import(&sources, &ImportOptions::default()).unwrap();
    let errors: Vec<_> =
        Taxonomy::check(&imported.text).into_iter().filter(|f| f.severity == Severity::Error).collect();
    assert!(imported.is_usable && errors.is_empty(), "{errors:?}\n{}", imported.text);
    imported
}

/// Turtle with the usual prefixes.
#[track_caller]
fn turtle(text: &str) -> Imported {
    imported(&[("x.ttl", &format!("{PREFIXES}{text}"))])
}

fn refused(name: &str, text: impl AsRef<[u8]>) -> String {
    let source = Source { name, bytes: text.as_ref() };
    import(&[source], &ImportOptions::default()).map_or_else(|e| e.to_string(), |i| panic!("taken: {}", i.text))
}

#[track_caller]
fn notes(imported: &Imported, part: &str) {
    assert!(imported.notices.iter().any(|n| n.contains(part)), "nothing about {part:?} in {:#?}", imported.notices);
}

fn terms(concept: &Concept) -> Vec<&str> {
    concept.terms().iter().map(|t| t.text()).collect()
}

#[test]
fn a_vocabulary_is_the_same_in_every_syntax() {
    let rest = |text: &str| text.split_once('\n').unwrap().1.to_owned();
    let turtle = imported(&[("trades.ttl", TURTLE)]);
    assert_eq!(turtle.text, TOML);
    assert_eq!(turtle.concepts, 4);
    for (name, text) in [("trades.rdf", RDF_XML), ("trades.jsonld", JSON_LD)] {
        let other = imported(&[(name, text)]);
        assert_eq!(rest(&other.text), rest(TOML), "{name}");
        assert_eq!(other.notices, turtle.notices, "{name}");
    }
}

#[test]
fn what_has_no_place_in_a_taxonomy_is_told() {
    let imported = imported(&[("trades.ttl", TURTLE)]);
    notes(&imported, "1 concept with several parents; the first one named was taken: robotlassen below lassen");
    notes(&imported, "1 text in another language than nl or en; left out: de");
    notes(&imported, "1 link left out: a taxonomy has no place for it: skos:related");
    notes(&imported, "1 label with a qualifier in parentheses, which was taken off");
    assert_eq!(imported.notices.len(), 4, "{:#?}", imported.notices);
}

#[test]
fn a_cycle_is_broken_and_named() {
    let imported = turtle(
        "t:a a skos:Concept; skos:prefLabel \"aa aa\"@nl; skos:broader t:b .
         t:b a skos:Concept; skos:prefLabel \"bb bb\"@nl; skos:broader t:c .
         t:c a skos:Concept; skos:prefLabel \"cc cc\"@nl; skos:broader t:a .
         t:d a skos:Concept; skos:prefLabel \"dd dd\"@nl; skos:broader t:d, t:a .",
    );
    notes(
        &imported,
        "2 parents left out because it would make a concept broader than itself: aa-aa above cc-cc; dd-dd above dd-dd",
    );
    let (taxonomy, _) = Taxonomy::parse(&imported.text).unwrap();
    let broader: Vec<Option<&str>> = taxonomy.concepts().iter().map(|c| c.broader().map(|b| b.as_str())).collect();
    assert_eq!(broader, [Some("bb-bb"), Some("cc-cc"), None, Some("aa-aa")]);
}

#[test]
fn a_concept_without_iri_is_taken_and_one_without_label_is_passed_over() {
    let imported = turtle(
        "[] a skos:Concept; skos:prefLabel \"zonder naam\"@nl; skos:broader t:nolabel .
         t:nolabel a skos:Concept; skos:prefLabel \"sans titre\"@fr; skos:broader t:top .
         t:top a skos:Concept; skos:prefLabel \"bovenste\"@nl .
         t:list a skos:Collection; skos:prefLabel \"een lijst\"@nl .",
    );
    notes(&imported, "1 concept without an IRI (a blank node)");
    notes(&imported, "1 concept without a label in nl or en; left out: http://example.org/nolabel");
    notes(&imported, "1 parent that no file labels");
    notes(&imported, "1 collection left out");
    let (taxonomy, _) = Taxonomy::parse(&imported.text).unwrap();
    let concept = taxonomy.concept("zonder-naam").unwrap();
    assert_eq!(concept.broader().map(|b| b.as_str()), Some("bovenste"));
    assert!(concept.exact_match().is_empty());
    assert_eq!(taxonomy.concepts().len(), 2);
}

#[test]
fn each_concept_scheme_is_a_group() {
    let imported = turtle(
        "t:s1 a skos:ConceptScheme; skos:prefLabel \"Vakken\"@nl .
         t:a a skos:Concept; skos:prefLabel \"aa aa\"@nl; skos:inScheme t:s1 .
         t:b a skos:Concept; skos:prefLabel \"bb bb\"@nl; skos:broader t:a .
         t:c a skos:Concept; skos:prefLabel \"cc cc\"@nl; skos:inScheme t:s2, t:s1 .
         t:d a skos:Concept; skos:prefLabel \"dd dd\"@nl .",
    );
    let (taxonomy, _) = Taxonomy::parse(&imported.text).unwrap();
    let groups: Vec<(&str, &str)> = taxonomy.groups().iter().map(|g| (g.id(), g.label().nl())).collect();
    assert_eq!(groups, [("vakken", "Vakken"), ("s2", "s2"), ("other", "Overige")]);
    let of: Vec<&str> = taxonomy.concepts().iter().map(Concept::group).collect();
    assert_eq!(of, ["vakken", "vakken", "s2", "other"]);
    notes(&imported, "1 concept in several concept schemes");
}

#[test]
fn labels_that_are_things_of_their_own_are_labels_too() {
    let imported = turtle(
        "@prefix xl: <http://www.w3.org/2008/05/skos-xl#> .
         t:a a skos:Concept; xl:prefLabel t:l1; xl:altLabel [ xl:literalForm \"ander woord\"@nl ] .
         t:l1 xl:literalForm \"eerste woord\"@nl .",
    );
    let (taxonomy, _) = Taxonomy::parse(&imported.text).unwrap();
    assert_eq!(terms(taxonomy.concept("eerste-woord").unwrap()), ["eerste woord{n}", "ander woord{n}"]);
}

#[test]
fn the_language_is_that_of_most_labels_or_the_one_that_is_asked_for() {
    let text = format!(
        "{PREFIXES}t:a a skos:Concept; skos:prefLabel \"first thing\"@en, \"eerste ding\"@nl .
         t:b a skos:Concept; skos:prefLabel \"second thing\"@en; skos:altLabel \"plain words\" ."
    );
    let found = imported(&[("x.ttl", &text)]);
    assert!(found.text.contains("language = \"en\"") && found.text.contains("id = \"first-thing\""), "{}", found.text);
    let options = ImportOptions { language: Some(MainLanguage::Nl), id: Some("mijn".to_owned()) };
    let asked = import(&[Source { name: "x.ttl", bytes: text.as_bytes() }], &options).unwrap();
    let (taxonomy, _) = Taxonomy::parse(&asked.text).unwrap();
    assert_eq!(taxonomy.id(), "mijn");
    assert!(taxonomy.concept("eerste-ding").is_some());
    let second = taxonomy.concept("second-thing").unwrap();
    assert_eq!(second.label().nl(), "second thing");
    let words: Vec<(String, &str)> = second.terms().iter().map(|t| (t.language().to_string(), t.text())).collect();
    assert_eq!(words, [("nl".to_owned(), "plain words"), ("en".to_owned(), "second thing{n}")]);
    notes(&asked, "1 concept without a label in the language of the taxonomy");
}

#[test]
fn the_tables_of_esco_make_one_taxonomy() {
    let all = [("dir/skills_nl.csv", SKILLS), ("hierarchy_nl.csv", HIERARCHY), ("relations.csv", RELATIONS)];
    let imported = imported(&all);
    let (taxonomy, _) = Taxonomy::parse(&imported.text).unwrap();
    let told: Vec<(&str, Option<&str>, &str)> =
        taxonomy.concepts().iter().map(|c| (c.id().as_str(), c.broader().map(|b| b.as_str()), c.group())).collect();
    assert_eq!(
        told,
        [
            ("mallen-maken", Some("vormgeving"), "maken"),
            ("vormgeving", Some("maken"), "maken"),
            ("gieten", Some("afwerking"), "other"),
            ("afwerking", None, "other"),
            ("maken", None, "maken"),
            ("slijpen", Some("maken"), "maken"),
        ]
    );
    let moulds = taxonomy.concept("mallen-maken").unwrap();
    assert_eq!(terms(moulds), ["mallen maken", "vormen maken", "gietvormen maken"]);
    assert_eq!(moulds.definition(), "Vormen maken van hout.");
    assert_eq!(moulds.exact_match(), ["http://example.org/s/1"]);
    assert_eq!(terms(taxonomy.concept("gieten").unwrap()), ["gieten", "metaal gieten", "brons gieten"]);
    assert_eq!(taxonomy.concept("vormgeving").unwrap().definition(), "Wat een vorm krijgt.");
    assert!(imported.text.contains("# Notation: X1\n"));
    notes(&imported, "1 concept not released (obsolete or proposed); left out: http://example.org/s/3");
    notes(&imported, "1 concept named only as a parent, with nothing but its label: afwerking");
    notes(
        &imported,
        "1 parent that no file labels; the next broader one that has a label was taken, if there is one: http://example.org/g/8",
    );
    notes(&imported, "1 row without an IRI in the tables");
    notes(&imported, "broader relations of concepts that no file labels; left out");
}

#[test]
fn tables_in_two_languages_make_concepts_with_labels_in_both() {
    let en = "conceptUri,preferredLabel\nhttp://example.org/s/1,making moulds\n";
    let imported = imported(&[("skills_nl.csv", SKILLS), ("skills_en.csv", en)]);
    assert!(imported.text.contains("label = { nl = \"mallen maken\", en = \"making moulds\" }"), "{}", imported.text);
}

#[test]
fn text_of_a_label_stays_text() {
    let imported = turtle(
        r#"t:a a skos:Concept; skos:prefLabel "x\"]\n[[concept]]\nid = \"y\" \u202E \u001B[31m [a/b] *c ~3 (d"@nl;
           skos:definition "'''\"\"\"\\ \n# x"@nl ."#,
    );
    let (taxonomy, _) = Taxonomy::parse(&imported.text).unwrap();
    let concept = &taxonomy.concepts()[0];
    assert_eq!(taxonomy.concepts().len(), 1);
    assert_eq!(concept.label().nl(), "x\"] [[concept]] id = \"y\" [31m [a/b] *c ~3 (d");
    assert_eq!(concept.definition(), "'''\"\"\"\\ # x");
    assert_eq!(concept.terms()[0].forms().len(), 1, "nothing of it has a meaning");
    assert!(!imported.text.contains(['\u{1b}', '\u{202e}']));
}

#[test]
fn concepts_of_one_label_have_ids_that_do_not_hang_on_the_order() {
    let one = "t:abc a skos:Concept; skos:prefLabel \"zelfde woord\"@nl .\n";
    let two = "t:xyz a skos:Concept; skos:prefLabel \"Zelfde woord\"@nl; skos:notation \"A.1\" .\n";
    for text in [[one, two].concat(), [two, one].concat()] {
        let imported = turtle(&text);
        let (taxonomy, _) = Taxonomy::parse(&imported.text).unwrap();
        let of = |id: &str| taxonomy.concept(id).unwrap().exact_match()[0].clone();
        assert_eq!(of("zelfde-woord-abc"), "http://example.org/abc");
        assert_eq!(of("zelfde-woord-a-1"), "http://example.org/xyz");
    }
}

#[test]
fn a_label_that_another_finds_is_no_second_term() {
    let imported = turtle(
        "t:a a skos:Concept; skos:prefLabel \"Sociale vaardigheid\"@nl; skos:altLabel \"sociale  vaardigheid\"@nl, \"sociále vaardigheid\"@nl .",
    );
    let (taxonomy, _) = Taxonomy::parse(&imported.text).unwrap();
    assert_eq!(terms(&taxonomy.concepts()[0]), ["Sociale vaardigheid{n}"]);
}

#[test]
fn a_file_that_cannot_be_read_is_named_with_its_line() {
    let broken = format!("{PREFIXES}\nt:a a skos:Concept\nt:b a skos:Concept .");
    assert!(refused("x.ttl", &broken).starts_with("x.ttl:5: this is not Turtle"), "{}", refused("x.ttl", &broken));
    let xml = RDF_XML.replace("</skos:Concept>\n</rdf:RDF>", "</skos:Koncept>\n</rdf:RDF>");
    let line = xml.lines().position(|l| l.contains("Koncept")).unwrap() + 1;
    let told = refused("x.rdf", &xml);
    assert!(told.starts_with(&format!("x.rdf:{line}: this is not XML")), "{told}");
    let json = JSON_LD.replace("\"@graph\": [", "\"@graph\": [,");
    assert!(refused("x.json", &json).starts_with("x.json:18: this is not JSON"), "{}", refused("x.json", &json));
    assert!(refused("x.csv", "conceptType,x\na,b\n").starts_with("x.csv:1: the columns of a table of ESCO are"));
    assert!(refused("x.txt", "Dit is gewone tekst.").contains("x.txt:1: this is not Turtle"));
    assert_eq!(refused("x.ttl", b"\xff\xfe"), "x.ttl:1: it is not UTF-8 text");
    assert_eq!(refused("x.ttl", ""), "x.ttl: it is empty");
    let other = "<http://a/b> <http://a/c> \"d\" .";
    assert_eq!(refused("x.ttl", other), "no concept with a label in nl or en was found in x.ttl");
}

#[test]
fn a_context_elsewhere_is_not_fetched() {
    let text = refused("x.jsonld", "{\"@context\": \"https://example.org/context.jsonld\", \"@id\": \"http://a/b\"}");
    assert!(
        text.starts_with("x.jsonld: ") && text.contains("https://example.org/context.jsonld stands elsewhere"),
        "{text}"
    );
}

#[test]
fn every_limit_that_is_hit_is_told() {
    let labels: Vec<String> = (0..400).map(|n| format!("\"woord nummer {n}\"@nl")).collect();
    let long = "lang ".repeat(100);
    let imported = turtle(&format!(
        "t:a a skos:Concept; skos:prefLabel \"eerste\"@nl, \"{long}\"@nl; skos:altLabel {}; skos:definition \"{}\"@nl .",
        labels.join(", "),
        "lange uitleg ".repeat(400),
    ));
    notes(&imported, "1 label beyond the 400 that are read of a concept");
    notes(&imported, "1 text is too long to be a label");
    notes(&imported, "1 long definition is cut off");
    let (taxonomy, _) = Taxonomy::parse(&imported.text).unwrap();
    assert!(taxonomy.concepts()[0].definition().len() <= 4100);
    assert!(taxonomy.concepts()[0].terms().len() <= 400);
}

#[test]
fn schemes_beyond_the_limit_are_no_groups() {
    let concepts: String = (0..600)
        .map(|n| format!("t:c{n} a skos:Concept; skos:prefLabel \"woord nummer {n}\"@nl; skos:inScheme t:s{n} .\n"))
        .collect();
    let imported = turtle(&concepts);
    let (taxonomy, _) = Taxonomy::parse(&imported.text).unwrap();
    assert_eq!(taxonomy.groups().len(), 501);
    notes(&imported, "100 concepts put in the group for the rest");
}

#[test]
fn the_same_files_give_the_same_bytes() {
    let all = [("skills_nl.csv", SKILLS), ("trades.ttl", TURTLE), ("trades.rdf", RDF_XML)];
    assert_eq!(imported(&all), imported(&all));
}

#[test]
fn a_node_without_a_name_of_its_own_gives_the_same_each_time() {
    // The readers of RDF/XML and JSON-LD name such nodes at random.
    let xml = "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:skos=\"http://www.w3.org/2004/02/skos/core#\">\
        <skos:Concept rdf:about=\"http://example.org/a\"><skos:prefLabel xml:lang=\"nl\">lassen</skos:prefLabel>\
        <skos:exactMatch><skos:Concept><skos:prefLabel xml:lang=\"nl\">solderen</skos:prefLabel></skos:Concept></skos:exactMatch>\
        </skos:Concept></rdf:RDF>";
    let json = r#"{"@context": {"skos": "http://www.w3.org/2004/02/skos/core#"}, "@id": "http://example.org/a",
        "@type": "skos:Concept", "skos:prefLabel": {"@value": "lassen", "@language": "nl"},
        "skos:exactMatch": {"@type": "skos:Concept", "skos:prefLabel": {"@value": "solderen", "@language": "nl"}}}"#;
    for (name, text) in [("x.rdf", xml), ("x.jsonld", json)] {
        let first = imported(&[(name, text)]);
        notes(&first, "1 match that is no absolute IRI");
        assert!(first.text.contains("solderen"), "{}", first.text);
        assert_eq!(imported(&[(name, text)]), first, "{name}");
    }
}

#[test]
fn a_row_whose_iri_no_other_program_could_read_is_left_out_and_told() {
    let table = SKILLS.replacen("http://example.org/s/1", "http://:example.org/s/1", 1);
    let imported = imported(&[("skills_nl.csv", &table)]);
    assert!(!imported.text.contains("http://:example"), "{}", imported.text);
    notes(&imported, "http://:example.org/s/1");
}
