//! Plain text files.

use crate::shapes::{self, lines, read};
use fundscan_extract::{ExtractOptions, Limits, extract};
use fundscan_model::SourceKind;

#[track_caller]
fn check(source: &str, expected: &str) {
    assert_eq!(shapes::blocks(SourceKind::Text, source), lines(expected), "\n{source}");
}

#[test]
fn blank_lines_part_paragraphs_and_hard_line_ends_are_joined() {
    check(
        "Het fonds betaalt cursussen voor iedereen die in de\r\nsector werkt. Dat doet het al jaren en het kost veel\r\n\
         geld.\r\n\r\nTweede alinea met scho-\r\nling en vakkennis-\r\nen vaardigheden.\r\n\x0cDerde.\r\n",
        "paragraph: Het fonds betaalt cursussen voor iedereen die in de sector werkt. Dat doet het al jaren en het kost veel geld.
         paragraph: Tweede alinea met scholing en vakkennis- en vaardigheden.
         paragraph: Derde.",
    );
}

#[test]
fn a_line_that_stops_short_ends_its_paragraph() {
    check(
        "De eerste alinea loopt over twee regels en stopt\ndan.\nDe tweede begint op een nieuwe regel en gaat nog\n\
         even door.",
        "paragraph: De eerste alinea loopt over twee regels en stopt dan.
         paragraph: De tweede begint op een nieuwe regel en gaat nog even door.",
    );
    let long = "Een zin die lang doorgaat. ".repeat(8);
    let long = long.trim();
    check(&format!("{long}\n{long}\n"), &format!("paragraph: {long}\nparagraph: {long}"));
}

#[test]
fn lists_and_headings() {
    check(
        "JAARVERSLAG 2023\n\n2 Beleid\n\n2.1 Scholing\n\nWij doen:\n- lassen en\n  frezen\n- draaien\n    - dieper\n\n\
         1. een\n2. twee\n\nCijfers\n=======\nTekst onder de kop.\n",
        "heading 1: JAARVERSLAG 2023
         heading 1: 2 Beleid
         heading 2: 2.1 Scholing
         paragraph: Wij doen:
         list-item 1: lassen en frezen
         list-item 1: draaien
         list-item 2: dieper
         list-item 1: een
         list-item 1: twee
         heading 1: Cijfers
         paragraph: Tekst onder de kop.",
    );
    check("1. een\n\n2. twee\n", "list-item 1: een\nlist-item 1: twee");
}

#[test]
fn columns_parted_by_tabs_are_a_table() {
    check(
        "Fonds\tCursus\nOOM\tlassen\nOOC\t\n\nGeen\ttabel\n",
        "table-cell 1:1,1: Fonds
         table-cell 1:1,2: Cursus
         table-cell 1:2,1: OOM
         table-cell 1:2,2: lassen
         table-cell 1:3,1: OOC
         paragraph: Geen tabel",
    );
}

#[test]
fn columns_parted_by_wide_gaps_are_a_table() {
    check(
        "  Fonds      Cursus        Aantal\n  OOM        lassen            12\n\nGeen     tabel\n\nTwee     gaten\nin een      zin     niet\n",
        "table-cell 1:1,1: Fonds
         table-cell 1:1,2: Cursus
         table-cell 1:1,3: Aantal
         table-cell 1:2,1: OOM
         table-cell 1:2,2: lassen
         table-cell 1:2,3: 12
         paragraph: Geen tabel
         paragraph: Twee gaten in een zin niet",
    );
}

#[test]
fn lines_of_a_table_of_contents_are_marked() {
    check("1 Inleiding ..... 3\n2 Beleid ........ 7\n", "contents: 1 Inleiding ..... 3\ncontents: 2 Beleid ........ 7");
}

#[test]
fn a_file_of_white_space_has_no_blocks() {
    assert_eq!(shapes::show(&read(SourceKind::Text, b" \n\n\t\n")), "");
}

#[test]
fn other_character_sets_are_read() {
    let utf16: Vec<u8> = "\u{feff}Coördinatie".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(shapes::show(&read(SourceKind::Text, &utf16)), "paragraph: Coördinatie");
    assert_eq!(shapes::show(&read(SourceKind::Text, b"Co\xf6rdinatie")), "paragraph: Coördinatie");
}

#[test]
fn what_lies_beyond_a_limit_is_left_out_and_said() {
    let limits = Limits { text_bytes: 9, blocks: 1, ..Limits::default() };
    let options = ExtractOptions { limits, ..ExtractOptions::default() };
    let extracted = extract(b"een\n\ntwee\n\ndrie", &options).unwrap();
    assert_eq!(shapes::show(&extracted), "paragraph: een");
    let codes: Vec<&str> = extracted.notices.iter().map(|n| n.code.as_str()).collect();
    assert_eq!(codes, ["cut-off", "too-many-blocks"]);
    let limits = Limits { file_bytes: 2, ..Limits::default() };
    let options = ExtractOptions { limits, ..ExtractOptions::default() };
    assert_eq!(extract(b"een", &options).unwrap_err().name(), "too-large");
}
