//! The three forms a document is printed in.

use fundscan_extract::render::{self, DocumentJson};
use fundscan_extract::{ExtractOptions, Extracted, extract};
use fundscan_model::{BBox, Block, BlockKind, ByteSpan, Document, Fragment, Page, PageStatus, Place, SourceKind};

fn page() -> Extracted {
    let page = "<!doctype html><title>T</title><h2>Kop</h2><p>Tekst<sup>1</sup>.<ul><li>een</ul>
        <table><tr><th>a<th>b<tr><td>1<td>2</table>";
    extract(page.as_bytes(), &ExtractOptions::default()).expect("a web page is read")
}

#[test]
fn as_text_and_as_markdown() {
    let extracted = page();
    assert_eq!(render::text(&extracted.document), "Kop\n\nTekst.\n\neen\n\na\tb\n1\t2\n");
    let expected = "## Kop\n\nTekst.\n\n- een\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n";
    assert_eq!(render::markdown(&extracted.document), expected);
}

#[test]
fn what_is_printed_as_markdown_is_read_back_the_same() {
    let extracted = page();
    let markdown = render::markdown(&extracted.document);
    let again = extract(markdown.as_bytes(), &ExtractOptions::named("a.md")).unwrap();
    assert_eq!(render::markdown(&again.document), markdown);
    assert_eq!(again.document.text(), extracted.document.text());
}

/// A new or changed key is a new version of the format, or a mistake.
#[test]
fn as_json() {
    let extracted = page();
    let json = serde_json::to_string_pretty(&render::json(&extracted)).unwrap();
    let expected = r#"{
  "schema": "fundscan/extract/1",
  "kind": "html",
  "title": "T",
  "pages": [],
  "blocks": [
    {
      "index": 0,
      "kind": "heading",
      "text": "Kop",
      "level": 2
    },
    {
      "index": 1,
      "kind": "paragraph",
      "text": "Tekst.",
      "notes": [
        "1"
      ]
    },
    {
      "index": 2,
      "kind": "list-item",
      "text": "een",
      "level": 1
    },
    {
      "index": 3,
      "kind": "table-cell",
      "text": "a",
      "cell": {
        "table": 1,
        "row": 1,
        "column": 1,
        "head": true
      }
    },
    {
      "index": 4,
      "kind": "table-cell",
      "text": "b",
      "cell": {
        "table": 1,
        "row": 1,
        "column": 2,
        "head": true
      }
    },
    {
      "index": 5,
      "kind": "table-cell",
      "text": "1",
      "cell": {
        "table": 1,
        "row": 2,
        "column": 1
      }
    },
    {
      "index": 6,
      "kind": "table-cell",
      "text": "2",
      "cell": {
        "table": 1,
        "row": 2,
        "column": 2
      }
    }
  ],
  "notices": []
}"#;
    assert_eq!(json, expected);
    assert_eq!(serde_json::from_str::<DocumentJson>(&json).unwrap(), render::json(&extracted));
}

#[test]
fn json_tells_pages_places_language_and_how_text_is_set() {
    let mut block = Block::new(BlockKind::Paragraph, "a b");
    let on = |start, end, page| Fragment {
        span: ByteSpan::new(start, end),
        place: Place { page, bbox: BBox::new(50.04, 700.0, 60.0, 712.06) },
        size: 10.0,
        bold: false,
        italic: false,
        ocr: None,
    };
    block.fragments = vec![on(0, 1, 1), on(2, 3, 2)];
    block.fragments[1].bold = true;
    block.language = Some("nl".to_owned());
    let pages = vec![Page {
        number: 1,
        label: Some("iv".to_owned()),
        width: 595.276,
        height: 842.0,
        status: PageStatus::ImageOnly,
    }];
    let document = Document::new(SourceKind::Pdf, pages, vec![block]);
    let json = serde_json::to_value(render::json(&Extracted { document, notices: Vec::new() })).unwrap();
    assert_eq!(
        json["pages"][0],
        serde_json::json!({"number": 1, "label": "iv", "width": 595.3, "height": 842.0, "status": "image-only"})
    );
    assert_eq!(json["blocks"][0]["page"], 1);
    assert_eq!(json["blocks"][0]["language"], "nl");
    assert_eq!(
        json["blocks"][0]["spans"],
        serde_json::json!([
            {"start": 0, "end": 1, "size": 10.0, "weight": 400},
            {"start": 2, "end": 3, "size": 10.0, "weight": 700}
        ])
    );
    assert_eq!(json["blocks"][0]["places"][1], serde_json::json!({"page": 2, "box": [50.0, 700.0, 60.0, 712.1]}));
}

#[test]
fn the_schema_names_every_key_that_is_written() {
    let schema = render::json_schema();
    let written = serde_json::to_value(render::json(&page())).unwrap();
    for key in written.as_object().unwrap().keys() {
        assert!(schema["properties"].get(key).is_some(), "{key}");
    }
}
