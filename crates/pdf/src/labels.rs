//! The labels of pages (ISO 32000-1, 12.4.2): what a viewer shows in place of the number, mostly what is printed on them.

use std::collections::{BTreeMap, HashSet};

use lopdf::{Dictionary, Document, Object};

use crate::object::{resolve, text_string};

/// Nodes of the tree, and ranges in it, that are looked at; each range has at least one page.
const MAX_ENTRIES: usize = 20_000;
/// Letters of a prefix that are kept.
const MAX_PREFIX: usize = 40;
/// Roman figures and letters for numbers above are longer than anybody prints.
const MAX_FIGURES: i64 = 5_000;
const MAX_LETTERS: i64 = 26 * 4;

/// How the pages of a range are numbered.
#[derive(Clone, Debug, Default)]
struct Numbering {
    prefix: String,
    style: Option<u8>,
    start: i64,
}

/// The labels of a document's pages.
#[derive(Debug, Default)]
pub(crate) struct Labels {
    /// By the index of the first page of each range.
    ranges: BTreeMap<i64, Numbering>,
}

impl Labels {
    pub(crate) fn of(document: &Document) -> Self {
        let mut labels = Self::default();
        let root = document.catalog().ok().and_then(|catalog| catalog.get(b"PageLabels").ok());
        let mut open: Vec<&Object> = root.into_iter().collect();
        let mut seen = HashSet::new();
        while let Some(object) = open.pop() {
            if seen.len() + labels.ranges.len() > MAX_ENTRIES || object.as_reference().is_ok_and(|id| !seen.insert(id))
            {
                continue;
            }
            let Ok(node) = resolve(document, object).as_dict() else { continue };
            let list = |key: &[u8]| node.get(key).ok().and_then(|o| resolve(document, o).as_array().ok());
            for pair in list(b"Nums").into_iter().flat_map(|nums| nums.chunks_exact(2)).take(MAX_ENTRIES) {
                if let (Object::Integer(first), Object::Dictionary(range)) =
                    (resolve(document, &pair[0]), resolve(document, &pair[1]))
                {
                    labels.ranges.insert(*first, Numbering::read(document, range));
                }
            }
            open.extend(list(b"Kids").into_iter().flatten().take(MAX_ENTRIES));
        }
        labels
    }

    /// The label of the page with this index; none where there is none or it is just the page's number.
    pub(crate) fn get(&self, index: usize) -> Option<String> {
        let index = i64::try_from(index).ok()?;
        let (first, numbering) = self.ranges.range(..=index).next_back()?;
        let label = numbering.label(index.saturating_sub(*first));
        (!label.is_empty() && label != index.saturating_add(1).to_string()).then_some(label)
    }
}

impl Numbering {
    fn read(document: &Document, range: &Dictionary) -> Self {
        let get = |key: &[u8]| range.get(key).ok().map(|o| resolve(document, o));
        let prefix = get(b"P").and_then(|o| o.as_str().ok()).map(text_string).unwrap_or_default();
        let prefix = prefix.chars().filter(|c| !c.is_control()).take(MAX_PREFIX).collect();
        let style = get(b"S").and_then(|o| o.as_name().ok()).and_then(|name| name.first().copied());
        let start = get(b"St").and_then(|o| o.as_i64().ok()).unwrap_or(1).max(1);
        Self { prefix, style, start }
    }

    fn label(&self, offset: i64) -> String {
        let number = self.start.saturating_add(offset);
        let number = match self.style {
            None => String::new(),
            Some(b'r') if number <= MAX_FIGURES => roman(number).to_lowercase(),
            Some(b'R') if number <= MAX_FIGURES => roman(number),
            Some(b'a') if number <= MAX_LETTERS => letters(number).to_lowercase(),
            Some(b'A') if number <= MAX_LETTERS => letters(number),
            Some(_) => number.to_string(),
        };
        format!("{}{number}", self.prefix).trim().to_owned()
    }
}

fn roman(mut number: i64) -> String {
    const FIGURES: [(i64, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut out = String::new();
    for (value, figure) in FIGURES {
        while number >= value {
            out.push_str(figure);
            number -= value;
        }
    }
    out
}

/// A to Z, then AA to ZZ, and so on.
fn letters(number: i64) -> String {
    let letter = char::from(b'A' + u8::try_from((number - 1).rem_euclid(26)).unwrap_or(0));
    std::iter::repeat_n(letter, usize::try_from((number - 1) / 26 + 1).unwrap_or(1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_each_style() {
        let label =
            |style: Option<u8>, number: i64| Numbering { prefix: "A-".to_owned(), style, start: number }.label(0);
        assert_eq!(label(Some(b'r'), 1994), "A-mcmxciv");
        assert_eq!(label(Some(b'R'), 48), "A-XLVIII");
        assert_eq!([1, 26, 27, 53].map(|n| label(Some(b'a'), n)), ["A-a", "A-z", "A-aa", "A-aaa"]);
        assert_eq!([label(Some(b'D'), 7), label(None, 7)], ["A-7", "A-"]);
        assert_eq!([label(Some(b'R'), i64::MAX), label(Some(b'A'), 99_999)], ["A-9223372036854775807", "A-99999"]);
    }
}
