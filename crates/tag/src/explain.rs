//! Why a text has the mentions it has, and no others.

mod form;
mod why;

use std::collections::BTreeMap;
use std::ops::Range;

use fundscan_model::{ByteSpan, ConceptId, Language, Mention};
use fundscan_taxonomy::{Concept, Folded, Taxonomy, Term, TermKind};

use crate::find::Candidate;
use crate::watch::Lost;
use crate::{Lead, TagError, Tagger};

pub use why::Why;

/// Tells of a text which terms found its mentions, and which places of terms do not count and why.
///
/// It goes the way of [`Tagger::tag_after`] and only watches, so that its mentions are those of the tagger.
///
/// ```
/// use fundscan_tag::{Explainer, Why};
/// use fundscan_taxonomy::Taxonomy;
///
/// let taxonomy = Taxonomy::parse(
///     r#"
///     id = "example"
///     version = "1"
///     [groups]
///     skills = "Vaardigheden"
///     [[concept]]
///     id = "skills"
///     group = "skills"
///     label = "vaardigheden"
///     nl = ["*vaardigheid/*vaardigheden"]
///     [[concept]]
///     id = "digital-skills"
///     group = "skills"
///     label = "digitale vaardigheden"
///     nl = ["digitale vaardigheden"]
///     "#,
/// )?
/// .0;
/// let explainer = Explainer::new(&taxonomy)?;
/// let explanation = explainer.explain(None, "Rekenvaardigheid en digitale vaardigheden.");
/// let (mention, found) = &explanation.mentions[0];
/// assert_eq!((mention.concept.as_str(), found.forms[0].form.as_str()), ("skills", "*vaardigheid"));
/// assert!(matches!(&explanation.dropped[0].why, Why::Inside { concept, .. } if concept.as_str() == "digital-skills"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Explainer<'t> {
    tagger: Tagger,
    /// Every term with its concept, as the lexicon numbers them; names have none.
    terms: Vec<(Option<&'t Concept>, &'t Term)>,
}

/// What became of every place of a text where a term stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explanation {
    /// The mentions, as the tagger gives them, each with how it was found.
    pub mentions: Vec<(Mention, FoundBy)>,
    /// What does not count, in the order of the text.
    pub dropped: Vec<Dropped>,
}

/// A place where a term stands, but which does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// The concept of the term.
    pub concept: ConceptId,
    /// The bytes of the text that it would have been.
    pub span: ByteSpan,
    /// How it was found.
    pub found: FoundBy,
    /// Why it does not count.
    pub why: Why,
}

/// How a term was found at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundBy {
    /// The term, as the taxonomy has it.
    pub term: String,
    /// The line of the taxonomy it stands on, from 1.
    pub line: usize,
    /// The language of the list it stands in.
    pub language: Language,
    /// What kind of term it is.
    pub way: Way,
    /// The form of the term that stands there; of a term with gaps a form for each part, as far as they are known.
    pub forms: Vec<FormFound>,
    /// The bytes of its parts: more than one where other words stand between them.
    pub parts: Vec<ByteSpan>,
}

/// How a term finds what it finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// By words in a row.
    Words,
    /// By words with others between them.
    Gaps,
    /// By a regular expression.
    Pattern,
    /// By a word that shares a part with another one: the first of "taal- en rekenvaardigheden".
    SharedPart,
}

/// A form of a term, and how it fits the words of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormFound {
    /// The form: words, with a star where more letters may stand.
    pub form: String,
    /// The inflections and spellings that made it; empty where it stands in the taxonomy as it is.
    pub made_by: Vec<&'static str>,
    /// The words that are compounds, of which the form knows a part.
    pub compounds: Vec<Split>,
}

/// A compound, and the part of it that a form knows; bytes of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Split {
    /// The whole word.
    pub word: ByteSpan,
    /// The part.
    pub known: ByteSpan,
}

impl<'t> Explainer<'t> {
    /// An explainer for the terms of a taxonomy.
    ///
    /// # Errors
    ///
    /// As [`Tagger::new`].
    pub fn new(taxonomy: &'t Taxonomy) -> Result<Self, TagError> {
        let of = |concept: &'t Concept| concept.terms().iter().map(move |term| (Some(concept), term));
        let names = taxonomy.uncounted().names().iter().map(|term| (None, term));
        Ok(Self {
            tagger: Tagger::new(taxonomy)?,
            terms: taxonomy.concepts().iter().flat_map(of).chain(names).collect(),
        })
    }

    /// The tagger whose ways are told.
    #[must_use]
    pub fn tagger(&self) -> &Tagger {
        &self.tagger
    }

    /// Explains a passage; `lead` is the one that leads it in, if one does ([`Tagger::tag_after`]).
    #[must_use]
    pub fn explain(&self, lead: Option<Lead<'_>>, text: &str) -> Explanation {
        let folded = Folded::new(text);
        let mut lost: Vec<(Candidate, Lost)> = Vec::new();
        let found = self.tagger.counting(text, &folded, &mut lost);
        let counting = &found.candidates;
        let names = lost.iter().filter(|(_, why)| *why == Lost::IsName).map(|(c, _)| (c.span, *c)).collect();
        // What lies inside another concept's words still won over others of its own concept.
        let inside = lost.iter().filter(|(_, why)| matches!(why, Lost::Inside(_))).map(|(c, _)| c);
        let longest = counting.iter().chain(inside).map(|c| ((c.concept, c.span), *c)).collect();
        let told = Told { explainer: self, text, folded: &folded, gaps: &found.gaps, names, longest };
        let mentions = self.tagger.mentions(lead, text, &folded, &found);
        let mut dropped = Vec::new();
        for (candidate, why) in &lost {
            let Some(concept) = self.terms[candidate.term].0 else { continue };
            let Some(why) = told.why(candidate, *why) else { continue };
            let (concept, span) = (concept.id().clone(), candidate.span);
            dropped.push(Dropped { concept, span, found: told.found(candidate), why });
        }
        dropped.sort_by(|a, b| (a.span, &a.concept, a.found.line).cmp(&(b.span, &b.concept, b.found.line)));
        // Two forms of a term at one place are one thing to tell.
        dropped.dedup_by(|b, a| (a.span, a.found.line, &a.found.term) == (b.span, b.found.line, &b.found.term));
        let mentions = mentions.into_iter().zip(counting).map(|(mention, c)| (mention, told.found(c))).collect();
        Explanation { mentions, dropped }
    }
}

/// A text, and what was found in it.
struct Told<'e> {
    explainer: &'e Explainer<'e>,
    text: &'e str,
    folded: &'e Folded,
    gaps: &'e [Vec<ByteSpan>],
    /// The names in it.
    names: BTreeMap<ByteSpan, Candidate>,
    /// The longest candidates of each concept.
    longest: BTreeMap<(usize, ByteSpan), Candidate>,
}

impl Told<'_> {
    fn quote(&self, span: ByteSpan) -> String {
        self.text[span.range()].to_owned()
    }

    fn term(&self, candidate: &Candidate) -> String {
        self.explainer.terms[candidate.term].1.text().to_owned()
    }

    fn found(&self, candidate: &Candidate) -> FoundBy {
        let term = self.explainer.terms[candidate.term].1;
        let parts = self.parts(candidate);
        let way = match term.kind() {
            TermKind::Pattern(_) => Way::Pattern,
            TermKind::Words(_) if candidate.restored => Way::SharedPart,
            TermKind::Words(_) if parts.len() > 1 => Way::Gaps,
            TermKind::Words(_) => Way::Words,
        };
        FoundBy {
            term: term.text().to_owned(),
            line: term.line(),
            language: term.language(),
            way,
            forms: self.forms(candidate, &parts),
            parts,
        }
    }

    /// What is left of a candidate without its gaps.
    fn parts(&self, candidate: &Candidate) -> Vec<ByteSpan> {
        let mut gaps = candidate.gaps.map(|number| self.gaps[number].clone()).unwrap_or_default();
        gaps.sort_unstable();
        let mut parts = Vec::with_capacity(gaps.len() + 1);
        let mut start = candidate.span.start();
        for gap in gaps.iter().filter(|gap| candidate.span.contains(**gap)) {
            parts.push(start..start.max(gap.start()));
            start = start.max(gap.end());
        }
        parts.push(start..candidate.span.end());
        // The space between a part and a gap belongs to neither.
        let trimmed = |range: Range<usize>| {
            let part = self.text[range.clone()].trim_end();
            let start = range.start + part.len() - part.trim_start().len();
            (start < range.start + part.len()).then(|| ByteSpan::new(start, range.start + part.len()))
        };
        parts.into_iter().filter_map(trimmed).collect()
    }
}
