//! Traps: each is told with a notice that names it, and what can be read is read.

use fundscan_model::Document;
use fundscan_model::SourceKind;
use fundscan_pdf::{Limits, PdfText, ReadOptions, Work, read};

use crate::support::{bytes, pdf};

const SAID: &str = "Het fonds vergoedt scholing.";

fn codes(read: &PdfText) -> Vec<&str> {
    read.notices.iter().map(|notice| notice.code.as_str()).collect()
}

fn text(read: &PdfText) -> String {
    Document::new(SourceKind::Pdf, read.pages.clone(), read.blocks.clone()).text().trim().to_owned()
}

fn within(name: &str, limits: Limits) -> PdfText {
    read(&bytes(name), &ReadOptions { limits, ..ReadOptions::default() }).unwrap_or_else(|e| panic!("{name}: {e}"))
}

#[test]
fn what_a_bomb_holds_within_the_limit_is_read() {
    for name in ["limits-bomb", "limits-bomb-in-bomb"] {
        let whole = pdf(name);
        assert!(codes(&whole).is_empty() && text(&whole).ends_with("Dit komt te laat."), "{name}");
        let cut = within(name, Limits { stream_bytes: 1 << 16, ..Limits::default() });
        assert_eq!((text(&cut).as_str(), codes(&cut)), (SAID, vec!["limit"]), "{name}");
        assert_eq!(cut.notices[0].page, Some(1));
        assert!(cut.notices[0].message.contains("more than 65536 bytes"), "{}", cut.notices[0].message);
    }
}

#[test]
fn all_pages_together_have_a_limit_too() {
    let cut = within("limits-bomb", Limits { content_bytes: 1 << 16, ..Limits::default() });
    assert_eq!((text(&cut).as_str(), codes(&cut)), (SAID, vec!["limit"]));
}

#[test]
fn a_stream_whose_end_is_lost_gives_its_beginning() {
    let read = pdf("limits-cut-short");
    assert!(text(&read).starts_with(SAID), "{}", text(&read));
    assert_eq!(codes(&read), ["content-damaged"]);
}

#[test]
fn traps_in_the_structure_are_named_and_the_page_is_read() {
    for (name, code) in [
        ("limits-repeated-pages", "page-tree"),
        ("limits-own-parent", "page-tree"),
        ("limits-deep-catalog", "page-tree-rebuilt"),
        ("limits-xref-loop", "xref-loop"),
        ("limits-xref-size", "xref-size"),
        ("limits-operands", "limit"),
        ("limits-form-loop", "form-loop"),
        ("limits-states", "limit"),
    ] {
        let read = pdf(name);
        assert_eq!((codes(&read), read.pages.len()), (vec![code], 1), "{name}");
        assert!(text(&read).starts_with(SAID), "{name}: {}", text(&read));
    }
    let deep = pdf("limits-deep-catalog");
    assert!(deep.notices[0].message.contains("nested deeper than"), "{}", deep.notices[0].message);
}

#[test]
fn a_page_that_is_many_times_in_the_list_is_looked_up_once() {
    let read = pdf("limits-repeated-pages");
    assert!(read.notices[0].message.contains("1000 times"), "{}", read.notices[0].message);
}

#[test]
fn content_that_is_not_there_is_told() {
    for (name, why) in [("limits-content-in-a-circle", "leads back"), ("limits-content-lost", "missing")] {
        let read = pdf(name);
        assert_eq!(codes(&read), ["content-damaged"], "{name}");
        assert!(read.notices[0].message.contains(why), "{}", read.notices[0].message);
    }
}

#[test]
fn filters_are_known_by_their_short_names() {
    let read = pdf("limits-short-names");
    assert_eq!((text(&read).as_str(), codes(&read).len()), (SAID, 0));
}

#[test]
fn twice_the_pages_glyphs_or_nested_forms_take_twice_the_work() {
    for (small, large) in [
        ("growth-pages-20", "growth-pages-40"),
        ("growth-glyphs-240", "growth-glyphs-480"),
        ("growth-forms-120", "growth-forms-240"),
    ] {
        let (small, large) = (pdf(small).work, pdf(large).work);
        let ratio = |of: fn(&Work) -> u64| of(&large) as f64 / of(&small) as f64;
        for (what, of) in [("all", Work::total as fn(&Work) -> u64), ("steps", |work| work.steps)] {
            let ratio = ratio(of);
            assert!((1.8..2.1).contains(&ratio), "{what}: {ratio}, {small:?}, {large:?}");
        }
    }
}
