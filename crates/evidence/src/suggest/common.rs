//! Words that say nothing of what a text is about.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What a common word may do in a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Common {
    /// Joins the words of a phrase.
    Link,
    /// Ends a phrase.
    Function,
    /// Says too little to stand for itself.
    General,
}

static WORDS: LazyLock<HashMap<&'static str, (u32, Common)>> = LazyLock::new(|| {
    let mut class = Common::General;
    let mut words = HashMap::new();
    for line in include_str!("../../data/common-words.txt").lines() {
        match line.trim() {
            "[link]" => class = Common::Link,
            "[function]" => class = Common::Function,
            "[general]" => class = Common::General,
            comment if comment.starts_with('#') => {}
            // A word that stands in two classes is of the first.
            list => list.split_whitespace().for_each(|word| {
                let number = u32::try_from(words.len()).expect("a short list");
                words.entry(word).or_insert((number, class));
            }),
        }
    }
    words
});

/// What is known of a folded word.
pub(crate) fn common(word: &str) -> Option<Common> {
    WORDS.get(word).map(|(_, class)| *class)
}

/// The number of a common word: what it is counted as in a phrase.
pub(crate) fn common_number(word: &str) -> Option<u32> {
    WORDS.get(word).map(|(number, _)| *number)
}

#[cfg(test)]
mod tests {
    use fundscan_taxonomy::Folded;

    use super::*;

    #[test]
    fn common_words_are_written_as_they_are_compared() {
        assert!(WORDS.len() > 1000);
        let mut words: Vec<&str> = WORDS.keys().copied().collect();
        words.sort_unstable();
        for word in words {
            assert_eq!(Folded::new(word).as_str(), word);
            assert!(word.chars().all(|c| c.is_alphabetic() || c == '-'), "{word}");
        }
        assert_eq!(
            (common("van"), common("wordt"), common("jaar")),
            (Some(Common::Link), Some(Common::Function), Some(Common::General))
        );
        assert_eq!(common("scholing"), None);
    }
}
