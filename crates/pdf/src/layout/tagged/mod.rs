//! Blocks by the tags of the document, where they agree with what is drawn.
//!
//! Each block element is one draft, over columns and pages. Within a page drafts come in the order of the tags, notes
//! last; what is not tagged on a tagged page is laid out by geometry and stands where it was drawn. Pages whose tags
//! are [unsound](sound) are left to the geometric layout.

mod columns;
mod contents;
mod gather;
mod kinds;
mod mend;
mod places;
mod sound;
mod tables;

use fundscan_model::{BlockKind, Notice};

use super::PageInput;
use super::Parts;
use super::paragraph::Draft;
use super::sheet::Sheet;
use super::table::Piece;
use crate::structure::{Role, Tree};
use gather::Gathered;
use kinds::Kinds;

pub(crate) use sound::{Body, Trust, judge};
pub(crate) use tables::number_tables;

/// Text this much larger than the body is a title, whatever the tags call it.
const LARGE: f32 = 1.12;

/// The drafts of the pages that are laid out by tags; their bodies are taken out of `parts`, and the heads of tables that
/// are repeated on them are put to their running heads.
pub(crate) fn drafts(
    tree: &Tree,
    trust: &Trust,
    pages: &[PageInput],
    sheets: &[Sheet<'_>],
    parts: &mut [Parts],
) -> Vec<Option<Vec<Draft>>> {
    let bodies = parts.iter_mut().zip(&trust.pages).map(|(parts, verdict)| match verdict.has_blocks() {
        true => parts.take_body(),
        false => Vec::new(),
    });
    let gathered = Gathered::of(tree, trust, pages, sheets, bodies.collect());
    for (parts, repeated) in parts.iter_mut().zip(gathered.repeated) {
        parts.heads.extend(repeated);
    }
    let mut kinds = Kinds::new(tree, trust, pages, sheets);
    let drafts = gathered.pages.into_iter().enumerate();
    drafts.map(|(page, found)| trust.pages[page].has_blocks().then(|| kinds.of(page, found))).collect()
}

/// Where the tags of a page are not used, those of its headings may be: what stands by itself and is all one heading.
pub(crate) fn keep_headings(tree: &Tree, trust: &Trust, page: usize, pieces: &mut [Piece]) {
    for piece in pieces {
        let Piece::Draft(draft) = piece else { continue };
        let owner = draft.first().tag.owner;
        let role = owner.map(|owner| tree.element(owner).role);
        if let Some(Role::Heading(level)) = role
            && trust.headings[page]
            && draft.cell.is_none()
            && draft.lines.iter().all(|line| line.tag.owner == owner && !line.mark.artifact)
            && kinds::is_short(draft)
        {
            (draft.kind, draft.level) = (BlockKind::Heading, Some(level));
        }
    }
}

/// Tells which pages have tags that were not used.
pub(crate) fn notice(trust: &Trust) -> Option<Notice> {
    let pages = trust.unsound();
    match pages.as_slice() {
        [] => None,
        [page] => {
            let text = "the tags of this page do not agree with what is drawn; the layout was used instead";
            Some(Notice::on_page("tags-unsound", *page, text))
        }
        pages => {
            let which = ranges(pages);
            let text =
                format!("the tags of pages {which} do not agree with what is drawn; the layout was used instead");
            Some(Notice::new("tags-unsound", text))
        }
    }
}

/// `1, 3-5, 9`.
fn ranges(pages: &[u32]) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for &page in pages {
        match runs.last_mut() {
            Some(run) if run.1 + 1 == page => run.1 = page,
            _ => runs.push((page, page)),
        }
    }
    let runs = runs.iter().map(|&(from, to)| if from == to { from.to_string() } else { format!("{from}-{to}") });
    runs.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_in_a_row_are_told_as_ranges() {
        assert_eq!(ranges(&[1, 3, 4, 5, 9]), "1, 3-5, 9");
    }
}
