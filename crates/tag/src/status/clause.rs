use std::ops::Range;

use super::rules::{Entry, Reach, Role, RuleSet};
use super::sentence::Sentence;

/// The number of words a clause is taken to have at most. What runs on without any border is no clause but a row of
/// table cells or the like, and nothing is known of it.
pub(super) const LONGEST: usize = 30;

/// The number of words and marks that a list of lettered items is followed for.
const LIST: usize = 20 * LONGEST;

/// A passage with the part that each word plays in it, told once: where clauses start and end.
pub(super) struct Clauses<'s, 't> {
    pub(super) sentence: &'s Sentence<'t>,
    pub(super) set: &'s RuleSet,
    entries: Vec<Option<&'s Entry>>,
    /// For each token the roles of the words and phrases that start there.
    roles: Vec<Role>,
    /// For each token the number of the aside it stands in, from 1; 0 for none.
    asides: Vec<usize>,
}

/// A scope that runs forward.
pub(super) struct Forward {
    pub(super) end: usize,
    /// Where a list begins that goes on after the end of the sentence.
    pub(super) continued: Option<usize>,
    /// Whether a list behind it would go on with what the cue says: not with the noun of "dat is geen ideologie".
    pub(super) carries: bool,
}

impl<'s, 't> Clauses<'s, 't> {
    pub(super) fn new(set: &'s RuleSet, sentence: &'s Sentence<'t>, entries: Vec<Option<&'s Entry>>) -> Self {
        let roles = (0..).zip(&entries).map(|(at, entry)| RuleSet::roles_at(*entry, sentence, at)).collect();
        let mut clauses = Self { sentence, set, entries, roles, asides: Vec::new() };
        clauses.asides = clauses.find_asides();
        clauses
    }

    /// What is known of the word at a place.
    pub(super) fn entry(&self, at: usize) -> Option<&'s Entry> {
        *self.entries.get(at)?
    }

    fn find_asides(&self) -> Vec<usize> {
        let mut asides = vec![0; self.sentence.len()];
        let (mut number, mut at) = (0, 0);
        while at < asides.len() {
            let end = match self.sentence.mark(at) {
                Some(open @ ('(' | '[')) if self.is(at + 1, Role::PARENTHESIS) => {
                    let close = if open == '(' { ')' } else { ']' };
                    let last = asides.len().min(at + 4 * LONGEST);
                    (at..last).find(|at| self.sentence.mark(*at) == Some(close)).unwrap_or(at)
                }
                None if self.is_plain(at, Role::ASIDE) => {
                    let ends = |at: &usize| self.ends_segment(*at) || self.is_plain(*at, Role::VERB);
                    (at + 1..asides.len()).find(ends).unwrap_or(asides.len())
                }
                None if self.is_plain(at, Role::RELATIVE) => self.relative_end(at).unwrap_or(at),
                _ => at,
            };
            number += 1;
            asides[at..end].fill(number);
            at = end.max(at + 1);
        }
        asides
    }

    /// The end of a clause within a clause that starts here: behind the comma that the verb of the clause around it
    /// follows. What starts a sentence is within none.
    fn relative_end(&self, at: usize) -> Option<usize> {
        let before = at.checked_sub(1)?;
        let starts =
            self.sentence.ends_sentence(before) || matches!(self.sentence.mark(before), Some(':' | ';' | '(' | '['));
        let inside =
            |at: &usize| !self.sentence.ends_sentence(*at) && !matches!(self.sentence.mark(*at), Some(';' | ':'));
        let mut commas = (at + 1..self.sentence.len().min(at + LONGEST))
            .take_while(inside)
            .filter(|at| self.sentence.mark(*at) == Some(','));
        let comma = commas.find(|comma| self.is_plain(comma + 1, Role::FINITE_VERB))?;
        (!starts).then_some(comma + 1)
    }

    /// Whether a place is in an aside that another place is not in.
    pub(super) fn is_aside(&self, at: usize, from: usize) -> bool {
        let aside = |at: usize| self.asides.get(at).copied().unwrap_or_default();
        aside(at) != 0 && aside(at) != aside(from)
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

    /// Where a cue stops to reach forward that ends at `from`.
    pub(super) fn forward(&self, from: usize, reach: Reach) -> Forward {
        let mut phrase = Phrase::new(reach);
        let (mut depth, mut words, mut met, mut continued) = (0_usize, 0, false, None);
        let mut at = from;
        let mut last = self.sentence.len().min(from + 4 * LONGEST);
        while at < last && words <= LONGEST {
            let mut next = at + 1;
            if self.is_aside(at, from.saturating_sub(1)) {
                at = next;
                continue;
            }
            if self.sentence.is_enumerated(at) {
                // Each item of "(a) …, (b) …" is as long as a clause may be.
                words = 0;
                last = self.sentence.len().min(at + 4 * LONGEST).min(from + LIST);
            }
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
                    match list.filter(|_| continued.is_none() && phrase.carries()) {
                        Some(list) => {
                            continued = Some(list);
                            words = 0;
                            phrase = Phrase::new(Reach::Clause);
                            last = self.sentence.len().min(list + 4 * LONGEST);
                            next = list;
                            false
                        }
                        // What has met no concept before a colon meets it in the list behind.
                        None => mark != ':' || met && !self.sentence.is_enumerated(at + 1),
                    }
                }
                Some(_) => self.sentence.is_dash(at),
                None => {
                    words += 1;
                    met |= self.sentence.is_mention(at);
                    self.ends_clause(at) || phrase.ends(self, at)
                }
            };
            if stops {
                break;
            }
            at = next;
        }
        Forward { end: at.min(self.sentence.len()), continued, carries: phrase.carries() }
    }

    /// Whether a clause ends with the word before this one.
    fn ends_clause(&self, at: usize) -> bool {
        self.is_plain(at, Role::BORDER)
            || self.is_plain(at, Role::COORDINATOR) && self.clause_starts(self.after_coordinator(at))
    }

    /// The start of the clause that ends at `to`.
    pub(super) fn backward(&self, to: usize) -> usize {
        let mut depth = 0_usize;
        let mut start = to;
        let mut words = 0;
        while start > 0 && words < LONGEST {
            let at = start - 1;
            if self.is_aside(at, to) {
                start = at;
                continue;
            }
            words += 1;
            let stops = match self.sentence.mark(at) {
                Some(')' | ']') => {
                    depth += 1;
                    false
                }
                Some('(' | '[') if depth > 0 => {
                    depth -= 1;
                    false
                }
                // "Vouchers: geen" is one statement.
                Some(':') => start != to,
                Some('(' | '[' | ';') => true,
                Some(',') => self.is_clause_before(at, to) || self.is_main_clause(at + 1),
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

    /// Whether a clause starts here that is tied to nothing before.
    fn is_main_clause(&self, at: usize) -> bool {
        self.is_plain(at, Role::CLAUSE_STARTER) && !self.is(at, Role::CONNECTOR.or(Role::RELATIVE))
    }

    /// Whether a clause ends at this comma, rather than an item of a list.
    fn is_clause_before(&self, comma: usize, to: usize) -> bool {
        let first = (comma.saturating_sub(LONGEST)..comma).rev().take_while(|at| !self.ends_segment(*at)).last();
        let Some(first) = first else { return true };
        let has = |mut places: Range<usize>, role| places.any(|at| self.is_plain(at, role));
        self.is_plain(first, Role::CLAUSE_STARTER)
            || has(first..comma, Role::FINITE_VERB)
            // "Zij noemen X, Y noemen zij niet": each side has a verb of its own.
            || has(first..comma, Role::VERB) && has(comma + 1..to, Role::VERB)
    }
}

/// How far into its clause a cue has reached: some cues concern the noun that follows, not all that follows.
///
/// "Er is geen draagvlak voor coaching" denies support and not coaching, but "er is geen aanbod van coaching" denies
/// both: an offer, attention and the like are light nouns, and what they are about is what is missing.
struct Phrase {
    reach: Reach,
    words: usize,
    met: bool,
    light: bool,
    /// Whether the word before this one is part of a concept.
    after: bool,
}

impl Phrase {
    /// The words that may stand between a cue that reaches near and its concept.
    const NEAR: usize = 3;

    /// The words within which the actor of a clause follows its cue: "geen enkel ander fonds".
    const ACTOR: usize = 3;

    fn new(reach: Reach) -> Self {
        Self { reach, words: 0, met: false, light: false, after: false }
    }

    /// Whether what follows the noun is meant as well.
    fn carries(&self) -> bool {
        self.reach == Reach::Clause || self.met || self.light
    }

    /// Takes the next word; true where the phrase has ended before it.
    fn ends(&mut self, clauses: &Clauses<'_, '_>, at: usize) -> bool {
        self.words += 1;
        self.light |= clauses.is(at, Role::LIGHT);
        if clauses.sentence.is_mention(at) {
            self.met = true;
            self.after = true;
            return false;
        }
        let after = std::mem::take(&mut self.after);
        let preposition = clauses.is(at, Role::PREPOSITION);
        match self.reach {
            Reach::Clause => false,
            Reach::Noun => {
                if self.words <= Self::ACTOR && clauses.is(at, Role::ACTOR) {
                    // Where no one does it, it is not done, wherever the clause says what.
                    self.reach = Reach::Clause;
                }
                // "Zonder diploma de cursus volgen": an article starts another noun.
                let other = clauses.is(at, Role::VERB.or(Role::CONNECTOR).or(Role::ARTICLE)) || preposition;
                let leaves = other && self.words > 1 || clauses.is(at, Role::CONNECTOR);
                leaves && !self.light
            }
            Reach::Near => {
                let leaves = clauses.is(at, Role::VERB.or(Role::CONNECTOR)) || preposition && self.met;
                let starts = self.words > 1 || preposition || clauses.is(at, Role::ARTICLE);
                // "Niet in scholing maar": behind a concept only a list goes on.
                let follows = after && !clauses.is(at, Role::COORDINATOR);
                leaves || !starts || follows || !self.met && self.words > Self::NEAR
            }
        }
    }
}
