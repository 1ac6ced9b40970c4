//! `fundscan kwic`: keywords in context.

use serde_json::Value;

use crate::support::{Sandbox, pdf};

fn scanned() -> Sandbox {
    let manifest = "path,fund,year\noom.md,oom,2022\notib.pdf,otib,2023\nlos.md,,\nkopie.md,oom,2022\n";
    let oom = "# Over EVC\n\nWij vergoeden EVC. De scholing van zestig leden loopt, zie robots.\n\n- =EVC(1)\n";
    let sandbox = Sandbox::new()
        .file("in/manifest.csv", manifest)
        .file("in/oom.md", oom)
        .file("in/kopie.md", oom)
        .file("in/otib.pdf", pdf(&[&["Voorwoord."], &["Er is geen scholing voor monteurs."]]))
        .file("in/los.md", "Een lascursus, en scholing aan boord.\n");
    sandbox.scan("in").exits(0);
    sandbox
}

fn quotes(kwic: &Value) -> Vec<&str> {
    kwic["lines"].as_array().unwrap().iter().map(|l| l["quote"].as_str().unwrap()).collect()
}

#[test]
fn a_concept_is_shown_in_context_with_fund_year_page_and_status() {
    let sandbox = scanned();
    let run = sandbox.run("kwic out training --concept").exits(0);
    let line =
        |start: &str| run.stdout.lines().find(|l| l.starts_with(start)).unwrap_or_else(|| panic!("{}", run.stdout));
    assert_eq!(line("otib  2023").split_whitespace().collect::<Vec<_>>()[..4], ["otib", "2023", "2", "negated"]);
    assert!(line("oom   2022").contains("Wij vergoeden EVC. De  scholing "), "{}", run.stdout);
    assert!(run.stdout.ends_with("\n4 lines, 3 documents, 2 funds, 1 document without a fund\n"), "{}", run.stdout);
    // Keywords stand below each other.
    let starts: Vec<usize> = run.stdout.lines().filter_map(|l| l.find("  scholing")).collect();
    assert!(starts.len() == 3 && starts.iter().all(|at| at == &starts[0]), "{}", run.stdout);
    run.says("note: mentions of narrower concepts are not shown (evc); --narrower shows them too");
}

#[test]
fn the_json_leads_back_to_the_words_and_fits_its_schema() {
    let sandbox = scanned();
    let schema = jsonschema::validator_for(&sandbox.run("schema kwic").exits(0).json()).unwrap();
    for arguments in
        ["kwic out training --narrower", "kwic out schol*", "kwic out /schol/", "kwic in/otib.pdf scholing"]
    {
        let kwic = sandbox.run(&format!("{arguments} --format json")).exits(0).json();
        let errors: Vec<String> = schema.iter_errors(&kwic).map(|e| e.to_string()).collect();
        assert!(errors.is_empty(), "{arguments}: {errors:?}");
        assert!(!quotes(&kwic).is_empty(), "{arguments}");
    }
    let kwic = sandbox.run("kwic out training --fund otib --format json").exits(0).json();
    let line = &kwic["lines"][0];
    assert_eq!((&line["document"], &line["page"], &line["fund"]), (&"otib.pdf".into(), &2.into(), &"otib".into()));
    assert_eq!((&line["before"], &line["after"]), (&"Er is geen ".into(), &" voor monteurs.".into()));
    // The passage with this id holds the quote at this span.
    let text = sandbox.files("out/text").into_iter().find(|(name, _)| name.starts_with("otib")).unwrap().1;
    let passages = String::from_utf8(text).unwrap();
    let passage = passages.lines().map(|l| serde_json::from_str::<Value>(l).unwrap());
    let passage = passage.into_iter().find(|p| p["id"] == line["passage"]).unwrap();
    let at = |key: &str| usize::try_from(line["span"][key].as_u64().unwrap()).unwrap();
    assert_eq!(&passage["text"].as_str().unwrap()[at("start")..at("end")], "scholing");
}

#[test]
fn lines_are_sorted_filtered_and_limited() {
    let sandbox = scanned();
    let documents = |arguments: &str| {
        let kwic = sandbox.run(&format!("kwic out training --concept --format json {arguments}")).exits(0).json();
        let documents: Vec<&str> =
            kwic["lines"].as_array().unwrap().iter().map(|l| l["document"].as_str().unwrap()).collect();
        format!("{} of {}", documents.join(" "), kwic["lines_total"])
    };
    // The copy of oom.md is another name for the same, and is not shown again.
    assert_eq!(documents(""), "kopie.md los.md los.md otib.pdf of 4");
    // aan boord, en scholing, van zestig, voor monteurs.
    assert_eq!(documents("--sort right"), "los.md los.md kopie.md otib.pdf of 4");
    // De, een, en, geen.
    assert_eq!(documents("--sort left"), "kopie.md los.md los.md otib.pdf of 4");
    assert_eq!(documents("--max 2"), "kopie.md los.md of 4");
    assert_eq!(documents("--fund OOM"), "kopie.md of 1");
    assert_eq!(documents("--year 2023-2024"), "otib.pdf of 1");
    assert_eq!(documents("--status negated"), "otib.pdf of 1");
    assert_eq!(documents("--kind heading"), " of 0");
    sandbox
        .run("kwic out training --max 1")
        .exits(0)
        .prints("4 lines, 3 documents, 2 funds, 1 document without a fund; 1 line is shown");
    sandbox.run("kwic out training --fund omo").exits(2).says("unknown fund omo").says("otib");
}

#[test]
fn a_pattern_is_a_term_or_between_slashes_an_expression() {
    let sandbox = scanned();
    let found = |arguments: &str| {
        let kwic = sandbox.run(&format!("kwic out {arguments} --format json")).exits(0).json();
        quotes(&kwic).join("|")
    };
    assert_eq!(found("*cursus(sen)"), "lascursus");
    assert_eq!(found("vergoeden/vergoed"), "vergoeden");
    assert_eq!(found("/CURSUS|leden/"), "leden|cursus");
    assert_eq!(found("/CURSUS|leden/ --case"), "leden");
    assert_eq!(found("EVC --pattern --kind heading"), "EVC");
    sandbox.run("kwic out (").exits(2).says("error: ").says("hint: ");
    sandbox.run("kwic out /(/").exits(2).says("error: the regular expression cannot be used: unclosed group");
    sandbox.run("kwic out schol* --status negated").exits(2).says("error: --status: ");
}

#[test]
fn a_word_that_is_a_concept_too_is_said_to_be() {
    let sandbox = scanned();
    let run = sandbox.run("kwic out scholing").exits(0);
    run.says("note: scholing is taken for the concept training (scholing); --pattern searches for the words");
    sandbox.run("kwic out scholing --pattern").exits(0).says_nothing().prints("3 lines, 3 documents");
    // Nobody means this as words.
    sandbox.run("kwic out digital-skills").exits(0).says_nothing().prints("0 lines in 3 documents");
}

#[test]
fn an_unknown_concept_leads_to_those_with_a_name_like_it() {
    let sandbox = scanned();
    let run = sandbox.run("kwic out digital-skils --concept").exits(2);
    run.says("error: there is no concept digital-skils").says("hint: close to it: digital-skills");
    sandbox.run("kwic out digital-skils").exits(0).says("close to it: digital-skills").prints("0 lines");
}

#[test]
fn one_document_is_read_on_the_spot_and_tells_the_same_as_its_scan() {
    let sandbox = scanned();
    let fresh = sandbox.run("kwic in/otib.pdf training --concept --taxonomy small.toml --format json").exits(0).json();
    let kept = sandbox.run("kwic out training --concept --fund otib --format json").exits(0).json();
    // Who has not scanned it has not said whose it is.
    for key in ["quote", "span", "page", "passage", "before", "after", "status"] {
        assert_eq!(fresh["lines"][0][key], kept["lines"][0][key], "{key}");
    }
    sandbox.run("kwic weg.pdf scholing").exits(2).says("error: weg.pdf: no such file");
    sandbox.run("kwic in scholing").exits(2).says("error: in: ").says("hint: ");
    sandbox.run("kwic out scholing --taxonomy small.toml").exits(2).says("error: --taxonomy: ");
}

#[test]
fn one_evidence_file_is_shown_with_its_scan_or_alone() {
    let sandbox = scanned();
    let name = sandbox.names("out/documents").into_iter().find(|n| n.starts_with("los")).unwrap();
    let with = sandbox.run(&format!("kwic out/documents/{name} scholing")).exits(0);
    with.prints("2 lines, 1 document, 0 funds").prints("lascursus, en  scholing");
    sandbox.run(&format!("kwic out/documents/{name} boord")).exits(0).prints("1 line, ");
    sandbox.write("alleen.json", sandbox.files("out/documents").into_iter().find(|(n, _)| *n == name).unwrap().1);
    let alone = sandbox.run("kwic alleen.json training").exits(0);
    alone.prints("2 lines, 1 document, 0 funds").prints("note: the passages of 1 document are not at hand");
    sandbox.run("kwic alleen.json boord").exits(2).says("the passages are not beside the evidence file");
}

#[test]
fn a_spreadsheet_runs_nothing_of_it() {
    let sandbox = scanned();
    let run = sandbox.run("kwic out evc --format csv").exits(0);
    assert!(run.stdout.starts_with("document,fund,year_from,"), "{}", run.stdout);
    assert!(run.stdout.contains(",'=,EVC,(1),"), "{}", run.stdout);
}

#[test]
fn evidence_that_was_edited_is_told() {
    let sandbox = scanned();
    let (name, bytes) = sandbox.files("out/text").into_iter().find(|(n, _)| n.starts_with("los")).unwrap();
    sandbox.write(&format!("out/text/{name}"), String::from_utf8(bytes).unwrap().replace("boord", "board"));
    sandbox.run("kwic out scholing").exits(2).says(&format!("error: out/text/{name}: line 2: ")).says("hint: ");
}
