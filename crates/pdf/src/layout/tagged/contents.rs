//! Tables of contents that are tagged as paragraphs.

use fundscan_model::BlockKind;

use super::super::PageInput;
use super::super::line::word_text;
use super::super::paragraph::Draft;

/// So many lines that end in page numbers, one after the other, are a table of contents.
const ENTRIES: usize = 4;

/// Finds entries of a table of contents among the drafts of a page: short ones that end in the numbers of pages, apart
/// from their words and never falling.
pub(super) fn mark_contents(drafts: &mut [Draft], pages: &[PageInput]) {
    let numbers: Vec<Option<usize>> = drafts.iter().map(|draft| page_number(draft, pages)).collect();
    let mut start = 0;
    for at in 1..=drafts.len() {
        let goes_on =
            numbers.get(at).is_some_and(|n| n.is_some() && numbers[at - 1].is_some() && numbers[at - 1] <= *n);
        if goes_on {
            continue;
        }
        if numbers[start].is_some() && at - start >= ENTRIES {
            for draft in &mut drafts[start..at] {
                (draft.kind, draft.level) = (BlockKind::Contents, None);
            }
        }
        start = at;
    }
}

fn page_number(draft: &Draft, pages: &[PageInput]) -> Option<usize> {
    if draft.lines.len() > 2 || !matches!(draft.kind, BlockKind::Paragraph | BlockKind::Heading | BlockKind::Contents) {
        return None;
    }
    let line = draft.last();
    let [.., before, last] = line.words.as_slice() else { return None };
    let number = word_text(&pages[line.page].content.scribe.text, last).parse().ok()?;
    (last.u0 - before.u1 > line.size && number <= pages.len()).then_some(number)
}
