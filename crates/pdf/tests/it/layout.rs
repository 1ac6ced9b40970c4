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

#[test]
fn hyphens_at_line_ends_are_resolved_over_columns_and_pages() {
    let text = text("layout-hyphens");
    let expected = "Voor O&O-fondsen is er mbo-aanbod dat de werk-privebalans van de premie-inkomsten scheidt en \
        21e-eeuwse vaardigheden aanleert, naast taal- en rekenvaardigheden en scholings- en adviestrajecten die \
        niet-gesubsidieerd zijn. De gesubsidieerde ontwikkeling gaat met samenwerking over in de volgende bladzijde.";
    assert!(text.contains(expected), "{text}");
}

#[test]
fn marks_of_notes_are_left_out_of_the_text_and_powers_and_ordinals_are_not() {
    let read = pdf("layout-notes");
    let first = &read.blocks[0];
    assert_eq!(first.text, "Het bureau (ECBI) en het fonds maken de 21ste eeuw mogelijk in 2023.");
    assert_eq!(first.notes, ["1", "2", "3"]);
    let second = &read.blocks[1];
    assert!(second.text.starts_with("Een vlak van 12 m², een getal van 10⁶, de formule E = mc² en x² + y²"));
    assert!(second.text.ends_with("een vreemde verwijzing 77 die nergens staat."), "{}", second.text);
    assert!(second.notes.is_empty());
}

#[test]
fn notes_below_a_line_stand_apart_and_go_on_on_the_next_page() {
    let read = pdf("layout-notes");
    let notes = texts(&read, BlockKind::Footnote);
    let last = "Het jaar waarin de regeling is ingegaan en bekendgemaakt.";
    assert_eq!(notes, ["Een handelsnaam.", "Zie het jaarverslag.", last]);
}

#[test]
fn a_sentence_goes_on_behind_a_table_and_a_line_of_it_may_begin_with_a_number_or_a_dash() {
    let text = text("layout-floats");
    let expected = "In het onderzoek is gekeken naar wat bedrijven doen aan scholing en naar de middelen die zij daarvoor \
        krijgen van de overheid en van de fondsen, die vaak met 2.0 procent van de loonsom samengaan – zo blijkt \
        uit de cijfers – en niet meer.";
    assert!(text.contains(expected), "{text}");
    assert!(text.contains("1323\t1324\t1325"), "{text}");
}

#[test]
fn tables_of_contents_are_told_with_dots_with_spaces_and_with_numbers_set_apart() {
    let read = pdf("layout-contents");
    let entries = texts(&read, BlockKind::Contents);
    assert_eq!(entries.len(), 16, "{entries:?}");
    assert_eq!(entries.iter().filter(|e| **e == "2.1 Wie eraan meedoet 3").count(), 3, "{entries:?}");
    assert!(read.blocks.iter().all(|block| block.cell.is_none()));
}
