//! The lines of a cell → its paragraphs and items.

use crate::layout::line::Line;
use crate::layout::metrics::Metrics;
use crate::layout::order;
use crate::layout::paragraph::{self, Draft};

/// A draft for each paragraph and list item of a cell; `text` is the page's.
pub(super) fn drafts(lines: Vec<Line>, text: &str, metrics: &Metrics) -> Vec<Draft> {
    // A wide space within a line of a cell parts no cells.
    let mut joined: Vec<Line> = Vec::new();
    for line in order::lines_in_order(lines) {
        match joined.last_mut() {
            Some(last) if beside(last, &line) => last.append(&line),
            _ => joined.push(line),
        }
    }
    paragraph::drafts(joined, text, metrics)
}

fn beside(last: &Line, next: &Line) -> bool {
    last.angle == next.angle && (next.v - last.v).abs() < 0.35 * last.size.max(next.size) && next.u0 > last.u0
}
