//! What the two sides of `fundscan diff` may be: documents that are hard to pair, decisions by hand, folders that are no scans.

use serde_json::{Value, json};

use crate::support::Sandbox;

fn scan(sandbox: &Sandbox, input: &str, out: &str) {
    sandbox.run(&format!("scan {input} --out {out} --taxonomy small.toml -q")).exits(0);
}

/// Documents on each side: path, columns fund, year and kind of the manifest, text.
fn sides(old: &[(&str, &str, &str)], new: &[(&str, &str, &str)]) -> Sandbox {
    let sandbox = Sandbox::new();
    for (side, out, documents) in [("a", "old", old), ("b", "new", new)] {
        let mut manifest = String::from("path,fund,year,kind\n");
        for (path, columns, text) in documents {
            sandbox.write(&format!("{side}/{path}"), text);
            manifest.push_str(&format!("{path},{columns}\n"));
        }
        sandbox.write(&format!("{side}/manifest.csv"), manifest);
        scan(&sandbox, side, out);
    }
    sandbox
}

/// What became of documents: change, path before, path after.
fn changes(diff: &Value) -> Vec<String> {
    let path = |side: &Value| side["path"].as_str().unwrap_or("-").to_owned();
    let told = |d: &Value| format!("{} {} {}", d["change"].as_str().unwrap(), path(&d["old"]), path(&d["new"]));
    diff["documents"].as_array().unwrap().iter().map(told).collect()
}

fn codes(diff: &Value) -> Vec<&str> {
    diff["notices"].as_array().unwrap().iter().map(|n| n["code"].as_str().unwrap()).collect()
}

#[track_caller]
fn of_fund<'v>(diff: &'v Value, concept: &str) -> &'v Value {
    &diff["concepts"].as_array().unwrap().iter().find(|c| c["concept"] == concept).unwrap()["funds"][0]
}

#[test]
fn years_of_a_fund_and_kind_are_pairs_under_odd_names_and_used_names_are_none() {
    let sandbox = sides(
        &[
            ("1.md", "oom,2022,annual-report", "Robots toen.\n"),
            ("Scan 0007 (def).md", "ooc,2022,annual-report", "EVC hier.\n"),
        ],
        &[
            ("1.md", "ooc,2023,annual-report", "EVC daar.\n"),
            ("kopie van kopie.md", "oom,2023,annual-report", "Robots nu.\n"),
        ],
    );
    let diff = sandbox.run("diff old new --format json").exits(1).json();
    assert_eq!(changes(&diff), ["changed Scan 0007 (def).md 1.md", "changed 1.md kopie van kopie.md"]);
    assert_eq!(codes(&diff), Vec::<&str>::new());
}

#[test]
fn of_more_years_before_the_last_ones_are_compared() {
    let year = |n: u32| format!("oom,{n},annual-report");
    let sandbox = sides(
        &[("a.md", &year(2020), "Wij doen aan EVC.\n"), ("b.md", &year(2021), "Een robot helpt.\n")],
        &[("c.md", &year(2022), "Een robot helpt ons.\n")],
    );
    let diff = sandbox.run("diff old new --format json").exits(1).json();
    assert_eq!(changes(&diff), ["changed b.md c.md", "missing a.md -"]);
    let sandbox =
        sides(&[("a.md", &year(2020), "EVC.\n")], &[("b.md", &year(2021), "EVC!\n"), ("c.md", &year(2022), "EVC?\n")]);
    let diff = sandbox.run("diff old new --format json").exits(1).json();
    assert_eq!(changes(&diff), ["changed a.md b.md", "new - c.md"]);
}

#[test]
fn kinds_that_both_sides_counted_are_compared_whatever_else_one_did() {
    let sandbox = sides(
        &[("a.md", "oom,2022,annual-report", "Een robot helpt.\n")],
        &[("b.md", "oom,2023,annual-report", "Wij doen aan EVC.\n")],
    );
    sandbox.run("scan b --out new --taxonomy small.toml -q --kind paragraph --kind heading").exits(0);
    sandbox.run("diff old new").exits(2).says("kinds");
    sandbox.run("diff old new --kind paragraph").exits(1).says_nothing();
}

#[test]
fn a_decision_that_leaves_a_rise_a_rise_takes_no_mark_away() {
    let robots: String = ["een", "twee", "drie", "vier"]
        .iter()
        .flat_map(|a| (0..10).map(move |n| format!("In hal {a} {} staat een robot.\n\n", char::from(b'a' + n))))
        .collect();
    let rest = |n: usize| {
        (0..n).map(|n| format!("Het bestuur kwam {} keer bijeen.\n\n", "x".repeat(n + 1))).collect::<String>()
    };
    let old = format!("Een robot heet hier de nieuwe collega.\n\n{}", rest(80));
    let sandbox = sides(
        &[("x.md", "oom,2022,annual-report", &old)],
        &[("y.md", "oom,2023,annual-report", &(robots + &rest(20)))],
    );
    let diff = sandbox.run("diff old new --format json").exits(1).json();
    assert_eq!(of_fund(&diff, "robots")["counts"]["mark"], "risen");
    sandbox.write("a/decisions.toml", REJECT);
    scan(&sandbox, "a", "old");
    let diff = sandbox.run("diff old new --format json").exits(1).json();
    let counts = &of_fund(&diff, "robots")["counts"];
    assert_eq!((&counts["mark"], &counts["by_hand_only"]), (&json!("gained"), &json!(false)), "{counts}");
}

#[test]
fn two_reports_of_one_fund_year_and_kind_are_compared_together() {
    let sandbox = sides(
        &[
            ("x.md", "oom,2022,annual-report", "De robots werken hier.\n"),
            ("y.md", "oom,2022,annual-report", "Wij doen aan EVC hier.\n"),
        ],
        &[
            ("p.md", "oom,2022,annual-report", "Wij doen aan EVC hier.\n\nNieuw.\n"),
            ("q.md", "oom,2022,annual-report", "De robots werken hier.\n\nOok.\n"),
        ],
    );
    let diff = sandbox.run("diff old new --format json").exits(1).json();
    assert_eq!(changes(&diff), ["together x.md -", "together y.md -", "together - p.md", "together - q.md"]);
    assert_eq!(codes(&diff), ["compared-together"]);
    for concept in ["robots", "evc"] {
        let fund = of_fund(&diff, concept);
        assert_eq!((&fund["new_passages"], &fund["gone_passages"]), (&json!(0), &json!(0)), "{concept}: {fund}");
        let counts = &fund["counts"];
        assert_eq!((&counts["old"]["passages"], &counts["new"]["passages"]), (&json!(1), &json!(1)), "counted once");
    }
    sandbox.run("diff old new").exits(1).prints("which of these belong together cannot be told").prints("together");
}

#[test]
fn a_year_that_cannot_be_told_is_said_where_it_decides() {
    let sandbox = sides(
        &[("x.md", "oom,,annual-report", "Robots toen.\n")],
        &[("y.md", "oom,2023,annual-report", "Robots nu.\n")],
    );
    let diff = sandbox.run("diff old new --format json").exits(1).json();
    assert_eq!(changes(&diff), ["changed x.md y.md"]);
    assert_eq!(codes(&diff), ["no-year"]);
    assert_eq!(diff["documents"][0]["old"]["years"], Value::Null);
    sandbox.run("trend old").exits(0).prints("left out, since their year could not be told: documents 1");
}

#[test]
fn a_document_that_is_there_twice_counts_once_and_that_is_said() {
    let sandbox = sides(
        &[
            ("x.md", "oom,2022,annual-report", "Robots toen.\n"),
            ("kopie.md", "oom,2022,annual-report", "Robots toen.\n"),
        ],
        &[("y.md", "oom,2023,annual-report", "Robots nu.\n")],
    );
    let diff = sandbox.run("diff old new --format json").exits(1).json();
    assert_eq!(changes(&diff).len(), 1);
    assert_eq!(of_fund(&diff, "robots")["counts"]["old"]["passages"], 1);
    assert_eq!(codes(&diff), ["duplicates"]);
    sandbox.run("diff old new").exits(1).prints("OLD: the same content as another document, counted once: ");
}

#[test]
fn scans_with_nothing_in_common_say_so_and_the_same_folder_twice_too() {
    let sandbox =
        sides(&[("x.md", "oom,2022,annual-report", "Robots toen.\n")], &[("y.md", "ooc,2023,plan", "Robots nu.\n")]);
    let diff = sandbox.run("diff old new --format json").exits(1).json();
    assert_eq!(changes(&diff), ["new - y.md", "missing x.md -"]);
    assert_eq!(codes(&diff), ["nothing-in-common"]);
    let diff = sandbox.run("diff old ./old --format json").exits(0).json();
    assert_eq!((&diff["differs"], codes(&diff)), (&json!(false), vec!["same-folder"]));
}

#[test]
fn a_side_much_longer_than_the_other_is_said() {
    let long = "De robots werken in de hal.\n\n".to_owned() + &"Het bestuur kwam bijeen.\n\n".repeat(9);
    let sandbox = sides(
        &[("x.md", "oom,2022,annual-report", &long)],
        &[("y.md", "oom,2023,annual-report", "Het was stil bij ons.\n")],
    );
    let diff = sandbox.run("diff old new --format json").exits(1).json();
    assert_eq!((&of_fund(&diff, "robots")["counts"]["mark"], codes(&diff)), (&json!("lost"), vec!["unlike-lengths"]));
    sandbox.run("diff old new").exits(1).prints("oom (42 and 5 words)");
}

#[test]
fn what_is_no_whole_scan_is_refused_by_name() {
    let sandbox = sides(
        &[("x.md", "oom,2022,annual-report", "Robots toen.\n")],
        &[("y.md", "oom,2023,annual-report", "Robots nu.\n")],
    );
    sandbox.run("diff a new").exits(2).says("error: a: no finished scan").says("hint: make one with");
    sandbox.run("diff old b").exits(2).says("error: b: no finished scan");
    sandbox.run("diff old/collection.json new").exits(2).says("no finished scan");
    sandbox.run("trend a").exits(2).says("error: a: no finished scan");
    let whole = std::fs::read_to_string(sandbox.path("new/collection.json")).unwrap();
    sandbox.write("new/collection.json", &whole[..whole.len() / 2]);
    sandbox.run("diff old new").exits(2).says("new/collection.json").says("not written to its end");
    sandbox.run("trend new").exits(2).says("not written to its end");
    sandbox.write("new/collection.json", whole.replacen("fundscan/collection/", "fundscan/collection/9", 1));
    sandbox.run("trend new").exits(2).says("schema is fundscan/collection/9");
    sandbox.write("new/collection.json", &whole);
    let evidence = format!("new/documents/{}", sandbox.names("new/documents")[0]);
    std::fs::remove_file(sandbox.path(&evidence)).unwrap();
    sandbox.run("diff old new").exits(2).says(&evidence).says("no such file");
}

const REJECT: &str = "[[decision]]\naction = 'reject'\nconcept = 'robots'\ntext = 'Een robot heet hier de nieuwe collega'\n\
                      reason = 'a nickname'\n";

#[test]
fn what_only_a_decision_changed_is_no_change_of_the_fund() {
    let text = "Een robot heet hier de nieuwe collega.\n\nWij doen aan EVC.\n";
    let sandbox = sides(
        &[("x.md", "oom,2022,annual-report", text)],
        &[("y.md", "oom,2023,annual-report", &format!("{text}\nDe app helpt.\n"))],
    );
    sandbox.write("b/decisions.toml", REJECT);
    scan(&sandbox, "b", "new");
    let diff = sandbox.run("diff old new --format json").exits(1).json();
    assert_eq!((&diff["old"]["by_hand"], &diff["new"]["by_hand"]["rejected"]), (&Value::Null, &json!(1)));
    let robots = of_fund(&diff, "robots");
    let counts = &robots["counts"];
    assert_eq!((&counts["old"]["passages"], &counts["new"]["passages"]), (&json!(1), &json!(0)));
    assert_eq!((&counts["mark"], &counts["by_hand_only"]), (&Value::Null, &json!(true)), "{counts}");
    assert_eq!((&robots["gone_passages"], &robots["by_hand_passages"]), (&json!(0), &json!(1)));
    assert_eq!(of_fund(&diff, "evc")["counts"]["by_hand_only"], false);
    let table = sandbox.run("diff old new").exits(1).prints("NEW: 1 mention rejected by hand");
    assert!(table.stdout.lines().any(|l| l.starts_with("by hand") && l.contains("1 → 0")), "{}", table.stdout);
    assert!(table.stdout.contains("0 gained, 0 lost") && table.stdout.contains("by hand on one side only: 1 passage"));
    sandbox.run("diff old new --format markdown").exits(1).prints("| by hand |").prints("1 mention rejected by hand");
    sandbox.run("diff old new --format csv").exits(1).prints("by-hand,new,").says("NEW: 1 mention rejected by hand");

    // Searched anew, decisions are followed again.
    let again = sandbox.run("diff old new --retag --taxonomy small.toml --format json").exits(1).json();
    assert_eq!(again["concepts"], diff["concepts"]);

    // On both sides it is no difference at all.
    sandbox.write("a/decisions.toml", REJECT);
    scan(&sandbox, "a", "old");
    let diff = sandbox.run("diff old new --format json").exits(1).json();
    let robots = diff["concepts"].as_array().unwrap().iter().find(|c| c["concept"] == "robots").unwrap();
    assert_eq!((&robots["funds"], &robots["all"]["by_hand_only"]), (&json!([]), &json!(false)));

    // And what the fund itself no longer says is lost, whatever was decided of something else.
    sandbox.write("b/y.md", "Niets meer van dat alles.\n");
    scan(&sandbox, "b", "new");
    let diff = sandbox.run("diff old new --format json").exits(1).json();
    assert_eq!(of_fund(&diff, "evc")["counts"]["mark"], "lost");
}

#[test]
fn what_was_added_or_given_to_another_fund_by_hand_is_told_apart_too() {
    let text = "De leermeester deelt zijn vak.\n\nWij doen aan EVC.\n";
    let sandbox = sides(
        &[("x.md", "oom,2022,annual-report", text)],
        &[("y.md", "oom,2023,annual-report", &format!("{text}\nNieuw.\n"))],
    );
    sandbox.write(
        "b/decisions.toml",
        "[[decision]]\naction = 'add'\nconcept = 'training'\ntext = 'De leermeester deelt zijn vak.'\nquote = 'deelt zijn vak'\n\
         reason = 'a craft'\n\n[[decision]]\naction = 'attribute'\nconcept = 'evc'\ntext = 'Wij doen aan EVC'\nto_fund = 'ooc'\n\
         reason = 'said of them'\n",
    );
    scan(&sandbox, "b", "new");
    let diff = sandbox.run("diff old new --format json").exits(1).json();
    let training = diff["concepts"].as_array().unwrap().iter().find(|c| c["concept"] == "training").unwrap();
    let training = training["funds"].as_array().unwrap().iter().find(|f| f["fund"] == "oom").unwrap();
    assert_eq!((&training["by_hand_passages"], &training["new_passages"]), (&json!(1), &json!(0)), "{training}");
    for fund in diff["concepts"].as_array().unwrap().iter().find(|c| c["concept"] == "evc").unwrap()["funds"]
        .as_array()
        .unwrap()
    {
        assert_eq!(fund["counts"]["mark"], Value::Null, "{fund}");
    }
}

#[test]
fn a_trend_says_in_which_years_anything_was_decided() {
    let sandbox = Sandbox::new().file("in/decisions.toml", REJECT);
    let mut manifest = String::from("path,fund,year,kind\n");
    for year in [2021, 2022, 2023] {
        let nick = if year == 2022 { "Een robot heet hier de nieuwe collega.\n" } else { "" };
        sandbox.write(&format!("in/{year}.md"), format!("Robots in {year}.\n\n{nick}"));
        manifest.push_str(&format!("{year}.md,oom,{year},annual-report\n"));
    }
    sandbox.write("in/manifest.csv", manifest);
    scan(&sandbox, "in", "out");
    let trend = sandbox.run("trend out --format json").exits(0).json();
    assert_eq!(trend["by_hand"]["rejected"], 1);
    let fund = trend["funds"].as_array().unwrap().iter().find(|f| f["of"]["scope"] == "fund").unwrap();
    let decided: Vec<&Value> = fund["years"].as_array().unwrap().iter().map(|y| &y["by_hand"]["rejected"]).collect();
    assert_eq!(decided, [&Value::Null, &json!(1), &Value::Null]);
    let table = sandbox.run("trend out").exits(0).prints("note: 1 mention rejected by hand").stdout;
    let line = table.lines().find(|line| line.starts_with("(decided by hand)")).unwrap();
    assert_eq!(line.split_whitespace().skip(3).collect::<Vec<_>>(), ["0", "1", "0"]);
    sandbox
        .run("trend out --format csv")
        .exits(0)
        .prints("1 mention rejected by hand")
        .says("1 mention rejected by hand");
    sandbox.run("trend out --format markdown").exits(0).prints("| (decided by hand) | 0 | 1 | 0 | |");
}
