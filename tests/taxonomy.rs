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
