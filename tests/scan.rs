//! `fundscan scan`: documents in, evidence out.

use std::fs;

use serde_json::Value;

use crate::support::{Sandbox, pdf};

/// Documents of four kinds, one of them twice, one without text, one broken.
fn collection() -> Sandbox {
    let page = ["OOM Jaarverslag 2022", "Het fonds vergoedt scholing en EVC.", "Er is geen EVC voor zzp'ers."];
    let sandbox = Sandbox::new()
        .file("in/oom/verslag.pdf", pdf(&[&page, &["Digitale vaardigheden zijn nodig."]]))
        .file("in/kopie.pdf", pdf(&[&page, &["Digitale vaardigheden zijn nodig."]]))
        .file("in/otib/plan.html", "<h1>Scholing</h1><p>De cursus EVC is er.</p><ul><li>taalcursussen</li></ul>")
        .file("in/notitie.md", "# Notitie\n\nScholing helpt.\n")
        .file("in/leeg.txt", "   \n\n")
        .file("in/stuk.pdf", "%PDF-1.7\n");
    for n in 0..20 {
        sandbox.write(
            &format!("in/reeks/{n:02}.txt"),
            format!("Verslag {n}.\n\n{}", "Scholing en EVC helpen. ".repeat(n + 1)),
        );
    }
    sandbox
}

#[test]
fn every_document_has_its_evidence_and_its_passages() {
    let sandbox = collection();
    let run = sandbox.scan("in").exits(2);
    assert_eq!(sandbox.names("out/documents").len(), 26);
    // What could not be read has no passages.
    assert_eq!(sandbox.names("out/text").len(), 25);
    assert!(!sandbox.names("out").iter().any(|n| n.starts_with('.')));

    let evidence = sandbox.evidence("oom/verslag.pdf");
    let mentions = evidence["mentions"].as_array().unwrap();
    let found: Vec<(&str, &str, &str, u64)> = mentions
        .iter()
        .map(|m| {
            let text = |key: &str| m[key].as_str().unwrap();
            (text("concept"), text("status"), text("quote"), m["page"].as_u64().unwrap())
        })
        .collect();
    let expected = [
        ("training", "affirmed", "scholing", 1),
        ("evc", "affirmed", "EVC", 1),
        ("evc", "negated", "EVC", 1),
        ("digital-skills", "affirmed", "Digitale vaardigheden", 2),
    ];
    assert_eq!(found, expected);
    assert_eq!(evidence["source"]["pages"], 2);
    assert_eq!(evidence["taxonomy"]["id"], "small");
    let training = evidence["counts"].as_array().unwrap().iter().find(|c| c["concept"] == "training").unwrap();
    assert_eq!((&training["own"]["affirmed"], &training["rolled_up"]["affirmed"]), (&1.into(), &2.into()));
    run.prints("oom/verslag.pdf");
}

#[test]
fn the_quote_stands_where_the_evidence_says() {
    let sandbox = collection();
    sandbox.scan("in").exits(2);
    for id in ["oom/verslag.pdf", "otib/plan.html", "notitie.md"] {
        let text = sandbox.run(&format!("extract in/{id}")).exits(0).stdout;
        let evidence = sandbox.evidence(id);
        let mentions = evidence["mentions"].as_array().unwrap();
        assert!(!mentions.is_empty(), "{id}");
        for mention in mentions {
            let at = |key: &str| usize::try_from(mention["text_span"][key].as_u64().unwrap()).unwrap();
            assert_eq!(mention["quote"], text[at("start")..at("end")], "{id}");
        }
    }
}

#[test]
fn one_job_and_two_give_the_same_bytes_and_so_does_a_second_run() {
    let sandbox = collection();
    sandbox.run("scan in --out een --taxonomy small.toml --jobs 1").exits(2);
    sandbox.run("scan in --out twee --taxonomy small.toml --jobs 2").exits(2);
    let files = sandbox.files("een");
    assert_eq!(files, sandbox.files("twee"));
    sandbox.run("scan in --out een --taxonomy small.toml --jobs 7").exits(2);
    assert_eq!(files, sandbox.files("een"));
    // From elsewhere, and named by an absolute path: where it lies does not show.
    let absolute = sandbox.path("in");
    sandbox.run(&format!("scan {} --out drie --taxonomy small.toml", absolute.display())).exits(2);
    assert_eq!(files, sandbox.files("drie"));
    let folder = sandbox.path("").display().to_string();
    assert!(files.iter().all(|(_, bytes)| !String::from_utf8_lossy(bytes).contains(folder.trim_end_matches('/'))));
}

#[test]
fn a_second_run_renews_what_is_there() {
    let sandbox = Sandbox::with_documents();
    sandbox.scan("in").exits(0);
    let before = sandbox.names("out");
    fs::remove_file(sandbox.path("in/plan.txt")).unwrap();
    sandbox.write("in/nieuw.md", "Nieuw.");
    sandbox.write("out/eigen-notities.md", "van mij");
    sandbox.scan("in").exits(0);
    let after = sandbox.names("out");
    assert!(
        before.iter().any(|n| n.contains("plan.txt")) && !after.iter().any(|n| n.contains("plan.txt")),
        "{after:?}"
    );
    assert!(after.contains(&"eigen-notities.md".to_owned()));
    let listed: Vec<Value> = sandbox.json("out/collection.json")["documents"].as_array().unwrap().clone();
    let paths: Vec<&str> = listed.iter().map(|d| d["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["nieuw.md", "oom-jaarverslag-2022.md"]);
}

#[test]
fn the_same_content_under_two_names_counts_once() {
    let sandbox = collection();
    let run = sandbox.scan("in").exits(2);
    let collection = sandbox.json("out/collection.json");
    let documents = collection["documents"].as_array().unwrap();
    let copies: Vec<(&str, &str)> =
        documents.iter().filter_map(|d| Some((d["path"].as_str()?, d["duplicate_of"].as_str()?))).collect();
    assert_eq!(copies.len(), 1, "{copies:?}");
    assert_eq!(collection["totals"]["duplicates"], 1);
    run.prints("same content").prints("counted once");
}

#[test]
fn the_same_path_under_two_inputs_stays_two_documents() {
    let sandbox = Sandbox::new().file("2022/verslag.md", "Scholing.").file("2023/verslag.md", "EVC.");
    sandbox.scan("2022 2023").exits(0);
    assert_eq!(sandbox.evidence("2022/verslag.md")["words"], 1);
    assert_eq!(sandbox.evidence("2023/verslag.md")["words"], 1);
}

#[test]
fn a_document_without_text_is_no_failure() {
    let sandbox = Sandbox::new().file("leeg.txt", "  \n").file("in.md", "Tekst.");
    sandbox.scan("leeg.txt in.md").exits(0);
    assert_eq!(sandbox.evidence("leeg.txt")["status"], "no-text");
}

#[test]
fn fund_and_year_are_taken_from_the_flags() {
    let sandbox = Sandbox::with_documents();
    sandbox.scan("in --fund otib --year 2020-2021").exits(0);
    let evidence = sandbox.evidence("oom-jaarverslag-2022.md");
    assert_eq!((&evidence["fund"]["id"], &evidence["fund"]["how"]), (&"otib".into(), &"flag".into()));
    assert_eq!((&evidence["period"]["from"], &evidence["period"]["to"]), (&2020.into(), &2021.into()));
    assert_eq!(evidence["period"]["how"], "flag");
}

#[test]
fn fund_and_year_are_found_where_nobody_says_them() {
    let sandbox = Sandbox::with_documents();
    sandbox.scan("in").exits(0);
    let evidence = sandbox.evidence("oom-jaarverslag-2022.md");
    assert_eq!((&evidence["fund"]["id"], &evidence["period"]["year"]), (&"oom".into(), &2022.into()), "{evidence:#}");
    assert_eq!(sandbox.evidence("plan.txt")["fund"]["id"], Value::Null);
}

#[test]
fn headings_count_only_where_they_are_asked_for() {
    let sandbox = Sandbox::new().file("a.md", "# Scholing\n\nEVC.\n");
    let mentions = |arguments: &str| {
        sandbox.run(&format!("scan a.md --out out --taxonomy small.toml {arguments}")).exits(0);
        sandbox.evidence("a.md")["mentions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|m| m["concept"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(mentions(""), ["evc"]);
    assert_eq!(mentions("--kind heading"), ["training"]);
    assert_eq!(mentions("--kind heading,paragraph"), ["training", "evc"]);
}

#[test]
fn quiet_says_only_what_went_wrong() {
    let sandbox = Sandbox::with_documents().file("in/foto.jpg", "x");
    let run = sandbox.scan("in --quiet").exits(0).says_nothing();
    assert_eq!(run.stdout, "");
    sandbox.scan("in weg.pdf --quiet").exits(2).says("error: weg.pdf: ");
}

#[test]
fn no_progress_bar_where_nobody_sees_it() {
    let sandbox = Sandbox::with_documents();
    sandbox.scan("in").exits(0).says_nothing();
}

#[test]
fn a_list_keeps_the_status_of_the_sentence_before_it_and_says_why() {
    let text = "# Plan\n\nEr is geen aandacht voor:\n\n- EVC\n- robots. Robots zijn er volop.\n\nIn 2022 organiseerde het fonds een cursus.\n";
    let sandbox = Sandbox::with_documents().file("in/plan.md", text);
    sandbox.scan("in").exits(0);
    let evidence = sandbox.json("out/documents/plan.md.json");
    let mentions = evidence["mentions"].as_array().unwrap();
    let said: Vec<(&str, &str)> =
        mentions.iter().map(|m| (m["quote"].as_str().unwrap(), m["status"].as_str().unwrap())).collect();
    assert_eq!(said, [("EVC", "negated"), ("robots", "negated"), ("Robots", "affirmed"), ("cursus", "affirmed")]);
    let mark = &mentions[0]["marks"][0];
    assert_eq!((&mark["says"], &mark["cue"]), (&"negated".into(), &"geen aandacht".into()));
    assert!(mark["span"].is_null(), "it stands in the passage before");
    assert_eq!(mentions[3]["time"], "past");
    let passage = "In 2022 organiseerde het fonds een cursus.";
    let span = &mentions[3]["marks"][0]["span"];
    let range = span["start"].as_u64().unwrap() as usize..span["end"].as_u64().unwrap() as usize;
    assert_eq!(&passage[range], "organiseerde");
}
