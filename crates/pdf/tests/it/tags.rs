//! Tagged files: their tags are used where they agree with what is drawn, and told where they do not.

use fundscan_model::{Block, BlockKind};
use fundscan_pdf::{Limits, PdfText, ReadOptions, read};

use crate::support::{bytes, pdf, table, texts};

/// The beginnings of the three paragraphs that the files are made of.
const BODY: &str = "Het fonds vergoedt de kosten";
const MORE: &str = "In het verslagjaar zijn meer aanvragen";
const LAST: &str = "De commissie die de aanvragen beoordeelt";

/// Kind, level and text of the blocks that are no running ones.
fn outline(read: &PdfText) -> Vec<(BlockKind, Option<u8>, &str)> {
    let blocks = read.blocks.iter().filter(|block| !block.kind.is_running());
    blocks.map(|block| (block.kind, block.level, block.text.as_str())).collect()
}

fn notices<'r>(read: &'r PdfText, code: &str) -> Vec<&'r str> {
    read.notices.iter().filter(|n| n.code == code).map(|n| n.message.as_str()).collect()
}

/// That the tags were not used, were told to disagree, and that the text is what is read without them.
fn assert_unsound(name: &str) -> PdfText {
    let found = pdf(name);
    let told: Vec<_> = found.notices.iter().filter(|n| n.code == "tags-unsound").collect();
    assert!(
        matches!(told[..], [n] if n.page == Some(1) && n.message.contains("the layout was used instead")),
        "{told:?}"
    );
    let without = read(&bytes(name), &ReadOptions { ignore_tags: true, ..ReadOptions::default() }).unwrap();
    let text = |read: &PdfText| read.blocks.iter().map(|b| b.text.clone()).collect::<Vec<_>>();
    assert_eq!(text(&found), text(&without));
    found
}

/// The paragraphs begin as those that were drawn.
fn assert_paragraphs(read: &PdfText, beginnings: &[&str]) {
    let paragraphs = texts(read, BlockKind::Paragraph);
    assert_eq!(paragraphs.len(), beginnings.len(), "{paragraphs:?}");
    for (paragraph, beginning) in paragraphs.iter().zip(beginnings) {
        assert!(paragraph.starts_with(beginning), "{paragraph}");
    }
}

#[test]
fn headings_lists_and_parts_of_lines_are_what_their_roles_say() {
    let read = pdf("tags-roles");
    let found = outline(&read);
    assert_eq!(found[0], (BlockKind::Heading, Some(1), "Jaarverslag"));
    assert_eq!(found[2], (BlockKind::Heading, Some(2), "Scholing"));
    assert_eq!(found[3], (BlockKind::Paragraph, None, "Het fonds kent drie regelingen."));
    assert_eq!(
        found[4..8],
        [
            (BlockKind::ListItem, Some(1), "a de vergoeding van cursussen"),
            (BlockKind::ListItem, Some(2), "voor werknemers"),
            (BlockKind::ListItem, Some(2), "voor leerlingen"),
            (BlockKind::ListItem, Some(1), "b het loopbaanadvies"),
        ]
    );
    assert_eq!(found[8], (BlockKind::Paragraph, None, "Figuur 1. De aanvragen per jaar."));
    assert!(found[9].0 == BlockKind::Paragraph && found[9].2.starts_with(MORE));
    assert!(read.notices.is_empty(), "{:?}", read.notices);
}

#[test]
fn the_entries_of_a_table_of_contents_are_whole_and_leaders_say_nothing() {
    let read = pdf("tags-contents");
    assert_eq!(texts(&read, BlockKind::Contents), ["Voorwoord 1", "Scholing 1", "Arbeidsmarkt 2", "Bestuur 2"]);
    assert!(outline(&read).iter().all(|(_, _, text)| !text.contains("...")));
}

#[test]
fn a_paragraph_over_two_pages_is_one_block() {
    let read = pdf("tags-pages");
    let whole = "voor cursussen lassen en verspanen. Het bestuur heeft daarom het budget verhoogd.";
    let block = read.blocks.iter().find(|b| b.text.ends_with(whole)).expect("the paragraph is whole");
    let pages: Vec<u32> = block.fragments.iter().map(|f| f.place.page).collect();
    assert_eq!((pages[0], *pages.last().unwrap()), (1, 2));
}

#[test]
fn a_tagged_note_stands_apart_with_its_mark() {
    let read = pdf("tags-pages");
    let note = read.blocks.iter().find(|b| b.kind == BlockKind::Footnote).expect("a note");
    assert_eq!(
        (note.text.as_str(), note.notes.as_slice()),
        ("Volgens de cijfers van het bureau.", ["1".to_owned()].as_slice())
    );
    // It is the last of its page, though the tags have it within the paragraph.
    let on_page: Vec<&Block> = read.blocks.iter().filter(|b| b.page() == Some(1) && !b.kind.is_running()).collect();
    assert_eq!(on_page.last().unwrap().kind, BlockKind::Footnote);
}

#[test]
fn a_table_over_two_pages_is_one_and_its_repeated_head_no_row() {
    let read = pdf("tags-pages");
    assert_eq!(table(&read, 1), [["Fonds", "Bijdrage"], ["OOM", "1.200"], ["OTIB", "880"]]);
    let heads: Vec<bool> = read.blocks.iter().filter_map(|b| b.cell).map(|cell| cell.head).collect();
    assert_eq!(heads, [true, true, false, false, false, false]);
}

#[test]
fn artifacts_that_repeat_are_running_lines_wherever_they_stand() {
    let read = pdf("tags-pages");
    let head = read.blocks.iter().filter(|b| b.text == "Fonds in beeld");
    assert!(head.clone().count() == 2 && head.clone().all(|b| b.kind.is_running()));
    assert_eq!(texts(&read, BlockKind::Footer), ["1", "2"]);
}

#[test]
fn cells_stand_where_their_spans_put_them_and_hold_their_items_apart() {
    let read = pdf("tags-table");
    let place = |text: &str| {
        let block = read.blocks.iter().find(|b| b.text == text).unwrap_or_else(|| panic!("no {text}"));
        let cell = block.cell.unwrap_or_else(|| panic!("{text} is in no cell"));
        (cell.row, cell.column, cell.head)
    };
    for (text, expected) in [
        ("Fonds", (1, 1, true)),
        ("Aanbod in het jaar", (1, 2, true)),
        ("Cursus", (2, 2, true)),
        ("Deelnemers", (2, 3, true)),
        ("OOM", (3, 1, false)),
        ("lassen", (3, 2, false)),
        ("verspanen", (3, 2, false)),
        ("samen 1.200", (3, 3, false)),
        ("geschat", (3, 3, false)),
        ("OTIB", (4, 1, false)),
        ("koeltechniek", (4, 2, false)),
    ] {
        assert_eq!(place(text), expected, "{text}");
    }
    assert!(read.blocks.iter().filter_map(|b| b.cell).all(|cell| cell.table == 1));
}

#[test]
fn cells_stand_below_their_heads_where_the_tags_leave_out_empty_ones() {
    let read = pdf("tags-empty-cells");
    let cell = |text: &str| read.blocks.iter().find(|b| b.text == text).and_then(|b| b.cell).map(|c| (c.row, c.column));
    for (text, expected) in [
        ("lassen", (2, 2)),
        ("solderen", (2, 4)),
        ("spuiten", (3, 3)),
        ("buigen", (3, 4)),
        ("meten", (4, 4)),
        ("Werk", (5, 1)),
        ("beurs", (5, 3)),
        ("Samen te doen", (6, 1)),
    ] {
        assert_eq!(cell(text), Some(expected), "{text}");
    }
}

#[test]
fn a_tagged_table_that_says_it_goes_on_is_one_with_the_one_before() {
    let read = pdf("tags-continued");
    assert_eq!(
        table(&read, 1),
        [
            ["Fonds", "Aandacht voor het behoud van werk"],
            ["OOM", "advies over loopbanen"],
            ["OTIB", "scholing voor ander werk"]
        ]
    );
    assert!(table(&read, 2).is_empty());
}

#[test]
fn replacement_text_stands_in_for_what_differs_and_descriptions_only_for_what_cannot_be_read() {
    let read = pdf("tags-replaced");
    let paragraphs = texts(&read, BlockKind::Paragraph);
    assert_eq!(
        paragraphs[1..],
        ["Fonds helpt wie leert.", "Werkgevers en werknemers", "OOM", "Handtekening van de voorzitter", "Einde."]
    );
    // Words that are only repeated keep their places.
    let block = read.blocks.iter().find(|b| b.text == "Werkgevers en werknemers").unwrap();
    assert_eq!(block.fragments.len(), 3);
}

#[test]
fn blocks_have_the_language_declared_nearest_to_them() {
    let read = pdf("tags-languages");
    let languages: Vec<Option<&str>> = read.blocks.iter().map(|b| b.language.as_deref()).collect();
    assert_eq!(languages, [Some("nl-NL"), Some("en-GB"), Some("fr-BE"), Some("nl-NL")]);
}

#[test]
fn a_file_without_tags_may_declare_languages_too() {
    let read = pdf("tags-untagged-language");
    let languages: Vec<Option<&str>> = read.blocks.iter().map(|b| b.language.as_deref()).collect();
    assert_eq!(languages, [Some("nl"), Some("en")]);
}

#[test]
fn content_in_forms_belongs_to_the_elements_that_name_it() {
    let read = pdf("tags-forms");
    let found = outline(&read);
    let kinds: Vec<(BlockKind, Option<u8>)> = found.iter().map(|&(kind, level, _)| (kind, level)).collect();
    let (heading, paragraph) = (|level| (BlockKind::Heading, Some(level)), (BlockKind::Paragraph, None));
    assert_eq!(kinds, [heading(1), paragraph, paragraph, heading(2), paragraph, heading(3)], "{found:?}");
    let firsts: Vec<&str> = found.iter().map(|(_, _, text)| text.split([' ', ':']).next().unwrap()).collect();
    assert_eq!(firsts, ["Eerste", "Tweede", "Het", "Derde", "Vierde", "Vijfde"]);
}

#[test]
fn content_may_be_numbered_by_the_resources_of_its_page() {
    let read = pdf("tags-named");
    let heading = read.blocks.iter().find(|b| b.text == "Scholing").unwrap();
    assert_eq!((heading.kind, heading.level, heading.language.as_deref()), (BlockKind::Heading, Some(1), Some("en")));
}

#[test]
fn what_is_not_tagged_stands_where_it_is_drawn() {
    let read = pdf("tags-loose");
    let firsts: Vec<&str> = read.blocks.iter().map(|b| b.text.split(' ').next().unwrap()).collect();
    // The picture is tagged before all text, and drawn below the untagged line.
    assert_eq!(firsts, ["Het", "Niet", "Premie", "In", "Kader", "De"]);
}

#[test]
fn lines_ended_by_hand_part_a_paragraph_and_a_sentence_in_two_paragraphs_is_one() {
    let read = pdf("tags-by-hand");
    assert_eq!(texts(&read, BlockKind::ListItem), ["vergoeding van cursussen", "advies over loopbanen"]);
    let paragraphs = texts(&read, BlockKind::Paragraph);
    assert!(paragraphs.contains(&"Dit besluit geldt een jaar."), "{paragraphs:?}");
    assert!(paragraphs.contains(&"Daarna beslist het bestuur opnieuw over de regeling."), "{paragraphs:?}");
    assert!(paragraphs.last().unwrap().starts_with(LAST) && paragraphs.last().unwrap().ends_with("bezwaar maken."));
}

#[test]
fn a_page_in_one_paragraph_is_laid_out_by_the_eye() {
    let read = assert_unsound("tags-giant");
    assert_eq!(texts(&read, BlockKind::Heading), ["Scholing", "Aanvragen", "Commissie"]);
    assert_paragraphs(&read, &[BODY, MORE, LAST]);
}

#[test]
fn tags_of_content_that_the_page_lost_are_told() {
    assert_paragraphs(&assert_unsound("tags-lost"), &[BODY, MORE]);
}

#[test]
fn where_most_of_a_page_is_not_tagged_its_heading_is_still_one() {
    let read = assert_unsound("tags-partly");
    assert_eq!(outline(&read)[0], (BlockKind::Heading, Some(2), "Werkwijze"));
}

#[test]
fn lines_tagged_as_paragraphs_are_paragraphs_again() {
    assert_paragraphs(&assert_unsound("tags-broken"), &[BODY, MORE, LAST]);
}

#[test]
fn paragraphs_that_leap_over_one_another_are_read_as_drawn() {
    assert_paragraphs(&assert_unsound("tags-leaping"), &[BODY, MORE, LAST]);
}

#[test]
fn headings_that_hold_all_text_are_none() {
    let read = pdf("tags-shouting");
    assert_eq!(texts(&read, BlockKind::Heading), ["Scholing", "Aanvragen", "Commissie"]);
    assert_paragraphs(&read, &[BODY, MORE, LAST]);
}

#[test]
fn notes_that_hold_all_text_are_none() {
    let read = pdf("tags-notes-only");
    assert!(texts(&read, BlockKind::Footnote).is_empty());
    assert_paragraphs(&read, &[BODY, MORE, LAST]);
}

#[test]
fn tags_in_the_wrong_order_give_blocks_in_the_order_drawn() {
    let read = pdf("tags-backwards");
    let headings: Vec<_> = outline(&read).into_iter().filter(|(kind, ..)| *kind == BlockKind::Heading).collect();
    let heading = |text| (BlockKind::Heading, Some(2), text);
    assert_eq!(headings, [heading("Scholing"), heading("Aanvragen"), heading("Commissie")]);
    assert_paragraphs(&read, &[BODY, MORE, LAST]);
    assert!(notices(&read, "tags-unsound").is_empty());
}

#[test]
fn tables_that_arrange_a_page_are_read_as_text() {
    let read = pdf("tags-boxes");
    assert!(read.blocks.iter().all(|b| b.cell.is_none()));
    assert_paragraphs(&read, &["Logo", BODY, MORE, LAST, "Colofon", "Uitgave", "Kader:", "een kolom"]);
}

#[test]
fn rows_whose_cells_are_drawn_over_each_other_are_none() {
    let read = pdf("tags-overlapping");
    assert!(read.blocks.iter().all(|b| b.cell.is_none()));
    assert_eq!(texts(&read, BlockKind::Paragraph).len(), 7);
}

#[test]
fn a_tree_that_leads_back_to_itself_is_read_once() {
    let read = pdf("tags-loop");
    assert_eq!(notices(&read, "tags-damaged").len(), 1);
    assert_eq!(texts(&read, BlockKind::Heading), ["Scholing"]);
    assert_paragraphs(&read, &[BODY]);
}

#[test]
fn a_tree_nested_too_deep_is_cut_and_told() {
    let read = pdf("tags-deep");
    assert!(matches!(notices(&read, "limit")[..], [told] if told.contains("nested deeper than")));
    // What stands higher is used all the same, and what was cut is not lost.
    assert_eq!(texts(&read, BlockKind::Heading), ["Scholing"]);
    assert_eq!(texts(&read, BlockKind::Paragraph).last(), Some(&"Diep."));
}

#[test]
fn a_tree_with_too_many_entries_is_cut_and_told() {
    let limits = Limits { structure_entries: 4, ..Limits::default() };
    let read = read(&bytes("tags-roles"), &ReadOptions { limits, ..ReadOptions::default() }).unwrap();
    assert!(
        matches!(notices(&read, "limit")[..], [told] if told.contains("more than 4 entries")),
        "{:?}",
        read.notices
    );
    let text: String = read.blocks.iter().map(|b| b.text.as_str()).collect::<Vec<_>>().join(" ");
    assert!(text.contains("voor leerlingen") && text.contains(MORE), "{text}");
}

#[test]
fn tags_may_be_left_aside() {
    let options = ReadOptions { ignore_tags: true, ..ReadOptions::default() };
    let read = read(&bytes("tags-named"), &options).unwrap();
    assert!(texts(&read, BlockKind::Heading).is_empty());
}
