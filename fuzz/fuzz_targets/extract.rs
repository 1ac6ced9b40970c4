//! Any document. The first byte says what the rest is: `z` the parts of a Word document, to be packed into one, anything
//! else a file as it stands.
#![no_main]

use std::io::{Cursor, Write};

use fundscan_extract::{ExtractOptions, Limits, extract, render};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Between the parts of a Word document.
const PART: u8 = 0x1d;
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((&kind, rest)) = bytes.split_first() else { return };
    // Low enough that an input which runs into them is done in a fraction of a second.
    let limits = Limits { part_bytes: 1 << 20, unpacked_bytes: 2 << 20, blocks: 5_000, ..Limits::default() };
    let options = ExtractOptions { limits, ..ExtractOptions::default() };
    let packed = if kind == b'z' { packed(rest) } else { Some(rest.to_vec()) };
    if let Some(Ok(extracted)) = packed.map(|bytes| extract(&bytes, &options)) {
        for block in extracted.document.blocks() {
            assert!(!block.text.contains(['\0', '\u{1b}']), "control characters");
        }
        let _ = render::markdown(&extracted.document);
        let _ = render::json(&extracted);
    }
});

/// A Word document of the body, styles, numberings and notes.
fn packed(parts: &[u8]) -> Option<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut add = |name: &str, parts: &[&[u8]]| {
        zip.start_file(name, options).ok()?;
        zip.write_all(&parts.concat()).ok()
    };
    let main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    let types = format!(
        "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>\
         <Default Extension='xml' ContentType='application/xml'/>\
         <Override PartName='/word/document.xml' ContentType='{main}'/></Types>"
    );
    add("[Content_Types].xml", &[types.as_bytes()])?;
    let relations = |list: &[(&str, &str)]| {
        let list: String = list
            .iter()
            .map(|(kind, target)| format!("<Relationship Id='{kind}' Type='{OFFICE}/{kind}' Target='{target}'/>"))
            .collect();
        format!("<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>{list}</Relationships>")
    };
    add("_rels/.rels", &[relations(&[("officeDocument", "word/document.xml")]).as_bytes()])?;
    let kinds = [("styles", "styles.xml"), ("numbering", "numbering.xml"), ("footnotes", "footnotes.xml")];
    add("word/_rels/document.xml.rels", &[relations(&kinds).as_bytes()])?;
    let roots = [("document", "document"), ("styles", "styles"), ("numbering", "numbering"), ("footnotes", "footnotes")];
    for ((name, root), part) in roots.iter().zip(parts.split(|&b| b == PART)) {
        let start = format!(
            "<w:{root} xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' xmlns:r='{OFFICE}' \
             xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' \
             xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape' \
             xmlns:v='urn:schemas-microsoft-com:vml'>"
        );
        let end = format!("</w:{root}>");
        add(&format!("word/{name}.xml"), &[start.as_bytes(), part, end.as_bytes()])?;
    }
    zip.finish().ok().map(Cursor::into_inner)
}
