use std::ops::Range;

use super::rules::{Role, RuleSet};
use super::sentence::Sentence;

/// The number of words a clause is taken to have at most. What runs on without any border is no clause but a row of
/// table cells or the like, and nothing is known of it.
pub(super) const LONGEST: usize = 30;

/// A passage with the part that each word plays in it, told once: where clauses start and end.
pub(super) struct Clauses<'s, 't> {
    pub(super) sentence: &'s Sentence<'t>,
    set: &'s RuleSet,
    /// For each token the roles of the words and phrases that start there.
    roles: Vec<Role>,
}

/// A scope that runs forward.
pub(super) struct Forward {
    pub(super) end: usize,
    /// Where a list begins that goes on after the end of the sentence.
    pub(super) continued: Option<usize>,
}

impl<'s, 't> Clauses<'s, 't> {
    pub(super) fn new(set: &'s RuleSet, sentence: &'s Sentence<'t>) -> Self {
        let roles = (0..sentence.len()).map(|at| set.roles_at(sentence, at)).collect();
        Self { sentence, set, roles }
    }

    /// Whether a word or phrase with one of the roles starts here.
    pub(super) fn is(&self, at: usize, role: Role) -> bool {
        self.roles.get(at).is_some_and(|roles| roles.meets(role))
    }

    /// The same for words outside of mentions.
    pub(super) fn is_plain(&self, at: usize, role: Role) -> bool {
        self.is(at, role) && !self.sentence.is_mention(at)
    }

    pub(super) fn holds_mention(&self, tokens: &Range<usize>) -> bool {
        !self.sentence.mentions_in(tokens.clone()).is_empty()
    }

    /// Where the clause ends that goes on at `from`, after `limit` words at most, and at a verb if `to_verb`.
    pub(super) fn forward(&self, from: usize, limit: usize, to_verb: bool) -> Forward {
        let (mut depth, mut words, mut met, mut continued) = (0_usize, 0, false, None);
        let mut at = from;
        let mut last = self.sentence.len().min(from + 4 * limit);
        while at < last && words <= limit {
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
                Some(')' | ']') => at == 0 || !self.sentence.is_enumerated(at - 1),
                Some(';') => !self.sentence.is_enumerated(at + 1),
                Some(',') => self.clause_starts(at + 1),
                Some(mark @ (':' | '.' | '!' | '?')) if mark == ':' || self.sentence.ends_sentence(at) => {
                    let list = self.set.continuations.end_at(self.sentence, at + 1);
                    match list.filter(|_| continued.is_none()) {
                        Some(list) => {
                            continued = Some(list);
                            words = 0;
                            last = self.sentence.len().min(list + 4 * limit);
                            next = list;
                            false
                        }
                        // What has met no concept before a colon meets it in the list behind.
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
                    self.is(at, Role::BORDER)
                        || self.is(at, Role::COORDINATOR) && self.clause_starts(self.after_coordinator(at))
                        || to_verb && self.is(at, Role::VERB)
                }
            };
            if stops {
                break;
            }
            at = next;
        }
        Forward { end: at.min(self.sentence.len()), continued }
    }

    /// The start of the clause that ends at `to`.
    pub(super) fn backward(&self, to: usize) -> usize {
        let mut depth = 0_usize;
        let mut start = to;
        while start > 0 && to - start < LONGEST {
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
                    self.is(at, Role::BORDER.or(Role::BACKWARD_BORDER))
                        || self.is(at, Role::COORDINATOR)
                            && self.is_plain(self.after_coordinator(at), Role::FINITE_VERB)
                }
            };
            if stops {
                break;
            }
            start = at;
        }
        start
    }

    fn after_coordinator(&self, at: usize) -> usize {
        self.set.coordinators.end_at(self.sentence, at).unwrap_or(at + 1)
    }

    /// Whether a new clause starts behind a comma or coordinator, rather than the next item of a list.
    fn clause_starts(&self, from: usize) -> bool {
        if self.is_plain(from, Role::CLAUSE_STARTER.or(Role::FINITE_VERB)) {
            return true;
        }
        // "…, betaalt het fonds": a verb with its subject behind it, whichever verb it is.
        if self.sentence.plain_word(from).is_some()
            && !self.is(from, Role::NOT_INVERTED)
            && self.is_plain(from + 1, Role::INVERTED_SUBJECT)
        {
            return true;
        }
        let end = self.sentence.len().min(from + LONGEST);
        let segment = from..(from..end).find(|at| self.ends_segment(*at)).unwrap_or(end);
        // A verb that stands last is the verb of the clause we are in. An affirmer may be the border the item ends with.
        let before_last = segment.start..segment.end.saturating_sub(1).max(segment.start);
        before_last.into_iter().any(|at| self.is_plain(at, Role::FINITE_VERB))
            || (segment.start..=segment.end).any(|at| self.is_plain(at, Role::AFFIRMER))
    }

    fn ends_segment(&self, at: usize) -> bool {
        matches!(self.sentence.mark(at), Some(',' | ';' | ':' | '(' | ')'))
            || self.sentence.ends_sentence(at)
            || self.sentence.is_dash(at)
            || self.sentence.mark(at) == Some('.') && at + 1 == self.sentence.len()
            || self.is_plain(at, Role::BORDER)
    }

    /// Whether a clause ends at this comma, rather than an item of a list.
    fn is_clause_before(&self, comma: usize) -> bool {
        let first = (comma.saturating_sub(LONGEST)..comma).rev().take_while(|at| !self.ends_segment(*at)).last();
        let Some(first) = first else { return true };
        self.is_plain(first, Role::CLAUSE_STARTER) || (first..comma).any(|at| self.is_plain(at, Role::FINITE_VERB))
    }
}
