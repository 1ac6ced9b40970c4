use super::*;

fn read(text: &str, format: FindingsFormat) -> Findings {
    Findings::read(text.as_bytes(), format).unwrap_or_else(|faults| panic!("{faults:#?}"))
}

fn faults(text: &str, format: FindingsFormat) -> Vec<(usize, String)> {
    let faults = Findings::read(text.as_bytes(), format).unwrap_err();
    faults.iter().map(|f| (f.line, f.to_string())).collect()
}

#[test]
fn json_toml_and_csv_say_the_same() {
    let json = "{\"funds\": {\"ooa\": \"Fonds A\"},\n \"findings\": [\n  {\"concept\": \"reading\", \"funds\": 2, \"which\": \
                [\"ooa\", \"Fonds B\"], \"says\": \"twee fondsen\"},\n  {\"concept\": \"maths\", \"funds\": 0}]}";
    let toml = "[funds]\nooa = \"Fonds A\"\n[[finding]]\nconcept = \"reading\"\nfunds = 2\nwhich = [\"ooa\", \"Fonds \
                B\"]\nsays = \"twee fondsen\"\n[[finding]]\nconcept = \"maths\"\nfunds = 0\n";
    let csv = "\u{feff}Concept;Funds;Which;Says\r\nreading;2;\"ooa, Fonds B\";twee fondsen\r\n;;;\r\nmaths;0;;\r\n";
    let [json, toml, csv] =
        [read(json, FindingsFormat::Json), read(toml, FindingsFormat::Toml), read(csv, FindingsFormat::Csv)];
    let told = |f: &Findings| {
        let told = |f: &Finding| (f.concept.clone(), f.funds, f.which.clone(), f.says.clone());
        f.findings.iter().map(told).collect::<Vec<_>>()
    };
    assert_eq!(told(&json), told(&toml));
    assert_eq!(told(&json), told(&csv));
    assert_eq!(json.findings[0].which.as_ref().unwrap(), &["ooa", "Fonds B"]);
    let lines = |f: &Findings| f.findings.iter().map(|f| f.line).collect::<Vec<_>>();
    assert_eq!((lines(&json), lines(&toml), lines(&csv)), (vec![3, 4], vec![3, 8], vec![2, 4]));
    assert_eq!((json.funds.clone(), toml.funds.clone()), (vec![("ooa".into(), "Fonds A".into())], json.funds.clone()));
}

#[test]
fn only_the_concept_and_a_number_or_the_funds_are_needed() {
    let findings =
        read(r#"[{"concept": "reading", "which": ["ooa"], "colour": 3, "says": null}]"#, FindingsFormat::Json);
    assert_eq!((findings.findings[0].funds, findings.findings[0].says.as_ref()), (1, None));
    assert_eq!(findings.notices.len(), 1);
    assert!(findings.notices[0].contains("\"colour\""), "{:?}", findings.notices);
    let csv = read("concept,funds,section\nreading,5.0,3.2\n", FindingsFormat::Csv);
    assert_eq!((csv.findings[0].funds, csv.findings[0].section.as_deref()), (5, Some("3.2")));
}

#[test]
fn every_fault_has_its_line_and_field() {
    let json = "{\"findings\": [\n {\"concept\": \"a\", \"funds\": \"many\"},\n {\"funds\": 1},\n {\"concept\": \"c\"},\n \
                {\"concept\": \"d\", \"funds\": 1,\n  \"which\": [\"x\", \"y\"]},\n {\"concept\": \"e\", \"funds\": -1},\n \
                {\"concept\": \"f\", \"funds\": 1, \"funds\": 2},\n 7]}";
    let found = faults(json, FindingsFormat::Json);
    let lines: Vec<usize> = found.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [2, 3, 4, 6, 7, 8, 9], "{found:#?}");
    for ((_, message), start) in found.iter().zip(["funds: ", "concept: ", "funds: ", "which: ", "funds: ", "funds: "])
    {
        assert!(message.starts_with(start), "{message}");
    }
    assert_eq!(
        faults("concept;funds\na;2\nb;\nc;x\n", FindingsFormat::Csv).iter().map(|f| f.0).collect::<Vec<_>>(),
        [3, 4]
    );
    assert_eq!(faults("[[finding]]\nconcept = 3\nfunds = 1\n", FindingsFormat::Toml)[0].0, 2);
}

#[test]
fn what_is_no_list_of_findings_says_so() {
    for (text, format) in [
        ("{\"findings\": [", FindingsFormat::Json),
        ("", FindingsFormat::Json),
        ("[]", FindingsFormat::Json),
        ("3", FindingsFormat::Json),
        ("{\"finding\": []}", FindingsFormat::Json),
        ("x = ", FindingsFormat::Toml),
        ("x = 1", FindingsFormat::Toml),
        ("finding = 1", FindingsFormat::Toml),
        ("", FindingsFormat::Csv),
        ("fund,number\nooa,3\n", FindingsFormat::Csv),
    ] {
        assert_eq!(faults(text, format).len(), 1, "{text}");
    }
    assert!(Findings::read(b"concept,funds\n\xff,1\n", FindingsFormat::Csv).unwrap_err()[0].line == 2);
    // Deep nesting ends, too.
    assert!(Findings::read("[".repeat(100_000).as_bytes(), FindingsFormat::Json).is_err());
}

#[test]
fn the_format_is_told_by_the_name_or_the_start() {
    let of = |name: &str, content: &str| FindingsFormat::of(std::path::Path::new(name), content.as_bytes());
    assert_eq!(of("a.JSON", "concept"), FindingsFormat::Json);
    assert_eq!(of("a", "\n{\"findings\""), FindingsFormat::Json);
    assert_eq!(of("a", "[[finding]]"), FindingsFormat::Toml);
    assert_eq!(of("a.txt", "concept,funds"), FindingsFormat::Csv);
}
