//! Phrases: two to four words in a row, within a sentence, with no common word at their edges.

use std::ops::Range;

use super::common::{Common, common};
use super::prepared::hash;
use super::tokens::Token;

/// The most words of a phrase.
const MAX_WORDS: usize = 4;

/// The letters of a word that tell phrases apart in the first, rough count: inflections fall together.
const STEM: usize = 6;

/// A word of a phrase.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Joint<'t> {
    pub(crate) token: &'t Token,
    pub(crate) common: Option<Common>,
}

/// Calls `with` for every phrase of a passage that no term covers, and the number of the token it starts at.
pub(crate) fn each<'t>(tokens: &'t [Token], mut with: impl FnMut(usize, &[Joint<'t>])) {
    let joints: Vec<Joint<'t>> = tokens.iter().map(|token| Joint { token, common: common(&token.word) }).collect();
    for start in 0..joints.len() {
        if joints[start].common.is_some() {
            continue;
        }
        for end in start..joints.len().min(start + MAX_WORDS) {
            let joint = &joints[end];
            let breaks = joint.token.covered
                || !joint.token.is_word()
                || (end > start && !joint.token.joined)
                || joint.common == Some(Common::Function);
            if breaks {
                break;
            }
            if end > start && joint.common.is_none() {
                with(start, &joints[start..=end]);
            }
        }
    }
}

/// Whether words stand where a noun stands: after a word that leads to one (*de*, *van*, *voor*), and before anything but
/// another word that says something. That leaves out most verbs, and adjectives before their noun.
pub(crate) fn nounlike(tokens: &[Token], words: Range<usize>) -> bool {
    let before = words.start.checked_sub(1).map(|at| &tokens[at]).filter(|_| tokens[words.start].joined);
    let leads = |token: &Token| common(&token.word) == Some(Common::Link) && !VERBAL.contains(&token.word.as_str());
    let after = tokens.get(words.end).filter(|token| token.joined);
    // Before *en* an adjective may stand as well: sociale en technologische innovatie.
    let ends = |token: &Token| common(&token.word).is_some() && !COORDINATING.contains(&token.word.as_str());
    before.is_some_and(leads) && after.is_none_or(ends)
}

const COORDINATING: [&str; 4] = ["en", "of", "and", "or"];

/// Links that lead to a verb as well.
const VERBAL: [&str; 5] = ["te", "om", "als", "to", "as"];

/// The place of a phrase in a table with `places` places.
pub(crate) fn bucket(phrase: &[Joint<'_>], places: usize) -> usize {
    let stem = |word: &str| word.char_indices().nth(STEM).map_or(word.len(), |(at, _)| at);
    let hash = hash(phrase.iter().map(|joint| &joint.token.word[..stem(&joint.token.word)]));
    // The remainder is below `places`.
    usize::try_from(hash % places as u64).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use fundscan_model::ByteSpan;

    use super::super::tokens::tokens;
    use super::*;

    fn phrases(text: &str, covered: &[ByteSpan]) -> Vec<String> {
        let mut found = Vec::new();
        each(&tokens(text, covered), |_, phrase| {
            let words: Vec<&str> = phrase.iter().map(|joint| joint.token.word.as_str()).collect();
            found.push(words.join(" "));
        });
        found
    }

    #[test]
    fn phrases_start_and_end_with_words_that_say_something_and_cross_no_border() {
        assert_eq!(phrases("Leren van elkaar op de werkvloer. Praktijk telt", &[]), ["praktijk telt"]);
        assert_eq!(phrases("het begeleiden van zij-instromers", &[]), ["begeleiden van zij-instromers"]);
        assert_eq!(phrases("praktijk, theorie", &[]), Vec::<String>::new());
        assert_eq!(phrases("praktijk 3 theorie", &[]), Vec::<String>::new());
        assert_eq!(
            phrases("warme overdracht naar praktijk", &[]),
            ["warme overdracht", "warme overdracht naar praktijk", "overdracht naar praktijk"]
        );
    }

    #[test]
    fn what_a_term_covers_is_in_no_phrase() {
        let text = "warme overdracht praktijk";
        assert_eq!(phrases(text, &[ByteSpan::new(6, 16)]), Vec::<String>::new());
    }
}
