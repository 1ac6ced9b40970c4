use fundscan_evaluate::Evaluation;
use fundscan_evidence::{
    CellCounts, CheckedFindings, Collection, ConceptCoverage, Coverage, CoverageBy, Diff, Gathered, Inventory, Kwic,
    PartCell, Relations, Suggestions, TaxonomyDiff, Trend, WhiteSpot,
};
use fundscan_model::{FundId, Notice};

use crate::about::{about, about_parts, white_spots};
use crate::concordance;
use crate::document::{fund, ocr, plural, status, years};
use crate::evaluation::{Lines, head};
use crate::grid::{Align, Flex, Grid, wrap};
use crate::outline::{label, outline};
use crate::spots::{by_kind, name, nothing_read};
use crate::{
    Render, RenderOptions, ReportError, inventory, parts, relations, safe_terminal, suggestions, taxonomy_diff,
};

/// Columns for a terminal.
///
/// A column for each fund where they fit, else a list of the funds of each concept. What comes from documents cannot
/// steer the terminal.
pub(crate) struct Table {
    options: RenderOptions,
}

impl Table {
    pub(crate) fn new(options: RenderOptions) -> Self {
        Self { options }
    }

    fn wrapped(&self, text: &mut String, start: &str, paragraph: &str) {
        let columns = self.options.width.unwrap_or(usize::MAX).saturating_sub(start.len());
        for line in wrap(paragraph, columns.max(20)) {
            text.push_str(start);
            text.push_str(&line);
            text.push('\n');
        }
    }

    fn notices(&self, text: &mut String, notices: &[Notice]) {
        if !notices.is_empty() {
            text.push('\n');
        }
        for notice in notices {
            self.wrapped(text, "", &format!("note: {}", safe_terminal(&notice.message)));
        }
    }

    /// A column for each fund.
    fn by_column(&self, coverage: &Coverage) -> Grid {
        let mut head = vec![("concept".to_owned(), Align::Left), ("funds".to_owned(), Align::Right)];
        head.extend(coverage.funds.iter().map(|f| (safe_terminal(f.fund.as_str()).into_owned(), Align::Right)));
        let no_fund = coverage.no_fund.documents > 0;
        if no_fund {
            head.push(("no fund".to_owned(), Align::Right));
        }
        self.concepts(coverage, Grid::new(head), |concept| {
            let cell = |counts: Option<&CellCounts>| counts.map_or_else(|| "-".to_owned(), cell);
            let mut cells: Vec<String> = coverage.funds.iter().map(|f| cell(counts_of(concept, &f.fund))).collect();
            if no_fund {
                cells.push(cell(concept.no_fund.as_ref()));
            }
            cells
        })
    }

    /// One column that lists the funds in which something was found.
    fn by_list(&self, coverage: &Coverage) -> Grid {
        let head = [("concept", Align::Left), ("funds", Align::Right), ("mentions by fund", Align::Left)];
        let grid = Grid::new(head.map(|(h, a)| (h.to_owned(), a)));
        self.concepts(coverage, grid, |concept| {
            let funds = concept.funds.iter().map(|f| (safe_terminal(f.fund.as_str()), &f.rolled_up));
            let no_fund = concept.no_fund.iter().map(|c| ("no fund".into(), c));
            // A fund and its number stay together on a line.
            let list: Vec<String> =
                funds.chain(no_fund).map(|(name, counts)| format!("{name}\u{a0}{}", cell(counts))).collect();
            vec![if list.is_empty() { "-".to_owned() } else { list.join(", ") }]
        })
    }

    fn concepts(&self, coverage: &Coverage, mut grid: Grid, cells: impl Fn(&ConceptCoverage) -> Vec<String>) -> Grid {
        for group in outline(coverage, self.options.language) {
            grid.title(safe_terminal(group.label).into_owned());
            for entry in group.entries {
                let concept = entry.concept;
                let name = safe_terminal(label(concept, self.options.language));
                let mut row = vec![format!("{}{name}", "  ".repeat(entry.depth + 1))];
                row.push(format!("{} of {}", concept.funds_covered, concept.funds_total));
                row.extend(cells(concept));
                grid.row(row);
            }
        }
        grid
    }

    fn funds(&self, text: &mut String, coverage: &Coverage) {
        let head = [
            ("fund", Align::Left),
            ("name", Align::Left),
            ("documents", Align::Right),
            ("words", Align::Right),
            ("years", Align::Left),
        ];
        let mut grid = Grid::new(head.map(|(h, a)| (h.to_owned(), a)));
        for fund in &coverage.funds {
            let years: Vec<String> =
                fund.years.iter().map(|y| y.years.map_or_else(|| "?".to_owned(), |y| y.to_string())).collect();
            grid.row(vec![
                safe_terminal(fund.fund.as_str()).into_owned(),
                safe_terminal(&fund.name).into_owned(),
                fund.documents.to_string(),
                fund.words.to_string(),
                years.join(", "),
            ]);
        }
        if coverage.no_fund.documents > 0 {
            let Gathered { documents, words } = coverage.no_fund;
            grid.row(vec![
                "-".to_owned(),
                "no fund known".to_owned(),
                documents.to_string(),
                words.to_string(),
                String::new(),
            ]);
        }
        text.push_str(&grid.render(self.options.width, 1, Flex::CutEnd));
        let unread = nothing_read(&coverage.looked_at, |l| safe_terminal(l.fund.as_str()).into_owned());
        if !unread.is_empty() {
            self.wrapped(text, "", &format!("nothing read of: {unread}"));
        }
    }

    fn white_spots(&self, text: &mut String, coverage: &Coverage, of: &[WhiteSpot]) {
        for spots in by_kind(coverage, of, self.options.language) {
            self.wrapped(text, "  ", &spots.head);
            for (group, concepts) in spots.groups {
                self.wrapped(
                    text,
                    "    ",
                    &format!("{}: {}", safe_terminal(group), safe_terminal(&concepts.join(", "))),
                );
            }
        }
    }

    /// A column for each year or sector, or a list of them where columns do not fit.
    fn years_or_sectors(&self, coverage: &Coverage) -> String {
        let language = self.options.language;
        let parts = || coverage.parts.iter().map(|p| (p, safe_terminal(parts::title(p, language))));
        let mut head = vec![("concept".to_owned(), Align::Left), ("funds".to_owned(), Align::Right)];
        let by = coverage.by.map_or("", CoverageBy::name);
        let name = |title: &str| if title == "?" { format!("no {by}") } else { title.to_owned() };
        head.extend(parts().map(|(_, title)| (name(&title), Align::Right)));
        let cell =
            |part, concept: &ConceptCoverage| parts::concept(part, &concept.concept).map_or_else(dash, parts::k_of_n);
        let columns =
            self.concepts(coverage, Grid::new(head), |concept| parts().map(|(part, _)| cell(part, concept)).collect());
        let mut text = if self.fits(&columns) {
            columns.render(None, 0, Flex::CutEnd)
        } else {
            let head = [("concept", Align::Left), ("funds", Align::Right), ("funds by part", Align::Left)];
            let grid = Grid::new(head.map(|(h, a)| (h.replace("part", by), a)));
            let list = self.concepts(coverage, grid, |concept| {
                // A part and its numbers stay together on a line.
                let list = parts().map(|(part, title)| format!("{}: {}", name(&title), cell(part, concept)));
                vec![list.map(|one| one.replace(' ', "\u{a0}")).collect::<Vec<_>>().join(", ")]
            });
            list.render(self.options.width, 2, Flex::Wrap).replace('\u{a0}', " ")
        };
        text.push('\n');
        let mut head = vec![(by.to_owned(), Align::Left)];
        head.extend(parts::READ.map(|h| (h.to_owned(), Align::Right)));
        let mut read = Grid::new(head);
        for (part, title) in parts() {
            read.row([vec![name(&title)], parts::read(part).to_vec()].concat());
        }
        text + &read.render(self.options.width, 0, Flex::CutEnd)
    }

    /// A table for each question, with its white spots.
    fn questions(&self, coverage: &Coverage) -> String {
        let language = self.options.language;
        let mut text = String::new();
        for part in &coverage.parts {
            let id = part.key.as_deref().unwrap_or("?");
            self.wrapped(&mut text, "", &safe_terminal(&format!("{} ({id})", parts::title(part, language))));
            let rows = || {
                let any = part
                    .any
                    .iter()
                    .map(|any| ("any of these".to_owned(), parts::any_of_n(any, part), any.funds.as_slice()));
                let concepts = part.concepts.iter().map(|c| {
                    let name = safe_terminal(name(coverage, &c.concept, language));
                    (format!("  {name}"), parts::k_of_n(c), c.funds.as_slice())
                });
                any.chain(concepts)
            };
            let mut head = vec![("concept".to_owned(), Align::Left), ("funds".to_owned(), Align::Right)];
            let funds = || part.looked_at.iter().filter(|l| l.documents > 0 || l.words > 0);
            head.extend(funds().map(|l| (safe_terminal(l.fund.as_str()).into_owned(), Align::Right)));
            let mut columns = Grid::new(head);
            for (name, k_of_n, cells) in rows() {
                let of_fund = |fund| parts::cell(cells, fund).map_or_else(dash, |c| cell(&c.rolled_up));
                columns.row([vec![name, k_of_n], funds().map(|l| of_fund(&l.fund)).collect()].concat());
            }
            if self.fits(&columns) {
                text += &columns.render(None, 0, Flex::CutEnd);
            } else {
                let head = [("concept", Align::Left), ("funds", Align::Right), ("mentions by fund", Align::Left)];
                let mut list = Grid::new(head.map(|(h, a)| (h.to_owned(), a)));
                for (name, k_of_n, cells) in rows() {
                    let of_fund =
                        |c: &PartCell| format!("{}\u{a0}{}", safe_terminal(c.fund.as_str()), cell(&c.rolled_up));
                    let cells: Vec<String> = cells.iter().map(of_fund).collect();
                    list.row(vec![name, k_of_n, if cells.is_empty() { dash() } else { cells.join(", ") }]);
                }
                text += &list.render(self.options.width, 2, Flex::Wrap).replace('\u{a0}', " ");
            }
            self.white_spots(&mut text, coverage, &part.spots);
            text.push('\n');
        }
        text
    }

    /// Whether columns fit the terminal. Below a certain width names of concepts are cut to nothing: better one list.
    fn fits(&self, columns: &Grid) -> bool {
        self.options.width.is_none_or(|width| columns.width() <= width.max(40))
    }
}

fn dash() -> String {
    "-".to_owned()
}

/// Affirming mentions, with the negating ones in parentheses where there are any.
fn cell(counts: &CellCounts) -> String {
    match counts.negated {
        0 => counts.mentions.to_string(),
        negated => format!("{} ({negated})", counts.mentions),
    }
}

fn counts_of<'a>(concept: &'a ConceptCoverage, fund: &FundId) -> Option<&'a CellCounts> {
    concept.funds.iter().find(|f| f.fund == *fund).map(|f| &f.rolled_up)
}

impl Render for Table {
    fn coverage(&self, coverage: &Coverage) -> Result<String, ReportError> {
        let mut text = String::new();
        match coverage.by {
            Some(CoverageBy::Year | CoverageBy::Sector) => text += &self.years_or_sectors(coverage),
            Some(CoverageBy::Question) => text += self.questions(coverage).trim_end_matches('\n'),
            None => {
                let columns = self.by_column(coverage);
                text += &if self.fits(&columns) {
                    columns.render(None, 0, Flex::CutEnd)
                } else {
                    self.by_list(coverage).render(self.options.width, 2, Flex::Wrap).replace('\u{a0}', " ")
                };
            }
        }
        text.push('\n');
        let about = if coverage.by.is_some() { about_parts(coverage) } else { about(coverage) };
        self.wrapped(&mut text, "", &about);
        text.push('\n');
        // A question has its own.
        if coverage.by != Some(CoverageBy::Question) {
            self.wrapped(&mut text, "", &format!("white spots{}", white_spots(coverage)));
            self.white_spots(&mut text, coverage, &coverage.spots);
            text.push('\n');
        }
        self.funds(&mut text, coverage);
        self.notices(&mut text, &coverage.notices);
        Ok(text)
    }

    fn diff(&self, diff: &Diff) -> Result<String, ReportError> {
        Ok(crate::diff::table(diff, &self.options))
    }

    fn trend(&self, trend: &Trend) -> Result<String, ReportError> {
        Ok(crate::trend::table(trend, &self.options))
    }

    fn taxonomy_diff(&self, diff: &TaxonomyDiff) -> Result<String, ReportError> {
        Ok(taxonomy_diff::table(diff, &self.options))
    }

    fn suggestions(&self, suggestions: &Suggestions) -> Result<String, ReportError> {
        Ok(suggestions::table(suggestions, &self.options))
    }

    fn collection(&self, collection: &Collection) -> Result<String, ReportError> {
        let head = [
            ("document", Align::Left),
            ("status", Align::Left),
            ("fund", Align::Left),
            ("year", Align::Left),
            ("pages", Align::Right),
            ("words", Align::Right),
            ("mentions", Align::Right),
        ];
        let mut grid = Grid::new(head.map(|(h, a)| (h.to_owned(), a)));
        let known = |text: String| if text.is_empty() { "-".to_owned() } else { safe_terminal(&text).into_owned() };
        for document in &collection.documents {
            grid.row(vec![
                safe_terminal(&document.path).into_owned(),
                safe_terminal(&status(document)).into_owned(),
                known(fund(document)),
                known(years(document)),
                document.pages.map_or_else(|| "-".to_owned(), |n| n.to_string()),
                document.words.to_string(),
                (document.affirmed + document.negated).to_string(),
            ]);
        }
        let mut text = grid.render(self.options.width, 0, Flex::CutStart);
        let totals = &collection.totals;
        let mut parts = vec![plural(totals.documents, "document", "documents"), format!("{} read", totals.read)];
        let some = [
            (totals.no_text, "without text"),
            (totals.failed, "failed"),
            (totals.duplicates, "counted under another name"),
        ];
        parts.extend(some.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")));
        parts.extend(ocr(totals));
        parts.push(plural(totals.words, "word", "words"));
        parts.push(plural(totals.affirmed + totals.negated, "mention", "mentions"));
        parts.extend(Some(totals.by_hand.to_string()).filter(|by_hand| !by_hand.is_empty()));
        text.push('\n');
        self.wrapped(&mut text, "", &parts.join(", "));
        self.notices(&mut text, &collection.notices);
        Ok(text)
    }

    fn inventory(&self, inventory: &Inventory) -> Result<String, ReportError> {
        Ok(inventory::table(inventory, &self.options))
    }

    fn kwic(&self, kwic: &Kwic) -> Result<String, ReportError> {
        let mut text = concordance::lines(kwic, self.options.width);
        if !text.is_empty() {
            text.push('\n');
        }
        self.wrapped(&mut text, "", &concordance::summary(kwic));
        self.notices(&mut text, &kwic.notices);
        Ok(text)
    }

    fn relations(&self, relations: &Relations) -> Result<String, ReportError> {
        Ok(relations::table(relations, &self.options))
    }

    fn findings(&self, checked: &CheckedFindings) -> Result<String, ReportError> {
        Ok(crate::findings::table(checked, &self.options))
    }

    fn evaluation(&self, evaluation: &Evaluation) -> Result<String, ReportError> {
        let lines = Lines::new(evaluation, self.options.language);
        let grid = |intervals: bool| {
            let align = |n: usize| if n == 0 { Align::Left } else { Align::Right };
            let mut grid = Grid::new(head(intervals).into_iter().enumerate().map(|(n, h)| (h, align(n))));
            for line in &lines.concepts {
                let name = format!("{}{}", if line.under { "  " } else { "" }, safe_terminal(&line.name));
                grid.row([vec![name], line.cells(intervals)].concat());
            }
            grid.title(String::new());
            for line in &lines.totals {
                grid.row([vec![line.name.clone()], line.cells(intervals)].concat());
            }
            grid
        };
        let whole = grid(true);
        let fits = self.options.width.is_none_or(|width| whole.width() <= width);
        let mut text = if fits { whole } else { grid(false) }.render(self.options.width, 0, Flex::CutEnd);
        text.push('\n');
        for line in lines.about {
            self.wrapped(&mut text, "", &safe_terminal(&line));
        }
        if !fits {
            self.wrapped(
                &mut text,
                "",
                "The intervals by concept do not fit here; --format markdown and csv have them.",
            );
        }
        Ok(text)
    }
}
