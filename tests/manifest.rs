//! Manifests: a collection described once.

use crate::support::Sandbox;

const MANIFEST: &str = r#"
ignore = ["bron"]

[[fund]]
id = "okc"
name = "OKC"
names = ["OKC", "Opleidingsfonds Keramiek"]

[[document]]
path = "verslag.md"
fund = "okc"
year = 2022
kind = "annual-report"
title = "Jaarverslag OKC 2022"

[[document]]
path = "weg.md"
fund = "okc"
period = "2023-2024"
kind = "plan"
"#;

#[test]
fn a_manifest_in_a_folder_is_used_by_itself() {
    let sandbox = Sandbox::new()
        .file("in/manifest.toml", MANIFEST)
        .file("in/verslag.md", "# Verslag\n\nDe scholing loopt.")
        .file("in/los.md", "Los.")
        .file("in/bron/verslag.txt", "Bron.");
    let run = sandbox.scan("in").exits(2);
    let evidence = sandbox.evidence("verslag.md");
    assert_eq!((&evidence["fund"]["id"], &evidence["fund"]["how"]), (&"okc".into(), &"manifest".into()));
    assert_eq!((&evidence["period"]["year"], &evidence["period"]["how"]), (&2022.into(), &"manifest".into()));
    assert_eq!(evidence["document"]["kind"], "annual-report");
    assert_eq!(evidence["document"]["title"], "Jaarverslag OKC 2022");
    // Listed and missing is a document that failed.
    let missing = sandbox.evidence("weg.md");
    assert_eq!(missing["reason"]["code"], "not-found");
    assert_eq!(missing["document"]["kind"], "plan");
    // Its own funds are the whole list.
    let collection = sandbox.json("out/collection.json");
    let funds: Vec<&str> =
        collection["funds"].as_array().unwrap().iter().map(|f| f["fund"].as_str().unwrap()).collect();
    assert_eq!(funds, ["okc"]);
    // There, but not listed: told, not read. Ignored: not even told.
    assert_eq!(collection["totals"]["documents"], 2);
    let run = run.says("note: in/manifest.toml: not listed, so not read: los.md");
    assert!(!run.stderr.contains("bron"), "{}", run.stderr);
}

#[test]
fn a_csv_file_is_a_manifest_if_its_head_says_so() {
    let sandbox = Sandbox::new()
        .file(
            "lijst.csv",
            "\u{feff}path;fund;year;kind\r\nmap/a.md;oom;2022;annual-report\r\nb.md;otib;2021-2022;plan\r\n",
        )
        .file("map/a.md", "A.")
        .file("b.md", "B.");
    sandbox.scan("lijst.csv").exits(0);
    assert_eq!(sandbox.evidence("map/a.md")["fund"]["id"], "oom");
    assert_eq!(sandbox.evidence("b.md")["period"]["to"], 2022);

    // Without such a head it is a document like any other.
    let sandbox = Sandbox::new().file("cijfers.csv", "jaar;kosten\n2022;3\n");
    sandbox.scan("cijfers.csv").exits(0);
    assert_eq!(sandbox.evidence("cijfers.csv")["status"], "read");
}

#[test]
fn every_fault_is_told_with_its_line_before_any_work() {
    let manifest = "[[document]]\npath = 'a.md'\nfund = 'omo'\nyear = 22\nsoort = 'x'\n[[document]]\nkind = 'boek'\n";
    let sandbox = Sandbox::new().file("in/manifest.toml", manifest).file("in/a.md", "A.");
    let run = sandbox.scan("in").exits(2);
    let run = run.says("error: in/manifest.toml:4: ").says("error: in/manifest.toml:5: ").says("hint: ");
    run.says("error: in/manifest.toml:6: ").says("error: in/manifest.toml:7: ");
    assert!(!sandbox.path("out").exists());

    sandbox.write("in/manifest.toml", "[[document]]\npath = 'a.md'\nfund = 'omo'\n");
    sandbox.scan("in").exits(2).says("in/manifest.toml:3: ").says("omo").says("oomt");
}

#[test]
fn a_fault_in_the_manifests_own_funds_has_its_line_too() {
    let manifest = "[[document]]\npath = 'a.md'\n\n[[fund]]\nid = 'okc'\nname = 'OKC'\nnames = ['OKC']\n\n[[fund]]\nid = 'okc'\nname = 'X'\nnames = ['X']\n";
    let sandbox = Sandbox::new().file("in/manifest.toml", manifest).file("in/a.md", "A.");
    sandbox.scan("in").exits(2).says("error: in/manifest.toml:").says("okc");
}

#[test]
fn a_manifest_and_a_flag_do_not_both_define_the_funds() {
    let register = "[[fund]]\nid = 'x'\nname = 'X'\nnames = ['X']\n";
    let sandbox =
        Sandbox::new().file("in/manifest.toml", MANIFEST).file("in/verslag.md", "A.").file("f.toml", register);
    sandbox.scan("in --funds f.toml").exits(2).says("f.toml").says("hint: ");
}
