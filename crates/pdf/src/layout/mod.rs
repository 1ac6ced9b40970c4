//! From lines to blocks: reading order, paragraphs, kinds of block, running heads, notes, hyphens.

mod bullets;
mod classify;
mod compose;
mod hyphen;
mod label;
mod line;
mod marker;
mod metrics;
mod notes;
mod order;
mod paragraph;
mod running;
mod table;

use std::collections::BTreeMap;

use fundscan_model::{Block, BlockKind, Hidden};

use crate::content::PageContent;
use crate::structure::Languages;
use compose::Composer;
use line::Line;
use metrics::Metrics;
use notes::NoteRules;
use paragraph::Draft;
use running::PageLines;
use table::{Drawn, Part, Piece};

/// The content of a page and its size in points.
pub(crate) struct PageInput {
    pub(crate) content: PageContent,
    #[allow(dead_code, reason = "for tables, which are about to need it")]
    pub(crate) width: f32,
    pub(crate) height: f32,
}

/// The blocks of a document in reading order. `languages` are those that the tags of its text name.
pub(crate) fn blocks(pages: &[PageInput], languages: &Languages) -> Vec<Block> {
    let (mut lines, hidden): (Vec<Vec<Line>>, Vec<Vec<Line>>) =
        pages.iter().enumerate().map(|(index, page)| line::lines(&page.content, index)).unzip();
    let drawn: Vec<Drawn> = pages.iter().map(Drawn::of).collect();
    let views: Vec<PageLines<'_>> = pages
        .iter()
        .zip(&lines)
        .zip(&drawn)
        .map(|((page, lines), drawn)| {
            let tables = drawn.frames().collect();
            PageLines { text: &page.content.scribe.text, height: page.height, lines, tables }
        })
        .collect();
    let running = running::running_lines(&views);
    bullets::write_drawn_bullets(pages, &mut lines);
    let metrics = Metrics::of(lines.iter().map(Vec::as_slice));
    let mut composer = Composer::new(pages, &lines, languages);

    let mut pieces: Vec<Piece> = Vec::new();
    let parts = pages.iter().zip(lines).zip(running).zip(&drawn).zip(hidden);
    for ((((page, lines), kinds), drawn), hidden) in parts {
        let text = page.content.scribe.text.as_str();
        let mut body = Vec::with_capacity(lines.len());
        let (mut heads, mut feet) = (Vec::new(), Vec::new());
        for (line, kind) in lines.into_iter().zip(kinds) {
            match kind {
                Some(BlockKind::Header) => heads.push(line),
                Some(_) => feet.push(line),
                None => body.push(line),
            }
        }
        pieces.extend(running_drafts(heads, BlockKind::Header));
        let marks = classify::marks_in(&body, text);
        let notes = NoteRules::of(page, &body, &marks, &metrics);
        let body = table::ruled(marker::attach_markers(body, text), drawn, page, &metrics);
        let before = pieces.iter().rev().find_map(table::ends_with);
        for part in table::parts(order::in_reading_order(body), page, pages.len(), &metrics, before.flatten()) {
            match part {
                Part::Text(lines) => {
                    for (lines, below) in runs(lines, |line| notes.hold(line)) {
                        let found = if below {
                            paragraph::notes(lines, text)
                        } else {
                            let mut found = paragraph::drafts(lines, text, &metrics);
                            classify::classify(&mut found, text, page, &metrics, &marks);
                            found
                        };
                        pieces.extend(found.into_iter().map(Piece::Draft));
                    }
                }
                Part::Drafts(drafts) => pieces.extend(drafts.into_iter().map(Piece::Draft)),
                Part::Table(table) => pieces.push(Piece::Table(table)),
            }
        }
        pieces.extend(running_drafts(feet, BlockKind::Footer));
        pieces.extend(hidden_drafts(hidden, text, &metrics).map(Piece::Draft));
    }
    let mut drafts = table::drafts(pieces, pages);
    composer.learn_notes(&drafts);
    classify::heading_levels(&mut drafts, &metrics);
    let drafts = compose::joined_across_breaks(drafts, pages);
    drafts.into_iter().filter_map(|draft| composer.block(&draft)).collect()
}

/// What a reader does not see, by itself: it says nothing of what stands around it.
fn hidden_drafts(lines: Vec<Line>, text: &str, metrics: &Metrics) -> impl Iterator<Item = Draft> {
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

fn running_drafts(mut lines: Vec<Line>, kind: BlockKind) -> impl Iterator<Item = Piece> {
    lines.sort_by(|a, b| (a.v.total_cmp(&b.v)).then(a.u0.total_cmp(&b.u0)));
    lines
        .into_iter()
        .map(move |line| Piece::Draft(Draft { kind, edge: line.u1, lines: vec![line], level: None, cell: None }))
}
