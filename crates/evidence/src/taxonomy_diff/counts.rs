//! Which counts change, from the evidence of each document by both taxonomies.

use std::collections::{BTreeMap, BTreeSet};

use fundscan_model::{BlockKind, ConceptId, FundId, Status};

use super::{ChangedQuote, CountChange, CountChanges, SideCounts, TaxonomyDiff};
use crate::hierarchy::Hierarchy;
use crate::{Evidence, Kinds, MentionRecord, TaxonomyRecord};

/// Adds to a comparison of taxonomies which counts of a collection change, a document at a time.
#[derive(Debug)]
pub struct TaxonomyDiffBuilder {
    diff: TaxonomyDiff,
    /// The concepts of both with their names, in order.
    concepts: Vec<(ConceptId, String, String)>,
    /// What each concept counts towards, by the old and by the new taxonomy.
    upwards: [BTreeMap<ConceptId, Vec<ConceptId>>; 2],
    kinds: Vec<BlockKind>,
    quotes: usize,
    documents: u64,
    before: BTreeMap<ConceptId, Tallied>,
    after: BTreeMap<ConceptId, Tallied>,
    moved: BTreeMap<ConceptId, Moved>,
}

#[derive(Debug, Default)]
struct Tallied {
    counts: SideCounts,
    funds: BTreeSet<FundId>,
}

#[derive(Debug, Default)]
struct Moved {
    gained: u64,
    lost: u64,
    gained_quotes: Vec<ChangedQuote>,
    lost_quotes: Vec<ChangedQuote>,
}

impl TaxonomyDiffBuilder {
    /// Counts for the comparison of these two taxonomies in passages of these `kinds`, quoting at most `quotes` mentions
    /// gained and lost of each concept.
    #[must_use]
    pub fn new(diff: TaxonomyDiff, old: &TaxonomyRecord, new: &TaxonomyRecord, kinds: &Kinds, quotes: usize) -> Self {
        let mut concepts: Vec<(ConceptId, String, String)> = Vec::new();
        let mut known = BTreeSet::new();
        for entry in old.concepts.iter().chain(&new.concepts) {
            if known.insert(&entry.concept) {
                concepts.push((entry.concept.clone(), entry.nl.clone(), entry.en.clone()));
            }
        }
        Self {
            diff,
            concepts,
            upwards: [upwards(old), upwards(new)],
            kinds: kinds.as_slice().to_vec(),
            quotes,
            documents: 0,
            before: BTreeMap::new(),
            after: BTreeMap::new(),
            moved: BTreeMap::new(),
        }
    }

    /// Counts a document: its evidence by the old taxonomy and by the new one.
    pub fn add(&mut self, old: &Evidence, new: &Evidence) {
        self.documents += 1;
        let [upwards_old, upwards_new] = &self.upwards;
        tally(&mut self.before, old, upwards_old);
        tally(&mut self.after, new, upwards_new);
        let (before, after) = (keys(old), keys(new));
        for mention in new.mentions.iter().filter(|m| !before.contains(&key(m))) {
            let moved = self.moved.entry(mention.concept.clone()).or_default();
            moved.gained += 1;
            if moved.gained_quotes.len() < self.quotes {
                moved.gained_quotes.push(quote(new, mention));
            }
        }
        for mention in old.mentions.iter().filter(|m| !after.contains(&key(m))) {
            let moved = self.moved.entry(mention.concept.clone()).or_default();
            moved.lost += 1;
            if moved.lost_quotes.len() < self.quotes {
                moved.lost_quotes.push(quote(old, mention));
            }
        }
    }

    /// The comparison with the counts that change.
    #[must_use]
    pub fn finish(self) -> TaxonomyDiff {
        let Self { mut diff, concepts, kinds, documents, before, after, mut moved, .. } = self;
        let side = |tallied: &BTreeMap<ConceptId, Tallied>, concept: &ConceptId| match tallied.get(concept) {
            Some(tallied) => SideCounts { funds: tallied.funds.iter().cloned().collect(), ..tallied.counts.clone() },
            None => SideCounts::default(),
        };
        let changes = concepts.into_iter().filter_map(|(concept, nl, en)| {
            let (before, after) = (side(&before, &concept), side(&after, &concept));
            let Moved { gained, lost, gained_quotes, lost_quotes } = moved.remove(&concept).unwrap_or_default();
            // Funds may change because a narrower concept does.
            let differs = before != after || gained > 0 || lost > 0;
            differs.then_some(CountChange { concept, nl, en, before, after, gained, lost, gained_quotes, lost_quotes })
        });
        diff.counts = Some(CountChanges { documents, kinds, concepts: changes.collect() });
        diff
    }
}

/// Each concept with itself and every broader one.
fn upwards(taxonomy: &TaxonomyRecord) -> BTreeMap<ConceptId, Vec<ConceptId>> {
    let hierarchy = Hierarchy::new(&taxonomy.concepts);
    let id = |number: &usize| taxonomy.concepts[*number].concept.clone();
    let concepts = taxonomy.concepts.iter().enumerate();
    concepts.map(|(n, entry)| (entry.concept.clone(), hierarchy.upwards(n).iter().map(id).collect())).collect()
}

fn tally(
    tallied: &mut BTreeMap<ConceptId, Tallied>,
    evidence: &Evidence,
    upwards: &BTreeMap<ConceptId, Vec<ConceptId>>,
) {
    for mention in evidence.mentions.iter().filter(|m| m.status == Status::Affirmed) {
        let Some(fund) = &mention.fund else { continue };
        for concept in upwards.get(&mention.concept).into_iter().flatten() {
            let funds = &mut tallied.entry(concept.clone()).or_default().funds;
            if !funds.contains(fund) {
                funds.insert(fund.clone());
            }
        }
    }
    for found in &evidence.counts {
        let counts = &mut tallied.entry(found.concept.clone()).or_default().counts;
        counts.mentions += found.own.affirmed;
        counts.negated += found.own.negated;
        counts.passages += found.own.passages;
        counts.documents += u64::from(found.own.affirmed > 0);
    }
}

/// What makes two mentions the same: where it stands, what it is, and its status.
type Key<'e> = (&'e str, usize, usize, &'e ConceptId, Status);

fn key(mention: &MentionRecord) -> Key<'_> {
    (&mention.passage, mention.span.start(), mention.span.end(), &mention.concept, mention.status)
}

fn keys(evidence: &Evidence) -> BTreeSet<Key<'_>> {
    evidence.mentions.iter().map(key).collect()
}

fn quote(evidence: &Evidence, mention: &MentionRecord) -> ChangedQuote {
    ChangedQuote {
        document: evidence.source.path.clone(),
        fund: mention.fund.clone(),
        page: mention.page,
        passage: mention.passage.clone(),
        status: mention.status,
        before: mention.before.clone(),
        quote: mention.quote.clone(),
        after: mention.after.clone(),
        term: mention.term.clone(),
    }
}
