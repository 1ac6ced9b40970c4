//! Files that are no document we read, told by their first bytes so that the message can say what they are.

use crate::decode::find;
use crate::docx::DocxError;
use crate::error::ExtractError;

const SAVE_AS_PDF: &str = "open it in the program it was made with and save it as PDF";
const NOT_A_DOCUMENT: &str = "fundscan reads PDF, Word documents (.docx), HTML, Markdown and plain text";

/// The first bytes of the container that old Office documents are, and newer ones that are encrypted.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// The name of what an encrypted document holds, in UTF-16.
const ENCRYPTED: &[u8] = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
const SCAN: &str = "a picture holds no text; if it is a scan, look for the report as PDF";
const UNPACK: &str = "unpack it and read the documents inside";

/// First bytes, what they mean, what to do.
const SIGNATURES: &[(&[u8], &str, &str)] = &[
    (COMPOUND, "an old Office document (Word, Excel or PowerPoint 97-2003)", SAVE_AS_PDF),
    (b"{\\rtf", "an RTF document", SAVE_AS_PDF),
    (b"\x89PNG", "a picture (PNG)", SCAN),
    (b"\xFF\xD8\xFF", "a picture (JPEG)", SCAN),
    (b"GIF8", "a picture (GIF)", SCAN),
    (b"II*\0", "a picture (TIFF)", SCAN),
    (b"MM\0*", "a picture (TIFF)", SCAN),
    (b"BM", "a picture (BMP)", SCAN),
    (b"\0\0\x01\0", "a picture (icon)", SCAN),
    (b"8BPS", "a picture (Photoshop)", SCAN),
    (b"%!PS", "a PostScript file", "convert it to PDF, for example with ps2pdf"),
    (b"\x1F\x8B", "a packed file (gzip)", UNPACK),
    (b"BZh", "a packed file (bzip2)", UNPACK),
    (b"\xFD7zXZ\0", "a packed file (xz)", UNPACK),
    (b"7z\xBC\xAF\x27\x1C", "a packed file (7z)", UNPACK),
    (b"Rar!\x1A\x07", "a packed file (rar)", UNPACK),
    (b"\x28\xB5\x2F\xFD", "a packed file (zstd)", UNPACK),
    (b"MZ", "a program", NOT_A_DOCUMENT),
    (b"\x7FELF", "a program", NOT_A_DOCUMENT),
    (b"SQLite format 3\0", "a database", NOT_A_DOCUMENT),
    (b"ID3", "a sound file", NOT_A_DOCUMENT),
    (b"OggS", "a sound or video file", NOT_A_DOCUMENT),
    (b"\x1A\x45\xDF\xA3", "a video file", NOT_A_DOCUMENT),
    (b"wOFF", "a font", NOT_A_DOCUMENT),
    (b"wOF2", "a font", NOT_A_DOCUMENT),
    (b"OTTO", "a font", NOT_A_DOCUMENT),
];

/// Signatures that plain text could begin with too, and that count only where other bytes say that it is data.
const WEAK: &[&[u8]] = &[b"BM", b"MZ", b"BZh", b"ID3", b"GIF8", b"OTTO", b"wOFF", b"wOF2", b"8BPS", b"OggS"];

/// The refusal for a file of a kind we know and do not read.
pub(crate) fn recognise(bytes: &[u8]) -> Option<ExtractError> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Some(zip(bytes));
    }
    if bytes.starts_with(COMPOUND) && find(bytes, ENCRYPTED).is_some() {
        return Some(DocxError::Encrypted.into());
    }
    let sample = &bytes[..bytes.len().min(4096)];
    if bytes.get(4..8) == Some(b"ftyp") {
        return Some(unknown("a video or picture file (MP4, HEIC)", NOT_A_DOCUMENT));
    }
    if bytes.starts_with(b"RIFF") && is_binary(sample) {
        return Some(unknown("a picture, sound or video file (WebP, WAV, AVI)", NOT_A_DOCUMENT));
    }
    SIGNATURES
        .iter()
        .find(|(first, ..)| bytes.starts_with(first) && (!WEAK.contains(first) || is_binary(sample)))
        .map(|(_, looks_like, hint)| unknown(looks_like, hint))
}

/// A zip file, told by the names of the files in it, which stand near its start and at its end.
fn zip(bytes: &[u8]) -> ExtractError {
    const REACH: usize = 64 << 10;
    let head = &bytes[..bytes.len().min(REACH)];
    let tail = &bytes[bytes.len().saturating_sub(REACH)..];
    let holds = |name: &[u8]| find(head, name).is_some() || find(tail, name).is_some();
    let (looks_like, hint) = if holds(b"xl/") {
        ("an Excel workbook (.xlsx)", SAVE_AS_PDF)
    } else if holds(b"ppt/") {
        ("a PowerPoint presentation (.pptx)", SAVE_AS_PDF)
    } else if holds(b"application/vnd.oasis") {
        ("an OpenDocument file (.odt, .ods or .odp)", SAVE_AS_PDF)
    } else if holds(b"application/epub") {
        ("an e-book (.epub)", "convert it to PDF or HTML")
    } else {
        ("a zip file", UNPACK)
    };
    unknown(looks_like, hint)
}

/// The refusal for data of no kind we know.
pub(crate) fn data() -> ExtractError {
    unknown("data that is not text", NOT_A_DOCUMENT)
}

/// The refusal for XML that is no web page.
pub(crate) fn xml() -> ExtractError {
    unknown("an XML file that is not a web page", NOT_A_DOCUMENT)
}

/// The refusal for a few words of text under the name of a PDF: a placeholder, or an error message that was saved.
pub(crate) fn no_pdf() -> ExtractError {
    unknown(
        "plain text although its name ends in .pdf",
        "download it again; if it is meant to be text, end its name in .txt",
    )
}

fn unknown(looks_like: &'static str, hint: &'static str) -> ExtractError {
    ExtractError::UnknownFormat { looks_like, hint }
}

/// Whether bytes are no text: a zero byte, or more than one in fifty that no text holds.
pub(crate) fn is_binary(sample: &[u8]) -> bool {
    let odd = |b: u8| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x08 | 0x1B | 0x1A);
    sample.contains(&0) || sample.iter().filter(|&&b| odd(b) || b == 0x7F).count() * 50 > sample.len()
}
