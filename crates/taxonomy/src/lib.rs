//! The data a researcher edits: the taxonomy, the fund register and the questions of a quick-scan, read and checked.
//!
//! A [`Taxonomy`] is a TOML file with groups and concepts; each concept has a place in the hierarchy, labels and the
//! [`Term`]s that express it; it may name the same or nearly the same concept of another vocabulary, such as ESCO, by
//! its absolute IRI under `exact_match` and `close_match`. A [`FundRegister`] is a TOML file with the funds and the names they are written by;
//! [`Questions`] is a TOML file with what a quick-scan asks and which concepts answer it. All three
//! have a built-in default. Reading is strict and collects every fault with its line ([`Finding`]), so that a
//! researcher can repair a file in one go; a file with faults is not used.
//!
//! A term is a word or phrase in a small language:
//!
//! | written | finds |
//! |---|---|
//! | `sociale innovatie` | these words, whole, in any case, with any white space between them |
//! | `cursus(sen)` | *cursus* and *cursussen*: what stands in parentheses may be there or not |
//! | `nieuwe/nieuwste technologie` | one of the words between the slashes, then *technologie* |
//! | `[om te gaan/omgaan] met media` | one of the phrases between the slashes, then *met media* |
//! | `vaardigheden ~3 toekomst` | both, with at most three words between them, in one clause |
//! | `*voucher` | *voucher* and words that end with it: *scholingsvoucher*, *scholings-voucher* |
//! | `scholing*` | *scholing* and words that start with it: *scholingsbudget* |
//! | `*coach*` | *coach* anywhere in a word |
//! | `vaardigheden ~~3 digitale` | the same in either order |
//! | `cursus{n}` | a noun: plural and diminutive |
//! | `digitaal{a}` | an adjective: *digitale*, comparative, superlative |
//! | `opleiden{v}`, `over\|nemen{v}` | a verb: *leidt … op*, *opgeleid*, *op te leiden* |
//! | `{ term = "coach{n}", add = ["coachen"], drop = ["coachje"] }` | with one form more, and without one |
//! | `\/` | a slash as such; so too `\(` `\)` `\[` `\]` `\*` `\~` `\\` |
//! | `{ term = "EVC", case = "exact" }` | *EVC*, not *evc* |
//! | `{ term = "*vaardigheid", not = ["rechtvaardigheid"] }` | not where the word is, or ends in, an excluded one |
//! | `{ term = "rekenen", not_before = ["op"] }` | not where it stands before *op*; so too `before`, `after`, `not_after`, `near`, `not_near`, and `within = 3` for the distance in words |
//! | `{ term = '\bmbo[- ]?[1-4]\b', pattern = true }` | what the regular expression finds, where it is whole words |
//!
//! Text and terms are compared in their folded form ([`Folded`]): without regard to case (Unicode's, not ASCII's),
//! accents, kinds of hyphen and apostrophe, or kind and number of white space.
//!
//! Left out: finding terms in text, which is the tagger's work (funds are found here, since their names are all there
//! is to it). Limits: a term, or what stands between its gaps, stands for at most [`MAX_FORMS`] forms; a pattern is a linear-time regular expression of
//! limited size.
//!
//! ```
//! use fundscan_taxonomy::Taxonomy;
//!
//! let (taxonomy, findings) = Taxonomy::parse(
//!     r#"
//!     id = "example"
//!     version = "1.0"
//!     language = "nl"
//!
//!     [groups]
//!     instruments = { nl = "Instrumenten", en = "Instruments" }
//!
//!     [[concept]]
//!     id = "courses"
//!     group = "instruments"
//!     label = { nl = "scholingsaanbod", en = "courses" }
//!     nl = ["cursus(sen)", "*training(en)"]
//!     "#,
//! )?;
//! assert!(findings.is_empty());
//! let courses = taxonomy.concept("courses").expect("it is there");
//! assert_eq!(courses.label().nl(), "scholingsaanbod");
//! assert_eq!(courses.terms()[0].forms().len(), 2);
//! # Ok::<(), fundscan_taxonomy::TaxonomyError>(())
//! ```

mod concept;
mod context;
mod error;
mod expand;
mod finding;
mod fold;
mod fund;
mod fund_names;
mod hash;
mod inflect;
mod iri;
mod pattern;
mod questions;
mod read;
mod taxonomy;
mod term;
mod uncounted;

pub use concept::{Concept, Group, Label};
pub use context::{ContextRule, Side};
pub use error::TaxonomyError;
pub use expand::{MAX_FORMS, TermFault};
pub use finding::{Finding, Severity};
pub use fold::{CaseRule, Folded};
pub use fund::{Fund, FundName, FundRegister};
pub use fund_names::FundMention;
pub use iri::absolute_iri;
pub use pattern::Pattern;
pub use questions::{Question, Questions};
pub use taxonomy::Taxonomy;
pub use term::{Apart, Form, FormWord, Segment, Term, TermKind};
pub use uncounted::Uncounted;
