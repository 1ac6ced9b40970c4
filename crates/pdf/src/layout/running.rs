//! Running heads, running feet and page numbers, told by what repeats from page to page.

use std::collections::{BTreeSet, HashMap, HashSet};

use fundscan_model::{BBox, BlockKind};

use super::line::Line;
use super::metrics::size_step;
use crate::work::looked_at;

/// Lines this near the edge (a share of the page's height) may be running ones.
const BAND: f32 = 0.14;
/// How many lines from the edge are looked at.
const DEPTH: usize = 4;

/// Lines whose heights differ by less, in points, stand equally high.
const CELL: f32 = 4.0;
/// The title of a chapter as a running head has no more words.
const TITLE: usize = 14;

/// The lines of one page and how high the page is.
pub(crate) struct PageLines<'a> {
    pub(crate) text: &'a str,
    pub(crate) height: f32,
    pub(crate) lines: &'a [Line],
    /// The boxes around tables.
    pub(crate) tables: Vec<BBox>,
}

impl PageLines<'_> {
    /// Whether a line is part of a table that reaches into the body of the page.
    fn in_table(&self, line: &Line) -> bool {
        let (x, y) = ((line.u0 + line.u1) / 2.0, line.v - 0.3 * line.size);
        looked_at(self.tables.len());
        self.tables.iter().any(|table| {
            (table.left..=table.right).contains(&x)
                && (table.top..=table.bottom).contains(&y)
                && table.bottom > 1.5 * BAND * self.height
                && table.top < (1.0 - 1.5 * BAND) * self.height
        })
    }
}

/// A line near an edge of its page.
struct Edge {
    page: usize,
    line: usize,
    /// Its height on the page in cells, from the top for heads and from the bottom for feet.
    cell: i32,
    /// The text with every number replaced by `#`.
    shape: String,
    /// The numbers in it.
    numbers: Vec<u32>,
    words: usize,
    size: u32,
    top: bool,
}

impl Edge {
    /// How far each number in it, a bare one or one that comes with words, is ahead of the number of the page.
    fn ahead(&self) -> impl Iterator<Item = (usize, i64)> + '_ {
        self.numbers.iter().map(|&number| i64::from(number) - self.page as i64).enumerate()
    }

    /// The place of a running line: which edge, how far from it, which size of letters.
    fn place(&self) -> (bool, i32, u32) {
        (self.top, self.cell, self.size)
    }
}

/// What each line is, if it is a running one: a vector for each page, an entry for each of its lines.
pub(crate) fn running_lines(pages: &[PageLines<'_>]) -> Vec<Vec<Option<BlockKind>>> {
    let mut kinds: Vec<Vec<Option<BlockKind>>> = pages.iter().map(|p| vec![None; p.lines.len()]).collect();
    let edges: Vec<Edge> = pages.iter().enumerate().flat_map(|(index, page)| edges(index, page)).collect();
    let repeats = Repeats::of(&edges);
    let pages_with_text = pages.iter().filter(|p| !p.lines.is_empty()).count();
    let mut running: Vec<&Edge> = edges.iter().filter(|e| is_running(e, &repeats, pages_with_text)).collect();
    running.extend(in_the_place_of_heads(&edges, &running, pages_with_text));
    for edge in says_little(running, pages) {
        kinds[edge.page][edge.line] = Some(if edge.top { BlockKind::Header } else { BlockKind::Footer });
    }
    let pagination = repeated_pagination(pages);
    for (page, kinds) in pages.iter().zip(&mut kinds) {
        spare_heads_of_tables(page, kinds);
        for (line, kind) in page.lines.iter().zip(kinds) {
            if line.mark.artifact && kind.is_none() {
                let top = line.v < page.height / 2.0;
                let band = line.v < BAND * page.height || line.v > (1.0 - BAND) * page.height;
                *kind = (band || pagination.contains(&(line.mark.pagination, shape(&line.plain(page.text)).0)))
                    .then_some(if top { BlockKind::Header } else { BlockKind::Footer });
            }
        }
    }
    if kinds.iter().flatten().all(Option::is_some) {
        // Nothing but running lines would leave nothing to read: short letters on headed paper, test pages.
        kinds.iter_mut().flatten().for_each(|kind| *kind = None);
    }
    kinds
}

/// What the file says belongs to the page and not to the text, and says on several pages, wherever it stands. (On one
/// page only it may be the address on a letter, which some programs keep in the head of the page.)
fn repeated_pagination(pages: &[PageLines<'_>]) -> HashSet<(bool, String)> {
    let mut on: HashMap<String, usize> = HashMap::new();
    for page in pages {
        let shapes = page.lines.iter().filter(|line| line.mark.pagination).map(|line| shape(&line.plain(page.text)).0);
        shapes.collect::<BTreeSet<String>>().into_iter().for_each(|shape| *on.entry(shape).or_default() += 1);
    }
    on.into_iter().filter(|(_, pages)| *pages > 1).map(|(shape, _)| (true, shape)).collect()
}

/// Lines that repeat nowhere but stand where many pages have their running line: the title of a chapter of one page.
fn in_the_place_of_heads<'e>(edges: &'e [Edge], running: &[&Edge], pages: usize) -> Vec<&'e Edge> {
    let mut places: HashMap<(bool, i32, u32), usize> = HashMap::new();
    let mut taken: HashSet<(usize, usize)> = HashSet::new();
    for edge in running {
        taken.insert((edge.page, edge.line));
        if edge.shape.chars().any(char::is_alphabetic) {
            *places.entry(edge.place()).or_default() += 1;
        }
    }
    let usual = |edge: &Edge| places.get(&edge.place()).is_some_and(|&n| n >= 4 && n * 3 >= pages);
    let title = |edge: &Edge| edge.words <= TITLE && edge.shape.chars().any(char::is_alphabetic);
    edges.iter().filter(|e| !taken.contains(&(e.page, e.line)) && usual(e) && title(e)).collect()
}

/// Leaves out what is most of what its pages say: the one line of a short page is its text, however often it comes
/// again. A page number is one all the same.
fn says_little<'e>(running: Vec<&'e Edge>, pages: &[PageLines<'_>]) -> Vec<&'e Edge> {
    let is_number = |edge: &Edge| !edge.shape.chars().any(char::is_alphabetic);
    let mut said = vec![0; pages.len()];
    let mut lines: HashSet<(usize, usize)> = HashSet::new();
    for edge in &running {
        if lines.insert((edge.page, edge.line)) {
            said[edge.page] += edge.words;
        }
    }
    let most: Vec<bool> = pages
        .iter()
        .zip(said)
        .map(|(page, said)| said * 2 > page.lines.iter().map(|l| l.words.len()).sum::<usize>())
        .collect();
    // For each shape, on how many pages it is, and on how many of them running lines are most of the text.
    let mut shapes: HashMap<(bool, &str), (usize, usize)> = HashMap::new();
    for edge in &running {
        let (all, alone) = shapes.entry((edge.top, &edge.shape)).or_default();
        *all += 1;
        *alone += usize::from(most[edge.page]);
    }
    let little = |edge: &&Edge| {
        let (all, alone) = shapes[&(edge.top, edge.shape.as_str())];
        is_number(edge) || alone * 2 <= all
    };
    running.into_iter().filter(little).collect()
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
    // A head of a table of which some cells repeat and some do not stands a little further off.
    let level = |i: &usize| (page.lines[*i].v - v).abs() <= 0.5 * size;
    let part = (0..kinds.len()).filter(level).any(|i| kinds[i].is_none());
    if next - v < if part { 2.5 } else { 1.5 } * size {
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
            if page.in_table(line) {
                continue;
            }
            let (shape, numbers) = shape(&line.plain(page.text));
            let (cell, words) = ((from_edge / CELL).round() as i32, line.words.len());
            found.push(Edge { page: index, line: i, cell, shape, numbers, words, size: size_step(line.size), top });
        }
    };
    rows(&mut order.iter().copied(), true, &mut found);
    rows(&mut order.iter().rev().copied(), false, &mut found);
    found
}

/// Where lines of one shape come again, so that each line need not be compared with all others.
struct Repeats<'e> {
    shapes: HashMap<(bool, &'e str), u32>,
    /// By shape and cell, the pages of the lines.
    level: HashMap<(u32, i32), Vec<usize>>,
    /// The same for those of which a certain number is ahead of the page by so much.
    counting: HashMap<(u32, i32, usize, i64), Vec<usize>>,
}

impl<'e> Repeats<'e> {
    fn of(edges: &'e [Edge]) -> Self {
        let mut repeats = Self { shapes: HashMap::new(), level: HashMap::new(), counting: HashMap::new() };
        for edge in edges {
            let next = repeats.shapes.len() as u32;
            let shape = *repeats.shapes.entry((edge.top, &edge.shape)).or_insert(next);
            repeats.level.entry((shape, edge.cell)).or_default().push(edge.page);
            for (index, ahead) in edge.ahead() {
                repeats.counting.entry((shape, edge.cell, index, ahead)).or_default().push(edge.page);
            }
        }
        repeats
    }

    /// How many other pages have such a line about as high, and whether one of the nearest has.
    fn level(&self, edge: &Edge) -> (usize, bool) {
        let shape = self.shapes[&(edge.top, edge.shape.as_str())];
        let pages = || (-1..=1).filter_map(|by| self.level.get(&(shape, edge.cell + by)));
        let near = pages().any(|pages| {
            let around = within(pages, edge.page.saturating_sub(2), edge.page + 2);
            around > within(pages, edge.page, edge.page)
        });
        (pages().map(|pages| pages.len() - within(pages, edge.page, edge.page)).sum(), near)
    }

    /// On how many other pages a number of the line counts along with the pages.
    fn counted(&self, edge: &Edge) -> usize {
        let shape = self.shapes[&(edge.top, edge.shape.as_str())];
        let others = |(index, ahead)| {
            let pages = (-1..=1).filter_map(|by| self.counting.get(&(shape, edge.cell + by, index, ahead)));
            pages.map(|pages| pages.len() - within(pages, edge.page, edge.page)).sum::<usize>()
        };
        edge.ahead().map(others).max().unwrap_or(0)
    }
}

/// How many of these pages, in order, lie from one to another.
fn within(pages: &[usize], from: usize, to: usize) -> usize {
    looked_at(1);
    pages.partition_point(|&page| page <= to) - pages.partition_point(|&page| page < from)
}

fn is_running(edge: &Edge, repeats: &Repeats<'_>, pages: usize) -> bool {
    let (level, near) = repeats.level(edge);
    // Two that count along may do so by chance where there are many pages to choose from.
    let leader = edge.shape.contains("..") || edge.shape.contains(". .");
    let counted = if leader { 0 } else { repeats.counted(edge) };
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
    let needed = if pages <= 4 { 1 } else { 2 };
    level >= needed && (near || level * 4 >= pages) && edge.numbers.len() <= 3
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
