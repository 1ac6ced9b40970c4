use std::fmt::Write;

use fundscan_evaluate::Evaluation;
use fundscan_evidence::{
    CellCounts, CheckedFindings, Collection, Coverage, CoverageBy, Diff, Inventory, Kwic, PartCell, Relations,
    Suggestions, TaxonomyDiff, Trend, WhiteSpot,
};
use fundscan_model::{Language, Notice};

use crate::about::{about, white_spots};
use crate::concordance::{by_hand, summary};
use crate::document::{fund, ocr, plural, status, years};
use crate::evaluation::{Lines, head as evaluation_head};
use crate::outline::{label, outline};
use crate::spots::{by_kind, name, nothing_read};
use crate::{
    Render, RenderOptions, ReportError, inventory, parts, relations, safe_markdown, suggestions, taxonomy_diff,
};

/// GitHub-flavoured Markdown: tables and lists, to paste into a report.
///
/// What comes from documents is shown as it stands: it is no markup and no HTML.
pub(crate) struct Markdown {
    options: RenderOptions,
}

impl Markdown {
    pub(crate) fn new(options: RenderOptions) -> Self {
        Self { options }
    }
}

fn head(text: &mut String, cells: &[String], left: usize) {
    row(text, cells);
    let rule: Vec<String> =
        (0..cells.len()).map(|n| if n < left { "---".to_owned() } else { "--:".to_owned() }).collect();
    row(text, &rule);
}

fn row(text: &mut String, cells: &[String]) {
    let _ = writeln!(text, "| {} |", cells.join(" | "));
}

fn cell(counts: Option<&CellCounts>) -> String {
    match counts {
        None => "-".to_owned(),
        Some(c) if c.negated == 0 => c.mentions.to_string(),
        Some(c) => format!("{} ({})", c.mentions, c.negated),
    }
}

fn notices(text: &mut String, notices: &[Notice]) {
    if !notices.is_empty() {
        text.push_str("\n## Notes\n\n");
    }
    for notice in notices {
        let _ = writeln!(text, "- {}", safe_markdown(&notice.message));
    }
}

/// White spots by kind, and by group of concepts.
fn spots(text: &mut String, coverage: &Coverage, spots: &[WhiteSpot], language: Language) {
    for spots in by_kind(coverage, spots, language) {
        let _ = writeln!(text, "- {}", spots.head);
        for (group, concepts) in spots.groups {
            let _ = writeln!(text, "  - **{}**: {}", safe_markdown(group), safe_markdown(&concepts.join(", ")));
        }
    }
}

/// A table of all years or sectors, or one for each question.
fn parts(text: &mut String, coverage: &Coverage, language: Language) {
    if let Some(about) = parts::about(coverage) {
        let _ = writeln!(text, "\n## By {}\n\n{about}\n", coverage.by.map_or("", CoverageBy::name));
    }
    let title = |part| safe_markdown(parts::title(part, language)).into_owned();
    match coverage.by {
        None => {}
        Some(CoverageBy::Year | CoverageBy::Sector) => {
            head(text, &[vec!["Concept".to_owned()], coverage.parts.iter().map(title).collect()].concat(), 1);
            for entry in outline(coverage, language).iter().flat_map(|group| &group.entries) {
                let id = &entry.concept.concept;
                let cell = |part| parts::concept(part, id).map_or_else(String::new, parts::k_of_n);
                let name = safe_markdown(label(entry.concept, language)).into_owned();
                row(text, &[vec![name], coverage.parts.iter().map(cell).collect()].concat());
            }
            text.push('\n');
            head(text, &[vec![String::new()], texts(&parts::READ)].concat(), 1);
            for part in &coverage.parts {
                row(text, &[vec![title(part)], parts::read(part).to_vec()].concat());
            }
        }
        Some(CoverageBy::Question) => {
            for part in &coverage.parts {
                let _ = writeln!(text, "\n### {}\n", title(part));
                let funds = || part.looked_at.iter().filter(|l| l.documents > 0 || l.words > 0);
                let names = funds().map(|l| safe_markdown(&l.name).into_owned()).collect();
                head(text, &[texts(&["Concept", "Funds"]), names].concat(), 1);
                let mut line = |name: String, k_of_n: String, cells: &[PartCell]| {
                    let of_fund = funds().map(|l| cell(parts::cell(cells, &l.fund).map(|c| &c.rolled_up))).collect();
                    row(text, &[vec![name, k_of_n], of_fund].concat());
                };
                if let Some(any) = &part.any {
                    line("**any of these**".to_owned(), parts::any_of_n(any, part), &any.funds);
                }
                for concept in &part.concepts {
                    let name = safe_markdown(name(coverage, &concept.concept, language)).into_owned();
                    line(name, parts::k_of_n(concept), &concept.funds);
                }
                text.push('\n');
                spots(text, coverage, &part.spots, language);
            }
        }
    }
}

fn texts(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|c| (*c).to_owned()).collect()
}

impl Render for Markdown {
    fn coverage(&self, coverage: &Coverage) -> Result<String, ReportError> {
        let language = self.options.language;
        let no_fund = coverage.no_fund.documents > 0;
        let mut text = String::from("## Coverage\n\n");
        let mut cells = texts(&["Concept", "Funds"]);
        cells.extend(coverage.funds.iter().map(|f| safe_markdown(&f.name).into_owned()));
        if no_fund {
            cells.push("No fund known".to_owned());
        }
        let columns = cells.len();
        head(&mut text, &cells, 1);
        for group in outline(coverage, language) {
            let mut cells = vec![format!("**{}**", safe_markdown(group.label))];
            cells.resize(columns, String::new());
            row(&mut text, &cells);
            for entry in group.entries {
                let concept = entry.concept;
                let name = safe_markdown(label(concept, language));
                let mut cells = vec![format!("{}{name}", "– ".repeat(entry.depth))];
                cells.push(format!("{} of {}", concept.funds_covered, concept.funds_total));
                cells.extend(
                    coverage
                        .funds
                        .iter()
                        .map(|f| cell(concept.funds.iter().find(|c| c.fund == f.fund).map(|c| &c.rolled_up))),
                );
                if no_fund {
                    cells.push(cell(concept.no_fund.as_ref()));
                }
                row(&mut text, &cells);
            }
        }
        let _ = writeln!(text, "\n{}", about(coverage));
        let _ = writeln!(text, "\n## White spots\n\nWhite spots{}.\n", white_spots(coverage));
        spots(&mut text, coverage, &coverage.spots, language);
        parts(&mut text, coverage, language);
        text.push_str("\n## What was read\n\n");
        head(&mut text, &texts(&["Fund", "Years", "Documents", "Words"]), 2);
        for fund in &coverage.funds {
            let years: Vec<String> =
                fund.years.iter().map(|y| y.years.map_or_else(|| "?".to_owned(), |y| y.to_string())).collect();
            let name = safe_markdown(&fund.name).into_owned();
            row(&mut text, &[name, years.join(", "), fund.documents.to_string(), fund.words.to_string()]);
        }
        if no_fund {
            let (documents, words) = (coverage.no_fund.documents.to_string(), coverage.no_fund.words.to_string());
            row(&mut text, &["No fund known".to_owned(), String::new(), documents, words]);
        }
        let unread = nothing_read(&coverage.looked_at, |l| safe_markdown(&l.name).into_owned());
        if !unread.is_empty() {
            let _ = writeln!(text, "\nNothing read of: {unread}.");
        }
        notices(&mut text, &coverage.notices);
        Ok(text)
    }

    fn diff(&self, diff: &Diff) -> Result<String, ReportError> {
        Ok(crate::diff::markdown(diff, &self.options))
    }

    fn trend(&self, trend: &Trend) -> Result<String, ReportError> {
        Ok(crate::trend::markdown(trend, &self.options))
    }

    fn taxonomy_diff(&self, diff: &TaxonomyDiff) -> Result<String, ReportError> {
        Ok(taxonomy_diff::markdown(diff))
    }

    fn suggestions(&self, suggestions: &Suggestions) -> Result<String, ReportError> {
        Ok(suggestions::markdown(suggestions, &self.options))
    }

    fn collection(&self, collection: &Collection) -> Result<String, ReportError> {
        let mut text = String::from("## Documents\n\n");
        head(&mut text, &texts(&["Document", "Status", "Fund", "Year", "Pages", "Words", "Mentions"]), 4);
        for document in &collection.documents {
            row(
                &mut text,
                &[
                    safe_markdown(&document.path).into_owned(),
                    safe_markdown(&status(document)).into_owned(),
                    safe_markdown(&fund(document)).into_owned(),
                    years(document),
                    document.pages.map_or_else(String::new, |n| n.to_string()),
                    document.words.to_string(),
                    (document.affirmed + document.negated).to_string(),
                ],
            );
        }
        let totals = &collection.totals;
        let _ = writeln!(
            text,
            "\n{}: {} read, {} without text, {} failed, {} counted under another name{}; {} and {}{}.",
            plural(totals.documents, "document", "documents"),
            totals.read,
            totals.no_text,
            totals.failed,
            totals.duplicates,
            ocr(totals).iter().map(|part| format!(", {part}")).collect::<String>(),
            plural(totals.words, "word", "words"),
            plural(totals.affirmed + totals.negated, "mention", "mentions"),
            Some(totals.by_hand.to_string()).filter(|t| !t.is_empty()).map_or_else(String::new, |t| format!("; {t}")),
        );
        notices(&mut text, &collection.notices);
        Ok(text)
    }

    fn inventory(&self, inventory: &Inventory) -> Result<String, ReportError> {
        Ok(inventory::markdown(inventory, &self.options))
    }

    fn kwic(&self, kwic: &Kwic) -> Result<String, ReportError> {
        let mut text = format!("## {}\n\n", safe_markdown(&kwic.query.text));
        head(&mut text, &texts(&["Document", "Fund", "Year", "Page", "Status", "In context"]), 6);
        for line in &kwic.lines {
            let known = |text: Option<String>| text.unwrap_or_default();
            let (before, quote) = (safe_markdown(&line.before), safe_markdown(&line.quote));
            let decided = by_hand(line).map_or_else(String::new, |d| format!(" ({})", safe_markdown(&d)));
            let words = format!("{before}**{quote}**{}{decided}", safe_markdown(&line.after));
            row(
                &mut text,
                &[
                    safe_markdown(&line.document).into_owned(),
                    safe_markdown(&known(line.fund.as_ref().map(ToString::to_string))).into_owned(),
                    known(line.years.map(|years| years.to_string())),
                    known(line.page.map(|page| page.to_string())),
                    known(line.status.map(|status| status.to_string())),
                    words,
                ],
            );
        }
        let _ = writeln!(text, "\n{}.", summary(kwic));
        notices(&mut text, &kwic.notices);
        Ok(text)
    }

    fn relations(&self, relations: &Relations) -> Result<String, ReportError> {
        Ok(relations::markdown(relations, &self.options))
    }

    fn findings(&self, checked: &CheckedFindings) -> Result<String, ReportError> {
        Ok(crate::findings::markdown(checked, &self.options))
    }

    fn evaluation(&self, evaluation: &Evaluation) -> Result<String, ReportError> {
        let lines = Lines::new(evaluation, self.options.language);
        let mut text = String::from("## Agreement\n\n");
        head(&mut text, &evaluation_head(true), 1);
        for line in &lines.concepts {
            let name = safe_markdown(&line.name);
            let name = if line.under { format!("– {name}") } else { name.into_owned() };
            row(&mut text, &[vec![name], line.cells(true)].concat());
        }
        for line in &lines.totals {
            row(&mut text, &[vec![format!("**{}**", line.name)], line.cells(true)].concat());
        }
        text.push('\n');
        for line in lines.about {
            let _ = writeln!(text, "- {}", safe_markdown(&line));
        }
        Ok(text)
    }
}
