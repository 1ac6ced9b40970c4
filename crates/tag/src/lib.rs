//! Finds the concepts of a taxonomy in passages, with their status.
//!
//! A [`Tagger`] looks for all terms of a [`Taxonomy`](fundscan_taxonomy::Taxonomy) in one pass over the folded text
//! (Aho–Corasick), then checks the borders of words, capitals, the rest of compounds and excluded words. Regular
//! expressions run only for terms that are patterns, and only over text with a literal that the pattern needs. What is found is a [`Mention`](fundscan_model::Mention): concept,
//! the bytes of the passage, the term, and whether the passage affirms or negates it.
//!
//! Which matches count:
//!
//! - within a concept the longest wins over those that share text with it;
//! - a match that lies wholly inside a longer one of another concept does not count ("digitale vaardigheden" leaves no
//!   "vaardigheden"), unless the taxonomy lets both;
//! - equal spans of two concepts both count;
//! - what stands in a gap of a term is not part of its match.
//!
//! A mention is affirmed unless a cue of negation reaches it. Time and reserve are told where words tell them. Cues, what
//! only looks like one, and the words that tell clauses apart are data (`data/nl.toml`, `data/en.toml`); a passage is
//! judged by the language most of its frequent words are of. [`Tagger::tag`] judges it by itself; [`Tagger::tag_after`]
//! knows the sentence before, whose status a list keeps.
//!
//! A [`Search`] looks for one term or regular expression. An [`Explainer`] tells what made each mention, and what became of
//! the places of terms that do not count.
//!
//! Left out: reading the taxonomy, splitting text into passages, counting. Limits: a compound may have 96 bytes
//! before and after the part that a term knows. Time grows linearly with the text.
//!
//! ```
//! use fundscan_model::Status;
//! use fundscan_tag::Tagger;
//! use fundscan_taxonomy::Taxonomy;
//!
//! let taxonomy = Taxonomy::parse(
//!     r#"
//!     id = "example"
//!     version = "1"
//!     [groups]
//!     instruments = "Instrumenten"
//!     [[concept]]
//!     id = "training-voucher"
//!     group = "instruments"
//!     label = "scholingsvoucher"
//!     nl = ["*voucher(s)"]
//!     "#,
//! )?
//! .0;
//! let tagger = Tagger::new(&taxonomy)?;
//! let text = "Eén SCHOLINGSVOUCHER per jaar.";
//! let mentions = tagger.tag(text);
//! assert_eq!(mentions[0].concept.as_str(), "training-voucher");
//! assert_eq!(&text[mentions[0].span.range()], "SCHOLINGSVOUCHER");
//! assert_eq!(mentions[0].status, Status::Affirmed);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod context;
mod ellipsis;
mod error;
mod explain;
mod find;
mod lead;
mod lexicon;
mod prefilter;
mod reference;
mod resolve;
mod scan;
mod search;
mod spread;
mod status;
mod tagger;
mod watch;
mod word;

pub use error::TagError;
pub use explain::{Dropped, Explainer, Explanation, FormFound, FoundBy, Split, Way, Why};
pub use lead::{Lead, Leads, Part};
pub use search::{Search, SearchError};
pub use tagger::Tagger;

/// The revision of this stage: it changes when, and only when, the same text and taxonomy can give other mentions.
pub const REVISION: u32 = 3;
