use crate::support::Sandbox;

#[test]
fn each_line_is_answered_in_order_with_its_own_id() {
    let sandbox = Sandbox::new();
    let mut input = String::new();
    for n in 0..5000 {
        input.push_str(&format!("{{\"text\": \"Één EVC-traject, nummer {n}.\", \"id\": \"p{n}\", \"page\": 3}}\n"));
    }
    let run = sandbox.run_with("tag --taxonomy small.toml", input).exits(0).says_nothing();
    let lines: Vec<serde_json::Value> = run.stdout.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(lines.len(), 5000);
    for (n, line) in lines.iter().enumerate() {
        assert_eq!(line["id"], format!("p{n}"));
        let mention = &line["mentions"][0];
        assert_eq!((&mention["concept"], &mention["status"]), (&"evc".into(), &"affirmed".into()));
        // Bytes, not characters: the É's are two bytes each.
        assert_eq!((&mention["start"], &mention["end"], &mention["text"]), (&6.into(), &9.into(), &"EVC".into()));
    }
}

#[test]
fn what_negates_a_mention_is_told_with_its_place() {
    let input = "{\"id\": 1, \"text\": \"Eén fonds biedt geen EVC aan.\"}\n{\"id\": 2, \"text\": \"EVC\"}";
    let run = Sandbox::new().run_with("tag --taxonomy small.toml", input).exits(0).says_nothing();
    let lines: Vec<serde_json::Value> = run.stdout.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let mention = &lines[0]["mentions"][0];
    assert_eq!(mention["status"], "negated");
    let mark = &mention["marks"][0];
    assert_eq!((&mark["says"], &mark["cue"]), (&"negated".into(), &"geen".into()));
    assert_eq!((&mark["start"], &mark["end"]), (&17.into(), &21.into()));
    assert!(!mark["rule"].as_str().unwrap().is_empty());
    assert_eq!(
        lines[1]["mentions"][0],
        serde_json::json!({"concept": "evc", "status": "affirmed", "start": 0, "end": 3, "text": "EVC"}),
        "without marks there is nothing more than there ever was"
    );
}

#[test]
fn a_list_goes_on_with_what_the_line_before_it_says() {
    let lines = |texts: &[&str]| {
        let line = |(id, text)| format!("{}\n", serde_json::json!({"id": id, "text": text}));
        texts.iter().enumerate().map(line).collect::<String>()
    };
    let statuses = |input: String| {
        let run = Sandbox::new().run_with("tag --taxonomy small.toml", input).exits(0).says_nothing();
        let status = |line: &str| {
            let answer: serde_json::Value = serde_json::from_str(line).unwrap();
            answer["mentions"][0]["status"].as_str().unwrap_or("-").to_owned()
        };
        run.stdout.lines().map(status).collect::<Vec<_>>()
    };
    let texts = ["Hiervoor is geen aandacht.", "Het gaat om EVC.", "EVC loopt goed.", "Het gaat om EVC."];
    assert_eq!(statuses(lines(&texts)), ["-", "negated", "affirmed", "affirmed"]);
    assert_eq!(
        statuses(lines(&["Er is geen budget voor:", "- EVC", "• EVC", "EVC"])),
        ["-", "negated", "negated", "affirmed"]
    );
    let parted = lines(&texts[..1]) + "\n" + &lines(&texts[1..2]);
    assert_eq!(statuses(parted), ["-", "affirmed"], "a blank line parts");
    // Enough for several threads and batches: the same whoever reads it.
    let many = lines(&texts).repeat(20_000);
    assert!(many.len() > 2 << 20);
    let all = statuses(many);
    assert_eq!(all.len(), 80_000);
    assert!(all.chunks(4).all(|four| four == ["-", "negated", "affirmed", "affirmed"]));
}

#[test]
fn a_bad_line_is_told_by_its_number_and_the_others_are_answered() {
    let sandbox = Sandbox::new();
    let input: &[u8] = b"{\"id\": 1, \"text\": \"EVC\"}\n{\"id\": 2\n\n{\"text\": \"geen id\"}\n{\"id\":3,\"text\":\"\xff\"}\n{\"id\":[4],\"text\":\"\"}";
    let run = sandbox.run_with("tag", input).exits(2);
    let run = run.says("error: standard input: line 2: ").says("line 4: ").says("line 5: ");
    let ids: Vec<String> =
        run.stdout.lines().map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap()["id"].to_string()).collect();
    assert_eq!(ids, ["1", "[4]"]);
}

#[test]
fn nothing_in_gives_nothing_out() {
    Sandbox::new().run_with("tag", "").exits(0).says_nothing().prints("");
}
