//! What a taxonomy may lack: words and phrases of a collection that none of its terms covers.
//!
//! Documents are read twice, in the same order: [`SuggestionBuilder::new`] counts words, [`SuggestionBuilder::again`]
//! begins the second reading, which counts phrases and the company that words keep. What comes of it is ranked
//! ([`SuggestionBuilder::rank`]); a last look at some of the documents fetches the examples
//! ([`RankedSuggestions::illustrate`]).
//!
//! A word is a candidate where it is neither common (`data/common-words.txt`), a name or a number, nor known to a term; a
//! phrase has two to four words, none of them a name, with no common word at its edges, and crosses no punctuation.
//! Passages with the same words count once, so that what funds repeat year after year weighs no more than what they say
//! once. A candidate occurs at least three times, and in two documents where there are as many.
//!
//! The rank adds up, each as the logarithm of its G² (see `fundscan_evaluate`), how much more frequent a candidate is in passages
//! with concepts than in the others, and how often it stands in one passage with the concept it is nearest to; and
//! whether it shares a part or stem with the concept's terms.

mod candidates;
mod common;
mod form;
mod phrase;
mod prepared;
mod rank;
mod suggestions;
mod tokens;
mod vocabulary;

use std::collections::BTreeSet;

use fundscan_model::{ConceptId, Notice};
use fundscan_taxonomy::Taxonomy;

use crate::json::Versioned;
use crate::{Kinds, StoredPassages, TaxonomyStamp};
use candidates::Candidates;
use form::TermWords;
pub use prepared::SuggestDocument;
use rank::Ranked;
pub use suggestions::{Example, Near, Occurring, Suggestion, Suggestions};
use vocabulary::Words;

/// The fewest occurrences of a suggestion: less may be chance.
const MIN_COUNT: u64 = 3;

/// The fewest documents it occurs in, where there are as many: what only one speaks of is mostly its own affair.
const MIN_DOCUMENTS: u32 = 2;

/// What is suggested.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SuggestOptions {
    /// Only what is near this concept.
    pub concept: Option<ConceptId>,
    /// The most suggestions; 0 for all.
    pub max: usize,
}

/// Gathers suggestions from the documents of a collection.
#[derive(Debug)]
pub struct SuggestionBuilder<'t> {
    taxonomy: &'t Taxonomy,
    terms: TermWords,
    words: Words,
}

impl<'t> SuggestionBuilder<'t> {
    /// Begins the first reading.
    #[must_use]
    pub fn new(taxonomy: &'t Taxonomy) -> Self {
        Self { taxonomy, terms: TermWords::new(taxonomy), words: Words::new() }
    }

    /// Counts the words of a document.
    pub fn add(&mut self, document: &SuggestDocument) {
        self.words.add(document);
    }

    /// Begins the second reading, of the same documents in the same order.
    #[must_use]
    pub fn again(self) -> SuggestionCounts<'t> {
        let Self { taxonomy, terms, words } = self;
        let left_out = words.left_out;
        let vocabulary = words.finish(MIN_COUNT);
        let candidates = Candidates::new(vocabulary);
        SuggestionCounts { taxonomy, terms, candidates, documents: Vec::new(), words_left_out: left_out }
    }
}

/// The second reading.
#[derive(Debug)]
pub struct SuggestionCounts<'t> {
    taxonomy: &'t Taxonomy,
    terms: TermWords,
    candidates: Candidates,
    documents: Vec<String>,
    words_left_out: u64,
}

impl SuggestionCounts<'_> {
    /// Counts the phrases of a document, which is called `path`.
    pub fn add(&mut self, path: &str, document: &SuggestDocument) {
        self.documents.push(path.to_owned());
        self.candidates.add(document);
    }

    /// Ranks what was found. `tool` is the program and its version, `kinds` the kinds of passages that were looked at.
    #[must_use]
    pub fn rank(mut self, tool: &str, kinds: &Kinds, options: &SuggestOptions) -> RankedSuggestions {
        let several = self.candidates.sums.documents >= MIN_DOCUMENTS;
        let minimum_documents = if several { MIN_DOCUMENTS } else { 1 };
        let found = self.candidates.frequent(MIN_COUNT, minimum_documents);
        let sums = self.candidates.sums.clone();
        let ranked = Ranked {
            taxonomy: self.taxonomy,
            terms: &self.terms,
            vocabulary: &self.candidates.vocabulary,
            sums: &sums,
            funds: &self.candidates.funds,
        }
        .lines(found, options);
        let total = ranked.total as u64;
        let (suggestions, places): (Vec<Suggestion>, Vec<_>) = ranked.lines.into_iter().unzip();
        let mut notices = Vec::new();
        if self.words_left_out > 0 || self.candidates.left_out > 0 {
            let message = format!(
                "there are too many different words and phrases to count: {} words and {} phrases that came last were \
                 left out; suggest from a part of the documents to have them counted",
                self.words_left_out, self.candidates.left_out
            );
            notices.push(Notice::new("suggestions-limit", message));
        }
        RankedSuggestions {
            suggestions: Suggestions {
                schema: Suggestions::SCHEMA.to_owned(),
                tool: tool.to_owned(),
                taxonomy: TaxonomyStamp::of(self.taxonomy),
                kinds: kinds.as_slice().to_vec(),
                concept: options.concept.clone(),
                documents: u64::from(sums.documents),
                passages: sums.passages,
                passages_with_concepts: sums.passages_with_concepts,
                words_with_concepts: sums.words_with_concepts,
                words_elsewhere: sums.words_elsewhere,
                minimum_count: MIN_COUNT,
                minimum_documents: u64::from(minimum_documents),
                total,
                suggestions,
                notices,
            },
            places,
            documents: self.documents,
        }
    }
}

/// Suggestions that lack only their examples.
#[derive(Debug)]
pub struct RankedSuggestions {
    suggestions: Suggestions,
    /// For each suggestion the passages to quote.
    places: Vec<Vec<candidates::Place>>,
    documents: Vec<String>,
}

impl RankedSuggestions {
    /// The paths of the documents of which passages are quoted.
    #[must_use]
    pub fn documents(&self) -> BTreeSet<String> {
        self.places.iter().flatten().map(|place| self.documents[place.document as usize].clone()).collect()
    }

    /// Quotes passages of a document.
    pub fn illustrate(&mut self, path: &str, passages: &StoredPassages) {
        for (suggestion, places) in self.suggestions.suggestions.iter_mut().zip(&self.places) {
            for place in places {
                let document = &self.documents[place.document as usize];
                let all = passages.passages();
                let found = all.binary_search_by_key(&place.passage, |p| p.number).ok().map(|at| &all[at]);
                if let Some(passage) = found.filter(|_| document == path) {
                    suggestion.examples.push(Example {
                        document: document.clone(),
                        fund: passage.fund.clone(),
                        page: passage.places.first().map(|p| p.page),
                        passage: passage.id.clone(),
                        text: passage.text.clone(),
                    });
                }
            }
        }
    }

    /// The suggestions.
    #[must_use]
    pub fn finish(self) -> Suggestions {
        self.suggestions
    }
}
