use fundscan_model::{BBox, BlockKind, Place, SourceKind};

use super::*;
use crate::testing::passage;
use crate::{DocumentKind, How, StoredPassage};

const REGISTER: &str = r#"
    [[fund]]
    id = "ao-hout"
    name = "A&O Hout"
    names = ["Stichting Arbeidsmarkt en Opleiding Hout"]

    [[fund]]
    id = "oog"
    name = "OOG"
    names = [{ name = "OOG", case = "exact" }, "Opleidingsfonds Glas"]

    [[fund]]
    id = "oogx"
    name = "OOGX"
"#;

fn register() -> FundRegister {
    FundRegister::parse(REGISTER).unwrap().0
}

/// Passages on pages: (page, kind, text).
fn pages(texts: &[(u32, BlockKind, &str)]) -> Vec<StoredPassage> {
    let on_page = |((page, kind, text), number): (&(u32, BlockKind, &str), u32)| {
        let mut passage = passage(number, *kind, text);
        passage.places = vec![Place { page: *page, bbox: BBox::new(0.0, 0.0, 1.0, 1.0) }];
        passage
    };
    texts.iter().zip(1..).map(on_page).collect()
}

fn found(path: &str, title: Option<&str>, texts: &[(u32, BlockKind, &str)]) -> Attribution {
    let passages = pages(texts);
    let clues = Clues { path, source: Some(SourceKind::Pdf), title, passages: &passages };
    attribute(&clues, &Told::default(), &register())
}

fn fund(a: &Attribution) -> (Option<&str>, How) {
    (a.fund.id.as_ref().map(|id| id.as_str()), a.fund.how)
}

fn years(a: &Attribution) -> (Option<(u16, u16)>, How) {
    (a.period.years().map(|y| (y.from, y.to)), a.period.how)
}

use BlockKind::{Footer, Heading, Paragraph};

#[test]
fn the_title_says_whose_and_when() {
    let a = found("x.pdf", Some("Jaarverslag OOG 2023"), &[(1, Paragraph, "Voorwoord bij het jaarplan 2024.")]);
    assert_eq!(fund(&a), (Some("oog"), How::Title));
    assert_eq!(a.fund.quote.as_deref(), Some("OOG"));
    assert_eq!(years(&a), (Some((2023, 2023)), How::Title));
    assert_eq!(a.period.quote.as_deref(), Some("Jaarverslag OOG 2023"));
    assert_eq!((a.document.kind, a.document.how), (DocumentKind::AnnualReport, How::Title));
}

#[test]
fn the_cover_says_whose_and_when() {
    let cover = [
        (1, Heading, "Opleidingsfonds Glas"),
        (1, Heading, "Bestuursverslag en jaarrekening 2022"),
        (1, Paragraph, "Vastgesteld op 14 juni 2023"),
        (2, Paragraph, "In 2023 werken wij samen met OOGX en in 2024 ook met A&O Hout aan nieuwe plannen."),
    ];
    let a = found("download(3).pdf", None, &cover);
    assert_eq!(fund(&a), (Some("oog"), How::Text));
    assert_eq!(years(&a), (Some((2022, 2022)), How::Text));
    assert_eq!(a.document.kind, DocumentKind::AnnualReport);
    assert_eq!(a.notices, []);
}

#[test]
fn the_file_name_says_whose_and_when() {
    for (path, id, year) in [
        ("oog-jaarverslag-2023.pdf", "oog", 2023),
        ("OOG_JV_2023.pdf", "oog", 2023),
        ("oogx2021.pdf", "oogx", 2021),
        ("2019/ao-hout/verslag.pdf", "ao-hout", 2019),
        ("A&O Hout/jaarrekening 2020 (definitief).pdf", "ao-hout", 2020),
        ("opleidingsfonds-glas/2023-03-14_jaarverslag_2022.pdf", "oog", 2022),
    ] {
        let a = found(
            path,
            None,
            &[(1, Paragraph, "Geachte lezer, hierbij ontvangt u van ons een stuk over alles wat wij deden.")],
        );
        assert_eq!(fund(&a), (Some(id), How::FileName), "{path}");
        assert_eq!(years(&a), (Some((year, year)), How::FileName), "{path}");
    }
}

#[test]
fn a_sentence_that_mentions_a_fund_does_not_make_it_the_funds() {
    let a = found(
        "advies.pdf",
        Some("Advies over leven lang ontwikkelen"),
        &[(
            1,
            Paragraph,
            "Wij spraken voor dit advies met OOG en met vele anderen die hier niet allemaal genoemd worden.",
        )],
    );
    assert_eq!(fund(&a), (None, How::None));
    let codes: Vec<_> = a.notices.iter().map(|n| n.code.as_str()).collect();
    assert_eq!(codes, ["fund-unknown", "year-unknown"]);
}

#[test]
fn several_funds_that_stand_out_alike_are_none_with_a_notice() {
    let texts = [
        (1, Heading, "Vergelijking van opleidingsfondsen"),
        (2, Paragraph, "OOG biedt cursussen. OOGX biedt vouchers. OOG en OOGX werken samen."),
    ];
    let a = found("vergelijking.pdf", None, &texts);
    assert_eq!(fund(&a), (None, How::None));
    assert_eq!(a.notices[0].code, "fund-ambiguous");
    assert!(a.notices[0].message.contains("oog, oogx"), "{}", a.notices[0].message);
    let a = found("x.pdf", Some("OOG en OOGX samen"), &texts);
    assert_eq!((fund(&a).0, a.notices[0].code.as_str()), (None, "fund-ambiguous"));
}

use BlockKind::{ListItem, TableCell};

/// Texts without pages, as of a web page.
fn web(texts: &[(BlockKind, &str)]) -> Attribution {
    let passages: Vec<_> = texts.iter().zip(1..).map(|((kind, text), n)| passage(n, *kind, text)).collect();
    let clues = Clues { path: "x.html", source: Some(SourceKind::Html), title: None, passages: &passages };
    attribute(&clues, &Told::default(), &register())
}

#[test]
fn a_short_sentence_a_list_or_a_table_on_the_first_page_does_not_make_it_the_funds() {
    for (kind, text) in [
        (Paragraph, "OOG denkt na over robots."),
        (ListItem, "J. Jansen (OOG)"),
        (TableCell, "OOG"),
        (Paragraph, "Tabel 1. Aanbod van OOG"),
        (Paragraph, "Wij spraken met OOG:"),
    ] {
        let texts = [(Heading, "Verkenning"), (kind, text), (Paragraph, "Er is nog veel te doen in de sector.")];
        assert_eq!(fund(&web(&texts)), (None, How::None), "{text}");
        let paged: Vec<_> = texts.iter().map(|(kind, text)| (1, *kind, *text)).collect();
        assert_eq!(fund(&found("x.pdf", None, &paged)), (None, How::None), "{text}");
    }
    // A line that is no sentence is how a cover is set.
    let cover = [(Paragraph, "Jaarverslag"), (Paragraph, "Stichting Arbeidsmarkt en Opleiding Hout")];
    assert_eq!(fund(&web(&cover)).0, Some("ao-hout"));
}

#[test]
fn a_heading_below_the_first_text_heads_a_section_and_not_the_document() {
    let texts = [
        (Heading, "Jaarverslag"),
        (Paragraph, "Opleidingsfonds Glas"),
        (Paragraph, "Het was een goed jaar."),
        (Heading, "Samen met OOGX"),
        (Paragraph, "Met OOGX is overleg gevoerd. OOGX wil meer."),
    ];
    assert_eq!(fund(&web(&texts)), (Some("oog"), How::Text));
    assert_eq!(fund(&web(&texts[2..])), (None, How::None));
    let line = [(Paragraph, "Het was een goed jaar."), (Paragraph, "OOGX"), (ListItem, "Een zomerschool")];
    assert_eq!(fund(&web(&line)), (None, How::None));
    // A cover may hold a sentence.
    let cover = line.map(|(kind, text)| (1, kind, text));
    assert_eq!(fund(&found("x.pdf", None, &cover[..2])).0, Some("oogx"));
}

#[test]
fn headings_that_name_one_fund_here_and_another_there_are_those_of_sections() {
    let texts = [
        (Heading, "Verslag van de gesprekken"),
        (Heading, "Gesprek met OOG"),
        (Paragraph, "Er komt een zomerschool, en die is voor iedereen die zich in de sector wil laten omscholen."),
        (Heading, "Gesprek met OOGX"),
        (Paragraph, "Er komt een winterschool, en die is voor iedereen die zich in de sector wil laten omscholen."),
    ];
    assert_eq!(fund(&web(&texts)), (None, How::None));
    let feet = [(1, Paragraph, "Inleiding"), (1, Footer, "OOG"), (2, Paragraph, "Slot"), (2, Footer, "OOGX")];
    assert_eq!(fund(&found("x.pdf", None, &feet)), (None, How::None));
}

#[test]
fn a_running_foot_says_whose_it_is() {
    let a = found("x.pdf", None, &[(1, Paragraph, "Inleiding"), (2, Footer, "OOGX | 2"), (3, Footer, "OOGX | 3")]);
    assert_eq!(fund(&a), (Some("oogx"), How::Text));
}

#[test]
fn a_fund_the_text_speaks_of_all_the_time_is_its_own() {
    let sentence = "Dit jaar heeft OOG met alle bedrijven in de glasbranche gesproken over scholing en over toekomst.";
    let texts: Vec<_> = (1..=6).map(|n| (n, Paragraph, sentence)).collect();
    assert_eq!(fund(&found("x.pdf", None, &texts)), (Some("oog"), How::Text));
}

#[test]
fn one_name_inside_another_is_not_found() {
    assert_eq!(fund(&found("x.pdf", Some("Jaarverslag OOGX"), &[])).0, Some("oogx"));
    assert_eq!(fund(&found("blik-op-oogst.pdf", Some("De oog van de naald"), &[])), (None, How::None));
}

#[test]
fn what_a_person_says_goes_first() {
    let told = Told {
        fund: Some(("oogx".into(), How::Flag)),
        period: Some(Period::new(2020, 2021, How::Manifest, None)),
        kind: Some((DocumentKind::Other, How::Manifest)),
        title: Some("Een titel".to_owned()),
    };
    let clues = Clues { path: "oog-2023.pdf", title: Some("Jaarverslag OOG 2023"), ..Clues::default() };
    let a = attribute(&clues, &told, &register());
    assert_eq!(fund(&a), (Some("oogx"), How::Flag));
    assert_eq!(a.fund.name.as_deref(), Some("OOGX"));
    assert_eq!(years(&a), (Some((2020, 2021)), How::Manifest));
    assert_eq!((a.document.kind, a.document.title.as_deref()), (DocumentKind::Other, Some("Een titel")));
}

#[test]
fn a_title_left_over_from_last_year_gives_way_to_the_cover() {
    let a = found("jaarverslag-2023.pdf", Some("Jaarverslag 2022"), &[(1, Heading, "Jaarverslag 2023")]);
    assert_eq!(years(&a), (Some((2023, 2023)), How::Text));
    assert_eq!(a.notices[0].code, "year-unsure");
    assert!(a.notices[0].message.contains("2022 (title"), "{}", a.notices[0].message);
}

#[test]
fn the_year_of_a_report_is_not_the_year_of_the_plan_it_announces() {
    let texts = [
        (1, Heading, "Jaarverslag"),
        (1, Paragraph, "Over het jaar 2022"),
        (2, Paragraph, "Ons jaarplan 2023 en de begroting 2023 staan op de site."),
        (2, Paragraph, "In de begroting 2023 is ruimte."),
    ];
    let a = found("verslag.pdf", None, &texts);
    assert_eq!(years(&a).0, Some((2022, 2022)));
    let a = found("x.pdf", Some("Jaarplan 2024"), &[(2, Paragraph, "Uit het jaarverslag 2022 blijkt veel.")]);
    assert_eq!((years(&a).0, a.document.kind), (Some((2024, 2024)), DocumentKind::Plan));
}

#[test]
fn a_study_is_not_of_the_year_of_a_plan_it_speaks_of() {
    let texts = [
        (1, Heading, "Een verkenning"),
        (2, Paragraph, "In het strategisch plan 2016-2020 en in het jaarverslag 2015 is deze behoefte al vastgesteld."),
    ];
    assert_eq!(years(&found("verkenning.pdf", None, &texts)), (None, How::None));
}

#[test]
fn a_broken_year_and_a_term_of_years_are_periods() {
    assert_eq!(years(&found("x.pdf", Some("Jaarverslag 2022-2023"), &[])).0, Some((2022, 2023)));
    let a = found("x.pdf", Some("Meerjarenbeleidsplan 2021 t/m 2024"), &[]);
    assert_eq!((years(&a).0, a.period.year), (Some((2021, 2024)), None));
}

#[test]
fn a_date_on_the_cover_is_not_the_reporting_year() {
    let a = found("advies.pdf", None, &[(1, Heading, "Advies over scholing"), (1, Heading, "Utrecht, april 2018")]);
    assert_eq!(years(&a), (None, How::None));
    let a = found("advies.pdf", None, &[(1, Heading, "Advies over scholing"), (1, Heading, "2018")]);
    assert_eq!(years(&a), (None, How::None));
    let a = found("verslag.pdf", None, &[(1, Heading, "Jaarverslag van het fonds"), (1, Heading, "2018")]);
    assert_eq!(years(&a).0, Some((2018, 2018)));
}

#[test]
fn a_web_page_is_one_until_it_says_otherwise() {
    let clues = Clues { path: "aanbod.html", source: Some(SourceKind::Html), ..Clues::default() };
    let a = attribute(&clues, &Told::default(), &register());
    assert_eq!((a.document.kind, a.document.how), (DocumentKind::WebPage, How::None));
    let a = attribute(&Clues { title: Some("Jaarverslag 2023"), ..clues }, &Told::default(), &register());
    assert_eq!(a.document.kind, DocumentKind::AnnualReport);
}

#[test]
fn nothing_at_all_is_known_of_an_empty_document() {
    let a = found("scan0001.pdf", None, &[]);
    assert_eq!((fund(&a), years(&a)), ((None, How::None), (None, How::None)));
    assert_eq!(a.document.kind, DocumentKind::Other);
}
