use std::fmt::Write;

use fundscan_evaluate::Evaluation;
use fundscan_evidence::{
    CellCounts, CheckedFindings, Collection, Coverage, Diff, Kwic, Relations, Suggestions, TaxonomyDiff, Trend,
};
use fundscan_model::Notice;

use crate::about::{about, white_spots};
use crate::concordance::{by_hand, summary};
use crate::document::{fund, ocr, plural, status, years};
use crate::evaluation::{Lines, head as evaluation_head};
use crate::outline::{label, outline};
use crate::{Render, RenderOptions, ReportError, relations, safe_markdown, suggestions, taxonomy_diff};

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
        for group in outline(coverage, language) {
            let spots = group.entries.iter().filter(|e| coverage.white_spots.contains(&e.concept.concept));
            let names: Vec<_> = spots.map(|e| safe_markdown(label(e.concept, language))).collect();
            if !names.is_empty() {
                let _ = writeln!(text, "- **{}**: {}", safe_markdown(group.label), names.join(", "));
            }
        }
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
        if !coverage.funds_not_read.is_empty() {
            let names: Vec<_> = coverage.funds_not_read.iter().map(|f| safe_markdown(&f.name)).collect();
            let _ = writeln!(text, "\nNothing read of: {}.", names.join(", "));
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
