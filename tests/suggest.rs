//! `fundscan taxonomy suggest`: what a taxonomy may lack.

use serde_json::Value;

use crate::support::{Run, Sandbox, pdf};

/// Two funds that speak of workplace mentors beside training, which no term of the small taxonomy covers.
fn scanned() -> Sandbox {
    let manifest = "path,fund,year\noom.pdf,oom,2022\notib.md,otib,2022\nooc.md,ooc,2022\n";
    let oom = pdf(&[&["OOM 2022"], &["De scholing gaat samen met een praktijkmentor op de werkvloer."]]);
    let otib = "# OTIB\n\nZonder de praktijkmentor is scholing voor Jansen lastig.\n\n\
        De scholing vraagt praktijkmentoren met tijd.\n\n\
        Het scholingsbudget is op.\n\n\
        Wij doen aan taalcursussen, zegt Jansen.\n\n\
        De begeleiding van zij-instromers begint met scholing.\n\n\
        De gebouwen zijn in 2022 geschilderd.\n\n\
        De kantine is open.\n\n\
        Een dakgoot, een dakgoot en nog een dakgoot.\n\n";
    let ooc = "# OOC\n\nVoor scholing is een praktijkmentor onmisbaar.\n\n\
        Het scholingsbudget van Jansen staat stil, en er is een nieuw scholingsbudget.\n\n\
        Er zijn taalcursussen. De scholing en de begeleiding van zij-instromers lopen.\n\n\
        Wij zoeken begeleiding van zij-instromers.\n\n\
        De gebouwen lekken, dus de gebouwen zijn dicht.\n\n\
        Op 3 mei belde Jansen.\n\n\
        De kantine is open.\n\n";
    let sandbox = Sandbox::new()
        .file("in/manifest.csv", manifest)
        .file("in/oom.pdf", oom)
        .file("in/otib.md", otib)
        .file("in/ooc.md", ooc);
    sandbox.scan("in").exits(0);
    sandbox
}

fn suggest(sandbox: &Sandbox, more: &str) -> Run {
    sandbox.run(&format!("taxonomy suggest out --taxonomy small.toml {more}"))
}

fn listed(run: &Run) -> Vec<Value> {
    serde_json::from_str::<Value>(&run.stdout).unwrap()["suggestions"].as_array().unwrap().clone()
}

fn find<'s>(suggestions: &'s [Value], text: &str) -> Option<&'s Value> {
    suggestions.iter().find(|s| s["text"] == text)
}

#[test]
fn a_word_that_no_term_covers_is_listed_with_its_forms_the_concept_it_belongs_near_and_where_it_stands() {
    let sandbox = scanned();
    let suggestions = listed(&suggest(&sandbox, "--format json").exits(0).says_nothing());
    let mentor = find(&suggestions, "praktijkmentor").unwrap();
    assert_eq!((&mentor["count"], &mentor["documents"]), (&4.into(), &3.into()));
    assert_eq!(mentor["funds"].as_array().unwrap().len(), 3);
    assert_eq!(mentor["forms"][1], serde_json::json!({"text": "praktijkmentoren", "count": 1}));
    assert_eq!(mentor["near"][0]["concept"], "training");
    assert_eq!(mentor["near"][0]["passages"], 4);
    assert!(mentor["g2"].as_f64().unwrap() > 0.0 && mentor["log_ratio"].as_f64().unwrap() > 0.0);
    // What stands only beside no concept is not what the taxonomy is about.
    let place = |text: &str| suggestions.iter().position(|s| s["text"] == text);
    assert_eq!(place("praktijkmentor"), Some(0), "{suggestions:#?}");
    assert!(place("gebouwen").is_none_or(|at| at > 0));
    let of_oom = mentor["examples"].as_array().unwrap().iter().find(|e| e["fund"] == "oom").unwrap();
    assert_eq!((&of_oom["document"], &of_oom["page"]), (&"oom.pdf".into(), &2.into()));
    assert_eq!(of_oom["text"], "De scholing gaat samen met een praktijkmentor op de werkvloer.");
}

#[test]
fn a_compound_is_near_the_concept_it_shares_a_part_with_though_they_never_meet() {
    let sandbox = scanned();
    let suggestions = listed(&suggest(&sandbox, "--format json").exits(0));
    let near = &find(&suggestions, "scholingsbudget").unwrap()["near"][0];
    assert_eq!(
        (&near["concept"], &near["shares"], &near["passages"]),
        (&"training".into(), &"scholing".into(), &0.into())
    );
    assert_eq!(near["pmi"], Value::Null);
}

#[test]
fn a_phrase_is_one_line_and_its_words_are_none() {
    let sandbox = scanned();
    let suggestions = listed(&suggest(&sandbox, "--format json").exits(0));
    assert_eq!(find(&suggestions, "begeleiding van zij-instromers").unwrap()["count"], 3);
    assert!(find(&suggestions, "zij-instromers").is_none() && find(&suggestions, "begeleiding").is_none());
}

#[test]
fn covered_words_names_numbers_and_what_one_document_says_are_not_listed_and_a_repeated_passage_counts_once() {
    let sandbox = scanned();
    let text = suggest(&sandbox, "--max 0 --format csv").exits(0).stdout;
    // Covered by *cursus(sen); a name; a common word; of one document only; the same sentence in two documents.
    for left_out in ["taalcursus", "scholing,", "jansen,", "2022,", "zijn,", "dakgoot", "kantine"] {
        assert!(!text.lines().any(|line| line.split_once(',').unwrap().1.starts_with(left_out)), "{left_out}: {text}");
    }
}

#[test]
fn a_concept_and_a_number_narrow_the_list() {
    let sandbox = scanned();
    let near = listed(&suggest(&sandbox, "--concept training --format json").exits(0));
    assert!(find(&near, "praktijkmentor").is_some() && find(&near, "gebouwen").is_none());
    assert!(listed(&suggest(&sandbox, "--concept robots --format json").exits(0)).is_empty());
    let run = suggest(&sandbox, "--max 1 --format json").exits(0);
    assert_eq!(listed(&run).len(), 1);
    assert!(run.json()["total"].as_u64().unwrap() > 1);
    suggest(&sandbox, "--concept weg").exits(2).says("error: the taxonomy has no concept weg").says("hint: ");
    sandbox.run("taxonomy suggest weg").exits(2).says("error: weg: no such folder");
}

#[test]
fn every_format_shows_them_and_is_the_same_on_any_number_of_threads() {
    let sandbox = scanned();
    for format in ["table", "csv", "markdown", "json"] {
        let arguments = format!("taxonomy suggest out --taxonomy small.toml --format {format}");
        let run = |threads: &str| {
            let mut command = sandbox.command();
            command.env("RAYON_NUM_THREADS", threads).args(arguments.split_whitespace()).output().unwrap().stdout
        };
        let one = run("1");
        assert_eq!(one, run("4"), "{format}");
        let text = String::from_utf8(one).unwrap();
        assert!(text.contains("praktijkmentor") && text.contains("ooc.md") && text.contains("onmisbaar."), "{text}");
    }
    sandbox.run("taxonomy suggest out").exits(0).says("note: out: scanned with another taxonomy (small 1.0");
}

#[test]
fn a_term_that_is_added_leaves_the_list_without_another_scan() {
    let sandbox = scanned();
    let more = crate::support::SMALL_TAXONOMY.replace(r#""*cursus(sen)""#, r#""*cursus(sen)", "praktijkmentor(en)""#);
    sandbox.write("more.toml", more);
    let run = sandbox.run("taxonomy suggest out --taxonomy more.toml --format json").exits(0);
    assert!(find(&listed(&run), "praktijkmentor").is_none());
}

#[test]
fn passages_that_were_edited_are_refused() {
    let sandbox = scanned();
    let name = sandbox.names("out/text").into_iter().find(|n| n.starts_with("otib")).unwrap();
    let path = sandbox.path(&format!("out/text/{name}"));
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("praktijkmentor", "mentor")).unwrap();
    suggest(&sandbox, "").exits(2).says(&format!("error: out/text/{name}: line ")).says("hint: scan again");
}

#[test]
fn the_funds_of_a_suggestion_are_those_of_its_passages_and_not_of_its_document() {
    let overview = "# Overzicht\n\nDe scholing bij OOM gaat samen met een praktijkmentor op de werkvloer.\n\n\
        Zonder de praktijkmentor is scholing voor OTIB lastig.\n\nVoor scholing is een praktijkmentor onmisbaar.\n\n\
        De gebouwen zijn in 2022 geschilderd.\n\nDe kantine is open.\n";
    let sandbox = Sandbox::new().file("in/overzicht.md", overview);
    sandbox.scan("in --fund ooi").exits(0);
    let suggestions = listed(&suggest(&sandbox, "--format json").exits(0));
    let mentor = find(&suggestions, "praktijkmentor").unwrap();
    assert_eq!(mentor["funds"].as_array().unwrap().len(), 3, "{mentor}");
    assert_eq!(mentor["examples"][0]["fund"], "oom", "{mentor}");
}
