use super::rules::{CuePattern, Effect, Element, Reach, Role, RuleSet, is_at};
use super::sentence::Sentence;

/// A cue found in a passage: its words are the tokens `start..end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cue {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) effect: Effect,
    pub(crate) reach: Reach,
    /// The number of its rule.
    pub(crate) rule: usize,
}

impl RuleSet {
    /// The cues of a passage in order: of several that start at one place the longest, and none within another. What
    /// only looks like a cue goes before what is one, and is left out with the words it consists of.
    pub(crate) fn cues(&self, sentence: &Sentence<'_>) -> Vec<Cue> {
        let mut cues = Vec::new();
        let mut at = 0;
        while at < sentence.len() {
            match self.cue_at(sentence, at) {
                Some(cue) => {
                    at = cue.end.max(at + 1);
                    if cue.effect != Effect::None {
                        cues.push(cue);
                    }
                }
                None => at += 1,
            }
        }
        cues
    }

    fn cue_at(&self, sentence: &Sentence<'_>, at: usize) -> Option<Cue> {
        let patterns = self.by_word.get(sentence.plain_word(at)?)?;
        let found = patterns.iter().filter_map(|number| {
            let CuePattern { elements, effect, reach, rule } = &self.patterns[*number];
            let end = self.end_of(elements, *effect == Effect::None, sentence, at)?;
            // What needs the end of the clause says more than what does not; the first of the file wins a tie.
            let at_end = matches!(elements.last(), Some(Element::End));
            let cue = Cue { start: at, end, effect: *effect, reach: *reach, rule: *rule };
            Some(((*effect == Effect::None, end, at_end, std::cmp::Reverse(*number)), cue))
        });
        found.max_by_key(|(rank, _)| *rank).map(|(_, cue)| cue)
    }

    /// The place after the words of a cue that starts here. Of a gap as few words are taken as will do; only what is
    /// no negation after all may have concepts in it ("geen innovatie zonder scholing").
    fn end_of(&self, elements: &[Element], over_mentions: bool, sentence: &Sentence<'_>, at: usize) -> Option<usize> {
        let Some((first, rest)) = elements.split_first() else { return Some(at) };
        match first {
            Element::Word(word) if is_at(word, sentence, at) => self.end_of(rest, over_mentions, sentence, at + 1),
            Element::Word(_) => None,
            Element::List(list) => self.end_of(rest, over_mentions, sentence, self.lists[*list].end_at(sentence, at)?),
            Element::Gap(words) => {
                let is_free = |at: &usize| sentence.word(*at).is_some() && (over_mentions || !sentence.is_mention(*at));
                let free = (at..at + words).take_while(is_free).count();
                (0..=free).find_map(|skipped| self.end_of(rest, over_mentions, sentence, at + skipped))
            }
            Element::End => self.ends_clause(sentence, at).then_some(at),
        }
    }

    fn ends_clause(&self, sentence: &Sentence<'_>, at: usize) -> bool {
        at >= sentence.len()
            || matches!(sentence.mark(at), Some('.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '"' | '”'))
            || sentence.is_dash(at)
            || self.roles_at(sentence, at).meets(Role::BORDER)
    }
}
