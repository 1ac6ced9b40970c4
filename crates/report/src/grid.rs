//! Columns of text for a terminal, by the width of characters as they are seen.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// To which side of its column a cell is pushed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Right,
}

/// Rows of cells with one head. All text must be safe for a terminal.
#[derive(Clone, Debug)]
pub(crate) struct Grid {
    head: Vec<String>,
    align: Vec<Align>,
    rows: Vec<Row>,
}

#[derive(Clone, Debug)]
enum Row {
    Cells(Vec<String>),
    /// A line across all columns.
    Title(String),
}

/// The space between two columns.
const GAP: usize = 2;

impl Grid {
    pub(crate) fn new(head: impl IntoIterator<Item = (String, Align)>) -> Self {
        let (head, align) = head.into_iter().unzip();
        Self { head, align, rows: Vec::new() }
    }

    pub(crate) fn row(&mut self, cells: Vec<String>) {
        debug_assert_eq!(cells.len(), self.head.len(), "a cell for each column");
        self.rows.push(Row::Cells(cells));
    }

    pub(crate) fn title(&mut self, title: String) {
        self.rows.push(Row::Title(title));
    }

    /// The width of the widest line.
    pub(crate) fn width(&self) -> usize {
        self.widths().iter().sum::<usize>() + GAP * self.head.len().saturating_sub(1)
    }

    fn widths(&self) -> Vec<usize> {
        let mut widths: Vec<usize> = self.head.iter().map(|h| width(h)).collect();
        for row in &self.rows {
            if let Row::Cells(cells) = row {
                for (most, cell) in widths.iter_mut().zip(cells) {
                    *most = (*most).max(width(cell));
                }
            }
        }
        widths
    }

    /// The lines, with the `flexible` column made narrower or broken so that they fit in `columns`.
    pub(crate) fn render(&self, columns: Option<usize>, flexible: usize, flex: Flex) -> String {
        let mut widths = self.widths();
        if let Some(over) = columns.and_then(|columns| self.width().checked_sub(columns)) {
            widths[flexible] = widths[flexible].saturating_sub(over).max(NARROWEST.min(widths[flexible]));
        }
        let mut text = String::new();
        self.line(&mut text, &self.head, &widths, flexible, flex);
        let rule: Vec<String> = widths.iter().map(|w| "-".repeat(*w)).collect();
        self.line(&mut text, &rule, &widths, flexible, flex);
        for row in &self.rows {
            match row {
                Row::Title(title) => push_line(&mut text, title),
                Row::Cells(cells) => self.line(&mut text, cells, &widths, flexible, flex),
            }
        }
        text
    }

    fn line(&self, text: &mut String, cells: &[String], widths: &[usize], flexible: usize, flex: Flex) {
        let mut broken = match flex {
            Flex::Wrap => wrap(&cells[flexible], widths[flexible]),
            Flex::CutEnd => vec![cut_end(&cells[flexible], widths[flexible])],
            Flex::CutStart => vec![cut_start(&cells[flexible], widths[flexible])],
        }
        .into_iter();
        let first = broken.next().unwrap_or_default();
        let cell = |n: usize| if n == flexible { first.as_str() } else { cells[n].as_str() };
        let line: Vec<String> = (0..cells.len()).map(|n| pad(cell(n), widths[n], self.align[n])).collect();
        push_line(text, &line.join(&" ".repeat(GAP)));
        let indent = widths[..flexible].iter().map(|w| w + GAP).sum();
        for rest in broken {
            push_line(text, &format!("{}{rest}", " ".repeat(indent)));
        }
    }
}

/// What is done with a column that is too wide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flex {
    /// Broken into lines.
    Wrap,
    /// Its end is cut off.
    CutEnd,
    /// Its start is cut off: the end of a path says more than its start.
    CutStart,
}

/// Narrower than this nothing is readable; the terminal breaks the lines instead.
const NARROWEST: usize = 16;

fn push_line(text: &mut String, line: &str) {
    text.push_str(line.trim_end());
    text.push('\n');
}

/// The columns a text takes on a terminal.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

pub(crate) fn pad(text: &str, columns: usize, align: Align) -> String {
    let space = " ".repeat(columns.saturating_sub(width(text)));
    match align {
        Align::Left => format!("{text}{space}"),
        Align::Right => format!("{space}{text}"),
    }
}

pub(crate) fn cut_end(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut cut: String = fitting(text.chars(), columns.saturating_sub(1)).into_iter().collect();
    cut.push('…');
    cut
}

pub(crate) fn cut_start(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let kept = fitting(text.chars().rev(), columns.saturating_sub(1));
    std::iter::once('…').chain(kept.into_iter().rev()).collect()
}

fn fitting(chars: impl Iterator<Item = char>, columns: usize) -> Vec<char> {
    let mut used = 0;
    chars
        .take_while(|c| {
            used += c.width().unwrap_or(0);
            used <= columns
        })
        .collect()
}

/// Lines of at most `columns`, broken at spaces; a word that is wider stands on a line of its own.
pub(crate) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if width(line) + 1 + width(word) <= columns => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_count_twice() {
        let mut grid = Grid::new([("a".to_owned(), Align::Left), ("n".to_owned(), Align::Right)]);
        grid.row(vec!["日本".to_owned(), "1".to_owned()]);
        grid.row(vec!["é".to_owned(), "12".to_owned()]);
        assert_eq!(grid.render(None, 0, Flex::CutEnd), "a      n\n----  --\n日本   1\né     12\n");
    }

    #[test]
    fn a_long_path_keeps_its_end() {
        let mut grid = Grid::new([("document".to_owned(), Align::Left), ("words".to_owned(), Align::Right)]);
        grid.row(vec!["een/hele/lange/map/jaarverslag-2023.pdf".to_owned(), "1".to_owned()]);
        let text = grid.render(Some(30), 0, Flex::CutStart);
        assert!(text.contains("…jaarverslag-2023.pdf") || text.contains("jaarverslag-2023.pdf      1"), "{text}");
        assert!(text.lines().all(|l| width(l) <= 30), "{text}");
    }

    #[test]
    fn a_list_is_broken_at_spaces() {
        let mut grid = Grid::new([("k".to_owned(), Align::Left), ("funds".to_owned(), Align::Left)]);
        grid.row(vec!["1".to_owned(), "oom 12, oomt 3, otib 8".to_owned()]);
        let text = grid.render(Some(19), 1, Flex::Wrap);
        assert_eq!(text, "k  funds\n-  ----------------\n1  oom 12, oomt 3,\n   otib 8\n");
    }
}
