//! Whether the tags of a page agree with what is drawn on it.
//!
//! Tags are written by programs that know the document, by programs that guess, and by people in a hurry. They are
//! used where nothing speaks against them. All thresholds stand here; they are set so that files of Word, LibreOffice,
//! Chromium, InDesign and Typst whose tags read well pass with room to spare.

use std::collections::{BTreeMap, BTreeSet};

use super::super::line::{Line, word_text};
use super::super::metrics::Metrics;
use super::super::order::{DISORDER, disorder};
use super::super::paragraph::{self, End, Start, end_of, start_of};
use super::columns::{Columns, columns};
use crate::structure::{ElementId, Role, TableId, Tree};

/// So much of a page's text (running heads and artifacts aside) must be tagged. The rest of a sound page is a
/// caption or a number that was forgotten; where more is missing, so is the order.
const TAGGED: f32 = 0.85;
/// So much of the tagged text must be in paragraphs, headings, items, cells: groups say nothing of where one ends.
const IN_BLOCKS: f32 = 0.5;
/// Artifacts that hold more of a page's text than this are not what the word means.
const ARTIFACTS: f32 = 0.5;
/// Steps from line to line within a block that leap over other text or back up. A paragraph leaps where it passes
/// to the next column, and that is not counted.
const LEAPS: f32 = 0.2;
/// A paragraph with more of a page's text than this, in which the eye sees so many paragraphs, is the page and no
/// paragraph.
const GIANT: f32 = 0.6;
const GIANT_PARTS: usize = 5;
/// Where headings hold more than this share of a page with so many words (a title page has fewer), its headings are none.
const HEADINGS: f32 = 0.5;
const HEADING_PAGE: usize = 80;
/// Notes that hold more of a document's text than this are its text.
const NOTES: f32 = 0.5;
/// Of the places where one paragraph ends and the next begins, so many may be within a sentence: more, and each line
/// was made a paragraph.
const BROKEN: f32 = 0.25;
const BROKEN_LEAST: usize = 3;
/// A cell with more of its table's text than this, and more words than this, is a box that arranges the page.
const BOX: f32 = 0.6;
const BOX_WORDS: usize = 100;
/// A table of one row with more words than this in a cell is a box, too.
const ROW_WORDS: usize = 15;
/// Cells of one row stand side by side; where so many rows have cells over each other, the rows are wrong.
const OVERLAPPING: f32 = 0.2;
/// Where more of a document's tagged pages than this are unsound, so are the others.
const UNSOUND_PAGES: f32 = 0.5;

/// What the tags of a page are good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Blocks and their order.
    Sound,
    /// Blocks; their order is told by what is drawn.
    Unordered,
    /// There are none, or they say nothing of blocks.
    Silent,
    /// They do not agree with what is drawn.
    Unsound,
}

impl Verdict {
    /// Whether blocks are made by the tags.
    pub(crate) fn has_blocks(self) -> bool {
        matches!(self, Self::Sound | Self::Unordered)
    }
}

/// What is trusted of the tags of a document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trust {
    /// By page.
    pub(crate) pages: Vec<Verdict>,
    /// Pages whose headings are headings.
    pub(crate) headings: Vec<bool>,
    pub(crate) notes: bool,
    /// Tables that arrange pages and hold no data.
    pub(crate) boxes: BTreeSet<TableId>,
    /// Columns of cells that the tags give wrongly.
    pub(super) columns: Columns,
}

impl Trust {
    /// The pages whose blocks are made by the tags.
    pub(crate) fn by_tags(&self) -> Vec<bool> {
        self.pages.iter().map(|verdict| verdict.has_blocks()).collect()
    }

    /// The numbers of the pages whose tags do not agree with what is drawn, from 1.
    pub(crate) fn unsound(&self) -> Vec<u32> {
        let pages = self.pages.iter().zip(1..);
        pages.filter(|(verdict, _)| **verdict == Verdict::Unsound).map(|(_, number)| number).collect()
    }
}

/// The lines of a page that are no running heads or feet, in the order of drawing, and its text.
pub(crate) struct Body<'l> {
    pub(crate) lines: Vec<&'l Line>,
    pub(crate) text: &'l str,
}

/// Judges the tags of a document.
pub(crate) fn judge(tree: &Tree, pages: &[Body<'_>], metrics: &Metrics) -> Trust {
    let mut trust = Trust {
        pages: pages.iter().enumerate().map(|(page, body)| verdict(tree, page, body, metrics)).collect(),
        headings: pages.iter().map(|body| headings_are_headings(tree, body)).collect(),
        notes: notes_are_notes(tree, pages),
        boxes: boxes(tree, pages),
        columns: columns(tree, pages),
    };
    let count = |wanted: fn(Verdict) -> bool| trust.pages.iter().filter(|v| wanted(**v)).count();
    let unsound = count(|v| v == Verdict::Unsound);
    if unsound as f32 > UNSOUND_PAGES * (unsound + count(Verdict::has_blocks)) as f32 {
        for page in trust.pages.iter_mut().filter(|v| v.has_blocks()) {
            *page = Verdict::Unsound;
        }
    }
    trust
}

/// The letters and figures of a line: leaders and rules of dashes are no text.
fn letters(line: &Line, text: &str) -> usize {
    let words = line.words.iter().map(|word| word_text(text, word));
    words.map(|word| word.chars().filter(|c| c.is_alphanumeric()).count()).sum()
}

fn owner(tree: &Tree, line: &Line) -> Option<Role> {
    line.tag.owner.map(|owner| tree.element(owner).role)
}

fn verdict(tree: &Tree, page: usize, body: &Body<'_>, metrics: &Metrics) -> Verdict {
    let sum = |wanted: &dyn Fn(&Line) -> bool| -> f32 {
        body.lines.iter().filter(|line| wanted(line)).map(|line| letters(line, body.text)).sum::<usize>() as f32
    };
    // What is filled into a form, and what OCR read on the page, stands in the tags of no one.
    let aside = |line: &Line| line.mark.filled_in || line.words.iter().all(|word| word.ocr.is_some());
    let all = sum(&|line| line.tag.owner.is_some() || !aside(line));
    let artifacts = sum(&|line| line.mark.artifact);
    let tagged = sum(&|line| !line.mark.artifact && line.tag.owner.is_some());
    let figures = sum(&|line| !line.mark.artifact && owner(tree, line) == Some(Role::Figure));
    let blocks = sum(&|line| !line.mark.artifact && owner(tree, line).is_some_and(Role::is_block));
    if all == 0.0 || (tagged == 0.0 && tree.on_page(page) == 0) {
        return Verdict::Silent;
    }
    if artifacts > ARTIFACTS * all || tagged < TAGGED * (all - artifacts) {
        return Verdict::Unsound;
    }
    if tagged == figures || blocks < IN_BLOCKS * (tagged - figures) {
        return Verdict::Silent;
    }
    let in_block = |line: &&Line| !line.mark.artifact && owner(tree, line).is_some_and(Role::is_block);
    let mut ordered: Vec<&Line> = body.lines.iter().copied().filter(in_block).collect();
    ordered.sort_by_key(|line| line.tag.leaf);
    if has_giant(&ordered, all, body.text, metrics) || leaps(&ordered) > LEAPS || is_broken(tree, &ordered, body.text) {
        return Verdict::Unsound;
    }
    // Notes stand at the foot of the page, wherever the tags have them.
    let in_text = |line: &&Line| line.tag.owner.is_some_and(|owner| !tree.element(owner).note);
    let tags = disorder(&ordered.iter().copied().filter(in_text).collect::<Vec<_>>());
    let drawn = disorder(&body.lines.iter().copied().filter(|l| in_block(l) && in_text(l)).collect::<Vec<_>>());
    if tags > DISORDER || tags > drawn { Verdict::Unordered } else { Verdict::Sound }
}

/// The lines of each block, `lines` in the order of the tree.
fn by_owner<'l>(lines: &[&'l Line]) -> BTreeMap<ElementId, Vec<&'l Line>> {
    let mut owners: BTreeMap<ElementId, Vec<&Line>> = BTreeMap::new();
    for line in lines {
        owners.entry(line.tag.owner.unwrap_or(0)).or_default().push(line);
    }
    owners
}

fn has_giant(lines: &[&Line], all: f32, text: &str, metrics: &Metrics) -> bool {
    by_owner(lines).into_values().any(|lines| {
        lines.iter().map(|line| letters(line, text)).sum::<usize>() as f32 > GIANT * all
            && paragraph::drafts(lines.into_iter().cloned().collect(), text, metrics).len() >= GIANT_PARTS
    })
}

/// The share of steps within blocks that leap.
fn leaps(lines: &[&Line]) -> f32 {
    let (mut steps, mut leaps) = (0, 0);
    for lines in by_owner(lines).into_values() {
        for pair in lines.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            let size = a.size.max(b.size);
            let (down, shared) = (b.v - a.v, a.shared_width(b));
            steps += 1;
            // A large initial or a formula may make room; so may the parts of one line.
            leaps += usize::from((down > 5.0 * size || down < -1.5 * size) && shared > 0.0);
        }
    }
    leaps as f32 / steps.max(1) as f32
}

/// Whether paragraphs end where sentences do not.
fn is_broken(tree: &Tree, lines: &[&Line], text: &str) -> bool {
    let paragraphs = |line: &Line| owner(tree, line) == Some(Role::Paragraph);
    let (mut ends, mut broken) = (0, 0);
    for pair in lines.windows(2).filter(|pair| paragraphs(pair[0]) && paragraphs(pair[1])) {
        let (a, b) = (pair[0], pair[1]);
        let below = b.v - a.v > 0.5 * a.size && b.v - a.v < 2.5 * a.size && a.shared_width(b) > 0.0;
        if a.tag.owner == b.tag.owner || !below {
            continue;
        }
        ends += 1;
        let open = end_of(a, text) != End::Stop && a.words.len() >= 4;
        broken += usize::from(open && start_of(b, text).1 == Start::Lower);
    }
    broken >= BROKEN_LEAST && broken as f32 > BROKEN * ends as f32
}

fn headings_are_headings(tree: &Tree, body: &Body<'_>) -> bool {
    let (mut headings, mut all) = (0, 0);
    for line in &body.lines {
        all += line.words.len();
        if matches!(owner(tree, line), Some(Role::Heading(_))) {
            headings += line.words.len();
        }
    }
    all < HEADING_PAGE || headings as f32 <= HEADINGS * all as f32
}

fn notes_are_notes(tree: &Tree, pages: &[Body<'_>]) -> bool {
    let (mut notes, mut all) = (0, 0);
    for (body, line) in pages.iter().flat_map(|body| body.lines.iter().map(move |line| (body, line))) {
        let letters = letters(line, body.text);
        all += letters;
        if line.tag.owner.is_some_and(|owner| tree.element(owner).note) {
            notes += letters;
        }
    }
    notes as f32 <= NOTES * all as f32
}

/// What is known of a table from the text in its cells.
#[derive(Default)]
struct Facts {
    rows: BTreeSet<u32>,
    columns: BTreeSet<u32>,
    letters: usize,
    /// Letters and words by row and column.
    cells: BTreeMap<(u32, u32), (usize, usize)>,
    /// Rows with cells over each other.
    overlapping: usize,
}

/// The tables that arrange pages: one column, one row of text, one cell with most of the text, another table inside, rows that
/// are not drawn as such.
fn boxes(tree: &Tree, pages: &[Body<'_>]) -> BTreeSet<TableId> {
    let mut tables: BTreeMap<TableId, Facts> = BTreeMap::new();
    for body in pages {
        // The lines of each row on this page, with their columns.
        let mut rows: BTreeMap<(TableId, u32), Vec<(u32, &Line)>> = BTreeMap::new();
        for line in body.lines.iter().filter(|line| !line.mark.artifact) {
            let Some(cell) = line.tag.owner.and_then(|owner| tree.cell(tree.element(owner))) else { continue };
            let facts = tables.entry(cell.table).or_default();
            facts.rows.insert(cell.row);
            facts.columns.insert(cell.column);
            let letters = letters(line, body.text);
            facts.letters += letters;
            let counts = facts.cells.entry((cell.row, cell.column)).or_default();
            *counts = (counts.0 + letters, counts.1 + line.words.len());
            rows.entry((cell.table, cell.row)).or_default().push((cell.column, line));
        }
        for ((table, _), cells) in rows {
            if overlap(&cells) {
                tables.entry(table).or_default().overlapping += 1;
            }
        }
    }
    let is_box = |table: TableId, facts: &Facts| {
        let large =
            |&(letters, words): &(usize, usize)| letters as f32 > BOX * facts.letters as f32 && words > BOX_WORDS;
        let words = facts.cells.values().map(|(_, words)| *words).max().unwrap_or(0);
        facts.columns.len() < 2
            || (facts.rows.len() < 2 && words > ROW_WORDS)
            || tree.nests(table)
            || facts.cells.values().any(large)
            || facts.overlapping as f32 > OVERLAPPING * facts.rows.len() as f32
    };
    tables.iter().filter(|(table, facts)| is_box(**table, facts)).map(|(table, _)| *table).collect()
}

/// Whether two cells of a row stand over each other: the boxes around their lines share half of the smaller one.
fn overlap(cells: &[(u32, &Line)]) -> bool {
    let mut boxes: BTreeMap<u32, [f32; 4]> = BTreeMap::new();
    for (column, line) in cells.iter().filter(|(_, line)| line.angle == 0) {
        let b = boxes.entry(*column).or_insert([f32::MAX, f32::MAX, f32::MIN, f32::MIN]);
        *b = [b[0].min(line.u0), b[1].min(line.top()), b[2].max(line.u1), b[3].max(line.bottom())];
    }
    let boxes: Vec<[f32; 4]> = boxes.into_values().collect();
    let area = |b: &[f32; 4]| ((b[2] - b[0]) * (b[3] - b[1])).max(0.0);
    boxes.windows(2).any(|pair| {
        let (a, b) = (&pair[0], &pair[1]);
        let width = (a[2].min(b[2]) - a[0].max(b[0])).max(0.0);
        let height = (a[3].min(b[3]) - a[1].max(b[1])).max(0.0);
        width * height > 0.5 * area(a).min(area(b))
    })
}
