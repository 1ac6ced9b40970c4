use fundscan_model::{ByteSpan, FundId};
use regex::{Regex, RegexBuilder};

use crate::{CaseRule, Folded, Fund};

/// A fund named in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FundMention {
    /// The fund.
    pub fund: FundId,
    /// The bytes of the text that name it.
    pub span: ByteSpan,
}

/// Finds the names of all funds at once, with one linear-time expression over the text with its capitals.
#[derive(Clone, Debug)]
pub(crate) struct NameFinder {
    /// None where there is no name.
    regex: Option<Regex>,
    /// The fund of each group of the expression.
    funds: Vec<FundId>,
}

impl NameFinder {
    pub(crate) fn new(funds: &[Fund]) -> Self {
        let mut names: Vec<(String, CaseRule, &FundId)> = funds
            .iter()
            .flat_map(|fund| fund.names.iter().map(|n| (folded(&n.text), n.case, &fund.id)))
            .filter(|(name, ..)| !name.is_empty())
            .collect();
        // Of several names that start at one place the expression takes the first that fits, so the longest leads.
        names.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        let alternatives: Vec<String> = names.iter().map(|(name, case, _)| alternative(name, *case)).collect();
        let regex = (!names.is_empty()).then(|| {
            RegexBuilder::new(&alternatives.join("|"))
                .size_limit(1 << 26)
                .build()
                .expect("escaped names are a sound expression, and the reader limits their number")
        });
        Self { regex, funds: names.into_iter().map(|(_, _, fund)| fund.clone()).collect() }
    }

    pub(crate) fn find(&self, text: &str) -> Vec<FundMention> {
        let Some(regex) = &self.regex else { return Vec::new() };
        let folded = Folded::with_case(text, CaseRule::Exact);
        if !regex.is_match(folded.as_str()) {
            return Vec::new();
        }
        let mut mentions = Vec::new();
        for captures in regex.captures_iter(folded.as_str()) {
            let found = (1..captures.len()).find_map(|group| captures.get(group).map(|m| (group, m)));
            let Some((group, name)) = found else { continue };
            if let Some(span) = folded.span(name.range()) {
                mentions.push(FundMention { fund: self.funds[group - 1].clone(), span });
            }
        }
        mentions
    }
}

fn folded(name: &str) -> String {
    Folded::with_case(name.trim(), CaseRule::Exact).as_str().to_owned()
}

/// A whole word at both ends, in any case unless capitals matter. A sign at an end (`A+`) needs no word border.
fn alternative(name: &str, case: CaseRule) -> String {
    let border = |c: Option<char>, border: &'static str| if c.is_some_and(char::is_alphanumeric) { border } else { "" };
    let start = border(name.chars().next(), r"\b{start-half}");
    let end = border(name.chars().next_back(), r"\b{end-half}");
    let ignore = if case == CaseRule::Ignore { "i" } else { "-i" };
    format!("{start}((?{ignore}:{})){end}", regex::escape(name))
}
