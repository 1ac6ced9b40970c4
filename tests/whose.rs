//! Whose evidence it is: table rows, sentences, headings, the document; and the register of funds.

use serde_json::{Value, json};

use crate::support::Sandbox;

/// A document that speaks of several funds, as an overview does.
const OVERVIEW: &str = "<html><body><h1>Overzicht van fondsen</h1>
<p>OOC geeft scholing. OOM en OOC denken na over robots.</p>
<table><tr><th>Fonds</th><th>Aanbod</th></tr>
<tr><td>OOM</td><td><ul><li>EVC</li><li>een cursus van OOC</li></ul></td></tr>
<tr><td rowspan=2>OOMT</td><td>nog niets</td></tr><tr><td>scholing</td></tr>
<tr><td>Fonds voor Glas</td><td>robots</td></tr></table>
<h2>Het fonds OTIB</h2><p>Er is EVC.</p><h2>Slot</h2><p>Er is scholing.</p></body></html>";

fn whose(sandbox: &Sandbox) -> Vec<Value> {
    let evidence = sandbox.json("out/documents/overzicht.html.json");
    let mentions = evidence["mentions"].as_array().unwrap();
    mentions.iter().map(|m| json!([m["quote"], m["fund"], m["fund_by"]])).collect()
}

#[test]
fn each_mention_says_whose_it_is_and_which_rule_decided() {
    let sandbox = Sandbox::new().file("in/overzicht.html", OVERVIEW);
    sandbox.scan("in").exits(0);
    let told = [
        json!(["scholing", "ooc", "sentence"]),
        json!(["robots", null, "none"]),
        json!(["EVC", "oom", "table-row"]),
        json!(["cursus", "oom", "table-row"]),
        json!(["scholing", "oomt", "table-row"]),
        json!(["robots", null, "none"]),
        json!(["EVC", "otib", "section"]),
        json!(["scholing", null, "none"]),
    ];
    assert_eq!(whose(&sandbox), told);
    let notices = sandbox.json("out/documents/overzicht.html.json")["notices"].clone();
    let unknown = notices.as_array().unwrap().iter().find(|n| n["code"] == "fund-not-in-register").unwrap();
    assert!(unknown["message"].as_str().unwrap().contains("\"Fonds voor Glas\""), "{unknown}");
}

#[test]
fn coverage_counts_a_mention_under_its_own_fund_and_not_under_the_one_of_its_document() {
    let sandbox = Sandbox::new().file("in/overzicht.html", OVERVIEW);
    sandbox.scan("in --fund ooi").exits(0);
    assert_eq!(whose(&sandbox)[7], json!(["scholing", "ooi", "document"]));
    let coverage = sandbox.run("coverage out --format json").exits(0).json();
    let concepts = coverage["concepts"].as_array().unwrap();
    let covered = |id: &str| concepts.iter().find(|c| c["concept"] == id).unwrap()["covered_by"].clone();
    assert_eq!(covered("evc"), json!(["oom", "otib"]));
    assert_eq!(covered("training"), json!(["ooc", "ooi", "oom", "oomt", "otib"]));
    // A row of a fund that the register does not know is not about the fund of the document.
    assert_eq!(covered("robots"), json!(["ooi"]));
    assert_eq!(concepts[0]["funds_total"], 5);
    let cells = sandbox.run("coverage out --format json --kind table-cell").exits(0).json();
    let funds: Vec<&Value> = cells["funds"].as_array().unwrap().iter().map(|f| &f["fund"]).collect();
    assert!(funds.contains(&&json!("oomt")) && !funds.contains(&&json!("otib")), "{funds:?}");
}

#[test]
fn a_register_of_ones_own_says_which_funds_there_are() {
    let register = "[[fund]]\nid = \"glas\"\nname = \"Glasfonds\"\nnames = [\"Fonds voor Glas\"]\n\
                    [[fund]]\nid = \"oom\"\nname = \"OOM\"\n";
    let sandbox = Sandbox::new().file("in/overzicht.html", OVERVIEW).file("funds.toml", register);
    sandbox.scan("in --funds funds.toml").exits(0);
    let told = whose(&sandbox);
    assert_eq!(told[5], json!(["robots", "glas", "table-row"]));
    assert!(told.iter().all(|m| m[1] != "ooc" && m[1] != "otib"), "neither is in this register: {told:?}");
}

#[test]
fn a_register_with_a_fault_is_refused_with_its_line() {
    let sandbox = Sandbox::with_documents().file("funds.toml", "[[fund]]\nid = \"a\"\nnaam = \"A\"\n");
    sandbox.scan("in --funds funds.toml").exits(2).says("funds.toml").says("name");
    sandbox.scan("in --funds weg.toml").exits(2).says("error: weg.toml: ");
}

#[test]
fn one_fund_with_two_names_in_time_is_one_fund() {
    let sandbox = Sandbox::new().file("in/oud.md", "OTIB geeft scholing.\n").file(
        "in/nieuw.md",
        "Wij Techniek geeft EVC. OOM-bedrijven en OOM's leden volgen een cursus. OOMT heeft robots.\n",
    );
    sandbox.scan("in").exits(0);
    let coverage = sandbox.run("coverage out --format json").exits(0).json();
    let concepts = coverage["concepts"].as_array().unwrap();
    let covered = |id: &str| concepts.iter().find(|c| c["concept"] == id).unwrap()["covered_by"].clone();
    assert_eq!(covered("evc"), json!(["otib"]));
    assert_eq!(covered("training"), json!(["oom", "otib"]));
    assert_eq!(covered("robots"), json!(["oomt"]));
}

#[test]
fn evidence_whose_fund_was_edited_without_its_rule_is_refused() {
    let sandbox = Sandbox::new().file("in/overzicht.html", OVERVIEW);
    sandbox.scan("in").exits(0);
    let path = "out/documents/overzicht.html.json";
    let text = sandbox.json(path).to_string().replacen("\"fund_by\":\"sentence\"", "\"fund_by\":\"none\"", 1);
    sandbox.write(path, text);
    sandbox.run("coverage out").exits(2).says("its fund does not go with the rule that found it");
}
