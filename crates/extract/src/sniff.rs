//! What kind of document the bytes are. The file's name decides nothing but Markdown or plain text in doubt, and that
//! plain text which calls itself a PDF is none.

use fundscan_model::SourceKind;

use crate::decode::{find, marked_encoding};
use crate::error::ExtractError;
use crate::{Limits, docx, foreign, marks};

/// How far from the start the header of a PDF is looked for: readers accept junk before it.
const PDF_REACH: usize = 4096;

/// How much of a file is looked at to tell text from other data, and kinds of text apart.
const SAMPLE: usize = 64 << 10;

/// The kind of document `bytes` are.
///
/// # Errors
///
/// [`ExtractError::Empty`] and [`ExtractError::UnknownFormat`].
pub(crate) fn kind_of(bytes: &[u8], file_name: Option<&str>, limits: &Limits) -> Result<SourceKind, ExtractError> {
    if bytes.is_empty() {
        return Err(ExtractError::Empty);
    }
    // Before PDF: a Word document may hold one.
    if bytes.starts_with(b"PK\x03\x04") && docx::is_docx(bytes, limits) {
        return Ok(SourceKind::Docx);
    }
    if is_pdf(bytes) {
        return Ok(SourceKind::Pdf);
    }
    if let Some(foreign) = foreign::recognise(bytes) {
        return Err(foreign);
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let encoding = marked_encoding(bytes);
    if encoding.is_none() && foreign::is_binary(sample) {
        return Err(foreign::data());
    }
    // Marks of HTML and Markdown are ASCII: what the other bytes mean does not matter here.
    let text = match encoding {
        Some(encoding) => encoding.decode_with_bom_removal(sample).0,
        None => String::from_utf8_lossy(sample),
    };
    let ending = file_name.and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending.to_ascii_lowercase());
    let hint = match ending.as_deref() {
        Some("md" | "markdown" | "mdown" | "mkd") => Some(SourceKind::Markdown),
        Some("txt" | "text") => Some(SourceKind::Text),
        Some("html" | "htm" | "xhtml") => Some(SourceKind::Html),
        _ => None,
    };
    let kind = marks::kind_of_text(&text, hint)?;
    if kind == SourceKind::Text && ending.as_deref() == Some("pdf") {
        return Err(foreign::no_pdf());
    }
    Ok(kind)
}

fn is_pdf(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(PDF_REACH)];
    match find(head, b"%PDF-") {
        Some(0) => true,
        // Behind junk, it must also look like one inside: a text may speak of "%PDF-".
        Some(_) => find(bytes, b" obj").is_some() || find(bytes, b"startxref").is_some(),
        // A header may be missing or spoilt.
        None => {
            let tail = &bytes[bytes.len().saturating_sub(1024)..];
            find(tail, b"startxref").is_some() && find(tail, b"%%EOF").is_some() && find(bytes, b" obj").is_some()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind_of(bytes: &[u8], file_name: Option<&str>) -> Result<SourceKind, ExtractError> {
        super::kind_of(bytes, file_name, &Limits::default())
    }

    fn kind(bytes: &[u8]) -> Result<SourceKind, &'static str> {
        kind_of(bytes, None).map_err(|e| e.name())
    }

    #[test]
    fn the_bytes_tell_the_kind() {
        for (bytes, expected) in [
            (&b"%PDF-1.7\n1 0 obj"[..], Ok(SourceKind::Pdf)),
            (b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.4\n1 0 obj\n", Ok(SourceKind::Pdf)),
            (b"Een PDF begint met %PDF- en een versie.", Ok(SourceKind::Text)),
            (b"\xEF\xBB\xBF<!-- opmerking -->\n <!DOCTYPE html><p>", Ok(SourceKind::Html)),
            (b"<?xml version=\"1.0\"?>\n<html xmlns=\"x\">", Ok(SourceKind::Html)),
            (b"<h1>Titel</h1><p>Tekst</p>", Ok(SourceKind::Html)),
            (b"# Titel\n\nTekst met een [link](https://a.nl).\n", Ok(SourceKind::Markdown)),
            (b"---\ntitle: x\n---\n\n## Kop\n\n- een\n", Ok(SourceKind::Markdown)),
            (b"| a | b |\n|---|---|\n| 1 | 2 |\n", Ok(SourceKind::Markdown)),
            (b"Gewone tekst.\n\nNog een alinea, met a < b.\n", Ok(SourceKind::Text)),
            (b"   \n", Ok(SourceKind::Text)),
            (b"", Err("empty-file")),
            // What was a Word document is one still, and damaged.
            (b"PK\x03\x04....word/document.xml", Ok(SourceKind::Docx)),
            (b"PK\x03\x04....xl/workbook.xml", Err("unknown-format")),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", Err("encrypted")),
            (b"\x89PNG\r\n\x1a\n....", Err("unknown-format")),
            (b"tekst\x00met nullen", Err("unknown-format")),
            (b"<?xml version=\"1.0\"?><rss><channel/></rss>", Err("unknown-format")),
        ] {
            assert_eq!(kind(bytes), expected, "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn the_name_decides_only_what_the_text_leaves_open() {
        let plain = b"Gewone tekst.\n\n- een\n- twee\n";
        assert_eq!(kind_of(plain, Some("a.md")).unwrap(), SourceKind::Markdown);
        assert_eq!(kind_of(plain, Some("a.html")).unwrap(), SourceKind::Text);
        assert_eq!(kind_of(b"<!doctype html><p>x", Some("a.pdf")).unwrap(), SourceKind::Html);
        assert_eq!(kind_of(b"# een opmerking\nwaarde\n", Some("a.txt")).unwrap(), SourceKind::Text);
        assert_eq!(kind_of(b"%PDF-1.7", Some("a.txt")).unwrap(), SourceKind::Pdf);
        assert_eq!(kind_of(b"Hier komt het jaarverslag.", Some("a.PDF")).unwrap_err().name(), "unknown-format");
    }

    #[test]
    fn other_files_are_named_for_what_they_are() {
        for (bytes, word) in [
            (&b"PK\x03\x04....xl/workbook.xml"[..], "Excel"),
            (b"PK\x03\x04....ppt/slides", "PowerPoint"),
            (b"PK\x03\x04....other", "zip"),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest", "old"),
            (b"{\\rtf1 x}", "RTF"),
            (b"\xFF\xD8\xFF\xE0", "JPEG"),
            (b"\x00\x01\x02\x03\x04", "not text"),
        ] {
            let message = kind_of(bytes, None).unwrap_err().to_string();
            assert!(message.contains(word), "{message}");
        }
    }
}
