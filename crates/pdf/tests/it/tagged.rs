//! Tagged files: blocks, levels, cells and languages from the tags, and the layout where these are not true.

use fundscan_model::{Block, BlockKind};

use crate::support::{pdf, text, texts};

fn block(text: &str) -> Block {
    let read = pdf("tagged-report");
    let found = read.blocks.iter().find(|b| b.text == text).cloned();
    found.unwrap_or_else(|| panic!("no block {text}: {:?}", read.blocks.iter().map(|b| &b.text).collect::<Vec<_>>()))
}

#[test]
fn headings_have_the_level_of_their_tag_also_by_a_role_map() {
    let levels = ["Scholing", "Vergoedingen"].map(|text| (block(text).kind, block(text).level));
    assert_eq!(levels, [(BlockKind::Heading, Some(1)), (BlockKind::Heading, Some(2))]);
}

#[test]
fn tagged_lists_and_tables_are_told_where_they_look_like_text() {
    let read = pdf("tagged-report");
    let items = texts(&read, BlockKind::ListItem);
    assert!(items.len() == 2 && items[1].ends_with("een opleiding van een jaar"), "{items:?}");
    let (head, cell) = (block("Bedrag").cell.unwrap(), block("500 euro").cell.unwrap());
    assert_eq!((head.row, head.column, head.head), (1, 2, true));
    assert_eq!((cell.row, cell.column, cell.head), (2, 2, false));
}

#[test]
fn artifacts_are_running_heads_and_a_tagged_paragraph_goes_on_over_the_page() {
    let read = pdf("tagged-report");
    assert_eq!(texts(&read, BlockKind::Header), ["Jaarverslag van een fonds"; 2]);
    let whole = block("Werkgevers en werknemers maken samen een plan voor het werk van morgen en leggen dat vast.");
    let pages: Vec<u32> = whole.fragments.iter().map(|f| f.place.page).collect();
    assert_eq!((pages.first(), pages.last()), (Some(&1), Some(&2)));
}

#[test]
fn languages_and_replacement_text_come_from_the_tags() {
    let english = block("The fund also pays for courses in English.");
    assert_eq!(english.language.as_deref(), Some("en-GB"));
    assert_eq!(block("Scholing").language.as_deref(), Some("nl-NL"));
    block("Bijzonderheden zijn er niet.");
}

#[test]
fn a_tree_that_leads_back_to_itself_loses_no_text() {
    let text = text("tagged-loop");
    assert!(text.contains("Het fonds vergoedt scholing van werknemers."), "{text}");
    assert!(text.contains("Werkgevers vragen die aan."), "{text}");
}

#[test]
fn tags_that_do_not_agree_with_the_page_are_told_and_not_followed() {
    let read = pdf("tagged-untrue");
    assert!(read.notices.iter().any(|n| n.code == "tags-unsound"), "{:?}", read.notices);
    let text = text("tagged-untrue");
    let places: Vec<usize> = (1..=10).map(|i| text.find(&format!("Zin nummer {i} van")).unwrap()).collect();
    assert!(places.is_sorted(), "{text}");
}
