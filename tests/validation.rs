//! `fundscan sample` and `fundscan evaluate`: people code a sample, and the tool is compared with them.

use std::collections::BTreeMap;

use crate::support::{Run, Sandbox};

/// Passages that affirm, negate or say nothing; some that spreadsheets would run.
fn scanned() -> Sandbox {
    let mut oom = String::new();
    for n in 0..20 {
        oom.push_str(&format!("De scholing van groep {n} loopt goed.\n\n"));
        oom.push_str(&format!("Het bestuur vergaderde {n} keer; dat is \"vaak\".\n\n"));
    }
    let otib =
        "Er is geen scholing.\n\n=SCHOLING(A1) is een formule.\n\nEVC helpt en digitale vaardigheden ook.\n\n'=EVC'.\n";
    let sandbox = Sandbox::new()
        .file("in/manifest.csv", "path,fund,year\noom.txt,oom,2022\notib.txt,otib,2023\n")
        .file("in/oom.txt", oom)
        .file("in/otib.txt", otib);
    sandbox.scan("in").exits(0);
    sandbox
}

/// The rows of a sheet, by the names of the columns.
fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let text = text.trim_start_matches('\u{feff}');
    let mut lines = text.lines().map(cells);
    let head = lines.next().unwrap();
    lines.map(|cells| head.iter().cloned().zip(cells).collect()).collect()
}

/// The cells of a line, with quotes undone; no cell of a sheet holds a line end.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut quoted) = (vec![String::new()], false);
    let mut rest = line.chars().peekable();
    while let Some(c) = rest.next() {
        let cell = cells.last_mut().unwrap();
        match c {
            '"' if quoted && rest.peek() == Some(&'"') => cell.push(rest.next().unwrap()),
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            c => cell.push(c),
        }
    }
    cells
}

/// The sheet with a coder's codes filled in, saved as Excel in Dutch does: semicolons, quotes, Windows-1252.
fn filled_in(sheet: &str, codes: impl Fn(&BTreeMap<String, String>) -> String) -> Vec<u8> {
    let head = cells(sheet.trim_start_matches('\u{feff}').lines().next().unwrap());
    let mut text = head.join(";") + "\r\n";
    for mut row in rows(sheet) {
        row.insert("codes".to_owned(), codes(&row));
        let line: Vec<String> = head.iter().map(|name| format!("\"{}\"", row[name].replace('"', "\"\""))).collect();
        text.push_str(&(line.join(";") + "\r\n"));
    }
    // Letters up to U+00FF are the same in Windows-1252.
    text.chars().map(|c| u8::try_from(u32::from(c)).expect("the test's own letters")).collect()
}

const TAXONOMY: &str = "--taxonomy small.toml";

fn evaluate(sandbox: &Sandbox, arguments: &str) -> Run {
    sandbox.run(&format!("evaluate {arguments} {TAXONOMY}"))
}

#[test]
fn a_sample_is_the_same_every_time_and_holds_passages_without_a_code() {
    let sandbox = scanned();
    let run = sandbox.run("sample out --n 12 --seed 1 --by concept").exits(0);
    let run = run.says("12 passages drawn from 44, 3 of them without a code");
    let rows = rows(&run.stdout);
    assert_eq!(rows.len(), 12);
    let count = |stratum: &str| rows.iter().filter(|r| r["stratum"] == stratum).count();
    // A passage with two concepts belongs to the rarer one, which has it alone.
    assert_eq!((count("digital-skills"), count("evc"), count("training"), count("no code")), (1, 1, 7, 3));
    for row in &rows {
        assert_eq!(row["codes"], "");
        assert_eq!(row["tool_codes"] == "none", row["stratum"] == "no code");
        assert_eq!(
            row["stratum_passages"],
            match row["stratum"].as_str() {
                "training" => "22",
                "no code" => "20",
                _ => "1",
            }
        );
        assert_eq!(row["fund"], if row["document"] == "oom.txt" { "oom" } else { "otib" });
    }
    let again = sandbox.run("sample out --n 12 --seed 1 --by concept --quiet").exits(0).says_nothing();
    assert_eq!(again.stdout, run.stdout);
    assert_ne!(sandbox.run("sample out --n 12 --seed 2").exits(0).stdout, run.stdout);
}

#[test]
fn a_sheet_that_was_filled_in_and_saved_by_a_spreadsheet_is_evaluated() {
    let sandbox = scanned();
    let sheet = sandbox.run("sample out --n 100 -q").exits(0).stdout;
    assert!(sheet.contains("'=SCHOLING(A1)") && sheet.contains("''=EVC'"), "{sheet}");
    // The coder agrees, but for one passage that the tool has and one that it has not.
    let coder = |row: &BTreeMap<String, String>| match row["text"].as_str() {
        "De scholing van groep 3 loopt goed." => "none".to_owned(),
        "Het bestuur vergaderde 5 keer; dat is \"vaak\"." => "EVC; niet scholing".to_owned(),
        _ => row["tool_codes"].clone(),
    };
    sandbox.write("blad.csv", filled_in(&sheet, coder));
    let evaluation = evaluate(&sandbox, "blad.csv --format json").exits(0).says_nothing().json();
    assert_eq!(evaluation["schema"], "fundscan/evaluation/1");
    assert_eq!(evaluation["passages"], 44);
    let all = &evaluation["total"]["all"];
    assert_eq!((&all["found"], &all["missed"], &all["extra"]), (&24.into(), &2.into(), &1.into()), "{all:#}");
    assert_eq!((&all["precision"], &all["recall"]), (&0.96.into(), &0.9231.into()));
    assert_eq!(evaluation["total"]["negated"]["missed"], 1);
    // Everything was drawn: the estimate for the collection is the figure itself.
    assert_eq!((&evaluation["weighted"]["recall"], &evaluation["weighted"]["passages"]), (&0.9231.into(), &44.into()));
    // The texts came through: tagging them again finds the same.
    let again = evaluate(&sandbox, "blad.csv --retag --format json").exits(0).json();
    assert_eq!(again["total"], evaluation["total"]);
    assert_eq!((&again["compared"]["by"], again["notes"].as_array().unwrap().len()), (&"retagged".into(), 0));
    for format in ["table", "csv", "markdown"] {
        evaluate(&sandbox, &format!("blad.csv --format {format}")).exits(0).says_nothing().prints("scholing");
    }
}

#[test]
fn a_blind_sheet_keeps_the_codes_in_a_key() {
    let sandbox = scanned();
    sandbox.run("sample out --n 20 --blind -q -o blad.csv").exits(0);
    let sheet = std::fs::read_to_string(sandbox.path("blad.csv")).unwrap();
    assert!(!sheet.contains("evc") && !sheet.contains("stratum"), "{sheet}");
    let coder = |row: &BTreeMap<String, String>| {
        let coded = if row["text"].contains("geen scholing") { "not training" } else { "training" };
        if row["text"].contains("choling") { coded.to_owned() } else { "none".to_owned() }
    };
    sandbox.write("anna.csv", filled_in(&sheet, coder));
    let with_key = evaluate(&sandbox, "anna.csv blad.key.csv --format json").exits(0).json();
    // So does the sheet that is not blind, which nobody has filled in.
    sandbox.run("sample out --n 20 -q -o open.csv").exits(0);
    let with_open = evaluate(&sandbox, "anna.csv open.csv --format json").exits(0).json();
    assert_eq!(with_open["total"], with_key["total"]);
    assert_eq!((&with_key["passages"], &with_key["compared"]["by"]), (&20.into(), &"tool".into()));
    assert!(with_key["weighted"].is_object());
    // Without the key the texts are tagged now, to the same codes.
    let without = evaluate(&sandbox, "anna.csv --format json").exits(0).json();
    assert_eq!((&without["total"], &without["compared"]["by"]), (&with_key["total"], &"retagged".into()));
    // A filled-in sheet is not written over.
    sandbox.run("sample out --blind -o blad.csv").exits(2).says("error: blad.csv: is there already").says("hint: ");
    sandbox.run("sample out --blind -o blad.csv --force -q").exits(0);
    sandbox.run("sample out --blind").exits(2).says("nothing says where");
}

#[test]
fn a_sheet_in_json_lines_goes_the_same_way() {
    let sandbox = scanned();
    let lines = sandbox.run("sample out --n 10 --by fund -q --format jsonl").exits(0).stdout;
    assert_eq!(lines.lines().count(), 10);
    let coded = lines.replace("\"codes\":null", "\"codes\":[{\"concept\":\"training\",\"status\":\"affirmed\"}]");
    sandbox.write("blad.jsonl", &coded);
    let evaluation = evaluate(&sandbox, "blad.jsonl --format json").exits(0).json();
    assert_eq!(evaluation["passages"], 10);
}

#[test]
fn two_coders_are_compared_and_what_one_of_them_lacks_is_listed() {
    let sandbox = Sandbox::new()
        .file("anna.csv", "passage,codes\np1,training\np2,none\np3,evc\np5,\n")
        .file("bram.csv", "passage;codes\np1;training\np2;evc\np4;none\np5;none\n");
    let run = evaluate(&sandbox, "anna.csv bram.csv").exits(0);
    let run = run.prints("2 passages coded by both: anna.csv (coder; 1 not coded yet) is the reference");
    let run = run.prints("Missing in bram.csv (coder, 1 passage): p3.");
    run.prints("Missing in anna.csv (coder, 1 passage): p4.").prints("neither coding has it in any passage: digitale");
    let json = evaluate(&sandbox, "anna.csv bram.csv --format json").exits(0).json();
    assert_eq!(json["only_in_reference"], serde_json::json!(["p3"]));
    assert_eq!((&json["only_in_compared"], &json["reference"]["not_coded"]), (&serde_json::json!(["p4"]), &1.into()));
    let concept = |id: &str| json["concepts"].as_array().unwrap().iter().find(|c| c["concept"] == id).unwrap().clone();
    // Both see training in the first passage only; one of them sees EVC in the second.
    assert_eq!(concept("training")["all"]["kappa"]["value"], 1.0);
    assert_eq!(concept("evc")["all"]["kappa"]["value"], 0.0);
    let absent = &concept("digital-skills")["all"]["kappa"];
    assert_eq!(
        (&absent["value"], &absent["undefined"]),
        (&serde_json::Value::Null, &"neither coding has it in any passage".into())
    );
}

#[test]
fn coded_passages_in_json_are_compared_with_what_the_tagger_prints() {
    let passages =
        "{\"id\": \"a\", \"text\": \"Er is geen scholing.\"}\n{\"id\": \"b\", \"text\": \"EVC en scholing.\"}\n";
    let gold = "{\"id\": \"a\", \"agreed\": [{\"concept\": \"training\", \"status\": \"negated\"}], \"contested\": []}
{\"id\": \"b\", \"agreed\": [], \"contested\": [{\"concept\": \"evc\", \"status\": \"affirmed\"}]}\n";
    let sandbox = Sandbox::new().file("gold.jsonl", gold).file("passages.jsonl", passages);
    let tagged = sandbox.run_with(&format!("tag {TAXONOMY}"), passages).exits(0).stdout;
    sandbox.write("tagged.jsonl", tagged);
    let with_tagged = evaluate(&sandbox, "gold.jsonl tagged.jsonl --format json").exits(0).json();
    let all = &with_tagged["total"]["all"];
    // A code that only one of two coders gave counts neither for nor against.
    assert_eq!((&all["found"], &all["missed"], &all["extra"]), (&1.into(), &0.into(), &1.into()));
    let with_texts = evaluate(&sandbox, "gold.jsonl passages.jsonl --format json").exits(0).json();
    assert_eq!(with_texts["total"], with_tagged["total"]);
    evaluate(&sandbox, "gold.jsonl").exits(2).says("error: gold.jsonl: neither codes of the tool nor texts");
}

#[test]
fn what_is_wrong_with_a_sheet_is_named_with_its_row_and_nothing_is_computed() {
    let sandbox = Sandbox::new()
        .file("fout.csv", "passage,tool_codes,codes\n1,training,trainig\n2,evc,koffie\n3,evc,evc\n3,evc,none\n")
        .file("leeg.csv", "passage,tool_codes,codes\n")
        .file("wacht.csv", "passage,tool_codes,codes\n1,training,\n2,evc,\n")
        .file("leegte.csv", "passage,codes\n3,\n")
        .file("naam.csv", "nummer,codes\n1,training\n")
        .file("werkmap.csv", b"PK\x03\x04")
        .file("zonder.csv", "passage,text\n1,EVC\n")
        .file("ander.csv", "passage,codes\nx,evc\n")
        .file("goed.csv", "passage,codes\n3,evc\n");
    let run = evaluate(&sandbox, "fout.csv")
        .exits(2)
        .says("error: fout.csv: row 2: no concept \"trainig\"; is training meant?");
    let run = run.says("row 3: no concept \"koffie\"").says("row 5: passage 3 stands in row 4 too, with other codes");
    assert_eq!(run.says("hint: ").stdout, "");
    for (file, reason) in [
        ("leeg.csv", "there are no passages in it"),
        ("wacht.csv", "nobody has coded yet"),
        ("naam.csv", "no column \"passage\""),
        ("werkmap.csv", "save the sheet as CSV"),
        ("zonder.csv", "no column codes"),
        ("weg.csv", "no such file"),
        ("goed.csv ander.csv", "no passage is coded in both"),
        ("goed.csv leegte.csv", "nobody has coded yet"),
    ] {
        evaluate(&sandbox, file).exits(2).says("error: ").says(reason);
    }
}

#[test]
fn a_sample_of_what_is_no_scan_is_refused() {
    let sandbox = Sandbox::new().file("map/x", "x");
    sandbox.run("sample weg").exits(2).says("error: weg: no such folder").says("hint: ");
    sandbox.run("sample map").exits(2).says("error: map: ").says("hint: ");
    sandbox.run("sample out --n 0").exits(64);
}
