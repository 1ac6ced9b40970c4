use super::*;
use crate::code::testing::{coded, concepts};
use crate::code::write_codes;

/// Texts that a document may hold and that spreadsheets, or CSV, take for something else.
const HOSTILE: [&str; 12] = [
    "Het fonds vergoedt \"scholing\", en EVC; ook ’s avonds.",
    "=HYPERLINK(\"http://example.org\";\"klik\")",
    "+31 (0)30 123",
    "-2 % minder scholing",
    "@SUM(A1:A9)",
    "'s Avonds is er scholing",
    "'=1+1",
    "een regel\nnog een\r\nen een\ttab",
    "\u{feff}met een merk vooraan",
    "gedraaid \u{202e}gnilohcs",
    r"C:\uitgave\u{41}",
    "  spaties en een ; aan het eind ;",
];

fn row(number: usize, text: &str, codes: &str) -> SampledPassage {
    SampledPassage {
        passage: format!("c0ffee-{number}-00"),
        document: format!("-{number}.pdf"),
        fund: number.is_multiple_of(2).then(|| "oom".to_owned()),
        year: Some("2022–2023".to_owned()),
        page: Some(3),
        section: vec!["Scholing".to_owned(), "=Kop".to_owned()],
        text: text.to_owned(),
        tool_codes: coded(codes).codes,
        stratum: Stratum { name: "training".to_owned(), passages: 1_234, sampled: 12 },
    }
}

fn rows() -> Vec<SampledPassage> {
    let codes = ["none", "training", "not training", "training; not basic-skills"];
    (0..).zip(HOSTILE).map(|(n, text)| row(n, text, codes[n % 4])).collect()
}

/// What a sheet says of the passages that were drawn, as they were drawn.
#[track_caller]
fn holds(bytes: &[u8], rows: &[SampledPassage]) {
    let sheet = read(bytes, &concepts()).unwrap();
    assert_eq!(sheet.rows.len(), rows.len());
    for (read, row) in sheet.rows.iter().zip(rows) {
        assert_eq!((&read.passage, read.text.as_deref()), (&row.passage, Some(row.text.as_str())));
        assert_eq!(read.stratum.as_ref(), Some(&row.stratum));
        let Given::Coded(tool) = &read.tool_codes else { panic!("{:?}", read.tool_codes) };
        assert_eq!(tool.codes, row.tool_codes);
        assert_eq!(read.codes, Given::Blank);
    }
}

#[test]
fn a_sheet_is_read_as_it_was_written() {
    let rows = rows();
    for separator in *b",;" {
        let options = SheetOptions { separator, ..SheetOptions::default() };
        holds(&sheet_csv(&rows, options).unwrap(), &rows);
    }
    holds(&sheet_json_lines(&rows, SheetOptions::default()).unwrap(), &rows);
}

#[test]
fn no_cell_of_a_sheet_is_a_formula() {
    let bytes = sheet_csv(&rows(), SheetOptions::default()).unwrap();
    assert!(bytes.starts_with(b"\xef\xbb\xbfpassage,"), "Excel reads UTF-8 only with its mark");
    let mut reader = ::csv::Reader::from_reader(&bytes[3..]);
    for cell in reader.records().flat_map(|r| r.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()) {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) && !cell.contains(['\n', '\r']), "{cell:?}");
    }
}

/// What spreadsheets make of a sheet that is saved again: other separators, quotes around everything, other line ends, the
/// encoding of Windows, a first line for Excel, "Unicode text".
#[test]
fn a_sheet_that_a_spreadsheet_saved_again_is_read_the_same() {
    let rows = rows();
    let bytes = sheet_csv(&rows, SheetOptions::default()).unwrap();
    let mut reader = ::csv::Reader::from_reader(&bytes[3..]);
    let mut records = vec![reader.headers().unwrap().clone()];
    records.extend(reader.records().map(Result::unwrap));
    let save = |separator: u8, quotes: ::csv::QuoteStyle| {
        let mut writer = ::csv::WriterBuilder::new()
            .delimiter(separator)
            .quote_style(quotes)
            .terminator(::csv::Terminator::CRLF)
            .from_writer(Vec::new());
        records.iter().for_each(|record| writer.write_record(record).unwrap());
        String::from_utf8(writer.into_inner().unwrap()).unwrap()
    };
    let (necessary, always) = (::csv::QuoteStyle::Necessary, ::csv::QuoteStyle::Always);
    let dutch_excel = save(b';', necessary);
    let (windows, _, lost) = encoding_rs::WINDOWS_1252.encode(&dutch_excel);
    assert!(!lost);
    holds(&windows, &rows);
    holds(format!("sep=;\r\n{dutch_excel}").as_bytes(), &rows);
    holds(save(b',', always).as_bytes(), &rows);
    holds(format!("\u{feff}{}", save(b';', always)).as_bytes(), &rows);
    let unicode_text: Vec<u8> =
        format!("\u{feff}{}", save(b'\t', necessary)).encode_utf16().flat_map(u16::to_le_bytes).collect();
    holds(&unicode_text, &rows);
}

#[test]
fn a_blind_sheet_leads_nobody_and_its_key_holds_the_rest() {
    let rows = rows();
    let options = SheetOptions { blind: true, ..SheetOptions::default() };
    let sheet = sheet_csv(&rows, options).unwrap();
    let lines = sheet_json_lines(&rows, options).unwrap();
    for bytes in [&sheet, &lines] {
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert!(!text.contains("basic-skills") && !text.contains("tool") && !text.contains("stratum"), "{text}");
        let read = read(bytes, &concepts()).unwrap();
        assert!(read.rows.iter().all(|r| r.tool_codes == Given::NoColumn && r.stratum.is_none() && r.text.is_some()));
    }
    for key in [key_csv(&rows, options).unwrap(), key_json_lines(&rows).unwrap()] {
        let key = read(&key, &concepts()).unwrap();
        for (key, row) in key.rows.iter().zip(&rows) {
            assert_eq!((&key.passage, &key.text, key.stratum.as_ref()), (&row.passage, &None, Some(&row.stratum)));
            let Given::Coded(tool) = &key.tool_codes else { panic!("{:?}", key.tool_codes) };
            assert_eq!(tool.codes, row.tool_codes);
        }
    }
}

#[test]
fn coded_passages_in_json_lines_are_read_in_each_of_their_forms() {
    let text = r#"{"id": "a", "agreed": [{"concept": "training", "status": "negated"}], "contested": [{"concept": "robotisation", "status": "affirmed"}]}
{"id": 7, "mentions": [{"concept": "training", "status": "affirmed", "start": 0, "end": 3, "text": "x"}, {"concept": "training", "status": "affirmed"}]}

{"passage": "c", "codes": "training; not basic-skills", "text": "Tekst."}
{"passage": "d", "codes": ["not training?", {"concept": "basisvaardigheden"}]}
"#;
    let sheet = read(text.as_bytes(), &concepts()).unwrap();
    let shown: Vec<String> = sheet
        .rows
        .iter()
        .map(|row| {
            let codes = |given: &Given| match given {
                Given::Coded(coded) => format!("{} / {}", write_codes(&coded.codes), write_codes(&coded.unsure)),
                other => format!("{other:?}"),
            };
            format!("{} {}: {}, {}", row.row, row.passage, codes(&row.codes), codes(&row.tool_codes))
        })
        .collect();
    assert_eq!(
        shown,
        [
            "1 a: not training / robotisation, NoColumn",
            "2 7: NoColumn, training / none",
            "4 c: training; not basic-skills / none, NoColumn",
            "5 d: basic-skills / not training, NoColumn",
        ]
    );
}

#[test]
fn every_fault_is_named_with_its_row() {
    let faults = |text: &str| match read(text.as_bytes(), &concepts()) {
        Err(SheetError::Faults(faults)) => faults.iter().map(|f| format!("{}: {}", f.row, f.message)).collect(),
        other => vec![format!("{other:?}")],
    };
    assert_eq!(
        faults(
            "passage,text,codes\n1,\"twee\nregels\",trainning\n,x,training\n3,x,training\n3,x,none\n4,x,koffie; thee\n"
        ),
        [
            "2: no concept \"trainning\"; is training meant?",
            "3: no passage id in this row",
            "5: passage 3 stands in row 4 too, with other codes",
            "6: no concept \"koffie\"",
            "6: no concept \"thee\"",
        ]
    );
    let json = faults("{\"id\": 1, \"codes\": [{\"concept\": \"koffie\"}]}\n{\"id\": \n{\"id\": 2, \"codes\": 7}\n");
    assert_eq!(json[0], "1: no concept \"koffie\"");
    assert!(json[1].starts_with("2: EOF") && json[2].starts_with("3: codes are a text"), "{json:?}");
    // Many of them say no more than a hundred do.
    let many: String = (0..5_000).map(|n| format!("{n},koffie\n")).collect();
    let many = faults(&format!("passage,codes\n{many}"));
    assert!(many.len() == 101 && many[100].contains("more faults"), "{}", many.len());
}

#[test]
fn a_passage_that_stands_twice_with_the_same_codes_counts_once() {
    let sheet = read(b"passage,codes\n1,training\n2,none\n1,training\n", &concepts()).unwrap();
    assert_eq!(sheet.rows.len(), 2);
    assert_eq!(sheet.notes, ["row 4 repeats row 2 (passage 1) and counts once"]);
}

#[test]
fn what_is_no_sheet_is_told() {
    let error = |bytes: &[u8]| read(bytes, &concepts()).unwrap_err();
    for empty in ["", "\n\n", "\u{feff}", "passage,codes\n", "passage;codes\n;\n", "sep=;"] {
        assert!(matches!(error(empty.as_bytes()), SheetError::Empty), "{empty:?}: {:?}", error(empty.as_bytes()));
    }
    assert!(matches!(error(b"PK\x03\x04 xl/workbook.xml"), SheetError::Workbook));
    let error = error(b"naam;code\n1;training\n").to_string();
    assert_eq!(error, "no column \"passage\" in the first row; it has: \"naam;code\"");
}

#[test]
fn no_bytes_make_it_fail_otherwise_than_by_an_error() {
    let bytes = sheet_csv(&rows(), SheetOptions::default()).unwrap();
    let lines = sheet_json_lines(&rows(), SheetOptions::default()).unwrap();
    let mut random = crate::SplitMix64::new(3);
    for whole in [bytes, lines] {
        for _ in 0..500 {
            let mut bytes = whole.clone();
            for _ in 0..random.below(6) {
                let at = random.below(bytes.len() as u64) as usize;
                bytes[at] = random.next_u64() as u8;
            }
            bytes.truncate(random.below(bytes.len() as u64 + 1) as usize);
            let _ = read(&bytes, &concepts());
        }
    }
}
