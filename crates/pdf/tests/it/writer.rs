//! The smallest PDF: text in lines becomes a paragraph, an empty page stays a page.

use fundscan_model::{BlockKind, PageStatus};

use crate::support::{pdf, text, texts};

#[test]
fn lines_become_a_paragraph_and_pages_are_told_apart() {
    let read = pdf("plain");
    assert_eq!(
        texts(&read, BlockKind::Paragraph),
        ["Het fonds vergoedt scholing. Werkgevers vragen die aan en werknemers kiezen de cursus.", "Tweede bladzijde."]
    );
    assert_eq!(read.pages[1].status, PageStatus::Empty);
    assert!(text("plain").ends_with("cursus.\n\x0c\x0cTweede bladzijde.\n"), "{}", text("plain"));
}
