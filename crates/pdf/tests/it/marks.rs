//! Text that a reader does not see is told from the text that is read; text drawn more than once is read once.

use fundscan_model::{Hidden, PageStatus};
use fundscan_pdf::PdfText;

use crate::support::{pdf, text};

/// The texts that are hidden for one reason.
fn hidden(read: &PdfText, why: Hidden) -> Vec<&str> {
    read.blocks.iter().filter(|b| b.hidden == Some(why)).map(|b| b.text.as_str()).collect()
}

#[test]
fn white_on_white_is_kept_apart_and_white_on_dark_is_text() {
    let read = pdf("marks-white");
    let words = hidden(&read, Hidden::PaperColour).join(" ");
    assert_eq!(words, "Verborgen grijs. Verborgen inkt. Verborgen steunkleur. Wit op wit.");
    let seen = text("marks-white");
    assert!(!seen.contains("Verborgen") && !seen.contains("Wit op wit"), "{seen}");
    assert!(seen.contains("Wit op blauw.") && seen.contains("Zwart op wit."), "{seen}");
    let notices: Vec<&str> = read.notices.iter().map(|n| n.code.as_str()).collect();
    assert_eq!(notices, ["hidden-text"]);
    assert!(read.notices[0].message.starts_with("9 words are in the colour of the paper"), "{:?}", read.notices);
}

#[test]
fn white_is_text_on_forms_bars_pictures_and_blends() {
    let seen = text("marks-white-boxes");
    for ground in ["een vak", "een balk", "een foto", "een verloop"] {
        assert!(seen.contains(&format!("Wit op {ground}.")), "{ground}: {seen}");
    }
    assert_eq!(hidden(&pdf("marks-white-boxes"), Hidden::PaperColour), ["Verborgen."]);
}

#[test]
fn what_is_cut_off_by_a_path_a_form_or_the_page_is_kept_apart() {
    let read = pdf("marks-clipped");
    let cut = hidden(&read, Hidden::Clipped).join(" ");
    for word in ["gezien", "Afgesneden.", "Buiten het vak.", "Boven de bladzijde.", "Rechts ernaast."] {
        assert!(cut.contains(word), "{word}: {cut}");
    }
    let seen = text("marks-clipped");
    // The word that the edge runs through is read whole.
    for phrase in ["Tot hier toe", "Binnen het vak.", "Weer alles."] {
        assert!(seen.contains(phrase) && !cut.contains(phrase), "{phrase}: {seen}");
    }
    assert!(!seen.contains("Afgesneden") && !seen.contains("Buiten") && !seen.contains("ernaast"), "{seen}");
}

#[test]
fn text_without_ink_beside_text_that_is_seen_is_kept_apart() {
    let read = pdf("marks-no-ink");
    assert_eq!(hidden(&read, Hidden::NoInk).join(" "), "Zonder inkt. Zonder dekking.");
    assert!(!text("marks-no-ink").contains("Zonder"));
}

#[test]
fn the_text_under_a_scan_is_what_a_reader_sees() {
    for name in ["marks-scan", "marks-scan-white"] {
        let read = pdf(name);
        assert_eq!(text(name), "Het fonds vergoedt scholing.\n", "{name}");
        assert!(
            read.blocks.iter().all(|b| b.hidden.is_none()) && read.pages[0].status == PageStatus::OcrLayer,
            "{name}"
        );
    }
}

#[test]
fn what_is_drawn_twice_to_look_bold_or_as_a_shadow_is_read_once() {
    let seen = text("marks-twice");
    assert_eq!(
        seen.split_whitespace().collect::<Vec<_>>().join(" "),
        "Regel die twee keer is gezet. Alle vijf fondsen lille Titel met schaduw"
    );
    assert!(pdf("marks-twice").blocks.iter().all(|b| b.hidden.is_none()));
}
