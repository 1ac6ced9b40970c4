use std::ops::Range;

use super::clause::{Clauses, Forward};
use super::cues::Cue;
use super::rules::{Effect, Reach, Role};

impl Clauses<'_, '_> {
    /// The mentions that a cue speaks of.
    pub(super) fn met_by(&self, cue: &Cue) -> impl Iterator<Item = usize> {
        let mentions = self.scope(cue).into_iter().flat_map(|tokens| self.sentence.mentions_in(tokens));
        mentions.filter(|mention| !self.is_aside(self.sentence.start(*mention), cue.start))
    }

    /// The tokens that a cue speaks of.
    pub(super) fn scope(&self, cue: &Cue) -> Vec<Range<usize>> {
        let effect = self.rule(cue).effect;
        let forward = self.forward(cue.end, self.rule(cue).reach);
        let ahead = cue.end..forward.end;
        if effect == Effect::Forward {
            return if self.describes_actor(cue) { Vec::new() } else { vec![ahead] };
        }
        let start = self.backward(cue.start);
        if matches!(effect, Effect::Clause | Effect::None) {
            let clause = start..forward.end;
            return vec![clause];
        }
        let behind = self.behind_verb(start, cue.start);
        if effect == Effect::Both {
            return if cue.start > 0 && self.sentence.is_mention(cue.start - 1) {
                vec![behind, ahead]
            } else {
                vec![ahead]
            };
        }
        match effect {
            Effect::None | Effect::Clause | Effect::Forward | Effect::Both => vec![ahead],
            // "Er wordt niet gesproken over X": what is behind is empty, what follows is meant.
            Effect::Backward if !self.holds_mention(&behind) => vec![ahead],
            // "Dat werkt niet" denies nothing else; "vouchers bieden zij niet" does.
            Effect::Final if !self.denies_object(start, cue.start) => Vec::new(),
            Effect::Backward | Effect::Final => vec![behind, continuation(&forward)],
            Effect::Around if self.is_ahead(cue, start, &ahead, &behind) => vec![ahead],
            Effect::Around => vec![behind, continuation(&forward)],
            Effect::Object | Effect::Topic => {
                let own = cue.start..cue.end;
                let named = effect == Effect::Object || self.is(start, Role::TOPIC_PREPOSITION);
                if self.object(cue, &ahead) {
                    vec![own, ahead]
                } else if named && self.holds_mention(&behind) {
                    vec![own, behind, continuation(&forward)]
                } else if self.is_plain(cue.end, Role::PREPOSITION) {
                    // A preposition whose noun stands before ("waar zij geen gebruik van maken"), or of another phrase.
                    vec![own]
                } else {
                    vec![own, ahead]
                }
            }
        }
    }

    /// Whether a cue that reaches near only tells what kind of actor is meant: "niet sociaal innovatieve bedrijven".
    fn describes_actor(&self, cue: &Cue) -> bool {
        let after = (cue.end..self.sentence.len()).find(|at| !self.sentence.is_mention(*at));
        self.rule(cue).reach == Reach::Near && after.is_some_and(|at| at > cue.end && self.is(at, Role::ACTOR))
    }

    /// Whether a cue that can reach both ways reaches ahead.
    fn is_ahead(&self, cue: &Cue, start: usize, ahead: &Range<usize>, behind: &Range<usize>) -> bool {
        self.holds_mention(ahead)
            && !self.is(cue.end, Role::ADJUNCT_PREPOSITION)
            && (!self.holds_mention(behind) || self.is(start, Role::ADJUNCT_STARTER))
    }

    /// Whether a negation at the end of a clause denies what the clause names: "vouchers bieden zij niet", "vouchers:
    /// geen".
    fn denies_object(&self, start: usize, cue: usize) -> bool {
        (start..cue).any(|at| self.is(at, Role::FINAL_VERB))
            || cue.checked_sub(1).is_some_and(|before| self.sentence.mark(before) == Some(':'))
    }

    /// Whether what a missing noun is about follows it: "geen aandacht voor X", "weinig aandacht is er voor X", "veel
    /// minder aandacht krijgt X" (but not "dat X weinig aandacht krijgt in Y").
    fn object(&self, cue: &Cue, ahead: &Range<usize>) -> bool {
        if self.is_plain(cue.end, Role::VERB) && self.holds_mention(ahead) {
            let after = (cue.end..ahead.end).find(|at| !self.is_plain(*at, Role::VERB)).unwrap_or(ahead.end);
            if self.sentence.mark(after).is_none() && !self.is_plain(after, Role::PREPOSITION) {
                return true;
            }
        }
        let last = ahead.end.min(cue.end + 4);
        let is_plain = |at: &usize| self.sentence.plain_word(*at).is_some() && !self.is_aside(*at, cue.start);
        let plain = (cue.end..last).take_while(is_plain);
        let Some(preposition) = plain.into_iter().find(|at| self.is(*at, Role::OBJECT_PREPOSITION)) else {
            return false;
        };
        let stranded = self.is_plain(preposition + 1, Role::VERB);
        !stranded && (preposition == cue.end || self.holds_mention(&(preposition..ahead.end)))
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
