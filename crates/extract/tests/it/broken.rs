//! Files that were cut off or spoilt: whatever is in them, reading ends, and what it gives holds together.

use crate::docx_file::{Docx, item, p, zipped};
use crate::shapes::check_blocks;
use fundscan_extract::{ExtractOptions, extract};
use zip::CompressionMethod;

/// Numbers from a fixed start.
struct Mixer(u64);

impl Mixer {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % most
    }
}

/// Reads `bytes`; whether there was anything to read.
fn survives(bytes: &[u8], name: &str) -> bool {
    match extract(bytes, &ExtractOptions::named(name)) {
        Ok(extracted) => {
            check_blocks(&extracted);
            !extracted.document.blocks().is_empty()
        }
        Err(error) => {
            assert!(!error.to_string().is_empty() && !error.hint().is_empty());
            false
        }
    }
}

/// Spoils `bytes` in a few places: another byte, bytes left out, bytes said twice, a piece from elsewhere.
fn spoilt(bytes: &[u8], mixer: &mut Mixer) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=mixer.below(4) {
        let at = mixer.below(bytes.len());
        let length = mixer.below(30).min(bytes.len() - at);
        match mixer.below(4) {
            0 => bytes[at] = u8::try_from(mixer.below(256)).unwrap_or(0),
            1 if bytes.len() > 64 => drop(bytes.drain(at..at + length)),
            2 => {
                let piece = bytes[at..at + length].to_vec();
                bytes.splice(at..at, piece);
            }
            _ => {
                let from = mixer.below(bytes.len() - length);
                let piece = bytes[from..from + length].to_vec();
                bytes.splice(at..at + length, piece);
            }
        }
    }
    bytes
}

fn word_document() -> Vec<(String, String)> {
    let note = "<w:p><w:r><w:t>Tekst é</w:t><w:footnoteReference w:id='1'/></w:r><w:r><w:rPr><w:b/><w:vertAlign w:val='superscript'/></w:rPr>\
         <w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>\
         <w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>3</w:t><w:sym w:font='Symbol' w:char='F0B3'/></w:r></w:p>";
    let table = format!(
        "<w:tbl><w:tblPr><w:tblLook w:val='04A0'/></w:tblPr><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc>{0}</w:tc><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{0}</w:tc></w:tr>\
         <w:tr><w:tc>{1}</w:tc><w:tc>{0}</w:tc></w:tr></w:tbl>",
        p("cel"),
        item(2, 1, "een")
    );
    let boxed = "<w:p><w:pPr><w:rPr><w:del w:id='3'/></w:rPr></w:pPr><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>kader</w:t></w:r></w:p></w:txbxContent></mc:Choice>\
         <mc:Fallback/></mc:AlternateContent></w:r></w:p>";
    Docx::new([note, &table, boxed, &p("slot")].concat())
        .with_lists()
        .styles("<w:style w:styleId='a' w:type='paragraph'><w:name w:val='heading 1'/><w:basedOn w:val='a'/></w:style>")
        .part("footnotes", "footnotes", format!("<w:footnote w:id='1'>{}</w:footnote>", p("noot")))
        .files()
}

#[test]
fn word_documents_that_were_cut_off_or_spoilt() {
    let files = word_document();
    let whole = zipped(&files, CompressionMethod::Deflated);
    assert!(survives(&whole, "a.docx"));
    for end in (0..whole.len()).step_by(37) {
        survives(&whole[..end], "a.docx");
    }
    let mut mixer = Mixer(1);
    let mut read = 0;
    for _ in 0..400 {
        survives(&spoilt(&whole, &mut mixer), "a.docx");
        // The zip is whole, and what is in it is not.
        let mut files = files.clone();
        let at = mixer.below(files.len());
        files[at].1 = String::from_utf8_lossy(&spoilt(files[at].1.as_bytes(), &mut mixer)).into_owned();
        read += usize::from(survives(&zipped(&files, CompressionMethod::Stored), "a.docx"));
    }
    assert!(read > 200, "most of what is spoilt a little can be read, and {read} of 400 were");
}

#[test]
fn web_pages_and_texts_that_were_cut_off_or_spoilt() {
    let page = "<!doctype html><html lang=nl><title>T</title><nav><ul><li>Menu</ul></nav><main><h1>Kop é</h1><p>Tekst<sup><a href=#fn1>1</a></sup>.\
        <table><thead><tr><th>a<th colspan=2>b</thead><tr><td rowspan=2>c<td><ul><li>d<li>e</ul></table><dl><dt>f<dd>g</dl>\
        <pre>h\n\ni</pre><div hidden>j</div><aside id=fn1>1 noot</aside><br><br>k</main><footer>l</footer>";
    let markdown = "---\ntitle: t\n---\n# Kop é\n\n- a\n  - b[^1]\n\n| c | d |\n|---|---|\n| e<br>f | g |\n\n[^1]: noot\n\n<div>h<sup>2</sup></div>\n\n```\ni\n```\n";
    let mut mixer = Mixer(2);
    for (source, name) in [(page, "a.html"), (markdown, "a.md"), (markdown, "a.txt")] {
        assert!(survives(source.as_bytes(), name));
        for end in 0..source.len() {
            survives(&source.as_bytes()[..end], name);
        }
        for _ in 0..400 {
            survives(&spoilt(source.as_bytes(), &mut mixer), name);
        }
    }
}
