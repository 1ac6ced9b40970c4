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
fn a_fund_that_the_register_does_not_know_is_refused_wherever_it_is_named_with_the_way_to_mend_it() {
    let document = "[[document]]\npath = \"plan.txt\"\nfund = \"glas\"\n";
    let decision = "[[decision]]\naction = \"document\"\ndocument = \"plan.txt\"\nto_fund = \"glas\"\nreason = \"x\"\n";
    for (file, content, line) in [
        ("in/manifest.toml", document, "in/manifest.toml:3: "),
        ("in/manifest.csv", "path,fund\nplan.txt,glas\n", "in/manifest.csv:2: "),
        ("in/decisions.toml", decision, "in/decisions.toml:1: "),
    ] {
        let sandbox = Sandbox::with_documents().file(file, content);
        let run = sandbox.scan("in").exits(2);
        run.says(line).says("unknown fund \"glas\"; known are ao-metalektro, ").says("--funds takes a register");
        assert!(!sandbox.path("out").exists());
        let register = "[[fund]]\nid = \"glas\"\nname = \"Glasfonds\"\n";
        sandbox.write("funds.toml", register);
        sandbox.scan("in --funds funds.toml").exits(0);
        assert_eq!(sandbox.json("out/documents/plan.txt.json")["fund"]["id"], "glas", "{file}");
    }
}

#[test]
fn a_register_that_is_half_written_or_names_two_funds_alike_is_refused_and_a_common_word_is_told() {
    let fund = |id: &str, more: &str| format!("[[fund]]\nid = \"{id}\"\n{more}\n");
    for (register, says) in [
        ("[[fund]]\nid = \"a\"\nname = \"Al".to_owned(), "funds.toml:3: this is not TOML"),
        (String::new(), "funds.toml:1: the register has no fund"),
        (
            fund("a", "name = \"Alfa\"") + &fund("b", "name = \"ALFA\""),
            "funds.toml:6: the name `ALFA` already stands on line 3",
        ),
        (
            fund("a", "name = \"Alfa\"") + &fund("b", "name = \"B\"\nnames = [\"alfa\"]"),
            "funds.toml:7: the name `alfa`",
        ),
        (fund("a", "name = \"Alfa\"") + &fund("a", "name = \"Beta\""), "funds.toml:5: duplicate id"),
        (fund("a", "name = \" \""), "funds.toml:3: `name` of a fund is empty"),
    ] {
        let sandbox = Sandbox::with_documents().file("funds.toml", register);
        sandbox.scan("in --funds funds.toml").exits(2).says(says).says("hint: correct the file");
        assert!(!sandbox.path("out").exists());
    }
    let sandbox = Sandbox::with_documents().file("funds.toml", fund("a", "name = \"Alfa\"\nnames = [\"fonds\"]"));
    sandbox.scan("in --funds funds.toml").exits(0).says("note: funds.toml:4: the name `fonds` is a common word");
    // A former name that would find what is not meant finds nothing.
    let former = |name: &str| format!("name = \"Fonds van {name}\"\npredecessor = \"{name}\"");
    let register = fund("a", &former("OUD"))
        + &fund("b", "name = \"Beta\"\npredecessor = \"OUD\"")
        + &fund("c", &former("Stichting"));
    let sandbox = Sandbox::new()
        .file("in/los.md", "OUD geeft EVC. Een stichting heeft een robot.\n")
        .file("funds.toml", register);
    let run = sandbox.scan("in --funds funds.toml").exits(0);
    let run = run.says("funds.toml:4: the former name `OUD` was that of several of these funds: it finds none");
    run.says("funds.toml:12: the former name `Stichting` is a common word: it finds none");
    assert_eq!(
        sandbox.evidence("los.md")["mentions"].as_array().unwrap().iter().filter(|m| m["fund"] != Value::Null).count(),
        0
    );
}

#[test]
fn a_later_heading_that_names_another_fund_takes_no_report_from_its_fund() {
    let long = "Het fonds geeft scholing aan iedereen die dat wil en kan.\n\n".repeat(50);
    let sandbox = Sandbox::new()
        .file(
            "in/eigen.md",
            format!("# Jaarverslag 2023 OOM\n\n{long}# Samenwerking met OOC\n\nWij deden een proef met robots.\n"),
        )
        .file("in/beide.md", "# Plannen van OOM\n\nEr is scholing.\n\n# Plannen van OOC\n\nEr is EVC.\n");
    sandbox.scan("in").exits(0);
    assert_eq!(sandbox.evidence("eigen.md")["fund"]["id"], "oom");
    let both = sandbox.evidence("beide.md");
    assert_eq!(both["fund"]["id"], Value::Null);
    assert!(both["notices"].as_array().unwrap().iter().any(|n| n["code"] == "fund-ambiguous"), "{}", both["notices"]);
}

#[test]
fn a_year_that_cannot_be_told_is_not_guessed_and_is_kept_apart() {
    let sandbox = Sandbox::new()
        .file("in/jaarverslag-2022.md", "# Jaarverslag 2022 van OOM\n\nEr is scholing.\n")
        .file("in/ooc.md", "# Over OOC\n\nIn 2019, 2020 en 2021 was er EVC.\n");
    sandbox.scan("in").exits(0);
    let notices = sandbox.json("out/documents/ooc.md.json")["notices"].clone();
    let unknown = notices.as_array().unwrap().iter().find(|n| n["code"] == "year-unknown").unwrap();
    assert!(unknown["message"].as_str().unwrap().contains("a manifest can say it"), "{unknown}");
    let table = sandbox.run("coverage out --by year --format json").exits(0).json();
    let years: Vec<&Value> = table["parts"].as_array().unwrap().iter().map(|part| &part["key"]).collect();
    assert_eq!(json!(years), json!(["2022", null]));
    sandbox.run("coverage out --by year").exits(0).prints("no year      1 of ");
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

/// Funds of one's own: nothing here depends on the names of the built-in register.
const REGISTER: &str = r#"
[[fund]]
id = "glas"
name = "OFG"
names = ["Opleidingsfonds Glas", "Stichting Opleidingsfonds Glas"]

[[fund]]
id = "hout"
name = "Houtfonds"

[[fund]]
id = "touw"
name = "A&T Touw"
names = ["A en T Touw"]
"#;

/// Whose each of these words is in a web page, with the rule that decided.
#[track_caller]
fn told(body: &str, words: &[&str]) -> Vec<String> {
    let page = format!("<html><body>{body}</body></html>");
    let sandbox = Sandbox::new().file("in/pagina.html", page).file("funds.toml", REGISTER);
    sandbox.scan("in --funds funds.toml").exits(0);
    let text = std::fs::read_to_string(sandbox.path("out/text/pagina.html.jsonl")).unwrap();
    let passages: Vec<Value> = text.lines().skip(1).map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |word: &&str| {
        let found = passages.iter().find(|p| p["text"].as_str().unwrap().contains(word));
        let passage = found.unwrap_or_else(|| panic!("{word} is not in the passages: {text}"));
        format!("{} {}", passage["fund"].as_str().unwrap_or("-"), passage["fund_by"].as_str().unwrap())
    };
    words.iter().map(of).collect()
}

#[test]
fn funds_may_head_the_columns_or_stand_in_the_last_one() {
    let columns = "<table><tr><th>Thema<th>OFG<th>Houtfonds</tr><tr><td>Leren<td>blazen<td>zagen</tr></table>";
    assert_eq!(told(columns, &["Leren", "blazen", "zagen"]), ["- none", "glas table-column", "hout table-column"]);
    let last = "<table><tr><th>Aanbod<th>Jaar<th>Plek<th>Fonds</tr><tr><td>blazen<td>2018<td>Goes<td>Opleidingsfonds Glas (OFG)\
                </tr><tr><td>zagen<td>2019<td>Ede<td>Houtfonds</tr></table>";
    assert_eq!(told(last, &["blazen", "zagen", "Ede"]), ["glas table-row", "hout table-row", "hout table-row"]);
    // With whom is not whose.
    let partners = last.replace("<th>Fonds", "<th>Partners");
    assert_eq!(told(&partners, &["blazen", "Ede"]), ["- none", "- none"]);
    let one = "<table><tr><th>Thema<th>A&amp;T Touw</tr><tr><td>Leren<td>slaan</tr></table>";
    assert_eq!(told(one, &["slaan"]), ["touw table-column"]);
}

#[test]
fn a_table_may_be_about_one_fund_by_its_first_row_or_its_caption() {
    let cards = "<table><tr><td>Fonds:<td>OFG</tr><tr><td>Aanbod<td>blazen</tr></table><p>Dan nog een.</p>\
                 <table><tr><td>Fonds:<td>Houtfonds</tr><tr><td>Aanbod<td>zagen</tr></table>";
    assert_eq!(told(cards, &["blazen", "zagen"]), ["glas table-row", "hout table-row"]);
    let captions = "<p>Zie onder.</p><p>Tabel 1. Aanbod van OFG</p><table><tr><th>Aanbod<th>Plek</tr><tr><td>blazen<td>Goes</tr></table>\
                    <p>Tabel 2. Aanbod van het Houtfonds</p><table><tr><th>Aanbod<th>Plek</tr><tr><td>zagen<td>Ede</tr></table>\
                    <p>Slot.</p>";
    let funds = ["glas section", "glas section", "hout section", "- none"];
    assert_eq!(told(captions, &["blazen", "Goes", "zagen", "Slot"]), funds);
}

#[test]
fn a_row_of_several_funds_is_of_none_of_them_and_not_of_the_document() {
    let table = "<h1>Houtfonds</h1><table><tr><th>Fonds<th>Aanbod</tr><tr><td>OFG<td>blazen</tr><tr><td>Houtfonds<td>zagen</tr>\
                 <tr><td>OFG en A&amp;T Touw<td>slaan</tr></table><p>Slot.</p>";
    assert_eq!(told(table, &["slaan", "Slot"]), ["- none", "hout document"]);
}

#[test]
fn a_line_that_says_so_carries_a_table_over() {
    let part = |rows: &str| format!("<table><tr><th>Fonds<th>Aanbod</tr>{rows}</table>");
    let first = part("<tr><td>OFG<td>blazen</tr><tr><td>Houtfonds<td>zagen</tr>");
    let second = part("<tr><td><td>schaven</tr><tr><td>A&amp;T Touw<td>slaan</tr>");
    let words = ["schaven", "slaan"];
    assert_eq!(told(&format!("{first}<p>Tabel 3 (vervolg)</p>{second}"), &words), ["hout table-row", "touw table-row"]);
    assert_eq!(told(&format!("{first}<p>Iets anders.</p>{second}"), &words), ["- none", "touw table-row"]);
}

#[test]
fn a_name_set_before_what_is_said_goes_before_the_others_that_are_named() {
    let list = "<p>Zij doen dit:</p><ul><li>OFG: blazen, met Houtfonds</li><li><b>A en T Touw</b> – slaan, als OFG</li>\
                <li>OFG en Houtfonds: zagen</li></ul><p>Houtfonds: schaven met OFG. Ook lijmen.</p><p>Slot.</p>";
    let funds = ["glas sentence", "touw sentence", "- none", "hout sentence", "hout sentence", "- none"];
    assert_eq!(told(list, &["blazen", "slaan", "zagen", "schaven", "lijmen", "Slot"]), funds);
}

#[test]
fn a_line_that_is_a_name_heads_what_follows_up_to_the_next() {
    let lines = "<p>Zie onder.</p><p><b>OFG</b></p><p>Er is blazen.</p><ul><li>slijpen</li></ul>\
                 <dl><dt>Stichting Houtfonds</dt><dd>Er is zagen.</dd><dt>Conclusie</dt><dd>Er is meer.</dd></dl>";
    let funds = ["glas section", "glas section", "hout section", "- none"];
    assert_eq!(told(lines, &["blazen", "slijpen", "zagen", "meer"]), funds);
    // Names one below the other are a list of those who took part.
    assert_eq!(told("<p>Zie onder.</p><p>OFG</p><p>Houtfonds</p><p>Er is zagen.</p>", &["zagen"]), ["- none"]);
}

#[test]
fn a_document_that_mentions_funds_is_not_one_of_theirs() {
    let words = ["nieuw", "komt"];
    let none = |first: &str| told(&format!("{first}<p>Alles is nieuw.</p><p>Er komt meer.</p>"), &words);
    for first in [
        "<p>OFG en Houtfonds denken na.</p><p>OFG doet veel.</p>",
        "<h1>Verkenning</h1><ul><li>J. Jansen (OFG)</li></ul>",
        "<h1>Overzicht</h1><table><tr><td>OFG<td>blazen</tr><tr><td>Houtfonds<td>zagen</tr></table>",
        "<p>Blazen is in (bron: OFG, 2019).</p>",
    ] {
        assert_eq!(none(first), ["- none", "- none"], "{first}");
    }
    assert_eq!(none("<h1>Jaarverslag</h1><p>Stichting Houtfonds</p>"), ["hout document", "hout document"]);
}
