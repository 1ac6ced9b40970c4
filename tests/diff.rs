//! `fundscan diff` and `fundscan trend`: what changed from one scan to another, and over years.

use serde_json::{Value, json};

use crate::support::{SMALL_TAXONOMY, Sandbox};

/// Text in which `training` stands in so many passages.
fn report(training: usize, others: usize, more: &str) -> String {
    let mut text = String::from("# Jaarverslag\n\n");
    (0..training).for_each(|n| text.push_str(&format!("De scholing van groep {} ging door.\n\n", letters(n))));
    (0..others).for_each(|n| text.push_str(&format!("Het bestuur kwam {} keer bijeen.\n\n", letters(n))));
    text + more
}

fn letters(n: usize) -> String {
    format!("{}{}", char::from(b'a' + (n / 26 % 26) as u8), char::from(b'a' + (n % 26) as u8))
}

fn scan(sandbox: &Sandbox, input: &str, out: &str) {
    sandbox.run(&format!("scan {input} --out {out} --taxonomy small.toml -q")).exits(0);
}

/// 2022 and 2023 of one fund, in files of other names.
fn two_years() -> Sandbox {
    let sandbox = Sandbox::new()
        .file("a/manifest.csv", "path,fund,year,kind\noud.md,oom,2022,annual-report\n")
        .file("a/oud.md", report(5, 60, "Er kwam één robot.\n\nIn 2022 namen 12 monteurs deel aan EVC bij ons.\n"))
        .file("b/manifest.csv", "path,fund,year,kind\nheel-anders.md,oom,2023,annual-report\n")
        .file(
            "b/heel-anders.md",
            report(30, 60, "Digitale vaardigheden tellen.\n\nIn 2023 namen 30 monteurs deel aan EVC bij ons.\n"),
        );
    scan(&sandbox, "a", "old");
    scan(&sandbox, "b", "new");
    sandbox
}

#[track_caller]
fn concept<'v>(diff: &'v Value, id: &str) -> &'v Value {
    diff["concepts"].as_array().unwrap().iter().find(|c| c["concept"] == id).unwrap()
}

#[test]
fn two_years_of_a_fund_are_compared_whatever_the_files_are_called() {
    let sandbox = two_years();
    let diff = sandbox.run("diff old new --format json").exits(1).says_nothing().json();
    assert_eq!((&diff["schema"], &diff["comparable"]), (&"fundscan/diff/1".into(), &true.into()));
    let document = &diff["documents"][0];
    assert_eq!((&document["change"], &document["paired_by"]), (&"changed".into(), &"fund-kind".into()));
    let marks = ["digital-skills", "robots", "evc"].map(|id| concept(&diff, id)["funds"][0]["counts"]["mark"].clone());
    assert_eq!(marks, ["gained".into(), "lost".into(), Value::Null]);
    // Training is the broader of EVC: not tested with the leaves, so it is not said to have risen.
    let training = concept(&diff, "training");
    assert_eq!((&training["leaf"], &training["all"]["mark"]), (&false.into(), &Value::Null));
    let counts = &training["funds"][0]["counts"];
    assert_eq!((&counts["old"]["passages"], &counts["new"]["passages"]), (&6.into(), &31.into()));
    assert!(counts["p"].is_number() && counts["p_corrected"].is_null(), "{counts}");
    // Few passages: no p.
    let robots = &concept(&diff, "robots")["all"];
    assert_eq!((&robots["too_few"], &robots["p"], &robots["p_corrected"]), (&true.into(), &Value::Null, &Value::Null));
}

#[test]
fn passages_new_gone_and_in_other_words_are_told_apart() {
    let sandbox = two_years();
    let diff = sandbox.run("diff old new --format json").exits(1).json();
    let evc = &concept(&diff, "evc")["funds"][0];
    assert_eq!((&evc["reworded"], &evc["new_passages"], &evc["gone_passages"]), (&1.into(), &0.into(), &0.into()));
    let robots = &concept(&diff, "robots")["funds"][0];
    assert_eq!(
        (&robots["gone_quotes"][0]["quote"], &robots["gone_quotes"][0]["document"]),
        (&"robot".into(), &"oud.md".into())
    );
    let few = sandbox.run("diff old new --format json --quotes 0").exits(1).json();
    let robots = &concept(&few, "robots")["funds"][0];
    assert_eq!((&robots["gone_passages"], &robots["gone_quotes"]), (&1.into(), &json!([])));
    for format in ["table", "markdown", "csv", "json"] {
        let run = sandbox.run(&format!("diff old new --format {format}")).exits(1);
        for said in ["gained", "lost", "digitale vaardigheden", "heel-anders.md", "robot"] {
            assert!(run.stdout.contains(said), "{format}: {said}\n{}", run.stdout);
        }
    }
    let said = sandbox.run("diff old new").exits(1);
    assert!(said.stdout.contains("not independent") && said.stdout.contains("too few"), "{}", said.stdout);
}

#[test]
fn a_leaf_concept_rises_where_its_corrected_p_is_low() {
    let sandbox = Sandbox::new()
        .file("small.toml", SMALL_TAXONOMY.replace("broader = \"training\"\n", ""))
        .file("a/oom-2022.md", report(5, 60, ""))
        .file("b/oom-2022.md", report(40, 60, ""));
    scan(&sandbox, "a --fund oom --year 2022", "old");
    scan(&sandbox, "b --fund oom --year 2022", "new");
    let rising = sandbox.run("diff old new --format json").exits(1).json();
    let counts = &concept(&rising, "training")["all"];
    assert_eq!((&counts["mark"], &counts["p_corrected"]), (&"risen".into(), &counts["p"]), "one test only: {counts}");
    let falling = sandbox.run("diff new old --format json").exits(1).json();
    assert_eq!(concept(&falling, "training")["all"]["mark"], "fallen");
}

#[test]
fn the_same_bytes_under_another_name_are_no_difference() {
    let sandbox = Sandbox::new().file("a/x.md", report(2, 1, "")).file("b/y.md", report(2, 1, ""));
    scan(&sandbox, "a --fund oom --year 2022", "old");
    scan(&sandbox, "b --fund oom --year 2022", "new");
    let diff = sandbox.run("diff old new --format json").exits(0).json();
    assert_eq!((&diff["differs"], &diff["documents"][0]["change"]), (&false.into(), &"unchanged".into()));
    sandbox.run("diff old new").exits(0).prints("no difference");
}

#[test]
fn documents_that_came_and_went_are_told_and_a_fund_that_was_not_read_gains_nothing() {
    let sandbox = Sandbox::new()
        .file("a/oom-2022.md", report(2, 3, ""))
        .file("a/otib-plan.md", "EVC helpt.\n")
        .file(
            "a/manifest.csv",
            "path,fund,year,kind\noom-2022.md,oom,2022,annual-report\notib-plan.md,otib,2022,plan\n",
        )
        .file("b/oom-2022.md", report(3, 3, ""))
        .file("b/ooc.md", "Robots helpen.\n")
        .file("b/manifest.csv", "path,fund,year,kind\noom-2022.md,oom,2022,annual-report\nooc.md,ooc,2023,plan\n");
    scan(&sandbox, "a", "old");
    scan(&sandbox, "b", "new");
    let diff = sandbox.run("diff old new --format json").exits(1).json();
    let changes: Vec<&Value> = diff["documents"].as_array().unwrap().iter().map(|d| &d["change"]).collect();
    assert_eq!(changes, ["new", "changed", "missing"]);
    assert_eq!(diff["documents"][1]["paired_by"], "path", "two versions of one document");
    let robots = &concept(&diff, "robots")["funds"][0];
    assert_eq!(
        (&robots["fund"], &robots["counts"]["old"], &robots["counts"]["mark"]),
        (&"ooc".into(), &Value::Null, &Value::Null)
    );
    assert_eq!(robots["new_passages"], 1);
}

#[test]
fn scans_with_other_taxonomies_are_not_compared_until_they_are_searched_anew() {
    let sandbox = two_years();
    sandbox.write("other.toml", SMALL_TAXONOMY.replace("[\"robot(s)\"]", "[\"robot(s)\", \"monteur(s)\"]"));
    sandbox.run("scan b --out new --taxonomy other.toml -q").exits(0);
    let run = sandbox.run("diff old new --format json").exits(2).says("differ in: taxonomy").says("--retag");
    let diff = run.json();
    assert_eq!((&diff["comparable"], &diff["concepts"]), (&false.into(), &json!([])));
    assert_eq!(
        (&diff["not_comparable"][0]["what"], &diff["not_comparable"][0]["retag_helps"]),
        (&"taxonomy".into(), &true.into())
    );
    sandbox.run("diff old new").exits(2).prints("Counts are not comparable");

    let diff = sandbox.run("diff old new --retag --taxonomy other.toml --format json").exits(1).json();
    assert_eq!(diff["comparable"], true);
    // Passages of EVC name fitters on both sides: found by the other taxonomy only.
    let robots = &concept(&diff, "robots")["all"];
    assert_eq!((&robots["old"]["passages"], &robots["new"]["passages"]), (&2.into(), &1.into()));
    // What a scan with that taxonomy would have said.
    sandbox.run("scan a --out old --taxonomy other.toml -q").exits(0);
    let scanned = sandbox.run("diff old new --format json").exits(1).json();
    assert_eq!(scanned["concepts"], diff["concepts"]);
    sandbox.run("diff old new --taxonomy other.toml").exits(64);
}

#[test]
fn another_revision_of_a_stage_and_files_that_are_not_as_written_are_refused() {
    let sandbox = two_years();
    let collection = std::fs::read_to_string(sandbox.path("old/collection.json")).unwrap();
    let revision = sandbox.json("old/collection.json")["revisions"]["segment"].as_u64().unwrap();
    let older = collection.replacen(&format!("\"segment\": {revision}"), "\"segment\": 0", 1);
    assert_ne!(older, collection);
    sandbox.write("old/collection.json", older);
    sandbox.run("diff old new").exits(2).says("differ in: segment").says("scan the older");
    sandbox.run("diff old new --retag --taxonomy small.toml").exits(2).says("segment");
    sandbox.write("old/collection.json", collection.replacen("fundscan/collection/", "fundscan/collection/9", 1));
    sandbox.run("diff old new").exits(2).says("schema is fundscan/collection/9");
    sandbox.write("old/collection.json", &collection);

    let name = format!("old/documents/{}", sandbox.names("old/documents")[0]);
    let evidence = std::fs::read_to_string(sandbox.path(&name)).unwrap();
    for (fault, said) in [
        (evidence[..evidence.len() / 2].to_owned(), "not written to its end"),
        (evidence.replacen("\"quote\": \"scholing\"", "\"quote\": \"schooling\"", 1), "not as long as its span"),
        (evidence.replacen("fundscan/evidence/", "fundscan/evidence/9", 1), "schema is fundscan/evidence/9"),
    ] {
        assert_ne!(fault, evidence);
        sandbox.write(&name, fault);
        sandbox.run("diff old new").exits(2).says(said).says("scan again");
    }
    let other = evidence.replace("\"sha256\": \"", "\"sha256\": \"0");
    sandbox.write(&name, other);
    sandbox.run("diff old new").exits(2).says("another version of the document");
    sandbox.run("diff old nergens").exits(2).says("no such folder");
}

#[test]
fn a_trend_shows_years_that_are_missing_as_missing() {
    let sandbox = Sandbox::new();
    let mut manifest = String::from("path,fund,year,kind\n");
    for (year, training) in [(2019, 6), (2020, 9), (2022, 14)] {
        sandbox.write(&format!("in/{year}.md"), report(training, 20, ""));
        manifest.push_str(&format!("{year}.md,oom,{year},annual-report\n"));
    }
    sandbox.write("in/plan.md", report(9, 1, ""));
    sandbox.write("in/manifest.csv", manifest + "plan.md,oom,2024-2027,plan\n");
    scan(&sandbox, "in", "out");
    let trend = sandbox.run("trend out --format json").exits(0).says_nothing().json();
    assert_eq!((&trend["schema"], &trend["years"]), (&"fundscan/trend/1".into(), &json!([2019, 2020, 2021, 2022])));
    let series = trend["series"].as_array().unwrap().iter().find(|s| s["of"]["scope"] == "fund").unwrap();
    assert_eq!((&series["concept"], &series["direction"]), (&"training".into(), &"up".into()));
    let passages: Vec<&Value> = series["points"].as_array().unwrap().iter().map(|p| &p["passages"]).collect();
    assert_eq!(passages, [&json!(6), &json!(9), &Value::Null, &json!(14)]);
    let table = sandbox.run("trend out --fund oom").exits(0);
    let line = table.stdout.lines().find(|line| line.starts_with("scholing")).unwrap();
    assert!(line.contains(" - ") && line.ends_with("↑ up"), "{line}");
    assert!(table.stdout.contains("several years together"), "{}", table.stdout);
    sandbox.run("trend out --format csv").exits(0).prints("fund,oom,training,scholing,training,2021,,");
    sandbox.run("trend out --format markdown --concept training").exits(0).prints("| scholing |");
    sandbox.run("trend out --concept niets").exits(2).says("no concept niets");
    sandbox.run("trend out --fund otib").exits(2).says("no document of otib");
}

#[test]
fn the_first_lines_say_what_changed_and_the_passages_stand_below() {
    let sandbox = two_years();
    let said = sandbox.run("diff old new").exits(1).stdout;
    let at = |text: &str| said.find(text).unwrap_or_else(|| panic!("{text}\n{said}"));
    assert!(at("oud.md (2022) → heel-anders.md (2023)") < at("concepts: 1 gained, 1 lost, 0 risen, 0 fallen"));
    assert!(at("concepts: 1 gained") < at("+ gained"));
    assert!(at("+ gained") < at("new: “[Digitale vaardigheden] tellen.”"));
    assert!(at("gone: “Er kwam één [robot].”") < at("Counted are passages"));
    // Too few passages for a p or a log ratio: neither is shown, and it is said.
    let robots = said.lines().find(|line| line.starts_with("- lost")).unwrap();
    assert!(robots.ends_with("too few") && !robots.contains("-1."), "{robots}");
}

#[test]
fn numbers_have_columns_of_their_own_in_csv_and_a_decimal_comma_where_asked_for() {
    let sandbox = two_years();
    let run = sandbox.run("diff old new --format csv --dutch").exits(1);
    let mut lines = run.stdout.strip_prefix('\u{feff}').unwrap().lines();
    let head: Vec<&str> = lines.next().unwrap().split(';').collect();
    let of = |line: &str, column: &str| -> String {
        line.split(';').nth(head.iter().position(|name| *name == column).unwrap()).unwrap().to_owned()
    };
    let robots = lines.find(|line| line.starts_with("concept;lost;robots")).unwrap();
    assert_eq!((of(robots, "passages_old"), of(robots, "passages_new")), ("1".to_owned(), "0".to_owned()));
    assert_eq!((of(robots, "documents_old"), of(robots, "p")), ("1".to_owned(), String::new()));
    assert!(of(robots, "per_10k_old").contains(','), "{robots}");
    // A passage that would be a formula in a spreadsheet is none; --raw leaves it as it is.
    sandbox.write("b/heel-anders.md", report(5, 60, "=SOM(1) voor de robots\n"));
    scan(&sandbox, "b", "new");
    sandbox.run("diff old new --format csv").exits(1).prints("'=SOM(1) voor de robots");
    let raw = sandbox.run("diff old new --format csv --raw").exits(1);
    assert!(raw.stdout.contains(",=SOM(1) voor de robots"), "{}", raw.stdout);
    sandbox.run("trend new --format csv --dutch").exits(0).prints("fund;oom;training;scholing;training;2023;5;5;");
    for (name, command) in [("d.xlsx", "diff old new"), ("t.xlsx", "trend new")] {
        sandbox.run(&format!("{command} -o {name}")).says_nothing();
        assert!(std::fs::read(sandbox.path(name)).unwrap().starts_with(b"PK"), "{name}");
    }
}

#[test]
fn both_fit_their_schemas() {
    let sandbox = two_years();
    // With everything that is left out where there is none.
    sandbox.write("b/decisions.toml", "[[decision]]\naction = 'reject'\nconcept = 'digital-skills'\ntext = 'Digitale vaardigheden tellen'\nreason = 'a slogan'\n");
    scan(&sandbox, "b", "new");
    for (name, run) in [("diff", "diff old new --format json"), ("trend", "trend new --format json")] {
        let schema = sandbox.run(&format!("schema {name}")).exits(0).json();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let mut value = sandbox.run(run).json();
        let errors: Vec<String> =
            validator.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(errors.is_empty(), "{name}: {errors:#?}");
        assert!(value.to_string().contains("\"by_hand\":{"), "{name}");
        value["nieuw"] = 1.into();
        assert!(!validator.is_valid(&value));
    }
}

#[test]
fn two_years_of_one_scan_are_compared() {
    let sandbox = Sandbox::new()
        .file(
            "in/manifest.csv",
            "path,fund,year,kind\na.md,oom,2022,annual-report\nb.md,oom,2023,annual-report\nc.md,oom,2023-2026,plan\n",
        )
        .file("in/a.md", report(2, 5, "Er kwam één robot.\n"))
        .file("in/b.md", report(2, 5, "Digitale vaardigheden tellen.\n"))
        .file("in/c.md", report(9, 5, ""));
    scan(&sandbox, "in", "out");
    let diff = sandbox.run("diff out out --old-year 2022 --new-year 2023 --format json").exits(1).says_nothing().json();
    assert_eq!((&diff["old"]["documents"], &diff["new"]["documents"]), (&1.into(), &1.into()), "the plan is left out");
    assert_eq!(diff["documents"][0]["paired_by"], "fund-kind");
    let marks = ["digital-skills", "robots"].map(|id| concept(&diff, id)["funds"][0]["counts"]["mark"].clone());
    assert_eq!(marks, ["gained", "lost"]);
    sandbox
        .run("diff out out --old-year 2021 --new-year 2023")
        .exits(2)
        .says("error: out: no document is about 2021")
        .says("2022, 2023, 2023–2026");
}
