use std::collections::BTreeMap;

use fundscan_model::{FundId, Notice};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Action, Decision, Decisions, is_called};
use crate::Evidence;

/// A decision that concerns a document, and what came of it there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionRecord {
    /// The decision, as it is written.
    pub decision: Decision,
    /// What came of it.
    pub outcome: Outcome,
    /// The ids of the mentions it touched, rejected ones among them.
    pub mentions: Vec<String>,
    /// The pages of the places it may mean, where it finds several; empty where there are none to tell.
    pub pages: Vec<u32>,
}

/// What came of a decision in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It was done.
    Applied,
    /// The document that it names does not hold its words.
    NotFound,
    /// Several places, or several mentions, have these words; nothing was done.
    Ambiguous,
    /// Its words are there, but no mention of the concept in them.
    NoMention,
    /// The mention it adds was found without it.
    AlreadyThere,
    /// Mentions in passages of that kind do not count in this scan.
    KindNotCounted,
    /// The taxonomy in use does not have the concept.
    UnknownConcept,
    /// An earlier decision has decided on the same mention or document.
    DecidedBefore,
}

/// What a person decided about a mention.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MentionDecision {
    /// What was done.
    pub action: Action,
    /// Why.
    pub reason: String,
    /// Who decided it; null where nobody is named.
    pub by: Option<String>,
    /// When, as it was written; null where it was not.
    pub on: Option<String>,
    /// The name of the file it is written in.
    pub file: String,
    /// The line of that file, from 1.
    #[schemars(range(min = 1))]
    pub line: u64,
}

impl From<&Decision> for MentionDecision {
    fn from(d: &Decision) -> Self {
        let Decision { action, reason, by, on, file, line, .. } = d.clone();
        Self { action, reason, by, on, file, line }
    }
}

/// How much was decided by hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionCounts {
    /// Mentions that were rejected and do not count.
    pub rejected: u64,
    /// Mentions that were added.
    pub added: u64,
    /// Mentions that were attributed to another fund.
    pub attributed: u64,
    /// Documents whose fund, year or kind was corrected.
    pub documents: u64,
}

impl DecisionCounts {
    /// What was decided about a document and its mentions.
    #[must_use]
    pub fn of(evidence: &Evidence) -> Self {
        let with = |action| {
            let is = |m: &&crate::MentionRecord| m.decision.as_ref().is_some_and(|d| d.action == action);
            evidence.mentions.iter().filter(is).count() as u64
        };
        let corrected = |r: &DecisionRecord| r.decision.action == Action::Document && r.outcome == Outcome::Applied;
        Self {
            rejected: evidence.rejected.len() as u64,
            added: with(Action::Add),
            attributed: with(Action::Attribute),
            documents: u64::from(evidence.decisions.iter().any(corrected)),
        }
    }

    /// Whether nothing was.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.rejected += other.rejected;
        self.added += other.added;
        self.attributed += other.attributed;
        self.documents += other.documents;
    }

    /// `by hand: 3 mentions rejected, 1 added`, as a notice; none where nothing was decided.
    #[must_use]
    pub fn notice(&self) -> Option<Notice> {
        (!self.is_empty()).then(|| Notice::new("decided-by-hand", self.to_string()))
    }
}

impl std::fmt::Display for DecisionCounts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let some = |n: u64, what: &str, done: &str| {
            (n > 0).then(|| format!("{n} {what}{} {done} by hand", if n == 1 { "" } else { "s" }))
        };
        let parts = [
            some(self.rejected, "mention", "rejected"),
            some(self.added, "mention", "added"),
            some(self.attributed, "mention", "attributed to another fund"),
            some(self.documents, "document", "corrected"),
        ];
        f.pad(&parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
    }
}

/// The fund of a document, what came of a decision in it, and the pages it may mean.
type InDocument = (Option<FundId>, Outcome, Vec<u32>);

/// Gathers what came of decisions in the documents of a collection.
#[derive(Clone, Debug, Default)]
pub(crate) struct Decided {
    /// By file and line: path and fund of the document, what came of it.
    found: BTreeMap<(String, u64), BTreeMap<String, InDocument>>,
}

/// The characters of a passage that a notice shows.
const SHOWN: usize = 60;
/// The documents that a notice names.
const NAMED: usize = 5;

impl Decided {
    pub(crate) fn add(&mut self, evidence: &Evidence) {
        for DecisionRecord { decision, outcome, pages, .. } in &evidence.decisions {
            let documents = self.found.entry((decision.file.clone(), decision.line)).or_default();
            documents.insert(evidence.source.path.clone(), (evidence.fund.id.clone(), *outcome, pages.clone()));
        }
    }

    /// What to tell of decisions that did not do what they were meant to.
    pub(crate) fn notices(&self, decisions: &Decisions) -> Vec<Notice> {
        decisions.iter().flat_map(|decision| self.notices_of(decision)).collect()
    }

    fn notices_of(&self, decision: &Decision) -> Vec<Notice> {
        let say =
            |code: &str, what: String| Notice::new(code, format!("{} line {}: {what}", decision.file, decision.line));
        let nothing = BTreeMap::new();
        let documents = self.found.get(&(decision.file.clone(), decision.line)).unwrap_or(&nothing);
        let what = decision.words_shown();
        if documents.values().all(|(_, outcome, _)| *outcome == Outcome::NotFound) {
            let named = decision.document.as_deref().unwrap_or("the documents");
            let message = match decision.action {
                Action::Document => format!("no document is called {named}; nothing was corrected"),
                _ if documents.is_empty() => format!("{what} stands in no document it may mean; nothing was done"),
                _ => format!("{what} does not stand in {named}; nothing was done"),
            };
            return vec![say("decision-not-found", message)];
        }
        let mut notices = Vec::new();
        for (path, (_, outcome, pages)) in documents {
            let pages: Vec<String> = pages.iter().map(ToString::to_string).collect();
            let pages = if pages.is_empty() { String::new() } else { format!(" (pages {})", pages.join(", ")) };
            let concept = decision.concept.as_ref().map_or_else(|| "any concept".to_owned(), ToString::to_string);
            notices.extend(match outcome {
                Outcome::Applied | Outcome::NotFound => None,
                Outcome::Ambiguous => Some(say(
                    "decision-ambiguous",
                    format!(
                        "{what} has several places in {path}{pages}; nothing was done; give more of the passage, or say \
                         that all are meant"
                    ),
                )),
                Outcome::NoMention => Some(say(
                    "decision-no-mention",
                    format!("{what} stands in {path}, but no mention of {concept} is in it; nothing was done"),
                )),
                Outcome::AlreadyThere => Some(say(
                    "decision-not-needed",
                    format!("{concept} is found in {what} in {path} without it; nothing was added"),
                )),
                Outcome::KindNotCounted => Some(say(
                    "decision-kind-not-counted",
                    format!("{what} stands in {path} in a kind of passage that this scan does not count (see --kind)"),
                )),
                Outcome::UnknownConcept => Some(say(
                    "decision-unknown-concept",
                    format!("the taxonomy in use has no concept {concept}; nothing was done in {path}"),
                )),
                Outcome::DecidedBefore => Some(say(
                    "decision-contradicted",
                    format!("an earlier line decides on the same in {path}; this one was not followed"),
                )),
            });
        }
        let applied: Vec<(&String, &Option<FundId>)> =
            documents.iter().filter(|(_, d)| d.1 == Outcome::Applied).map(|(path, d)| (path, &d.0)).collect();
        let paths = names(&applied.iter().map(|(path, _)| path.as_str()).collect::<Vec<_>>());
        let named = decision.document.as_deref().filter(|name| !name.contains('*') && super::is_file_name(name));
        let elsewhere = named.filter(|name| !applied.iter().any(|(path, _)| is_called(name, path, None)));
        if let Some(name) = elsewhere.filter(|_| !applied.is_empty()) {
            let message =
                format!("{name} is not among the documents; its words stand in {paths}, and it was followed there");
            notices.push(say("decision-carried", message));
        }
        let mut funds: Vec<_> = applied.iter().map(|(_, fund)| fund).collect();
        funds.sort_unstable();
        funds.dedup();
        let several = match decision.action {
            // A name is meant for one document; each of them was corrected.
            Action::Document => applied.len() > 1 && !decision.is_pattern(),
            _ => funds.len() > 1 && !decision.all,
        };
        if several {
            let message = format!("it was followed in {} documents ({paths}); name one if one is meant", applied.len());
            notices.push(say("decision-in-several-documents", message));
        }
        notices
    }
}

impl Decision {
    /// The words it is found by, cut to what a message has room for.
    fn words_shown(&self) -> String {
        let context = self.context();
        let context = context.split_whitespace().collect::<Vec<_>>().join(" ");
        match context.char_indices().nth(SHOWN) {
            Some((cut, _)) => format!("“{}…”", context[..cut].trim_end()),
            None => format!("“{context}”"),
        }
    }
}

fn names(paths: &[&str]) -> String {
    let more = paths.len().saturating_sub(NAMED);
    let named = paths.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    if more > 0 { format!("{named} and {more} more") } else { named }
}
