//! `fundscan tag --explain`: why sentences have the mentions they have.

use std::path::Path;

use serde_json::{Value, json};

use crate::support::Sandbox;

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"))).collect()
}

#[test]
fn a_plain_sentence_is_explained_in_words() {
    let sandbox = Sandbox::new();
    let input = "Het fonds betaalt geen lascursussen, wel scholing.\n\nNiets.\n";
    let run = sandbox.run_with("tag --explain --taxonomy small.toml", input).exits(0).says_nothing();
    for part in [
        "Het fonds betaalt geen lascursussen, wel scholing.\n  “lascursussen” is training, negated\n",
        "term       *cursus(sen) (nl, line 14)\n      form       *cursussen, in a compound: las|cursussen\n",
        "negated    by “geen” (rule: ",
        "  “scholing” is training, affirmed\n",
        "\nNiets.\nNo mention.\n",
    ] {
        assert!(run.stdout.contains(part), "{part:?} is not in:\n{}", run.stdout);
    }
}

#[test]
fn json_lines_are_explained_with_their_ids_and_fit_the_schema() {
    let sandbox = Sandbox::new();
    let schema = jsonschema::validator_for(&sandbox.run("schema explain").exits(0).json()).unwrap();
    let input = "{\"id\": 7, \"text\": \"Mogelijk komt er een EVC-cursus.\"}\nDigitale vaardigheden.\n{\"id\": \"x\", \"text\": \"evc\"}\n";
    let run = sandbox.run_with("tag --explain --format json --taxonomy small.toml", input).exits(0).says_nothing();
    let told = lines(&run.stdout);
    for line in &told {
        let errors: Vec<String> = schema.iter_errors(line).map(|e| e.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}\n{line:#}");
    }
    assert_eq!(told.iter().map(|l| l["id"].clone()).collect::<Vec<_>>(), [json!(7), Value::Null, json!("x")]);
    let mention = &told[0]["mentions"][0];
    assert_eq!((&mention["concept"], &mention["quote"]), (&json!("training"), &json!("EVC-cursus")));
    assert_eq!(mention["found"]["forms"][0]["compounds"], json!([{"before": "EVC-", "part": "cursus", "after": ""}]));
    let dropped = &told[0]["dropped"][0];
    assert_eq!((&dropped["concept"], &dropped["reason"]), (&json!("evc"), &json!("inside-other-concept")));
    assert!(told[2]["mentions"].as_array().unwrap().is_empty());
}

#[test]
fn a_line_that_cannot_be_read_is_told_and_the_others_are_explained() {
    let sandbox = Sandbox::new();
    let input: &[u8] = b"EVC telt.\n{\"id\": 1}\n\xff\nEVC telt weer.\n";
    let run = sandbox.run_with("tag --explain --taxonomy small.toml", input).exits(2);
    run.says("error: standard input: line 2: ")
        .says("line 3: not UTF-8")
        .prints("EVC telt weer.\n  “EVC” is evc, affirmed");
    sandbox.run_with("tag --explain", "").exits(0).says_nothing().prints("");
    sandbox.run_with("tag --format json", "").exits(64);
}

#[test]
fn what_is_explained_is_what_is_tagged_over_the_whole_sample_corpus() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let sandbox = Sandbox::new();
    sandbox.run(&format!("scan {} --out out", corpus.display())).exits(0);
    let mut input = String::new();
    for (name, bytes) in sandbox.files("out/text") {
        for passage in lines(&String::from_utf8(bytes).unwrap()).iter().skip(1) {
            let id = format!("{name} {}", passage["number"]);
            input.push_str(&json!({"id": id, "text": passage["text"]}).to_string());
            input.push('\n');
        }
    }
    let tagged = lines(&sandbox.run_with("tag", input.clone()).exits(0).stdout);
    let explained = lines(&sandbox.run_with("tag --explain --format json", input).exits(0).stdout);
    assert_eq!(tagged.len(), explained.len());
    let mut mentions = 0;
    for (tagged, explained) in tagged.iter().zip(&explained) {
        assert_eq!(tagged["id"], explained["id"]);
        let (tagged, told) = (tagged["mentions"].as_array().unwrap(), explained["mentions"].as_array().unwrap());
        mentions += tagged.len();
        assert_eq!(tagged.len(), told.len(), "{explained:#}");
        for (tagged, told) in tagged.iter().zip(told) {
            assert_eq!(tagged["concept"], told["concept"]);
            assert_eq!(tagged["text"], told["quote"]);
            assert_eq!((&tagged["start"], &tagged["end"]), (&told["span"]["start"], &told["span"]["end"]));
            assert_eq!(tagged["status"], told["status"]);
            assert_eq!(tagged.get("time").unwrap_or(&Value::Null), &told["time"]);
            assert_eq!(tagged.get("hedged").unwrap_or(&json!(false)), &told["hedged"]);
            let rules = |marks: Option<&Value>| -> Vec<Value> {
                marks
                    .and_then(Value::as_array)
                    .into_iter()
                    .flatten()
                    .map(|m| json!([m["says"], m["rule"], m["cue"]]))
                    .collect()
            };
            assert_eq!(rules(tagged.get("marks")), rules(told.get("marks")));
            // Every mention but that of a regular expression tells its form.
            let found = &told["found"];
            assert_eq!(found["forms"].as_array().unwrap().is_empty(), found["way"] == "pattern", "{told:#}");
        }
    }
    assert!(mentions > 300, "{mentions}");
}
