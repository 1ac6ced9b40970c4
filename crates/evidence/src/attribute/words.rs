//! The words that say what a document is, and what a year beside them is about.

use std::sync::LazyLock;

use fundscan_model::ByteSpan;
use regex::Regex;

/// What a word makes of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// It looks back on a year.
    Report,
    /// It looks forward to years to come.
    Plan,
}

/// A word that names a report or plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SortWord {
    pub(super) sort: Sort,
    pub(super) span: ByteSpan,
}

/// Dutch compounds are open to the left ("activiteitenjaarverslag") and to a plural on the right.
static REPORT: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?xi)
        [\p{L}]*(?:jaar|activiteiten|bestuurs|directie|kwaliteits|maatschappelijk\x20)verslag(?:en|legging)?
        | [\p{L}]*jaar(?:rekening(?:en)?|bericht(?:en)?|document|stukken|rapport(?:age)?|overzicht)
        | verslag(?:jaar|periode) | boekjaar | terugblik
        | (?:annual|yearly|year|activity)[\x20-](?:report|review|accounts|statements)
        | financial[\x20-](?:statements|report|year) | (?:fiscal|reporting)[\x20-]year | year\x20in\x20review",
    )
});

static PLAN: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?xi)
        [\p{L}]*(?:jaar|jaren|activiteiten|beleids|werk|sector|opleidings|koers|ondernemings)plan(?:nen)?
        | [\p{L}]*(?:verkiezings|jaar|jaren|werk|actie)programma
        | [\p{L}]*begroting | (?:strategisch|meerjarig)\x20(?:beleids)?plan | koersdocument | strategienota
        | (?:annual|strategic|work|business|multi-?year|policy)[\x20-]plan | budget\x20(?:for|20\d\d)",
    )
});

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern that the tests run")
}

/// Every such word in `text`, in order.
pub(super) fn sort_words(text: &str) -> Vec<SortWord> {
    let find = |regex: &Regex, sort| {
        regex.find_iter(text).map(|m| SortWord { sort, span: ByteSpan::new(m.start(), m.end()) }).collect::<Vec<_>>()
    };
    let mut words = find(&REPORT, Sort::Report);
    words.extend(find(&PLAN, Sort::Plan));
    words.sort_by_key(|w| w.span);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_and_plans_are_told_apart_in_both_languages() {
        let sorts = |text| sort_words(text).into_iter().map(|w| w.sort).collect::<Vec<_>>();
        for text in ["Jaarverslag 2023", "de JAARREKENING", "het boekjaar", "Annual report", "Financial Statements"] {
            assert_eq!(sorts(text), [Sort::Report], "{text}");
        }
        for text in ["Jaarplan 2024", "Meerjarenbeleidsplan", "Strategic plan", "Strategisch plan", "Jaarbegroting"] {
            assert_eq!(sorts(text), [Sort::Plan], "{text}");
        }
        assert_eq!(sorts("Jaarverslag 2023 en jaarplan 2024"), [Sort::Report, Sort::Plan]);
        assert_eq!(sorts("Een plan om verslag te doen"), []);
    }
}
