use super::line::{Lead, Line};

/// Lines without a blank one between them.
#[derive(Debug)]
pub(super) struct Group<'a> {
    lines: Vec<Line<'a>>,
    /// The width of the widest line, in characters.
    width: usize,
    /// The level of the heading that the first line is by the line under it ("====", "----").
    underlined: Option<u8>,
}

/// No text has as many spaces between its words, not even where its lines were filled up to one width.
const GAP: &str = "    ";

/// Headings are no wider.
const WIDEST_HEADING: usize = 90;

/// Lines wider than this were not broken by hand: each is a paragraph.
const WIDEST_BROKEN: usize = 160;

impl<'a> Group<'a> {
    /// The groups of a text. Blank lines, form feeds and lines of signs part them.
    pub(super) fn all(text: &'a str) -> Vec<Self> {
        let mut groups = Vec::new();
        let mut lines: Vec<Line<'_>> = Vec::new();
        let mut underlined = None;
        for part in text.split(['\u{c}', '\u{b}']) {
            // "\r\n" gives an empty line of its own, so it is told from two line ends.
            for raw in part.split('\n').map(|l| l.strip_suffix('\r').unwrap_or(l)).flat_map(|l| l.split('\r')) {
                let line = Line::new(raw);
                match rule(raw) {
                    Rule::Blank => Self::end(&mut lines, &mut underlined, &mut groups),
                    Rule::Signs(sign) if sign.is_some() && lines.len() == 1 && lines[0].width() <= WIDEST_HEADING => {
                        underlined = sign;
                    }
                    Rule::Signs(_) => Self::end(&mut lines, &mut underlined, &mut groups),
                    Rule::Text => lines.push(line),
                }
            }
            Self::end(&mut lines, &mut underlined, &mut groups);
        }
        groups
    }

    fn end(lines: &mut Vec<Line<'a>>, underlined: &mut Option<u8>, groups: &mut Vec<Self>) {
        let underlined = underlined.take();
        if !lines.is_empty() {
            let width = lines.iter().map(|line| line.width()).max().unwrap_or(0);
            groups.push(Self { lines: std::mem::take(lines), width, underlined });
        }
    }

    /// Its lines.
    pub(super) fn lines(&self) -> Vec<Line<'a>> {
        self.lines.clone()
    }

    /// Its lines but the first.
    pub(super) fn below_heading(&self) -> Vec<Line<'a>> {
        self.lines[1..].to_vec()
    }

    /// The number of columns, where every line has as many tabs within it, as in a table saved as text.
    pub(super) fn tabbed(&self) -> Option<usize> {
        let tabs = |line: &Line<'_>| line.raw().bytes().filter(|&b| b == b'\t').count();
        let first = tabs(self.lines.first()?);
        let within = self.lines.iter().all(|line| !line.raw().starts_with('\t') && tabs(line) == first);
        (self.lines.len() >= 2 && first > 0 && within && self.lines.iter().all(|line| line.lead() == Lead::None))
            .then_some(first + 1)
    }

    /// The columns of each line, where all lines have as many, parted by wide gaps, as in a table set by spaces.
    pub(super) fn spaced(&self) -> Option<Vec<Vec<&'a str>>> {
        let columns = |line: &Line<'a>| -> Vec<&'a str> {
            line.text().split(GAP).map(str::trim).filter(|column| !column.is_empty()).collect()
        };
        let rows: Vec<Vec<&str>> = self.lines.iter().map(columns).collect();
        let most = rows.first()?.len();
        let lists = self.lines.iter().any(|line| line.lead() != Lead::None);
        (rows.len() >= 2 && most >= 2 && !lists && rows.iter().all(|row| row.len() == most)).then_some(rows)
    }

    /// The level of the heading that the first line is, if it is one: underlined, numbered, or short and in capitals.
    pub(super) fn heading(&self, before: Option<&Self>, after: Option<&Self>) -> Option<u8> {
        if self.underlined.is_some() {
            return self.underlined;
        }
        let first = self.lines[0];
        let alone = self.lines.len() == 1;
        if first.width() > WIDEST_HEADING || first.ends_sentence() {
            return None;
        }
        if first.is_capitals() && first.lead() == Lead::None && (alone || !self.lines[1].is_capitals()) {
            return (first.width() <= 60).then_some(1);
        }
        // "1. Scholing" among "2. …" and "3. …" is an item of a list.
        let counts_on = |other: Option<&Self>, number: Option<u32>| {
            number.is_some() && other.is_some_and(|g| g.lines.iter().any(|line| line.number() == number))
        };
        if let Some(number) = first.number()
            && (counts_on(before, number.checked_sub(1)) || counts_on(after, number.checked_add(1)))
        {
            return None;
        }
        if alone { first.numbered_heading() } else { None }
    }

    /// Whether a paragraph ends between two lines of the group: where lines were not broken by hand, or where the
    /// first stops short and ends a sentence.
    pub(super) fn parts(&self, line: Line<'_>, next: Line<'_>) -> bool {
        if self.width > WIDEST_BROKEN {
            return line.ends_sentence() || line.width() > WIDEST_BROKEN;
        }
        let word = next.text().split(' ').next().map_or(0, |word| word.chars().count());
        let stops_short = (line.width() + 1 + word) * 10 < self.width * 9;
        stops_short && line.ends_sentence() && !next.text().starts_with(char::is_lowercase)
    }
}

enum Rule {
    Blank,
    /// A line of signs; the level of the heading above it if there is one.
    Signs(Option<u8>),
    Text,
}

fn rule(raw: &str) -> Rule {
    let text = raw.trim();
    if text.is_empty() {
        return Rule::Blank;
    }
    let mut chars = text.chars();
    match chars.next() {
        Some(first @ ('=' | '-' | '_' | '*' | '~' | '—' | '#')) if text.len() >= 3 && chars.all(|c| c == first) => {
            Rule::Signs(match first {
                '=' => Some(1),
                '-' => Some(2),
                _ => None,
            })
        }
        _ => Rule::Text,
    }
}
