//! `fundscan taxonomy`: the concepts that are searched for.

use crate::support::{SMALL_TAXONOMY, Sandbox};

#[test]
fn a_sound_taxonomy_has_no_findings() {
    let sandbox = Sandbox::new();
    sandbox.run("taxonomy check small.toml").exits(0);
}

#[test]
fn every_fault_is_named_with_its_line() {
    let broken = SMALL_TAXONOMY
        .replace("id = \"robots\"", "id = \"evc\"")
        .replace("broader = \"training\"", "broader = \"trainig\"");
    let line = |text: &str| broken.lines().position(|l| l.contains(text)).unwrap() + 1;
    let sandbox = Sandbox::new().file("t.toml", &broken);
    let run = sandbox.run("taxonomy check t.toml").exits(1);
    run.prints(&format!("t.toml:{}: ", line("trainig"))).prints("trainig").prints("duplicate");
    sandbox.run("taxonomy check weg.toml").exits(2).says("error: weg.toml: no such file");
}

#[test]
fn the_built_in_taxonomy_is_listed_and_so_is_a_file() {
    let sandbox = Sandbox::new();
    let listed = sandbox.run("taxonomy list").exits(0);
    let concepts = listed.stdout.lines().filter(|l| l.contains("digital-skills")).count();
    assert_eq!(concepts, 1, "{}", listed.stdout);
    assert!(listed.stdout.lines().count() >= 80);
    let listed = sandbox.run("taxonomy list small.toml").exits(0).prints("robots").prints("EVC");
    assert!(listed.stdout.lines().count() < 10);
}

#[test]
fn every_form_of_a_concept_is_listed_with_why_it_is_there() {
    let inflected = SMALL_TAXONOMY.replacen("nl = [", "nl = [\"opleiden{v}\", \"cursus{n}\", ", 1);
    let id = inflected.split("id = \"").nth(2).unwrap().split('"').next().unwrap().to_owned();
    let sandbox = Sandbox::new().file("t.toml", &inflected);
    let listed = sandbox.run(&format!("taxonomy list t.toml --expand {id}")).exits(0);
    for (form, why) in [
        ("cursussen", "plural"),
        ("opgeleid", "participle"),
        ("op te leiden", "infinitive apart"),
        ("leidt … op", "present, apart"),
    ] {
        let line = listed.stdout.lines().find(|line| line.trim_start().starts_with(&format!("{form}  ")));
        assert!(line.is_some_and(|line| line.ends_with(why)), "{form}: {}", listed.stdout);
    }
    sandbox.run("taxonomy list t.toml --expand weg").exits(2).says("error: the taxonomy has no concept weg");
}
