use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

use fundscan_model::Says;
use fundscan_taxonomy::{CaseRule, Form, FormWord, TermFault};
use serde::Deserialize;

use super::sentence::Sentence;
use super::verbs::Verb;

/// What a cue does; the data file says it in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Effect {
    None,
    Clause,
    Forward,
    Backward,
    Final,
    Around,
    Both,
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
    inverted_subjects: Vec<String>,
    not_inverted: Vec<String>,
    asides: Vec<String>,
    relatives: Vec<String>,
    parentheses: Vec<String>,
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
    verbs: BTreeMap<String, Vec<String>>,
    lists: BTreeMap<String, Vec<String>>,
    rule: Vec<FileRule>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileRule {
    name: String,
    #[serde(default = "negated")]
    says: Says,
    effect: Effect,
    #[serde(default)]
    reach: Reach,
    cues: Vec<String>,
}

fn negated() -> Says {
    Says::Negated
}

/// The kinds of rules, which are looked for apart from each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Status,
    Time,
    Reserve,
}

impl Kind {
    fn of(says: Says) -> Self {
        match says {
            Says::Affirmed | Says::Negated => Self::Status,
            Says::Planned | Says::Ongoing | Says::Past => Self::Time,
            Says::Hedged => Self::Reserve,
        }
    }
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
    #[error("`{0}` is not four principal parts of a verb")]
    Verb(String),
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
    pub(crate) const ASIDE: Self = Self(1 << 19);
    pub(crate) const PARENTHESIS: Self = Self(1 << 20);
    pub(crate) const RELATIVE: Self = Self(1 << 22);
    pub(crate) const CONTINUATION: Self = Self(1 << 21);

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
    words: Words,
    pub(super) coordinators: Phrases,
    pub(super) continuations: Phrases,
    pub(super) patterns: Vec<CuePattern>,
    pub(super) rules: Vec<Rule>,
}

/// What is known of a word.
#[derive(Debug, Default)]
pub(crate) struct Entry {
    /// Whether it tells the language.
    is_function_word: bool,
    /// The phrases that start with it, by the rest of them, with their roles.
    roles: Vec<(Vec<FormWord>, Role)>,
    /// The cues that can start with it, by kind.
    cues: [Vec<usize>; 3],
    /// The lists of which a phrase starts with it, by number, with the rests of those phrases, the longest first.
    lists: Vec<(usize, Vec<Vec<FormWord>>)>,
}

type Words = HashMap<String, Entry, BuildHasherDefault<Fnv>>;

/// The hash FNV-1a. Each word of a text is looked up, and nothing but the words of the rules is ever in the map: no
/// text can make it slow.
#[derive(Debug)]
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl Entry {
    pub(super) fn cues(&self, kind: Kind) -> &[usize] {
        &self.cues[kind as usize]
    }

    /// The place after the longest phrase of a list that starts with this word, at a place where it stands.
    pub(super) fn list_end(&self, list: usize, sentence: &Sentence<'_>, at: usize) -> Option<usize> {
        let (_, rests) = self.lists.iter().find(|(number, _)| *number == list)?;
        longest(rests, sentence, at)
    }
}

/// A rule without its cues.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) name: String,
    pub(crate) says: Says,
    pub(crate) effect: Effect,
    pub(crate) reach: Reach,
}

/// One way to write a cue.
#[derive(Debug)]
pub(super) struct CuePattern {
    pub(super) elements: Vec<Element>,
    /// The number of its rule.
    pub(super) rule: usize,
}

#[derive(Debug)]
pub(super) enum Element {
    Word(FormWord),
    List(usize),
    Gap(usize),
    /// Words of the clause, whatever they are.
    Far,
    Year,
    End,
}

impl RuleSet {
    pub(crate) fn read(text: &str) -> Result<Self, RuleFault> {
        let mut file: File = toml::from_str(text)?;
        let verbs = file.verbs.iter().map(|(class, verbs)| Ok((class, Verb::read_all(verbs)?)));
        let verbs = verbs.collect::<Result<Vec<_>, RuleFault>>()?;
        let clause_verbs =
            |all: fn(&Verb) -> Vec<String>| verbs.iter().flat_map(|(_, v)| v.iter().flat_map(all)).collect();
        let (finite_verbs, other_verbs): (Vec<_>, Vec<_>) = (clause_verbs(Verb::finite), clause_verbs(Verb::in_clause));
        for (class, verbs) in &verbs {
            for (name, forms) in Verb::lists(verbs) {
                file.lists.insert(format!("{class}_{name}"), forms);
            }
        }
        let names: Vec<&String> = file.lists.keys().collect();
        let lists = file.lists.values().map(|words| Phrases::new(words)).collect::<Result<Vec<_>, _>>()?;
        let mut words = Words::default();
        for (number, list) in lists.iter().enumerate() {
            for (first, rests) in &list.rests {
                words.entry(first.clone()).or_default().lists.push((number, rests.clone()));
            }
        }
        let mut patterns = Vec::new();
        for (number, rule) in file.rule.iter().enumerate() {
            for form in rule.cues.iter().map(|cue| expand(cue)).collect::<Result<Vec<_>, _>>()?.iter().flatten() {
                let elements = form.words().iter().map(|w| element(w, &names)).collect::<Result<Vec<_>, _>>()?;
                let mut firsts = first_words(&elements[0], &lists);
                firsts.sort_unstable();
                firsts.dedup();
                for word in firsts {
                    words.entry(word).or_default().cues[Kind::of(rule.says) as usize].push(patterns.len());
                }
                patterns.push(CuePattern { elements, rule: number });
            }
        }
        let list = |name: &str| file.lists.get(name).cloned().unwrap_or_default();
        let of_happen = ["happen_now", "happen_then"].map(list).concat();
        for (written, role) in [
            (&file.borders, Role::BORDER),
            (&file.backward_borders, Role::BACKWARD_BORDER),
            (&file.coordinators, Role::COORDINATOR),
            (&file.clause_starters, Role::CLAUSE_STARTER),
            (&file.affirmers, Role::AFFIRMER),
            (&finite_verbs, Role::FINITE_VERB),
            (&other_verbs, Role::VERB),
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
            // With one of these a negation at the end of the clause denies its object: "zij noemen X niet".
            (&of_happen, Role::FINAL_VERB),
            (&file.asides, Role::ASIDE),
            (&file.relatives, Role::RELATIVE),
            (&file.parentheses, Role::PARENTHESIS),
            (&file.continuations, Role::CONTINUATION),
        ] {
            for (first, rest) in phrases(written)? {
                words.entry(first).or_default().roles.push((rest, role));
            }
        }
        for word in &file.function_words {
            words.entry(word.clone()).or_default().is_function_word = true;
        }
        let rule = |rule: FileRule| Rule { name: rule.name, says: rule.says, effect: rule.effect, reach: rule.reach };
        Ok(Self {
            words,
            coordinators: Phrases::new(&file.coordinators)?,
            continuations: Phrases::new(&file.continuations)?,
            patterns,
            rules: file.rule.into_iter().map(rule).collect(),
        })
    }

    /// What is known of each word of a passage; nothing of marks.
    pub(crate) fn entries(&self, sentence: &Sentence<'_>) -> Vec<Option<&Entry>> {
        (0..sentence.len()).map(|at| self.words.get(sentence.word(at)?)).collect()
    }

    /// The number of words that tell the language.
    pub(crate) fn count_function_words(entries: &[Option<&Entry>]) -> usize {
        entries.iter().flatten().filter(|entry| entry.is_function_word).count()
    }

    /// The roles of the words and phrases that start at a place.
    pub(crate) fn roles_at(entry: Option<&Entry>, sentence: &Sentence<'_>, at: usize) -> Role {
        let phrases = entry.map_or(&[][..], |entry| &entry.roles);
        let here = phrases.iter().filter(|(rest, _)| are_at(rest, sentence, at + 1));
        here.fold(Role::default(), |all, (_, role)| all.or(*role))
    }
}

fn expand(cue: &str) -> Result<Vec<Form>, RuleFault> {
    Form::expand(cue).map_err(|source| RuleFault::Cue { cue: cue.to_owned(), source })
}

fn element(word: &FormWord, names: &[&String]) -> Result<Element, RuleFault> {
    let text = word.text(CaseRule::Ignore);
    match text {
        "|" => return Ok(Element::End),
        "..." => return Ok(Element::Far),
        "####" => return Ok(Element::Year),
        _ => {}
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
        Element::Gap(_) | Element::Far | Element::Year | Element::End => Vec::new(),
    }
}

/// A set of words and phrases.
#[derive(Debug)]
pub(crate) struct Phrases {
    /// By first word; the rest of each phrase, the longest first.
    rests: BTreeMap<String, Vec<Vec<FormWord>>>,
}

impl Phrases {
    fn new(written: &[String]) -> Result<Self, RuleFault> {
        let mut rests: BTreeMap<String, Vec<Vec<FormWord>>> = BTreeMap::new();
        for (first, rest) in phrases(written)? {
            rests.entry(first).or_default().push(rest);
        }
        rests.values_mut().for_each(|r| r.sort_by_key(|rest| std::cmp::Reverse(rest.len())));
        Ok(Self { rests })
    }

    /// The place after the longest of the phrases that stands here.
    pub(crate) fn end_at(&self, sentence: &Sentence<'_>, at: usize) -> Option<usize> {
        longest(self.rests.get(sentence.word(at)?)?, sentence, at)
    }

    fn first_words(&self) -> Vec<String> {
        self.rests.keys().cloned().collect()
    }
}

fn longest(rests: &[Vec<FormWord>], sentence: &Sentence<'_>, at: usize) -> Option<usize> {
    rests.iter().find(|rest| are_at(rest, sentence, at + 1)).map(|rest| at + 1 + rest.len())
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
