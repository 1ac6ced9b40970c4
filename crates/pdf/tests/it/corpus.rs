//! The reports of the sample corpus, set by four different programs, read as a person would read them.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use fundscan_model::{Block, BlockKind};
use fundscan_pdf::{PdfText, ReadOptions, read};

fn report(name: &str) -> PdfText {
    let path = format!("{}/../../corpus/{name}", env!("CARGO_MANIFEST_DIR"));
    read(&std::fs::read(&path).unwrap(), &ReadOptions::default()).unwrap()
}

fn texts(report: &PdfText, kind: BlockKind) -> Vec<&str> {
    report.blocks.iter().filter(|b| b.kind == kind).map(|b| b.text.as_str()).collect()
}

#[test]
fn running_heads_and_page_numbers_are_told_from_the_text() {
    let report = report("okc-2022.pdf");
    let heads = texts(&report, BlockKind::Header);
    assert!(heads.len() >= 5 && heads.iter().all(|h| h.contains("Jaarverslag 2022")), "{heads:?}");
    let feet = texts(&report, BlockKind::Footer);
    assert!(feet.contains(&"3") && feet.iter().all(|f| f.len() <= 2), "{feet:?}");
}

#[test]
fn the_cells_of_a_table_know_their_row_and_column() {
    let report = report("okc-2022.pdf");
    let cell = |text: &str| {
        let block = report.blocks.iter().find(|b| b.kind == BlockKind::TableCell && b.text == text);
        block.and_then(|b| b.cell).unwrap_or_else(|| panic!("no cell {text}"))
    };
    let (name, asked, granted) = (cell("Cursusvergoeding"), cell("2.041"), cell("1.904"));
    assert_eq!((name.table, name.row), (asked.table, asked.row));
    assert_eq!([name.column, asked.column, granted.column], [1, 2, 3]);
    assert!(cell("Regeling").row < name.row);
}

#[test]
fn a_note_stands_apart_and_its_mark_is_not_glued_to_a_word() {
    let report = report("okc-2022.pdf");
    let notes = texts(&report, BlockKind::Footnote);
    assert!(notes.iter().any(|n| n.starts_with("Gemiddeld over het jaar.")), "{notes:?}");
    let marked: Vec<&Block> =
        report.blocks.iter().filter(|b| b.kind == BlockKind::Paragraph && !b.notes.is_empty()).collect();
    assert!(!marked.is_empty());
    let glued = |word: &str| {
        let letters = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        letters.len() > 3 && letters.ends_with(|c: char| c.is_ascii_digit()) && letters.starts_with(char::is_alphabetic)
    };
    for block in marked {
        assert!(!block.text.split(' ').any(glued), "{}", block.text);
    }
}

#[test]
fn two_columns_are_read_one_after_the_other_and_hyphens_of_line_ends_are_gone() {
    let report = report("oam-2023.pdf");
    let body = report.blocks.iter().filter(|b| b.kind == BlockKind::Paragraph && b.text.len() > 200);
    let broken = |word: &str| {
        let inner = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '-');
        inner.len() > 2 && inner.ends_with('-')
    };
    let mut paragraphs = 0;
    for block in body {
        paragraphs += 1;
        let words: Vec<&str> = block.text.split(' ').collect();
        for pair in words.windows(2) {
            assert!(!broken(pair[0]) || matches!(pair[1], "en" | "of"), "{} {}", pair[0], pair[1]);
        }
        assert!(block.text.ends_with(['.', '!', '?', ':', ')']), "{}", block.text);
    }
    assert!(paragraphs >= 5);
}

#[test]
fn entries_of_a_table_of_contents_are_not_text() {
    for name in ["okc-2022.pdf", "sowt-2023.pdf"] {
        assert!(texts(&report(name), BlockKind::Contents).len() >= 8, "{name}");
    }
}

#[test]
fn every_word_of_a_block_knows_where_it_stands() {
    for name in ["oam-2022.pdf", "sowt-2022.pdf"] {
        let report = report(name);
        for block in &report.blocks {
            for fragment in &block.fragments {
                let place = fragment.place;
                let page = &report.pages[place.page as usize - 1];
                assert!(block.text.is_char_boundary(fragment.span.start()));
                assert!(place.bbox.left >= -1.0 && place.bbox.right <= page.width + 1.0, "{} {place:?}", block.text);
                assert!(place.bbox.top >= -1.0 && place.bbox.bottom <= page.height + 1.0, "{} {place:?}", block.text);
            }
        }
    }
}
