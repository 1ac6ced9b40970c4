//! What the layout tells from where text stands and what is drawn around it.

use fundscan_model::BlockKind;

use crate::support::{pdf, text, texts};

#[test]
fn bullets_that_are_drawn_as_discs_and_squares_begin_list_items() {
    assert_eq!(
        texts(&pdf("layout-drawn-bullets"), BlockKind::ListItem),
        [
            "vergoeding van de kosten van een cursus en van de reis naar de plaats waar die wordt gegeven",
            "Advies",
            "Begeleiding op de werkplek"
        ]
    );
}

#[test]
fn heads_that_change_sides_and_numbers_of_every_kind_are_running() {
    let read = pdf("layout-running-heads");
    let feet = texts(&read, BlockKind::Footer);
    assert_eq!(&feet[..5], ["i", "ii", "iii", "iv", "Pagina 1 van 10"]);
    assert_eq!(feet.len(), 14);
    let heads = texts(&read, BlockKind::Header);
    assert_eq!(heads.iter().filter(|h| **h == "Jaarverslag 2023").count(), 5, "{heads:?}");
    assert!(heads.contains(&"Scholing") && heads.contains(&"Werk"), "{heads:?}");
    let text = text("layout-running-heads");
    assert_eq!(text.matches("De bladzijde gaat over scholing").count(), 14);
    assert!(text.contains("Vooraf, deel iv.") && text.contains("Hier begint blad 7."));
}

#[test]
fn the_only_line_of_a_page_is_its_text_however_often_it_comes_again() {
    assert_eq!(texts(&pdf("layout-one-line-pages"), BlockKind::Header), [] as [&str; 0]);
    assert!(text("layout-one-line-pages").starts_with("Deel 1 van de map\n\x0cDeel 2 van de map"));
}
