//! From tagged lines to drafts: what belongs to one element.

use std::collections::HashMap;

use fundscan_model::BlockKind;

use super::super::PageInput;
use super::super::classify::is_mark;
use super::super::label::is_bullet;
use super::super::line::{Line, word_text};
use super::super::marker::attach_markers;
use super::super::metrics::right_edges;
use super::super::order::lines_in_order;
use super::super::paragraph::Draft;
use super::super::sheet::Sheet;
use super::super::table;
use super::places::merged;
use super::sound::{Trust, Verdict};
use super::tables::LOOSE;
use crate::structure::{ElementId, Role, TableId, Tree};

/// A draft and where it comes from.
#[derive(Debug)]
pub(super) struct TaggedDraft {
    pub(super) draft: Draft,
    /// The element it is, or stands in; none for what is not tagged.
    pub(super) owner: Option<ElementId>,
    /// Whether geometry told what belongs to it.
    pub(super) loose: bool,
    /// A bullet or number that begins the next draft of its item or note.
    pub(super) label: bool,
}

/// The drafts of a document whose pages are laid out by tags.
#[derive(Debug)]
pub(super) struct Gathered {
    /// By the page they begin on, in order; nothing for pages left to geometry.
    pub(super) pages: Vec<Vec<TaggedDraft>>,
    /// Heads of tables that are drawn again on a later page.
    pub(super) repeated: Vec<Vec<Line>>,
}

/// Where a draft stands: page, and number on it.
type At = (usize, usize);

struct Gather<'a> {
    tree: &'a Tree,
    pages: &'a [PageInput],
    sheets: &'a [Sheet<'a>],
    out: Gathered,
    /// The draft of each block so far.
    open: HashMap<ElementId, At>,
    /// The words that head the columns of each table.
    heads: HashMap<TableId, Vec<String>>,
    /// How many tables were found by what is drawn.
    tables: u32,
}

impl Gathered {
    /// Takes the lines of the pages that are laid out by tags, in `bodies`.
    pub(super) fn of(
        tree: &Tree,
        trust: &Trust,
        pages: &[PageInput],
        sheets: &[Sheet<'_>],
        bodies: Vec<Vec<Line>>,
    ) -> Self {
        let out = Self { pages: Vec::new(), repeated: vec![Vec::new(); pages.len()] };
        let (open, heads) = (HashMap::new(), HashMap::new());
        let mut gather = Gather { tree, pages, sheets, out, open, heads, tables: 0 };
        for (page, (lines, verdict)) in bodies.into_iter().zip(&trust.pages).enumerate() {
            gather.out.pages.push(Vec::new());
            gather.page(page, lines, *verdict);
        }
        gather.out
    }
}

impl Gather<'_> {
    fn text(&self, page: usize) -> &str {
        &self.pages[page].content.scribe.text
    }

    fn page(&mut self, page: usize, lines: Vec<Line>, verdict: Verdict) {
        let is_tagged = |line: &Line| line.tag.owner.is_some() && !line.mark.artifact;
        let lines = attach_markers(lines, self.text(page), |marker, item| !is_tagged(marker) && is_tagged(item));
        let edges = right_edges(&lines);
        let mut tagged: Vec<(Line, f32)> = Vec::with_capacity(lines.len());
        let mut rest = Vec::new();
        for (line, edge) in lines.into_iter().zip(edges) {
            // Leaders and rules of dashes: what is no part of the text and has no letters says nothing.
            let says_nothing = || !line.plain(self.text(page)).chars().any(char::is_alphanumeric);
            if is_tagged(&line) {
                tagged.push((line, edge));
            } else if !(line.mark.artifact && says_nothing()) {
                rest.push(line);
            }
        }
        let ranks = (verdict == Verdict::Unordered).then(|| ranks(&tagged));
        tagged.sort_by_key(|(line, _)| line.tag.leaf);
        let top = tagged.iter().filter(|(line, _)| self.table(line).is_some()).map(|(line, _)| line.v).reduce(f32::min);
        // Figures stand where they were anchored, which may be anywhere: their place is told by the eye.
        let is_float = |line: &Line| {
            let element = self.tree.element(line.tag.owner.unwrap_or_default());
            element.role == Role::Figure && self.tree.cell(element).is_none()
        };
        let (floats, tagged) = tagged.into_iter().partition(|(line, _)| is_float(line));
        self.tagged(page, tagged);
        if let Some(ranks) = ranks {
            self.by_rank(page, &ranks);
        }
        self.rest(page, floats, rest, top);
        // Notes stand at the foot of the page, wherever the tags have them.
        let tree = self.tree;
        self.out.pages[page].sort_by_key(|found| found.owner.is_some_and(|owner| tree.element(owner).note));
        for at in 0..self.out.pages[page].len() {
            if let Some(owner) = self.out.pages[page][at].owner.filter(|_| !self.out.pages[page][at].loose) {
                self.open.insert(owner, (page, at));
            }
        }
    }

    /// The table that a line is in, if it went on from an earlier page.
    fn table(&self, line: &Line) -> Option<TableId> {
        let cell = self.tree.cell(self.tree.element(line.tag.owner?))?;
        self.heads.contains_key(&cell.table).then_some(cell.table)
    }

    /// Puts lines in the order of the tags into drafts.
    fn tagged(&mut self, page: usize, lines: Vec<(Line, f32)>) {
        let mut lines = lines.into_iter().peekable();
        while let Some((line, edge)) = lines.next() {
            let owner = line.tag.owner.unwrap_or_default();
            let mut group = vec![(line, edge)];
            while let Some(next) = lines.next_if(|(line, _)| line.tag.owner == Some(owner)) {
                group.push(next);
            }
            if self.tree.element(owner).role.is_block() {
                self.block(page, owner, group);
            } else {
                self.loose(page, Some(owner), group.into_iter().map(|(line, _)| line).collect());
            }
        }
    }

    /// Adds lines to the draft of a block, or begins one.
    fn block(&mut self, page: usize, owner: ElementId, lines: Vec<(Line, f32)>) {
        let open = self.open.get(&owner).copied();
        let near = |&(begun, at): &At| {
            let draft = &self.out.pages[begun][at].draft;
            draft.last().page + 1 >= page
        };
        if let Some((begun, at)) = open.filter(near) {
            if begun < page && self.is_head(owner) && self.repeats(begun, at, page, &lines) {
                self.out.repeated[page].extend(lines.into_iter().map(|(line, _)| line));
                return;
            }
            let draft = &mut self.out.pages[begun][at].draft;
            for (line, edge) in lines {
                draft.edge = draft.edge.max(edge);
                add(&mut draft.lines, line);
            }
            return;
        }
        let mut draft =
            Draft { kind: BlockKind::Paragraph, lines: Vec::new(), level: None, cell: None, edge: f32::MIN };
        for (line, edge) in lines {
            draft.edge = draft.edge.max(edge);
            add(&mut draft.lines, line);
        }
        if self.is_head(owner)
            && let Some(cell) = self.tree.cell(self.tree.element(owner))
        {
            let text = self.plain(page, &draft.lines);
            self.heads.entry(cell.table).or_default().push(text);
        }
        self.push(page, Some(owner), draft, false);
    }

    /// Begins a draft; the label before it becomes part of it.
    fn push(&mut self, page: usize, owner: Option<ElementId>, mut draft: Draft, loose: bool) {
        let element = owner.map(|owner| self.tree.element(owner));
        let label = element.is_some_and(|element| {
            element.role == Role::Label || (element.role == Role::Note && self.is_mark(page, &draft))
        });
        let found = &mut self.out.pages[page];
        if let (Some(before), Some(element)) = (found.last(), element)
            && before.label
            && !label
            && before.owner.is_some_and(|b| self.tree.element(b).holder == element.holder)
            && let Some(before) = found.pop()
        {
            self.open.remove(&before.owner.unwrap_or_default());
            prefix(&mut draft, before.draft, &self.pages[page].content.scribe.text);
        }
        if let Some(owner) = owner.filter(|_| !loose) {
            self.open.insert(owner, (page, self.out.pages[page].len()));
        }
        self.out.pages[page].push(TaggedDraft { draft, owner, loose, label });
    }

    /// Whether a draft is nothing but the mark of a note.
    fn is_mark(&self, page: usize, draft: &Draft) -> bool {
        let mut words = draft.lines.iter().flat_map(|line| &line.words);
        let (Some(word), None) = (words.next(), words.next()) else { return false };
        is_mark(word_text(self.text(page), word))
    }

    fn is_head(&self, owner: ElementId) -> bool {
        self.tree.cell(self.tree.element(owner)).is_some_and(|cell| cell.head)
    }

    /// Whether lines say again what a draft said on an earlier page.
    fn repeats(&self, begun: usize, at: usize, page: usize, lines: &[(Line, f32)]) -> bool {
        let before: Vec<Line> =
            self.out.pages[begun][at].draft.lines.iter().filter(|line| line.page == begun).cloned().collect();
        let again: Vec<Line> = lines.iter().map(|(line, _)| line.clone()).collect();
        self.plain(begun, &before) == self.plain(page, &again)
    }

    fn plain(&self, page: usize, lines: &[Line]) -> String {
        lines.iter().map(|line| line.plain(self.text(page))).collect::<Vec<_>>().join(" ")
    }

    /// Lines of which nothing says where a block ends.
    fn loose(&mut self, page: usize, owner: Option<ElementId>, mut lines: Vec<Line>) {
        lines.sort_by_key(drawn_at);
        let pieces = self.sheets[page].pieces(lines, None);
        let mut tables = 0;
        for mut draft in table::drafts(pieces, self.pages) {
            if let Some(cell) = &mut draft.cell {
                tables = tables.max(cell.table);
                cell.table += LOOSE + self.tables;
            }
            self.push(page, owner, draft, true);
        }
        self.tables += tables;
    }

    /// Puts the drafts of a page in the order that is drawn: each block where its first line stands, a table as a
    /// whole.
    fn by_rank(&mut self, page: usize, ranks: &HashMap<u32, usize>) {
        let tree = self.tree;
        let table = |found: &TaggedDraft| Some(tree.cell(tree.element(found.owner?))?.table);
        let mut tables: HashMap<TableId, usize> = HashMap::new();
        let rank = |found: &TaggedDraft| ranks.get(&drawn_at(found.draft.first())).copied().unwrap_or(usize::MAX);
        for found in &self.out.pages[page] {
            if let Some(table) = table(found) {
                let first = tables.entry(table).or_insert(usize::MAX);
                *first = rank(found).min(*first);
            }
        }
        self.out.pages[page].sort_by_key(|found| table(found).map_or_else(|| rank(found), |table| tables[&table]));
    }

    /// Puts figures and what is not tagged where they were drawn. `top` is the first line of a table that goes on from an earlier page:
    /// what repeats its heads above it is no text.
    fn rest(&mut self, page: usize, floats: Vec<(Line, f32)>, lines: Vec<Line>, top: Option<f32>) {
        let text = &self.pages[page].content.scribe.text;
        let is_head = |line: &Line| {
            top.is_some_and(|top| line.v < top) && {
                let plain = line.plain(text);
                self.heads.values().flatten().any(|head| *head == plain || head.contains(&format!("{plain} ")))
            }
        };
        let (heads, lines): (Vec<Line>, Vec<Line>) = lines.into_iter().partition(is_head);
        self.out.repeated[page].extend(heads);
        let begun = std::mem::take(&mut self.out.pages[page]);
        self.tagged(page, floats);
        self.loose(page, None, lines);
        let rest = std::mem::take(&mut self.out.pages[page]);
        self.out.pages[page] = merged(page, begun, rest);
    }
}

/// When a line was drawn: where its last word stands in the text of its page. (A bullet may have been put before the
/// first.)
pub(super) fn drawn_at(line: &Line) -> u32 {
    line.words.last().map_or(0, |word| word.text.start)
}

/// The place of each line in the order that is drawn.
fn ranks(lines: &[(Line, f32)]) -> HashMap<u32, usize> {
    let ordered = lines_in_order(lines.iter().map(|(line, _)| line.clone()).collect());
    ordered.iter().enumerate().map(|(rank, line)| (drawn_at(line), rank)).collect()
}

/// Adds a line to those of a block; parts of one line become one.
fn add(lines: &mut Vec<Line>, line: Line) {
    match lines.last_mut() {
        Some(last)
            if last.page == line.page
                && last.angle == line.angle
                && (last.v - line.v).abs() < 0.35 * last.size.max(line.size)
                && line.u0 > last.u1 - 0.3 * line.size =>
        {
            last.append(&line);
        }
        _ => lines.push(line),
    }
}

/// Puts a label in front of what it labels. Bullets are no part of the text.
fn prefix(draft: &mut Draft, label: Draft, text: &str) {
    let words: Vec<&str> = label.lines.iter().flat_map(|l| &l.words).map(|word| word_text(text, word)).collect();
    if let [word] = words.as_slice()
        && (is_bullet(word) || *word == "o")
    {
        return;
    }
    let lines = std::mem::replace(&mut draft.lines, label.lines);
    lines.into_iter().for_each(|line| add(&mut draft.lines, line));
}
