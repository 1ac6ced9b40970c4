use std::ops::Range;

use super::cues::Cue;
use super::rules::{Effect, Phrases, Reach, RuleSet};
use super::sentence::Sentence;

/// The number of words a cue reaches at most. A clause without any border of that length is no clause but a run of
/// table cells or the like, and nothing is known of it.
const CLAUSE: usize = 30;

/// The number of words a cue reaches that stands for a phrase only.
const PHRASE: usize = 10;

/// Where the cues of a passage reach.
pub(crate) struct Scopes<'s, 't> {
    set: &'s RuleSet,
    sentence: &'s Sentence<'t>,
}

/// A scope that runs forward.
struct Forward {
    end: usize,
    /// Where a list begins that goes on after the end of the sentence.
    continued: Option<usize>,
}

impl<'s, 't> Scopes<'s, 't> {
    pub(crate) fn new(set: &'s RuleSet, sentence: &'s Sentence<'t>) -> Self {
        Self { set, sentence }
    }

    /// The tokens that a cue negates.
    pub(crate) fn of(&self, cue: &Cue) -> Vec<Range<usize>> {
        let forward = self.forward(cue.end, cue.reach);
        let ahead = cue.end..forward.end;
        let behind = self.behind_verb(self.backward(cue.start), cue.start);
        match cue.effect {
            Effect::None => Vec::new(),
            Effect::Forward => vec![ahead],
            // "Er wordt niet gesproken over X": what is behind is empty, what follows is meant.
            Effect::Backward if !cue.at_end && !self.holds(&behind) => vec![ahead],
            Effect::Backward => vec![behind, self.continuation(&forward)],
            Effect::Around => match self.around(cue, &ahead, &behind) {
                true => vec![ahead],
                false => vec![behind, self.continuation(&forward)],
            },
            Effect::Object | Effect::Topic => {
                let own = cue.start..cue.end;
                if self.is(&self.set.object_prepositions, cue.end) {
                    return vec![own, ahead];
                }
                let named =
                    cue.effect == Effect::Object || self.is(&self.set.topic_prepositions, self.backward(cue.start));
                if named && self.holds(&behind) {
                    vec![own, behind, self.continuation(&forward)]
                } else {
                    vec![own, ahead]
                }
            }
        }
    }

    /// Whether a cue that can reach both ways reaches ahead.
    fn around(&self, cue: &Cue, ahead: &Range<usize>, behind: &Range<usize>) -> bool {
        if !self.holds(ahead) || self.is(&self.set.adjunct_prepositions, cue.end) {
            return false;
        }
        !self.holds(behind) || self.is(&self.set.adjunct_starters, self.backward(cue.start))
    }

    fn continuation(&self, forward: &Forward) -> Range<usize> {
        forward.continued.map_or(0..0, |start| start..forward.end)
    }

    fn holds(&self, tokens: &Range<usize>) -> bool {
        !self.sentence.mentions_in(tokens.clone()).is_empty()
    }

    fn is(&self, phrases: &Phrases, at: usize) -> bool {
        phrases.is_at(self.sentence, at)
    }

    /// The same for words outside of mentions.
    fn is_plain(&self, phrases: &Phrases, at: usize) -> bool {
        !self.sentence.is_mention(at) && self.is(phrases, at)
    }

    fn forward(&self, from: usize, reach: Reach) -> Forward {
        let limit = if reach == Reach::Phrase { PHRASE } else { CLAUSE };
        let (mut depth, mut words, mut met, mut continued) = (0_usize, 0, false, None);
        let mut at = from;
        while at < self.sentence.len() && words <= limit {
            let mut next = at + 1;
            let stops = match self.sentence.mark(at) {
                Some('(' | '[') => {
                    depth += 1;
                    false
                }
                Some(')' | ']') if depth > 0 => {
                    depth -= 1;
                    false
                }
                Some(')' | ']') => !self.sentence.is_enumerated(at - 1),
                Some(';') => !self.sentence.is_enumerated(at + 1),
                Some(',') => self.clause_starts(at + 1),
                // What has met no concept before a colon meets it in the list behind.
                Some(mark @ (':' | '.' | '!' | '?')) if mark == ':' || self.sentence.ends_sentence(at) => {
                    match self.set.continuations.end_at(self.sentence, at + 1) {
                        Some(list) => {
                            continued = continued.or(Some(list));
                            words = 0;
                            next = list;
                            false
                        }
                        None => mark != ':' || met && !self.sentence.is_enumerated(at + 1),
                    }
                }
                Some(_) => self.sentence.is_dash(at),
                None if self.sentence.is_mention(at) => {
                    met = true;
                    words += 1;
                    false
                }
                None => {
                    words += 1;
                    let coordinated = self.set.coordinators.end_at(self.sentence, at);
                    self.is(&self.set.borders, at)
                        || coordinated.is_some_and(|after| self.clause_starts(after))
                        || reach == Reach::Phrase && self.is(&self.set.verbs, at)
                }
            };
            if stops {
                break;
            }
            at = next;
        }
        Forward { end: at.min(self.sentence.len()), continued }
    }

    /// Whether a new clause starts behind a comma or coordinator, rather than the next item of a list.
    fn clause_starts(&self, from: usize) -> bool {
        if self.is_plain(&self.set.clause_starters, from) || self.is_plain(&self.set.finite_verbs, from) {
            return true;
        }
        // "…, betaalt het fonds": a verb with its subject behind it, whichever verb it is.
        if self.sentence.plain_word(from).is_some()
            && !self.is(&self.set.not_inverted, from)
            && self.is_plain(&self.set.inverted_subjects, from + 1)
        {
            return true;
        }
        let segment = || (from..self.sentence.len().min(from + CLAUSE)).take_while(|at| !self.ends_segment(*at));
        let last = segment().last();
        // A verb that stands last is the verb of the clause we are in.
        let verb = segment().any(|at| self.is_plain(&self.set.finite_verbs, at) && Some(at) != last);
        // An affirmer may be the border the item ends with.
        verb || segment().chain(last.map(|at| at + 1)).any(|at| self.is_plain(&self.set.affirmers, at))
    }

    fn ends_segment(&self, at: usize) -> bool {
        matches!(self.sentence.mark(at), Some(',' | ';' | ':' | '(' | ')'))
            || self.sentence.ends_sentence(at)
            || self.sentence.is_dash(at)
            || self.sentence.mark(at) == Some('.') && at + 1 == self.sentence.len()
            || self.is_plain(&self.set.borders, at)
    }

    /// The start of the clause that ends at `to`.
    fn backward(&self, to: usize) -> usize {
        let mut depth = 0_usize;
        let mut start = to;
        while start > 0 && to - start < CLAUSE {
            let at = start - 1;
            let stops = match self.sentence.mark(at) {
                Some(')' | ']') => {
                    depth += 1;
                    false
                }
                Some('(' | '[') if depth > 0 => {
                    depth -= 1;
                    false
                }
                Some('(' | '[' | ';' | ':') => true,
                Some(',') => self.is_clause_before(at),
                Some(_) => self.sentence.ends_sentence(at) || self.sentence.is_dash(at),
                None if self.sentence.is_mention(at) => false,
                None => {
                    let border = [&self.set.borders, &self.set.backward_borders].iter().any(|b| self.is(b, at));
                    let coordinated = self.set.coordinators.end_at(self.sentence, at);
                    border || coordinated.is_some_and(|after| self.is_plain(&self.set.finite_verbs, after))
                }
            };
            if stops {
                break;
            }
            start = at;
        }
        start
    }

    /// Whether a clause ends at this comma, rather than an item of a list.
    fn is_clause_before(&self, comma: usize) -> bool {
        let first = (comma.saturating_sub(CLAUSE)..comma).rev().take_while(|at| !self.ends_segment(*at)).last();
        let Some(first) = first else { return true };
        self.is_plain(&self.set.clause_starters, first)
            || (first..comma).any(|at| self.is_plain(&self.set.finite_verbs, at))
    }

    /// Of the clause before a cue the part the cue is about: what stands between the verb and the cue if that names a
    /// concept, else what stands before the verb.
    fn behind_verb(&self, start: usize, end: usize) -> Range<usize> {
        match (start..end).rev().find(|at| self.is_plain(&self.set.verbs, *at)) {
            Some(verb) if self.holds(&(verb..end)) => verb..end,
            Some(verb) => start..verb,
            None => start..end,
        }
    }
}
