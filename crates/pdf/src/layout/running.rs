//! Running heads, running feet and page numbers, told by what repeats from page to page.

use std::collections::HashMap;

use fundscan_model::BlockKind;

use super::line::Line;

/// Lines this near the edge (a share of the page's height) may be running ones.
const BAND: f32 = 0.14;
/// How many lines from the edge are looked at.
const DEPTH: usize = 4;

/// The lines of one page and how high the page is.
pub(crate) struct PageLines<'a> {
    pub(crate) text: &'a str,
    pub(crate) height: f32,
    pub(crate) lines: &'a [Line],
}

/// A line near an edge of its page.
struct Edge {
    page: usize,
    line: usize,
    /// Its height on the page in cells of four points, from the top for heads and from the bottom for feet.
    cell: i32,
    /// The text with every number replaced by `#`.
    shape: String,
    /// The numbers in it.
    numbers: Vec<u32>,
    top: bool,
}

/// What each line is, if it is a running one: a vector for each page, an entry for each of its lines.
pub(crate) fn running_lines(pages: &[PageLines<'_>]) -> Vec<Vec<Option<BlockKind>>> {
    let mut kinds: Vec<Vec<Option<BlockKind>>> = pages.iter().map(|p| vec![None; p.lines.len()]).collect();
    let edges: Vec<Edge> = pages.iter().enumerate().flat_map(|(index, page)| edges(index, page)).collect();
    let mut by_shape: HashMap<(bool, &str), Vec<&Edge>> = HashMap::new();
    for edge in &edges {
        by_shape.entry((edge.top, &edge.shape)).or_default().push(edge);
    }
    let pages_with_text = pages.iter().filter(|p| !p.lines.is_empty()).count();
    for edge in &edges {
        let same = &by_shape[&(edge.top, edge.shape.as_str())];
        if is_running(edge, same, pages_with_text) {
            kinds[edge.page][edge.line] = Some(if edge.top { BlockKind::Header } else { BlockKind::Footer });
        }
    }
    for (page, kinds) in pages.iter().zip(&mut kinds) {
        spare_heads_of_tables(page, kinds);
        for (line, kind) in page.lines.iter().zip(kinds) {
            if line.mark.artifact && kind.is_none() {
                let top = line.v < page.height / 2.0;
                let band = line.v < BAND * page.height || line.v > (1.0 - BAND) * page.height;
                *kind = band.then_some(if top { BlockKind::Header } else { BlockKind::Footer });
            }
        }
    }
    if kinds.iter().flatten().all(Option::is_some) {
        // Nothing but running lines would leave nothing to read: short letters on headed paper, test pages.
        kinds.iter_mut().flatten().for_each(|kind| *kind = None);
    }
    kinds
}

/// What repeats right above a page's text without a gap belongs to it: the column heads of a table that goes on.
fn spare_heads_of_tables(page: &PageLines<'_>, kinds: &mut [Option<BlockKind>]) {
    let innermost = (0..kinds.len())
        .filter(|&i| kinds[i] == Some(BlockKind::Header))
        .max_by(|&a, &b| page.lines[a].v.total_cmp(&page.lines[b].v));
    let Some(innermost) = innermost else { return };
    let (v, size) = (page.lines[innermost].v, page.lines[innermost].size);
    let below = |i: usize| page.lines[i].v > v + 0.5 * size;
    let next = (0..kinds.len()).filter(|&i| below(i)).map(|i| page.lines[i].v).fold(f32::MAX, f32::min);
    if next - v < 1.5 * size {
        for (line, kind) in page.lines.iter().zip(kinds) {
            if (line.v - v).abs() <= 0.5 * size && !line.mark.artifact {
                *kind = None;
            }
        }
    }
}

fn edges(index: usize, page: &PageLines<'_>) -> Vec<Edge> {
    let mut found = Vec::new();
    let mut order: Vec<usize> = (0..page.lines.len()).filter(|&i| page.lines[i].angle == 0).collect();
    order.sort_by(|&a, &b| page.lines[a].v.total_cmp(&page.lines[b].v));
    let rows = |lines: &mut dyn Iterator<Item = usize>, top: bool, found: &mut Vec<Edge>| {
        let mut depth = 0;
        let mut last = f32::NAN;
        for i in lines {
            let line = &page.lines[i];
            let from_edge = if top { line.v } else { page.height - line.v };
            if from_edge > BAND * page.height {
                break;
            }
            if last.is_nan() || (line.v - last).abs() > 0.5 * line.size {
                depth += 1;
                last = line.v;
            }
            if depth > DEPTH {
                break;
            }
            let (shape, numbers) = shape(&line.plain(page.text));
            found.push(Edge { page: index, line: i, cell: (from_edge / 4.0).round() as i32, shape, numbers, top });
        }
    };
    rows(&mut order.iter().copied(), true, &mut found);
    rows(&mut order.iter().rev().copied(), false, &mut found);
    found
}

fn is_running(edge: &Edge, same: &[&Edge], pages: usize) -> bool {
    let level: Vec<&&Edge> = same.iter().filter(|e| e.page != edge.page && (e.cell - edge.cell).abs() <= 1).collect();
    // A bare number, or words that come with one, which counts along with the pages.
    let counts = |other: &Edge| {
        edge.numbers
            .iter()
            .zip(&other.numbers)
            .any(|(&a, &b)| i64::from(b) - i64::from(a) == other.page as i64 - edge.page as i64)
    };
    // Two that count along may do so by chance where there are many pages to choose from.
    let leader = edge.shape.contains("..") || edge.shape.contains(". .");
    let counted = if leader { 0 } else { level.iter().filter(|other| counts(other)).count() };
    if !edge.numbers.is_empty() && edge.shape.len() < 90 && (counted >= 2 || (counted == 1 && pages <= 6)) {
        return true;
    }
    if !edge.shape.chars().any(char::is_alphabetic) {
        // Numbers and bullets repeat by chance; only those that count are page numbers.
        return false;
    }
    if leader {
        return false;
    }
    let near = level.iter().filter(|e| e.page.abs_diff(edge.page) <= 2).count();
    let needed = if pages <= 4 { 1 } else { 2 };
    level.len() >= needed && (near >= 1 || level.len() * 4 >= pages) && edge.numbers.len() <= 3
}

/// The text with numbers (arabic, or roman where one stands alone) as `#`, and the numbers.
fn shape(text: &str) -> (String, Vec<u32>) {
    let mut shape = String::with_capacity(text.len());
    let mut numbers = Vec::new();
    let mut digits = String::new();
    for c in text.trim().chars().chain(std::iter::once('\0')) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if !digits.is_empty() {
            shape.push('#');
            numbers.extend(digits.parse::<u32>().ok());
            digits.clear();
        }
        if c != '\0' {
            shape.extend(c.to_lowercase());
        }
    }
    if let Some(value) = roman(&shape) {
        return ("#".to_owned(), vec![value]);
    }
    (shape, numbers)
}

fn roman(text: &str) -> Option<u32> {
    if text.is_empty() || text.len() > 7 {
        return None;
    }
    let values: Option<Vec<u32>> = text
        .chars()
        .map(|c| match c {
            'i' => Some(1),
            'v' => Some(5),
            'x' => Some(10),
            'l' => Some(50),
            'c' => Some(100),
            _ => None,
        })
        .collect();
    let values = values?;
    let mut total = 0;
    for (i, &value) in values.iter().enumerate() {
        if values.get(i + 1).is_some_and(|&next| next > value) {
            total -= value as i32;
        } else {
            total += value as i32;
        }
    }
    u32::try_from(total).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_taken_out_of_the_shape() {
        assert_eq!(shape("Jaarverslag 2023 | 7"), ("jaarverslag # | #".to_owned(), vec![2023, 7]));
        assert_eq!(shape("xiv"), ("#".to_owned(), vec![14]));
    }
}
