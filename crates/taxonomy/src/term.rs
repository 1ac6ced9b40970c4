use std::fmt;

use fundscan_model::Language;

use crate::expand::expand;
use crate::{CaseRule, ContextRule, Pattern, TermFault};

/// A term of a concept as the file gives it, and what it stands for.
#[derive(Clone, Debug)]
pub struct Term {
    pub(crate) text: String,
    pub(crate) language: Language,
    pub(crate) case: CaseRule,
    pub(crate) kind: TermKind,
    pub(crate) apart: Vec<Apart>,
    pub(crate) excluded: Vec<Form>,
    pub(crate) context: Vec<ContextRule>,
    pub(crate) line: usize,
}

impl Term {
    /// The term as it is written in the file.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The language of the list it stands in.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// Whether capitals matter.
    #[must_use]
    pub fn case(&self) -> CaseRule {
        self.case
    }

    /// Words or a pattern.
    #[must_use]
    pub fn kind(&self) -> &TermKind {
        &self.kind
    }

    /// The forms it stands for, those of its first segment where it has gaps; none for a pattern.
    #[must_use]
    pub fn forms(&self) -> &[Form] {
        self.segments().first().map_or(&[], |segment| &segment.forms)
    }

    /// The segments that gaps divide it into: one where it has no gap, none for a pattern.
    #[must_use]
    pub fn segments(&self) -> &[Segment] {
        match &self.kind {
            TermKind::Words(segments) => segments,
            TermKind::Pattern(_) => &[],
        }
    }

    /// The other orders in which it is found: those of a main clause for a verb, the reverse where either order will do.
    #[must_use]
    pub fn apart(&self) -> &[Apart] {
        &self.apart
    }

    /// The words and phrases that do not count: a mention that shares a word with one of them is none.
    #[must_use]
    pub fn excluded(&self) -> &[Form] {
        &self.excluded
    }

    /// What must or must not stand near a mention; every rule must hold.
    #[must_use]
    pub fn context(&self) -> &[ContextRule] {
        &self.context
    }

    /// What it finds, as the hash of meaning has it, a line for each form: two terms with the same lines find the same.
    #[must_use]
    pub fn meaning(&self) -> Vec<String> {
        crate::hash::terms(std::slice::from_ref(self))
    }

    /// The line of the file it stands on, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }
}

/// How a term finds its mentions.
#[derive(Clone, Debug)]
pub enum TermKind {
    /// By words: one segment, or several with gaps between them.
    Words(Vec<Segment>),
    /// By a regular expression.
    Pattern(Pattern),
}

/// Words of a term without a gap between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    pub(crate) gap: usize,
    pub(crate) forms: Vec<Form>,
}

impl Segment {
    /// The number of words that may stand between the segment before and this one; 0 for the first.
    #[must_use]
    pub fn gap(&self) -> usize {
        self.gap
    }

    /// One form for every choice the segment leaves; never none.
    #[must_use]
    pub fn forms(&self) -> &[Form] {
        &self.forms
    }
}

/// Segments of a term in another order than it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apart {
    pub(crate) segments: Vec<Segment>,
    pub(crate) particle: bool,
}

impl Apart {
    /// The segments, of which there are at least two.
    #[must_use]
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// Whether the last one is the particle of a separable verb, which stands at the end of its clause.
    #[must_use]
    pub fn ends_in_particle(&self) -> bool {
        self.particle
    }
}

/// One form of a term: words in a row, no choices left.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Form {
    words: Vec<FormWord>,
    why: Box<[&'static str]>,
}

/// A word of a form.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FormWord {
    pub(crate) folded: String,
    pub(crate) cased: String,
    pub(crate) open_start: bool,
    pub(crate) open_end: bool,
}

impl Form {
    /// The forms a term stands for, in the order in which they read; without inflections or other spellings, which a
    /// language is needed for.
    ///
    /// # Errors
    ///
    /// [`TermFault`] where the term is not in the language of terms, or stands for too much.
    pub fn expand(term: &str) -> Result<Vec<Self>, TermFault> {
        expand(term, Language::Other)
    }

    /// A form from its words, of which there is at least one.
    pub(crate) fn new(words: Vec<FormWord>) -> Self {
        assert!(!words.is_empty(), "a form has a word");
        Self { words, why: Box::default() }
    }

    /// A form from its words that was generated.
    pub(crate) fn with_why(words: Vec<FormWord>, why: Option<&'static str>) -> Self {
        Self { why: why.into_iter().collect(), ..Self::new(words) }
    }

    /// The start of a form, to which words are added.
    pub(crate) fn new_empty() -> Self {
        Self { words: Vec::new(), why: Box::default() }
    }

    /// The form with more words behind it.
    pub(crate) fn followed_by(&self, words: &[FormWord], why: Option<&'static str>) -> Self {
        let words = self.words.iter().chain(words).cloned().collect();
        Self { words, why: self.why.iter().copied().chain(why).collect() }
    }

    /// Why the form is there: which inflections and spellings made it; none where it stands in the file as it is.
    #[must_use]
    pub fn why(&self) -> &[&'static str] {
        &self.why
    }

    /// Its words; never none.
    #[must_use]
    pub fn words(&self) -> &[FormWord] {
        &self.words
    }

    /// The same words as the last part of a compound: what an excluded word means.
    pub(crate) fn opened_at_start(mut self) -> Self {
        self.words[0].open_start = true;
        self
    }

    /// How it reads where capitals are kept.
    pub(crate) fn written(&self, case: CaseRule) -> String {
        let mut written = String::new();
        for word in &self.words {
            if !written.is_empty() {
                written.push(' ');
            }
            written.push_str(if word.open_start { "*" } else { "" });
            written.push_str(word.text(case));
            written.push_str(if word.open_end { "*" } else { "" });
        }
        written
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.written(CaseRule::Exact))
    }
}

impl FormWord {
    /// The word as it is compared: folded, and with its capitals where they matter.
    #[must_use]
    pub fn text(&self, case: CaseRule) -> &str {
        match case {
            CaseRule::Ignore => &self.folded,
            CaseRule::Exact => &self.cased,
        }
    }

    /// Whether more letters may stand before it in the same word.
    #[must_use]
    pub fn open_start(&self) -> bool {
        self.open_start
    }

    /// Whether more letters may stand after it in the same word.
    #[must_use]
    pub fn open_end(&self) -> bool {
        self.open_end
    }
}
