//! Plain text: blank lines part blocks, hard line ends are joined; lists, tables by tabs and plain headings are seen.

mod group;
mod line;
mod words;

use fundscan_model::{Block, BlockKind, Cell, Document, SourceKind};

use crate::decode::decode;
use crate::fold::folded;
use crate::gather::Gathered;
use crate::{Extracted, Limits, contents};

use group::Group;
use line::{Lead, Line};
use words::Words;

/// Reads a plain text.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Extracted {
    let mut notices = Vec::new();
    let text = decode(bytes, None, limits.text_bytes, &mut notices);
    let groups = Group::all(&text);
    let words = Words::of(&text);
    let mut reader = Reader { gathered: Gathered::new(limits.blocks), words, tables: 0 };
    for (at, group) in groups.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|i| groups.get(i));
        reader.group(group, before, groups.get(at + 1));
    }
    let blocks = reader.gathered.finish(&mut notices);
    Extracted { document: Document::new(SourceKind::Text, Vec::new(), blocks), notices }
}

struct Reader<'a> {
    gathered: Gathered,
    words: Words<'a>,
    tables: u32,
}

impl Reader<'_> {
    fn group(&mut self, group: &Group<'_>, before: Option<&Group<'_>>, after: Option<&Group<'_>>) {
        let mut lines = group.lines();
        if let Some(columns) = group.tabbed() {
            self.table(lines.into_iter().map(|line| line.raw().split('\t').take(columns).collect()).collect());
            return;
        }
        let entries = lines.iter().filter(|line| contents::is_entry(line.text())).count();
        if entries * 2 > lines.len() {
            for line in lines {
                self.gathered.push_text(BlockKind::Contents, folded(line.text()));
            }
            return;
        }
        if let Some(rows) = group.spaced() {
            self.table(rows);
            return;
        }
        if let Some(level) = group.heading(before, after) {
            self.heading(lines[0], level);
            lines = group.below_heading();
        }
        let mut current: Option<(Lead, Vec<Line<'_>>)> = None;
        for line in lines {
            let lead = line.lead();
            let starts = match &current {
                None => true,
                Some((_, so_far)) => lead != Lead::None || group.parts(so_far[so_far.len() - 1], line),
            };
            if starts {
                if let Some((lead, lines)) = current.take() {
                    self.block(lead, &lines);
                }
                current = Some((lead, vec![line]));
            } else if let Some((_, lines)) = &mut current {
                lines.push(line);
            }
        }
        if let Some((lead, lines)) = current {
            self.block(lead, &lines);
        }
    }

    fn heading(&mut self, line: Line<'_>, level: u8) {
        if let Some(text) = folded(line.text()) {
            self.gathered.push(Block { level: Some(level), ..Block::new(BlockKind::Heading, text) });
        }
    }

    fn block(&mut self, lead: Lead, lines: &[Line<'_>]) {
        let Some((first, rest)) = lines.split_first() else { return };
        let mut text = first.without_lead().trim_end().to_owned();
        for line in rest {
            self.words.join(&mut text, line.text());
        }
        let Some(text) = folded(&text) else { return };
        match lead {
            Lead::None => self.gathered.push_or_continue(Block::new(BlockKind::Paragraph, text)),
            Lead::Item => {
                let level = Some(first.depth());
                self.gathered.push(Block { level, ..Block::new(BlockKind::ListItem, text) });
            }
        }
    }

    fn table(&mut self, rows: Vec<Vec<&str>>) {
        self.tables += 1;
        for (row, columns) in (1..).zip(rows) {
            for (column, text) in (1..).zip(columns) {
                if let Some(text) = folded(text) {
                    let cell = Some(Cell { table: self.tables, row, column, head: false });
                    self.gathered.push(Block { cell, ..Block::new(BlockKind::TableCell, text) });
                }
            }
        }
    }
}
