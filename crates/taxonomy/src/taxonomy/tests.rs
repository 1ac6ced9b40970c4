use super::*;

const HEAD: &str =
    "id = \"t\"\nversion = \"1\"\nlanguage = \"nl\"\n[groups]\nskills = { nl = \"Vaardigheden\", en = \"Skills\" }\n";

/// A taxonomy whose concepts start on line 6.
fn with(concepts: &str) -> String {
    format!("{HEAD}{concepts}")
}

fn concept(id: &str, rest: &str) -> String {
    format!("[[concept]]\nid = \"{id}\"\ngroup = \"skills\"\nlabel = {{ nl = \"{id}\" }}\n{rest}\n")
}

fn told(text: &str) -> Vec<(usize, Severity, String)> {
    Taxonomy::check(text).into_iter().map(|f| (f.line, f.severity, f.message)).collect()
}

#[track_caller]
fn assert_told(text: &str, line: usize, severity: Severity, part: &str) {
    let told = told(text);
    let one = told.iter().any(|(l, s, m)| *l == line && *s == severity && m.contains(part));
    assert!(one, "nothing about {part:?} on line {line} in {told:#?}");
}

#[test]
fn the_hierarchy_can_be_walked_both_ways() {
    let text = with(
        &[
            concept("a", "nl = [\"aa\"]"),
            concept("b", "broader = \"a\"\nnl = [\"bb\"]"),
            concept("c", "broader = \"b\"\nnl = [\"cc\"]"),
            concept("d", "broader = \"a\"\nnl = [\"dd\"]"),
        ]
        .concat(),
    );
    let (taxonomy, findings) = Taxonomy::parse(&text).unwrap();
    assert_eq!(findings, []);
    let ids = |concepts: Vec<&Concept>| concepts.iter().map(|c| c.id().to_string()).collect::<Vec<_>>();
    assert_eq!(ids(taxonomy.narrower("a").collect()), ["b", "d"]);
    assert_eq!(ids(taxonomy.descendants("a")), ["b", "c", "d"]);
    assert_eq!(ids(taxonomy.ancestors("c").collect()), ["b", "a"]);
    assert!(taxonomy.descendants("x").is_empty());
    assert_eq!(taxonomy.concept("b").unwrap().line(), 11);
}

#[test]
fn every_fault_is_named_with_its_line() {
    use Severity::{Error, Warning};
    let a = concept("a", "nl = [\"aa\"]"); // lines 6 to 10
    let cases = [
        (with(&(a.clone() + &concept("b", "broader = \"aaa\"\nnl = [\"bb\"]"))), 15, Error, "unknown parent"),
        (with(&concept("a", "broader = \"a\"\nnl = [\"aa\"]")), 6, Error, "cycle"),
        (
            with(&(concept("a", "broader = \"b\"\nnl = [\"aa\"]") + &concept("b", "broader = \"a\"\nnl = [\"bb\"]"))),
            6,
            Error,
            "a → b → a",
        ),
        (with(&(a.clone() + &concept("a", "nl = [\"bb\"]"))), 12, Error, "line 7"),
        (with(&concept("a", "nl = [\"Cursussen\",\n\"cursus(sen)\"]")), 11, Error, "duplicate"),
        (with(&concept("a", "nl = [\"\"]")), 10, Error, "empty"),
        (with(&concept("a", "nl = [\"aa\", \"bb(\"]")), 10, Error, "parenthesis"),
        (with(&concept("a", "nl = [{ term = '(', pattern = true }]")), 10, Error, "unclosed group"),
        (with(&concept("a", "nl = [{ term = 'x*', pattern = true }]")), 10, Error, "nothing at all"),
        (with(&concept("a", "nl = [{ term = '\\w{999}{999}', pattern = true }]")), 10, Error, "when compiled"),
        (with(&concept("a", "nl = [{ term = \"x\", cased = \"exact\" }]")), 10, Error, "`case` is probably meant"),
        (with(&concept("a", "nl = [{ term = \"x\", case = \"exct\" }]")), 10, Error, "exct"),
        (with(&concept("a", "nl = [1]")), 10, Error, "a number"),
        (with(&concept("a", "nl = \"aa\"")), 10, Error, "a list"),
        (with(&concept("a", "broadr = \"b\"\nnl = [\"aa\"]")), 10, Error, "`broader` is probably meant"),
        (with(&concept("a", "overlaps = [\"z\"]\nnl = [\"aa\"]")), 10, Error, "no concept `z`"),
        (with(&concept("a", "exact_match = [\"skill/1\"]\nnl = [\"aa\"]")), 10, Error, "no scheme"),
        (with(&concept("a", "close_match = [\"http://a b\"]\nnl = [\"aa\"]")), 10, Error, "an IRI cannot hold"),
        (
            with(&concept("a", "exact_match = [\"http://a/1\"]\nclose_match = [\"http://a/1\"]\nnl = [\"aa\"]")),
            11,
            Error,
            "line 10 has it",
        ),
        (with(&concept("a", "exactmatch = []\nnl = [\"aa\"]")), 10, Error, "`exact_match` is probably meant"),
        (with("[[concept]]\nid = \"a\"\ngroup = \"skils\"\nnl = [\"aa\"]"), 8, Error, "`skills` is probably meant"),
        (with("[[concept]]\nid = \"a\"\ngroup = \"skills\"\nnl = [\"aa\"]"), 6, Error, "no `label`"),
        (with("[[concept]]\nid = \"a\"\ngroup = \"skills\"\nlabel = { en = \"x\" }"), 9, Error, "no label in `nl`"),
        (with("[[concept]]\ngroup = \"skills\"\nlabel = \"x\"\nnl = [\"aa\"]"), 6, Error, "no `id`"),
        (with("[[concept]]\nid = \"A b\"\ngroup = \"skills\"\nlabel = \"x\"\nnl = [\"aa\"]"), 7, Error, "A b"),
        (with(&(a.clone() + &concept("b", "en = [\"AA\"]"))), 15, Warning, "also finds `a` (line 10)"),
        (with(&concept("a", "")), 6, Warning, "no term"),
        (with("[[concept]]\nid = = 1"), 7, Error, "not TOML"),
        (HEAD.to_owned(), 1, Error, "no concept"),
        (String::new(), 1, Error, "no [groups]"),
    ];
    for (text, line, severity, part) in cases {
        assert_told(&text, line, severity, part);
        assert_eq!(Taxonomy::parse(&text).is_err(), severity == Error, "{part}");
    }
}

#[test]
fn all_faults_of_a_file_are_told_at_once() {
    let text = with(&(concept("a", "broader = \"x\"\nnl = [\"aa\", \"\", \"*\"]") + &concept("a", "xyz = 1")));
    let errors = told(&text).into_iter().filter(|(_, s, _)| *s == Severity::Error).count();
    assert_eq!(errors, 5, "{:#?}", told(&text));
    let error = Taxonomy::parse(&text).unwrap_err();
    assert!(error.to_string().contains("(and 4 more)"), "{error}");
}

#[test]
fn a_term_may_stand_in_both_languages_of_a_concept() {
    assert_eq!(told(&with(&concept("a", "nl = [\"e-learning\"]\nen = [\"e-learning\"]"))), []);
}

#[test]
fn a_fault_never_writes_control_characters() {
    let text = with(&concept("a", "nl = [\"\\u001b[31m(\"]"));
    let told = told(&text);
    assert!(!told.is_empty() && told.iter().all(|(_, _, m)| !m.contains('\u{1b}')), "{told:?}");
}

#[test]
fn the_meaning_is_hashed_and_not_the_layout() {
    let one = with(&(concept("a", "nl = [\"Cursus(sen)\", \"xx\"]") + &concept("b", "nl = [\"bb\"]")));
    let same = with(
        &("# comment\n".to_owned()
            + &concept("b", "nl = [  \"bb\" ]\ndefinition = \"other\"\nclose_match = [\"http://x/1\"]")
            + "[[concept]]\nlabel = \"Other\"\nnl = [\"xx\", \"cursussen\",\n \"cursus\"]\nid = \"a\"\ngroup = \"skills\""),
    );
    let read = |text: &str| Taxonomy::parse(text).unwrap().0;
    assert_eq!(read(&one).meaning_hash(), read(&same).meaning_hash());
    assert_ne!(read(&one).sha256(), read(&same).sha256());
    for changed in [
        one.replace("xx", "yy"),
        one.replace("\"xx\"", "{ term = \"xx\", case = \"exact\" }"),
        one.replace("\"xx\"", "{ term = \"xx\", not = [\"axx\"] }"),
        one.replace("\"xx\"", "{ term = \"xx\", pattern = true }"),
        one.replace("nl = [\"bb\"]", "nl = [\"bb\"]\nbroader = \"a\""),
        one.replace("nl = [\"bb\"]", "nl = [\"bb\"]\noverlaps = [\"a\"]"),
        one.replace("\"b\"", "\"c\""),
    ] {
        assert_ne!(read(&one).meaning_hash(), read(&changed).meaning_hash(), "{changed}");
    }
}

#[test]
fn a_concept_names_its_like_in_other_vocabularies() {
    let text = with(&concept(
        "a",
        "exact_match = [\"http://x/1\"]\nclose_match = [\"urn:x:2\", \"http://x/3\"]\nnl = [\"aa\"]",
    ));
    let (taxonomy, _) = Taxonomy::parse(&text).unwrap();
    let concept = &taxonomy.concepts()[0];
    assert_eq!(concept.exact_match(), ["http://x/1"]);
    assert_eq!(concept.close_match(), ["urn:x:2", "http://x/3"]);
}

#[test]
fn the_default_taxonomy_leads_to_esco() {
    let taxonomy = Taxonomy::builtin();
    let critical = taxonomy.concept("critical-thinking").expect("it is there");
    assert!(critical.exact_match()[0].starts_with("http://data.europa.eu/esco/skill/"));
    let led = taxonomy.concepts().iter().filter(|c| !c.exact_match().is_empty() || !c.close_match().is_empty());
    assert!(led.count() > 30);
}

#[test]
fn the_default_taxonomy_is_sound() {
    let errors: Vec<Finding> = Taxonomy::check(BUILTIN).into_iter().filter(|f| f.severity == Severity::Error).collect();
    assert_eq!(errors, []);
}

#[test]
fn corrections_of_forms_that_change_nothing_are_told() {
    let text = |term: &str| {
        format!(
            "id = \"t\"\nversion = \"1\"\n[groups]\ng = \"g\"\n[[concept]]\nid = \"x\"\ngroup = \"g\"\n\
             label = \"x\"\nnl = [{term}]\n"
        )
    };
    let told = |term: &str| Taxonomy::check(&text(term)).iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    assert_eq!(told(r#"{ term = "coach{n}", drop = ["coachje"], add = ["coachen"] }"#), "");
    for (term, message) in [
        (r#"{ term = "coach{n}", drop = ["cursus"] }"#, "warning: the term `coach{n}` does not stand for `cursus`"),
        (r#"{ term = "coach", drop = ["coach"] }"#, "error: the term `coach` drops all its forms"),
        (r#"{ term = "a ~2 b", add = ["c"] }"#, "error: a term with gaps cannot `add` forms"),
        (r#"{ term = 'x\d', pattern = true, add = ["c"] }"#, "error: a pattern has no forms"),
        (r#"{ term = "coach", within = 3 }"#, "error: `within` of a term needs `near`"),
        (r#"{ term = "coach", near = ["x"], within = 31 }"#, "error: `within` of a term must be a number from 1 to 30"),
        (r#""cursus{x}""#, "error: the term `cursus{x}` cannot be used: {n}, {v} or {a}"),
        (r#""a ~~2 b ~1 c""#, "error: the term `a ~~2 b ~1 c` cannot be used: `~~`"),
    ] {
        assert!(told(term).contains(message), "{term}: {}", told(term));
    }
}
