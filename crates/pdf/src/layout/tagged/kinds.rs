//! What a tagged draft is.

use std::collections::HashSet;
use std::mem::take;

use fundscan_model::{BlockKind, Cell};

use super::super::PageInput;
use super::super::label::{is_bullet, label};
use super::super::line::word_text;
use super::super::paragraph::{Draft, Start, start_of};
use super::super::sheet::Sheet;
use super::LARGE;
use super::contents::mark_contents;
use super::gather::TaggedDraft;
use super::mend::mend;
use super::sound::Trust;
use super::tables::TAGGED;
use crate::structure::{Element, ElementId, Role, Tree};

/// Headings that tags name have at most so many words; longer ones are paragraphs.
const HEADING_WORDS: usize = 40;

/// Tells the kinds of drafts, page after page.
pub(super) struct Kinds<'a> {
    tree: &'a Tree,
    trust: &'a Trust,
    pages: &'a [PageInput],
    sheets: &'a [Sheet<'a>],
    /// Items of lists that have begun.
    items: HashSet<ElementId>,
    /// Parts of blocks that are paragraphs of their own and begin on a later page.
    later: Vec<TaggedDraft>,
}

impl<'a> Kinds<'a> {
    pub(super) fn new(tree: &'a Tree, trust: &'a Trust, pages: &'a [PageInput], sheets: &'a [Sheet<'a>]) -> Self {
        Self { tree, trust, pages, sheets, items: HashSet::new(), later: Vec::new() }
    }

    /// Gives the drafts of one page their kinds.
    pub(super) fn of(&mut self, page: usize, found: Vec<TaggedDraft>) -> Vec<Draft> {
        self.later.extend(found);
        let mended = mend(take(&mut self.later), self.tree, self.pages, self.sheets[page].metrics);
        let (found, later): (Vec<_>, Vec<_>) = mended.into_iter().partition(|found| found.draft.first().page <= page);
        self.later = later;
        let mut drafts = Vec::new();
        for found in found {
            let first = drafts.is_empty();
            drafts.push(self.with_kind(page, found, first));
        }
        mark_contents(&mut drafts, self.pages);
        drafts
    }

    fn with_kind(&mut self, page: usize, found: TaggedDraft, first_of_page: bool) -> Draft {
        let TaggedDraft { mut draft, owner, loose, .. } = found;
        let Some(owner) = owner else { return draft };
        let element = self.tree.element(owner);
        let item = element.holder.filter(|_| !element.note);
        let first_of_item = item.is_some_and(|item| self.items.insert(item));
        if element.note && self.trust.notes {
            draft.kind = BlockKind::Footnote;
            return draft;
        }
        let cell = self.tree.cell(element).filter(|cell| !self.trust.boxes.contains(&cell.table));
        if let Some(cell) = cell
            && draft.cell.is_none()
        {
            if item.is_some() {
                strip_bullet(&mut draft, self.sheets[page].text());
            }
            draft.kind = BlockKind::TableCell;
            let column = *self.trust.columns.get(&(cell.table, cell.row, cell.column)).unwrap_or(&cell.column);
            let (table, row) = (TAGGED + cell.table, cell.row);
            draft.cell = Some(Cell { table, row, column, head: cell.head });
            return draft;
        }
        match element.role {
            Role::Entry => draft.kind = BlockKind::Contents,
            Role::Heading(level) if self.trust.headings[page] && is_short(&draft) => {
                draft.kind = BlockKind::Heading;
                draft.level = Some(level);
            }
            _ if first_of_item => self.item(page, element, &mut draft, first_of_page),
            _ if loose => {}
            _ => {
                self.by_eye(page, &mut draft);
                // What is bold in a paragraph of a document with headings is none.
                if draft.kind == BlockKind::Heading && self.tree.has_headings() && !self.is_large(page, &draft) {
                    draft.kind = BlockKind::Paragraph;
                    draft.level = None;
                }
            }
        }
        draft
    }

    /// The first draft of an item.
    fn item(&self, page: usize, element: &Element, draft: &mut Draft, first_of_page: bool) {
        // Word makes a second item of what goes on after a page break.
        if first_of_page && goes_on(draft, self.sheets[page].text()) {
            return;
        }
        self.by_eye(page, draft);
        // And it numbers the titles of chapters as items of a list.
        if draft.kind != BlockKind::Heading || !self.is_large(page, draft) {
            draft.kind = BlockKind::ListItem;
            draft.level = Some(element.lists.max(1));
        }
    }

    fn is_large(&self, page: usize, draft: &Draft) -> bool {
        draft.size() > LARGE * self.sheets[page].metrics.body
    }

    /// Gives a draft the kind that is drawn, by the lines of its first page.
    fn by_eye(&self, page: usize, draft: &mut Draft) {
        let here = draft.lines.iter().take_while(|line| line.page == page).count();
        if here == 0 {
            return;
        }
        let later = draft.lines.split_off(here);
        self.sheets[page].classify(std::slice::from_mut(draft));
        draft.lines.extend(later);
    }
}

/// Whether a draft begins within a sentence.
fn goes_on(draft: &Draft, text: &str) -> bool {
    let (first, start) = start_of(draft.first(), text);
    label(&first).is_none() && start == Start::Lower
}

pub(super) fn is_short(draft: &Draft) -> bool {
    draft.lines.iter().map(|line| line.words.len()).sum::<usize>() <= HEADING_WORDS
}

fn strip_bullet(draft: &mut Draft, text: &str) {
    let line = &mut draft.lines[0];
    if line.words.len() > 1 && is_bullet(word_text(text, &line.words[0])) {
        line.words.remove(0);
        line.u0 = line.words[0].u0;
    }
}
