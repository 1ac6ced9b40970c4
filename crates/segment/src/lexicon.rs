//! Word lists kept as data: `[class]` lines, then words separated by white space, `#` comments.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What is known of a word at a sentence border. A word can be several at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct WordFacts {
    /// An abbreviation that never ends a sentence.
    pub(crate) inside: bool,
    /// An abbreviation that may end one.
    pub(crate) maybe: bool,
    /// An abbreviation before a number only.
    pub(crate) number: bool,
    /// May begin a sentence in lower case.
    pub(crate) lowercase: bool,
    /// The name of a month.
    pub(crate) month: bool,
    /// Begins many sentences.
    pub(crate) starter: bool,
}

static WORDS: LazyLock<HashMap<&'static str, WordFacts>> = LazyLock::new(|| {
    let mut words: HashMap<&str, WordFacts> = HashMap::new();
    for (class, word) in entries(include_str!("../data/abbreviations.txt")) {
        let facts = words.entry(word).or_default();
        match class {
            "inside" => facts.inside = true,
            "maybe" => facts.maybe = true,
            "number" => facts.number = true,
            "lowercase" => facts.lowercase = true,
            "month" => facts.month = true,
            "starter" => facts.starter = true,
            _ => unreachable!("the classes of data/abbreviations.txt are tested"),
        }
    }
    words
});

/// What is known of `word`, whatever its case, written without its last stop.
pub(crate) fn facts(word: &str) -> WordFacts {
    const LONGEST: usize = 24;
    if word.len() > LONGEST {
        return WordFacts::default();
    }
    let known = if word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        WORDS.get(word)
    } else {
        WORDS.get(word.to_lowercase().as_str())
    };
    known.copied().unwrap_or_default()
}

/// The words of a list with their classes, in the order of the file.
pub(crate) fn entries(list: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut class = "";
    list.lines().flat_map(move |line| {
        let line = line.split('#').next().unwrap_or_default().trim();
        let words = match line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            Some(name) => {
                class = name;
                ""
            }
            None => line,
        };
        words.split_whitespace().map(move |word| (class, word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_is_known_and_every_entry_is_written_as_the_file_says() {
        for (class, word) in entries(include_str!("../data/abbreviations.txt")) {
            assert!(["inside", "maybe", "number", "lowercase", "month", "starter"].contains(&class), "{class}");
            assert!(!word.ends_with('.') && word == word.to_lowercase(), "{word}");
            assert!(word.len() <= 24, "{word}");
        }
        for (class, _) in entries(include_str!("../data/languages.txt")) {
            assert!(["nl", "en", "other"].contains(&class), "{class}");
        }
    }

    #[test]
    fn words_are_found_whatever_their_case() {
        assert!(facts("Prof").inside && facts("D.W.Z").inside);
        assert!(facts("ENZ").maybe);
        assert_eq!(facts("scholing"), WordFacts::default());
    }
}
