//! Counts of two scans side by side.

use std::collections::BTreeSet;

use fundscan_model::{FundId, Notice};

use super::compare::{Compared, LEVEL, MINIMUM_EXPECTED};
use super::moved::{Moved, Movements};
use super::pair::{DocumentPair, pair};
use super::{
    ConceptDiff, Diff, DiffCounts, DiffSide, DocumentChange, DocumentDiff, DocumentSide, FundCountDiff, FundDiff,
    FundSide, NotComparable, PairedBy, notices,
};
use crate::hierarchy::Hierarchy;
use crate::json::Versioned;
use crate::matrix::{Matrix, Slice, Tally};
use crate::{
    Action, Collection, DecisionCounts, DocumentEntry, DocumentKind, Evidence, EvidenceError, Kinds, MentionRecord,
    ReadStatus, TaxonomyRecord,
};

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
    before: Side,
    after: Side,
    moved: Movements,
}

/// What was counted on one side.
#[derive(Debug, Default)]
struct Side {
    counted: Matrix,
    /// The same without what was decided by hand about mentions.
    as_found: Matrix,
}

/// Documents that belong together, before and after.
pub type Wanted<'a> = (Vec<&'a DocumentEntry>, Vec<&'a DocumentEntry>);

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
        let not_comparable = not_comparable(old, new, retagged.is_some(), options.kinds.as_ref());
        let pairs = pair(old, new);
        let documents: Vec<DocumentDiff> = pairs.iter().flat_map(|pair| documents_of(old, new, pair)).collect();
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
            notices: notices::of_documents(old, new, &documents),
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
            before: Side::default(),
            after: Side::default(),
            moved: Movements::new(options.quotes, MOST_QUOTES),
            options,
        }
    }

    /// Whether counts can be compared. Where they cannot, no evidence is needed.
    #[must_use]
    pub fn comparable(&self) -> bool {
        self.diff.comparable
    }

    /// The documents whose evidence is to be added, those that belong together at a time, in the order of their adding;
    /// those that were not read left out.
    #[must_use]
    pub fn wanted(&self) -> Vec<Wanted<'a>> {
        let read = |all: &'a Collection, places: &[usize]| -> Vec<&'a DocumentEntry> {
            places.iter().map(|n| &all.documents[*n]).filter(|d| d.status == ReadStatus::Read).collect()
        };
        let both = self.pairs.iter().map(|pair| (read(self.old, &pair.old), read(self.new, &pair.new)));
        both.filter(|(old, new)| !(old.is_empty() && new.is_empty())).collect()
    }

    /// Adds the evidence of documents that belong together, in the order of [`wanted`](Self::wanted).
    ///
    /// # Errors
    ///
    /// [`EvidenceError::Inconsistent`] when the evidence holds a concept that the taxonomy has not.
    pub fn add(&mut self, old: &[Evidence], new: &[Evidence]) -> Result<(), EvidenceError> {
        let kinds = self.options.kinds.as_ref();
        for (documents, side, by_hand) in
            [(old, &mut self.before, &mut self.diff.old.by_hand), (new, &mut self.after, &mut self.diff.new.by_hand)]
        {
            for evidence in documents {
                let tally = Tally::new(evidence, &self.hierarchy, kinds)?;
                side.counted.add(&tally);
                by_hand.add(&DecisionCounts::of(evidence));
                match as_found(evidence) {
                    None => side.as_found.add(&tally),
                    Some(evidence) => side.as_found.add(&Tally::new(&evidence, &self.hierarchy, kinds)?),
                }
            }
        }
        self.moved.add(old, new, kinds);
        Ok(())
    }

    /// The comparison.
    #[must_use]
    pub fn finish(mut self) -> Diff {
        if !self.diff.comparable {
            return self.diff;
        }
        let concepts = &self.taxonomy.concepts;
        let mut compared = Compared::new(&self.before.counted, &self.after.counted, concepts);
        if !(self.diff.old.by_hand.is_empty() && self.diff.new.by_hand.is_empty()) {
            compared.without(&Compared::new(&self.before.as_found, &self.after.as_found, concepts));
        }
        let Compared { funds, before, after, counts } = compared;
        let parents: BTreeSet<_> = concepts.iter().filter_map(|c| c.broader.as_ref()).collect();
        for (entry, (all, of)) in concepts.iter().zip(counts) {
            let mut of_funds = Vec::new();
            for (fund, counts) in funds.iter().zip(of) {
                let moved = self.moved.moved.remove(&(entry.concept.clone(), fund.clone())).unwrap_or_default();
                let found = |c: &Option<DiffCounts>| c.is_some_and(|c| c.mentions > 0 || c.negated_passages > 0);
                if found(&counts.old) || found(&counts.new) {
                    let Moved { new, gone, reworded, by_hand, new_quotes, gone_quotes, reworded_quotes } = moved;
                    self.diff.differs |= new + gone + reworded + by_hand > 0 || counts.differs();
                    of_funds.push(FundCountDiff {
                        fund: fund.clone(),
                        counts,
                        new_passages: new,
                        gone_passages: gone,
                        reworded,
                        by_hand_passages: by_hand,
                        new_quotes,
                        gone_quotes,
                        reworded_quotes,
                    });
                }
            }
            self.diff.concepts.push(ConceptDiff {
                concept: entry.concept.clone(),
                broader: entry.broader.clone(),
                nl: entry.nl.clone(),
                en: entry.en.clone(),
                leaf: !parents.contains(&entry.concept),
                all,
                funds: of_funds,
            });
        }
        let name = |fund: &FundId| {
            let named = self.new.funds.iter().chain(&self.old.funds).find(|f| f.fund == *fund);
            named.map_or_else(|| fund.to_string(), |f| f.name.clone())
        };
        let read = |slice: Option<&Slice>| {
            slice.map_or_else(FundSide::default, |s| FundSide { documents: s.documents, words: s.words })
        };
        let fund = |fund: &Option<FundId>| FundDiff {
            fund: fund.clone(),
            name: fund.as_ref().map(name),
            old: read(before.get(fund)),
            new: read(after.get(fund)),
        };
        self.diff.funds = funds.iter().map(fund).collect();
        self.diff.notices.extend(notices::of_counts(&self.diff));
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

/// The evidence as it would be if nothing had been decided by hand about its mentions; none where nothing was. The fund that a
/// mention had before it was given to another one is not kept: it is taken for the document's.
fn as_found(evidence: &Evidence) -> Option<Evidence> {
    let decided = |m: &MentionRecord| m.decision.as_ref().map(|d| d.action);
    if evidence.rejected.is_empty() && evidence.mentions.iter().all(|m| decided(m).is_none()) {
        return None;
    }
    let mut found = evidence.clone();
    found.mentions.retain(|m| decided(m) != Some(Action::Add));
    for mention in found.mentions.iter_mut().filter(|m| decided(m) == Some(Action::Attribute)) {
        mention.fund.clone_from(&evidence.fund.id);
    }
    found.mentions.append(&mut found.rejected);
    // Reading order, which their ids hold.
    let numbers = |m: &MentionRecord| {
        let number = |part: Option<&str>| part.and_then(|n| n.parse::<u64>().ok());
        (number(m.passage.split('-').nth(1)), number(m.id.rsplit('-').next()))
    };
    found.mentions.sort_by_key(numbers);
    Some(found)
}

fn side(collection: &Collection) -> DiffSide {
    DiffSide {
        taxonomy: collection.taxonomy.stamp.clone(),
        revisions: collection.revisions,
        kinds: collection.kinds.clone(),
        documents: collection.totals.read,
        words: collection.totals.words,
        by_hand: DecisionCounts::default(),
    }
}

/// What makes that counts of the two cannot be compared.
fn not_comparable(old: &Collection, new: &Collection, retagged: bool, asked: Option<&Kinds>) -> Vec<NotComparable> {
    let mut reasons = Vec::new();
    let mut compare = |what: &str, same: bool, told: &dyn Fn(&Collection) -> String, retag_helps: bool| {
        if !(same || retagged && retag_helps) {
            reasons.push(NotComparable { what: what.to_owned(), old: told(old), new: told(new), retag_helps });
        }
    };
    let meaning = |c: &Collection| c.taxonomy.stamp.meaning.clone();
    compare("taxonomy", meaning(old) == meaning(new), &|c| c.taxonomy.stamp.describe(), true);
    let kinds = |c: &Collection| c.kinds.iter().map(|k| k.name()).collect::<Vec<_>>().join(", ");
    // Kinds that both counted can be compared whatever else one of them did.
    let both = |asked: &Kinds| asked.as_slice().iter().all(|k| old.kinds.contains(k) && new.kinds.contains(k));
    let same = Kinds::new(old.kinds.iter().copied()) == Kinds::new(new.kinds.iter().copied());
    compare("kinds", asked.map_or(same, both), &kinds, true);
    let (a, b) = (old.revisions, new.revisions);
    compare("extract", a.extract == b.extract, &|c| format!("revision {}", c.revisions.extract), false);
    compare("segment", a.segment == b.segment, &|c| format!("revision {}", c.revisions.segment), false);
    compare("tag", a.tag == b.tag, &|c| format!("revision {}", c.revisions.tag), true);
    let attribute = |c: &Collection| format!("revision {}", c.revisions.attribute);
    compare("attribute", a.attribute == b.attribute, &attribute, false);
    reasons
}

/// A pair is one entry; several that are compared together are an entry each.
fn documents_of(old: &Collection, new: &Collection, pair: &DocumentPair) -> Vec<DocumentDiff> {
    let entry = |before: Option<usize>, after: Option<usize>| {
        let (before, after) = (before.map(|n| &old.documents[n]), after.map(|n| &new.documents[n]));
        let change = match (before, after, pair.by) {
            (_, _, Some(PairedBy::Together)) => DocumentChange::Together,
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
            kind: shown.map_or(DocumentKind::Other, |d| d.document.kind),
            old: before.map(side),
            new: after.map(side),
        }
    };
    if pair.by == Some(PairedBy::Together) {
        let (olds, news) = (pair.old.iter().map(|n| (Some(*n), None)), pair.new.iter().map(|n| (None, Some(*n))));
        return olds.chain(news).map(|(old, new)| entry(old, new)).collect();
    }
    Vec::from([entry(pair.old.first().copied(), pair.new.first().copied())])
}
