//! Which documents of two scans belong together.

use std::collections::{BTreeMap, BTreeSet};

use super::PairedBy;
use crate::{Collection, DocumentEntry, Years};

/// Documents of the old scan and of the new one that belong together; by their places in the lists of documents of their
/// collections. One of each, one alone, or several where it cannot be told which of them are a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DocumentPair {
    /// Before.
    pub(super) old: Vec<usize>,
    /// After.
    pub(super) new: Vec<usize>,
    /// Why they belong together; none for one alone.
    pub(super) by: Option<PairedBy>,
}

/// The most documents that are compared as one body: their evidence is in memory together.
const MOST_TOGETHER: usize = 50;

/// Pairs the documents, surest first; a content counts once. Those of the new scan in its order, then those missing.
pub(super) fn pair(old: &Collection, new: &Collection) -> Vec<DocumentPair> {
    let once = |collection: &Collection| -> Vec<usize> {
        (0..collection.documents.len()).filter(|n| collection.documents[*n].duplicate_of.is_none()).collect()
    };
    let mut pairs = Pairs { old, new, left: once(old), right: once(new), found: Vec::new() };
    let kind = |d: &DocumentEntry| d.document.kind.name();
    let fund = |d: &DocumentEntry| d.fund.id.as_ref().map(ToString::to_string);
    let years = |d: &DocumentEntry| d.period.years().map(|y| format!("{}-{}", y.from, y.to));
    let of_fund = |d: &DocumentEntry| Some(format!("{} {}", fund(d)?, kind(d)));
    pairs.by(PairedBy::Content, Group::Single, |d| d.sha256.clone());
    // One name may be used again for something else: first where all that is known is the same.
    pairs.by(PairedBy::Path, Group::Single, |d| Some(format!("{:?} {} {:?} {}", fund(d), kind(d), years(d), d.path)));
    pairs.by(PairedBy::FundKindYears, Group::Single, |d| Some(format!("{} {}", of_fund(d)?, years(d)?)));
    pairs.by(PairedBy::Path, Group::Single, |d| Some(format!("{:?} {} {}", fund(d), kind(d), d.path)));
    pairs.by(PairedBy::FundKind, Group::InOrderOfYears, of_fund);
    // Several reports of one fund, kind and year: parts, editions. Their names may tell, else nothing does.
    let name = |d: &DocumentEntry| Some(without_figures(&d.path)).filter(|name| !name.is_empty());
    pairs.by(PairedBy::Name, Group::Single, |d| Some(format!("{} {}", of_fund(d)?, name(d)?)));
    pairs.by(PairedBy::Together, Group::Together, |d| Some(format!("{} {}", of_fund(d)?, years(d)?)));
    pairs.by(PairedBy::Together, Group::Together, of_fund);
    let of_none = |d: &DocumentEntry| d.fund.id.is_none().then(|| name(d).map(|n| format!("{n} {}", kind(d))))?;
    pairs.by(PairedBy::Name, Group::InOrderOfYears, of_none);
    pairs.by(PairedBy::Together, Group::Together, of_none);
    let single = |all: &Collection| all.documents.iter().filter(|d| d.duplicate_of.is_none()).count() == 1;
    if single(old) && single(new) {
        pairs.by(PairedBy::OnlyDocument, Group::Single, |d| Some(kind(d).to_owned()));
    }
    pairs.finish()
}

/// What is made of documents with one key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    /// A pair where there is one on each side.
    Single,
    /// That, or pairs in the order of their years, where each has a year of its own.
    InOrderOfYears,
    /// One body of all of them.
    Together,
}

struct Pairs<'a> {
    old: &'a Collection,
    new: &'a Collection,
    /// What has no partner yet.
    left: Vec<usize>,
    right: Vec<usize>,
    found: Vec<DocumentPair>,
}

impl Pairs<'_> {
    fn by(&mut self, by: PairedBy, group: Group, key: impl Fn(&DocumentEntry) -> Option<String>) {
        let groups = |collection: &Collection, places: &[usize]| {
            let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for place in places {
                if let Some(key) = key(&collection.documents[*place]) {
                    groups.entry(key).or_default().push(*place);
                }
            }
            groups
        };
        let (mut left, right) = (groups(self.old, &self.left), groups(self.new, &self.right));
        let mut taken = (BTreeSet::new(), BTreeSet::new());
        for (key, mut news) in right {
            let Some(mut olds) = left.remove(&key) else { continue };
            let mut take = |old: &[usize], new: &[usize]| {
                taken.0.extend(old.iter().copied());
                taken.1.extend(new.iter().copied());
                self.found.push(DocumentPair { old: old.to_vec(), new: new.to_vec(), by: Some(by) });
            };
            let in_order = group == Group::InOrderOfYears
                && each_its_own_years(self.old, &mut olds)
                && each_its_own_years(self.new, &mut news);
            if olds.len() == 1 && news.len() == 1 || in_order {
                // The years nearest to each other: of more years before, the last ones.
                let earlier = olds.len().saturating_sub(news.len());
                for (old, new) in olds[earlier..].iter().zip(&news) {
                    take(&[*old], &[*new]);
                }
            } else if group == Group::Together && olds.len() + news.len() <= MOST_TOGETHER {
                take(&olds, &news);
            }
        }
        self.left.retain(|place| !taken.0.contains(place));
        self.right.retain(|place| !taken.1.contains(place));
    }

    fn finish(self) -> Vec<DocumentPair> {
        let mut pairs = self.found;
        pairs.extend(self.right.iter().map(|new| DocumentPair { old: Vec::new(), new: vec![*new], by: None }));
        pairs.sort_by_key(|pair| pair.new.first().copied());
        pairs.extend(self.left.iter().map(|old| DocumentPair { old: vec![*old], new: Vec::new(), by: None }));
        pairs
    }
}

/// Whether each of these documents has years, and no other the same; if so, they are sorted by them.
fn each_its_own_years(collection: &Collection, places: &mut [usize]) -> bool {
    let years = |place: &usize| collection.documents[*place].period.years();
    let known: Option<BTreeSet<Years>> = places.iter().map(years).collect();
    if known.is_none_or(|known| known.len() < places.len()) {
        return false;
    }
    places.sort_by_key(years);
    true
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
        let names = |all: &Collection, places: &[usize]| match places {
            [] => "-".to_owned(),
            places => places.iter().map(|p| all.documents[*p].path.as_str()).collect::<Vec<_>>().join("+"),
        };
        let pairs = pair(&old, &new);
        pairs.iter().map(|p| format!("{} {} {:?}", names(&old, &p.old), names(&new, &p.new), p.by)).collect()
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

    #[test]
    fn a_name_that_was_used_again_for_another_year_or_fund_makes_no_pair() {
        let pairs = told(
            &[("1.txt", Some("ooa"), Some(2022), "a"), ("2.txt", Some("oob"), Some(2022), "b")],
            &[("1.txt", Some("oob"), Some(2022), "c"), ("2.txt", Some("ooa"), Some(2022), "d")],
        );
        assert_eq!(pairs, ["2.txt 1.txt Some(FundKindYears)", "1.txt 2.txt Some(FundKindYears)"]);
    }

    #[test]
    fn several_reports_of_one_fund_and_year_are_pairs_by_their_names_or_one_body() {
        let old =
            [("deel-a-2022.txt", Some("ooa"), Some(2022), "1"), ("deel-b-2022.txt", Some("ooa"), Some(2022), "2")];
        let pairs = told(
            &old,
            &[("deel-b-2023.txt", Some("ooa"), Some(2023), "3"), ("deel-a-2023.txt", Some("ooa"), Some(2023), "4")],
        );
        assert_eq!(pairs, ["deel-a-2022.txt deel-a-2023.txt Some(Name)", "deel-b-2022.txt deel-b-2023.txt Some(Name)"]);
        let pairs = told(&old, &[("x.txt", Some("ooa"), Some(2023), "3"), ("y.txt", Some("ooa"), Some(2023), "4")]);
        assert_eq!(pairs, ["deel-a-2022.txt+deel-b-2022.txt x.txt+y.txt Some(Together)"]);
        let pairs = told(&old, &[("x.txt", Some("ooa"), Some(2022), "3")]);
        assert_eq!(pairs, ["deel-a-2022.txt+deel-b-2022.txt x.txt Some(Together)"]);
    }

    #[test]
    fn a_year_that_cannot_be_told_is_not_taken_for_the_earliest() {
        let old = [("x.txt", Some("ooa"), None, "1"), ("y.txt", Some("ooa"), Some(2022), "2")];
        let pairs = told(&old, &[("p.txt", Some("ooa"), Some(2023), "3"), ("q.txt", Some("ooa"), Some(2024), "4")]);
        assert_eq!(pairs, ["x.txt+y.txt p.txt+q.txt Some(Together)"]);
        let pairs = told(&old[..1], &[("p.txt", Some("ooa"), Some(2023), "3")]);
        assert_eq!(pairs, ["x.txt p.txt Some(FundKind)"], "nothing else can be meant");
    }

    #[test]
    fn names_of_figures_only_say_nothing() {
        let pairs = told(&[("1.txt", None, None, "1"), ("2.txt", None, None, "2")], &[("3.txt", None, None, "3")]);
        assert_eq!(pairs, ["- 3.txt None", "1.txt - None", "2.txt - None"]);
    }
}
