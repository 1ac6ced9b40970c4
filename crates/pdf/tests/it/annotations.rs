//! What a form holds and a remark says is text that a reader sees.

use crate::support::{pdf, text};

fn words(name: &str) -> String {
    text(name).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn fields_are_read_as_they_are_drawn() {
    let words = words("annotations-fields");
    for word in ["Scholing", "Metaal", "ja"] {
        assert_eq!(words.split(' ').filter(|w| *w == word).count(), 1, "{word}: {words}");
    }
    assert!(!words.contains("nee"), "{words}");
    let read = pdf("annotations-fields");
    let place = |text: &str| {
        let block = read.blocks.iter().find(|b| b.text.contains(text)).unwrap_or_else(|| panic!("no {text}"));
        let at = block.text.find(text).unwrap();
        block.fragments.iter().find(|f| f.span.start() == at).unwrap().place.bbox
    };
    // Where the rectangle of the field is, whatever space its appearance is drawn in.
    let bbox = place("Scholing");
    assert!((bbox.left - 74.0).abs() < 1.0 && bbox.top > 842.0 - 760.0 && bbox.bottom < 842.0 - 740.0, "{bbox:?}");
}

#[test]
fn what_a_file_leaves_to_the_reader_to_draw_is_read_too() {
    let words = words("annotations-undrawn");
    assert!(words.contains("Jansen €") && words.contains("Opmerking van de rekenkamer"), "{words}");
    assert!(!words.contains("geheim"), "{words}");
}

#[test]
fn annotations_that_are_not_shown_are_not_read() {
    assert_eq!(words("annotations-unseen"), "Besluit van het bestuur. Stempel");
}

#[test]
fn a_field_stands_upright_on_a_page_that_is_turned() {
    assert_eq!(words("annotations-turned"), "Naam van het fonds: Ingevuld");
    let read = pdf("annotations-turned");
    let block = read.blocks.iter().find(|b| b.text.contains("Ingevuld")).unwrap();
    let bbox = block.fragments.last().unwrap().place.bbox;
    assert!(bbox.width() > bbox.height(), "{bbox:?}");
}
