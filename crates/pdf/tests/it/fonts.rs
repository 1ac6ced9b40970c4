//! Which letters the glyphs of a font are, whatever it is that tells.

use fundscan_model::PageStatus;

use crate::support::{pdf, text};

fn lines(name: &str) -> Vec<String> {
    text(name).lines().filter(|line| !line.trim().is_empty()).map(|line| line.trim().to_owned()).collect()
}

#[test]
fn tables_and_names_of_embedded_programs_tell_the_letters() {
    assert_eq!(lines("fonts-programs"), ["vakonderwijs", "leergeld é", "findijẞé", "officiee"]);
}

#[test]
fn a_map_that_is_wrong_gives_way_to_one_that_knows() {
    let read = lines("fonts-spoiled");
    assert_eq!(read[..5], ["fiscaal", "fiscaal", "fiscaal", "fiscaal", "fiscaal"]);
    assert_eq!(read[5], "\u{65e6}\u{65e7}");
}

#[test]
fn a_font_that_says_nothing_shows_that_something_stands_there() {
    let read = pdf("fonts-silent");
    assert_eq!(lines("fonts-silent"), ["\u{fffd}\u{fffd} \u{fffd}\u{fffd}"]);
    // There is no text that could be found: as with letters that are outlines.
    assert_eq!(read.pages[0].status, PageStatus::ImageOnly);
    assert_eq!(lines("fonts-silent-line"), ["Het fonds", "\u{fffd}\u{fffd} \u{fffd}\u{fffd}"]);
    assert_eq!(pdf("fonts-silent-line").pages[0].status, PageStatus::Text);
}

#[test]
fn glyphs_that_are_content_are_known_by_their_names() {
    // The last is white for what paints in the colour of the text; its glyphs bring their own.
    assert_eq!(lines("fonts-type3"), ["scholing", "vakman", "bont"]);
}

#[test]
fn encodings_of_the_standard_fonts_are_known_and_ligatures_are_letters() {
    assert_eq!(lines("fonts-standard"), ["financifl", "coördinatië fi", "€ 5 – één", "α + β", "✔", "ijIJfflß"]);
}

#[test]
fn text_that_is_written_downwards_is_read_downwards() {
    let read = text("fonts-vertical").split_whitespace().collect::<String>();
    assert_eq!(read, "\u{7814}\u{4fee}\u{57fa}\u{91d1}\u{5831}\u{544a}\u{66f8}");
}

#[test]
fn turned_pages_are_read_as_a_reader_holds_them_and_turned_text_by_itself() {
    let sentence = "Het fonds vergoedt scholing van werknemers in de metaal en de techniek.";
    let whole = text("fonts-rotated");
    let pages: Vec<&str> = whole.split('\x0c').map(str::trim).collect();
    assert_eq!((pages[0], pages[2]), (sentence, sentence));
    let blocks: Vec<&str> = pages[1].split("\n\n").collect();
    assert_eq!(blocks.len(), 2, "{blocks:?}");
    assert!(blocks.contains(&sentence) && blocks.contains(&"Bron: jaarverslag van het fonds"), "{blocks:?}");
    let read = pdf("fonts-rotated");
    assert!(read.pages[0].width > read.pages[0].height);
}

#[test]
fn a_stray_word_in_its_dictionary_does_not_take_a_font_away() {
    assert_eq!(lines("fonts-stray-word"), ["ontwikkeling"]);
    let notices = pdf("fonts-stray-word").notices;
    assert_eq!(notices.iter().map(|n| n.code.as_str()).collect::<Vec<_>>(), ["repaired"]);
}

#[test]
fn what_a_map_does_not_say_its_collection_of_characters_does() {
    assert_eq!(lines("fonts-collection"), ["ABC"]);
}
