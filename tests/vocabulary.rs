//! `fundscan taxonomy import` and `export`.

use crate::support::Sandbox;

const SKOS: &str = r#"@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<http://example.org/1> a skos:Concept ; skos:prefLabel "hoefijzers smeden"@nl, "forging horseshoes"@en .
<http://example.org/2> a skos:Concept ; skos:prefLabel "smeden"@nl ; skos:narrower <http://example.org/1> .
<http://example.org/3> a skos:Concept ; skos:prefLabel "Schmieden"@de .
"#;

#[test]
fn an_imported_vocabulary_can_be_checked_listed_and_tagged_with() {
    let sandbox = Sandbox::new().file("v.ttl", SKOS);
    let run = sandbox.run("taxonomy import v.ttl -o v.toml").exits(0);
    run.says("note: 1 concept without a label in nl or en; left out: http://example.org/3").says("note: 2 concept(s)");
    sandbox.run("taxonomy check v.toml").exits(0);
    sandbox.run("taxonomy list v.toml").exits(0).prints("  hoefijzers-smeden").prints("forging horseshoes");
    let line = r#"{"id": 1, "text": "Zij leren hoefijzers smeden."}"#;
    let run = sandbox.run_with("tag --taxonomy v.toml", line).exits(0);
    run.prints(r#""concept":"hoefijzers-smeden","status":"affirmed""#);
}

#[test]
fn the_taxonomy_goes_to_standard_output_and_what_is_said_to_standard_error() {
    let sandbox = Sandbox::new().file("v.ttl", SKOS);
    let run = sandbox.run("taxonomy import v.ttl --id smeden --language en").exits(0);
    assert!(run.stdout.starts_with("# Imported from v.ttl.\n\nid = \"smeden\"\n"), "{}", run.stdout);
    sandbox.run("taxonomy import v.ttl --quiet").exits(0).says_nothing();
}

#[test]
fn the_built_in_taxonomy_comes_back_from_skos() {
    let sandbox = Sandbox::new();
    sandbox.run("taxonomy export -o t.ttl").exits(0).says_nothing();
    sandbox.run("taxonomy import t.ttl -o t.toml").exits(0);
    let built_in = sandbox.run("taxonomy list").exits(0).stdout;
    assert_eq!(sandbox.run("taxonomy list t.toml").exits(0).stdout, built_in);
}

#[test]
fn a_file_is_exported_with_the_iris_that_are_asked_for() {
    let sandbox = Sandbox::new();
    let run = sandbox.run("taxonomy export small.toml --base https://example.org/s/").exits(0);
    run.prints("@prefix concept: <https://example.org/s/> .").prints("skos:broader concept:training ;");
    sandbox.run("taxonomy export small.toml --base s").exits(2).says("error: the base `s` has no scheme");
    sandbox.run("taxonomy export weg.toml").exits(2).says("error: weg.toml: no such file");
}

#[test]
fn a_file_that_cannot_be_imported_is_named_with_its_line() {
    let sandbox = Sandbox::new().file("v.ttl", SKOS).file("broken.ttl", SKOS.replace("\"smeden\"@nl", "\"smeden"));
    let run = sandbox.run("taxonomy import v.ttl broken.ttl -o v.toml").exits(2);
    run.says("error: broken.ttl:3: this is not Turtle").says("hint: Turtle, RDF/XML, JSON-LD and the tables of ESCO");
    assert!(!sandbox.path("v.toml").exists(), "nothing is written");
    sandbox.run("taxonomy import weg.ttl").exits(2).says("error: weg.ttl: no such file");
    sandbox.run("taxonomy import small.toml").exits(2).says("error: small.toml:");
    sandbox.run("taxonomy import v.ttl --id Een").exits(2).says("small letters");
    sandbox.run("taxonomy import").exits(64);
}

#[test]
fn a_file_is_not_written_over_its_source() {
    let sandbox = Sandbox::new().file("v.ttl", SKOS);
    sandbox.run("taxonomy import v.ttl -o v.ttl").exits(2).says("would be written over");
    sandbox.run("taxonomy import v.ttl -o weg/v.toml").exits(2).says("no such folder");
    sandbox.run("taxonomy export small.toml -o small.toml").exits(2).says("would be written over");
    assert_eq!(std::fs::read_to_string(sandbox.path("v.ttl")).unwrap(), SKOS);
}
