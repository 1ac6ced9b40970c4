//! Whose each passage is.

use std::collections::BTreeMap;

use fundscan_model::{BlockKind, FundId, Notice};
use fundscan_taxonomy::FundRegister;

use super::clues::is_line;
use super::names::Names;
use super::tables::{InTable, Tables};
use crate::{FundBy, StoredPassage};

/// Says of each passage of a document whose it is, and by which rule; `document` is the fund of the document as a whole.
///
/// The first rule that finds a fund decides:
///
/// 1. the head of the table row names it; rows below that have no head of their own go with it, also on the next page;
///    where columns are headed by funds and rows are not, the head of the column;
/// 2. the sentence, list item or cell names it and no other fund, or the sentence does that leads in the list. One that
///    names several belongs to none by this rule: a mention has one fund, and which of them it is about is not told;
///    A name that is set before what is said of it ("OOM: …") goes before the other names;
/// 3. the innermost heading that names a fund names it and no other, or the caption of the table does, or the line above
///    that is a name and nothing else. The title of the document is no heading of a section;
/// 4. it is the fund of the document.
///
/// A row of a table of funds whose head is no fund of the register belongs to the fund its sentence names, or to none.
/// The notices name such heads.
pub fn attribute_passages(
    passages: &mut [StoredPassage],
    document: Option<&FundId>,
    register: &FundRegister,
) -> Vec<Notice> {
    let named: Vec<Names> = passages.iter().map(|p| Names::of(&p.text, register)).collect();
    let tables = Tables::of(passages, &named);
    let mut sections = Sections::new(passages);
    let mut sentences = Sentences::default();
    let mut lines = Lines::default();
    for (index, passage) in passages.iter_mut().enumerate() {
        let sentence = sentences.fund(passage, &named[index]).map(|fund| (fund, FundBy::Sentence));
        let line = lines.fund(passage, &named[index]);
        let found = match tables.says(passage) {
            InTable::Of(fund, by) => Some((fund, by)),
            // What stands beside the name of something else is not about the fund of the document.
            InTable::Other => sentence,
            InTable::Silent => sentence
                .or_else(|| tables.caption(passage).map(|fund| (fund, FundBy::Section)))
                // The imprint of a cover heads no section.
                .or_else(|| {
                    line.map(
                        |fund| if Some(&fund) == document { (fund, FundBy::Document) } else { (fund, FundBy::Section) },
                    )
                })
                .or_else(|| sections.fund(&passage.section, register).map(|fund| (fund, FundBy::Section)))
                .or_else(|| document.map(|fund| (fund.clone(), FundBy::Document))),
        };
        let (fund, by) = found.map_or((None, FundBy::None), |(fund, by)| (Some(fund), by));
        (passage.fund, passage.fund_by) = (fund, by);
    }
    tables.notices()
}

/// The funds that sentences name. The items of a list go on with the sentence that leads it in, and the sentences of a
/// paragraph or item with the name that is set before it.
#[derive(Default)]
struct Sentences {
    /// The fund of the sentence that leads in the list being read.
    lead: Option<FundId>,
    /// The fund whose name is set before what the block with this number says.
    label: Option<(u32, FundId)>,
}

impl Sentences {
    fn fund(&mut self, passage: &StoredPassage, names: &Names) -> Option<FundId> {
        if let Some(fund) = names.label() {
            self.label = Some((passage.block, fund.clone()));
        }
        let labelled = self.label.as_ref().filter(|(block, _)| *block == passage.block && names.is_none());
        let labelled = labelled.map(|(_, fund)| fund.clone());
        match passage.kind {
            BlockKind::ListItem if names.is_none() => labelled.or_else(|| self.lead.clone()),
            BlockKind::Paragraph => {
                let leads = passage.text.trim_end().ends_with(':');
                self.lead = names.one().filter(|_| leads).cloned();
                names.one().cloned().or(labelled)
            }
            BlockKind::Heading | BlockKind::TableCell => {
                self.lead = None;
                names.one().cloned().or(labelled)
            }
            // Notes and running heads stand between the lines of a list.
            BlockKind::ListItem | BlockKind::Footnote | BlockKind::Contents | BlockKind::Header | BlockKind::Footer => {
                names.one().cloned()
            }
        }
    }
}

/// Lines that are the name of a fund and nothing else: they head what follows as headings do, up to the next heading or line.
#[derive(Default)]
struct Lines {
    fund: Option<FundId>,
    /// The fund of the line right above, where that is a name: names one below the other are a list of funds.
    above: Option<FundId>,
}

impl Lines {
    fn fund(&mut self, passage: &StoredPassage, names: &Names) -> Option<FundId> {
        match passage.kind {
            BlockKind::Paragraph => {
                let alone = names.alone();
                match (alone, self.above.take()) {
                    (Some(fund), Some(above)) if *fund != above => self.fund = None,
                    (Some(fund), _) => self.fund = Some(fund.clone()),
                    (None, _) if names.is_none() && is_line(passage) => self.fund = None,
                    (None, _) => {}
                }
                self.above = alone.cloned();
            }
            BlockKind::Heading => (self.fund, self.above) = (None, None),
            BlockKind::ListItem | BlockKind::TableCell | BlockKind::Contents => self.above = None,
            BlockKind::Footnote | BlockKind::Header | BlockKind::Footer => return None,
        }
        self.fund.clone()
    }
}

/// The funds that headings name.
struct Sections {
    /// Headings seen before, with the fund they decide for.
    seen: BTreeMap<String, Names>,
    /// The outermost heading, where the whole document stands under it.
    title: Option<String>,
}

impl Sections {
    fn new(passages: &[StoredPassage]) -> Self {
        let mut outermost = passages
            .iter()
            .filter(|p| !p.kind.is_running() && p.kind != BlockKind::Footnote)
            .filter_map(|p| p.section.first());
        let first = outermost.next();
        let title = first.filter(|first| outermost.all(|other| other == *first)).cloned();
        Self { seen: BTreeMap::new(), title }
    }

    fn fund(&mut self, section: &[String], register: &FundRegister) -> Option<FundId> {
        let inner = match (section, &self.title) {
            ([first, inner @ ..], Some(title)) if first == title => inner,
            _ => section,
        };
        for heading in inner.iter().rev() {
            if !self.seen.contains_key(heading) {
                self.seen.insert(heading.clone(), Names::of(heading, register));
            }
            let names = &self.seen[heading];
            if !names.is_none() {
                return names.one().cloned();
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use fundscan_model::{BlockKind, Cell};

    use super::*;
    use crate::testing::passage;

    fn text(text: &str, section: &[&str]) -> StoredPassage {
        let section = section.iter().map(|s| (*s).to_owned()).collect();
        StoredPassage { section, ..passage(1, BlockKind::Paragraph, text) }
    }

    /// A table from its rows; empty cells are no passages.
    fn table(rows: &[&[&str]]) -> Vec<StoredPassage> {
        let mut passages = Vec::new();
        for (row, cells) in (1..).zip(rows) {
            for (column, text) in (1..).zip(*cells).filter(|(_, text)| !text.is_empty()) {
                let mut cell = passage(1, BlockKind::TableCell, text);
                cell.cell = Some(Cell { table: 1, row, column, head: row == 1 });
                passages.push(cell);
            }
        }
        passages
    }

    fn whose(mut passages: Vec<StoredPassage>, document: Option<&str>) -> Vec<String> {
        let document = document.map(FundId::from);
        attribute_passages(&mut passages, document.as_ref(), &FundRegister::builtin());
        let fund = |p: &StoredPassage| p.fund.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string);
        passages.iter().map(|p| format!("{}: {} {}", p.text, fund(p), p.fund_by)).collect()
    }

    #[test]
    fn a_row_goes_before_a_sentence_a_sentence_before_a_heading_a_heading_before_the_document() {
        let mut passages = table(&[&["Fonds", "Aanbod"], &["OOM", "EVC, ook van OOC"], &["OOMT", "Taalles"]]);
        passages.push(text("OOC geeft taalles.", &["Fondsen", "OTIB"]));
        passages.push(text("Er is taalles.", &["Fondsen", "OTIB"]));
        passages.push(text("Er is EVC.", &["Fondsen"]));
        let told = [
            "Fonds: ooi document",
            "Aanbod: ooi document",
            "OOM: oom table-row",
            "EVC, ook van OOC: oom table-row",
            "OOMT: oomt table-row",
            "Taalles: oomt table-row",
            "OOC geeft taalles.: ooc sentence",
            "Er is taalles.: otib section",
            "Er is EVC.: ooi document",
        ];
        assert_eq!(whose(passages, Some("ooi")), told);
        assert_eq!(whose(vec![text("Er is EVC.", &["Fondsen"])], None), ["Er is EVC.: - none"]);
    }

    #[test]
    fn a_sentence_or_heading_that_names_several_funds_decides_for_none() {
        let passages = vec![
            text("OOM en OOC geven taalles.", &["Aanbod", "OTIB"]),
            text("Er is taalles.", &["OTIB", "OOM en OOC"]),
            text("Er is EVC.", &["Slot"]),
        ];
        let told =
            ["OOM en OOC geven taalles.: otib section", "Er is taalles.: ooi document", "Er is EVC.: ooi document"];
        assert_eq!(whose(passages, Some("ooi")), told);
    }

    #[test]
    fn the_title_of_a_document_is_no_section() {
        let passages =
            vec![text("Er is EVC.", &["Jaarverslag OOM"]), text("Er is taalles.", &["Jaarverslag OOM", "OOC"])];
        assert_eq!(whose(passages, Some("ooi")), ["Er is EVC.: ooi document", "Er is taalles.: ooc section"]);
    }

    #[test]
    fn a_row_without_a_head_goes_with_the_one_above_it() {
        let rows: &[&[&str]] = &[
            &["Fonds", "Aanbod"],
            &["OOM", "EVC"],
            &["", "Taalles"],
            &["OOM (vervolg)", "Leerbaan"],
            &["OOC", "Loket"],
        ];
        let told = whose(table(rows), None);
        assert_eq!(told[4], "Taalles: oom table-row");
        assert_eq!(told[6], "Leerbaan: oom table-row");
        assert_eq!(told[8], "Loket: ooc table-row");
    }

    #[test]
    fn a_table_that_goes_on_after_the_page_goes_on_with_its_last_fund() {
        let mut passages = table(&[&["Fonds", "Aanbod"], &["OOM", "EVC"], &["OOC", "Taalles"]]);
        let on_page_2 = |mut cell: StoredPassage, head: bool| {
            cell.cell = cell.cell.map(|c| Cell { table: 2, head, ..c });
            cell
        };
        passages.push(passage(1, BlockKind::Footer, "12"));
        let continued: &[&[&str]] = &[&["Fonds", "Aanbod"], &["", "Leerbaan"], &["OTIB", "Loket"]];
        passages.extend(table(continued).into_iter().map(|cell| on_page_2(cell, false)));
        let told = whose(passages.clone(), None);
        assert_eq!(
            told[7..],
            [
                "Fonds: - none",
                "Aanbod: - none",
                "Leerbaan: ooc table-row",
                "OTIB: otib table-row",
                "Loket: otib table-row"
            ]
        );

        // Text between them, or other heads, begin another table.
        passages[6].kind = BlockKind::Paragraph;
        assert_eq!(whose(passages.clone(), None)[9], "Leerbaan: - none");
        passages[6].kind = BlockKind::Footer;
        passages[7].text = "Jaar".to_owned();
        assert_eq!(whose(passages, None)[9], "Leerbaan: - none");
    }

    #[test]
    fn heads_that_are_not_marked_are_told_from_rows() {
        let mut plain = table(&[&["Fonds", "Aanbod"], &["OOM", "EVC"], &["Fonds", "Aanbod"], &["OOC", "Loket"]]);
        plain.iter_mut().for_each(|p| p.cell = p.cell.map(|c| Cell { head: false, ..c }));
        assert_eq!(attribute_passages(&mut plain, None, &FundRegister::builtin()), []);
        let told = whose(plain, None);
        assert_eq!((told[3].as_str(), told[5].as_str()), ("EVC: oom table-row", "Aanbod: - none"));

        let mut columns = table(&[&["", "OOM", "OOC"], &["Leren", "EVC", "Taalles"]]);
        columns.iter_mut().for_each(|p| p.cell = p.cell.map(|c| Cell { head: false, ..c }));
        let told = [
            "OOM: oom table-column",
            "OOC: ooc table-column",
            "Leren: - none",
            "EVC: oom table-column",
            "Taalles: ooc table-column",
        ];
        assert_eq!(whose(columns, None), told);

        // The head of a row may be marked as a head in the file.
        let mut row_heads = table(&[&["OOM", "EVC"], &["OOC", "Loket"]]);
        row_heads.iter_mut().for_each(|p| p.cell = p.cell.map(|c| Cell { head: c.column == 1, ..c }));
        assert_eq!(whose(row_heads, None)[1], "EVC: oom table-row");
    }

    #[test]
    fn the_funds_may_stand_after_a_number_or_a_theme_that_spans_several() {
        let numbers: &[&[&str]] = &[&["Nr.", "Fonds", "Aanbod"], &["1", "OOM", "EVC"], &["2", "OOC", "Loket"]];
        assert_eq!(whose(table(numbers), None)[3..6], ["1: oom table-row", "OOM: oom table-row", "EVC: oom table-row"]);
        let themes: &[&[&str]] = &[
            &["Thema", "Fonds", "Aanbod"],
            &["Leren", "OOM", "EVC"],
            &["", "OOC", "Loket"],
            &["Werk", "OTIB", "Banen"],
        ];
        let told = whose(table(themes), None);
        assert_eq!(told[3..7], ["Leren: - none", "OOM: oom table-row", "EVC: oom table-row", "OOC: ooc table-row"]);
    }

    #[test]
    fn a_row_that_is_one_cell_heads_the_rows_below_it() {
        let rows: &[&[&str]] = &[
            &["Soort", "Aanbod"],
            &["OOM"],
            &["Leren", "EVC"],
            &["Werk", "Loket"],
            &["OOC"],
            &["Leren", "Taalles"],
            &["Samen"],
            &["Leren", "Banen"],
        ];
        let told = whose(table(rows), None);
        assert_eq!(told[4], "EVC: oom table-row");
        assert_eq!((told[6].as_str(), told[9].as_str()), ("Loket: oom table-row", "Taalles: ooc table-row"));
        assert_eq!(told[12], "Banen: - none");
    }

    #[test]
    fn the_items_of_a_list_go_on_with_the_sentence_that_leads_it_in() {
        let item = |text: &str| passage(1, BlockKind::ListItem, text);
        let passages = vec![
            text("OOM biedt het volgende:", &["Aanbod"]),
            item("EVC"),
            passage(1, BlockKind::Footer, "12"),
            item("taalles, met OOC"),
            item("een loket"),
            text("OOM en OOC bieden samen:", &["Aanbod"]),
            item("banen"),
            text("OTIB doet meer.", &["Aanbod"]),
            item("coaching"),
        ];
        let told = whose(passages, Some("ooi"));
        assert_eq!((told[1].as_str(), told[3].as_str()), ("EVC: oom sentence", "taalles, met OOC: ooc sentence"));
        assert_eq!((told[4].as_str(), told[6].as_str()), ("een loket: oom sentence", "banen: ooi document"));
        assert_eq!(told[8], "coaching: ooi document");
    }

    #[test]
    fn where_columns_are_headed_by_funds_and_rows_are_not_the_column_decides() {
        let told = whose(table(&[&["Thema", "OOM", "OOC"], &["Leren", "EVC", "Taalles"]]), Some("otib"));
        assert_eq!(told[3..], ["Leren: otib document", "EVC: oom table-column", "Taalles: ooc table-column"]);
    }

    #[test]
    fn a_row_of_something_else_in_a_table_of_funds_is_of_no_fund_and_is_told() {
        let rows: &[&[&str]] = &[
            &["Fonds", "Aanbod"],
            &["OOM", "EVC"],
            &["OOC", "Loket"],
            &["OOI", "Stage"],
            &["XYZ", "Taalles"],
            &["Totaal", "3"],
            &["XYZ", "Loket"],
        ];
        assert_eq!(
            whose(table(rows), Some("otib"))[8..],
            ["XYZ: - none", "Taalles: - none", "Totaal: - none", "3: - none", "XYZ: - none", "Loket: - none"]
        );
        let notices = attribute_passages(&mut table(rows), None, &FundRegister::builtin());
        assert_eq!(notices.len(), 1);
        assert_eq!(notices[0].code, "fund-not-in-register");
        assert!(notices[0].message.contains("\"XYZ\""), "{}", notices[0].message);
    }
}
