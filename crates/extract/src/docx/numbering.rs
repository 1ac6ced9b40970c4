//! Lists: which paragraphs have a bullet or number, and which number.

use std::collections::BTreeMap;

use fundscan_model::Notice;

use super::styles::Styles;
use super::xml::{Space, Token, Xml};

/// Levels of a list.
const LEVELS: usize = 9;

/// The lists of a document.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// How lists look, by the id of their looks.
    looks: BTreeMap<String, Looks>,
    lists: BTreeMap<String, List>,
    /// For each of the looks the numbers that were last given: lists of the same looks count on from each other.
    counts: BTreeMap<String, [Option<u32>; LEVELS]>,
}

#[derive(Debug, Default)]
struct Looks {
    levels: [Level; LEVELS],
    /// The style that says how such lists look, where the looks themselves do not.
    style: Option<String>,
}

#[derive(Clone, Debug)]
struct Level {
    start: u32,
    format: Format,
    /// The number as it is shown, "%1.%2": each sign stands for the number of a level.
    shown: String,
    /// Whether the numbers of the levels above are shown as figures, whatever they are there.
    figures: bool,
    /// The level below which counting begins anew: 0 never does.
    restart: Option<u8>,
}

#[derive(Debug, Default)]
struct List {
    looks: String,
    /// Numbers that levels begin with in this list, until they have.
    starts: [Option<u32>; LEVELS],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Figures,
    UpperRoman,
    LowerRoman,
    UpperLetter,
    LowerLetter,
    Bullet,
    Nothing,
}

impl Default for Level {
    fn default() -> Self {
        Self { start: 1, format: Format::Figures, shown: String::new(), figures: false, restart: None }
    }
}

impl Numbering {
    pub(super) fn read(xml: &str, notices: &mut Vec<Notice>) -> Self {
        let mut numbering = Self::default();
        let mut looks: Option<(String, Looks)> = None;
        let mut list: Option<(String, List)> = None;
        let mut level = 0;
        let mut overrides = false;
        let mut xml = Xml::new(xml);
        while let Some(token) = xml.next() {
            let Token::Open(tag) = token else { continue };
            if tag.space != Space::Word {
                continue;
            }
            let index = |name: &str| tag.attr(name).and_then(|v| v.parse::<usize>().ok()).filter(|l| *l < LEVELS);
            match tag.name() {
                "abstractNum" => {
                    numbering.keep(&mut looks, &mut list);
                    looks = tag.attr("abstractNumId").map(|id| (id.into_owned(), Looks::default()));
                }
                "num" => {
                    numbering.keep(&mut looks, &mut list);
                    list = tag.attr("numId").map(|id| (id.into_owned(), List::default()));
                }
                "lvl" => {
                    level = index("ilvl").unwrap_or(LEVELS);
                    overrides = list.is_some();
                }
                "lvlOverride" => level = index("ilvl").unwrap_or(LEVELS),
                "abstractNumId" => {
                    if let Some((_, list)) = &mut list {
                        list.looks = tag.val().unwrap_or_default().into_owned();
                    }
                }
                "numStyleLink" => {
                    if let Some((_, looks)) = &mut looks {
                        looks.style = tag.val().map(std::borrow::Cow::into_owned);
                    }
                }
                "startOverride" => {
                    if let Some(start) = list.as_mut().and_then(|(_, list)| list.starts.get_mut(level)) {
                        *start = tag.number();
                    }
                }
                // A list that looks otherwise in a level is read by its looks: whether it has a number is the same.
                _ if overrides && list.is_some() => {}
                name => {
                    if let Some(level) = looks.as_mut().and_then(|(_, looks)| looks.levels.get_mut(level)) {
                        match name {
                            "start" => level.start = tag.number().unwrap_or(1),
                            "numFmt" => level.format = format(&tag.val().unwrap_or_default()),
                            "lvlText" => level.shown = tag.val().unwrap_or_default().chars().take(64).collect(),
                            "isLgl" => level.figures = tag.is_on(),
                            "lvlRestart" => level.restart = tag.number(),
                            _ => {}
                        }
                    }
                }
            }
        }
        numbering.keep(&mut looks, &mut list);
        xml.tell("the list of numberings", notices);
        numbering
    }

    fn keep(&mut self, looks: &mut Option<(String, Looks)>, list: &mut Option<(String, List)>) {
        self.looks.extend(looks.take());
        self.lists.extend(list.take());
    }

    /// Whether paragraphs of this list and level have a bullet or number before them.
    pub(super) fn shows(&self, list: &str, level: u8, styles: &Styles) -> bool {
        self.looks(list, styles)
            .and_then(|id| self.looks.get(id)?.levels.get(usize::from(level)))
            .is_some_and(|level| level.format != Format::Nothing || !level.shown.trim().is_empty())
    }

    /// Counts a paragraph of a list; the number that stands before it, if one does.
    pub(super) fn count(&mut self, list: &str, level: u8, styles: &Styles) -> Option<String> {
        let at = usize::from(level);
        let id = self.looks(list, styles)?.to_owned();
        let levels = &self.looks.get(&id)?.levels;
        let start = self.lists.get_mut(list).and_then(|list| list.starts.get_mut(at)?.take());
        let this = levels.get(at)?;
        let counts = self.counts.entry(id).or_default();
        let number = start.or(counts[at].map(|n| n.saturating_add(1))).unwrap_or(this.start);
        counts[at] = Some(number);
        for (below, count) in counts.iter_mut().enumerate().skip(at + 1) {
            // Counted from 1 in the file: 0 says never, n says below level n only.
            if levels[below].restart.is_none_or(|restart| at < usize::from(restart)) {
                *count = None;
            }
        }
        shown(levels, counts, at)
    }

    /// The id of the looks of a list, where they are said by a style that has a list of its own.
    fn looks(&self, list: &str, styles: &Styles) -> Option<&str> {
        let id = self.lists.get(list)?.looks.as_str();
        let looks = self.looks.get(id)?;
        let Some(style) = &looks.style else { return Some(id) };
        let other = styles.get(style).and_then(|style| self.lists.get(style.list.as_deref()?));
        Some(other.map_or(id, |list| list.looks.as_str()))
    }
}

/// The number of a paragraph as it is shown; none where there is a bullet or nothing.
fn shown(levels: &[Level; LEVELS], counts: &[Option<u32>; LEVELS], at: usize) -> Option<String> {
    let this = &levels[at];
    if this.format == Format::Bullet {
        return None;
    }
    let mut text = String::new();
    let mut chars = this.shown.chars();
    while let Some(c) = chars.next() {
        let level = if c == '%' { chars.clone().next().and_then(|d| d.to_digit(10)) } else { None };
        let Some(level) = level.and_then(|l| (l as usize).checked_sub(1)) else {
            text.push(c);
            continue;
        };
        chars.next();
        if let Some(other) = levels.get(level) {
            let number = counts[level].unwrap_or(other.start);
            let format = if this.figures && other.format != Format::Nothing { Format::Figures } else { other.format };
            text.push_str(&written(number, format));
        }
    }
    let text = text.trim();
    text.contains(char::is_alphanumeric).then(|| text.to_owned())
}

fn format(name: &str) -> Format {
    match name {
        "upperRoman" => Format::UpperRoman,
        "lowerRoman" => Format::LowerRoman,
        "upperLetter" => Format::UpperLetter,
        "lowerLetter" => Format::LowerLetter,
        "bullet" => Format::Bullet,
        "none" => Format::Nothing,
        _ => Format::Figures,
    }
}

/// A number as a note or list of this format shows it, by the name the file gives the format.
pub(super) fn number(number: u32, format_name: &str) -> String {
    written(number, format(format_name))
}

fn written(number: u32, format: Format) -> String {
    match format {
        Format::Figures => number.to_string(),
        Format::LowerRoman => roman(number).unwrap_or_else(|| number.to_string()),
        Format::UpperRoman => roman(number).map_or_else(|| number.to_string(), |roman| roman.to_uppercase()),
        Format::LowerLetter => letters(number).unwrap_or_else(|| number.to_string()),
        Format::UpperLetter => letters(number).map_or_else(|| number.to_string(), |letters| letters.to_uppercase()),
        Format::Bullet | Format::Nothing => String::new(),
    }
}

fn roman(mut number: u32) -> Option<String> {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if !(1..4000).contains(&number) {
        return None;
    }
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            text.push_str(sign);
            number -= value;
        }
    }
    Some(text)
}

/// a to z, then aa, bb: as Word counts.
fn letters(number: u32) -> Option<String> {
    let at = number.checked_sub(1)?;
    let times = at / 26 + 1;
    let letter = u8::try_from(at % 26).map(|l| char::from(b'a' + l)).ok()?;
    (times <= 4).then(|| std::iter::repeat_n(letter, times as usize).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbering(inside: &str) -> Numbering {
        let xml = format!(
            "<w:numbering xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>{inside}</w:numbering>"
        );
        Numbering::read(&xml, &mut Vec::new())
    }

    fn level(at: usize, format: &str, shown: &str) -> String {
        format!("<w:lvl w:ilvl='{at}'><w:numFmt w:val='{format}'/><w:lvlText w:val='{shown}'/></w:lvl>")
    }

    #[test]
    fn numbers_are_counted_as_they_are_shown() {
        let looks = [level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"), level(2, "lowerLetter", "%3)")].concat();
        let mut numbering = numbering(&format!(
            "<w:abstractNum w:abstractNumId='4'>{looks}</w:abstractNum>
             <w:num w:numId='1'><w:abstractNumId w:val='4'/></w:num>
             <w:num w:numId='2'><w:abstractNumId w:val='4'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='7'/></w:lvlOverride></w:num>"
        ));
        let styles = Styles::default();
        for (list, level, expected) in [
            ("1", 0, "1"),
            ("1", 1, "1.1"),
            ("1", 1, "1.2"),
            ("1", 2, "a)"),
            ("1", 0, "2"),
            ("1", 1, "2.1"),
            ("2", 0, "7"),
            ("2", 0, "8"),
            ("1", 0, "9"),
        ] {
            assert_eq!(numbering.count(list, level, &styles).as_deref(), Some(expected), "{list} {level}");
        }
        assert_eq!(numbering.count("3", 0, &styles), None);
        assert_eq!(numbering.count("1", 200, &styles), None);
    }

    #[test]
    fn bullets_have_no_number_and_some_lists_show_nothing() {
        let looks = [level(0, "bullet", "•"), level(1, "none", ""), level(2, "upperRoman", "Deel %3")].concat();
        let mut numbering = numbering(&format!(
            "<w:abstractNum w:abstractNumId='0'>{looks}</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
        ));
        let styles = Styles::default();
        assert!(
            numbering.shows("1", 0, &styles) && !numbering.shows("1", 1, &styles) && !numbering.shows("2", 0, &styles)
        );
        assert_eq!(numbering.count("1", 0, &styles), None);
        assert_eq!(numbering.count("1", 2, &styles).as_deref(), Some("Deel I"));
    }

    #[test]
    fn numbers_are_written_in_many_ways() {
        for (format, expected) in [
            ("decimal", "29"),
            ("lowerRoman", "xxix"),
            ("upperRoman", "XXIX"),
            ("lowerLetter", "cc"),
            ("chicago", "29"),
        ] {
            assert_eq!(number(29, format), expected);
        }
        assert_eq!(number(u32::MAX, "upperLetter"), u32::MAX.to_string());
        assert_eq!(number(0, "lowerRoman"), "0");
    }
}
