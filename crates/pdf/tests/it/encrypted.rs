//! Encrypted files, one for each standard handler, all with the same text (`scripts/testpdfs/encrypted.py`).

use fundscan_model::{BlockKind, Document, SourceKind};
use fundscan_pdf::{PdfError, PdfText, ReadOptions, read};

use crate::support::{bytes, texts};

/// The password of the owner of each file.
const OWNER: &str = "eigenaar";
/// What nearly all of them say.
const TEXT: &str = "Het fonds vergoedt scholing. Werkgevers vragen die aan en werknemers kiezen de cursus.";

fn open(name: &str, password: Option<&str>) -> Result<PdfText, PdfError> {
    read(&bytes(name), &ReadOptions { password: password.map(Into::into), ..ReadOptions::default() })
}

/// The text and the title of the file, which must have been read without any fault.
fn said(name: &str, password: Option<&str>) -> (String, Option<String>) {
    let read = open(name, password).unwrap_or_else(|error| panic!("{name} with {password:?}: {error}"));
    assert!(read.notices.is_empty(), "{name}: {:?}", read.notices);
    (Document::new(SourceKind::Pdf, read.pages, read.blocks).text().trim().to_owned(), read.title)
}

fn assert_opens(name: &str, password: Option<&str>) {
    let (text, title) = said(name, password);
    assert_eq!(text, TEXT, "{name} with {password:?}");
    assert_eq!(title.as_deref(), Some("Jaarverslag (geheim)"), "{name} with {password:?}");
}

/// Opens with the password of the user and with that of the owner, and with no other.
fn assert_locked(name: &str, password: &str) {
    assert_opens(name, Some(password));
    assert_opens(name, Some(OWNER));
    assert!(matches!(open(name, None), Err(PdfError::Encrypted)), "{name}");
    for wrong in ["Geheim", "日本"] {
        assert!(matches!(open(name, Some(wrong)), Err(PdfError::WrongPassword)), "{name} with {wrong:?}");
    }
}

#[test]
fn an_empty_password_is_tried_by_itself() {
    for name in ["encrypted-rc4-40", "encrypted-rc4-128", "encrypted-aes-128", "encrypted-aes-256-r6"] {
        assert_opens(name, None);
        // A password that is not needed does no harm.
        assert_opens(name, Some(OWNER));
        assert_opens(name, Some("onzin"));
    }
    assert!(open("plain", Some("onzin")).is_ok());
}

#[test]
fn rc4_with_40_and_128_bits() {
    assert_locked("encrypted-rc4-40-password", "geheim");
    // Not ASCII: the bytes of PDFDocEncoding, or of UTF-8 by programs that know no better.
    assert_locked("encrypted-rc4-128-password", "gehéim");
    assert_locked("encrypted-rc4-128-utf8", "gehéim");
    assert_locked("encrypted-rc4-filter", "geheim");
}

#[test]
fn aes_with_128_bits() {
    assert_locked("encrypted-aes-128-password", "geheim");
}

#[test]
fn aes_with_256_bits_by_both_revisions() {
    assert_locked("encrypted-aes-256-r5", "geheim");
    // Not ASCII: the bytes of UTF-8. Composed and decomposed letters are the same.
    assert_locked("encrypted-aes-256-r6-password", "gehéim€");
    assert_opens("encrypted-aes-256-r6-password", Some("gehe\u{301}im€"));
}

#[test]
fn a_key_length_that_is_missing_or_in_bytes_is_that_of_the_version() {
    assert_locked("encrypted-aes-128-no-length", "geheim");
    assert_locked("encrypted-aes-128-in-bytes", "geheim");
}

#[test]
fn the_encryption_dictionary_may_stand_in_the_trailer() {
    assert_locked("encrypted-aes-128-in-trailer", "geheim");
}

#[test]
fn strings_and_streams_may_be_encrypted_in_two_ways() {
    assert_locked("encrypted-mixed", "geheim");
    assert_locked("encrypted-plain-strings", "geheim");
}

#[test]
fn streams_may_be_left_as_they_are() {
    let (text, title) = said("encrypted-plain-streams", Some("geheim"));
    assert_eq!(text, "Een object eindigt met endobj en begint met 7 0 obj in de tekst.");
    assert_eq!(title.as_deref(), Some("Jaarverslag (geheim)"));
    assert_locked("encrypted-crypt-filter-identity", "geheim");
    assert_locked("encrypted-crypt-filter", "geheim");
}

#[test]
fn no_password_is_needed_where_only_attachments_are_encrypted() {
    for password in [None, Some("geheim"), Some("onzin")] {
        assert_opens("encrypted-only-attachments", password);
    }
}

#[test]
fn metadata_may_be_left_as_they_are() {
    assert_locked("encrypted-plain-metadata", "geheim");
}

#[test]
fn streams_of_objects_are_encrypted_as_a_whole() {
    let name = "encrypted-object-streams";
    for password in ["geheim", OWNER] {
        let (text, title) = said(name, Some(password));
        assert_eq!(text, format!("{TEXT}\n\x0cDe tweede bladzijde gaat over de sector."));
        assert_eq!(title.as_deref(), Some("Jaarverslag (geheim)"));
    }
    assert!(matches!(open(name, None), Err(PdfError::Encrypted)));
}

#[test]
fn what_is_cut_off_is_read_as_far_as_it_goes() {
    let (text, _) = said("encrypted-cut-off", Some("geheim"));
    assert!(text.starts_with("Het fonds vergoedt scholing. Werkgevers vragen die aan en werknemers"), "{text}");
}

#[test]
fn a_damaged_file_is_repaired_before_it_is_decrypted() {
    let read = open("encrypted-damaged", Some("geheim")).expect("its objects are whole");
    assert_eq!(read.title.as_deref(), Some("Jaarverslag (geheim)"));
    assert_eq!(texts(&read, BlockKind::Paragraph), [TEXT]);
    assert!(read.notices.iter().any(|n| n.code == "repaired"), "{:?}", read.notices);
    assert!(matches!(open("encrypted-damaged", None), Err(PdfError::Encrypted)));
}

#[test]
fn a_protection_that_is_no_password_is_named() {
    for password in [None, Some("geheim")] {
        let error = open("encrypted-certificates", password).expect_err("nothing to read it with");
        assert!(matches!(error, PdfError::UnknownEncryption { .. }), "{error:?}");
        assert!(error.to_string().contains("Adobe.PubSec"), "{error}");
    }
}
