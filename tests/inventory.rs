//! `fundscan inventory`: what each fund answers to each question, in quotes.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use serde_json::Value;

use crate::support::Sandbox;

const QUESTIONS: &str = r#"
id = "eigen"
version = "1"
[groups]
aanbod = { nl = "Aanbod", en = "On offer" }
[[question]]
id = "leren"
group = "aanbod"
label = { nl = "Leren | werken", en = "Learning" }
source = "3.2"
concepts = ["training"]
[[question]]
id = "techniek"
group = "aanbod"
label = { nl = "Techniek", en = "Technology" }
concepts = ["robots"]
"#;

const TABLE: &str = "<h1>Overzicht</h1><table>\
    <tr><th>Fonds</th><th>Wat doet het aan scholing?</th></tr>\
    <tr><td>OOM</td><td><ul><li>Subsidie voor EVC</li><li>Scholing op de werkplek</li></ul></td></tr>\
    <tr><td>OOI</td><td>-</td></tr>\
    <tr><td>OTIB</td><td>Proef met robots</td></tr></table>";

fn scanned() -> Sandbox {
    let manifest = "path,fund,year\noom.md,oom,2022\noom-23.md,oom,2023\ntabel.html,,2023\nlos.md,,\n";
    let sandbox = Sandbox::new()
        .file("in/manifest.csv", manifest)
        .file("in/oom.md", "De scholing van monteurs loopt goed.\n\n- Subsidie voor EVC.\n- =EVC(1)|\\<b>\u{1b}[31m\n")
        .file("in/oom-23.md", "Er is geen scholing over robots.\n")
        .file("in/tabel.html", TABLE)
        .file("in/los.md", "Scholing is van belang.\n")
        .file("vragen.toml", QUESTIONS);
    sandbox.scan("in").exits(0);
    sandbox
}

fn row<'a>(inventory: &'a Value, question: usize, fund: &str) -> &'a Value {
    let rows = inventory["questions"][question]["rows"].as_array().unwrap();
    rows.iter().find(|r| r["fund"].as_str() == Some(fund)).unwrap()
}

fn texts(quotes: &Value) -> Vec<&str> {
    quotes.as_array().unwrap().iter().map(|q| q["text"].as_str().unwrap()).collect()
}

#[test]
fn each_fund_has_a_row_with_its_quotes_and_the_json_fits_its_schema() {
    let sandbox = scanned();
    let schema = jsonschema::validator_for(&sandbox.run("schema inventory").exits(0).json()).unwrap();
    let inventory = sandbox.run("inventory out --questions vragen.toml --format json").exits(0).says_nothing().json();
    let faults: Vec<String> = schema.iter_errors(&inventory).map(|e| e.to_string()).collect();
    assert!(faults.is_empty(), "{faults:?}");

    let oom = row(&inventory, 0, "oom");
    // The same in the table and in the fund's own report stands once; its own row comes first.
    let expected = ["Scholing op de werkplek", "Subsidie voor EVC.", "=EVC(1)|<b>[31m"];
    let mut found = texts(&oom["answers"]);
    assert_eq!(found.pop(), Some("De scholing van monteurs loopt goed."));
    found.sort_unstable();
    let mut sorted = expected;
    sorted.sort_unstable();
    assert_eq!(found, sorted);
    let twice = oom["answers"].as_array().unwrap().iter().find(|q| q["text"] == "Subsidie voor EVC.").unwrap();
    assert_eq!((&twice["place"]["document"], &twice["also"][0]["document"]), (&"oom.md".into(), &"tabel.html".into()));
    let cell = oom["answers"].as_array().unwrap().iter().find(|q| q["text"] == "Scholing op de werkplek").unwrap();
    assert_eq!((&cell["fund_by"], &cell["status"]), (&"table-row".into(), &"affirmed".into()));
    assert_eq!(texts(&oom["negated"]), ["Er is geen scholing over robots."]);
    // Each quote leads to its mentions.
    let mention = cell["place"]["mentions"][0].as_str().unwrap();
    let ids: Vec<Value> = sandbox.evidence("tabel.html")["mentions"].as_array().unwrap().clone();
    assert!(ids.iter().any(|m| m["id"] == mention && m["concept"] == "training"), "{mention}");

    // Read, and nothing found; the head of the table is no answer to anybody.
    assert_eq!(row(&inventory, 0, "ooi")["answers_total"], 0);
    let funds = inventory["funds"].as_array().unwrap();
    let documents = |id: &str| funds.iter().find(|f| f["fund"] == id).unwrap()["documents"].clone();
    assert_eq!((documents("ooi"), documents("oogz")), (1.into(), 0.into()));
    assert_eq!(texts(&row(&inventory, 1, "otib")["answers"]), ["Proef met robots"]);
    let last = inventory["questions"][0]["rows"].as_array().unwrap().last().unwrap();
    assert_eq!((&last["fund"], texts(&last["answers"])), (&Value::Null, vec!["Scholing is van belang."]));
}

#[test]
fn a_table_fits_and_no_document_steers_the_terminal() {
    let sandbox = scanned();
    let run = sandbox.run("inventory out --questions vragen.toml --max 2").exits(0);
    assert!(!run.stdout.contains('\u{1b}'), "{}", run.stdout);
    assert!(run.stdout.lines().all(|l| l.chars().count() <= 100), "{}", run.stdout);
    let line =
        |start: &str| run.stdout.lines().find(|l| l.starts_with(start)).unwrap_or_else(|| panic!("{}", run.stdout));
    assert!(line("OOI").ends_with("  -"), "{}", run.stdout);
    assert!(line("OOM ").contains("* Scholing op de werkplek (tabel.html)"), "{}", run.stdout);
    let run = run.prints("and 2 more").prints("not: Er is geen scholing over robots. (oom-23.md)");
    run.prints("Leren | werken [leren]: 1 of ").prints("Nothing read of: A+O Metalektro, OOC, OOGZ, OOMT.");
}

#[test]
fn markdown_and_csv_hold_the_same_and_run_nothing() {
    let sandbox = scanned();
    let markdown = sandbox.run("inventory out --questions vragen.toml -o vragen.md");
    assert_eq!(markdown.exits(0).stdout, "");
    let text = String::from_utf8(sandbox.files("").into_iter().find(|(n, _)| n == "vragen.md").unwrap().1).unwrap();
    let line = text.lines().find(|l| l.starts_with("| OOM |")).unwrap();
    assert!(line.contains("• Scholing op de werkplek *(tabel.html)*<br>• "), "{line}");
    assert!(line.contains(r"=EVC(1)\|&lt;b&gt;\[31m"), "{line}");
    assert!(line.contains("<br>**not:** Er is geen scholing over robots. *(oom-23.md)* |"), "{line}");
    assert!(text.contains(r"### Leren \| werken") && text.contains("| OOI | - |"), "{text}");

    let csv = sandbox.run("inventory out --questions vragen.toml --format csv").exits(0).stdout;
    let mut reader = csv_rows(&csv);
    let head = reader.remove(0);
    let column = |name: &str| head.iter().position(|h| h == name).unwrap();
    let of = |fund: &str, status: &str| -> Vec<&str> {
        let is = |r: &&Vec<String>| {
            r[column("question")] == "leren" && r[column("fund")] == fund && r[column("status")] == status
        };
        reader.iter().filter(is).map(|r| r[column("quote")].as_str()).collect()
    };
    assert_eq!(of("oom", "affirmed").len(), 4);
    assert!(of("oom", "affirmed").contains(&"'=EVC(1)|<b>[31m"), "{csv}");
    assert_eq!(of("oom", "negated"), ["Er is geen scholing over robots."]);
    assert_eq!(of("ooi", "none"), [""]);
}

/// The rows of CSV without line ends in its cells.
fn csv_rows(text: &str) -> Vec<Vec<String>> {
    let row = |line: &str| {
        let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
        for c in line.chars() {
            match c {
                '"' => quoted = !quoted,
                ',' if !quoted => cells.push(std::mem::take(&mut cell)),
                c => cell.push(c),
            }
        }
        cells.push(cell);
        cells
    };
    text.lines().map(row).collect()
}

#[test]
fn a_workbook_and_csv_set_to_dutch_hold_a_row_for_each_quote() {
    let sandbox = scanned();
    sandbox.run("inventory out --questions vragen.toml -o vragen.xlsx").exits(0);
    let mut book = Xlsx::new(Cursor::new(std::fs::read(sandbox.path("vragen.xlsx")).unwrap())).unwrap();
    let sheet = book.worksheet_range("inventory").unwrap();
    let rows: Vec<&[Data]> = sheet.rows().collect();
    let column = |name: &str| rows[0].iter().position(|h| h == name).unwrap();
    let quote = rows.iter().find(|r| r[column("quote")] == "Scholing op de werkplek").unwrap();
    assert_eq!(
        (&quote[column("k")], &quote[column("fund_by")]),
        (&Data::Float(1.0), &Data::String("table-row".into()))
    );
    // Word for word, as a text and no formula; `not-read` is not `none`.
    assert!(rows.iter().any(|r| r[column("quote")] == "=EVC(1)|<b>[31m"));
    let status = |fund: &str| rows.iter().find(|r| r[column("fund")] == fund).unwrap()[column("status")].to_string();
    assert_eq!((status("ooi"), status("oogz")), ("none".to_owned(), "not-read".to_owned()));

    let text = sandbox.run("inventory out --questions vragen.toml --format csv --dutch").exits(0).stdout;
    assert!(text.starts_with("\u{feff}question;label_nl;"), "{text}");
    let raw = sandbox.run("inventory out --questions vragen.toml --format csv --raw").exits(0).stdout;
    assert!(raw.contains(",=EVC(1)|<b>[31m,"), "{raw}");
}

#[test]
fn what_a_person_decided_is_marked_and_counted_in_every_format() {
    let decisions = "[[decision]]\naction = 'reject'\nconcept = 'training'\ntext = 'De scholing van monteurs loopt goed.'\n\
                     reason = 'a running gag'\n[[decision]]\naction = 'add'\nconcept = 'robots'\n\
                     text = 'De ijzeren collega last.'\nquote = 'ijzeren collega'\nreason = 'they call it so'\n";
    let sandbox = Sandbox::new()
        .file("in/oom.md", "# OOM Jaarverslag 2022\n\nDe scholing van monteurs loopt goed. De ijzeren collega last.\n")
        .file("in/decisions.toml", decisions)
        .file("vragen.toml", QUESTIONS);
    sandbox.scan("in").exits(0);
    let told = "1 mention rejected by hand, 1 mention added by hand";
    let run = sandbox.run("inventory out --questions vragen.toml").exits(0).prints(told);
    assert!(!run.stdout.contains("scholing van monteurs"), "{}", run.stdout);
    let flat = run.stdout.split_whitespace().filter(|word| *word != "OOM").collect::<Vec<_>>().join(" ");
    assert!(flat.contains("[by hand: added: they call it so]"), "{}", run.stdout);
    let markdown = sandbox.run("inventory out --questions vragen.toml --format markdown").exits(0).prints(told);
    markdown.prints(r"\[by hand: added: they call it so\]");
    let csv = sandbox.run("inventory out --questions vragen.toml --format csv").exits(0).says(told);
    assert!(csv.stdout.contains("added: they call it so"), "{}", csv.stdout);
    let inventory = sandbox.run("inventory out --questions vragen.toml --format json").exits(0).json();
    assert_eq!((&inventory["by_hand"]["rejected"], &inventory["by_hand"]["added"]), (&1.into(), &1.into()));
    assert_eq!(row(&inventory, 1, "oom")["answers"][0]["decision"]["reason"], "they call it so");
}

#[test]
fn a_cell_answers_by_the_head_of_its_column_as_the_questions_say() {
    let with_heads = QUESTIONS.replace("[\"robots\"]", "[\"robots\"]\nheads = [\"proef*\", \"proev*\"]");
    let table = "<table><tr><th>Fonds</th><th>Lopende proeven</th></tr><tr><td>OOM</td><td>Werkplaats 2030</td></tr>\
                 <tr><td>OTIB</td><td>n.v.t.</td></tr></table>";
    let sandbox = Sandbox::new().file("in/tabel.html", table).file("vragen.toml", with_heads);
    sandbox.scan("in").exits(0);
    let inventory = sandbox.run("inventory out --questions vragen.toml --format json").exits(0).json();
    let answer = &row(&inventory, 1, "oom")["answers"][0];
    assert_eq!((&answer["text"], &answer["head"]), (&"Werkplaats 2030".into(), &"Lopende proeven".into()));
    assert_eq!(
        (&answer["concepts"], &inventory["questions"][1]["funds_answered"]),
        (&Value::Array(Vec::new()), &1.into())
    );
    assert_eq!(row(&inventory, 1, "otib")["answers_total"], 0);
}

#[test]
fn questions_years_and_kinds_narrow_it() {
    let sandbox = scanned();
    let run = |arguments: &str| {
        sandbox.run(&format!("inventory out --questions vragen.toml --format json {arguments}")).exits(0).json()
    };
    let one = run("--question techniek");
    assert_eq!(one["questions"].as_array().unwrap().len(), 1);
    assert_eq!(run("--question aanbod")["questions"].as_array().unwrap().len(), 2);
    let items = run("--kind list-item");
    assert_eq!(row(&items, 0, "oom")["answers_total"], 2);
    let earlier = run("--year 2022");
    assert_eq!((&row(&earlier, 0, "oom")["negated_total"], &earlier["funds_total"]), (&0.into(), &1.into()));
    sandbox
        .run("inventory out --questions vragen.toml --question lern")
        .exits(2)
        .says("there is no question lern")
        .says("there are leren, techniek, aanbod");
}

#[test]
fn a_fault_in_the_questions_is_named_with_its_line() {
    let sandbox = scanned();
    sandbox.write("fout.toml", QUESTIONS.replace("[\"robots\"]", "[\"robot\"]").replace("source =", "bron ="));
    sandbox
        .run("inventory out --questions fout.toml")
        .exits(2)
        .says("error: fout.toml:10: a question has no key `bron`")
        .says("error: fout.toml:16: there is no concept `robot`; `robots` is probably meant");
    sandbox.run("inventory out --questions weg.toml").exits(2).says("weg.toml: no such file");
    sandbox.run("inventory out --questions in").exits(2).says("error: in: a folder, not a file");
    sandbox.write("half.toml", &QUESTIONS[..QUESTIONS.rfind("concepts").unwrap() + 12]);
    sandbox
        .run("inventory out --questions half.toml")
        .exits(2)
        .says("error: half.toml:")
        .says("hint: correct the file");
    sandbox.write("leeg.toml", "");
    sandbox
        .run("inventory out --questions leeg.toml")
        .exits(2)
        .says("error: leeg.toml:1: the file has no question; each starts with the line [[question]]");
    sandbox.write("latin.toml", b"id = \"b\xe9\"\n".as_slice());
    sandbox
        .run("inventory out --questions latin.toml")
        .exits(2)
        .says("error: latin.toml:1: the file is not UTF-8 text");
    sandbox.write("head.toml", QUESTIONS.replace("[\"robots\"]", "[\"robots\"]\nheads = [\"*\"]"));
    sandbox
        .run("inventory out --questions head.toml")
        .exits(2)
        .says("error: head.toml:17: `*` in `heads`: a `*` may stand only at the end of a word");
}

#[test]
fn what_was_typed_wrong_is_told_before_the_work() {
    let sandbox = scanned();
    sandbox.run("inventory weg").exits(2).says("error: weg: no such folder").says("hint: make one with: fundscan scan");
    sandbox.run("inventory out -o weg/vragen.md").exits(2).says("error: weg/vragen.md: cannot be written");
    sandbox.run("inventory out --format xlsx").exits(2).says("no text to print");
    sandbox.run("inventory out --year twee").exits(64).says("twee");
    sandbox.run("inventory out --max veel").exits(64).says("veel");
    sandbox.run("inventory out --kind zin").exits(64).says("table-cell");
}

#[test]
fn the_built_in_questions_ask_for_what_the_taxonomy_has() {
    let sandbox = scanned();
    let run = sandbox.run("inventory out --format json").exits(0);
    let inventory = run.json();
    let ids: Vec<&str> =
        inventory["questions"].as_array().unwrap().iter().map(|q| q["question"].as_str().unwrap()).collect();
    assert_eq!(ids, ["craft-and-knowledge", "society"], "only these ask for digital skills");
    assert_eq!(inventory["notices"][0]["code"], "concepts-not-asked");
    assert_eq!(inventory["asked"]["id"], "quick-scan");
}

#[test]
fn passages_that_are_gone_are_told_and_the_words_around_quoted() {
    let sandbox = scanned();
    std::fs::remove_dir_all(sandbox.path("out/text")).unwrap();
    let inventory = sandbox.run("inventory out --questions vragen.toml --format json").exits(0).json();
    assert!(texts(&row(&inventory, 0, "oom")["answers"]).contains(&"De scholing van monteurs loopt goed."));
    assert_eq!(inventory["notices"][0]["code"], "missing-passages");
}
