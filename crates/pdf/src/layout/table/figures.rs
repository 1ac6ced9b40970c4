//! Columns of figures: what stands one below the other in a cell without lines between is a row each.

use super::RawRow;
use crate::layout::line::Line;

/// Rows that were set in one cell are at least so many.
const MIN_ROWS: usize = 3;

/// Whether a text is a figure: an amount, a share, a year, a dash for none.
pub(super) fn is_figure(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    match digits {
        0 => matches!(text.trim(), "-" | "–" | "—" | "x" | "X" | "nvt" | "n.v.t." | "%" | "€"),
        _ => letters <= 2 && letters < digits + 1,
    }
}

/// Parts a row whose cells hold several lines of figures on the same baselines into as many rows; gives other rows
/// back as they are.
pub(super) fn stacked_rows(row: RawRow, text: &str) -> Vec<RawRow> {
    if !is_stacked(&row, text) {
        return vec![row];
    }
    let levels = levels(&row);
    let mut rows: Vec<RawRow> = levels.iter().map(|_| RawRow::default()).collect();
    for (column, lines) in row.cells {
        for line in lines {
            let row = &mut rows[level_of(&levels, &line)];
            match row.cells.last_mut() {
                Some((last, lines)) if *last == column => lines.push(line),
                _ => row.cells.push((column, vec![line])),
            }
        }
    }
    rows
}

fn is_stacked(row: &RawRow, text: &str) -> bool {
    let figures = row.cells.iter().skip(1).any(|(_, lines)| {
        let figures = lines.iter().filter(|line| is_figure(&line.plain(text))).count();
        lines.len() >= MIN_ROWS && figures * 10 >= lines.len() * 6
    });
    if !figures || row.cells.iter().flat_map(|(_, lines)| lines).any(|line| line.angle != 0) {
        return false;
    }
    let levels = levels(row);
    let mut cells = vec![0; levels.len()];
    for (_, lines) in &row.cells {
        let mut here: Vec<usize> = lines.iter().map(|line| level_of(&levels, line)).collect();
        here.sort_unstable();
        here.dedup();
        here.into_iter().for_each(|level| cells[level] += 1);
    }
    let full = cells.iter().filter(|&&n| n >= 2).count();
    full >= MIN_ROWS && full * 10 >= levels.len() * 7
}

/// The baselines of a row's lines, each with the size of its letters.
fn levels(row: &RawRow) -> Vec<(f32, f32)> {
    let mut all: Vec<(f32, f32)> = row.cells.iter().flat_map(|(_, lines)| lines).map(|l| (l.v, l.size)).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    all.dedup_by(|next, kept| next.0 - kept.0 < 0.35 * kept.1.max(next.1));
    all
}

fn level_of(levels: &[(f32, f32)], line: &Line) -> usize {
    levels.partition_point(|level| level.0 <= line.v + 0.01).saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::is_figure;

    #[test]
    fn figures_are_told_from_words() {
        for figure in ["1.904", "€ 12,50", "93 %", "-", "2023", "12e", "(1.200)"] {
            assert!(is_figure(figure), "{figure}");
        }
        for word in ["OOM", "mbo 4", "niveau 2", "x-as", ""] {
            assert!(!is_figure(word), "{word}");
        }
    }
}
