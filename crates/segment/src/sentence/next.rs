use super::border::is_roman;
use super::stop::{OPENERS, Stop};
use crate::lexicon;

/// What stands to the right of a possible border.
#[derive(Debug)]
pub(super) struct Next<'a> {
    /// The first word, without the quotes and brackets that open it.
    pub(super) word: &'a str,
    /// What follows that word.
    after: &'a str,
}

impl<'a> Next<'a> {
    pub(super) fn read(right: &'a str) -> Self {
        const REACH: usize = 48;
        let right = right.trim_start();
        let right = &right[..right.floor_char_boundary(2 * REACH)];
        let bare = right.trim_start_matches(OPENERS);
        // 's and 't are words that begin with a quote.
        let bare = if is_elided(right) { right } else { bare };
        let near = &bare[..bare.floor_char_boundary(REACH.min(bare.len()))];
        let end = near.find([' ', ',', ';', ':', '?', '!', ')']).unwrap_or(near.len());
        Self { word: &bare[..end], after: bare[end..].trim_start() }
    }

    pub(super) fn is_lowercase(&self) -> bool {
        is_elided(self.word) || self.word.starts_with(char::is_lowercase)
    }

    pub(super) fn is_capitalised(&self) -> bool {
        self.word.starts_with(char::is_uppercase)
    }

    pub(super) fn has_digit(&self) -> bool {
        self.word.contains(|c: char| c.is_ascii_digit())
    }

    pub(super) fn is_numeric(&self) -> bool {
        self.word.starts_with(char::is_numeric)
    }

    pub(super) fn is_amount(&self) -> bool {
        self.word.starts_with(['€', '$', '£', '#', '§', '±', '+', '-', '%'])
    }

    pub(super) fn is_starter(&self) -> bool {
        lexicon::facts(self.word).starter
    }

    /// Dutch sentences begin in lower case with 's and 't before a capital, and with abbreviations such as mbo; so do
    /// the parts of an enumeration: "… is klaar. b. Het tweede".
    pub(super) fn may_begin_in_lowercase(&self, stop: &Stop<'_>) -> bool {
        if is_elided(self.word) {
            return self.after.starts_with(char::is_uppercase);
        }
        if let Some(mark) = self.word.strip_suffix('.') {
            let counts = is_roman(mark) || (mark.len() == 1 && mark.is_ascii());
            if counts && self.after.starts_with(char::is_uppercase) {
                return stop.word.chars().count() >= 3;
            }
        }
        let first = self.word.trim_end_matches('.');
        lexicon::facts(first).lowercase
            || first.split_once('-').is_some_and(|(first, rest)| !rest.is_empty() && lexicon::facts(first).lowercase)
    }

    /// Whether the text right after a stop without a space belongs to the same word: only a whole lower-case word
    /// before the stop and one after it that often begins a sentence are clearly two sentences.
    pub(super) fn is_glued(&self, stop: &Stop<'_>) -> bool {
        let mut chars = stop.word.chars();
        chars.next();
        let before = stop.word.chars().count() >= 4
            && chars.all(char::is_lowercase)
            && !stop.before.ends_with(['/', '.', '@', '-']);
        let after = self.is_starter() && self.word.starts_with(char::is_uppercase) && !self.after.is_empty();
        !(before && after)
    }
}

/// 's, 't, 'n and 'k, with either apostrophe.
fn is_elided(text: &str) -> bool {
    text.strip_prefix(['\'', '’', '‘'])
        .and_then(|rest| rest.strip_prefix(['s', 't', 'n', 'k']))
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}
