use fundscan_model::{Mention, Status};
use fundscan_taxonomy::{Folded, Taxonomy};

use crate::TagError;
use crate::find::candidates;
use crate::lexicon::Lexicon;
use crate::resolve::resolve;

/// Finds the concepts of a taxonomy in text.
///
/// Made once and shared: it can be used from many threads at a time.
#[derive(Debug)]
pub struct Tagger {
    lexicon: Lexicon,
}

impl Tagger {
    /// A tagger for all terms of a taxonomy.
    ///
    /// # Errors
    ///
    /// [`TagError`] where the terms do not fit into one automaton, or one of them holds nothing to find.
    pub fn new(taxonomy: &Taxonomy) -> Result<Self, TagError> {
        Ok(Self { lexicon: Lexicon::new(taxonomy)? })
    }

    /// The concepts that a passage expresses, by span and then by id. Spans are bytes of `text` on the borders of
    /// characters.
    #[must_use]
    pub fn tag(&self, text: &str) -> Vec<Mention> {
        let folded = Folded::new(text);
        let found = resolve(&self.lexicon, candidates(&self.lexicon, text, &folded));
        found
            .iter()
            .map(|candidate| Mention {
                concept: self.lexicon.concepts[candidate.concept].clone(),
                status: Status::Affirmed,
                span: candidate.span,
                term: self.lexicon.terms[candidate.term].text.clone(),
            })
            .collect()
    }
}
