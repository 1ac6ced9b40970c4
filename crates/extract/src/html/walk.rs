//! Reads the tree node by node and makes blocks of it.

use std::collections::HashSet;

use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use fundscan_model::{Block, BlockKind, Cell};
use scraper::Node;
use scraper::node::Element;

use super::grid::Grid;
use super::names::{Part, attr, part};
use super::noted::{holds_note, holds_note_link, holds_notes, leads_back, links_note, short_text};
use super::survey::Survey;
use crate::contents;
use crate::gather::{Gathered, without_bullet};
use crate::language::is_language;
use crate::line::Line;
use crate::note;

/// Gathers the blocks of a tree.
pub(super) struct Walker<'a> {
    survey: &'a Survey,
    gathered: Gathered,
    line: Line,
    /// The line a note stands within, while the note is read.
    outer: Option<Line>,
    /// Notes that stand within the current line, in order.
    inner_notes: Vec<Block>,
    heading: Option<u8>,
    lists: Vec<List>,
    items: usize,
    grids: Vec<Option<Grid>>,
    in_table_head: bool,
    cell: Option<Cell>,
    tables: u32,
    /// The element of the note that is being read, and its mark as far as it is known from elsewhere.
    note: Option<(NodeId, Option<String>)>,
    /// The languages of the open blocks that declare one, outermost first.
    languages: Vec<(NodeId, String)>,
    /// How many open elements hold all the notes of the page.
    notes: usize,
    preformatted: usize,
    /// The marks seen in the text so far.
    marks: HashSet<String>,
}

struct List {
    next: u32,
}

impl<'a> Walker<'a> {
    pub(super) fn new(gathered: Gathered, survey: &'a Survey) -> Self {
        let tables = gathered.tables();
        Self {
            survey,
            gathered,
            line: Line::default(),
            outer: None,
            inner_notes: Vec::new(),
            heading: None,
            lists: Vec::new(),
            items: 0,
            grids: Vec::new(),
            in_table_head: false,
            cell: None,
            tables,
            note: None,
            languages: Vec::new(),
            notes: 0,
            preformatted: 0,
            marks: HashSet::new(),
        }
    }

    /// Reads the text below `root`.
    pub(super) fn walk(&mut self, root: NodeRef<'_, Node>) {
        let above = root.ancestors().find_map(|node| Some((node.id(), declared_language(node.value().as_element()?)?)));
        self.languages.splice(.., above);
        let mut skipped = None;
        for edge in root.traverse() {
            match edge {
                Edge::Open(node) if skipped.is_none() => match node.value() {
                    Node::Text(text) => self.text(text),
                    Node::Element(element) if !self.open(node, element) => skipped = Some(node.id()),
                    _ => {}
                },
                Edge::Close(node) if skipped == Some(node.id()) => skipped = None,
                Edge::Close(node) if skipped.is_none() => {
                    if let Node::Element(element) = node.value() {
                        self.close(node, element);
                    }
                }
                _ => {}
            }
        }
        self.flush();
    }

    /// What was gathered.
    pub(super) fn finish(self) -> Gathered {
        self.gathered
    }

    fn text(&mut self, text: &str) {
        if self.preformatted > 0 {
            let text = text.replace("\r\n", "\n");
            for (i, part) in text.split("\n\n").enumerate() {
                if i > 0 {
                    self.flush();
                }
                self.line.push(part);
            }
        } else {
            if self.line.is_after_break() && without_bullet(text.trim_start()).is_some() {
                // A list set by hand.
                self.flush();
            }
            self.line.push(text);
        }
    }

    /// Enters an element; false where it is left out.
    fn open(&mut self, node: NodeRef<'_, Node>, element: &Element) -> bool {
        if self.survey.skips(node.id()) {
            return false;
        }
        let part = part(element.name());
        if part == Part::Silent {
            // Pictures and buttons part words.
            self.line.text.space();
            return false;
        }
        if matches!(part, Part::Raised | Part::Link) && self.leaves_out(node, element, part) {
            return false;
        }
        let breaks = !matches!(part, Part::Inline | Part::Link | Part::Raised | Part::Quote | Part::Break);
        if breaks {
            self.flush();
            self.languages.extend(declared_language(element).map(|language| (node.id(), language)));
        }
        self.open_note(node, element, part);
        match part {
            Part::Heading(level) => self.heading = Some(level),
            Part::List => {
                let start = attr(element, "start").and_then(|s| s.parse().ok()).unwrap_or(1);
                self.lists.push(List { next: start });
            }
            Part::Item => self.items += 1,
            Part::Table => self.open_table(node.id()),
            Part::TableHead => self.in_table_head = true,
            Part::Row => {
                if let Some(Some(grid)) = self.grids.last_mut() {
                    grid.row();
                }
            }
            Part::Cell { head } => self.open_cell(element, head),
            Part::Preformatted => self.preformatted += 1,
            Part::Break => self.line_break(),
            Part::Quote => self.line.push("“"),
            _ => {}
        }
        true
    }

    fn close(&mut self, node: NodeRef<'_, Node>, element: &Element) {
        let part = part(element.name());
        let breaks = !matches!(part, Part::Inline | Part::Link | Part::Raised | Part::Quote | Part::Break);
        if breaks {
            self.flush();
        }
        match part {
            Part::Heading(_) => self.heading = None,
            Part::List => {
                self.lists.pop();
            }
            Part::Item => self.items = self.items.saturating_sub(1),
            Part::Table => self.close_table(),
            Part::TableHead => self.in_table_head = false,
            Part::Cell { .. } => self.cell = None,
            Part::Preformatted => self.preformatted -= 1,
            Part::Quote => self.line.push("”"),
            _ => {}
        }
        if self.note.as_ref().is_some_and(|(id, _)| *id == node.id()) {
            self.close_note();
        }
        if holds_notes(element) {
            self.notes = self.notes.saturating_sub(1);
        }
        self.languages.pop_if(|(id, _)| *id == node.id());
    }

    /// Two line breaks in a row part paragraphs.
    fn line_break(&mut self) {
        if self.line.line_break() && self.cell.is_none() && self.heading.is_none() {
            self.flush();
        }
    }

    /// Whether a raised or linked element is the mark of a note, which is kept aside, or a power, which becomes a sign.
    fn leaves_out(&mut self, node: NodeRef<'_, Node>, element: &Element, part: Part) -> bool {
        const LONGEST_MARK: usize = 24;
        let linked = match part {
            Part::Link if !links_note(element) => return false,
            Part::Link => true,
            _ => holds_note_link(node),
        };
        let Some(text) = short_text(node, LONGEST_MARK) else { return false };
        if !linked && let Some(power) = note::exponent(self.line.text.as_str(), &text) {
            self.line.push(&power);
            return true;
        }
        if let Some(marks) = note::marks(&text, linked) {
            self.line.mark(marks);
            return true;
        }
        // The arrow, or the words, that lead from a note back to the text.
        linked && part == Part::Link && (!text.contains(char::is_alphanumeric) || leads_back(element))
    }

    fn open_note(&mut self, node: NodeRef<'_, Node>, element: &Element, part: Part) {
        if holds_notes(element) {
            self.notes += 1;
        }
        if self.note.is_some() {
            return;
        }
        let number = (part == Part::Item)
            .then(|| {
                self.lists.last_mut().map(|list| {
                    list.next = list.next.saturating_add(1);
                    (list.next - 1).to_string()
                })
            })
            .flatten();
        let is_note = (self.notes > 0 && part == Part::Item) || holds_note(element);
        // A mark that happens to have a class of a note holds no words.
        let has_words = is_note && short_text(node, 6).is_none();
        if !has_words {
            return;
        }
        if matches!(part, Part::Inline | Part::Link) {
            self.outer = Some(std::mem::take(&mut self.line));
        }
        self.note = Some((node.id(), number));
    }

    fn close_note(&mut self) {
        if let Some(outer) = self.outer.take() {
            let block = self.take_block();
            self.inner_notes.extend(block);
            self.line = outer;
        } else {
            self.flush();
        }
        self.note = None;
    }

    fn open_table(&mut self, id: NodeId) {
        if self.survey.is_layout(id) || self.cell.is_some() {
            self.grids.push(None);
        } else {
            self.tables += 1;
            self.grids.push(Some(Grid::new(self.tables)));
        }
    }

    fn close_table(&mut self) {
        if let Some(Some(grid)) = self.grids.pop() {
            self.cell = None;
            // A table without text takes no number.
            let used = self.gathered.tables() >= grid.table();
            if !used {
                self.tables -= 1;
            }
        }
    }

    fn open_cell(&mut self, element: &Element, head: bool) {
        let Some(Some(grid)) = self.grids.last_mut() else { return };
        let span = |name: &str| attr(element, name).and_then(|v| v.trim().parse::<u32>().ok()).unwrap_or(1);
        let names_column = match attr(element, "scope") {
            Some("row" | "rowgroup") => false,
            Some("col" | "colgroup") => true,
            _ => self.in_table_head || grid.is_first_row(),
        };
        let columns = usize::try_from(span("colspan")).unwrap_or(1);
        let head = self.in_table_head || (head && names_column);
        self.cell = Some(grid.cell(span("rowspan"), columns, head));
    }

    /// Ends the current block.
    fn flush(&mut self) {
        if self.outer.is_some() {
            // A block inside a note that stands within a line: the note goes on.
            self.line.text.space();
            return;
        }
        let block = self.take_block();
        for block in block.into_iter().chain(std::mem::take(&mut self.inner_notes)) {
            self.gathered.push_or_continue(block);
        }
    }

    fn take_block(&mut self) -> Option<Block> {
        let mut line = std::mem::take(&mut self.line);
        let Some(text) = line.text.take() else {
            // Only a mark: that of the note whose text follows in the next block.
            self.line.notes = line.notes;
            self.line.marked = line.marked;
            return None;
        };
        let item = without_bullet(&text).map(str::to_owned);
        let bulleted = item.is_some();
        let mut block = Block::new(BlockKind::Paragraph, item.unwrap_or(text));
        // A paragraph behind a mark that was seen in the text is a note, whatever it is in.
        let answers = line.marked && line.notes.first().is_some_and(|mark| self.marks.contains(mark));
        if let Some((_, number)) = &mut self.note {
            block.kind = BlockKind::Footnote;
            let number = number.take();
            if !line.marked {
                line.notes.splice(0..0, number);
            }
        } else if let Some(cell) = self.cell {
            block.kind = BlockKind::TableCell;
            block.cell = Some(cell);
        } else if let Some(level) = self.heading {
            block.kind = BlockKind::Heading;
            block.level = Some(level);
        } else if answers {
            block.kind = BlockKind::Footnote;
        } else if contents::is_entry(&block.text) {
            block.kind = BlockKind::Contents;
        } else if self.items > 0 || bulleted {
            block.kind = BlockKind::ListItem;
            block.level = Some(u8::try_from(self.lists.len().clamp(1, 255)).unwrap_or(u8::MAX));
        }
        if block.kind != BlockKind::Footnote {
            self.marks.extend(line.notes.iter().cloned());
        }
        block.notes = line.notes;
        block.language = self.languages.last().map(|(_, language)| language.clone());
        Some(block)
    }
}

/// The language that an element declares for what it holds.
fn declared_language(element: &Element) -> Option<String> {
    attr(element, "lang").or_else(|| attr(element, "xml:lang")).filter(|tag| is_language(tag)).map(str::to_owned)
}
