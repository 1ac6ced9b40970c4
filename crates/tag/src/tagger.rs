use fundscan_model::{Mark, Mention, Status};
use fundscan_taxonomy::{Folded, Taxonomy, Uncounted};

use crate::TagError;
use crate::find::{Candidate, find};
use crate::lexicon::Lexicon;
use crate::negation::Negation;
use crate::resolve::resolve;

/// Finds the concepts of a taxonomy in text.
///
/// Made once and shared: it can be used from many threads at a time.
#[derive(Debug)]
pub struct Tagger {
    lexicon: Lexicon,
    negation: Negation,
    uncounted: Uncounted,
}

impl Tagger {
    /// A tagger for all terms of a taxonomy.
    ///
    /// # Errors
    ///
    /// [`TagError`] where the terms do not fit into one automaton, or one of them holds nothing to find.
    pub fn new(taxonomy: &Taxonomy) -> Result<Self, TagError> {
        let negation = Negation::builtin();
        Ok(Self {
            lexicon: Lexicon::new(taxonomy, negation.triggers())?,
            negation,
            uncounted: taxonomy.uncounted().clone(),
        })
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
        let folded = Folded::new(text);
        let found = find(&self.lexicon, text, &folded);
        let counting = resolve(&self.lexicon, found.candidates, &found.gaps);
        let negated = match found.triggered && !counting.is_empty() {
            true => self.negation.negated(text, &folded, &counting, &found.gaps),
            false => vec![None; counting.len()],
        };
        let mention = |(candidate, mark): (&Candidate, Option<Mark>)| {
            let status = if mark.is_some() { Status::Negated } else { Status::Affirmed };
            let concept = self.lexicon.concepts[candidate.concept].clone();
            let term = self.lexicon.terms[candidate.term].text.as_str();
            Mention { marks: mark.into_iter().collect(), ..Mention::new(concept, status, candidate.span, term) }
        };
        counting.iter().zip(negated).map(mention).collect()
    }
}
