//! Tables with lines across only, or with shaded rows: rows between the rungs of a ladder, columns where no word of
//! any row stands.

use super::region::{Level, PARTED, Region, is_columns};
use super::ruling::{Ruling, Span};
use super::strips::{Strips, crosses, words_of};
use super::{Item, RawRow, Table};
use crate::layout::line::Line;

/// Lines whose ends differ by less, in points, are rungs of one ladder.
const SAME_END: f32 = 4.0;
/// Narrower than this, in points, a ladder is part of a drawing.
const NARROW: f32 = 60.0;
/// So many ladders of a page are looked at, and so many rungs of one.
const MAX_LADDERS: usize = 64;
const MAX_RUNGS: usize = 400;
/// So many tables of a page are looked for between lines across.
const MAX_TABLES: usize = 64;
/// A head above the first line across is at most so many lines high.
const MAX_HEAD: usize = 5;
/// So many lines are looked at in one table.
const MAX_LINES: usize = 2_000;
/// A single line across all columns is a title, not running text, up to so many words.
const TITLE: usize = 12;
/// Rows further apart than this, in font sizes, are not of one table.
const ROW_PITCH: f32 = 3.0;
/// A head stands no further above the first line across.
const HEAD_PITCH: f32 = 2.6;

/// Puts each table between lines across in the place of its first line; `table` makes one of columns and rows.
pub(super) fn take(
    ruling: &Ruling,
    items: &mut Vec<Item>,
    text: &str,
    table: impl Fn(Vec<(f32, f32)>, Vec<RawRow>) -> Option<Table>,
) {
    let mut left = MAX_TABLES;
    for rungs in ladders(&ruling.across) {
        let mut page = region(&rungs, items);
        let mut start = 0;
        while start + 1 < rungs.len() && left > 0 {
            let Some((found, end)) = page.table(&rungs, start, text) else {
                start += 1;
                continue;
            };
            start = end;
            if let Some(table) = table(found.columns, found.rows) {
                let at = taken(items, &found.items);
                items.insert(at, Item::Table(table));
                page = region(&rungs, items);
                left -= 1;
            }
        }
    }
}

/// Takes the lines of a table out of `items`; gives where the first of them was.
fn taken(items: &mut Vec<Item>, lines: &[usize]) -> usize {
    let mut taken = vec![false; items.len()];
    lines.iter().for_each(|&item| taken[item] = true);
    let first = taken.iter().position(|&t| t).unwrap_or(0);
    let mut taken = taken.into_iter();
    items.retain(|_| !taken.next().unwrap_or(false));
    first
}

/// Lines across that begin and end at the same places, from top to bottom.
fn ladders(across: &[Span]) -> Vec<Vec<Span>> {
    let mut spans: Vec<Span> = across.iter().copied().filter(|span| span.to - span.from >= NARROW).collect();
    spans.sort_by(|a, b| a.from.total_cmp(&b.from).then(a.to.total_cmp(&b.to)));
    let mut ladders: Vec<Vec<Span>> = Vec::new();
    for group in spans.chunk_by(|a, b| b.from - a.from < SAME_END) {
        let mut group = group.to_vec();
        group.sort_by(|a, b| a.to.total_cmp(&b.to));
        ladders.extend(group.chunk_by(|a, b| b.to - a.to < SAME_END).filter(|l| l.len() >= 2).map(<[Span]>::to_vec));
    }
    // Those with most rungs first: they say most.
    ladders.sort_by_key(|ladder| std::cmp::Reverse(ladder.len()));
    ladders.truncate(MAX_LADDERS);
    for ladder in &mut ladders {
        ladder.sort_by(|a, b| a.at.total_cmp(&b.at));
        ladder.truncate(MAX_RUNGS);
    }
    ladders
}

/// A table that was found: the items it takes, its columns and its rows of lines.
struct Found {
    items: Vec<usize>,
    columns: Vec<(f32, f32)>,
    rows: Vec<RawRow>,
}

/// The lines within the width of a ladder.
fn region(rungs: &[Span], items: &[Item]) -> Region {
    let (left, right) = (rungs[0].from, rungs[0].to);
    let within = |line: &&Line| line.angle == 0 && line.u1 > left && line.u0 < right;
    let lines = items.iter().enumerate().filter_map(|(index, item)| match item {
        Item::Line(line) => Some(line).filter(within).map(|line| (index, line.clone())),
        Item::Table(_) => None,
    });
    Region::new(left, right, lines.collect())
}

impl Region {
    /// The table whose first rung is `start`, and the rung it ends with.
    fn table(&self, rungs: &[Span], start: usize, text: &str) -> Option<(Found, usize)> {
        let mut bands: Vec<Vec<Level>> = Vec::new();
        let mut strips = Strips::new(self.left, self.right);
        let mut columns = None;
        let mut end = start;
        for pair in rungs[start..].windows(2) {
            let band = self.levels(pair[0].at, pair[1].at);
            // An empty band is a double line or the frame around the table, unless it is high.
            if band.is_empty() && pair[1].at - pair[0].at > 20.0 {
                break;
            }
            if band.iter().any(|level| !self.inside(level)) || strips.rows() + band.len() > MAX_LINES {
                break;
            }
            let mut wider = strips.clone();
            band.iter().for_each(|level| wider.add(&self.lines[level.clone()], text));
            let found = wider.columns();
            let fits = |columns: &Vec<(f32, f32)>| {
                band.iter().filter(|level| crosses(&self.lines[Level::clone(level)], columns, text)).count()
            };
            match &found {
                Some(found) if fits(found) <= band.len() / 5 || (band.len() == 1 && self.words(&band[0]) <= TITLE) => {}
                None if band.is_empty() || (band.len() == 1 && self.words(&band[0]) <= TITLE) => {}
                _ => break,
            }
            let is_text = |found: &Vec<(f32, f32)>| match self.stream_rows(&band, found, text) {
                Some(rows) => rows.iter().any(is_columns) && bands.len() < PARTED,
                None => true,
            };
            if found.as_ref().is_some_and(is_text) {
                break;
            }
            strips = wider;
            columns = found.or(columns);
            bands.push(band);
            end += 1;
        }
        let mut columns = columns?;
        while bands.last().is_some_and(Vec::is_empty) {
            bands.pop();
            end -= 1;
        }
        // Rows above the first rung and below the last.
        let (first, last) = (bands.iter().flatten().next()?.start, bands.iter().flatten().last()?.end);
        let mut head = self.beyond(first, false, MAX_HEAD, &columns, text);
        head.reverse();
        bands.insert(0, head);
        bands.push(self.beyond(last, true, MAX_LINES, &columns, text));
        self.stretch(&mut columns);
        let rows = self.rows(&bands, &columns, text, 2)?;
        let items = bands.iter().flatten().flat_map(Clone::clone).map(|line| self.lines[line].0).collect();
        Some((Found { items, columns, rows }, end))
    }

    fn inside(&self, level: &Level) -> bool {
        self.lines[level.clone()]
            .iter()
            .all(|(_, line)| line.u0 > self.left - 2.0 * SAME_END && line.u1 < self.right + 2.0 * SAME_END)
    }

    fn words(&self, level: &Level) -> usize {
        self.lines[level.clone()].iter().map(|(_, line)| line.words.len()).sum()
    }

    /// The levels from `from` on that go on in the same columns as the lines up to there; `down` says which way to go.
    fn beyond(&self, from: usize, down: bool, most: usize, columns: &[(f32, f32)], text: &str) -> Vec<Level> {
        let mut levels: Vec<Level> = Vec::new();
        let mut edge = from;
        while levels.len() < most {
            let (level, last) = if down {
                let same = |&i: &usize| i < self.lines.len() && self.same_level(edge, i);
                (edge..(edge..).take_while(same).last().map_or(edge, |i| i + 1), edge.wrapping_sub(1))
            } else {
                let first = (0..edge).rev().take_while(|&i| self.same_level(edge - 1, i)).last().unwrap_or(edge);
                (first..edge, edge)
            };
            let (Some((_, last)), false) = (self.lines.get(last), level.is_empty()) else { break };
            let here = &self.lines[level.start].1;
            let reach = if down { ROW_PITCH } else { HEAD_PITCH };
            let near = (here.v - last.v).abs() < reach * last.size.max(here.size);
            if !near || !self.inside(&level) || crosses(&self.lines[level.clone()], columns, text) {
                break;
            }
            // A head is drawn in pieces or bold; a line of text above the table is neither.
            if !down && level.len() < 2 && !here.bold {
                break;
            }
            edge = if down { level.end } else { level.start };
            levels.push(level);
        }
        // Further lines of a cell and labels are part of it where a row with several cells, or one that goes on, follows.
        let cells = |level: &Level| {
            let words = words_of(&self.lines[level.clone()], text);
            let filled = columns.iter().map(|c| words.iter().any(|word| word.0 < c.1 && word.1 > c.0));
            let filled: Vec<bool> = filled.collect();
            (filled.iter().filter(|&&f| f).count(), filled[0])
        };
        let starts = levels.iter().map(cells).position(|(count, first)| count == 1 && first && down);
        let broken =
            starts.filter(|&at| levels.get(at + 1).map(cells).is_none_or(|(count, first)| count == 1 && first));
        levels.truncate(broken.unwrap_or(levels.len()));
        while levels.last().map(cells).is_some_and(|(count, first)| count == 1 && (first || !down)) {
            levels.pop();
        }
        levels
    }
}
