//! What the operators of text do, one file for each matter (`scripts/testpdfs/text.py`).

use fundscan_model::BlockKind;

use crate::support::{pdf, text, texts};

/// The text of the file in one line; nothing may be wrong with it.
fn words(name: &str) -> String {
    let name = format!("text-{name}");
    let notices = pdf(&name).notices;
    assert!(notices.is_empty(), "{name}: {notices:?}");
    text(&name).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn spaces_are_told_from_kerning_and_spacing() {
    assert_eq!(
        words("spacing"),
        "Vergoeding van Toetsen en Werk Twee woorden ver uiteen. Iets ruimer gezet. Iets krapper gezet. Smalle letters \
         hier. Brede letters hier. Regel met een apostrof. Regel met aanhaling."
    );
}

#[test]
fn words_in_pieces_are_whole() {
    assert_eq!(words("pieces"), "Het ontwikkelingsfonds vergoedt scholing en opleidingen voor medewerkers.");
}

#[test]
fn words_with_space_between_their_letters_are_words() {
    let read = pdf("text-letters-apart");
    assert_eq!(texts(&read, BlockKind::Heading), ["JAARVERSLAG", "SCHOLING", "INHOUD", "OPLEIDING EN WERK"]);
    assert_eq!(
        texts(&read, BlockKind::Paragraph),
        ["De gewone tekst van dit verslag staat hieronder en is niet gespatieerd. A B C D E zijn letters."]
    );
}

#[test]
fn letters_and_words_drawn_in_no_order_are_read_by_where_they_stand() {
    assert_eq!(words("letter-by-letter"), "Scholing loont voor iedereen");
    assert_eq!(words("words-out-of-order"), "Werkgevers en werknemers betalen samen");
}

#[test]
fn rotated_pages_are_read_as_they_are_seen() {
    for (name, width, height) in [("90", 722.0, 495.0), ("180", 495.0, 722.0), ("270", 722.0, 495.0)] {
        let name = format!("rotated-{name}");
        assert_eq!(words(&name), "Deze bladzijde is gedraaid en toch gewoon te lezen.", "{name}");
        let read = pdf(&format!("text-{name}"));
        assert_eq!((read.pages[0].width, read.pages[0].height), (width, height), "{name}");
        let place = read.blocks[0].fragments[0].place.bbox;
        // The first line stands upright near the upper left corner of the page as seen.
        assert!(place.width() > place.height(), "{name}: {place:?}");
        assert!(place.left < width / 2.0 && place.top < height / 2.0, "{name}: {place:?}");
    }
}

#[test]
fn text_in_other_directions_stands_apart() {
    let read = pdf("text-sideways");
    let blocks: Vec<&str> = read.blocks.iter().map(|block| block.text.as_str()).collect();
    for expected in [
        "Naast het bijschrift staat gewone tekst, die niet met de letters ernaast wordt vermengd.",
        "Bijschrift langs de rand van de foto",
        "Bron: eigen onderzoek",
        "CONCEPT",
    ] {
        assert!(blocks.contains(&expected), "{blocks:?}");
    }
}

#[test]
fn maps_to_text_have_ranges_and_arrays_and_letters_beyond_the_first_plane() {
    assert_eq!(words("maps"), "Stroffle € 😀 café fjord \u{1d400}\u{1d401}");
}

#[test]
fn encodings_with_a_name_only_are_known() {
    for (name, expected) in [
        ("shift-jis", "ABC 日本語"),
        ("gbk", "简体中文"),
        ("big5", "繁體中文"),
        ("korean", "한국어"),
        ("utf16", "日本𠀋語"),
        ("own-encoding", "AB 日本あ"),
    ] {
        assert_eq!(words(name), expected, "{name}");
    }
}

#[test]
fn columns_written_downwards_are_read_from_the_right() {
    assert_eq!(words("downwards").replace(' ', ""), "日本語の文章は縦に書かれます");
}

#[test]
fn forms_in_forms_are_drawn_where_their_matrices_say() {
    let read = pdf("text-forms");
    assert_eq!(
        texts(&read, BlockKind::Paragraph),
        ["Boven het formulier.", "In het buitenste formulier.", "In het binnenste formulier.", "Onder het formulier."]
    );
    let places: Vec<_> = read.blocks.iter().map(|block| block.fragments[0].place.bbox).collect();
    assert!(places.windows(2).all(|pair| pair[0].top < pair[1].top), "{places:?}");
    // Half the size twice: as large as all else.
    assert!((places[2].height() - places[0].height()).abs() < 0.1 && (places[2].left - 72.0).abs() < 1.0, "{places:?}");
}

#[test]
fn layers_that_are_switched_off_are_not_read() {
    assert_eq!(words("layers"), "Laag die aan is. Een van beide is aan. Zonder laag.");
    assert_eq!(words("layers-off"), "Laag die aan is.");
}

#[test]
fn what_inline_images_hold_is_no_text() {
    assert_eq!(
        words("inline-images"),
        "Voor de afbeeldingen. Na de eerste. Na de tweede. Na de derde. Na de vierde. Na de vijfde."
    );
}

#[test]
fn replacement_text_stands_in_for_glyphs() {
    assert_eq!(
        words("actual"),
        "De ontwikkelingsfondsen groeien. Ongeveer 1/2 deel is scholing. € 50 per uur. De Drucker verdient."
    );
}

#[test]
fn text_drawn_twice_to_look_bold_is_read_once() {
    assert_eq!(words("doubled"), "Vette regel. Gewone regel, gewone regel. Letters Woorden dubbel");
}

#[test]
fn ligatures_and_hyphens_of_every_kind_become_letters() {
    assert_eq!(
        words("ligatures"),
        "Profiel, reflectie, efficiënt. De O&O-fondsen en de premie-inkomsten van het medewerkersfonds."
    );
}

#[test]
fn raised_and_lowered_letters_stay_with_their_word() {
    assert_eq!(words("raised"), "Het CO2-doel van de 21ste eeuw telt 12 m².");
}

#[test]
fn the_state_is_saved_and_restored_and_faults_cost_no_text() {
    assert_eq!(
        words("state"),
        "Het lettertype staat buiten het tekstobject. En blijft na herstel. Na vreemde operatoren."
    );
}

#[test]
fn pages_have_the_labels_that_the_file_gives_them() {
    let labels: Vec<Option<String>> = pdf("text-labels").pages.into_iter().map(|page| page.label).collect();
    assert_eq!(labels, [Some("Omslag"), Some("i"), Some("ii"), Some("1-5"), Some("1-6")].map(|l| l.map(str::to_owned)));
    assert!(pdf("plain").pages.iter().all(|page| page.label.is_none()));
}
