//! Pages that are pictures of text: counted, and read where that is asked for and tesseract is installed.
//!
//! `scan-nl.pdf` is one page of our own, set, turned a little and faxed by `scripts/make-scan`. Tests that need the real
//! tesseract say that they are skipped where it is missing, and fail there when `FUNDSCAN_TEST_OCR` is `required`.

use std::process::Command;

use serde_json::Value;

use crate::support::{Run, Sandbox};

const SCAN: &[u8] = include_bytes!("data/scan-nl.pdf");

fn sandbox() -> Sandbox {
    Sandbox::with_documents().file("in/scan.pdf", SCAN)
}

/// Whether the real tesseract is here, with Dutch.
#[allow(clippy::print_stderr, reason = "a test that is skipped says so")]
fn has_tesseract() -> bool {
    let languages = Command::new("tesseract").arg("--list-langs").output();
    let there = languages.is_ok_and(|o| String::from_utf8_lossy(&o.stdout).lines().any(|line| line == "nld"));
    let required = std::env::var("FUNDSCAN_TEST_OCR").is_ok_and(|v| v == "required");
    assert!(there || !required, "tesseract with Dutch is required and not installed");
    if !there {
        eprintln!("skipped: needs apt-get install tesseract-ocr tesseract-ocr-nld");
    }
    there
}

/// Runs where no program can be found.
fn run_without_programs(sandbox: &Sandbox, arguments: &str) -> Run {
    let output = sandbox.command().env("PATH", "").args(arguments.split_whitespace()).output().unwrap();
    Run {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

const SCAN_IT: &str = "scan in --out out --taxonomy small.toml";

#[test]
fn a_scan_is_counted_and_left_unread_whatever_is_installed() {
    let sandbox = sandbox();
    let run = sandbox.scan("in").exits(0);
    let run = run.says("1 page is a picture or drawing of text and was not read; --ocr auto");
    run.prints("1 page waits for OCR").prints("no-text: image-only");
    let evidence = sandbox.evidence("scan.pdf");
    assert_eq!(evidence["pages"][0]["status"], "image-only");
    assert_eq!((&evidence["ocr"]["pages_waiting"], &evidence["ocr"]["engine"]), (&1.into(), &Value::Null));
    assert!(evidence["reason"]["message"].as_str().unwrap().contains("--ocr auto"));
    let collection = sandbox.json("out/collection.json");
    assert_eq!(collection["totals"]["pages_waiting"], 1);
    assert!(collection.get("ocr").is_none());

    let run =
        sandbox.run("extract in/scan.pdf").exits(0).says("its page is a picture or drawing of text and was not read");
    assert_eq!(run.says("apt-get install tesseract-ocr tesseract-ocr-nld").stdout.trim(), "");
}

#[test]
fn without_tesseract_auto_goes_on_and_says_how_to_install_it() {
    let sandbox = sandbox();
    let run = run_without_programs(&sandbox, &format!("{SCAN_IT} --ocr auto")).exits(0);
    run.says("note: --ocr auto: tesseract is not installed").says("apt-get install tesseract-ocr tesseract-ocr-nld");
    assert_eq!(sandbox.evidence("plan.txt")["status"], "read");
    let reason = &sandbox.evidence("scan.pdf")["reason"];
    assert_eq!(reason["code"], "image-only");
    assert!(reason["message"].as_str().unwrap().contains("apt-get install tesseract-ocr"), "{reason}");
    run_without_programs(&sandbox, "extract in/scan.pdf --ocr auto").exits(0).says("apt-get install");
}

#[test]
fn without_tesseract_always_is_refused_before_anything_is_done() {
    let sandbox = sandbox();
    let run = run_without_programs(&sandbox, &format!("{SCAN_IT} --ocr always")).exits(2);
    run.says("error: --ocr always: tesseract is not installed").says("hint: install it with Dutch: apt-get install");
    assert!(!sandbox.path("out").exists());
    run_without_programs(&sandbox, "extract in/scan.pdf --ocr always").exits(2).says("hint: ");
    sandbox.run("extract in/scan.pdf --ocr soms").exits(64);
}

#[test]
fn a_scan_is_read_by_tesseract_into_whole_paragraphs() {
    if !has_tesseract() {
        return;
    }
    let sandbox = sandbox();
    let text = sandbox.run("extract in/scan.pdf --ocr auto").exits(0).says_nothing().stdout;
    // Words joined at line ends, hyphens that belong there kept.
    for sentence in [
        "Het fonds vergoedt in 2022 de scholing van alle medewerkers in de branche.",
        "het O&O-fonds betaalt de helft van de kosten.",
        "Er is nog geen aanbod voor zij-instromers, maar een plan daarvoor is gemaakt.",
    ] {
        assert!(text.contains(sentence), "{sentence}\n{text}");
    }
    assert_eq!(sandbox.run("extract in/scan.pdf --ocr auto").stdout, text);

    let json = sandbox.run("extract in/scan.pdf --ocr always --format json").exits(0).json();
    assert_eq!(json["pages"][0]["status"], "ocr");
    assert_eq!((&json["ocr"]["name"], &json["ocr"]["models"][0]["language"]), (&"tesseract".into(), &"nld".into()));
    assert_eq!(json["ocr"]["models"][0]["sha256"].as_str().unwrap().len(), 64);
    let blocks = json["blocks"].as_array().unwrap();
    assert!(blocks.iter().all(|b| b["ocr"]["confidence"].as_u64().is_some_and(|c| (50..=100).contains(&c))), "{json}");
    let schema = sandbox.run("schema extract").exits(0).json();
    assert!(jsonschema::validator_for(&schema).unwrap().is_valid(&json));
}

#[test]
fn evidence_from_a_scan_says_that_it_was_read_by_ocr() {
    if !has_tesseract() {
        return;
    }
    let sandbox = sandbox();
    let run = sandbox.scan("in --ocr auto").exits(0).prints("read by OCR").prints("1 page read by OCR");
    assert_eq!(run.stderr, "");
    let evidence = sandbox.evidence("scan.pdf");
    assert_eq!((&evidence["status"], &evidence["pages"][0]["status"]), (&"read".into(), &"ocr".into()));
    let ocr = &evidence["ocr"];
    assert_eq!((&ocr["mode"], &ocr["pages_read"], &ocr["pages_waiting"]), (&"auto".into(), &1.into(), &0.into()));
    assert_eq!(ocr["engine"]["name"], "tesseract");
    assert!(ocr["engine"]["version"].as_str().unwrap().starts_with(|c: char| c.is_ascii_digit()), "{ocr}");
    assert!(ocr["confidence"].as_u64().unwrap() > 50, "{ocr}");

    let mentions = evidence["mentions"].as_array().unwrap();
    let training = mentions.iter().find(|m| m["quote"] == "scholing").unwrap_or_else(|| panic!("{mentions:#?}"));
    assert!(training["ocr"]["confidence"].as_u64().unwrap() > 50, "{training}");
    assert_eq!(training["page"], 1);
    assert!(sandbox.evidence("plan.txt").get("ocr").is_none());
    let collection = sandbox.json("out/collection.json");
    assert_eq!((&collection["totals"]["pages_ocr"], &collection["ocr"]["mode"]), (&1.into(), &"auto".into()));
    assert_eq!(collection["ocr"]["engine"], ocr["engine"]);

    for (name, file) in [("evidence", evidence), ("collection", collection)] {
        let schema = sandbox.run(&format!("schema {name}")).exits(0).json();
        assert!(jsonschema::validator_for(&schema).unwrap().is_valid(&file), "{file:#}");
    }
    let before = sandbox.files("out");
    sandbox.scan("in --ocr auto --jobs 1").exits(0);
    assert_eq!(sandbox.files("out"), before);
    sandbox.run("coverage out").exits(0);
}

#[cfg(unix)]
mod stopped {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    use std::process::{Command, Stdio};
    use std::thread::sleep;
    use std::time::{Duration, Instant};

    use super::{Sandbox, sandbox};

    /// A program in the place of tesseract that notes its number and never ends.
    fn endless(sandbox: &Sandbox) {
        sandbox.write("bin/script", "#!/bin/sh\ncase \"$1\" in\n--version) echo tesseract 5.0.0 ;;\n--list-langs) printf 'List in \"'$PWD'/bin\" (2):\\nnld\\neng\\n' ;;\n*) echo $$ >> running; exec sleep 600 ;;\nesac\n");
        sandbox.write("bin/nld.traineddata", "nld");
        sandbox.write("bin/eng.traineddata", "eng");
        // Copied by a program of its own, so that no test has it open for writing while another starts a program.
        let copied = Command::new("cp").args([sandbox.path("bin/script"), sandbox.path("bin/tesseract")]).status();
        assert!(copied.unwrap().success());
        fs::set_permissions(sandbox.path("bin/tesseract"), fs::Permissions::from_mode(0o755)).unwrap();
    }

    #[test]
    fn stopping_ends_the_program_that_reads_a_page() {
        for arguments in ["scan in/scan.pdf --out out --ocr auto", "extract in/scan.pdf --ocr always"] {
            let sandbox = sandbox();
            endless(&sandbox);
            let path = format!("{}:{}", sandbox.path("bin").display(), std::env::var("PATH").unwrap());
            let child = Command::new(env!("CARGO_BIN_EXE_fundscan"))
                .args(arguments.split(' '))
                .env("PATH", path)
                .current_dir(sandbox.path(""))
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap();
            let began = Instant::now();
            let running = loop {
                let noted = fs::read_to_string(sandbox.path("running")).unwrap_or_default();
                if noted.ends_with('\n') {
                    break noted;
                }
                assert!(began.elapsed() < Duration::from_secs(60), "nothing was started");
                sleep(Duration::from_millis(5));
            };
            assert!(Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap().success());
            let output = child.wait_with_output().unwrap();
            assert_eq!(output.status.code(), Some(143), "{}", String::from_utf8_lossy(&output.stderr));
            // 0 asks whether it is there.
            let there = Command::new("kill").args(["-0", running.trim()]).stderr(Stdio::null()).status().unwrap();
            assert!(!there.success(), "{arguments}: it is still running");
        }
    }
}
