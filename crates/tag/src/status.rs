//! Whether a passage affirms a concept or negates it, when it takes place, and whether that is said with reserve.
//!
//! In the manner of NegEx and ConText: cues, what looks like a cue and is none, and scopes that end at the borders of
//! clauses. The words are data (`data/nl.toml`, `data/en.toml`, which say what each entry means); here is only how they
//! are read.

mod clause;
mod cues;
mod list;
mod rules;
mod scope;
mod sentence;
mod verbs;

use fundscan_model::{ByteSpan, Mark, Says, Time};
use fundscan_taxonomy::Folded;

use crate::find::Candidate;
use crate::lead::Lead;
use clause::Clauses;
use cues::Cue;
use rules::{Effect, Kind, RuleSet};
use sentence::Sentence;

/// The rules of every language.
#[derive(Debug)]
pub(crate) struct Rules {
    sets: Vec<RuleSet>,
}

/// What the words beside a mention say of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Said {
    pub(crate) status: Option<Mark>,
    pub(crate) time: Option<Mark>,
    pub(crate) reserve: Option<Mark>,
}

impl Said {
    pub(crate) fn negated(&self) -> bool {
        self.status.as_ref().is_some_and(|mark| mark.says == Says::Negated)
    }

    pub(crate) fn time(&self) -> Option<Time> {
        match self.time.as_ref()?.says {
            Says::Planned => Some(Time::Planned),
            Says::Ongoing => Some(Time::Ongoing),
            Says::Past => Some(Time::Past),
            Says::Affirmed | Says::Negated | Says::Hedged => None,
        }
    }

    pub(crate) fn into_marks(self) -> Vec<Mark> {
        [self.status, self.time, self.reserve].into_iter().flatten().collect()
    }
}

impl Rules {
    pub(crate) fn builtin() -> Self {
        let sets = [include_str!("../data/nl.toml"), include_str!("../data/en.toml")];
        Self { sets: sets.map(|text| RuleSet::read(text).expect("a test reads the rules")).into() }
    }

    /// What is said of each mention.
    pub(crate) fn said(
        &self,
        text: &str,
        folded: &Folded,
        mentions: &[Candidate],
        gaps: &[Vec<ByteSpan>],
        lead: Option<Lead<'_>>,
    ) -> Vec<Said> {
        let sentence = Sentence::new(text, folded, mentions, gaps);
        let mut said = vec![Said::default(); mentions.len()];
        for clauses in self.readings(&sentence) {
            status(&clauses, text, &mut said);
            if let Some(lead) = lead {
                self.go_on(&clauses, lead, &mut said);
            }
            time(&clauses, text, &mut said);
            reserve(&clauses, text, &mut said);
        }
        said
    }

    /// A passage as its language has it: the one with most frequent words; where nothing tells the languages apart,
    /// each may be meant.
    fn readings<'s, 't>(&'s self, sentence: &'s Sentence<'t>) -> impl Iterator<Item = Clauses<'s, 't>> {
        let entries: Vec<_> = self.sets.iter().map(|set| set.entries(sentence)).collect();
        let most = entries.iter().map(|e| RuleSet::count_function_words(e)).max().unwrap_or_default();
        let meant = self.sets.iter().zip(entries).filter(move |(_, e)| RuleSet::count_function_words(e) == most);
        meant.map(|(set, entries)| Clauses::new(set, sentence, entries))
    }
}

fn mark(clauses: &Clauses<'_, '_>, text: &str, cue: &Cue, says: Says) -> Option<Mark> {
    let words = |tokens| clauses.sentence.span(tokens).map(|span| &text[span.range()]);
    let span = clauses.sentence.span(cue.start..cue.end)?;
    let cue_text = match cue.skipped.is_empty() {
        true => text[span.range()].to_owned(),
        false => format!("{} … {}", words(cue.start..cue.skipped.start)?, words(cue.skipped.end..cue.end)?),
    };
    Some(Mark { says, rule: clauses.rule(cue).name.clone(), cue: cue_text, span: Some(span) })
}

/// One negation is enough. What only looks like one is told where none is.
fn status(clauses: &Clauses<'_, '_>, text: &str, said: &mut [Said]) {
    for cue in clauses.cues(Kind::Status) {
        let says = match clauses.rule(&cue).effect {
            Effect::None => Says::Affirmed,
            _ => Says::Negated,
        };
        let mut meets = |mention: usize| {
            let status = &mut said[mention].status;
            if status.as_ref().is_none_or(|known| known.says == Says::Affirmed && says == Says::Negated) {
                *status = mark(clauses, text, &cue, says);
            }
        };
        // "Sturen niet zelf hun loopbaan": the cue stands in the gap of the mention.
        if says == Says::Negated {
            clauses.sentence.mentions_around(cue.start).for_each(&mut meets);
        }
        clauses.met_by(&cue).for_each(&mut meets);
    }
}

/// Of several cues the one whose rule stands first counts, and of one rule's the nearest.
fn time(clauses: &Clauses<'_, '_>, text: &str, said: &mut [Said]) {
    let mut best: Vec<Option<(usize, usize)>> = vec![None; said.len()];
    for cue in clauses.cues(Kind::Time).iter().filter(|cue| clauses.rule(cue).effect != Effect::None) {
        for mention in clauses.met_by(cue) {
            let rank = (cue.rule, clauses.sentence.start(mention).abs_diff(cue.start));
            if best[mention].is_none_or(|known| rank < known) {
                best[mention] = Some(rank);
                said[mention].time = mark(clauses, text, cue, clauses.rule(cue).says);
            }
        }
    }
}

fn reserve(clauses: &Clauses<'_, '_>, text: &str, said: &mut [Said]) {
    for cue in clauses.cues(Kind::Reserve).iter().filter(|cue| clauses.rule(cue).effect != Effect::None) {
        for mention in clauses.met_by(cue) {
            let reserve = &mut said[mention].reserve;
            *reserve = reserve.take().or_else(|| mark(clauses, text, cue, Says::Hedged));
        }
    }
}

#[cfg(test)]
mod tests;
