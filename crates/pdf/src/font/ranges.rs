//! A sorted table of ranges that do not overlap; where definitions overlap, the later one holds.

use std::collections::BTreeMap;

/// A value of a range: what it is for its first key, and how it goes on from there.
pub(super) trait Step: Copy {
    /// The value for the key that lies `by` after the first.
    fn step(self, by: u32) -> Self;
}

/// From `low` to `high`, both included.
#[derive(Clone, Copy, Debug)]
struct Range<V> {
    low: u64,
    high: u64,
    value: V,
}

/// Ranges as they were defined, made searchable by [`Ranges::finish`].
#[derive(Debug)]
pub(super) struct Ranges<V> {
    ranges: Vec<Range<V>>,
}

impl<V> Default for Ranges<V> {
    fn default() -> Self {
        Self { ranges: Vec::new() }
    }
}

impl<V: Step> Ranges<V> {
    pub(super) fn push(&mut self, low: u64, high: u64, value: V) {
        if low <= high {
            self.ranges.push(Range { low, high, value });
        }
    }

    pub(super) fn len(&self) -> usize {
        self.ranges.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// Sorts, and settles what overlaps. Files from real producers are mostly in order already.
    pub(super) fn finish(&mut self) {
        if self.is_disjoint() {
            return;
        }
        // The overlapping ones have to be found in the order of definition, so look at a sorted copy of the bounds.
        let mut bounds: Vec<(u64, u64)> = self.ranges.iter().map(|r| (r.low, r.high)).collect();
        bounds.sort_unstable();
        if bounds.windows(2).all(|pair| pair[0].1 < pair[1].0) {
            self.ranges.sort_unstable_by_key(|r| r.low);
        } else {
            self.settle();
        }
    }

    fn is_disjoint(&self) -> bool {
        self.ranges.windows(2).all(|pair| pair[0].high < pair[1].low)
    }

    /// Lays the ranges over one another in the order of definition. Each adds at most two pieces, so that the work
    /// is bounded by their number and not by their extent.
    fn settle(&mut self) {
        let mut laid: BTreeMap<u64, Range<V>> = BTreeMap::new();
        for new in self.ranges.drain(..) {
            let mut covered: Vec<u64> = laid.range(new.low..=new.high).map(|(&low, _)| low).collect();
            if let Some((&low, before)) = laid.range(..new.low).next_back()
                && before.high >= new.low
            {
                covered.push(low);
            }
            for low in covered {
                let Some(old) = laid.remove(&low) else { continue };
                if old.low < new.low {
                    laid.insert(old.low, Range { high: new.low - 1, ..old });
                }
                if old.high > new.high {
                    let by = u32::try_from(new.high + 1 - old.low).unwrap_or(u32::MAX);
                    laid.insert(new.high + 1, Range { low: new.high + 1, value: old.value.step(by), ..old });
                }
            }
            laid.insert(new.low, new);
        }
        self.ranges = laid.into_values().collect();
    }

    /// Keys and their values, one by one.
    pub(super) fn each(&self) -> impl Iterator<Item = (u64, V)> + '_ {
        let keys = |range: &Range<V>| (range.low..=range.high).zip(0u32..);
        self.ranges.iter().flat_map(move |range| keys(range).map(|(key, by)| (key, range.value.step(by))))
    }

    /// The value for `key`.
    pub(super) fn get(&self, key: u64) -> Option<V> {
        let after = self.ranges.partition_point(|r| r.low <= key);
        let range = self.ranges.get(after.checked_sub(1)?)?;
        let by = u32::try_from(key - range.low).ok()?;
        (key <= range.high).then(|| range.value.step(by))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_definition_holds_and_leaves_both_ends_of_the_earlier() {
        let mut ranges = Ranges::default();
        ranges.push(0, 0xffff, 0u32);
        ranges.push(10, 12, 500);
        ranges.push(11, 11, 900);
        ranges.finish();
        let got: Vec<_> = [9, 10, 11, 12, 13, 0xffff, 0x10000].iter().map(|&k| ranges.get(k)).collect();
        assert_eq!(got, [Some(9), Some(500), Some(900), Some(502), Some(13), Some(0xffff), None]);
    }

    #[test]
    fn ranges_out_of_order_are_found() {
        let mut ranges = Ranges::default();
        ranges.push(50, 59, 5u32);
        ranges.push(5, 5, 1);
        ranges.finish();
        assert_eq!([ranges.get(5), ranges.get(6), ranges.get(52)], [Some(1), None, Some(7)]);
    }
}
