//! How a file is put together: whether the text comes out whole, and whether a repair is told and none where there was
//! nothing to repair (`scripts/testpdfs/structure.py`).

use fundscan_model::{BlockKind, PageStatus};
use fundscan_pdf::PdfText;

use crate::support::{pdf, text, texts};

const FIRST: &str = "Het fonds vergoedt scholing. Werkgevers vragen die aan en werknemers kiezen de cursus.";
const SECOND: &str = "De tweede bladzijde gaat over de sector.";

/// The codes of what is told of the file.
fn told(read: &PdfText) -> Vec<&str> {
    read.notices.iter().map(|notice| notice.code.as_str()).collect()
}

fn assert_whole(name: &str, codes: &[&str]) {
    let read = pdf(&format!("structure-{name}"));
    assert_eq!(texts(&read, BlockKind::Paragraph), [FIRST, SECOND], "{name}");
    assert_eq!(read.pages.len(), 2, "{name}");
    assert_eq!(told(&read), codes, "{name}: {:?}", read.notices);
}

/// The text is whole and nothing had to be repaired.
fn assert_sound(name: &str) {
    assert_whole(name, &[]);
}

/// The text is whole, and it is told that the file was repaired.
fn assert_repaired(name: &str) {
    assert_whole(name, &["repaired"]);
}

#[test]
fn tables_of_contents_of_every_kind_are_read() {
    for name in ["plain", "object-streams", "hybrid", "linearized", "off-by-one", "short-lines", "odd-keywords"] {
        assert_sound(name);
    }
}

#[test]
fn of_an_updated_file_the_last_version_is_read() {
    assert_sound("updated");
    let moved = pdf("structure-updated-by-stream");
    assert_eq!(texts(&moved, BlockKind::Paragraph), ["Nieuwe eerste bladzijde.", SECOND]);
    assert!(moved.notices.is_empty(), "{:?}", moved.notices);
}

#[test]
fn a_file_of_version_2_has_its_title_in_unicode() {
    assert_sound("version-2");
    assert_eq!(pdf("structure-version-2").title.as_deref(), Some("Jaarverslag € 2024"));
}

#[test]
fn a_table_of_contents_that_leads_astray_is_rebuilt() {
    for name in [
        "shifted",
        "wrong-start",
        "zero-start",
        "no-table",
        "no-trailer",
        "no-mark",
        "object-streams-lost",
        "junk-before-counted",
        "no-endobj",
    ] {
        assert_repaired(name);
    }
}

#[test]
fn junk_before_the_header_and_after_the_end_is_passed_over() {
    assert_sound("junk-before");
    assert_sound("junk-after");
}

#[test]
fn lines_may_end_with_a_carriage_return() {
    assert_sound("carriage-returns");
}

#[test]
fn a_stream_ends_at_its_mark_whatever_its_length_is_said_to_be() {
    for name in ["length-indirect", "length-short", "length-long"] {
        assert_sound(name);
    }
    for name in ["length-missing", "length-lost", "length-negative"] {
        assert_repaired(name);
    }
    // Here the places of all objects are wrong as well.
    assert_whole("no-endstream", &["repaired", "repaired"]);
}

#[test]
fn of_a_file_that_breaks_off_what_is_there_is_read() {
    let breaks_off = |read: &PdfText| read.notices.iter().any(|notice| notice.message.contains("breaks off"));
    for name in ["no-end", "truncated", "truncated-catalog"] {
        let read = pdf(&format!("structure-{name}"));
        assert_eq!(texts(&read, BlockKind::Paragraph), [FIRST, SECOND], "{name}");
        assert!(breaks_off(&read), "{name}: {:?}", read.notices);
    }
    let read = pdf("structure-truncated-page");
    assert_eq!(texts(&read, BlockKind::Paragraph), [FIRST]);
    assert!(breaks_off(&read), "{:?}", read.notices);
    assert!(
        read.notices.iter().any(|n| n.message.contains("page") && n.message.contains("missing")),
        "{:?}",
        read.notices
    );
}

#[test]
fn pages_are_found_whatever_their_lists_say_of_their_number() {
    for name in ["count-zero", "count-large", "count-negative", "kids-null", "kids-direct", "no-types"] {
        assert_sound(name);
    }
    assert_whole("kids-loop", &["page-tree"]);
    assert_whole("kids-lost", &["page-tree"]);
}

#[test]
fn pages_that_nothing_leads_to_are_found_by_searching() {
    for name in ["no-catalog", "no-root", "no-lists"] {
        assert_whole(name, &["page-tree-rebuilt"]);
        assert_eq!(pdf(&format!("structure-{name}")).pages[0].width, 595.0, "{name}");
    }
}

#[test]
fn pages_inherit_what_their_lists_say() {
    assert_sound("inherited");
    let read = pdf("structure-inherited");
    assert_eq!([read.pages[0].width, read.pages[0].height], [842.0, 595.0]);
    assert_eq!([read.pages[1].width, read.pages[1].height], [595.0, 842.0]);
}

#[test]
fn the_size_of_a_page_is_found_however_it_is_written() {
    for (name, size) in [
        ("box-reversed", [595.0, 842.0]),
        ("box-indirect", [595.0, 842.0]),
        ("box-moved", [594.5, 842.0]),
        // Letter paper where the file does not say.
        ("box-missing", [612.0, 792.0]),
        ("box-empty", [612.0, 792.0]),
    ] {
        assert_sound(name);
        let read = pdf(&format!("structure-{name}"));
        assert_eq!([read.pages[0].width, read.pages[0].height], size, "{name}");
    }
    // Places count from the corner of the page that is seen, which is not where its coordinates begin.
    let place = |name| pdf(name).blocks[0].fragments[0].place.bbox;
    let (plain, moved) = (place("structure-plain"), place("structure-box-moved"));
    assert!((moved.left - plain.left - 100.0).abs() < 0.01 && (plain.top - moved.top - 40.0).abs() < 0.01, "{moved:?}");
}

#[test]
fn contents_may_come_in_pieces() {
    assert_sound("pieces");
    // Even cut within a string of two-byte codes, where a byte more would make nonsense of what follows.
    assert_sound("pieces-within");
}

#[test]
fn text_in_a_font_that_is_missing_is_read_as_plain_letters() {
    let read = pdf("structure-truncated-font");
    assert_eq!(texts(&read, BlockKind::Paragraph), [FIRST, SECOND]);
    let told = |page| read.notices.iter().any(|n| n.page == Some(page) && n.message.contains("font"));
    assert!(told(1) && told(2), "{:?}", read.notices);
}

#[test]
fn pages_without_content_are_empty() {
    let read = pdf("structure-no-contents");
    let (last, empty) = read.pages.split_last().expect("pages");
    assert_eq!(empty.len(), 5);
    assert!(empty.iter().all(|page| page.status == PageStatus::Empty));
    assert_eq!(last.status, PageStatus::Text);
    assert_eq!(text("structure-no-contents").trim_start_matches('\x0c').trim(), SECOND);
}
