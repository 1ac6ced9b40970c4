use std::collections::{BTreeMap, HashMap};

use fundscan_model::{FundId, Notice, Status};
use fundscan_taxonomy::FundRegister;

use super::claim::Claim;
use super::gather::{ByFund, Kept, Rank};
use super::{
    CheckedFinding, CheckedFindings, Finding, FindingCounts, Findings, FoundQuote, FundEvidence, NearWhy, Verdict,
};
use crate::context::excerpt;
use crate::hierarchy::Hierarchy;
use crate::json::Versioned;
use crate::{
    CellCounts, Collection, ConceptCoverage, Coverage, CoverageBuilder, CoverageOptions, Evidence, EvidenceError,
    Kinds, MentionRecord, StoredPassage, StoredPassages,
};

/// The most characters of a passage that is shown.
const MOST_CHARS: usize = 600;

/// What counts as covered, and how much of the evidence is shown.
#[derive(Clone, Debug, Default)]
pub struct CheckOptions {
    /// What counts as covered.
    pub coverage: CoverageOptions,
    /// The most passages shown of each fund and finding, of each sort.
    pub quotes: usize,
}

/// Holds findings against a collection, one document after another.
#[derive(Debug)]
pub struct FindingsChecker<'a> {
    collection: &'a Collection,
    coverage: CoverageBuilder<'a>,
    kinds: Kinds,
    quotes: usize,
    claims: Vec<(&'a Finding, Claim)>,
    /// What each concept, by its number, tells of which concept of a finding.
    tells: Vec<Vec<(usize, Tells)>>,
    hierarchy: Hierarchy,
    /// By the number of the concept of a finding.
    kept: BTreeMap<usize, ByFund>,
    documents: usize,
    notices: Vec<Notice>,
}

/// What a mention of one concept tells of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tells {
    Itself,
    Narrower,
    Near(NearWhy),
}

impl<'a> FindingsChecker<'a> {
    /// Checks these findings; names of funds that neither the collection nor the file knows are looked up in `register`.
    #[must_use]
    pub fn new(
        collection: &'a Collection,
        findings: &'a Findings,
        register: &FundRegister,
        options: CheckOptions,
    ) -> Self {
        let hierarchy = Hierarchy::new(&collection.taxonomy.concepts);
        let claim = |finding: &'a Finding| (finding, Claim::new(finding, findings, collection, register));
        let claims: Vec<_> = findings.findings.iter().map(claim).collect();
        let kept: BTreeMap<usize, ByFund> =
            claims.iter().filter_map(|(_, c)| Some((*c.concept.as_ref().ok()?, ByFund::new()))).collect();
        let tells = |number| kept.keys().filter_map(|of| Some((*of, tells(&hierarchy, number, *of)?))).collect();
        Self {
            tells: (0..hierarchy.len()).map(tells).collect(),
            kinds: options.coverage.kinds.clone().unwrap_or_else(|| Kinds::new(collection.kinds.iter().copied())),
            coverage: CoverageBuilder::new(collection, options.coverage),
            quotes: options.quotes,
            notices: findings.notices.iter().map(|text| Notice::new("findings-file", text.clone())).collect(),
            documents: 0,
            collection,
            claims,
            hierarchy,
            kept,
        }
    }

    /// Adds a document of the collection.
    ///
    /// # Errors
    ///
    /// What a coverage refuses ([`CoverageBuilder::add`]), and passages that are not those of the evidence.
    pub fn add(&mut self, evidence: &Evidence, passages: &StoredPassages) -> Result<(), EvidenceError> {
        self.coverage.add(evidence)?;
        self.documents += 1;
        let inconsistent = |mention: &MentionRecord| {
            EvidenceError::Inconsistent(format!(
                "{}: mention {} does not stand in the passages that are stored",
                evidence.source.path, mention.id
            ))
        };
        let at: HashMap<&str, &StoredPassage> = passages.passages().iter().map(|p| (p.id.as_str(), p)).collect();
        for mention in &evidence.mentions {
            let Some(number) = self.hierarchy.number(&mention.concept) else { continue };
            if self.tells[number].is_empty() {
                continue;
            }
            let passage = at.get(mention.passage.as_str()).ok_or_else(|| inconsistent(mention))?;
            if passage.text.get(mention.span.range()) != Some(mention.quote.as_str()) {
                return Err(inconsistent(mention));
            }
            for (of, tells) in &self.tells[number] {
                let near = match tells {
                    Tells::Near(why) => Some(*why),
                    _ if self.kinds.contains(mention.kind) => None,
                    _ => Some(NearWhy::OtherKind),
                };
                let kept = self.kept.entry(*of).or_default().entry(mention.fund.clone()).or_default();
                let best = match (near, mention.status) {
                    (None, Status::Affirmed) => &mut kept.affirmed,
                    (None, Status::Negated) => &mut kept.negated,
                    (Some(_), Status::Affirmed) => &mut kept.near,
                    // That something like it is not there says nothing.
                    (Some(_), Status::Negated) => continue,
                };
                let rank = Rank::new(mention, passage.words, *tells == Tells::Narrower, near);
                best.offer(rank, self.documents, self.quotes, || quote(evidence, passage, mention, near));
            }
        }
        Ok(())
    }

    /// What came of each finding.
    #[must_use]
    pub fn finish(self) -> CheckedFindings {
        let Self { collection, coverage, claims, kept, mut notices, .. } = self;
        let coverage = coverage.finish();
        let findings: Vec<CheckedFinding> =
            claims.iter().map(|(finding, claim)| checked(finding, claim, &coverage, &kept, collection)).collect();
        let mut counts = FindingCounts::default();
        for finding in &findings {
            *match finding.verdict {
                Verdict::Same => &mut counts.same,
                Verdict::More => &mut counts.more,
                Verdict::Fewer => &mut counts.fewer,
                Verdict::OtherFunds => &mut counts.other_funds,
                Verdict::Unchecked => &mut counts.unchecked,
            } += 1;
        }
        notices.extend(coverage.notices);
        CheckedFindings {
            schema: CheckedFindings::SCHEMA.to_owned(),
            tool: coverage.tool,
            taxonomy: coverage.taxonomy,
            kinds: coverage.kinds,
            minimum_passages: coverage.minimum_passages,
            funds_total: coverage.funds_total,
            funds: coverage.funds,
            funds_not_read: coverage.funds_not_read,
            counts,
            findings,
            notices,
        }
    }
}

/// What a mention of one concept (by number) tells of another.
fn tells(hierarchy: &Hierarchy, number: usize, of: usize) -> Option<Tells> {
    let above = hierarchy.upwards(number);
    if number == of {
        Some(Tells::Itself)
    } else if above.contains(&of) {
        Some(Tells::Narrower)
    } else if hierarchy.upwards(of).get(1) == Some(&number) {
        Some(Tells::Near(NearWhy::Broader))
    } else if above.len() > 1 && above.get(1) == hierarchy.upwards(of).get(1) {
        Some(Tells::Near(NearWhy::Beside))
    } else {
        None
    }
}

fn quote(evidence: &Evidence, passage: &StoredPassage, mention: &MentionRecord, near: Option<NearWhy>) -> FoundQuote {
    FoundQuote {
        concept: mention.concept.clone(),
        status: mention.status,
        hedged: mention.hedged,
        near,
        quote: mention.quote.clone(),
        text: excerpt(&passage.text, mention.span, MOST_CHARS),
        document: evidence.source.path.clone(),
        page: mention.page,
        kind: mention.kind,
        section: mention.section.clone(),
        passage: mention.passage.clone(),
    }
}

fn checked(
    finding: &Finding,
    claim: &Claim,
    coverage: &Coverage,
    kept: &BTreeMap<usize, ByFund>,
    collection: &Collection,
) -> CheckedFinding {
    let entry = claim.concept.as_ref().ok().map(|number| &collection.taxonomy.concepts[*number]);
    let reason = claim.reason();
    let mut checked = CheckedFinding {
        line: finding.line as u64,
        given: finding.concept.clone(),
        concept: entry.map(|entry| entry.concept.clone()),
        nl: entry.map(|entry| entry.nl.clone()),
        en: entry.map(|entry| entry.en.clone()),
        says: finding.says.clone(),
        section: finding.section.clone(),
        tables: finding.tables.clone(),
        note: finding.note.clone(),
        funds_claimed: finding.funds,
        which: claim.which.clone().ok().flatten(),
        verdict: Verdict::Unchecked,
        reason,
        funds_covered: 0,
        funds_total: coverage.funds_total,
        covered_by: Vec::new(),
        more: Vec::new(),
        fewer: Vec::new(),
        evidence: Vec::new(),
        no_fund: None,
    };
    let (Ok(number), None) = (&claim.concept, &checked.reason) else { return checked };
    let concept = &coverage.concepts[*number];
    checked.funds_covered = concept.funds_covered;
    checked.covered_by.clone_from(&concept.covered_by);
    if let Some(which) = &checked.which {
        let all_named = which.len() as u64 >= finding.funds;
        checked.more = concept.covered_by.iter().filter(|fund| all_named && !which.contains(fund)).cloned().collect();
        checked.fewer = which.iter().filter(|fund| !concept.covered_by.contains(fund)).cloned().collect();
    }
    checked.verdict = match concept.funds_covered.cmp(&finding.funds) {
        std::cmp::Ordering::Greater => Verdict::More,
        std::cmp::Ordering::Less => Verdict::Fewer,
        std::cmp::Ordering::Equal if checked.more.is_empty() && checked.fewer.is_empty() => Verdict::Same,
        std::cmp::Ordering::Equal => Verdict::OtherFunds,
    };
    let by_fund = kept.get(number);
    for fund in &collection.funds {
        let read = coverage.funds.iter().find(|f| f.fund == fund.fund);
        let named = checked.which.as_ref().is_some_and(|which| which.contains(&fund.fund));
        if read.is_none() && !named {
            continue;
        }
        let (documents, words) = read.map_or((0, 0), |f| (f.documents, f.words));
        let mut evidence = fund_evidence(concept, Some(&fund.fund), by_fund);
        evidence.name.clone_from(&fund.name);
        (evidence.documents, evidence.words) = (documents, words);
        let all_named = checked.which.as_ref().is_some_and(|which| which.len() as u64 >= finding.funds);
        evidence.claimed = (named || all_named).then_some(named);
        checked.evidence.push(evidence);
    }
    let no_fund = fund_evidence(concept, None, by_fund);
    if no_fund.mentions + no_fund.negated > 0 {
        let (documents, words) = (coverage.no_fund.documents, coverage.no_fund.words);
        checked.no_fund = Some(FundEvidence { documents, words, ..no_fund });
    }
    checked
}

fn fund_evidence(concept: &ConceptCoverage, fund: Option<&FundId>, by_fund: Option<&ByFund>) -> FundEvidence {
    let cell = concept.funds.iter().find(|cell| Some(&cell.fund) == fund);
    let counts = match fund {
        Some(_) => cell.map(|cell| cell.rolled_up),
        None => concept.no_fund,
    };
    let CellCounts { mentions, negated, passages, .. } = counts.unwrap_or_default();
    let covered = cell.is_some_and(|cell| cell.covered);
    let none = Kept::default();
    let kept = by_fund.and_then(|funds| funds.get(&fund.cloned())).unwrap_or(&none);
    FundEvidence {
        fund: fund.cloned(),
        name: String::new(),
        covered,
        claimed: None,
        documents: 0,
        words: 0,
        mentions,
        passages,
        negated,
        quotes: kept.affirmed.quotes(),
        negated_quotes: kept.negated.quotes(),
        // Where it is covered nothing has to make up for it.
        near: if covered || fund.is_none() { Vec::new() } else { kept.near.quotes() },
    }
}
