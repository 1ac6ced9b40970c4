//! Which documents of two scans belong together.

use std::collections::BTreeMap;

use super::PairedBy;
use crate::{Collection, DocumentEntry};

/// A document of the old scan, one of the new one, or two that belong together; by their places in the lists of
/// documents of their collections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocumentPair {
    /// The document before.
    pub old: Option<usize>,
    /// The document after.
    pub new: Option<usize>,
    /// Why they are a pair.
    pub by: Option<PairedBy>,
}

/// Pairs the documents, surest first; a content counts once. Those of the new scan in its order, then those missing.
pub(super) fn pair(old: &Collection, new: &Collection) -> Vec<DocumentPair> {
    let once = |collection: &Collection| -> Vec<usize> {
        (0..collection.documents.len()).filter(|n| collection.documents[*n].duplicate_of.is_none()).collect()
    };
    let mut pairs = Pairs { old, new, left: once(old), right: once(new), found: BTreeMap::new() };
    pairs.by(PairedBy::Content, |d| d.sha256.clone());
    pairs.by(PairedBy::Path, |d| Some(d.path.clone()));
    pairs.by(PairedBy::FundKindYears, |d| {
        let years = d.period.years()?;
        Some(format!("{} {} {}-{}", d.fund.id.as_ref()?, d.document.kind.name(), years.from, years.to))
    });
    pairs.by(PairedBy::FundKind, |d| Some(format!("{} {}", d.fund.id.as_ref()?, d.document.kind.name())));
    pairs.by(PairedBy::Name, |d| {
        if d.fund.id.is_some() {
            return None;
        }
        Some(format!("{} {}", without_figures(&d.path), d.document.kind.name()))
    });
    let single = |all: &Collection| all.documents.iter().filter(|d| d.duplicate_of.is_none()).count() == 1;
    if single(old) && single(new) {
        pairs.by(PairedBy::OnlyDocument, |d| Some(d.document.kind.name().to_owned()));
    }
    pairs.finish()
}

struct Pairs<'a> {
    old: &'a Collection,
    new: &'a Collection,
    /// What has no partner yet.
    left: Vec<usize>,
    right: Vec<usize>,
    /// By the place of the new one.
    found: BTreeMap<usize, (usize, PairedBy)>,
}

impl Pairs<'_> {
    /// Makes pairs of what has the same key; several with one key in the order of their years, then paths.
    fn by(&mut self, by: PairedBy, key: impl Fn(&DocumentEntry) -> Option<String>) {
        let groups = |collection: &Collection, places: &[usize]| {
            let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for place in places {
                if let Some(key) = key(&collection.documents[*place]) {
                    groups.entry(key).or_default().push(*place);
                }
            }
            for group in groups.values_mut() {
                group.sort_by_key(|place| (collection.documents[*place].period.years(), *place));
            }
            groups
        };
        let (left, right) = (groups(self.old, &self.left), groups(self.new, &self.right));
        for (key, news) in right {
            for (new, old) in news.into_iter().zip(left.get(&key).into_iter().flatten()) {
                self.found.insert(new, (*old, by));
            }
        }
        let taken: std::collections::BTreeSet<usize> = self.found.values().map(|(old, _)| *old).collect();
        self.left.retain(|place| !taken.contains(place));
        self.right.retain(|place| !self.found.contains_key(place));
    }

    fn finish(self) -> Vec<DocumentPair> {
        let mut pairs: Vec<DocumentPair> = (self.found.iter())
            .map(|(new, (old, by))| DocumentPair { old: Some(*old), new: Some(*new), by: Some(*by) })
            .chain(self.right.iter().map(|new| DocumentPair { old: None, new: Some(*new), by: None }))
            .collect();
        pairs.sort_by_key(|pair| pair.new);
        pairs.extend(self.left.iter().map(|old| DocumentPair { old: Some(*old), new: None, by: None }));
        pairs
    }
}

/// The name of a file without figures and what stands between them: versions and years of one document have the same.
fn without_figures(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{evidence, funds, revisions, taxonomy};
    use crate::{CollectionBuilder, DocumentFiles, Kinds};

    fn collection(documents: &[(&str, Option<&str>, Option<u16>, &str)]) -> Collection {
        let mut builder = CollectionBuilder::new("t", taxonomy(), revisions(), Kinds::default(), funds());
        for (path, fund, year, content) in documents {
            let mut evidence = evidence(path, *fund, *year, &["lezen"]);
            evidence.source.sha256 = Some((*content).to_owned());
            builder.add(&evidence, DocumentFiles::default()).unwrap();
        }
        builder.finish()
    }

    fn told(
        old: &[(&str, Option<&str>, Option<u16>, &str)],
        new: &[(&str, Option<&str>, Option<u16>, &str)],
    ) -> Vec<String> {
        let (old, new) = (collection(old), collection(new));
        let name = |all: &Collection, place: Option<usize>| place.map_or("-".into(), |p| all.documents[p].path.clone());
        let pairs = pair(&old, &new);
        pairs.iter().map(|p| format!("{} {} {:?}", name(&old, p.old), name(&new, p.new), p.by)).collect()
    }

    #[test]
    fn the_same_bytes_are_a_pair_before_anything_else() {
        let pairs = told(
            &[("a.txt", Some("ooa"), Some(2022), "1"), ("b.txt", Some("ooa"), Some(2023), "2")],
            &[("a.txt", Some("ooa"), Some(2023), "2"), ("c.txt", Some("ooa"), Some(2024), "3")],
        );
        assert_eq!(pairs, ["b.txt a.txt Some(Content)", "a.txt c.txt Some(FundKind)"]);
    }

    #[test]
    fn years_of_one_fund_are_pairs_in_their_order_whatever_the_files_are_called() {
        let pairs = told(
            &[("z.txt", Some("ooa"), Some(2020), "1"), ("y.txt", Some("ooa"), Some(2021), "2")],
            &[
                ("p.txt", Some("ooa"), Some(2021), "3"),
                ("q.txt", Some("ooa"), Some(2022), "4"),
                ("r.txt", Some("oob"), Some(2022), "5"),
            ],
        );
        assert_eq!(pairs, ["y.txt p.txt Some(FundKindYears)", "z.txt q.txt Some(FundKind)", "- r.txt None"]);
    }

    #[test]
    fn versions_of_a_document_without_a_fund_are_known_by_a_name_that_differs_in_figures() {
        let pairs = told(
            &[("x/plan_v3.0.1.txt", None, None, "1"), ("ander.txt", None, None, "2")],
            &[("plan_v4.0.txt", None, None, "3"), ("nieuw.txt", None, None, "4")],
        );
        assert_eq!(pairs, ["- nieuw.txt None", "x/plan_v3.0.1.txt plan_v4.0.txt Some(Name)", "ander.txt - None"]);
        assert_eq!(
            told(&[("een.txt", None, None, "1")], &[("twee.txt", None, None, "2")]),
            ["een.txt twee.txt Some(OnlyDocument)"]
        );
    }
}
