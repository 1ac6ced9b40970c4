//! `fundscan relations`: which concepts occur together.

use serde_json::Value;

use crate::support::{Sandbox, pdf};

/// Training stands with robots in four sentences of OOM and one of OTIB, with digital skills only under one heading.
fn scanned() -> Sandbox {
    let oom = "# Plan\n\nScholing over robots. Scholing voor de robot. Robots vragen scholing. Meer robots, meer scholing. \
               Wij zijn er. Het weer is goed.\n\n# EVC\n\nEVC bestaat. Digitale vaardigheden tellen. Geen scholing, geen \
               digitale vaardigheden.\n";
    let sandbox = Sandbox::new()
        .file("in/manifest.csv", "path,fund,year\noom.md,oom,2022\notib.pdf,otib,2023\nkopie.md,oom,2022\n")
        .file("in/oom.md", oom)
        .file("in/kopie.md", oom)
        .file("in/otib.pdf", pdf(&[&["Voorwoord."], &["De scholing met robots."]]));
    sandbox.scan("in").exits(0);
    sandbox
}

fn pair<'v>(relations: &'v Value, first: &str, second: &str) -> Option<&'v Value> {
    let pairs = relations["pairs"].as_array().unwrap();
    pairs.iter().find(|pair| pair["first"] == first && pair["second"] == second)
}

fn json(sandbox: &Sandbox, arguments: &str) -> Value {
    let relations = sandbox.run(&format!("relations out --format json {arguments}")).exits(0).json();
    let schema = jsonschema::validator_for(&sandbox.run("schema relations").exits(0).json()).unwrap();
    let errors: Vec<String> = schema.iter_errors(&relations).map(|e| e.to_string()).collect();
    assert!(errors.is_empty(), "{arguments}: {errors:?}");
    relations
}

#[test]
fn pairs_are_counted_in_passages_against_all_of_them() {
    let sandbox = scanned();
    let relations = json(&sandbox, "");
    assert_eq!(relations["schema"], "fundscan/relations/1");
    // The copy counts once: nine passages of OOM, two of OTIB.
    assert_eq!((&relations["documents"], &relations["units"]), (&2.into(), &11.into()));
    let found = pair(&relations, "training", "robots").unwrap();
    assert_eq!((&found["count"], &found["first_units"], &found["second_units"]), (&5.into(), &6.into(), &5.into()));
    // 6 x 5 / 11, and log2(5 / that).
    assert_eq!((&found["expected"], &found["pmi"]), (&2.73.into(), &0.874.into()));
    assert!(relations["null_model"].as_str().unwrap().contains("all passages"), "{}", relations["null_model"]);
    // EVC is a kind of training: no pair unless asked. What is negated is not there.
    assert!(pair(&relations, "training", "evc").is_none());
    assert!(pair(&relations, "training", "digital-skills").is_none());
    assert_eq!(pair(&json(&sandbox, "--family"), "training", "evc").unwrap()["count"], 1);
    assert_eq!(pair(&json(&sandbox, "--negated"), "training", "digital-skills").unwrap()["count"], 1);
}

#[test]
fn sections_and_documents_bring_more_together_and_few_get_no_measures() {
    let sandbox = scanned();
    let relations = json(&sandbox, "--in section");
    let found = pair(&relations, "training", "digital-skills").unwrap();
    assert_eq!((&relations["units"], &found["count"], &found["g2"]), (&3.into(), &1.into(), &Value::Null));
    // Training stands in every section: what is always there goes with nothing in particular.
    let all = json(&sandbox, "--in section --min-count 1");
    let found = pair(&all, "training", "digital-skills").unwrap();
    assert_eq!((&found["g2"], &found["pmi"], &found["phi"]), (&0.0.into(), &0.0.into(), &Value::Null));
    assert_eq!(pair(&json(&sandbox, "--in document"), "training", "robots").unwrap()["count"], 2);
    sandbox.run("relations out --min-count 0").exits(64);
}

#[test]
fn groups_are_pairs_too_and_the_matrix_is_symmetric() {
    let sandbox = scanned();
    let relations = json(&sandbox, "--by group");
    assert_eq!(pair(&relations, "instruments", "skills").unwrap()["count"], 5);
    let matrix = &relations["matrix"];
    assert_eq!(matrix["of"], serde_json::json!(["instruments", "skills"]));
    assert_eq!(matrix["counts"], serde_json::json!([[6, 5], [5, 6]]));
    assert_eq!(matrix["g2"][0][1], matrix["g2"][1][0]);
    let run = sandbox.run("relations out --by group --matrix").exits(0);
    assert!(run.stdout.contains("1 Instrumenten  (6)    5\n2 Vaardigheden    5  (6)\n"), "{}", run.stdout);
    let csv = sandbox.run("relations out --by group --matrix --format csv").exits(0).stdout;
    assert_eq!(csv, "id,instruments,skills\ninstruments,6,5\nskills,5,6\n");
}

#[test]
fn quotes_lead_to_the_document_and_page() {
    let sandbox = scanned();
    let relations = json(&sandbox, "--concept robots --quotes 2");
    assert_eq!(relations["matrix"], Value::Null);
    let found = pair(&relations, "robots", "training").unwrap();
    let shown: Vec<(&str, &Value, &str)> = found["quotes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|q| (&q["document"], &q["passages"][0]))
        .map(|(d, p)| (d.as_str().unwrap(), &p["page"], p["text"].as_str().unwrap()))
        .collect();
    // One of each document, before a second of any.
    let expected =
        [("oom.md", &Value::Null, "Scholing over robots."), ("otib.pdf", &2.into(), "De scholing met robots.")];
    // The copy stands for the original, whichever of the two names counts.
    assert_eq!(shown.iter().map(|s| (s.1, s.2)).collect::<Vec<_>>(), expected.map(|e| (e.1, e.2)));
    assert_eq!(found["quotes"][1]["fund"], "otib");
    for format in ["table", "markdown", "csv"] {
        let run = sandbox.run(&format!("relations out --concept robots --quotes 2 --format {format}")).exits(0);
        run.prints("De scholing met robots.").prints("otib.pdf");
    }
}

#[test]
fn the_same_scan_gives_the_same_bytes() {
    let sandbox = scanned();
    let first = sandbox.run("relations out --quotes 3 --format json").exits(0).stdout;
    for _ in 0..3 {
        assert_eq!(sandbox.run("relations out --quotes 3 --format json").exits(0).stdout, first);
    }
}

#[test]
fn a_document_cannot_steer_what_is_shown() {
    let text = "=HYPERLINK scholing robots \u{1b}[31m|<b>x</b>\n";
    let sandbox = Sandbox::new().file("in/a.txt", text);
    sandbox.scan("in").exits(0);
    for format in ["table", "markdown", "csv"] {
        let run = sandbox.run(&format!("relations out --quotes 1 --format {format}")).exits(0);
        assert!(!run.stdout.contains('\u{1b}'), "{}", run.stdout);
        match format {
            "csv" => assert!(run.stdout.contains(",'=HYPERLINK"), "{}", run.stdout),
            "markdown" => assert!(run.stdout.contains("\\|&lt;b&gt;"), "{}", run.stdout),
            _ => {}
        }
    }
}

#[test]
fn what_cannot_be_answered_is_refused() {
    let sandbox = scanned();
    sandbox
        .run("relations out --concept robbots")
        .exits(2)
        .says("there is no concept robbots")
        .says("hint: close to it: robots");
    sandbox.run("relations weg").exits(2).says("error: weg: ").says("hint: ");
    sandbox.run("relations out --concept robots --matrix").exits(64);
    let (name, bytes) = sandbox.files("out/text").into_iter().find(|(n, _)| n.starts_with("otib")).unwrap();
    sandbox.write(&format!("out/text/{name}"), &bytes[..bytes.len() / 2]);
    sandbox.run("relations out").exits(2).says(&format!("error: out/text/{name}: "));
}
