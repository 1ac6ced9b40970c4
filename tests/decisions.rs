//! The researcher's last word: decisions by hand, followed on every scan.

use serde_json::{Value, json};

use crate::support::{Run, Sandbox, pdf};

const REPORT: &str = "# OOM Jaarverslag 2022\n\nHet fonds vergoedt scholing en EVC. Een robot heet hier de nieuwe collega.\n\n\
                      Er is geen cursus gegeven. De leermeester deelt zijn vak.\n\nOTIB kent digitale vaardigheden.\n";

/// One report, and these decisions beside it.
fn sandbox(decisions: &str) -> Sandbox {
    Sandbox::new().file("in/2022.md", REPORT).file("in/decisions.toml", decisions)
}

fn concepts(list: &Value) -> Vec<&str> {
    list.as_array().map(|list| list.iter().map(|m| m["concept"].as_str().unwrap()).collect()).unwrap_or_default()
}

fn notices(sandbox: &Sandbox) -> Vec<(String, String)> {
    let collection = sandbox.json("out/collection.json");
    let text = |notice: &Value, key: &str| notice[key].as_str().unwrap().to_owned();
    collection["notices"].as_array().unwrap().iter().map(|n| (text(n, "code"), text(n, "message"))).collect()
}

const REJECT: &str = "[[decision]]\naction = 'reject'\nconcept = 'robots'\ntext = 'een ROBOT heet  hier de nieuwe collega'\n\
                      reason = 'a nickname'\nby = 'A. Jansen'\non = 2026-03-01\n";

#[test]
fn a_rejected_mention_counts_nowhere_and_is_kept_apart() {
    let sandbox = sandbox(REJECT);
    let written = std::fs::read(sandbox.path("in/decisions.toml")).unwrap();
    sandbox.scan("in").exits(0).says_nothing().prints("1 mention rejected by hand");
    let evidence = sandbox.evidence("2022.md");
    assert!(!concepts(&evidence["mentions"]).contains(&"robots"));
    assert!(!concepts(&evidence["counts"]).contains(&"robots"));
    let rejected = &evidence["rejected"][0];
    assert_eq!((&rejected["quote"], &rejected["concept"]), (&json!("robot"), &json!("robots")));
    assert_eq!(
        rejected["decision"],
        json!({"action": "reject", "reason": "a nickname", "by": "A. Jansen", "on": "2026-03-01",
               "file": "decisions.toml", "line": 1})
    );
    let record = &evidence["decisions"][0];
    assert_eq!((&record["outcome"], &record["mentions"][0]), (&json!("applied"), &rejected["id"]));
    let collection = sandbox.json("out/collection.json");
    assert_eq!(collection["totals"]["by_hand"]["rejected"], 1);
    assert_eq!(collection["documents"][0]["by_hand"]["rejected"], 1);
    for format in ["table", "markdown"] {
        sandbox.run(&format!("coverage out --format {format}")).exits(0).prints("1 mention rejected by hand");
    }
    sandbox.run("coverage out --format csv").exits(0).says("1 mention rejected by hand");
    let coverage = sandbox.run("coverage out --format json").exits(0).json();
    assert_eq!(coverage["by_hand"]["rejected"], 1);
    sandbox.run("kwic out robots").exits(0).prints("1 mention was rejected by hand");
    sandbox.run("relations out").exits(0).prints("1 mention rejected by hand");
    sandbox.run("export out mentions --format csv").exits(0).says("1 mention rejected by hand");
    let annotations = sandbox.run("annotate out").exits(0).says("1 mention rejected by hand").json();
    assert!(
        annotations["label"].as_str().unwrap().ends_with("; 1 mention rejected by hand"),
        "{}",
        annotations["label"]
    );
    assert_eq!(std::fs::read(sandbox.path("in/decisions.toml")).unwrap(), written, "the file is never written");

    // Without its line it is undone.
    sandbox.write("in/decisions.toml", "");
    sandbox.scan("in").exits(0);
    let evidence = sandbox.evidence("2022.md");
    assert!(concepts(&evidence["mentions"]).contains(&"robots"));
    assert_eq!((&evidence["rejected"], &evidence["decisions"]), (&Value::Null, &Value::Null));
}

#[test]
fn the_ids_of_other_mentions_stay_what_they_are() {
    let ids = |sandbox: &Sandbox, key: &str| -> Vec<String> {
        let evidence = sandbox.evidence("2022.md");
        let list = evidence[key].as_array().cloned().unwrap_or_default();
        list.iter().map(|m| m["id"].as_str().unwrap().to_owned()).collect()
    };
    let sandbox = sandbox(
        &REJECT.replace("robots", "training").replace("een ROBOT heet  hier de nieuwe collega", "scholing en EVC"),
    );
    sandbox.scan("in").exits(0);
    let mut with: Vec<String> = [ids(&sandbox, "mentions"), ids(&sandbox, "rejected")].concat();
    sandbox.write("in/decisions.toml", "");
    sandbox.scan("in").exits(0);
    let mut without = ids(&sandbox, "mentions");
    with.sort();
    without.sort();
    assert_eq!(with, without);
}

#[test]
fn an_added_mention_has_quote_page_and_place() {
    let decisions = "[[decision]]\naction = 'add'\nconcept = 'training'\ntext = 'De leermeester deelt zijn vak.'\n\
                     quote = 'deelt zijn vak'\nreason = 'passing on a craft is training'\nby = 'A. Jansen'\n";
    let report = pdf(&[&["OOM Jaarverslag 2022"], &["De leermeester deelt zijn vak."]]);
    let sandbox = Sandbox::new().file("in/2022.pdf", report).file("in/decisions.toml", decisions);
    sandbox.scan("in").exits(0).prints("1 mention added by hand");
    let evidence = sandbox.evidence("2022.pdf");
    let mention = &evidence["mentions"][0];
    assert_eq!(
        (&mention["quote"], &mention["page"], &mention["status"]),
        (&json!("deelt zijn vak"), &json!(2), &json!("affirmed"))
    );
    assert_eq!((&mention["places"][0]["page"], &mention["term"]), (&json!(2), &json!("")));
    assert_eq!((&mention["decision"]["action"], &mention["decision"]["line"]), (&json!("add"), &json!(1)));
    assert_eq!(evidence["counts"][0]["own"]["affirmed"], 1);
    let table = sandbox.run("kwic out training").exits(0).prints("by hand").prints("added");
    assert!(table.stdout.contains("deelt zijn vak"));
    sandbox.run("kwic out training --format csv").exits(0).prints("added: passing on a craft is training");
    sandbox.run("kwic out training --format markdown").exits(0).prints("added: passing on a craft is training");
    sandbox.run("export out mentions --format csv").exits(0).prints("added: passing on a craft is training");
    let annotations = sandbox.run("annotate out").exits(0).json();
    let is_added = |a: &&Value| a["creator"]["name"] == "A. Jansen";
    let annotation = annotations["first"]["items"].as_array().unwrap().iter().find(is_added).unwrap().clone();
    let comment = annotation["body"].as_array().unwrap().iter().find(|b| b["purpose"] == "commenting").unwrap();
    assert_eq!(comment["value"], "added: passing on a craft is training");
}

#[test]
fn what_is_added_against_what_was_found_takes_its_place() {
    let decisions = "[[decision]]\naction = 'add'\nconcept = 'training'\ntext = 'Er is geen cursus gegeven'\nquote = 'cursus'\n\
                     to_status = 'affirmed'\nreason = 'it was a workshop instead'\n";
    let sandbox = sandbox(decisions);
    sandbox.scan("in").exits(0).prints("1 mention rejected by hand, 1 mention added by hand");
    let evidence = sandbox.evidence("2022.md");
    assert_eq!(
        (&evidence["rejected"][0]["quote"], &evidence["rejected"][0]["status"]),
        (&json!("cursus"), &json!("negated"))
    );
    let added = evidence["mentions"].as_array().unwrap().iter().find(|m| m["quote"] == "cursus").unwrap();
    assert_eq!(added["status"], "affirmed");
    // Where the tool says it itself there is nothing to add.
    sandbox.write("in/decisions.toml", decisions.replace("'affirmed'", "'negated'"));
    sandbox.scan("in").exits(0).prints("decisions.toml line 1: training is found in");
}

#[test]
fn a_mention_is_attributed_to_another_fund() {
    let decisions = "[[decision]]\naction = 'attribute'\nto_fund = 'OTIB'\ntext = 'vergoedt scholing en EVC'\nreason = 'its scheme'\n\n\
                     [[decision]]\naction = 'attribute'\nto_fund = 'ooc'\nconcept = 'robots'\nquote = 'robot'\nreason = 'theirs'\n";
    let sandbox = sandbox(decisions);
    sandbox.scan("in").exits(0).prints("3 mentions attributed to another fund by hand");
    let evidence = sandbox.evidence("2022.md");
    let of = |concept: &str| {
        let all = evidence["mentions"].as_array().unwrap().clone();
        all.into_iter().find(|m| m["concept"] == concept).unwrap()
    };
    assert_eq!((&of("evc")["fund"], &of("evc")["decision"]["line"]), (&json!("otib"), &json!(1)));
    assert_eq!((&of("robots")["fund"], &of("robots")["decision"]["line"]), (&json!("ooc"), &json!(7)));
    let coverage = sandbox.run("coverage out --format json").exits(0).json();
    let evc = coverage["concepts"].as_array().unwrap().iter().find(|c| c["concept"] == "evc").unwrap();
    assert_eq!(evc["covered_by"], json!(["otib"]));
}

#[test]
fn a_documents_fund_year_and_kind_are_corrected() {
    let decisions = "[[decision]]\naction = 'document'\ndocument = '2022.md'\nto_fund = 'ooc'\nto_year = 2021\n\
                     to_kind = 'plan'\nreason = 'the cover is wrong'\n";
    let sandbox = sandbox(decisions);
    // Also against what holds for all documents.
    sandbox.scan("in --fund oom --year 2020").exits(0).prints("1 document corrected by hand");
    let evidence = sandbox.evidence("2022.md");
    assert_eq!((&evidence["fund"]["id"], &evidence["fund"]["how"]), (&json!("ooc"), &json!("decision")));
    assert_eq!((&evidence["period"]["year"], &evidence["period"]["how"]), (&json!(2021), &json!("decision")));
    assert_eq!((&evidence["document"]["kind"], &evidence["document"]["how"]), (&json!("plan"), &json!("decision")));
    assert_eq!(evidence["decisions"][0]["outcome"], "applied");

    // By its title too, and by a pattern; one that fits nothing is told.
    let named = decisions.replace("'2022.md'", "'*jaarverslag*'") + &decisions.replace("2022.md", "weg.md");
    let report = format!("<title>Jaarverslag van iemand</title><p>{REPORT}</p>");
    let sandbox = Sandbox::new().file("in/x.html", report).file("in/decisions.toml", named);
    sandbox.scan("in").exits(0).prints("decisions.toml line 8: no document is called weg.md");
    assert_eq!(sandbox.evidence("x.html")["fund"]["id"], "ooc");
}

#[test]
fn a_decision_holds_for_next_year_where_the_passage_is_the_same() {
    let named = REJECT.replace("[[decision]]", "[[decision]]\ndocument = '2022.md'");
    let next = REPORT.replace("2022", "2023").replace("Er is geen cursus gegeven. ", "Nieuw is de app. ");
    let sandbox = Sandbox::new().file("next/2023.md", &next).file("next/decisions.toml", named);
    let run = sandbox.scan("next").exits(0).prints("1 mention rejected by hand");
    run.prints("decisions.toml line 1: 2022.md is not among the documents; its words stand in 2023.md");
    assert_eq!(concepts(&sandbox.evidence("2023.md")["rejected"]), ["robots"]);

    // Where the document it names is there, the other is not touched.
    sandbox.write("next/2022.md", REPORT);
    sandbox.scan("next").exits(0);
    assert_eq!(concepts(&sandbox.evidence("2022.md")["rejected"]), ["robots"]);
    assert_eq!(sandbox.evidence("2023.md")["rejected"], Value::Null);

    // Without a document it holds for both; they are of one fund, so that there is nothing to ask.
    sandbox.write("next/decisions.toml", REJECT);
    sandbox.scan("next").exits(0).prints("2 mentions rejected by hand");
    assert_eq!(notices(&sandbox), []);
}

#[test]
fn a_decision_that_finds_nothing_or_too_much_is_told_with_its_line() {
    let decisions = REJECT.replace("hier de nieuwe", "daar de oude")
        + &REJECT.replace("robots", "evc")
        + "[[decision]]\naction = 'reject'\nconcept = 'training'\nquote = 'scholing'\nreason = 'x'\n"
        + &REJECT.replace("robots", "robotz").replace("text", "quote");
    let sandbox = sandbox(&decisions);
    sandbox.write("in/2022.md", format!("{REPORT}\nMeer scholing.\n"));
    sandbox.scan("in").exits(0);
    let told = notices(&sandbox);
    let told: Vec<(&str, &str)> =
        told.iter().map(|(code, message)| (code.as_str(), message.split(':').next().unwrap())).collect();
    assert_eq!(
        told,
        [
            ("decision-not-found", "decisions.toml line 1"),
            ("decision-no-mention", "decisions.toml line 8"),
            ("decision-ambiguous", "decisions.toml line 15"),
            ("decision-unknown-concept", "decisions.toml line 20"),
        ]
    );
    let evidence = sandbox.evidence("2022.md");
    assert_eq!(evidence["rejected"], Value::Null, "what is not sure is not done");

    // All of them may be meant.
    let all = "[[decision]]\naction = 'reject'\nconcept = 'training'\nquote = 'scholing'\nall = true\nreason = 'x'\n";
    sandbox.write("in/decisions.toml", all);
    sandbox.scan("in").exits(0).prints("2 mentions rejected by hand");
}

#[test]
fn a_passage_of_several_funds_is_asked_about() {
    let sandbox = sandbox(REJECT);
    sandbox.write("in/ooc-2022.md", REPORT.replace("OOM", "OOC").replace("OTIB", "Dat"));
    let told = sandbox.scan("in").exits(0).stdout;
    assert!(told.contains("decisions.toml line 1: it was followed in 2 documents"), "{told}");
}

#[test]
fn contradictions_and_faults_are_told_with_their_lines_before_any_work() {
    let refused = |decisions: &str| -> Run {
        let sandbox = sandbox(decisions);
        let run = sandbox.scan("in").exits(2);
        assert!(!sandbox.path("out").exists());
        run
    };
    // The same mention twice, in other words.
    let again = REJECT.replace("reject", "attribute").replace("een ROBOT", "Een robot") + "to_fund = 'ooc'\n";
    refused(&format!("{REJECT}{again}")).says("error: in/decisions.toml:8: decisions.toml line 1 decides on the same");
    // One document, two funds; a pattern is looked through.
    let one = "[[decision]]\naction = 'document'\ndocument = '2022.md'\nto_fund = 'oom'\nreason = 'x'\n";
    refused(&format!("{one}{}", one.replace("2022.md", "*.md").replace("oom", "ooc")))
        .says("error: in/decisions.toml:6: contradicts decisions.toml line 1, by which the fund of 2022.md is oom");
    refused(&one.replace("oom", "omo")).says("error: in/decisions.toml:1: unknown fund \"omo\"");
    let faults = refused(
        "[[decision]]\naction = 'delete'\nreason = 'x'\n[[decision]]\naction = 'reject'\nconcept = 'evc'\nquote = 'EVC'\n\
         [[decision]]\naction = 'add'\nconcept = 'evc'\ntext = 'een zin'\nquote = 'geen zin'\nreason = 'x'\nkolom = 1\n\
         [[decision]]\naction = 'document'\ndocument = 'a'\nto_year = 22\nreason = 'x'\n\
         [[decision]]\naction = 'reject'\nconcept = 'evc'\nquote = '...'\nreason = 'x'\n",
    );
    let faults = faults
        .says("in/decisions.toml:2: \"delete\" is no action")
        .says("in/decisions.toml:4: a decision without a reason");
    let faults = faults.says("in/decisions.toml:8: add has a quote that does not stand in its text");
    let faults =
        faults.says("in/decisions.toml:14: unknown key \"kolom\"").says("in/decisions.toml:18: \"22\" is no year");
    faults.says("in/decisions.toml:20: reject has no letter or digit").says("hint: ");
    refused("[[decision]\n").says("error: in/decisions.toml:1: ");
    sandbox("").scan("in --decisions weg.csv").exits(2).says("error: weg.csv: no such file");
}

#[test]
fn rows_of_a_concordance_become_decisions() {
    let sandbox = sandbox("");
    sandbox.scan("in").exits(0);
    let kwic = sandbox.run("kwic out training --narrower --format csv").exits(0).stdout;
    let decided: Vec<String> = kwic
        .lines()
        .enumerate()
        .map(|(n, line)| match n {
            0 => format!("action,reason,to_fund,{line}"),
            1 => format!("reject,no scheme of theirs,,{line}"),
            2 => format!("attribute,of another fund,ooc,{line}"),
            _ => format!(",,,{line}"),
        })
        .collect();
    assert!(decided.len() > 3, "a row is left without a decision: {kwic}");
    std::fs::remove_file(sandbox.path("in/decisions.toml")).unwrap();
    sandbox.write("in/decisions.csv", decided.join("\r\n").replace(',', ";").replace("\"", ""));
    let run = sandbox.scan("in").exits(0).says_nothing();
    run.prints("1 mention rejected by hand, 1 mention attributed to another fund by hand");
    let evidence = sandbox.evidence("2022.md");
    assert_eq!(evidence["rejected"][0]["quote"], "scholing");
    assert_eq!(
        (&evidence["rejected"][0]["decision"]["file"], &evidence["rejected"][0]["decision"]["line"]),
        (&json!("decisions.csv"), &json!(2))
    );
    assert_eq!(notices(&sandbox), []);

    let wrong = "actie;concept;quote;reason\nreject;evc;EVC;x\n";
    sandbox.write("other.csv", wrong);
    sandbox
        .scan("in --decisions other.csv")
        .exits(2)
        .says("error: other.csv:1: the first row has no column \"action\"");
    sandbox.write("other.csv", "action;concept;quote;reason;kleur\r\nreject;evc;EVC;\r\n");
    let run = sandbox.scan("in --decisions other.csv").exits(2);
    run.says("error: other.csv:2: a decision without a reason");
    sandbox.write("other.csv", "action;concept;quote;reason;kleur\r\nreject;evc;EVC;x\r\n");
    sandbox.scan("in --decisions other.csv").exits(0).says("note: other.csv: columns that are not used: \"kleur\"");
}

#[test]
fn a_search_with_another_taxonomy_keeps_decisions() {
    let sandbox = sandbox(REJECT);
    sandbox.scan("in").exits(0);
    let other = crate::support::SMALL_TAXONOMY.replace(r#"["robot(s)"]"#, r#"["robot(s)", "collega('s)"]"#);
    sandbox.write("other.toml", &other);
    let counts = |diff: &Value| {
        let robots = diff["counts"]["concepts"].as_array().unwrap().iter().find(|c| c["concept"] == "robots").cloned();
        robots.map(|r| (r["before"]["mentions"].as_u64().unwrap(), r["after"]["mentions"].as_u64().unwrap()))
    };
    let diff = sandbox.run("taxonomy diff small.toml other.toml --on out --format json").exits(1).json();
    // With both found in the passage it is not clear any more which is meant; the robot alone is rejected.
    assert_eq!(counts(&diff), Some((0, 2)));
    sandbox.write("in/decisions.toml", REJECT.replace("\non = ", "\nquote = 'robot'\non = "));
    sandbox.scan("in").exits(0);
    let diff = sandbox.run("taxonomy diff small.toml other.toml --on out --format json").exits(1).json();
    assert_eq!(counts(&diff), Some((0, 1)));
}

#[test]
fn hostile_texts_stay_texts() {
    let decisions = "[[decision]]\naction = 'reject'\nconcept = 'evc'\ntext = \"\\u001b[31mEVC | <b>\\u202e\"\nreason = \"=1+1 \\u001b[0m|x\"\n\
                     document = '../../etc/*'\n\
                     [[decision]]\naction = 'add'\nconcept = 'training'\nquote = 'vak'\nreason = \"=cmd|'/c calc'!A1\\u001b[0m\"\n";
    let sandbox = sandbox(decisions);
    let run = sandbox.scan("in").exits(0);
    assert!(!run.stdout.contains('\u{1b}') && !run.stdout.contains('\u{202e}'), "{}", run.stdout);
    for format in ["table", "csv", "markdown", "json"] {
        let run = sandbox.run(&format!("kwic out training --format {format}")).exits(0);
        assert!(!run.stdout.contains('\u{1b}'), "{format}: {}", run.stdout);
    }
    // Words that repeat endlessly, and a pattern of stars.
    let long = "a ".repeat(9000);
    let stars = "*a".repeat(3000);
    sandbox.write("in/lang.txt", "a ".repeat(200_000));
    sandbox.write(
        "in/decisions.toml",
        format!("[[decision]]\naction = 'reject'\nconcept = 'evc'\nquote = '{long}'\nreason = 'x'\n[[decision]]\naction = 'document'\ndocument = '{stars}'\nto_fund = 'oom'\nreason = 'x'\n"),
    );
    sandbox.scan("in").exits(0).prints("decisions.toml line 1: ");
    sandbox.write("in/decisions.csv", "action,reason,quote,concept\nreject,x,\"onaf");
    sandbox.scan("in").exits(2).says("error: in/decisions.csv:2: reject does not say which mention");
    sandbox.write("in/decisions.csv", [0xff, 0xfe, 0, b'a', b'\n', 0]);
    sandbox.scan("in").exits(2).says("error: in/decisions.csv:1: ");
}

#[test]
fn decisions_fit_the_schemas() {
    let decisions = format!(
        "{REJECT}[[decision]]\naction = 'document'\ndocument = '2022.md'\nto_year = '2021-2022'\nto_kind = 'plan'\nreason = 'x'\n\
         [[decision]]\naction = 'add'\nconcept = 'training'\nquote = 'vak'\nto_status = 'negated'\nreason = 'x'\n"
    );
    let sandbox = sandbox(&decisions);
    sandbox.scan("in").exits(0);
    let fits = |name: &str, value: &Value| {
        let schema = sandbox.run(&format!("schema {name}")).exits(0).json();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let errors: Vec<String> = validator.iter_errors(value).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(errors.is_empty(), "{name}: {errors:#?}");
        let mut other = value.clone();
        let place = match name {
            "evidence" => &mut other["decisions"][0]["decision"],
            "collection" => &mut other["totals"]["by_hand"],
            "coverage" => &mut other["by_hand"],
            _ => &mut other["lines"][0]["decision"],
        };
        place["nieuw"] = 1.into();
        assert!(!validator.is_valid(&other), "{name}: a new key is noticed");
    };
    fits("evidence", &sandbox.evidence("2022.md"));
    fits("collection", &sandbox.json("out/collection.json"));
    fits("coverage", &sandbox.run("coverage out --format json").exits(0).json());
    let kwic = sandbox.run("kwic out training --status negated --format json").exits(0).json();
    let added = kwic["lines"].as_array().unwrap().iter().find(|l| l.get("decision").is_some()).unwrap().clone();
    fits("kwic", &{
        let mut kwic = kwic.clone();
        kwic["lines"] = json!([added]);
        kwic
    });
}
