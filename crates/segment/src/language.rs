//! The language of each passage: by the small words in it, else by what surrounds it.

use std::sync::LazyLock;

use fundscan_model::Language;

use crate::lexicon::entries;

/// The small words, packed and sorted: looked at once for each word of each document.
static SMALL_WORDS: LazyLock<Vec<(u128, Language)>> = LazyLock::new(|| {
    let mut words: Vec<(u128, Language)> = entries(include_str!("../data/languages.txt"))
        .map(|(class, word)| {
            let language = match class {
                "nl" => Language::Nl,
                "en" => Language::En,
                _ => Language::Other,
            };
            (packed(word).expect("a test checks the length of the small words"), language)
        })
        .collect();
    words.sort_unstable_by_key(|(word, _)| *word);
    words
});

/// A word of at most 16 bytes as a number, its ASCII letters in lower case.
fn packed(word: &str) -> Option<u128> {
    let mut bytes = [0; 16];
    let used = bytes.get_mut(..word.len())?;
    used.copy_from_slice(word.as_bytes());
    used.make_ascii_lowercase();
    Some(u128::from_be_bytes(bytes))
}

fn language_of(word: &str) -> Option<Language> {
    let words = &*SMALL_WORDS;
    let word = packed(word)?;
    words.binary_search_by_key(&word, |(word, _)| *word).ok().map(|i| words[i].1)
}

/// What speaks for each language in a text: how often its small words stand in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Evidence {
    nl: u32,
    en: u32,
    other: u32,
    words: u32,
}

impl Evidence {
    /// Counts the small words of `text`.
    pub(crate) fn of(text: &str) -> Self {
        let mut evidence = Self::default();
        for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
            evidence.words += 1;
            match language_of(word) {
                Some(Language::Nl) => evidence.nl += 1,
                Some(Language::En) => evidence.en += 1,
                Some(Language::Other) => evidence.other += 1,
                None => {}
            }
        }
        evidence
    }

    fn add(&mut self, other: Self) {
        self.nl += other.nl;
        self.en += other.en;
        self.other += other.other;
        self.words += other.words;
    }

    /// The language, where it is clear: at least two small words (three for other languages), and twice as many as of
    /// any other language.
    fn clear(self) -> Option<Language> {
        let Self { nl, en, other, words } = self;
        let wins = |a: u32, b: u32, c: u32| a >= 2 && a >= 2 * b.max(c);
        // Names and figures of speech bring single words of other languages.
        if wins(nl, en, other) {
            Some(Language::Nl)
        } else if wins(en, nl, other) {
            Some(Language::En)
        } else if other >= 3 && wins(other, nl, en) {
            Some(Language::Other)
        } else {
            // A long text with hardly a small word of ours is in a language we do not know; a shorter one may be a list
            // of names.
            (words >= 30 && (nl + en) * 20 < words).then_some(Language::Other)
        }
    }

    /// The language there is most evidence for, if any.
    fn likely(self) -> Option<Language> {
        let Self { nl, en, other, .. } = self;
        let most = nl.max(en).max(other);
        if most == 0 {
            None
        } else if nl == most {
            Some(Language::Nl)
        } else if en == most {
            Some(Language::En)
        } else {
            Some(Language::Other)
        }
    }
}

/// The language of each passage, given the evidence of each and the block (`block_of`) it is part of. A passage that
/// is not clear takes the language of its block, then that of the clear passages before and after it where they
/// agree, then that of the document.
pub(crate) fn decide(evidence: &[Evidence], block_of: impl Fn(usize) -> usize) -> Vec<Language> {
    let mut document = Evidence::default();
    for e in evidence {
        document.add(*e);
    }
    let document = document.clear().or(document.likely()).unwrap_or_default();

    let mut clear: Vec<Option<Language>> = Vec::with_capacity(evidence.len());
    let mut start = 0;
    while start < evidence.len() {
        let block = block_of(start);
        let mut end = start;
        let mut whole = Evidence::default();
        while end < evidence.len() && block_of(end) == block {
            whole.add(evidence[end]);
            end += 1;
        }
        let whole = whole.clear();
        clear.extend(evidence[start..end].iter().map(|e| e.clear().or(whole)));
        start = end;
    }

    let mut next = vec![None; clear.len()];
    let mut seen = None;
    for i in (0..clear.len()).rev() {
        seen = clear[i].or(seen);
        next[i] = seen;
    }
    let mut last = None;
    clear
        .iter()
        .zip(next)
        .map(|(clear, next)| {
            let around = if last == next { last } else { None };
            last = clear.or(last);
            clear.or(around).unwrap_or(document)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clear(text: &str) -> Option<Language> {
        Evidence::of(text).clear()
    }

    #[test]
    fn sentences_are_told_apart_by_their_small_words() {
        for text in [
            "Het fonds vergoedt de kosten van cursussen voor werknemers.",
            "In 2023 zijn er 12 bedrijven bezocht door onze adviseurs.",
            "Wij hebben geen subsidie aangevraagd.",
        ] {
            assert_eq!(clear(text), Some(Language::Nl), "{text}");
        }
        for text in [
            "The fund pays for courses that employees choose themselves.",
            "In this report we describe what has been done.",
        ] {
            assert_eq!(clear(text), Some(Language::En), "{text}");
        }
        for text in [
            "Die Stiftung fördert die Weiterbildung der Beschäftigten und ist nicht gewinnorientiert.",
            "Le fonds finance les formations des salariés dans la branche.",
        ] {
            assert_eq!(clear(text), Some(Language::Other), "{text}");
        }
        assert_eq!(clear("Loopbaanbegeleiding"), None);
        assert_eq!(clear("Subsidie EVC 2023"), None);
        assert_eq!(clear("Som der baten, som der lasten"), None);
        let names =
            "Prof. mr. Lokke Moerel, hoogleraar Global ICT Law, Tilburg University, Bart Jacobs, Radboud Universiteit";
        assert_eq!(clear(names), None);
        let polish = "Fundusz finansuje szkolenia pracowników branży metalowej oraz doradztwo zawodowe. ".repeat(4);
        assert_eq!(clear(&polish), Some(Language::Other));
    }

    #[test]
    fn what_is_unclear_takes_the_language_around_it() {
        let texts = [
            "The fund pays for the courses.",
            "Coaching",
            "The training is free and it is for all.",
            "Het fonds betaalt de cursussen voor werknemers.",
            "Coaching",
            "Wij gaan door met de subsidie.",
            "Het bestuur en de werkgevers zijn het eens.",
        ];
        let evidence: Vec<Evidence> = texts.iter().map(|t| Evidence::of(t)).collect();
        let languages = decide(&evidence, |i| i);
        assert_eq!(languages[1], Language::En);
        assert_eq!(languages[4], Language::Nl);
    }

    #[test]
    fn no_word_is_small_in_two_languages() {
        for pair in SMALL_WORDS.windows(2) {
            assert_ne!(pair[0].0, pair[1].0, "{}", String::from_utf8_lossy(&pair[0].0.to_be_bytes()));
        }
    }

    #[test]
    fn a_document_without_evidence_is_other() {
        assert_eq!(decide(&[Evidence::of("EVC"), Evidence::of("12")], |i| i), [Language::Other, Language::Other]);
    }
}
