//! Word documents that are damaged, hostile or something else.

use crate::docx::{check, check_body};
use crate::docx_file::{Docx, item, p, zipped};
use crate::shapes::{read, show};
use fundscan_extract::{ExtractOptions, Extracted, Limits, extract};
use fundscan_model::SourceKind;
use zip::CompressionMethod;

#[test]
fn the_bytes_tell_a_word_document_whatever_its_kind_and_name() {
    let mut strict = Docx::new(p("Strikt."));
    strict.word = "http://purl.oclc.org/ooxml/wordprocessingml/main";
    check(&strict, "paragraph: Strikt.");
    let mut macros = Docx::new(p("Macro."));
    macros.main_type = "application/vnd.ms-word.document.macroEnabled.main+xml";
    check(&macros, "paragraph: Macro.");
    let bytes = Docx::new(p("Tekst.")).bytes();
    assert_eq!(extract(&bytes, &ExtractOptions::named("a.pdf")).unwrap().document.kind(), SourceKind::Docx);
    // Another prefix for the same names, as some programs write them; and parts that are only stored.
    let files: Vec<(String, String)> = Docx::new(p("Anders."))
        .files()
        .into_iter()
        .map(|(name, content)| (name.to_uppercase(), content.replace("w:", "ns0:").replace("xmlns:w=", "xmlns:ns0=")))
        .collect();
    assert_eq!(show(&read(SourceKind::Docx, &zipped(&files, CompressionMethod::Stored))), "paragraph: Anders.");
    let sheet = zipped(&[("xl/workbook.xml".to_owned(), "<x/>".to_owned())], CompressionMethod::Stored);
    assert!(extract(&sheet, &ExtractOptions::default()).unwrap_err().to_string().contains("Excel"));
}

#[test]
fn a_document_without_text_has_no_blocks() {
    assert!(check(&Docx::new("<w:p/>"), "").document.blocks().is_empty());
}

fn codes(extracted: &Extracted) -> Vec<&str> {
    extracted.notices.iter().map(|n| n.code.as_str()).collect()
}

#[test]
fn what_is_damaged_is_read_as_far_as_it_goes_or_refused_with_the_reason() {
    let name = |bytes: &[u8]| extract(bytes, &ExtractOptions::default()).unwrap_err().name();
    let bytes = Docx::new(p("Tekst.")).bytes();
    assert_eq!(name(&bytes[..bytes.len() / 2]), "damaged");
    assert_eq!(name(b"PK\x03\x04 word/document.xml"), "damaged");
    let mut files = Docx::new(p("Tekst.")).files();
    files.retain(|(name, _)| name != "word/document.xml");
    assert_eq!(name(&zipped(&files, CompressionMethod::Stored)), "damaged");

    let mut files = Docx::new(p("Heel.") + "<w:tbl><w:tr><w:tc>" + &p("half")).files();
    let text = files.iter_mut().find(|(name, _)| name == "word/document.xml").unwrap();
    text.1.truncate(text.1.find("half").unwrap() + 4);
    let extracted = read(SourceKind::Docx, &zipped(&files, CompressionMethod::Deflated));
    assert_eq!(
        (show(&extracted).as_str(), codes(&extracted)),
        ("paragraph: Heel.\nparagraph: half", vec!["damaged-part"])
    );

    let mut stored = zipped(&Docx::new(p("Een tekst.")).files(), CompressionMethod::Stored);
    let at = stored.windows(10).position(|w| w == b"Een tekst.").unwrap();
    stored[at] = b'A';
    let extracted = read(SourceKind::Docx, &stored);
    assert_eq!((show(&extracted).as_str(), codes(&extracted)), ("paragraph: Aen tekst.", vec!["damaged-part"]));
}

#[test]
fn limits_hold_and_what_they_cost_is_told() {
    let with =
        |docx: &Docx, limits: Limits| extract(&docx.bytes(), &ExtractOptions { limits, ..ExtractOptions::default() });
    let many = Docx::new([p("een"), p("twee"), p("drie")].concat());
    let extracted = with(&many, Limits { blocks: 2, ..Limits::default() }).unwrap();
    assert_eq!(
        (show(&extracted).as_str(), codes(&extracted)),
        ("paragraph: een\nparagraph: twee", vec!["too-many-blocks"])
    );
    let error = with(&many, Limits { zip_entries: 2, ..Limits::default() }).unwrap_err();
    assert_eq!(error.name(), "too-large");
    let long = Docx::new(p("een") + &p("twee").repeat(1000));
    let extracted = with(&long, Limits { part_bytes: 1200, ..Limits::default() }).unwrap();
    assert_eq!(extracted.document.blocks()[0].text, "een");
    assert!(codes(&extracted).contains(&"cut-off"), "{:?}", extracted.notices);
    let extracted = with(&long, Limits { unpacked_bytes: 3000, ..Limits::default() }).unwrap();
    assert!(codes(&extracted).contains(&"cut-off"), "{:?}", extracted.notices);
    // Packed a thousandfold, as no text is.
    let bomb = Docx::new(p(&"0".repeat(2 << 20)));
    let extracted = with(&bomb, Limits::default()).unwrap();
    assert!(codes(&extracted).contains(&"cut-off"), "{:?}", extracted.notices);
    assert!(extracted.document.text().len() < 2 << 20);
}

#[test]
fn hostile_documents_end_soon() {
    let n = 5_000;
    for (body, code) in [
        ("<w:tbl><w:tr><w:tc>".repeat(n), "deep-nesting"),
        ("<w:p><w:r><w:txbxContent>".repeat(n), "deep-nesting"),
        ("<w:sdt><w:sdtContent>".repeat(n), "deep-nesting"),
        ("<w:fldSimple w:instr='TOC'>".repeat(n), "deep-nesting"),
        ("<mc:AlternateContent><mc:Choice>".repeat(n), "deep-nesting"),
        (format!("<w:p {}/>", (0..n).map(|i| format!("xmlns:a{i}='b' ")).collect::<String>()), "damaged-part"),
    ] {
        let extracted =
            read(SourceKind::Docx, &zipped(&Docx::new(p("Begin.") + &body).files(), CompressionMethod::Stored));
        assert_eq!(extracted.document.blocks()[0].text, "Begin.");
        assert_eq!(codes(&extracted), [code], "{}", &body[..40]);
    }
    let begin = "<w:r><w:fldChar w:fldCharType='begin'/></w:r>".repeat(n);
    let body = [
        p("Begin."),
        format!("<w:p>{begin}</w:p>"),
        item(2, 3, "x").repeat(n),
        format!("<w:tbl>{}</w:tbl>", "<w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:p/></w:tc></w:tr>".repeat(n)),
        p("diep"),
    ];
    let docx = Docx::new(body.concat()).with_lists();
    let extracted = read(SourceKind::Docx, &zipped(&docx.files(), CompressionMethod::Stored));
    assert_eq!(extracted.document.blocks().last().unwrap().text, "diep");
}

#[test]
fn a_row_of_text_that_a_conversion_broke_is_one_paragraph() {
    let start = "Een inventarisatie van wat er bij de fondsen wordt gedaan voor huidige werkzame";
    check_body(
        &(item(1, 0, start) + &p("vakmensen in de sector.")),
        &format!("list-item 1: {start} vakmensen in de sector."),
    );
}
