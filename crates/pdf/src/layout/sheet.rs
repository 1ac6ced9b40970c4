//! The layout of one page by what is drawn on it.

use std::collections::{BTreeMap, BTreeSet};

use fundscan_model::Hidden;

use super::PageInput;
use super::line::Line;
use super::metrics::Metrics;
use super::notes::NoteRules;
use super::paragraph::{self, Draft};
use super::table::{self, Drawn, Part, Piece, Table};
use super::{classify, marker, order};

/// A page and what was found on it before its text is laid out.
pub(crate) struct Sheet<'a> {
    pub(crate) page: &'a PageInput,
    /// What stands raised behind its words and may lead to notes.
    pub(crate) marks: BTreeSet<String>,
    pub(crate) metrics: &'a Metrics,
    drawn: &'a Drawn,
    notes: NoteRules,
    /// How many pages the document has.
    pages: usize,
}

impl<'a> Sheet<'a> {
    /// `body` are the lines of the page that are no running ones.
    pub(crate) fn of(page: &'a PageInput, drawn: &'a Drawn, body: &[Line], pages: usize, metrics: &'a Metrics) -> Self {
        let marks = classify::marks_in(body, &page.content.scribe.text);
        let notes = NoteRules::of(page, body, &marks, metrics);
        Self { page, marks, metrics, drawn, notes, pages }
    }

    pub(crate) fn text(&self) -> &'a str {
        &self.page.content.scribe.text
    }

    /// Lays out lines of the page. `before` is the table that the page before ends with.
    pub(crate) fn pieces(&self, body: Vec<Line>, before: Option<&Table>) -> Vec<Piece> {
        let text = self.text();
        let body = marker::attach_markers(body, text, |_, _| true);
        let body = order::in_reading_order(table::ruled(body, self.drawn, self.page, self.pages, self.metrics));
        let mut pieces = Vec::new();
        for part in table::parts(body, self.page, self.pages, self.metrics, before) {
            match part {
                Part::Text(lines) => pieces.extend(self.drafts(lines).into_iter().map(Piece::Draft)),
                Part::Drafts(drafts) => pieces.extend(drafts.into_iter().map(Piece::Draft)),
                Part::Table(table) => pieces.push(Piece::Table(table)),
            }
        }
        pieces
    }

    /// The drafts of lines without tables.
    fn drafts(&self, lines: Vec<Line>) -> Vec<Draft> {
        let mut drafts = Vec::new();
        for (lines, below) in runs(lines, |line| self.notes.hold(line)) {
            if below {
                drafts.extend(paragraph::notes(lines, self.text()));
            } else {
                let mut found = paragraph::drafts(lines, self.text(), self.metrics);
                self.classify(&mut found);
                drafts.extend(found);
            }
        }
        drafts
    }

    /// Tells the kinds of drafts that begin on the page and do not leave it.
    pub(crate) fn classify(&self, drafts: &mut [Draft]) {
        classify::classify(drafts, self.text(), self.page, self.metrics, &self.marks);
    }
}

/// What a reader does not see, by itself: it says nothing of what stands around it.
pub(crate) fn hidden_drafts(lines: Vec<Line>, text: &str, metrics: &Metrics) -> impl Iterator<Item = Draft> {
    let mut kinds: BTreeMap<Option<Hidden>, Vec<Line>> = BTreeMap::new();
    lines.into_iter().for_each(|line| kinds.entry(line.mark.hidden).or_default().push(line));
    kinds.into_values().flat_map(|lines| {
        let lines = order::lines_in_order(lines);
        paragraph::drafts(lines, text, metrics)
    })
}

/// Parts lines into runs of those for which `is` holds and those for which it does not.
fn runs(lines: Vec<Line>, is: impl Fn(&Line) -> bool) -> Vec<(Vec<Line>, bool)> {
    let mut runs: Vec<(Vec<Line>, bool)> = Vec::new();
    for line in lines {
        let held = is(&line);
        match runs.last_mut() {
            Some((run, last)) if *last == held => run.push(line),
            _ => runs.push((vec![line], held)),
        }
    }
    runs
}
