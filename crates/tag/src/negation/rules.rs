use std::collections::{BTreeMap, HashMap, HashSet};

use fundscan_taxonomy::{CaseRule, Form, FormWord, TermFault};
use serde::Deserialize;

use super::sentence::Sentence;

/// What a cue does; the data file says it in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Effect {
    None,
    Forward,
    Backward,
    Final,
    Around,
    Object,
    Topic,
}

/// How far a cue reaches forward.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Reach {
    #[default]
    Clause,
    Noun,
    Near,
}

/// The file as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[allow(dead_code, reason = "for readers of the file")]
    language: String,
    function_words: Vec<String>,
    borders: Vec<String>,
    backward_borders: Vec<String>,
    coordinators: Vec<String>,
    clause_starters: Vec<String>,
    affirmers: Vec<String>,
    finite_verbs: Vec<String>,
    other_verbs: Vec<String>,
    inverted_subjects: Vec<String>,
    not_inverted: Vec<String>,
    continuations: Vec<String>,
    object_prepositions: Vec<String>,
    topic_prepositions: Vec<String>,
    adjunct_prepositions: Vec<String>,
    adjunct_starters: Vec<String>,
    prepositions: Vec<String>,
    articles: Vec<String>,
    connectors: Vec<String>,
    actors: Vec<String>,
    light: Vec<String>,
    final_verbs: Vec<String>,
    lists: BTreeMap<String, Vec<String>>,
    rule: Vec<FileRule>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileRule {
    name: String,
    effect: Effect,
    #[serde(default)]
    reach: Reach,
    cues: Vec<String>,
}

/// What is wrong with a file of rules.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RuleFault {
    #[error("not the form of a file of rules")]
    Form(#[from] toml::de::Error),
    #[error("`{cue}` cannot be read")]
    Cue { cue: String, source: TermFault },
    #[error("there is no list `{0}`")]
    List(String),
}

/// The parts that a word can play between the cues; a set of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Role(u32);

impl Role {
    pub(crate) const BORDER: Self = Self(1);
    pub(crate) const BACKWARD_BORDER: Self = Self(1 << 1);
    pub(crate) const COORDINATOR: Self = Self(1 << 2);
    pub(crate) const CLAUSE_STARTER: Self = Self(1 << 3);
    pub(crate) const AFFIRMER: Self = Self(1 << 4);
    pub(crate) const FINITE_VERB: Self = Self(1 << 5);
    pub(crate) const VERB: Self = Self(1 << 6);
    pub(crate) const INVERTED_SUBJECT: Self = Self(1 << 7);
    pub(crate) const NOT_INVERTED: Self = Self(1 << 8);
    pub(crate) const OBJECT_PREPOSITION: Self = Self(1 << 9);
    pub(crate) const TOPIC_PREPOSITION: Self = Self(1 << 10);
    pub(crate) const ADJUNCT_PREPOSITION: Self = Self(1 << 11);
    pub(crate) const ADJUNCT_STARTER: Self = Self(1 << 12);
    pub(crate) const PREPOSITION: Self = Self(1 << 13);
    pub(crate) const CONNECTOR: Self = Self(1 << 14);
    pub(crate) const ACTOR: Self = Self(1 << 15);
    pub(crate) const LIGHT: Self = Self(1 << 16);
    pub(crate) const FINAL_VERB: Self = Self(1 << 17);
    pub(crate) const ARTICLE: Self = Self(1 << 18);

    /// Both sets together.
    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the sets share a role.
    pub(crate) fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// The rules of one language, ready to be used.
#[derive(Debug)]
pub(crate) struct RuleSet {
    function_words: HashSet<String>,
    /// For each first word the phrases that start with it, with their roles.
    roles: HashMap<String, Vec<(Vec<FormWord>, Role)>>,
    pub(super) coordinators: Phrases,
    pub(super) continuations: Phrases,
    pub(super) lists: Vec<Phrases>,
    pub(super) patterns: Vec<CuePattern>,
    /// The patterns that can start with a word.
    pub(super) by_word: HashMap<String, Vec<usize>>,
    triggers: Vec<String>,
    /// The name of each rule.
    pub(super) names: Vec<String>,
}

/// One way to write a cue.
#[derive(Debug)]
pub(super) struct CuePattern {
    pub(super) elements: Vec<Element>,
    pub(super) effect: Effect,
    pub(super) reach: Reach,
    pub(super) rule: usize,
}

#[derive(Debug)]
pub(super) enum Element {
    Word(FormWord),
    List(usize),
    Gap(usize),
    End,
}

impl RuleSet {
    pub(crate) fn read(text: &str) -> Result<Self, RuleFault> {
        let file: File = toml::from_str(text)?;
        let names: Vec<&String> = file.lists.keys().collect();
        let lists = file.lists.values().map(|words| Phrases::new(words)).collect::<Result<Vec<_>, _>>()?;
        let mut patterns = Vec::new();
        for (number, rule) in file.rule.iter().enumerate() {
            for cue in &rule.cues {
                for form in expand(cue)? {
                    let elements = form.words().iter().map(|w| element(w, &names)).collect::<Result<Vec<_>, _>>()?;
                    patterns.push(CuePattern { elements, effect: rule.effect, reach: rule.reach, rule: number });
                }
            }
        }
        let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
        let mut triggers: Vec<String> = Vec::new();
        for (number, pattern) in patterns.iter().enumerate() {
            let mut firsts = first_words(&pattern.elements[0], &lists);
            firsts.sort_unstable();
            firsts.dedup();
            for word in firsts {
                by_word.entry(word).or_default().push(number);
            }
            if pattern.effect != Effect::None {
                triggers.extend(rarest(&pattern.elements, &lists));
            }
        }
        triggers.sort_unstable();
        triggers.dedup();
        let list = |name: &str| file.lists.get(name).cloned().unwrap_or_default();
        let mut roles: HashMap<String, Vec<(Vec<FormWord>, Role)>> = HashMap::new();
        for (written, role) in [
            (&file.borders, Role::BORDER),
            (&file.backward_borders, Role::BACKWARD_BORDER),
            (&file.coordinators, Role::COORDINATOR),
            (&file.clause_starters, Role::CLAUSE_STARTER),
            (&file.affirmers, Role::AFFIRMER),
            (&file.finite_verbs, Role::FINITE_VERB.or(Role::VERB)),
            (&file.other_verbs, Role::VERB),
            (&file.inverted_subjects, Role::INVERTED_SUBJECT),
            (&file.not_inverted, Role::NOT_INVERTED),
            (&file.object_prepositions, Role::OBJECT_PREPOSITION),
            (&file.topic_prepositions, Role::TOPIC_PREPOSITION),
            (&file.adjunct_prepositions, Role::ADJUNCT_PREPOSITION),
            (&file.adjunct_starters, Role::ADJUNCT_STARTER),
            (&file.prepositions, Role::PREPOSITION),
            (&file.articles, Role::ARTICLE),
            (&file.connectors, Role::CONNECTOR),
            (&file.actors, Role::ACTOR),
            (&file.light, Role::LIGHT),
            // What can be missing is by itself only said to be there.
            (&list("attention"), Role::LIGHT),
            (&list("offer"), Role::LIGHT),
            (&file.final_verbs, Role::FINAL_VERB),
        ] {
            for (first, rest) in phrases(written)? {
                roles.entry(first).or_default().push((rest, role));
            }
        }
        Ok(Self {
            function_words: file.function_words.into_iter().collect(),
            roles,
            coordinators: Phrases::new(&file.coordinators)?,
            continuations: Phrases::new(&file.continuations)?,
            lists,
            patterns,
            by_word,
            triggers,
            names: file.rule.into_iter().map(|rule| rule.name).collect(),
        })
    }

    /// The roles of the words and phrases that start at a place.
    pub(crate) fn roles_at(&self, sentence: &Sentence<'_>, at: usize) -> Role {
        let Some(phrases) = sentence.word(at).and_then(|word| self.roles.get(word)) else { return Role::default() };
        let here = phrases.iter().filter(|(rest, _)| are_at(rest, sentence, at + 1));
        here.fold(Role::default(), |all, (_, role)| all.or(*role))
    }

    pub(crate) fn triggers(&self) -> impl Iterator<Item = &str> {
        self.triggers.iter().map(String::as_str)
    }

    pub(crate) fn is_function_word(&self, word: &str) -> bool {
        self.function_words.contains(word)
    }
}

fn expand(cue: &str) -> Result<Vec<Form>, RuleFault> {
    Form::expand(cue).map_err(|source| RuleFault::Cue { cue: cue.to_owned(), source })
}

fn element(word: &FormWord, names: &[&String]) -> Result<Element, RuleFault> {
    let text = word.text(CaseRule::Ignore);
    if text == "|" {
        return Ok(Element::End);
    }
    if let Some(words) = text.strip_prefix('~').and_then(|n| n.parse().ok()) {
        return Ok(Element::Gap(words));
    }
    match text.strip_prefix('@') {
        Some(name) => names
            .iter()
            .position(|known| *known == name)
            .map(Element::List)
            .ok_or_else(|| RuleFault::List(name.to_owned())),
        None => Ok(Element::Word(word.clone())),
    }
}

/// The words an element can start with. Cues start with whole words: a star at the start of one is not looked up.
fn first_words(element: &Element, lists: &[Phrases]) -> Vec<String> {
    match element {
        Element::Word(word) => vec![word.text(CaseRule::Ignore).to_owned()],
        Element::List(list) => lists[*list].first_words(),
        Element::Gap(_) | Element::End => Vec::new(),
    }
}

/// Of the elements of a cue the one whose words are least likely to stand in any text: the longest.
fn rarest(elements: &[Element], lists: &[Phrases]) -> Vec<String> {
    let shortest = |words: &Vec<String>| words.iter().map(String::len).min().unwrap_or(0);
    elements.iter().map(|e| first_words(e, lists)).max_by_key(shortest).unwrap_or_default()
}

/// A set of words and phrases.
#[derive(Debug)]
pub(crate) struct Phrases {
    /// By first word; the rest of each phrase, the longest first.
    rests: HashMap<String, Vec<Vec<FormWord>>>,
}

impl Phrases {
    fn new(written: &[String]) -> Result<Self, RuleFault> {
        let mut rests: HashMap<String, Vec<Vec<FormWord>>> = HashMap::new();
        for (first, rest) in phrases(written)? {
            rests.entry(first).or_default().push(rest);
        }
        rests.values_mut().for_each(|r| r.sort_by_key(|rest| std::cmp::Reverse(rest.len())));
        Ok(Self { rests })
    }

    /// The place after the longest of the phrases that stands here.
    pub(crate) fn end_at(&self, sentence: &Sentence<'_>, at: usize) -> Option<usize> {
        let rests = self.rests.get(sentence.word(at)?)?;
        rests.iter().find(|rest| are_at(rest, sentence, at + 1)).map(|rest| at + 1 + rest.len())
    }

    fn first_words(&self) -> Vec<String> {
        self.rests.keys().cloned().collect()
    }
}

/// Every form of some phrases as its first word and the rest.
fn phrases(written: &[String]) -> Result<Vec<(String, Vec<FormWord>)>, RuleFault> {
    let mut phrases = Vec::new();
    for form in written.iter().map(|phrase| expand(phrase)).collect::<Result<Vec<_>, _>>()?.iter().flatten() {
        let (first, rest) = form.words().split_first().expect("a form has a word");
        phrases.push((first.text(CaseRule::Ignore).to_owned(), rest.to_vec()));
    }
    Ok(phrases)
}

fn are_at(words: &[FormWord], sentence: &Sentence<'_>, at: usize) -> bool {
    words.iter().zip(at..).all(|(word, at)| is_at(word, sentence, at))
}

/// Whether a word of a cue stands here.
pub(super) fn is_at(word: &FormWord, sentence: &Sentence<'_>, at: usize) -> bool {
    let wanted = word.text(CaseRule::Ignore);
    sentence.word(at).is_some_and(|found| match (word.open_start(), word.open_end()) {
        (false, false) => found == wanted,
        (false, true) => found.starts_with(wanted),
        (true, false) => found.ends_with(wanted),
        (true, true) => found.contains(wanted),
    })
}
