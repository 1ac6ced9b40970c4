//! From a label to the term that finds it.
//!
//! A label is a name in a list, a term is what stands in a text. Most labels are found as they are; the rules here are for
//! those that are not written in texts as they are in lists.

use fundscan_taxonomy::{CaseRule, Form};
use toml::{Table, Value};

/// A term made of a label: words in the language of terms, and whether capitals matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LabelTerm {
    pub(crate) text: String,
    pub(crate) is_exact: bool,
}

/// What becomes of a label.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Read {
    pub(crate) terms: Vec<LabelTerm>,
    /// A qualifier in parentheses was taken off.
    pub(crate) had_qualifier: bool,
    /// It is too short to be searched for.
    pub(crate) is_too_short: bool,
}

/// Shorter words mean much else when their capitals are not looked at.
const MIN_LETTERS_ANY_CASE: usize = 4;

/// What is known of a label.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Setting {
    /// Whether it is English; else it is Dutch.
    pub(crate) is_english: bool,
    /// Names are told by their capital in the vocabulary: a single word with one is found only so.
    pub(crate) capital_is_name: bool,
    /// It says what somebody does ("problemen oplossen", "solve problems").
    pub(crate) is_activity: bool,
}

/// The terms of a label.
pub(crate) fn terms(label: &str, setting: Setting) -> Read {
    let (bare, qualifier) = unqualified(label);
    let mut read = Read { had_qualifier: qualifier.is_some(), ..Read::default() };
    for part in bare.split(" / ").map(str::trim).filter(|part| !part.is_empty()) {
        match letters(part) {
            0 | 1 => read.is_too_short = true,
            _ if is_name(part, setting.capital_is_name) => {
                read.terms.push(LabelTerm { text: written(part), is_exact: true });
            }
            _ => {
                let text = inflected(part, setting).unwrap_or_else(|| written(part));
                read.terms.push(LabelTerm { text, is_exact: false });
            }
        }
    }
    if let Some(short) = qualifier.filter(|q| abbreviates(q, bare)) {
        read.had_qualifier = false;
        read.terms.push(LabelTerm { text: escaped(short), is_exact: true });
    }
    read
}

/// A label with the mark of how its word of weight is inflected: the verb of an activity, else a noun at the end. None where
/// that word has its plural already, or is not plainly a word.
fn inflected(label: &str, setting: Setting) -> Option<String> {
    let is_word = |word: &str| word.chars().count() >= MIN_LETTERS_ANY_CASE && word.chars().all(char::is_lowercase);
    let is_plain = label.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | ',' | '\'' | '’'));
    if !is_plain {
        return None;
    }
    let (first, last) = (label.split(' ').next()?, label.rsplit(' ').next()?);
    match (setting.is_activity, setting.is_english) {
        (true, true) if is_word(first) => Some(format!("{first}{{v}}{}", &label[first.len()..])),
        (true, false) if is_word(last) && last.ends_with("en") => Some(format!("{label}{{v}}")),
        (true, _) => None,
        // A plural has no second one; a verb at the end of a Dutch label that is no activity is one used as a noun.
        (false, _)
            if (last.ends_with('s') && !last.ends_with("us") && !last.ends_with("is"))
                || (!setting.is_english && last.ends_with("en")) =>
        {
            None
        }
        (false, _) => is_word(last).then(|| format!("{label}{{n}}")),
    }
}

/// A label without the qualifier that ends it: "Canvas (leeromgeving)" is written "Canvas" in texts.
fn unqualified(label: &str) -> (&str, Option<&str>) {
    let Some((bare, rest)) = label.split_once(" (") else { return (label, None) };
    match rest.strip_suffix(')') {
        Some(qualifier) if !bare.trim().is_empty() && !qualifier.contains(['(', ')']) => (bare, Some(qualifier)),
        _ => (label, None),
    }
}

/// Whether capitals are the first letters of words: "HRC" in "human-robot collaboration (HRC)".
fn abbreviates(short: &str, long: &str) -> bool {
    let count = short.chars().count();
    if !(2..=8).contains(&count) || !short.chars().all(char::is_uppercase) {
        return false;
    }
    let mut initials =
        long.split(|c: char| !c.is_alphanumeric()).filter_map(|w| w.chars().next()).flat_map(char::to_uppercase);
    short.chars().all(|c| initials.any(|initial| initial == c))
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// A single word is a name where it is an abbreviation, is short, or has a capital where others have none.
fn is_name(text: &str, capital_is_name: bool) -> bool {
    if text.contains(' ') {
        return false;
    }
    let has_small = text.chars().any(char::is_lowercase);
    let has_capital = text.chars().any(char::is_uppercase);
    (has_capital && !has_small)
        || letters(text) < MIN_LETTERS_ANY_CASE
        || (capital_is_name && text.starts_with(char::is_uppercase))
}

/// A label in the language of terms: what has a meaning there is escaped, unless it means the same in the label.
fn written(label: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    let count = label.split(' ').count();
    for word in label.split(' ') {
        words.push(match word {
            "en/of" => r"en/of/en\/of".to_owned(),
            "and/or" => r"and/or/and\/or".to_owned(),
            word => written_word(word, count > 1),
        });
    }
    let text = words.join(" ");
    // Where parentheses do not come out even, or all would be optional, they are signs like others.
    if Form::expand(&text).is_ok() { text } else { escaped(label) }
}

fn written_word(word: &str, in_phrase: bool) -> String {
    let sides: Vec<&str> = word.split('/').collect();
    let alike = |left: &str, right: &str| left.chars().zip(right.chars()).take_while(|(l, r)| l == r).count() >= 3;
    let are_words = sides.iter().all(|s| letters(s) >= 3 && s.chars().all(|c| c.is_lowercase() || c == '-'));
    if sides.len() > 1 && are_words && (in_phrase || sides.windows(2).all(|s| alike(s[0], s[1]))) {
        return word.to_owned();
    }
    // Letters in parentheses within a phrase may be there or not, in labels as in terms.
    let is_optional = word.contains('(') && word.matches('(').count() == word.matches(')').count();
    let mut text = String::with_capacity(word.len());
    for c in word.chars() {
        if matches!(c, '[' | ']' | '{' | '}' | '|' | '/' | '*' | '~' | '\\') || (matches!(c, '(' | ')') && !is_optional)
        {
            text.push('\\');
        }
        text.push(c);
    }
    text
}

/// A text as it stands, nothing of it with a meaning in the language of terms.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | '|' | '/' | '*' | '~' | '\\') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

impl LabelTerm {
    /// How the taxonomy file has it.
    pub(crate) fn value(self) -> Value {
        if !self.is_exact {
            return Value::String(self.text);
        }
        let mut table = Table::new();
        table.insert("term".to_owned(), Value::String(self.text));
        table.insert("case".to_owned(), Value::String("exact".to_owned()));
        Value::Table(table)
    }
}

/// A term without the marks of how its words are inflected, and without the bars in its verbs.
fn unmarked(term: &str) -> String {
    let mut unmarked = String::with_capacity(term.len());
    let mut rest = term;
    while let Some(c) = rest.chars().next() {
        let mark = ["{n}", "{v}", "{a}"].into_iter().find(|mark| rest.starts_with(mark));
        let taken = match (c, mark) {
            (_, Some(mark)) => mark.len(),
            ('\\', _) => {
                let escaped = 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
                unmarked.push_str(&rest[..escaped]);
                escaped
            }
            ('|', _) => 1,
            (c, _) => {
                unmarked.push(c);
                c.len_utf8()
            }
        };
        rest = &rest[taken..];
    }
    unmarked
}

/// The forms of a term as they are written, without inflections, in one notation each and without regard to capitals; none where
/// it has gaps or cannot be used.
pub(crate) fn forms(term: &str) -> Option<Vec<String>> {
    if term.split_whitespace().any(|word| word.starts_with('~')) {
        return None;
    }
    let forms = Form::expand(&unmarked(term)).ok()?;
    Some(
        forms
            .iter()
            .map(|form| {
                let word = |w: &fundscan_taxonomy::FormWord| {
                    let star = |open| if open { "*" } else { "" };
                    format!("{}{}{}", star(w.open_start()), w.text(CaseRule::Ignore), star(w.open_end()))
                };
                form.words().iter().map(word).collect::<Vec<_>>().join(" ")
            })
            .collect(),
    )
}

/// A term that is nothing but words, inflected or not, as it is written in texts; none where it has choices, stars or gaps.
pub(crate) fn plain(term: &str) -> Option<String> {
    let term = unmarked(term);
    let mut plain = String::with_capacity(term.len());
    let mut chars = term.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => plain.push(chars.next()?),
            '(' | ')' | '[' | ']' | '{' | '}' | '/' | '*' | '~' => return None,
            c => plain.push(c),
        }
    }
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOUNS: Setting = Setting { is_english: false, capital_is_name: true, is_activity: false };

    fn read(label: &str) -> Vec<String> {
        let mark = |t: LabelTerm| format!("{}{}", t.text, if t.is_exact { " (exact)" } else { "" });
        terms(label, NOUNS).terms.into_iter().map(mark).collect()
    }

    #[test]
    fn a_label_becomes_the_term_that_finds_it() {
        for (label, expected) in [
            ("kritisch denken", vec!["kritisch denken"]),
            ("lezen, schrijven en rekenen", vec!["lezen, schrijven en rekenen"]),
            ("SQL", vec!["SQL (exact)"]),
            ("lef", vec!["lef (exact)"]),
            ("Scratch", vec!["Scratch (exact)"]),
            ("Engels spreken", vec!["Engels spreken"]),
            ("Canvas (leeromgeving)", vec!["Canvas (exact)"]),
            ("samenwerking tussen mens en robot (SMR)", vec!["samenwerking tussen mens en robot{n}", "SMR (exact)"]),
            ("robots voor (auto)industrie", vec!["robots voor (auto)industrie"]),
            ("kunst en/of cultuur", vec![r"kunst en/of/en\/of cultuur"]),
            ("werknemers/werkgevers adviseren", vec!["werknemers/werkgevers adviseren"]),
            ("timmerman/timmervrouw", vec!["timmerman/timmervrouw"]),
            ("client/server", vec![r"client\/server"]),
            ("TCP/IP gebruiken", vec![r"TCP\/IP gebruiken"]),
            ("machinaal leren / machine learning", vec!["machinaal leren", "machine learning{n}"]),
            ("C*-algebra", vec![r"C\*-algebra (exact)"]),
            ("a) eerste", vec![r"a\) eerste"]),
            ("(optioneel)", vec![r"\(optioneel\)"]),
            (r"pad\naam", vec![r"pad\\naam"]),
            ("C", vec![]),
            ("C++", vec![]),
        ] {
            assert_eq!(read(label), expected, "{label}");
        }
        assert!(terms("C++", NOUNS).is_too_short);
        assert!(terms("Canvas (leeromgeving)", NOUNS).had_qualifier);
        let setting = Setting { capital_is_name: false, ..NOUNS };
        assert_eq!(terms("Talen", setting).terms[0], LabelTerm { text: "Talen".to_owned(), is_exact: false });
    }

    #[test]
    fn the_word_of_weight_is_inflected() {
        let read = |label: &str, is_english, is_activity| {
            let setting = Setting { is_english, is_activity, ..NOUNS };
            terms(label, setting).terms.remove(0).text
        };
        assert_eq!(read("problemen oplossen", false, true), "problemen oplossen{v}");
        assert_eq!(read("solve problems", true, true), "solve{v} problems");
        assert_eq!(read("cursus", false, false), "cursus{n}");
        assert_eq!(read("vaardigheden", false, false), "vaardigheden", "a plural");
        assert_eq!(read("met C++ werken", false, true), r"met C++ werken", "not plainly words");
        assert_eq!(read("training on the job", true, false), "training on the job", "a short word");
    }

    #[test]
    fn marks_are_no_part_of_the_words() {
        assert_eq!(unmarked(r"over|nemen{v} \{n\} cursus{n}"), r"overnemen \{n\} cursus");
        assert_eq!(plain("cursus{n}"), Some("cursus".to_owned()));
        assert_eq!(forms("cursus{n}"), Some(vec!["cursus".to_owned()]));
        assert_eq!(plain(&escaped("{n} a|b")), Some("{n} a|b".to_owned()));
    }

    #[test]
    fn every_label_gives_terms_that_can_be_used() {
        for label in [
            "((",
            "a(b",
            "))((",
            "[x",
            "~3 a",
            "a ~3",
            r"\",
            "/",
            "//",
            " / ",
            "*",
            "**",
            "a/b/c",
            "(a) (b)",
            "{n}",
            "a|b",
            "cursus{n}",
        ] {
            for term in terms(label, NOUNS).terms {
                assert!(Form::expand(&term.text).is_ok(), "{label}: {}", term.text);
            }
        }
    }

    #[test]
    fn a_plain_term_reads_as_it_is_found() {
        assert_eq!(plain(r"en\/of"), Some("en/of".to_owned()));
        assert_eq!(plain("sociale innovatie"), Some("sociale innovatie".to_owned()));
        for term in ["cursus(sen)", "*voucher", "a/b", "a ~2 b", "[a b/c]"] {
            assert_eq!(plain(term), None, "{term}");
        }
    }
}
