//! Documents that may be two versions of one.

use std::collections::BTreeMap;

use fundscan_model::{FundId, Notice};

use crate::{DocumentEntry, DocumentKind, ReadStatus, Years};

/// The groups, and the documents of a group, that are named: more are no longer read.
const TOLD: usize = 10;

/// Notices of documents that are counted side by side though there is but one of their kind, fund and years. A fund has
/// one report on a year and one plan for a period; of its web pages and other papers there may be any number.
pub(crate) fn several_versions<'a>(documents: impl Iterator<Item = &'a DocumentEntry>) -> Vec<Notice> {
    let mut groups: BTreeMap<(&FundId, DocumentKind, Years), Vec<&str>> = BTreeMap::new();
    for document in documents {
        let once = matches!(document.document.kind, DocumentKind::AnnualReport | DocumentKind::Plan);
        if !once || document.status != ReadStatus::Read || document.duplicate_of.is_some() {
            continue;
        }
        if let (Some(fund), Some(years)) = (&document.fund.id, document.period.years()) {
            groups.entry((fund, document.document.kind, years)).or_default().push(&document.path);
        }
    }
    let several: Vec<_> = groups.into_iter().filter(|(_, paths)| paths.len() > 1).collect();
    let told = several.iter().take(TOLD).map(|((fund, kind, years), paths)| {
        let what = if *kind == DocumentKind::Plan { "plans" } else { "annual reports" };
        let named = paths.iter().take(TOLD).copied().collect::<Vec<_>>().join(", ");
        let more = paths.len().saturating_sub(TOLD);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        format!(
            "{named}{more}: {what} of {fund} about {years} with different content: if they are versions of one document, \
             leave out all but one, for each is counted"
        )
    });
    let rest = several.len().saturating_sub(TOLD);
    let rest =
        (rest > 0).then(|| format!("the same of {rest} more funds and years: several documents where one is usual"));
    told.chain(rest).map(|message| Notice::new("several-versions", message)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{evidence, funds, revisions, taxonomy};
    use crate::{Collection, CollectionBuilder, DocumentFiles, Kinds};

    fn collection(documents: &[(&str, &str, u16, DocumentKind, &str)]) -> Collection {
        let mut builder = CollectionBuilder::new("t", taxonomy(), revisions(), Kinds::default(), funds());
        for (path, fund, year, kind, content) in documents {
            let mut evidence = evidence(path, Some(fund), Some(*year), &["lezen"]);
            evidence.document.kind = *kind;
            evidence.source.sha256 = Some((*content).to_owned());
            builder.add(&evidence, DocumentFiles::default()).unwrap();
        }
        builder.finish()
    }

    fn told(documents: &[(&str, &str, u16, DocumentKind, &str)]) -> Vec<String> {
        let notices = collection(documents).notices;
        notices.into_iter().filter(|n| n.code == "several-versions").map(|n| n.message).collect()
    }

    #[test]
    fn two_reports_of_a_fund_on_one_year_are_told() {
        let report = DocumentKind::AnnualReport;
        let told = told(&[
            ("a.txt", "ooa", 2022, report, "1"),
            ("a-v2.txt", "ooa", 2022, report, "2"),
            ("a-23.txt", "ooa", 2023, report, "3"),
            ("b.txt", "oob", 2022, report, "4"),
            ("plan.txt", "ooa", 2022, DocumentKind::Plan, "5"),
        ]);
        assert_eq!(told.len(), 1);
        assert!(told[0].starts_with("a-v2.txt, a.txt: annual reports of ooa about 2022"), "{told:?}");
    }

    #[test]
    fn copies_and_papers_of_which_a_fund_has_many_are_not() {
        let (report, page) = (DocumentKind::AnnualReport, DocumentKind::WebPage);
        let copies = [("a.txt", "ooa", 2022, report, "1"), ("b.txt", "ooa", 2022, report, "1")];
        assert!(told(&copies).is_empty());
        assert!(told(&[("a.txt", "ooa", 2022, page, "1"), ("b.txt", "ooa", 2022, page, "2")]).is_empty());
    }

    #[test]
    fn of_many_only_some_are_named() {
        let report = DocumentKind::AnnualReport;
        let paths: Vec<(String, u16)> =
            (2000..2012).flat_map(|year| (0..12).map(move |n| (format!("{year}-{n:02}.txt"), year))).collect();
        let documents: Vec<_> = paths.iter().map(|(p, year)| (p.as_str(), "ooa", *year, report, p.as_str())).collect();
        let told = told(&documents);
        assert_eq!(told.len(), TOLD + 1);
        assert!(told[0].contains("2000-09.txt and 2 more: ") && !told[0].contains("2000-10.txt"), "{}", told[0]);
        assert!(told[TOLD].starts_with("the same of 2 more"), "{}", told[TOLD]);
    }
}
