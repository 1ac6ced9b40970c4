//! `fundscan export` and `fundscan annotate`: tables and annotations for other programs.

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use serde_json::Value;

use crate::support::Sandbox;

fn scanned() -> Sandbox {
    let sandbox = Sandbox::new()
        .file("in/manifest.csv", "path,fund,year\nmap/één verslag.md,oom,2022\notib.md,otib,2023\n")
        .file("in/map/één verslag.md", "# Één 🎉 kop\n\nÉén ding: EVC helpt.\u{a0} De scholing loopt.\n\n- 1/2: EVC\n")
        .file("in/otib.md", "Er is geen scholing.\n");
    sandbox.scan("in").exits(0);
    sandbox
}

fn rows(sandbox: &Sandbox, path: &str) -> Vec<Vec<(String, Field)>> {
    let reader = SerializedFileReader::try_from(sandbox.path(path).as_path()).unwrap();
    let rows = reader.get_row_iter(None).unwrap();
    rows.map(|row| row.unwrap().get_column_iter().map(|(n, f)| (n.clone(), f.clone())).collect()).collect()
}

fn cell<'a>(row: &'a [(String, Field)], column: &str) -> &'a Field {
    &row.iter().find(|(name, _)| name == column).unwrap_or_else(|| panic!("no column {column}")).1
}

fn text(text: &str) -> Field {
    Field::Str(text.to_owned())
}

#[test]
fn mentions_and_counts_come_as_parquet_with_types_and_the_same_every_time() {
    let sandbox = scanned();
    for table in ["mentions", "counts", "documents", "passages"] {
        for name in ["een", "twee"] {
            sandbox.run(&format!("export out {table} -o {table}-{name}.parquet")).exits(0).says_nothing();
        }
        let read = |name: &str| std::fs::read(sandbox.path(&format!("{table}-{name}.parquet"))).unwrap();
        assert!(read("een") == read("twee"), "{table}: two exports of one scan differ");
    }
    let mentions = rows(&sandbox, "mentions-een.parquet");
    let negated = mentions.iter().find(|m| *cell(m, "status") == text("negated")).unwrap();
    assert_eq!(*cell(negated, "concept"), text("training"));
    assert_eq!(*cell(negated, "quote"), text("scholing"));
    assert_eq!(*cell(negated, "fund"), text("otib"));
    assert_eq!(*cell(negated, "year_from"), Field::Long(2023));
    assert_eq!(*cell(negated, "hedged"), Field::Bool(false));
    assert_eq!(*cell(negated, "page"), Field::Null);
    let counts = rows(&sandbox, "counts-een.parquet");
    let of_otib = counts.iter().find(|c| *cell(c, "fund") == text("otib")).unwrap();
    assert_eq!((cell(of_otib, "mentions"), cell(of_otib, "negated")), (&Field::Long(0), &Field::Long(1)));
    assert_eq!(*cell(of_otib, "per_10k"), Field::Double(0.0));
    // Each mention stands in a passage that is there, at the bytes that it says.
    let passages = rows(&sandbox, "passages-een.parquet");
    for mention in &mentions {
        let passage = passages.iter().find(|p| cell(p, "passage") == cell(mention, "passage")).unwrap();
        let (Field::Str(whole), Field::Str(quote)) = (cell(passage, "text"), cell(mention, "quote")) else { panic!() };
        let (Field::Long(start), Field::Long(end)) = (cell(mention, "start"), cell(mention, "end")) else { panic!() };
        assert_eq!(&whole[usize::try_from(*start).unwrap()..usize::try_from(*end).unwrap()], quote);
    }
    assert_eq!(rows(&sandbox, "documents-een.parquet").len(), 2);
}

#[test]
fn a_table_comes_as_csv_and_workbook_too() {
    let sandbox = scanned();
    let csv = sandbox.run("export out mentions --dutch").exits(0).stdout;
    assert!(csv.starts_with("\u{feff}mention;document;") && csv.lines().count() == 1 + 4, "{csv}");
    sandbox.run("export out counts -o tellingen.xlsx").exits(0);
    assert!(std::fs::read(sandbox.path("tellingen.xlsx")).unwrap().starts_with(b"PK"));
    sandbox.run("export out counts --format parquet").exits(2).says("hint: give it a file with -o FILE");
    sandbox.run("export weg counts").exits(2).says("error: weg: no such folder");
}

#[test]
fn an_export_that_fails_leaves_no_half_file() {
    let sandbox = scanned();
    let name = sandbox.names("out/documents").into_iter().next_back().unwrap();
    std::fs::write(sandbox.path(&format!("out/documents/{name}")), "{").unwrap();
    for (command, file) in [("export out mentions", "m.parquet"), ("annotate out", "a.jsonld")] {
        sandbox.run(&format!("{command} -o {file}")).exits(2).says(&format!("error: out/documents/{name}: "));
        assert!(!sandbox.path(file).exists() && !sandbox.path(&format!("{file}.part")).exists(), "{file}");
    }
}

#[test]
fn annotations_find_their_quote_in_the_text_that_extract_prints() {
    let sandbox = scanned();
    let collection = sandbox.run("annotate out").exits(0).says_nothing().json();
    assert_eq!(collection["@context"], "http://www.w3.org/ns/anno.jsonld");
    assert_eq!(collection["type"], "AnnotationCollection");
    assert_eq!(collection["total"], 4);
    let items = collection["first"]["items"].as_array().unwrap();
    assert_eq!(items.len(), 4);
    let text = sandbox.command().args(["extract", "in/map/één verslag.md"]).output().unwrap().stdout;
    let text: Vec<char> = String::from_utf8(text).unwrap().chars().collect();
    let mut found = 0;
    for item in items.iter().filter(|i| i["target"]["source"]["id"] == "map/%C3%A9%C3%A9n%20verslag.md") {
        let selectors = item["target"]["selector"].as_array().unwrap();
        let of = |kind: &str| selectors.iter().find(|s| s["type"] == kind);
        let (quote, position) = (of("TextQuoteSelector").unwrap(), of("TextPositionSelector").unwrap());
        let at = |key: &str| usize::try_from(position[key].as_u64().unwrap()).unwrap();
        let exact: String = text[at("start")..at("end")].iter().collect();
        assert_eq!(quote["exact"], exact.as_str());
        let whole: String = text.iter().collect();
        let part = |key: &str| quote[key].as_str().unwrap_or_default();
        assert!(whole.contains(&format!("{}{exact}{}", part("prefix"), part("suffix"))), "{quote}");
        found += 1;
    }
    assert_eq!(found, 3);
    let source = &items[0]["target"]["source"];
    assert_eq!(source["format"], "text/markdown");
    assert!(source["canonical"].as_str().unwrap().starts_with("ni:///sha-256;"), "{source}");
    let ids: std::collections::BTreeSet<&str> = items.iter().map(|i| i["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), 4);
}

#[test]
fn annotations_come_as_json_lines_and_start_where_asked() {
    let sandbox = scanned();
    sandbox
        .run("annotate out -o a.jsonl --documents https://example.org/d/ --concepts https://example.org/c#")
        .exits(0);
    let text = std::fs::read_to_string(sandbox.path("a.jsonl")).unwrap();
    let lines: Vec<Value> = text.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(lines.len(), 4);
    for line in &lines {
        assert_eq!(line["@context"], "http://www.w3.org/ns/anno.jsonld");
        assert!(line["target"]["source"]["id"].as_str().unwrap().starts_with("https://example.org/d/"));
        assert!(line["body"][0]["source"].as_str().unwrap().starts_with("https://example.org/c#"));
    }
    sandbox.run("annotate out --documents verslagen").exits(2).says("error: ").says("hint: ");
}

#[test]
fn a_page_of_a_pdf_is_a_fragment_as_the_standard_names_it() {
    let pdf = include_bytes!("../corpus/okc-2022.pdf");
    let sandbox = Sandbox::new().file("in/okc.pdf", pdf);
    sandbox.run("scan in --out out").exits(0);
    let collection = sandbox.run("annotate out").exits(0).json();
    let items = collection["first"]["items"].as_array().unwrap();
    assert!(!items.is_empty());
    for item in items {
        let selectors = item["target"]["selector"].as_array().unwrap();
        let page = selectors.iter().find(|s| s["type"] == "FragmentSelector").unwrap();
        assert_eq!(page["conformsTo"], "http://tools.ietf.org/rfc/rfc3778");
        let number = page["value"].as_str().unwrap().strip_prefix("page=").unwrap();
        assert!(number.parse::<u32>().unwrap() >= 1);
        assert_eq!(page["refinedBy"]["type"], "TextQuoteSelector");
    }
}
