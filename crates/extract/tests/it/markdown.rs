//! Markdown files.

use crate::shapes::{self, lines, read};
use fundscan_model::SourceKind;

#[track_caller]
fn check(source: &str, expected: &str) {
    assert_eq!(shapes::blocks(SourceKind::Markdown, source), lines(expected), "\n{source}");
}

#[test]
fn headings_paragraphs_and_lists() {
    check(
        "---\ntitle: \"Verslag\"\n---\n\n# Kop\n\nEen *scho*ling\nover [regels](https://a.nl) en `code`.  \nNa de breuk.\n\n\
         - een\n  - dieper\n- twee\n\n1. drie\n\nOnder\n-----\n\n> Citaat\n\n```\ncode hier\n```\n",
        "heading 1: Kop
         paragraph: Een scholing over regels en code. Na de breuk.
         list-item 1: een
         list-item 2: dieper
         list-item 1: twee
         list-item 1: drie
         heading 2: Onder
         paragraph: Citaat
         paragraph: code hier",
    );
    let extracted = read(SourceKind::Markdown, b"---\ntitle: 'Verslag 2023'\n---\n\ntekst\n");
    assert_eq!(extracted.document.title(), Some("Verslag 2023"));
}

#[test]
fn pictures_are_left_out_and_definitions_and_languages_are_read() {
    check(
        "Tekst ![een *plaatje*](a.png) na.\n\nEVC\n: Erkenning\n",
        "paragraph: Tekst na.\nparagraph: EVC\nparagraph: Erkenning",
    );
    let extracted = read(SourceKind::Markdown, b"---\nlang: nl-NL\n---\n\nTekst.\n\n<p lang=en>Text.</p>\n");
    let languages: Vec<_> = extracted.document.blocks().iter().map(|b| b.language.as_deref()).collect();
    assert_eq!(languages, [Some("nl-NL"), Some("en")]);
}

#[test]
fn tables_and_notes() {
    check(
        "| Fonds | Cursus |\n|---|---|\n| OOM | lassen |\n| OOC |  |\n\nTekst[^1] hier.\n\n[^1]: De noot.\n",
        "table-cell 1:1,1 head: Fonds
         table-cell 1:1,2 head: Cursus
         table-cell 1:2,1: OOM
         table-cell 1:2,2: lassen
         table-cell 1:3,1: OOC
         paragraph: Tekst hier. [1]
         footnote: De noot. [1]",
    );
}

#[test]
fn html_inside_is_read_too() {
    check(
        "# Kop\n\nInnovatie (ECBI)<sup>1</sup> van 30 m<sup>2</sup><br>en de 21<sup>ste</sup> eeuw.\n\n\
         <sup>1</sup> De noot.\n\n<!-- weg -->\n\n\
         <table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>\n\n| c | d |\n|---|---|\n",
        "heading 1: Kop
         paragraph: Innovatie (ECBI) van 30 m² en de 21ste eeuw. [1]
         footnote: De noot. [1]
         table-cell 1:1,1 head: a
         table-cell 1:1,2 head: b
         table-cell 1:2,1: 1
         table-cell 1:2,2: 2
         table-cell 2:1,1 head: c
         table-cell 2:1,2 head: d",
    );
}

#[test]
fn lines_with_tabs_are_a_table_and_html_lists_in_them_are_parted() {
    check(
        "# Kop\n\nFonds\tCursus\nOOM\t<ul> <li>• lassen</li> <li>• frezen</li> </ul>\n\nAlinea\tmet tab\n",
        "heading 1: Kop
         table-cell 1:1,1: Fonds
         table-cell 1:1,2: Cursus
         table-cell 1:2,1: OOM
         table-cell 1:2,2: lassen
         table-cell 1:2,2: frezen
         paragraph: Alinea met tab",
    );
}

#[test]
fn a_paragraph_that_a_page_end_broke_is_one() {
    check(
        "# Kop\n\nDe alinea breekt af aan het einde van de bladzijde, midden in<sup>1</sup> een\n\n---\n\n\
         <sup>1</sup> De noot.\n\nzin die op de volgende verder gaat.\n",
        "heading 1: Kop
         paragraph: De alinea breekt af aan het einde van de bladzijde, midden in een zin die op de volgende verder gaat. [1]
         footnote: De noot. [1]",
    );
}

#[test]
fn lines_of_a_table_of_contents_are_marked() {
    check(
        "## Inhoud\n\n<b>1. Inleiding.....</b>\t<b>1</b>\n1.1 Aanleiding.....1\n1.2 Aanpak ..... 2\n\nTekst.\n",
        "heading 2: Inhoud
         contents: 1. Inleiding..... 1
         contents: 1.1 Aanleiding.....1
         contents: 1.2 Aanpak ..... 2
         paragraph: Tekst.",
    );
}

#[test]
fn hostile_markdown_ends_soon() {
    let n = 20_000;
    for source in [
        ">".repeat(n),
        "- ".repeat(n),
        "[".repeat(n),
        "*a ".repeat(n),
        "<b>".repeat(n),
        "`".repeat(n),
        "| a ".repeat(n),
        "[^1]: ".repeat(n),
        "<div>\n\n".repeat(n),
        "![](".repeat(n),
    ] {
        read(SourceKind::Markdown, format!("# Kop\n\n{source}\n\ndiep\n").as_bytes());
    }
}
