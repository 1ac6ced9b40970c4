use fundscan_model::{Mention, Status};
use fundscan_taxonomy::{Folded, Taxonomy, Uncounted};

use crate::TagError;
use crate::find::{Candidate, Found, find};
use crate::lead::Lead;
use crate::lexicon::Lexicon;
use crate::resolve::resolve;
use crate::status::{Rules, Said};
use crate::watch::Watch;

/// Finds the concepts of a taxonomy in text.
///
/// Made once and shared: it can be used from many threads at a time.
#[derive(Debug)]
pub struct Tagger {
    pub(crate) lexicon: Lexicon,
    rules: Rules,
    uncounted: Uncounted,
}

impl Tagger {
    /// A tagger for all terms of a taxonomy.
    ///
    /// # Errors
    ///
    /// [`TagError`] where the terms do not fit into one automaton, or one of them holds nothing to find.
    pub fn new(taxonomy: &Taxonomy) -> Result<Self, TagError> {
        Ok(Self { lexicon: Lexicon::new(taxonomy)?, rules: Rules::builtin(), uncounted: taxonomy.uncounted().clone() })
    }

    /// Whether what stands under these headings, outermost first, counts: not where the last of them is that of a list
    /// of literature.
    #[must_use]
    pub fn counts_under(&self, headings: &[String]) -> bool {
        headings.last().is_none_or(|heading| !self.uncounted.is_section(heading))
    }

    /// The concepts that a passage expresses, by span and then by id. Spans are bytes of `text` on the borders of
    /// characters.
    #[must_use]
    pub fn tag(&self, text: &str) -> Vec<Mention> {
        self.tag_after(None, text)
    }

    /// Whether a passage starts as what goes on with the one before it: "Het gaat om", "(a)", "•".
    #[must_use]
    pub fn goes_on(&self, text: &str) -> bool {
        self.rules.goes_on(text)
    }

    /// The same as [`Tagger::tag`], of a passage that another one leads in: where a list goes on with a sentence that
    /// negates, what it names is negated. [`Leads`](crate::Leads) tells which passage that is.
    #[must_use]
    pub fn tag_after(&self, lead: Option<Lead<'_>>, text: &str) -> Vec<Mention> {
        let folded = Folded::new(text);
        let found = self.counting(text, &folded, &mut ());
        self.mentions(lead, text, &folded, &found)
    }

    /// What is found in a text: the candidates that count, in the order of mentions. `watch` is told of the others.
    pub(crate) fn counting(&self, text: &str, folded: &Folded, watch: &mut impl Watch) -> Found {
        let mut found = find(&self.lexicon, text, folded, watch);
        found.candidates = resolve(&self.lexicon, found.candidates, &found.gaps, watch);
        found
    }

    /// The mentions that candidates are, in the same order.
    pub(crate) fn mentions(&self, lead: Option<Lead<'_>>, text: &str, folded: &Folded, found: &Found) -> Vec<Mention> {
        let counting = &found.candidates;
        if counting.is_empty() {
            return Vec::new();
        }
        let said = self.rules.said(text, folded, counting, &found.gaps, lead);
        let mention = |(candidate, said): (&Candidate, Said)| {
            let status = if said.negated() { Status::Negated } else { Status::Affirmed };
            let concept = self.lexicon.concepts[candidate.concept].clone();
            let term = self.lexicon.terms[candidate.term].text.as_str();
            Mention {
                time: said.time(),
                hedged: said.reserve.is_some(),
                marks: said.into_marks(),
                ..Mention::new(concept, status, candidate.span, term)
            }
        };
        counting.iter().zip(said).map(mention).collect()
    }
}
