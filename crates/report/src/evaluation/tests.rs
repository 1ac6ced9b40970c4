use std::collections::BTreeMap;

use fundscan_evaluate::{Comparison, ConceptName, Concepts, Evaluation, Stratum, TaxonomyUsed, defuse, read};

use crate::{Format, RenderOptions, safe_csv};

/// A sheet of a careless coder. Names hold what terminals, spreadsheets and Markdown would act on.
fn evaluation(sheet: &str) -> Evaluation {
    let concept = |id: &str, nl: &str| ConceptName { concept: id.into(), nl: nl.to_owned(), en: id.to_owned() };
    let concepts = Concepts::new(vec![
        concept("training", "scholing"),
        concept("evc", "=EVC|\u{1b}[31m"),
        concept("robots", "robots"),
    ]);
    let sheet = read(sheet.as_bytes(), &concepts).unwrap();
    let (reference, compared) = (sheet.coder("blad.csv").unwrap(), sheet.tool("blad.csv").unwrap());
    let strata: BTreeMap<String, Stratum> =
        sheet.rows.iter().filter_map(|row| Some((row.passage.clone(), row.stratum.clone()?))).collect();
    let taxonomy = TaxonomyUsed { id: "t".into(), version: "1".into(), sha256: "aa".into() };
    let comparison = Comparison {
        reference: &reference,
        compared: &compared,
        concepts: &concepts,
        strata: &strata,
        tool: "t",
        taxonomy,
    };
    comparison.evaluate()
}

const SHEET: &str = "passage,tool_codes,codes,stratum,stratum_passages,stratum_sampled
1,training; evc,training,training,30,3
2,training,training; not evc,training,30,3
3,training,training,training,30,3
4,,none,no code,100,2
5,not training; not evc,not evc; training,no code,100,2
";

fn shown(format: Format, width: Option<usize>) -> String {
    let options = RenderOptions { width, ..RenderOptions::default() };
    format.renderer(options).evaluation(&evaluation(SHEET)).unwrap()
}

#[test]
fn the_table_shows_figures_with_their_intervals() {
    let table = shown(Format::Table, None);
    let line =
        |start: &str| table.lines().find(|l| l.trim_start().starts_with(start)).unwrap_or_else(|| panic!("{table}"));
    let cells = |start: &str| line(start).split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(cells("scholing")[..7], ["scholing", "4", "3", "1", "1", "0.75", "[0.30–0.95]"]);
    // Said by both to be there in the same four of five passages, once not in the same way. Alpha by hand: values
    // 7, 2 and 1 of 10, 1 - 9 x 2 / (2 x (7 x 2 + 7 x 1 + 2 x 1)).
    assert_eq!(cells("scholing")[11..], ["1.00", "0.61"]);
    assert!(line("all codes").contains("0.67 [0.30–0.90]"), "{table}");
    assert!(cells("negated")[..5] == ["negated", "0", "0", "0", "1"], "{table}");
    assert!(table.contains("5 passages coded by both: blad.csv (coder) is the reference"), "{table}");
    assert!(table.contains("Estimate for the 130 passages of the collection"), "{table}");
    assert!(table.contains("neither coding has it in any passage: robots."), "{table}");
    assert!(!table.contains('\u{1b}') && !table.contains("NaN"), "{table}");
}

#[test]
fn a_narrow_terminal_gets_the_figures_without_intervals() {
    let table = shown(Format::Table, Some(80));
    assert!(table.lines().all(|l| crate::grid::width(l) <= 80), "{table}");
    assert!(table.contains("0.75") && !table.contains("0.75 ["), "{table}");
}

#[test]
fn what_is_not_defined_is_a_dash_with_its_reason() {
    let everywhere = evaluation("passage,tool_codes,codes\n1,training,training\n2,training,training\n");
    for format in [Format::Table, Format::Markdown] {
        let text = format.renderer(RenderOptions::default()).evaluation(&everywhere).unwrap();
        assert!(text.contains("no kappa, since both codings have it in every passage: scholing"), "{text}");
        let line = text.lines().find(|l| l.contains("scholing")).unwrap();
        // Kappa and alpha, and the two intervals of precision and recall.
        assert_eq!(line.matches('–').count(), 2 + 2, "{line}");
        assert!(!text.contains("NaN"), "{text}");
    }
}

#[test]
fn csv_has_a_row_for_every_concept_and_status() {
    let text = shown(Format::Csv, None);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let head = reader.headers().unwrap().clone();
    let rows: Vec<BTreeMap<String, String>> = reader
        .records()
        .map(|r| head.iter().map(str::to_owned).zip(r.unwrap().iter().map(str::to_owned)).collect())
        .collect();
    assert_eq!(rows.len(), 3 * 3 + 3 + 1 + 1);
    let row = |row: &str, concept: &str, status: &str| {
        rows.iter().find(|r| r["row"] == row && r["concept"] == concept && r["status"] == status).unwrap()
    };
    let robots = row("concept", "robots", "all");
    assert_eq!((robots["kappa"].as_str(), robots["neither"].as_str()), ("", "5"));
    assert_eq!(robots["kappa_undefined"], "neither coding has it in any passage");
    assert_eq!(row("concept", "training", "all")["precision"], "0.7500");
    assert!(row("concept", "evc", "all")["label_nl"].starts_with("'="));
    assert_ne!(row("total", "", "all")["alpha"], "");
    assert_ne!(row("collection", "", "all")["recall_low"], "");
}

#[test]
fn markdown_shows_names_as_they_stand() {
    let text = shown(Format::Markdown, None);
    assert!(text.contains(r"=EVC\|\\u\{1b\}\[31m"), "{text}");
    let columns = |l: &str| l.replace("\\|", "").matches('|').count();
    assert!(text.lines().filter(|l| l.starts_with('|')).all(|l| columns(l) == 11), "{text}");
}

/// The cells of sheets are made harmless by another function, which can be undone: nothing that this crate would defuse is
/// left by it.
#[test]
fn cells_of_a_sheet_are_as_harmless_as_any() {
    for text in
        ["=1+1", "+31", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "'=1", "a\x1b[31m\u{202e}\u{200b}\u{2028}b", "\u{85}"]
    {
        let cell = defuse(text);
        assert_eq!(safe_csv(&cell), cell, "{text:?}");
    }
}
