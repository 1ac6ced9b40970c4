use std::collections::BTreeSet;

use fundscan_model::{BlockKind, ByteSpan, FundId, Notice, Status};
use fundscan_taxonomy::Folded;

use crate::context::{first_words, last_words};
use crate::{
    Evidence, EvidenceError, Kinds, Kwic, KwicLine, KwicOrder, KwicQuery, MentionRecord, ReadStatus, StoredPassage,
    StoredPassages, TaxonomyStamp, Years,
};

/// The most lines kept: more than anybody reads, few enough to hold and sort.
const MOST_LINES: usize = 100_000;
/// The most characters of context on each side.
const MOST_CONTEXT: usize = 1000;
/// The words beside the keyword that decide the order of lines; where that many are alike, the document decides.
const SORTED_WORDS: usize = 8;
/// The characters those words are taken from.
const SORTED_CHARS: usize = 160;

/// Which lines a concordance holds, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KwicOptions {
    /// Their order.
    pub order: KwicOrder,
    /// The most characters of context on each side; at most 1,000 are given.
    pub context: usize,
    /// The most lines to give; none for all. More are counted all the same.
    pub max: Option<usize>,
    /// Only lines of these funds; empty for all lines, those without a fund among them.
    pub funds: Vec<FundId>,
    /// Only documents about at least one of these years.
    pub years: Option<Years>,
    /// Only mentions of this status; a pattern has none.
    pub status: Option<Status>,
    /// Only passages of these kinds.
    pub kinds: Kinds,
}

impl Default for KwicOptions {
    fn default() -> Self {
        Self {
            order: KwicOrder::default(),
            context: 80,
            max: None,
            funds: Vec::new(),
            years: None,
            status: None,
            kinds: Kinds::default(),
        }
    }
}

/// Gathers a concordance, one document at a time, in the order the documents are to stand in.
#[derive(Debug)]
pub struct KwicBuilder {
    kwic: Kwic,
    options: KwicOptions,
    lines: Vec<(Key, KwicLine)>,
    funds: BTreeSet<FundId>,
    /// Documents whose context is only what their evidence keeps.
    without_text: u64,
}

/// What lines are sorted by: words beside the keyword, then the keyword.
type Key = (Vec<String>, String);

impl KwicBuilder {
    /// A concordance of nothing yet; `taxonomy` is the one that concepts were found with.
    #[must_use]
    pub fn new(tool: &str, query: KwicQuery, taxonomy: Option<TaxonomyStamp>, mut options: KwicOptions) -> Self {
        options.context = options.context.min(MOST_CONTEXT);
        let kwic = Kwic {
            schema: Kwic::SCHEMA.to_owned(),
            tool: tool.to_owned(),
            query,
            taxonomy,
            order: options.order,
            context: options.context as u64,
            kinds: options.kinds.as_slice().to_vec(),
            only_funds: options.funds.clone(),
            only_years: options.years,
            only_status: options.status,
            documents_searched: 0,
            lines_total: 0,
            documents: 0,
            documents_without_fund: 0,
            funds: 0,
            rejected: 0,
            lines: Vec::new(),
            notices: Vec::new(),
        };
        Self { kwic, options, lines: Vec::new(), funds: BTreeSet::new(), without_text: 0 }
    }

    /// Adds the mentions of the query's concepts. Without the passages of the document the context is the little that
    /// the evidence itself keeps.
    ///
    /// # Errors
    ///
    /// Refuses passages that are not of the same content as the evidence, or in which a mention is not found.
    pub fn add_mentions(
        &mut self,
        evidence: &Evidence,
        passages: Option<&StoredPassages>,
    ) -> Result<(), EvidenceError> {
        if !self.is_searched(evidence) {
            return Ok(());
        }
        passages.map_or(Ok(()), |passages| same_content(evidence, passages))?;
        let mut document = Lines::default();
        self.kwic.rejected += evidence.rejected.iter().filter(|m| self.is_asked(m)).count() as u64;
        for mention in &evidence.mentions {
            if !self.is_asked(mention) {
                continue;
            }
            let around = match passages {
                Some(passages) => Some(find(passages.passages(), mention)?),
                None => None,
            };
            let around = around.map(|at| Around::new(passages.map_or(&[], |p| p.passages()), at, mention.span));
            let line = |width: usize| {
                let (before, after) = match &around {
                    Some(around) => around.words(width),
                    None => {
                        let (before, after) = (last_words(&mention.before, width), first_words(&mention.after, width));
                        (before.to_owned(), after.to_owned())
                    }
                };
                KwicLine {
                    document: evidence.source.path.clone(),
                    fund: mention.fund.clone(),
                    years: evidence.period.years(),
                    page: mention.page,
                    kind: mention.kind,
                    section: mention.section.clone(),
                    before,
                    quote: mention.quote.clone(),
                    after,
                    concept: Some(mention.concept.clone()),
                    status: Some(mention.status),
                    term: Some(mention.term.clone()),
                    passage: mention.passage.clone(),
                    span: mention.span,
                    text_span: mention.text_span,
                    ocr: mention.ocr,
                    decision: mention.decision.clone(),
                }
            };
            self.add(&mut document, mention.fund.as_ref(), line);
        }
        self.without_text += u64::from(passages.is_none() && document.count > 0);
        self.finish_document(document);
        Ok(())
    }

    /// Adds every place of a document where `find` finds something in a passage: spans of its text, in order. The page
    /// is the one the passage starts on.
    ///
    /// # Errors
    ///
    /// Refuses passages that are not of the same content as the evidence.
    pub fn add_found(
        &mut self,
        evidence: &Evidence,
        passages: &StoredPassages,
        find: impl Fn(&str) -> Vec<ByteSpan>,
    ) -> Result<(), EvidenceError> {
        if !self.is_searched(evidence) {
            return Ok(());
        }
        same_content(evidence, passages)?;
        let mut document = Lines::default();
        for (at, passage) in passages.passages().iter().enumerate() {
            let fund = passage.fund.as_ref();
            if !self.is_shown(passage.kind, fund) {
                continue;
            }
            for span in find(&passage.text) {
                let around = Around::new(passages.passages(), at, span);
                let line = |width: usize| {
                    let (before, after) = around.words(width);
                    KwicLine {
                        document: evidence.source.path.clone(),
                        fund: fund.cloned(),
                        years: evidence.period.years(),
                        page: passage.places.first().map(|place| place.page),
                        kind: passage.kind,
                        section: passage.section.clone(),
                        before,
                        quote: passage.text[span.range()].to_owned(),
                        after,
                        concept: None,
                        status: None,
                        term: None,
                        passage: passage.id.clone(),
                        span,
                        text_span: passage.span.map(|s| span.shifted(s.start())),
                        ocr: passage.ocr,
                        decision: None,
                    }
                };
                self.add(&mut document, fund, line);
            }
        }
        self.finish_document(document);
        Ok(())
    }

    /// Says something of the lines as a whole.
    pub fn notice(&mut self, notice: Notice) {
        self.kwic.notices.push(notice);
    }

    /// The concordance, its lines in order.
    #[must_use]
    pub fn finish(self) -> Kwic {
        let Self { mut kwic, options, mut lines, funds, without_text } = self;
        if kwic.lines_total > lines.len() as u64 && options.max.is_none_or(|max| max > lines.len()) {
            let message = format!(
                "only the first {MOST_LINES} of {} lines are kept, by document; ask for fewer with --fund or --year",
                kwic.lines_total
            );
            kwic.notices.push(Notice::new("too-many-lines", message));
        }
        if kwic.rejected > 0 {
            let message = match kwic.rejected {
                1 => "1 mention was rejected by hand and is not shown".to_owned(),
                n => format!("{n} mentions were rejected by hand and are not shown"),
            };
            kwic.notices.push(Notice::new("rejected-by-hand", message));
        }
        if without_text > 0 {
            let message = match without_text {
                1 => "the passages of 1 document are not at hand: its context is cut to 80 characters of one passage"
                    .to_owned(),
                n => format!(
                    "the passages of {n} documents are not at hand: their context is cut to 80 characters of one passage"
                ),
            };
            kwic.notices.push(Notice::new("no-passages", message));
        }
        if options.order != KwicOrder::Document {
            // What is alike stays in the order of the documents.
            lines.sort_by(|(left, _), (right, _)| left.cmp(right));
        }
        lines.truncate(options.max.unwrap_or(usize::MAX));
        kwic.funds = funds.len() as u64;
        kwic.lines = lines.into_iter().map(|(_, line)| line).collect();
        kwic
    }

    /// Whether a document is looked at; counts it.
    fn is_searched(&mut self, evidence: &Evidence) -> bool {
        let years = |asked: Years| evidence.period.years().is_some_and(|y| y.from <= asked.to && asked.from <= y.to);
        let funds = &self.options.funds;
        // A document of many funds may hold mentions of the one that is asked for.
        let of_fund = |fund: &Option<FundId>| fund.as_ref().is_some_and(|fund| funds.contains(fund));
        let searched = evidence.status == ReadStatus::Read
            && self.options.years.is_none_or(years)
            && (funds.is_empty()
                || of_fund(&evidence.fund.id)
                || evidence.words_by_fund.iter().any(|w| of_fund(&w.fund)));
        self.kwic.documents_searched += u64::from(searched);
        searched
    }

    fn is_asked(&self, mention: &MentionRecord) -> bool {
        self.kwic.query.concepts.contains(&mention.concept)
            && self.options.status.is_none_or(|status| status == mention.status)
            && self.is_shown(mention.kind, mention.fund.as_ref())
    }

    fn is_shown(&self, kind: BlockKind, fund: Option<&FundId>) -> bool {
        let funds = &self.options.funds;
        self.options.kinds.contains(kind) && (funds.is_empty() || fund.is_some_and(|fund| funds.contains(fund)))
    }

    /// Adds a line, which is made with the context asked for, or with as much as its order needs.
    fn add(&mut self, document: &mut Lines, fund: Option<&FundId>, line: impl Fn(usize) -> KwicLine) {
        document.count += 1;
        self.kwic.lines_total += 1;
        match fund {
            Some(fund) => drop(self.funds.insert(fund.clone())),
            None => document.no_fund = true,
        }
        let enough = match self.options.order {
            KwicOrder::Document => self.options.max.unwrap_or(MOST_LINES).min(MOST_LINES),
            KwicOrder::Right | KwicOrder::Left => MOST_LINES,
        };
        if self.lines.len() >= enough {
            return;
        }
        let made = line(self.options.context);
        let key = match self.options.order {
            KwicOrder::Document => Key::default(),
            KwicOrder::Right => (words(&line(SORTED_CHARS).after, false), folded(&made.quote)),
            KwicOrder::Left => (words(&line(SORTED_CHARS).before, true), folded(&made.quote)),
        };
        self.lines.push((key, made));
    }

    fn finish_document(&mut self, document: Lines) {
        self.kwic.documents += u64::from(document.count > 0);
        self.kwic.documents_without_fund += u64::from(document.no_fund);
    }
}

/// The lines of one document.
#[derive(Default)]
struct Lines {
    count: u64,
    no_fund: bool,
}

/// A place in a passage among the others of its block.
struct Around<'a> {
    passages: &'a [StoredPassage],
    at: usize,
    span: ByteSpan,
}

impl<'a> Around<'a> {
    fn new(passages: &'a [StoredPassage], at: usize, span: ByteSpan) -> Self {
        Self { passages, at, span }
    }

    /// At most `width` characters before and after it: of the passage, then of those beside it in the same block.
    fn words(&self, width: usize) -> (String, String) {
        let passage = &self.passages[self.at];
        let beside = |other: &&StoredPassage| other.block == passage.block;
        // One character more than is given tells whether a word is whole.
        let enough = width + 1;
        let mut before = last_chars(&passage.text[..self.span.start()], enough).to_owned();
        for other in self.passages[..self.at].iter().rev().take_while(beside) {
            if before.chars().nth(width).is_some() {
                break;
            }
            before = format!("{} {before}", last_chars(&other.text, enough));
        }
        let mut after = first_chars(&passage.text[self.span.end()..], enough).to_owned();
        for other in self.passages[self.at + 1..].iter().take_while(beside) {
            if after.chars().nth(width).is_some() {
                break;
            }
            after = format!("{after} {}", first_chars(&other.text, enough));
        }
        (last_words(&before, width).to_owned(), first_words(&after, width).to_owned())
    }
}

fn first_chars(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(end, _)| &text[..end])
}

fn last_chars(text: &str, count: usize) -> &str {
    let start = count.checked_sub(1).and_then(|back| text.char_indices().rev().nth(back));
    start.map_or(text, |(start, _)| &text[start..])
}

pub(crate) fn same_content(evidence: &Evidence, passages: &StoredPassages) -> Result<(), EvidenceError> {
    let head = passages.head();
    if evidence.source.path == head.path && evidence.source.sha256.as_deref() == Some(head.sha256.as_str()) {
        return Ok(());
    }
    Err(EvidenceError::Inconsistent(format!("the passages are of {}, not of {}", head.path, evidence.source.path)))
}

/// The passage of a mention, which must hold its quote.
pub(crate) fn find(passages: &[StoredPassage], mention: &MentionRecord) -> Result<usize, EvidenceError> {
    let number = mention.passage.split('-').nth(1).and_then(|n| n.parse::<u32>().ok());
    let at = number.and_then(|number| passages.binary_search_by_key(&number, |p| p.number).ok());
    at.filter(|at| {
        let passage = &passages[*at];
        passage.id == mention.passage && passage.text.get(mention.span.range()) == Some(mention.quote.as_str())
    })
    .ok_or_else(|| EvidenceError::Inconsistent(format!("mention {} is not in the passages", mention.id)))
}

/// The words nearest to the keyword, nearest first, as they are compared.
fn words(text: &str, backwards: bool) -> Vec<String> {
    let folded = Folded::new(text);
    let words = folded.as_str().split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    if backwards {
        words.rev().take(SORTED_WORDS).map(str::to_owned).collect()
    } else {
        words.take(SORTED_WORDS).map(str::to_owned).collect()
    }
}

fn folded(text: &str) -> String {
    Folded::new(text).as_str().to_owned()
}

#[cfg(test)]
mod tests;
