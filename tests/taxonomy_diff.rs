//! `fundscan taxonomy diff`: what changed from one taxonomy to another, and which counts change because of it.

use serde_json::Value;

use crate::support::{SMALL_TAXONOMY, Sandbox, pdf};

/// A taxonomy in which training has more terms, robots fewer and another name, EVC stands by itself, digital skills are
/// gone and dialogue is new.
fn changed() -> String {
    SMALL_TAXONOMY
        .replace(r#"nl = ["scholing", "*cursus(sen)"]"#, r#"nl = ["*cursus(sen)", "scholing", "workshop(s)"]"#)
        .replace(r#"["robot(s)"]"#, r#"["robots"]"#)
        .replace(r#"nl = "robots", en"#, r#"nl = "robotica", en"#)
        .replace("broader = \"training\"\n", "")
        .replace("id = \"digital-skills\"", "id = \"dialogue\"")
        .replace(r#"["digitale vaardigheden"]"#, r#"["dialoog"]"#)
}

fn sandbox() -> Sandbox {
    let manifest = "path,fund,year\noom.pdf,oom,2022\notib.md,otib,2022\n";
    let oom = pdf(&[&["OOM 2022"], &["Er was scholing, en twee workshops over een robot."]]);
    let sandbox = Sandbox::new()
        .file("new.toml", changed())
        .file("in/manifest.csv", manifest)
        .file("in/oom.pdf", oom)
        .file("in/otib.md", "EVC helpt.\n\nEr zijn geen workshops.\n\nDigitale vaardigheden en robots.\n");
    sandbox.scan("in").exits(0);
    sandbox
}

fn concept<'v>(concepts: &'v Value, id: &str) -> Option<&'v Value> {
    concepts.as_array().unwrap().iter().find(|c| c["concept"] == id)
}

#[test]
fn concepts_and_terms_that_changed_are_named_and_the_exit_code_says_so() {
    let sandbox = sandbox();
    let run = sandbox.run("taxonomy diff small.toml new.toml --format json").exits(1).says_nothing();
    let diff = run.json();
    assert_eq!(diff["schema"], "fundscan/taxonomy-diff/1");
    assert_eq!((&diff["differs"], &diff["same_meaning"], &diff["counts"]), (&true.into(), &false.into(), &Value::Null));
    let concepts = &diff["concepts"];
    assert_eq!(concept(concepts, "digital-skills").unwrap()["change"], "removed");
    assert_eq!(concept(concepts, "dialogue").unwrap()["change"], "added");
    let training = concept(concepts, "training").unwrap();
    assert_eq!(training["terms"].as_array().unwrap().len(), 1, "another order is no difference");
    assert_eq!(
        (&training["terms"][0]["change"], &training["terms"][0]["new"]),
        (&"added".into(), &"workshop(s)".into())
    );
    let robots = concept(concepts, "robots").unwrap();
    let term = &robots["terms"][0];
    assert_eq!(
        (&term["change"], &term["old"], &term["new"]),
        (&"changed".into(), &"robot(s)".into(), &"robots".into())
    );
    assert_eq!(
        (&robots["settings"][0]["setting"], &robots["settings"][0]["meaning"]),
        (&"label-nl".into(), &false.into())
    );
    let moved = &concept(concepts, "evc").unwrap()["settings"][0];
    assert_eq!(
        (&moved["setting"], &moved["old"], &moved["meaning"]),
        (&"broader".into(), &"training".into(), &true.into())
    );
}

#[test]
fn taxonomies_that_find_the_same_do_not_differ() {
    let sandbox = sandbox();
    sandbox.write(
        "again.toml",
        format!("# a comment\n{}", SMALL_TAXONOMY.replace("version = \"1.0\"", "version = \"2\"")),
    );
    sandbox.run("taxonomy diff small.toml again.toml").exits(0).prints("no difference");
    sandbox.run("taxonomy diff default default --on out").exits(0).prints("no count changes");
    // Another name is a difference, though no count changes.
    sandbox.write("named.toml", SMALL_TAXONOMY.replace("nl = \"scholing\", en", "nl = \"opleiding\", en"));
    sandbox.run("taxonomy diff small.toml named.toml").exits(1).prints("differences that change no count");
    sandbox.run("taxonomy diff small.toml weg.toml").exits(2).says("error: weg.toml: no such file");
    sandbox.run("taxonomy diff small.toml").exits(64);
}

#[test]
fn the_counts_that_change_are_told_with_what_was_gained_and_lost() {
    let sandbox = sandbox();
    let diff = sandbox.run("taxonomy diff small.toml new.toml --on out --format json").exits(1).json();
    let counts = &diff["counts"]["concepts"];
    let training = concept(counts, "training").unwrap();
    let of = |side: &str, what: &str| training[side][what].clone();
    assert_eq!((of("before", "mentions"), of("after", "mentions")), (1.into(), 2.into()));
    assert_eq!((of("before", "negated"), of("after", "negated")), (0.into(), 1.into()));
    assert_eq!((of("before", "passages"), of("after", "passages")), (1.into(), 1.into()), "the same passage");
    // EVC made otib one of its funds, and is no part of it any more; what is negated makes none.
    assert_eq!(
        (of("before", "funds"), of("after", "funds")),
        (serde_json::json!(["oom", "otib"]), serde_json::json!(["oom"]))
    );
    let gained = &training["gained_quotes"][0];
    assert_eq!(
        (&gained["document"], &gained["page"], &gained["quote"]),
        (&"oom.pdf".into(), &2.into(), &"workshops".into())
    );
    assert_eq!((&training["gained"], &training["lost"]), (&2.into(), &0.into()));

    let robots = concept(counts, "robots").unwrap();
    assert_eq!((&robots["lost"], &robots["lost_quotes"][0]["quote"]), (&1.into(), &"robot".into()));
    assert_eq!(concept(counts, "digital-skills").unwrap()["after"]["mentions"], 0);
    assert!(concept(counts, "evc").is_none() && concept(counts, "dialogue").is_none(), "their counts are as they were");

    let few = sandbox.run("taxonomy diff small.toml new.toml --on out --quotes 1 --format json").exits(1).json();
    assert_eq!(concept(&few["counts"]["concepts"], "training").unwrap()["gained_quotes"].as_array().unwrap().len(), 1);
}

#[test]
fn what_a_new_scan_would_count_is_what_is_told() {
    let sandbox = sandbox();
    let diff = sandbox.run("taxonomy diff small.toml new.toml --on out --format json").exits(1).json();
    sandbox.run("scan in --out again --taxonomy new.toml").exits(0);
    let coverage = sandbox.run("coverage again --format json").exits(0).json();
    for count in diff["counts"]["concepts"].as_array().unwrap() {
        let Some(scanned) = concept(&coverage["concepts"], count["concept"].as_str().unwrap()) else { continue };
        for (ours, theirs) in [("mentions", "affirmed"), ("negated", "negated"), ("passages", "passages")] {
            assert_eq!(count["after"][ours], scanned["own"][theirs], "{ours} of {count}");
        }
        assert_eq!(count["after"]["funds"], scanned["covered_by"], "{count}");
    }
}

#[test]
fn every_format_names_them() {
    let sandbox = sandbox();
    for format in ["table", "csv", "markdown", "json"] {
        let run = sandbox.run(&format!("taxonomy diff small.toml new.toml --on out --format {format}")).exits(1);
        for said in ["workshop", "robotica", "dialo", "oom.pdf"] {
            assert!(run.stdout.contains(said), "{format}: {said}\n{}", run.stdout);
        }
    }
}
