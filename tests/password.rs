//! Protected PDFs: the password, and what is said without one or with a wrong one.

use crate::support::{Sandbox, encrypted_pdf};

fn sandbox() -> Sandbox {
    Sandbox::with_documents().file("in/geheim.pdf", encrypted_pdf())
}

#[test]
fn the_password_opens_a_protected_pdf_however_it_is_given() {
    let sandbox = sandbox().file("wachtwoord.txt", "sesam\r\n");
    for arguments in ["--password sesam", "--password-file wachtwoord.txt"] {
        let run = sandbox.run(&format!("extract in/geheim.pdf {arguments}")).exits(0).says_nothing();
        assert_eq!(run.stdout, "De scholing is geheim.\n");
        sandbox.scan(&format!("in {arguments}")).exits(0);
        assert_eq!(sandbox.evidence("geheim.pdf")["status"], "read");
        assert_eq!(sandbox.evidence("plan.txt")["status"], "read");
    }
    let mut command = sandbox.command();
    let output = command.env("FUNDSCAN_PASSWORD", "sesam").args(["extract", "in/geheim.pdf"]).output().unwrap();
    assert_eq!(output.stdout, b"De scholing is geheim.\n");
}

#[test]
fn a_wrong_password_is_told_from_none() {
    let sandbox = sandbox();
    let wrong = sandbox.run("extract in/geheim.pdf --password Sesam").exits(2);
    wrong.says(
        "error: in/geheim.pdf: the document is protected with a password, and the password given does not open it",
    );
    let none = sandbox.run("extract in/geheim.pdf").exits(2).says("hint: ").says("--password-file");
    assert!(!none.stderr.contains("given does not"), "{}", none.stderr);

    sandbox.scan("in --password Sesam").exits(2).says("the password given does not open it");
    assert_eq!(sandbox.evidence("geheim.pdf")["reason"]["code"], "wrong-password");
    sandbox.scan("in").exits(2).says("--password-file");
    assert_eq!(sandbox.evidence("geheim.pdf")["reason"]["code"], "encrypted");
}

#[test]
fn the_password_stands_nowhere() {
    let sandbox = sandbox();
    for password in ["sesam", "sesamzaad"] {
        let run = sandbox.scan(&format!("in --password {password}"));
        assert!(!run.stdout.contains(password) && !run.stderr.contains(password), "{}{}", run.stdout, run.stderr);
        for (name, bytes) in sandbox.files("out") {
            assert!(!String::from_utf8(bytes).unwrap().contains(password), "{name}");
        }
    }
}

#[test]
fn a_password_file_that_is_missing_or_empty_is_refused() {
    let sandbox = sandbox().file("leeg.txt", "\nsesam\n");
    sandbox.run("extract in/geheim.pdf --password-file weg.txt").exits(2).says("error: weg.txt: no such file");
    sandbox.run("extract in/geheim.pdf --password-file leeg.txt").exits(2).says("no password on the first line");
    sandbox.run("extract in/geheim.pdf --password x --password-file leeg.txt").exits(64);
}
