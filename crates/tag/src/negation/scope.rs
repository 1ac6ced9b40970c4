use std::ops::Range;

use super::clause::{Clauses, Forward, LONGEST};
use super::cues::Cue;
use super::rules::{Effect, Reach, Role};

/// The number of words a cue reaches that stands for a phrase only.
const PHRASE: usize = 10;

impl Clauses<'_, '_> {
    /// The tokens that a cue negates.
    pub(super) fn scope(&self, cue: &Cue) -> Vec<Range<usize>> {
        let phrase = cue.reach == Reach::Phrase;
        let forward = self.forward(cue.end, if phrase { PHRASE } else { LONGEST }, phrase);
        let ahead = cue.end..forward.end;
        if cue.effect == Effect::Forward {
            return vec![ahead];
        }
        let start = self.backward(cue.start);
        let behind = self.behind_verb(start, cue.start);
        match cue.effect {
            Effect::None | Effect::Forward => vec![ahead],
            // "Er wordt niet gesproken over X": what is behind is empty, what follows is meant.
            Effect::Backward if !cue.at_end && !self.holds_mention(&behind) => vec![ahead],
            Effect::Backward => vec![behind, continuation(&forward)],
            Effect::Around if self.is_ahead(cue, start, &ahead, &behind) => vec![ahead],
            Effect::Around => vec![behind, continuation(&forward)],
            Effect::Object | Effect::Topic => {
                let own = cue.start..cue.end;
                let named = cue.effect == Effect::Object || self.is(start, Role::TOPIC_PREPOSITION);
                if named && !self.is(cue.end, Role::OBJECT_PREPOSITION) && self.holds_mention(&behind) {
                    vec![own, behind, continuation(&forward)]
                } else {
                    vec![own, ahead]
                }
            }
        }
    }

    /// Whether a cue that can reach both ways reaches ahead.
    fn is_ahead(&self, cue: &Cue, start: usize, ahead: &Range<usize>, behind: &Range<usize>) -> bool {
        self.holds_mention(ahead)
            && !self.is(cue.end, Role::ADJUNCT_PREPOSITION)
            && (!self.holds_mention(behind) || self.is(start, Role::ADJUNCT_STARTER))
    }

    /// Of the clause before a cue the part the cue is about: what stands between the verb and the cue if that names a
    /// concept, else what stands before the verb.
    fn behind_verb(&self, start: usize, end: usize) -> Range<usize> {
        match (start..end).rev().find(|at| self.is_plain(*at, Role::VERB)) {
            Some(verb) if self.holds_mention(&(verb..end)) => verb..end,
            Some(verb) => start..verb,
            None => start..end,
        }
    }
}

fn continuation(forward: &Forward) -> Range<usize> {
    forward.continued.map_or(0..0, |start| start..forward.end)
}
