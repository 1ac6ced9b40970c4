use std::ops::Range;

use super::clause::{Clauses, LONGEST};
use super::rules::{Effect, Element, Kind, Role, Rule, is_at};

/// A cue found in a passage: its words are the tokens `start..end`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cue {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The words in between that are not its own: "gaat een leergang ontwikkelen".
    pub(crate) skipped: Range<usize>,
    /// The number of its rule.
    pub(crate) rule: usize,
}

impl Clauses<'_, '_> {
    pub(super) fn rule(&self, cue: &Cue) -> &Rule {
        &self.set.rules[cue.rule]
    }

    /// The cues of a kind in order: of several that start at one place the longest, and none within another. What only
    /// looks like a cue goes before what is one, and takes the words it consists of.
    pub(super) fn cues(&self, kind: Kind) -> Vec<Cue> {
        let mut cues = Vec::new();
        let mut at = 0;
        while at < self.sentence.len() {
            match self.cue_at(kind, at) {
                Some(cue) => {
                    // What stands in a gap can be a cue of its own.
                    at = if cue.skipped.is_empty() { cue.end.max(at + 1) } else { cue.skipped.start.max(at + 1) };
                    cues.push(cue);
                }
                None => at += 1,
            }
        }
        cues
    }

    fn cue_at(&self, kind: Kind, at: usize) -> Option<Cue> {
        let patterns = self.entry(at)?.cues(kind);
        if patterns.is_empty() || self.sentence.is_mention(at) {
            return None;
        }
        let found = patterns.iter().filter_map(|number| {
            let pattern = &self.set.patterns[*number];
            let is_none = self.set.rules[pattern.rule].effect == Effect::None;
            let mut skipped = 0..0;
            let end = self.end_of(&pattern.elements, is_none, at, &mut skipped)?;
            // What needs the end of the clause says more than what does not; the first of the file wins a tie.
            let at_end = matches!(pattern.elements.last(), Some(Element::End));
            let cue = Cue { start: at, end, skipped, rule: pattern.rule };
            Some(((is_none, end, at_end, std::cmp::Reverse(*number)), cue))
        });
        found.max_by_key(|(rank, _)| *rank).map(|(_, cue)| cue)
    }

    /// The place after the words of a cue that starts here. Of a gap as few words are taken as will do; only what is
    /// no cue after all may have concepts in a short one ("geen innovatie zonder scholing").
    fn end_of(
        &self,
        elements: &[Element],
        over_mentions: bool,
        at: usize,
        skipped: &mut Range<usize>,
    ) -> Option<usize> {
        let sentence = self.sentence;
        let Some((first, rest)) = elements.split_first() else { return Some(at) };
        match first {
            Element::Word(word) if is_at(word, sentence, at) => self.end_of(rest, over_mentions, at + 1, skipped),
            // "Besproken, maar niet aangeboden": a comma before a border word is not written in cues.
            Element::Word(word)
                if sentence.mark(at) == Some(',') && self.is(at + 1, Role::BORDER) && is_at(word, sentence, at + 1) =>
            {
                self.end_of(rest, over_mentions, at + 2, skipped)
            }
            Element::Word(_) => None,
            Element::List(list) => {
                self.end_of(rest, over_mentions, self.entry(at)?.list_end(*list, sentence, at)?, skipped)
            }
            Element::Gap(words) => {
                let is_free = |at: &usize| sentence.word(*at).is_some() && (over_mentions || !sentence.is_mention(*at));
                let free = (at..at + words).take_while(is_free).count();
                (0..=free).find_map(|over| self.end_of(rest, over_mentions, at + over, skipped))
            }
            Element::Far => {
                let last = sentence.len().min(at + LONGEST);
                let clause = (at..last).take_while(|at| self.goes_on(*at));
                let found = std::iter::once(at).chain(clause.map(|at| at + 1));
                let (from, end) = found
                    .into_iter()
                    .find_map(|from| Some((from, self.end_of(rest, over_mentions, from, skipped)?)))?;
                *skipped = at..from;
                Some(end)
            }
            Element::Year => {
                let is_year =
                    sentence.word(at).is_some_and(|w| w.len() == 4 && (w.starts_with("19") || w.starts_with("20")));
                let is_year = is_year && sentence.word(at).is_some_and(|w| w.bytes().all(|b| b.is_ascii_digit()));
                is_year.then(|| self.end_of(rest, over_mentions, at + 1, skipped))?
            }
            Element::End => self.ends_here(at).then_some(at),
        }
    }

    /// Whether the clause goes on over this place, as far as marks and border words tell.
    fn goes_on(&self, at: usize) -> bool {
        match self.sentence.mark(at) {
            Some(';' | ':') => false,
            Some(_) => !self.sentence.ends_sentence(at) && !self.sentence.is_dash(at),
            None => {
                let ends = self.is(at, Role::BACKWARD_BORDER) && !self.is(at, Role::COORDINATOR);
                self.sentence.is_mention(at) || !ends && !self.is(at, Role::BORDER.or(Role::FINITE_VERB))
            }
        }
    }

    fn ends_here(&self, at: usize) -> bool {
        at >= self.sentence.len()
            || matches!(self.sentence.mark(at), Some('.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '"' | '”'))
            || self.sentence.is_dash(at)
            || self.is(at, Role::BORDER)
    }
}
