//! Whether a passage affirms a concept or negates it.
//!
//! In the manner of NegEx: cues, what looks like a cue and is none, and scopes that end at the borders of clauses. The
//! words are data (`data/nl.toml`, `data/en.toml`, which say what each entry means); here is only how they are read.

mod clause;
mod cues;
mod rules;
mod scope;
mod sentence;

use fundscan_model::{ByteSpan, Mark, Says};
use fundscan_taxonomy::Folded;

use crate::find::Candidate;
use clause::Clauses;
use rules::RuleSet;
use sentence::Sentence;

/// The rules of every language.
#[derive(Debug)]
pub(crate) struct Negation {
    sets: Vec<RuleSet>,
}

impl Negation {
    pub(crate) fn builtin() -> Self {
        let sets = [include_str!("../data/nl.toml"), include_str!("../data/en.toml")];
        Self { sets: sets.map(|text| RuleSet::read(text).expect("a test reads the rules")).into() }
    }

    /// Words of which every text with a cue holds at least one.
    pub(crate) fn triggers(&self) -> impl Iterator<Item = &str> {
        self.sets.iter().flat_map(RuleSet::triggers)
    }

    /// For each mention, given by span, what negates it.
    pub(crate) fn negated(
        &self,
        text: &str,
        folded: &Folded,
        mentions: &[Candidate],
        gaps: &[Vec<ByteSpan>],
    ) -> Vec<Option<Mark>> {
        let sentence = Sentence::new(text, folded, mentions, gaps);
        let mut negated = vec![None; mentions.len()];
        // The language with most frequent words; where nothing tells the languages apart, each may be meant.
        let frequent: Vec<usize> =
            self.sets.iter().map(|set| sentence.count(|word| set.is_function_word(word))).collect();
        let most = frequent.iter().max().copied().unwrap_or_default();
        for (set, _) in self.sets.iter().zip(frequent).filter(|(_, count)| *count == most) {
            let clauses = Clauses::new(set, &sentence);
            for cue in set.cues(&sentence) {
                let Some(span) = sentence.span(cue.start..cue.end) else { continue };
                let mut negate = |mention: usize| {
                    negated[mention].get_or_insert_with(|| Mark {
                        says: Says::Negated,
                        rule: set.names[cue.rule].clone(),
                        cue: text[span.range()].to_owned(),
                        span: Some(span),
                    });
                };
                // "Sturen niet zelf hun loopbaan": the cue stands in the gap of the mention.
                sentence.mentions_around(cue.start).for_each(&mut negate);
                for tokens in clauses.scope(&cue) {
                    sentence.mentions_in(tokens).for_each(&mut negate);
                }
            }
        }
        negated
    }
}

#[cfg(test)]
mod tests;
