//! Widths of simple fonts and of glyph selectors (`W`, `W2`).

use lopdf::{Document, Object};

use super::budget::FontBudget;
use crate::object::resolve;

/// Entries read from one array of widths; more glyphs a font cannot have.
const MAX_ENTRIES: usize = 70_000 * 3;

/// A number, which real files also write as a reference.
pub(super) fn number(document: &Document, object: &Object) -> Option<f32> {
    let number = resolve(document, object).as_float().ok()?;
    number.is_finite().then_some(number)
}

/// Values of `N` numbers by glyph selector.
#[derive(Debug, Default)]
pub(super) struct CidValues<const N: usize> {
    runs: Vec<Run>,
    values: Vec<[f32; N]>,
}

/// Glyph selectors in succession, which have the same value or a value each.
#[derive(Debug)]
struct Run {
    first: u32,
    last: u32,
    /// Where the values start.
    at: usize,
    same: bool,
}

impl<const N: usize> CidValues<N> {
    /// Reads `c [v …]` and `c_first c_last v`.
    pub(super) fn read(document: &Document, array: &[Object], budget: &FontBudget) -> Self {
        let mut read = Self::default();
        if budget.is_spent() {
            return read;
        }
        let mut items = array.iter().take(MAX_ENTRIES).map(|o| resolve(document, o));
        while let Some(item) = items.next() {
            let Some(first) = cid(item) else { continue };
            let Some(next) = items.next() else { break };
            match next {
                Object::Array(list) => read.push_list(document, first, list),
                _ => {
                    let last = cid(next);
                    let mut value = [0.0; N];
                    for slot in &mut value {
                        *slot = items.next().and_then(|o| o.as_float().ok()).unwrap_or_default();
                    }
                    // Nothing is done for each selector: a span may be as wide as it likes.
                    if let Some(last) = last.filter(|&last| last >= first) {
                        let at = read.values.len();
                        read.values.push(value);
                        read.runs.push(Run { first, last, at, same: true });
                    }
                }
            }
        }
        if !read.runs.is_sorted_by_key(|run| run.first) {
            read.runs.sort_by_key(|run| run.first);
        }
        let size = read.runs.len() * size_of::<Run>() + read.values.len() * size_of::<[f32; N]>();
        if budget.take(size) { read } else { Self::default() }
    }

    fn push_list(&mut self, document: &Document, first: u32, list: &[Object]) {
        let at = self.values.len();
        let room = MAX_ENTRIES.saturating_sub(at);
        for chunk in list.chunks_exact(N).take(room) {
            let mut value = [0.0; N];
            for (slot, object) in value.iter_mut().zip(chunk) {
                *slot = number(document, object).unwrap_or_default();
            }
            self.values.push(value);
        }
        if let Some(count) = u32::try_from(self.values.len() - at).ok().filter(|&n| n > 0) {
            self.runs.push(Run { first, last: first.saturating_add(count - 1), at, same: false });
        }
    }

    /// The value of a glyph selector.
    pub(super) fn get(&self, cid: u32) -> Option<[f32; N]> {
        let after = self.runs.partition_point(|run| run.first <= cid);
        // Runs hardly ever overlap; where one lies within another, the inner one holds.
        let run = self.runs[..after].iter().rev().take(4).find(|run| cid <= run.last)?;
        let offset = if run.same { 0 } else { (cid - run.first) as usize };
        self.values.get(run.at + offset).copied()
    }
}

fn cid(object: &Object) -> Option<u32> {
    match object {
        Object::Integer(n) => u32::try_from(*n).ok(),
        Object::Real(n) if *n >= 0.0 => Some(*n as u32),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_spans_are_read() {
        let array: Vec<Object> = vec![
            10.into(),
            vec![500.into(), Object::Real(250.5)].into(),
            100.into(),
            4_000_000_000i64.into(),
            600.into(),
        ];
        let widths = CidValues::<1>::read(&Document::new(), &array, &FontBudget::default());
        let got = [9, 10, 11, 12, 100, 3_999_999_999].map(|cid| widths.get(cid).map(|[w]| w));
        assert_eq!(got, [None, Some(500.0), Some(250.5), None, Some(600.0), Some(600.0)]);
    }

    #[test]
    fn vertical_metrics_have_three_numbers() {
        let array: Vec<Object> = vec![
            7.into(),
            vec![(-500).into(), 250.into(), 800.into()].into(),
            9.into(),
            9.into(),
            (-700).into(),
            350.into(),
            900.into(),
        ];
        let metrics = CidValues::<3>::read(&Document::new(), &array, &FontBudget::default());
        assert_eq!(metrics.get(7), Some([-500.0, 250.0, 800.0]));
        assert_eq!(metrics.get(9), Some([-700.0, 350.0, 900.0]));
    }

    #[test]
    fn broken_arrays_do_no_harm() {
        let array: Vec<Object> = vec![Object::Null, 5.into(), 3.into(), 600.into(), 8.into()];
        // A span that runs backwards, and a list that is missing.
        assert_eq!(CidValues::<1>::read(&Document::new(), &array, &FontBudget::default()).get(5), None);
    }
}
