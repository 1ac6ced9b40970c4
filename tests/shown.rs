//! What the README and the guides show is what the program prints.
//!
//! A line `    $ command` in a document is run, after those before it; what stands under it in the same block is what it
//! prints. A line `…` stands for any lines that are left out, `…` within a line for any text. Messages on standard error are not compared.

use std::path::Path;
use std::process::Command;

use crate::support::Sandbox;

/// A command of a document, its line there, and the lines of output that are shown.
#[derive(Debug)]
struct Shown {
    line: usize,
    command: String,
    output: Vec<String>,
}

fn shown(document: &str) -> Vec<Shown> {
    let mut all: Vec<Shown> = Vec::new();
    let mut within = false;
    for (n, line) in document.lines().enumerate() {
        if let Some(command) = line.strip_prefix("    $ ") {
            all.push(Shown { line: n + 1, command: command.to_owned(), output: Vec::new() });
            within = true;
        } else if let Some(one) = all.last_mut().filter(|_| within) {
            match line.strip_prefix("    ") {
                Some(text) => one.output.push(text.to_owned()),
                None if line.is_empty() => one.output.push(String::new()),
                None => within = false,
            }
        }
    }
    for one in &mut all {
        while one.output.last().is_some_and(String::is_empty) {
            one.output.pop();
        }
    }
    all
}

/// Whether lines are those shown, where `…` stands for any lines.
fn fits(shown: &[String], printed: &[&str]) -> bool {
    let Some((first, rest)) = shown.split_first() else { return printed.is_empty() };
    if first == "…" {
        return (0..=printed.len()).any(|skipped| fits(rest, &printed[skipped..]));
    }
    printed.first().is_some_and(|line| line_fits(first.trim_end(), line.trim_end())) && fits(rest, &printed[1..])
}

/// Within a line, `…` stands for any text.
fn line_fits(shown: &str, printed: &str) -> bool {
    let Some((before, after)) = shown.split_once('…') else { return shown == printed };
    let Some(rest) = printed.strip_prefix(before) else { return false };
    rest.char_indices().map(|(at, _)| at).chain([rest.len()]).any(|at| line_fits(after, &rest[at..]))
}

fn check(name: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let document = std::fs::read_to_string(root.join(name)).unwrap();
    let sandbox = Sandbox::new();
    for folder in ["corpus", "docs"] {
        std::os::unix::fs::symlink(root.join(folder).canonicalize().unwrap(), sandbox.path(folder)).unwrap();
    }
    let binary = Path::new(env!("CARGO_BIN_EXE_fundscan")).parent().unwrap().to_owned();
    let path = format!("{}:{}", binary.display(), std::env::var("PATH").unwrap());
    let run = |command: &str| {
        let output =
            Command::new("sh").args(["-c", command]).current_dir(sandbox.path("")).env("PATH", &path).output().unwrap();
        String::from_utf8(output.stdout).unwrap() + if output.status.code() == Some(64) { "wrong usage" } else { "" }
    };
    run("fundscan scan corpus --out evidence");
    let all = shown(&document);
    assert!(!all.is_empty(), "{name} shows nothing");
    let mut wrong = String::new();
    for Shown { line, command, output } in all {
        let printed = run(&command);
        if !fits(&output, &printed.trim_end().lines().collect::<Vec<_>>()) {
            wrong += &format!("\n{name}, line {line}: `{command}` prints\n{printed}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn what_the_readme_shows_is_what_is_printed() {
    check("README.md");
}

#[test]
fn what_the_guides_show_is_what_is_printed() {
    check("docs/guide.md");
    check("docs/status.md");
}

#[test]
fn what_is_left_out_may_be_anything() {
    let shown = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    assert!(fits(&shown("a\n…\nd"), &["a", "b", "c", "d"]));
    assert!(fits(&shown("a\n…"), &["a"]));
    assert!(!fits(&shown("a\nd"), &["a", "b", "c", "d"]));
    assert!(!fits(&shown("a"), &["a", "b"]));
    assert!(fits(&shown("line … of"), &["line 12 of"]));
    assert!(!fits(&shown("line …"), &["lane 12"]));
}
