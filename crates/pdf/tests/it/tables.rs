//! Tables: with lines around their cells, with lines across only, with shaded rows, with nothing drawn at all; over
//! several pages; and what is none.

use fundscan_model::{Block, BlockKind};
use fundscan_pdf::PdfText;

use crate::support::{pdf, table, texts};

/// Row, column and text of each block of a table, heads marked.
fn cells(read: &PdfText, number: u32) -> Vec<(u32, u32, &str, bool)> {
    let cell = |b: &'_ Block| b.cell.filter(|c| c.table == number).map(|c| (c.row, c.column, c.head));
    read.blocks.iter().filter_map(|b| cell(b).map(|(row, column, head)| (row, column, b.text.as_str(), head))).collect()
}

#[test]
fn the_cells_of_a_grid_keep_their_lines_together_and_their_items_apart() {
    let read = pdf("tables-grid");
    let body: Vec<(u32, u32, &str, bool)> = cells(&read, 1).into_iter().filter(|cell| cell.0 > 2).collect();
    assert_eq!(
        body,
        [
            (3, 1, "OOM", false),
            (3, 2, "Vergoeding van cursussen voor lassers en verspaners", false),
            (3, 3, "1.204", false),
            (3, 4, "1.311", false),
            (4, 1, "OTIB", false),
            (4, 2, "Subsidie voor de opleiding van monteurs", false),
            (4, 2, "Loopbaanadvies", false),
            (4, 3, "88", false),
            (4, 4, "-", false),
        ]
    );
    assert_eq!(texts(&read, BlockKind::Paragraph).len(), 2);
}

#[test]
fn a_head_over_two_columns_stands_in_the_first_of_them() {
    let read = pdf("tables-grid");
    let heads: Vec<(u32, u32, &str, bool)> = cells(&read, 1).into_iter().filter(|cell| cell.0 <= 2).collect();
    assert_eq!(
        heads,
        [
            (1, 1, "Fonds", true),
            (1, 2, "Activiteiten", true),
            (1, 3, "Deelnemers", true),
            (2, 3, "2022", true),
            (2, 4, "2023", true)
        ]
    );
}

#[test]
fn borders_drawn_as_thin_boxes_are_lines() {
    let read = pdf("tables-boxes");
    let rows =
        [vec!["Sector", "Aanbod"], vec!["Metaal", "Cursussen op de werkplek en begeleiding"], vec!["Installatie"]];
    assert_eq!(table(&read, 1), rows);
}

#[test]
fn lines_across_alone_show_a_table_and_words_of_a_cell_go_on_below() {
    let read = pdf("tables-across");
    assert_eq!(
        table(&read, 1),
        [
            ["Onderwerp", "Deelnemers", "Aandeel"],
            ["Trainingen in cyberveiligheid", "86", "41,3%"],
            ["Taalvaardigheid op de werkvloer", "693", "56,2%"],
            ["Loopbaanadvies", "714", "2,5%"],
        ]
    );
    let around = texts(&read, BlockKind::Paragraph);
    assert!(around[0].starts_with("Tabel 1.") && around[1].starts_with("Bron: jaarrekening."), "{around:?}");
}

#[test]
fn shaded_rows_are_rows_and_the_darkest_is_the_head() {
    let read = pdf("tables-shaded");
    let rows = table(&read, 1);
    assert_eq!(rows.len(), 5);
    assert_eq!(rows[2], ["OOC", "Geeft voorlichting en advies aan ondernemers over scholing"]);
    let heads: Vec<&str> = cells(&read, 1).into_iter().filter(|cell| cell.3).map(|cell| cell.2).collect();
    assert_eq!(heads, ["Fonds", "Wat het doet"]);
}

#[test]
fn cells_side_by_side_are_a_table_without_any_line_wherever_the_label_stands() {
    let read = pdf("tables-plain");
    assert_eq!(
        table(&read, 1),
        [
            ["Fonds", "Activiteit"],
            ["OOM", "Een cursus over lassen met nieuwe machines en een bezoek aan de beurs"],
            ["OTIB", "Subsidie voor leermeesters"],
            ["OOMT", "Onderzoek naar de werkplaats van de toekomst, samen met scholen in het land"],
        ]
    );
}

#[test]
fn a_table_that_goes_on_is_one_and_its_repeated_head_no_row() {
    let read = pdf("tables-continued");
    assert_eq!(
        table(&read, 1),
        [
            vec!["Fonds", "Aanbod voor vakmensen"],
            vec!["OOM", "Cursussen over lassen"],
            vec![
                "OTIB",
                "Advies over de loopbaan van alle mensen die in de techniek werken en die nog lang door willen gaan."
            ],
            vec!["OOI", "Nieuw lesmateriaal"],
            vec!["OOMT", "Onderzoek naar de werkplaats."],
            vec!["OOMT (vervolg)", "Een film over het vak."],
        ]
    );
    assert!(cells(&read, 1).iter().all(|cell| cell.3 == (cell.0 == 1)));
    assert!(read.blocks.iter().filter_map(|b| b.cell).all(|cell| cell.table == 1));
    let again = texts(&read, BlockKind::Header);
    assert_eq!(again.iter().filter(|head| head.ends_with("(vervolg)")).count(), 2, "{again:?}");
}

#[test]
fn columns_of_text_forms_addresses_and_contents_are_no_tables() {
    let read = pdf("tables-none");
    assert!(read.blocks.iter().all(|block| block.cell.is_none()));
    let paragraphs = texts(&read, BlockKind::Paragraph);
    assert!(paragraphs[0].starts_with("De sectorraad") && paragraphs[0].ends_with("vernieuwd."), "{paragraphs:?}");
    for expected in ["Naam: Jan de Vries", "Datum: 12 mei 2023"] {
        assert!(paragraphs.contains(&expected), "{paragraphs:?}");
    }
    let text = crate::support::text("tables-none");
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("no {words}"));
    assert!(at("3511 AB Utrecht") < at("Kenniscentrum Werk"));
    assert_eq!(texts(&read, BlockKind::Contents).len(), 4);
}
