//! `fundscan coverage`: which concepts which funds speak of.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use crate::support::Sandbox;

fn scanned() -> Sandbox {
    let manifest = "path,fund,year\noom.md,oom,2022\notib.md,otib,2022\notib-23.md,otib,2023\nlos.md,,\n";
    let sandbox = Sandbox::new()
        .file("in/manifest.csv", manifest)
        .file("in/oom.md", "EVC helpt. De scholing loopt.\n")
        .file("in/otib.md", "Er is geen scholing.\n\n- robots\n")
        .file("in/otib-23.md", "Er is scholing.\n")
        .file("in/los.md", "Digitale vaardigheden.\n");
    sandbox.scan("in").exits(0);
    sandbox
}

#[test]
fn coverage_counts_funds_and_names_the_white_spots() {
    let sandbox = scanned();
    let coverage = sandbox.run("coverage out --format json").exits(0).says_nothing().json();
    assert_eq!(coverage["schema"], "fundscan/coverage/1");
    let concept =
        |id: &str| coverage["concepts"].as_array().unwrap().iter().find(|c| c["concept"] == id).unwrap().clone();
    // Two funds were read; both affirm training, one of them only through a narrower concept too.
    let training = concept("training");
    assert_eq!((&training["funds_covered"], &training["funds_total"]), (&2.into(), &2.into()));
    assert_eq!(training["covered_by"], serde_json::json!(["oom", "otib"]));
    assert_eq!(concept("evc")["covered_by"], serde_json::json!(["oom"]));
    // Said by a document of no fund: no fund covers it.
    assert_eq!(coverage["white_spots"], serde_json::json!(["digital-skills"]));
}

#[test]
fn the_same_coverage_comes_as_table_csv_and_markdown() {
    let sandbox = scanned();
    for format in ["table", "csv", "markdown"] {
        let run = sandbox.run(&format!("coverage out --format {format}")).exits(0);
        assert!(run.stdout.contains("EVC") && run.stdout.contains("digitale vaardigheden"), "{}", run.stdout);
    }
    sandbox.run("coverage out").exits(0).prints("1 of 2");
}

#[test]
fn only_the_kinds_asked_for_count() {
    let sandbox = scanned();
    let coverage = sandbox.run("coverage out --format json --kind list-item").exits(0).json();
    assert_eq!(coverage["white_spots"], serde_json::json!(["training", "evc", "digital-skills"]));
}

#[test]
fn what_is_no_scan_is_refused() {
    let sandbox = Sandbox::new().file("map/x", "x").file("half/collection.json", "{\"schema\": \"fundscan/coll");
    sandbox.run("coverage weg").exits(2).says("error: weg: ").says("hint: ");
    sandbox.run("coverage map").exits(2).says("error: map: ").says("hint: ");
    sandbox.run("coverage half").exits(2).says("error: half/collection.json: ");
}

#[test]
fn evidence_that_is_missing_or_edited_is_told() {
    let sandbox = scanned();
    let name = sandbox.names("out/documents").into_iter().find(|n| n.starts_with("oom")).unwrap();
    let path = sandbox.path(&format!("out/documents/{name}"));
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, &text[..text.len() / 2]).unwrap();
    sandbox.run("coverage out").exits(2).says(&format!("error: out/documents/{name}: "));
    std::fs::remove_file(&path).unwrap();
    sandbox.run("coverage out").exits(2).says(&format!("out/documents/{name}: "));
}

#[test]
fn csv_opens_in_excel_set_to_dutch() {
    let sandbox = scanned();
    let run = sandbox.run("coverage out -o dekking.csv --dutch").exits(0);
    assert_eq!(run.stdout, "");
    let text = std::fs::read_to_string(sandbox.path("dekking.csv")).unwrap();
    let rows: Vec<Vec<&str>> = text.strip_prefix('\u{feff}').unwrap().lines().map(|l| l.split(';').collect()).collect();
    let column = |name: &str| rows[0].iter().position(|h| *h == name).unwrap();
    // k and n stand in columns of their own, in the rows of concepts, and the rate has a decimal comma.
    let training = rows.iter().find(|r| r[0] == "concept" && r[column("concept")] == "training").unwrap();
    assert_eq!((training[column("k")], training[column("n")]), ("2", "2"));
    let (whole, fraction) = training[column("per_10k")].split_once(',').unwrap();
    assert!(whole.parse::<u32>().unwrap() > 0 && fraction.len() == 2, "{training:?}");
    let fund = rows.iter().find(|r| r[0] == "fund").unwrap();
    assert_eq!((fund[column("k")], fund[column("n")]), ("", ""));
}

#[test]
fn each_option_of_csv_can_be_chosen() {
    let sandbox = scanned();
    let first = |options: &str| {
        let run = sandbox.run(&format!("coverage out --format csv {options}")).exits(0);
        run.stdout.lines().next().unwrap().to_owned()
    };
    assert!(first("").starts_with("row,group,"));
    assert!(first("--bom").starts_with("\u{feff}row,group,"));
    assert!(first("--separator tab").starts_with("row\tgroup\t"));
    assert!(first("--delimiter semicolon").starts_with("row;group;"));
    assert!(first("--decimal comma").starts_with("row;group;"));
    assert!(first("--decimal comma --separator comma").starts_with("row,group,"));
    assert!(first("--dutch --separator tab").starts_with("\u{feff}row\tgroup\t"));
}

#[test]
fn a_file_that_cannot_be_written_is_told_before_the_work() {
    let sandbox = scanned();
    sandbox.run("coverage out -o weg/dekking.csv").exits(2).says("error: weg/dekking.csv: cannot be written");
    sandbox.run("kwic out evc -o out").exits(2).says("error: out: cannot be written");
    // Found only when it is written: nothing half is left.
    std::fs::create_dir(sandbox.path("dekking.csv.part")).unwrap();
    sandbox
        .run("coverage out -o dekking.csv")
        .exits(2)
        .says("error: dekking.csv: cannot be written: a folder, not a file");
    assert!(!sandbox.path("dekking.csv").exists());
}

#[test]
fn a_workbook_is_written_to_a_file_and_is_the_same_every_time() {
    let sandbox = scanned();
    let run = sandbox.run("coverage out -o dekking.xlsx").exits(0);
    assert_eq!(run.stdout, "");
    sandbox.run("coverage out --format xlsx -o nog-eens").exits(0);
    let read = |name: &str| std::fs::read(sandbox.path(name)).unwrap();
    assert!(read("dekking.xlsx") == read("nog-eens"), "two workbooks of one scan differ");

    let mut book = Xlsx::new(Cursor::new(read("dekking.xlsx"))).unwrap();
    // What must be known beside the counts stands in it, too.
    assert_eq!(book.sheet_names(), ["coverage", "white spots", "looked at", "notices"]);
    let sheet = book.worksheet_range("coverage").unwrap();
    let rows: Vec<&[Data]> = sheet.rows().collect();
    let column = |name: &str| rows[0].iter().position(|h| h == name).unwrap();
    let training = rows.iter().find(|r| r[0] == "concept" && r[column("concept")] == "training").unwrap();
    assert_eq!((&training[column("k")], &training[column("n")]), (&Data::Float(2.0), &Data::Float(2.0)));
    let fund = rows.iter().find(|r| r[0] == "fund").unwrap();
    assert_eq!(fund[column("k")], Data::Empty);
}

/// The rows of a sheet, by the names of its columns.
fn sheet(sandbox: &Sandbox, file: &str, name: &str) -> Vec<BTreeMap<String, Data>> {
    let mut book = Xlsx::new(Cursor::new(std::fs::read(sandbox.path(file)).unwrap())).unwrap();
    let range = book.worksheet_range(name).unwrap_or_else(|e| panic!("{name}: {e}; {:?}", book.sheet_names()));
    let mut rows = range.rows();
    let head: Vec<String> = rows.next().unwrap().iter().map(ToString::to_string).collect();
    rows.map(|row| head.iter().cloned().zip(row.iter().cloned()).collect()).collect()
}

#[test]
fn a_workbook_has_a_sheet_for_the_parts_the_white_spots_and_the_funds_looked_at() {
    let sandbox = two_years();
    sandbox.run("coverage out --by year -o jaren.xlsx").exits(0);
    let parts = sheet(&sandbox, "jaren.xlsx", "by year");
    let evc = |year: &str| parts.iter().find(|r| r["part"] == *year && r["concept"] == *"evc").unwrap();
    assert_eq!((&evc("2023")["k"], &evc("2023")["n"]), (&Data::Float(1.0), &Data::Float(2.0)));
    assert_eq!(
        (&evc("2023")["covered_by"], &evc("2023")["white_spot"]),
        (&"a".to_owned().into(), &"only-one".to_owned().into())
    );
    let spots = sheet(&sandbox, "jaren.xlsx", "white spots");
    let of = |part: &str| spots.iter().find(|r| r["part"] == *part && r["concept"] == *"digital-skills").unwrap();
    assert_eq!(
        (&of("2023")["kind"], &of("2023")["funds"]),
        (&"only-negated".to_owned().into(), &"a".to_owned().into())
    );
    assert_eq!(of("2022")["kind"], *"not-found");
    let whole = spots.iter().find(|r| r["part"] == Data::Empty && r["concept"] == *"digital-skills").unwrap();
    assert_eq!(whole["n"], Data::Float(2.0));
    let funds = sheet(&sandbox, "jaren.xlsx", "looked at");
    let unread = funds.iter().find(|r| r["part"] == Data::Empty && r["fund"] == *"c").unwrap();
    assert_eq!((&unread["words"], &unread["documents_unread"]), (&Data::Float(0.0), &Data::Float(1.0)));

    sandbox.run("coverage out --by sector -o sectoren.xlsx").exits(0);
    assert!(sheet(&sandbox, "sectoren.xlsx", "by sector").iter().any(|r| r["part"] == *"metaal" && r["n"] == 2.0));
}

#[test]
fn what_was_decided_by_hand_is_told_in_every_output() {
    let sandbox = Sandbox::new().file("in/oom.md", "# OOM Jaarverslag 2022\n\nDe robot heet collega. EVC helpt.\n").file(
        "in/decisions.toml",
        "[[decision]]\naction = 'reject'\nconcept = 'robots'\ntext = 'De robot heet collega'\nreason = 'a nickname'\n",
    );
    sandbox.scan("in").exits(0);
    let said = "1 mention rejected by hand";
    sandbox.run("coverage out").exits(0).prints(said);
    sandbox.run("coverage out --by year").exits(0).prints(said);
    sandbox.run("coverage out --format markdown").exits(0).prints(said);
    let csv = sandbox.run("coverage out --format csv").exits(0).says(said);
    let row = csv.stdout.lines().find(|l| l.starts_with("by-hand,")).unwrap();
    assert!(row.contains(",1,") && row.ends_with(",rejected"), "{row}");
    let coverage = sandbox.run("coverage out --format json").exits(0).json();
    assert_eq!(coverage["by_hand"]["rejected"], 1);
    sandbox.run("coverage out -o dekking.xlsx").exits(0);
    let by_hand = sheet(&sandbox, "dekking.xlsx", "decided by hand");
    assert_eq!((&by_hand[0]["what"], &by_hand[0]["number"]), (&"rejected".to_owned().into(), &Data::Float(1.0)));
    let notices = sheet(&sandbox, "dekking.xlsx", "notices");
    assert!(notices.iter().any(|r| r["message"].to_string().contains(said)), "{notices:?}");
    // A document that is not looked at is not told of.
    let other = sandbox.run("coverage out --year 2020 --format json").exits(0).json();
    assert_eq!(other["by_hand"], serde_json::Value::Null);
}

#[test]
fn a_workbook_is_not_poured_over_the_terminal() {
    let run = scanned().run("coverage out --format xlsx").exits(2).says("no text to print").says("hint: ");
    assert_eq!(run.stdout, "");
}

/// Two funds over two years; a third is in the register and gave nothing that could be read.
fn two_years() -> Sandbox {
    let manifest = "path,fund,year,kind\na22.md,a,2022,annual-report\na23.md,a,2023,annual-report\n\
                    b23.md,b,2023,annual-report\nplan.md,b,2024-2027,plan\nleeg.txt,c,2023,annual-report\n";
    let fund = |id: &str, sector: &str| {
        format!("[[fund]]\nid = \"{id}\"\nname = \"Fonds {id}\"\nsector = \"{sector}\"\nnames = [\"Fonds {id}\"]\n\n")
    };
    let funds = [fund("a", "metaal"), fund("b", "metaal"), fund("c", "hout")].concat();
    let sandbox = Sandbox::new()
        .file("funds.toml", format!("id = \"t\"\nversion = \"1\"\n\n{funds}"))
        .file("in/manifest.csv", manifest)
        .file("in/a22.md", "EVC helpt.\n")
        .file("in/a23.md", "EVC helpt. De EVC loopt. Er is geen aandacht voor digitale vaardigheden.\n")
        .file("in/b23.md", "De scholing loopt.\n")
        .file("in/plan.md", "Wij bieden EVC.\n")
        .file("in/leeg.txt", "");
    sandbox.scan("in --funds funds.toml").exits(2);
    sandbox
}

fn of<'a>(list: &'a serde_json::Value, key: &str, value: &str) -> &'a serde_json::Value {
    list.as_array().unwrap().iter().find(|one| one[key] == value).unwrap_or_else(|| panic!("no {value} in {list}"))
}

#[test]
fn each_year_says_k_of_n_of_the_funds_read_for_it() {
    let sandbox = two_years();
    let coverage = sandbox.run("coverage out --by year --format json").exits(0).json();
    let evc = |year: &str| {
        let part = of(&coverage["parts"], "key", year);
        let evc = of(&part["concepts"], "concept", "evc");
        (evc["funds_covered"].as_u64().unwrap(), evc["funds_total"].as_u64().unwrap())
    };
    assert_eq!((evc("2022"), evc("2023"), evc("2024–2027")), ((1, 1), (1, 2), (1, 1)));
    let part = of(&coverage["parts"], "key", "2023");
    assert_eq!(of(&part["looked_at"], "fund", "c")["documents_unread"], 1);
    assert_eq!(of(&part["spots"], "concept", "digital-skills")["kind"], "only-negated");
    sandbox.run("coverage out --by year").exits(0).prints("1 of 2").prints("2024–2027").prints("2 of 3");
    sandbox.run("coverage out --by year --format csv").exits(0).prints("only-negated,2023\n");
    sandbox.run("coverage out --by year --format markdown").exits(0).prints("## By year").prints("| 2022 | 2023 |");
}

#[test]
fn each_sector_counts_only_its_funds() {
    let sandbox = two_years();
    let coverage = sandbox.run("coverage out --by sector --format json").exits(0).json();
    assert_eq!(of(&coverage["parts"], "key", "metaal")["funds_total"], 2);
    let wood = of(&coverage["parts"], "key", "hout");
    // Nothing of it was read: nothing is a white spot there.
    assert_eq!((&wood["funds_total"], &wood["white_spots"]), (&0.into(), &serde_json::json!([])));
    sandbox.run("coverage out --by sector").exits(0).prints("metaal").prints("0 of 1");
}

#[test]
fn a_question_is_answered_by_its_concepts() {
    let sandbox = two_years();
    let questions = "id = \"eigen\"\nversion = \"1\"\n[groups]\ng = \"Groep\"\n[[question]]\nid = \"leren\"\ngroup = \"g\"\n\
                     label = \"Hoe wordt er geleerd?\"\nconcepts = [\"evc\", \"digital-skills\"]\n";
    sandbox.write("vragen.toml", questions);
    let coverage = sandbox.run("coverage out --questions vragen.toml --format json").exits(0).json();
    let part = of(&coverage["parts"], "key", "leren");
    assert_eq!(part["any"]["covered_by"], serde_json::json!(["a", "b"]));
    assert_eq!(part["any"]["negated_by"], serde_json::json!(["a"]));
    assert_eq!(part["white_spots"], serde_json::json!(["digital-skills"]));
    let table = sandbox.run("coverage out --questions vragen.toml --question leren").exits(0);
    table.prints("Hoe wordt er geleerd? (leren)").prints("any of these").prints("2 of 2 (1)");
    sandbox
        .run("coverage out --questions vragen.toml --question weg")
        .exits(2)
        .says("unknown question weg; known are leren")
        .says("hint: ");
    sandbox.run("coverage out --questions vragen.toml --by year").exits(2).says("hint: ");
}

#[test]
fn a_threshold_asks_for_passages_and_is_said() {
    let sandbox = two_years();
    let strict = sandbox.run("coverage out --min-passages 2 --format json").exits(0).json();
    assert_eq!(of(&strict["concepts"], "concept", "evc")["covered_by"], serde_json::json!(["a"]));
    assert_eq!(of(&strict["spots"], "concept", "evc")["kind"], "only-one");
    sandbox
        .run("coverage out --min-passages 4")
        .exits(0)
        .prints("from 4 passages on")
        .prints("in fewer than 4 passages");
    sandbox.run("coverage out --min-passages 0").exits(64);
}

#[test]
fn nothing_found_and_nothing_read_are_told_apart() {
    let sandbox = two_years();
    let coverage = sandbox.run("coverage out --format json").exits(0).json();
    let looked = |fund: &str| {
        let fund = of(&coverage["looked_at"], "fund", fund);
        (
            fund["documents"].as_u64().unwrap(),
            fund["words"].as_u64().unwrap(),
            fund["documents_unread"].as_u64().unwrap(),
        )
    };
    assert_eq!((looked("b"), looked("c")), ((2, 6, 0), (0, 0, 1)));
    sandbox.run("coverage out").exits(0).prints("nothing read of: c (1 document without readable text)");
    sandbox.run("coverage out --format csv").exits(0).prints("looked-at,");
}

#[test]
fn only_the_funds_years_and_kinds_of_documents_asked_for_count() {
    let sandbox = two_years();
    let covered = |arguments: &str| {
        let coverage = sandbox.run(&format!("coverage out --format json {arguments}")).exits(0).json();
        of(&coverage["concepts"], "concept", "evc")["covered_by"].clone()
    };
    assert_eq!(covered("--year 2022-2023"), serde_json::json!(["a"]));
    assert_eq!(covered("--document-kind plan"), serde_json::json!(["b"]));
    assert_eq!(covered("--fund b"), serde_json::json!(["b"]));
    sandbox.run("coverage out --fund b").exits(0).prints("Only these funds count: b.");
    sandbox.run("coverage out --fund weg").exits(2).says("unknown fund weg; known are a, b, c");
    sandbox.run("coverage out --document-kind jaarverslag").exits(64).says("annual-report");
}
