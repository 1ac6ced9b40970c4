use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use fundscan_model::ConceptId;
use fundscan_taxonomy::{CaseRule, ContextRule, Form, FormWord, Pattern, Segment, Taxonomy, Term, TermKind};

use crate::TagError;
use crate::prefilter::{Needed, needed_literals};
use crate::scan::{self, Scanner};

/// A term, numbered through the whole taxonomy.
#[derive(Debug)]
pub(crate) struct TermEntry {
    /// The place of its concept in the taxonomy.
    pub(crate) concept: usize,
    pub(crate) text: String,
    /// Whether it is a name in which nothing counts; it has no concept then.
    pub(crate) is_name: bool,
    /// What must or must not stand near a mention.
    pub(crate) context: Box<[ContextRule]>,
}

/// A term that is a pattern.
#[derive(Debug)]
pub(crate) struct PatternEntry {
    pub(crate) term: usize,
    pub(crate) pattern: Pattern,
    /// Whether the automaton tells where its matches start; else it is tried on the whole text.
    pub(crate) knows_starts: bool,
    /// Whether it is tried only on a text with a literal that its matches end with.
    pub(crate) needs_end: bool,
}

/// A form of a term around the part of it that the automaton looks for.
#[derive(Debug)]
pub(crate) struct FormEntry {
    pub(crate) term: usize,
    /// Its place in the list of forms it comes from: of the term, of the segment it anchors, or of what is excluded.
    pub(crate) number: u32,
    pub(crate) role: FormRole,
    /// The words before the core, the nearest first.
    pub(crate) before: Box<[FormWord]>,
    /// The core with its capitals, where they matter.
    pub(crate) cased: Option<Box<str>>,
    pub(crate) open_start: bool,
    pub(crate) open_end: bool,
    /// The words after the core.
    pub(crate) after: Box<[FormWord]>,
    pub(crate) case: CaseRule,
}

/// What a place where a form stands means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FormRole {
    /// A mention.
    Finds,
    /// No mention of the term here.
    Excludes,
    /// One segment of the term with this number among those with gaps: the others must stand around it.
    Anchors(usize),
}

/// A term with gaps.
#[derive(Debug)]
pub(crate) struct SpreadEntry {
    pub(crate) segments: Vec<Segment>,
    /// The segment that the automaton looks for.
    pub(crate) anchor: usize,
    pub(crate) case: CaseRule,
    /// Whether the last segment is the particle of a separable verb.
    pub(crate) ends_in_particle: bool,
}

/// What a literal means to the pattern with the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Wakes {
    /// A match may start where the literal starts.
    Start(usize),
    /// A match may end with the literal.
    End(usize),
}

/// What is to be done where a literal of the automaton stands. The entries are ranges that end here and start where
/// those of the literal before end.
#[derive(Clone, Copy, Debug)]
struct Literal {
    forms_end: usize,
    woken_end: usize,
}

/// All terms of a taxonomy, ready to be looked for in one pass.
#[derive(Debug)]
pub(crate) struct Lexicon {
    pub(crate) concepts: Vec<ConceptId>,
    /// The place of each concept in the order of ids.
    pub(crate) ranks: Vec<usize>,
    pub(crate) terms: Vec<TermEntry>,
    pub(crate) scanner: Scanner,
    literals: Vec<Literal>,
    forms: Vec<FormEntry>,
    woken: Vec<Wakes>,
    pub(crate) spreads: Vec<SpreadEntry>,
    pub(crate) patterns: Vec<PatternEntry>,
    /// The patterns for which no literal tells where a match may start.
    pub(crate) tried_everywhere: Vec<usize>,
    /// For each concept the others that count beside it where one lies in the other.
    pub(crate) overlaps: Vec<Vec<usize>>,
    /// Whether nothing counts in a bibliographic reference.
    pub(crate) skips_references: bool,
}

/// The lexicon while terms are added.
#[derive(Default)]
struct Builder {
    terms: Vec<TermEntry>,
    literals: BTreeMap<String, Uses>,
    spreads: Vec<SpreadEntry>,
    patterns: Vec<PatternEntry>,
}

#[derive(Default)]
struct Uses {
    forms: Vec<FormEntry>,
    woken: BTreeSet<Wakes>,
}

impl Uses {
    /// The literal as it is looked for: within words where one of its uses may be.
    fn literal<'l>(&self, text: &'l str) -> scan::Literal<'l> {
        let wakes = |start: bool| self.woken.iter().any(|wakes| matches!(wakes, Wakes::Start(_)) == start);
        scan::Literal {
            text,
            open_start: wakes(false) || self.forms.iter().any(|form| form.open_start),
            open_end: wakes(true) || self.forms.iter().any(|form| form.open_end),
        }
    }
}

impl Lexicon {
    /// The lexicon of a taxonomy.
    pub(crate) fn new(taxonomy: &Taxonomy) -> Result<Self, TagError> {
        let mut builder = Builder::default();
        let nothing =
            |of: &str, term: &Term| TagError::NothingToFind { concept: of.into(), term: term.text().to_owned() };
        for (number, concept) in taxonomy.concepts().iter().enumerate() {
            for term in concept.terms() {
                builder.add(number, term, false).map_err(|()| nothing(concept.id().as_str(), term))?;
            }
        }
        for name in taxonomy.uncounted().names() {
            builder.add(0, name, true).map_err(|()| nothing("uncounted", name))?;
        }
        builder.build(taxonomy)
    }

    /// The numbers of the forms whose core is the literal with this number.
    pub(crate) fn forms(&self, literal: usize) -> Range<usize> {
        let start = literal.checked_sub(1).map_or(0, |before| self.literals[before].forms_end);
        start..self.literals[literal].forms_end
    }

    /// The form with this number.
    pub(crate) fn form(&self, number: usize) -> &FormEntry {
        &self.forms[number]
    }

    /// The patterns that this literal wakes.
    pub(crate) fn woken(&self, literal: usize) -> &[Wakes] {
        let start = literal.checked_sub(1).map_or(0, |before| self.literals[before].woken_end);
        &self.woken[start..self.literals[literal].woken_end]
    }
}

impl Builder {
    /// Adds a term, unless there is nothing to find in one of its forms.
    fn add(&mut self, concept: usize, term: &Term, is_name: bool) -> Result<(), ()> {
        let number = self.terms.len();
        self.terms.push(TermEntry { concept, text: term.text().to_owned(), is_name, context: term.context().into() });
        match term.kind() {
            TermKind::Pattern(pattern) => self.add_pattern(number, pattern),
            TermKind::Words(segments) => match segments.as_slice() {
                [only] => self.add_forms(only.forms(), number, term.case(), FormRole::Finds)?,
                several => self.add_spread(several, false, number, term.case())?,
            },
        }
        for apart in term.apart() {
            self.add_spread(apart.segments(), apart.ends_in_particle(), number, term.case())?;
        }
        self.add_forms(term.excluded(), number, CaseRule::Ignore, FormRole::Excludes)
    }

    fn add_spread(
        &mut self,
        segments: &[Segment],
        ends_in_particle: bool,
        term: usize,
        case: CaseRule,
    ) -> Result<(), ()> {
        let anchor = anchor(segments);
        let role = FormRole::Anchors(self.spreads.len());
        self.spreads.push(SpreadEntry { segments: segments.to_vec(), anchor, case, ends_in_particle });
        self.add_forms(segments[anchor].forms(), term, case, role)
    }

    fn add_forms(&mut self, forms: &[Form], term: usize, case: CaseRule, role: FormRole) -> Result<(), ()> {
        for (number, form) in (0..).zip(forms) {
            let (literal, entry) = form_entry(form, number, term, case, role);
            if !literal.contains(char::is_alphanumeric) {
                return Err(());
            }
            self.literals.entry(literal).or_default().forms.push(entry);
        }
        Ok(())
    }

    fn add_pattern(&mut self, term: usize, pattern: &Pattern) {
        let number = self.patterns.len();
        let Needed { start, end } = needed_literals(pattern.text());
        let (knows_starts, needs_end) = (start.is_some(), end.is_some());
        self.patterns.push(PatternEntry { term, pattern: pattern.clone(), knows_starts, needs_end });
        let starts = start.into_iter().flatten().map(|literal| (literal, Wakes::Start(number)));
        let ends = end.into_iter().flatten().map(|literal| (literal, Wakes::End(number)));
        for (literal, wakes) in starts.chain(ends) {
            self.literals.entry(literal).or_default().woken.insert(wakes);
        }
    }

    fn build(self, taxonomy: &Taxonomy) -> Result<Lexicon, TagError> {
        let texts: Vec<scan::Literal> = self.literals.iter().map(|(text, uses)| uses.literal(text)).collect();
        let scanner = Scanner::new(&texts)
            .map_err(|source| TagError::Automaton { forms: self.literals.len(), source: Box::new(source) })?;
        let mut literals = Vec::with_capacity(self.literals.len());
        let (mut forms, mut woken) = (Vec::new(), Vec::new());
        for uses in self.literals.into_values() {
            forms.extend(uses.forms);
            woken.extend(uses.woken);
            let (forms_end, woken_end) = (forms.len(), woken.len());
            literals.push(Literal { forms_end, woken_end });
        }
        let concepts: Vec<ConceptId> = taxonomy.concepts().iter().map(|c| c.id().clone()).collect();
        Ok(Lexicon {
            ranks: ranks(&concepts),
            concepts,
            terms: self.terms,
            scanner,
            literals,
            forms,
            woken,
            spreads: self.spreads,
            tried_everywhere: (0..self.patterns.len()).filter(|number| !self.patterns[*number].knows_starts).collect(),
            patterns: self.patterns,
            overlaps: overlaps(taxonomy),
            skips_references: taxonomy.uncounted().references(),
        })
    }
}

/// The segment to look for: the one whose shortest core is the longest, and so the rarest.
fn anchor(segments: &[Segment]) -> usize {
    let shortest = |segment: &Segment| segment.forms().iter().map(|f| core(f.words()).1).min().unwrap_or(0);
    let best = (0..segments.len()).max_by_key(|number| (shortest(&segments[*number]), std::cmp::Reverse(*number)));
    best.unwrap_or(0)
}

/// The longest run of words that stand in the text exactly as in the form, and its length in bytes.
fn core(words: &[FormWord]) -> (Range<usize>, usize) {
    let mut best = (0..0, 0);
    let mut start = 0;
    for end in 1..=words.len() {
        let length: usize = words[start..end].iter().map(|w| w.text(CaseRule::Ignore).len() + 1).sum();
        if length > best.1 {
            best = (start..end, length);
        }
        if end < words.len() && (words[end - 1].open_end() || words[end].open_start()) {
            start = end;
        }
    }
    best
}

fn form_entry(form: &Form, number: u32, term: usize, case: CaseRule, role: FormRole) -> (String, FormEntry) {
    let words = form.words();
    let (range, _) = core(words);
    let core = &words[range.clone()];
    let joined = |case| core.iter().map(|w| w.text(case)).collect::<Vec<_>>().join(" ");
    let entry = FormEntry {
        term,
        number,
        role,
        before: words[..range.start].iter().rev().cloned().collect(),
        cased: (case == CaseRule::Exact).then(|| joined(CaseRule::Exact).into()),
        open_start: core[0].open_start(),
        open_end: core[core.len() - 1].open_end(),
        after: words[range.end..].to_vec().into(),
        case,
    };
    (joined(CaseRule::Ignore), entry)
}

fn ranks(concepts: &[ConceptId]) -> Vec<usize> {
    let mut by_id: Vec<usize> = (0..concepts.len()).collect();
    by_id.sort_by_key(|number| &concepts[*number]);
    let mut ranks = vec![0; concepts.len()];
    by_id.into_iter().enumerate().for_each(|(rank, number)| ranks[number] = rank);
    ranks
}

fn overlaps(taxonomy: &Taxonomy) -> Vec<Vec<usize>> {
    let mut overlaps = vec![Vec::new(); taxonomy.concepts().len()];
    for (number, concept) in taxonomy.concepts().iter().enumerate() {
        for other in concept.overlaps().iter().filter_map(|id| taxonomy.number(id.as_str())) {
            overlaps[number].push(other);
            overlaps[other].push(number);
        }
    }
    overlaps
}
