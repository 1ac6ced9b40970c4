//! The parts of the text layer that read what a file controls, each by itself, for the targets in `fuzz/`. Not part of the
//! interface: compiled only for those and for the tests here, which run inputs that once did harm.

use fundscan_model::{BBox, Document as Text, SourceKind};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use crate::content::Budget;
use crate::font::{Font, FontBudget};
use crate::load::Pdf;
use crate::options::{Limits, ReadOptions};
use crate::picture::paint;
use crate::read::{PdfText, read, text_of};

/// Bounds low enough that an input which runs into them is done in a fraction of a second, a sanitizer included.
fn options() -> ReadOptions {
    let limits = Limits {
        pages: 200,
        object_stream_bytes: 1 << 20,
        stream_bytes: 4 << 20,
        content_bytes: 8 << 20,
        operators_per_page: 100_000,
        glyphs_per_page: 30_000,
        form_depth: 8,
        structure_entries: 20_000,
        ocr_pages: 2,
        picture_pixels: 1 << 20,
        picture_samples: 1 << 20,
        picture_work: 1 << 24,
    };
    ReadOptions { password: Some("geheim".into()), limits, ..ReadOptions::default() }
}

/// Reads `bytes` as a file.
///
/// # Panics
///
/// Where what was read breaks a promise of the interface.
pub fn loader(bytes: &[u8]) {
    if let Ok(text) = read(bytes, &options()) {
        check(text);
    }
}

/// Runs `bytes` as the content of two pages whose resources have fonts of each kind, and forms of the same content.
///
/// # Panics
///
/// Where what was read breaks a promise of the interface.
pub fn content(bytes: &[u8]) {
    let mut document = Document::with_version("1.7");
    let map = b"1 begincodespacerange <0000> <ffff> endcodespacerange 2 beginbfrange <0020> <007e> <0020>
        <0100> <0102> [<00660069> <d83dde00> <0301>] endbfrange";
    let map = document.add_object(Stream::new(Dictionary::new(), map.to_vec()));
    let simple = document.add_object(font("Type1", "Helvetica"));
    let mut wide = font("Type0", "ABCDEF+Any-Bold");
    wide.set("Encoding", "Identity-H");
    wide.set("ToUnicode", map);
    wide.set("DescendantFonts", vec![dictionary! { "W" => vec![32.into(), 126.into(), 600.into()] }.into()]);
    let mut drawn = font("Type3", "");
    drawn.set("FontMatrix", vec![Object::Real(0.01), 0.into(), 0.into(), Object::Real(0.01), 0.into(), 0.into()]);
    drawn.set("FirstChar", 32);
    drawn.set("Widths", vec![Object::Integer(60); 95]);
    drawn.set("Encoding", dictionary! { "Differences" => vec![65.into(), "a".into(), "f_i".into(), "zero".into()] });
    let mut down = font("Type0", "Any");
    down.set("Encoding", "UniJIS-UTF16-V");
    let info = dictionary! {
        "Registry" => Object::string_literal("Adobe"), "Ordering" => Object::string_literal("Japan1"),
    };
    down.set("DescendantFonts", vec![dictionary! { "CIDSystemInfo" => info }.into()]);
    let layer = document.add_object(dictionary! { "Type" => "OCG" });
    let forms: Vec<Object> = [[1.0, 0.0, 0.0, 1.0, 10.0, -20.0], [0.0, 1.5, -1.5, 0.0, 300.0, 0.0]]
        .map(|matrix| {
            let matrix: Vec<Object> = matrix.iter().map(|&n| Object::Real(n)).collect();
            Stream::new(dictionary! { "Subtype" => "Form", "Matrix" => matrix }, bytes.to_vec())
        })
        .map(|form| document.add_object(form).into())
        .into();
    let [first_form, second_form] = &forms[..] else { return };
    let resources = dictionary! {
        "Font" => dictionary! { "F1" => simple, "F2" => wide, "F3" => drawn, "F4" => down },
        "XObject" => dictionary! { "X1" => first_form.clone(), "X2" => second_form.clone() },
        "ExtGState" => dictionary! { "G1" => dictionary! { "Font" => vec![simple.into(), 9.into()] } },
        "Properties" => dictionary! {
            "L1" => layer, "P1" => dictionary! { "ActualText" => Object::string_literal("twee") },
        },
    };
    let contents = document.add_object(Stream::new(Dictionary::new(), bytes.to_vec()));
    let media: Vec<Object> = [0, 0, 595, 842].map(Object::from).into();
    let rectangle: Vec<Object> = [50, 50, 150, 80].map(Object::from).into();
    let stamp = dictionary! {
        "Subtype" => "Stamp", "Rect" => rectangle.clone(), "AP" => dictionary! { "N" => first_form.clone() },
    };
    let remark = dictionary! {
        "Subtype" => "FreeText", "Rect" => rectangle, "Contents" => Object::string_literal(bytes.to_vec()),
    };
    let page = dictionary! {
        "Type" => "Page", "MediaBox" => media, "Resources" => resources, "Contents" => contents,
        "Annots" => vec![stamp.into(), remark.into()],
    };
    let kids: Vec<Object> = vec![document.add_object(page.clone()).into(), document.add_object(page).into()];
    // The marked content of the first page, 0 to 8, in elements of each kind.
    let names = ["H1", "P", "L", "LI", "Table", "TR", "TD", "Span", "Artifact"];
    let elements: Vec<Object> = names
        .iter()
        .zip(0..)
        .map(|(&name, number)| {
            dictionary! { "S" => name, "K" => Object::Integer(number), "Pg" => kids[0].clone() }.into()
        })
        .collect();
    let structure = document.add_object(dictionary! { "Type" => "StructTreeRoot", "K" => elements });
    let tree = document.add_object(dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 2 });
    let layers = dictionary! { "D" => dictionary! { "OFF" => vec![layer.into()] } };
    let catalog = dictionary! {
        "Pages" => tree, "OCProperties" => layers, "StructTreeRoot" => structure,
        "MarkInfo" => dictionary! { "Marked" => true },
    };
    let catalog = document.add_object(catalog);
    document.trailer.set("Root", catalog);
    let options = options();
    check(text_of(&Pdf::of(document, &options), &options));
}

/// Paints a page. The first byte chooses how `bytes` are read: as the content of the page, or as the data of a picture in
/// one of the codecs; the second what its samples mean.
///
/// # Panics
///
/// Where the page has another size than it should.
pub fn picture(bytes: &[u8]) {
    let [codec, meaning, data @ ..] = bytes else { return };
    let mut document = Document::with_version("1.7");
    let palette = Object::string_literal(vec![255u8, 255, 255, 0, 0, 90]);
    let spaces: [Object; 4] = [
        "DeviceGray".into(),
        "DeviceRGB".into(),
        "DeviceCMYK".into(),
        vec!["Indexed".into(), "DeviceRGB".into(), 1.into(), palette].into(),
    ];
    let mut entries = dictionary! {
        "Subtype" => "Image", "Width" => 32, "Height" => 40,
        "ColorSpace" => spaces[usize::from(meaning & 3)].clone(),
        "BitsPerComponent" => 1i64 << (meaning >> 2 & 3), "ImageMask" => meaning >> 4 & 1 == 1,
    };
    let filter = match codec % 6 {
        2 => Some("DCTDecode"),
        3 => Some("CCITTFaxDecode"),
        4 => Some("JBIG2Decode"),
        5 => Some("JPXDecode"),
        _ => None,
    };
    if let Some(filter) = filter {
        entries.set("Filter", filter);
        let fax = dictionary! {
            "K" => i64::from(meaning >> 5) - 1, "Columns" => 32, "BlackIs1" => codec & 64 != 0,
            "EncodedByteAlign" => codec & 128 != 0,
        };
        entries.set("DecodeParms", fax);
    }
    let own = codec % 6 != 0;
    let image = document.add_object(Stream::new(entries, if own { data.to_vec() } else { vec![0x55; 4000] }));
    let content = if own { b"q 64 0 0 80 0 0 cm /I Do Q".to_vec() } else { data.to_vec() };
    let form = dictionary! { "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 64.into(), 80.into()] };
    let form = document.add_object(Stream::new(form, content.clone()));
    let states = dictionary! {
        "A" => dictionary! { "ca" => Object::Real(0.3), "BM" => "Multiply" },
        "B" => dictionary! { "SMask" => dictionary! { "S" => "Alpha" } },
    };
    let resources = dictionary! {
        "XObject" => dictionary! { "I" => image, "F" => form }, "ExtGState" => states,
        "ColorSpace" => dictionary! { "C" => spaces[3].clone() },
    };
    let contents = document.add_object(Stream::new(Dictionary::new(), content));
    let media = vec![0.into(), 0.into(), 64.into(), Object::Integer(80)];
    let page = dictionary! { "Type" => "Page", "MediaBox" => media, "Resources" => resources, "Contents" => contents };
    let page = document.add_object(page);
    let kids: Vec<Object> = vec![page.into()];
    let tree = document.add_object(dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 1 });
    let catalog = document.add_object(dictionary! { "Pages" => tree });
    document.trailer.set("Root", catalog);
    let options = options();
    let pdf = Pdf::of(document, &options);
    let content = pdf.content(&pdf.pages[0], &mut Budget::new(&options.limits), &mut Vec::new()).bytes;
    let painted = paint(&pdf.document, &pdf.pages[0], 1, &content, &options.limits);
    assert_eq!(painted.picture.pixels.len(), 267 * 333);
}

/// Reads a CMap as the map of a font to text and as its encoding, and decodes it by itself. The first byte chooses the
/// encoding: one of those that have only a name, or the embedded one.
pub fn cmap(bytes: &[u8]) {
    const NAMES: [&str; 8] = [
        "Identity-V",
        "UniJIS-UTF16-H",
        "UniGB-UCS2-V",
        "90ms-RKSJ-H",
        "GBK-EUC-H",
        "KSCms-UHC-V",
        "ETen-B5-H",
        "EUC-H",
    ];
    let Some((&choice, bytes)) = bytes.split_first() else { return };
    let mut document = Document::new();
    let map = document.add_object(Stream::new(Dictionary::new(), bytes.to_vec()));
    let encoding = NAMES.get(usize::from(choice)).map_or(Object::Reference(map), |&name| name.into());
    let orders = ["Japan1", "GB1", "CNS1", "Korea1"];
    let info = dictionary! {
        "Registry" => Object::string_literal("Adobe"),
        "Ordering" => Object::string_literal(orders[usize::from(choice) % orders.len()]),
    };
    for has_text in [true, false] {
        let mut wide = font("Type0", "Any");
        wide.set("Encoding", encoding.clone());
        wide.set("DescendantFonts", vec![dictionary! { "CIDSystemInfo" => info.clone() }.into()]);
        let mut simple = font("TrueType", "Any");
        if has_text {
            wide.set("ToUnicode", map);
            simple.set("ToUnicode", map);
        }
        decode(&document, &wide, bytes);
        decode(&document, &simple, bytes);
    }
}

/// Reads an embedded font program, as that of a simple and of a composite font.
pub fn font_program(bytes: &[u8]) {
    let mut document = Document::new();
    let program = document.add_object(Stream::new(Dictionary::new(), bytes.to_vec()));
    let descriptor = dictionary! { "FontFile3" => program, "Flags" => 4 };
    let codes: Vec<u8> = (0..=255).flat_map(|code| [0, code]).collect();
    let mut simple = font("TrueType", "ABCDEF+Any");
    simple.set("FontDescriptor", descriptor.clone());
    decode(&document, &simple, &codes);
    let mut wide = font("Type0", "ABCDEF+Any");
    wide.set("DescendantFonts", vec![dictionary! { "FontDescriptor" => descriptor }.into()]);
    decode(&document, &wide, &codes);
}

fn font(subtype: &str, name: &str) -> Dictionary {
    dictionary! { "Type" => "Font", "Subtype" => subtype, "BaseFont" => name }
}

fn decode(document: &Document, font: &Dictionary, bytes: &[u8]) {
    let font = Font::load_within(document, font, &FontBudget::default());
    let mut read = 0;
    font.decode(bytes, &mut |glyph| read += glyph.text.len());
    // Asked for after decoding, as the interpreter does.
    let _ = (font.mapped(), font.vertical(), read);
}

/// What every reader of a [`PdfText`] relies on.
fn check(text: PdfText) {
    let pages = text.pages.len();
    for block in &text.blocks {
        for fragment in &block.fragments {
            let (span, place) = (fragment.span, fragment.place);
            assert!(block.text.get(span.start()..span.end()).is_some(), "a span that is not of the text: {span:?}");
            assert!((1..=pages).contains(&(place.page as usize)), "page {} of {pages}", place.page);
            let BBox { left, top, right, bottom } = place.bbox;
            assert!([left, top, right, bottom].iter().all(|v| v.is_finite()), "{:?}", place.bbox);
        }
    }
    let document = Text::new(SourceKind::Pdf, text.pages, text.blocks);
    assert!(!document.text().contains(['\0', '\u{1b}']), "control characters");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_targets_reach_what_they_are_for() {
        content(b"BT /F1 12 Tf 72 700 Td (Een) Tj /F2 9 Tf <00410100> Tj /F4 9 Tf <65e5> Tj ET /X1 Do /X2 Do");
        cmap(b"\xff1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <41> <0061> endbfchar /H usecmap");
        cmap(b"\x01A\xd8\x40\xdc\x0b");
        font_program(b"%!PS-AdobeFont\n/Encoding 256 array dup 3 /eacute put def eexec");
        picture(b"\0\0q 64 0 0 80 0 0 cm /I Do Q 0 0 9 9 re W n /F Do");
        picture(b"\x02\0\xff\xd8\xff\xd9");
        loader(&std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pdfs/plain.pdf")).expect("a test file"));
    }
    #[test]
    fn glyphs_where_no_page_reaches_are_passed_over() {
        content(b"BT /F1 12 Tf 0 1 -1 0 99999999999999 5 Tm (ver) Tj ET");
        content(b"BT /F1 12 Tf 1 0 0 1 5 -99999999999999999999999999999999999999 Tm (weg) Tj 1 Tw 9e9 Tz (a b) Tj ET");
    }
}
