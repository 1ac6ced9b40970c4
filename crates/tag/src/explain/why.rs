use std::fmt;

use fundscan_model::{ByteSpan, ConceptId};
use fundscan_taxonomy::{ContextRule, Side};

use super::Told;
use crate::find::Candidate;
use crate::watch::Lost;

/// Why a place where a term stands does not count. Shown, it goes on with a sentence that starts with the words that were
/// found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The term excludes it.
    Excluded {
        /// The words that are excluded, as they stand in the text.
        quote: String,
        /// Where they stand.
        span: ByteSpan,
        /// The form of what is excluded.
        form: String,
    },
    /// What must stand near it does not, or what must not does.
    Context {
        /// On which side.
        side: Side,
        /// Whether one of the words must stand there, or none may.
        wanted: bool,
        /// Within how many words.
        within: usize,
        /// The words.
        words: Vec<String>,
    },
    /// It lies in a name in which nothing counts.
    Name {
        /// The name.
        quote: String,
        /// Where it stands.
        span: ByteSpan,
        /// The name as the taxonomy has it.
        term: String,
    },
    /// It lies in a bibliographic reference, or in the title in one.
    Reference {
        /// The reference.
        quote: String,
        /// Where it stands.
        span: ByteSpan,
    },
    /// The same words were found by another term of the concept.
    Same {
        /// That term.
        term: String,
    },
    /// It shares words with a mention of the same concept that is longer, or as long and earlier.
    Longer {
        /// The longer words.
        quote: String,
        /// Where they stand.
        span: ByteSpan,
        /// The term that found them.
        term: String,
    },
    /// It lies inside longer words of another concept.
    Inside {
        /// That concept.
        concept: ConceptId,
        /// The longer words.
        quote: String,
        /// Where they stand.
        span: ByteSpan,
        /// The term that found them.
        term: String,
    },
}

impl Why {
    /// A short stable name of the reason.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Excluded { .. } => "excluded",
            Self::Context { wanted: true, .. } => "context-missing",
            Self::Context { wanted: false, .. } => "context-excluded",
            Self::Name { .. } => "name",
            Self::Reference { .. } => "reference",
            Self::Same { .. } => "same-words",
            Self::Longer { .. } => "longer-match",
            Self::Inside { .. } => "inside-other-concept",
        }
    }

    /// The bytes of the words that won over it, or ruled it out.
    #[must_use]
    pub fn span(&self) -> Option<ByteSpan> {
        match self {
            Self::Excluded { span, .. }
            | Self::Name { span, .. }
            | Self::Reference { span, .. }
            | Self::Longer { span, .. }
            | Self::Inside { span, .. } => Some(*span),
            Self::Context { .. } | Self::Same { .. } => None,
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Excluded { quote, form, .. } => {
                write!(f, "is part of “{quote}”, which the term leaves out (not: {form})")
            }
            Self::Context { side, wanted, within, words } => {
                let verb = if *wanted { "counts only" } else { "does not count" };
                write!(f, "{verb} {} {}", place(*side, *within), words.join(", "))
            }
            Self::Name { quote, term, .. } => {
                write!(f, "is part of the name “{quote}”, in which nothing counts (name: {})", short(term))
            }
            Self::Reference { .. } => f.write_str("is part of a bibliographic reference, in which nothing counts"),
            Self::Same { term } => write!(f, "was found by another term of the concept already: {}", short(term)),
            Self::Longer { quote, term, .. } => {
                write!(f, "gives way to “{quote}” of the same concept (term: {})", short(term))
            }
            Self::Inside { concept, quote, term, .. } => {
                write!(f, "lies inside the longer “{quote}” of {concept} (term: {})", short(term))
            }
        }
    }
}

/// The characters of a term that are shown in a sentence: enough to know it by.
const SHORT: usize = 60;

fn short(term: &str) -> String {
    match term.char_indices().nth(SHORT) {
        Some((end, _)) => format!("{}…", &term[..end]),
        None => term.to_owned(),
    }
}

fn place(side: Side, within: usize) -> String {
    match (side, within) {
        (Side::Before, 1) => "right before one of:".to_owned(),
        (Side::Before, n) => format!("before one of these within {n} words:"),
        (Side::After, 1) => "right after one of:".to_owned(),
        (Side::After, n) => format!("after one of these within {n} words:"),
        (Side::Near, n) => format!("within {n} words of one of:"),
    }
}

impl Told<'_> {
    /// Why a candidate was dropped; none where there is nothing to tell, since its term counts at the same place.
    pub(super) fn why(&self, candidate: &Candidate, lost: Lost) -> Option<Why> {
        Some(match lost {
            Lost::Excluded(by) => {
                let form = self.forms(&by, &[by.span]).into_iter().next().map(|found| found.form).unwrap_or_default();
                Why::Excluded { quote: self.quote(by.span), span: by.span, form }
            }
            Lost::Context(number) => context(self.explainer.terms[candidate.term].1.context().get(number)?),
            Lost::IsName => return None,
            Lost::Uncounted(span) => {
                let quote = self.quote(span);
                match self.names.get(&span) {
                    Some(name) => Why::Name { quote, span, term: self.term(name) },
                    None => Why::Reference { quote, span },
                }
            }
            Lost::Longest(span) => {
                let winner = self.longest.get(&(candidate.concept, span))?;
                let term = self.term(winner);
                match span == candidate.span {
                    true if winner.term == candidate.term => return None,
                    true => Why::Same { term },
                    false => Why::Longer { quote: self.quote(span), span, term },
                }
            }
            Lost::Inside(outer) => Why::Inside {
                concept: self.explainer.terms[outer.term].0?.id().clone(),
                quote: self.quote(outer.span),
                span: outer.span,
                term: self.term(&outer),
            },
        })
    }
}

fn context(rule: &ContextRule) -> Why {
    Why::Context {
        side: rule.side(),
        wanted: rule.wanted(),
        within: rule.within(),
        words: rule.words().iter().map(ToString::to_string).collect(),
    }
}
