//! The researcher's last word: decisions by hand on documents and mentions, and what came of them.
//!
//! A decision names a passage by its words, never by an id, so that it holds for another version of a document, for
//! next year's, and for another taxonomy, wherever the same words stand.

mod judge;
mod outcome;
mod words;

use fundscan_model::{ConceptId, FundId, Status};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::shapes::StatusShape;
use crate::{DocumentKind, Years};

pub(crate) use judge::{Bench, judge};
pub(crate) use outcome::Decided;
pub use outcome::{DecisionCounts, DecisionRecord, MentionDecision, Outcome};
use words::key;

/// What a person decided, and where it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// The name of the file it stands in.
    pub file: String,
    /// The line of that file, from 1: without this line the decision is undone.
    #[schemars(range(min = 1))]
    pub line: u64,
    /// What is to be done.
    pub action: Action,
    /// Which documents it is about: a path, a file name or a title, in which `*` stands for any text; null for all.
    pub document: Option<String>,
    /// The concept; null for all that was found in the passage, which only an attribution may say.
    #[schemars(with = "Option<String>")]
    pub concept: Option<ConceptId>,
    /// Words of the passage, enough to find it by; null where `quote` and what stands beside it do.
    pub text: Option<String>,
    /// The words before the quote, where they were given; they stand right before it.
    pub before: Option<String>,
    /// The words that express the concept; null for the whole passage.
    pub quote: Option<String>,
    /// The words right after the quote, where they were given.
    pub after: Option<String>,
    /// Whether all places with these words are meant, rather than the one there is.
    pub all: bool,
    /// The fund that the document or the mention is of.
    #[schemars(with = "Option<String>")]
    pub to_fund: Option<FundId>,
    /// The year or years the document is about.
    pub to_years: Option<Years>,
    /// What the document is.
    pub to_kind: Option<DocumentKind>,
    /// Whether a mention that is added affirms its concept.
    #[schemars(with = "Option<StatusShape>")]
    pub to_status: Option<Status>,
    /// Why.
    pub reason: String,
    /// Who decided it.
    pub by: Option<String>,
    /// When, as it was written.
    pub on: Option<String>,
}

/// What a decision does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// Correct a document's fund, year or kind.
    Document,
    /// Attribute mentions to another fund.
    Attribute,
    /// Reject a mention: it is listed apart and counts no more.
    Reject,
    /// Add a mention that was not found, or was found to say the contrary.
    Add,
}

impl Action {
    /// All actions, as files write them.
    pub const ALL: [Self; 4] = [Self::Document, Self::Attribute, Self::Reject, Self::Add];

    /// The name used in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Attribute => "attribute",
            Self::Reject => "reject",
            Self::Add => "add",
        }
    }

    /// The action with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.name() == name)
    }
}

impl std::fmt::Display for Action {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}

impl Decision {
    /// What the decision is about, in the words that are compared: two decisions with the same subject are about the
    /// same thing. Capitals, accents, marks and white space do not matter.
    #[must_use]
    pub fn subject(&self) -> String {
        let part = |text: &Option<String>| key(text.as_deref().unwrap_or_default());
        let document = self.document.as_deref().map(folded_name).unwrap_or_default();
        if self.action == Action::Document {
            return document;
        }
        let context = key(&self.context());
        let concept = self.concept.as_ref().map_or("", |c| c.as_str());
        format!("{document}\n{concept}\n{context}\n{}", part(&self.quote))
    }

    /// Whether the words it names have a letter or digit to be found by.
    #[must_use]
    pub fn has_words(&self) -> bool {
        !key(&self.context()).trim().is_empty()
    }

    /// Whether the quote is part of the words it names; so too where there is no quote.
    #[must_use]
    pub fn quote_is_in_text(&self) -> bool {
        self.quote.as_deref().is_none_or(|quote| {
            let quote = key(quote);
            !quote.trim().is_empty() && key(&self.context()).contains(&quote)
        })
    }

    /// The words it is found by.
    fn context(&self) -> String {
        match (&self.text, &self.quote) {
            (Some(text), _) => text.clone(),
            (None, quote) => {
                [&self.before, quote, &self.after].into_iter().flatten().cloned().collect::<Vec<_>>().join(" ")
            }
        }
    }

    /// Whether the name it gives for documents stands for several.
    fn is_pattern(&self) -> bool {
        self.all || self.document.as_ref().is_none_or(|name| name.contains('*'))
    }
}

/// The decisions of a collection, in the order in which they are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    /// Each with whether it is for every document, since the one it names is not there.
    list: Vec<(Decision, bool)>,
}

impl Decisions {
    /// These decisions on the documents at `paths`.
    ///
    /// A decision on a passage that names a file which is not among them is carried to wherever its words stand: to
    /// next year's report, or to the same one under another name.
    #[must_use]
    pub fn new(decisions: Vec<Decision>, paths: &[&str]) -> Self {
        let carried = |d: &Decision| {
            let named = d.document.as_deref().filter(|name| d.action != Action::Document && is_file_name(name));
            named.is_some_and(|name| !paths.iter().any(|path| is_called(name, path, None)))
        };
        Self { list: decisions.into_iter().map(|d| (d.clone(), carried(&d))).collect() }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Decision> {
        self.list.iter().map(|(decision, _)| decision)
    }

    /// Those that may concern the document at `path` with this title.
    pub fn about(&self, path: &str, title: Option<&str>) -> impl Iterator<Item = &Decision> {
        let concerns = move |(d, anywhere): &&(Decision, bool)| {
            *anywhere || d.document.as_deref().is_none_or(|name| is_called(name, path, title))
        };
        self.list.iter().filter(concerns).map(|(decision, _)| decision)
    }
}

/// The endings of files that are read: what ends like this is the name of a file rather than a title.
const ENDINGS: [&str; 7] = [".pdf", ".html", ".htm", ".docx", ".docm", ".md", ".txt"];

fn is_file_name(name: &str) -> bool {
    let name = folded_name(name);
    !name.contains('*') && ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// As names are compared: capitals, accents and the kind of slash do not matter.
fn folded_name(name: &str) -> String {
    fundscan_taxonomy::Folded::new(name.trim()).as_str().replace('\\', "/")
}

/// Whether a document goes by a name, in which `*` stands for any text: its path, the name of its file, or its title.
#[must_use]
pub fn is_called(name: &str, path: &str, title: Option<&str>) -> bool {
    let name = folded_name(name);
    let path = folded_name(path);
    let file = path.rsplit('/').next().unwrap_or_default();
    let title = title.map(folded_name);
    [Some(path.as_str()), Some(file), title.as_deref()].into_iter().flatten().any(|text| fits(&name, text))
}

/// Whether a text is what a pattern with `*` says. Each part is looked for once, from the left, so that the work grows
/// with the length of both and no more.
fn fits(pattern: &str, text: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(mut text) = text.strip_prefix(first) else { return false };
    let (middle, last) = rest.rsplit_once('*').unwrap_or(("", rest));
    for part in middle.split('*') {
        let Some(at) = text.find(part) else { return false };
        text = &text[at + part.len()..];
    }
    text.ends_with(last)
}

#[cfg(test)]
mod tests;
