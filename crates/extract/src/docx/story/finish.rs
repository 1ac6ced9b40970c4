//! What comes of paragraphs, tables and notes when they end.

use fundscan_model::{Block, BlockKind};

use super::{Frame, Kind, Story};
use crate::docx::paragraph::{Finished, Paragraph};
use crate::docx::styles::Role;
use crate::gather::{Gathered, without_bullet};
use crate::{contents, fold};

impl Story<'_, '_> {
    pub(super) fn end_note(&mut self) {
        self.flush_carried();
        let blocks = std::mem::replace(&mut self.told.gathered, Gathered::new(usize::MAX));
        if let Some(id) = self.note.take() {
            let blocks = blocks.finish(&mut self.book.notices);
            self.book.keep_note(id, blocks);
        }
    }

    pub(super) fn end_table(&mut self) {
        self.flush_carried();
        let Some(Frame::Table(table)) = self.frames.pop() else { return };
        for block in table.finish(self.book.next_table()) {
            self.emit(block, false);
        }
    }

    pub(super) fn end_paragraph(&mut self) {
        self.fields.end_paragraph();
        if let Some(Frame::Paragraph(paragraph)) = self.frames.last_mut()
            && paragraph.joins_next
        {
            self.carried = Some(std::mem::take(&mut paragraph.text));
        } else {
            self.end_part();
        }
        if let Some(Frame::Paragraph(paragraph)) = self.frames.last_mut()
            && let Some(id) = paragraph.own_mark.take()
        {
            self.attach(id, None);
        }
        let Some(Frame::Paragraph(paragraph)) = self.frames.pop() else { return };
        for (block, bold) in paragraph.done.into_iter().chain(paragraph.after) {
            self.emit(block, bold);
        }
    }

    /// What was carried over to a paragraph that did not follow is a paragraph.
    pub(super) fn flush_carried(&mut self) {
        if let Some(text) = self.carried.take() {
            self.frames.push(Frame::Paragraph(Box::new(Paragraph { text, ..Paragraph::default() })));
            self.end_paragraph();
        }
    }

    /// What the open paragraph is by its own word, else by its style.
    pub(super) fn role(&self) -> Option<Role> {
        let Some(Frame::Paragraph(paragraph)) = self.frames.last() else { return None };
        let role = self.book.styles.role(paragraph.style.as_deref());
        match (paragraph.outline, role) {
            (Some(level), None | Some(Role::Heading(_))) => (level < 9).then(|| Role::Heading(level + 1)),
            _ => role,
        }
    }

    /// The list of the open paragraph and its level in it, where it shows a bullet or number.
    pub(super) fn list(&self) -> Option<(&str, u8)> {
        let Some(Frame::Paragraph(paragraph)) = self.frames.last() else { return None };
        let style = self.book.styles.paragraph(paragraph.style.as_deref());
        let list = paragraph.list.as_deref().or(style.and_then(|style| style.list.as_deref()))?;
        let level = paragraph.level.or(style.and_then(|style| style.level)).unwrap_or(0);
        (list != "0" && self.book.numbering.shows(list, level, &self.book.styles)).then_some((list, level))
    }

    /// Makes a block of what was gathered of the open paragraph.
    pub(super) fn end_part(&mut self) {
        let Some(Frame::Paragraph(paragraph)) = self.frames.last_mut() else { return };
        let marks = paragraph.text.settle();
        self.seen(&marks);
        let list = self.list().map(|(list, level)| (list.to_owned(), level));
        let role = self.role();
        let Some(Frame::Paragraph(paragraph)) = self.frames.last_mut() else { return };
        if let Some((list, level)) = &list
            && !std::mem::replace(&mut paragraph.counted, true)
        {
            paragraph.number = self.book.numbering.count(list, *level, &self.book.styles);
        }
        let Some(finished) = paragraph.text.take() else { return };
        let contents = paragraph.contents && finished.text.ends_with(|c: char| c.is_ascii_digit());
        let number = paragraph.number.take();
        if !self.book.has_room() {
            return;
        }
        let bold = finished.is_bold();
        let block = match self.kind {
            Kind::Running(kind) => block(kind, finished),
            Kind::Notes { .. } => block(BlockKind::Footnote, finished),
            Kind::Main if contents => block(BlockKind::Contents, finished),
            Kind::Main => self.block(finished, role, list.map(|(_, level)| level), number),
        };
        if let Some(Frame::Paragraph(paragraph)) = self.frames.last_mut() {
            paragraph.done.push((block, bold));
        }
    }

    pub(super) fn block(
        &mut self,
        mut finished: Finished,
        role: Option<Role>,
        list: Option<u8>,
        number: Option<String>,
    ) -> Block {
        let answers = finished.marked && finished.notes.first().is_some_and(|mark| self.book.marks.contains(mark));
        let bullet = without_bullet(&finished.text).map(|rest| finished.text.len() - rest.len());
        let (kind, level) = match (role, list) {
            (Some(Role::Heading(level)), _) => {
                if let Some(number) = number.as_deref().and_then(fold::folded) {
                    finished.prepend(&number);
                }
                (BlockKind::Heading, Some(level))
            }
            (Some(Role::Contents), _) => (BlockKind::Contents, None),
            (Some(Role::Note), _) => (BlockKind::Footnote, None),
            _ if contents::is_entry(&finished.text) => (BlockKind::Contents, None),
            (Some(Role::Item(depth)), level) => {
                (BlockKind::ListItem, Some(depth.max(level.map_or(1, |level| level.saturating_add(1)))))
            }
            (None, Some(level)) => (BlockKind::ListItem, Some(level.saturating_add(1))),
            (None, None) if answers => (BlockKind::Footnote, None),
            (None, None) if bullet.is_some() => (BlockKind::ListItem, Some(1)),
            (None, None) => (BlockKind::Paragraph, None),
        };
        if kind == BlockKind::ListItem
            && let Some(bytes) = bullet
        {
            finished.cut(bytes);
        }
        if kind != BlockKind::Footnote {
            self.book.marks.extend(finished.notes.iter().cloned());
        }
        Block { level, ..block(kind, finished) }
    }

    /// Gives a finished block to what it stands in.
    pub(super) fn emit(&mut self, block: Block, bold: bool) {
        match self.frames.last_mut() {
            Some(Frame::Paragraph(paragraph)) => paragraph.after.push((block, bold)),
            Some(Frame::Table(table)) => table.push(block, bold),
            None => match self.kind {
                Kind::Main => self.told.gathered.push_or_continue(block),
                Kind::Notes { .. } => self.told.gathered.push(plain(block, BlockKind::Footnote)),
                Kind::Running(kind) => self.told.gathered.push(plain(block, kind)),
            },
        }
    }
}

fn block(kind: BlockKind, finished: Finished) -> Block {
    let Finished { text, notes, spans, language, .. } = finished;
    Block { notes, language, styles: spans, ..Block::new(kind, text) }
}

/// The same text as a block of another kind.
fn plain(block: Block, kind: BlockKind) -> Block {
    Block { kind, level: None, cell: None, ..block }
}
