//! `fundscan extract`: the text of one document.

use crate::support::{Sandbox, docx, pdf};

#[test]
fn text_has_a_form_feed_between_pages() {
    let sandbox = Sandbox::new().file("a.pdf", pdf(&[&["Eerste bladzijde."], &["Tweede (bladzijde)."]]));
    let run = sandbox.run("extract a.pdf").exits(0).says_nothing();
    assert_eq!(run.stdout, "Eerste bladzijde.\n\u{c}Tweede (bladzijde).\n");
}

#[test]
fn markdown_keeps_headings_and_lists() {
    let sandbox = Sandbox::new().file("a.html", "<h2>Kop</h2><p>Tekst.</p><ul><li>een</li><li>twee</li></ul>");
    sandbox.run("extract a.html --format markdown").exits(0).prints("## Kop\n").prints("Tekst.\n").prints("- een\n");
}

#[test]
fn json_gives_blocks_with_page_kind_and_box() {
    let sandbox = Sandbox::new().file("a.pdf", pdf(&[&["Eerste."], &["Tweede."]]));
    let json = sandbox.run("extract a.pdf --format json").exits(0).json();
    assert_eq!(json["schema"], "fundscan/extract/1");
    let second = &json["blocks"][1];
    assert_eq!((&second["text"], &second["places"][0]["page"]), (&"Tweede.".into(), &2.into()));
    let bbox = second["places"][0]["box"].as_array().unwrap();
    assert_eq!(bbox.len(), 4);
    assert!((bbox[0].as_f64().unwrap() - 72.0).abs() < 1.0, "{bbox:?}");
    assert_eq!(
        (&second["index"], &second["spans"][0]["start"], &second["spans"][0]["weight"]),
        (&1.into(), &0.into(), &400.into())
    );
}

#[test]
fn json_gives_the_language_that_the_words_tell() {
    let text = "Het fonds betaalt de cursus.\n\nThe fund pays for the course and that is all.\n";
    let json = Sandbox::new().file("a.txt", text).run("extract a.txt --format json").exits(0).json();
    assert_eq!((&json["blocks"][0]["language"], &json["blocks"][1]["language"]), (&"nl".into(), &"en".into()));
}

#[test]
fn a_word_document_is_read_like_any_other() {
    let body = "<w:p><w:pPr><w:pStyle w:val='Heading2'/></w:pPr><w:r><w:t>Scholing</w:t></w:r></w:p>
        <w:p><w:r><w:t>Het fonds vergoedt EVC voor werknemers.</w:t></w:r></w:p>";
    let sandbox = Sandbox::new().file("in/oom-jaarverslag-2023.docx", docx(body));
    let text = "Scholing\n\nHet fonds vergoedt EVC voor werknemers.\n";
    let run = sandbox.run("extract in/oom-jaarverslag-2023.docx").exits(0).says_nothing();
    assert_eq!(run.stdout, text);
    sandbox.run("extract in/oom-jaarverslag-2023.docx --format markdown").exits(0).prints("## Scholing\n");
    sandbox.scan("in").exits(0);
    let evidence = sandbox.evidence("oom-jaarverslag-2023.docx");
    assert_eq!((&evidence["source"]["kind"], &evidence["status"]), (&"docx".into(), &"read".into()), "{evidence:#}");
    assert_eq!(evidence["mentions"][0]["concept"], "evc");
    assert_eq!(evidence["mentions"][0]["section"], serde_json::json!(["Scholing"]));
}

#[test]
fn text_that_nobody_reads_to_the_end_is_no_failure() {
    let sandbox = Sandbox::new().file("a.txt", "Een lange zin over scholing.\n\n".repeat(50_000));
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_fundscan"))
        .args(["extract", "a.txt"])
        .current_dir(sandbox.path(""))
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[cfg(target_os = "linux")]
#[test]
fn text_that_cannot_be_written_is_a_failure() {
    let sandbox = Sandbox::new().file("a.txt", "Tekst.");
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_fundscan"))
        .args(["extract", "a.txt"])
        .current_dir(sandbox.path(""))
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("error: standard output: "));
}
