//! Where on a tagged page stands what is not tagged.

use super::super::line::Line;
use super::super::paragraph::Draft;
use super::gather::{TaggedDraft, drawn_at};

/// Puts the drafts `rest` among those of the tags.
pub(super) fn merged(page: usize, tagged: Vec<TaggedDraft>, rest: Vec<TaggedDraft>) -> Vec<TaggedDraft> {
    if rest.is_empty() {
        return tagged;
    }
    let places = Places::of(page, &tagged, rest.len());
    // Cells of one table stay together.
    let mut at = (0, 0.0);
    let mut table = None;
    let mut placed: Vec<((usize, f32), TaggedDraft)> = Vec::with_capacity(rest.len());
    for found in rest {
        let own = found.draft.cell.map(|cell| cell.table);
        if own.is_none() || own != table {
            at = (places.place(&found.draft), found.draft.first().v);
        }
        table = own;
        placed.push((at, found));
    }
    placed.sort_by(|(a, _), (b, _)| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut out = Vec::with_capacity(tagged.len() + placed.len());
    let mut placed = placed.into_iter().peekable();
    for (at, found) in tagged.into_iter().enumerate() {
        while let Some((_, rest)) = placed.next_if(|((place, _), _)| *place <= at) {
            out.push(rest);
        }
        out.push(found);
    }
    out.extend(placed.map(|(_, rest)| rest));
    out
}

/// Where the lines of a page's tagged drafts stand.
struct Places<'a> {
    /// With the numbers of their drafts.
    lines: Vec<(usize, &'a Line)>,
    /// When each was drawn, in that order, and the number behind its draft.
    drawn: Vec<(u32, usize)>,
    /// Whether there are few enough to compare each with each.
    few: bool,
}

impl<'a> Places<'a> {
    /// So many comparisons cost less than reading the page.
    const WORK: usize = 4_000_000;

    fn of(page: usize, tagged: &'a [TaggedDraft], rest: usize) -> Self {
        let lines: Vec<(usize, &Line)> = tagged
            .iter()
            .enumerate()
            .flat_map(|(at, found)| found.draft.lines.iter().map(move |line| (at, line)))
            .filter(|(_, line)| line.page == page)
            .collect();
        let mut drawn: Vec<(u32, usize)> = lines.iter().map(|(at, line)| (drawn_at(line), at + 1)).collect();
        drawn.sort_unstable();
        let few = lines.len().saturating_mul(rest) <= Self::WORK;
        Self { lines, drawn, few }
    }

    /// The number of the draft that one which is not tagged stands before: the next after the last above it in its
    /// column; where its column has none, the one it was drawn before.
    fn place(&self, draft: &Draft) -> usize {
        let first = draft.first();
        let column =
            self.lines.iter().filter(|(_, l)| self.few && l.angle == first.angle && l.shared_width(first) > 0.0);
        let (mut above, mut below) = (None, None);
        for (at, line) in column {
            if line.v < first.v {
                above = Some(at + 1);
            } else {
                below = below.or(Some(*at));
            }
        }
        let before = self.drawn.partition_point(|(drawn, _)| *drawn < drawn_at(first));
        above.or(below).unwrap_or_else(|| before.checked_sub(1).map_or(0, |last| self.drawn[last].1))
    }
}
