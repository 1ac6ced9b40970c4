//! What sentences say of concepts: affirmed or negated, when, and with what reserve. The sentences stand in
//! `tests/status/`, with what a careful reader makes of them.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use fundscan_model::{Mention, Says, Status, Time};
use fundscan_tag::Tagger;
use fundscan_taxonomy::Taxonomy;

const TAXONOMY: &str = r#"
    id = "t"
    version = "1"
    [groups]
    g = "g"
    [[concept]]
    id = "offer"
    group = "g"
    label = "x"
    nl = ["cursus(sen)", "leergang(en)", "pilot(s)", "e-learning", "subsidie"]
    en = ["course(s)"]
    [[concept]]
    id = "support"
    group = "g"
    label = "x"
    nl = ["coaching", "*voucher(s)", { term = "EVC", case = "exact" }]
    [[concept]]
    id = "skills"
    group = "g"
    label = "x"
    nl = ["mediawijsheid", "digitale vaardigheden", "sociale innovatie", "zelfsturende teams"]
    en = ["digital skills", "social innovation"]
"#;

fn tagger() -> Tagger {
    Tagger::new(&Taxonomy::parse(TAXONOMY).unwrap().0).unwrap()
}

/// A sentence as it is, with its mentions in brackets or braces, and what is told of time and reserve.
fn told(tagger: &Tagger, text: &str) -> (String, String) {
    let mentions = tagger.tag(text);
    let mut marked = String::new();
    let mut at = 0;
    for mention in &mentions {
        let (open, close) = if mention.status == Status::Negated { ('[', ']') } else { ('{', '}') };
        marked.push_str(&text[at..mention.span.start()]);
        marked.push(open);
        marked.push_str(&text[mention.span.range()]);
        marked.push(close);
        at = mention.span.end();
        are_marks_right(text, mention);
    }
    marked.push_str(&text[at..]);
    let mut said: Vec<String> = mentions.iter().filter_map(|m| m.time).map(|time| time.to_string()).collect();
    said.extend(mentions.iter().filter(|m| m.hedged).map(|_| "hedged".to_owned()));
    said.sort();
    said.dedup();
    (marked, said.join(" "))
}

/// Status, time and reserve are what the marks say, and the marks stand where they say.
#[track_caller]
fn are_marks_right(text: &str, mention: &Mention) {
    let says = |says| mention.marks.iter().any(|mark| mark.says == says);
    assert_eq!(mention.status == Status::Negated, says(Says::Negated), "{text}");
    assert_eq!(mention.hedged, says(Says::Hedged), "{text}");
    let times = [(Time::Planned, Says::Planned), (Time::Ongoing, Says::Ongoing), (Time::Past, Says::Past)];
    for (time, mark) in times {
        assert_eq!(mention.time == Some(time), says(mark), "{text}");
    }
    for mark in &mention.marks {
        let words = &text[mark.span.expect("it stands in the sentence").range()];
        assert!(mark.cue.split(" … ").all(|part| words.contains(part)), "{text}: {}", mark.cue);
        assert!(!mark.rule.is_empty());
    }
}

#[track_caller]
fn check(sentences: &str) -> usize {
    let tagger = tagger();
    let mut wrong = Vec::new();
    let lines = sentences.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let lines: Vec<&str> = lines.collect();
    for line in &lines {
        let (wanted, said) = line.split_once(" | ").unwrap_or((line, ""));
        let text: String = wanted.chars().filter(|c| !"[]{}".contains(*c)).collect();
        let (marked, found) = told(&tagger, &text);
        // Where a bar has a dash, clauses differ in what they say of time.
        if marked != wanted || said != "-" && found != said {
            wrong.push(format!("  wanted {wanted} | {said}\n   found {marked} | {found}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {} sentences are read otherwise:\n{}", wrong.len(), lines.len(), wrong.join("\n"));
    lines.len()
}

#[test]
fn dutch_sentences_are_read_as_a_reader_does() {
    assert!(check(include_str!("status/nl.txt")) >= 150);
}

#[test]
fn english_sentences_are_read_as_a_reader_does() {
    assert!(check(include_str!("status/en.txt")) >= 50);
}
