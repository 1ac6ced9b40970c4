//! The funds that a text names, and how it names them.

use std::sync::LazyLock;

use fundscan_model::{ByteSpan, FundId};
use fundscan_taxonomy::{FundMention, FundRegister};
use regex::Regex;

/// The funds a text names, each once.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    funds: Vec<FundId>,
    alone: bool,
    label: Option<FundId>,
}

impl Names {
    pub(super) fn of(text: &str, register: &FundRegister) -> Self {
        let mut mentions = register.find(text);
        if mentions.is_empty() {
            return Self::default();
        }
        // A text that is nothing but the source of something names it.
        if mentions.iter().any(|m| !is_source(text, m.span))
            || !BEGINS_SOURCE.iter().any(|word| text.trim_start().starts_with(word))
        {
            mentions.retain(|m| !is_source(text, m.span));
        }
        let mut funds: Vec<FundId> = Vec::new();
        for mention in &mentions {
            if !funds.contains(&mention.fund) {
                funds.push(mention.fund.clone());
            }
        }
        Self { alone: funds.len() == 1 && is_alone(text, &mentions), label: label(text, &mentions), funds }
    }

    /// The fund, where the text names one and no other, or names it before what it says: "Glasfonds: samen met Houtfonds".
    pub(super) fn one(&self) -> Option<&FundId> {
        match self.funds.as_slice() {
            [fund] => Some(fund),
            _ => self.label.as_ref(),
        }
    }

    /// The fund, where the text is its name and nothing else.
    pub(super) fn alone(&self) -> Option<&FundId> {
        self.funds.first().filter(|_| self.alone)
    }

    /// The fund that a text names first, set apart from what it says of it: "Glasfonds: …", "Glasfonds – …".
    pub(super) fn label(&self) -> Option<&FundId> {
        self.label.as_ref()
    }

    pub(super) fn is_none(&self) -> bool {
        self.funds.is_empty()
    }

    /// Adds the funds of a text that goes on from this one.
    pub(super) fn extend(&mut self, more: &Self) {
        for fund in &more.funds {
            if !self.funds.contains(fund) {
                self.funds.push(fund.clone());
            }
        }
        self.alone = false;
    }
}

/// How a note that gives a source begins.
const BEGINS_SOURCE: [&str; 6] = ["Bron", "bron", "Source", "source", "(Bron", "(bron"];

/// What is said of a source before its name is no longer than this.
const SOURCE_BYTES: usize = 200;

/// Whether a fund is named as the source of what a text says: "(bron: Glasfonds 2019)", "(Glasfonds, 2019)". Who wrote
/// about something is not whom it is about.
fn is_source(text: &str, span: ByteSpan) -> bool {
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| regex(r"(?i)\b(?:bron(?:nen)?|sources?)\s*:[^()]*$"));
    static YEAR: LazyLock<Regex> = LazyLock::new(|| regex(r"^,?\s*(?:19|20)\d\d[a-z]?\s*[);,]"));
    let from = text.floor_char_boundary(span.start().saturating_sub(SOURCE_BYTES));
    let (before, after) = (&text[from..span.start()], &text[span.end()..]);
    BEFORE.is_match(before) || before.trim_end().ends_with('(') && YEAR.is_match(after)
}

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern that the tests run")
}

/// Words that stand beside the name of a fund without adding anything to it.
const BESIDE: [&str; 9] =
    ["stichting", "fonds", "opleidingsfonds", "fund", "foundation", "het", "the", "vervolg", "continued"];

/// Whether a text says nothing but the name, apart from figures, signs, brackets and words that add nothing.
fn is_alone(text: &str, mentions: &[FundMention]) -> bool {
    let mut rest = String::with_capacity(text.len());
    let mut at = 0;
    for mention in mentions {
        rest.push_str(&text[at..mention.span.start()]);
        rest.push(' ');
        at = mention.span.end();
    }
    rest.push_str(&text[at..]);
    // What stands in brackets explains the name.
    let mut depth = 0_usize;
    let outside: String = rest
        .chars()
        .filter(|c| {
            match c {
                '(' | '[' => depth += 1,
                ')' | ']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0
        })
        .collect();
    outside
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .all(|word| BESIDE.contains(&word.to_lowercase().as_str()))
}

/// The fund at the start of a text where a colon or dash parts it from what follows, and no other fund does.
fn label(text: &str, mentions: &[FundMention]) -> Option<FundId> {
    static PARTED: LazyLock<Regex> = LazyLock::new(|| regex(r"^\s*(?:\([^()]{0,80}\)\s*)?(?::|\s[-–—]\s)\s*"));
    let first = mentions.first()?;
    if text[..first.span.start()].contains(char::is_alphabetic) {
        return None;
    }
    let rest = first.span.end() + PARTED.find(&text[first.span.end()..])?.end();
    let says = text[rest..].contains(char::is_alphabetic);
    let next_is_fund = mentions.iter().any(|m| m.fund != first.fund && m.span.start() == rest);
    (says && !next_is_fund).then(|| first.fund.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Names {
        Names::of(text, &FundRegister::builtin())
    }

    fn id(fund: Option<&FundId>) -> Option<&str> {
        fund.map(FundId::as_str)
    }

    #[test]
    fn a_name_set_before_what_is_said_is_a_label() {
        for text in
            ["OOM: lassen, met OOC", "OOM – lassen, met OOC", "1. OOM (met OOC) - lassen", "• OOM — lassen van OOC"]
        {
            assert_eq!(id(names(text).one()), Some("oom"), "{text}");
        }
        for text in
            ["OOM en OOC: lassen", "OOM – OOC – OTIB", "Over OOM: lassen van OOC", "OOM-OOC lassen", "OOM, OOC:"]
        {
            assert_eq!(id(names(text).one()), None, "{text}");
        }
    }

    #[test]
    fn a_name_by_itself_is_told_from_one_that_something_is_said_of() {
        for text in
            ["OOM", "3.2 Stichting OOM", "OOM:", "OOM * (metaalbewerking)", "Wij Techniek (OTIB)", "OOM (vervolg)"]
        {
            assert!(names(text).alone().is_some(), "{text}");
        }
        for text in ["OOM en OOC", "Aanbod van OOM", "OOM: lassen", "lassen"] {
            assert_eq!(names(text).alone(), None, "{text}");
        }
    }

    #[test]
    fn who_is_the_source_is_not_whom_it_is_about() {
        for text in [
            "Lassen is in (bron: OOM 2019).",
            "Lassen is in (OOM, 2019).",
            "Lassen is in. Bron: OOM",
            "(OOM 2019; x) Ja",
        ] {
            assert!(names(text).is_none(), "{text}");
        }
        assert_eq!(id(names("OOC wil lassen (bron: OOM, 2019).").one()), Some("ooc"));
        assert_eq!(id(names("Bron: OOM, 2019").one()), Some("oom"));
        assert_eq!(id(names("Dit fonds (OOM) wil lassen.").one()), Some("oom"));
    }
}
