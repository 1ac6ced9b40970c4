//! Whatever is wrong with one document or one argument: it is said, it shows in the exit code, and the other
//! documents' evidence is there.

use std::fs;

use crate::support::{Run, Sandbox, docx, encrypted_pdf, pdf, pdf_without_pages};

/// Scans the documents of [`Sandbox::with_documents`] beside one that cannot be read.
#[track_caller]
fn scan_beside(sandbox: &Sandbox, inputs: &str, id: &str, code: &str) -> Run {
    let run = sandbox.scan(inputs).exits(2);
    let evidence = sandbox.evidence(id);
    assert_eq!(evidence["status"], "failed", "{evidence:#}");
    assert_eq!(evidence["reason"]["code"], code, "{evidence:#}");
    assert_eq!(evidence["mentions"].as_array().unwrap().len(), 0);
    let collection = sandbox.json("out/collection.json");
    let listed = collection["documents"].as_array().unwrap().iter().find(|d| d["path"] == id).unwrap().clone();
    assert_eq!(listed["status"], "failed", "{listed:#}");
    assert_eq!(listed["reason"]["code"], code, "{listed:#}");
    for other in ["oom-jaarverslag-2022.md", "plan.txt"] {
        let evidence = sandbox.evidence(other);
        assert_eq!(evidence["status"], "read");
        assert!(!evidence["mentions"].as_array().unwrap().is_empty());
    }
    let message = evidence["reason"]["message"].as_str().unwrap();
    run.says(&format!("error: {id}: {message}"))
}

#[test]
fn a_missing_file() {
    let sandbox = Sandbox::with_documents();
    scan_beside(&sandbox, "in weg.pdf", "weg.pdf", "not-found").says("no such file");
    // The only document there was: still an entry that says so.
    let sandbox = Sandbox::new();
    sandbox.scan("weg.pdf").exits(2).says("weg.pdf");
    assert_eq!(sandbox.json("out/collection.json")["documents"][0]["reason"]["code"], "not-found");
    sandbox.run("extract weg.pdf").exits(2).says("error: weg.pdf: no such file");
}

#[test]
fn an_empty_file() {
    let sandbox = Sandbox::with_documents().file("in/leeg.pdf", "");
    scan_beside(&sandbox, "in", "leeg.pdf", "empty-file");
    sandbox.run("extract in/leeg.pdf").exits(2).says("error: in/leeg.pdf: ");
}

#[test]
fn a_folder_without_documents() {
    let sandbox = Sandbox::with_documents().file("leeg/foto.jpg", "x");
    let run = sandbox.scan("leeg in").exits(2);
    run.says("error: leeg: no documents in this folder").says("1 .jpg");
    assert_eq!(sandbox.evidence("plan.txt")["status"], "read");

    let sandbox = Sandbox::new().file("leeg/.verborgen.pdf", "x");
    sandbox.scan("leeg").exits(2).says("error: leeg: no documents found").says("hint: ");
    assert!(!sandbox.path("out").exists());
}

#[cfg(unix)]
#[test]
fn an_unreadable_file() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let sandbox = Sandbox::with_documents().file("in/dicht.pdf", pdf(&[&["Dicht."]]));
    let path = sandbox.path("in/dicht.pdf");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::File::open(&path).is_ok() {
        // Root reads everything, but not the memory at address 0 that this file begins with.
        fs::remove_file(&path).unwrap();
        symlink("/proc/self/mem", &path).unwrap();
    }
    scan_beside(&sandbox, "in", "dicht.pdf", "unreadable");
}

#[cfg(unix)]
#[test]
fn something_that_is_no_file_is_not_waited_for() {
    let sandbox = Sandbox::with_documents();
    let made = std::process::Command::new("mkfifo").arg(sandbox.path("in/pijp.pdf")).status().unwrap();
    assert!(made.success());
    scan_beside(&sandbox, "in", "pijp.pdf", "not-a-file");
}

#[test]
fn not_a_pdf_though_it_says_so() {
    for bytes in [&[0u8, 159, 146, 150, 0, 1, 2, 3][..], b"Hier komt het jaarverslag."] {
        let sandbox = Sandbox::with_documents().file("in/nep.pdf", bytes);
        scan_beside(&sandbox, "in", "nep.pdf", "unknown-format");
        sandbox.run("extract in/nep.pdf").exits(2).says("error: in/nep.pdf: ").says("hint: ");
    }
}

#[test]
fn a_word_document_that_is_damaged_or_protected() {
    let whole = docx("<w:p/>");
    let protected = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
    let sandbox = Sandbox::with_documents().file("in/half.docx", &whole[..whole.len() / 2]).file("weg.docx", protected);
    scan_beside(&sandbox, "in", "half.docx", "damaged");
    scan_beside(&sandbox, "weg.docx in/plan.txt in/oom-jaarverslag-2022.md", "weg.docx", "encrypted").says("password");
    sandbox.run("extract weg.docx").exits(2).says("error: weg.docx: ").says("hint: ");
}

#[test]
fn encrypted_with_a_password() {
    let sandbox = Sandbox::with_documents().file("in/geheim.pdf", encrypted_pdf());
    scan_beside(&sandbox, "in", "geheim.pdf", "encrypted").says("password");
    sandbox.run("extract in/geheim.pdf").exits(2).says("password");
}

#[test]
fn a_truncated_pdf() {
    let mut bytes = pdf(&[&["Een."], &["Twee."]]);
    bytes.truncate(40);
    let sandbox = Sandbox::with_documents().file("in/half.pdf", bytes);
    scan_beside(&sandbox, "in", "half.pdf", "damaged");
}

#[test]
fn a_pdf_with_zero_pages() {
    let sandbox = Sandbox::with_documents().file("in/nul.pdf", pdf_without_pages());
    scan_beside(&sandbox, "in", "nul.pdf", "no-pages");
}

#[test]
fn a_broken_taxonomy_stops_everything_before_it_starts() {
    let sandbox = Sandbox::with_documents().file("t.toml", "[[concept]\n");
    sandbox.run("scan in --out out --taxonomy t.toml").exits(2).says("error: t.toml:1: ");
    assert!(!sandbox.path("out").exists());
    sandbox.run_with("tag --taxonomy t.toml", "{\"id\":1,\"text\":\"\"}\n").exits(2).says("error: t.toml:1: ");
    sandbox.run("scan in --out out --taxonomy weg.toml").exits(2).says("error: weg.toml: no such file");
    sandbox.scan("in --funds weg.toml").exits(2).says("error: weg.toml: no such file");
}

#[test]
fn an_out_that_cannot_be_written_is_found_before_the_work() {
    // Also for root there is no folder below a file.
    let sandbox = Sandbox::with_documents().file("bestand", "x");
    let run = sandbox.run("scan in --out bestand/uit").exits(2);
    run.says("error: bestand/uit: ").says("hint: ");
    assert_eq!(sandbox.names("."), ["bestand", "in/oom-jaarverslag-2022.md", "in/plan.txt", "small.toml"]);
}

#[test]
fn an_out_that_holds_something_else_is_left_alone() {
    let sandbox = Sandbox::with_documents().file("map/brief.txt", "Geachte").file("bestand", "x");
    sandbox.run("scan in --out map").exits(2).says("error: map: ").says("brief.txt").says("hint: ");
    assert_eq!(sandbox.names("map"), ["brief.txt"]);
    sandbox.run("scan in --out bestand").exits(2).says("error: bestand: is not a folder");
    // Not even the folder that is read.
    sandbox.run("scan in --out in").exits(2).says("error: in: ");
}

#[test]
fn an_unknown_fund_is_refused_with_the_list_of_known_ones() {
    let sandbox = Sandbox::with_documents();
    sandbox.scan("in --fund omo").exits(2).says("error: --fund: ").says("omo").says("oomt");
    assert!(!sandbox.path("out").exists());
    sandbox.scan("in --fund oom").exits(0);
    assert_eq!(sandbox.evidence("plan.txt")["fund"]["id"], "oom");
}

#[test]
fn wrong_usage_is_64() {
    let sandbox = Sandbox::new();
    for arguments in ["", "scan in", "zoek", "scan --out", "scan in --out out --year 20222", "schema x", "coverage"] {
        sandbox.run(arguments).exits(64);
    }
}

#[test]
fn what_a_file_is_called_cannot_steer_the_terminal() {
    let sandbox = Sandbox::with_documents();
    let name = "in/\u{1b}[31mrood\u{7}\n.pdf";
    sandbox.write(name, "");
    let run = sandbox.scan("in").exits(2);
    let shown = format!("{}{}", run.stdout, run.stderr);
    assert!(!shown.contains(['\u{1b}', '\u{7}']), "{shown:?}");
    assert!(run.stderr.lines().all(|l| ["error: ", "hint: ", "note: "].iter().any(|p| l.starts_with(p))), "{shown}");
}
