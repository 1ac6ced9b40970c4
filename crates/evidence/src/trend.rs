//! Series over years: what a collection counted, by fund, concept and year.

use std::collections::{BTreeMap, BTreeSet};

use fundscan_model::{ConceptId, FundId, Notice};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diff::MINIMUM_EXPECTED;
use crate::json::{self, Versioned};
use crate::shapes::NoticeShape;
use crate::{Collection, DecisionCounts, EvidenceError, ReadStatus, TaxonomyStamp, per_10k};

/// The fewest years in which something was read for a direction to be told.
const MINIMUM_YEARS: usize = 3;

/// Years between the first and the last that are shown although nobody has a document of them; a longer gap is left out.
const MOST_YEARS: usize = 60;

/// How often concepts were found, year by year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Trend {
    /// Always `fundscan/trend/1`.
    #[schemars(extend("const" = "fundscan/trend/1"))]
    pub schema: String,
    /// The program and its version.
    pub tool: String,
    /// The taxonomy concepts were found with.
    pub taxonomy: TaxonomyStamp,
    /// The years, from the first to the last.
    pub years: Vec<u16>,
    /// The fewest years with documents for a direction to be told.
    pub minimum_years: u64,
    /// Passages that have to be expected in each year, if the rates were the same, for a direction to be told.
    pub minimum_expected: f64,
    /// What was decided by hand, about all documents; left out where nothing was.
    #[serde(default, skip_serializing_if = "DecisionCounts::is_empty")]
    pub by_hand: DecisionCounts,
    /// What was read of each fund; all together first, then documents without a fund, where there are any.
    pub funds: Vec<TrendFund>,
    /// A series for each concept and fund where anything was found, in the order of the taxonomy, then of `funds`.
    pub series: Vec<TrendSeries>,
    /// What a careful reader should know.
    #[schemars(with = "Vec<NoticeShape>")]
    pub notices: Vec<Notice>,
}

/// Whose documents a series is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "scope", content = "fund")]
pub enum TrendScope {
    /// All documents together.
    All,
    /// Documents of no known fund.
    NoFund,
    /// The documents of a fund.
    Fund(#[schemars(with = "String")] FundId),
}

/// What was read of a fund, year by year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TrendFund {
    /// Whose.
    pub of: TrendScope,
    /// The fund's name; null for all together and for none.
    pub name: Option<String>,
    /// For each of the years what was read; null where nothing was.
    pub years: Vec<Option<TrendWords>>,
}

/// What was read for a year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TrendWords {
    /// Documents.
    pub documents: u64,
    /// Words of body text in them.
    pub words: u64,
    /// Funds of which there is a document.
    pub funds: u64,
    /// What was decided by hand about documents of the fund; left out where nothing was. A difference between years may come
    /// from it.
    #[serde(default, skip_serializing_if = "DecisionCounts::is_empty")]
    pub by_hand: DecisionCounts,
}

/// A concept, with its narrower ones, year by year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TrendSeries {
    /// The concept.
    #[schemars(with = "String")]
    pub concept: ConceptId,
    /// The concept one step broader, where there is one.
    #[schemars(with = "Option<String>")]
    pub broader: Option<ConceptId>,
    /// Its name in Dutch.
    pub nl: String,
    /// Its name in English.
    pub en: String,
    /// Whose documents.
    pub of: TrendScope,
    /// For each of the years what was found; null where nothing was read: not zero, and nothing in between is guessed.
    pub points: Vec<Option<TrendPoint>>,
    /// Passages in all years.
    pub passages: u64,
    /// The direction of the rate.
    pub direction: Direction,
}

/// What was found in a year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TrendPoint {
    /// Passages that affirm the concept.
    pub passages: u64,
    /// Mentions that affirm it.
    pub mentions: u64,
    /// The words that the rate is taken over.
    pub words: u64,
    /// Passages per 10,000 words; null where the fund has no document of its own.
    pub per_10k: Option<f64>,
}

/// Where a rate goes, over the years of which something was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Higher each year than the year before.
    Up,
    /// Lower each year than the year before.
    Down,
    /// Neither.
    Mixed,
    /// Too few years to say.
    TooFewYears,
    /// Too few passages to say.
    TooFewPassages,
}

impl Direction {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Mixed => "mixed",
            Self::TooFewYears => "too-few-years",
            Self::TooFewPassages => "too-few-passages",
        }
    }

    fn of(points: &[Option<TrendPoint>]) -> Self {
        let known: Vec<TrendPoint> = points.iter().flatten().filter(|p| p.words > 0).copied().collect();
        if known.len() < MINIMUM_YEARS {
            return Self::TooFewYears;
        }
        let sum = |of: fn(&TrendPoint) -> u64| known.iter().map(of).sum::<u64>() as f64;
        let rate = sum(|p| p.passages) / sum(|p| p.words);
        if known.iter().any(|p| p.words as f64 * rate < MINIMUM_EXPECTED) {
            return Self::TooFewPassages;
        }
        // To the tenth that is shown: what looks the same does not go up.
        let tenths =
            |p: &TrendPoint| (u128::from(p.passages) * 100_000 + u128::from(p.words) / 2) / u128::from(p.words);
        let all = |rises: bool| {
            known.windows(2).all(|pair| {
                let (before, after) = (tenths(&pair[0]), tenths(&pair[1]));
                if rises { after > before } else { after < before }
            })
        };
        match (all(true), all(false)) {
            (true, _) => Self::Up,
            (_, true) => Self::Down,
            _ => Self::Mixed,
        }
    }
}

impl Trend {
    /// The series of a collection. Documents about no year, or about several together, are left out and told.
    #[must_use]
    pub fn new(tool: &str, collection: &Collection) -> Self {
        let found: BTreeSet<u16> =
            collection.slices.iter().filter_map(|s| s.years).filter(|y| y.from == y.to).map(|y| y.from).collect();
        let years = columns(&found);
        let place = |years_of: Option<crate::Years>| {
            let one = years_of.filter(|y| y.from == y.to)?;
            years.iter().position(|y| *y == one.from)
        };
        let scope = |fund: &Option<FundId>| fund.clone().map_or(TrendScope::NoFund, TrendScope::Fund);

        let mut read: BTreeMap<TrendScope, Vec<Option<TrendWords>>> = BTreeMap::new();
        for slice in &collection.slices {
            let Some(at) = place(slice.years) else { continue };
            for scope in [TrendScope::All, scope(&slice.fund)] {
                let words = read.entry(scope).or_insert_with(|| vec![None; years.len()])[at].get_or_insert_default();
                words.documents += slice.documents;
                words.words += slice.words;
                words.funds += u64::from(slice.documents > 0 && slice.fund.is_some());
            }
        }
        for document in &collection.documents {
            let Some(at) = place(document.period.years()).filter(|_| document.duplicate_of.is_none()) else { continue };
            for scope in [TrendScope::All, scope(&document.fund.id)] {
                if let Some(Some(words)) = read.get_mut(&scope).map(|years| &mut years[at]) {
                    words.by_hand.add(&document.by_hand);
                }
            }
        }
        let mut counted: BTreeMap<(&ConceptId, TrendScope), Vec<TrendPoint>> = BTreeMap::new();
        for count in &collection.counts {
            let Some(at) = place(count.years) else { continue };
            for scope in [TrendScope::All, scope(&count.fund)] {
                let points =
                    counted.entry((&count.concept, scope)).or_insert_with(|| vec![TrendPoint::default(); years.len()]);
                points[at].passages += count.rolled_up.passages;
                points[at].mentions += count.rolled_up.affirmed;
            }
        }
        let scopes: BTreeSet<TrendScope> = read.keys().chain(counted.keys().map(|(_, s)| s)).cloned().collect();
        let mut series = Vec::new();
        for entry in &collection.taxonomy.concepts {
            for scope in &scopes {
                let Some(counts) = counted.get(&(&entry.concept, scope.clone())) else { continue };
                let words = |at: usize| read.get(scope).and_then(|read| read[at]);
                let point = |(at, point): (usize, &TrendPoint)| {
                    let words = words(at).map(|w| w.words);
                    // Nothing read and nothing found: not known.
                    if words.is_none() && point.passages == 0 && point.mentions == 0 {
                        return None;
                    }
                    let words = words.unwrap_or(0);
                    let rate = (words > 0).then(|| per_10k(point.passages, words));
                    Some(TrendPoint { words, per_10k: rate, ..*point })
                };
                let points: Vec<Option<TrendPoint>> = counts.iter().enumerate().map(point).collect();
                let passages = points.iter().flatten().map(|p| p.passages).sum();
                if passages == 0 {
                    continue;
                }
                series.push(TrendSeries {
                    concept: entry.concept.clone(),
                    broader: entry.broader.clone(),
                    nl: entry.nl.clone(),
                    en: entry.en.clone(),
                    of: scope.clone(),
                    direction: Direction::of(&points),
                    points,
                    passages,
                });
            }
        }
        let name = |scope: &TrendScope| match scope {
            TrendScope::Fund(id) => collection.funds.iter().find(|f| f.fund == *id).map(|f| f.name.clone()),
            _ => None,
        };
        let funds = scopes.iter().map(|scope| TrendFund {
            of: scope.clone(),
            name: name(scope),
            years: read.get(scope).cloned().unwrap_or_else(|| vec![None; years.len()]),
        });
        Self {
            schema: Self::SCHEMA.to_owned(),
            tool: tool.to_owned(),
            taxonomy: collection.taxonomy.stamp.clone(),
            minimum_years: MINIMUM_YEARS as u64,
            minimum_expected: MINIMUM_EXPECTED,
            by_hand: collection.totals.by_hand,
            funds: funds.collect(),
            series,
            notices: notices(collection, &years, &found),
            years,
        }
    }

    /// The series as JSON, one a line.
    ///
    /// # Errors
    ///
    /// [`EvidenceError::Write`] when JSON cannot be made of it, which no value at hand does.
    pub fn to_json(&self) -> Result<Vec<u8>, EvidenceError> {
        json::write(self)
    }
}

/// Every year from the first to the last, so that one that is missing is seen; where that is too long (a year that was read
/// wrong), only those found.
fn columns(found: &BTreeSet<u16>) -> Vec<u16> {
    match (found.first(), found.last()) {
        (Some(first), Some(last)) if usize::from(last - first) < MOST_YEARS => (*first..=*last).collect(),
        _ => found.iter().copied().collect(),
    }
}

fn notices(collection: &Collection, years: &[u16], found: &BTreeSet<u16>) -> Vec<Notice> {
    let mut notices = Vec::from_iter(collection.totals.by_hand.notice());
    let mut notice = |code: &str, message: String| notices.push(Notice::new(code, message));
    let read = || collection.documents.iter().filter(|d| d.status == ReadStatus::Read && d.duplicate_of.is_none());
    let without = read().filter(|d| d.period.years().is_none()).count();
    if without > 0 {
        notice("no-year", format!("left out, since their year could not be told: documents {without}"));
    }
    let several = read().filter(|d| d.period.years().is_some_and(|y| y.from != y.to)).count();
    if several > 0 {
        notice("several-years", format!("left out, since they are about several years together: documents {several}"));
    }
    if found.len() < MINIMUM_YEARS {
        let message = format!("documents of {} years: a direction takes {MINIMUM_YEARS}", found.len());
        notice("too-few-years", message);
    }
    if years.len() == found.len() && found.len() > 1 && years.windows(2).any(|pair| pair[1] - pair[0] > 1) {
        notice("gap", "years without documents are left out, since there are too many of them".to_owned());
    }
    let mut kinds: BTreeMap<(Option<&FundId>, u16), BTreeSet<&str>> = BTreeMap::new();
    for document in read() {
        if let Some(years) = document.period.years().filter(|y| y.from == y.to) {
            let key = (document.fund.id.as_ref(), years.from);
            kinds.entry(key).or_default().insert(document.document.kind.name());
        }
    }
    let sets: BTreeMap<Option<&FundId>, BTreeSet<&BTreeSet<&str>>> =
        kinds.iter().fold(BTreeMap::new(), |mut sets, ((fund, _), kinds)| {
            let set: &mut BTreeSet<_> = sets.entry(*fund).or_default();
            set.insert(kinds);
            sets
        });
    let mixed: Vec<&str> =
        sets.iter().filter(|(_, s)| s.len() > 1).filter_map(|(f, _)| Some(f.as_ref()?.as_str())).collect();
    if !mixed.is_empty() {
        let message = format!(
            "other kinds of documents in some years than in others, so that rates may differ for that alone: {}",
            mixed.join(", ")
        );
        notice("other-kinds", message);
    }
    notices
}

impl Versioned for Trend {
    const SCHEMA: &'static str = "fundscan/trend/1";

    fn schema(&self) -> &str {
        &self.schema
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn direction(points: &[(u64, u64)]) -> Direction {
        let point = |(passages, words): &(u64, u64)| {
            (*words > 0).then(|| TrendPoint { passages: *passages, words: *words, ..TrendPoint::default() })
        };
        Direction::of(&points.iter().map(point).collect::<Vec<_>>())
    }

    #[test]
    fn a_direction_takes_three_years_every_step_and_enough_passages_in_each_year() {
        assert_eq!(direction(&[(5, 1000), (9, 1000), (14, 1000)]), Direction::Up);
        assert_eq!(
            direction(&[(14, 1000), (0, 0), (9, 1000), (5, 1000)]),
            Direction::Down,
            "a missing year is no zero"
        );
        assert_eq!(direction(&[(5, 1000), (14, 1000), (9, 1000)]), Direction::Mixed);
        assert_eq!(direction(&[(5, 1000), (5, 1000), (9, 1000)]), Direction::Mixed);
        assert_eq!(direction(&[(9, 1000), (10, 1000)]), Direction::TooFewYears);
        assert_eq!(direction(&[(1, 1000), (5, 1000), (8, 1000)]), Direction::TooFewPassages);
        // Rates rise, but four passages in a short report are next to nothing.
        assert_eq!(direction(&[(20, 16_000), (60, 39_000), (4, 1200)]), Direction::TooFewPassages);
        assert_eq!(direction(&[(12, 1369), (14, 1597), (11, 595)]), Direction::Mixed, "87.7 and 87.7 are shown");
        // More passages in many more words.
        assert_eq!(direction(&[(9, 1000), (10, 2000), (11, 4000)]), Direction::TooFewPassages);
        assert_eq!(direction(&[(18, 1000), (20, 2000), (22, 4000)]), Direction::Down);
    }
}
