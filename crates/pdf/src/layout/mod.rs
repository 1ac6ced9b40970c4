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
mod sheet;
mod table;
mod tagged;

use std::mem::take;

use fundscan_model::{Block, BlockKind, Notice};

use crate::content::PageContent;
use crate::structure::{Languages, Tree};
use compose::Composer;
use line::Line;
use metrics::Metrics;
use paragraph::Draft;
use running::PageLines;
use sheet::{Sheet, hidden_drafts};
use table::{Drawn, Piece};

/// The content of a page and its size in points.
pub(crate) struct PageInput {
    pub(crate) content: PageContent,
    pub(crate) width: f32,
    pub(crate) height: f32,
}

/// The blocks of a document in reading order. `tree` holds its tags, `languages` are those that they name.
pub(crate) fn blocks(
    pages: &[PageInput],
    tree: Option<&Tree>,
    languages: &Languages,
    notices: &mut Vec<Notice>,
) -> Vec<Block> {
    let drawn: Vec<Drawn> = pages.iter().map(Drawn::of).collect();
    let by_tags: Vec<bool> = (0..pages.len()).map(|page| tree.is_some_and(|tree| tree.on_page(page) > 0)).collect();
    let mut found = Found::of(pages, &drawn, &by_tags);
    let mut metrics = Metrics::of(found.lines.iter().map(Vec::as_slice));
    let trust = tree.map(|tree| tagged::judge(tree, &found.bodies(pages), &metrics));
    if let Some(trust) = &trust {
        notices.extend(tagged::notice(trust));
        if trust.by_tags() != by_tags {
            found = Found::of(pages, &drawn, &trust.by_tags());
            metrics = Metrics::of(found.lines.iter().map(Vec::as_slice));
        }
    }
    bullets::write_drawn_bullets(pages, &mut found.lines);
    let mut composer = Composer::new(pages, &found.lines, languages);
    let mut parts: Vec<Parts> =
        found.lines.into_iter().zip(found.running).map(|(l, kinds)| Parts::of(l, kinds)).collect();
    let sheets: Vec<Sheet<'_>> = (0..pages.len())
        .map(|index| Sheet::of(&pages[index], &drawn[index], &parts[index].body, pages.len(), &metrics))
        .collect();
    let mut from_tags = match (tree, &trust) {
        (Some(tree), Some(trust)) => tagged::drafts(tree, trust, pages, &sheets, &mut parts),
        _ => vec![None; pages.len()],
    };

    let mut pieces: Vec<Piece> = Vec::new();
    for (index, (parts, hidden)) in parts.into_iter().zip(found.hidden).enumerate() {
        pieces.extend(running_drafts(parts.heads, BlockKind::Header));
        match from_tags[index].take() {
            Some(drafts) => pieces.extend(drafts.into_iter().map(Piece::Draft)),
            None => {
                let before = pieces.iter().rev().find_map(table::ends_with).flatten();
                let mut page = sheets[index].pieces(parts.body, before);
                if let (Some(tree), Some(trust)) = (tree, &trust) {
                    tagged::keep_headings(tree, trust, index, &mut page);
                }
                pieces.extend(page);
            }
        }
        pieces.extend(running_drafts(parts.feet, BlockKind::Footer));
        let text = pages[index].content.scribe.text.as_str();
        pieces.extend(hidden_drafts(hidden, text, &metrics).map(Piece::Draft));
    }
    let mut drafts = table::drafts(pieces, pages);
    if tree.is_some() {
        tagged::number_tables(&mut drafts, pages);
    }
    composer.learn_notes(&drafts);
    classify::heading_levels(&mut drafts, &metrics);
    let drafts = compose::joined_across_breaks(drafts, pages);
    drafts.into_iter().filter_map(|draft| composer.block(&draft)).collect()
}

/// The lines of a document, by page.
struct Found {
    lines: Vec<Vec<Line>>,
    /// What a reader does not see.
    hidden: Vec<Vec<Line>>,
    /// What each line is if it is a running one.
    running: Vec<Vec<Option<BlockKind>>>,
}

impl Found {
    /// `by_tags` says for each page whether its lines are to end where tagged blocks do.
    fn of(pages: &[PageInput], drawn: &[Drawn], by_tags: &[bool]) -> Self {
        let lines = pages.iter().zip(by_tags).enumerate();
        let (lines, hidden): (Vec<Vec<Line>>, Vec<Vec<Line>>) =
            lines.map(|(index, (page, by_tags))| line::lines(&page.content, index, *by_tags)).unzip();
        let views: Vec<PageLines<'_>> = pages
            .iter()
            .zip(&lines)
            .zip(drawn)
            .map(|((page, lines), drawn)| {
                let tables = drawn.frames().collect();
                PageLines { text: &page.content.scribe.text, height: page.height, lines, tables }
            })
            .collect();
        let running = running::running_lines(&views);
        Self { lines, hidden, running }
    }

    /// The lines that are no running ones.
    fn bodies<'l>(&'l self, pages: &'l [PageInput]) -> Vec<tagged::Body<'l>> {
        let bodies = pages.iter().zip(&self.lines).zip(&self.running).map(|((page, lines), kinds)| {
            let lines = lines.iter().zip(kinds).filter(|(_, kind)| kind.is_none()).map(|(line, _)| line).collect();
            tagged::Body { lines, text: &page.content.scribe.text }
        });
        bodies.collect()
    }
}

/// The lines of a page.
#[derive(Debug, Default)]
struct Parts {
    heads: Vec<Line>,
    body: Vec<Line>,
    feet: Vec<Line>,
}

impl Parts {
    fn of(lines: Vec<Line>, kinds: Vec<Option<BlockKind>>) -> Self {
        let mut parts = Self { body: Vec::with_capacity(lines.len()), ..Self::default() };
        for (line, kind) in lines.into_iter().zip(kinds) {
            match kind {
                Some(BlockKind::Header) => parts.heads.push(line),
                Some(_) => parts.feet.push(line),
                None => parts.body.push(line),
            }
        }
        parts
    }

    fn take_body(&mut self) -> Vec<Line> {
        take(&mut self.body)
    }
}

fn running_drafts(mut lines: Vec<Line>, kind: BlockKind) -> impl Iterator<Item = Piece> {
    lines.sort_by(|a, b| (a.v.total_cmp(&b.v)).then(a.u0.total_cmp(&b.u0)));
    lines
        .into_iter()
        .map(move |line| Piece::Draft(Draft { kind, edge: line.u1, lines: vec![line], level: None, cell: None }))
}
