//! What a careful reader of a comparison should know.

use std::collections::BTreeSet;

use fundscan_model::Notice;

use super::{Diff, DocumentChange, DocumentDiff, DocumentSide, PairedBy};
use crate::{Collection, ReadStatus};

/// How many times as many words make that what is said once may be missing for that alone.
const MUCH_LONGER: u64 = 2;

/// The documents or funds that a notice names.
const NAMED: usize = 5;

/// Of the documents and how they were paired.
pub(super) fn of_documents(old: &Collection, new: &Collection, documents: &[DocumentDiff]) -> Vec<Notice> {
    let mut notices = Vec::new();
    let mut notice = |code: &str, message: String| notices.push(Notice::new(code, message));
    for (side, collection) in [("OLD", old), ("NEW", new)] {
        let twice = collection.documents.iter().filter(|d| d.duplicate_of.is_some());
        let paths: Vec<&str> = twice.map(|d| d.path.as_str()).collect();
        if !paths.is_empty() {
            notice(
                "duplicates",
                format!("{side}: the same content as another document, counted once: {}", listed(&paths)),
            );
        }
    }
    let apart = |d: &DocumentDiff| matches!(d.change, DocumentChange::New | DocumentChange::Missing);
    let sides = |f: fn(&DocumentDiff) -> bool| documents.iter().any(f);
    if sides(|d| d.old.is_some()) && sides(|d| d.new.is_some()) && documents.iter().all(apart) {
        let message = "no document of OLD belongs to one of NEW: by content, by fund and kind, or by name; every passage is new or gone";
        notice("nothing-in-common", message.to_owned());
    }
    let together: Vec<&str> =
        documents.iter().filter(|d| d.change == DocumentChange::Together).filter_map(|d| path(d)).collect();
    if !together.is_empty() {
        let message = format!(
            "which of these belong together cannot be told, since several have the same fund, kind and year, or no year: all before \
             are compared with all after: {}",
            listed(&together)
        );
        notice("compared-together", message);
    }
    let groups = |change: DocumentChange| -> BTreeSet<_> {
        let apart = documents.iter().filter(|d| d.change == change);
        apart.filter_map(|d| Some((d.fund.as_ref()?, d.kind.name()))).collect()
    };
    // Whatever is one of its fund and kind has a partner.
    let too_many: Vec<String> = (groups(DocumentChange::New).intersection(&groups(DocumentChange::Missing)))
        .map(|(fund, kind)| format!("{fund} ({kind})"))
        .collect();
    if !too_many.is_empty() {
        let message = format!(
            "too many documents of one fund and kind to tell which belong together: all their passages are new or gone: {}",
            listed(&too_many)
        );
        notice("too-many-together", message);
    }
    let no_year = |d: &&DocumentDiff| {
        let unknown = |side: &Option<DocumentSide>| side.as_ref().is_some_and(|s| s.years.is_none());
        let by_years = !matches!(d.paired_by, Some(PairedBy::Content | PairedBy::Path));
        by_years && d.fund.is_some() && (unknown(&d.old) || unknown(&d.new))
    };
    let without: Vec<&str> = documents.iter().filter(no_year).filter_map(path).collect();
    if !without.is_empty() {
        let message = format!(
            "the year could not be told, so that documents are a pair only by what else is known: {}",
            listed(&without)
        );
        notice("no-year", message);
    }
    for document in documents {
        let (Some(before), Some(after)) = (&document.old, &document.new) else { continue };
        if (before.status == ReadStatus::Read) != (after.status == ReadStatus::Read) {
            let (read, unread) = if before.status == ReadStatus::Read { (before, after) } else { (after, before) };
            let message = format!(
                "{} was read and {} was not ({}): what only one of them says is no change",
                read.path, unread.path, unread.status
            );
            notice("read-on-one-side", message);
        }
    }
    if old.ocr != new.ocr {
        let message =
            "pages that are pictures were not read in the same way (--ocr): a difference may be one of reading";
        notice("ocr-differs", message.to_owned());
    }
    let funds = |c: &Collection| c.funds.iter().map(|f| f.fund.clone()).collect::<BTreeSet<_>>();
    let (a, b) = (funds(old), funds(new));
    if a != b {
        let only: Vec<String> = a.symmetric_difference(&b).map(ToString::to_string).collect();
        let message = format!("the fund registers of the two scans differ: {}", only.join(", "));
        notice("funds-differ", message);
    }
    let overlap = old.documents.iter().filter_map(|d| d.period.years()).max();
    let first = new.documents.iter().filter_map(|d| d.period.years()).min();
    if let (Some(last), Some(first)) = (overlap, first)
        && new.documents.iter().filter_map(|d| d.period.years()).max() < Some(last)
        && old.documents.iter().filter_map(|d| d.period.years()).min() > Some(first)
    {
        let message = "the documents of OLD are about later years than those of NEW: the other way round?";
        notice("turned-round", message.to_owned());
    }
    notices
}

/// Of what was counted.
pub(super) fn of_counts(diff: &Diff) -> Vec<Notice> {
    let mut notices = Vec::new();
    for (side, by_hand) in [("OLD", &diff.old.by_hand), ("NEW", &diff.new.by_hand)] {
        if !by_hand.is_empty() {
            notices.push(Notice::new("decided-by-hand", format!("{side}: {by_hand}")));
        }
    }
    let unlike: Vec<String> = (diff.funds.iter())
        .filter(|f| f.old.words > 0 && f.new.words > 0)
        .filter(|f| f.old.words.max(f.new.words) >= MUCH_LONGER * f.old.words.min(f.new.words))
        .map(|f| {
            let name = f.fund.as_ref().map_or_else(|| "no fund".to_owned(), ToString::to_string);
            format!("{name} ({} and {} words)", f.old.words, f.new.words)
        })
        .collect();
    if !unlike.is_empty() {
        let message = format!(
            "much more was read on one side than on the other: rates allow for that, but what is said once or twice may be \
             missing from the shorter side for that alone: {}",
            listed(&unlike)
        );
        notices.push(Notice::new("unlike-lengths", message));
    }
    notices
}

fn path(document: &DocumentDiff) -> Option<&str> {
    document.new.as_ref().or(document.old.as_ref()).map(|side| side.path.as_str())
}

/// The first of them, and how many more.
fn listed<T: AsRef<str>>(names: &[T]) -> String {
    let shown: Vec<&str> = names.iter().take(NAMED).map(AsRef::as_ref).collect();
    match names.len().saturating_sub(NAMED) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
