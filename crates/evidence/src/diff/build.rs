//! Counts of two scans side by side.

use std::collections::{BTreeMap, BTreeSet};

use fundscan_evaluate::{benjamini_hochberg, expected_counts, log_ratio, p_of_g2, rate_g2};
use fundscan_model::{FundId, Notice};

use super::moved::{Moved, Movements};
use super::pair::pair;
use super::{
    ConceptDiff, CountDiff, Diff, DiffCounts, DiffMark, DiffSide, DocumentChange, DocumentDiff, DocumentPair,
    DocumentSide, FundCountDiff, FundDiff, FundSide, NotComparable, PairedBy,
};
use crate::hierarchy::Hierarchy;
use crate::json::Versioned;
use crate::matrix::{Cell, Matrix, Slice, Tally};
use crate::{Collection, DocumentEntry, Evidence, EvidenceError, Kinds, ReadStatus, TaxonomyRecord, per_10k};

/// Passages expected on each side below which chi² does not describe G² well (W. G. Cochran, 1954).
const MINIMUM_EXPECTED: f64 = 5.0;

/// The corrected p below which a rate has risen or fallen.
const LEVEL: f64 = 0.05;

/// The most quotes that are kept in all.
const MOST_QUOTES: usize = 10_000;

/// How two scans are compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiffOptions {
    /// Count passages of these kinds only; none for those that the scans counted.
    pub kinds: Option<Kinds>,
    /// How many new passages, and how many gone, to quote of each concept and fund.
    pub quotes: usize,
}

/// Compares two scans, a pair of documents at a time.
#[derive(Debug)]
pub struct DiffBuilder<'a> {
    old: &'a Collection,
    new: &'a Collection,
    pairs: Vec<DocumentPair>,
    options: DiffOptions,
    taxonomy: TaxonomyRecord,
    hierarchy: Hierarchy,
    diff: Diff,
    before: Matrix,
    after: Matrix,
    moved: Movements,
}

impl<'a> DiffBuilder<'a> {
    /// A comparison by `tool` (name and version) of two scans as they are, or `retagged`: with their passages searched anew
    /// with one taxonomy.
    #[must_use]
    pub fn new(
        tool: &str,
        old: &'a Collection,
        new: &'a Collection,
        retagged: Option<&TaxonomyRecord>,
        options: DiffOptions,
    ) -> Self {
        let taxonomy = retagged.unwrap_or(&new.taxonomy).clone();
        let not_comparable = not_comparable(old, new, retagged.is_some());
        let pairs = pair(old, new);
        let documents: Vec<DocumentDiff> = pairs.iter().map(|pair| document(old, new, pair)).collect();
        let diff = Diff {
            schema: Diff::SCHEMA.to_owned(),
            tool: tool.to_owned(),
            old: side(old),
            new: side(new),
            comparable: not_comparable.is_empty(),
            retagged: retagged.map(|t| t.stamp.clone()),
            differs: !not_comparable.is_empty() || documents.iter().any(|d| d.change != DocumentChange::Unchanged),
            not_comparable,
            minimum_expected: MINIMUM_EXPECTED,
            level: LEVEL,
            notices: notices(old, new, &documents),
            documents,
            funds: Vec::new(),
            concepts: Vec::new(),
        };
        Self {
            old,
            new,
            pairs,
            hierarchy: Hierarchy::new(&taxonomy.concepts),
            taxonomy,
            diff,
            before: Matrix::default(),
            after: Matrix::default(),
            moved: Movements::new(options.quotes, MOST_QUOTES),
            options,
        }
    }

    /// Whether counts can be compared. Where they cannot, no evidence is needed.
    #[must_use]
    pub fn comparable(&self) -> bool {
        self.diff.comparable
    }

    /// The documents whose evidence is to be added, in pairs, in the order of their adding; those that were not read left out.
    #[must_use]
    pub fn wanted(&self) -> Vec<(Option<&'a DocumentEntry>, Option<&'a DocumentEntry>)> {
        let read = |all: &'a Collection, place: Option<usize>| {
            place.map(|n| &all.documents[n]).filter(|d| d.status == ReadStatus::Read)
        };
        let both = self.pairs.iter().map(|pair| (read(self.old, pair.old), read(self.new, pair.new)));
        both.filter(|(old, new)| old.is_some() || new.is_some()).collect()
    }

    /// Adds the evidence of a pair, or of a document that has no partner.
    ///
    /// # Errors
    ///
    /// [`EvidenceError::Inconsistent`] when the evidence holds a concept that the taxonomy has not.
    pub fn add(&mut self, old: Option<&Evidence>, new: Option<&Evidence>) -> Result<(), EvidenceError> {
        let mut old_kept = None;
        let mut new_kept = None;
        for (evidence, matrix, kept) in [(old, &mut self.before, &mut old_kept), (new, &mut self.after, &mut new_kept)]
        {
            let Some(evidence) = evidence else { continue };
            matrix.add(&Tally::new(evidence, &self.hierarchy, self.options.kinds.as_ref())?);
            // Passages of other kinds are not told to have moved.
            if let Some(kinds) = &self.options.kinds {
                let mut fewer = evidence.clone();
                fewer.mentions.retain(|m| kinds.contains(m.kind));
                *kept = Some(fewer);
            }
        }
        self.moved.add(old_kept.as_ref().or(old), new_kept.as_ref().or(new));
        Ok(())
    }

    /// The comparison.
    #[must_use]
    pub fn finish(mut self) -> Diff {
        if !self.diff.comparable {
            return self.diff;
        }
        let (before, after) = (by_fund(&self.before), by_fund(&self.after));
        let funds: BTreeSet<&Option<FundId>> = before.keys().chain(after.keys()).collect();
        let slice = |side: &BTreeMap<Option<FundId>, Slice>, fund: &Option<FundId>| side.get(fund).cloned();
        let (all_before, all_after) = (together(&before), together(&after));
        let parents: BTreeSet<_> = self.taxonomy.concepts.iter().filter_map(|c| c.broader.as_ref()).collect();
        for (number, entry) in self.taxonomy.concepts.iter().enumerate() {
            let mut of_funds = Vec::new();
            for &fund in &funds {
                let moved = self.moved.moved.remove(&(entry.concept.clone(), fund.clone())).unwrap_or_default();
                let counts = count(slice(&before, fund).as_ref(), slice(&after, fund).as_ref(), number);
                let found = |c: &Option<DiffCounts>| c.is_some_and(|c| c.mentions > 0 || c.negated_passages > 0);
                if found(&counts.old) || found(&counts.new) {
                    let Moved { new, gone, reworded, new_quotes, gone_quotes } = moved;
                    let (fund, new_passages, gone_passages) = (fund.clone(), new, gone);
                    self.diff.differs |= new + gone + reworded > 0 || counts.differs();
                    of_funds.push(FundCountDiff {
                        fund,
                        counts,
                        new_passages,
                        gone_passages,
                        reworded,
                        new_quotes,
                        gone_quotes,
                    });
                }
            }
            self.diff.concepts.push(ConceptDiff {
                concept: entry.concept.clone(),
                broader: entry.broader.clone(),
                nl: entry.nl.clone(),
                en: entry.en.clone(),
                leaf: !parents.contains(&entry.concept),
                all: count(Some(&all_before), Some(&all_after), number),
                funds: of_funds,
            });
        }
        let name = |fund: &FundId| {
            let named = self.new.funds.iter().chain(&self.old.funds).find(|f| f.fund == *fund);
            named.map_or_else(|| fund.to_string(), |f| f.name.clone())
        };
        let read = |slice: Option<Slice>| {
            slice.map_or_else(FundSide::default, |s| FundSide { documents: s.documents, words: s.words })
        };
        self.diff.funds = (funds.iter())
            .map(|fund| FundDiff {
                fund: (*fund).clone(),
                name: fund.as_ref().map(name),
                old: read(slice(&before, fund)),
                new: read(slice(&after, fund)),
            })
            .collect();
        correct(self.diff.concepts.iter_mut().filter(|c| c.leaf).map(|c| &mut c.all).collect());
        for fund in &self.diff.funds {
            let leaves = self.diff.concepts.iter_mut().filter(|c| c.leaf).flat_map(|c| &mut c.funds);
            correct(leaves.filter(|f| f.fund == fund.fund).map(|f| &mut f.counts).collect());
        }
        if self.moved.full {
            let message =
                format!("more than {MOST_QUOTES} passages are new or gone: not all that were asked for are quoted");
            self.diff.notices.push(Notice::new("quotes-left-out", message));
        }
        for path in &self.moved.not_compared {
            let message =
                format!("{path}: too many passages to tell which are only worded otherwise; they are new and gone");
            self.diff.notices.push(Notice::new("reworded-not-told", message));
        }
        self.diff
    }
}

impl CountDiff {
    fn differs(&self) -> bool {
        let found = |c: &Option<DiffCounts>| c.map(|c| (c.passages, c.negated_passages, c.mentions, c.documents));
        found(&self.old) != found(&self.new)
    }
}

fn side(collection: &Collection) -> DiffSide {
    DiffSide {
        taxonomy: collection.taxonomy.stamp.clone(),
        revisions: collection.revisions,
        kinds: collection.kinds.clone(),
        documents: collection.totals.read,
        words: collection.totals.words,
    }
}

/// What makes that counts of the two cannot be compared.
fn not_comparable(old: &Collection, new: &Collection, retagged: bool) -> Vec<NotComparable> {
    let mut reasons = Vec::new();
    let mut compare = |what: &str, same: bool, told: &dyn Fn(&Collection) -> String, retag_helps: bool| {
        if !(same || retagged && retag_helps) {
            reasons.push(NotComparable { what: what.to_owned(), old: told(old), new: told(new), retag_helps });
        }
    };
    let meaning = |c: &Collection| c.taxonomy.stamp.meaning.clone();
    compare("taxonomy", meaning(old) == meaning(new), &|c| c.taxonomy.stamp.describe(), true);
    let kinds = |c: &Collection| c.kinds.iter().map(|k| k.name()).collect::<Vec<_>>().join(", ");
    compare("kinds", Kinds::new(old.kinds.iter().copied()) == Kinds::new(new.kinds.iter().copied()), &kinds, true);
    let (a, b) = (old.revisions, new.revisions);
    compare("extract", a.extract == b.extract, &|c| format!("revision {}", c.revisions.extract), false);
    compare("segment", a.segment == b.segment, &|c| format!("revision {}", c.revisions.segment), false);
    compare("tag", a.tag == b.tag, &|c| format!("revision {}", c.revisions.tag), true);
    let attribute = |c: &Collection| format!("revision {}", c.revisions.attribute);
    compare("attribute", a.attribute == b.attribute, &attribute, false);
    reasons
}

fn document(old: &Collection, new: &Collection, pair: &DocumentPair) -> DocumentDiff {
    let (before, after) = (pair.old.map(|n| &old.documents[n]), pair.new.map(|n| &new.documents[n]));
    let change = match (before, after, pair.by) {
        (Some(_), Some(_), Some(PairedBy::Content)) => DocumentChange::Unchanged,
        (Some(_), Some(_), _) => DocumentChange::Changed,
        (None, _, _) => DocumentChange::New,
        (_, None, _) => DocumentChange::Missing,
    };
    let side = |entry: &DocumentEntry| DocumentSide {
        path: entry.path.clone(),
        years: entry.period.years(),
        sha256: entry.sha256.clone(),
        status: entry.status,
        words: entry.words,
    };
    let shown = after.or(before);
    DocumentDiff {
        change,
        paired_by: pair.by,
        fund: shown.and_then(|d| d.fund.id.clone()),
        kind: shown.map_or(crate::DocumentKind::Other, |d| d.document.kind),
        old: before.map(side),
        new: after.map(side),
    }
}

fn notices(old: &Collection, new: &Collection, documents: &[DocumentDiff]) -> Vec<Notice> {
    let mut notices = Vec::new();
    for document in documents {
        let (Some(before), Some(after)) = (&document.old, &document.new) else { continue };
        if (before.status == ReadStatus::Read) != (after.status == ReadStatus::Read) {
            let (read, unread) = if before.status == ReadStatus::Read { (before, after) } else { (after, before) };
            let message = format!(
                "{} was read and {} was not ({}): what only one of them says is no change",
                read.path, unread.path, unread.status
            );
            notices.push(Notice::new("read-on-one-side", message));
        }
    }
    if old.ocr != new.ocr {
        let message =
            "pages that are pictures were not read in the same way (--ocr): a difference may be one of reading";
        notices.push(Notice::new("ocr-differs", message));
    }
    let funds = |c: &Collection| c.funds.iter().map(|f| f.fund.clone()).collect::<BTreeSet<_>>();
    let (a, b) = (funds(old), funds(new));
    if a != b {
        let only: Vec<String> = a.symmetric_difference(&b).map(ToString::to_string).collect();
        let message = format!("the fund registers of the two scans differ: {}", only.join(", "));
        notices.push(Notice::new("funds-differ", message));
    }
    let overlap = old.documents.iter().filter_map(|d| d.period.years()).max();
    let first = new.documents.iter().filter_map(|d| d.period.years()).min();
    if let (Some(last), Some(first)) = (overlap, first)
        && new.documents.iter().filter_map(|d| d.period.years()).max() < Some(last)
        && old.documents.iter().filter_map(|d| d.period.years()).min() > Some(first)
    {
        let message = "the documents of OLD are about later years than those of NEW: the other way round?";
        notices.push(Notice::new("turned-round", message));
    }
    notices
}

fn by_fund(matrix: &Matrix) -> BTreeMap<Option<FundId>, Slice> {
    let mut funds: BTreeMap<Option<FundId>, Slice> = BTreeMap::new();
    for ((fund, _), slice) in &matrix.slices {
        funds.entry(fund.clone()).or_default().add(slice);
    }
    funds
}

fn together(funds: &BTreeMap<Option<FundId>, Slice>) -> Slice {
    let mut all = Slice::default();
    funds.values().for_each(|slice| all.add(slice));
    all
}

fn counts(slice: &Slice, number: usize) -> DiffCounts {
    let Cell { rolled_up, documents, .. } = slice.cells.get(&number).copied().unwrap_or_default();
    DiffCounts {
        passages: rolled_up.passages,
        negated_passages: rolled_up.negated_passages,
        mentions: rolled_up.affirmed,
        documents,
        words: slice.words,
        per_10k: (slice.words > 0).then(|| per_10k(rolled_up.passages, slice.words)),
    }
}

fn count(old: Option<&Slice>, new: Option<&Slice>, number: usize) -> CountDiff {
    let read = |slice: Option<&Slice>| slice.filter(|s| s.words > 0 || !s.cells.is_empty()).map(|s| counts(s, number));
    let mut diff = CountDiff {
        old: read(old),
        new: read(new),
        difference: None,
        log_ratio: None,
        g2: None,
        p: None,
        p_corrected: None,
        too_few: false,
        mark: None,
    };
    let (Some(before), Some(after)) = (diff.old, diff.new) else { return diff };
    diff.mark = match (before.passages, after.passages) {
        (0, 1..) => Some(DiffMark::Gained),
        (1.., 0) => Some(DiffMark::Lost),
        _ => None,
    };
    let (Some(rate_before), Some(rate_after)) = (before.per_10k, after.per_10k) else { return diff };
    diff.difference = Some(rounded(rate_after - rate_before, 100.0));
    if before.passages + after.passages == 0 {
        return diff;
    }
    let (a, of_a, b, of_b) = (after.passages, after.words, before.passages, before.words);
    let g2 = rate_g2(a, of_a, b, of_b);
    diff.log_ratio = Some(rounded(log_ratio(a, of_a, b, of_b), 100.0));
    diff.g2 = Some(rounded(g2, 100.0));
    let enough = expected_counts(a, of_a, b, of_b).is_some_and(|e| e.iter().all(|e| *e >= MINIMUM_EXPECTED));
    diff.too_few = !enough;
    diff.p = enough.then(|| rounded(p_of_g2(g2), 10_000.0));
    diff
}

/// Corrects the p of a family of tests, and marks what rose and fell by it.
fn correct(mut family: Vec<&mut CountDiff>) {
    family.retain(|count| count.p.is_some());
    let exact = |count: &CountDiff| {
        let (old, new) = (count.old?, count.new?);
        Some(p_of_g2(rate_g2(new.passages, new.words, old.passages, old.words)))
    };
    let p: Vec<f64> = family.iter().map(|count| exact(count).unwrap_or(1.0)).collect();
    for (count, corrected) in family.into_iter().zip(benjamini_hochberg(&p)) {
        count.p_corrected = Some(rounded(corrected, 10_000.0));
        if corrected < LEVEL && count.mark.is_none() {
            let risen = count.log_ratio.is_some_and(|ratio| ratio > 0.0);
            count.mark = Some(if risen { DiffMark::Risen } else { DiffMark::Fallen });
        }
    }
}

/// Rounded, so that the same input gives the same bytes.
fn rounded(value: f64, parts: f64) -> f64 {
    let rounded = (value * parts).round() / parts;
    // No minus before nothing.
    if rounded == 0.0 { 0.0 } else { rounded }
}
