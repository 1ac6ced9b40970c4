//! Properties of runs, paragraphs and tables.

use super::{Frame, Story};
use crate::docx::element::Element;
use crate::docx::section::Section;
use crate::docx::xml::Tag;

impl Story<'_, '_> {
    /// A property of a run or paragraph.
    pub(super) fn property(&mut self, parent: Element, tag: &Tag<'_>) -> Option<Element> {
        let Some(Frame::Paragraph(paragraph)) = self.frames.last_mut() else { return None };
        match (parent, tag.name()) {
            (Element::RunProps, _) => {
                paragraph.run.see(tag);
                paragraph.settled = false;
            }
            (Element::MarkProps, "del" | "moveFrom") => paragraph.joins_next = true,
            (Element::ParagraphProps, "rPr") => return Some(Element::MarkProps),
            (Element::ParagraphProps, "numPr") => return Some(Element::NumberProps),
            (Element::ParagraphProps, "sectPr") => {
                self.told.sections.push(Section::default());
                return Some(Element::SectionProps);
            }
            (Element::ParagraphProps, "pStyle") => paragraph.style = tag.val().map(std::borrow::Cow::into_owned),
            (Element::ParagraphProps, "outlineLvl") => paragraph.outline = tag.number(),
            (Element::NumberProps, "numId") => paragraph.list = tag.val().map(std::borrow::Cow::into_owned),
            (Element::NumberProps, "ilvl") => paragraph.level = tag.number(),
            _ => {}
        }
        None
    }

    pub(super) fn table_property(&mut self, parent: Element, tag: &Tag<'_>) {
        let Some(Frame::Table(table)) = self.frames.last_mut() else { return };
        match (parent, tag.name()) {
            (Element::RowProps, "tblHeader") if tag.is_on() => table.head(),
            (Element::RowProps, "gridBefore") => table.skip(tag.number().unwrap_or(0)),
            (Element::RowProps, "del") => table.drop_row(),
            (Element::RowProps, "hidden") if tag.is_on() => table.drop_row(),
            (Element::CellProps, "gridSpan") => table.span(tag.number().unwrap_or(1)),
            (Element::CellProps, "cellDel") => table.drop_cell(),
            (Element::TableProps, "tblStyle") => {
                let style = tag.val().and_then(|id| self.book.styles.get(&id));
                table.set_style(style.is_some_and(|style| style.bold_first_row));
            }
            (Element::TableProps, "tblLook") => {
                // Written as an attribute, or as one bit of a number.
                let bits = tag.val().and_then(|bits| u32::from_str_radix(&bits, 16).ok()).unwrap_or(0);
                let said = tag.attr("firstRow").map(|on| matches!(&*on, "1" | "true" | "on"));
                table.set_first_row(said.unwrap_or(bits & 0x20 != 0));
            }
            _ => {}
        }
    }
}
