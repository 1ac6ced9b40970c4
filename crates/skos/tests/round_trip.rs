//! A taxonomy that is exported and imported is the same taxonomy.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::HashSet;

use fundscan_skos::{ImportOptions, Source, export, import};
use fundscan_taxonomy::Taxonomy;
use oxjsonld::JsonLdSerializer;
use oxrdf::{GraphName, TermRef, Triple};
use oxrdfxml::RdfXmlSerializer;
use oxttl::TurtleParser;
use toml::Table;

/// Everything a taxonomy file can hold, and texts that SKOS cannot hold as they are.
const EVERYTHING: &str = r#"
id = "alles"
version = "  2.0 "
language = "en"

[groups]
zeta = "Zeta"
alfa = { nl = "Alfa", en = "Alpha" }
beta = { en = "  two  spaces " }

[[concept]]
id = "z.1"
group = "alfa"
label = "z"
definition = """
Several lines,
	with a tab."""
overlaps = ["a"]
exact_match = ["http://example.org/z", "http://example.org/a"]
close_match = ["urn:x:1"]
nl = [
  "zet(ten)", "*zetten*", "zet ~3 stap", '[zet/zetten] in', 'en\/of',
  { term = "ZET", case = "exact" },
  { term = "*zetel", not = ["verzetel", "inzetel"] },
  { term = '\bzet[0-9]+\b', pattern = true },
  "zetting{n}", "over|nemen{v}", "stap ~~2 zet", { term = "coach{n}", add = ["coachen"], drop = ["coachje"] },
  { term = "zetten", not_before = ["op"], near = ["stap", "pas*"], within = 4 },
]
en = ["move(s)", "gambit"]

[[concept]]
id = "a"
group = "zeta"
broader = "z.1"
label = { nl = "aa", en = "\"]\u001b[31m" }
nl = ["aa"]

[[concept]]
id = "b"
group = "alfa"
label = { en = "b" }
"#;

fn read(text: &str) -> Table {
    toml::from_str(text).unwrap()
}

fn triples(turtle: &str) -> Vec<Triple> {
    TurtleParser::new().for_slice(turtle).collect::<Result<_, _>>().unwrap()
}

fn in_rdf_xml(turtle: &str) -> Vec<u8> {
    let mut writer = RdfXmlSerializer::new().for_writer(Vec::new());
    for triple in triples(turtle) {
        writer.serialize_triple(&triple).unwrap();
    }
    writer.finish().unwrap()
}

fn in_json_ld(turtle: &str) -> Vec<u8> {
    let mut writer = JsonLdSerializer::new().for_writer(Vec::new());
    for triple in triples(turtle) {
        writer.serialize_quad(&triple.in_graph(GraphName::DefaultGraph)).unwrap();
    }
    writer.finish().unwrap()
}

#[track_caller]
fn comes_back(text: &str) {
    let turtle = export(text, None).unwrap();
    let before = Taxonomy::parse(text).unwrap().0;
    let files: [(&str, Vec<u8>); 3] =
        [("x.ttl", turtle.clone().into_bytes()), ("x.rdf", in_rdf_xml(&turtle)), ("x.jsonld", in_json_ld(&turtle))];
    for (name, bytes) in files {
        let imported = import(&[Source { name, bytes: &bytes }], &ImportOptions::default()).unwrap();
        assert_eq!(imported.notices, [""; 0], "{name}");
        let after = Taxonomy::parse(&imported.text).unwrap().0;
        assert_eq!(after.meaning_hash(), before.meaning_hash(), "{name}");
        assert_eq!(read(&imported.text), read(text), "{name}");
        let order = |t: &Taxonomy| t.groups().iter().map(|g| g.id().to_owned()).collect::<Vec<_>>();
        assert_eq!(order(&after), order(&before), "{name}");
    }
}

#[test]
fn the_default_taxonomy_comes_back() {
    let turtle = export(Taxonomy::builtin_text(), None).unwrap();
    let source = Source { name: "x.ttl", bytes: turtle.as_bytes() };
    let imported = import(&[source], &ImportOptions::default()).unwrap();
    assert_eq!(imported.notices, [""; 0]);
    assert_eq!(read(&imported.text), read(Taxonomy::builtin_text()));
}

#[test]
fn everything_a_taxonomy_can_hold_comes_back() {
    comes_back(EVERYTHING);
}

#[test]
fn what_skos_can_say_is_said_in_skos() {
    let turtle = export(EVERYTHING, Some("https://example.org/a/")).unwrap();
    for line in [
        "concept:a a skos:Concept ;",
        "skos:broader <https://example.org/a/z.1> ;",
        "skos:altLabel \"en/of\"@nl, \"ZET\"@nl, \"zetting\"@nl, \"overnemen\"@nl, \"gambit\"@en ;",
        "skos:hiddenLabel \"zetten\"@nl, \"zet in\"@nl, \"zetten in\"@nl, \"move\"@en, \"moves\"@en ;",
        "skos:exactMatch <http://example.org/z>, <http://example.org/a> ;",
        "skos:prefLabel \"Alfa\"@nl, \"Alpha\"@en ;",
    ] {
        assert!(turtle.contains(line), "no {line} in\n{turtle}");
    }
    assert!(!turtle.contains('\u{1b}'));
}

#[test]
fn no_label_of_the_default_taxonomy_stands_twice_at_a_concept() {
    let turtle = export(Taxonomy::builtin_text(), None).unwrap();
    let mut seen = HashSet::new();
    let mut preferred = HashSet::new();
    for triple in triples(&turtle) {
        let predicate = triple.predicate.as_str();
        let TermRef::Literal(label) = triple.object.as_ref() else { continue };
        if !predicate.ends_with("Label") {
            continue;
        }
        let key = (triple.subject.to_string(), label.language().map(str::to_owned));
        assert!(seen.insert((key.clone(), label.value().to_owned())), "{triple}");
        assert!(!predicate.ends_with("prefLabel") || preferred.insert(key), "{triple}");
    }
    assert!(seen.len() > 500, "{}", seen.len());
}

#[test]
fn a_label_that_is_added_to_an_export_becomes_a_term() {
    let turtle = export(EVERYTHING, None).unwrap();
    let added = turtle.replace("skos:altLabel \"en/of\"@nl", "skos:altLabel \"nieuw woord\"@nl, \"en/of\"@nl");
    let imported = import(&[Source { name: "x.ttl", bytes: added.as_bytes() }], &ImportOptions::default()).unwrap();
    let (taxonomy, _) = Taxonomy::parse(&imported.text).unwrap();
    let (before, _) = Taxonomy::parse(EVERYTHING).unwrap();
    let terms = |t: &Taxonomy| t.concepts()[0].terms().iter().map(|t| t.text().to_owned()).collect::<Vec<_>>();
    let (now, then) = (terms(&taxonomy), terms(&before));
    assert_eq!(now.iter().filter(|t| !then.contains(t)).collect::<Vec<_>>(), ["nieuw woord{n}"]);
    assert_eq!(now.len(), then.len() + 1);
}

#[test]
fn a_base_that_is_no_iri_and_a_text_that_is_no_taxonomy_are_refused() {
    assert!(export(EVERYTHING, Some("skills/")).unwrap_err().to_string().contains("has no scheme"));
    assert!(export("x = 1", None).is_err());
}

#[test]
fn an_id_that_no_iri_can_hold_comes_back() {
    let text = "id = \"Mijn <lijst> é\"\nversion = \"1\"\nlanguage = \"nl\"\n[groups]\ng = \"G\"\n\n[[concept]]\nid = \"a\"\ngroup = \"g\"\nlabel = \"lassen\"\nnl = [\"lassen\"]\n";
    let turtle = export(text, None).unwrap();
    let imported = import(&[Source { name: "x.ttl", bytes: turtle.as_bytes() }], &ImportOptions::default()).unwrap();
    assert_eq!(imported.notices, [""; 0], "{turtle}");
    assert_eq!(read(&imported.text), read(text));
}
