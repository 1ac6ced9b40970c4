//! Lists that go on with what the passage before them said: "Er is weinig aandacht voor:" and then its items.

use fundscan_model::{Mark, Says};
use fundscan_taxonomy::Folded;

use super::clause::{Clauses, LONGEST};
use super::rules::{Effect, Kind, Reach, Role};
use super::sentence::Sentence;
use super::{Rules, Said, mark};
use crate::lead::Lead;

/// The bytes of a passage, from its end, that are looked at for what it says of a list behind it. A sentence that says
/// it is shorter; and a long passage before many items is then not read again and again.
const LEAD_BYTES: usize = 1000;

impl Rules {
    /// Whether a passage starts as what goes on with the one before: "Het gaat om", "(a)", "–".
    pub(crate) fn goes_on(&self, text: &str) -> bool {
        // Enough for the longest of the phrases.
        let start = text.char_indices().nth(80).map_or(text, |(end, _)| &text[..end]);
        let folded = Folded::new(start);
        let sentence = Sentence::new(start, &folded, &[], &[]);
        sentence.list_mark().is_some() || self.sets.iter().any(|set| set.continuations.end_at(&sentence, 0).is_some())
    }

    /// Says of the mentions of a list what its lead says.
    pub(super) fn go_on(&self, clauses: &Clauses<'_, '_>, lead: Lead<'_>, said: &mut [Said]) {
        let phrase = clauses.set.continuations.end_at(clauses.sentence, 0);
        let item =
            clauses.sentence.list_mark().or(lead.is_item.then_some(0)).filter(|_| lead.text.trim_end().ends_with(':'));
        // "Het gaat om" has its verb; behind "bijvoorbeeld" another sentence can start.
        let has_verb = phrase.is_some_and(|end| end > 1);
        let Some(start) = phrase.or(item).filter(|start| has_verb || !clauses.states(*start)) else { return };
        let Some(carried) = self.carried(lead.text) else { return };
        let end = clauses.forward(start, Reach::Clause).end;
        for mention in clauses.sentence.mentions_in(start..end) {
            if said[mention].status.as_ref().is_none_or(|mark| mark.says == Says::Affirmed) {
                said[mention].status = Some(carried.clone());
            }
        }
    }

    /// What negates a list behind a passage: a cue that reaches to the end of it.
    fn carried(&self, lead: &str) -> Option<Mark> {
        let cut = lead.len().saturating_sub(LEAD_BYTES);
        let text = &lead[(cut..).find(|at| lead.is_char_boundary(*at))?..];
        let folded = Folded::new(text);
        let sentence = Sentence::new(text, &folded, &[], &[]);
        let mut carried = None;
        for clauses in self.readings(&sentence) {
            for cue in clauses.cues(Kind::Status) {
                let rule = clauses.rule(&cue);
                let forward = clauses.forward(cue.end, rule.reach);
                if rule.effect != Effect::None && forward.carries && forward.end + 1 >= sentence.len() {
                    carried = mark(&clauses, text, &cue, Says::Negated);
                }
            }
        }
        carried.map(|mark| Mark { span: None, ..mark })
    }
}

impl Clauses<'_, '_> {
    /// Whether an item says something by itself, rather than to name what its lead speaks of.
    fn states(&self, from: usize) -> bool {
        let end = self.sentence.len().min(from + LONGEST);
        let last = (from..end).rfind(|at| self.sentence.word(*at).is_some()).unwrap_or(from);
        (from..last).any(|at| self.is_plain(at, Role::FINITE_VERB))
    }
}
