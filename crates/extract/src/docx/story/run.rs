//! What stands in a paragraph: text, signs, references to notes, diagrams.

use fundscan_model::{Block, BlockKind};

use super::{Frame, Kind, Story};
use crate::docx::diagram;
use crate::docx::paragraph::{NoteId, Paragraph};
use crate::docx::styles::Role;
use crate::docx::symbol::symbol;
use crate::docx::xml::Tag;

impl Story<'_, '_> {
    /// What stands in a run besides text.
    pub(super) fn sign(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "tab" | "ptab" => self.text(" "),
            "noBreakHyphen" => self.text("-"),
            "cr" => self.line_break(),
            "br" => match tag.attr("type").as_deref() {
                Some("page" | "column") => self.end_part(),
                _ => self.line_break(),
            },
            "sym" => {
                let code = tag.attr("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
                match code.and_then(|code| symbol(&tag.attr("font").unwrap_or_default(), code)) {
                    Some(sign) => self.text(sign.encode_utf8(&mut [0; 4])),
                    None => self.text(" "),
                }
            }
            "fldChar" => self.fields.sign(&tag.attr("fldCharType").unwrap_or_default()),
            "footnoteReference" => self.refer(tag, false),
            "endnoteReference" => self.refer(tag, true),
            _ => {}
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        if self.fields.hide() {
            return;
        }
        let Some(paragraph) = self.settled_paragraph() else { return };
        if paragraph.set.hidden == Some(true) {
            return;
        }
        let marks = paragraph.text.push(text, &paragraph.set);
        self.seen(&marks);
        self.pieces += 1;
        if self.fields.list_contents()
            && let Some(Frame::Paragraph(paragraph)) = self.frames.last_mut()
        {
            paragraph.contents = true;
        }
    }

    /// The open paragraph, with what is known of how the current run is set.
    pub(super) fn settled_paragraph(&mut self) -> Option<&mut Paragraph> {
        let Some(Frame::Paragraph(paragraph)) = self.frames.last_mut() else { return None };
        if !paragraph.settled {
            let style = self.book.styles.paragraph(paragraph.style.as_deref());
            paragraph.set = self.book.styles.run(&paragraph.run, style);
            paragraph.settled = true;
        }
        Some(paragraph)
    }

    /// Two line breaks in a row part paragraphs, but not within a heading or a cell.
    pub(super) fn line_break(&mut self) {
        if self.fields.hide() {
            return;
        }
        let in_cell = matches!(self.frames.iter().rev().nth(1), Some(Frame::Table(_)));
        let Some(Frame::Paragraph(paragraph)) = self.frames.last_mut() else { return };
        let second = paragraph.text.line_break();
        if second && !in_cell && !matches!(self.role(), Some(Role::Heading(_))) {
            self.end_part();
        }
    }

    /// A reference to a note.
    pub(super) fn refer(&mut self, tag: &Tag<'_>, end: bool) {
        if self.fields.hide() || self.kind != Kind::Main {
            return;
        }
        let Some(id) = tag.attr("id").and_then(|id| id.trim().parse().ok()).map(|id| NoteId { end, id }) else {
            return;
        };
        let Some(paragraph) = self.settled_paragraph() else { return };
        if paragraph.set.hidden == Some(true) {
            return;
        }
        let marks = paragraph.text.settle();
        if matches!(tag.attr("customMarkFollows").as_deref(), Some("1" | "true" | "on")) {
            paragraph.own_mark = Some(id);
            self.seen(&marks);
            return;
        }
        self.seen(&marks);
        let mark = self.book.mark_of(id);
        if let Some(Frame::Paragraph(paragraph)) = self.frames.last_mut() {
            paragraph.text.mark(mark.clone());
        }
        self.attach(id, Some(&mark));
    }

    /// Marks that were found in the text: the first may be the one that a note calls its own.
    pub(super) fn seen(&mut self, marks: &[String]) {
        let Some(Frame::Paragraph(paragraph)) = self.frames.last_mut() else { return };
        if let Some(mark) = marks.first()
            && let Some(id) = paragraph.own_mark.take()
        {
            self.attach(id, Some(mark));
        }
    }

    /// Puts a note behind the paragraph that refers to it, or at the end.
    pub(super) fn attach(&mut self, id: NoteId, mark: Option<&str>) {
        let note = self.book.take_note(id, mark);
        if id.end {
            self.told.endnotes.extend(note);
        } else if let Some(Frame::Paragraph(paragraph)) = self.frames.last_mut() {
            paragraph.after.extend(note.into_iter().map(|block| (block, false)));
        }
    }

    /// The text of a diagram, which stands in a part of its own.
    pub(super) fn diagram(&mut self, tag: &Tag<'_>) {
        let target = tag.attr("dm").and_then(|id| self.relations.get(&*id)).map(|relation| relation.target.clone());
        let Some(target) = target else { return };
        let notices = &mut self.book.notices;
        let Ok(Some(xml)) = self.book.package.part(&target, "a diagram", notices) else { return };
        for text in diagram::texts(&xml, notices) {
            self.pieces += 1;
            if self.book.has_room() {
                let block = Block { level: Some(1), ..Block::new(BlockKind::ListItem, text) };
                self.emit(block, false);
            }
        }
    }
}
