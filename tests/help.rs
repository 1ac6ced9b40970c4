use crate::support::Sandbox;

#[test]
fn help_and_version_go_to_standard_output() {
    let sandbox = Sandbox::new();
    sandbox.run("--version").exits(0).prints("fundscan ").says_nothing();
    let commands = [
        "scan",
        "extract",
        "tag",
        "coverage",
        "inventory",
        "kwic",
        "taxonomy",
        "taxonomy check",
        "taxonomy list",
        "taxonomy import",
        "taxonomy export",
        "schema",
    ];
    for command in commands {
        let run = sandbox.run(&format!("{command} --help")).exits(0).says_nothing();
        let example = format!("\n  fundscan {command}");
        assert!(run.stdout.contains("Example") || command == "tag", "{command}:\n{}", run.stdout);
        assert!(run.stdout.contains(&example), "{command}:\n{}", run.stdout);
    }
}
