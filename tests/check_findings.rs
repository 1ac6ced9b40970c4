//! `fundscan check-findings`: published findings held against a scan.

use serde_json::{Value, json};

use crate::support::{Sandbox, pdf};

/// OOM affirms EVC and, in a list item, robots; OTIB negates training and affirms digital skills on page 2; OOC says nothing of
/// interest.
fn scanned() -> Sandbox {
    let sandbox = Sandbox::new()
        .file("in/manifest.csv", "path,fund,year\noom.md,oom,2022\notib.pdf,otib,2022\nooc.md,ooc,2022\n")
        .file("in/oom.md", "Wij vergoeden EVC voor iedereen. EVC loont.\n\n- robots\n")
        .file("in/otib.pdf", pdf(&[&["Er is geen scholing."], &["Digitale vaardigheden tellen bij ons."]]))
        .file("in/ooc.md", "Het weer was goed.\n");
    sandbox.scan("in").exits(0);
    sandbox
}

fn check(sandbox: &Sandbox, findings: &Value, arguments: &str, code: i32) -> Value {
    sandbox.write("f.json", findings.to_string());
    let checked = sandbox.run(&format!("check-findings f.json out --format json {arguments}")).exits(code).json();
    let schema = jsonschema::validator_for(&sandbox.run("schema check-findings").exits(0).json()).unwrap();
    let errors: Vec<String> = schema.iter_errors(&checked).map(|e| e.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    checked
}

fn evidence<'v>(finding: &'v Value, fund: &str) -> &'v Value {
    finding["evidence"].as_array().unwrap().iter().find(|e| e["fund"] == fund).unwrap()
}

fn texts(quotes: &Value) -> Vec<&str> {
    quotes.as_array().unwrap().iter().map(|q| q["text"].as_str().unwrap()).collect()
}

#[test]
fn what_comes_out_as_published_is_the_same() {
    let sandbox = scanned();
    let findings = json!([
        {"concept": "training", "funds": 1, "which": ["oom"]},
        {"concept": "digitale vaardigheden", "which": ["OTIB"]},
        {"concept": "evc", "funds": 1},
    ]);
    let checked = check(&sandbox, &findings, "", 0);
    assert_eq!(checked["schema"], "fundscan/check-findings/1");
    assert_eq!((&checked["counts"]["same"], &checked["funds_total"]), (&3.into(), &3.into()));
    assert!(checked["findings"].as_array().unwrap().iter().all(|f| f["verdict"] == "same"));
    // A narrower concept covers, as in a coverage.
    assert_eq!(checked["findings"][0]["covered_by"], json!(["oom"]));
}

#[test]
fn more_and_fewer_are_told_with_the_funds_and_the_passages_that_make_the_difference() {
    let sandbox = scanned();
    let findings = json!({"findings": [
        {"concept": "training", "funds": 2, "which": ["oom", "otib"], "says": "twee fondsen", "section": "3.2"},
        {"concept": "digital-skills", "funds": 0, "which": []},
        {"concept": "robots", "funds": 1, "which": ["ooc"]},
        {"concept": "evc", "funds": 2},
    ]});
    let checked = check(&sandbox, &findings, "", 1);
    let [training, digital, robots, evc] = [0, 1, 2, 3].map(|n| &checked["findings"][n]);
    assert_eq!((&training["verdict"], &training["fewer"]), (&"fewer".into(), &json!(["otib"])));
    let otib = evidence(training, "otib");
    assert_eq!((&otib["covered"], &otib["claimed"], &otib["negated"]), (&false.into(), &true.into(), &1.into()));
    assert_eq!((texts(&otib["negated_quotes"]), &otib["words"]), (vec!["Er is geen scholing."], &9.into()));
    assert_eq!((&digital["verdict"], &digital["more"]), (&"more".into(), &json!(["otib"])));
    let quote = &evidence(digital, "otib")["quotes"][0];
    assert_eq!((&quote["page"], &quote["document"]), (&2.into(), &"otib.pdf".into()));
    assert_eq!(quote["text"], "Digitale vaardigheden tellen bij ons.");
    assert_eq!(robots["verdict"], "other-funds");
    assert_eq!((&robots["more"], &robots["fewer"]), (&json!(["oom"]), &json!(["ooc"])));
    // Nobody said which: any fund that does not cover it may be the one.
    assert_eq!((&evc["verdict"], &evc["fewer"], &evc["more"]), (&"fewer".into(), &json!([]), &json!([])));
    assert_eq!(evidence(evc, "ooc")["claimed"], Value::Null);

    let run = sandbox.run("check-findings f.json out").exits(1);
    run.prints("- Wij Techniek (OTIB)")
        .prints("negated “Er is geen scholing.”")
        .prints("published: twee fondsen")
        .prints("otib.pdf, p. 2");
    // Of the two that were published without a name, one is found: by what, and which others may have been meant.
    let run = sandbox.run("check-findings f.json out").exits(1);
    run.prints("= OOM: 2 mentions in 2 passages")
        .prints("“Wij vergoeden EVC voor iedereen.” (oom.md)")
        .prints("? OOC: nothing found in what was read")
        .prints("= marks those that are found and ? those that are not")
        .prints("4 findings: 0 same, 1 more, 2 fewer, 1 other funds");
    sandbox.run("check-findings f.json out -o audit.md").exits(1);
    let markdown = std::fs::read_to_string(sandbox.path("audit.md")).unwrap();
    assert!(markdown.contains("| 3.2 | scholing | twee fondsen | 2 | 1 of 3 | fewer |"), "{markdown}");
}

#[test]
fn the_numbers_are_those_of_the_coverage() {
    let sandbox = scanned();
    let all: Vec<Value> =
        ["training", "evc", "digital-skills", "robots"].map(|c| json!({"concept": c, "funds": 0})).into();
    for arguments in ["", "--kind list-item"] {
        let coverage = sandbox.run(&format!("coverage out --format json {arguments}")).exits(0).json();
        let code = 1;
        let checked = check(&sandbox, &json!(all), arguments, code);
        for (concept, finding) in
            coverage["concepts"].as_array().unwrap().iter().zip(checked["findings"].as_array().unwrap())
        {
            assert_eq!(concept["concept"], finding["concept"]);
            assert_eq!(concept["funds_covered"], finding["funds_covered"]);
            assert_eq!(concept["covered_by"], finding["covered_by"]);
        }
    }
}

#[test]
fn what_comes_near_is_shown_of_a_fund_that_does_not_cover_it() {
    let sandbox = scanned();
    // Too few passages, another kind of passage, a broader concept.
    let findings = json!([{"concept": "robots", "funds": 1}]);
    let checked = check(&sandbox, &findings, "--kind paragraph", 1);
    let oom = evidence(&checked["findings"][0], "oom");
    assert_eq!((&oom["near"][0]["near"], texts(&oom["near"])), (&"other-kind".into(), vec!["robots"]));
    let checked = check(&sandbox, &findings, "--min-passages 2", 1);
    assert_eq!(checked["minimum_passages"], 2);
    let oom = evidence(&checked["findings"][0], "oom");
    assert_eq!((&oom["covered"], &oom["passages"], texts(&oom["quotes"])), (&false.into(), &1.into(), vec!["robots"]));
    let broader = Sandbox::new().file("in/oom-jaarverslag-2022.md", "# OOM Jaarverslag 2022\n\nDe scholing loopt.\n");
    broader.scan("in").exits(0);
    let checked = check(&broader, &json!([{"concept": "evc", "which": ["oom"]}]), "", 1);
    assert_eq!(evidence(&checked["findings"][0], "oom")["near"][0]["near"], "broader");
}

#[test]
fn an_unknown_concept_or_fund_is_told_and_the_others_are_checked() {
    let sandbox = scanned();
    let findings = "{\"findings\": [\n {\"concept\": \"robbots\", \"funds\": 1},\n {\"concept\": \"evc\", \"which\": \
                    [\"omo\"]},\n {\"concept\": \"evc\", \"which\": [\"oom\"]}]}";
    sandbox.write("f.json", findings);
    let run = sandbox.run("check-findings f.json out").exits(2);
    let run = run.says("error: f.json:2: there is no concept robbots").says("hint: close to it: robots");
    run.says("error: f.json:3: there is no fund omo; known are ").prints("3 findings: 1 same, 2 not checked");
}

#[test]
fn a_file_that_is_not_as_it_should_be_is_refused_with_every_line_and_field() {
    let sandbox = scanned();
    sandbox.write("f.csv", "concept;funds;which\nevc;een;\n;1;\nevc;1;oom, otib\n");
    let run = sandbox.run("check-findings f.csv out").exits(2);
    let run = run.says("error: f.csv:2: funds: must be a whole number").says("error: f.csv:3: concept: ");
    run.says("error: f.csv:4: which: 2 funds are named where funds says 1").says("hint: ");
    sandbox.write("f.json", "{\"findings\": [\n");
    sandbox.run("check-findings f.json out").exits(2).says("error: f.json:2: not JSON");
    sandbox.run("check-findings weg.json out").exits(2).says("error: weg.json: no such file");
    sandbox.write("f.toml", "[[finding]]\nconcept = \"evc\"\nfunds = 1\n");
    sandbox.run("check-findings f.toml weg").exits(2).says("error: weg: ");
    sandbox.run("check-findings f.toml out").exits(0).says_nothing();
}

#[test]
fn a_document_or_a_findings_file_cannot_steer_what_is_shown() {
    let sandbox = Sandbox::new().file("in/oom.md", "=HYPERLINK(1) scholing \u{1b}[31m <b>x</b>\n");
    sandbox.scan("in --fund oom").exits(0);
    let findings = json!([{"concept": "training", "funds": 0, "says": "=1+1 \u{1b}[0m <i>", "section": "=2"}]);
    sandbox.write("f.json", findings.to_string());
    for format in ["table", "markdown", "csv"] {
        let run = sandbox.run(&format!("check-findings f.json out --format {format}")).exits(1);
        assert!(!run.stdout.contains('\u{1b}') && !run.stderr.contains('\u{1b}'), "{}", run.stdout);
        match format {
            "csv" => assert!(run.stdout.contains(",'=1+1") && run.stdout.contains(",'=HYPERLINK"), "{}", run.stdout),
            "markdown" => {
                assert!(run.stdout.contains("&lt;i&gt;"), "{}", run.stdout)
            }
            _ => {}
        }
    }
}
