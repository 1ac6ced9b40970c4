//! Ctrl-C and SIGTERM: a scan that is stopped leaves whole files or none.
#![cfg(unix)]

use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::support::{SMALL_TAXONOMY, Sandbox};

/// Documents enough that a scan of them takes a while.
fn long_work() -> Sandbox {
    let sandbox = Sandbox::new().file("small.toml", SMALL_TAXONOMY);
    let text =
        "De medewerkers volgen scholing en doen EVC. Er is geen aandacht voor digitale vaardigheden. ".repeat(8_000);
    for n in 0..60 {
        sandbox.write(&format!("in/{n:02}.txt"), format!("Verslag {n}. {text}"));
    }
    sandbox
}

fn start(sandbox: &Sandbox) -> Child {
    Command::new(env!("CARGO_BIN_EXE_fundscan"))
        .args(["scan", "in", "--out", "out", "--jobs", "1", "--taxonomy", "small.toml"])
        .current_dir(sandbox.path(""))
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Waits until one document is finished, sends the signal, and gives exit code and messages.
fn stopped_by(sandbox: &Sandbox, signal: &str) -> (Option<i32>, String) {
    let child = start(sandbox);
    let began = Instant::now();
    while sandbox.names("out/.fundscan-staging/documents").is_empty() {
        assert!(began.elapsed() < Duration::from_secs(60), "no document was finished");
        sleep(Duration::from_millis(5));
    }
    assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn what_a_stopped_scan_finished_is_whole() {
    for (signal, code) in [("-INT", 130), ("-TERM", 143)] {
        let sandbox = long_work();
        let (exit, messages) = stopped_by(&sandbox, signal);
        assert_eq!(exit, Some(code), "{messages}");
        assert!(messages.contains("stopped") && messages.contains("of 60"), "{messages}");
        let names = sandbox.names("out");
        let documents = names.iter().filter(|n| n.starts_with("documents/")).count();
        assert!((1..60).contains(&documents), "{names:?}");
        assert_eq!(names.iter().filter(|n| n.starts_with("text/")).count(), documents);
        assert_eq!(names.len(), 2 * documents, "no collection, nothing half-made: {names:?}");
        for (name, bytes) in sandbox.files("out/documents") {
            serde_json::from_slice::<serde_json::Value>(&bytes).unwrap_or_else(|e| panic!("{name}: {e}"));
        }
        sandbox.run("coverage out").exits(2).says("hint: ");
    }
}

#[test]
fn a_stopped_renewal_leaves_the_scan_before() {
    let sandbox = long_work();
    sandbox.write("klein/a.md", "Scholing.");
    sandbox.scan("klein").exits(0);
    let before = sandbox.files("out");
    let (exit, messages) = stopped_by(&sandbox, "-INT");
    assert_eq!(exit, Some(130), "{messages}");
    assert_eq!(sandbox.files("out"), before);
}
