//! What is rendered, against what was read and found right: `expected/`. `FUNDSCAN_RENEW=1 cargo test` renews the
//! files; the difference is then to be read.

use std::path::Path;

use fundscan_evidence::{Collection, Coverage, Inventory, Kwic, KwicOrder};
use fundscan_model::{BlockKind, Language};

use crate::testing::{collection, coverage, inventory, kwic};
use crate::{CsvOptions, Format, RenderOptions};

pub(crate) fn check(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("expected").join(name);
    if std::env::var_os("FUNDSCAN_RENEW").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(text == expected, "{name} is not as expected:\n{text}");
}

fn render(format: Format, options: RenderOptions) -> (String, String) {
    let renderer = format.renderer(options);
    (renderer.coverage(&coverage()).unwrap(), renderer.collection(&collection()).unwrap())
}

#[test]
fn a_table_is_as_it_was_read() {
    let (coverage, collection) = render(Format::Table, RenderOptions { width: Some(80), ..RenderOptions::default() });
    check("coverage.txt", &coverage);
    check("collection.txt", &collection);
}

#[test]
fn markdown_is_as_it_was_read() {
    let (coverage, collection) = render(Format::Markdown, RenderOptions::default());
    check("coverage.md", &coverage);
    check("collection.md", &collection);
}

#[test]
fn csv_is_as_it_was_read() {
    let (coverage, collection) = render(Format::Csv, RenderOptions { by_year: true, ..RenderOptions::default() });
    check("coverage.csv", &coverage);
    check("collection.csv", &collection);
}

#[test]
fn json_is_the_document_itself() {
    let (rendered, summary) = render(Format::Json, RenderOptions::default());
    assert_eq!(Coverage::from_json(rendered.as_bytes()).unwrap(), coverage());
    assert_eq!(Collection::from_json(summary.as_bytes()).unwrap(), collection());
}

#[test]
fn where_columns_do_not_fit_the_funds_of_a_concept_are_a_list() {
    let mut many = coverage();
    for n in 0..20 {
        let mut fund = many.funds[0].clone();
        fund.fund = format!("een-fonds-{n}").into();
        let mut cell = many.concepts[0].funds[0].clone();
        cell.fund = fund.fund.clone();
        many.funds.push(fund);
        many.concepts[0].funds.push(cell);
    }
    for width in [60, 80, 120] {
        let table = Format::Table.renderer(RenderOptions { width: Some(width), ..RenderOptions::default() });
        let text = table.coverage(&many).unwrap();
        assert!(text.contains("mentions by fund") && text.contains("een-fonds-19 1 (1)"), "{text}");
        let widest = text.lines().map(|l| l.chars().count()).max().unwrap();
        assert!(widest <= width, "{widest} columns instead of {width}:\n{text}");
    }
    let wide = Format::Table.renderer(RenderOptions::default()).coverage(&many).unwrap();
    assert!(wide.lines().next().unwrap().ends_with("een-fonds-19  no fund"), "{wide}");
}

#[test]
fn what_was_asked_for_is_said() {
    let mut narrowed = coverage();
    narrowed.minimum_passages = 3;
    narrowed.kinds = vec![BlockKind::TableCell];
    for format in [Format::Table, Format::Markdown] {
        let text = format.renderer(RenderOptions::default()).coverage(&narrowed).unwrap();
        assert!(text.contains("from 3 passages on"), "{text}");
        assert!(text.contains("Only passages of these kinds count: table-cell."), "{text}");
    }
}

#[test]
fn where_no_fund_was_read_there_is_no_number_of_white_spots() {
    let mut none = coverage();
    none.funds_total = 0;
    none.white_spots.clear();
    for format in [Format::Table, Format::Markdown] {
        let text = format.renderer(RenderOptions::default()).coverage(&none).unwrap();
        assert!(text.contains("cannot be told"), "{text}");
    }
}

#[test]
fn concepts_are_named_in_the_language_that_is_asked_for() {
    let english = RenderOptions { language: Language::En, ..RenderOptions::default() };
    for format in [Format::Table, Format::Markdown] {
        let (text, _) = render(format, english.clone());
        assert!(text.contains("arithmetic") && text.contains("Technology") && !text.contains("rekenen"), "{text}");
    }
}

#[test]
fn nothing_rendered_steers_a_terminal() {
    for format in [Format::Table, Format::Json, Format::Csv, Format::Markdown] {
        let (coverage, collection) = render(format, RenderOptions::default());
        for text in [coverage, collection] {
            let bad = text.chars().find(|c| (c.is_control() && *c != '\n') || *c == '\u{202e}');
            assert_eq!(bad, None, "{format}:\n{text}");
        }
    }
}

#[test]
fn csv_for_machines_is_word_for_word() {
    let (raw, collection) = render(
        Format::Csv,
        RenderOptions { csv: CsvOptions { raw: true, ..CsvOptions::default() }, ..RenderOptions::default() },
    );
    assert!(raw.contains(",@OOB <b>\u{1b}[31m|x\u{202e},"), "{raw}");
    assert!(collection.contains(",=1+1,"), "{collection}");
    let (safe, _) = render(Format::Csv, RenderOptions::default());
    assert!(safe.contains(",'@OOB ") && !safe.contains(",@OOB"), "{safe}");
}

#[test]
fn every_row_of_csv_has_every_column() {
    let (coverage, _) = render(Format::Csv, RenderOptions { by_year: true, ..RenderOptions::default() });
    let mut reader = csv::Reader::from_reader(coverage.as_bytes());
    let k = reader.headers().unwrap().iter().position(|h| h == "k").unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
    // Of 4 concepts: one row each, two funds, three funds and years, documents without a fund; and the funds looked at.
    assert_eq!(rows.len(), 4 * (1 + 2 + 3 + 1) + 3);
    assert!(rows.iter().all(|r| (&r[0] == "concept") != r[k].is_empty()), "k belongs to a concept");
}

#[test]
fn an_empty_coverage_is_rendered() {
    let mut none = coverage();
    none.funds.clear();
    none.concepts.clear();
    none.white_spots.clear();
    none.notices.clear();
    for format in Format::ALL {
        let text =
            format.renderer(RenderOptions { width: Some(10), ..RenderOptions::default() }).coverage(&none).unwrap();
        assert!(text.ends_with('\n'), "{text:?}");
    }
}

#[test]
fn keywords_in_context_are_as_they_were_read() {
    let render = |format: Format, order, width| {
        format.renderer(RenderOptions { width, ..RenderOptions::default() }).kwic(&kwic(order)).unwrap()
    };
    check("kwic.txt", &render(Format::Table, KwicOrder::Document, Some(100)));
    check("kwic-sorted.txt", &render(Format::Table, KwicOrder::Right, Some(120)));
    check("kwic.csv", &render(Format::Csv, KwicOrder::Document, None));
    check("kwic.md", &render(Format::Markdown, KwicOrder::Document, None));
    let json: serde_json::Value = serde_json::from_str(&render(Format::Json, KwicOrder::Document, None)).unwrap();
    assert_eq!(serde_json::from_value::<Kwic>(json).unwrap(), kwic(KwicOrder::Document));
}

#[test]
fn keywords_stand_below_each_other_within_the_terminal() {
    for columns in [80, 100, 200] {
        let options = RenderOptions { width: Some(columns), ..RenderOptions::default() };
        let text = Format::Table.renderer(options).kwic(&kwic(KwicOrder::Document)).unwrap();
        let starts: Vec<usize> =
            text.lines().filter_map(|l| l.find("  lezen").map(|at| crate::grid::width(&l[..at]))).collect();
        assert!(starts.len() == 3 && starts.iter().all(|at| at == &starts[0]), "{starts:?}\n{text}");
        assert!(text.lines().all(|l| crate::grid::width(l) <= columns), "{columns}:\n{text}");
    }
}

#[test]
fn a_concordance_cannot_steer_what_it_is_shown_in() {
    for format in Format::ALL {
        let text = format.renderer(RenderOptions::default()).kwic(&kwic(KwicOrder::Left)).unwrap();
        let bad = text.chars().find(|c| (c.is_control() && *c != '\n') || *c == '\u{202e}');
        assert_eq!(bad, None, "{format}:\n{text}");
    }
    let csv = Format::Csv.renderer(RenderOptions::default()).kwic(&kwic(KwicOrder::Document)).unwrap();
    assert!(csv.contains(",'=1+1 ,"), "{csv}");
}

#[test]
fn an_inventory_is_as_it_was_read() {
    let render = |format: Format, width| {
        format.renderer(RenderOptions { width, ..RenderOptions::default() }).inventory(&inventory()).unwrap()
    };
    check("inventory.txt", &render(Format::Table, Some(80)));
    check("inventory.csv", &render(Format::Csv, None));
    check("inventory.md", &render(Format::Markdown, None));
    assert_eq!(Inventory::from_json(render(Format::Json, None).as_bytes()).unwrap(), inventory());
}

#[test]
fn an_inventory_fits_the_terminal_and_cannot_steer_what_it_is_shown_in() {
    for columns in [30, 80, 200] {
        let options = RenderOptions { width: Some(columns), ..RenderOptions::default() };
        let text = Format::Table.renderer(options).inventory(&inventory()).unwrap();
        // Narrower than 40 nothing is readable.
        assert!(text.lines().all(|l| crate::grid::width(l) <= columns.max(40)), "{columns}:\n{text}");
    }
    for format in Format::ALL {
        let text = format.renderer(RenderOptions::default()).inventory(&inventory()).unwrap();
        let bad = text.chars().find(|c| (c.is_control() && *c != '\n') || *c == '\u{202e}');
        assert_eq!(bad, None, "{format}:\n{text}");
    }
    let options = RenderOptions { language: Language::En, ..RenderOptions::default() };
    let english = Format::Markdown.renderer(options).inventory(&inventory()).unwrap();
    assert!(english.contains("## On offer\n\n### Basic skills\n"), "{english}");
}
