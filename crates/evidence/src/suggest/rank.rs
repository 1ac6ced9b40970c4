//! From counts to a list: what comes first, and what stands under one line.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use fundscan_evaluate::{Contingency, log_ratio};
use fundscan_model::FundId;
use fundscan_taxonomy::{Concept, Taxonomy};

use super::candidates::{Candidate, Place, Sums};
use super::form::{Shared, TermWords, parts};
use super::vocabulary::{Key, Vocabulary};
use super::{Near, Occurring, SuggestOptions, Suggestion};

/// A word or phrase that occurs in a longer phrase this often (of its occurrences) has no line of its own beside it.
const SWALLOWED: f64 = 0.75;

/// How often the words of a phrase have to stand together, of all their occurrences (Dice, over its words that say
/// something): less is words that happen to meet.
const MIN_DICE: f64 = 0.05;

/// G² from which two things have to do with each other: p < 0.05.
const SIGNIFICANT: f64 = 3.84;

/// The fewest passages that a word and a concept share to be near each other: one is chance.
const MIN_SHARED_PASSAGES: u32 = 2;

/// What sharing a word with the terms of one concept only is worth beside the logarithms of G².
const FORM_WORTH: f64 = 4.0;

/// Occurrences from which a word is not rare: with fewer, what it shares with terms says less.
const OFTEN: f64 = 20.0;

/// The share of occurrences that look like those of a noun from which a word counts as one.
const NOUN: f64 = 0.4;

/// What a word that never looks like a noun is worth of what it would be.
const NO_NOUN: f64 = 0.3;

/// The most concepts that a suggestion is said to be near.
const MAX_NEAR: usize = 3;

/// The most related forms that are listed.
const MAX_RELATED: usize = 12;

/// What a ranking is made from.
pub(crate) struct Ranked<'a> {
    pub(crate) taxonomy: &'a Taxonomy,
    pub(crate) terms: &'a TermWords,
    pub(crate) vocabulary: &'a Vocabulary,
    pub(crate) sums: &'a Sums,
    pub(crate) funds: &'a [FundId],
}

pub(crate) struct Lines {
    pub(crate) total: usize,
    pub(crate) lines: Vec<(Suggestion, Vec<Place>)>,
}

struct Scored<'c> {
    key: &'c [Key],
    candidate: &'c Candidate,
    score: f64,
    g2: f64,
    near: Vec<Nearness>,
}

struct Nearness {
    concept: u32,
    together: Option<Contingency>,
    shares: Option<String>,
    worth: f64,
}

impl Ranked<'_> {
    pub(crate) fn lines(&self, found: BTreeMap<Vec<Key>, Candidate>, options: &SuggestOptions) -> Lines {
        let concept = options.concept.as_ref().and_then(|id| self.taxonomy.number(id.as_str()));
        let concept = concept.and_then(|number| u32::try_from(number).ok());
        let mut scored: Vec<Scored<'_>> = self
            .standing(&found)
            .into_iter()
            .map(|(key, candidate)| self.score(key, candidate, concept))
            .filter(|scored| scored.score > 0.0)
            .collect();
        // The keys are numbered in the order of the words: equal scores stand in the order of the alphabet.
        scored.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.key.cmp(b.key)));
        self.fold(scored, options.max)
    }

    /// What stands for itself: phrases that hold together, and no words that stand in one longer phrase only.
    fn standing<'c>(&self, found: &'c BTreeMap<Vec<Key>, Candidate>) -> Vec<(&'c [Key], &'c Candidate)> {
        let holds = |key: &[Key], candidate: &Candidate| {
            let words: Vec<u64> = key.iter().filter_map(|k| self.count_of(*k)).collect();
            let all: u64 = words.iter().sum();
            key.len() == 1 || words.len() as f64 * candidate.count() as f64 >= MIN_DICE * all as f64
        };
        let mut swallowed: BTreeSet<&[Key]> = BTreeSet::new();
        let mut standing: Vec<(&[Key], &Candidate)> = Vec::new();
        for (key, candidate) in found.iter().filter(|(key, candidate)| holds(key, candidate)) {
            standing.push((key, candidate));
            for inner in inner(key) {
                if let Some((inner, part)) = found.get_key_value(inner)
                    && candidate.count() as f64 >= SWALLOWED * part.count() as f64
                {
                    swallowed.insert(inner);
                }
            }
        }
        standing.retain(|(key, _)| !swallowed.contains(key));
        standing
    }

    fn count_of(&self, key: Key) -> Option<u64> {
        match key {
            Key::Word(number) => Some(self.vocabulary.word(number).count),
            Key::Common(_) => None,
        }
    }

    fn score<'c>(&self, key: &'c [Key], candidate: &'c Candidate, concept: Option<u32>) -> Scored<'c> {
        let sums = self.sums;
        let words = sums.words_with_concepts + sums.words_elsewhere;
        let keyness = Contingency::of(candidate.with_concepts, candidate.count(), sums.words_with_concepts, words);
        let g2 = keyness.signed_g2();
        let mut near = self.near(key, candidate);
        let decided = self.terms.decided(candidate.forms.keys());
        // What a term says in some other place only is decided: it is nothing to suggest to its concept.
        let settled = near.first().is_some_and(|nearest| decided.contains(&nearest.concept));
        near.retain(|near| !decided.contains(&near.concept));
        near.retain(|near| concept.is_none_or(|concept| near.concept == concept));
        let nearest = near.first().map(|nearest| nearest.worth);
        let nounlike = (candidate.nounlike as f64 / candidate.count() as f64 / NOUN).min(1.0);
        let weight = NO_NOUN + (1.0 - NO_NOUN) * nounlike;
        let score = match (nearest, concept) {
            (None, Some(_)) => 0.0,
            (_, None) if settled => 0.0,
            (nearest, _) => weight * (nearest.unwrap_or(0.0) + g2.max(0.0).ln_1p()),
        };
        near.truncate(MAX_NEAR);
        Scored { key, candidate, score, g2, near }
    }

    /// The concepts a candidate belongs near, nearest first: by the company it keeps and by its form.
    fn near(&self, key: &[Key], candidate: &Candidate) -> Vec<Nearness> {
        let mut shared: BTreeMap<u32, Shared> = BTreeMap::new();
        let known = |part: &str| self.vocabulary.knows(part);
        let words: Vec<u32> =
            key.iter().filter_map(|k| if let Key::Word(word) = k { Some(*word) } else { None }).collect();
        for word in &words {
            for (concept, one) in self.terms.sharing(&self.vocabulary.word(*word).root, known) {
                let most = shared.entry(concept).or_default();
                let worth = one.worth / words.len() as f64;
                if worth > most.worth {
                    *most = Shared { worth, ..one };
                }
            }
        }
        let often = (candidate.count() as f64).ln_1p() / OFTEN.ln_1p();
        let company = candidate.company.iter().map(|(concept, _)| *concept);
        let concepts: BTreeSet<u32> = company.chain(shared.keys().copied()).collect();
        let mut near: Vec<Nearness> = concepts
            .into_iter()
            .filter_map(|concept| {
                let passages = candidate.company.binary_search_by_key(&concept, |(c, _)| *c);
                let passages = passages.map_or(0, |at| candidate.company[at].1);
                let all = self.sums.by_concept.get(&concept).copied().unwrap_or(0);
                let together = Contingency::of(u64::from(passages), candidate.passages, all, self.sums.passages);
                let g2 = together.signed_g2();
                let shares = shared.get(&concept).cloned();
                if (passages < MIN_SHARED_PASSAGES || g2 < SIGNIFICANT) && shares.is_none() {
                    return None;
                }
                let form = shares.as_ref().map_or(0.0, |shared| FORM_WORTH * shared.worth * often.min(1.0));
                let together = (passages > 0).then_some(together);
                let shares = shares.map(|shared| shared.part);
                Some(Nearness { concept, together, shares, worth: g2.max(0.0).ln_1p() + form })
            })
            .collect();
        near.sort_by(|a, b| b.worth.total_cmp(&a.worth).then(a.concept.cmp(&b.concept)));
        near
    }

    /// Compounds of a word, and phrases around it, stand under its line where they rank lower.
    fn fold(&self, scored: Vec<Scored<'_>>, max: usize) -> Lines {
        let mut leaders: HashMap<Vec<Key>, usize> = HashMap::new();
        let mut lines: Vec<(Scored<'_>, Vec<Occurring>)> = Vec::new();
        for scored in scored {
            match self.leader(&scored, &leaders, &lines) {
                Some(leader) => lines[leader].1.push(occurring(scored.candidate)),
                None => {
                    leaders.insert(scored.key.to_vec(), lines.len());
                    // The parts of a phrase may follow it, if they hardly occur without it.
                    for inner in inner(scored.key) {
                        leaders.entry(inner.to_vec()).or_insert(lines.len());
                    }
                    lines.push((scored, Vec::new()));
                }
            }
        }
        let total = lines.len();
        let max = if max == 0 { total } else { max };
        let lines = lines.into_iter().take(max).map(|(scored, related)| self.line(scored, related)).collect();
        Lines { total, lines }
    }

    fn leader(
        &self,
        scored: &Scored<'_>,
        leaders: &HashMap<Vec<Key>, usize>,
        lines: &[(Scored<'_>, Vec<Occurring>)],
    ) -> Option<usize> {
        // Part of a phrase that stands higher.
        if let Some(leader) = leaders.get(scored.key) {
            return (scored.candidate.count() <= 2 * lines[*leader].0.candidate.count()).then_some(*leader);
        }
        let is_whole = |key: &[Key]| leaders.get(key).copied().filter(|leader| lines[*leader].0.key == key);
        // A phrase around a word or phrase that stands higher.
        if let Some(leader) = inner(scored.key).find_map(is_whole) {
            return Some(leader);
        }
        // A compound with a word that stands higher.
        let [Key::Word(number)] = scored.key else { return None };
        let known = |part: &str| self.vocabulary.knows(part);
        let parts = parts(&self.vocabulary.word(*number).root, known);
        parts.into_iter().filter_map(|part| self.vocabulary.number(part)).find_map(|part| is_whole(&[Key::Word(part)]))
    }

    fn line(&self, scored: Scored<'_>, mut related: Vec<Occurring>) -> (Suggestion, Vec<Place>) {
        let Scored { key, candidate, score, g2, near } = scored;
        let sums = self.sums;
        related.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
        related.truncate(MAX_RELATED);
        let forms = forms(candidate);
        let ratio =
            log_ratio(candidate.with_concepts, sums.words_with_concepts, candidate.elsewhere, sums.words_elsewhere);
        let mut examples = candidate.examples.clone();
        examples.sort_by_key(|place| (place.document, place.passage));
        let suggestion = Suggestion {
            text: forms.first().map_or_else(String::new, |form| form.text.clone()),
            words: key.len() as u64,
            score: rounded(score),
            count: candidate.count(),
            with_concepts: candidate.with_concepts,
            documents: u64::from(candidate.documents),
            funds: candidate.funds.iter().map(|fund| self.funds[*fund as usize].clone()).collect(),
            g2: rounded(g2),
            log_ratio: rounded(ratio),
            near: near.into_iter().map(|near| self.told(near)).collect(),
            forms,
            related,
            examples: Vec::new(),
        };
        (suggestion, examples)
    }

    fn told(&self, near: Nearness) -> Near {
        let concept: &Concept = &self.taxonomy.concepts()[near.concept as usize];
        Near {
            concept: concept.id().clone(),
            nl: concept.label().nl().to_owned(),
            en: concept.label().en().to_owned(),
            passages: near.together.map_or(0, |t| t.both),
            pmi: near.together.map(|t| rounded(t.pmi())),
            log_dice: near.together.map(|t| rounded(t.log_dice())),
            g2: near.together.map_or(0.0, |t| rounded(t.signed_g2())),
            shares: near.shares,
        }
    }
}

/// The words and shorter phrases within a phrase, edges of common words left out.
fn inner(key: &[Key]) -> impl Iterator<Item = &[Key]> {
    let word = |key: &Key| matches!(key, Key::Word(_));
    (1..key.len())
        .rev()
        .flat_map(move |length| key.windows(length))
        .filter(move |part| part.first().is_some_and(word) && part.last().is_some_and(word))
}

fn forms(candidate: &Candidate) -> Vec<Occurring> {
    let mut forms: Vec<Occurring> =
        candidate.forms.iter().map(|(text, count)| Occurring { text: text.clone(), count: *count }).collect();
    forms.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
    forms
}

fn occurring(candidate: &Candidate) -> Occurring {
    let text = forms(candidate).into_iter().next().map_or_else(String::new, |form| form.text);
    Occurring { text, count: candidate.count() }
}

/// Two decimals, so that the last digit of a logarithm does not tell machines apart; never −0.
fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0 + 0.0
}
