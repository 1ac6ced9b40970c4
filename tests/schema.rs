//! The schemas that `fundscan schema` prints hold for what the commands really write.

use serde_json::Value;

use crate::support::{Sandbox, docx, encrypted_pdf, pdf};

fn schema(sandbox: &Sandbox, name: &str) -> jsonschema::Validator {
    let schema = sandbox.run(&format!("schema {name}")).exits(0).says_nothing().json();
    jsonschema::validator_for(&schema).unwrap()
}

#[track_caller]
fn fits(validator: &jsonschema::Validator, value: &Value) {
    let errors: Vec<String> = validator.iter_errors(value).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}\n{value:#}");
}

#[test]
fn what_is_written_fits_its_schema_and_a_new_key_does_not() {
    let sandbox = Sandbox::with_documents()
        .file("in/a.pdf", pdf(&[&["OTIB Jaarverslag 2021", "Er is geen scholing.", "- EVC"], &[]]))
        .file("in/kopie.pdf", pdf(&[&["OTIB Jaarverslag 2021", "Er is geen scholing.", "- EVC"], &[]]))
        .file("in/tabel.html", "<table><tr><th>Fonds</th></tr><tr><td>EVC</td></tr></table>")
        .file("in/geheim.pdf", encrypted_pdf());
    sandbox.scan("in weg.pdf --kind heading,paragraph,table-cell").exits(2);

    let evidence = schema(&sandbox, "evidence");
    for name in sandbox.names("out/documents") {
        fits(&evidence, &sandbox.json(&format!("out/documents/{name}")));
    }
    let collection = schema(&sandbox, "collection");
    let mut written = sandbox.json("out/collection.json");
    fits(&collection, &written);
    let coverage = schema(&sandbox, "coverage");
    fits(&coverage, &sandbox.run("coverage out --format json").exits(0).json());
    let suggestions = schema(&sandbox, "suggestions");
    fits(&suggestions, &sandbox.run("taxonomy suggest out --taxonomy small.toml --format json").exits(0).json());
    let diff = schema(&sandbox, "taxonomy-diff");
    fits(&diff, &sandbox.run("taxonomy diff default small.toml --on out --format json").exits(1).json());
    let passages = schema(&sandbox, "passages");
    for (name, bytes) in sandbox.files("out/text") {
        for line in String::from_utf8(bytes).unwrap().lines() {
            fits(&passages, &serde_json::from_str(line).unwrap_or_else(|e| panic!("{name}: {e}")));
        }
    }
    written["nieuw"] = 1.into();
    assert!(!collection.is_valid(&written));
}

#[test]
fn the_text_of_extract_fits_its_schema() {
    let sandbox = Sandbox::new().file("a.pdf", pdf(&[&["Een."], &["Twee."]])).file("b.md", "# Kop\n\n- punt\n");
    let sandbox = sandbox
        .file("c.docx", docx("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Het fonds betaalt de cursus.</w:t></w:r></w:p>"));
    let document = schema(&sandbox, "extract");
    for file in ["a.pdf", "b.md", "c.docx"] {
        fits(&document, &sandbox.run(&format!("extract {file} --format json")).exits(0).json());
    }
}

#[test]
fn an_evaluation_fits_its_schema_and_a_new_key_does_not() {
    let sandbox = Sandbox::with_documents();
    sandbox.scan("in").exits(0);
    let sheet =
        sandbox.run("sample out -q --format jsonl").exits(0).stdout.replace("\"codes\":null", "\"codes\":\"training\"");
    sandbox.write("sheet.jsonl", sheet);
    let mut evaluation = sandbox.run("evaluate sheet.jsonl --format json --taxonomy small.toml").exits(0).json();
    let validator = schema(&sandbox, "evaluation");
    fits(&validator, &evaluation);
    evaluation["total"]["nieuw"] = 1.into();
    assert!(!validator.is_valid(&evaluation));
}
