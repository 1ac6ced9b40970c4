use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use fundscan_model::{BlockKind, ByteSpan, ConceptId, FundId, Notice, Status};
use fundscan_taxonomy::{Label, Question, Questions};

use super::alike::Words;
use super::cell::{Cell, Said};
use super::heads::{Above, Heads, says_something};
use super::{
    Inventory, InventoryFund, InventoryPlace, InventoryQuestion, InventoryQuote, InventoryRow, QuestionsStamp,
};
use crate::context::excerpt;
use crate::hierarchy::Hierarchy;
use crate::json::Versioned;
use crate::{
    Action, Collection, ConceptGroup, DecisionCounts, Evidence, EvidenceError, FundBy, Kinds, MentionRecord,
    ReadStatus, StoredPassage, StoredPassages, Years,
};

/// The most characters of a passage that are quoted.
const MOST_CHARS: usize = 600;
/// The most quotes kept for a fund and a question: more than anybody reads in a cell.
const MOST_QUOTES: usize = 1000;
/// The fewest, however many funds there are.
const LEAST_QUOTES: usize = 20;
/// The quotes kept in all, shared out among funds and questions.
const QUOTES_IN_ALL: usize = 200_000;

/// What an inventory holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InventoryOptions {
    /// The most quotes to give for a fund and question; none for all. More are counted all the same.
    pub max: Option<usize>,
    /// Only documents about at least one of these years.
    pub years: Option<Years>,
    /// Only passages of these kinds, of those that each question asks for.
    pub kinds: Option<Kinds>,
}

/// Gathers an inventory, one document at a time, in the order of the collection.
#[derive(Debug)]
pub struct InventoryBuilder<'a> {
    collection: &'a Collection,
    questions: &'a Questions,
    options: InventoryOptions,
    tool: String,
    hierarchy: Hierarchy,
    /// For each concept of the taxonomy the questions it answers.
    answers: Vec<Vec<usize>>,
    heads: Heads,
    /// For each question, fund and status what was found.
    cells: BTreeMap<(usize, Option<FundId>, Status), Cell>,
    /// Documents and words of each fund.
    read: BTreeMap<FundId, (u64, u64)>,
    added: BTreeSet<String>,
    /// Documents whose passages were not at hand.
    without_text: u64,
    by_hand: DecisionCounts,
    /// The most quotes kept in a cell.
    most: usize,
}

impl<'a> InventoryBuilder<'a> {
    /// An inventory of this collection. A concept that the collection's taxonomy does not have answers nothing.
    #[must_use]
    pub fn new(tool: &str, collection: &'a Collection, questions: &'a Questions, options: InventoryOptions) -> Self {
        let hierarchy = Hierarchy::new(&collection.taxonomy.concepts);
        let answers = (0..hierarchy.len())
            .map(|concept| {
                let asked = (0..).zip(questions.questions());
                asked.filter(|(_, q)| answers(q, concept, &hierarchy)).map(|(n, _)| n).collect()
            })
            .collect();
        let cells = questions.questions().len() * (collection.funds.len() + 1);
        let most = (QUOTES_IN_ALL / cells.max(1)).clamp(LEAST_QUOTES, MOST_QUOTES);
        Self {
            collection,
            questions,
            options,
            tool: tool.to_owned(),
            hierarchy,
            answers,
            heads: Heads::of(questions),
            cells: BTreeMap::new(),
            read: BTreeMap::new(),
            added: BTreeSet::new(),
            without_text: 0,
            by_hand: DecisionCounts::default(),
            most,
        }
    }

    /// Whether a document may hold something that is quoted: otherwise [`Self::add`] needs no passages.
    #[must_use]
    pub fn quotes(&self, evidence: &Evidence) -> bool {
        let has = |kind: BlockKind| evidence.words_by_kind.iter().any(|w| w.kind == kind && w.passages > 0);
        let under_heads = || !self.heads.is_empty() && (has(BlockKind::TableCell) || has(BlockKind::ListItem));
        let mentions = || evidence.mentions.iter().any(|m| self.questions_of(m).next().is_some());
        self.is_asked(evidence) && (mentions() || under_heads())
    }

    /// Adds a document of the collection. Without its passages a quote is the little that the evidence itself keeps. A
    /// document that is counted under another name, was not read or is not of the years asked for adds nothing.
    ///
    /// # Errors
    ///
    /// Refuses evidence that is not of the collection, or was added before, and passages that do not belong to it.
    pub fn add(&mut self, evidence: &Evidence, passages: Option<&StoredPassages>) -> Result<(), EvidenceError> {
        let path = &evidence.source.path;
        let entry = self.collection.check(evidence)?;
        if !self.added.insert(path.clone()) {
            return Err(EvidenceError::TwiceTheSameDocument { path: path.clone() });
        }
        if entry.duplicate_of.is_some() || !self.is_asked(evidence) {
            return Ok(());
        }
        if let Some(passages) = passages {
            crate::concord::same_content(evidence, passages)?;
        }
        self.by_hand.add(&DecisionCounts::of(evidence));
        let mut spoken_of: BTreeMap<&FundId, u64> = BTreeMap::new();
        for words in evidence.words_by_fund.iter().filter(|w| w.kind.is_body()) {
            if let Some(fund) = &words.fund {
                *spoken_of.entry(fund).or_default() += words.words;
            }
        }
        for (fund, words) in spoken_of {
            let read = self.read.entry(fund.clone()).or_default();
            *read = (read.0 + 1, read.1 + words);
        }
        let stored = passages.map_or(&[][..], StoredPassages::passages);
        let above = Above::of(stored, &self.heads);
        let mut quoted = false;
        // The mentions of a passage follow each other.
        for mentions in evidence.mentions.chunk_by(|a, b| a.passage == b.passage) {
            quoted |= self.passage(evidence, mentions, passages, &above)?;
        }
        self.under_heads(evidence, stored, &above);
        self.without_text += u64::from(quoted && passages.is_none());
        Ok(())
    }

    /// Adds what one passage answers.
    fn passage(
        &mut self,
        evidence: &Evidence,
        mentions: &[MentionRecord],
        passages: Option<&StoredPassages>,
        above: &Above,
    ) -> Result<bool, EvidenceError> {
        let mut asked: BTreeMap<(usize, Option<FundId>, Status), Vec<&MentionRecord>> = BTreeMap::new();
        for mention in mentions {
            for question in self.questions_of(mention) {
                asked.entry((question, mention.fund.clone(), mention.status)).or_default().push(mention);
            }
        }
        let Some(first) = mentions.first().filter(|_| !asked.is_empty()) else { return Ok(false) };
        let stored = match passages {
            Some(passages) => Some(&passages.passages()[crate::concord::find(passages.passages(), first)?]),
            None => None,
        };
        // The head of a table says what is asked below it.
        if stored.and_then(|p| p.cell).is_some_and(|cell| cell.head) {
            return Ok(false);
        }
        let head = stored.and_then(|passage| above.head(passage));
        let concepts = |found: &[&MentionRecord]| -> Vec<ConceptId> {
            let numbers: BTreeSet<usize> = found.iter().filter_map(|m| self.hierarchy.number(&m.concept)).collect();
            numbers.iter().map(|n| self.collection.taxonomy.concepts[*n].concept.clone()).collect()
        };
        // What an answer denies stands with it, and not once more by itself.
        let mut denied: BTreeMap<(usize, Option<FundId>), Vec<ConceptId>> = BTreeMap::new();
        for ((question, fund, status), found) in &asked {
            if *status == Status::Negated && asked.contains_key(&(*question, fund.clone(), Status::Affirmed)) {
                denied.insert((*question, fund.clone()), concepts(found));
            }
        }
        let mut last: Option<(String, Rc<Words>)> = None;
        for (key, found) in asked {
            let Some(first) = found.first() else { continue };
            let denies = match (denied.get(&(key.0, key.1.clone())), key.2) {
                (None, _) => Vec::new(),
                (Some(denies), Status::Affirmed) => denies.clone(),
                (Some(_), Status::Negated) => continue,
            };
            let said = Said {
                concepts: concepts(&found),
                denies,
                decision: found.iter().find_map(|m| m.decision.clone()),
                place: InventoryPlace {
                    document: evidence.source.path.clone(),
                    years: evidence.period.years(),
                    page: first.page,
                    passage: first.passage.clone(),
                    mentions: found.iter().map(|m| m.id.clone()).collect(),
                },
                number: stored.map_or(0, |p| p.number),
            };
            // A passage mostly reads the same for every question.
            let text = text(stored, first);
            let words = match &last {
                Some((same, words)) if *same == text => Rc::clone(words),
                _ => Rc::new(Words::new(&text)),
            };
            last = Some((text, Rc::clone(&words)));
            let head = head.filter(|(_, asked)| asked.contains(&key.0)).map(|(head, _)| head);
            let status = key.2;
            self.cells.entry(key).or_default().add(&words, said, self.most, |said| InventoryQuote {
                text: last.as_ref().map(|(text, _)| text.clone()).unwrap_or_default(),
                concepts: said.concepts,
                denies: said.denies,
                status,
                fund: first.fund.clone(),
                fund_by: first.fund_by,
                kind: first.kind,
                section: first.section.clone(),
                head: head.map(str::to_owned),
                decision: said.decision,
                place: said.place,
                also: Vec::new(),
                also_total: 0,
            });
        }
        Ok(true)
    }

    /// Adds what answers by what stands above it and holds no mention of what is asked: one that is negated, or that a
    /// person rejected, says what the passage is about.
    fn under_heads(&mut self, evidence: &Evidence, passages: &[StoredPassage], above: &Above) {
        let mut judged: BTreeSet<(&str, usize)> = BTreeSet::new();
        let mut funds: BTreeMap<&str, &FundId> = BTreeMap::new();
        for mention in evidence.mentions.iter().chain(&evidence.rejected) {
            judged.extend(self.questions_of(mention).map(|question| (mention.passage.as_str(), question)));
            let by_hand = mention.decision.as_ref().is_some_and(|d| d.action == Action::Attribute);
            if let Some(fund) = mention.fund.as_ref().filter(|_| by_hand) {
                funds.insert(&mention.passage, fund);
            }
        }
        for passage in passages {
            let Some((head, asked)) = above.head(passage) else { continue };
            let scanned = self.collection.kinds.contains(&passage.kind)
                && self.options.kinds.as_ref().is_none_or(|kinds| kinds.contains(passage.kind));
            if !scanned || !says_something(&passage.text) {
                continue;
            }
            let (fund, fund_by) = match funds.get(passage.id.as_str()) {
                Some(fund) => (Some((*fund).clone()), FundBy::Decision),
                None => (passage.fund.clone(), passage.fund_by),
            };
            for question in asked.iter().copied() {
                let kinds = self.questions.questions()[question].kinds();
                if judged.contains(&(passage.id.as_str(), question)) || !kinds.contains(&passage.kind) {
                    continue;
                }
                let said = Said {
                    concepts: Vec::new(),
                    denies: Vec::new(),
                    decision: None,
                    place: InventoryPlace {
                        document: evidence.source.path.clone(),
                        years: evidence.period.years(),
                        page: passage.places.first().map(|place| place.page),
                        passage: passage.id.clone(),
                        mentions: Vec::new(),
                    },
                    number: passage.number,
                };
                let text = excerpt(&passage.text, ByteSpan::new(0, 0), MOST_CHARS);
                let key = (question, fund.clone(), Status::Affirmed);
                let words = Rc::new(Words::new(&text));
                self.cells.entry(key).or_default().add(&words, said, self.most, |said| InventoryQuote {
                    text,
                    concepts: said.concepts,
                    denies: said.denies,
                    status: Status::Affirmed,
                    fund: fund.clone(),
                    fund_by,
                    kind: passage.kind,
                    section: passage.section.clone(),
                    head: Some(head.to_owned()),
                    decision: said.decision,
                    place: said.place,
                    also: Vec::new(),
                    also_total: 0,
                });
            }
        }
    }

    fn is_asked(&self, evidence: &Evidence) -> bool {
        let years = |asked: Years| evidence.period.years().is_some_and(|y| y.from <= asked.to && asked.from <= y.to);
        evidence.status == ReadStatus::Read && self.options.years.is_none_or(years)
    }

    /// The questions a mention answers, or negates the answer of.
    fn questions_of(&self, mention: &MentionRecord) -> impl Iterator<Item = usize> {
        let number = self.hierarchy.number(&mention.concept);
        let kind = mention.kind;
        let asked = self.options.kinds.as_ref().is_none_or(|kinds| kinds.contains(kind));
        let questions = number.filter(|_| asked).map_or(&[][..], |number| &self.answers[number]);
        questions.iter().copied().filter(move |q| self.questions.questions()[*q].kinds().contains(&kind))
    }

    /// The inventory.
    #[must_use]
    pub fn finish(mut self) -> Inventory {
        let mut funds: Vec<InventoryFund> = Vec::new();
        let named = self.collection.funds.iter().map(|f| (f.fund.clone(), f.name.clone()));
        // Funds that the register does not list are named by their id.
        let met = self.cells.keys().filter_map(|(_, fund, _)| fund.clone()).chain(self.read.keys().cloned());
        let met: BTreeSet<FundId> = met.collect();
        for (fund, name) in named.chain(met.into_iter().map(|fund| (fund.clone(), fund.to_string()))) {
            if !funds.iter().any(|f| f.fund == fund) {
                let (documents, words) = self.read.get(&fund).copied().unwrap_or_default();
                funds.push(InventoryFund { fund, name, documents, words });
            }
        }
        let mut cut = false;
        let questions: Vec<InventoryQuestion> = (0..)
            .zip(self.questions.questions())
            .map(|(number, question)| {
                let kinds = question.kinds().iter().copied();
                let kinds = kinds.filter(|k| self.options.kinds.as_ref().is_none_or(|asked| asked.contains(*k)));
                let mut row = |fund: Option<&InventoryFund>| {
                    let id = fund.map(|f| f.fund.clone());
                    let mut take = |status| {
                        let cell = self.cells.remove(&(number, id.clone(), status)).unwrap_or_default();
                        let (total, quotes, some_gone) = cell.finish(self.options.max);
                        cut |= some_gone;
                        (total, quotes)
                    };
                    let (answers_total, answers) = take(Status::Affirmed);
                    let (negated_total, negated) = take(Status::Negated);
                    let name = fund.map(|f| f.name.clone());
                    InventoryRow { fund: id, name, answers_total, answers, negated_total, negated }
                };
                let mut rows: Vec<InventoryRow> = funds.iter().map(|fund| row(Some(fund))).collect();
                rows.extend(Some(row(None)).filter(|r| r.answers_total + r.negated_total > 0));
                let answered = rows.iter().filter(|r| r.fund.is_some() && r.answers_total > 0).count();
                InventoryQuestion {
                    question: question.id().to_owned(),
                    group: question.group().to_owned(),
                    nl: question.label().nl().to_owned(),
                    en: question.label().en().to_owned(),
                    source: question.source().to_owned(),
                    concepts: question.concepts().to_vec(),
                    alone: question.alone().to_vec(),
                    heads: question.heads().to_vec(),
                    kinds: kinds.collect(),
                    funds_answered: answered as u64,
                    rows,
                }
            })
            .collect();
        let notices = self.notices(cut);
        let group = |id: &str, label: &Label| ConceptGroup {
            id: id.to_owned(),
            nl: label.nl().to_owned(),
            en: label.en().to_owned(),
        };
        Inventory {
            schema: Inventory::SCHEMA.to_owned(),
            tool: self.tool,
            taxonomy: self.collection.taxonomy.stamp.clone(),
            asked: QuestionsStamp::of(self.questions),
            max: self.options.max.map(|max| max as u64),
            only_years: self.options.years,
            only_kinds: self.options.kinds.as_ref().map(|kinds| kinds.as_slice().to_vec()),
            funds_total: funds.iter().filter(|f| f.documents > 0).count() as u64,
            funds,
            groups: self.questions.groups().iter().map(|g| group(g.id(), g.label())).collect(),
            questions,
            by_hand: self.by_hand,
            notices,
        }
    }

    fn notices(&self, cut: bool) -> Vec<Notice> {
        let mut notices: Vec<Notice> = self.by_hand.notice().into_iter().collect();
        for document in &self.collection.documents {
            let missing = document.status == ReadStatus::Read && document.duplicate_of.is_none();
            if missing && !self.added.contains(&document.path) {
                let message = format!("{}: its evidence is missing; nothing of it is quoted", document.path);
                notices.push(Notice::new("missing-evidence", message));
            }
        }
        if self.without_text > 0 {
            let message = format!(
                "the passages of {} with answers are missing: quotes are only the words around what was found",
                documents(self.without_text)
            );
            notices.push(Notice::new("missing-passages", message));
        }
        if cut {
            let message = format!(
                "some funds have more than {} different answers to a question: the best are kept, the others only \
                 counted, and one that stands in several places may count more than once",
                self.most
            );
            notices.push(Notice::new("many-answers", message));
        }
        let scanned = &self.collection.kinds;
        let mut lacking: BTreeSet<BlockKind> = BTreeSet::new();
        for question in self.questions.questions() {
            lacking.extend(question.kinds().iter().filter(|k| !scanned.contains(k)));
        }
        lacking.extend(self.options.kinds.iter().flat_map(Kinds::as_slice).filter(|k| !scanned.contains(k)));
        for kind in lacking {
            let message = format!("the scan kept no mentions in passages of kind {kind}: scan again with that kind");
            notices.push(Notice::new("kind-not-scanned", message));
        }
        notices
    }
}

fn documents(n: u64) -> String {
    if n == 1 { "1 document".to_owned() } else { format!("{n} documents") }
}

/// Whether the concept with this number answers a question.
fn answers(question: &Question, number: usize, hierarchy: &Hierarchy) -> bool {
    let any = |list: &[ConceptId], numbers: &[usize]| {
        list.iter().filter_map(|c| hierarchy.number(c)).any(|n| numbers.contains(&n))
    };
    any(question.alone(), &[number]) || any(question.concepts(), hierarchy.upwards(number))
}

/// The passage, or as much of it as is at hand and can be read.
fn text(stored: Option<&StoredPassage>, mention: &MentionRecord) -> String {
    let Some(passage) = stored else {
        return format!("{}{}{}", mention.before, mention.quote, mention.after);
    };
    excerpt(&passage.text, mention.span, MOST_CHARS)
}
