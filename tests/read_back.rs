//! What a scan has written is read back with suspicion: a file that is of another version, another scan, cut off or edited is
//! named with the reason, and nothing is counted from it.

use serde_json::Value;

use crate::support::Sandbox;

const EVIDENCE: &str = "out/documents/oom.md.json";
const PASSAGES: &str = "out/text/oom.md.jsonl";

/// Two reports, scanned.
fn scanned() -> Sandbox {
    let sandbox = Sandbox::new()
        .file(
            "in/manifest.csv",
            "path,fund,year,kind\noom.md,oom,2022,annual-report\notib.md,otib,2022,annual-report\n",
        )
        .file("in/oom.md", "De scholing loopt. EVC helpt.\n\nEr is geen aandacht voor robots.\n")
        .file("in/otib.md", "Wij bieden scholing.\n");
    sandbox.scan("in").exits(0);
    assert!(sandbox.path(EVIDENCE).is_file() && sandbox.path(PASSAGES).is_file());
    sandbox
}

fn text(sandbox: &Sandbox, path: &str) -> String {
    std::fs::read_to_string(sandbox.path(path)).unwrap()
}

/// Every command that counts what a scan found refuses to, and names the file, the reason and what to do.
#[track_caller]
fn refused_by_all(sandbox: &Sandbox, file: &str, reason: &str) {
    for command in ["coverage out", "inventory out --questions vragen.toml", "relations out", "diff out ander"] {
        let run = sandbox.run(command).exits(2);
        assert_eq!(run.stdout, "", "{command}");
        run.says(&format!("error: {file}: ")).says(reason).says("hint: scan again");
    }
}

/// A second scan to compare with, and questions to ask.
fn with_others(sandbox: Sandbox) -> Sandbox {
    sandbox.run("scan in --out ander --taxonomy small.toml").exits(0);
    sandbox.file(
        "vragen.toml",
        "id = \"v\"\nversion = \"1\"\n[groups]\ng = \"G\"\n[[question]]\nid = \"leren\"\ngroup = \"g\"\n\
         label = \"Leren\"\nconcepts = [\"training\", \"robots\"]\n",
    )
}

#[test]
fn evidence_and_collections_of_another_version_are_named() {
    let sandbox = with_others(scanned());
    let whole = text(&sandbox, EVIDENCE);
    sandbox.write(EVIDENCE, whole.replacen("fundscan/evidence/", "fundscan/evidence/9", 1));
    refused_by_all(&sandbox, EVIDENCE, "the file's schema is fundscan/evidence/9");
    sandbox.write(EVIDENCE, "{\"iets\": \"anders\"}");
    refused_by_all(&sandbox, EVIDENCE, "this is not a file of fundscan");
    sandbox.write(EVIDENCE, whole);
    let collection = text(&sandbox, "out/collection.json");
    sandbox.write("out/collection.json", collection.replacen("fundscan/collection/", "fundscan/collection/9", 1));
    refused_by_all(&sandbox, "out/collection.json", "the file's schema is fundscan/collection/9");
}

#[test]
fn what_was_written_by_half_is_named_with_its_line() {
    let sandbox = with_others(scanned());
    for file in [EVIDENCE, "out/collection.json"] {
        let whole = text(&sandbox, file);
        sandbox.write(file, &whole[..whole.len() * 2 / 3]);
        refused_by_all(&sandbox, file, "the file ends too early, at line ");
        sandbox.write(file, "");
        refused_by_all(&sandbox, file, "the file ends too early, at line 1");
        sandbox.write(file, whole);
    }
    let passages = text(&sandbox, PASSAGES);
    let lines: Vec<&str> = passages.split_inclusive('\n').collect();
    sandbox.write(PASSAGES, lines[..lines.len() - 1].concat());
    for command in ["inventory out --questions vragen.toml", "relations out"] {
        sandbox.run(command).exits(2).says(&format!("error: {PASSAGES}: ")).says("not written to its end, or edited");
    }
}

#[test]
fn evidence_of_a_scan_with_another_taxonomy_is_not_counted() {
    let sandbox = with_others(scanned());
    let other = text(&sandbox, "small.toml").replacen("version = \"", "version = \"2", 1).replace("\"robot", "\"cobot");
    assert_ne!(other, text(&sandbox, "small.toml"));
    sandbox.write("other.toml", other);
    sandbox.run("scan in --out derde --taxonomy other.toml").exits(0);
    sandbox.write(EVIDENCE, text(&sandbox, "derde/documents/oom.md.json"));
    for command in ["coverage out", "inventory out --questions vragen.toml", "relations out"] {
        sandbox.run(command).exits(2).says(&format!("error: {EVIDENCE}: ")).says("tagged with another taxonomy");
    }
    sandbox.run("diff out ander").exits(2).says(&format!("error: {EVIDENCE}: ")).says("tagged with another taxonomy");
    // A whole scan with another taxonomy is no fault, but not to be compared either.
    sandbox.run("diff ander derde").exits(2).says("differ in: taxonomy").says("--retag");
}

#[test]
fn evidence_that_a_person_has_edited_is_noticed() {
    let sandbox = with_others(scanned());
    let whole = text(&sandbox, EVIDENCE);
    let line = whole.lines().find(|l| l.contains("\"quote\": \"EVC\"")).unwrap().to_owned();
    let edits: [(String, &str); 8] = [
        (whole.replace(&format!("{line}\n"), ""), "evc is counted 1 times"),
        (whole.replace(&line, &line.replace("\"affirmed\"", "\"negated\"")), "evc is counted 1 times and negated 0"),
        (whole.replace(&line, &line.replace("\"concept\": \"evc\"", "\"concept\": \"weg\"")), "evc is counted 1 times"),
        (whole.replace("\"quote\": \"EVC\"", "\"quote\": \"EVC's\""), "the quote is not as long as its span"),
        (whole.replacen("\"words\": ", "\"words\": 1", 1), "words of body text, but"),
        (whole.replacen("\"year\": 2022", "\"year\": 2021", 1), "its year is not what the collection says"),
        (whole.replace("\"oom\"", "\"otib\""), "its fund is not what the collection says"),
        (whole.replace(&line, &line.replace("\"fund\": \"oom\"", "\"fund\": \"nieuw\"")), "no fund nieuw"),
    ];
    for (edited, reason) in edits {
        assert_ne!(edited, whole, "{reason}");
        sandbox.write(EVIDENCE, edited);
        let run = sandbox.run("coverage out").exits(2).says(&format!("error: {EVIDENCE}: "));
        run.says(reason).says("hint: scan again");
    }
    // Of the same length, and nothing counts otherwise: the passage knows better.
    sandbox.write(EVIDENCE, whole.replace("\"quote\": \"EVC\"", "\"quote\": \"XYZ\""));
    sandbox.run("relations out").exits(2).says(&format!("error: {EVIDENCE}: ")).says("is not where the evidence says");
    sandbox.write(EVIDENCE, whole);
    let passages = text(&sandbox, PASSAGES);
    sandbox.write(PASSAGES, passages.replace("EVC helpt", "EVC baat "));
    sandbox.run("relations out").exits(2).says(&format!("error: {PASSAGES}: line ")).says("is not what its id says");
}

#[test]
fn a_collection_that_a_person_has_edited_is_noticed() {
    let sandbox = scanned();
    let whole = text(&sandbox, "out/collection.json");
    let line = whole.lines().find(|l| l.contains("\"path\": \"oom.md\"")).unwrap();
    for (edited, reason) in [
        (line.replace("\"annual-report\"", "\"plan\""), "its kind or title is not what the collection says"),
        (
            line.replacen("\"affirmed\": ", "\"affirmed\": 1", 1),
            "its number of mentions is not what the collection says",
        ),
    ] {
        assert_ne!(edited, line);
        sandbox.write("out/collection.json", whole.replace(line, &edited));
        sandbox.run("coverage out").exits(2).says(reason).says("file of decisions");
    }
}

fn messages(value: &Value, code: &str) -> Vec<String> {
    let notices = value["notices"].as_array().unwrap().iter().filter(|n| n["code"] == code);
    notices.map(|n| n["message"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn two_versions_of_one_report_are_told_because_both_count() {
    let sandbox = Sandbox::new()
        .file(
            "in/manifest.csv",
            "path,fund,year,kind\nconcept.md,oom,2022,annual-report\neind.md,oom,2022,annual-report\n\
             nieuws-1.md,oom,2022,web-page\nnieuws-2.md,oom,2022,web-page\n",
        )
        .file("in/concept.md", "De scholing loopt.\n")
        .file("in/eind.md", "De scholing loopt goed.\n")
        .file("in/nieuws-1.md", "EVC helpt.\n")
        .file("in/nieuws-2.md", "EVC helpt weer.\n");
    let said = "concept.md, eind.md: annual reports of oom about 2022 with different content";
    sandbox.scan("in").exits(0).prints(said);
    assert_eq!(messages(&sandbox.json("out/collection.json"), "several-versions").len(), 1);
    let coverage = sandbox.run("coverage out --format json").exits(0).json();
    assert_eq!(messages(&coverage, "several-versions").len(), 1);
    sandbox.run("coverage out --format markdown").exits(0).prints("annual reports of oom about 2022");
    sandbox.run("coverage out --format csv").exits(0).says(said);
    // Not of documents that are not looked at.
    let coverage = sandbox.run("coverage out --document-kind web-page --format json").exits(0).json();
    assert!(messages(&coverage, "several-versions").is_empty());
}

#[test]
fn the_same_bytes_under_two_names_are_counted_once_and_that_is_said() {
    let sandbox = Sandbox::new()
        .file("in/manifest.csv", "path,fund,year\na.md,oom,2022\nkopie.md,oom,2022\n")
        .file("in/a.md", "De scholing loopt.\n")
        .file("in/kopie.md", "De scholing loopt.\n");
    sandbox.scan("in").exits(0).prints("kopie.md has the same content as a.md and is counted once");
    let coverage = sandbox.run("coverage out --format json").exits(0).json();
    let training = coverage["concepts"].as_array().unwrap().iter().find(|c| c["concept"] == "training").unwrap();
    assert_eq!(training["rolled_up"]["mentions"], 1);
    assert_eq!(messages(&coverage, "duplicate-documents").len(), 1);
    sandbox.run("coverage out").exits(0).prints("has the same content as another and is not counted again");
}

#[test]
fn a_year_that_cannot_be_told_stands_apart() {
    let sandbox = Sandbox::new()
        .file("in/manifest.csv", "path,fund,year\na.md,oom,2022\nb.md,oom,\n")
        .file("in/a.md", "De scholing loopt.\n")
        .file("in/b.md", "EVC helpt.\n");
    sandbox.scan("in").exits(0);
    let coverage = sandbox.run("coverage out --by year --format json").exits(0).json();
    let keys: Vec<&Value> = coverage["parts"].as_array().unwrap().iter().map(|p| &p["key"]).collect();
    assert_eq!(keys, [&Value::from("2022"), &Value::Null]);
    sandbox.run("coverage out --by year").exits(0).prints("?");
    // Who asks for a year does not get what is of none.
    let coverage = sandbox.run("coverage out --year 2022 --format json").exits(0).json();
    let evc = coverage["concepts"].as_array().unwrap().iter().find(|c| c["concept"] == "evc").unwrap();
    assert_eq!(evc["funds_covered"], 0);
}

#[test]
fn a_fund_that_the_register_does_not_know_is_refused_with_the_list_of_known_ones() {
    let sandbox = Sandbox::new().file("in/manifest.csv", "path,fund\na.md,oomx\n").file("in/a.md", "Scholing.\n");
    sandbox.scan("in").exits(2).says("oomx").says("oomt");
    assert!(!sandbox.path("out").exists());
}
