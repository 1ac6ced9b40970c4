use fundscan_model::ConceptId;

/// Why a tagger cannot be made of a taxonomy.
#[derive(Debug, thiserror::Error)]
pub enum TagError {
    /// The terms together are too many or too long for one pass.
    #[error("the {forms} forms of the taxonomy's terms do not fit into one automaton")]
    Automaton {
        /// How many different forms there are.
        forms: usize,
        /// What the automaton says.
        source: Box<aho_corasick::BuildError>,
    },
    /// A term has a form without letters or digits, which would be found in every text.
    #[error("the term `{}` of `{concept}` has no letter or digit to find", .term.escape_debug())]
    NothingToFind {
        /// The concept.
        concept: ConceptId,
        /// Its term as it is written.
        term: String,
    },
}
