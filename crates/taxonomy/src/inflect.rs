//! The forms of a word by the rules of Dutch and English spelling.
//!
//! The author says what a word is (`cursus{n}`, `op|leiden{v}`, `digitaal{a}`); no guess is made. What the rules get
//! wrong is harmless where the form does not exist (nobody writes it), and the author sees every form
//! (`fundscan taxonomy list --expand`) and can drop or add some.

mod dutch_noun;
mod dutch_verb;
mod english;
mod spelling;
mod variants;

use fundscan_model::Language;

pub(crate) use variants::variants;

/// What a word is inflected as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Noun,
    Verb,
    Adjective,
}

/// A form of a word, and which it is; nothing for the word as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Inflected {
    pub(crate) text: String,
    pub(crate) why: Option<&'static str>,
}

impl Inflected {
    fn new(text: impl Into<String>, why: &'static str) -> Self {
        Self { text: text.into(), why: Some(why) }
    }
}

/// The forms of a word in one piece (with spaces in "op te leiden"), the written one first, each once. `divided` is where
/// the author divides a separable verb, in bytes.
pub(crate) fn inflect(word: &str, divided: Option<usize>, kind: Kind, language: Language) -> Vec<Inflected> {
    let mut forms = vec![Inflected { text: word.to_owned(), why: None }];
    forms.extend(match (language, kind) {
        (Language::En, Kind::Noun) => english::noun(word),
        (Language::En, Kind::Verb) => english::verb(word),
        (Language::En, Kind::Adjective) => english::adjective(word),
        (_, Kind::Noun) => dutch_noun::noun(word),
        (_, Kind::Verb) => dutch_verb::joined(word, divided),
        (_, Kind::Adjective) => dutch_noun::adjective(word),
    });
    let mut seen = Vec::with_capacity(forms.len());
    forms.retain(|form| {
        let new = !seen.contains(&form.text);
        seen.push(form.text.clone());
        new
    });
    forms
}

/// The finite forms of a verb, which stand apart from the words that go with them ("leidt … op", "deelt kennis"), and the
/// particle of a separable one. None for languages other than Dutch.
pub(crate) fn finite(
    verb: &str,
    divided: Option<usize>,
    language: Language,
) -> Option<(Vec<Inflected>, Option<String>)> {
    (language == Language::Nl).then(|| dutch_verb::finite(verb, divided))
}

#[cfg(test)]
mod tests;
